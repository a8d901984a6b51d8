#include "db.h"
#include "chain.h"
#include "migrate.h"
#include "policy.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *sql;
    int params;
} statements[] = {
#define ROW(name, n, text) {text, n},
    CO_STATEMENT_LIST(ROW)
#undef ROW
};

enum co_status co_db_fail(struct co_history *h, int code, const char *doing, struct co_err *err)
{
    int kind = code & 0xff;
    const char *path = h->path;
    /* Another connection may have failed: a copy's source. */
    bool is_ours = (sqlite3_errcode(h->db) & 0xff) == kind;
    const char *why = is_ours ? sqlite3_errmsg(h->db) : sqlite3_errstr(code);
    if (kind == SQLITE_NOMEM)
        return co_fail_nomem(err);
    if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
        return co_fail(err, CO_BUSY,
                       "the history %s is in use by another run (waited %d s); try again", path,
                       h->wait_ms / 1000);
    if (kind == SQLITE_NOTADB)
        return co_fail(err, CO_STORE,
                       "%s is no history of crossoff (not an SQLite file); name another with "
                       "--history",
                       path);
    if (kind == SQLITE_CORRUPT)
        return co_fail(err, CO_STORE,
                       "the history %s is damaged (%s); nothing was recorded. If `crossoff check` "
                       "finds it again, restore it from a backup",
                       path, why);
    if (kind == SQLITE_FULL)
        return co_fail(err, CO_STORE,
                       "no room left for the history %s; nothing was recorded. Free "
                       "some space and run again",
                       path);
    if (kind == SQLITE_READONLY || kind == SQLITE_CANTOPEN || kind == SQLITE_PERM)
        return co_fail(err, CO_STORE,
                       "the history %s cannot be %s (%s); look at its permissions and its folder's",
                       path, kind == SQLITE_CANTOPEN ? "opened" : "written", why);
    if (kind == SQLITE_ERROR && strcmp(why, "integer overflow") == 0)
        return co_fail(err, CO_INPUT, CO_TOO_MANY_PIECES);
    return co_fail(err, CO_STORE, "the history %s failed while %s: %s (SQLite code %d)", path,
                   doing, why, code);
}

char *co_db_safe_path(const char *path)
{
    const char *prefix = strncmp(path, "file:", 5) == 0 || path[0] == ':' ? "./" : "";
    return sqlite3_mprintf("%s%s", prefix, path);
}

static bool is_there(const char *path)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    int found = 1;
    return !vfs || vfs->xAccess(vfs, path, SQLITE_ACCESS_EXISTS, &found) != SQLITE_OK || found;
}

static enum co_status copy_aside(struct co_history *h, struct co_err *err)
{
    sqlite3 *file = NULL;
    int code = sqlite3_open_v2(h->path, &file, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_CANTOPEN && !is_there(h->path)) { /* none yet: the copy is empty */
        (void)sqlite3_close(file);
        return CO_OK;
    }
    sqlite3_backup *backup = NULL;
    if (code == SQLITE_OK) {
        (void)sqlite3_busy_timeout(file, h->wait_ms);
        backup = sqlite3_backup_init(h->db, "main", file, "main");
    }
    if (backup) {
        (void)sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(h->db);
    }
    enum co_status status = code == SQLITE_OK ? CO_OK : co_db_fail(h, code, "copying it", err);
    (void)sqlite3_close(file);
    return status;
}

/* A killed run leaves a journal behind, and whoever may only read cannot roll it back: opening the
 * file for writing once does. */
static void heal(const struct co_history *h)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(h->path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
        (void)sqlite3_busy_timeout(db, h->wait_ms);
        (void)sqlite3_exec(db, "BEGIN IMMEDIATE; ROLLBACK", NULL, NULL, NULL);
    }
    (void)sqlite3_close(db);
}

/* Whether the file cannot be read because of such a journal. */
static bool needs_healing(const struct co_history *h)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(h->path, &db, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "PRAGMA user_version", NULL, NULL, NULL); /* without the schema */
    if (code != SQLITE_OK)
        code = sqlite3_extended_errcode(db);
    (void)sqlite3_close(db);
    return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY ||
           (code & 0xff) == SQLITE_READONLY;
}

