#include "crossoff/run.h"
#include "crossoff/decode.h"
#include "crossoff/header.h"
#include "crossoff/letters.h"
#include "crossoff/safety.h"
#include "crossoff/page.h"
#include "crossoff/sys.h"
#include "crossoff/utf8.h"
#include "crossoff/warnings.h"
#include "correct.h"
#include "sources.h"
#include "losses.h"
#include "numbers.h"
#include <stdlib.h>
#include <string.h>

/* --- which day ------------------------------------------------------------------------------- */

static enum co_status day_of_source(struct run *r, struct source *s, co_date given,
                                    const char *option)
{
    bool is_ambiguous;
    co_date named = co_run_date_of_name(s->path, &is_ambiguous);
    s->date = given;
    s->date_from = option;
    if (given != CO_DATE_NONE)
        return CO_OK;
    if (is_ambiguous)
        return co_fail(r->err, CO_USAGE,
                       "%s: its name has two dates; say which is its business day "
                       "with %s YYYY-MM-DD",
                       s->path, option);
    s->date = named;
    s->date_from = "its name";
    if (named != CO_DATE_NONE)
        return CO_OK;
    bool is_clock = s->file.modified == INT64_MIN, is_day_before;
    s->is_day_guessed = true;
    s->date = co_run_day_of_time(is_clock ? r->job->now : s->file.modified, &r->job->reading,
                                 &is_day_before);
    s->date_from = is_clock ? is_day_before ? "the clock, before the day starts" : "the clock"
                   : is_day_before ? "its modification time, before the day starts"
                                   : "its modification time";
    return CO_OK;
}

static enum co_status day_of_yesterday(struct run *r)
{
    struct source *y = &r->yesterday, *t = &r->today;
    struct co_recorded recorded = {.date = CO_DATE_NONE};
    char yd[CO_DATE_TEXT], td[CO_DATE_TEXT];
    enum co_status status = CO_OK;
    if (r->h)
        status = co_history_file(r->h, r->job->feed, y->file.sha256, &recorded, r->err);
    if (!status)
        status = day_of_source(r, y, r->job->yesterday_date, "--yesterday-date");
    if (status)
        return status;
    if (recorded.date != CO_DATE_NONE && r->job->yesterday_date == CO_DATE_NONE &&
        recorded.date < t->date && (y->is_day_guessed || recorded.date == y->date)) {
        y->date = recorded.date;
        y->date_from = "the history, which knows this file";
    } else if (y->is_day_guessed && y->date >= t->date) {
        /* Both files came out of the ERP, or a download folder, on one day. */
        y->date = co_calendar_before(&r->job->reading.calendar, t->date);
        y->date_from = "today's, one working day before";
    }
    if (y->date < t->date) {
        if (r->h)
            co_note(r->notes, CO_NOTE_DETAIL, "%s is of %s (from %s)", y->path,
                    co_date_text(y->date, yd), y->date_from);
        return CO_OK;
    }
    return co_fail(
        r->err, CO_HELD,
        "yesterday's export %s is of %s (from %s), today's %s of %s (from %s): that is not "
        "before. Swap them, or give their days with --yesterday-date and --date; nothing was "
        "recorded",
        y->path, co_date_text(y->date, yd), y->date_from, t->path, co_date_text(t->date, td),
        t->date_from);
}

/* --- recording ------------------------------------------------------------------------------- */

/* The header with yesterday's file's, or with what the history remembers of the newest list; the
 * run date with the business day. */
static void compare_heads(const struct run *r, const struct source *s,
                          const struct co_export *known)
{
    struct co_list_day day = {s->date, s->date_from, s == &r->today ? "--date" : "--yesterday-date",
                              s->is_day_guessed};
    struct co_header was = {r->kept.columns, r->kept.place, r->kept.n_columns};
    if (known)
        was = (struct co_header){known->columns, NULL, known->n_columns};
    co_header_compare(&was, &s->x, r->notes);
    co_run_check_made(&s->x, &day, r->notes);
}

