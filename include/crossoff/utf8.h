/* base: text as people see it: valid UTF-8, display width, folding, nothing that is obeyed. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/str.h"
#include <stdint.h>

/* Offset of the first byte that is not valid UTF-8 (RFC 3629), or s.len. */
size_t co_utf8_check(struct co_str s);

/* Columns a terminal needs for s: 2 for wide CJK, 0 for combining marks (Unicode Annex 11). */
size_t co_utf8_width(struct co_str s);

/* Characters that a terminal, a mail program or a reader would obey instead of show: control
 * characters, DEL, U+0080-9F, bidi and zero-width controls (CVE-2021-42574), line separators. */
bool co_utf8_is_obeyed(int32_t point);

/* Appends s with control characters, DEL, U+0080-9F, bidi and zero-width controls and
 * broken UTF-8 shown as "<U+001B>" or "<1B>", so that no cell is obeyed by a terminal. */
void co_utf8_visible(struct co_buf *out, struct co_str s);

/* Appends at most `width` columns of an already visible text; what is cut ends in "…" (or
 * "~" when ascii), what is shorter is filled with blanks on the right, or left when `right`. */
void co_utf8_fit(struct co_buf *out, struct co_str s, size_t width, bool right, bool ascii);

/* Appends s with every accent in one character with its letter where Unicode has that (NFC), as
 * most programs write it. What is no UTF-8 stays as it is. */
void co_utf8_compose(struct co_buf *out, struct co_str s);

/* Appends s for comparing names: lower case, accents removed (NFKD), sharp s as ss,
 * everything that is no letter or digit as one blank, none at the ends. With `german`
 * the umlauts become ae, oe, ue, as German exports without them write. */
void co_utf8_fold(struct co_buf *out, struct co_str s, bool german);
