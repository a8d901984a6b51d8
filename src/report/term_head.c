#include "term_sheet.h"
#include <inttypes.h>
#include "crossoff/utf8.h"

enum { NAME_AT = 30 }; /* column of the file names */

static struct co_str number_text(struct co_pen *p, const char *before, int64_t n, const char *after)
{
    p->scratch.len = 0;
    co_buf_fmt(&p->scratch, "%s%" PRId64 "%s%s", before, n, *after ? " " : "", after);
    return co_pen_take(p);
}

static void put_count(struct co_flow *f, enum co_style style, int64_t n, const char *word)
{
    co_flow_put(f, co_pen_sign(f->pen, CO_SIGN_DOT), style, number_text(f->pen, "", n, word));
}

static void add(struct co_flow *f, enum co_style style, int64_t n, const char *word)
{
    if (n)
        put_count(f, style, n, word);
}

static void put_title(struct co_pen *p, const struct co_sheet *s)
{
    struct co_flow f = {.pen = p};
    const char *dot = co_pen_sign(p, CO_SIGN_DOT);
    co_buf_text(&p->scratch, "feed ");
    co_utf8_visible(&p->scratch, s->feed);
    co_flow_put(&f, "", CO_STYLE_BOLD, co_pen_take(p));
    if ((int64_t)s->n_shops < s->shops_all) {
        co_buf_fmt(&p->scratch, "%zu of %" PRId64 " shops", s->n_shops, s->shops_all);
        co_flow_put(&f, dot, CO_STYLE_PLAIN, co_pen_take(p));
    }
    if (s->key.len) {
        co_buf_text(&p->scratch, "matched by ");
        co_utf8_visible(&p->scratch, s->key);
        co_flow_put(&f, dot, CO_STYLE_DIM, co_pen_take(p));
    }
    co_buf_byte(p->out, '\n');
}

static void add_rows(struct co_flow *f, size_t n, const char *word)
{
    if (n)
        co_flow_put(f, ", ", CO_STYLE_PLAIN, number_text(f->pen, "", (int64_t)n, word));
}

/* "  today      Fri 20 Nov 2026  open-orders.csv  66 rows, 1 closed" */
static void put_file(struct co_pen *p, const char *which, const struct co_sheet_file *file,
                     size_t name_width)
{
    char day[CO_DAY_TEXT];
    const struct co_rowcount *rows = &file->rows;
    struct co_flow f = {.pen = p, .indent = NAME_AT};
    struct co_str name = co_pen_visible(p, file->name);
    size_t room = p->width - f.indent, width = co_utf8_width(name);
    co_buf_fmt(p->out, "  %-10s %-15s", which, co_date_day_text(file->date, day));
    f.at = f.indent;
    if (width) {
        if (width < name_width)
            width = name_width;
        co_buf_text(p->out, "  ");
        co_utf8_fit(p->out, name, width < room ? width : room, false, p->is_ascii);
        f.at += width < room ? width : room;
    }
    f.is_open = true;
    co_flow_put(&f, "  ", CO_STYLE_PLAIN,
                number_text(p, "", (int64_t)rows->read, rows->read == 1 ? "row" : "rows"));
    add_rows(&f, rows->finished, "closed");
    add_rows(&f, rows->duplicates, rows->duplicates == 1 ? "duplicate" : "duplicates");
    add_rows(&f, rows->dropped, "dropped");
    add_rows(&f, rows->rejected, "rejected");
    co_buf_byte(p->out, '\n');
}

static void put_files(struct co_pen *p, const struct co_sheet *s)
{
    struct co_str before = co_pen_visible(p, s->yesterday.name);
    size_t width = co_utf8_width(co_pen_visible(p, s->today.name));
    if (!s->is_baseline && co_utf8_width(before) > width)
        width = co_utf8_width(before);
    if (width > p->width - NAME_AT - 10) /* unequal long names are not worth a second line */
        width = 0;
    if (!s->is_baseline)
        put_file(p, "yesterday", &s->yesterday, width);
    put_file(p, "today", &s->today, width);
}

static void add_in_brackets(struct co_flow *f, enum co_style style, struct co_str n,
                            const char *word)
{
    co_buf_fmt(&f->pen->scratch, "(%.*s %s)", CO_STR_ARG(n), word);
    co_flow_put(f, " ", style, co_pen_take(f->pen));
}

static void add_completed(struct co_flow *f, const struct co_counts *c, enum co_counts_of of)
{
    char text[CO_QUANTITY_TEXT];
    bool is_day = of != CO_COUNTS_OF_SHOP;
    if (c->completed || is_day)
        put_count(f, CO_STYLE_DONE, c->completed,
                  of != CO_COUNTS_OF_OPERATIONS ? "completed"
                  : c->completed == 1           ? "operation completed"
                                                : "operations completed");
    if (of == CO_COUNTS_OF_OPERATIONS)
        add_in_brackets(f, CO_STYLE_DONE, number_text(f->pen, "", c->orders_completed, ""),
                        c->orders_completed == 1 ? "order" : "orders");
    else if (is_day && c->completed && c->pieces_completed > 0)
        add_in_brackets(f, CO_STYLE_PLAIN,
                        co_str_of(co_value_quantity_text(c->pieces_completed, text)),
                        c->pieces_completed == 1000 ? "piece" : "pieces");
    if (!is_day && c->by_absence) /* what the rows have no room to say on a narrow terminal */
        add_in_brackets(f, CO_STYLE_PLAIN,
                        co_str_of(co_value_quantity_text(c->by_absence * 1000, text)), "assumed");
}