static bool has_column(const struct co_export *x, struct co_str name)
{
    for (size_t i = 0; i < x->n_columns; i++)
        if (co_str_eq(x->columns[i].name, name))
            return true;
    return false;
}

/* The same columns by header; a header that is gone may have been renamed, if the other means the
 * same. (--key makes any column the work order, so the meaning alone proves nothing.) */
static bool has_same_key(const struct co_export *a, const struct co_export *b)
{
    if (a->n_key != b->n_key)
        return false;
    for (size_t i = 0; i < a->n_key; i++) {
        const struct co_column *x = &a->columns[a->key[i]], *y = &b->columns[b->key[i]];
        bool is_renamed = x->field == y->field && !has_column(b, x->name);
        if (!co_str_eq(x->name, y->name) && !is_renamed)
            return false;
    }
    return true;
}

/* Against how the list before ended: it was just read, or the history knows. */
static enum co_status check_losses(struct run *r, const struct source *s,
                                   const struct co_recon *recon, const struct co_export *yesterday)
{
    struct co_tail tail = {.n = 0};
    bool is_read = yesterday == &r->yesterday.x;
    struct co_losses losses = {.path = s->path,
                               .yesterday = yesterday,
                               .today = &s->x,
                               .recon = recon,
                               .ending = is_read              ? &yesterday->ending
                                         : r->kept.has_ending ? &r->kept.ending
                                                              : NULL,
                               .tail = is_read ? &tail : &r->kept.tail,
                               .found = &r->judging.loss};
    r->judging.loss = (struct co_loss){0};
    enum co_status status = is_read ? co_export_tail(yesterday, &tail, r->err) : CO_OK;
    if (!status)
        status = co_losses_check(&losses, r->notes, r->err);
    co_arena_fini(&tail.arena);
    return status;
}

static enum co_status tell_closed(struct run *r, const struct co_export *yesterday,
                                  struct co_recon *recon, struct co_record *rec)
{
    enum co_status status = co_sources_closed(r, yesterday);
    if (!status)
        status = co_recon_told(recon, yesterday, &r->closed.x, r->err);
    rec->closed_file = co_str_file_name(r->closed.path);
    rec->closed_sha256 = r->closed.file.sha256;
    if (!status)
        co_note(r->notes, recon->n_told ? CO_NOTE_INFO : CO_NOTE_WARNING,
                "%s: names %zu of the orders that left the list", r->closed.path, recon->n_told);
    return status;
}

/* The feed's rules that this list was read by, for whoever asks years later, and for a correction
 * that records it again. */
static void rules_json(const struct run *r, const struct co_export *x, struct co_buf *out)
{
    static const char *const words[] = {
#define WORD(name, text) text,
        CO_DUPLICATES_LIST(WORD)
#undef WORD
    };
    const struct co_reading *in = &r->job->reading;
    if (!in->duplicates && !in->n_ignore)
        return;
    co_buf_fmt(out, "{\"duplicates\":\"%s\",\"ignore\":[", words[in->duplicates]);
    for (size_t i = 0; i < in->n_ignore; i++) {
        co_buf_text(out, i ? "," : "");
        co_json_string(out, x->columns[co_load_find(x, in->ignore[i].at)].name);
    }
    co_buf_text(out, "]}");
    co_buf_byte(out, '\0');
}

static struct co_record describe(const struct run *r, const struct source *s)
{
    return (struct co_record){
        .feed = r->job->feed,
        .date = s->date,
        /* Where it lay that morning is nobody's business later. */
        .file = co_str_file_name(s->path),
        .sha256 = s->file.sha256,
        .encoding = s->encoding,
        .program = r->job->program,
        .bytes = s->bytes,
        .recorded_at = r->job->now,
        .calendar = &r->job->reading.calendar,
        .today = &s->x,
        .previous = r->newest.date,
        .run_date = co_run_date_made(&s->x, s->date),
        .who = r->is_correction ? r->job->who : NULL,
        .reason = r->is_correction ? r->job->reason : NULL,
        .progress = r->job->progress,
    };
}

