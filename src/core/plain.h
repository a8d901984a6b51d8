/* Words without case and accents, without an allocation: for what is asked once per row. Private to
 * src/core. */
#pragma once
#include "crossoff/str.h"

enum { CO_PLAIN_MOST = 512 }; /* bytes of a folded text; longer cells are remarks */

struct co_plain {
    char at[CO_PLAIN_MOST + 4];
    size_t len;
    bool has_accent;
};

/* Small letters, no accents, umlauts as ae, oe, ue, runs of U+00A0 and of what is_gap says as one
 * blank. False for a text that is too long. */
bool co_plain_fold(struct co_str s, bool (*is_gap)(char c), struct co_plain *out);
struct co_str co_plain_view(const struct co_plain *p);
