#include "given.h"
#include <string.h>

/* The rows of the statement that runs. A virtual table outlives statements, so it is asked here. */
struct co_giving {
    const struct co_given *rows;
    enum co_status status; /* of `next`: SQLite knows only its own */
    struct co_err *err;
};

struct table {
    sqlite3_vtab base;
    struct co_history *h;
};

struct cursor {
    sqlite3_vtab_cursor base;
    struct co_giving *giving;
    struct co_bind values[CO_GIVEN_MAX];
    sqlite3_int64 row;
    bool has_row;
};

static int connect_table(sqlite3 *db, void *h, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **why)
{
    (void)argc;
    (void)argv;
    (void)why;
    int code = sqlite3_declare_vtab(
        db, "CREATE TABLE given (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14,"
            " c15, c16, c17, c18, c19, c20, c21, c22, c23, c24)");
    struct table *t = code == SQLITE_OK ? sqlite3_malloc(sizeof *t) : NULL;
    if (!t)
        return code == SQLITE_OK ? SQLITE_NOMEM : code;
    memset(t, 0, sizeof *t);
    t->h = h;
    *out = &t->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1000; /* whatever is joined to it has an index */
    info->estimatedRows = 1000;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct cursor *c = sqlite3_malloc(sizeof *c);
    if (!c)
        return SQLITE_NOMEM;
    memset(c, 0, sizeof *c);
    c->giving = ((struct table *)table)->h->giving;
    *out = &c->base;
    return c->giving ? SQLITE_OK : SQLITE_MISUSE;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    struct cursor *c = (struct cursor *)cursor;
    struct co_giving *g = c->giving;
    c->row++;
    g->status = g->rows->next(g->rows->ctx, c->values, &c->has_row, g->err);
    return g->status ? SQLITE_ABORT : SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int argc,
                  sqlite3_value **argv)
{
    (void)number;
    (void)text;
    (void)argc;
    (void)argv;
    return next_row(cursor);
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
    return !((struct cursor *)cursor)->has_row;
}

static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int i)
{
    const struct co_bind *b = &((struct cursor *)cursor)->values[i];
    struct co_str text = b->date[0] ? co_str_of(b->date) : b->text;
    if (b->kind == CO_BIND_INT)
        sqlite3_result_int64(out, b->number);
    else if (b->kind == CO_BIND_TEXT)
        sqlite3_result_text64(out, text.len ? text.at : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
    return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = ((struct cursor *)cursor)->row;
    return SQLITE_OK;
}

/* Without xCreate it is a table that needs no CREATE and is in no schema. Known from the first use
 * on: a statement of somebody's own is asked where there is none. */
static enum co_status make_known(struct co_history *h, struct co_err *err)
{
    static const sqlite3_module module = {
        .xConnect = connect_table,
        .xBestIndex = best_index,
        .xDisconnect = disconnect_table,
        .xOpen = open_cursor,
        .xClose = close_cursor,
        .xFilter = filter,
        .xNext = next_row,
        .xEof = is_at_end,
        .xColumn = column,
        .xRowid = row_number,
    };
    if (h->has_given)
        return CO_OK;
    int code = sqlite3_create_module(h->db, "given", &module, h);
    h->has_given = code == SQLITE_OK;
    return code == SQLITE_OK ? CO_OK : co_db_fail(h, code, "setting it up", err);
}

static enum co_status run(struct co_history *h, sqlite3_stmt *s, const struct co_given *rows,
                          struct co_err *err)
{
    bool has_row;
    enum co_status status = CO_OK;
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        status = rows->row ? rows->row(rows->ctx, s) : CO_OK;
        if (status)
            co_db_reset(s);
    }
    return status;
}

enum co_status co_given_run(struct co_history *h, enum co_statement id, struct co_bind *values,
                            size_t n, const struct co_given *rows, struct co_err *err)
{
    struct co_giving giving = {.rows = rows, .err = err};
    struct co_err other = {0};
    sqlite3_stmt *s;
    enum co_status status = make_known(h, err);
    if (!status)
        status = co_db_bind(h, id, values, n, &s, err);
    if (status)
        return status;
    h->giving = &giving;
    status = run(h, s, rows, &other);
    h->giving = NULL;
    if (giving.status)
        return giving.status;
    return status && other.text[0] ? co_fail(err, status, "%s", other.text) : status;
}
