#include "correct.h"
#include "numbers.h"
#include "crossoff/safety.h"
#include <stdlib.h>
#include <string.h>

/* --- the same list? -------------------------------------------------------------------------- */

/* Whether two lists say the same, whatever their order: no order left, arrived or changed. */
static enum co_status is_same_list(struct run *r, const struct co_export *a,
                                   const struct co_export *b, bool *same, struct co_buf *examples)
{
    struct co_recon k;
    struct co_cells cells = {.n = 0};
    size_t n_changed = 0;
    *same = false;
    if (a->n_key != b->n_key)
        return CO_OK;
    enum co_status status =
        co_recon_subtract(a, b, r->job->reading.ignore, r->job->reading.n_ignore, &k, r->err);
    if (status)
        return status;
    for (size_t i = 0; i < k.n_touched; i++) /* the changed first; the others say the same */
        if (k.touched[i].is_changed)
            k.touched[n_changed++] = k.touched[i];
    size_t n = k.n_gone + k.n_arrived + n_changed;
    *same = n == 0;
    for (size_t i = 0; !status && i < n && i < 5; i++) {
        bool of_a = i < k.n_gone;
        const struct co_export *x = of_a ? a : b;
        size_t row = of_a                         ? k.gone[i].yesterday
                     : i < k.n_gone + k.n_arrived ? k.arrived[i - k.n_gone]
                                                  : k.touched[i - k.n_gone - k.n_arrived].today;
        status = x->split(x, (size_t)x->rows.rows[row].at, &cells, r->err);
        if (!status) {
            co_buf_text(examples, i ? ", " : "");
            co_export_key_show(x, &cells, examples);
        }
    }
    if (n > 5)
        co_buf_fmt(examples, " and %zu more", n - 5);
    co_cells_fini(&cells);
    co_recon_fini(&k);
    return status;
}

/* Rows that are made or cancelled count here like any other: every row is looked at as an open one.
 */
static void open_all(struct co_export *x, unsigned char *classes)
{
    for (size_t i = 0; i < x->rows.n; i++) {
        classes[i] = x->rows.rows[i].class;
        x->rows.rows[i].class = CO_CLASS_OPEN;
    }
    x->count.open += x->count.finished;
    x->count.finished = 0;
}

static void close_again(struct co_export *x, const unsigned char *classes)
{
    for (size_t i = 0; i < x->rows.n; i++) {
        x->rows.rows[i].class = classes[i] & 0x7fu;
        if (!co_class_is_open((enum co_class)classes[i])) {
            x->count.open--;
            x->count.finished++;
        }
    }
}

static enum co_status compare_rows(struct run *r, struct co_export *recorded, struct source *s,
                                   bool *same, struct co_buf *examples)
{
    unsigned char *was = malloc(recorded->rows.n + 1), *is = malloc(s->x.rows.n + 1);
    enum co_status status = was && is ? CO_OK : co_fail_nomem(r->err);
    if (!status) {
        open_all(recorded, was);
        open_all(&s->x, is);
        status = is_same_list(r, recorded, &s->x, same, examples);
        close_again(&s->x, is);
    }
    free(was);
    free(is);
    return status;
}

enum co_status co_correct_compare(struct run *r, struct source *s, const struct co_recorded *day,
                                  bool *same, struct co_buf *examples)
{
    struct co_export recorded = {0};
    *same = strcmp(day->sha256, s->file.sha256) == 0;
    if (*same)
        return CO_OK;
    co_kept_list_fini(&r->kept);
    enum co_status status = co_history_list_of(r->h, r->job->feed, day->date, &r->kept, r->err);
    if (!status)
        status = co_sources_kept_list(r, &r->kept, r->job->reading.duplicates, &recorded);
    if (!status)
        status = co_sources_load(r, s, &recorded);
    if (!status)
        status = compare_rows(r, &recorded, s, same, examples);
    co_export_fini(&recorded);
    return status;
}

/* --- recording again ------------------------------------------------------------------------- */

