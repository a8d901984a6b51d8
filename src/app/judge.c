#include "judge.h"
#include "crossoff/letters.h"
#include "crossoff/measure.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "sources.h"

enum { EXPECTED_DAYS = 31 }; /* a line of the configuration is an error that long after its day */

enum co_status co_judge_start(struct run *r)
{
    const struct co_reading *in = &r->job->reading;
    co_date now = co_clock_local_date(r->job->now);
    char d[CO_DATE_TEXT];
    for (size_t i = 0; i < in->n_expect; i++)
        if (now != CO_DATE_NONE && in->expect[i].date < now - EXPECTED_DAYS)
            return co_fail(r->err, CO_USAGE,
                           "the configuration expects %s of %s, more than %d days ago: take the "
                           "line 'expect' out of it",
                           in->expect[i].rules, co_date_text(in->expect[i].date, d), EXPECTED_DAYS);
    return CO_OK;
}

enum co_status co_judge_before(struct run *r, const struct source *s)
{
    struct judging *j = &r->judging;
    struct co_table held = {0};
    struct co_buf text = {0};
    co_findings_fini(&j->findings);
    co_measures_init(&j->m);
    enum co_status status = co_attempt_open(r->h, r->job->feed, s->date, &held, r->err);
    for (size_t i = 0; !status && i < held.n_rows; i++) {
        const struct co_cell *row = &held.cells[i * held.n_columns];
        co_buf_fmt(&text, "%s%.*s", i ? ", " : "", CO_STR_ARG(row[1].text));
    }
    j->m.at[CO_MEASURE_HELD_DAYS] = (int64_t)held.n_rows;
    j->m.held = co_arena_dup(&j->arena, co_buf_view(&text));
    if (!status && (!co_buf_ok(&text) || j->arena.failed))
        status = co_fail_nomem(r->err);
    co_buf_fini(&text);
    co_table_fini(&held);
    return status;
}

/* --- measuring ------------------------------------------------------------------------------- */

enum { FIRST_AHEAD = 366 }; /* days: nothing but the clock speaks against a first list */
enum { SAME_LEAST = 20 };   /* orders: of fewer it is no wonder when none of them changes */

/* The same file as the list before; or the same orders, and no cell of them that counts differs. */
static bool is_same(const struct run *r, const struct co_record *rec)
{
    const struct co_recon *k = rec->recon;
    bool same = !k->n_gone && !k->n_arrived && k->n_carried >= SAME_LEAST;
    if (strcmp(rec->sha256, r->newest.sha256) == 0)
        return true;
    for (size_t i = 0; same && i < k->n_touched; i++)
        same = !k->touched[i].is_changed;
    return same;
}

/* An export of today or of the working day before it that was written before the working day before
 * its day. Older days are recorded from whatever files there are, a replay has a clock of its own,
 * and a file that is years old has lost its time. */
static void measure_age(const struct run *r, const struct source *s, const struct co_record *rec,
                        struct co_measures *m)
{
    enum { LOST = 366 };
    co_date now = co_clock_local_date(rec->recorded_at);
    if (r->job->is_clock_told || s->is_day_guessed || s->file.modified == INT64_MIN ||
        now == CO_DATE_NONE || rec->date > now ||
        co_calendar_days(rec->calendar, rec->date, now) > 1)
        return;
    co_date written = co_clock_local_date(s->file.modified);
    if (written != CO_DATE_NONE && rec->date - written < LOST &&
        co_calendar_days(rec->calendar, written, rec->date - 1) > 1)
        m->at[CO_MEASURE_FILE_AGE] = rec->date - written;
}

