#include "cli.h"
#include "crossoff/intake.h"
#include "crossoff/letters.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is told of a pass. */
struct tally {
    enum co_status status; /* the worst */
    size_t exports, taken, known, failed, waiting, left, untold;
    bool is_missing; /* there was nothing to record at all */
};

static enum co_status read_options(struct co_context *c, struct co_intake_job *job)
{
    const struct co_args *a = &c->args;
    const char *lone = a->date             ? "date"
                       : a->yesterday_date ? "yesterday-date"
                       : a->closed         ? "closed"
                       : a->is_amend       ? "amend"
                       : a->accept         ? "accept"
                       : a->is_bridge      ? "bridge"
                       : a->reason         ? "reason"
                                           : NULL;
    if (lone)
        return co_fail(&c->err, CO_USAGE,
                       "--%s belongs to one export; give the file itself, not its folder", lone);
    if (a->settle && (!co_reading_seconds(a->settle, 1, &job->settle) || job->settle > 3600))
        return co_fail(&c->err, CO_USAGE, "--settle: '%s' is not a number of seconds, at most 3600",
                       a->settle);
    if (a->wait && !co_reading_seconds(a->wait, 0, &job->wait))
        return co_fail(&c->err, CO_USAGE, "--wait: '%s' is no time such as 90s, 10m or 2h",
                       a->wait);
    return CO_OK;
}

static bool is_printed(const struct co_context *c)
{
    return (co_context_writes_file(c) || !c->args.is_quiet) && !c->args.is_dry;
}

/* CSV with two headers, or two JSON or HTML documents, is read by no program. */
static enum co_status check_output(struct co_context *c, struct co_intake *t)
{
    size_t n;
    (void)co_intake_feeds(t, &n);
    bool is_one = strcmp(c->format->name, "csv") == 0 || strcmp(c->format->name, "tsv") == 0 ||
                  strcmp(c->format->name, "json") == 0 || strcmp(c->format->name, "html") == 0 ||
                  co_format_is_binary(c->format);
    if (c->args.output && co_intake_would_take(t, c->args.output))
        return co_fail(&c->err, CO_USAGE,
                       "-o %s would be an export of the inbox; write it somewhere else",
                       c->args.output);
    if (n < 2 || !is_one || !is_printed(c))
        return CO_OK;
    return co_fail(&c->err, CO_USAGE,
                   "the lists of %zu feeds do not fit into one %s; name one with --feed, or take "
                   "--format table, markdown or ndjson. Nothing was recorded",
                   n, c->format->name);
}

static void tell(const struct co_inbox_file *f, const char *kind)
{
    struct co_buf line = {0};
    char day[CO_DATE_TEXT];
    if (f->what == CO_INBOX_TAKE) /* of a dry run */
        co_buf_fmt(&line, "dry run, nothing recorded: would record %s as %s (from %s) of feed %s",
                   f->path, co_date_text(f->date, day), f->date_from, f->feed->name);
    else
        co_buf_fmt(&line, "%s: %s", f->path, f->why);
    co_buf_byte(&line, '\0');
    if (co_buf_ok(&line))
        co_message(kind, line.at);
    co_buf_fini(&line);
}

static bool is_of_no_use_to_go_on(enum co_status status)
{
    return status == CO_BUSY || status == CO_STORE || status == CO_NOMEM || status == CO_BUG;
}

static void count(struct tally *sum, const struct co_inbox_file *f)
{
    sum->exports += f->feed != NULL;
    sum->known += f->what == CO_INBOX_KNOWN;
    sum->waiting += f->what == CO_INBOX_WAITS;
    sum->left += f->what == CO_INBOX_LEFT;
    sum->taken += f->what == CO_INBOX_TAKE && !f->status;
    sum->failed += f->what == CO_INBOX_WRONG || f->status;
    sum->status = co_status_worse(sum->status, f->status);
}

/* Who waits for the mail of its day is told. Of a long row of old lists nobody waits for one. */
static void mail_not_taken(struct co_context *c, const struct co_inbox_file *f)
{
    bool is_news = co_letters_is_news(f->date, c->now);
    if (!f->feed || !(f->what == CO_INBOX_WRONG || (f->what == CO_INBOX_WAITS && is_news)))
        return;
    (void)co_fail(&c->err, CO_HELD, "%s: %s", f->path, f->why);
    co_mail_problem(c, f->feed->name, f->date, f->status ? f->status : CO_HELD);
}

