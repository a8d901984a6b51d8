#include "db.h"
#include <string.h>

static enum co_status feed_id(struct co_history *h, const char *feed, int64_t *id,
                              struct co_err *err)
{
    struct co_bind name = CO_CTEXT(feed);
    return co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, id, err);
}

/* Orders of other feeds that moved into what is cut off are theirs again. */
static enum co_status take_moves_back(struct co_history *h, struct co_bind *key, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_CUT_MOVES, key, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct co_bind values[] = {CO_INT(sqlite3_column_int64(s, 0)), CO_INT(-1)};
        status = co_db_run(h, CO_SQL_MOVE_TOTALS, values, 2, err);
        if (status)
            co_db_reset(s);
    }
    return status;
}

enum co_status co_history_cut(struct co_history *h, const char *feed, co_date date,
                              struct co_err *err)
{
    /* The order matters: what is reopened is found by the days that are still there. */
    static const enum co_statement steps[] = {
        CO_SQL_CUT_TOTAL,      CO_SQL_CUT_STATE,      CO_SQL_CUT_STATE_OPEN, CO_SQL_CUT_SPELL,
        CO_SQL_CUT_SPELL_OPEN, CO_SQL_ENDED_NOW_FILL, CO_SQL_CUT_DAY,
    };
    int64_t id = 0;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind key[] = {CO_INT(id), co_bind_date(date)};
    if (!status)
        status = co_db_run(h, CO_SQL_CUT_DAYS, key, 2, err);
    if (!status)
        status = co_db_run(h, CO_SQL_CUT_STATES, key, 2, err);
    if (!status)
        status = take_moves_back(h, key, err);
    if (!status)
        status = co_db_run(h, CO_SQL_ENDED_NOW_CLEAR, key, 1, err);
    for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++)
        status = co_db_run(h, steps[i], key, 2, err);
    return status;
}

static const char *text(struct co_redo *redo, sqlite3_stmt *s, int column)
{
    return sqlite3_column_type(s, column) == SQLITE_NULL
               ? NULL
               : co_arena_text(&redo->arena, co_db_text(s, column));
}

static void take(struct co_redo *redo, sqlite3_stmt *s)
{
    redo->run = sqlite3_column_int64(s, 0);
    redo->date = co_db_date(s, 1);
    redo->file = text(redo, s, 2);
    redo->sha256 = text(redo, s, 3);
    redo->encoding = text(redo, s, 4);
    redo->bytes = sqlite3_column_int64(s, 5);
    redo->working_days = text(redo, s, 6);
    redo->run_date = co_db_date(s, 7);
    redo->rules = text(redo, s, 8);
    redo->closed_file = text(redo, s, 9);
    redo->closed_sha256 = text(redo, s, 10);
    redo->ending = text(redo, s, 11);
    redo->delimiter = co_db_text(s, 12).len ? co_db_text(s, 12).at[0] : ',';
    redo->count = (struct co_rowcount){.read = (size_t)sqlite3_column_int64(s, 13),
                                       .used = (size_t)sqlite3_column_int64(s, 14),
                                       .duplicates = (size_t)sqlite3_column_int64(s, 15),
                                       .dropped = (size_t)sqlite3_column_int64(s, 16),
                                       .rejected = (size_t)sqlite3_column_int64(s, 17),
                                       .finished = (size_t)sqlite3_column_int64(s, 18)};
    redo->columns = text(redo, s, 19);
    redo->key = text(redo, s, 20);
    redo->count.open = redo->count.used - redo->count.finished;
}

enum co_status co_history_redo(struct co_history *h, const char *feed, co_date cut, co_date after,
                               struct co_redo *redo, struct co_err *err)
{
    int64_t id = 0;
    sqlite3_stmt *s;
    bool has_row = false;
    memset(redo, 0, sizeof *redo);
    redo->date = CO_DATE_NONE;
    redo->cut = cut;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(id), co_bind_date(after)};
    if (!status)
        status = co_db_bind(h, CO_SQL_REDO_NEXT, values, 2, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (has_row) {
        take(redo, s);
        co_db_reset(s);
    }
    return !status && redo->arena.failed ? co_fail_nomem(err) : status;
}