static enum co_status check_ignored(const struct run *r, const struct source *s)
{
    for (size_t i = 0; i < r->job->reading.n_ignore; i++)
        if (co_load_find(&s->x, r->job->reading.ignore[i].at) < 0)
            return co_load_unknown(&s->x, "ignore", r->job->reading.ignore[i].at, r->err);
    return CO_OK;
}

/* Subtracts, and looks for what speaks against believing it. */
static enum co_status subtract(struct run *r, struct source *s, const struct co_export *yesterday,
                               struct co_recon *recon, struct co_record *rec)
{
    struct co_str ignore[CO_IGNORE_MAX]; /* as the header writes them */
    for (size_t i = 0; i < r->job->reading.n_ignore; i++)
        ignore[i] = s->x.columns[co_load_find(&s->x, r->job->reading.ignore[i].at)].name;
    if (!has_same_key(yesterday, &s->x))
        return co_fail(r->err, CO_USAGE,
                       "%s: other columns name its rows than those of the list before, but a feed "
                       "keeps its key. Leave --key away, or give this list a --feed of its own",
                       s->path);
    co_progress(r->job->progress, "comparing", s->path, 0, 0);
    enum co_status status =
        co_numbers_subtract(r, yesterday, &s->x, ignore, r->job->reading.n_ignore, recon);
    if (!status)
        status = co_numbers_damage(r, yesterday, &s->x, recon);
    if (!status && s == &r->today && r->job->closed)
        status = tell_closed(r, yesterday, recon, rec);
    if (!status)
        status = check_losses(r, s, recon, yesterday);
    rec->yesterday = yesterday;
    rec->recon = recon;
    return status;
}

/* How the day is shown. */
static struct co_page page_of(struct run *r)
{
    const struct co_job *job = r->job;
    return (struct co_page){job->format, &job->view, job->hint_history,
                            r->is_outline ? &r->outline : NULL, job->progress};
}

/* A dry run of two lists without a history: nothing that a history knows can bear on them, so that
 * their orders need not be written down to be shown. What draws the days before needs them. */
static bool is_outlined(const struct run *r)
{
    const struct co_job *job = r->job;
    return job->is_dry && job->yesterday && !job->closed && !r->days_added &&
           r->newest.date == CO_DATE_NONE && !co_file_exists(job->history) &&
           !(job->format && job->format->trend_lists) &&
           co_outline_fits(&r->yesterday.x, &r->today.x);
}

static enum co_status outline(struct run *r, struct co_record *rec)
{
    const struct co_job *job = r->job;
    const struct co_page page = page_of(r);
    const struct co_outline_wish wish = {
        .shops = job->shops,
        .n_shops = job->n_shops,
        .has_items = job->format != NULL,
        .limit = job->format ? co_page_limit(&page) : 0,
        .limit_above = CO_LONG_LIST,
    };
    const struct co_outline_pair pair = {rec->today, rec->recon, rec->previous, rec->date,
                                         rec->calendar};
    rec->outline = &r->outline;
    if (!rec->recon)
        return co_outline_first(&r->outline, rec->today, rec->date, r->err);
    return co_outline_second(&r->outline, &pair, &wish, r->err);
}

