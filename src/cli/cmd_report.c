#include "cli.h"
#include "crossoff/givenback.h"
#include "crossoff/run.h"
#include <string.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_report = {
    "report",
    CO_FOR_REPORT,
    "the crossed-off list of a day, or totals by date or by shop",
    "report [--date DATE] [--shop SHOP]...\n"
    "report [--from DATE] [--to DATE] [--by date|shop] [--shop SHOP]...\n"
    "report --list [--date DATE]",
    0,
    0,
    true,
    run,
};

/* The shops asked for must be in the feed's history: a typing error is no empty report. */
static enum co_status check_shops(struct co_context *c, struct co_history *h)
{
    const char **names;
    size_t n;
    enum co_status status = co_history_shops(h, c->feed, &c->args.arena, &names, &n, &c->err);
    for (size_t i = 0; !status && i < c->args.n_shops; i++) {
        const char *wanted = c->args.shops[i];
        bool is_there = false;
        for (size_t k = 0; k < n; k++)
            is_there = is_there || strcmp(names[k], wanted) == 0;
        if (is_there)
            continue;
        const char *near = co_str_nearest(wanted, names, n);
        struct co_buf list = {0};
        for (size_t k = 0; k < n && k < 30; k++)
            co_buf_fmt(&list, "%s%s", k ? ", " : "", *names[k] ? names[k] : "'' (no shop)");
        status = co_fail(&c->err, CO_USAGE, "feed %s has no shop '%s'%s%s%s; it has: %.*s", c->feed,
                         wanted, near ? " (did you mean '" : "", near ? near : "",
                         near ? "'?)" : "", CO_STR_ARG(co_buf_view(&list)));
        co_buf_fini(&list);
    }
    return status;
}

static enum co_status not_recorded(struct co_context *c, co_date day)
{
    char iso[CO_DATE_TEXT], words[CO_DAY_TEXT];
    return co_fail(
        &c->err, CO_USAGE,
        "no list of feed %s is recorded for %s (%s); `crossoff days` shows the recorded days",
        c->feed, co_date_text(day, iso), co_date_day_text(day, words));
}

static enum co_status sheet(struct co_context *c, struct co_history *h, struct co_question *q)
{
    struct co_recorded day;
    struct co_sheet s;
    struct co_buf out = {0};
    enum co_status status = co_history_day(h, c->feed, q->to, &day, &c->err);
    if (!status && day.date == CO_DATE_NONE)
        status = q->to == CO_DATE_NONE
                     ? co_fail(&c->err, CO_USAGE, "no list of feed %s is recorded yet", c->feed)
                     : not_recorded(c, q->to);
    if (status)
        return status;
    q->from = q->to = day.date;
    q->limit_above = CO_LONG_LIST;
    if (!c->args.show_all)
        q->limit = c->format->list_most;
    status = co_history_sheet(h, q, &s, &c->err);
    if (status)
        return status;
    if (c->hint_history)
        s.history = co_str_of(c->hint_history);
    c->format->sheet(&out, &s, &c->view);
    status = co_emit(c, &out);
    co_buf_fini(&out);
    co_sheet_fini(&s);
    return status;
}

/* The list itself; as CSV it is what was read, nothing escaped for spreadsheets. */
static enum co_status list(struct co_context *c, struct co_history *h, co_date date)
{
    struct co_recorded day;
    struct co_table t = {0};
    struct co_buf csv = {0};
    char title[128], words[CO_DAY_TEXT];
    enum co_status status = co_history_day(h, c->feed, date, &day, &c->err);
    if (!status && day.date == CO_DATE_NONE)
        status = date == CO_DATE_NONE
                     ? co_fail(&c->err, CO_USAGE, "no list of feed %s is recorded yet", c->feed)
                     : not_recorded(c, date);
    if (!status)
        status = co_list_given_back(h, c->feed, day.date, &csv, &t, &c->err);
    (void)snprintf(title, sizeof title, "feed %.60s, the list of %s", c->feed,
                   status ? "" : co_date_day_text(day.date, words));
    t.title = title;
    if (!status)
        status =
            strcmp(c->format->name, "csv") == 0 ? co_emit(c, &csv) : co_emit_table(c, &t, NULL, 0);
    co_buf_fini(&csv);
    co_table_fini(&t);
    return status;
}

