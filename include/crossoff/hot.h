/* core: the hot list: which open orders to look at first. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/str.h"

/* What the place of an order on the hot list depends on. */
struct co_heat {
    co_date due;          /* or CO_DATE_NONE */
    struct co_str urgent; /* the priority as written, or empty */
    int32_t untouched;    /* recorded days without any change */
    struct co_str key;    /* of the order; no two are equal */
};
/* Before which number a priority stands: 1 before 2 before a word that says high, before what says
 * nothing, before low. Numbers count as most ERPs mean them: 1 is the most urgent. */
int64_t co_hot_priority(struct co_str priority);
/* <0 when a is hotter on that day: past due, by most days; else by priority; then untouched for
 * longest; then due first; then by key. A total order. */
int co_hot_compare(const struct co_heat *a, const struct co_heat *b, co_date day);
