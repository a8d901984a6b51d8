/* app: what may be set: by flag, environment, user file, site file, or by default. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/load.h"
#include "crossoff/mailing.h"
#include "crossoff/mem.h"
#include "crossoff/schedule.h"

enum { CO_IGNORE_MAX = 32, CO_FEEDS_MAX = 64, CO_PATTERNS_MAX = 32, CO_EXPECT_MAX = 64 };

/* expect = 2026-12-24 G3,G2 "plant closed": guard rails that shall not hold the list of a day. */
struct co_expectation {
    co_date date;
    const char *rules, *reason;
};

/* How the exports of a feed are read. NULL, 0 and "undecided" mean: not set. */
struct co_reading {
    const char *header[CO_FIELDS]; /* the column of a field */
    const char *key[CO_KEY_MAX];
    size_t n_key;
    struct co_str ignore[CO_IGNORE_MAX];
    size_t n_ignore;
    char delimiter;
    const char *encoding;
    enum co_decimal decimal;
    enum co_day_order order;
    enum co_duplicates duplicates;
    bool is_duplicates_set;
    struct co_calendar calendar; /* its week 0: not set; holidays add up */
    struct co_status_words status_words;
    int day_starts;      /* minutes after 00:00; a time before it belongs to the day before... */
    bool has_day_starts; /* ...if this is set */
    struct co_expectation expect[CO_EXPECT_MAX];
    size_t n_expect;
    enum co_scan_way scan; /* by CROSSOFF_SCAN, for tests */
    int threads; /* by CROSSOFF_THREADS: 1 or 2; 0: two where both files of a pair are large */
};

/* The names that co_reading_set takes, as options are written ("date-order"); *n is set. */
const char *const *co_reading_names(size_t *n);
/* The words that an option of these takes ("duplicates": refuse, first...; of the delimiter those
 * beside single characters); NULL and *n 0 when it takes others. */
const char *const *co_reading_words(const char *name, size_t *n);
/* Sets one of them from its text; `arena` keeps what has to be taken apart. Fails with CO_USAGE and
 * a sentence that begins with the name. */
CO_NODISCARD enum co_status co_reading_set(struct co_reading *r, const char *name,
                                           const char *value, struct co_arena *arena,
                                           struct co_err *err);
/* How borders of cells are found, by the word of CROSSOFF_SCAN (NULL or "": the best way); fails
 * with CO_USAGE for any other and for what the processor does not have. */
CO_NODISCARD enum co_status co_reading_scan(struct co_reading *r, const char *word,
                                            struct co_err *err);
/* How many threads read a pair, by the word of CROSSOFF_THREADS ("1", "2"; NULL or "": it depends);
 * fails likewise. */
CO_NODISCARD enum co_status co_reading_threads(struct co_reading *r, const char *word,
                                               struct co_err *err);
/* What `over` leaves open is taken from `under`. */
void co_reading_merge(struct co_reading *over, const struct co_reading *under);
/* "A, B,C": the parts, trimmed; one with a comma in it is written in double quotes. Gives how many
 * there are, max + 1 when they are too many. */
size_t co_reading_list(const char *value, struct co_arena *arena, const char **out, size_t max);
/* Seconds of "90", "90s", "10m", "26h" or "3d"; without a unit only if `unit` is 1. False if it is
 * not that. */
bool co_reading_seconds(const char *text, int64_t unit, int64_t *out);

/* Section [feed NAME]. */
struct co_config_feed {
    const char *name;
    struct co_reading reading;
    const char *inbox;                  /* a folder of its own, or NULL */
    const char *files[CO_PATTERNS_MAX]; /* patterns of its file names */
    size_t n_files;
    struct co_mailing mailing; /* what is said of mail in it; see co_mailing_merge */
};

struct co_config {
    const char *history, *feed, *inbox; /* NULL when not set */
    const char *publish;                /* the folder for pages, or NULL */
    struct co_schedule schedule;        /* of the daily run */
    bool allows_network;                /* the history may be on a network file system */
    int64_t settle;                     /* seconds, if has_settle */
    bool has_settle;
    bool is_empty_ok;      /* an inbox without exports is nothing to tell */
    struct co_reading all; /* of section [crossoff] */
    struct co_mail_config mail;
    struct co_config_feed feeds[CO_FEEDS_MAX];
    size_t n_feeds;
    struct co_arena arena;
};

/* The environment, so that a test can give its own. NULL entries are not set. */
struct co_environment {
    const char *home, *xdg_config_home, *xdg_data_home, *history, *config, *site,
        *credentials; /* CREDENTIALS_DIRECTORY */
};

/* A path below the user's configuration folder (XDG Base Directory Specification), in the arena,
 * which has failed when memory ran out; NULL when there is no home. */
const char *co_config_of_user(const struct co_environment *env, struct co_arena *arena,
                              const char *name);

/* Reads the site file and then the user's, or only `file` when it is not NULL. Files that are not
 * there are passed over, but for `file`. Fails with CO_USAGE and file, line and suggestion. */
CO_NODISCARD enum co_status co_config_read(struct co_config *c, const struct co_environment *env,
                                           const char *file, struct co_err *err);
void co_config_fini(struct co_config *c);

/* The history's place: flag, environment, configuration, the user's data folder (XDG Base Directory
 * Specification). NULL in *out only with CO_USAGE: there is no home. */
CO_NODISCARD enum co_status co_config_history(const struct co_config *c,
                                              const struct co_environment *env, const char *flag,
                                              struct co_arena *arena, const char **out,
                                              struct co_err *err);
/* Whether anybody at all is to get mail. */
bool co_config_has_readers(const struct co_config *c);
/* How the exports of a feed are read: `flags` over the feed's section over [crossoff]. */
void co_config_reading(const struct co_config *c, const char *feed, struct co_reading *flags);
