/* report, private: the parts of a day's sheet on the terminal. */
#pragma once
#include "term.h"

/* Feed, files, counts and the check, above the orders. */
void co_term_head(struct co_pen *p, const struct co_sheet *s);
/* OPERATIONS: a day whose rows are operations of orders. */
enum co_counts_of {
    CO_COUNTS_OF_DAY,
    CO_COUNTS_OF_OPERATIONS,
    CO_COUNTS_OF_SHOP,
    CO_COUNTS_OF_BASELINE,
};
/* "2 completed · 12 carried over (1 changed) · 1 new". A day says its zeros, too. */
void co_term_counts(struct co_flow *f, const struct co_counts *c, enum co_counts_of of);
/* What happened to an order beside its verdict, in one line behind it if `room` columns are
 * enough, else in lines of its own below, `indent` in. Ends the line. */
void co_term_note(struct co_pen *p, const struct co_sheet_item *item, size_t gap, size_t room,
                  size_t indent);
/* "… 38 more carried over: crossoff report ...", when the shop's list was shortened. */
bool co_term_more(struct co_pen *p, const struct co_sheet *s, const struct co_sheet_shop *shop,
                  const struct co_view *view);
/* The last line: how to see everything. */
void co_term_hint(struct co_pen *p, const struct co_sheet *s, const struct co_view *view);
