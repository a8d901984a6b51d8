#include "backup.h"
#include "migrate.h"
#include <string.h>

static enum co_status failed(struct co_history *h, const char *path, const char *why,
                             struct co_err *err)
{
    return co_fail(err, CO_STORE, "no backup of the history %s could be made in %s: %s", h->path,
                   path, why);
}

/* The first column of the first row as text is `expected`. */
static bool says(sqlite3 *db, const char *sql, const char *expected)
{
    sqlite3_stmt *s = NULL;
    bool same = false;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(s, 0);
        same = text && strcmp(text, expected) == 0;
    }
    (void)sqlite3_finalize(s);
    return same;
}

static enum co_status look_through(struct co_history *h, const char *path, struct co_err *err)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
    bool ok = code == SQLITE_OK && says(db, "PRAGMA quick_check(1)", "ok") &&
              says(db, "SELECT count(*) FROM pragma_foreign_key_check", "0");
    (void)sqlite3_close(db);
    return ok ? CO_OK
              : failed(h, path, "what was written does not read back whole; look at the disk", err);
}

/* Opens where to and, if the history is in a transaction, where from by another connection: SQLite
 * copies no database that its own connection is about to write. What is committed is the same. */
static int open_both(struct co_history *h, const char *path, sqlite3 **to, sqlite3 **from)
{
    int code = sqlite3_open_v2(path, to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (code == SQLITE_OK) /* flushed to the disk, its journal's name too, before it counts */
        code = sqlite3_exec(*to, "PRAGMA synchronous = EXTRA", NULL, NULL, NULL);
    if (code == SQLITE_OK && h->in_transaction)
        code = sqlite3_open_v2(h->path, from, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK) {
        (void)sqlite3_busy_timeout(*to, h->wait_ms);
        (void)(*from && sqlite3_busy_timeout(*from, h->wait_ms));
    }
    return code;
}

static int copy(sqlite3 *to, sqlite3 *from)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
    int finished = sqlite3_backup_finish(backup);
    return code == SQLITE_DONE || code == SQLITE_OK ? finished : code;
}

enum co_status co_backup_copy(struct co_history *h, const char *path, struct co_err *err)
{
    sqlite3 *to = NULL, *from = NULL;
    enum co_status status = CO_OK;
    int code = open_both(h, path, &to, &from);
    if (code == SQLITE_OK)
        code = copy(to, from ? from : h->db);
    if (code != SQLITE_OK)
        status = (code & 0xff) == SQLITE_NOMEM ? co_fail_nomem(err)
                                               : failed(h, path, sqlite3_errstr(code), err);
    (void)sqlite3_close(to);
    (void)sqlite3_close(from);
    return status ? status : look_through(h, path, err);
}

/* Half a backup, or an empty one, would look like one, and its journal would be played back into
 * the next. */
static void discard(const char *path)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    char *journal = sqlite3_mprintf("%s-journal", path);
    if (vfs && journal)
        (void)vfs->xDelete(vfs, journal, 0);
    if (vfs)
        (void)vfs->xDelete(vfs, path, 0);
    sqlite3_free(journal);
}

enum co_status co_backup_before(struct co_history *h, int64_t version, struct co_err *err)
{
    sqlite3_stmt *s = NULL;
    struct co_err why = {0};
    char *path = NULL;
    /* The time of the newest run, not of now: an attempt that failed is replaced by the next. */
    int code = sqlite3_prepare_v2(h->db,
                                  "SELECT ifnull(replace(max(recorded_at), ':', ''), 'empty')"
                                  " FROM run",
                                  -1, &s, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW)
        path = sqlite3_mprintf("%s.v%lld-%s.bak", h->path, (long long)version,
                               sqlite3_column_text(s, 0));
    (void)sqlite3_finalize(s);
    if (code != SQLITE_ROW)
        return co_db_fail(h, code, "naming its backup", err);
    if (!path)
        return co_fail_nomem(err);
    h->backup = path;
    enum co_status status = co_backup_copy(h, path, &why);
    if (!status)
        return CO_OK;
    discard(path);
    return co_fail(err, status,
                   "%s. The history needs schema %d and is not changed without a backup; free "
                   "some space, or look at the permissions of its folder",
                   why.text, CO_SCHEMA_VERSION);
}

enum co_status co_history_copy(struct co_history *h, const char *path, struct co_err *err)
{
    char *safe = co_db_safe_path(path);
    enum co_status status = safe ? co_backup_copy(h, safe, err) : co_fail_nomem(err);
    if (status && safe)
        discard(safe);
    sqlite3_free(safe);
    return status;
}

bool co_history_is_one(const char *path)
{
    struct co_history h = {.path = co_db_safe_path(path)};
    int64_t version = 0;
    bool is_one = h.path &&
                  sqlite3_open_v2(h.path, &h.db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                  co_migrate_whose(&h, &version, NULL) == CO_OK && version > 0;
    (void)sqlite3_close(h.db);
    sqlite3_free(h.path);
    return is_one;
}
