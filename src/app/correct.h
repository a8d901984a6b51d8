/* A recorded day that is recorded again, a late one, one that is taken back. Private to src/app. */
#pragma once
#include "sources.h"

/* Whether a file says what was recorded for its day; else up to five orders that differ. */
CO_NODISCARD enum co_status co_correct_compare(struct run *r, struct source *s,
                                               const struct co_recorded *day, bool *same,
                                               struct co_buf *examples);
/* Records a file for a day that is not the newest one, or was recorded before, and every later day
 * again, from the lists that the history gives back. */
CO_NODISCARD enum co_status co_correct_day(struct run *r, struct source *s);
/* The run's way to record one list as the feed's newest day (in run.c). */
CO_NODISCARD enum co_status co_run_record(struct run *r, struct source *s,
                                          const struct co_export *yesterday);
