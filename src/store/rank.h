/* Which orders of a day come first in its list. Private to the store. */
#pragma once
#include "db.h"

/* A day, its shops in the order of the sheet, and how many orders of each verdict are wanted. */
struct co_rank_wish {
    int64_t feed, run;
    co_date date;
    struct co_str shops_json; /* of those that are asked for; empty: all */
    const struct co_sheet_shop *shops;
    size_t n_shops;
    size_t limit; /* orders per shop and part; 0 = all */
};

/* The parts of a shop's list, in their order. */
enum co_rank_part {
    CO_PART_COMPLETED = 1,
    CO_PART_CANCELLED,
    CO_PART_MOVED,
    CO_PART_CARRIED,
    CO_PART_NEW
};

struct co_ranked {
    int64_t event, spell, order;
    int32_t shop; /* number among the shops */
    int32_t part; /* enum co_rank_part */
    bool is_changed;
    /* What it is sorted by, before its number and key: */
    bool is_new;  /* reopened ones come first */
    int64_t past; /* the number of the day on which it began, less the days that it had before */
    co_date due;  /* far away where there is none, or where it does not count */
    struct co_str name, key; /* in the arena, if they had to be asked for */
};

/* Sorted; *out is released with free, `arena` has the names. */
CO_NODISCARD enum co_status co_rank_orders(struct co_history *h, const struct co_rank_wish *wish,
                                           struct co_arena *arena, struct co_ranked **out,
                                           size_t *n, struct co_err *err);
