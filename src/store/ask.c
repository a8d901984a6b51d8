#include "crossoff/ask.h"
#include "ask_bytes.h"
#include "ask_guard.h"
#include "db.h"
#include <string.h>

enum { FLUSH = 1 << 16, WAIT_MS = 8000 };

/* A statement being asked. */
struct asking {
    const struct co_ask *q;
    const struct co_sink *sink;
    struct co_ask_guard guard;
    struct co_history *h;
    sqlite3_stmt *s;
    struct co_buf out;
    bool is_unwanted; /* the reader went away */
};

enum co_status co_ask_late(int64_t seconds, struct co_err *err)
{
    return co_fail(err, CO_STORE,
                   "the statement was stopped: it did not end within %d s. Ask about fewer days "
                   "(WHERE date >= ...), or copy the history with `crossoff backup copy.db` and "
                   "take your time there with sqlite3",
                   (int)seconds);
}

static void put_text(struct co_buf *b, struct co_str s)
{
    uint64_t len = s.len;
    co_buf_put(b, &len, sizeof len);
    co_buf_str(b, s);
}

static void flush(struct asking *a, size_t from)
{
    if (a->out.len < from || !a->out.len)
        return;
    if (!co_buf_ok(&a->out) || !a->sink->put(a->sink->ctx, co_buf_view(&a->out)))
        a->is_unwanted = true;
    a->out.len = 0;
}

/* --- what went wrong ------------------------------------------------------------------------- */

/* Line and column, both from 1, of a byte of the statement. */
static void place_of(struct co_str sql, size_t offset, size_t *line, size_t *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset && i < sql.len; i++) {
        bool is_inside = ((unsigned char)sql.at[i] & 0xc0) == 0x80;
        *column = sql.at[i] == '\n' ? 1 : *column + !is_inside;
        *line += sql.at[i] == '\n';
    }
}

