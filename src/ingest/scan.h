/* Where cells and records end, found without libcsv in the texts that leave no doubt about it. */
#pragma once
#include "crossoff/export.h"

/* Marks of a block of 64 bytes: bit i is set when byte i is a delimiter, quote, CR or LF. */
typedef uint64_t co_scan_marks(const unsigned char *block, char delimiter);

/* One text being scanned. */
struct co_scan {
    struct co_str text;
    char delimiter;
    co_scan_marks *marks_of; /* NULL: libcsv decides about everything */
    size_t block;            /* the offset of the block looked at... */
    uint64_t marks;          /* ...and its marks */
};

/* What a record is besides its cells. */
struct co_scanned {
    size_t end;      /* offset of its line end, or text.len */
    size_t n_within; /* line ends inside its quoted cells */
    bool has_quotes;
};

void co_scan_init(struct co_scan *s, struct co_str text, char delimiter, enum co_scan_way way);
/* Takes the record at `at` apart: cells are views into the text, or into cells->buf (which may have
 * failed) where quotes were doubled. True only where a strict reading cannot differ: no quote in an
 * unquoted cell, every quoted cell closed and followed by a delimiter, a line end or the end of
 * the text, and no limit of the reader passed. False: cells hold nothing of use, libcsv decides. */
bool co_scan_record(struct co_scan *s, size_t at, struct co_cells *cells, struct co_scanned *out);
