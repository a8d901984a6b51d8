/* app: the pages of a history in a folder that others look into: a page per day and per shop, one
 * above all of them, and a copy of the history to ask. */
#pragma once
#include "crossoff/history.h"
#include "crossoff/progress.h"

enum {
    CO_PUBLISH_DAYS = 250, /* recorded days that the index has: a year of them */
    CO_PUBLISH_PAGES = 30, /* the newest days whose pages are kept up to date; older ones stay */
};

struct co_publication {
    const char *folder;  /* must be there: a share that is not mounted is not made up */
    const char *history; /* the file, which must not be the copy's */
    const char *program; /* another version writes its pages anew */
    struct co_progress *progress;
    size_t written; /* set: how many files are new or changed */
};
/* Brings the folder up to date with the history:
 *
 *   index.html              every feed: its trend, its shops, its days
 *   history.db              a read-only copy of the history
 *   FEED/today.html         the newest list
 *   FEED/YYYY-MM-DD.html    the list of a day
 *   FEED/shop-SHOP.html     the newest list of a shop
 *
 * FEED and SHOP are the names in small letters, digits and hyphens, with some digits of a hash
 * where that loses something, so that no name leads elsewhere. All files are written and flushed
 * under temporary names before the first one is renamed; on failure (CO_OUTPUT, or what the history
 * says) what was there stays. Pages of days that are no longer recorded are removed. */
CO_NODISCARD enum co_status co_publish(struct co_history *h, struct co_publication *p,
                                       struct co_err *err);

/* The name of a feed or a shop in a file's name, in the arena, "none" for an empty one; NULL
 * without memory. */
const char *co_publish_name(struct co_arena *arena, struct co_str name);
