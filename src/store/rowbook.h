/* store: what rows of events say about orders, looked for once each. Private to the store. */
#pragma once
#include "crossoff/idmap.h"
#include "crossoff/tally.h"
#include "db.h"
#include "grouping.h"

/* Columns of CO_SQL_ROW, which begin every row that is taken. */
enum {
    CO_ROWBOOK_EVENT,
    CO_ROWBOOK_MADE,
    CO_ROWBOOK_ORDER,
    CO_ROWBOOK_GROUP,
    CO_ROWBOOK_COLUMNS,
    CO_ROWBOOK_RUN = CO_ROWBOOK_COLUMNS, /* where the statement is not of one run */
};

struct co_rowbook_row {
    int64_t made;
    uint32_t group; /* its number in the tally */
};

/* Events that are walked through, from one number up to before another. */
struct co_rowbook_span {
    int64_t first, behind;
    size_t at; /* in `walked` */
};

/* Set the first five, leave the others {0}; release it with co_rowbook_fini. */
struct co_rowbook {
    struct co_history *h;
    struct co_tally *tally;
    struct co_err *err;
    enum co_grouping grouping;
    const char *column; /* of CO_GROUP_CELLS */
    struct co_rowbook_span *spans;
    size_t n_spans, cap_spans;
    uint32_t *walked; /* the group of each event of the spans, or 0 */
    size_t n_walked, cap_walked;
    struct co_rowbook_row *rows; /* of other events */
    size_t n_rows, cap_rows;
    struct co_idmap row_of;    /* their places in `rows` + 1 */
    struct co_idmap newest_of; /* CO_GROUP_CELLS: the group of each order's newest row */
    struct {
        int64_t run, place;
    } places[1024];        /* where the column stands in the lists of a run: -1 = not there */
    struct co_buf columns; /* of the run whose place was looked for last */
    int64_t place;         /* and that place */
    struct co_buf cell;
};

/* The next events come from here; spans come in the order of their numbers. */
CO_NODISCARD enum co_status co_rowbook_walk(struct co_rowbook *r, int64_t first, int64_t behind);
/* Takes the row on which a statement stands: of the event walked to, of one that left its list, and
 * of a list before. */
CO_NODISCARD enum co_status co_rowbook_walked(struct co_rowbook *r, sqlite3_stmt *s, int64_t run,
                                              uint32_t *group);
CO_NODISCARD enum co_status co_rowbook_gone(struct co_rowbook *r, sqlite3_stmt *s, int64_t run,
                                            uint32_t *group);
CO_NODISCARD enum co_status co_rowbook_listed(struct co_rowbook *r, sqlite3_stmt *s);
/* The group, or all of it, of any event. */
CO_NODISCARD enum co_status co_rowbook_group(struct co_rowbook *r, int64_t event, uint32_t *group);
CO_NODISCARD enum co_status co_rowbook_take(struct co_rowbook *r, int64_t event,
                                            struct co_rowbook_row *out);
void co_rowbook_fini(struct co_rowbook *r);
