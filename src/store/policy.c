#include "policy.h"
#include <string.h>

/* The one list of what may be changed: all other tables are facts. */
static const struct {
    const char *name;
    enum co_table_kind kind;
} tables[] = {
    {"feed", CO_TABLE_FACT},
    {"run", CO_TABLE_FACT},
    {"balance", CO_TABLE_FACT},
    {"work_order", CO_TABLE_FACT},
    {"event", CO_TABLE_FACT},
    {"change", CO_TABLE_FACT},
    {"move", CO_TABLE_FACT},
    {"ended", CO_TABLE_FACT},
    {"chain", CO_TABLE_FACT},
    {"measure", CO_TABLE_FACT},
    {"finding", CO_TABLE_FACT},
    {"accepted_rule", CO_TABLE_FACT},
    {"warning", CO_TABLE_FACT},
    {"letter", CO_TABLE_QUEUE},
    {"day", CO_TABLE_PROJECTION},
    {"spell", CO_TABLE_PROJECTION},
    {"state", CO_TABLE_PROJECTION},
    {"total", CO_TABLE_PROJECTION},
    {"ended_now", CO_TABLE_PROJECTION},
    {"redo_day", CO_TABLE_PROJECTION},
    {"redo_state", CO_TABLE_PROJECTION},
};

enum co_table_kind co_policy_table(const char *name)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (sqlite3_stricmp(tables[i].name, name) == 0)
            return tables[i].kind;
    return CO_TABLE_UNKNOWN;
}

static bool may_change(const char *name)
{
    enum co_table_kind kind = co_policy_table(name);
    return kind == CO_TABLE_PROJECTION || kind == CO_TABLE_QUEUE;
}

/* Triggers stop UPDATE and DELETE of facts, but not DROP; and a mistake of our own should not get
 * as far as a trigger. */
static int authorize(void *ctx, int action, const char *a, const char *b, const char *database,
                     const char *trigger)
{
    const struct co_history *h = ctx;
    (void)b;
    (void)database;
    (void)trigger;
    if (h->is_migrating)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_ALTER_TABLE:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
        return SQLITE_DENY;
    case SQLITE_UPDATE: /* as if for a table-valued function; DEFENSIVE stops others' */
        if (strcmp(a, "sqlite_master") == 0 || strcmp(a, "sqlite_temp_master") == 0)
            return SQLITE_OK;
        return may_change(a) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_DELETE:
        return may_change(a) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_OK;
    }
}

enum co_status co_policy_engine(int version, struct co_err *err)
{
    enum { NEEDED = 3040000 }; /* what the statements are tested with */
    if (version >= NEEDED)
        return CO_OK;
    return co_fail(err, CO_STORE,
                   "the SQLite library here is %d.%d.%d, but 3.40.0 is needed; update it",
                   version / 1000000, version / 1000 % 1000, version % 1000);
}

enum co_status co_policy_confirm(struct co_history *h, const char *name, const char *expected,
                                 struct co_err *err)
{
    char sql[64];
    sqlite3_stmt *s = NULL;
    enum co_status status = CO_OK;
    (void)sqlite3_snprintf(sizeof sql, sql, "PRAGMA %s", name);
    int code = sqlite3_prepare_v2(h->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    const char *got = code == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : "nothing";
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        status = co_db_fail(h, code, "reading its settings", err);
    else if (!got || strcmp(got, expected) != 0)
        status = co_fail(err, CO_STORE,
                         "the history %s: SQLite was told %s = %s but says %s, so what is recorded "
                         "would not be safe. If another program has the file open, close it; else "
                         "update the SQLite library",
                         h->path, name, expected, got ? got : "nothing");
    (void)sqlite3_finalize(s);
    return status;
}

/* Rollback journal and synchronous EXTRA: an acknowledged day survives a power cut, and the history
 * is one file that can be copied. No mmap: an I/O error is an error, not a signal. */
static const struct {
    const char *name, *set, *expected;
    bool needs_writing; /* what only a connection that writes can change */
} settings[] = {
    {"foreign_keys", "ON", "1", false},         {"recursive_triggers", "ON", "1", false},
    {"journal_mode", "DELETE", "delete", true}, {"synchronous", "EXTRA", "3", false},
    {"cell_size_check", "ON", "1", false},      {"trusted_schema", "OFF", "0", false},
    {"cache_size", "-32768", "-32768", false},
};

static enum co_status set(struct co_history *h, const char *name, const char *value,
                          struct co_err *err)
{
    char sql[96];
    (void)sqlite3_snprintf(sizeof sql, sql, "PRAGMA %s = %s", name, value);
    int code = sqlite3_exec(h->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? CO_OK : co_db_fail(h, code, "setting it up", err);
}

enum co_status co_policy_apply(struct co_history *h, enum co_history_mode mode, struct co_err *err)
{
    int on;
    enum co_status status = co_policy_engine(sqlite3_libversion_number(), err);
    (void)sqlite3_busy_timeout(h->db, h->wait_ms);
    (void)sqlite3_db_config(h->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    (void)sqlite3_db_config(h->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on);
    (void)sqlite3_db_config(h->db, SQLITE_DBCONFIG_DQS_DML, 0, &on);
    (void)sqlite3_db_config(h->db, SQLITE_DBCONFIG_DQS_DDL, 0, &on);
    (void)sqlite3_db_config(h->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &on);
    /* A build without mmap has no such pragma: setting is enough. */
    if (!status)
        status = set(h, "mmap_size", "0", err);
    for (size_t i = 0; !status && i < sizeof settings / sizeof *settings; i++) {
        if (settings[i].needs_writing && mode == CO_HISTORY_READ)
            continue;
        status = set(h, settings[i].name, settings[i].set, err);
        if (!status)
            status = co_policy_confirm(h, settings[i].name, settings[i].expected, err);
    }
    /* An answer comes back to few pages of the history: memory that is used again is faster than
     * fresh memory for all that it walks through. */
    if (!status && mode == CO_HISTORY_READ)
        status = set(h, "cache_size", "-8192", err);
    if (!status && mode != CO_HISTORY_READ)
        (void)sqlite3_set_authorizer(h->db, authorize, h);
    return status;
}
