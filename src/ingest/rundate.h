/* When a report says it was made: the run date in the lines above the header. */
#pragma once
#include "crossoff/export.h"

/* The run date of one line and its other reading if day and month of it can be exchanged, else
 * CO_DATE_NONE. is_sure: the word beside it can mean nothing else ("printed", not "date"). */
struct co_rundate {
    co_date date, other;
    bool is_sure;
};
/* False when the line has no word for it, not exactly one date, or is a filter ("due until ...").
 */
bool co_rundate_of_line(struct co_str line, char delimiter, enum co_day_order order,
                        struct co_rundate *out);
/* Sets x->run_date and x->run_date_else from the first sure line between two offsets, or else the
 * first at all; to CO_DATE_NONE when there is none. */
void co_rundate_find(struct co_export *x, size_t from, size_t to, enum co_day_order order);
