/* Which column of an export is which field: by alias, by option, by what the cells hold. */
#pragma once
#include "crossoff/load.h"

/* The aliases, in one table. A name is what co_utf8_fold makes of a header. */
struct co_alias {
    enum co_field field;
    int rank;          /* against other names of the field; CO_RANK_WEAK means nothing by itself */
    const char *names; /* "|" between them */
};
enum { CO_RANK_WEAK = -2 };
extern const struct co_alias co_aliases[];
extern const size_t co_aliases_n;

enum { CO_SEEN_WORDS = 1024 }; /* 65536 bits: a sample of 1000 loses eight cells to equal hashes */

/* What a sample of the rows says about each column. */
struct co_evidence_of_column {
    size_t rows, filled;
    size_t quantities, dates; /* of the filled, those that read as one (or would, once decided) */
    size_t undecided;         /* slash dates or lone marks that could be read two ways */
    size_t points, commas;    /* proofs for either decimal mark */
    size_t orders[CO_ORDER_LOST + 1]; /* cells that need an order, by co_value_order_hint */
    size_t slashed;                   /* dates with marks, which no order number is written like */
    size_t distinct;                  /* different cells, very nearly */
    uint64_t seen[CO_SEEN_WORDS];     /* a bit per hash of a cell */
    size_t zeros;                     /* "0" and "000000": dates that are none */
};

/* Takes the header record: names, trimmed, made unique. */
CO_NODISCARD enum co_status co_columns_header(struct co_export *x, const struct co_cells *cells,
                                              struct co_err *err);
void co_columns_look(struct co_evidence_of_column *e, struct co_str cell);

/* Sets field, suffix-likeness, decimal and order of every column and x->column_of. With `doubt`
 * NULL two equally likely columns fail with CO_USAGE; otherwise the sentence goes there and the
 * first is taken. */
CO_NODISCARD enum co_status co_columns_map(struct co_export *x, const struct co_load_rules *rules,
                                           const struct co_evidence_of_column *evidence,
                                           struct co_err *doubt, struct co_err *err);
/* Sets decimal mark and day order of every column from what was seen so far. */
void co_columns_formats(struct co_export *x, const struct co_load_rules *rules,
                        const struct co_evidence_of_column *evidence);
/* Notes the columns whose cells can be read two ways and which nothing settled, and those whose
 * dates are lost. */
void co_columns_doubts(const struct co_export *x, const struct co_evidence_of_column *evidence,
                       struct co_notes *notes);
/* Sets x->column_of from the fields of the columns. */
void co_columns_index(struct co_export *x);
/* The field that a header names by itself, or CO_FIELD_NONE. */
enum co_field co_columns_field(struct co_str header);
/* Whether an option or the feed's last list names a column with this header. */
bool co_columns_is_named(struct co_str header, const struct co_load_rules *rules);
/* Appends all headers, quoted, ", " between them. */
void co_columns_list(const struct co_export *x, struct co_buf *out);
