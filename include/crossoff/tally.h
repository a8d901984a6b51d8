/* core: what a planner asks of some recorded days: facts about orders, added up by group, and the
 * measures that follow from them. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/hash.h"
#include "crossoff/table.h"

/* The measures, in the order of every report: X(NAME, name, unit, kind, what,
 * formula). COUNT is a whole number, MILLI thousandths, rounded to tenths where they are a
 * quotient. FLOW is what happened, STOCK how it stands: a stock is no sum of days. */
#define CO_TALLY_LIST(X)                                                                           \
    X(AT_START, "at_start", "orders", COUNT, STOCK, "open on the list before the first day")       \
    X(COMPLETED, "completed", "orders", COUNT, FLOW, "found completed")                            \
    X(CANCELLED, "cancelled", "orders", COUNT, FLOW, "found cancelled")                            \
    X(MOVED, "moved", "orders", COUNT, FLOW, "found in another feed")                              \
    X(CARRIED_OVER, "carried_over", "orders", COUNT, STOCK,                                        \
      "on the list at start and at end, never off")                                                \
    X(NEW, "new", "orders", COUNT, FLOW, "never seen before")                                      \
    X(REOPENED, "reopened", "orders", COUNT, FLOW, "came back")                                    \
    X(AT_END, "at_end", "orders", COUNT, STOCK, "open on the list of the last day")                \
    X(ORDERS_COMPLETED, "orders_completed", "orders", COUNT, FLOW,                                 \
      "completed with their last operation")                                                       \
    X(COMPLETED_SHORT, "completed_short", "orders", COUNT, FLOW,                                   \
      "of completed: fewer made than ordered")                                                     \
    X(PIECES_COMPLETED, "pieces_completed", "pieces", MILLI, FLOW, "counted as made of completed") \
    X(PIECES_CARRIED, "pieces_carried_over", "pieces", MILLI, STOCK,                               \
      "still to make of carried over")                                                             \
    X(PIECES_NEW, "pieces_new", "pieces", MILLI, FLOW, "still to make of new")                     \
    X(PIECES_REOPENED, "pieces_reopened", "pieces", MILLI, FLOW, "still to make of reopened")      \
    X(PIECES_AT_END, "pieces_at_end", "pieces", MILLI, STOCK, "still to make of the list at end")  \
    X(LIST_COMPLETION, "list_completion", "percent", MILLI, STOCK,                                 \
      "of at_start, completed by the end")                                                         \
    X(ON_TIME, "on_time", "percent", MILLI, FLOW,                                                  \
      "completed on a day up to the due date / with one")                                          \
    X(COMPLETED_DUE, "completed_with_due_date", "orders", COUNT, FLOW,                             \
      "of completed: with a due date")                                                             \
    X(COMPLETED_BETWEEN, "completed_due_between", "orders", COUNT, FLOW,                           \
      "due between the two lists")                                                                 \
    X(COMPLETED_LATE, "completed_past_due", "orders", COUNT, FLOW, "past due on the list before")  \
    X(ATTAINMENT, "schedule_attainment", "percent", MILLI, STOCK,                                  \
      "of scheduled, completed on time")                                                           \
    X(SCHEDULED, "scheduled", "orders", COUNT, STOCK,                                              \
      "at_start, due after that list, up to the end")                                              \
    X(ATTAINED, "attained", "orders", COUNT, STOCK,                                                \
      "of scheduled: whole, by that due date, not back")                                           \
    X(ATTAINMENT_PIECES, "schedule_attainment_pieces", "percent", MILLI, STOCK,                    \
      "the same in pieces")                                                                        \
    X(SCHEDULED_PIECES, "scheduled_pieces", "pieces", MILLI, STOCK, "still to make of scheduled")  \
    X(ATTAINED_PIECES, "attained_pieces", "pieces", MILLI, STOCK,                                  \
      "made of these in time, no more")                                                            \
    X(PAST_DUE, "past_due", "orders", COUNT, STOCK, "open, due date before the last day")          \
    X(PAST_DUE_PIECES, "past_due_pieces", "pieces", MILLI, STOCK, "still to make of these")        \
    X(PAST_DUE_MEAN, "past_due_days_mean", "days", MILLI, STOCK,                                   \
      "last day - due date, mean of these")                                                        \
    X(PAST_DUE_MOST, "past_due_days_most", "days", COUNT, STOCK, "the same, the most")             \
    X(NO_DUE_DATE, "no_due_date", "orders", COUNT, STOCK,                                          \
      "open, never past due for want of a date")                                                   \
    X(AGE_MEAN, "age_mean", "working days", MILLI, STOCK,                                          \
      "working days on the list / open orders")                                                    \
    X(AGE_1, "age_0_1", "orders", COUNT, STOCK, "open, 0 to 1 working days on the list")           \
    X(AGE_3, "age_2_3", "orders", COUNT, STOCK, "2 to 3")                                          \
    X(AGE_7, "age_4_7", "orders", COUNT, STOCK, "4 to 7")                                          \
    X(AGE_14, "age_8_14", "orders", COUNT, STOCK, "8 to 14")                                       \
    X(AGE_30, "age_15_30", "orders", COUNT, STOCK, "15 to 30")                                     \
    X(AGE_OVER, "age_over_30", "orders", COUNT, STOCK, "more than 30")                             \
    X(CARRIED_MEAN, "days_carried_mean", "recorded days", MILLI, STOCK,                            \
      "days carried / open orders")                                                                \
    X(CARRIED_MOST, "days_carried_most", "recorded days", COUNT, STOCK,                            \
      "the most of an open order")                                                                 \
    X(UNTOUCHED_MEDIAN, "untouched_median", "recorded days", MILLI, STOCK,                         \
      "without any change, median")                                                                \
    X(UNTOUCHED_MOST, "untouched_most", "recorded days", COUNT, STOCK, "the same, the most")       \
    X(UNTOUCHED_10, "untouched_10", "orders", COUNT, STOCK,                                        \
      "open, 10 recorded days without any change")                                                 \
    X(THROUGHPUT, "throughput", "orders a working day", MILLI, STOCK,                              \
      "completed, the last working day")                                                           \
    X(MEAN_5, "throughput_5_mean", "orders a working day", MILLI, STOCK, "mean of the last 5")     \
    X(MEDIAN_5, "throughput_5_median", "orders a working day", MILLI, STOCK,                       \
      "median of the last 5")                                                                      \
    X(MEAN_20, "throughput_20_mean", "orders a working day", MILLI, STOCK, "mean of the last 20")  \
    X(MEDIAN_20, "throughput_20_median", "orders a working day", MILLI, STOCK,                     \
      "median of the last 20")                                                                     \
    X(PIECES_20, "throughput_20_pieces", "pieces a working day", MILLI, STOCK,                     \
      "mean of the last 20")                                                                       \
    X(BACKLOG, "backlog", "working days", MILLI, STOCK, "at_end / throughput_20_mean")             \
    X(BACKLOG_LATE, "backlog_past_due", "working days", MILLI, STOCK,                              \
      "past_due / throughput_20_mean")                                                             \
    X(CYCLE_MEAN, "cycle_time_mean", "working days", MILLI, FLOW, "completed - first seen, mean")  \
    X(CYCLE_MEDIAN, "cycle_time_median", "working days", MILLI, FLOW, "the same, median")          \
    X(CYCLE_CUT, "cycle_time_unknown", "orders", COUNT, FLOW,                                      \
      "completed, on the first list already")                                                      \
    X(OPEN_MEAN, "open_for_mean", "working days", MILLI, STOCK,                                    \
      "last day - first seen, of open orders")                                                     \
    X(OPEN_MEDIAN, "open_for_median", "working days", MILLI, STOCK, "the same, median")            \
    X(SLIPS, "slips", "times", COUNT, FLOW, "a due date moved later")                              \
    X(SLIP_DAYS, "slip_days", "days", COUNT, FLOW, "later by, in all")                             \
    X(PULLED, "moved_earlier", "times", COUNT, FLOW, "a due date moved earlier")