static enum co_status open_file(struct co_history *h, enum co_history_mode mode, struct co_err *err)
{
    int flags =
        mode == CO_HISTORY_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    flags |= SQLITE_OPEN_NOMUTEX; /* one thread uses it: no lock for every cell */
    /* No name: a temporary database that spills to disk, so that a large copy needs no memory. */
    const char *name = mode == CO_HISTORY_COPY ? "" : h->path;
    if (mode != CO_HISTORY_WRITE && needs_healing(h)) {
        heal(h);
        if (needs_healing(h))
            return co_fail(err, CO_STORE,
                           "a run that was killed left a journal beside the history %s. It has to "
                           "be rolled back before anybody reads, and you may not write there: let "
                           "somebody who may run `crossoff check` once. Never delete the journal",
                           h->path);
    }
    int code = sqlite3_open_v2(name, &h->db, flags, NULL);
    if (code == SQLITE_CANTOPEN && mode == CO_HISTORY_READ)
        return co_fail(
            err, CO_STORE,
            "there is no history at %s (or it cannot be opened); record a day first with "
            "`crossoff YESTERDAY.csv TODAY.csv`, or name another file with --history",
            h->path);
    if (code != SQLITE_OK)
        return co_db_fail(h, code, "opening it", err);
    enum co_status status = mode == CO_HISTORY_COPY ? copy_aside(h, err) : CO_OK;
    return status ? status : co_policy_apply(h, mode, err);
}

enum co_status co_history_open(const char *path, enum co_history_mode mode, int wait_ms,
                               struct co_history **out, bool *created, struct co_err *err)
{
    struct co_history *h = calloc(1, sizeof *h);
    *out = NULL;
    *created = false;
    if (!h)
        return co_fail_nomem(err);
    /* One thread uses SQLite: no lock for every piece of memory either. Once it runs this is too
     * late, and nothing changes. */
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    h->wait_ms = wait_ms;
    h->path = co_db_safe_path(path);
    enum co_status status = h->path ? open_file(h, mode, err) : co_fail_nomem(err);
    if (!status && mode == CO_HISTORY_READ)
        status = co_migrate(h, mode, created, err);
    if (!status && mode != CO_HISTORY_READ) {
        status = co_history_begin(h, err);
        if (!status)
            status = co_migrate(h, mode, created, err);
        if (!status && !*created && !h->is_migrated)
            status = co_chain_verify_newest(h, err);
        /* A new schema stays in the transaction that records the first day: a first run that
         * fails leaves nothing behind. One brought up to date stays so, whatever the run finds. */
        if (!status && h->is_migrated && !*created)
            status = co_history_commit(h, err);
        else if (status || !*created)
            co_history_rollback(h);
    }
    if (status)
        co_history_close(h);
    else
        *out = h;
    return status;
}

void co_history_close(struct co_history *h)
{
    if (!h)
        return;
    co_history_rollback(h);
    for (size_t i = 0; i < CO_STATEMENTS; i++)
        (void)sqlite3_finalize(h->prepared[i]);
    (void)sqlite3_close(h->db);
    sqlite3_free(h->path);
    sqlite3_free(h->backup);
    free(h);
}

const char *co_history_backup(const struct co_history *h)
{
    return h->backup;
}

const char *co_history_engine(void)
{
    return sqlite3_libversion();
}