static enum co_status totals(struct co_context *c, struct co_history *h,
                             const struct co_question *q, bool by_shop)
{
    static const char *const by_date[] = {"date",  "yesterday",    "completed", "cancelled",
                                          "moved", "carried_over", "new",       "reopened",
                                          "today", "past_due"};
    static const char *const per_shop[] = {"shop",   "at_start", "completed", "cancelled",
                                           "moved",  "new",      "reopened",  "from_other_shops",
                                           "at_end", "past_due"};
    struct co_table t = {0};
    char title[256], from[CO_DAY_TEXT], to[CO_DAY_TEXT];
    enum co_status status =
        by_shop ? co_history_by_shop(h, q, &t, &c->err) : co_history_by_date(h, q, &t, &c->err);
    if (!status && !t.n_rows)
        status = co_fail(&c->err, CO_USAGE,
                         "no list of feed %s is recorded from %s to %s; `crossoff days` shows the "
                         "recorded days",
                         c->feed, co_date_day_text(q->from, from), co_date_day_text(q->to, to));
    (void)snprintf(title, sizeof title, "feed %s, %s%s%s", c->feed, co_date_day_text(q->from, from),
                   q->from == q->to ? "" : " to ",
                   q->from == q->to ? "" : co_date_day_text(q->to, to));
    for (size_t i = 0; i < q->n_shops && strlen(title) < sizeof title - 1; i++)
        (void)snprintf(title + strlen(title), sizeof title - strlen(title), "%s%s",
                       i ? ", " : ", only ", *q->shops[i] ? q->shops[i] : "(no shop)");
    t.title = title;
    /* Machines get no shop as nothing; people get a word. */
    for (size_t r = 0; by_shop && !status && strcmp(c->format->name, "table") == 0 && r < t.n_rows;
         r++)
        if (!t.cells[r * t.n_columns].text.len)
            co_table_text(&t, &t.cells[r * t.n_columns], CO_STR("(no shop)"));
    if (!status)
        status = co_emit_table(c, &t, by_shop ? per_shop : by_date, 10);
    co_table_fini(&t);
    return status;
}

/* The days of the question: one, a range, or the newest. */
static enum co_status range(struct co_context *c, struct co_history *h, struct co_question *q)
{
    struct co_recorded newest;
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
    if (!status && q->to == CO_DATE_NONE && c->args.by) {
        status = co_history_day(h, c->feed, CO_DATE_NONE, &newest, &c->err);
        q->to = newest.date;
        if (!c->args.from && strcmp(c->args.by, "date") != 0)
            q->from = newest.date;
    }
    if (!status && c->args.from && q->to == CO_DATE_NONE)
        q->to = co_date_of(9999, 12, 31);
    if (!status && q->from == CO_DATE_NONE && (c->args.to || c->args.by))
        q->from = co_date_of(1, 1, 1);
    if (!status && q->from != CO_DATE_NONE && q->from > q->to)
        return co_fail(&c->err, CO_USAGE, "--from is after --to");
    return status;
}

/* Open ends are shown as the first and the last day there are. */
static enum co_status clip(struct co_context *c, struct co_history *h, struct co_question *q)
{
    struct co_table days;
    enum co_status status = co_history_days(h, c->feed, &days, &c->err);
    for (size_t r = 0; !status && r < days.n_rows; r++) {
        co_date d = co_date_parse(days.cells[r * days.n_columns].text);
        if (r == 0 && q->from < d)
            q->from = d;
        if (r + 1 == days.n_rows && q->to > d)
            q->to = d;
    }
    co_table_fini(&days);
    return status;
}

static enum co_status ask(struct co_context *c, struct co_history *h)
{
    struct co_question q = {.feed = c->feed,
                            .from = CO_DATE_NONE,
                            .to = CO_DATE_NONE,
                            .shops = c->args.shops,
                            .n_shops = c->args.n_shops};
    bool is_range = c->args.from || c->args.to;
    const char *by = c->args.by ? c->args.by : is_range ? "date" : NULL;
    enum co_status status = check_shops(c, h);
    if (!status)
        status = range(c, h, &q);
    if (status)
        return status;
    if (c->args.is_list && (by || c->args.n_shops))
        return co_fail(&c->err, CO_USAGE, "--list is of one day: only --date goes with it");
    if (c->args.is_list)
        return list(c, h, q.to);
    if (!by)
        return sheet(c, h, &q);
    co_date from = q.from, to = q.to;
    status = clip(c, h, &q);
    if (!status && q.from > q.to) { /* nothing recorded in it: say what was asked */
        q.from = from;
        q.to = to;
    }
    return status ? status : totals(c, h, &q, strcmp(by, "shop") == 0);
}

static enum co_status run(struct co_context *c)
{
    static const char *const ways[] = {"date", "shop"};
    struct co_history *h = NULL;
    const char *by = c->args.by;
    if (by && strcmp(by, "date") != 0 && strcmp(by, "shop") != 0) {
        const char *near = co_str_nearest(by, ways, 2);
        return co_fail(&c->err, CO_USAGE, "--by: '%s' is not known%s%s%s; there are date and shop",
                       by, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    }
    enum co_status status = co_context_history(c, &h);
    if (!status)
        status = ask(c, h);
    co_history_close(h);
    return status;
}
