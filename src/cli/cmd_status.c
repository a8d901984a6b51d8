#include "cli.h"
#include "crossoff/attempt.h"
#include "crossoff/outbox.h"
#include "crossoff/sys.h"
#include <inttypes.h>
#include <stdlib.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_status = {
    "status",
    CO_FOR_STATUS,
    "what was recorded last, for people and for monitoring",
    "status [--max-age AGE] [OPTION]...",
    0,
    0,
    true,
    run,
};

/* The feed that was recorded longest ago. */
static struct co_str oldest_feed(const struct co_table *t)
{
    struct co_str feed = {0}, at = {0};
    for (size_t r = 0; r < t->n_rows; r++) {
        const struct co_cell *row = &t->cells[r * t->n_columns], *last = &row[t->n_columns - 1];
        if (r == 0 || co_str_cmp(last->text, at) < 0) { /* ISO 8601 sorts as text */
            at = last->text;
            feed = row[0].text;
        }
    }
    return feed;
}

static enum co_status too_old(struct co_context *c, const struct co_table *t, int64_t newest,
                              int64_t max)
{
    char at[CO_TIME_TEXT];
    if (newest != INT64_MIN && c->now - newest <= max)
        return CO_OK;
    if (newest == INT64_MIN)
        return co_fail(&c->err, CO_HELD, "no list was ever recorded in %s", c->history);
    return co_fail(
        &c->err, CO_HELD,
        "the newest list of feed %.*s was recorded at %s, longer than %s ago; look at the "
        "ERP's export and at the job that runs crossoff",
        CO_STR_ARG(oldest_feed(t)), co_time_text(newest, at), c->args.max_age);
}

/* A day that was held and is not resolved: whoever watches has to know, whatever its age. */
static enum co_status check_held(struct co_context *c, struct co_history *h)
{
    struct co_table held = {0};
    struct co_buf days = {0};
    co_date now = co_clock_local_date(c->now);
    if (now == CO_DATE_NONE)
        return CO_OK;
    /* A list of tomorrow may be exported today; one of next year was held for that. */
    enum co_status status =
        co_attempt_open(h, c->is_feed_given ? c->feed : NULL, now + 2, &held, &c->err);
    for (size_t i = 0; !status && i < held.n_rows; i++) {
        const struct co_cell *row = &held.cells[i * held.n_columns];
        co_buf_fmt(&days, "%s%.*s of feed %.*s (%.*s, by %.*s)", i ? "; " : "",
                   CO_STR_ARG(row[1].text), CO_STR_ARG(row[0].text), CO_STR_ARG(row[2].text),
                   CO_STR_ARG(row[3].text));
    }
    if (!status && held.n_rows)
        status = co_fail(&c->err, CO_HELD,
                         "not recorded, because it was held: %.*s; run it again to see why, then "
                         "record the right list, accept this one or bridge the gap",
                         CO_STR_ARG(co_buf_view(&days)));
    co_buf_fini(&days);
    co_table_fini(&held);
    return status;
}

enum { LOST_SECONDS = 7 * 24 * 60 * 60 /* how long a mail that was not delivered is told of */ };

/* Somebody waits for a mail that has not come, and may take that for good news. */
static enum co_status check_mail(struct co_context *c, struct co_history *h)
{
    int64_t waiting, lost;
    enum co_status status = co_outbox_count(h, c->is_feed_given ? c->feed : NULL,
                                            c->now - LOST_SECONDS, &waiting, &lost, &c->err);
    if (status || !(waiting + lost))
        return status;
    if (!lost)
        return co_fail(&c->err, CO_OUTPUT,
                       "%" PRId64 " mail%s to be sent; `crossoff mail` tries again, `crossoff mail "
                       "--list` says why",
                       waiting, waiting == 1 ? " waits" : "s wait");
    return co_fail(&c->err, CO_OUTPUT,
                   "%" PRId64 " mail%s refused or given up within a week, %" PRId64
                   " %s to be sent; `crossoff mail --list` says why, `crossoff mail --date DATE "
                   "--resend` sends a day again",
                   lost, lost == 1 ? " was" : "s were", waiting, waiting == 1 ? "waits" : "wait");
}

static enum co_status run(struct co_context *c)
{
    static const char *const shown[] = {"feed", "date", "file", "today", "past_due", "recorded_at"};
    struct co_history *h = NULL;
    struct co_table t = {0};
    char title[512];
    bool created;
    int64_t max = 0, newest;
    if (c->args.max_age && !co_reading_seconds(c->args.max_age, 0, &max))
        return co_fail(&c->err, CO_USAGE, "--max-age: '%s' is no age such as 26h, 90m or 3d",
                       c->args.max_age);
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status && c->is_feed_given) {
        co_history_close(h);
        h = NULL;
        status = co_context_history(c, &h);
    }
    if (!status)
        status = co_history_status(h, c->is_feed_given ? c->feed : NULL, &t, &newest, &c->err);
    (void)snprintf(title, sizeof title, "history %s", c->history);
    t.title = title;
    if (!status && !c->args.is_quiet)
        status = co_emit_table(c, &t, shown, sizeof shown / sizeof *shown);
    if (!status && c->args.max_age)
        status = too_old(c, &t, newest, max);
    if (!status)
        status = check_held(c, h);
    if (!status)
        status = check_mail(c, h);
    co_table_fini(&t);
    co_history_close(h);
    return status;
}
