#include "crossoff/hot.h"
#include <stdlib.h>
#include <string.h>
#include "db.h"

static enum co_status feed_of(struct co_history *h, const char *feed, int64_t *id,
                              struct co_err *err)
{
    struct co_bind name = CO_CTEXT(feed);
    return co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, id, err);
}

static struct co_bind shops_value(const struct co_buf *shops)
{
    return shops->len ? CO_TEXT(co_buf_view(shops)) : CO_NULL;
}

static void put_text(struct co_table *t, struct co_cell *cell, sqlite3_stmt *s, int column)
{
    if (cell && sqlite3_column_type(s, column) != SQLITE_NULL)
        co_table_text(t, cell, co_db_text(s, column));
}

static void put_number(struct co_cell *cell, sqlite3_stmt *s, int column)
{
    if (cell && sqlite3_column_type(s, column) != SQLITE_NULL)
        co_table_number(cell, sqlite3_column_int64(s, column));
}

/* --- the hot list --------------------------------------------------------------------------- */

enum { TEXT_MOST = 256 /* of a priority; longer ones are remarks */ };

struct hot {
    struct co_heat heat;
    int64_t event, spell;
};

struct hottest {
    struct hot *list; /* sorted, the hottest first */
    size_t n, most;
    co_date day;
    struct co_arena arena;
};

/* Keeps the order if it is among the hottest; what falls out stays in the arena. */
static void keep(struct hottest *all, struct hot *hot)
{
    size_t at = all->n;
    if (all->n == all->most) {
        if (co_hot_compare(&hot->heat, &all->list[all->n - 1].heat, all->day) > 0)
            return;
        at--;
    } else
        all->n++;
    hot->heat.key = co_arena_dup(&all->arena, hot->heat.key);
    hot->heat.urgent = co_arena_dup(&all->arena, hot->heat.urgent);
    for (; at > 0 && co_hot_compare(&hot->heat, &all->list[at - 1].heat, all->day) < 0; at--)
        all->list[at] = all->list[at - 1];
    all->list[at] = *hot;
}

static enum co_status candidates(struct co_history *h, const struct co_question *q,
                                 struct hottest *all, struct co_err *err)
{
    struct co_buf shops = {0};
    int64_t feed;
    sqlite3_stmt *s;
    bool has_row;
    co_db_shops_json(&shops, q);
    enum co_status status = feed_of(h, q->feed, &feed, err);
    struct co_bind values[] = {CO_INT(status ? 0 : feed), co_bind_date(q->to), shops_value(&shops)};
    if (!status)
        status = co_db_bind(h, CO_SQL_HOT_CANDIDATES, values, 3, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct hot hot = {.event = sqlite3_column_int64(s, 0),
                          .spell = sqlite3_column_int64(s, 1),
                          .heat = {.due = co_db_date(s, 2),
                                   .urgent = co_db_text(s, 3),
                                   .untouched = sqlite3_column_int(s, 4),
                                   .key = co_db_text(s, 5)}};
        if (hot.heat.urgent.len > TEXT_MOST)
            hot.heat.urgent = (struct co_str){0};
        keep(all, &hot);
    }
    if (!status && (!co_buf_ok(&shops) || all->arena.failed))
        status = co_fail_nomem(err);
    co_buf_fini(&shops);
    return status;
}

static const struct co_table_column hot_columns[] = {
    {"place", CO_CELL_INT},
    {"shop", CO_CELL_TEXT},
    {"work_order", CO_CELL_TEXT},
    {"suffix", CO_CELL_TEXT},
    {"operation", CO_CELL_TEXT},
    {"part", CO_CELL_TEXT},
    {"description", CO_CELL_TEXT},
    {"quantity", CO_CELL_QUANTITY},
    {"quantity_completed", CO_CELL_QUANTITY},
    {"due_date", CO_CELL_DATE},
    {"past_due_days", CO_CELL_INT},
    {"priority", CO_CELL_TEXT},
    {"untouched", CO_CELL_INT},
    {"status", CO_CELL_TEXT},
    {"days_carried", CO_CELL_INT},
    {"working_days", CO_CELL_INT},
    {"planner", CO_CELL_TEXT},
    {"customer", CO_CELL_TEXT},
};

