/* report, private: tables in a workbook, for a table by itself and for a day's sheet. */
#pragma once
#include "crossoff/report.h"
#include "book.h"

/* What is known of a list before its first row is written. */
struct co_xlsx_layout {
    bool *is_shown; /* per column of the table */
    size_t *widths; /* the widest cell of each */
    int *wide;      /* the widths of the columns that are shown, one after the other */
    size_t n_shown;
    size_t n_too_long; /* cells that will be cut */
};
/* Makes room in the arena; false when memory ran out. */
bool co_xlsx_layout(struct co_xlsx_layout *l, struct co_arena *arena, size_t n_columns);
/* Notes what some of the rows need; columns in which something stands are shown. */
void co_xlsx_measure(struct co_xlsx_layout *l, const struct co_table *t);
/* Ends the measuring. */
void co_xlsx_settle(struct co_xlsx_layout *l, const struct co_table *t);
/* Plans a sheet, and further ones of the same head for rows that do not fit. */
void co_xlsx_plan(struct co_book *b, const struct co_book_sheet *like, size_t rows);
void co_xlsx_head(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t);
/* Begins a row, on the next sheet where the open one has its rows. */
void co_xlsx_row(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t);
void co_xlsx_rows(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t);
void co_xlsx_cell(struct co_book *b, const struct co_cell *cell, enum co_cell_kind kind,
                  bool is_total);
/* Says to whom it concerns that so many cells were cut. */
void co_xlsx_tell_cut(const struct co_view *view, size_t n);