enum co_status co_run_record(struct run *r, struct source *s, const struct co_export *yesterday)
{
    struct co_recon recon = {0};
    struct co_buf rules = {0};
    struct co_record rec = describe(r, s);
    enum co_status status = check_ignored(r, s);
    if (!status)
        rules_json(r, &s->x, &rules);
    rec.rules = rules.at;
    if (!status && !co_buf_ok(&rules))
        status = co_fail_nomem(r->err);
    if (!status && yesterday)
        status = subtract(r, s, yesterday, &recon, &rec);
    if (!status)
        status = co_judge_before(r, s);
    if (!status && r->is_outline)
        status = outline(r, &rec);
    if (!status)
        status = co_history_record(r->h, &rec, r->err);
    if (!status)
        status = co_judge_list(r, s, &rec);
    co_recon_fini(&recon);
    co_buf_fini(&rules);
    r->days_added += status == CO_OK;
    return status;
}

static enum co_status other_content(struct run *r, const struct source *s,
                                    const struct co_recorded *day, struct co_str examples)
{
    char d[CO_DATE_TEXT];
    if (s == &r->yesterday)
        return co_fail(
            r->err, CO_HELD,
            "the chain is broken: yesterday's export %s is not the list %s that was recorded for "
            "%s%s%.*s; what today's list is subtracted from would be another. Is it the export of "
            "another day (--yesterday-date)? So nothing was recorded",
            s->path, day->file, co_date_text(day->date, d),
            examples.len ? "; orders that differ: " : "", CO_STR_ARG(examples));
    return co_fail(
        r->err, CO_HELD,
        "%s differs from %s, which was recorded for %s%s%.*s. Is it the export of another day? "
        "(--date, --yesterday-date) If it is the better list of that day, record it with --amend "
        "--reason TEXT; nothing was recorded",
        s->path, day->file, co_date_text(day->date, d), examples.len ? ": " : "",
        CO_STR_ARG(examples));
}

/* A file for a day that is recorded already: the same list, or else an amendment, if that was asked
 * for. */
static enum co_status check_recorded(struct run *r, struct source *s, const struct co_recorded *day)
{
    struct co_buf examples = {0};
    bool same = false;
    enum co_status status = co_correct_compare(r, s, day, &same, &examples);
    r->is_amended = !status && !same && r->job->is_amend && s == &r->today;
    if (r->is_amended)
        status = co_correct_day(r, s);
    else if (!status && !same)
        status = other_content(r, s, day, co_buf_view(&examples));
    co_buf_fini(&examples);
    return status;
}

/* A day before the newest one, which is not recorded. A date that only the file's time tells is no
 * reason to change what was recorded. */
static enum co_status record_late(struct run *r, struct source *s)
{
    char d[CO_DATE_TEXT], newest[CO_DATE_TEXT];
    struct co_recorded twin;
    enum co_status status = co_history_file(r->h, r->job->feed, s->file.sha256, &twin, r->err);
    if (status)
        return status;
    if (twin.date != CO_DATE_NONE && r->job->date == CO_DATE_NONE)
        return co_fail(r->err, CO_HELD,
                       "%s is byte for byte the export recorded for %s: an old file? If it really "
                       "is the list of %s, say so with --date %s; nothing was recorded",
                       s->path, co_date_text(twin.date, d), co_date_text(s->date, newest), newest);
    if (!s->is_day_guessed)
        return co_correct_day(r, s);
    return co_fail(r->err, CO_HELD,
                   "%s is of %s (from %s), but %s is recorded already: it is stale, or comes late. "
                   "If it comes "
                   "late, say so with --date %s; nothing was recorded",
                   s->path, co_date_text(s->date, d), s->date_from,
                   co_date_text(r->newest.date, newest), d);
}

/* Records one source as the feed's next day, against the newest list there is. */
static enum co_status record_next(struct run *r, struct source *s, const struct co_export *known)
{
    enum co_status status = CO_OK;
    co_run_note_gap(r->job, r->newest.date, s->date, r->notes);
    if (r->newest.date != CO_DATE_NONE && !known)
        status = co_sources_kept(r);
    if (status)
        return status;
    const struct co_export *yesterday = r->newest.date == CO_DATE_NONE ? NULL
                                        : known                        ? known
                                                                       : &r->kept_x;
    if (!s->is_loaded)
        status = co_sources_load(r, s, yesterday);
    if (status == CO_HELD && yesterday && !s->x.rows.n)
        status = CO_OK; /* an empty list: a guard rail holds it, which can be accepted */
    if (!status)
        compare_heads(r, s, known);
    if (!status)
        status = co_run_record(r, s, yesterday);
    if (!status)
        status = co_history_day(r->h, r->job->feed, CO_DATE_NONE, &r->newest, r->err);
    return status;
}

