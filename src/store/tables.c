#include "db.h"
#include <string.h>

/* --- from rows of a statement to rows of a table -------------------------------------------- */

static void fill(struct co_table *t, struct co_cell *cell, sqlite3_stmt *s, int column,
                 enum co_cell_kind kind)
{
    if (!cell || sqlite3_column_type(s, column) == SQLITE_NULL)
        return;
    if (kind == CO_CELL_TEXT || kind == CO_CELL_DATE)
        co_table_text(t, cell, co_db_text(s, column));
    else
        co_table_number(cell, sqlite3_column_int64(s, column));
}

/* Every column of the statement goes into the column of the table with the same place. */
static enum co_status rows_of(struct co_history *h, enum co_statement id, struct co_bind *values,
                              size_t n, struct co_table *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, id, values, n, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct co_cell *row = co_table_row(out);
        for (size_t i = 0; row && i < out->n_columns; i++)
            fill(out, &row[i], s, (int)i, out->columns[i].kind);
    }
    return !status && !co_table_ok(out) ? co_fail_nomem(err) : status;
}

static enum co_status feed_of(struct co_history *h, const char *feed, int64_t *id,
                              struct co_err *err)
{
    struct co_bind name = CO_CTEXT(feed);
    return co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, id, err);
}

/* The last row adds the columns up; one that is marked in `last` takes the last day's value. */
static void add_total(struct co_table *t, const char *word, size_t first, unsigned last,
                      unsigned once)
{
    size_t rows = t->n_rows, n = t->n_columns;
    struct co_cell *total = co_table_row(t);
    if (!total)
        return;
    for (size_t c = first; c < n; c++) {
        int64_t sum = 0;
        bool any = false;
        for (size_t r = 0; r < rows; r++) {
            const struct co_cell *cell = &t->cells[r * n + c];
            if (cell->is_null)
                continue;
            sum = (last >> c & 1) || ((once >> c & 1) && any)
                      ? ((once >> c & 1) ? sum : cell->number)
                      : sum + cell->number;
            any = true;
        }
        if (any)
            co_table_number(&total[c], sum);
    }
    co_table_text(t, &total[0], co_str_of(word));
    t->has_total = true;
}

enum co_status co_history_by_date(struct co_history *h, const struct co_question *q,
                                  struct co_table *out, struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"date", CO_CELL_DATE},           {"yesterday", CO_CELL_INT},
        {"completed", CO_CELL_INT},       {"cancelled", CO_CELL_INT},
        {"moved", CO_CELL_INT},           {"carried_over", CO_CELL_INT},
        {"changed", CO_CELL_INT},         {"new", CO_CELL_INT},
        {"reopened", CO_CELL_INT},        {"today", CO_CELL_INT},
        {"past_due", CO_CELL_INT},        {"pieces_completed", CO_CELL_QUANTITY},
        {"completed_short", CO_CELL_INT}, {"orders_completed", CO_CELL_INT},
    };
    struct co_buf shops = {0};
    int64_t feed;
    co_table_init(out, "days", columns, sizeof columns / sizeof *columns);
    co_db_shops_json(&shops, q);
    enum co_status status = feed_of(h, q->feed, &feed, err);
    struct co_bind values[] = {CO_INT(status ? 0 : feed), co_bind_date(q->from),
                               co_bind_date(q->to),
                               shops.len ? CO_TEXT(co_buf_view(&shops)) : CO_NULL};
    if (!status)
        status = rows_of(h, CO_SQL_BY_DATE, values, 4, out, err);
    if (!status && out->n_rows > 1) /* stocks are not added up: yesterday is the first day's,
                                       carried over, today and past due the last day's */
        add_total(out, "total", 1, 1u << 5 | 1u << 9 | 1u << 10, 1u << 1);
    co_buf_fini(&shops);
    return status;
}

