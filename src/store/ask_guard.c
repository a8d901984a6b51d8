#include "ask_guard.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything else is refused: what loads, what fills memory, what tells of the machine. */
static const char *const functions[] = {
    "abs", "avg", "char", "coalesce", "count", "format", "glob", "group_concat", "hex", "ifnull",
    "iif", "instr", "length", "like", "likelihood", "likely", "lower", "ltrim", "max", "min",
    "nullif", "printf", "quote", "random", "replace", "round", "rtrim", "sign", "string_agg",
    "substr", "substring", "sum", "total", "trim", "typeof", "unicode", "unlikely", "upper",
    /* dates */
    "current_date", "current_time", "current_timestamp", "date", "datetime", "julianday",
    "strftime", "time", "timediff", "unixepoch",
    /* windows */
    "cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "nth_value", "ntile",
    "percent_rank", "rank", "row_number",
    /* JSON */
    "->", "->>", "json", "json_array", "json_array_length", "json_extract", "json_group_array",
    "json_group_object", "json_object", "json_quote", "json_type", "json_valid",
    /* mathematics */
    "ceil", "ceiling", "exp", "floor", "ln", "log", "log10", "log2", "mod", "pow", "power", "sqrt",
    "trunc"};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* Tables that no schema has: of SQLite itself, and the table-valued forms of what is allowed. */
static const char *const more_tables[] = {
    "sqlite_master",     "sqlite_schema",     "json_each",         "json_tree",
    "pragma_table_info", "pragma_table_list", "pragma_table_xinfo"};

static const char *const pragmas[] = {"table_info", "table_list", "table_xinfo"};

static bool is_among(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; word && i < n; i++)
        if (sqlite3_stricmp(list[i], word) == 0)
            return true;
    return false;
}

static const char *word_of(int action)
{
    static const struct {
        int action;
        const char *word;
    } words[] = {
        {SQLITE_INSERT, "INSERT"},
        {SQLITE_UPDATE, "UPDATE"},
        {SQLITE_DELETE, "DELETE"},
        {SQLITE_ATTACH, "ATTACH"},
        {SQLITE_DETACH, "DETACH"},
        {SQLITE_ALTER_TABLE, "ALTER TABLE"},
        {SQLITE_ANALYZE, "ANALYZE"},
        {SQLITE_REINDEX, "REINDEX"},
        {SQLITE_TRANSACTION, "a transaction"},
        {SQLITE_SAVEPOINT, "SAVEPOINT"},
        {SQLITE_CREATE_VTABLE, "CREATE VIRTUAL TABLE"},
        {SQLITE_CREATE_TABLE, "CREATE TABLE"},
        {SQLITE_CREATE_TEMP_TABLE, "CREATE TEMP TABLE"},
        {SQLITE_CREATE_VIEW, "CREATE VIEW"},
        {SQLITE_CREATE_TEMP_VIEW, "CREATE TEMP VIEW"},
        {SQLITE_CREATE_INDEX, "CREATE INDEX"},
        {SQLITE_CREATE_TRIGGER, "CREATE TRIGGER"},
        {SQLITE_CREATE_TEMP_TRIGGER, "CREATE TEMP TRIGGER"},
        {SQLITE_DROP_TABLE, "DROP TABLE"},
        {SQLITE_DROP_VIEW, "DROP VIEW"},
        {SQLITE_DROP_INDEX, "DROP INDEX"},
        {SQLITE_DROP_TRIGGER, "DROP TRIGGER"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].action == action)
            return words[i].word;
    return NULL;
}

/* The first reason stands: CREATE TABLE is asked about as an INSERT into the schema as well. */
static int refuse(struct co_ask_guard *g, int action, const char *a, const char *b)
{
    char *to = g->refused;
    if (*to)
        return SQLITE_DENY;
    if (action == SQLITE_READ)
        (void)snprintf(to, sizeof g->refused, "%.60s is no table or view of the history", a);
    else if (action == SQLITE_FUNCTION)
        (void)snprintf(to, sizeof g->refused, "the function %.60s is not allowed here", b);
    else if (action == SQLITE_PRAGMA)
        (void)snprintf(to, sizeof g->refused,
                       "PRAGMA %.60s is not allowed here, only table_info, table_xinfo and "
                       "table_list",
                       a);
    else if (a && word_of(action) && strncmp(a, "sqlite_", 7) == 0)
        (void)snprintf(to, sizeof g->refused,
                       "crossoff sql reads only, and only tables and views of the history");
    else
        (void)snprintf(to, sizeof g->refused, "crossoff sql reads only: %s is refused",
                       word_of(action) ? word_of(action) : "this");
    return SQLITE_DENY;
}

