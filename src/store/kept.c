#include "db.h"
#include <string.h>

void co_kept_list_fini(struct co_kept_list *list)
{
    co_buf_fini(&list->text);
    co_buf_fini(&list->ended);
    co_arena_fini(&list->arena);
    memset(list, 0, sizeof *list);
}

static enum co_status feed_id(struct co_history *h, const char *feed, int64_t *id,
                              struct co_err *err)
{
    struct co_bind name = CO_CTEXT(feed);
    return co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, id, err);
}

static void take_day(sqlite3_stmt *s, struct co_recorded *out)
{
    out->date = co_db_date(s, 0);
    out->finished = sqlite3_column_int64(s, 4);
    out->run = sqlite3_column_int64(s, 5);
    (void)sqlite3_snprintf(sizeof out->sha256, out->sha256, "%s", sqlite3_column_text(s, 1));
    (void)sqlite3_snprintf(sizeof out->file, out->file, "%s", sqlite3_column_text(s, 2));
    (void)sqlite3_snprintf(sizeof out->recorded_at, out->recorded_at, "%s",
                           sqlite3_column_text(s, 3));
}

static enum co_status one_day(struct co_history *h, enum co_statement id, struct co_bind *values,
                              size_t n, struct co_recorded *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row = false;
    memset(out, 0, sizeof *out);
    out->date = CO_DATE_NONE;
    enum co_status status = co_db_bind(h, id, values, n, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (has_row) {
        take_day(s, out);
        co_db_reset(s);
    }
    return status;
}

enum co_status co_history_day(struct co_history *h, const char *feed, co_date date,
                              struct co_recorded *out, struct co_err *err)
{
    int64_t id;
    out->date = CO_DATE_NONE;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id), co_bind_date(date)};
    if (status)
        return status;
    if (date == CO_DATE_NONE)
        return one_day(h, CO_SQL_DAY_NEWEST, values, 1, out, err);
    return one_day(h, CO_SQL_DAY_OF, values, 2, out, err);
}

enum co_status co_history_file(struct co_history *h, const char *feed, const char *sha256,
                               struct co_recorded *out, struct co_err *err)
{
    int64_t id;
    out->date = CO_DATE_NONE;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id), CO_CTEXT(sha256)};
    return status ? status : one_day(h, CO_SQL_DAY_OF_FILE, values, 2, out, err);
}

static enum co_status take_columns(struct co_history *h, int64_t run, struct co_kept_list *out,
                                   struct co_err *err)
{
    struct co_bind value = CO_INT(run);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_LIST_COLUMNS, &value, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        if (out->n_columns == CO_COLUMNS_MAX)
            continue;
        out->place[out->n_columns] = (size_t)sqlite3_column_int64(s, 4);
        struct co_column *c = &out->columns[out->n_columns++];
        c->name = co_arena_dup(&out->arena, co_db_text(s, 0));
        c->field = co_field_of(co_db_text(s, 1));
        c->decimal = (enum co_decimal)sqlite3_column_int(s, 2);
        c->order = (enum co_day_order)sqlite3_column_int(s, 3);
    }
    return status;
}

static enum co_status take_key(struct co_history *h, int64_t run, struct co_kept_list *out,
                               struct co_err *err)
{
    struct co_bind value = CO_INT(run);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_LIST_KEY, &value, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        if (out->n_key < CO_KEY_MAX)
            out->key[out->n_key++] = co_arena_text(&out->arena, co_db_text(s, 0));
    return status;
}

static enum co_status take_ending(struct co_history *h, int64_t run, struct co_kept_list *out,
                                  struct co_err *err)
{
    struct co_bind value = CO_INT(run);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_LIST_ENDING, &value, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        out->has_ending = true;
        out->ending.line_end = (enum co_line_end)sqlite3_column_int(s, 0);
        out->ending.footers = (unsigned)sqlite3_column_int(s, 1);
        if (sqlite3_column_type(s, 2) != SQLITE_NULL && out->tail.n < CO_TAIL_MAX)
            out->tail.key[out->tail.n++] = co_arena_dup(&out->arena, co_db_text(s, 2));
    }
    return status;
}

static enum co_status take_lines(struct co_history *h, int64_t feed, struct co_kept_list *out,
                                 struct co_err *err)
{
    struct co_bind value = CO_INT(feed);
    for (size_t i = 0; i < out->n_key; i++)
        if (strcmp(out->key[i], CO_LINE_COLUMN) == 0)
            return co_db_number(h, CO_SQL_LINES_USED, &value, 1, 0, &out->lines_used, err);
    return CO_OK;
}

/* How the list of a run was understood. */
static enum co_status take_head(struct co_history *h, int64_t feed, int64_t run,
                                struct co_kept_list *out, struct co_err *err)
{
    memset(out, 0, sizeof *out);
    enum co_status status = take_columns(h, run, out, err);
    if (!status)
        status = take_key(h, run, out, err);
    if (!status)
        status = take_lines(h, feed, out, err);
    if (!status)
        status = take_ending(h, run, out, err);
    return !status && out->arena.failed ? co_fail_nomem(err) : status;
}

