#include "crossoff/attempt.h"
#include <string.h>
#include "db.h"

enum {
    TWIN_LEAST = 20, /* rows: shorter lists may come back to what they were */
    SHOP_LEAST = 20, /* completions of a day: fewer have no usual share */
};

static enum co_status feed_id(struct co_history *h, const char *feed, int64_t *id,
                              struct co_err *err)
{
    struct co_bind name = CO_CTEXT(feed);
    return co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, id, err);
}

enum co_status co_attempt_past(struct co_history *h, const char *feed, co_date date,
                               struct co_past *out, struct co_err *err)
{
    int64_t id, is_workday = 1;
    sqlite3_stmt *s;
    bool has_row;
    memset(out, 0, sizeof *out);
    enum co_status status = feed_id(h, feed, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id), co_bind_date(date), CO_NULL};
    if (!status)
        status = co_db_number(h, CO_SQL_DAY_IS_WORKED, values, 2, 1, &is_workday, err);
    values[2] = CO_INT(is_workday);
    if (!status)
        status = co_db_bind(h, CO_SQL_PAST, values, 3, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        if (out->n == CO_PAST_DAYS)
            continue;
        out->rows[out->n] = sqlite3_column_int64(s, 0);
        out->completed_share[out->n] = sqlite3_column_int64(s, 1);
        out->duplicates[out->n++] = sqlite3_column_int64(s, 2);
    }
    return status;
}

/* --- what the history says of the day ------------------------------------------------------- */

/* A statement about a day; its first row, if there is one, is taken. */
struct look {
    struct co_history *h;
    struct co_bind values[2];
    struct co_measures *m;
    struct co_arena *arena;
    char sha256[65];
    struct co_err *err;
};

static enum co_status first_row(struct look *l, enum co_statement id,
                                void (*take)(struct look *, sqlite3_stmt *))
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(l->h, id, l->values, 2, &s, l->err);
    if (!status)
        status = co_db_step(l->h, s, &has_row, l->err);
    if (status || !has_row)
        return status;
    take(l, s);
    co_db_reset(s);
    return CO_OK;
}

static void take_counts(struct look *l, sqlite3_stmt *s)
{
    int64_t *at = l->m->at;
    int64_t reopened = sqlite3_column_int64(s, 1), today = sqlite3_column_int64(s, 2);
    at[CO_MEASURE_NEW] = sqlite3_column_int64(s, 0);
    at[CO_MEASURE_REOPENED] = reopened;
    if (reopened > 5 && today)
        at[CO_MEASURE_REOPENED_SHARE] = reopened * 1000 / today;
    if (at[CO_MEASURE_AT_CAP] != CO_MEASURE_NONE)
        at[CO_MEASURE_STUCK] = sqlite3_column_int64(s, 4) >= sqlite3_column_int64(s, 3);
    (void)sqlite3_snprintf(sizeof l->sha256, l->sha256, "%s", sqlite3_column_text(s, 5));
    if (!sqlite3_column_int(s, 6) && at[CO_MEASURE_NO_NEWS] > 0)
        at[CO_MEASURE_NO_NEWS] = 0; /* on a day off no news is no surprise */
}

static void take_gone(struct look *l, sqlite3_stmt *s)
{
    l->m->shop_gone = co_arena_dup(l->arena, co_db_text(s, 0));
    l->m->at[CO_MEASURE_SHOP_GONE] = sqlite3_column_int64(s, 1);
    l->m->at[CO_MEASURE_SHOP_KNOWN] = sqlite3_column_int64(s, 2) >= 3;
}

static void take_busy(struct look *l, sqlite3_stmt *s)
{
    int64_t here = sqlite3_column_int64(s, 1), all = sqlite3_column_int64(s, 2);
    int64_t before = sqlite3_column_int64(s, 3), before_all = sqlite3_column_int64(s, 4);
    if (all < SHOP_LEAST || before_all < SHOP_LEAST || sqlite3_column_int64(s, 5) < CO_PAST_LEAST ||
        here * before_all <= 3 * before * all)
        return;
    l->m->shop_busy = co_arena_dup(l->arena, co_db_text(s, 0));
    l->m->at[CO_MEASURE_SHOP_SHARE] = here * 1000 / all;
}

static void take_endings(struct look *l, sqlite3_stmt *s)
{
    int64_t cut = l->m->at[CO_MEASURE_CUT_END], n = sqlite3_column_int64(s, 0);
    l->m->at[CO_MEASURE_ENDED_ALWAYS] =
        n == 5 && (((cut & CO_CUT_LINE) && sqlite3_column_int64(s, 1) == n) ||
                   ((cut & CO_CUT_FOOTER) && sqlite3_column_int64(s, 2) == n));
}