enum co_tally_measure {
#define CO_TALLY_ENUM(name, text, unit, kind, what, formula) CO_TALLY_##name,
    CO_TALLY_LIST(CO_TALLY_ENUM)
#undef CO_TALLY_ENUM
        CO_TALLY_MEASURES
};

/* Working days on the list, of open orders: X(up to, words). */
#define CO_AGE_LIST(X) \
    X(1, "0-1") X(3, "2-3") X(7, "4-7") X(14, "8-14") X(30, "15-30") X(INT32_MAX, "over 30")
enum {
#define CO_AGE_COUNT(most, words) +1
    CO_AGES = 0 CO_AGE_LIST(CO_AGE_COUNT)
#undef CO_AGE_COUNT
};
/* The bucket of an age in working days, 0 to CO_AGES - 1; its words, a static text. */
int co_age_bucket(int32_t working_days);
const char *co_age_words(int bucket);

/* What happened, or how it stands. */
enum co_fact_kind {
    CO_FACT_START, /* open on the list before the first day */
    CO_FACT_END,   /* open on the list of the last day */
    CO_FACT_COMPLETED,
    CO_FACT_CANCELLED,
    CO_FACT_MOVED,
    CO_FACT_NEW,
    CO_FACT_REOPENED,
    CO_FACT_DUE,  /* carried over, its due date moved */
    CO_FACT_MADE, /* carried over on a list without work orders: so many pieces fewer are wanted */
    CO_FACT_RATE, /* `orders` completed by one list of the throughput, `pieces` made */
};
struct co_fact {
    enum co_fact_kind kind;
    struct co_str group;
    uint32_t number;      /* of the group, which then needs no name; or 0 */
    co_date date;         /* of the list */
    co_date before;       /* completed: the list before; a moved due date: what it was */
    co_date due;          /* or CO_DATE_NONE */
    int64_t orders;       /* of a rate */
    int64_t pieces;       /* thousandths: completed: that count as made; else still to make */
    int64_t attained;     /* start: pieces made in time, thousandths */
    int32_t open_for;     /* working days from first seen to `date` */
    int32_t age;          /* end: working days on the list */
    int32_t days_carried; /* end: recorded days on it */
    int32_t untouched;    /* end: recorded days without any change */
    bool is_cut;          /* first seen on the feed's first list: open for longer than is known */
    bool is_carried;      /* end: on the list before the first day too, and never off */
    bool is_completed;    /* start: completed by the end */
    bool is_attained;     /* start: whole, by its due date, and not back */
    bool is_short, is_order; /* completed: fewer made than ordered; the order's last operation */
};