enum co_status co_history_begin(struct co_history *h, struct co_err *err)
{
    if (h->in_transaction)
        return CO_OK;
    int code = sqlite3_exec(h->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    h->in_transaction = code == SQLITE_OK;
    return code == SQLITE_OK ? CO_OK : co_db_fail(h, code, "beginning a run", err);
}

/* The journal may be gone already when the disk fails: then the run is recorded, and only the
 * next one can tell. */
static enum co_status commit_failed(struct co_history *h, int code, struct co_err *err)
{
    if ((code & 0xff) != SQLITE_IOERR)
        return co_db_fail(h, code, "committing the run", err);
    return co_fail(err, CO_STORE,
                   "the history %s failed while committing the run: %s (SQLite code %d). Look at "
                   "the disk, then run again: the day may be recorded or not, and that run "
                   "records it or says that it is there",
                   h->path, sqlite3_errmsg(h->db), sqlite3_extended_errcode(h->db));
}

enum co_status co_history_commit(struct co_history *h, struct co_err *err)
{
    enum co_status status = co_chain_extend(h, err);
    int code = status ? SQLITE_OK : sqlite3_exec(h->db, "COMMIT", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        status = commit_failed(h, code, err);
    if (status)
        co_history_rollback(h);
    h->in_transaction = false;
    return status;
}

void co_history_rollback(struct co_history *h)
{
    if (h->in_transaction && !sqlite3_get_autocommit(h->db))
        (void)sqlite3_exec(h->db, "ROLLBACK", NULL, NULL, NULL);
    h->in_transaction = false;
}

enum co_status co_history_freeze(struct co_history *h, struct co_err *err)
{
    if (h->n_frozen == 0 && sqlite3_get_autocommit(h->db)) {
        int code = sqlite3_exec(h->db, "BEGIN", NULL, NULL, NULL);
        if (code != SQLITE_OK)
            return co_db_fail(h, code, "beginning an answer", err);
        h->is_frozen = true;
    }
    h->n_frozen++;
    return CO_OK;
}

void co_history_thaw(struct co_history *h)
{
    if (!h || h->n_frozen == 0 || --h->n_frozen > 0)
        return;
    if (h->is_frozen) /* it wrote nothing: there is nothing that could fail */
        (void)sqlite3_exec(h->db, "COMMIT", NULL, NULL, NULL);
    h->is_frozen = false;
}

struct co_bind co_bind_text(struct co_str s)
{
    return s.len ? CO_TEXT(s) : CO_NULL;
}

struct co_bind co_bind_quantity(int64_t q)
{
    return q == CO_QUANTITY_NONE ? CO_NULL : CO_INT(q);
}

struct co_bind co_bind_date(co_date d)
{
    struct co_bind b = {.kind = d == CO_DATE_NONE ? CO_BIND_NULL : CO_BIND_TEXT};
    (void)co_date_text(d, b.date);
    return b;
}

static int bind_one(sqlite3_stmt *s, int i, const struct co_bind *b)
{
    struct co_str text = b->date[0] ? co_str_of(b->date) : b->text;
    if (b->kind == CO_BIND_NULL)
        return sqlite3_bind_null(s, i);
    if (b->kind == CO_BIND_INT)
        return sqlite3_bind_int64(s, i, b->number);
    return sqlite3_bind_text64(s, i, text.len ? text.at : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

enum co_status co_db_bind(struct co_history *h, enum co_statement id, struct co_bind *values,
                          size_t n, sqlite3_stmt **out, struct co_err *err)
{
    sqlite3_stmt **s = &h->prepared[id];
    int code = SQLITE_OK;
    if (!*s)
        code =
            sqlite3_prepare_v3(h->db, statements[id].sql, -1, SQLITE_PREPARE_PERSISTENT, s, NULL);
    if (code == SQLITE_OK && (sqlite3_bind_parameter_count(*s) != statements[id].params ||
                              n != (size_t)statements[id].params))
        return co_fail(err, CO_BUG, "a statement wants %d values and got %zu: %s",
                       sqlite3_bind_parameter_count(*s), n, statements[id].sql);
    for (size_t i = 0; code == SQLITE_OK && i < n; i++)
        code = bind_one(*s, (int)i + 1, &values[i]);
    if (code != SQLITE_OK)
        return co_db_fail(h, code, "preparing a statement", err);
    *out = *s;
    return CO_OK;
}

enum co_status co_db_step(struct co_history *h, sqlite3_stmt *s, bool *has_row, struct co_err *err)
{
    int code = sqlite3_step(s);
    *has_row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return CO_OK;
    enum co_status status =
        code == SQLITE_DONE ? CO_OK : co_db_fail(h, code, "running a statement", err);
    co_db_reset(s);
    return status;
}

void co_db_reset(sqlite3_stmt *s)
{
    (void)sqlite3_reset(s);
    (void)sqlite3_clear_bindings(s);
}

enum co_status co_db_run(struct co_history *h, enum co_statement id, struct co_bind *values,
                         size_t n, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, id, values, n, &s, err);
    return status ? status : co_db_step(h, s, &has_row, err);
}

enum co_status co_db_number(struct co_history *h, enum co_statement id, struct co_bind *values,
                            size_t n, int64_t fallback, int64_t *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row = false;
    *out = fallback;
    enum co_status status = co_db_bind(h, id, values, n, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (has_row) {
        if (sqlite3_column_type(s, 0) != SQLITE_NULL)
            *out = sqlite3_column_int64(s, 0);
        co_db_reset(s);
    }
    return status;
}

/* The value first: SQLite looks for it once, where sqlite3_column_... would twice. That is right
 * for the one thread that co_history_open tells it about (sqlite.org/c3ref/value.html). */
struct co_str co_db_text(sqlite3_stmt *s, int column)
{
    sqlite3_value *value = sqlite3_column_value(s, column);
    const char *at = (const char *)sqlite3_value_text(value);
    return (struct co_str){at, at ? (size_t)sqlite3_value_bytes(value) : 0};
}

co_date co_db_date(sqlite3_stmt *s, int column)
{
    return co_date_parse(co_db_text(s, column));
}

int64_t co_db_quantity(sqlite3_stmt *s, int column)
{
    sqlite3_value *value = sqlite3_column_value(s, column);
    return sqlite3_value_type(value) == SQLITE_NULL ? CO_QUANTITY_NONE : sqlite3_value_int64(value);
}

int64_t co_db_to_make(int64_t ordered, int64_t made, int64_t remaining)
{
    int64_t all = ordered == CO_QUANTITY_NONE ? 0 : ordered;
    int64_t less = made == CO_QUANTITY_NONE || made < 0 ? 0 : made;
    int64_t left = remaining == CO_QUANTITY_NONE ? all - less : remaining;
    return left < 0 ? 0 : left;
}
