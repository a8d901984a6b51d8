/* core: what became of a feed's header between two lists. */
#pragma once
#include "crossoff/export.h"
#include "crossoff/note.h"

/* A header as it was understood before. */
struct co_header {
    const struct co_column *columns;
    const size_t *place; /* of each column in the file, 0-based; NULL: they stand in that order */
    size_t n;            /* 0: there was no list before */
};

/* Notes in one sentence which columns of `was` are gone, renamed (another header for the same
 * field, or for a kept text another spelling beside the same neighbour), mean another field,
 * which are new, and which stand elsewhere: the fewest that have to move. A warning when a known
 * field is concerned by one of the first three; nothing when nothing changed. */
void co_header_compare(const struct co_header *was, const struct co_export *today,
                       struct co_notes *notes);
