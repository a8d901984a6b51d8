#include "crossoff/trend.h"

static const struct {
    const char *name, *letter, *text;
} deliveries[] = {
#define DELIVERY(id, word, letter, text) {word, letter, text},
    CO_DELIVERY_LIST(DELIVERY)
#undef DELIVERY
};

const char *co_delivery_name(enum co_delivery d)
{
    return deliveries[d].name;
}

const char *co_delivery_letter(enum co_delivery d)
{
    return deliveries[d].letter;
}

const char *co_delivery_text(enum co_delivery d)
{
    return deliveries[d].text;
}

enum co_delivery co_trend_delivery(const struct co_trend_point *before,
                                   const struct co_trend_point *point)
{
    if (!before || !before->is_there || !point->is_there || point->is_baseline ||
        !before->has_due_dates || !point->has_due_dates)
        return CO_DELIVERY_UNKNOWN;
    return point->counts.past_due > before->counts.past_due ? CO_DELIVERY_RED : CO_DELIVERY_GREEN;
}

void co_trend_fini(struct co_trend *t)
{
    co_arena_fini(&t->arena);
}

const struct co_trend_line *co_trend_shop(const struct co_trend *t, struct co_str shop)
{
    for (size_t i = 0; i < t->n_shops; i++)
        if (co_str_eq(t->shops[i].shop, shop))
            return &t->shops[i];
    return NULL;
}

static const struct co_table_column columns[] = {
    {"level", CO_CELL_TEXT},    {"shop", CO_CELL_TEXT},        {"date", CO_CELL_DATE},
    {"yesterday", CO_CELL_INT}, {"completed", CO_CELL_INT},    {"cancelled", CO_CELL_INT},
    {"moved", CO_CELL_INT},     {"carried_over", CO_CELL_INT}, {"new", CO_CELL_INT},
    {"reopened", CO_CELL_INT},  {"today", CO_CELL_INT},        {"past_due", CO_CELL_INT},
    {"delivery", CO_CELL_TEXT},
};
enum { SHOP = 1, DATE, YESTERDAY, TODAY = 10, PAST_DUE, DELIVERY };

static void put_point(struct co_table *out, const struct co_trend_point *p, struct co_cell *cells)
{
    const struct co_counts *c = &p->counts;
    const int64_t flows[] = {c->yesterday,    c->completed, c->cancelled, c->moved,
                             c->carried_over, c->fresh,     c->reopened};
    for (int i = 0; i < TODAY - YESTERDAY && !p->is_baseline; i++)
        co_table_number(&cells[YESTERDAY + i], flows[i]);
    co_table_number(&cells[TODAY], c->today);
    if (p->has_due_dates)
        co_table_number(&cells[PAST_DUE], c->past_due);
    if (p->delivery != CO_DELIVERY_UNKNOWN)
        co_table_text(out, &cells[DELIVERY], co_str_of(co_delivery_name(p->delivery)));
}

static void put_line(const struct co_trend *t, const struct co_trend_line *line, const char *level,
                     struct co_table *out)
{
    for (size_t i = 0; i < t->n; i++) {
        if (!line->points[i].is_there)
            continue;
        struct co_cell *cells = co_table_row(out);
        if (!cells)
            return;
        co_table_text(out, &cells[0], co_str_of(level));
        if (line->shop.len)
            co_table_text(out, &cells[SHOP], line->shop);
        char date[CO_DATE_TEXT];
        co_table_text(out, &cells[DATE], co_str_of(co_date_text(t->dates[i], date)));
        put_point(out, &line->points[i], cells);
    }
}

bool co_trend_table(const struct co_trend *t, struct co_table *out)
{
    co_table_init(out, "lists", columns, sizeof columns / sizeof *columns);
    put_line(t, &t->all, "feed", out);
    for (size_t i = 0; i < t->n_shops; i++)
        put_line(t, &t->shops[i], "shop", out);
    return co_table_ok(out);
}