/* One line per file: what was taken, what was left, and why. */
static enum co_status record_all(struct co_context *c, struct co_intake *t, struct tally *sum)
{
    struct co_outcome out;
    const struct co_inbox_file *f;
    while ((f = co_intake_next(t, &out, &c->notes, &c->err)) != NULL) {
        co_looker_end(c);
        bool is_wrong = f->what == CO_INBOX_WRONG;
        count(sum, f);
        sum->untold += out.is_untold;
        if (f->status && !is_wrong) {
            bool is_told = out.is_told;
            co_outcome_fini(&out);
            if (is_of_no_use_to_go_on(f->status))
                return f->status;
            co_message(co_message_kind(f->status), c->err.text);
            co_notes_fini(&c->notes);
            if (!is_told)
                co_mail_problem(c, f->feed->name, f->date, f->status);
            continue;
        }
        co_message_notes(c);
        if (f->what == CO_INBOX_TAKE && !c->args.is_dry)
            co_message_lines(c, &out.message);
        else if (is_wrong || !c->args.is_quiet)
            tell(f, is_wrong ? "held" : f->what == CO_INBOX_TAKE ? "" : "left");
        mail_not_taken(c, f);
        co_outcome_fini(&out);
    }
    return CO_OK;
}

/* The time when the pass ends its wait, unless the clock was told. */
static int64_t now_of(const struct co_context *c, const struct co_intake *t)
{
    return c->now + (c->args.now ? 0 : t->waited / 1000);
}

/* Whoever waits for a list that did not come: everybody of every feed that the folder could have.
 * By a schedule nobody waits yet, or today. */
static void mail_missing(struct co_context *c, const struct co_intake *t, bool is_feed_named)
{
    co_date today;
    const struct co_schedule *s = &c->config.schedule;
    if (s->week && t->inbox.n_feeds &&
        !co_schedule_is_due(s, &t->feeds[0].reading->calendar, now_of(c, t), &today))
        return;
    for (size_t i = 0; i < c->config.n_feeds && !is_feed_named; i++)
        co_mail_problem(c, c->config.feeds[i].name, CO_DATE_NONE, CO_MISSING);
    if (is_feed_named || !c->config.n_feeds)
        co_mail_problem(c, c->feed, CO_DATE_NONE, CO_MISSING);
}

/* Whether a list of today, or of nobody knows when, could not be recorded: that was told. */
static bool is_told_of(const struct co_intake *t, const struct co_inbox_feed *feed, co_date today)
{
    for (size_t i = 0; i < t->inbox.n; i++) {
        const struct co_inbox_file *f = &t->inbox.files[i];
        if (f->feed == feed && (f->status || f->what == CO_INBOX_WAITS) &&
            (f->date == CO_DATE_NONE || f->date >= today))
            return true;
    }
    return false;
}

/* By the schedule the list of each feed should be recorded now: that nothing new came is no good
 * news then. */
static enum co_status check_due(struct co_context *c, const struct co_intake *t,
                                enum co_status status)
{
    struct co_err before = c->err;
    int64_t now = now_of(c, t);
    size_t n = 0;
    for (size_t i = 0; i < t->inbox.n_feeds; i++) {
        const struct co_inbox_feed *f = &t->feeds[i];
        const struct co_due due = {&c->config.schedule, f->reading, f->name, now};
        if (is_told_of(t, f, co_clock_local_date(now)))
            continue;
        enum co_status looked = co_mail_due_list(c, &due);
        if (looked && looked != CO_MISSING)
            return status ? status : looked;
        if (looked)
            co_message("held", c->err.text);
        n += looked == CO_MISSING;
    }
    c->err = before;
    if (status || !n)
        return n ? co_status_worse(status, CO_MISSING) : status;
    return co_fail(&c->err, CO_MISSING, "%zu list%s due and did not come; see above", n,
                   n == 1 ? " is" : "s are");
}

/* The newest list of every feed that has exports here, also when nothing was new: an output that
 * could not be written is written by the next pass. */
static enum co_status print_lists(struct co_context *c, struct co_intake *t)
{
    size_t n;
    const struct co_inbox_feed **feeds = co_intake_feeds(t, &n);
    struct co_buf out = {0};
    enum co_status status = CO_OK;
    for (size_t i = 0; i < n && !status; i++) {
        if (out.len && strcmp(c->format->name, "ndjson") != 0)
            co_buf_byte(&out, '\n');
        status = co_intake_sheet(t, feeds[i], &out, &c->err);
    }
    if (!status && out.len)
        status = co_emit(c, &out);
    co_buf_fini(&out);
    return status;
}

