#include "crossoff/due.h"
#include "crossoff/run.h"
#include "crossoff/sys.h"

/* A list may bear the date of the evening before, when it was exported: so what was recorded today
 * counts as today's. */
static bool has_come(const struct co_due *due, co_date today, const struct co_recorded *newest)
{
    int64_t at;
    co_date day;
    bool is_day_before;
    if (newest->date == CO_DATE_NONE)
        return false;
    return newest->date >= co_run_day_of_time(due->now, due->reading, &is_day_before) ||
           (co_time_parse(co_str_of(newest->recorded_at), &at, &day) &&
            co_clock_local_date(at) >= today);
}

enum co_status co_due_check(struct co_history *h, const struct co_due *due, bool *is_missing,
                            co_date *today, struct co_recorded *newest, struct co_err *err)
{
    *is_missing = false;
    newest->date = CO_DATE_NONE;
    if (!co_schedule_is_due(due->schedule, &due->reading->calendar, due->now, today))
        return CO_OK;
    enum co_status status = co_history_day(h, due->feed, CO_DATE_NONE, newest, err);
    *is_missing = !status && !has_come(due, *today, newest);
    return status;
}
