/* What stands around and between the rows of a list: titles, page heads, rules, totals, footers. */
#pragma once
#include "crossoff/export.h"

/* X(NAME, what it is called in a message, one and several). */
#define CO_AROUND_LIST(X)                            \
    X(ROW, "row", "rows")                            \
    X(BLANK, "blank row", "blank rows")              \
    X(TITLE, "title line", "title lines")            \
    X(HEADER, "repeated header", "repeated headers") \
    X(PAGE, "page mark", "page marks")               \
    X(RULE, "rule", "rules")                         \
    X(TOTAL, "total line", "total lines")            \
    X(COUNT, "record count", "record counts")        \
    X(TEXT, "line of text", "lines of text")         \
    X(END, "end mark", "end marks")

enum co_around {
#define CO_AROUND_ENUM(name, one, several) CO_AROUND_##name,
    CO_AROUND_LIST(CO_AROUND_ENUM)
#undef CO_AROUND_ENUM
        CO_AROUNDS
};

const char *co_around_name(enum co_around kind, size_t n);

/* What a record is by its text. *stated gets the number of rows that a record count states. A row
 * of the list is CO_AROUND_ROW; so is everything that is not known to be something else. */
enum co_around co_around_of(struct co_str record, char delimiter, size_t *stated);

/* Whether a key cell is a word for a total ("Total", "Summe:", "** Grand total **", "*"), or begins
 * or ends with one and has no digit ("Mill total"). A record with any other key is an order,
 * whatever it looks like. */
bool co_around_is_total(struct co_str key);

/* The next cell of a line, quotes and all; *at moves behind its delimiter, beyond line.len at the
 * end. */
struct co_str co_around_cell(struct co_str line, char delimiter, size_t *at);

/* A cell without blanks and quotes around it. */
struct co_str co_around_bare(struct co_str cell);

/* Whether a key cell is a word that totals and page heads begin with ("Total", "Summe", "Page"), a
 * rule, or has no digit, so that its record has to be looked at. Cheap: it is asked for every row.
 */
bool co_around_is_suspect(struct co_str key);

/* Whether a record is a title line once more, as at the head of the next page: the same but for its
 * numbers (page, time) and blanks. A title needs four letters, so that no row of numbers is one. */
bool co_around_is_again(struct co_str title, struct co_str record);
