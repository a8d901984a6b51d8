#include "schema.h"
#include <stdio.h>
#include <string.h>

/* What SQLite makes by itself: the indexes behind UNIQUE, and ANALYZE's statistics. */
#define OBJECTS                                                                              \
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE NOT (type = 'index' AND sql " \
    "IS NULL AND name GLOB 'sqlite_autoindex_*') AND name NOT GLOB 'sqlite_stat[1-4]'"

/* A wrong one costs time at every opening, nothing else: then the schemas are compared. */
const char co_schema_newest[] = "91a9f532ed948b9b0f654df44087a358722aafe2972e4545680266c5266ec9de";

static void put(struct co_digest *d, sqlite3_stmt *s, int column)
{
    char length[24];
    const void *text = sqlite3_column_text(s, column);
    int bytes = sqlite3_column_bytes(s, column);
    (void)snprintf(length, sizeof length, "%d:", bytes);
    co_digest_add(d, length, strlen(length));
    co_digest_add(d, text, (size_t)bytes);
}

enum co_status co_schema_digest(struct co_history *h, char hex[CO_DIGEST_TEXT], struct co_err *err)
{
    struct co_digest d;
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(h->db, OBJECTS " ORDER BY type, name", -1, &s, NULL);
    co_digest_init(&d);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++)
            put(&d, s, i);
        code = SQLITE_OK;
    }
    co_digest_text(&d, hex);
    (void)sqlite3_finalize(s);
    return code == SQLITE_DONE ? CO_OK : co_db_fail(h, code, "reading its schema", err);
}

static enum co_status fresh_schema(struct co_history *h, int64_t version, sqlite3 **out,
                                   struct co_err *err)
{
    int code = sqlite3_open_v2(":memory:", out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    for (int64_t i = 0; code == SQLITE_OK && i < version; i++)
        code = sqlite3_exec(*out, co_migrations[i], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return CO_OK;
    return (code & 0xff) == SQLITE_NOMEM
               ? co_fail_nomem(err)
               : co_fail(err, CO_BUG,
                         "the schema to compare the history %s with cannot be made: "
                         "%s; please report this",
                         h->path, sqlite3_errmsg(*out));
}

/* The first object of a that b has not, or has with another text: 0 when there is none, 1 with
 * its type and name, else an SQLite error. */
static int first_other(sqlite3 *a, sqlite3 *b, const char *other, struct co_buf *what,
                       int64_t *objects)
{
    sqlite3_stmt *list = NULL, *same = NULL;
    int code = sqlite3_prepare_v2(a, OBJECTS, -1, &list, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(b,
                                  "SELECT tbl_name IS ?3 AND sql IS ?4 FROM sqlite_schema"
                                  " WHERE type = ?1 AND name = ?2",
                                  -1, &same, NULL);
    *objects = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(list)) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++)
            (void)sqlite3_bind_value(same, i + 1, sqlite3_column_value(list, i));
        code = sqlite3_step(same);
        bool is_there = code == SQLITE_ROW, is_same = is_there && sqlite3_column_int(same, 0);
        if (!is_same && (is_there || code == SQLITE_DONE)) {
            co_buf_fmt(what, "%s %s %s", is_there ? "changed" : other, sqlite3_column_text(list, 0),
                       sqlite3_column_text(list, 1));
            break;
        }
        code = sqlite3_reset(same);
        (*objects)++;
    }
    (void)sqlite3_finalize(list);
    (void)sqlite3_finalize(same);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

enum co_status co_schema_confirm(struct co_history *h, int64_t version, int64_t *objects,
                                 struct co_err *err)
{
    sqlite3 *fresh = NULL;
    struct co_buf what = {0};
    int64_t n = 0, n_fresh = 0;
    enum co_status status = fresh_schema(h, version, &fresh, err);
    int code = status ? SQLITE_OK : first_other(h->db, fresh, "unexpected", &what, &n);
    if (!status && code == SQLITE_OK && !what.len)
        code = first_other(fresh, h->db, "missing", &what, &n_fresh);
    if (!status && code != SQLITE_OK)
        status = co_db_fail(h, code, "reading its schema", err);
    if (!status && !co_buf_ok(&what))
        status = co_fail_nomem(err);
    if (!status && what.len)
        status = co_fail(err, CO_STORE,
                         "the history %s is not as this program made it: %.*s. Take out what does "
                         "not belong there (tables and views of your own belong into another "
                         "database), or restore a backup",
                         h->path, CO_STR_ARG(co_buf_view(&what)));
    if (objects)
        *objects = n;
    co_buf_fini(&what);
    (void)sqlite3_close(fresh);
    return status;
}
