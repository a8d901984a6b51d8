/* The CSV reader: libcsv, wrapped so that it never misreads in silence. A quote inside an unquoted
 * cell (12" pipe) is part of its text where no quote of the line can cross its end. */
#pragma once
#include "crossoff/export.h"
#include "crossoff/progress.h"

enum {
    CO_FIELD_BYTES_MAX = 64 * 1024,    /* of one cell */
    CO_RECORD_BYTES_MAX = 1024 * 1024, /* of one record */
    CO_RECORD_LINES_MAX = 20,          /* physical lines of one record */
};

/* What is read, and who gets it. */
struct co_reader {
    const char *name; /* for messages */
    struct co_str text;
    size_t from;      /* in: offset of the first line to read; out: of the next one */
    size_t line;      /* its physical line, 1-based; set likewise */
    size_t limit;     /* stop after so many records; 0 = read all */
    size_t n_columns; /* of the header; 0 while it is not known */
    char delimiter;
    enum co_scan_way scan;      /* how borders are found: records and errors are the same */
    struct co_dialect *dialect; /* what is seen of line ends and quotes goes there; or NULL */
    bool is_trusted;            /* written by ourselves: no cell has swallowed records */
    const bool *is_wanted;      /* columns whose bytes are needed; NULL = all */
    /* One record: the offset of its first byte, its physical line, its cells (n counts all of
     * them, those not wanted may be empty views). A status other than CO_OK ends the reading. */
    enum co_status (*record)(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                             struct co_err *err);
    void *ctx;
    struct co_progress *progress;
    size_t n_blank;  /* out: blank lines passed over */
    size_t n_titles; /* lines above the header, which the loader passed over */
    size_t header;   /* offset of the header's record */
};

/* Reads on from r->from. Fails with CO_INPUT and line and column when the text is no strict CSV, a
 * cell or record is too long, or a quoted cell seems to have swallowed records; else with
 * what `record` gave back. */
CO_NODISCARD enum co_status co_reader_run(struct co_reader *r, struct co_err *err);

/* Takes one record that was accepted before apart: the split of struct co_export. */
enum co_status co_reader_split(const struct co_export *x, size_t at, struct co_cells *cells,
                               struct co_err *err);

/* The end of the physical line that begins at `at`: offset of its CR or LF, or text.len. */
size_t co_reader_line_end(struct co_str text, size_t at);
/* The offset behind the line end that begins at `end` (CR LF, LF or CR). */
size_t co_reader_next_line(struct co_str text, size_t end);
/* Behind the form feeds with which a printed page begins: they are no part of a record. */
size_t co_reader_behind_feeds(struct co_str text, size_t at);
/* How many cells a record has; its quotes are as a strict reader or as literal ones. */
size_t co_reader_cells(struct co_str record, char delimiter);
/* How often `delimiter` stands in a line, outside quotes or anywhere. */
size_t co_reader_delimiters(struct co_str line, char delimiter, bool anywhere);
