#include "migrate.h"
#include "backup.h"
#include "chain.h"
#include "schema.h"
#include <string.h>

/* "rcro" in the header of the file: what file(1) and a backup tool tell it by. */
enum { APPLICATION_ID = 0x63726f73 };

static enum co_status run_text(struct co_history *h, const char *sql, struct co_err *err)
{
    int code = sqlite3_exec(h->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? CO_OK : co_db_fail(h, code, "setting it up", err);
}

static enum co_status number(struct co_history *h, const char *sql, int64_t *out,
                             struct co_err *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(h->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        *out = sqlite3_column_int64(s, 0);
        code = SQLITE_OK;
    }
    (void)sqlite3_finalize(s);
    return code == SQLITE_OK ? CO_OK : co_db_fail(h, code, "reading its header", err);
}

enum co_status co_migrate_whose(struct co_history *h, int64_t *version, struct co_err *err)
{
    int64_t id = 0, objects = 0;
    enum co_status status = number(h, "PRAGMA application_id", &id, err);
    if (!status)
        status = number(h, "PRAGMA user_version", version, err);
    if (!status)
        status = number(h, "SELECT count(*) FROM sqlite_schema", &objects, err);
    if (status)
        return status;
    if (id != APPLICATION_ID && (id || *version || objects))
        return co_fail(err, CO_STORE,
                       "%s is a database of another program; name another file with --history",
                       h->path);
    if (*version > CO_SCHEMA_VERSION)
        return co_fail(
            err, CO_STORE,
            "the history %s was written by a newer crossoff (schema %lld, this one knows "
            "%d); update the program",
            h->path, (long long)*version, CO_SCHEMA_VERSION);
    return CO_OK;
}

static enum co_status not_now(const struct co_history *h, int64_t version, struct co_err *err)
{
    if (version)
        return co_fail(err, CO_STORE,
                       "the history %s was written by an older crossoff (schema %lld); the "
                       "next recording run brings it up to date",
                       h->path, (long long)version);
    return co_fail(err, CO_STORE, "the history %s is empty; record a day first", h->path);
}

static enum co_status set_version(struct co_history *h, int64_t version, struct co_err *err)
{
    char bump[96];
    (void)sqlite3_snprintf(sizeof bump, bump,
                           "PRAGMA application_id = %d; PRAGMA user_version = %lld",
                           (int)APPLICATION_ID, (long long)version);
    return run_text(h, bump, err);
}

/* An empty file: to go through all that the schema once was would take longer than a small run. */
static enum co_status set_up(struct co_history *h, struct co_err *err)
{
    h->is_migrating = true;
    enum co_status status = run_text(h, co_newest_schema, err);
    if (!status)
        status = set_version(h, CO_SCHEMA_VERSION, err);
    h->is_migrating = false;
    return status;
}

/* *broken: references that lead nowhere afterwards. */
static enum co_status bring_up(struct co_history *h, int64_t version, int64_t *broken,
                               struct co_err *err)
{
    enum co_status status = CO_OK;
    h->is_migrating = true;
    for (; !status && version < CO_SCHEMA_VERSION; version++) {
        status = run_text(h, co_migrations[version], err);
        if (!status)
            status = set_version(h, version + 1, err);
    }
    if (!status)
        status = number(h, "SELECT count(*) FROM pragma_foreign_key_check", broken, err);
    h->is_migrating = false;
    return status;
}

/* That it is ours: by its digest, which is quick; to compare all of it takes as long as a small
 * report does. */
static enum co_status look_at_schema(struct co_history *h, int64_t version, struct co_err *err)
{
    char hex[CO_DIGEST_TEXT];
    enum co_status status = co_schema_digest(h, hex, err);
    if (status || strcmp(hex, co_schema_newest) == 0)
        return status;
    return co_schema_confirm(h, version, NULL, err);
}

enum co_status co_migrate(struct co_history *h, enum co_history_mode mode, bool *created,
                          struct co_err *err)
{
    int64_t version = 0, broken = 0;
    enum co_status status = co_migrate_whose(h, &version, err);
    *created = version == 0;
    if (!status && version)
        status = look_at_schema(h, version, err);
    if (status || version == CO_SCHEMA_VERSION)
        return status;
    if (mode == CO_HISTORY_READ)
        return not_now(h, version, err);
    if (version)
        status = co_chain_verify_old(h, version, err);
    if (!status && version && mode == CO_HISTORY_WRITE)
        status = co_backup_before(h, version, err);
    if (!status)
        status = version ? bring_up(h, version, &broken, err) : set_up(h, err);
    h->is_migrated = status == CO_OK;
    if (!status && broken)
        return co_fail(err, CO_STORE,
                       "the history %s has %lld references that lead nowhere, so it was not "
                       "brought up to date; restore a backup",
                       h->path, (long long)broken);
    return status;
}
