/* store: the history: what was read, what became of every order, and the answers from it. */
#pragma once
#include "crossoff/hash.h"
#include "crossoff/note.h"
#include "crossoff/period.h"
#include "crossoff/progress.h"
#include "crossoff/recon.h"
#include "crossoff/sheet.h"
#include "crossoff/table.h"
#include "crossoff/tally.h"
#include "crossoff/trend.h"

struct co_history;

enum co_history_mode {
    CO_HISTORY_READ,  /* fails when there is none */
    CO_HISTORY_WRITE, /* creates it when there is none */
    CO_HISTORY_COPY,  /* a throw-away copy (empty when there is none): a dry run writes nothing */
};

/* Opens the file and brings its schema up to date (never in READ mode). Fails with CO_STORE when it
 * is no history of ours, damaged, newer than the program or not accessible, with CO_BUSY when
 * another run holds it for longer than wait_ms. *created tells whether it is new. */
CO_NODISCARD enum co_status co_history_open(const char *path, enum co_history_mode mode,
                                            int wait_ms, struct co_history **out, bool *created,
                                            struct co_err *err);
/* Rolls back what was not committed. NULL is allowed. */
void co_history_close(struct co_history *h);
/* The run-time version of the library, for --version. */
const char *co_history_engine(void);
enum { CO_SCHEMA_VERSION = 9 };
/* The file that was made before the schema was brought up to date, or NULL when it was not. */
const char *co_history_backup(const struct co_history *h);

/* One transaction per run, begun immediately so that two runs never both decide. A history that
 * was just created is in it already. The commit adds a link of the chain for every run in it. */
CO_NODISCARD enum co_status co_history_begin(struct co_history *h, struct co_err *err);
CO_NODISCARD enum co_status co_history_commit(struct co_history *h, struct co_err *err);
void co_history_rollback(struct co_history *h);

/* What is asked between the two is of one moment, whatever others record meanwhile. They wait for
 * it to be let go before they commit: nothing that takes long belongs in between, such as writing
 * to somebody's pager. Pairs may be nested; in a transaction they change nothing. Fails with
 * CO_STORE or CO_NOMEM; then nothing is to be let go. Letting go once too often, or NULL, is
 * nothing. */
CO_NODISCARD enum co_status co_history_freeze(struct co_history *h, struct co_err *err);
void co_history_thaw(struct co_history *h);

/* The newest link of the chain over the runs: the hash follows from every run up to this one. Run 0
 * when nothing is recorded. */
struct co_chain_end {
    int64_t run;
    char hash[65];
};
CO_NODISCARD enum co_status co_history_end(struct co_history *h, struct co_chain_end *out,
                                           struct co_err *err);
/* Whether the chain ever ended so. */
CO_NODISCARD enum co_status co_history_has_link(struct co_history *h,
                                                const struct co_chain_end *end, bool *has,
                                                struct co_err *err);

/* A recorded day. */
struct co_recorded {
    co_date date;
    char sha256[65], file[256], recorded_at[CO_TIME_TEXT + 8];
    int64_t finished; /* rows of the list that were made or cancelled */
    int64_t run;      /* which recorded it; a correction is another one */
};
/* The feed's newest recorded day (or the one of `date`, unless that is CO_DATE_NONE);
 * out->date is CO_DATE_NONE when there is none. */
CO_NODISCARD enum co_status co_history_day(struct co_history *h, const char *feed, co_date date,
                                           struct co_recorded *out, struct co_err *err);
/* The day that was recorded from a file with this digest, or CO_DATE_NONE in out->date. */
CO_NODISCARD enum co_status co_history_file(struct co_history *h, const char *feed,
                                            const char *sha256, struct co_recorded *out,
                                            struct co_err *err);

/* A file and the day it would count for. */
struct co_known {
    const char *feed, *sha256;
    co_date date;
};
/* Whether that day's list came from it, or once did, before it was replaced or taken back. */
CO_NODISCARD enum co_status co_history_knows(struct co_history *h, const struct co_known *file,
                                             bool *is_day, bool *was_day, struct co_err *err);

/* A day of another feed. */
struct co_moved_day {
    const char *feed;
    co_date date;
};
/* The recorded days of other feeds that a day's recording changed: orders of theirs are found to
 * have moved into it, or out of it. In the arena. */
