/* report, private: what the writers of several formats share. */
#pragma once
#include "crossoff/sheet.h"
#include "crossoff/table.h"
#include <stdint.h>

/* The next character of s (not empty) and its bytes; -1 and 1 for a byte that is not UTF-8. */
int32_t co_text_next(struct co_str s, size_t *len);
/* Appends s, valid UTF-8 afterwards: control characters but TAB, CR and LF, C1 and broken bytes
 * are shown as co_utf8_visible shows them; everything else stays data. */
void co_text_clean(struct co_buf *out, struct co_str s);

/* Appends s on one line, valid UTF-8, nothing of it obeyed, each byte by `put`, which escapes what
 * its syntax would take for its own. */
void co_text_escape(struct co_buf *out, struct co_str s, void (*put)(struct co_buf *, char));

/* Appends a cell, nothing for NULL. With `words` a bool reads "yes" or is empty, else 1 or 0. */
void co_text_cell(struct co_buf *out, const struct co_cell *cell, enum co_cell_kind kind,
                  bool words);
bool co_text_is_number(enum co_cell_kind kind);
/* Appends a name as people write it: "work order" for work_order. */
void co_text_label(struct co_buf *out, const char *name);
/* The rows without the total: for formats that machines read, which would add it up again. */
size_t co_text_rows(const struct co_table *t);

/* "38 more carried over, 2 more new": the orders of a shop that are counted, but not in its list;
 * nothing when every one is there. */
void co_text_missing(struct co_buf *out, const struct co_sheet *s,
                     const struct co_sheet_shop *shop);
/* How a completion is known, in words; "" for none. */
const char *co_text_evidence(enum co_evidence evidence);

/* The rows of co_sheet_table a few thousand at a time, so that a list of a million needs no table
 * of a million. False at the end; every part, the empty last one too, is released by the caller. */
struct co_cursor {
    size_t shop, item;
};
bool co_sheet_part(const struct co_sheet *s, struct co_cursor *at, struct co_table *out);