static enum co_status put_hot(struct co_history *h, const struct hottest *all, size_t i,
                              struct co_table *out, struct co_err *err)
{
    /* the columns of the table, in the order of the statement */
    static const unsigned char into[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15, 16, 17};
    const struct hot *hot = &all->list[i];
    struct co_bind values[] = {CO_INT(hot->event), CO_INT(hot->spell), co_bind_date(all->day)};
    sqlite3_stmt *s;
    bool has_row = false;
    enum co_status status = co_db_bind(h, CO_SQL_HOT_ORDER, values, 3, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    struct co_cell *row = has_row ? co_table_row(out) : NULL;
    if (row) {
        for (size_t c = 0; c < sizeof into; c++) {
            enum co_cell_kind kind = hot_columns[into[c]].kind;
            if (kind == CO_CELL_TEXT || kind == CO_CELL_DATE)
                put_text(out, &row[into[c]], s, (int)c);
            else
                put_number(&row[into[c]], s, (int)c);
        }
        co_table_number(&row[0], (int64_t)i + 1);
        if (hot->heat.due != CO_DATE_NONE)
            co_table_number(&row[10], hot->heat.due < all->day ? all->day - hot->heat.due : 0);
        co_table_number(&row[12], hot->heat.untouched);
    }
    if (has_row)
        co_db_reset(s);
    return status;
}

enum co_status co_history_hot(struct co_history *h, const struct co_question *q, int64_t n,
                              struct co_table *out, struct co_err *err)
{
    struct hottest all = {.most = (size_t)n, .day = q->to};
    co_table_init(out, "orders", hot_columns, sizeof hot_columns / sizeof *hot_columns);
    all.list = calloc(all.most, sizeof *all.list);
    enum co_status status = all.list ? candidates(h, q, &all, err) : co_fail_nomem(err);
    for (size_t i = 0; !status && i < all.n; i++)
        status = put_hot(h, &all, i, out, err);
    free(all.list);
    co_arena_fini(&all.arena);
    return !status && !co_table_ok(out) ? co_fail_nomem(err) : status;
}

/* --- due dates that moved ------------------------------------------------------------------- */

/* An order; texts are in the table's arena. */
struct slip {
    struct co_str text[6], key; /* shop, work order, suffix, operation, part, description */
    co_date first, now;         /* the due date at first, and on the last day */
    int64_t later, earlier, days, days_in_range;
    bool is_open;
};

struct slips {
    struct slip *list;
    size_t n, cap;
    int64_t order; /* of the newest one */
};

static bool add_slip(struct slips *all, sqlite3_stmt *s, struct co_table *t)
{
    void *list = all->list;
    if (!co_grow(&list, &all->cap, all->n + 1, sizeof *all->list))
        return false;
    all->list = list;
    struct slip *slip = &all->list[all->n++];
    *slip = (struct slip){.first = co_date_parse(co_db_text(s, 2)),
                          .key = co_arena_dup(&t->arena, co_db_text(s, 11))};
    all->order = sqlite3_column_int64(s, 0);
    return true;
}

static enum co_status take_slip(struct slips *all, sqlite3_stmt *s, co_date from,
                                struct co_table *t, struct co_err *err)
{
    co_date before = co_date_parse(co_db_text(s, 2)), after = co_date_parse(co_db_text(s, 3));
    if ((!all->n || all->order != sqlite3_column_int64(s, 0)) && !add_slip(all, s, t))
        return co_fail_nomem(err);
    struct slip *slip = &all->list[all->n - 1];
    for (int i = 0; i < 6; i++)
        slip->text[i] = co_arena_dup(&t->arena, co_db_text(s, 4 + i));
    slip->now = co_db_date(s, 10);
    slip->is_open = sqlite3_column_int(s, 12) != 0;
    if (before == CO_DATE_NONE || after == CO_DATE_NONE)
        return CO_OK;
    slip->later += after > before;
    slip->earlier += after < before;
    slip->days += after - before;
    if (co_db_date(s, 1) >= from)
        slip->days_in_range += after - before;
    return CO_OK;
}

static int compare_slips(const void *a, const void *b)
{
    const struct slip *x = a, *y = b;
    if (x->later != y->later)
        return x->later > y->later ? -1 : 1;
    if (x->days != y->days)
        return x->days > y->days ? -1 : 1;
    return co_str_cmp(x->key, y->key);
}

static void put_date(struct co_table *t, struct co_cell *cell, co_date date)
{
    char text[CO_DATE_TEXT];
    if (date != CO_DATE_NONE)
        co_table_text(t, cell, co_str_of(co_date_text(date, text)));
}

static void put_slip(struct co_table *t, const struct slip *slip)
{
    struct co_cell *row = co_table_row(t);
    if (!row)
        return;
    for (int i = 0; i < 6; i++)
        if (slip->text[i].len)
            co_table_text(t, &row[i], slip->text[i]);
    put_date(t, &row[6], slip->first);
    put_date(t, &row[7], slip->now);
    co_table_number(&row[8], slip->later);
    co_table_number(&row[9], slip->earlier);
    co_table_number(&row[10], slip->days);
    co_table_number(&row[11], slip->days_in_range);
    co_table_number(&row[12], slip->is_open);
}

enum co_status co_history_slips(struct co_history *h, const struct co_question *q,
                                struct co_table *out, struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"shop", CO_CELL_TEXT},
        {"work_order", CO_CELL_TEXT},
        {"suffix", CO_CELL_TEXT},
        {"operation", CO_CELL_TEXT},
        {"part", CO_CELL_TEXT},
        {"description", CO_CELL_TEXT},
        {"first_due_date", CO_CELL_DATE},
        {"due_date", CO_CELL_DATE},
        {"moved_later", CO_CELL_INT},
        {"moved_earlier", CO_CELL_INT},
        {"days", CO_CELL_INT},
        {"days_in_range", CO_CELL_INT},
        {"open", CO_CELL_BOOL},
    };
    struct co_buf shops = {0};
    struct slips all = {0};
    int64_t feed;
    sqlite3_stmt *s;
    bool has_row;
    co_table_init(out, "orders", columns, sizeof columns / sizeof *columns);
    co_db_shops_json(&shops, q);
    enum co_status status = feed_of(h, q->feed, &feed, err);
    struct co_bind values[] = {CO_INT(status ? 0 : feed), co_bind_date(q->from),
                               co_bind_date(q->to), shops_value(&shops)};
    if (!status)
        status = co_db_bind(h, CO_SQL_SLIPS, values, 4, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        status = take_slip(&all, s, q->from, out, err);
        if (status)
            co_db_reset(s);
    }
    if (!status && all.n)
        qsort(all.list, all.n, sizeof *all.list, compare_slips);
    for (size_t i = 0; !status && i < all.n; i++)
        put_slip(out, &all.list[i]);
    free(all.list);
    if (!status && (!co_table_ok(out) || !co_buf_ok(&shops)))
        status = co_fail_nomem(err);
    co_buf_fini(&shops);
    return status;
}