CO_NODISCARD enum co_status co_history_moved_days(struct co_history *h, const char *feed,
                                                  co_date date, struct co_arena *arena,
                                                  struct co_moved_day **out, size_t *n,
                                                  struct co_err *err);

/* The newest list of a feed as a CSV text (its open rows, columns sorted by name) with what is
 * known of its columns and key. Everything lives in `arena` but the text, which is `text`'s. */
struct co_kept_list {
    struct co_buf text;
    size_t n_open; /* rows at the beginning of the text that are open; behind them those that */
    struct co_buf ended; /* are made or cancelled, with a byte (enum co_class) each in here */
    struct co_column columns[CO_COLUMNS_MAX];
    size_t place[CO_COLUMNS_MAX]; /* of each in the header of its file, 0-based */
    size_t n_columns;
    const char *key[CO_KEY_MAX]; /* names of the key columns */
    size_t n_key;
    struct co_ending ending; /* how its file ended... */
    bool has_ending;         /* ...if the run that recorded it kept that */
    struct co_tail tail;     /* its last keys; in `arena` */
    int64_t lines_used; /* the highest number of a row, where rows are numbered (CO_LINE_COLUMN) */
    struct co_arena arena;
};
CO_NODISCARD enum co_status co_history_list(struct co_history *h, const char *feed,
                                            struct co_kept_list *out, struct co_err *err);
/* The same for any recorded day, and with the rows that were made or cancelled. */
CO_NODISCARD enum co_status co_history_list_of(struct co_history *h, const char *feed, co_date date,
                                               struct co_kept_list *out, struct co_err *err);
/* Only columns and key of it; n_columns 0 when the feed has no recorded day. */
CO_NODISCARD enum co_status co_history_key(struct co_history *h, const char *feed,
                                           struct co_kept_list *out, struct co_err *err);
void co_kept_list_fini(struct co_kept_list *list);

/* Whether the feed knows an order that is spelt exactly like this. */
CO_NODISCARD enum co_status co_history_knows_order(struct co_history *h, const char *feed,
                                                   struct co_str key, bool *known,
                                                   struct co_err *err);
/* Whether that order stood on a list together with one whose number differs in leading zeros only:
 * the zeros mean something then. */
CO_NODISCARD enum co_status co_history_has_twin(struct co_history *h, const char *feed,
                                                struct co_str key, bool *has, struct co_err *err);

/* One export to be recorded, inside a transaction. */
struct co_record {
    const char *feed;
    co_date date;
    const char *file, *sha256, *encoding, *program;
    co_date run_date;                   /* when the export says it was made, or CO_DATE_NONE */
    int64_t bytes;                      /* of the file */
    int64_t recorded_at;                /* seconds since 1970-01-01T00:00:00Z */
    const struct co_calendar *calendar; /* which days are worked */
    const struct co_export *today;
    const struct co_export *yesterday; /* NULL for a baseline */
    const struct co_recon *recon;      /* NULL for a baseline */
    co_date previous;                  /* the feed's newest recorded day */
    const char *rules;                 /* JSON of the feed's rules that were used, or NULL */
    const char *columns, *key;         /* JSON as of an earlier revision; NULL: from today */
    const char *ending;                /* JSON of how the file ended; NULL: from today */
    const char *kind;                  /* "derived" when a correction records it again, or NULL */
    const char *who, *reason;          /* of a correction, or NULL */
    const char *closed_file, *closed_sha256; /* the list of closed orders given with it, or NULL */
    struct co_progress *progress;            /* told of orders recorded; NULL: nobody looks on */
    const struct co_outline *outline; /* of a dry run: only the run and these counts are written, */
                                      /* no order; else NULL */
};
/* Appends the run, its events and the projection; checks the identities once more from what was
 * stored. On failure the caller rolls back. */
CO_NODISCARD enum co_status co_history_record(struct co_history *h, const struct co_record *r,
                                              struct co_err *err);

/* A day that a correction cut off and has to record again, as it was recorded first. */
struct co_redo {
    int64_t run;
    co_date date, cut; /* cut: the first day that was cut off */
    co_date run_date;
    const char *file, *sha256, *encoding, *working_days, *rules, *closed_file, *closed_sha256,
        *ending, *columns, *key; /* in arena; NULL where the run has none */
    char delimiter;
    int64_t bytes;
    struct co_rowcount count;
    struct co_arena arena;
};
/* Cuts the projection of a feed before a day, inside a transaction: that day and the later ones are
 * to be recorded again. The facts stay. */
