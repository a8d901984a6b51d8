/* Days that a correction of an earlier one changes: who was told of them is told again. Private to
 * src/app. */
#pragma once
#include "crossoff/letters.h"

/* What the days after a corrected one say; start it with {0}. */
struct later {
    co_date corrected;
    struct {
        co_date date;
        uint64_t says; /* a hash of the whole list */
    } days[CO_LETTERS_DAYS + CO_LETTERS_AHEAD + 1];
    size_t n;
};

/* Before the correction: looks at the recorded days after `corrected` that are news, that is of the
 * last CO_LETTERS_DAYS days or ahead; a run may correct two days. Does nothing where the feed gets
 * no mail.
 */
CO_NODISCARD enum co_status later_look(struct later *out, struct co_history *h,
                                       const struct co_letters *l, co_date corrected,
                                       struct co_err *err);
/* After it: queues corrections of those that say something else now. Fails as co_letters_day does.
 */
CO_NODISCARD enum co_status later_tell(const struct later *before, struct co_history *h,
                                       struct co_letters *l, struct co_err *err);