static void add_carried(struct co_flow *f, const struct co_counts *c, bool is_day)
{
    if (c->carried_over || is_day)
        put_count(f, CO_STYLE_PLAIN, c->carried_over, "carried over");
    if (c->changed) {
        struct co_str n = number_text(f->pen, "", c->changed, "");
        add_in_brackets(f, CO_STYLE_CHANGED, n, "changed");
    }
}

static void add_past_due(struct co_flow *f, const struct co_counts *c, bool is_day)
{
    if (c->past_due || is_day)
        put_count(f, c->past_due ? CO_STYLE_LATE : CO_STYLE_PLAIN, c->past_due, "past due");
}

void co_term_counts(struct co_flow *f, const struct co_counts *c, enum co_counts_of of)
{
    bool is_day = of != CO_COUNTS_OF_SHOP;
    if (of == CO_COUNTS_OF_BASELINE) {
        put_count(f, CO_STYLE_PLAIN, c->today, "listed");
        add_past_due(f, c, false);
        return;
    }
    add_completed(f, c, of);
    add(f, CO_STYLE_PLAIN, c->cancelled, "cancelled");
    add(f, CO_STYLE_PLAIN, c->moved, "moved");
    add_carried(f, c, is_day);
    if (c->fresh || is_day)
        put_count(f, CO_STYLE_FRESH, c->fresh, "new");
    add(f, CO_STYLE_BACK, c->reopened, "reopened");
    add_past_due(f, c, is_day);
    add(f, CO_STYLE_PLAIN, c->from_other, "from another shop");
    add(f, CO_STYLE_PLAIN, c->to_other, "to another shop");
}

/* How the completions are known, when not all of them are confirmed in full. */
static void put_evidence(struct co_pen *p, const struct co_counts *c)
{
    struct co_flow f = {.pen = p, .at = 2, .indent = 2};
    const struct {
        int64_t n;
        const char *first, *after_another;
    } ways[] = {
        {c->by_status, "confirmed by status", "by status"},
        {c->by_quantity, "confirmed by quantity", "by quantity"},
        {c->by_told, "confirmed by the list of closed orders", "by the list of closed orders"},
        {c->closed, "closed, not confirmed made", "closed, not confirmed made"},
        {c->by_absence, "left the list (assumed completed)", "left the list (assumed completed)"}};
    bool has_any = false;
    if (c->by_absence == 0 && c->closed == 0 && c->is_short == 0 && c->by_told == 0)
        return;
    co_buf_text(p->out, "  ");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i].n) {
            co_flow_put(
                &f, ", ", CO_STYLE_PLAIN,
                number_text(p, "", ways[i].n, has_any ? ways[i].after_another : ways[i].first));
            has_any = true;
        }
    if (c->is_short)
        co_flow_put(&f, "; ", CO_STYLE_PLAIN,
                    number_text(p, "", c->is_short, "with fewer made than ordered"));
    co_buf_byte(p->out, '\n');
}

struct term {
    int64_t n;
    const char *word;
    bool is_always;
};

/* Adds "6 completed + 59 carried over"; true when that is the total. */
static bool put_equation(struct co_flow *f, int64_t total, const struct term *terms)
{
    struct co_pen *p = f->pen;
    int64_t sum = 0;
    bool is_first = true;
    for (; terms->word; terms++) {
        if (terms->n == 0 && !terms->is_always)
            continue;
        sum += terms->n;
        co_flow_put(f, " ", CO_STYLE_PLAIN,
                    number_text(p, is_first ? "" : "+ ", terms->n, terms->word));
        is_first = false;
    }
    return sum == total;
}

static bool put_equations(struct co_flow *f, const struct co_counts *c, const char *between)
{
    const struct term before[] = {{c->completed, "completed", true},
                                  {c->cancelled, "cancelled", false},
                                  {c->moved, "moved", false},
                                  {c->carried_over, "carried over", true},
                                  {c->to_other, "to another shop", false},
                                  {0}};
    const struct term now[] = {{c->carried_over, "carried over", true},
                               {c->fresh, "new", true},
                               {c->reopened, "reopened", false},
                               {0}};
    struct co_pen *p = f->pen;
    bool has_others = c->from_other != 0;
    co_flow_put(f, "", CO_STYLE_PLAIN,
                number_text(p, "yesterday ", c->yesterday, has_others ? "" : "="));
    if (has_others)
        co_flow_put(f, " ", CO_STYLE_PLAIN,
                    number_text(p, "+ ", c->from_other, "from another shop ="));
    bool is_right = put_equation(f, c->yesterday + c->from_other, before);
    if (!between) {
        co_buf_byte(p->out, '\n');
        co_buf_fill(p->out, ' ', f->indent);
        *f = (struct co_flow){.pen = p, .indent = f->indent, .at = f->indent};
    }
    co_flow_put(f, between ? between : "", CO_STYLE_PLAIN, number_text(p, "today ", c->today, "="));
    return put_equation(f, c->today, now) && is_right;
}

