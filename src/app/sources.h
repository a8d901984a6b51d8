/* The lists of one run: the files it was given and the newest list of the history, each read under
 * the rules of its feed. Private to src/app. */
#pragma once
#include "crossoff/run.h"
#include "crossoff/sys.h"
#include "judge.h"
#include "later.h"
#include "crossoff/outline.h"

/* A file of the command line on its way to an export. */
struct source {
    const char *path;
    struct co_file file; /* its bytes only while they are the text */
    int64_t bytes;       /* how many it had */
    struct co_buf converted;
    struct co_str text;
    const char *encoding;
    co_date date;
    const char *date_from; /* "the file's name", for messages */
    bool is_day_guessed;   /* only the modification time tells it */
    struct co_export x;
    bool is_loaded;
};

struct run {
    const struct co_job *job;
    struct co_outcome *out;
    struct co_notes *notes;
    struct co_err *err;
    struct co_history *h;
    struct co_hash_key secret;
    bool has_created;
    struct source yesterday, today, closed;
    struct co_recorded newest; /* of the feed, as recording goes on */
    struct co_kept_list kept;  /* how the newest list was understood, and its rows if needed */
    struct co_export kept_x;   /* those rows as an export */
    struct judging judging;    /* whether what is recorded is believed */
    int days_added, days_derived;
    bool is_outline; /* a dry run of a first pair, which writes no orders down */
    struct co_outline outline;
    struct later later; /* days after the corrected one, as they were */
    bool is_amended;    /* the day was recorded before, from another list */
    bool is_correction; /* the day being recorded is no newest one, or was recorded before */
};

/* Reads a file ("-": standard input) as UTF-8 text. */
CO_NODISCARD enum co_status co_sources_read(struct run *r, struct source *s, const char *path);
/* The files of today and, if there is one, of yesterday, by a thread each where that is worth it;
 * what is noted and said does not depend on it. */
CO_NODISCARD enum co_status co_sources_read_all(struct run *r);
/* Takes a file's text apart with the feed's key and columns, or those of `other`, the list it will
 * be compared with (NULL when there is none). */
CO_NODISCARD enum co_status co_sources_load(struct run *r, struct source *s,
                                            const struct co_export *other);
/* The newest list out of the history, as if it were a file, in r->kept_x. */
CO_NODISCARD enum co_status co_sources_kept(struct run *r);
/* Any list that the history gave back, its rows open or ended as they were recorded. */
CO_NODISCARD enum co_status co_sources_kept_list(const struct run *r,
                                                 const struct co_kept_list *kept,
                                                 enum co_duplicates duplicates,
                                                 struct co_export *out);
/* The first two lists of a feed, with the key that tells the rows of both apart. */
CO_NODISCARD enum co_status co_sources_first_pair(struct run *r);
/* The list of closed orders that was given beside today's. */
CO_NODISCARD enum co_status co_sources_closed(struct run *r, const struct co_export *yesterday);
/* Releases all of them. */
void co_sources_fini(struct run *r);