CO_NODISCARD enum co_status co_history_cut(struct co_history *h, const char *feed, co_date date,
                                           struct co_err *err);
/* The next day behind `after` that was cut off; redo->date is CO_DATE_NONE when there is none. */
CO_NODISCARD enum co_status co_history_redo(struct co_history *h, const char *feed, co_date cut,
                                            co_date after, struct co_redo *redo,
                                            struct co_err *err);
/* Its list as it was recorded. */
CO_NODISCARD enum co_status co_history_redo_list(struct co_history *h, const char *feed,
                                                 const struct co_redo *redo,
                                                 struct co_kept_list *out, struct co_err *err);
/* The headers of the columns whose changes did not count that day; in the arena. */
CO_NODISCARD enum co_status co_history_redo_ignore(struct co_history *h, const struct co_redo *redo,
                                                   struct co_arena *arena, struct co_str **out,
                                                   size_t *n, struct co_err *err);
/* What a list of closed orders had said that day of the rows that left: applied to those again. */
CO_NODISCARD enum co_status co_history_redo_told(struct co_history *h, const char *feed,
                                                 const struct co_redo *redo,
                                                 const struct co_export *yesterday,
                                                 struct co_recon *recon, struct co_err *err);
/* Forgets what was cut off. */
CO_NODISCARD enum co_status co_history_redo_done(struct co_history *h, const char *feed,
                                                 struct co_err *err);
void co_redo_fini(struct co_redo *redo);
/* Appends that the feed's newest day was taken back, before it is cut off. */
CO_NODISCARD enum co_status co_history_undo(struct co_history *h, const char *feed, co_date date,
                                            int64_t at, const char *who, const char *reason,
                                            struct co_err *err);

/* What to report. Texts are borrowed. */
struct co_question {
    const char *feed;
    co_date from, to;         /* recorded days; a sheet is about `to` */
    const char *const *shops; /* only these; "" means orders without a shop */
    size_t n_shops;
    int64_t limit;              /* orders per shop and verdict in a sheet; 0 = all */
    int64_t limit_above;        /* shorten only when the day has more orders than this */
    struct co_hash_key secret;  /* for the names of groups */
    struct co_outline *outline; /* of a day that was recorded as one: a sheet takes its orders */
};
/* The crossed-off list of a recorded day. */
CO_NODISCARD enum co_status co_history_sheet(struct co_history *h, const struct co_question *q,
                                             struct co_sheet *out, struct co_err *err);
/* How the last n lists up to q->to (CO_DATE_NONE: the newest) went, all shops together and each by
 * itself; those that an order of the asked shops was on. No list at all: out->n is 0. Release it
 * with co_trend_fini, also after a failure. */
CO_NODISCARD enum co_status co_history_trend(struct co_history *h, const struct co_question *q,
                                             size_t n, struct co_trend *out, struct co_err *err);
/* Totals per recorded day, or per shop over the days. */
CO_NODISCARD enum co_status co_history_by_date(struct co_history *h, const struct co_question *q,
                                               struct co_table *out, struct co_err *err);
CO_NODISCARD enum co_status co_history_by_shop(struct co_history *h, const struct co_question *q,
                                               struct co_table *out, struct co_err *err);
/* What orders are grouped by. */
struct co_by {
    enum { CO_BY_ALL, CO_BY_FIELD, CO_BY_COLUMN } kind;
    enum co_field field; /* of CO_BY_FIELD */
    const char *column;  /* of CO_BY_COLUMN: its header; in the arena */
    const char *name;    /* of the group, as a column is named: "machine_group"; in the arena */
    bool only_totals;    /* no throughput is wanted: days before the range are not looked at */
};
/* Finds a word among the fields of the feed's newest list and its headers; case, accents and
 * punctuation do not matter. CO_USAGE, with what there is, when it is neither. */
CO_NODISCARD enum co_status co_history_grouping(struct co_history *h, const char *feed,
                                                const char *word, struct co_arena *arena,
                                                struct co_by *out, struct co_err *err);