enum co_status co_history_by_shop(struct co_history *h, const struct co_question *q,
                                  struct co_table *out, struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"shop", CO_CELL_TEXT},
        {"at_start", CO_CELL_INT},
        {"completed", CO_CELL_INT},
        {"cancelled", CO_CELL_INT},
        {"moved", CO_CELL_INT},
        {"new", CO_CELL_INT},
        {"reopened", CO_CELL_INT},
        {"from_other_shops", CO_CELL_INT},
        {"at_end", CO_CELL_INT},
        {"past_due", CO_CELL_INT},
        {"pieces_completed", CO_CELL_QUANTITY},
        {"completed_short", CO_CELL_INT},
        {"orders_completed", CO_CELL_INT},
    };
    struct co_buf shops = {0};
    int64_t feed;
    co_table_init(out, "shops", columns, sizeof columns / sizeof *columns);
    co_db_shops_json(&shops, q);
    enum co_status status = feed_of(h, q->feed, &feed, err);
    struct co_bind values[] = {CO_INT(status ? 0 : feed), co_bind_date(q->from),
                               co_bind_date(q->to),
                               shops.len ? CO_TEXT(co_buf_view(&shops)) : CO_NULL};
    if (!status)
        status = rows_of(h, CO_SQL_BY_SHOP, values, 4, out, err);
    if (!status && out->n_rows > 1)
        add_total(out, "total", 1, 0, 0);
    co_buf_fini(&shops);
    return status;
}

/* --- one order's life ------------------------------------------------------------------------ */

/* "due_date: 2026-11-20 → 2026-11-27; quantity: 10 → 12" */
static enum co_status append_changes(struct co_history *h, int64_t event, struct co_buf *out,
                                     struct co_err *err)
{
    struct co_bind value = CO_INT(event);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_CHANGES_OF, &value, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        co_buf_text(out, out->len ? "; " : "");
        co_buf_str(out, co_db_text(s, 0));
        co_buf_text(out, ": ");
        co_buf_str(out, sqlite3_column_bytes(s, 1) ? co_db_text(s, 1) : CO_STR("(empty)"));
        co_buf_text(out, " → ");
        co_buf_str(out, sqlite3_column_bytes(s, 2) ? co_db_text(s, 2) : CO_STR("(empty)"));
    }
    return status;
}

/* The order number as the history spells it: 000123 when that is asked for as 123. */
static enum co_status spelling_of(struct co_history *h, const char *work_order, struct co_buf *out,
                                  struct co_err *err)
{
    struct co_bind value = CO_CTEXT(work_order);
    sqlite3_stmt *s;
    bool has_row = false;
    co_buf_text(out, work_order);
    enum co_status status = co_db_bind(h, CO_SQL_ORDER_SPELT, &value, 1, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (has_row) {
        out->len = 0;
        co_buf_str(out, co_db_text(s, 0));
        co_db_reset(s);
    }
    return !status && !co_buf_ok(out) ? co_fail_nomem(err) : status;
}

enum co_status co_history_life(struct co_history *h, const char *feed, const char *work_order,
                               struct co_table *out, struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"date", CO_CELL_DATE},         {"feed", CO_CELL_TEXT},
        {"work_order", CO_CELL_TEXT},   {"suffix", CO_CELL_TEXT},
        {"operation", CO_CELL_TEXT},    {"verdict", CO_CELL_TEXT},
        {"evidence", CO_CELL_TEXT},     {"shop", CO_CELL_TEXT},
        {"part", CO_CELL_TEXT},         {"description", CO_CELL_TEXT},
        {"quantity", CO_CELL_QUANTITY}, {"quantity_completed", CO_CELL_QUANTITY},
        {"due_date", CO_CELL_DATE},     {"status", CO_CELL_TEXT},
        {"days_carried", CO_CELL_INT},  {"changes", CO_CELL_TEXT},
    };
    struct co_buf spelt = {0};
    sqlite3_stmt *s;
    bool has_row;
    co_table_init(out, "events", columns, sizeof columns / sizeof *columns);
    enum co_status status = spelling_of(h, work_order, &spelt, err);
    struct co_bind values[] = {CO_TEXT(co_buf_view(&spelt)), feed ? CO_CTEXT(feed) : CO_NULL};
    if (!status)
        status = co_db_bind(h, CO_SQL_LIFE, values, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct co_buf changes = {0};
        struct co_cell *row = co_table_row(out);
        for (size_t i = 0; row && i < 15; i++)
            fill(out, &row[i], s, (int)i, columns[i].kind);
        status = append_changes(h, sqlite3_column_int64(s, 15), &changes, err);
        if (row && !row[7].text.len)
            row[7].is_null = true; /* the list has no shops */
        if (row && changes.len)
            co_table_text(out, &row[15], co_buf_view(&changes));
        co_buf_fini(&changes);
        if (status)
            co_db_reset(s);
    }
    co_buf_fini(&spelt);
    return !status && !co_table_ok(out) ? co_fail_nomem(err) : status;
}

