/* core: one loaded export: its bytes, its columns, and its rows as a set. */
#pragma once
#include "crossoff/field.h"
#include "crossoff/hash.h"
#include "crossoff/mem.h"
#include "crossoff/status.h"
#include "crossoff/value.h"
#include <stdint.h>

enum {
    CO_COLUMNS_MAX = 256, /* columns of an export */
    CO_KEY_MAX = 4,       /* columns that together name a row */
};
#define CO_NO_ROW SIZE_MAX
/* The column that numbers rows with one key, where a list has no other way to tell them apart. */
#define CO_LINE_COLUMN "(line)"

enum { CO_AT_BITS = 36, CO_LEN_BITS = 21 };
/* A row is where it lies and a hash; its cells are taken apart only when somebody asks. */
struct co_row {
    uint64_t key_hash;          /* of the key cells, with their borders */
    uint64_t at : CO_AT_BITS;   /* offset of the record in the export's bytes */
    uint64_t len : CO_LEN_BITS; /* of the record, line end excluded */
    uint64_t class : 7;         /* enum co_class */
};

/* An open-addressing set: rows in file order, and an index of row + 1, 0 = free. */
struct co_rowset {
    struct co_row *rows;
    size_t n, cap;
    uint64_t *index; /* with half of a row's hash above it */
    size_t slots;    /* power of two */
};

struct co_column {
    struct co_str name;      /* the header as written, trimmed */
    enum co_field field;     /* or CO_FIELD_NONE */
    bool is_suffix_like;     /* could tell orders of one number apart; the first is the suffix */
    enum co_decimal decimal; /* of a quantity column */
    enum co_day_order order; /* of a date column */
};

/* The cells of one record as read; they live in the text and in `buf` until the next split. */
struct co_cells {
    struct co_str at[CO_COLUMNS_MAX];
    size_t n;
    struct co_str record; /* its bytes in the text, line end excluded */
    struct co_buf buf;
};

/* How the borders of cells and records are found. What is found is the same; libcsv decides
 * wherever the others have any doubt. */
enum co_scan_way {
    CO_SCAN_BEST, /* the fastest that the processor has */
    CO_SCAN_CSV,  /* by libcsv alone */
    CO_SCAN_PORTABLE,
    CO_SCAN_AVX2,
};

/* Every row read is used (open or finished), a duplicate, dropped or rejected. */
struct co_rowcount {
    size_t read, used, duplicates, dropped, rejected;
    size_t open;     /* of the used rows, those still to be made */
    size_t finished; /* of the used rows, those made or cancelled */
};

enum co_line_end { CO_END_NONE, CO_END_LF, CO_END_CRLF, CO_END_CR };

/* How the text is written, besides its delimiter: as far as it was read. Lines are 1-based. */
struct co_dialect {
    char delimiter;             /* of the file; rows that were reshaped have commas */
    bool has_sep_line;          /* "sep=;" as Excel writes it */
    size_t n_titles;            /* lines above the header, without that one */
    size_t header_line;         /* 0 in a list of the history */
    enum co_line_end end;       /* of the first records... */
    enum co_line_end other_end; /* ...and of the first one that differs, */
    size_t other_line;          /* which is this one, or 0 */
    bool has_quotes;            /* around cells */
    size_t literal_line;        /* the first one with quotes that are text (12" pipe), or 0 */
};

/* How the text of a list ends, which tells a whole list from one that was cut off. */
struct co_ending {
    enum co_line_end line_end; /* behind the last line */
    unsigned footers; /* the kinds of lines behind the last row; compare, do not look inside */
};

/* Status cells that were looked up. */
struct co_statuses {
    struct {
        char text[32];
        size_t len;
        enum co_class class;
        bool is_known;
    } at[8];
    size_t n;
};

struct co_export {
    const char *name;    /* for messages */
    struct co_str bytes; /* UTF-8, borrowed; outlives the export */
    char delimiter;
    struct co_dialect dialect;
    struct co_ending ending;
    bool is_reshaped; /* rows were numbered or added up */
    bool is_widened;  /* a list of the history that lacked the column of numbers: its rows are */
                      /* to be kept anew */
    co_date run_date; /* what the titles say when it was made, or CO_DATE_NONE... */
    co_date run_date_else; /* ...and its other reading when day and month may be exchanged */
    struct co_column columns[CO_COLUMNS_MAX];
    size_t n_columns;
    int column_of[CO_FIELDS]; /* column number of a field, or -1 */
    size_t key[CO_KEY_MAX];   /* column numbers */
    size_t n_key;
    bool is_number[CO_KEY_MAX]; /* nothing but digits in a key column, and no two rows that only */
                                /* leading zeros tell apart: 000123 and 123 are then one order */
    const struct co_status_words *status_words; /* of the configuration, borrowed; may be NULL */
    struct co_statuses *statuses; /* what they meant so far, while rows are read; else NULL */
    struct co_hash_key secret;
    enum co_scan_way scan; /* how rows are taken apart */
    struct co_rowset rows;
    struct co_rowcount count;
    struct co_arena arena; /* owns the header names */
    /* Takes the record at an offset apart. Given by the layer that knows the format, so that
     * the core stays free of it. Fails only for want of memory. */
    enum co_status (*split)(const struct co_export *x, size_t at, struct co_cells *cells,
                            struct co_err *err);
};

