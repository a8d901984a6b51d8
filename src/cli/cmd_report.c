#include "answer.h"
#include "crossoff/givenback.h"
#include "crossoff/page.h"
#include "crossoff/run.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_report = {
    "report",
    CO_FOR_REPORT,
    "the crossed-off list of a day, totals, measures, the hot list",
    "report [--date DATE] [--shop SHOP]...\n"
    "report [--from DATE] [--to DATE | --last N] --by WHAT [--shop SHOP]...\n"
    "report [--from DATE] [--to DATE | --last N] --measures [--by WHAT] [--shop SHOP]...\n"
    "report [--from DATE] [--to DATE | --last N] --slips [--shop SHOP]...\n"
    "report [--from DATE] [--to DATE | --last N] --trend [--shop SHOP]...\n"
    "report [--date DATE] --hot N [--shop SHOP]...\n"
    "report [--date DATE] --list\n"
    "report --publish FOLDER",
    0,
    0,
    true,
    run,
};

static enum co_status not_recorded(struct co_context *c, co_date day)
{
    char iso[CO_DATE_TEXT], words[CO_DAY_TEXT];
    return co_fail(
        &c->err, CO_USAGE,
        "no list of feed %s is recorded for %s (%s); `crossoff days` shows the recorded days",
        c->feed, co_date_text(day, iso), co_date_day_text(day, words));
}

/* The recorded day of a date, or the newest. */
static enum co_status find_day(struct co_context *c, struct co_history *h, co_date date,
                               struct co_recorded *day)
{
    enum co_status status = co_history_day(h, c->feed, date, day, &c->err);
    if (status || day->date != CO_DATE_NONE)
        return status;
    return date == CO_DATE_NONE
               ? co_fail(&c->err, CO_USAGE, "no list of feed %s is recorded yet", c->feed)
               : not_recorded(c, date);
}

static enum co_status nothing_recorded(struct co_context *c, struct co_history *h,
                                       const struct co_question *q)
{
    const struct co_args *a = &c->args;
    const char *between = a->from ? " to " : "up to ";
    char from[CO_DAY_TEXT], to[CO_DAY_TEXT];
    struct co_recorded newest;
    if (a->date)
        return not_recorded(c, q->to);
    enum co_status status = find_day(c, h, CO_DATE_NONE, &newest);
    if (status)
        return status;
    return co_fail(&c->err, CO_USAGE,
                   "no list of feed %s is recorded %s%s%s%s; `crossoff days` shows the recorded "
                   "days",
                   c->feed, a->from ? "from " : "", a->from ? co_date_day_text(q->from, from) : "",
                   a->to ? between : " on", a->to ? co_date_day_text(q->to, to) : "");
}

static enum co_status sheet(struct co_context *c, struct co_history *h, struct co_question *q)
{
    struct co_recorded day;
    struct co_buf out = {0};
    enum co_status status = find_day(c, h, q->to, &day);
    if (status)
        return status;
    const struct co_page page = {.format = c->format,
                                 .view = &c->view,
                                 .hint_history = c->hint_history,
                                 .progress = c->stages};
    q->to = day.date;
    co_history_thaw(h); /* a page asks of one moment itself, and takes its time to be drawn */
    status = co_page_render(h, &page, *q, &out, &c->err);
    if (!status)
        status = co_emit(c, &out);
    co_message_notes(c);
    co_buf_fini(&out);
    return status;
}

/* The list itself; as CSV it is what was read, nothing escaped for spreadsheets, unless a terminal
 * would obey what stands in it. */
static enum co_status list(struct co_context *c, struct co_history *h, co_date date)
{
    struct co_recorded day;
    struct co_table t = {0};
    struct co_buf csv = {0};
    char title[128], words[CO_DAY_TEXT];
    enum co_status status = find_day(c, h, date, &day);
    if (!status)
        status = co_list_given_back(h, c->feed, day.date, &csv, &t, &c->err);
    (void)snprintf(title, sizeof title, "feed %.60s, the list of %s", c->feed,
                   status ? "" : co_date_day_text(day.date, words));
    t.title = title;
    co_history_thaw(h);
    bool is_as_read =
        strcmp(c->format->name, "csv") == 0 && !c->args.excel && !co_context_to_terminal(c);
    if (!status)
        status = is_as_read ? co_emit(c, &csv) : co_emit_table(c, &t, NULL, 0);
    co_buf_fini(&csv);
    co_table_fini(&t);
    return status;
}

/* --last N: so many recorded days, up to --to. */
static enum co_status last_days(struct co_context *c, struct co_history *h, struct co_question *q)
{
    char *end;
    long n = strtol(c->args.last, &end, 10);
    if (*end || n < 1 || n > 1000000)
        return co_fail(&c->err, CO_USAGE, "--last: '%s' is no number of days", c->args.last);
    if (c->args.from || c->args.date)
        return co_fail(&c->err, CO_USAGE, "--last counts back from --to: --%s does not go with it",
                       c->args.from ? "from" : "date");
    enum co_status status = co_context_date(c, "--to", c->args.to, &q->to);
    if (!status)
        status = co_history_back(h, c->feed, q->to, n, &q->from, &c->err);
    if (!status && q->from == CO_DATE_NONE)
        q->from = co_date_of(1, 1, 1);
    if (!status && q->to == CO_DATE_NONE)
        q->to = co_date_of(9999, 12, 31);
    return status;
}

