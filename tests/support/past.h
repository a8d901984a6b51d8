/* tests: days recorded into a history from lists written as CSV, and SQL answers as text. */
#pragma once
#include "crossoff/history.h"
#include "lists.h"

/* One list to be recorded. Zeroed means: the default. */
struct past_day {
    const char *feed, *date; /* feed: "default" */
    struct co_str csv;
    const struct list *yesterday; /* the list before, or NULL: the newest list of the history */
    const struct co_load_rules *rules; /* of today's list */
    struct list *today;                /* gets the list; the caller releases it. May be NULL */
};
/* Records it, in a transaction of its own unless one is open; the day's digest and time follow from
 * its date. The test fails when that fails. */
void past_record(struct co_history *h, const struct past_day *day);
/* The digest that past_record gives a day: 64 hexadecimal digits. */
const char *past_sha256(const char *date, char out[65]);

/* The newest list of a feed as it is given back by the history; an empty one is none (status HELD).
 */
void past_list(struct co_history *h, const char *feed, struct co_kept_list *kept, struct list *out);

struct sqlite3;
/* Rows as lines, cells with '|' between them, NULL as '~'. The test fails when SQL fails. */
void past_query(struct sqlite3 *db, const char *sql, struct co_buf *out);
/* The same with the expected lines. */
void check_query(struct sqlite3 *db, const char *what, const char *sql, const char *expected);
