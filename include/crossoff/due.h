/* app: whether a feed's list of today should have been recorded by now. */
#pragma once
#include "crossoff/config.h"
#include "crossoff/history.h"

struct co_due {
    const struct co_schedule *schedule;
    const struct co_reading *reading; /* of the feed: its holidays, and when its day starts */
    const char *feed;
    int64_t now; /* seconds since 1970-01-01T00:00:00Z */
};
/* *is_missing: the run of today should have begun, and nothing was recorded today, nor before for
 * today. *today: the local date. *newest: the feed's newest recorded day; its date is CO_DATE_NONE
 * when there is none. Fails as reading the history does. */
CO_NODISCARD enum co_status co_due_check(struct co_history *h, const struct co_due *due,
                                         bool *is_missing, co_date *today,
                                         struct co_recorded *newest, struct co_err *err);
