/* The database behind the history: statements by number, values bound and checked, one place
 * for transactions. Private to the store. */
#pragma once
#include "crossoff/history.h"
#include "statements.h"
#include <sqlite3.h>

enum co_statement {
#define CO_STATEMENT_ENUM(name, params, sql) CO_SQL_##name,
    CO_STATEMENT_LIST(CO_STATEMENT_ENUM)
#undef CO_STATEMENT_ENUM
        CO_STATEMENTS
};

struct co_history {
    sqlite3 *db;
    char *path;
    int wait_ms;
    bool in_transaction, is_migrated;
    int n_frozen;             /* calls of co_history_freeze that are not let go */
    bool is_frozen;           /* the first of them began a transaction */
    bool is_migrating;        /* the authorizer lets the schema be changed */
    char *backup;             /* what was kept before the schema was changed, or NULL */
    bool has_given;           /* the table of given.h is known */
    struct co_giving *giving; /* rows for the statement that runs (given.h), or NULL */
    sqlite3_stmt *prepared[CO_STATEMENTS]; /* on first use; finalised at close */
};

/* A value to bind. */
struct co_bind {
    enum { CO_BIND_NULL, CO_BIND_INT, CO_BIND_TEXT } kind;
    int64_t number;
    struct co_str text;
    char date[CO_DATE_TEXT]; /* room for the text of a date */
};
#define CO_INT(n) ((struct co_bind){.kind = CO_BIND_INT, .number = (n)})
#define CO_NULL ((struct co_bind){.kind = CO_BIND_NULL})
#define CO_TEXT(s) ((struct co_bind){.kind = CO_BIND_TEXT, .text = (s)})
#define CO_CTEXT(s) CO_TEXT(co_str_of(s))
/* NULL for an empty text, for CO_QUANTITY_NONE, for CO_DATE_NONE. */
struct co_bind co_bind_text(struct co_str s);
struct co_bind co_bind_quantity(int64_t q);
struct co_bind co_bind_date(co_date d);

/* A statement ready to step, with n values bound (checked against the table). */
CO_NODISCARD enum co_status co_db_bind(struct co_history *h, enum co_statement id,
                                       struct co_bind *values, size_t n, sqlite3_stmt **out,
                                       struct co_err *err);
/* One step: *has_row false at the end (the statement is then reset). */
CO_NODISCARD enum co_status co_db_step(struct co_history *h, sqlite3_stmt *s, bool *has_row,
                                       struct co_err *err);
/* Bind, run to the end, reset: for statements without rows. */
CO_NODISCARD enum co_status co_db_run(struct co_history *h, enum co_statement id,
                                      struct co_bind *values, size_t n, struct co_err *err);
/* Bind, one row or none, its first column as a number (fallback when there is none or NULL). */
CO_NODISCARD enum co_status co_db_number(struct co_history *h, enum co_statement id,
                                         struct co_bind *values, size_t n, int64_t fallback,
                                         int64_t *out, struct co_err *err);
void co_db_reset(sqlite3_stmt *s);
/* Columns of the row a statement stands on; a view into it until the next step. */
struct co_str co_db_text(sqlite3_stmt *s, int column);
co_date co_db_date(sqlite3_stmt *s, int column);
int64_t co_db_quantity(sqlite3_stmt *s, int column);
/* The pieces still to make of an order: what the list says remains, else ordered less made. Any may
 * be CO_QUANTITY_NONE. */
int64_t co_db_to_make(int64_t ordered, int64_t made, int64_t remaining);

/* '["Turning","Milling"]', or nothing when all shops are meant. */
void co_db_shops_json(struct co_buf *b, const struct co_question *q);

/* The counts of a row of CO_SQL_COUNTS, from this column on. */
void co_db_counts(sqlite3_stmt *s, int column, struct co_counts *out);

/* A name that begins with "file:" would be taken for a URI, and ":memory:" for no file at all. To
 * be released with sqlite3_free; NULL when memory ran out. */
char *co_db_safe_path(const char *path);

/* The sentence for a failed SQLite call. */
enum co_status co_db_fail(struct co_history *h, int code, const char *doing, struct co_err *err);

extern const char *const co_migrations[CO_SCHEMA_VERSION]; /* embedded src/store/migrations */
extern const char co_newest_schema[]; /* what they make of an empty file, in one go (newest.sql) */