static void put_check_line(struct co_pen *p, const struct co_counts *c, const char *between)
{
    struct co_flow f = {.pen = p, .indent = 7, .at = 7};
    co_buf_text(p->out, "check  ");
    bool is_right = put_equations(&f, c, between);
    const char *sign = co_pen_sign(p, is_right ? CO_SIGN_DONE : CO_SIGN_WRONG);
    if (p->is_ascii) /* "x" would read as a cross here */
        sign = is_right ? "ok," : "WRONG:";
    co_buf_fmt(&p->scratch, "%s %s", sign, is_right ? "adds up" : "does not add up");
    co_flow_put(&f, "  ", is_right ? CO_STYLE_DONE : CO_STYLE_LATE, co_pen_take(p));
    co_buf_byte(p->out, '\n');
}

/* One line if it fits, else one for each day. */
static void put_check(struct co_pen *p, const struct co_counts *c)
{
    struct co_aside aside;
    const char *dot = co_pen_sign(p, CO_SIGN_DOT);
    co_pen_aside(p, &aside);
    put_check_line(p, c, dot);
    size_t width = co_pen_back(p, &aside);
    put_check_line(p, c, width <= p->width ? dot : NULL);
}

static void put_baseline(struct co_pen *p, const struct co_counts *c)
{
    struct co_flow words = {.pen = p}, counts = {.pen = p};
    co_flow_put(&words, "", CO_STYLE_PLAIN, CO_STR("This is the first list of the feed,"));
    co_flow_put(&words, " ", CO_STYLE_PLAIN, CO_STR("so there is nothing to cross off yet."));
    co_buf_byte(p->out, '\n');
    co_flow_put(&counts, "", CO_STYLE_BOLD,
                number_text(p, "", c->today, c->today == 1 ? "order listed" : "orders listed"));
    add_past_due(&counts, c, true);
    co_buf_byte(p->out, '\n');
}

static void put_words(struct co_flow *f, enum co_style style, struct co_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t len = 0;
        while (at + len < text.len && text.at[at + len] != ' ')
            len++;
        if (len)
            co_flow_put(f, " ", style, co_pen_visible(f->pen, (struct co_str){text.at + at, len}));
        at += len + 1;
    }
}

static void put_accepted(struct co_pen *p, const struct co_sheet_accepted *a)
{
    struct co_flow f = {.pen = p, .indent = 2};
    struct co_buf text = {0};
    co_flow_put(&f, "", CO_STYLE_LATE, CO_STR("accepted"));
    co_buf_fmt(&text, "%.*s: %.*s. Reason: %.*s (%.*s, %.*s)", CO_STR_ARG(a->rule),
               CO_STR_ARG(a->sentence), CO_STR_ARG(a->reason), CO_STR_ARG(a->who),
               CO_STR_ARG(a->at));
    put_words(&f, CO_STYLE_PLAIN, co_buf_view(&text));
    co_buf_byte(p->out, '\n');
    p->out->failed = p->out->failed || !co_buf_ok(&text);
    co_buf_fini(&text);
}

/* What a reader has to know before any number. */
static void put_banner(struct co_pen *p, const struct co_sheet *s)
{
    struct co_flow f = {.pen = p, .indent = 2};
    if (s->is_no_news) {
        co_flow_put(&f, "", CO_STYLE_LATE, CO_STR("no news:"));
        put_words(&f, CO_STYLE_PLAIN,
                  CO_STR("This list says what the list before says, order by order. That is not "
                         "the same as nothing completed."));
        co_buf_byte(p->out, '\n');
    }
    for (size_t i = 0; i < s->n_accepted; i++)
        put_accepted(p, &s->accepted[i]);
    if (s->is_no_news || s->n_accepted)
        co_buf_byte(p->out, '\n');
}

void co_term_head(struct co_pen *p, const struct co_sheet *s)
{
    struct co_flow counts = {.pen = p, .indent = 2};
    put_title(p, s);
    put_files(p, s);
    co_buf_byte(p->out, '\n');
    put_banner(p, s);
    if (s->is_baseline) {
        put_baseline(p, &s->counts);
        return;
    }
    co_term_counts(&counts, &s->counts,
                   s->has_operations ? CO_COUNTS_OF_OPERATIONS : CO_COUNTS_OF_DAY);
    co_buf_byte(p->out, '\n');
    put_evidence(p, &s->counts);
    put_check(p, &s->counts);
}