enum co_status co_history_similar(struct co_history *h, const char *text, struct co_buf *out,
                                  struct co_err *err)
{
    struct co_bind value = CO_CTEXT(text);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_SIMILAR, &value, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        co_buf_text(out, out->len ? ", " : "");
        co_buf_str(out, co_db_text(s, 0));
    }
    return status;
}

/* --- days, status, names --------------------------------------------------------------------- */

enum co_status co_history_days(struct co_history *h, const char *feed, struct co_table *out,
                               struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"date", CO_CELL_DATE},          {"feed", CO_CELL_TEXT},     {"state", CO_CELL_TEXT},
        {"compared_with", CO_CELL_DATE}, {"file", CO_CELL_TEXT},     {"rows", CO_CELL_INT},
        {"yesterday", CO_CELL_INT},      {"completed", CO_CELL_INT}, {"cancelled", CO_CELL_INT},
        {"carried_over", CO_CELL_INT},   {"new", CO_CELL_INT},       {"reopened", CO_CELL_INT},
        {"today", CO_CELL_INT},          {"revision", CO_CELL_INT},  {"recorded_at", CO_CELL_TEXT},
        {"moved", CO_CELL_INT},
    };
    struct co_bind value = feed ? CO_CTEXT(feed) : CO_NULL;
    co_table_init(out, "days", columns, sizeof columns / sizeof *columns);
    return rows_of(h, CO_SQL_DAYS, &value, 1, out, err);
}

enum co_status co_history_status(struct co_history *h, const char *feed, struct co_table *out,
                                 int64_t *newest, struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"feed", CO_CELL_TEXT},    {"date", CO_CELL_DATE},         {"file", CO_CELL_TEXT},
        {"rows", CO_CELL_INT},     {"completed", CO_CELL_INT},     {"carried_over", CO_CELL_INT},
        {"new", CO_CELL_INT},      {"reopened", CO_CELL_INT},      {"today", CO_CELL_INT},
        {"past_due", CO_CELL_INT}, {"days_recorded", CO_CELL_INT}, {"recorded_at", CO_CELL_TEXT},
    };
    enum { RECORDED_AT = 11 };
    struct co_bind value = feed ? CO_CTEXT(feed) : CO_NULL;
    co_table_init(out, "feeds", columns, sizeof columns / sizeof *columns);
    enum co_status status = rows_of(h, CO_SQL_STATUS, &value, 1, out, err);
    *newest = INT64_MIN;
    for (size_t r = 0; !status && r < out->n_rows; r++) {
        int64_t at;
        co_date day;
        if (co_time_parse(out->cells[r * out->n_columns + RECORDED_AT].text, &at, &day) &&
            (r == 0 || at < *newest))
            *newest = at;
    }
    return status;
}

static enum co_status names_of(struct co_history *h, enum co_statement id, struct co_bind *values,
                               size_t n_values, struct co_arena *arena, const char ***names,
                               size_t *n, struct co_err *err)
{
    const char *found[4096]; /* for suggestions: more would not be read */
    sqlite3_stmt *s;
    bool has_row;
    *n = 0;
    enum co_status status = co_db_bind(h, id, values, n_values, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        if (*n < sizeof found / sizeof *found)
            found[(*n)++] = co_arena_text(arena, co_db_text(s, 0));
    *names = co_arena_alloc(arena, (*n + 1) * sizeof **names);
    if (!*names)
        return co_fail_nomem(err);
    memcpy(*names, found, *n * sizeof *found);
    return status;
}

enum co_status co_history_feeds(struct co_history *h, struct co_arena *arena, const char ***names,
                                size_t *n, struct co_err *err)
{
    return names_of(h, CO_SQL_FEED_NAMES, NULL, 0, arena, names, n, err);
}

enum co_status co_history_shops(struct co_history *h, const char *feed, struct co_arena *arena,
                                const char ***names, size_t *n, struct co_err *err)
{
    int64_t id;
    *n = 0;
    *names = NULL;
    enum co_status status = feed_of(h, feed, &id, err);
    struct co_bind value = CO_INT(status ? 0 : id);
    return status ? status : names_of(h, CO_SQL_SHOP_NAMES, &value, 1, arena, names, n, err);
}
