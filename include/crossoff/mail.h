/* report: the daily summary as a mail: subject, plain text and HTML; bytes out, nothing else. */
#pragma once
#include "crossoff/note.h"
#include "crossoff/sheet.h"

/* The languages of the labels: X(NAME, code as in Content-Language). Their words are the columns of
 * CO_MAIL_WORD_LIST (src/report/mail_words.h). */
#define CO_MAIL_LANGUAGE_LIST(X) \
    X(EN, "en")                  \
    X(DE, "de")
enum co_mail_language {
#define CO_MAIL_LANGUAGE_ENUM(name, code) CO_MAIL_##name,
    CO_MAIL_LANGUAGE_LIST(CO_MAIL_LANGUAGE_ENUM)
#undef CO_MAIL_LANGUAGE_ENUM
        CO_MAIL_LANGUAGES
};
/* Their codes; *n is set. */
const char *const *co_mail_languages(size_t *n);
/* The language of a code; false when there is none. */
bool co_mail_language_of(struct co_str code, enum co_mail_language *out);

/* The first word of the subject of all but the first tells them apart. */
enum co_mail_kind {
    CO_MAIL_DAY,
    CO_MAIL_CORRECTED,  /* a recorded day that was mailed otherwise before */
    CO_MAIL_TAKEN_BACK, /* a day that was mailed and is recorded no more: no totals */
    CO_MAIL_HELD,       /* the list was not believed, nothing is recorded: no totals */
    CO_MAIL_MISSING,    /* there is no list, or not yet: no totals */
    CO_MAIL_FAILED,     /* the list could not be read: no totals */
};

/* What a mail is made of. Texts are borrowed, and data: they are shown as they are, but for what a
 * reader's program would obey. */
struct co_mail {
    enum co_mail_kind kind;
    enum co_mail_language language;
    struct co_str label;          /* whose list: the feed, or the shop; empty: "Work orders" */
    co_date date;                 /* the business day, or CO_DATE_NONE */
    const struct co_sheet *sheet; /* of all its orders, or of some shops; NULL if held or failed */
    const struct co_notes *notes; /* those that are warnings are shown; may be NULL */
    bool is_recorded;             /* held, failed: an earlier list of that day is, and stays */
    struct co_str sentence; /* held, missing, failed: what happened; corrected, taken back: why; may
                               be empty */
    const co_date *because; /* corrected: the other day whose list changed this one, or NULL */
    const struct co_str *reasons; /* held: what the guard rails found */
    size_t n_reasons;
    struct co_str next_step;  /* held, missing, failed: what to do; may be empty */
    struct co_str next_mail;  /* when the next one is due, as co_mail_due writes it; may be empty */
    struct co_str attachment; /* the name of the file that has every order; empty: none */
};

enum {
    CO_MAIL_ROWS = 50,       /* orders that are shown per shop */
    CO_MAIL_COLUMNS = 72,    /* of the plain text */
    CO_MAIL_BYTES = 100000,  /* of each body: what is longer is cut off by some mail programs */
    CO_MAIL_LABEL_MOST = 60, /* columns of the label; a longer one is cut */
};

/* "Machine shop Mon 23 Nov: 14 done, 6 carried (2 late), 5 new", on one line. Sticky. */
void co_mail_subject(struct co_buf *out, const struct co_mail *m);
/* About which days there is a mail. */
enum co_mail_when { CO_MAIL_WHEN_UNSET, CO_MAIL_ALWAYS, CO_MAIL_CHANGES, CO_MAIL_PROBLEMS };
/* "Tue 24 Nov, 06:30, if something changed": when the next one is due, in the language; minute:
 * after 00:00. */
void co_mail_due(struct co_buf *out, enum co_mail_language language, enum co_mail_when when,
                 co_date date, int minute);
/* Both bodies, UTF-8 with LF, each at most CO_MAIL_BYTES: each shows as many orders as fit, the
 * text often more than the page, and says how many more there are and where. Sticky. */
void co_mail_bodies(const struct co_mail *m, struct co_buf *plain, struct co_buf *html);
