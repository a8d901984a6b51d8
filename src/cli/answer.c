#include "answer.h"
#include <stdlib.h>
#include <string.h>

void co_answer_title(const struct co_question *q, const char *feed, char title[CO_TITLE])
{
    char from[CO_DAY_TEXT], to[CO_DAY_TEXT];
    (void)snprintf(title, CO_TITLE, "feed %.100s, %s%s%s", feed, co_date_day_text(q->from, from),
                   q->from == q->to ? "" : " to ",
                   q->from == q->to ? "" : co_date_day_text(q->to, to));
    for (size_t i = 0; i < q->n_shops && strlen(title) < CO_TITLE - 1; i++)
        (void)snprintf(title + strlen(title), CO_TITLE - strlen(title), "%s%s",
                       i ? ", " : ", only ", *q->shops[i] ? q->shops[i] : "(no shop)");
}

bool co_answer_is_period(const char *by)
{
    return by && co_period_of(by);
}

/* Machines get what is not there as nothing; people get a word. */
static void name_nothing(struct co_context *c, struct co_table *t, const char *what)
{
    char word[64];
    (void)snprintf(word, sizeof word, "(no %.50s)", what);
    for (size_t r = 0; co_emit_is_read(c) && r < t->n_rows; r++)
        if (!t->cells[r * t->n_columns].text.len)
            co_table_text(t, &t->cells[r * t->n_columns], co_str_of(word));
}

/* Prints a table of the days asked about; of `shown`, what fits a terminal (0: all). By now
 * everything is asked: nobody has to wait for whoever reads it. */
static enum co_status emit(struct co_context *c, struct co_history *h, const struct co_question *q,
                           struct co_table *t, const char *const *shown, size_t n)
{
    char title[CO_TITLE];
    co_history_thaw(h);
    co_answer_title(q, c->feed, title);
    t->title = title;
    return co_table_ok(t) ? co_emit_table(c, t, shown, n) : co_fail_nomem(&c->err);
}

/* --- totals --------------------------------------------------------------------------------- */

static enum co_status by_period(struct co_context *c, struct co_history *h,
                                const struct co_question *q, const char *by)
{
    const char *const shown[] = {by,      "yesterday",    "completed", "cancelled",
                                 "moved", "carried_over", "new",       "reopened",
                                 "today", "past_due"};
    struct co_table days = {0}, periods = {0};
    bool is_date = strcmp(by, "date") == 0;
    enum co_status status = co_history_by_date(h, q, &days, &c->err);
    if (!status && !is_date)
        co_period_totals(&days, by, &periods);
    struct co_table *t = is_date ? &days : &periods;
    if (!status)
        status = emit(c, h, q, t, shown, sizeof shown / sizeof *shown);
    co_table_fini(&periods);
    co_table_fini(&days);
    return status;
}

static enum co_status by_shop(struct co_context *c, struct co_history *h,
                              const struct co_question *q)
{
    static const char *const shown[] = {"shop",   "at_start", "completed", "cancelled",
                                        "moved",  "new",      "reopened",  "from_other_shops",
                                        "at_end", "past_due"};
    struct co_table t = {0};
    enum co_status status = co_history_by_shop(h, q, &t, &c->err);
    if (!status)
        name_nothing(c, &t, "shop");
    if (!status)
        status = emit(c, h, q, &t, shown, sizeof shown / sizeof *shown);
    co_table_fini(&t);
    return status;
}

static enum co_status by_group(struct co_context *c, struct co_history *h,
                               const struct co_question *q, const struct co_by *by)
{
    const char *const shown[] = {by->name, "at_start", "completed",   "cancelled", "moved",
                                 "new",    "reopened", "from_others", "at_end",    "past_due"};
    struct co_tally *tally = NULL;
    struct co_table t = {0};
    enum co_status status = co_history_tally(h, q, by, &tally, &c->err);
    if (!status) {
        co_tally_totals(tally, by->name, &t);
        name_nothing(c, &t, by->column ? by->column : by->name);
        status = emit(c, h, q, &t, shown, sizeof shown / sizeof *shown);
    }
    co_table_fini(&t);
    co_tally_close(tally);
    return status;
}

enum co_status co_answer_totals(struct co_context *c, struct co_history *h,
                                const struct co_question *q, const char *by)
{
    struct co_by group;
    if (co_answer_is_period(by))
        return by_period(c, h, q, by);
    enum co_status status = co_history_grouping(h, c->feed, by, &c->args.arena, &group, &c->err);
    if (status)
        return status;
    group.only_totals = true;
    if (group.kind == CO_BY_FIELD && group.field == CO_FIELD_SHOP)
        return by_shop(c, h, q);
    return by_group(c, h, q, &group);
}

