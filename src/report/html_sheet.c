#include "html.h"
#include <inttypes.h>
#include "text.h"

/* Columns that no order of the day fills are left out. */
struct page {
    struct co_buf *out;
    const struct co_sheet *sheet;
    bool has_operation, has_part, has_description, has_made;
    bool has_boards; /* of the shops: there are several */
};

static bool is_open(const struct co_sheet_item *item)
{
    return item->verdict != CO_VERDICT_COMPLETED && item->verdict != CO_VERDICT_CANCELLED &&
           item->verdict != CO_VERDICT_MOVED;
}

static bool is_late(const struct co_sheet_item *item)
{
    return item->is_past_due && is_open(item);
}

static struct co_str shop_name(const struct co_sheet_shop *shop)
{
    return shop->name.len ? shop->name : CO_STR("(no shop)");
}

static void put_quantity(struct co_buf *out, int64_t quantity)
{
    char text[CO_QUANTITY_TEXT];
    co_buf_text(out, co_value_quantity_text(quantity, text));
}

/* On a telephone a row becomes a few lines: laid out like that, browsers would forget that it is
 * one, unless its parts say so. */
static void open_cell(struct co_buf *out, const char *class)
{
    co_buf_fmt(out, "<td role=\"cell\" class=\"%s\">", class);
}

/* Symbol and word: neither a colour nor a symbol alone has to be understood. */
static void put_state(struct co_buf *out, const struct co_sheet_item *item)
{
    static const char *const symbols[CO_VERDICTS] = {
        [CO_VERDICT_LISTED] = "●",       [CO_VERDICT_NEW] = "+",       [CO_VERDICT_REOPENED] = "↺",
        [CO_VERDICT_CARRIED_OVER] = "●", [CO_VERDICT_COMPLETED] = "✔", [CO_VERDICT_CANCELLED] = "✗",
        [CO_VERDICT_MOVED] = "→",
    };
    open_cell(out, "state w");
    if (is_open(item))
        co_buf_text(out, "<span class=\"box\" aria-hidden=\"true\"></span>");
    co_buf_fmt(out, "<span aria-hidden=\"true\">%s</span> %s</td>", symbols[item->verdict],
               co_verdict_name(item->verdict));
}

/* A cell of an order that is gone is struck through. */
static void put_struck(struct co_buf *out, const struct co_sheet_item *item, struct co_str s)
{
    bool is_struck = !is_open(item) && s.len;
    co_buf_text(out, is_struck ? "<s>" : "");
    co_html_text(out, s);
    co_buf_text(out, is_struck ? "</s>" : "");
}

/* A code is one piece even where it has a blank. */
static const char *code(size_t len)
{
    return len > CO_HTML_CODE ? "long" : "w";
}

static void put_order(struct co_buf *out, const struct co_sheet_item *item)
{
    co_buf_fmt(out, "<th scope=\"row\" role=\"rowheader\" class=\"%s\">",
               code(item->work_order.len + item->suffix.len));
    co_buf_text(out, is_open(item) ? "" : "<s>");
    co_html_text(out, item->work_order);
    if (item->suffix.len) {
        co_buf_byte(out, '/');
        co_html_text(out, item->suffix);
    }
    co_buf_text(out, is_open(item) ? "</th>" : "</s></th>");
}

static void put_day(struct co_buf *out, const struct co_sheet_item *item)
{
    open_cell(out, "n day");
    if (item->verdict == CO_VERDICT_CARRIED_OVER || item->verdict == CO_VERDICT_REOPENED)
        co_buf_fmt(out, "%" PRId32, item->days);
    co_buf_text(out, "</td>");
}

static void put_made(const struct page *g, const struct co_sheet_item *item)
{
    struct co_buf *out = g->out;
    bool is_known = item->quantity != CO_QUANTITY_NONE;
    open_cell(out, "n w made");
    if (item->completed != CO_QUANTITY_NONE) {
        put_quantity(out, item->completed);
        co_buf_text(out, is_known ? " / " : " / ?");
    } else if (g->has_made && is_known) {
        co_buf_text(out, "? / "); /* else the order's quantity would read as made */
    }
    put_quantity(out, item->quantity);
    co_buf_text(out, "</td>");
}

