/* core: remarks about a run that is none the less trusted: collected, counted, shown later. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/status.h"

enum co_note_level {
    CO_NOTE_DETAIL,  /* how something was decided: shown with -v */
    CO_NOTE_INFO,    /* what a user should know once */
    CO_NOTE_WARNING, /* what a user should look at; shown even with -q */
};
struct co_note {
    enum co_note_level level;
    const char *text;
};
enum { CO_NOTES_MAX = 200 }; /* further ones are only counted */

/* Start it with {0}. */
struct co_notes {
    struct co_note list[CO_NOTES_MAX];
    size_t n, n_lost;
    struct co_arena arena;
};
/* notes may be NULL. What was noted already is not noted again: a list that is read twice, by one
 * key and then by another, has its remarks once. */
void co_note(struct co_notes *notes, enum co_note_level level, const char *fmt, ...)
    CO_PRINTF(3, 4);
void co_notes_fini(struct co_notes *notes);