/* --- measures ------------------------------------------------------------------------------- */

static enum co_status emit_measures(struct co_context *c, struct co_history *h,
                                    const struct co_question *q, struct co_table *t,
                                    const char *group)
{
    static const char *const lines[] = {"measure", "value", "unit"};
    const char *const shown[] = {group,
                                 "completed",
                                 "at_end",
                                 "list_completion",
                                 "on_time",
                                 "schedule_attainment",
                                 "past_due",
                                 "age_mean",
                                 "throughput_20_mean",
                                 "backlog",
                                 "cycle_time_mean",
                                 "slips"};
    t->has_remarks = !group;
    if (group)
        return emit(c, h, q, t, shown, sizeof shown / sizeof *shown);
    return emit(c, h, q, t, lines, c->args.is_verbose ? 0 : 3);
}

enum co_status co_answer_measures(struct co_context *c, struct co_history *h,
                                  const struct co_question *q, const char *by)
{
    struct co_by group = {.kind = CO_BY_ALL};
    struct co_tally *tally = NULL;
    struct co_table t = {0};
    bool is_period = co_answer_is_period(by);
    enum co_status status = CO_OK;
    if (by && !is_period)
        status = co_history_grouping(h, c->feed, by, &c->args.arena, &group, &c->err);
    if (!status && is_period)
        status = co_history_tally_periods(h, q, co_period_of(by), &tally, &c->err);
    else if (!status)
        status = co_history_tally(h, q, &group, &tally, &c->err);
    const char *name = is_period ? by : group.name;
    if (!status && by)
        co_tally_groups(tally, name, is_period, &t);
    else if (!status)
        co_tally_measures(tally, &t);
    if (!status && by && !is_period)
        name_nothing(c, &t, group.column ? group.column : group.name);
    if (!status)
        status = emit_measures(c, h, q, &t, by ? name : NULL);
    co_table_fini(&t);
    co_tally_close(tally);
    return status;
}

/* --- orders --------------------------------------------------------------------------------- */

enum { HOT_MOST = 1000 };

enum co_status co_answer_hot(struct co_context *c, struct co_history *h,
                             const struct co_question *q)
{
    static const char *const shown[] = {
        "place",    "shop",      "work_order",         "suffix",   "operation",
        "part",     "quantity",  "quantity_completed", "due_date", "past_due_days",
        "priority", "untouched", "days_carried"};
    struct co_table t = {0};
    char *end;
    long n = strtol(c->args.hot, &end, 10);
    if (*end || n < 1 || n > HOT_MOST)
        return co_fail(&c->err, CO_USAGE, "--hot: '%s' is no number from 1 to %d", c->args.hot,
                       HOT_MOST);
    enum co_status status = co_history_hot(h, q, n, &t, &c->err);
    if (!status)
        status = emit(c, h, q, &t, shown, sizeof shown / sizeof *shown);
    co_table_fini(&t);
    return status;
}

enum co_status co_answer_slips(struct co_context *c, struct co_history *h,
                               const struct co_question *q)
{
    static const char *const shown[] = {
        "shop",     "work_order",  "suffix",        "operation", "part",          "first_due_date",
        "due_date", "moved_later", "moved_earlier", "days",      "days_in_range", "open"};
    struct co_table t = {0};
    enum co_status status = co_history_slips(h, q, &t, &c->err);
    if (!status)
        status = emit(c, h, q, &t, shown, sizeof shown / sizeof *shown);
    co_table_fini(&t);
    return status;
}

enum co_status co_answer_trend(struct co_context *c, struct co_history *h,
                               const struct co_question *q)
{
    char title[CO_TITLE];
    struct co_trend trend = {0};
    struct co_table t = {0};
    struct co_buf out = {0};
    co_date *days;
    size_t n_days, n = 0;
    enum co_status status =
        co_history_recorded(h, c->feed, &c->args.arena, &days, &n_days, &c->err);
    for (size_t i = 0; !status && i < n_days; i++)
        n += days[i] >= q->from && days[i] <= q->to;
    if (!status)
        status = co_history_trend(h, q, n, &trend, &c->err);
    co_answer_title(q, c->feed, title);
    if (!status && c->format->trend) {
        co_history_thaw(h);
        co_progress(c->stages, CO_DRAWING, NULL, 0, 0);
        c->format->trend(&out, &trend, title, &c->view);
        status = co_emit(c, &out);
    } else if (!status) {
        status = co_trend_table(&trend, &t) ? emit(c, h, q, &t, NULL, 0) : co_fail_nomem(&c->err);
    }
    co_buf_fini(&out);
    co_table_fini(&t);
    co_trend_fini(&trend);
    return status;
}
