/* app: a pass over an inbox: looks until files are still, plans, and records one after the other.
 */
#pragma once
#include "crossoff/inbox.h"

enum {
    CO_SETTLE = 2,         /* seconds between the two looks at a file... */
    CO_SETTLE_RECENT = 60, /* ...that was modified so recently */
};

struct co_intake_job {
    const struct co_config *config;
    const struct co_reading *flags; /* of the command line: they go before the configuration */
    const char *folder;             /* or NULL: the configured inboxes */
    const char *feed;
    bool is_feed_given; /* only this one; else it takes what no feed has patterns for */
    int64_t settle;     /* seconds; negative: the configuration's, or CO_SETTLE */
    int64_t wait;       /* seconds until there must be something to record; negative: look once */
    struct co_job job;  /* of every file, but for the file, its feed and how that is read */
};

struct co_intake {
    struct co_inbox inbox, before; /* as it is, and as it was one look earlier */
    const char *folders[CO_FEEDS_MAX + 1];
    size_t n_folders;
    struct co_inbox_feed feeds[CO_FEEDS_MAX + 1];
    const struct co_intake_job *job;
    size_t next;
    int64_t waited; /* milliseconds */
    struct co_arena arena;
};

/* Looks into the folders and plans, waiting as the job says; records nothing. Fails with CO_USAGE
 * when no inbox is configured or two feeds take a file, as co_folder_list does when a folder cannot
 * be read, and as the history does. Release it with co_intake_close, also after a failure. */
CO_NODISCARD enum co_status co_intake_open(struct co_intake *t, const struct co_intake_job *job,
                                           struct co_err *err);
void co_intake_close(struct co_intake *t);

/* The next file of the plan, NULL at the end. If it was to be taken it is recorded, each in a
 * transaction of its own (not in a dry run), and file->status is what became of that, with `out`,
 * `notes` and `err` as co_run leaves them; else `out` is empty. The caller releases `out`. */
const struct co_inbox_file *co_intake_next(struct co_intake *t, struct co_outcome *out,
                                           struct co_notes *notes, struct co_err *err);

/* The feeds that had exports in the folders, by name; *n is set. Until co_intake_close. */
const struct co_inbox_feed **co_intake_feeds(struct co_intake *t, size_t *n);
/* Renders the newest recorded list of a feed; nothing when it has none. */
CO_NODISCARD enum co_status co_intake_sheet(const struct co_intake *t,
                                            const struct co_inbox_feed *feed, struct co_buf *out,
                                            struct co_err *err);
/* Whether a file of that name, written by us, would be taken for an export by the next pass. */
bool co_intake_would_take(const struct co_intake *t, const char *path);
