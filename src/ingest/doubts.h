/* What nobody understands in the cells of a list: status words that are not known, values that
 * cannot be. Collected over all rows, said at the end. */
#pragma once
#include "crossoff/export.h"
#include "crossoff/note.h"

enum {
    CO_DOUBT_WORDS = 24, /* different status words kept; the rows of others are counted */
    CO_DOUBT_LINES = 5,  /* impossible values kept per field; the rest is counted */
    CO_DOUBT_BYTES = 48, /* of a word or value kept */
};

struct co_doubts {
    struct co_doubt_word {
        char text[CO_DOUBT_BYTES];
        size_t rows;
    } words[CO_DOUBT_WORDS];
    size_t n_words, n_other; /* n_other: rows with still other words */
    struct co_doubt_value {
        size_t n; /* all of them */
        size_t line[CO_DOUBT_LINES];
        char text[CO_DOUBT_LINES][CO_DOUBT_BYTES];
    } values[CO_FIELDS];
};

/* Looks at a row that was taken apart. Cheap for one without doubts. Start with {0}. */
void co_doubts_look(struct co_doubts *d, const struct co_order *order, size_t line);
/* Notes what was found: values per column, with their lines; status words that none of the notes
 * before has told, with the options that explain them. */
void co_doubts_note(const struct co_doubts *d, const struct co_export *x, struct co_notes *notes);
