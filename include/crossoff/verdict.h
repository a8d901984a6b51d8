/* core: what is told of an order besides its verdict: its name, how it ended, what was made. The
 * history keeps it, and a dry run shows it, by the same rules. */
#pragma once
#include "crossoff/recon.h"
#include "crossoff/sheet.h"

/* The name of a row's order: its work order, or the first cell of its key where there is none. A
 * view into the cells. */
struct co_str co_verdict_order(const struct co_export *x, const struct co_cells *cells,
                               const struct co_order *o);
/* Sets out to what else names the row, besides order and operation (--key "Work Order,Batch"), so
 * that no two rows look alike: " / " between the cells. */
void co_verdict_suffix(const struct co_export *x, const struct co_cells *cells,
                       const struct co_order *o, struct co_buf *out);

/* Two lists, and room for a row of each that is taken apart. */
struct co_rows {
    const struct co_export *yesterday, *today;
    struct co_cells *before, *after;
};
/* An order that left, as it was before and as it left: today's finished row, else yesterday's, with
 * what a list of closed orders says was made. The values point into the rows. CO_NOMEM. */
CO_NODISCARD enum co_status co_verdict_left(const struct co_rows *rows, const struct co_gone *g,
                                            struct co_order *before, struct co_order *after,
                                            struct co_err *err);
/* How a completion ended: made, short, closed or assumed; NULL for other verdicts. */
const char *co_verdict_outcome(const struct co_gone *g, const struct co_order *o);
/* The pieces (thousandths) that a completion with this outcome counts: what is known to be made;
 * all that were ordered where the order only left the list and nothing says otherwise. A quantity
 * may be CO_QUANTITY_NONE. */
int64_t co_verdict_pieces(struct co_str outcome, int64_t ordered, int64_t made);
/* Counts a completion, whose order may have other open rows yet (is_order: it has none). Fails with
 * CO_INPUT when the pieces are more than can be counted. */
CO_NODISCARD enum co_status co_verdict_count(struct co_counts *c, enum co_evidence evidence,
                                             struct co_str outcome, bool is_order, int64_t pieces,
                                             struct co_err *err);
/* Made since the list before, in thousandths, or CO_QUANTITY_NONE: the completed quantity rose, or
 * the remaining one fell; in a list without work orders the quantity is what is still wanted. */
int64_t co_verdict_progress(const struct co_export *today, const struct co_order *before,
                            const struct co_order *after);

/* A cell of a field (or header) as a change shows it: dates as ISO text and quantities without
 * marks, whatever the ERP writes; the rest as it is. A view into the cell or out. */
struct co_str co_verdict_cell(const struct co_export *x, struct co_str field, struct co_str cell,
                              char out[CO_QUANTITY_TEXT]);