static enum co_status count_idle(struct look *l)
{
    sqlite3_stmt *s;
    bool has_row, is_idle = true;
    int64_t n = 0;
    enum co_status status = co_db_bind(l->h, CO_SQL_IDLE, l->values, 2, &s, l->err);
    while (!status && !(status = co_db_step(l->h, s, &has_row, l->err)) && has_row) {
        is_idle = is_idle && sqlite3_column_int(s, 0);
        n += is_idle;
    }
    /* One or two days of no news are said by that rule. */
    bool is_said = l->m->at[CO_MEASURE_NO_NEWS] > 0 && n < 3;
    l->m->at[CO_MEASURE_IDLE_DAYS] = is_said ? 0 : n;
    return status;
}

static enum co_status find_twin(struct look *l)
{
    int64_t *at = l->m->at;
    int64_t content = at[CO_MEASURE_ROWS] >= TWIN_LEAST ? at[CO_MEASURE_CONTENT] : -1;
    struct co_bind values[] = {l->values[0], l->values[1], CO_CTEXT(l->sha256), CO_INT(content),
                               CO_INT(0)};
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(l->h, CO_SQL_TWIN, values, 5, &s, l->err);
    if (!status)
        status = co_db_step(l->h, s, &has_row, l->err);
    if (status || !has_row)
        return status;
    at[CO_MEASURE_TWIN] = 1;
    l->m->twin = co_arena_dup(l->arena, co_db_text(s, 0));
    co_db_reset(s);
    return CO_OK;
}

enum co_status co_attempt_measure(struct co_history *h, const char *feed, co_date date,
                                  struct co_measures *m, struct co_arena *arena, struct co_err *err)
{
    struct look l = {.h = h, .m = m, .arena = arena, .err = err};
    int64_t id;
    bool is_same = m->at[CO_MEASURE_NO_NEWS] > 0;
    enum co_status status = feed_id(h, feed, &id, err);
    l.values[0] = CO_INT(status ? 0 : id);
    l.values[1] = co_bind_date(date);
    if (!status)
        status = first_row(&l, CO_SQL_DAY_COUNTS, take_counts);
    if (!status)
        status = first_row(&l, CO_SQL_SHOP_GONE, take_gone);
    if (!status)
        status = first_row(&l, CO_SQL_SHOP_BUSY, take_busy);
    if (!status && m->at[CO_MEASURE_CUT_END] > 0)
        status = first_row(&l, CO_SQL_ENDINGS, take_endings);
    if (!status)
        status = count_idle(&l);
    if (!status && !is_same && l.sha256[0])
        status = find_twin(&l);
    return !status && arena->failed ? co_fail_nomem(err) : status;
}

/* --- attempts -------------------------------------------------------------------------------- */

enum co_status co_attempt_open(struct co_history *h, const char *feed, co_date before,
                               struct co_table *out, struct co_err *err)
{
    static const struct co_table_column columns[] = {{"feed", CO_CELL_TEXT},
                                                     {"date", CO_CELL_DATE},
                                                     {"file", CO_CELL_TEXT},
                                                     {"rules", CO_CELL_TEXT},
                                                     {"recorded_at", CO_CELL_TEXT}};
    struct co_bind values[] = {feed ? CO_CTEXT(feed) : CO_NULL, co_bind_date(before)};
    sqlite3_stmt *s;
    bool has_row;
    co_table_init(out, "held", columns, sizeof columns / sizeof *columns);
    enum co_status status = co_db_bind(h, CO_SQL_HELD_OPEN, values, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct co_cell *row = co_table_row(out);
        for (size_t i = 0; row && i < out->n_columns; i++)
            co_table_text(out, &row[i], co_db_text(s, (int)i));
    }
    return !status && !co_table_ok(out) ? co_fail_nomem(err) : status;
}

enum co_status co_attempt_was_held(struct co_history *h, const struct co_record *run,
                                   const char *rule, bool *out, struct co_err *err)
{
    int64_t id, n = 0;
    enum co_status status = feed_id(h, run->feed, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id), co_bind_date(run->date),
                               CO_CTEXT(run->sha256), CO_CTEXT(rule)};
    if (!status)
        status = co_db_number(h, CO_SQL_WAS_HELD, values, 4, 0, &n, err);
    *out = n > 0;
    return status;
}

static enum co_status add_measures(struct co_history *h, int64_t run, const struct co_measures *m,
                                   struct co_err *err)
{
    enum co_status status = CO_OK;
    for (int i = 0; !status && i < CO_MEASURES; i++) {
        struct co_bind values[] = {CO_INT(run), CO_CTEXT(co_measure_name((enum co_measure)i)),
                                   CO_INT(m->at[i])};
        if (m->at[i] != CO_MEASURE_NONE)
            status = co_db_run(h, CO_SQL_MEASURE_ADD, values, 3, err);
    }
    return status;
}

static enum co_status add_findings(struct co_history *h, int64_t run, const struct co_findings *f,
                                   struct co_err *err)
{
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < f->n; i++) {
        const struct co_finding *one = &f->list[i];
        struct co_bind values[] = {CO_INT(run),
                                   CO_CTEXT(one->rule->id),
                                   CO_CTEXT(one->level == CO_LEVEL_HOLD ? "hold" : "warn"),
                                   CO_INT(one->measured),
                                   CO_INT(one->expected),
                                   CO_CTEXT(one->sentence)};
        status = co_db_run(h, CO_SQL_FINDING_ADD, values, 6, err);
    }
    return status;
}

