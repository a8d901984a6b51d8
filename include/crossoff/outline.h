/* core: the first pair of a feed's lists without a history: what a dry run shows of it. Nothing
 * that a history knows bears on such a pair, so its counts and orders follow from the lists alone,
 * the same as if they had been recorded (tests/oracle/check-dry-run). */
#pragma once
#include "crossoff/date.h"
#include "crossoff/sheet.h"

/* What is wanted of the orders; the counts are always of all. */
struct co_outline_wish {
    const char *const *shops; /* only theirs; "" means orders without a shop */
    size_t n_shops;
    bool has_items;      /* orders are asked for */
    int64_t limit;       /* orders per shop and verdict; 0 = all */
    int64_t limit_above; /* shorten only when there are more orders than this */
};

/* Begin with {0}; release with co_outline_fini. */
struct co_outline {
    struct co_sheet_shop *shops; /* by name, the one without a name last; without items */
    size_t n_shops;
    struct co_sheet_item *items; /* of the wanted shops, in the order of a sheet */
    size_t n_items;
    bool has_events; /* anything became of any order */
    struct co_arena arena;
    struct co_outliner *inner; /* what is kept from the first list to the second */
};

/* Whether both lists are such that it can be told: they have work orders, and rows that are no
 * operations, whose orders would have to be looked for. */
bool co_outline_fits(const struct co_export *yesterday, const struct co_export *today);
/* The first list: its shops. CO_NOMEM. */
CO_NODISCARD enum co_status co_outline_first(struct co_outline *out, const struct co_export *list,
                                             co_date date, struct co_err *err);
/* The second list. */
struct co_outline_pair {
    const struct co_export *today;
    const struct co_recon *recon; /* of the first list and this one */
    co_date yesterday_date, date;
    const struct co_calendar *calendar;
};
/* Its shops and orders, in the place of those of the first. CO_NOMEM. */
CO_NODISCARD enum co_status co_outline_second(struct co_outline *out,
                                              const struct co_outline_pair *pair,
                                              const struct co_outline_wish *wish,
                                              struct co_err *err);
void co_outline_fini(struct co_outline *out);
