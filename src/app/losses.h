/* Whether a list that is shorter than the one before was cut off, or is another list. */
#pragma once
#include "crossoff/note.h"
#include "crossoff/recon.h"
#include "judge.h"

struct co_losses {
    const char *path; /* of today's file, for messages */
    const struct co_export *yesterday, *today;
    const struct co_recon *recon;
    const struct co_ending *ending; /* of the file of yesterday's list, or NULL: not known */
    const struct co_tail *tail;     /* its last keys, or NULL */
    struct co_loss *found;          /* what was seen, for the guard rails */
};

/* Warns of what looks cut off. Fails with CO_HELD for the list of other orders under another key.
 */
CO_NODISCARD enum co_status co_losses_check(const struct co_losses *l, struct co_notes *notes,
                                            struct co_err *err);
