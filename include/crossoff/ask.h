/* store: one SQL statement of somebody's own, on a history that it can read and nothing else. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/table.h"

enum {
    CO_ASK_ROWS = 100000,       /* rows of an answer, unless more are asked for */
    CO_ASK_ROWS_MOST = 1000000, /* and at most */
    CO_ASK_SECONDS = 10,        /* a statement may take, unless said otherwise... */
    CO_ASK_SECONDS_MOST = 20,   /* ...and at most: less than a recording run waits (30 s) */
    CO_ASK_TEXT = 100000,       /* bytes of a statement */
    CO_ASK_CELL = 1000000,      /* bytes of a value */
    CO_ASK_HEAP = 128 << 20,    /* bytes SQLite may allocate meanwhile */
};

/* What ":date" in a statement stands for. Always bound, never pasted. */
struct co_ask_value {
    const char *name, *text; /* text NULL: not given */
    bool must_be_used;       /* refused when the statement does not have it */
};

struct co_ask {
    const char *history; /* the file */
    struct co_str sql;
    const struct co_ask_value *values;
    size_t n_values;
    int64_t rows, seconds;      /* the caps; seconds only for sentences */
    bool (*is_over)(void *ctx); /* asked while it runs: true stops it. The store has no clock */
    void *ctx;
};

/* Where the bytes of the answer go; false: nobody wants more. */
struct co_sink {
    bool (*put)(void *ctx, struct co_str bytes);
    void *ctx;
};

/* Opens the history, runs the statement and writes the answer, or the sentence why there is none,
 * to the sink, in bytes for co_answer_read. Reads only: one SELECT (or EXPLAIN, or a PRAGMA that
 * tells of tables) on the tables and views of the history, with known functions. Limits the heap of
 * the whole process while it runs, so best in a process of its own. */
void co_ask_run(const struct co_ask *q, const struct co_sink *sink);

struct co_answer {
    struct co_table table; /* its column names live in its arena */
    bool is_cut;           /* there were more rows than q->rows */
};
/* Takes the bytes apart, trusting none of them. A column is a date when it is declared DATE and
 * holds nothing else, an integer or a number when it holds only those, else text; a BLOB is its
 * hexadecimal digits. Fails with what co_ask_run failed with: CO_USAGE (the statement is wrong, or
 * does what is not allowed), CO_STORE (a limit stopped it, the history cannot be used), CO_BUSY.
 * Release it with co_table_fini in any case. */
CO_NODISCARD enum co_status co_answer_read(struct co_str bytes, struct co_answer *out,
                                           struct co_err *err);
/* The sentence for a statement that was stopped by the clock. */
CO_NODISCARD enum co_status co_ask_late(int64_t seconds, struct co_err *err);

/* The views people ask, a row each: view, rows (what a row is), columns (names and types), example.
 * `only`: one view, or NULL; CO_USAGE when there is none of that name. Needs no history. */
CO_NODISCARD enum co_status co_views_table(const char *only, struct co_table *out,
                                           struct co_err *err);