static enum co_status take_newest(struct run *r)
{
    enum co_status status = co_history_day(r->h, r->job->feed, CO_DATE_NONE, &r->newest, r->err);
    return status || r->newest.date == CO_DATE_NONE ? status : co_sources_kept(r);
}

/* A history of schema 1 does not have the rows that were made or cancelled. */
static struct co_rowcount counts_of(const struct co_redo *redo, const struct co_export *x)
{
    struct co_rowcount c = redo->count;
    size_t missing = c.used > x->rows.n ? c.used - x->rows.n : 0;
    c.dropped += missing;
    c.used -= missing;
    c.open = x->count.open;
    c.finished = x->count.finished;
    return c;
}

/* One day that was cut off, against the list that is now before it. */
static enum co_status derive(struct run *r, const struct co_redo *redo, struct co_export *x)
{
    struct co_recon recon = {0};
    struct co_str *ignore = NULL;
    size_t n_ignore = 0;
    struct co_arena arena = {0};
    bool has_before = r->newest.date != CO_DATE_NONE;
    struct co_calendar calendar;
    struct co_record rec = {
        .calendar = &calendar,
        .feed = r->job->feed,
        .date = redo->date,
        .file = redo->file,
        .sha256 = redo->sha256,
        .encoding = redo->encoding,
        .program = r->job->program,
        .bytes = redo->bytes,
        .recorded_at = r->job->now,
        .today = x,
        .previous = r->newest.date,
        .run_date = redo->run_date,
        .rules = redo->rules,
        .ending = redo->ending ? redo->ending : "{}",
        .columns = redo->columns,
        .key = redo->key,
        .kind = "derived",
        .who = r->job->who,
        .reason = r->job->reason,
        .closed_file = redo->closed_file,
        .closed_sha256 = redo->closed_sha256,
    };
    enum co_status status = CO_OK;
    if (!co_calendar_parse(co_str_of(redo->working_days), &calendar))
        calendar = (struct co_calendar){.week = CO_WEEK_MON_FRI};
    x->count = counts_of(redo, x);
    x->dialect.delimiter = redo->delimiter;
    if (has_before)
        status = co_history_redo_ignore(r->h, redo, &arena, &ignore, &n_ignore, r->err);
    if (!status && has_before)
        status = co_numbers_subtract(r, &r->kept_x, x, ignore, n_ignore, &recon);
    if (!status && has_before) {
        rec.yesterday = &r->kept_x;
        rec.recon = &recon;
        status = co_history_redo_told(r->h, r->job->feed, redo, &r->kept_x, &recon, r->err);
    }
    if (!status)
        status = co_history_record(r->h, &rec, r->err);
    co_recon_fini(&recon);
    co_arena_fini(&arena);
    return status;
}

static enum co_status derive_later(struct run *r, co_date cut)
{
    struct co_redo redo = {.date = cut};
    enum co_status status = CO_OK;
    while (!status && redo.date != CO_DATE_NONE) {
        co_date after = redo.date;
        struct co_kept_list list = {.n_columns = 0};
        struct co_export *x = calloc(1, sizeof *x);
        co_redo_fini(&redo);
        status = x ? co_history_redo(r->h, r->job->feed, cut, after, &redo, r->err)
                   : co_fail_nomem(r->err);
        bool is_day = !status && redo.date != CO_DATE_NONE;
        if (is_day)
            status = co_history_redo_list(r->h, r->job->feed, &redo, &list, r->err);
        if (is_day && !status)
            status = co_sources_kept_list(r, &list, CO_DUPLICATES_REFUSE, x);
        if (is_day && !status)
            status = take_newest(r);
        if (is_day && !status)
            status = derive(r, &redo, x);
        r->days_derived += is_day && !status;
        co_export_fini(x);
        free(x);
        co_kept_list_fini(&list);
    }
    co_redo_fini(&redo);
    return status ? status : co_history_redo_done(r->h, r->job->feed, r->err);
}