/* A list that the throughput is taken from, in order of date. */
struct co_tally_list {
    co_date date;
    int32_t workday_no; /* working days passed since the first list: lists of one number are one
                           sample, since a day that is not worked adds nothing to divide by */
    int32_t covers;     /* working days since the list before */
};
enum { CO_TALLY_WINDOW = 20 /* working days of the longest throughput */ };
/* The days asked about. start: the list before the first day (of the first list ever: itself). */
struct co_tally_range {
    co_date start, from, to;
    const struct co_tally_list *lists; /* of the last CO_TALLY_WINDOW working days, borrowed */
    size_t n_lists;
    struct co_hash_key secret; /* of the groups' names, which come from the lists */
    bool only_totals;          /* co_tally_totals will be asked: no medians, no throughput */
};

struct co_tally;
/* Failed allocations are remembered until co_tally_end. */
struct co_tally *co_tally_open(const struct co_tally_range *range);
/* The number of a group for the facts to come, so that each name is looked for once; 0 when memory
 * ran out. A group that no fact is about is not shown. */
uint32_t co_tally_number(struct co_tally *t, struct co_str name);
void co_tally_add(struct co_tally *t, const struct co_fact *fact);
/* Groups, sorted by name; *n is set. CO_NOMEM if an allocation failed. Once, after the last fact.
 */
CO_NODISCARD enum co_status co_tally_end(struct co_tally *t, size_t *n, struct co_err *err);
struct co_str co_tally_group(const struct co_tally *t, size_t group);
/* Thousandths, or CO_QUANTITY_NONE where there is nothing to divide by. */
int64_t co_tally_value(const struct co_tally *t, size_t group, enum co_tally_measure measure);
void co_tally_close(struct co_tally *t);

/* A row per measure of the first group: measure, value, unit, formula. */
void co_tally_measures(const struct co_tally *t, struct co_table *out);
/* A row per group, a column per measure; only those of what happened if `only_flow`. `group` names
 * the first column and outlives the table. */
void co_tally_groups(const struct co_tally *t, const char *group, bool only_flow,
                     struct co_table *out);
/* Totals per group: group, at_start, completed, cancelled, moved, new, reopened, from_others,
 * at_end, past_due, pieces_completed, completed_short, orders_completed, and a total. */
void co_tally_totals(const struct co_tally *t, const char *group, struct co_table *out);
