/* report, private: a workbook (Office Open XML, ECMA-376): its parts, sheets and cells. */
#pragma once
#include "zip.h"
#include "crossoff/table.h"

enum {
    CO_BOOK_ROWS = 1048576,  /* of a sheet, in every program there is */
    CO_BOOK_TEXT = 32767,    /* characters of a cell, in UTF-16 units */
    CO_BOOK_NAME = 31,       /* of a sheet, the same */
    CO_BOOK_DIGITS = 15,     /* that a number cell keeps: it is a double */
    CO_BOOK_FROZEN_MOST = 8, /* rows above that still leave a screen for the others */
};

/* The looks of a cell: the order of `looks` in book_style.c. */
enum co_book_style {
    CO_BOOK_PLAIN,
    CO_BOOK_HEAD,
    CO_BOOK_CELL_TEXT,
    CO_BOOK_CELL_INT,
    CO_BOOK_CELL_QUANTITY,
    CO_BOOK_CELL_DATE,
    CO_BOOK_CELL_BOOL,
    CO_BOOK_TOTAL_TEXT,
    CO_BOOK_TOTAL_INT,
    CO_BOOK_TOTAL_QUANTITY,
    CO_BOOK_TITLE,
    CO_BOOK_DONE,
    CO_BOOK_GONE,
    CO_BOOK_CARRIED,
    CO_BOOK_BACK,
    CO_BOOK_FRESH,
    CO_BOOK_LATE_DATE,
    CO_BOOK_STYLES
};

struct co_book_sheet {
    struct co_str name;
    size_t above;    /* rows above the header */
    size_t rows;     /* below the header, without a total */
    bool has_total;  /* one more row, which a filter leaves alone */
    size_t columns;  /* at least 1 */
    const int *wide; /* the width of each, in characters */
};

/* Plan all sheets, begin, write each sheet in that order, end: what a workbook says of its sheets
 * comes before them. Failure is sticky in zip.out. */
struct co_book {
    struct co_zip zip;
    struct co_buf part;  /* of the member that is being written */
    struct co_buf clean; /* the text of one cell */
    struct co_arena arena;
    struct co_book_sheet *sheets;
    size_t n, cap;
    size_t at;     /* the open sheet */
    size_t row;    /* of it, from 1; 0 before the first */
    size_t column; /* the next one of the row */
    size_t n_cut;  /* texts that were too long */
};
void co_book_init(struct co_book *b, struct co_buf *out);
/* Adds a sheet. Its name is made one that is allowed and not taken yet. */
void co_book_plan(struct co_book *b, const struct co_book_sheet *sheet);
/* Writes what comes before the sheets; `created` may be CO_DATE_NONE. */
void co_book_begin(struct co_book *b, struct co_str title, co_date created);
void co_book_end(struct co_book *b);

void co_book_sheet_begin(struct co_book *b);
void co_book_sheet_end(struct co_book *b);
void co_book_row(struct co_book *b);
/* Cells of the row, from the left. */
void co_book_skip(struct co_book *b);
/* Always text, whatever it looks like; what is too long ends in a remark that it is. */
void co_book_text(struct co_book *b, enum co_book_style style, struct co_str text);
/* A number of thousandths or of ones; text when a double could not hold all its digits. */
void co_book_quantity(struct co_book *b, enum co_book_style style, int64_t thousandths);
void co_book_int(struct co_book *b, enum co_book_style style, int64_t number);
/* A number as JSON writes it, with the same limit. */
void co_book_number(struct co_book *b, enum co_book_style style, struct co_str text);
/* A date; text before March 1900, where spreadsheets count differently. */
void co_book_date(struct co_book *b, enum co_book_style style, co_date date);
void co_book_bool(struct co_book *b, enum co_book_style style, bool value);

/* UTF-16 units of a text after it was made clean, as a spreadsheet counts them. */
size_t co_book_units(struct co_str s);
/* Appends text for XML: markup escaped; characters that XML has no room for as _xHHHH_. */
void co_book_escape(struct co_buf *out, struct co_str s);
/* Appends "AB12" for column 27, row 12. */
void co_book_place(struct co_buf *out, size_t column, size_t row);
/* Appends styles.xml. */
void co_book_styles(struct co_buf *out);