static void put_due(const struct page *g, const struct co_sheet_item *item)
{
    char text[CO_DATE_TEXT];
    open_cell(g->out, "w due");
    co_buf_text(g->out, co_date_text(item->due, text));
    if (is_late(item)) {
        co_buf_text(g->out, "<br><strong>! past due");
        if (item->due != CO_DATE_NONE && item->due < g->sheet->date)
            co_buf_fmt(g->out, " %" PRId32 " d", g->sheet->date - item->due);
        co_buf_text(g->out, "</strong>");
    }
    co_buf_text(g->out, "</td>");
}

/* Within a remark: neither a date is broken at its hyphen, nor is a long value wider than paper. */
static void put_folded(struct co_buf *out, struct co_str s)
{
    const char *class = co_html_fold(s);
    co_buf_fmt(out, *class ? "<span class=\"%s\">" : "<span>", class);
    co_html_text(out, s);
    co_buf_text(out, "</span>");
}

static void put_side(struct co_buf *out, struct co_str value)
{
    put_folded(out, value.len ? value : CO_STR("(none)"));
}

static void put_change(struct co_buf *out, const struct co_change *change)
{
    struct co_buf label = {0};
    for (size_t i = 0; i < change->field.len; i++)
        co_buf_byte(&label, change->field.at[i] == '_' ? ' ' : change->field.at[i]);
    put_folded(out, co_buf_view(&label));
    co_buf_byte(out, ' ');
    put_side(out, change->before);
    co_buf_text(out, " → ");
    put_side(out, change->after);
    out->failed = out->failed || !co_buf_ok(&label);
    co_buf_fini(&label);
}

/* The progress says it already. */
static bool is_said(const struct co_sheet_item *item, const struct co_change *change)
{
    return item->progress && (co_str_eq(change->field, CO_STR("quantity_completed")) ||
                              co_str_eq(change->field, CO_STR("quantity_remaining")));
}

/* Begins a line of the remarks: the second one and those that follow are below it. */
static void next(struct co_buf *out, size_t *n)
{
    co_buf_text(out, (*n)++ ? "<br>" : "");
}

static void put_outcome(struct co_buf *out, const struct co_sheet_item *item, size_t *n)
{
    if (item->is_order_completed) {
        next(out, n);
        co_buf_text(out, "order completed");
    }
    if (co_str_eq(item->outcome, CO_STR("short"))) {
        next(out, n);
        co_buf_text(out, "short, ");
        put_quantity(out, item->quantity - item->completed);
        co_buf_text(out, " missing");
    }
    if (co_str_eq(item->outcome, CO_STR("closed"))) {
        next(out, n);
        co_buf_text(out, "closed, not confirmed made");
    }
    if (item->to_feed.len) {
        next(out, n);
        co_buf_text(out, "to feed ");
        put_folded(out, item->to_feed);
    }
}

static void put_remarks(struct co_buf *out, const struct co_sheet_item *item)
{
    char date[CO_DATE_TEXT];
    size_t n = 0;
    open_cell(out, "remarks");
    put_outcome(out, item, &n);
    if (item->verdict == CO_VERDICT_REOPENED && item->retracted != CO_DATE_NONE) {
        next(out, &n);
        co_buf_fmt(out, "completed %s taken back", co_date_text(item->retracted, date));
    }
    if (item->progress) {
        next(out, &n);
        co_buf_text(out, item->progress > 0 ? "+" : "");
        put_quantity(out, item->progress);
        co_buf_text(out, " made");
    }
    for (size_t i = 0; i < item->n_changes; i++)
        if (!is_said(item, &item->changes[i])) {
            next(out, &n);
            put_change(out, &item->changes[i]);
        }
    if (item->evidence != CO_EVIDENCE_NONE) {
        next(out, &n);
        co_buf_text(out, co_text_evidence(item->evidence));
    }
    co_buf_text(out, "</td>");
}