static void measure_clock(const struct run *r, const struct co_record *rec, struct co_measures *m)
{
    int64_t last;
    co_date day, now = co_clock_local_date(rec->recorded_at);
    co_date known = rec->previous > now ? rec->previous : now; /* a clock may be behind */
    bool is_first = rec->previous == CO_DATE_NONE;
    if (now != CO_DATE_NONE && rec->date > known + (is_first ? FIRST_AHEAD : 0))
        m->at[CO_MEASURE_AHEAD] = rec->date - known;
    if (rec->previous == CO_DATE_NONE)
        return;
    if (co_calendar_days(rec->calendar, rec->previous, rec->date - 1) > 0)
        m->at[CO_MEASURE_GAP] = rec->date - rec->previous; /* else nobody worked in between */
    if (!r->job->is_clock_told && co_time_parse(co_str_of(r->newest.recorded_at), &last, &day))
        m->at[CO_MEASURE_CLOCK_BACK] = last > rec->recorded_at ? (last - rec->recorded_at) / 60 : 0;
}

static void measure_losses(const struct co_loss *loss, const struct co_recon *k,
                           struct co_measures *m)
{
    m->at[CO_MEASURE_TAIL] = (int64_t)loss->tail;
    m->at[CO_MEASURE_TAIL_MOST] = loss->tail >= CO_TAIL_MAX || 2 * loss->tail >= k->n_gone;
    m->at[CO_MEASURE_CUT_END] = loss->cut;
}

static enum co_status measure(struct run *r, const struct source *s, const struct co_record *rec)
{
    struct judging *j = &r->judging;
    const struct co_measured lists = {rec->yesterday, rec->today, rec->recon};
    enum co_status status = co_measure_list(&lists, &j->m, r->err);
    measure_age(r, s, rec, &j->m);
    measure_clock(r, rec, &j->m);
    if (status || !rec->recon)
        return status;
    j->m.at[CO_MEASURE_NO_NEWS] = is_same(r, rec);
    measure_losses(&j->loss, rec->recon, &j->m);
    return co_attempt_measure(r->h, r->job->feed, rec->date, &j->m, &j->arena, r->err);
}

/* --- accepting ------------------------------------------------------------------------------- */

/* Whether "G2,G3" names the rule. */
static bool names_rule(const char *list, const char *id)
{
    size_t len = strlen(id);
    for (const char *at = list; *at; at += *at == ',') {
        size_t n = strcspn(at, ",");
        if (n == len && memcmp(at, id, n) == 0)
            return true;
        at += n;
    }
    return false;
}

static const char *expected_reason(const struct co_reading *in, co_date date, const char *id)
{
    for (size_t i = 0; i < in->n_expect; i++)
        if (in->expect[i].date == date && names_rule(in->expect[i].rules, id))
            return in->expect[i].reason;
    return NULL;
}

/* Whether the command line accepts it, and may: what nobody saw cannot be accepted. */
static enum co_status is_named(struct run *r, const struct co_record *rec, const char *id,
                               bool *out)
{
    const struct co_job *job = r->job;
    *out = strcmp(id, "G0") == 0 && job->is_bridge;
    for (size_t i = 0; !*out && i < job->n_accept; i++) {
        if (strcmp(job->accept[i], id) != 0)
            continue;
        enum co_status status = co_attempt_was_held(r->h, rec, id, out, r->err);
        r->judging.used |= *out ? UINT32_C(1) << i : 0;
        return status;
    }
    return CO_OK;
}

static enum co_status accept(struct run *r, const struct co_record *rec, const struct co_finding *f,
                             bool *out)
{
    const char *reason = expected_reason(&r->job->reading, rec->date, f->rule->id);
    struct co_acceptance why = {reason, "configuration", r->job->who, r->job->now};
    *out = reason != NULL;
    enum co_status status = *out ? CO_OK : is_named(r, rec, f->rule->id, out);
    if (status || !*out)
        return status;
    if (!reason) {
        why.reason = r->job->reason;
        why.source = "command";
    }
    co_note(r->notes, CO_NOTE_INFO, "accepted %s: %s (%s)", f->rule->id, f->sentence, why.reason);
    return co_attempt_accept(r->h, rec, f, &why, r->err);
}

