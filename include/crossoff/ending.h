/* ingest: how the text of a list ends, which tells a whole list from one that was cut off. */
#pragma once
#include "crossoff/export.h"

struct co_ending {
    struct co_str line_end; /* behind the last line: "\n", "\r\n", "\r" or nothing */
    unsigned footers; /* the kinds of lines behind the last row; compare, do not look inside */
};

/* Of an export that was loaded; a view into its bytes. */
struct co_ending co_ending_of(const struct co_export *x);
/* Whether a text that ends like `now` may be the beginning of one that ends like `before`: its last
 * line end is missing or halved. */
bool co_ending_is_cut(struct co_ending before, struct co_ending now);
/* Whether `before` had a total, record count, rule or end mark behind its rows that `now` lacks. */
bool co_ending_lacks_footer(struct co_ending before, struct co_ending now);