/* Whether all recorded days are meant when none are named. */
static bool means_all(const struct co_context *c, const char *by)
{
    return c->args.from || co_answer_is_period(by);
}

/* The days of the question: one, a range, or the newest. */
static enum co_status range(struct co_context *c, struct co_history *h, struct co_question *q,
                            const char *by)
{
    struct co_recorded newest;
    if (c->args.last)
        return last_days(c, h, q);
    enum co_status status = co_context_date(c, "--date", c->args.date, &q->to);
    if (!status && q->to != CO_DATE_NONE && (c->args.from || c->args.to))
        status = co_fail(&c->err, CO_USAGE,
                         "--date is one day, --from and --to are a range: give "
                         "either");
    if (status)
        return status;
    q->from = q->to;
    if (c->args.from || c->args.to) {
        status = co_context_date(c, "--from", c->args.from, &q->from);
        if (!status)
            status = co_context_date(c, "--to", c->args.to, &q->to);
    }
    if (!status && q->to == CO_DATE_NONE && by) {
        status = find_day(c, h, CO_DATE_NONE, &newest);
        q->to = newest.date;
        if (!means_all(c, by))
            q->from = newest.date;
    }
    if (!status && c->args.from && q->to == CO_DATE_NONE)
        q->to = co_date_of(9999, 12, 31);
    if (!status && q->from == CO_DATE_NONE && (c->args.to || by))
        q->from = co_date_of(1, 1, 1);
    if (!status && c->args.from && c->args.to && q->from > q->to)
        return co_fail(&c->err, CO_USAGE, "--from is after --to");
    return status;
}

/* What of a range and of a day cannot be asked at once. */
static enum co_status check_kind(struct co_context *c)
{
    const struct co_args *a = &c->args;
    bool is_range = a->from || a->to || a->last;
    int kinds = a->is_list + a->is_measures + a->is_slips + a->is_trend + (a->hot != NULL);
    if (a->is_list && (is_range || a->by || a->n_shops))
        return co_fail(&c->err, CO_USAGE, "--list is of one day: only --date goes with it");
    if (a->publish && (kinds || is_range || a->date || a->by || a->n_shops || a->output))
        return co_fail(&c->err, CO_USAGE,
                       "--publish brings all pages up to date: no other report goes with it");
    if (a->publish && (a->format || a->excel || a->show_all))
        return co_fail(&c->err, CO_USAGE,
                       "--publish writes pages, as they always are: --%s does not go with it",
                       a->format  ? "format"
                       : a->excel ? "excel"
                                  : "all");
    if (kinds > 1)
        return co_fail(&c->err, CO_USAGE,
                       "--list, --measures, --slips, --trend and --hot are different reports: give "
                       "one");
    if (a->hot && (is_range || a->by))
        return co_fail(&c->err, CO_USAGE, "--hot is of one day: only --date and --shop go with it");
    if (a->is_trend && a->by)
        return co_fail(&c->err, CO_USAGE, "--trend is by list and shop: --by does not go with it");
    if (a->is_slips && a->by)
        return co_fail(&c->err, CO_USAGE, "--slips is a list of orders: --by does not go with it");
    return CO_OK;
}

static enum co_status answer(struct co_context *c, struct co_history *h,
                             const struct co_question *q, const char *by)
{
    if (c->args.hot)
        return co_answer_hot(c, h, q);
    if (c->args.is_slips)
        return co_answer_slips(c, h, q);
    if (c->args.is_trend)
        return co_answer_trend(c, h, q);
    if (c->args.is_measures)
        return co_answer_measures(c, h, q, c->args.by);
    return co_answer_totals(c, h, q, by);
}

static enum co_status ask(struct co_context *c, struct co_history *h)
{
    struct co_question q = {.feed = c->feed,
                            .from = CO_DATE_NONE,
                            .to = CO_DATE_NONE,
                            .shops = c->args.shops,
                            .n_shops = c->args.n_shops,
                            .secret = co_random_key()};
    bool is_range = c->args.from || c->args.to || c->args.last;
    bool is_other = c->args.is_measures || c->args.is_slips || c->args.hot || c->args.is_trend;
    const char *by = c->args.by ? c->args.by : is_other ? "" : is_range ? "date" : NULL;
    enum co_status status = co_context_shops(c, h);
    if (!status)
        status = range(c, h, &q, by);
    if (status)
        return status;
    if (c->args.is_list)
        return list(c, h, q.to);
    if (!by)
        return sheet(c, h, &q);
    bool is_there;
    status = co_history_within(h, &q, &is_there, &c->err);
    if (!status && !is_there)
        status = nothing_recorded(c, h, &q);
    return status ? status : answer(c, h, &q, by);
}

/* Without a range a trend has a month of working days, up to the day that is named. */
static void default_trend(struct co_args *a)
{
    if (a->from || a->last)
        return;
    if (!a->to) {
        a->to = a->date;
        a->date = NULL;
    }
    a->last = "20";
}

static enum co_status run(struct co_context *c)
{
    struct co_history *h = NULL;
    enum co_status status = check_kind(c);
    if (c->args.is_trend)
        default_trend(&c->args);
    if (!status && c->args.publish)
        return co_publish_now(c);
    if (!status) {
        co_looker_stages(c);
        status = co_context_history(c, &h);
    }
    if (!status)
        status = co_history_freeze(h, &c->err);
    if (!status)
        status = ask(c, h);
    co_history_close(h);
    return status;
}
