/* A list whose rows share keys, written anew so that no two do: rows numbered, or added up. */
#pragma once
#include "crossoff/export.h"

struct co_reshape {
    const struct co_export *yesterday; /* its numbers are kept where rows are the same; or NULL */
    bool is_sum;        /* one row per key, its quantities added up; else rows are numbered */
    bool has_numbers;   /* the list gets the column of numbers; always where rows are numbered */
    bool is_multiset;   /* a number is never used again: the rows have no order that comes back */
    int64_t lines_used; /* the highest number of the feed so far */
};

/* Writes the rows of x (whose set holds all of them, twins too) as CSV with commas. Numbered: one
 * more column at the end, CO_LINE_COLUMN; the first row of a key has none unless is_multiset. Rows
 * are paired with yesterday's of the same key: equal ones, then by due date and quantity, by due
 * date, and what is left the oldest due first. The result does not depend on the order of the rows.
 */
CO_NODISCARD enum co_status co_reshape(const struct co_export *x, const struct co_reshape *how,
                                       struct co_buf *text, struct co_err *err);