static enum co_status run_of(struct co_history *h, int64_t feed, co_date date, int64_t *run,
                             struct co_err *err)
{
    struct co_bind values[] = {CO_INT(feed), co_bind_date(date)};
    return co_db_number(h, CO_SQL_RUN_OF_DAY, values, 2, 0, run, err);
}

enum co_status co_history_key(struct co_history *h, const char *feed, struct co_kept_list *out,
                              struct co_err *err)
{
    int64_t id = 0, run = 0;
    memset(out, 0, sizeof *out);
    enum co_status status = feed_id(h, feed, &id, err);
    if (!status)
        status = run_of(h, id, CO_DATE_NONE, &run, err);
    return status ? status : take_head(h, id, run, out, err);
}

static void quoted(struct co_buf *b, struct co_str s)
{
    co_buf_byte(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"')
            co_buf_byte(b, '"');
        co_buf_byte(b, s.at[i]);
    }
    co_buf_byte(b, '"');
}

static void put_header(struct co_kept_list *out)
{
    for (size_t i = 0; i < out->n_columns; i++) {
        co_buf_text(&out->text, i ? "," : "");
        quoted(&out->text, out->columns[i].name);
    }
    co_buf_byte(&out->text, '\n');
}

static enum co_status put_open(struct co_history *h, enum co_statement id, struct co_bind *values,
                               size_t n, struct co_kept_list *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, id, values, n, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        co_buf_str(&out->text, co_db_text(s, 0));
        co_buf_byte(&out->text, '\n');
        out->n_open++;
    }
    return !status && !co_buf_ok(&out->text) ? co_fail_nomem(err) : status;
}

static enum co_status put_ended(struct co_history *h, enum co_statement id, struct co_bind *values,
                                size_t n, struct co_kept_list *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, id, values, n, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        co_buf_byte(&out->ended, (char)sqlite3_column_int(s, 0));
        co_buf_str(&out->text, co_db_text(s, 1));
        co_buf_byte(&out->text, '\n');
    }
    bool ok = co_buf_ok(&out->text) && co_buf_ok(&out->ended);
    return !status && !ok ? co_fail_nomem(err) : status;
}

enum co_status co_history_list(struct co_history *h, const char *feed, struct co_kept_list *out,
                               struct co_err *err)
{
    int64_t id = 0;
    enum co_status status = co_history_key(h, feed, out, err);
    if (!status)
        status = feed_id(h, feed, &id, err);
    struct co_bind value = CO_INT(id);
    put_header(out);
    return status ? status : put_open(h, CO_SQL_LIST_ROWS, &value, 1, out, err);
}

enum co_status co_history_list_of(struct co_history *h, const char *feed, co_date date,
                                  struct co_kept_list *out, struct co_err *err)
{
    int64_t id = 0, run = 0;
    memset(out, 0, sizeof *out);
    enum co_status status = feed_id(h, feed, &id, err);
    if (!status)
        status = run_of(h, id, date, &run, err);
    if (!status)
        status = take_head(h, id, run, out, err);
    struct co_bind values[] = {CO_INT(id), co_bind_date(date)};
    put_header(out);
    if (!status)
        status = put_open(h, CO_SQL_LIST_ROWS_OF, values, 2, out, err);
    return status ? status : put_ended(h, CO_SQL_LIST_ENDED_OF, values, 2, out, err);
}

enum co_status co_history_redo_list(struct co_history *h, const char *feed,
                                    const struct co_redo *redo, struct co_kept_list *out,
                                    struct co_err *err)
{
    int64_t id = 0;
    memset(out, 0, sizeof *out);
    enum co_status status = feed_id(h, feed, &id, err);
    if (!status)
        status = take_head(h, id, redo->run, out, err);
    struct co_bind values[] = {CO_INT(id), co_bind_date(redo->date), co_bind_date(redo->cut)};
    put_header(out);
    if (!status)
        status = put_open(h, CO_SQL_REDO_ROWS, values, 2, out, err);
    return status ? status : put_ended(h, CO_SQL_REDO_ENDED, values, 3, out, err);
}

static enum co_status is_any(struct co_history *h, enum co_statement sql, const char *feed,
                             struct co_str key, bool *any, struct co_err *err)
{
    int64_t id = 0, n = 0;
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(id), CO_TEXT(key)};
    if (!status)
        status = co_db_number(h, sql, values, 2, 0, &n, err);
    *any = n > 0;
    return status;
}

enum co_status co_history_knows_order(struct co_history *h, const char *feed, struct co_str key,
                                      bool *known, struct co_err *err)
{
    return is_any(h, CO_SQL_ORDER_KNOWN, feed, key, known, err);
}

enum co_status co_history_has_twin(struct co_history *h, const char *feed, struct co_str key,
                                   bool *has, struct co_err *err)
{
    return is_any(h, CO_SQL_ORDER_HAS_TWIN, feed, key, has, err);
}