enum co_status co_history_redo_ignore(struct co_history *h, const struct co_redo *redo,
                                      struct co_arena *arena, struct co_str **out, size_t *n,
                                      struct co_err *err)
{
    struct co_bind value = CO_INT(redo->run);
    sqlite3_stmt *s;
    bool has_row;
    *n = 0;
    *out = co_arena_alloc(arena, CO_COLUMNS_MAX * sizeof **out);
    enum co_status status =
        *out ? co_db_bind(h, CO_SQL_REDO_IGNORE, &value, 1, &s, err) : co_fail_nomem(err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        if (*n < CO_COLUMNS_MAX)
            (*out)[(*n)++] = co_arena_dup(arena, co_db_text(s, 0));
    return status;
}

static void tell(struct co_recon *recon, struct co_gone *g, sqlite3_stmt *s)
{
    g->evidence = CO_EVIDENCE_TOLD;
    g->is_closed = co_str_eq(co_db_text(s, 1), CO_STR("closed"));
    g->completed = co_db_quantity(s, 2);
    if (co_str_eq(co_db_text(s, 0), CO_STR("cancelled"))) {
        g->verdict = CO_VERDICT_CANCELLED;
        recon->n_completed--;
        recon->n_cancelled++;
    }
}

enum co_status co_history_redo_told(struct co_history *h, const char *feed,
                                    const struct co_redo *redo, const struct co_export *yesterday,
                                    struct co_recon *recon, struct co_err *err)
{
    struct co_cells cells = {.n = 0};
    struct co_buf key = {0};
    int64_t id = 0;
    enum co_status status = redo->closed_file ? feed_id(h, feed, &id, err) : CO_OK;
    for (size_t i = 0; redo->closed_file && !status && i < recon->n_gone; i++) {
        struct co_gone *g = &recon->gone[i];
        sqlite3_stmt *s;
        bool has_row = false;
        if (g->evidence != CO_EVIDENCE_ABSENCE)
            continue;
        status =
            yesterday->split(yesterday, (size_t)yesterday->rows.rows[g->yesterday].at, &cells, err);
        key.len = 0;
        if (!status)
            co_export_key_text(yesterday, &cells, &key);
        struct co_bind values[] = {CO_INT(redo->run), CO_INT(id), CO_TEXT(co_buf_view(&key))};
        if (!status)
            status = co_db_bind(h, CO_SQL_REDO_TOLD, values, 3, &s, err);
        if (!status)
            status = co_db_step(h, s, &has_row, err);
        if (has_row) {
            tell(recon, g, s);
            co_db_reset(s);
        }
    }
    if (!status && !co_buf_ok(&key))
        status = co_fail_nomem(err);
    co_cells_fini(&cells);
    co_buf_fini(&key);
    return status;
}

enum co_status co_history_redo_done(struct co_history *h, const char *feed, struct co_err *err)
{
    int64_t id = 0;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind value = CO_INT(id);
    if (!status)
        status = co_db_run(h, CO_SQL_REDO_DAYS_DONE, &value, 1, err);
    return status ? status : co_db_run(h, CO_SQL_REDO_STATES_DONE, &value, 1, err);
}

void co_redo_fini(struct co_redo *redo)
{
    co_arena_fini(&redo->arena);
}

enum co_status co_history_undo(struct co_history *h, const char *feed, co_date date, int64_t at,
                               const char *who, const char *reason, struct co_err *err)
{
    char when[CO_TIME_TEXT];
    int64_t id = 0;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(id), co_bind_date(date), CO_CTEXT(co_time_text(at, when)),
                               who ? CO_CTEXT(who) : CO_NULL, reason ? CO_CTEXT(reason) : CO_NULL};
    return status ? status : co_db_run(h, CO_SQL_RUN_UNDO, values, 5, err);
}
