/* core: one order's life as a line of recorded days, a mark for each. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/table.h"

/* X(NAME, symbol, the same in ASCII, what it says) */
#define CO_LIFE_LIST(X)                                     \
    X(ABSENT, "_", "_", "not on the list")                  \
    X(LISTED, "+", "+", "new, or on the feed's first list") \
    X(CARRIED, "·", ".", "carried over unchanged")          \
    X(CHANGED, "~", "~", "changed")                         \
    X(PROGRESS, "▲", "^", "pieces made")                    \
    X(REOPENED, "↺", "<", "reopened")                       \
    X(COMPLETED, "✔", "x", "completed")                     \
    X(CANCELLED, "✗", "-", "cancelled")                     \
    X(MOVED, "→", ">", "moved to another feed")

enum co_life_mark {
#define CO_LIFE_ENUM(name, symbol, ascii, text) CO_LIFE_##name,
    CO_LIFE_LIST(CO_LIFE_ENUM)
#undef CO_LIFE_ENUM
        CO_LIFE_MARKS
};

struct co_life_day {
    co_date date;
    enum co_life_mark mark;
};
/* Marks the recorded days (in order) from the order's first event on to the day it left, or to the
 * newest day. `life` is what co_history_life gives; the order has the n_rows rows from first_row.
 * Gives how many of `out`, which has room for n_days, were filled. */
size_t co_lifeline(const struct co_table *life, size_t first_row, size_t n_rows,
                   const co_date *days, size_t n_days, struct co_life_day *out);
/* How many rows from first_row on are of the same order. */
size_t co_lifeline_rows(const struct co_table *life, size_t first_row);
