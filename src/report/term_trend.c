#include "term.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/utf8.h"

enum {
    DAY = 10 /* "Mon 26 Oct" */,
    GAP = 2,
    BAR_MOST = 24,
    NAME_MOST = 24,
    PAST_DUE = 10,
};

/* The columns of the lines per list: a number and a bar each. */
static const struct {
    const char *head;
    enum co_style style;
} series[] = {
    {"completed", CO_STYLE_DONE},
    {"new, reopened", CO_STYLE_FRESH},
    {"carried over", CO_STYLE_PLAIN},
};
enum { SERIES = sizeof series / sizeof *series, CARRIED = 2 };

static int64_t value_of(const struct co_trend_point *p, int which)
{
    const struct co_counts *c = &p->counts;
    const int64_t values[SERIES] = {c->completed, c->fresh + c->reopened,
                                    p->is_baseline ? c->today : c->carried_over};
    return p->is_baseline && which != CARRIED ? 0 : values[which];
}

struct drawing {
    struct co_pen pen;
    const struct co_trend *t;
    int64_t most[SERIES]; /* what a whole bar stands for: completed and new share theirs */
    int digits[SERIES];
    size_t bar;
};

static int digits_of(int64_t n)
{
    int digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

static void measure(struct drawing *d)
{
    size_t fixed = DAY + GAP + PAST_DUE;
    for (int k = 0; k < SERIES; k++) {
        for (size_t i = 0; i < d->t->n; i++)
            if (value_of(&d->t->all.points[i], k) > d->most[k])
                d->most[k] = value_of(&d->t->all.points[i], k);
        d->digits[k] = digits_of(d->most[k]);
        fixed += (size_t)d->digits[k] + 1 + GAP;
    }
    if (d->most[0] < d->most[1])
        d->most[0] = d->most[1];
    d->most[1] = d->most[0];
    d->bar = d->pen.width > fixed ? (d->pen.width - fixed) / SERIES : 1;
    if (d->bar > BAR_MOST)
        d->bar = BAR_MOST;
}

/* Rounded up, so that what is there is seen. */
static void put_bar(struct drawing *d, int64_t value, int k)
{
    size_t n = d->most[k] ? (size_t)((value * (int64_t)d->bar + d->most[k] - 1) / d->most[k]) : 0;
    co_pen_style(&d->pen, series[k].style);
    for (size_t i = 0; i < n; i++)
        co_buf_text(d->pen.out, d->pen.is_ascii ? "#" : "█");
    co_pen_style(&d->pen, CO_STYLE_PLAIN);
    co_buf_fill(d->pen.out, ' ', d->bar - n);
}

static void put_mark(struct drawing *d, enum co_delivery delivery)
{
    co_pen_style(&d->pen, delivery == CO_DELIVERY_GREEN ? CO_STYLE_DONE
                          : delivery == CO_DELIVERY_RED ? CO_STYLE_LATE
                                                        : CO_STYLE_PLAIN);
    co_buf_text(d->pen.out, co_delivery_letter(delivery));
    co_pen_style(&d->pen, CO_STYLE_PLAIN);
}

static void put_head(struct drawing *d, const char *head, size_t width)
{
    co_utf8_fit(d->pen.out, co_str_of(head), width, false, d->pen.is_ascii);
    co_buf_fill(d->pen.out, ' ', GAP);
}

/* A head stands over its number and bar, cut where they are narrower. */
static void put_heads(struct drawing *d)
{
    co_pen_style(&d->pen, CO_STYLE_BOLD);
    co_buf_fill(d->pen.out, ' ', DAY);
    co_buf_fill(d->pen.out, ' ', GAP);
    for (int k = 0; k < SERIES; k++)
        put_head(d, series[k].head, (size_t)d->digits[k] + 1 + d->bar);
    co_buf_text(d->pen.out, "past due\n");
    co_pen_style(&d->pen, CO_STYLE_PLAIN);
}

static void put_list(struct drawing *d, size_t i)
{
    const struct co_trend_point *p = &d->t->all.points[i];
    char words[CO_DAY_TEXT];
    co_buf_fmt(d->pen.out, "%.*s", DAY, co_date_day_text(d->t->dates[i], words));
    for (int k = 0; k < SERIES; k++) {
        int64_t value = value_of(p, k);
        co_buf_fill(d->pen.out, ' ', GAP);
        if (p->is_baseline && k != CARRIED)
            co_buf_fill(d->pen.out, ' ', (size_t)d->digits[k]);
        else
            co_buf_fmt(d->pen.out, "%*" PRId64, d->digits[k], value);
        co_buf_byte(d->pen.out, ' ');
        put_bar(d, value, k);
    }
    co_buf_fill(d->pen.out, ' ', GAP);
    put_mark(d, p->delivery);
    if (p->has_due_dates)
        co_buf_fmt(d->pen.out, " %" PRId64, p->counts.past_due);
    co_buf_byte(d->pen.out, '\n');
}

/* Lists of one week stand together. */
static bool begins_week(const struct co_trend *t, size_t i)
{
    return i > 0 && t->dates[i] - t->dates[i - 1] > co_date_weekday(t->dates[i]);
}

static void put_spark(struct drawing *d, const struct co_trend_line *line, size_t from)
{
    static const char *const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    int64_t most = 1;
    for (size_t i = from; i < d->t->n; i++)
        if (value_of(&line->points[i], CARRIED) > most)
            most = value_of(&line->points[i], CARRIED);
    for (size_t i = from; i < d->t->n; i++) {
        co_buf_text(d->pen.out, i > from && begins_week(d->t, i) ? " " : "");
        co_buf_text(d->pen.out, levels[value_of(&line->points[i], CARRIED) * 7 / most]);
    }
}

static size_t strip_width(const struct co_trend *t, size_t from)
{
    size_t width = t->n - from;
    for (size_t i = from + 1; i < t->n; i++)
        width += begins_week(t, i);
    return width;
}

#define MARKS "past due"
#define SPARK "carried over"
#define OPEN "open / past due"

/* Of a few lists the head is what needs room. */
static size_t strip_column(const struct co_trend *t, size_t from, const char *head)
{
    size_t strip = strip_width(t, from), width = strlen(head);
    return strip > width ? strip : width;
}

static struct co_str shop_name(const struct co_trend_line *line)
{
    return line->shop.len ? line->shop : CO_STR("(no shop)");
}

/* The orders on the newest list: those that are past due are among them, and not all of these were
 * carried over. */
static int64_t open_of(const struct co_trend *t, size_t shop)
{
    return t->shops[shop].points[t->n - 1].counts.today;
}

static int open_digits(const struct co_trend *t)
{
    int64_t most = 0;
    for (size_t i = 0; i < t->n_shops; i++)
        most = open_of(t, i) > most ? open_of(t, i) : most;
    return digits_of(most);
}

/* NAME  GGR GGG  ▂▃▄ ▅▆▇   45 open, 3 past due */
static void put_shop(struct drawing *d, size_t shop, size_t name, size_t from)
{
    const struct co_trend_line *line = &d->t->shops[shop];
    const struct co_trend_point *newest = &line->points[d->t->n - 1];
    co_utf8_fit(d->pen.out, co_pen_visible(&d->pen, shop_name(line)), name, false, d->pen.is_ascii);
    co_buf_fill(d->pen.out, ' ', GAP);
    for (size_t i = from; i < d->t->n; i++) {
        co_buf_text(d->pen.out, i > from && begins_week(d->t, i) ? " " : "");
        put_mark(d, line->points[i].delivery);
    }
    size_t strip = strip_width(d->t, from);
    co_buf_fill(d->pen.out, ' ', strip_column(d->t, from, MARKS) - strip + GAP);
    if (!d->pen.is_ascii) {
        put_spark(d, line, from);
        co_buf_fill(d->pen.out, ' ', strip_column(d->t, from, SPARK) - strip + GAP);
    }
    co_buf_fmt(d->pen.out, "%*" PRId64, open_digits(d->t), open_of(d->t, shop));
    if (newest->has_due_dates)
        co_buf_fmt(d->pen.out, " / %" PRId64, newest->counts.past_due);
    co_buf_byte(d->pen.out, '\n');
}

static void put_shops(struct drawing *d)
{
    size_t name = 0, from = 0, most = d->pen.width;
    for (size_t i = 0; i < d->t->n_shops; i++) {
        size_t width = co_utf8_width(co_pen_visible(&d->pen, shop_name(&d->t->shops[i])));
        name = width > name ? width : name;
    }
    if (name > NAME_MOST)
        name = NAME_MOST;
    /* The oldest lists give way where the line is short. */
    size_t rest = name + GAP * 3 + strlen(OPEN);
    size_t strips = d->pen.is_ascii ? 1 : 2;
    while (from + 5 < d->t->n && rest + strips * strip_width(d->t, from) > most)
        from++;
    co_pen_style(&d->pen, CO_STYLE_BOLD);
    co_buf_byte(d->pen.out, '\n');
    co_buf_fill(d->pen.out, ' ', name + GAP);
    put_head(d, MARKS, strip_column(d->t, from, MARKS));
    if (!d->pen.is_ascii)
        put_head(d, SPARK, strip_column(d->t, from, SPARK));
    co_buf_text(d->pen.out, OPEN "\n");
    co_pen_style(&d->pen, CO_STYLE_PLAIN);
    for (size_t i = 0; i < d->t->n_shops; i++)
        put_shop(d, i, name, from);
}

static void put_ages(struct drawing *d)
{
    struct co_flow f = {.pen = &d->pen, .indent = 2};
    co_buf_byte(d->pen.out, '\n');
    co_flow_put(&f, "", CO_STYLE_BOLD, CO_STR("Working days on the list:"));
    for (int i = 0; i < CO_AGES; i++) {
        co_buf_fmt(&d->pen.scratch, "%s: %" PRId64, co_age_words(i), d->t->all.ages[i]);
        co_flow_put(&f, i ? ", " : " ", CO_STYLE_PLAIN, co_pen_take(&d->pen));
    }
    co_buf_byte(d->pen.out, '\n');
}

static void put_legend(struct drawing *d)
{
    struct co_flow f = {.pen = &d->pen, .indent = 2};
    static const enum co_delivery order[] = {CO_DELIVERY_GREEN, CO_DELIVERY_RED,
                                             CO_DELIVERY_UNKNOWN};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        co_buf_fmt(&d->pen.scratch, "%s %s", co_delivery_letter(order[i]),
                   co_delivery_text(order[i]));
        co_flow_put(&f, i ? ", " : "", CO_STYLE_DIM, co_pen_take(&d->pen));
    }
    co_buf_byte(d->pen.out, '\n');
}

void co_term_trend(struct co_buf *out, const struct co_trend *t, const char *title,
                   const struct co_view *view)
{
    struct drawing d = {.t = t};
    co_term_title(out, co_str_of(title), view);
    co_pen_init(&d.pen, out, view);
    measure(&d);
    put_heads(&d);
    for (size_t i = 0; i < t->n; i++)
        put_list(&d, i);
    if (t->n_shops > 1 || (t->n_shops && t->shops[0].shop.len))
        put_shops(&d);
    put_ages(&d);
    put_legend(&d);
    co_pen_fini(&d.pen);
}