/* Where no column is read, as in count(*), even the name of a common table expression is asked
 * about: what is neither a table nor made by a module is one. */
static bool may_read(const struct co_ask_guard *g, const char *table, const char *column)
{
    if (is_among(table, g->objects, g->n_objects) ||
        is_among(table, more_tables, sizeof more_tables / sizeof *more_tables))
        return true;
    return column && !*column && sqlite3_strnicmp(table, "pragma_", 7) != 0 &&
           sqlite3_strnicmp(table, "sqlite_", 7) != 0 && !is_among(table, g->modules, g->n_modules);
}

static int authorize(void *ctx, int action, const char *a, const char *b, const char *database,
                     const char *within)
{
    struct co_ask_guard *g = ctx;
    bool is_main = !database || strcmp(database, "main") == 0;
    (void)within;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        if (is_main && may_read(g, a, b))
            return SQLITE_OK;
        break;
    case SQLITE_FUNCTION:
        if (is_among(b, functions, FUNCTIONS))
            return SQLITE_OK;
        break;
    case SQLITE_PRAGMA:
        if (is_main && is_among(a, pragmas, sizeof pragmas / sizeof *pragmas))
            return SQLITE_OK;
        break;
    default:
        break;
    }
    return refuse(g, action, a, b);
}

static int look_at_clock(void *ctx)
{
    struct co_ask_guard *g = ctx;
    g->is_over = g->is_over || g->q->is_over(g->q->ctx);
    return g->is_over;
}

static void limit(sqlite3 *db)
{
    static const struct {
        int what, most;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, CO_ASK_CELL},
        {SQLITE_LIMIT_SQL_LENGTH, CO_ASK_TEXT},
        {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 50},
        {SQLITE_LIMIT_COMPOUND_SELECT, 10},
        {SQLITE_LIMIT_VDBE_OP, 100000},
        {SQLITE_LIMIT_FUNCTION_ARG, 16},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 32},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 5},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        (void)sqlite3_limit(db, limits[i].what, limits[i].most);
}

/* The first column of every row. */
static int names_of(sqlite3 *db, const char *sql, struct co_arena *arena, const char ***out,
                    size_t *n)
{
    sqlite3_stmt *s = NULL;
    size_t cap = 0;
    void *list = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(s, 0);
        code = SQLITE_NOMEM;
        if (text && co_grow(&list, &cap, *n + 1, sizeof **out)) {
            *out = list;
            (*out)[(*n)++] = co_arena_text(arena, co_str_of(text));
            code = SQLITE_OK;
        }
    }
    *out = list;
    (void)sqlite3_finalize(s);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

enum { STEPS_BETWEEN_LOOKS = 1000 };

int co_ask_guard_set(struct co_ask_guard *g, sqlite3 *db)
{
    int on;
    int code = sqlite3_exec(db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = names_of(db,
                        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
                        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                        &g->arena, &g->objects, &g->n_objects);
    if (code == SQLITE_OK)
        code = names_of(db,
                        "SELECT DISTINCT c.name FROM sqlite_schema AS o,"
                        " pragma_table_info(o.name) AS c WHERE o.type IN ('table', 'view')",
                        &g->arena, &g->columns, &g->n_columns);
    if (code == SQLITE_OK)
        code = names_of(db, "SELECT name FROM pragma_module_list", &g->arena, &g->modules,
                        &g->n_modules);
    if (code == SQLITE_OK) /* their first use declares a table, which the authorizer refuses */
        code = sqlite3_exec(db,
                            "SELECT 1 FROM pragma_table_list, pragma_table_info('run'),"
                            " pragma_table_xinfo('run'), json_each('[]'), json_tree('[]')",
                            NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return code;
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, &on);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, &on);
    limit(db);
    sqlite3_progress_handler(db, STEPS_BETWEEN_LOOKS, look_at_clock, g);
    return sqlite3_set_authorizer(db, authorize, g);
}

void co_ask_guard_fini(struct co_ask_guard *g)
{
    free(g->objects);
    free(g->columns);
    free(g->modules);
    co_arena_fini(&g->arena);
}

const char *co_ask_guard_near(const struct co_ask_guard *g, const char *message)
{
    static const char *const starts[] = {
        "no such column: ", "no such table: ", "no such function: "};
    for (size_t i = 0; i < 3; i++) {
        size_t len = strlen(starts[i]);
        if (strncmp(message, starts[i], len) != 0)
            continue;
        const char *word = message + len, *dot = strrchr(word, '.');
        if (dot)
            word = dot + 1;
        return i == 0   ? co_str_nearest(word, g->columns, g->n_columns)
               : i == 1 ? co_str_nearest(word, g->objects, g->n_objects)
                        : co_str_nearest(word, functions, FUNCTIONS);
    }
    return NULL;
}