/* Releases what the export owns, not its bytes. NULL and zeroed ones are allowed. */
void co_export_fini(struct co_export *x);
void co_cells_fini(struct co_cells *cells);

/* Adds a row; false when memory ran out (or above 2^32 - 2 rows). Does not look for twins. */
CO_NODISCARD bool co_rowset_add(struct co_rowset *set, struct co_row row);
/* Puts a row behind the others without making it known to the index; then only
 * co_rowset_empty may follow, or more of them. */
CO_NODISCARD bool co_rowset_collect(struct co_rowset *set, struct co_row row);
/* Takes all rows out and makes room in the index for n; false when memory ran out. Their bytes stay
 * in set->rows, so that the i-th can be added again before i + 1 were. */
CO_NODISCARD bool co_rowset_empty(struct co_rowset *set, size_t n);
/* The row will be asked for soon: memory takes its time. */
void co_rowset_soon(const struct co_rowset *set, uint64_t key_hash);
/* The same a little later: the row that will probably be found, or CO_NO_ROW. */
size_t co_rowset_guess(const struct co_rowset *set, uint64_t key_hash);
/* The first row with this key hash for which same(ctx, row number) holds, or CO_NO_ROW.
 * The hash only proposes: `same` has to compare the keys themselves. */
size_t co_rowset_find(const struct co_rowset *set, uint64_t key_hash,
                      bool (*same)(void *ctx, size_t row), void *ctx);

/* What a cell says: trimmed, and without what keeps a spreadsheet from changing it: ="0012" and a
 * leading apostrophe. A view into the cell. */
struct co_str co_export_cell(struct co_str cell);
/* The same without leading zeros when it is nothing but digits ("0" stays). */
struct co_str co_export_plain(struct co_str cell);

/* The hash of the key cells of a record that was taken apart: the same for 000123 and 123. */
uint64_t co_export_key_hash(const struct co_export *x, const struct co_cells *cells);
/* Appends the key as one text: its cells with U+001F between them, spelt as they are or plain. */
void co_export_key_text(const struct co_export *x, const struct co_cells *cells,
                        struct co_buf *out);
void co_export_key_plain(const struct co_export *x, const struct co_cells *cells,
                         struct co_buf *out);
/* The same for people: " / " between the cells, nothing that a terminal obeys. */
void co_export_key_show(const struct co_export *x, const struct co_cells *cells,
                        struct co_buf *out);
/* Whether the key cells of two records, of exports with the same number of key columns, are equal:
 * as they are spelt, or as numbers where the column is nothing but numbers in both. */
bool co_export_same_key(const struct co_export *a, const struct co_cells *ca,
                        const struct co_export *b, const struct co_cells *cb);
/* The physical line (1-based) that an offset lies in; counts line ends, so only for messages. */
size_t co_export_line(const struct co_export *x, size_t at);
/* The nearest CR or LF, or the end. */
const char *co_export_line_end(const char *at, const char *end);
/* How the quotes of a physical line stand. */
enum co_quotes {
    CO_QUOTES_NONE,
    CO_QUOTES_CLOSED,  /* every cell that begins with one ends with one in this line */
    CO_QUOTES_LITERAL, /* the same, and there are others inside unquoted cells: 12" pipe */
    CO_QUOTES_OPEN,    /* a quoted cell goes on behind the line */
    CO_QUOTES_WRONG,   /* text behind a closing quote */
};
enum co_quotes co_export_quotes(struct co_str line, char delimiter);

/* The bytes of the record at an offset, line end excluded. A line whose quotes are closed or
 * literal is a record; any other ends at the first line end with an even number of quotes before
 * it, which is where a strict CSV reader ends an accepted record. */
struct co_str co_export_record(const struct co_export *x, size_t at);
/* The same of a row, which knows its length. */
struct co_str co_export_bytes(const struct co_export *x, size_t row);

enum { CO_TAIL_MAX = 20 }; /* rows at the end of a list that are remembered */
/* The keys (co_export_key_text) of the last open rows, the last one first. Lives in arena. */
struct co_tail {
    struct co_str key[CO_TAIL_MAX];
    size_t n;
    struct co_arena arena;
};
CO_NODISCARD enum co_status co_export_tail(const struct co_export *x, struct co_tail *out,
                                           struct co_err *err);

/* What a record says, as values. Texts are trimmed views into the cells. */
struct co_order {
    struct co_str text[CO_FIELDS]; /* every field as written; empty when there is none */
    int64_t quantity, completed, remaining, scrapped; /* thousandths or CO_QUANTITY_NONE */
    co_date due, start;                               /* or CO_DATE_NONE */
    enum co_class class;
    bool is_status_known; /* or the cell is empty */
    uint32_t impossible;  /* a bit per field whose cell is filled but holds no such value */
};
void co_export_order(const struct co_export *x, const struct co_cells *cells, struct co_order *out);
/* Only its values and the texts that they come from; the other texts stay as they are. */
void co_export_values(const struct co_export *x, const struct co_cells *cells,
                      struct co_order *out);
/* Only the texts of it; the values stay as they are. */
void co_export_texts(const struct co_export *x, const struct co_cells *cells, struct co_order *out);
