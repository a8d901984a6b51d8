/* app: somebody's statement, asked in a process of its own that can be ended at any moment. */
#pragma once
#include "crossoff/ask.h"

/* Asks q (is_over and ctx are set here) and gives the answer; fails as co_answer_read does, and
 * with CO_STORE when the process had to be ended. Release it with co_table_fini in any case. */
CO_NODISCARD enum co_status co_sandbox_ask(const struct co_ask *q, struct co_answer *out,
                                           struct co_err *err);