/* --- holding --------------------------------------------------------------------------------- */

static void keep_attempt(struct judging *j, const struct co_record *rec)
{
    j->attempt = *rec;
    j->attempt.file = co_arena_text(&j->arena, co_str_of(rec->file));
    j->attempt.sha256 = co_arena_text(&j->arena, co_str_of(rec->sha256));
    j->attempt.encoding = co_arena_text(&j->arena, co_str_of(rec->encoding));
    j->attempt.today = j->attempt.yesterday = NULL;
    j->attempt.recon = NULL;
}

static bool is_holding(const struct co_findings *f, const char *id)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->list[i].level == CO_LEVEL_HOLD && strcmp(f->list[i].rule->id, id) == 0)
            return true;
    return false;
}

/* "--bridge --accept G2,G3 --reason TEXT --date 2026-11-24": what would let it pass. */
static void put_options(struct co_buf *b, const struct run *r, const struct source *s)
{
    const struct co_findings *f = &r->judging.findings;
    char d[CO_DATE_TEXT];
    bool has_any = false;
    if (is_holding(f, "G0") || r->job->is_bridge)
        co_buf_text(b, " --bridge");
    for (size_t i = 0; i < f->n; i++)
        if (f->list[i].level == CO_LEVEL_HOLD && strcmp(f->list[i].rule->id, "G0") != 0) {
            co_buf_fmt(b, "%s%s", has_any ? "," : " --accept ", f->list[i].rule->id);
            has_any = true;
        }
    for (size_t i = 0; i < r->job->n_accept; i++)
        if ((r->judging.used >> i & 1) && !is_holding(f, r->job->accept[i])) /* yesterday's */
            co_buf_fmt(b, "%s%s", has_any ? "," : " --accept ", r->job->accept[i]);
    co_buf_text(b, " --reason TEXT");
    if (s->is_day_guessed)
        co_buf_fmt(b, " --%s %s", s == &r->today ? "date" : "yesterday-date",
                   co_date_text(s->date, d));
    if (r->job->again && *r->job->again)
        co_buf_fmt(b, " %s", r->job->again);
}

/* All of it in one message: cron mails it, and it is what has to be decided. why_not: what kept the
 * attempt from being recorded, or NULL. */
static enum co_status hold(struct run *r, const char *why_not)
{
    struct co_buf found = {0}, options = {0};
    const struct judging *j = &r->judging;
    const struct co_findings *f = &j->findings;
    const struct source *s = j->source;
    char d[CO_DATE_TEXT];
    for (size_t i = 0; i < f->n; i++)
        if (f->list[i].level == CO_LEVEL_HOLD)
            co_buf_fmt(&found, "%s: %s. ", f->list[i].rule->id, f->list[i].sentence);
    put_options(&options, r, s);
    enum co_status status = co_fail(
        r->err, CO_HELD,
        "%s of %s is not believed: %.*sSo nothing was recorded%s%s. Look at the ERP's export; if "
        "it is right all the same: crossoff%.*s%s",
        s->path, co_date_text(s->date, d), CO_STR_ARG(co_buf_view(&found)),
        r->job->is_dry ? ""
        : why_not      ? ", not even the attempt: "
                       : " but the attempt",
        why_not ? why_not : "", CO_STR_ARG(co_buf_view(&options)),
        j->is_too_early ? " (a rule is accepted for what it has measured, which it had not: the "
                          "same command does it now)"
                        : "");
    if (!co_buf_ok(&found) || !co_buf_ok(&options))
        status = co_fail_nomem(r->err);
    co_buf_fini(&found);
    co_buf_fini(&options);
    return status;
}

/* losses.c warns of a short list in its own words. */
static bool is_told(const struct judging *j, const struct co_finding *f)
{
    return j->loss.is_told && f->rule->measure == CO_MEASURE_DROP;
}

static bool is_asked_for(const struct co_job *job, const char *id)
{
    for (size_t i = 0; i < job->n_accept; i++)
        if (strcmp(job->accept[i], id) == 0)
            return true;
    return false;
}

