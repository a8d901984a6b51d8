/* app: the mails about a day or a problem, composed for everybody who gets them, into the outbox.
 */
#pragma once
#include "crossoff/config.h"
#include "crossoff/history.h"
#include "crossoff/outbox.h"

/* Older lists are history, not news: whoever records a year of them sends no year of mails. */
enum {
    CO_LETTERS_DAYS = 7,
    CO_LETTERS_AHEAD = 2, /* a list of tomorrow may be exported today */
};

struct co_letters {
    const struct co_config *config;
    const char *feed;
    int64_t now;            /* seconds since 1970-01-01T00:00:00Z */
    const char *reason;     /* of a correction, or NULL */
    const co_date *because; /* the other day whose list changed this one, or NULL */
    int64_t cause;          /* the run that changed a day that was recorded before, or 0 */
    bool is_only_again;     /* only to who was told of this day before */
    const char *const *to;  /* only these, who get all of it; n_to 0: whom the */
    size_t n_to;            /* configuration names */
    bool is_asked;          /* somebody asks for them: also where `when` says no */
    bool is_again;          /* also to those who were told: a new mail of its own */
    size_t n_queued;        /* set */
};

/* Warns of shops whose part somebody is to get, and which no list of the feed ever had: a name that
 * is spelt otherwise gets a mail every day that nothing is in. Fails with CO_STORE, CO_NOMEM. */
CO_NODISCARD enum co_status co_letters_check_shops(struct co_history *h, const struct co_letters *l,
                                                   struct co_notes *notes, struct co_err *err);
/* Whether a list of that day (CO_DATE_NONE: of nobody knows when) is news at that instant. */
bool co_letters_is_news(co_date date, int64_t now);
/* Whether anybody gets mail about the feed, and a way to send it is configured. */
bool co_letters_wanted(const struct co_config *config, const char *feed);
/* Queues the mails about a recorded day, inside a transaction: to whom the configuration names, if
 * it wants mail about such a day. Who was told of this day before gets a correction. Fails with
 * CO_USAGE, CO_BUSY or CO_OUTPUT when a mail cannot be composed: nothing of it is a reason not to
 * record the day. CO_STORE, CO_NOMEM otherwise. */
CO_NODISCARD enum co_status co_letters_day(struct co_history *h, struct co_letters *l, co_date date,
                                           struct co_err *err);

/* A list that was held, is not there, or could not be read. Of each kind one is mailed for a day.
 */
struct co_letters_problem {
    enum co_letter_kind kind; /* CO_LETTER_HELD, CO_LETTER_MISSING or CO_LETTER_FAILED */
    co_date date;             /* its business day, or CO_DATE_NONE */
    const char *sentence;     /* what happened and what to do */
};
/* Queues the mails about it, inside a transaction. Fails as co_letters_day does. */
CO_NODISCARD enum co_status co_letters_problem(struct co_history *h, struct co_letters *l,
                                               const struct co_letters_problem *problem,
                                               struct co_err *err);

/* A recorded day was taken back (`run` recorded it): queues mails to who had it, inside a
 * transaction; what waits of it will not go out. Fails as co_letters_day does. */
CO_NODISCARD enum co_status co_letters_taken_back(struct co_history *h, struct co_letters *l,
                                                  co_date date, int64_t run, struct co_err *err);
/* Makes the mails of days that could not be made before, each day in a transaction of its own.
 * Fails as co_letters_day does: then they are still to be made. */
CO_NODISCARD enum co_status co_letters_owed(struct co_history *h, const struct co_config *config,
                                            int64_t now, struct co_err *err);

/* One mail about a recorded day, as `to` would get it; of one shop, or of all (NULL). */
struct co_letters_preview {
    co_date date;
    const char *to, *shop;
};
CO_NODISCARD enum co_status co_letters_show(struct co_history *h, const struct co_letters *l,
                                            const struct co_letters_preview *what,
                                            struct co_buf *out, struct co_err *err);