static void put_item(const struct page *g, const struct co_sheet_item *item)
{
    struct co_buf *out = g->out;
    co_buf_text(out, item->verdict == CO_VERDICT_COMPLETED ? "<tr role=\"row\" class=\"completed\">"
                     : is_late(item)                       ? "<tr role=\"row\" class=\"late\">"
                                                           : "<tr role=\"row\">");
    put_state(out, item);
    put_day(out, item);
    put_order(out, item);
    const struct {
        bool is_shown;
        struct co_str text;
        const char *class;
    } cells[] = {
        {g->has_operation, item->operation, code(item->operation.len)},
        {g->has_part, item->part, code(item->part.len)},
        {g->has_description, item->description, co_html_fold(item->description)},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        if (cells[i].is_shown) {
            open_cell(out, cells[i].class);
            put_struck(out, item, cells[i].text);
            co_buf_text(out, "</td>");
        }
    put_made(g, item);
    put_due(g, item);
    put_remarks(out, item);
    co_buf_text(out, "</tr>\n");
}

/* "feed, Fri 20 Nov 2026": what a sheet of paper has to say beside the shop. */
static void put_list(struct co_buf *out, const struct co_sheet *s)
{
    char words[CO_DAY_TEXT];
    co_buf_str(out, s->feed);
    co_buf_fmt(out, ", %s", co_date_day_text(s->date, words));
}

static void put_paper(const struct page *g, const struct co_sheet_shop *shop, size_t columns)
{
    struct co_buf list = {0}, what = {0};
    put_list(&list, g->sheet);
    co_html_text(&what, shop_name(shop));
    co_buf_text(&what, ", ");
    co_html_text(&what, co_buf_view(&list));
    co_html_paper(g->out, columns, co_buf_view(&what));
    g->out->failed = g->out->failed || !co_buf_ok(&list) || !co_buf_ok(&what);
    co_buf_fini(&list);
    co_buf_fini(&what);
}

static void put_columns(const struct page *g, const struct co_sheet_shop *shop)
{
    size_t shown = 0;
    const struct {
        bool is_shown;
        const char *class, *label;
    } columns[] = {
        {true, "", "State"},
        {true, " class=\"n\"", "Day"},
        {true, "", "Work order"},
        {g->has_operation, "", "Operation"},
        {g->has_part, "", "Part"},
        {g->has_description, "", "Description"},
        {true, " class=\"n\"", g->has_made ? "Made / quantity" : "Quantity"},
        {true, "", "Due"},
        {true, "", "Remarks"},
    };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        shown += columns[i].is_shown;
    co_buf_text(g->out, "<thead role=\"rowgroup\">\n");
    put_paper(g, shop, shown);
    co_buf_text(g->out, "<tr role=\"row\">");
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (columns[i].is_shown)
            co_buf_fmt(g->out, "<th scope=\"col\" role=\"columnheader\"%s>%s</th>",
                       columns[i].class, columns[i].label);
    co_buf_text(g->out, "</tr>\n</thead>\n");
}

static void put_part(struct co_buf *out, int64_t n, const char *word, bool *is_more)
{
    if (!n)
        return;
    co_buf_fmt(out, "%s%" PRId64 " %s", *is_more ? ", " : "", n, word);
    *is_more = true;
}

/* "4 completed, 45 carried over, 3 new": what a bar or a heading says in words. */
static void put_counts(struct co_buf *out, const struct co_counts *c, bool is_baseline)
{
    bool is_more = false;
    put_part(out, is_baseline ? c->today : 0, "listed", &is_more);
    put_part(out, c->completed, "completed", &is_more);
    put_part(out, c->cancelled, "cancelled", &is_more);
    put_part(out, c->moved, "moved", &is_more);
    put_part(out, c->carried_over, "carried over", &is_more);
    put_part(out, is_baseline ? 0 : c->fresh, "new", &is_more);
    put_part(out, c->reopened, "reopened", &is_more);
    put_part(out, c->changed, "changed", &is_more);
    put_part(out, c->past_due, "past due", &is_more);
    put_part(out, c->from_other, "from other shops", &is_more);
    put_part(out, c->to_other, "to other shops", &is_more);
    if (!is_more)
        co_buf_text(out, "no orders");
}

static void put_rect(struct co_buf *out, int64_t *x, int64_t width, const char *class)
{
    if (width)
        co_buf_fmt(out,
                   "<rect x=\"%" PRId64 "\" y=\"0\" width=\"%" PRId64
                   "\" height=\"1\" class=\"%s\"/>",
                   *x, width, class);
    *x += width;
}

/* Yesterday's list as a bar: how much of it is crossed off. */
static void put_bar(struct co_buf *out, const struct co_counts *c)
{
    int64_t gone = c->cancelled + c->moved, x = 0, all = c->completed + gone + c->carried_over;
    if (!all)
        return;
    co_buf_fmt(out,
               "<svg class=\"bar\" role=\"img\" aria-label=\"Of %" PRId64 " orders: %" PRId64
               " completed, %" PRId64 " cancelled or moved, %" PRId64
               " carried over\" viewBox=\"0 0 %" PRId64 " 1\" preserveAspectRatio=\"none\">",
               all, c->completed, gone, c->carried_over, all);
    put_rect(out, &x, c->completed, "f-done");
    put_rect(out, &x, gone, "f-gone");
    put_rect(out, &x, c->carried_over, "f-open");
    co_buf_text(out, "</svg>\n");
}

static void put_orders(const struct page *g, const struct co_sheet_shop *shop)
{
    struct co_buf *out = g->out;
    co_buf_text(out, "<div class=\"list\" role=\"group\" tabindex=\"0\" aria-label=\"Orders of ");
    co_html_text(out, shop_name(shop));
    co_buf_text(out, "\">\n<table role=\"table\" class=\"orders\">\n<caption>");
    co_html_text(out, shop_name(shop));
    co_buf_fmt(out, ": %zu order%s shown</caption>\n", shop->n_items,
               shop->n_items == 1 ? "" : "s");
    put_columns(g, shop);
    co_buf_text(out, "<tbody role=\"rowgroup\">\n");
    for (size_t i = 0; i < shop->n_items; i++)
        put_item(g, &shop->items[i]);
    co_buf_text(out, "</tbody>\n</table>\n</div>\n");
}

static void put_board(const struct page *g, const struct co_trend_line *line)
{
    if (line)
        co_html_board(g->out, g->sheet->trend, line, CO_TREND_LISTS);
}

static void put_shop(const struct page *g, const struct co_sheet_shop *shop)
{
    struct co_buf *out = g->out, list = {0}, missing = {0};
    put_list(&list, g->sheet);
    co_buf_text(out, "<section class=\"shop\">\n");
    co_html_shop(out, shop->name, co_buf_view(&list));
    co_buf_text(out, "<p>");
    put_counts(out, &shop->counts, g->sheet->is_baseline);
    co_buf_text(out, "</p>\n");
    if (!g->sheet->is_baseline)
        put_bar(out, &shop->counts);
    if (g->has_boards) /* behind the orders it could be alone on the last sheet */
        put_board(g, co_trend_shop(g->sheet->trend, shop->name));
    if (shop->n_items)
        put_orders(g, shop);
    co_text_missing(&missing, g->sheet, shop);
    if (missing.len) {
        co_buf_text(out, "<p><b>Not shown here:</b> ");
        co_html_text(out, co_buf_view(&missing));
        co_buf_text(out, ". With --all the page has every order.</p>\n");
    }
    co_buf_text(out, "</section>\n");
    out->failed = out->failed || !co_buf_ok(&list) || !co_buf_ok(&missing);
    co_buf_fini(&list);
    co_buf_fini(&missing);
}

static void put_total(struct co_buf *out, int64_t n, const char *word, const char *class)
{
    co_buf_fmt(out, "<div%s><dt>%s</dt><dd>%" PRId64 "</dd></div>\n", class, word, n);
}

/* Read from two metres away: few, large, the most important first. */
static void put_totals(const struct page *g)
{
    const struct co_counts *c = &g->sheet->counts;
    co_buf_text(g->out, "<dl class=\"totals\">\n");
    if (g->sheet->is_baseline) {
        put_total(g->out, c->today, "● listed", "");
    } else {
        put_total(g->out, c->completed, "✔ completed", " class=\"done\"");
        put_total(g->out, c->carried_over, "● carried over", "");
        put_total(g->out, c->fresh, "+ new", "");
        if (c->reopened)
            put_total(g->out, c->reopened, "↺ reopened", "");
        if (c->cancelled)
            put_total(g->out, c->cancelled, "✗ cancelled", "");
        if (c->moved)
            put_total(g->out, c->moved, "→ moved", "");
    }
    put_total(g->out, c->past_due, "! past due", c->past_due ? " class=\"late\"" : "");
    co_buf_text(g->out, "</dl>\n");
}

static void put_file(struct co_buf *out, const char *label, const struct co_sheet_file *f)
{
    char day[CO_DAY_TEXT];
    co_buf_fmt(out, "%s: %s, ", label, co_date_day_text(f->date, day));
    co_html_text(out, f->name);
    co_buf_fmt(out, ", %zu row%s", f->rows.read, f->rows.read == 1 ? "" : "s");
}

static void put_sources(const struct page *g)
{
    const struct co_sheet *s = g->sheet;
    co_buf_text(g->out, "<p class=\"quiet\">");
    if (!s->is_baseline) {
        put_file(g->out, "Yesterday", &s->yesterday);
        co_buf_text(g->out, "<br>");
    }
    put_file(g->out, "Today", &s->today);
    co_buf_text(g->out, "<br>Matched by ");
    co_html_text(g->out, s->key);
    co_buf_text(g->out, s->has_operations ? "; a row is an operation of an order</p>\n" : "</p>\n");
}

/* What a reader has to know before any number. */
static void put_banners(const struct page *g)
{
    const struct co_sheet *s = g->sheet;
    struct co_buf *out = g->out;
    if (s->is_baseline)
        co_buf_text(out, "<p class=\"banner\"><b>The first list</b> of this feed: there is nothing "
                         "to cross off yet.</p>\n");
    if (s->is_no_news)
        co_buf_text(out, "<p class=\"banner\"><b>No news</b>: this list says what the list before "
                         "says, order by order. That is not the same as nothing completed.</p>\n");
    for (size_t i = 0; i < s->n_accepted; i++) {
        const struct co_sheet_accepted *a = &s->accepted[i];
        const struct co_str texts[] = {CO_STR("Accepted "),  a->rule,   CO_STR(": "), a->sentence,
                                       CO_STR(". Reason: "), a->reason, CO_STR(" ("), a->who,
                                       CO_STR(", "),         a->at,     CO_STR(")")};
        co_buf_text(out, "<p class=\"banner\">");
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            co_html_text(out, texts[k]);
        co_buf_text(out, "</p>\n");
    }
}

static void look(struct page *g)
{
    for (size_t i = 0; i < g->sheet->n_shops; i++)
        for (size_t k = 0; k < g->sheet->shops[i].n_items; k++) {
            const struct co_sheet_item *item = &g->sheet->shops[i].items[k];
            g->has_operation = g->has_operation || item->operation.len;
            g->has_part = g->has_part || item->part.len;
            g->has_description = g->has_description || item->description.len;
            g->has_made = g->has_made || item->completed != CO_QUANTITY_NONE;
        }
}

/* "feed, shop" */
static void put_what(struct co_buf *out, const struct co_sheet *s)
{
    co_buf_str(out, s->feed);
    if (!s->is_one_shop)
        return;
    co_buf_text(out, ", ");
    co_buf_str(out, s->shop.len ? s->shop : CO_STR("(no shop)"));
}

static void begin(const struct page *g, const struct co_view *view)
{
    char iso[CO_DATE_TEXT], words[CO_DAY_TEXT];
    struct co_buf title = {0};
    put_what(&title, g->sheet);
    size_t what = title.len;
    co_buf_fmt(&title, ", %s", co_date_text(g->sheet->date, iso));
    co_html_begin(g->out, co_buf_view(&title), view);
    co_buf_text(g->out, "<h1>");
    title.len = what;
    co_html_text(g->out, co_buf_view(&title));
    co_buf_fmt(g->out, ", %s</h1>\n", co_date_day_text(g->sheet->date, words));
    g->out->failed = g->out->failed || !co_buf_ok(&title);
    co_buf_fini(&title);
}

/* The shop of a page of one shop, else all of them. */
static const struct co_trend_line *line_of(const struct co_sheet *s)
{
    return s->is_one_shop ? co_trend_shop(s->trend, s->shop) : &s->trend->all;
}

void co_html_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct page g = {.out = out, .sheet = s};
    g.has_boards = s->trend && s->n_shops > 1;
    look(&g);
    begin(&g, view);
    put_sources(&g);
    put_banners(&g);
    put_totals(&g);
    if (s->trend && s->trend->n) {
        put_board(&g, line_of(s));
        co_html_board_legend(out);
    }
    if (s->is_one_shop && !s->n_shops)
        co_buf_text(out,
                    "<p>No order of this shop is on this list or was on the one before.</p>\n");
    for (size_t i = 0; i < s->n_shops; i++)
        put_shop(&g, &s->shops[i]);
    co_html_end(out);
}
