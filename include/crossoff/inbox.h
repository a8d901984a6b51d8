/* app: an inbox: what each file of a folder is by its name, time and digest; a plan, no file read.
 */
#pragma once
#include "crossoff/run.h"
#include "crossoff/sys.h"

/* A feed that takes files of a folder. */
struct co_inbox_feed {
    const char *name;
    const char *const *patterns; /* of file names; none: what looks like an export, is no other's */
    size_t n_patterns;
    size_t folder;                    /* which of the folders, by number */
    const struct co_reading *reading; /* when its day starts */
};

enum co_inbox_what {
    CO_INBOX_TAKE,  /* to be recorded */
    CO_INBOX_KNOWN, /* recorded already */
    CO_INBOX_LEFT,  /* no export of these feeds, or not complete by its name */
    CO_INBOX_WAITS, /* an earlier day of its feed could not be recorded */
    CO_INBOX_WRONG, /* somebody has to look at it; its feed's later days wait */
};

struct co_inbox_file {
    /* Given. */
    const char *path, *name;
    size_t folder;
    enum co_entry_kind kind;
    int64_t bytes;
    int64_t modified;    /* seconds since 1970-01-01T00:00:00Z... */
    int32_t nanoseconds; /* ...and this fraction */
    bool is_changing;    /* not the same when looked at twice */
    char sha256[65];     /* "": not known */
    co_date recorded;    /* the day whose list these bytes are, or CO_DATE_NONE */
    bool was_recorded;   /* they were its day's list before it was replaced or taken back */
    /* Found. */
    const struct co_inbox_feed *feed; /* NULL: none takes it */
    co_date date;                     /* its business day, or CO_DATE_NONE... */
    const char *date_from;            /* ...and where that comes from */
    bool is_day_guessed;              /* only from its modification time */
    enum co_inbox_what what;
    enum co_status status; /* what a wrong one means for the exit status */
    const char *why;       /* it is not taken; "" where it is */
};

/* Start it with {0}; feeds are the caller's. */
struct co_inbox {
    const struct co_inbox_feed *feeds;
    size_t n_feeds;
    const char *only; /* the one feed that is asked for, or NULL */
    struct co_inbox_file *files;
    size_t n, cap;
    struct co_arena arena; /* of the texts */
};

/* Whether a name fits a pattern: '*' is any characters, '?' one; case does not matter. */
bool co_inbox_fits(const char *pattern, const char *name);
/* The feed that takes a name in a folder; *other gets a second one, which is a mistake. */
const struct co_inbox_feed *co_inbox_feed_of(const struct co_inbox *b, const char *name,
                                             size_t folder, const struct co_inbox_feed **other);
/* Adds a file; what is given of it is set, the rest is nothing yet. NULL when memory ran out. */
struct co_inbox_file *co_inbox_add(struct co_inbox *b, const struct co_inbox_file *given);
/* First step: feed and day of every file, and what is left because of its name. CO_USAGE when two
 * feeds take a file. */
CO_NODISCARD enum co_status co_inbox_sort(struct co_inbox *b, struct co_err *err);
/* Second step, when digests and recorded days are known: what is recorded already, days that have
 * two files, and the order: oldest day first, then the feeds' and the files' names; what has no
 * day comes last. */
CO_NODISCARD enum co_status co_inbox_plan(struct co_inbox *b, struct co_err *err);
/* A file was not recorded: later days of its feed wait, because over a gap orders would be
 * completed on the wrong day. */
void co_inbox_stop(struct co_inbox *b, const struct co_inbox_file *file);
void co_inbox_fini(struct co_inbox *b);
