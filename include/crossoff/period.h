/* core: days added up to weeks and months. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/table.h"

/* The name of the period that a date lies in, in `out`, which has room for CO_DATE_TEXT bytes. */
typedef const char *co_period(co_date date, char *out);
const char *co_period_date(co_date date, char *out);  /* "2026-11-23" */
const char *co_period_week(co_date date, char *out);  /* "2026-W48" (ISO 8601) */
const char *co_period_month(co_date date, char *out); /* "2026-11" */
/* The period of a word: date, week or month; NULL when it is none. */
co_period *co_period_of(const char *word);

/* Totals by date added up: what happened is summed, of the first day's stock the first, of what
 * stands at its end the last. `days` has a date first, then columns as co_history_by_date names
 * them; its total is taken over. The result has the period's name first and the number of recorded
 * days last. */
void co_period_totals(const struct co_table *days, const char *word, struct co_table *out);
