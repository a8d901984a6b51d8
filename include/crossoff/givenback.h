/* app: the list of a recorded day, as it was read. */
#pragma once
#include "crossoff/history.h"

/* The list of a recorded day with the columns of its file in their order, its rows sorted by key:
 * as a CSV text (RFC 4180, lines end in LF; nothing is escaped for spreadsheets) and as a table.
 * Rows that were dropped, rejected or written twice are not in it. The caller releases both. */
CO_NODISCARD enum co_status co_list_given_back(struct co_history *h, const char *feed, co_date date,
                                               struct co_buf *csv, struct co_table *out,
                                               struct co_err *err);
