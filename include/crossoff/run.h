/* app: the main job: two exports in, one recorded day and its crossed-off list out. */
#pragma once
#include "crossoff/config.h"
#include "crossoff/history.h"
#include "crossoff/progress.h"
#include "crossoff/report.h"

enum {
    CO_HISTORY_WAIT = 30000, /* milliseconds to wait for another run */
    CO_ACCEPT_MAX = 32,      /* rules accepted at once */
};

struct co_job {
    const char *yesterday;        /* file, or NULL: compare with the newest recorded day */
    const char *today;            /* file */
    const char *closed;           /* a list of closed or cancelled orders, or NULL */
    co_date date, yesterday_date; /* business days, or CO_DATE_NONE: from the files */
    const char *history, *feed, *program;
    struct co_reading reading;
    bool is_amend;                  /* today's export replaces the one recorded for its day */
    const char *reason, *who;       /* of a correction or acceptance; who: user and host */
    int64_t now;                    /* seconds since 1970-01-01T00:00:00Z */
    bool is_clock_told;             /* that is no machine's clock: somebody said so */
    bool is_dry;                    /* write nothing */
    bool accepts_restored;          /* a history older than its mark is meant */
    const struct co_format *format; /* NULL: nothing is rendered */
    struct co_view view;
    const char *const *shops; /* of the printed list only */
    size_t n_shops;
    const char *hint_history;     /* what hints must name, or NULL when it is the usual place */
    const char *const *accept;    /* guard rails that shall not hold the list they held before */
    size_t n_accept;              /* at most CO_ACCEPT_MAX */
    bool is_bridge;               /* record over days that are held */
    const char *again;            /* the other words of this command line, for hints; may be NULL */
    struct co_progress *progress; /* who looks on; may be NULL */
    const struct co_config *mail; /* who gets mail about it, or NULL: nobody */
};

struct co_outcome {
    struct co_buf output;  /* the rendered list */
    struct co_buf message; /* what was done, one line each */
    bool is_recorded;      /* after the commit returned: only then is the day in the history */
    bool is_told;          /* held, and mails that say so are queued beside the attempt */
    bool is_untold;        /* recorded, but its mails could not be made: the notes say why */
};

/* Does the job. Everything up to the commit can fail without a trace; the list is rendered before
 * it. On CO_OK the day is recorded, or was before. Release the outcome with co_outcome_fini. */
CO_NODISCARD enum co_status co_run(const struct co_job *job, struct co_outcome *out,
                                   struct co_notes *notes, struct co_err *err);
/* Takes the feed's newest recorded day back: it stays in the history as undone, and its list can be
 * recorded again. Fails with CO_USAGE when `date` is not that day. */
CO_NODISCARD enum co_status co_run_undo(const struct co_job *job, co_date date,
                                        struct co_outcome *out, struct co_notes *notes,
                                        struct co_err *err);
void co_outcome_fini(struct co_outcome *out);

/* The business day in a file's name: 2026-11-23, 2026_11_23, 20261123, 23.11.2026. CO_DATE_NONE
 * when there is none; *is_ambiguous when there are two different ones. */
co_date co_run_date_of_name(const char *path, bool *is_ambiguous);

/* The business day of an instant: its local date, or the date before when the local time is before
 * the day starts. *is_day_before tells which. */
co_date co_run_day_of_time(int64_t seconds, const struct co_reading *in, bool *is_day_before);

/* Tells how many working days without a list lie between two recorded ones. */
void co_run_note_gap(const struct co_job *job, co_date before, co_date day, struct co_notes *notes);

/* The day that a list counts as, and why. */
struct co_list_day {
    co_date date;
    const char *from;   /* "its name" */
    const char *option; /* that says otherwise */
    bool is_guessed;    /* only from a time */
};
/* The run date in an export's titles; of two readings the one that fits the day, CO_DATE_NONE when
 * neither does. */
co_date co_run_date_made(const struct co_export *x, co_date day);
/* Warns when the export says it was made before its day, or more than a day after it. */
void co_run_check_made(const struct co_export *x, const struct co_list_day *day,
                       struct co_notes *notes);