/* The measures of q->from to q->to, both recorded days; release *out with co_tally_close. */
CO_NODISCARD enum co_status co_history_tally(struct co_history *h, const struct co_question *q,
                                             const struct co_by *by, struct co_tally **out,
                                             struct co_err *err);
/* The same by period, only of what happened. */
CO_NODISCARD enum co_status co_history_tally_periods(struct co_history *h,
                                                     const struct co_question *q, co_period *period,
                                                     struct co_tally **out, struct co_err *err);
/* The n open orders of q->to that are the hottest (co_hot_compare). */
CO_NODISCARD enum co_status co_history_hot(struct co_history *h, const struct co_question *q,
                                           int64_t n, struct co_table *out, struct co_err *err);
/* The orders whose due date moved from q->from to q->to, those that moved later most often first.
 */
CO_NODISCARD enum co_status co_history_slips(struct co_history *h, const struct co_question *q,
                                             struct co_table *out, struct co_err *err);
/* The n-th recorded day back from `to` (CO_DATE_NONE: the newest), that day counted; the first when
 * there are fewer, CO_DATE_NONE when there is none. */
CO_NODISCARD enum co_status co_history_back(struct co_history *h, const char *feed, co_date to,
                                            int64_t n, co_date *out, struct co_err *err);
/* Narrows q->from and q->to to the first and the last recorded day within them; unless there is
 * none. */
CO_NODISCARD enum co_status co_history_within(struct co_history *h, struct co_question *q,
                                              bool *is_there, struct co_err *err);
/* The recorded days of a feed, in order, in the arena. */
CO_NODISCARD enum co_status co_history_recorded(struct co_history *h, const char *feed,
                                                struct co_arena *arena, co_date **days, size_t *n,
                                                struct co_err *err);
/* The life of every order with this number (of one feed, or of all when feed is NULL). No rows when
 * there is none. */
CO_NODISCARD enum co_status co_history_life(struct co_history *h, const char *feed,
                                            const char *work_order, struct co_table *out,
                                            struct co_err *err);
/* Up to five numbers that contain `text` or that it contains, ", " between them; for suggestions.
 */
CO_NODISCARD enum co_status co_history_similar(struct co_history *h, const char *text,
                                               struct co_buf *out, struct co_err *err);
/* The recorded days of a feed (of all when NULL), newest last. */
CO_NODISCARD enum co_status co_history_days(struct co_history *h, const char *feed,
                                            struct co_table *out, struct co_err *err);
/* One row per feed: what was recorded last. *newest gets the oldest of the feeds' last recording
 * times in seconds, INT64_MIN when nothing was recorded. */
CO_NODISCARD enum co_status co_history_status(struct co_history *h, const char *feed,
                                              struct co_table *out, int64_t *newest,
                                              struct co_err *err);
/* The names of the feeds, sorted, in the arena. */
CO_NODISCARD enum co_status co_history_feeds(struct co_history *h, struct co_arena *arena,
                                             const char ***names, size_t *n, struct co_err *err);
/* The names of the shops of a feed, sorted, in the arena. */
CO_NODISCARD enum co_status co_history_shops(struct co_history *h, const char *feed,
                                             struct co_arena *arena, const char ***names, size_t *n,
                                             struct co_err *err);

/* What was looked at, and what is not as it should be. */
struct co_check {
    struct co_table table;    /* check, examined, problems */
    struct co_notes problems; /* a sentence each: the run, the day, the order */
    size_t n_problems;
};
/* Verifies the history without changing it: pages, references, schema, the newest links of the
 * chain, the counts of the newest lists; `deep` also all links, and the projection made again from
 * the facts. Problems are no failure of the call. Release it with co_check_fini in any case. */
CO_NODISCARD enum co_status co_history_check(struct co_history *h, bool deep, struct co_check *out,
                                             struct co_progress *progress, struct co_err *err);
/* One more line, of something beside the history; problem NULL when all is well. */
CO_NODISCARD enum co_status co_check_add(struct co_check *check, const char *name,
                                         const char *problem, struct co_err *err);
void co_check_fini(struct co_check *check);
/* A verified copy of the history as it is now, in one transaction, flushed to the disk. An older
 * file at `path` is overwritten. */
CO_NODISCARD enum co_status co_history_copy(struct co_history *h, const char *path,
                                            struct co_err *err);
/* Whether the file is a history that this program can read. */
bool co_history_is_one(const char *path);
