/* ingest: from the text of an export to its columns and its set of rows. */
#pragma once
#include "crossoff/export.h"
#include "crossoff/note.h"
#include "crossoff/progress.h"

/* Rows with one key and different contents: X(NAME, its word for options and configuration). */
#define CO_DUPLICATES_LIST(X) \
    X(REFUSE, "refuse")       \
    X(FIRST, "first")         \
    X(LAST, "last")           \
    X(SUM, "sum")             \
    X(LINE, "line")
enum co_duplicates {
#define CO_DUPLICATES_ENUM(name, text) CO_DUPLICATES_##name,
    CO_DUPLICATES_LIST(CO_DUPLICATES_ENUM)
#undef CO_DUPLICATES_ENUM
};

/* How to read it; zeroed means: find out everything. */
struct co_load_rules {
    char delimiter;                     /* 0 = detect */
    const char *header[CO_FIELDS];      /* the column of a field by header; "-" = there is none */
    const char *key[CO_KEY_MAX];        /* headers or field names that name a row */
    const char *key_else[CO_KEY_MAX];   /* another name to try for it, or NULL */
    size_t n_key;                       /* 0 = find the columns that do */
    bool is_closed_list;                /* orders that ended, given beside the feed's list */
    bool is_key_remembered;             /* nobody asked for this key today: it is the feed's */
    const struct co_column *remembered; /* how the feed's last list was understood; a column with */
    size_t n_remembered;                /* the same header is understood so again */
    enum co_duplicates duplicates;
    const struct co_export *yesterday; /* not NULL: numbered rows are paired with this list's */
    int64_t lines_used;                /* the highest number that the feed ever gave a row */
    enum co_decimal decimal;           /* undecided = by the cells of each column */
    enum co_day_order order;           /* the same for dates */
    const struct co_status_words *status_words; /* known beside the built-in ones, or NULL */
    const struct co_column *columns; /* not NULL: a list that the history gives back: its columns */
                                     /* are known and nothing in it is doubted */
    struct co_hash_key secret;
    enum co_scan_way scan;
    struct co_progress *progress; /* told of bytes read; NULL: nobody looks on */
    /* Asked before the rows are read, when columns and key are settled, though rows may unsettle
     * them; or NULL. */
    void (*understood)(void *ctx, const struct co_export *x);
    /* Asked behind the rows, before anything is noted; false: nobody wants the list any more, which
     * ends in CO_BUSY. Or NULL. */
    bool (*is_wanted)(void *ctx);
    void *ctx;
};

/* Reads the text of export `name` into *x (zeroed before, released by the caller with
 * co_export_fini whatever happens). The text outlives the export. Fails with CO_INPUT for a
 * malformed list, CO_HELD for a list without rows, CO_USAGE when a rule names no column or two
 * columns are equally likely. */
CO_NODISCARD enum co_status co_load(const char *name, struct co_str text,
                                    const struct co_load_rules *rules, struct co_export *x,
                                    struct co_notes *notes, struct co_err *err);

/* The way that is taken for `way` on this machine: never CO_SCAN_BEST, and not CO_SCAN_AVX2 where
 * the processor has no such thing. */
enum co_scan_way co_scan_settle(enum co_scan_way way);

/* The column of a header or field name, case, accents and punctuation ignored; -1 when there is
 * none. And the sentence for a name that is none: what there is and what was probably meant. */
int co_load_find(const struct co_export *x, const char *name);
enum co_status co_load_unknown(const struct co_export *x, const char *option, const char *name,
                               struct co_err *err);

/* Appends how its text is written: "delimiter comma, line ends LF, no quotes, header in line 1". */
void co_load_describe(const struct co_export *x, struct co_buf *out);

/* Only header, dialect and columns, with up to `n_samples` distinct filled cells per column
 * (column-major, in x's arena) for `crossoff columns`. Rules are not refused for two likely
 * columns: then `doubt` gets the sentence (err's text is copied), else it is empty. */
CO_NODISCARD enum co_status co_load_columns(const char *name, struct co_str text,
                                            const struct co_load_rules *rules, struct co_export *x,
                                            struct co_str *samples, size_t n_samples,
                                            struct co_err *doubt, struct co_notes *notes,
                                            struct co_err *err);
