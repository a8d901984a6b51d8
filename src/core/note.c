#include "crossoff/note.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void co_note(struct co_notes *notes, enum co_note_level level, const char *fmt, ...)
{
    char text[CO_ERR_TEXT];
    va_list args;
    if (!notes)
        return;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    for (size_t i = 0; i < notes->n; i++)
        if (notes->list[i].text && strcmp(notes->list[i].text, text) == 0)
            return;
    if (notes->n == CO_NOTES_MAX)
        notes->n_lost++;
    else
        notes->list[notes->n++] =
            (struct co_note){level, co_arena_text(&notes->arena, co_str_of(text))};
}

void co_notes_fini(struct co_notes *notes)
{
    co_arena_fini(&notes->arena);
    *notes = (struct co_notes){0};
}