static enum co_status sum_up(struct co_context *c, const struct co_intake *t, struct tally *sum)
{
    const char *folder = t->folders[0], *more = t->n_folders > 1 ? " and other folders" : "";
    if (sum->failed && sum->waiting)
        return co_fail(
            &c->err, sum->status,
            "%zu of %zu exports in %s%s could not be recorded, %zu of later days %s; the "
            "messages above say why",
            sum->failed, sum->exports, folder, more, sum->waiting,
            sum->waiting == 1 ? "waits" : "wait");
    if (sum->failed)
        return co_fail(&c->err, sum->status,
                       "%zu of %zu exports in %s%s could not be recorded; the messages above say "
                       "why",
                       sum->failed, sum->exports, folder, more);
    if (sum->untold)
        return co_fail(&c->err, CO_OUTPUT,
                       "the days are recorded, but the mails of %zu could not be made",
                       sum->untold);
    sum->is_missing = (c->args.wait && !sum->taken) || (!sum->exports && !c->config.is_empty_ok);
    if (c->args.wait && !sum->taken)
        return co_fail(&c->err, CO_MISSING,
                       "no new export came into %s%s within %s; look at the ERP's export job",
                       folder, more, c->args.wait);
    if (!sum->exports && !c->config.is_empty_ok)
        return co_fail(&c->err, CO_MISSING,
                       "%s%s has no export%s; nothing was recorded. Look at the ERP's export job, "
                       "and at `inbox` and `files` in the configuration",
                       folder, more, sum->left ? " among its files" : "");
    if (!sum->taken && !c->args.is_quiet)
        co_message("", "nothing new");
    return CO_OK;
}

static enum co_status take_and_show(struct co_context *c, struct co_intake *t, struct tally *sum)
{
    enum co_status status = record_all(c, t, sum);
    if (status)
        return status;
    if (is_printed(c))
        status = print_lists(c, t);
    if (status) { /* what could be recorded is: the lists can be had again */
        struct co_err copy = c->err;
        status = co_fail(&c->err, CO_OUTPUT,
                         "the days are recorded, but: %s. `crossoff report` shows them again",
                         copy.text);
    }
    if (status && !sum->failed)
        return status;
    if (status) {
        co_message("error", c->err.text);
        sum->status = co_status_worse(sum->status, status);
    }
    return sum_up(c, t, sum);
}

static enum co_status pass(struct co_context *c, struct co_intake *t)
{
    struct tally sum = {.status = CO_OK};
    enum co_status status = take_and_show(c, t, &sum);
    if (!co_file_exists(c->history) || is_of_no_use_to_go_on(status))
        return status;
    if (sum.is_missing)
        mail_missing(c, t, c->args.feed != NULL);
    else if (!c->args.is_dry && (!t->job->folder || !co_tty_is(STDERR_FILENO)))
        status = check_due(c, t, status);
    return status;
}

enum co_status co_cmd_inbox(struct co_context *c, const char *folder, const struct co_job *job)
{
    struct co_intake_job in = {.config = &c->config,
                               .flags = &c->flags,
                               .folder = folder,
                               .feed = c->feed,
                               .is_feed_given = c->args.feed != NULL,
                               .settle = -1,
                               .wait = -1,
                               .job = *job};
    bool has_inbox = c->config.inbox != NULL;
    for (size_t i = 0; i < c->config.n_feeds; i++)
        has_inbox = has_inbox || c->config.feeds[i].inbox;
    if (!folder && !has_inbox)
        return co_fail(&c->err, CO_USAGE,
                       "no export given: crossoff YESTERDAY.csv TODAY.csv, or crossoff TODAY.csv; "
                       "see `crossoff help`");
    enum co_status status = read_options(c, &in);
    if (status)
        return status;
    struct co_intake *t = calloc(1, sizeof *t);
    if (!t)
        return co_fail_nomem(&c->err);
    in.job.progress = co_looker_begin(c);
    in.job.date = in.job.yesterday_date = CO_DATE_NONE;
    status = co_intake_open(t, &in, &c->err);
    if (!status)
        status = check_output(c, t);
    if (!status)
        status = pass(c, t);
    co_intake_close(t);
    free(t);
    /* Also when one feed failed: the days of others may be recorded. */
    if (!co_file_exists(c->history))
        return status;
    return co_mail_after(c, co_publish_after(c, status));
}