/* Whether the day's newest run is an attempt with the same file, held by the same rules. */
static enum co_status is_repeated(struct co_history *h, struct co_bind *key,
                                  const struct co_findings *findings, bool *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row;
    int64_t run = 0, n = 0, same = 1;
    enum co_status status = co_db_bind(h, CO_SQL_LAST_ATTEMPT, key, 3, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (!status && has_row) {
        run = sqlite3_column_int64(s, 0);
        n = sqlite3_column_int64(s, 1);
        co_db_reset(s);
    }
    for (size_t i = 0; !status && same && i < findings->n; i++) {
        struct co_bind values[] = {CO_INT(run), CO_CTEXT(findings->list[i].rule->id)};
        if (findings->list[i].level == CO_LEVEL_HOLD)
            status = co_db_number(h, CO_SQL_IS_HELD_BY, values, 2, 0, &same, err);
    }
    *out = run && same && (size_t)n == co_findings_held(findings);
    return status;
}

static enum co_status add_attempt(struct co_history *h, int64_t feed, const struct co_record *run,
                                  const char *who, int64_t *out, struct co_err *err)
{
    struct co_buf calendar = {0};
    char at[CO_TIME_TEXT];
    co_calendar_text(run->calendar, &calendar);
    if (!co_buf_ok(&calendar))
        return co_fail_nomem(err);
    struct co_bind values[] = {CO_INT(feed),
                               co_bind_date(run->date),
                               co_bind_date(run->previous),
                               CO_CTEXT(co_time_text(run->recorded_at, at)),
                               CO_CTEXT(run->file),
                               CO_INT(run->bytes),
                               CO_CTEXT(run->sha256),
                               CO_CTEXT(run->encoding),
                               CO_TEXT(co_buf_view(&calendar)),
                               CO_CTEXT(run->program),
                               CO_CTEXT(who)};
    enum co_status status = co_db_run(h, CO_SQL_HELD_ADD, values, 11, err);
    *out = sqlite3_last_insert_rowid(h->db);
    co_buf_fini(&calendar);
    return status;
}

enum co_status co_attempt_hold(struct co_history *h, const struct co_record *run, const char *who,
                               const struct co_measures *m, const struct co_findings *findings,
                               struct co_err *err)
{
    struct co_bind name = CO_CTEXT(run->feed);
    int64_t feed, id = 0;
    bool is_known = false;
    enum co_status status = feed_id(h, run->feed, &feed, err);
    if (!status && !feed) {
        status = co_db_run(h, CO_SQL_FEED_ADD, &name, 1, err);
        feed = sqlite3_last_insert_rowid(h->db);
    }
    struct co_bind key[] = {CO_INT(feed), co_bind_date(run->date), CO_CTEXT(run->sha256)};
    if (!status)
        status = is_repeated(h, key, findings, &is_known, err);
    if (status || is_known)
        return status;
    status = add_attempt(h, feed, run, who, &id, err);
    if (!status)
        status = add_measures(h, id, m, err);
    return status ? status : add_findings(h, id, findings, err);
}

static enum co_status run_of_day(struct co_history *h, const struct co_record *run, int64_t *id,
                                 struct co_err *err)
{
    int64_t feed;
    enum co_status status = feed_id(h, run->feed, &feed, err);
    struct co_bind key[] = {CO_INT(status ? 0 : feed), co_bind_date(run->date)};
    return status ? status : co_db_number(h, CO_SQL_RUN_OF_DAY, key, 2, 0, id, err);
}

enum co_status co_attempt_keep(struct co_history *h, const struct co_record *run,
                               const struct co_measures *m, const struct co_findings *findings,
                               struct co_err *err)
{
    int64_t id;
    enum co_status status = run_of_day(h, run, &id, err);
    if (!status)
        status = add_measures(h, id, m, err);
    return status ? status : add_findings(h, id, findings, err);
}

enum co_status co_attempt_accept(struct co_history *h, const struct co_record *run,
                                 const struct co_finding *finding, const struct co_acceptance *why,
                                 struct co_err *err)
{
    char at[CO_TIME_TEXT];
    int64_t id;
    enum co_status status = run_of_day(h, run, &id, err);
    struct co_bind values[] = {CO_INT(status ? 0 : id),
                               CO_CTEXT(finding->rule->id),
                               CO_INT(finding->measured),
                               CO_INT(finding->expected),
                               CO_CTEXT(finding->sentence),
                               CO_CTEXT(why->reason),
                               CO_CTEXT(why->source),
                               CO_CTEXT(why->who),
                               CO_CTEXT(co_time_text(why->at, at))};
    return status ? status : co_db_run(h, CO_SQL_ACCEPTED_ADD, values, 9, err);
}
