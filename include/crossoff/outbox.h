/* store: the mails that wait in the history, and what became of the others. */
#pragma once
#include "crossoff/history.h"

enum co_letter_kind {
    CO_LETTER_DAY,
    CO_LETTER_CORRECTED,
    CO_LETTER_TAKEN_BACK,
    CO_LETTER_HELD,
    CO_LETTER_MISSING,
    CO_LETTER_FAILED,
};
enum co_letter_state {
    CO_LETTER_QUEUED,  /* goes out with the next run */
    CO_LETTER_SENDING, /* a run is at it, or was ended while it was */
    CO_LETTER_SENT,
    CO_LETTER_REFUSED, /* will not be taken, and is not tried again */
    CO_LETTER_EXPIRED, /* was tried for CO_LETTER_DAYS */
};
enum {
    /* RFC 5321, 4.5.4.1: give up after at least four or five days. */
    CO_LETTER_SECONDS_MOST = 5 * 24 * 60 * 60,
    /* After this a run that took a letter is taken for dead, and the letter is tried again. */
    CO_LETTER_SENDING_MOST = 10 * 60, /* at least */
};

/* A mail for one recipient. Texts are borrowed. */
struct co_letter {
    int64_t id; /* given by the outbox */
    const char *feed;
    co_date date; /* business day, or CO_DATE_NONE */
    int64_t run;  /* that it tells of; 0: none */
    enum co_letter_kind kind;
    const char *recipient;  /* address */
    const char *shop;       /* only its part; NULL: all shops */
    const char *topic;      /* what it tells: never twice the same to one recipient */
    const char *message_id; /* without <> */
    const char *subject;    /* as people read it */
    struct co_str message;  /* RFC 5322, as it goes over the wire */
    int64_t queued_at;      /* seconds since 1970-01-01T00:00:00Z */
    int64_t tries;          /* before this one */
};

/* Adds it, inside a transaction, unless its topic has been told this recipient (about that shop)
 * before; *is_new tells. One about a day takes the place of another that still waits. */
CO_NODISCARD enum co_status co_outbox_add(struct co_history *h, const struct co_letter *letter,
                                          bool *is_new, struct co_err *err);
/* What a recipient knows of a day. */
struct co_knowledge {
    bool has;   /* a mail about it that is not this run's, or may have: another is a correction */
    bool waits; /* for one that was never tried */
    bool is_alarmed; /* was told that its list was held, missing or unreadable */
};
CO_NODISCARD enum co_status co_outbox_knows_day(struct co_history *h,
                                                const struct co_letter *letter,
                                                struct co_knowledge *out, struct co_err *err);
/* Who has, or may have, a mail about the day: letters of which only recipient and shop are set, in
 * the arena. */
CO_NODISCARD enum co_status co_outbox_readers(struct co_history *h, const char *feed, co_date date,
                                              struct co_arena *arena, struct co_letter **out,
                                              size_t *n, struct co_err *err);
/* The day was taken back: its letters that wait will not go out. */
CO_NODISCARD enum co_status co_outbox_drop_day(struct co_history *h, const char *feed, co_date date,
                                               struct co_err *err);
/* The mails of a day could not be made: somebody has to make them later. */
CO_NODISCARD enum co_status co_outbox_owe(struct co_history *h, const struct co_letter *letter,
                                          struct co_err *err);
/* A day of which that is so; *feed, in the arena, is NULL when there is none. */
CO_NODISCARD enum co_status co_outbox_owed(struct co_history *h, struct co_arena *arena,
                                           const char **feed, co_date *date, struct co_err *err);
/* It is so no more. */
CO_NODISCARD enum co_status co_outbox_pay(struct co_history *h, const char *feed, co_date date,
                                          struct co_err *err);
/* Which letters are taken. */
struct co_outbox_go {
    const char *feed;     /* NULL: of all */
    int64_t now;          /* seconds */
    int64_t after;        /* only letters with a higher id */
    size_t most;          /* so many */
    int64_t sending_most; /* seconds after which a run that took one is taken for dead */
};
/* Takes the letters that wait, oldest first, in a transaction of its own: they are `sending`, tried
 * once more at `now`, and nobody else gets them. Those that have waited too long expire instead;
 * *n_expired counts these. Letters and texts are in the arena. */
CO_NODISCARD enum co_status co_outbox_take(struct co_history *h, const struct co_outbox_go *go,
                                           struct co_arena *arena, struct co_letter **letters,
                                           size_t *n, size_t *n_expired, struct co_err *err);
/* What became of one that was taken, in a transaction of its own; nothing if another run has taken
 * it since. `answer`: what the server said, or why not. A letter that will not be tried again loses
 * its message. */
CO_NODISCARD enum co_status co_outbox_mark(struct co_history *h, const struct co_letter *letter,
                                           enum co_letter_state state, struct co_str answer,
                                           struct co_err *err);
/* Forgets all letters, and overwrites them: for a copy that is given to others. */
CO_NODISCARD enum co_status co_outbox_forget(struct co_history *h, struct co_err *err);
/* Letters of a feed (NULL: of all) that wait, and those that were refused or expired since `since`
 * (seconds) and have not reached their recipient otherwise. */
CO_NODISCARD enum co_status co_outbox_count(struct co_history *h, const char *feed, int64_t since,
                                            int64_t *waiting, int64_t *lost, struct co_err *err);
/* A row per letter, newest first: date, feed, kind, recipient, shop, subject, state, queued_at,
 * tries, tried_at, answer. At most max. */
CO_NODISCARD enum co_status co_outbox_table(struct co_history *h, const char *feed, int64_t max,
                                            struct co_table *out, struct co_err *err);
