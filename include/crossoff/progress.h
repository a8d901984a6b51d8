/* base: how far long work is, for whoever looks on; the work itself prints nothing. */
#pragma once
#include <stddef.h>

/* The first member of what the onlooker keeps. `tell` may be called very often and from any stage
 * of the work: it is quick, and fails nowhere. */
struct co_progress {
    void (*tell)(struct co_progress *p, const char *doing, const char *what, size_t done,
                 size_t total);
};

/* What is done behind all questions, the same words wherever it is. */
#define CO_DRAWING "drawing the report"

/* Tells that `doing` ("reading") with `what` (a file; NULL: nothing that has a name) is at `done`
 * of `total`, in steps or bytes as the onlooker may show by its name; total 0: nobody can say. NULL
 * for p: nobody looks on. */
static inline void co_progress(struct co_progress *p, const char *doing, const char *what,
                               size_t done, size_t total)
{
    if (p)
        p->tell(p, doing, what, done, total);
}
