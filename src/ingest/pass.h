/* One pass over all rows of a list with one key: what is a row, what stands around it, which rows
 * are twins, and what is wrong with them. */
#pragma once
#include "around.h"
#include "columns.h"
#include "doubts.h"
#include "reader.h"

enum { CO_PASS_TITLES = 50 };

struct co_pass {
    struct co_export *x;
    struct co_evidence_of_column *evidence; /* NULL: the formats are known */
    bool is_open_format[CO_COLUMNS_MAX];    /* quantity and date columns that nothing settled yet */
    bool is_wanted[CO_COLUMNS_MAX];
    struct co_cells before, now; /* for rows that look like twins */
    bool has_now;                /* the row being settled is taken apart, in now */
    enum co_duplicates rule;     /* for rows with one key and different contents */
    bool keeps_twins;            /* equal rows are several, not one written twice */
    size_t other;                /* a row with the same key and other contents, or CO_NO_ROW */
    bool has_zero_twins;         /* two keys that only leading zeros tell apart */
    bool is_text[CO_KEY_MAX];    /* key columns with something else than digits */
    size_t n_ragged, n_twins, n_conflicts, n_rounded;
    struct co_doubts doubts;
    struct co_statuses statuses;
    size_t around[CO_AROUNDS]; /* what was dropped, by kind */
    size_t stated;             /* rows that a footer says there are */
    bool has_stated, is_trusted;
    struct co_buf ragged, conflicts, twins, keyless, rounded;
    struct co_str titles[CO_PASS_TITLES]; /* the lines above the header */
    size_t n_titles;
    struct co_str header; /* the header's record */
    size_t at;            /* of the row being settled */
    enum co_status status;
    struct co_err *err;
};

/* Reads the rows into x->rows and x->count. The caller sets x, evidence, rule, keeps_twins and
 * other (CO_NO_ROW) before and releases p afterwards, whatever happens. Fails as the reader does.
 */
CO_NODISCARD enum co_status co_pass_read(struct co_pass *p, struct co_reader r, struct co_err *err);
/* Whether what was read can be trusted: CO_INPUT or CO_HELD with a sentence when it cannot. */
CO_NODISCARD enum co_status co_pass_judge(const struct co_pass *p, struct co_err *err);
/* What should be said about the rows of a list that is trusted. */
void co_pass_note(const struct co_pass *p, struct co_notes *notes);
void co_pass_fini(struct co_pass *p);