static enum co_status wrong(struct asking *a, struct co_err *err)
{
    const char *said = sqlite3_errmsg(a->h->db);
    const char *near = co_ask_guard_near(&a->guard, said);
    int offset = sqlite3_error_offset(a->h->db);
    char place[128] = "";
    if (offset >= 0 && (size_t)offset <= a->q->sql.len) {
        struct co_str rest = {a->q->sql.at + offset, a->q->sql.len - (size_t)offset};
        size_t line, column;
        place_of(a->q->sql, (size_t)offset, &line, &column);
        (void)sqlite3_snprintf(sizeof place, place, ", at line %d, column %d (\"%.*s%s\")",
                               (int)line, (int)column, rest.len > 24 ? 24 : (int)rest.len, rest.at,
                               rest.len > 24 ? "..." : "");
    }
    return co_fail(err, CO_USAGE,
                   "%.600s%s%s%s%s; `crossoff sql --list` explains the views and their columns",
                   said, place, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

/* Whose fault a failed call was: the statement's, a limit's, or the history's. */
static enum co_status failed(struct asking *a, int code, struct co_err *err)
{
    int kind = code & 0xff;
    if (a->guard.is_over || kind == SQLITE_INTERRUPT)
        return co_ask_late(a->q->seconds, err);
    if (kind == SQLITE_NOMEM)
        return co_fail(err, CO_STORE,
                       "the statement was stopped: it needs more than %d MB of memory; let it give "
                       "or sort fewer rows",
                       CO_ASK_HEAP >> 20);
    if (a->guard.refused[0])
        return co_fail(err, CO_USAGE, "%s; `crossoff sql --list` explains the views",
                       a->guard.refused);
    if (kind == SQLITE_TOOBIG)
        return co_fail(err, CO_STORE,
                       "the statement was stopped: a value would be longer than %d bytes, or the "
                       "statement is longer than %d; make it shorter",
                       CO_ASK_CELL, CO_ASK_TEXT);
    if (kind == SQLITE_AUTH)
        return co_fail(err, CO_USAGE, "crossoff sql reads only: this is refused");
    if (kind == SQLITE_ERROR || kind == SQLITE_RANGE || kind == SQLITE_MISMATCH)
        return wrong(a, err);
    return co_db_fail(a->h, code, "answering", err);
}

/* --- the statement ---------------------------------------------------------------------------- */

static bool is_dot_command(struct co_str sql)
{
    return sql.len && sql.at[0] == '.';
}

static enum co_status check_text(struct co_str sql, struct co_err *err)
{
    struct co_str text = co_str_trim(sql);
    if (is_dot_command(text))
        return co_fail(err, CO_USAGE,
                       "%.*s: commands with a dot are those of the sqlite3 program; here "
                       "`crossoff sql --list` explains the views, and --format and -o choose how "
                       "the answer is written",
                       text.len > 40 ? 40 : (int)text.len, text.at);
    if (sql.len > CO_ASK_TEXT)
        return co_fail(err, CO_USAGE, "the statement is longer than %d bytes; make it shorter",
                       CO_ASK_TEXT);
    if (sql.len && memchr(sql.at, '\0', sql.len))
        return co_fail(err, CO_USAGE, "the statement has a NUL byte in it; is it a text file?");
    return CO_OK;
}

/* Behind the statement only blanks, comments and semicolons may follow. */
static bool is_only_one(struct asking *a, const char *tail)
{
    const char *end = a->q->sql.at + a->q->sql.len;
    while (tail < end) {
        sqlite3_stmt *s = NULL;
        const char *from = tail;
        int code = sqlite3_prepare_v2(a->h->db, from, (int)(end - from), &s, &tail);
        (void)sqlite3_finalize(s);
        if (code != SQLITE_OK || s || tail == from)
            return code == SQLITE_OK && !s;
    }
    return true;
}

static enum co_status prepare(struct asking *a, struct co_err *err)
{
    const char *tail = NULL;
    enum co_status status = check_text(a->q->sql, err);
    if (status)
        return status;
    int code = sqlite3_prepare_v2(a->h->db, a->q->sql.len ? a->q->sql.at : "", (int)a->q->sql.len,
                                  &a->s, &tail);
    if (code != SQLITE_OK)
        return failed(a, code, err);
    if (!a->s)
        return co_fail(err, CO_USAGE,
                       "there is no statement; try `crossoff sql \"SELECT * FROM daily\"`, or "
                       "`crossoff sql --list`");
    if (!is_only_one(a, tail))
        return co_fail(err, CO_USAGE,
                       "something follows the statement; ask one statement at a time");
    if (!sqlite3_stmt_readonly(a->s) || sqlite3_column_count(a->s) == 0)
        return co_fail(err, CO_USAGE,
                       "crossoff sql reads only: this statement is no question; "
                       "`crossoff sql --list` explains the views");
    return CO_OK;
}

static const struct co_ask_value *value_of(const struct co_ask *q, const char *parameter)
{
    for (size_t i = 0; parameter && parameter[0] == ':' && i < q->n_values; i++)
        if (strcmp(q->values[i].name, parameter + 1) == 0)
            return &q->values[i];
    return NULL;
}

static enum co_status bind(struct asking *a, struct co_err *err)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(a->s); i++) {
        const char *name = sqlite3_bind_parameter_name(a->s, i);
        const struct co_ask_value *v = value_of(a->q, name);
        if (!v)
            return co_fail(err, CO_USAGE,
                           "the statement has the parameter %.40s; there are :date, :from, :to, "
                           ":shop, :feed and :order, given as --date and so on",
                           name ? name : "?");
        if (!v->text)
            return co_fail(err, CO_USAGE, "the statement asks for :%s; add --%s VALUE", v->name,
                           v->name);
        int code = sqlite3_bind_text(a->s, i, v->text, -1, SQLITE_STATIC);
        if (code != SQLITE_OK)
            return failed(a, code, err);
    }
    for (size_t i = 0; i < a->q->n_values; i++) {
        const struct co_ask_value *v = &a->q->values[i];
        char name[32];
        (void)sqlite3_snprintf(sizeof name, name, ":%s", v->name);
        if (v->text && v->must_be_used && !sqlite3_bind_parameter_index(a->s, name))
            return co_fail(err, CO_USAGE,
                           "--%s is given, but the statement does not use :%s; write for example "
                           "WHERE %s = :%s",
                           v->name, v->name,
                           strcmp(v->name, "order") == 0 ? "work_order"
                           : strcmp(v->name, "from") == 0 || strcmp(v->name, "to") == 0 ? "date"
                                                                                        : v->name,
                           v->name);
    }
    return CO_OK;
}

