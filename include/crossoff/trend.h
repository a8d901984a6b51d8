/* core: how the last lists of a feed went, list by list: what a trend is drawn and printed from. */
#pragma once
#include "crossoff/sheet.h"
#include "crossoff/tally.h"

/* Whether a list kept its due dates: the Delivery column of a tier-1 board, one mark per shop and
 * day. X(NAME, name, letter, what it says); the unknown one is the first list of a feed or of the
 * shop, or one without due dates. */
#define CO_DELIVERY_LIST(X)                                                   \
    X(UNKNOWN, "", ".", "not known: nothing to compare with")                 \
    X(GREEN, "green", "G", "no more orders past due than on the list before") \
    X(RED, "red", "R", "more orders past due than on the list before")

enum co_delivery {
#define CO_DELIVERY_ENUM(name, word, letter, text) CO_DELIVERY_##name,
    CO_DELIVERY_LIST(CO_DELIVERY_ENUM)
#undef CO_DELIVERY_ENUM
        CO_DELIVERIES
};
/* Of these three, static texts. */
const char *co_delivery_name(enum co_delivery d);
const char *co_delivery_letter(enum co_delivery d);
const char *co_delivery_text(enum co_delivery d);

/* One list of one shop, or of all. */
struct co_trend_point {
    bool is_there;      /* the list, or the list before, had orders of the shop */
    bool is_baseline;   /* the feed's first list: nothing was subtracted from it */
    bool has_due_dates; /* the list has a column for them */
    enum co_delivery delivery;
    struct co_counts counts;
};
/* The mark of a list behind another, NULL when there is none before it. */
enum co_delivery co_trend_delivery(const struct co_trend_point *before,
                                   const struct co_trend_point *point);

struct co_trend_line {
    struct co_str shop;                  /* "" in the line of all, and for orders without one */
    const struct co_trend_point *points; /* one per list, oldest first */
    int64_t ages[CO_AGES];               /* open orders of the newest list */
};
/* Everything lives in `arena`. */
struct co_trend {
    struct co_str feed;
    const co_date *dates; /* of the lists, oldest first */
    size_t n;             /* lists */
    struct co_trend_line all;
    const struct co_trend_line *shops; /* sorted by name, the one without last */
    size_t n_shops;
    struct co_arena arena;
};
void co_trend_fini(struct co_trend *t);
/* The line of a shop, or NULL. */
const struct co_trend_line *co_trend_shop(const struct co_trend *t, struct co_str shop);

/* A row per list for all shops together (level "feed"), then one per list and shop ("shop"): level,
 * shop, date, yesterday, completed, cancelled, moved, carried_over, new, reopened, today, past_due,
 * delivery. Of the first list only today and past_due. False when memory ran out; release the table
 * with co_table_fini. */
bool co_trend_table(const struct co_trend *t, struct co_table *out);
