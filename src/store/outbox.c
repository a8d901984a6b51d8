#include "crossoff/outbox.h"
#include "db.h"
#include <string.h>

static const char *const kinds[] = {"day", "corrected", "taken_back", "held", "missing", "failed"};
static const char *const states[] = {"queued", "sending", "sent", "refused", "expired"};

static struct co_bind text_or_null(const char *text)
{
    return text ? CO_CTEXT(text) : CO_NULL;
}

/* An instant as the history keeps it, in `text`. */
static struct co_bind instant(int64_t seconds, char text[CO_TIME_TEXT])
{
    return CO_CTEXT(co_time_text(seconds, text));
}

static const char *dup(struct co_arena *arena, sqlite3_stmt *s, int column)
{
    if (sqlite3_column_type(s, column) == SQLITE_NULL)
        return NULL;
    return co_arena_text(arena, co_db_text(s, column));
}

enum { READERS_MAX = 1000 }; /* more than a configuration can name */

enum co_status co_outbox_add(struct co_history *h, const struct co_letter *l, bool *is_new,
                             struct co_err *err)
{
    char at[CO_TIME_TEXT];
    struct co_bind told[] = {CO_CTEXT(l->feed), CO_CTEXT(l->recipient), CO_CTEXT(l->topic),
                             text_or_null(l->shop)};
    int64_t n = 0;
    enum co_status status = co_db_number(h, CO_SQL_LETTER_TOLD, told, 4, 0, &n, err);
    *is_new = !status && n == 0;
    if (!*is_new)
        return status;
    struct co_bind values[] = {
        CO_CTEXT(l->feed),        co_bind_date(l->date),    l->run ? CO_INT(l->run) : CO_NULL,
        CO_CTEXT(kinds[l->kind]), CO_CTEXT(l->recipient),   text_or_null(l->shop),
        CO_CTEXT(l->topic),       CO_CTEXT(l->message_id),  CO_CTEXT(l->subject),
        CO_TEXT(l->message),      instant(l->queued_at, at)};
    struct co_bind others[] = {CO_CTEXT(l->feed), CO_CTEXT(l->recipient), co_bind_date(l->date),
                               text_or_null(l->shop), CO_CTEXT(l->topic)};
    bool is_of_day = l->kind <= CO_LETTER_TAKEN_BACK;
    status = co_db_run(h, CO_SQL_LETTER_ADD, values, 11, err);
    return status || !is_of_day ? status : co_db_run(h, CO_SQL_LETTER_DROP, others, 5, err);
}

enum co_status co_outbox_knows_day(struct co_history *h, const struct co_letter *l,
                                   struct co_knowledge *out, struct co_err *err)
{
    struct co_bind values[] = {CO_CTEXT(l->feed), CO_CTEXT(l->recipient), co_bind_date(l->date),
                               text_or_null(l->shop), CO_INT(l->run)};
    int64_t known = 0, alarms = 0;
    enum co_status status = co_db_number(h, CO_SQL_LETTER_KNOWS, values, 5, 0, &known, err);
    if (!status)
        status = co_db_number(h, CO_SQL_LETTER_ALARMED, values, 4, 0, &alarms, err);
    *out = (struct co_knowledge){known == 2, known == 1, alarms > 0};
    return status;
}

