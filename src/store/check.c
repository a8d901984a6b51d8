#include "chain.h"
#include "check_statements.h"
#include "schema.h"
#include <string.h>

enum { LINKS_QUICK = 5 }; /* runs whose link a quick check recomputes */

/* One line of the answer, and where its problems go. */
struct check {
    struct co_history *h;
    struct co_check *out;
    int64_t examined, problems;
    struct co_progress *progress;
    const char *doing; /* the line that is being worked on */
    struct co_err *err;
};

enum { TOLD_STEPS = 100000 }; /* of SQLite's machine: some milliseconds */

/* A single question can take minutes, so SQLite calls this while it works. */
static int tell(void *ctx)
{
    const struct check *c = ctx;
    co_progress(c->progress, "checking", c->doing, 0, 0);
    return 0;
}

static void look_at(struct check *c, const char *name)
{
    c->doing = name;
    (void)tell(c);
}

static void problem(struct check *c, const char *text)
{
    c->problems++;
    c->out->n_problems++;
    co_note(&c->out->problems, CO_NOTE_WARNING, "%s", text);
}

static enum co_status end_line(struct check *c, const char *name)
{
    struct co_cell *row = co_table_row(&c->out->table);
    co_table_text(&c->out->table, row ? &row[0] : NULL, co_str_of(name));
    co_table_number(row ? &row[1] : NULL, c->examined);
    co_table_number(row ? &row[2] : NULL, c->problems);
    c->examined = c->problems = 0;
    return row ? CO_OK : co_fail_nomem(c->err);
}

/* A query that cannot be answered because the file is damaged is a problem like others: the rest is
 * looked at all the same. */
static enum co_status sql_failed(struct check *c, int code)
{
    struct co_err why = {0};
    enum co_status status = co_db_fail(c->h, code, "being checked", &why);
    if (status != CO_STORE)
        return co_fail(c->err, status, "%s", why.text);
    problem(c, why.text);
    return CO_OK;
}

static enum co_status ask(struct check *c, const char *sql,
                          void (*take)(struct check *, sqlite3_stmt *))
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(c->h->db, sql, -1, &s, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(s);
        if (code == SQLITE_ROW)
            take(c, s);
    }
    enum co_status status = code == SQLITE_DONE ? CO_OK : sql_failed(c, code);
    (void)sqlite3_finalize(s);
    return status;
}

static void take_number(struct check *c, sqlite3_stmt *s)
{
    c->examined = sqlite3_column_int64(s, 0);
}

static void take_sentence(struct check *c, sqlite3_stmt *s)
{
    const char *text = (const char *)sqlite3_column_text(s, 0);
    problem(c, text ? text : "something that has no name");
}

static void take_verdict(struct check *c, sqlite3_stmt *s)
{
    const char *text = (const char *)sqlite3_column_text(s, 0);
    if (!text || strcmp(text, "ok") != 0)
        problem(c, text ? text : "a page that cannot be read");
}

/* SQLite reads a last page that is cut off as if it ended in zeros; an empty table's page does. */
static void check_size(struct check *c)
{
    sqlite3_file *file = NULL;
    sqlite3_int64 bytes = 0;
    char text[160];
    int code = sqlite3_file_control(c->h->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK || !file || !file->pMethods ||
        file->pMethods->xFileSize(file, &bytes) != SQLITE_OK || bytes == c->examined)
        return;
    (void)sqlite3_snprintf(sizeof text, text,
                           "the file has %lld bytes, its pages %lld: it is cut off, or something "
                           "was added to it",
                           (long long)bytes, (long long)c->examined);
    problem(c, text);
}