/* --- the answer ------------------------------------------------------------------------------- */

static void put_head(struct asking *a)
{
    int n = sqlite3_column_count(a->s);
    co_buf_byte(&a->out, CO_ASK_HEAD);
    co_buf_put(&a->out, &n, sizeof n);
    for (int i = 0; i < n; i++) {
        const char *type = sqlite3_column_decltype(a->s, i);
        co_buf_byte(&a->out, type && sqlite3_stricmp(type, "DATE") == 0);
        put_text(&a->out, co_str_of(sqlite3_column_name(a->s, i)));
    }
}

static void put_blob(struct asking *a, int column)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *bytes = sqlite3_column_blob(a->s, column);
    uint64_t n = bytes ? (uint64_t)sqlite3_column_bytes(a->s, column) : 0, len = 2 * n;
    co_buf_put(&a->out, &len, sizeof len);
    for (uint64_t i = 0; i < n; i++) {
        co_buf_byte(&a->out, digits[bytes[i] >> 4]);
        co_buf_byte(&a->out, digits[bytes[i] & 15]);
    }
}

static void put_value(struct asking *a, int column)
{
    int64_t number;
    switch (sqlite3_column_type(a->s, column)) {
    case SQLITE_NULL:
        co_buf_byte(&a->out, CO_ASK_NULL);
        break;
    case SQLITE_INTEGER:
        number = sqlite3_column_int64(a->s, column);
        co_buf_byte(&a->out, CO_ASK_INTEGER);
        co_buf_put(&a->out, &number, sizeof number);
        break;
    case SQLITE_BLOB:
        co_buf_byte(&a->out, CO_ASK_STRING);
        put_blob(a, column);
        break;
    case SQLITE_FLOAT:
        co_buf_byte(&a->out, CO_ASK_REAL);
        put_text(&a->out, co_db_text(a->s, column));
        break;
    default:
        co_buf_byte(&a->out, CO_ASK_STRING);
        put_text(&a->out, co_db_text(a->s, column));
        break;
    }
}

static enum co_status put_rows(struct asking *a, struct co_err *err)
{
    int code = SQLITE_ROW;
    int64_t rows = 0;
    put_head(a);
    while (!a->is_unwanted && (code = sqlite3_step(a->s)) == SQLITE_ROW && rows < a->q->rows) {
        co_buf_byte(&a->out, CO_ASK_ROW);
        for (int i = 0; i < sqlite3_column_count(a->s); i++)
            put_value(a, i);
        rows++;
        flush(a, FLUSH);
        if (a->q->is_over(a->q->ctx))
            return co_ask_late(a->q->seconds, err);
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return failed(a, code, err);
    co_buf_byte(&a->out, CO_ASK_END);
    co_buf_byte(&a->out, code == SQLITE_ROW);
    return CO_OK;
}

void co_ask_run(const struct co_ask *q, const struct co_sink *sink)
{
    struct asking a = {.q = q, .sink = sink, .guard = {.q = q}};
    struct co_err err = {0};
    bool created;
    sqlite3_int64 before = sqlite3_hard_heap_limit64(CO_ASK_HEAP);
    enum co_status status =
        co_history_open(q->history, CO_HISTORY_READ, WAIT_MS, &a.h, &created, &err);
    int code = status ? SQLITE_OK : co_ask_guard_set(&a.guard, a.h->db);
    if (code != SQLITE_OK)
        status = co_db_fail(a.h, code, "reading its schema", &err);
    if (!status)
        status = prepare(&a, &err);
    if (!status)
        status = bind(&a, &err);
    if (!status)
        status = put_rows(&a, &err);
    (void)sqlite3_finalize(a.s);
    if (status) {
        co_buf_byte(&a.out, CO_ASK_FAIL);
        co_buf_put(&a.out, &status, sizeof status);
        put_text(&a.out, co_str_of(err.text));
    }
    flush(&a, 0);
    co_history_close(a.h);
    co_ask_guard_fini(&a.guard);
    co_buf_fini(&a.out);
    (void)sqlite3_hard_heap_limit64(before);
}
