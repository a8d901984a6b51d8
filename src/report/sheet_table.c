#include "crossoff/report.h"
#include "text.h"

/* X(NAME, column, kind), in the order of report.h. */
#define ORDER_LIST(X)                                     \
    X(DATE, "date", DATE)                                 \
    X(FEED, "feed", TEXT)                                 \
    X(SHOP, "shop", TEXT)                                 \
    X(VERDICT, "verdict", TEXT)                           \
    X(EVIDENCE, "evidence", TEXT)                         \
    X(WORK_ORDER, "work_order", TEXT)                     \
    X(SUFFIX, "suffix", TEXT)                             \
    X(OPERATION, "operation", TEXT)                       \
    X(PART, "part", TEXT)                                 \
    X(DESCRIPTION, "description", TEXT)                   \
    X(QUANTITY, "quantity", QUANTITY)                     \
    X(QUANTITY_COMPLETED, "quantity_completed", QUANTITY) \
    X(PROGRESS, "progress", QUANTITY)                     \
    X(DUE_DATE, "due_date", DATE)                         \
    X(PAST_DUE, "past_due", BOOL)                         \
    X(FIRST_SEEN, "first_seen", DATE)                     \
    X(DAYS_CARRIED, "days_carried", INT)                  \
    X(WORKING_DAYS, "working_days", INT)                  \
    X(STATUS, "status", TEXT)                             \
    X(RETRACTED, "retracted", DATE)                       \
    X(CHANGES, "changes", TEXT)                           \
    X(OUTCOME, "outcome", TEXT)                           \
    X(ORDER_COMPLETED, "order_completed", BOOL)           \
    X(TO_FEED, "to_feed", TEXT)

enum {
#define ORDER_ENUM(name, text, kind) ORDER_##name,
    ORDER_LIST(ORDER_ENUM)
#undef ORDER_ENUM
        ORDER_COLUMNS
};

static const struct co_table_column columns[] = {
#define ORDER_COLUMN(name, text, kind) {text, CO_CELL_##kind},
    ORDER_LIST(ORDER_COLUMN)
#undef ORDER_COLUMN
};

static void set_text(struct co_table *t, struct co_cell *cell, struct co_str s)
{
    if (s.len)
        co_table_text(t, cell, s);
}

static void set_date(struct co_table *t, struct co_cell *cell, co_date date)
{
    char text[CO_DATE_TEXT];
    set_text(t, cell, co_str_of(co_date_text(date, text)));
}

static void set_quantity(struct co_cell *cell, int64_t quantity)
{
    if (quantity != CO_QUANTITY_NONE)
        co_table_number(cell, quantity);
}

static void set_changes(struct co_table *t, struct co_cell *cell, const struct co_sheet_item *item)
{
    struct co_buf text = {0};
    for (size_t i = 0; i < item->n_changes; i++) {
        const struct co_change *c = &item->changes[i];
        co_buf_text(&text, i ? "; " : "");
        co_buf_str(&text, c->field);
        co_buf_text(&text, ": ");
        co_buf_str(&text, c->before);
        co_buf_text(&text, " → ");
        co_buf_str(&text, c->after);
    }
    set_text(t, cell, co_buf_view(&text));
    t->arena.failed = t->arena.failed || !co_buf_ok(&text);
    co_buf_fini(&text);
}

static void set_names(struct co_table *t, struct co_cell *row, const struct co_sheet_item *item)
{
    set_text(t, &row[ORDER_VERDICT], co_str_of(co_verdict_name(item->verdict)));
    set_text(t, &row[ORDER_EVIDENCE], co_str_of(co_evidence_name(item->evidence)));
    set_text(t, &row[ORDER_WORK_ORDER], item->work_order);
    set_text(t, &row[ORDER_SUFFIX], item->suffix);
    set_text(t, &row[ORDER_OPERATION], item->operation);
    set_text(t, &row[ORDER_PART], item->part);
    set_text(t, &row[ORDER_DESCRIPTION], item->description);
    set_text(t, &row[ORDER_STATUS], item->status);
    set_changes(t, &row[ORDER_CHANGES], item);
    set_text(t, &row[ORDER_OUTCOME], item->outcome);
    set_text(t, &row[ORDER_TO_FEED], item->to_feed);
    if (item->outcome.len)
        co_table_number(&row[ORDER_ORDER_COMPLETED],
                        item->is_order_completed || !item->is_operation);
}

static void set_values(struct co_table *t, struct co_cell *row, const struct co_sheet_item *item)
{
    set_quantity(&row[ORDER_QUANTITY], item->quantity);
    set_quantity(&row[ORDER_QUANTITY_COMPLETED], item->completed);
    set_quantity(&row[ORDER_PROGRESS], item->progress ? item->progress : CO_QUANTITY_NONE);
    set_date(t, &row[ORDER_DUE_DATE], item->due);
    set_date(t, &row[ORDER_FIRST_SEEN], item->first_seen);
    set_date(t, &row[ORDER_RETRACTED], item->retracted);
    co_table_number(&row[ORDER_PAST_DUE], item->is_past_due);
    co_table_number(&row[ORDER_DAYS_CARRIED], item->days);
    co_table_number(&row[ORDER_WORKING_DAYS], item->workdays);
}

static void add(struct co_table *t, const struct co_sheet *s, const struct co_sheet_shop *shop,
                const struct co_sheet_item *item)
{
    struct co_cell *row = co_table_row(t);
    if (!row)
        return;
    set_date(t, &row[ORDER_DATE], s->date);
    set_text(t, &row[ORDER_FEED], s->feed);
    set_text(t, &row[ORDER_SHOP], shop->name);
    set_names(t, row, item);
    set_values(t, row, item);
}

enum { PART_ROWS = 4096 };

bool co_sheet_part(const struct co_sheet *s, struct co_cursor *at, struct co_table *out)
{
    co_table_init(out, "orders", columns, ORDER_COLUMNS);
    while (at->shop < s->n_shops && out->n_rows < PART_ROWS && co_table_ok(out)) {
        const struct co_sheet_shop *shop = &s->shops[at->shop];
        if (at->item < shop->n_items)
            add(out, s, shop, &shop->items[at->item++]);
        else
            *at = (struct co_cursor){at->shop + 1, 0};
    }
    return out->n_rows > 0;
}

bool co_sheet_table(const struct co_sheet *s, struct co_table *out)
{
    co_table_init(out, "orders", columns, ORDER_COLUMNS);
    for (size_t i = 0; i < s->n_shops; i++)
        for (size_t k = 0; k < s->shops[i].n_items; k++)
            add(out, s, &s->shops[i], &s->shops[i].items[k]);
    return co_table_ok(out);
}