enum co_status co_outbox_readers(struct co_history *h, const char *feed, co_date date,
                                 struct co_arena *arena, struct co_letter **out, size_t *n,
                                 struct co_err *err)
{
    struct co_bind values[] = {CO_CTEXT(feed), co_bind_date(date)};
    sqlite3_stmt *s;
    bool has_row;
    size_t room = READERS_MAX;
    *n = 0;
    *out = co_arena_alloc(arena, room * sizeof **out);
    if (!*out)
        return co_fail_nomem(err);
    enum co_status status = co_db_bind(h, CO_SQL_LETTER_READERS, values, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        if (*n < room)
            (*out)[(*n)++] = (struct co_letter){.feed = feed,
                                                .date = date,
                                                .recipient = dup(arena, s, 0),
                                                .shop = dup(arena, s, 1)};
    return status || !arena->failed ? status : co_fail_nomem(err);
}

enum co_status co_outbox_drop_day(struct co_history *h, const char *feed, co_date date,
                                  struct co_err *err)
{
    struct co_bind values[] = {CO_CTEXT(feed), co_bind_date(date)};
    enum co_status status = co_db_run(h, CO_SQL_LETTER_DROP_DAY, values, 2, err);
    return status ? status : co_outbox_pay(h, feed, date, err);
}

enum co_status co_outbox_owe(struct co_history *h, const struct co_letter *l, struct co_err *err)
{
    char at[CO_TIME_TEXT];
    struct co_bind values[] = {CO_CTEXT(l->feed), co_bind_date(l->date), CO_INT(l->run),
                               instant(l->queued_at, at)};
    return co_db_run(h, CO_SQL_LETTER_OWE, values, 4, err);
}

enum co_status co_outbox_owed(struct co_history *h, struct co_arena *arena, const char **feed,
                              co_date *date, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row = false;
    *feed = NULL;
    enum co_status status = co_db_bind(h, CO_SQL_LETTER_OWED, NULL, 0, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (status || !has_row)
        return status;
    *feed = dup(arena, s, 0);
    *date = co_db_date(s, 1);
    co_db_reset(s);
    return *feed ? CO_OK : co_fail_nomem(err);
}

enum co_status co_outbox_pay(struct co_history *h, const char *feed, co_date date,
                             struct co_err *err)
{
    struct co_bind values[] = {CO_CTEXT(feed), co_bind_date(date)};
    return co_db_run(h, CO_SQL_LETTER_UNMAKE_DAY, values, 2, err);
}

/* --- taking --------------------------------------------------------------------------------- */

static enum co_letter_kind kind_of(struct co_str name)
{
    int kind = CO_LETTER_DAY;
    while (kind < CO_LETTER_FAILED && !co_str_eq(name, co_str_of(kinds[kind])))
        kind++;
    return (enum co_letter_kind)kind;
}

static int64_t seconds_of(struct co_str text)
{
    int64_t seconds = 0;
    co_date day;
    return co_time_parse(text, &seconds, &day) ? seconds : 0;
}

static void take_row(sqlite3_stmt *s, struct co_arena *arena, struct co_letter *out)
{
    *out = (struct co_letter){
        .id = sqlite3_column_int64(s, 0),
        .feed = dup(arena, s, 1),
        .date = co_db_date(s, 2),
        .run = sqlite3_column_int64(s, 3),
        .kind = kind_of(co_db_text(s, 4)),
        .recipient = dup(arena, s, 5),
        .shop = dup(arena, s, 6),
        .topic = dup(arena, s, 7),
        .message_id = dup(arena, s, 8),
        .subject = dup(arena, s, 9),
        .message = co_arena_dup(arena, co_db_text(s, 10)),
        .queued_at = seconds_of(co_db_text(s, 11)),
        .tries = sqlite3_column_int64(s, 12),
    };
}

static enum co_status expire(struct co_history *h, const char *feed, int64_t now, size_t *n_expired,
                             struct co_err *err)
{
    char before[CO_TIME_TEXT], at[CO_TIME_TEXT];
    struct co_bind values[] = {text_or_null(feed), instant(now - CO_LETTER_SECONDS_MOST, before),
                               instant(now, at)};
    int64_t n = 0;
    enum co_status status = co_db_number(h, CO_SQL_LETTER_EXPIRABLE, values, 2, 0, &n, err);
    *n_expired = (size_t)n;
    return status || !n ? status : co_db_run(h, CO_SQL_LETTER_EXPIRE, values, 3, err);
}

static enum co_status read_waiting(struct co_history *h, struct co_bind *values,
                                   struct co_arena *arena, struct co_letter *out, size_t *n,
                                   struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_LETTER_WAITING, values, 4, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        take_row(s, arena, &out[(*n)++]);
    return status;
}

static enum co_status take(struct co_history *h, const struct co_outbox_go *go,
                           struct co_arena *arena, struct co_letter **letters, size_t *n,
                           struct co_err *err)
{
    char dead[CO_TIME_TEXT], at[CO_TIME_TEXT];
    struct co_bind values[] = {text_or_null(go->feed), instant(go->now - go->sending_most, dead),
                               CO_INT((int64_t)go->most), CO_INT(go->after)};
    *letters = co_arena_alloc(arena, go->most * sizeof **letters);
    if (!*letters)
        return co_fail_nomem(err);
    enum co_status status = read_waiting(h, values, arena, *letters, n, err);
    for (size_t i = 0; !status && i < *n; i++) {
        struct co_bind taken[] = {CO_INT((*letters)[i].id), instant(go->now, at)};
        status = co_db_run(h, CO_SQL_LETTER_TAKE, taken, 2, err);
    }
    return status || !arena->failed ? status : co_fail_nomem(err);
}

/* Ends a transaction that went so. */
static enum co_status finish(struct co_history *h, enum co_status status, struct co_err *err)
{
    if (!status)
        return co_history_commit(h, err);
    co_history_rollback(h);
    return status;
}

enum co_status co_outbox_take(struct co_history *h, const struct co_outbox_go *go,
                              struct co_arena *arena, struct co_letter **letters, size_t *n,
                              size_t *n_expired, struct co_err *err)
{
    *n = *n_expired = 0;
    enum co_status status = co_history_begin(h, err);
    if (status)
        return status;
    status = expire(h, go->feed, go->now, n_expired, err);
    if (!status)
        status = take(h, go, arena, letters, n, err);
    return finish(h, status, err);
}

enum co_status co_outbox_mark(struct co_history *h, const struct co_letter *letter,
                              enum co_letter_state state, struct co_str answer, struct co_err *err)
{
    bool is_done = state != CO_LETTER_QUEUED && state != CO_LETTER_SENDING;
    struct co_bind values[] = {CO_INT(letter->id), CO_CTEXT(states[state]), CO_TEXT(answer),
                               CO_INT(is_done), CO_INT(letter->tries + 1)};
    enum co_status status = co_history_begin(h, err);
    return status ? status : finish(h, co_db_run(h, CO_SQL_LETTER_MARK, values, 5, err), err);
}

enum co_status co_outbox_forget(struct co_history *h, struct co_err *err)
{
    int code = sqlite3_exec(h->db, "PRAGMA secure_delete = ON", NULL, NULL, NULL);
    enum co_status status =
        code == SQLITE_OK ? co_history_begin(h, err) : co_db_fail(h, code, "setting it up", err);
    return status ? status : finish(h, co_db_run(h, CO_SQL_LETTER_FORGET, NULL, 0, err), err);
}

/* --- looking -------------------------------------------------------------------------------- */

enum co_status co_outbox_count(struct co_history *h, const char *feed, int64_t since,
                               int64_t *waiting, int64_t *lost, struct co_err *err)
{
    char at[CO_TIME_TEXT];
    struct co_bind values[] = {text_or_null(feed), instant(since, at)};
    sqlite3_stmt *s;
    bool has_row = false;
    *waiting = *lost = 0;
    enum co_status status = co_db_bind(h, CO_SQL_LETTER_COUNT, values, 2, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (status || !has_row)
        return status;
    *waiting = sqlite3_column_int64(s, 0);
    *lost = sqlite3_column_int64(s, 1);
    co_db_reset(s);
    return CO_OK;
}

static const struct co_table_column columns[] = {
    {"date", CO_CELL_DATE},      {"feed", CO_CELL_TEXT},      {"kind", CO_CELL_TEXT},
    {"recipient", CO_CELL_TEXT}, {"shop", CO_CELL_TEXT},      {"subject", CO_CELL_TEXT},
    {"state", CO_CELL_TEXT},     {"queued_at", CO_CELL_TEXT}, {"tries", CO_CELL_INT},
    {"tried_at", CO_CELL_TEXT},  {"answer", CO_CELL_TEXT},
};

enum co_status co_outbox_table(struct co_history *h, const char *feed, int64_t max,
                               struct co_table *out, struct co_err *err)
{
    enum { COLUMNS = sizeof columns / sizeof *columns };
    struct co_bind values[] = {text_or_null(feed), CO_INT(max)};
    sqlite3_stmt *s;
    bool has_row;
    co_table_init(out, "mails", columns, COLUMNS);
    out->has_remarks = true;
    enum co_status status = co_db_bind(h, CO_SQL_LETTER_LIST, values, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct co_cell *row = co_table_row(out);
        for (int c = 0; row && c < COLUMNS; c++)
            if (columns[c].kind == CO_CELL_INT)
                co_table_number(&row[c], sqlite3_column_int64(s, c));
            else if (sqlite3_column_type(s, c) != SQLITE_NULL)
                co_table_text(out, &row[c], co_db_text(s, c));
    }
    return status || co_table_ok(out) ? status : co_fail_nomem(err);
}
