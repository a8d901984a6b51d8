/* core: the crossed-off list of one day, ready to be printed in any format. */
#pragma once
#include "crossoff/recon.h"

/* Counts of orders; pieces in thousandths. yesterday + from_other = completed + cancelled +
 * moved + carried_over + to_other, where from/to count orders that changed shop (0 in totals). */
struct co_counts {
    int64_t yesterday, completed, cancelled, moved, carried_over, fresh, reopened, today;
    int64_t from_other, to_other;
    int64_t changed, past_due;
    int64_t by_status, by_quantity, by_told, by_absence; /* the completed, by evidence */
    int64_t is_short, closed; /* of the completed: fewer made than ordered; not confirmed made */
    int64_t orders_completed; /* where rows are operations: orders without any open one left */
    int64_t pieces_completed;
};

/* Adds counts up; those of several shops or days. */
void co_counts_add(struct co_counts *sum, const struct co_counts *c);

struct co_sheet_item {
    enum co_verdict verdict;
    enum co_evidence evidence;
    struct co_str outcome;   /* of a completed one: made, short, closed or assumed */
    struct co_str to_feed;   /* of a moved one */
    bool is_operation;       /* the list's rows are operations of orders... */
    bool is_order_completed; /* ...and with this one the order has no open one left */
    struct co_str shop, work_order, suffix, operation, part, description, status;
    int64_t quantity, completed; /* thousandths or CO_QUANTITY_NONE */
    int64_t progress;            /* made since the list before, thousandths; 0 = none */
    co_date due, first_seen;
    co_date retracted;      /* reopened: the day of the completion that is taken back */
    int32_t days, workdays; /* recorded days and working days on the list, today included */
    bool is_past_due;
    const struct co_change *changes;
    size_t n_changes;
};

struct co_sheet_shop {
    struct co_str name; /* "" when the list has no shop or the cell is empty */
    struct co_counts counts;
    const struct co_sheet_item *items; /* sorted: completed, cancelled, carried over (oldest
                                          first), reopened, new; possibly shortened */
    size_t n_items;
};

struct co_sheet_file {
    struct co_str name;
    struct co_rowcount rows;
    co_date date;
};

/* A guard rail that would have held the day's list, and why somebody let it pass. */
struct co_sheet_accepted {
    struct co_str rule, sentence, reason, source, who, at;
    int64_t measured, expected;
};

struct co_trend;
/* Everything lives in `arena`, but the items. */
struct co_sheet {
    struct co_str feed, key; /* key: the headers that name a row, ", " between them */
    struct co_str history;   /* file, for the hints */
    co_date date;
    bool is_baseline;    /* the first list of the feed: nothing to subtract from */
    bool has_operations; /* its rows are operations of orders */
    bool is_no_news;     /* it says what the list before says, order by order */
    const struct co_sheet_accepted *accepted;
    size_t n_accepted;
    struct co_sheet_file yesterday, today; /* yesterday.name is empty for a baseline */
    struct co_counts counts;
    int64_t shops_all; /* shops of the day, whether asked for or not */
    bool is_one_shop;  /* only of `shop`, whether the day has it or not */
    struct co_str shop;
    const struct co_trend *trend; /* the last lists up to this one, borrowed; NULL: not asked for */
    const struct co_sheet_shop *shops;
    size_t n_shops;
    struct co_sheet_item
        *items; /* of all shops, one after the other; released with free, or NULL */
    struct co_arena arena;
};
void co_sheet_fini(struct co_sheet *s);
/* The sheet of one shop, as if only that had been asked for: a view of `s`, which outlives it;
 * there is nothing to release. A shop that the day does not have has no orders. */
void co_sheet_of_shop(const struct co_sheet *s, struct co_str shop, struct co_sheet *out);