enum co_status co_correct_day(struct run *r, struct source *s)
{
    const struct co_letters l = {.config = r->job->mail, .feed = r->job->feed, .now = r->job->now};
    enum co_status status = CO_OK;
    if (!r->job->is_dry)
        status = later_look(&r->later, r->h, &l, s->date, r->err);
    if (!status)
        status = co_history_cut(r->h, r->job->feed, s->date, r->err);
    if (!status)
        status = take_newest(r);
    bool has_before = r->newest.date != CO_DATE_NONE;
    if (!status)
        status = co_sources_load(r, s, has_before ? &r->kept_x : NULL);
    r->is_correction = true;
    if (!status)
        status = co_run_record(r, s, has_before ? &r->kept_x : NULL);
    r->is_correction = false;
    if (!status)
        status = derive_later(r, s->date);
    if (!status)
        status = co_history_day(r->h, r->job->feed, CO_DATE_NONE, &r->newest, r->err);
    return status;
}

/* --- taking back ----------------------------------------------------------------------------- */

/* Who had the day's mail. That it cannot be made is no reason to keep the day. */
static enum co_status tell_taken_back(const struct co_job *job, struct co_history *h,
                                      const struct co_recorded *day, struct co_outcome *out,
                                      struct co_err *err)
{
    struct co_letters l = {
        .config = job->mail, .feed = job->feed, .now = job->now, .reason = job->reason};
    if (!job->mail || !co_mail_is_configured(&job->mail->mail))
        return co_outbox_drop_day(h, job->feed, day->date, err);
    enum co_status status = co_letters_taken_back(h, &l, day->date, day->run, err);
    out->is_untold = status != CO_OK && status != CO_STORE && status != CO_NOMEM;
    return out->is_untold ? CO_OK : status;
}

static enum co_status take_back(const struct co_job *job, struct co_history *h, co_date date,
                                struct co_outcome *out, struct co_err *err)
{
    struct co_recorded newest, before;
    char is[CO_DATE_TEXT], asked[CO_DATE_TEXT];
    enum co_status status = co_history_day(h, job->feed, CO_DATE_NONE, &newest, err);
    if (!status && (newest.date == CO_DATE_NONE || newest.date != date))
        return co_fail(
            err, CO_USAGE, "%s is not the newest recorded day of feed %s (%s); nothing was changed",
            co_date_text(date, asked), job->feed,
            newest.date == CO_DATE_NONE ? "there is none" : co_date_text(newest.date, is));
    if (!status)
        status = co_history_undo(h, job->feed, date, job->now, job->who, job->reason, err);
    if (!status)
        status = co_history_cut(h, job->feed, date, err);
    if (!status)
        status = co_history_redo_done(h, job->feed, err);
    if (!status)
        status = co_history_day(h, job->feed, CO_DATE_NONE, &before, err);
    if (!status && !job->is_dry)
        status = tell_taken_back(job, h, &newest, out, err);
    if (status)
        return status;
    co_buf_fmt(&out->message, "%s %s of feed %s (recorded from %s); %s%s",
               job->is_dry ? "dry run, would take back" : "took back", co_date_text(date, asked),
               job->feed, newest.file,
               before.date == CO_DATE_NONE ? "no day is recorded now" : "the newest day is now ",
               before.date == CO_DATE_NONE ? "" : co_date_text(before.date, is));
    return co_buf_ok(&out->message) ? CO_OK : co_fail_nomem(err);
}

enum co_status co_run_undo(const struct co_job *job, co_date date, struct co_outcome *out,
                           struct co_notes *notes, struct co_err *err)
{
    struct co_history *h = NULL;
    bool created;
    enum co_history_mode mode = job->is_dry ? CO_HISTORY_COPY : CO_HISTORY_WRITE;
    memset(out, 0, sizeof *out);
    enum co_status status = co_history_open(job->history, mode, CO_HISTORY_WAIT, &h, &created, err);
    if (!status)
        co_backup_tell(job->history, h, notes);
    if (!status)
        status = co_mark_check(job->history, h, job->accepts_restored, notes, err);
    if (!status)
        status = co_history_begin(h, err);
    if (!status)
        status = take_back(job, h, date, out, err);
    if (!status && !job->is_dry)
        status = co_history_commit(h, err);
    if (!status && !job->is_dry)
        co_mark_write(job->history, h, notes);
    co_history_close(h);
    return status;
}