/* Yesterday's file: recorded if it is not, compared with what was recorded if it is. Gives the list
 * to subtract from: a recorded day's comes out of the history, because that is what the totals
 * of its shops and the verdicts of its orders were made from. */
static enum co_status settle_yesterday(struct run *r, const struct co_export **out)
{
    struct source *y = &r->yesterday;
    struct co_recorded day;
    enum co_status status = day_of_yesterday(r);
    *out = NULL;
    if (status)
        return status;
    status = co_history_day(r->h, r->job->feed, y->date, &day, r->err);
    if (status || day.date != CO_DATE_NONE)
        return status ? status : check_recorded(r, y, &day);
    if (r->newest.date != CO_DATE_NONE && r->newest.date > y->date)
        return record_late(r, y);
    if (r->newest.date == CO_DATE_NONE)
        status = co_sources_first_pair(r);
    r->is_outline = !status && is_outlined(r);
    if (!status)
        status = record_next(r, y, NULL);
    *out = &y->x;
    return status;
}

static enum co_status check_pair_again(struct run *r)
{
    struct co_recorded day;
    enum co_status status;
    if (!r->job->yesterday)
        return CO_OK;
    status = day_of_yesterday(r);
    if (!status)
        status = co_history_day(r->h, r->job->feed, r->yesterday.date, &day, r->err);
    if (status || day.date == CO_DATE_NONE)
        return status ? status : record_late(r, &r->yesterday);
    return check_recorded(r, &r->yesterday, &day);
}

static enum co_status record_days(struct run *r)
{
    struct source *t = &r->today;
    struct co_recorded day;
    const struct co_export *yesterday = NULL;
    enum co_status status = day_of_source(r, t, r->job->date, "--date");
    if (!status)
        status = co_history_day(r->h, r->job->feed, CO_DATE_NONE, &r->newest, r->err);
    if (!status)
        status = co_history_day(r->h, r->job->feed, t->date, &day, r->err);
    if (!status)
        status = co_history_key(r->h, r->job->feed, &r->kept, r->err);
    if (status)
        return status;
    if (day.date != CO_DATE_NONE) {
        status = check_recorded(r, t, &day);
        return status ? status : check_pair_again(r);
    }
    if (r->job->yesterday)
        status = settle_yesterday(r, &yesterday);
    if (!status && r->newest.date != CO_DATE_NONE && r->newest.date > t->date)
        return record_late(r, t);
    return status ? status : record_next(r, t, yesterday);
}

/* --- telling --------------------------------------------------------------------------------- */

static enum co_status render(struct run *r)
{
    const struct co_job *job = r->job;
    const struct co_question q = {
        .feed = job->feed, .to = r->today.date, .shops = job->shops, .n_shops = job->n_shops};
    const struct co_page page = page_of(r);
    return co_page_render(r->h, &page, q, &r->out->output, r->err);
}

/* Names are made visible here: a line end in one must not begin a message of its own. */
static void tell_file(struct co_buf *m, const char *what, const struct source *s)
{
    char d[CO_DATE_TEXT];
    co_buf_fmt(m, "%s ", what);
    co_utf8_visible(m, co_str_of(s->path));
    co_buf_fmt(m, " as %s (from %s)", co_date_text(s->date, d), s->date_from);
}

