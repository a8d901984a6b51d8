/* store: what a run warned of, kept beside its day: it is told again whenever the day is. */
#pragma once
#include "crossoff/history.h"

/* Keeps those of the notes that are warnings as those of a run that has none yet, inside a
 * transaction. Fails with CO_STORE. */
CO_NODISCARD enum co_status co_warnings_keep(struct co_history *h, int64_t run,
                                             const struct co_notes *notes, struct co_err *err);
/* Adds them to `out` as they were noted. Fails with CO_STORE. */
CO_NODISCARD enum co_status co_warnings_of(struct co_history *h, int64_t run, struct co_notes *out,
                                           struct co_err *err);
