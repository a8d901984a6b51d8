/* What becomes of one order in one run: its event, its changes, its spell. Private to the store. */
#pragma once
#include "db.h"

/* One run being written. */
struct co_writer {
    struct co_history *h;
    const struct co_record *r;
    int64_t feed, run;
    size_t sorted[CO_COLUMNS_MAX]; /* today's columns by name: the order in which cells are kept */
    struct co_cells before, after;
    struct co_buf key, plain, damaged, cells, suffix;
    int64_t n_new, n_reopened, n_moved;
    size_t n_told, n_to_tell;   /* orders, for whoever looks on */
    bool has_orders;            /* the feed has orders from before */
    bool has_operations;        /* a row is an operation: its order may have others */
    bool has_feeds;             /* there are others, which orders may move to */
    struct co_endings *endings; /* states and stays that end, on their way; or NULL */
    struct co_err *err;
};

/* What an event says besides its order: where from, and how much was made since. */
struct co_happening {
    const char *verdict, *evidence, *outcome;
    bool is_last;                  /* of a completion: no other row of the order is still open */
    const struct co_order *before; /* the row of the list before, or NULL */
    bool is_off_list;              /* nothing to keep: it left the list */
};
enum { CO_EVENT_COLUMNS = 24 };

/* Settles the order in which the cells of a row are kept; before anything else. */
void co_writer_sort_columns(struct co_writer *w);
/* Takes a row of an export apart. */
CO_NODISCARD enum co_status co_writer_split(struct co_writer *w, const struct co_export *x,
                                            size_t row, struct co_cells *cells);
/* The key of a row that was taken apart, in w->key and w->plain. */
CO_NODISCARD enum co_status co_writer_key(struct co_writer *w, const struct co_export *x,
                                          const struct co_cells *cells);
/* The columns of an event in the order of EVENTS_ADD, of a row of today in w->after; they point
 * into the row and into w. */
CO_NODISCARD enum co_status co_writer_event(struct co_writer *w, int64_t order,
                                            const struct co_happening *what,
                                            const struct co_order *o,
                                            struct co_bind values[CO_EVENT_COLUMNS]);
/* The order in w->plain may have left another feed, recorded earlier, on the day on which it
 * arrives here with an event. */
CO_NODISCARD enum co_status co_writer_moved_here(struct co_writer *w, int64_t arrival);
/* One more order is being recorded: tells whoever looks on, now and then. */
void co_writer_tell(struct co_writer *w);
/* The rows of today that were not on the list before, in the order of their keys: listed, new or
 * reopened. Their events have numbers in a row. */
CO_NODISCARD enum co_status co_writer_arrive(struct co_writer *w, const size_t *rows, size_t n);
/* The i-th row that is on both lists and differs. */
CO_NODISCARD enum co_status co_writer_touch(struct co_writer *w, size_t i);
/* The i-th row that left: completed, cancelled or moved. Those that arrive come first, the
 * completed last: an order is completed with its last open row. */
CO_NODISCARD enum co_status co_writer_leave(struct co_writer *w, size_t i);
/* Writes what co_writer_touch and co_writer_leave have put off: behind the last of them. */
CO_NODISCARD enum co_status co_writer_flush(struct co_writer *w);
/* A row of today that is made or cancelled: kept when it is not the same as on the newest list. Its
 * key is in w->key afterwards. */
CO_NODISCARD enum co_status co_writer_end(struct co_writer *w, size_t row);
/* The totals of the day per shop: its list is stored by now. */
CO_NODISCARD enum co_status co_writer_totals(struct co_writer *w);
/* They come from what was stored, the balance from the exports: CO_BUG when these do not agree. */
CO_NODISCARD enum co_status co_writer_check_totals(struct co_writer *w);
/* CO_BUG: the history and the export say opposite things of the order in w->key. */
enum co_status co_writer_contradiction(struct co_writer *w, const char *what);
/* Releases what w owns, not w. */
void co_writer_fini(struct co_writer *w);
