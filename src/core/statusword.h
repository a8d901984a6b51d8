/* The table of status words. Private to src/core and its test. */
#pragma once
#include "crossoff/value.h"

/* How an entry is compared. A code counts among others in one cell too, the greatest first. */
enum co_status_rank {
    WORD,     /* the whole cell */
    ACCENTED, /* the whole cell, if it has an accent: without one the word means something else */
    CODE_CREATED,
    CODE_RELEASED,
    CODE_PART,
    CODE_LOCKED,
    CODE_CONFIRMED,
    CODE_DELIVERED,
    CODE_TECHNICAL, /* ended, but not made unless one of the two above stands beside it */
    CODE_CLOSED,
    CODE_DELETED,
};

struct co_status_entry {
    const char *word; /* folded: small letters, no accents, umlauts as ae, oe, ue */
    enum co_class class;
    enum co_status_rank rank;
};
/* In the order of strcmp, so that a row may ask a million times. */
extern const struct co_status_entry co_status_entries[];
extern const size_t co_status_entries_n;