/* --- days ----------------------------------------------------------------------------------- */

enum co_status co_history_back(struct co_history *h, const char *feed, co_date to, int64_t n,
                               co_date *out, struct co_err *err)
{
    int64_t id;
    sqlite3_stmt *s;
    bool has_row = false;
    *out = CO_DATE_NONE;
    enum co_status status = feed_of(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id), co_bind_date(to), CO_INT(n)};
    if (!status)
        status = co_db_bind(h, CO_SQL_DAYS_BACK, values, 3, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (has_row) {
        *out = co_db_date(s, 0);
        co_db_reset(s);
    }
    return status;
}

enum co_status co_history_within(struct co_history *h, struct co_question *q, bool *is_there,
                                 struct co_err *err)
{
    int64_t id;
    sqlite3_stmt *s;
    bool has_row = false;
    *is_there = false;
    enum co_status status = feed_of(h, q->feed, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id), co_bind_date(q->from), co_bind_date(q->to)};
    if (!status)
        status = co_db_bind(h, CO_SQL_DAYS_WITHIN, values, 3, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (has_row && co_db_date(s, 0) != CO_DATE_NONE) {
        q->from = co_db_date(s, 0);
        q->to = co_db_date(s, 1);
        *is_there = true;
    }
    if (has_row)
        co_db_reset(s);
    return status;
}

enum co_status co_history_recorded(struct co_history *h, const char *feed, struct co_arena *arena,
                                   co_date **days, size_t *n, struct co_err *err)
{
    int64_t id, most;
    sqlite3_stmt *s;
    bool has_row;
    *n = 0;
    *days = NULL;
    enum co_status status = feed_of(h, feed, &id, err);
    struct co_bind value = CO_INT(status ? 0 : id);
    if (!status)
        status = co_db_number(h, CO_SQL_DAYS_RECORDED, &value, 1, 0, &most, err);
    if (!status) {
        *days = co_arena_alloc(arena, ((size_t)most + 1) * sizeof **days);
        status = *days ? co_db_bind(h, CO_SQL_TALLY_DAYS, &value, 1, &s, err) : co_fail_nomem(err);
    }
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        if (*n < (size_t)most)
            (*days)[(*n)++] = co_db_date(s, 0);
    return status;
}