static void tell(struct run *r)
{
    const struct source *t = &r->today, *y = &r->yesterday;
    struct co_buf *m = &r->out->message;
    struct co_buf history = {0};
    const char *what = r->job->is_dry       ? "dry run, nothing recorded:"
                       : r->days_added == 0 ? "already recorded:"
                       : r->is_amended      ? "amended:"
                                            : "recorded:";
    co_utf8_visible(&history, co_str_of(r->job->history));
    if (r->has_created && !r->job->is_dry)
        co_buf_fmt(m, "created the history %.*s\n", CO_STR_ARG(co_buf_view(&history)));
    if (r->job->yesterday && r->days_added == 2) {
        tell_file(m, what, y);
        co_buf_byte(m, '\n');
    }
    tell_file(m, what, t);
    co_buf_fmt(m, " of feed %s in %.*s", r->job->feed, CO_STR_ARG(co_buf_view(&history)));
    if (r->days_derived)
        co_buf_fmt(m, "; %d later day%s derived again", r->days_derived,
                   r->days_derived == 1 ? " was" : "s were");
    co_buf_byte(m, '\n');
    m->failed = m->failed || !co_buf_ok(&history);
    co_buf_fini(&history);
}

/* Before the history is created: whatever can be wrong with the exports themselves. */
static enum co_status check_exports(struct run *r)
{
    enum co_status status = day_of_source(r, &r->today, r->job->date, "--date");
    if (!status && r->job->yesterday)
        status = day_of_yesterday(r);
    if (status)
        return status;
    return r->job->yesterday ? co_sources_first_pair(r) : co_sources_load(r, &r->today, NULL);
}

/* Days of other feeds that this one changed: what was completed there has moved here. */
static enum co_status tell_moved(struct run *r, struct co_letters l, co_date date, int64_t run,
                                 struct co_err *err)
{
    struct co_arena arena = {0};
    struct co_moved_day *days;
    size_t n;
    enum co_status status = co_history_moved_days(r->h, r->job->feed, date, &arena, &days, &n, err);
    l.because = &date;
    l.cause = run;
    l.is_only_again = true;
    l.reason = r->job->feed;
    for (size_t i = 0; !status && i < n; i++) {
        l.feed = days[i].feed;
        if (co_letters_is_news(days[i].date, l.now))
            status = co_letters_day(r->h, &l, days[i].date, err);
    }
    co_arena_fini(&arena);
    return status;
}

/* Into the outbox, in the same transaction as the day: then neither is there without the other. A
 * mail that cannot be made is no reason not to record the day: it is made later. */
static enum co_status queue_mails(struct run *r, struct co_letters *l, bool is_mailed, int64_t run)
{
    struct co_err why = {0};
    const struct co_letter owed = {
        .feed = l->feed, .date = r->today.date, .run = run, .queued_at = l->now};
    enum co_status status = CO_OK;
    if (is_mailed)
        status = co_letters_day(r->h, l, r->today.date, &why);
    if (!status && is_mailed)
        status = later_tell(&r->later, r->h, l, &why);
    if (!status)
        status = tell_moved(r, *l, r->today.date, run, &why);
    if (status == CO_STORE || status == CO_NOMEM)
        return co_fail(r->err, status, "%s", why.text);
    if (!status)
        return CO_OK;
    r->out->is_untold = true;
    co_note(r->notes, CO_NOTE_WARNING,
            "the mails about this day could not be made: %s; the next run tries again", why.text);
    return co_outbox_owe(r->h, &owed, r->err);
}

