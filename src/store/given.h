/* Many rows at once: a statement INSERT ... SELECT FROM given takes them as it needs them, without
 * a binding and a step for each. Private to the store. */
#pragma once
#include "db.h"

enum { CO_GIVEN_MAX = 25 }; /* columns of a row: c0, c1, ... c24 */

/* Where the rows come from, and where those of the answer go. */
struct co_given {
    /* Fills the columns of the next row; *has_row false at the end. What the texts point to stays
     * until the next call. */
    enum co_status (*next)(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                           struct co_err *err);
    void *ctx;
    /* Gets a row of a statement that has some (else NULL). A status other than CO_OK ends it, with
     * a sentence of its own. */
    enum co_status (*row)(void *ctx, sqlite3_stmt *s);
};

/* Runs a statement that reads the table `given` once, with n values bound
 * (https://sqlite.org/vtab.html, eponymous virtual tables). Fails as `next` or `row` do, or as the
 * statement. */
CO_NODISCARD enum co_status co_given_run(struct co_history *h, enum co_statement id,
                                         struct co_bind *values, size_t n,
                                         const struct co_given *rows, struct co_err *err);
