/* core: a report as a plain table: named columns of one kind each, rows of cells. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/value.h"

enum co_cell_kind {
    CO_CELL_TEXT,
    CO_CELL_INT,
    CO_CELL_QUANTITY,
    CO_CELL_DATE,
    CO_CELL_BOOL,
    CO_CELL_NUMBER, /* any number as its text, as JSON writes it: 12.5, -3, 1.0e+20 */
};

struct co_cell {
    bool is_null;
    struct co_str text; /* of a text, date or number cell */
    int64_t number;     /* of the others; thousandths in a quantity cell */
};

struct co_table_column {
    const char *name; /* snake_case: the CSV header and the JSON key */
    enum co_cell_kind kind;
};

/* Start it with {0} and co_table_init; the arena owns every text. */
struct co_table {
    const char *title; /* one line above a printed table */
    const char *name;  /* what a row is, in JSON: "orders", "days" */
    const struct co_table_column *columns;
    size_t n_columns;
    struct co_cell *cells; /* n_rows * n_columns */
    size_t n_rows, cap;
    bool has_total;   /* the last row is a total */
    bool has_remarks; /* the last column is a remark, which a narrow terminal prints below */
    struct co_arena arena;
};
void co_table_init(struct co_table *t, const char *name, const struct co_table_column *columns,
                   size_t n_columns);
/* Makes room for so many rows, once the columns are there: a long table is then not copied as it
 * grows. */
void co_table_expect(struct co_table *t, size_t rows);
/* Adds a row of nulls and gives its cells, or NULL when memory ran out. */
struct co_cell *co_table_row(struct co_table *t);
/* Fills a cell; texts are copied. NULL cells are ignored, so that a failed row needs no check
 * until the end: co_table_ok. */
void co_table_text(struct co_table *t, struct co_cell *cell, struct co_str s);
void co_table_number(struct co_cell *cell, int64_t number);
/* A table with only some columns, in the given order (n = 0: all, in theirs), and of those only the
 * ones with anything in them: what people read. Borrows from t; release it with co_table_fini
 * before t. */
void co_table_pick(const struct co_table *t, const char *const *names, size_t n,
                   struct co_table *out);
bool co_table_ok(const struct co_table *t);
void co_table_fini(struct co_table *t);