/* What goes into the history beside a day: what the run warned of up to here, and its mails. */
static enum co_status accompany(struct run *r)
{
    const struct co_job *job = r->job;
    struct co_letters l = {.config = job->mail,
                           .feed = job->feed,
                           .now = job->now,
                           .reason = r->is_amended ? job->reason : NULL};
    struct co_recorded day;
    bool is_news = co_letters_is_news(r->today.date, job->now);
    bool is_mailed =
        job->mail && co_letters_wanted(job->mail, job->feed) && (is_news || r->is_amended);
    enum co_status status = co_history_day(r->h, job->feed, r->today.date, &day, r->err);
    l.is_only_again = !is_news;
    if (!status && is_mailed && is_news)
        status = co_letters_check_shops(r->h, &l, r->notes, r->err);
    if (job->mail && co_mail_is_configured(&job->mail->mail) && !co_config_has_readers(job->mail))
        co_note(r->notes, CO_NOTE_WARNING,
                "mail can be sent, but nobody is to get any: set to in the section [mail]");
    if (!status)
        status = co_warnings_keep(r->h, day.run, r->notes, r->err);
    if (status || !job->mail || !co_mail_is_configured(&job->mail->mail))
        return status;
    return queue_mails(r, &l, is_mailed, day.run);
}

static enum co_status work(struct run *r)
{
    const struct co_job *job = r->job;
    enum co_history_mode mode = job->is_dry ? CO_HISTORY_COPY : CO_HISTORY_WRITE;
    enum co_status status = co_judge_start(r);
    if (!status)
        status = co_sources_read_all(r);
    if (!status && job->closed)
        status = co_sources_read(r, &r->closed, job->closed);
    bool is_there = co_file_exists(job->history);
    if (!status && !is_there)
        status = co_mark_check(job->history, NULL, job->accepts_restored, r->notes, r->err);
    if (!status && !is_there)
        status = check_exports(r);
    if (!status && !job->is_dry)
        status = co_file_make_folder_of(job->history, r->err);
    if (!status)
        status =
            co_history_open(job->history, mode, CO_HISTORY_WAIT, &r->h, &r->has_created, r->err);
    if (!status)
        co_backup_tell(job->history, r->h, r->notes);
    if (!status && is_there)
        status = co_mark_check(job->history, r->h, job->accepts_restored, r->notes, r->err);
    if (!status)
        status = co_history_begin(r->h, r->err);
    if (!status)
        status = record_days(r);
    if (!status)
        status = co_judge_end(r);
    if (!status && job->closed && !r->closed.is_loaded)
        co_note(r->notes, CO_NOTE_WARNING, "%s was not used: %s", r->closed.path,
                r->days_added ? "the feed's first list has nothing to compare with"
                              : "the day is recorded already");
    if (!status && r->days_added && !job->is_dry)
        status = accompany(r);
    if (!status && job->format) {
        co_sources_fini(r); /* a long list in a machine's format needs the room */
        status = render(r);
    }
    if (status)
        return status;
    tell(r);
    /* With the byte that ends it: no memory may be missing for it once the day is recorded. */
    co_buf_byte(&r->out->message, '\0');
    if (!co_buf_ok(&r->out->message))
        return co_fail_nomem(r->err);
    r->out->message.len--;
    if (r->days_added == 0 || job->is_dry) {
        co_history_rollback(r->h);
        return CO_OK;
    }
    status = co_history_commit(r->h, r->err);
    r->out->is_recorded = status == CO_OK;
    if (!status)
        co_mark_write(job->history, r->h, r->notes);
    return status;
}

enum co_status co_run(const struct co_job *job, struct co_outcome *out, struct co_notes *notes,
                      struct co_err *err)
{
    struct run *r = calloc(1, sizeof *r); /* four column tables: too much for a stack */
    memset(out, 0, sizeof *out);
    if (!r)
        return co_fail_nomem(err);
    r->job = job;
    r->out = out;
    r->notes = notes;
    r->err = err;
    r->secret = co_random_key();
    enum co_status status = work(r);
    if (status == CO_HELD)
        status = co_judge_attempt(r);
    co_judge_fini(r);
    co_outline_fini(&r->outline);
    co_sources_fini(r);
    co_history_close(r->h);
    free(r);
    return status;
}

void co_outcome_fini(struct co_outcome *out)
{
    co_buf_fini(&out->output);
    co_buf_fini(&out->message);
}
