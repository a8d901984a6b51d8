/* app: the main job: two exports in, one recorded day and its crossed-off list out. */
#pragma once
#include "crossoff/config.h"
#include "crossoff/history.h"
#include "crossoff/report.h"

enum {
    CO_LONG_LIST = 120,      /* orders of a day above which a sheet is shortened... */
    CO_SHORT_LIST = 10,      /* ...to so many per shop and verdict */
    CO_HISTORY_WAIT = 30000, /* milliseconds to wait for another run */
};

struct co_job {
    const char *yesterday;        /* file, or NULL: compare with the newest recorded day */
    const char *today;            /* file */
    const char *closed;           /* a list of closed or cancelled orders, or NULL */
    co_date date, yesterday_date; /* business days, or CO_DATE_NONE: from the files */
    const char *history, *feed, *program;
    struct co_reading reading;
    int64_t now;                    /* seconds since 1970-01-01T00:00:00Z */
    bool is_dry;                    /* write nothing */
    const struct co_format *format; /* NULL: nothing is rendered */
    struct co_view view;
    const char *const *shops; /* of the printed list only */
    size_t n_shops;
    const char *hint_history; /* what hints must name, or NULL when it is the usual place */
};

struct co_outcome {
    struct co_buf output;  /* the rendered list */
    struct co_buf message; /* what was done, one line each */
    bool is_recorded;      /* after the commit returned: only then is the day in the history */
};

/* Does the job. Everything up to the commit can fail without a trace; the list is rendered before
 * it. On CO_OK the day is recorded, or was before. Release the outcome with co_outcome_fini. */
CO_NODISCARD enum co_status co_run(const struct co_job *job, struct co_outcome *out,
                                   struct co_notes *notes, struct co_err *err);
void co_outcome_fini(struct co_outcome *out);

/* The business day in a file's name: 2026-11-23, 2026_11_23, 20261123, 23.11.2026. CO_DATE_NONE
 * when there is none; *is_ambiguous when there are two different ones. */
co_date co_run_date_of_name(const char *path, bool *is_ambiguous);