static enum co_status pages(struct check *c, bool deep)
{
    look_at(c, "pages of the file");
    enum co_status status = ask(
        c, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", take_number);
    if (!status)
        check_size(c);
    if (!status)
        status = ask(c, "PRAGMA page_count", take_number);
    if (!status)
        status = ask(c, deep ? "PRAGMA integrity_check" : "PRAGMA quick_check", take_verdict);
    return status ? status : end_line(c, c->doing);
}

/* An open history has the right schema already; this says how much that was. */
static enum co_status objects(struct check *c)
{
    enum co_status status = co_schema_confirm(c->h, CO_SCHEMA_VERSION, &c->examined, c->err);
    return status ? status : end_line(c, "objects of the schema");
}

/* --- the chain ------------------------------------------------------------------------------- */

static void broken(void *ctx, const struct co_broken_link *l)
{
    char text[512];
    (void)sqlite3_snprintf(sizeof text, text,
                           "run %lld (%s of feed %s, revision %lld): what is kept is not what was "
                           "recorded, or a run before it was changed",
                           (long long)l->run, l->date, l->feed, (long long)l->revision);
    problem(ctx, text);
}

static enum co_status chain(struct check *c, bool deep)
{
    struct co_bind schema = CO_INT(CO_SCHEMA_VERSION);
    struct co_err why = {0};
    int64_t wrong = 0;
    look_at(c, deep ? "runs in the chain" : "newest runs in the chain");
    enum co_status status =
        co_chain_verify(c->h, deep ? -1 : LINKS_QUICK, &c->examined, broken, c, &why);
    if (!status)
        status = co_db_number(c->h, CO_SQL_LINKS_WRONG, &schema, 1, 0, &wrong, &why);
    if (status == CO_STORE) {
        problem(c, why.text);
        status = CO_OK;
    }
    if (status)
        return co_fail(c->err, status, "%s", why.text);
    if (wrong)
        problem(c, "the chain over the runs lacks links, or has them out of turn");
    return end_line(c, c->doing);
}

/* --- the projection, made again --------------------------------------------------------------- */

/* A day as it is counted up: over the feed's days in turn. */
struct day {
    int64_t feed, day_no, workday_no;
    co_date date;
};

static int add_day(sqlite3_stmt *add, sqlite3_stmt *run, struct day *d)
{
    char text[CO_DATE_TEXT], before[CO_DATE_TEXT];
    struct co_calendar calendar;
    co_date date = co_db_date(run, 1), previous = CO_DATE_NONE;
    bool is_known = co_calendar_parse(co_db_text(run, 3), &calendar);
    if (!is_known)
        calendar = (struct co_calendar){.week = CO_WEEK_MON_FRI};
    if (sqlite3_column_int64(run, 0) == d->feed) {
        previous = d->date;
        d->day_no++;
        if (previous != CO_DATE_NONE && date != CO_DATE_NONE)
            d->workday_no += co_calendar_days(&calendar, previous, date);
    } else {
        *d = (struct day){.feed = sqlite3_column_int64(run, 0), .day_no = 1};
    }
    d->date = date;
    int64_t is_workday = is_known && date != CO_DATE_NONE && co_calendar_is_worked(&calendar, date);
    int64_t numbers[] = {d->feed,       0,         sqlite3_column_int64(run, 2), d->day_no,
                         d->workday_no, is_workday};
    for (int i = 0; i < 6; i++)
        (void)sqlite3_bind_int64(add, i + 1, numbers[i]);
    (void)sqlite3_bind_text(add, 2, co_date_text(date, text), -1, SQLITE_TRANSIENT);
    if (previous == CO_DATE_NONE)
        (void)sqlite3_bind_null(add, 7);
    else
        (void)sqlite3_bind_text(add, 7, co_date_text(previous, before), -1, SQLITE_TRANSIENT);
    int code = sqlite3_step(add);
    (void)sqlite3_reset(add);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Working days are counted here: SQL knows no week. */
static int make_days(sqlite3 *db)
{
    sqlite3_stmt *run = NULL, *add = NULL;
    struct day d = {.feed = -1};
    int code = sqlite3_exec(db, CO_CHECK_DAYS_TABLE, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(db, CO_CHECK_DAYS, -1, &run, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(db, CO_CHECK_DAYS_ADD, -1, &add, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(run)) == SQLITE_ROW)
        code = add_day(add, run, &d);
    (void)sqlite3_finalize(run);
    (void)sqlite3_finalize(add);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static enum co_status rebuild(struct check *c, bool *is_made)
{
    look_at(c, "projection, made again");
    int code = make_days(c->h->db);
    if (code == SQLITE_OK)
        code = sqlite3_exec(c->h->db, CO_CHECK_REBUILD, NULL, NULL, NULL);
    *is_made = code == SQLITE_OK;
    if (*is_made)
        return CO_OK;
    enum co_status status = sql_failed(c, code);
    return status ? status : end_line(c, c->doing);
}

static enum co_status listed(struct check *c, bool deep)
{
    static const struct {
        const char *name;
        bool is_deep;
        const char *count, *problems;
    } list[] = {
#define ROW(name, is_deep, count, problems) {name, is_deep, count, problems},
        CO_CHECK_LIST(ROW)
#undef ROW
    };
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < sizeof list / sizeof *list; i++) {
        if (list[i].is_deep && !deep)
            continue;
        look_at(c, list[i].name);
        status = ask(c, list[i].count, take_number);
        if (!status)
            status = ask(c, list[i].problems, take_sentence);
        if (!status)
            status = end_line(c, list[i].name);
    }
    return status;
}

enum co_status co_history_check(struct co_history *h, bool deep, struct co_check *out,
                                struct co_progress *progress, struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"check", CO_CELL_TEXT}, {"examined", CO_CELL_INT}, {"problems", CO_CELL_INT}};
    struct check c = {.h = h, .out = out, .progress = progress, .err = err};
    bool is_made = true;
    memset(out, 0, sizeof *out);
    sqlite3_progress_handler(h->db, progress ? TOLD_STEPS : 0, tell, &c);
    co_table_init(&out->table, "checks", columns, 3);
    enum co_status status = pages(&c, deep);
    if (!status)
        status = objects(&c);
    if (!status)
        status = chain(&c, deep);
    if (!status && deep)
        status = rebuild(&c, &is_made);
    if (!status)
        status = listed(&c, deep && is_made);
    sqlite3_progress_handler(h->db, 0, NULL, NULL);
    return !status && !co_table_ok(&out->table) ? co_fail_nomem(err) : status;
}

enum co_status co_check_add(struct co_check *check, const char *name, const char *problem_found,
                            struct co_err *err)
{
    struct check c = {.out = check, .examined = 1, .err = err};
    if (problem_found)
        problem(&c, problem_found);
    return end_line(&c, name);
}

void co_check_fini(struct co_check *check)
{
    co_table_fini(&check->table);
    co_notes_fini(&check->problems);
}
