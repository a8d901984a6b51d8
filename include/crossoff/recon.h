/* core: the subtraction: yesterday's set, today's set, and what became of every row. */
#pragma once
#include "crossoff/export.h"
#include "crossoff/note.h"

/* The verdicts, in the words of every report. LISTED: on the first list of a feed ever. */
#define CO_VERDICT_LIST(X)          \
    X(LISTED, "listed")             \
    X(NEW, "new")                   \
    X(REOPENED, "reopened")         \
    X(CARRIED_OVER, "carried over") \
    X(COMPLETED, "completed")       \
    X(CANCELLED, "cancelled")       \
    X(MOVED, "moved")
enum co_verdict {
#define CO_VERDICT_ENUM(name, text) CO_VERDICT_##name,
    CO_VERDICT_LIST(CO_VERDICT_ENUM)
#undef CO_VERDICT_ENUM
        CO_VERDICTS
};
enum co_evidence {
    CO_EVIDENCE_NONE,
    CO_EVIDENCE_STATUS,
    CO_EVIDENCE_QUANTITY,
    CO_EVIDENCE_TOLD,
    CO_EVIDENCE_ABSENCE
};
const char *co_verdict_name(enum co_verdict verdict);
const char *co_evidence_name(enum co_evidence evidence); /* "" for none */
/* By that name; CO_EVIDENCE_NONE for any other. */
enum co_evidence co_evidence_of(struct co_str name);

/* An order that was open yesterday and is not today. */
struct co_gone {
    size_t yesterday; /* row of yesterday's export */
    size_t today;     /* row of today's export that says it is finished, or CO_NO_ROW */
    enum co_verdict verdict;
    enum co_evidence evidence;
    bool is_closed;    /* ended by a status that does not say it was made */
    int64_t completed; /* what a list of closed orders says was made, or CO_QUANTITY_NONE */
};

/* An order that is open on both and whose cells differ, or mean something else, or whose columns
 * do. */
struct co_touched {
    size_t yesterday, today;
    bool is_changed; /* a compared cell differs, not only the set of columns */
    bool is_suspect; /* today's key is yesterday's as a spreadsheet damages it */
};

/* Borrows both exports; release it with co_recon_fini before them. Lists are in file order. */
struct co_recon {
    struct co_gone *gone;
    size_t n_gone, cap_gone;
    size_t *arrived; /* rows of today's export: new or reopened, which the history knows */
    size_t n_arrived, cap_arrived;
    struct co_touched *touched;
    size_t n_touched, cap_touched;
    size_t n_carried;                 /* all rows open on both */
    size_t n_completed, n_cancelled;  /* of the gone */
    size_t n_told;                    /* of the gone, those that a list of closed orders names */
    bool columns_differ;              /* today's export has other columns than yesterday's */
    int to_yesterday[CO_COLUMNS_MAX]; /* column of yesterday for each of today's, or -1 */
    bool is_ignored[CO_COLUMNS_MAX];  /* today's columns that are not compared */
};

/* Subtracts. ignore: headers or field names whose columns are not compared. Both exports need the
 * same number of key columns and the same secret. Fails with CO_NOMEM, or CO_BUG when the
 * tallies do not add up to the rows that the reader counted. */
CO_NODISCARD enum co_status co_recon_subtract(const struct co_export *yesterday,
                                              const struct co_export *today,
                                              const struct co_str *ignore, size_t n_ignore,
                                              struct co_recon *out, struct co_err *err);
/* Does work(a) and work(b), at once if it can; both are done when it comes back. */
typedef void (*co_both)(void *(*work)(void *ctx), void *a, void *b);
/* The same, each half of today's rows by itself, with `both`; the answer does not depend on it. */
CO_NODISCARD enum co_status co_recon_subtract_halves(const struct co_export *yesterday,
                                                     const struct co_export *today,
                                                     const struct co_str *ignore, size_t n_ignore,
                                                     co_both both, struct co_recon *out,
                                                     struct co_err *err);
void co_recon_fini(struct co_recon *r);

/* Finds the rows that left and arrived only because a spreadsheet changed their order number (zeros
 * lost, digits behind the 15th rounded, a date, a power of ten), or somebody its case, blanks or
 * accents: they become touched, and a warning names them. is_known[i] tells that the i-th row that
 * arrived is an order by itself (NULL: none is). Fails with CO_HELD when a number could be several
 * orders. */
CO_NODISCARD enum co_status co_recon_suspects(struct co_recon *r, const struct co_export *yesterday,
                                              const struct co_export *today,
                                              const unsigned char *is_known, struct co_notes *notes,
                                              struct co_err *err);
/* What a list of closed orders says of those that are only gone: made, cancelled or closed. Its key
 * is one column of order numbers, or as many as yesterday's, and its secret the same. */
CO_NODISCARD enum co_status co_recon_told(struct co_recon *r, const struct co_export *yesterday,
                                          const struct co_export *closed, struct co_err *err);
/* Adds a row to the touched ones; false when memory ran out. */
CO_NODISCARD bool co_recon_touch(struct co_recon *r, struct co_touched touched);

struct co_change {
    struct co_str field; /* field name, or the header of a column that is no known field */
    struct co_str before, after;
};
/* The cells that differ between two records that were taken apart, in the order of today's
 * columns (at most CO_COLUMNS_MAX). Quantities and dates are compared by value. */
size_t co_recon_changes(const struct co_recon *r, const struct co_export *yesterday,
                        const struct co_cells *before, const struct co_export *today,
                        const struct co_cells *after, struct co_change *out);
