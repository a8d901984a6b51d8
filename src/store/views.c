#include "crossoff/ask.h"
#include "policy.h"
#include "views_list.h"
#include <string.h>

static const struct {
    const char *name, *rows, *example;
} views[] = {
#define ROW(name, rows, example) {name, rows, example},
    CO_VIEW_LIST(ROW)
#undef ROW
};
enum { VIEWS = sizeof views / sizeof *views };

/* "date DATE, feed TEXT, days_carried": an expression has no declared type. */
static int put_columns(sqlite3 *db, const char *view, struct co_buf *out)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(
        db, "SELECT rtrim(name || ' ' || type) FROM pragma_table_info(?1)", -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(s, 1, view, -1, SQLITE_STATIC);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        co_buf_text(out, out->len ? ", " : "");
        co_buf_str(out, co_db_text(s, 0));
        code = SQLITE_OK;
    }
    (void)sqlite3_finalize(s);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int add_view(sqlite3 *db, size_t i, struct co_table *out)
{
    struct co_buf columns = {0};
    struct co_cell *row = co_table_row(out);
    int code = put_columns(db, views[i].name, &columns);
    co_table_text(out, row ? &row[0] : NULL, co_str_of(views[i].name));
    co_table_text(out, row ? &row[1] : NULL, co_str_of(views[i].rows));
    co_table_text(out, row ? &row[2] : NULL, co_buf_view(&columns));
    co_table_text(out, row ? &row[3] : NULL, co_str_of(views[i].example));
    if (!co_buf_ok(&columns))
        code = SQLITE_NOMEM;
    co_buf_fini(&columns);
    return code;
}

static enum co_status no_view(const char *name, struct co_err *err)
{
    const char *names[VIEWS];
    for (size_t i = 0; i < VIEWS; i++)
        names[i] = views[i].name;
    const char *near = co_str_nearest(name, names, VIEWS);
    return co_fail(err, CO_USAGE, "there is no view '%s'%s%s%s; `crossoff sql --list` has them all",
                   name, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

enum co_status co_views_table(const char *only, struct co_table *out, struct co_err *err)
{
    static const struct co_table_column columns[] = {{"view", CO_CELL_TEXT},
                                                     {"rows", CO_CELL_TEXT},
                                                     {"columns", CO_CELL_TEXT},
                                                     {"example", CO_CELL_TEXT}};
    sqlite3 *db = NULL;
    co_table_init(out, "views", columns, 4);
    int code = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    for (size_t i = 0; code == SQLITE_OK && i < CO_SCHEMA_VERSION; i++)
        code = sqlite3_exec(db, co_migrations[i], NULL, NULL, NULL);
    for (size_t i = 0; code == SQLITE_OK && i < VIEWS; i++)
        if (!only || strcmp(only, views[i].name) == 0)
            code = add_view(db, i, out);
    enum co_status status = CO_OK;
    if ((code & 0xff) == SQLITE_NOMEM || !co_table_ok(out))
        status = co_fail_nomem(err);
    else if (code != SQLITE_OK)
        status = co_fail(err, CO_BUG, "the views cannot be listed: %s; please report this",
                         sqlite3_errmsg(db));
    else if (!out->n_rows)
        status = no_view(only, err);
    (void)sqlite3_close(db);
    return status;
}