enum co_status co_judge_list(struct run *r, const struct source *s, const struct co_record *rec)
{
    struct judging *j = &r->judging;
    struct co_past past;
    size_t n_left = 0;
    enum co_status status = measure(r, s, rec);
    if (!status)
        status = co_attempt_past(r->h, r->job->feed, rec->date, &past, r->err);
    if (!status)
        status = co_guard_judge(&j->m, &past, rec->file, &j->findings, r->err);
    if (!status)
        status = co_attempt_keep(r->h, rec, &j->m, &j->findings, r->err);
    for (size_t i = 0; !status && i < j->findings.n; i++) {
        const struct co_finding *f = &j->findings.list[i];
        bool is_accepted = false;
        if (f->level == CO_LEVEL_WARN) {
            if (!is_told(j, f))
                co_note(r->notes, CO_NOTE_WARNING, "%s: %s", f->rule->id, f->sentence);
            continue;
        }
        status = accept(r, rec, f, &is_accepted);
        n_left += !is_accepted;
        j->is_too_early = j->is_too_early || (!is_accepted && is_asked_for(r->job, f->rule->id));
    }
    if (status || !n_left)
        return status;
    keep_attempt(j, rec);
    j->source = s;
    return hold(r, NULL);
}

enum co_status co_judge_end(const struct run *r)
{
    for (size_t i = 0; r->days_added && i < r->job->n_accept; i++)
        if (!(r->judging.used >> i & 1))
            return co_fail(r->err, CO_USAGE,
                           "--accept %s: no list of this run is held by %s; leave it away, a rule "
                           "is accepted for one file and day",
                           r->job->accept[i], r->job->accept[i]);
    return CO_OK;
}

/* Beside the attempt: whoever gets the day's mail is told that there is none today. */
static enum co_status queue_mails(struct run *r, struct co_err *err)
{
    const struct co_job *job = r->job;
    const struct judging *j = &r->judging;
    struct co_letters l = {.config = job->mail, .feed = job->feed, .now = job->now};
    struct co_letters_problem problem = {
        .kind = CO_LETTER_HELD, .date = j->source->date, .sentence = r->err->text};
    struct co_err why = {0};
    if (!job->mail || !co_letters_wanted(job->mail, job->feed))
        return CO_OK;
    enum co_status status = co_letters_problem(r->h, &l, &problem, &why);
    if (status == CO_STORE || status == CO_NOMEM)
        return co_fail(err, status, "%s", why.text);
    r->out->is_told = true; /* or could not be: another try would fail alike */
    if (status)
        co_note(r->notes, CO_NOTE_WARNING, "no mail tells of it: %s", why.text);
    return CO_OK;
}

enum co_status co_judge_attempt(struct run *r)
{
    struct judging *j = &r->judging;
    struct co_err err;
    enum co_status status = CO_OK;
    bool created;
    if (!j->source || r->job->is_dry || !r->h)
        return CO_HELD;
    co_history_rollback(r->h);
    if (r->has_created) { /* its schema was rolled back too */
        co_history_close(r->h);
        r->h = NULL;
        status = co_history_open(r->job->history, CO_HISTORY_WRITE, CO_HISTORY_WAIT, &r->h,
                                 &created, &err);
    }
    if (!status && j->arena.failed)
        status = co_fail_nomem(&err);
    if (!status)
        status = co_history_begin(r->h, &err);
    if (!status)
        status = co_attempt_hold(r->h, &j->attempt, r->job->who, &j->m, &j->findings, &err);
    if (!status)
        status = queue_mails(r, &err);
    if (!status)
        status = co_history_commit(r->h, &err);
    return status ? hold(r, err.text) : CO_HELD;
}

void co_judge_fini(struct run *r)
{
    co_findings_fini(&r->judging.findings);
    co_arena_fini(&r->judging.arena);
}
