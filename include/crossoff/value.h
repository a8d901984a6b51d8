/* core: the values inside cells: quantities, dates and status words. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/mem.h"
#include "crossoff/str.h"
#include <stdbool.h>
#include <stdint.h>

/* Quantities are thousandths of a piece (or of whatever unit the list uses). */
#define CO_QUANTITY_NONE INT64_MIN
#define CO_QUANTITY_MAX INT64_C(1000000000000000) /* 10^12 pieces */
enum { CO_QUANTITY_TEXT = 32 };

/* What separates the decimals. Undecided: a lone mark before exactly three digits, as in
 * "1.234", is then no number, because it could be either. */
enum co_decimal { CO_DECIMAL_UNDECIDED, CO_DECIMAL_POINT, CO_DECIMAL_COMMA };

/* How the dates of a column are written where a cell alone does not tell. The numbers are stored in
 * histories. */
enum co_day_order {
    CO_ORDER_UNDECIDED, /* "03/04/2026" is read only if one of both is above 12 */
    CO_ORDER_DAY_FIRST,
    CO_ORDER_MONTH_FIRST,
    CO_ORDER_JULIAN, /* 126327: JD Edwards' century, year and day of the year */
    CO_ORDER_SERIAL, /* 46349 or 46349.25: Excel's days since 1899-12-30 */
    CO_ORDER_LOST,   /* 00:00.0: what Excel leaves of a date with a time; no date at all */
};

enum co_value { CO_VALUE_EMPTY, CO_VALUE_OK, CO_VALUE_BAD, CO_VALUE_UNDECIDED };

/* Reads "1,234.5", "1.234,5", "1 234", "1'234", "155-", "(5)", "10 EA" as thousandths.
 * Anything but CO_VALUE_OK leaves *out at CO_QUANTITY_NONE. */
enum co_value co_value_quantity(struct co_str s, enum co_decimal decimal, int64_t *out);
/* Adds; false, and nothing is added, when thousands of the greatest quantities would overflow. */
bool co_quantity_add(int64_t *sum, int64_t quantity);
#define CO_TOO_MANY_PIECES                                                               \
    "the quantities add up to more pieces than can be counted (more than 9,000 million " \
    "million): look at the column of quantities; nothing was recorded"
/* "1234.5": no thousands marks, no trailing zeros; "" for CO_QUANTITY_NONE. Gives out back. */
const char *co_value_quantity_text(int64_t quantity, char out[CO_QUANTITY_TEXT]);
/* Which mark this cell proves to be the decimal one, if any. */
enum co_decimal co_value_decimal_hint(struct co_str s);

/* Reads 2026-11-23, 20261123, 23.11.2026, 23-NOV-2026, 23-Nov-26, 11/23/2026, 23/11/2026, months
 * by name in seven languages, each with a day of the week before or a time behind it; plain numbers
 * only in the orders for them. 00000000, 31.12.9999, 1900-01-00, 01/01/1900 and the first days of
 * other calendars are ERPs' ways to say "none": CO_VALUE_EMPTY. */
enum co_value co_value_date(struct co_str s, enum co_day_order order, co_date *out);
/* Which order this cell would need, if any: by a day above 12, or as a plain number of a plausible
 * size. A number alone proves nothing; a whole column of them does. */
enum co_day_order co_value_order_hint(struct co_str s);

enum co_class {
    CO_CLASS_OPEN,      /* open or not started: still to be made */
    CO_CLASS_FINISHED,  /* the status says it was made */
    CO_CLASS_CANCELLED, /* the status says it will not be made */
    CO_CLASS_MADE,      /* still open by status, but all pieces are made */
    CO_CLASS_HOLD,      /* on hold: still to be made */
    CO_CLASS_CLOSED,    /* ended, but not confirmed to be made */
};
/* Whether an order of this class is still to be made. */
bool co_class_is_open(enum co_class class);

/* Status words of a configuration. Start it with {0}. */
enum { CO_STATUS_WORDS_MAX = 64 };
struct co_status_word {
    struct co_str folded;
    enum co_class class;
};
struct co_status_words {
    struct co_status_word at[CO_STATUS_WORDS_MAX]; /* the first that fits counts */
    size_t n;
};
/* Adds a word, whose folded copy `arena` keeps; one that is there already gets the class. False
 * when it is blank, too long or there are CO_STATUS_WORDS_MAX already. */
bool co_value_status_add(struct co_status_words *words, enum co_class class, struct co_str word,
                         struct co_arena *arena);

/* The class that a status cell says: `own` (may be NULL) first, then whole words in seven
 * languages, then SAP's several codes in one cell, worst first. Case, accents, blanks, hyphens and
 * underscores do not matter. A word that nobody knows leaves the order open and *is_known (may be
 * NULL) false; an empty cell is known. */
enum co_class co_value_status(struct co_str cell, const struct co_status_words *own,
                              bool *is_known);
