#include "crossoff/utf8.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const utf8proc_uint8_t *bytes_of(const char *at)
{
    return (const utf8proc_uint8_t *)at;
}

/* The next code point and its length; -1 and 1 for a byte that is not UTF-8. */
static utf8proc_int32_t next(struct co_str s, size_t *len)
{
    utf8proc_int32_t point = -1;
    size_t cap = s.len < 4 ? s.len : 4;
    utf8proc_ssize_t n = utf8proc_iterate(bytes_of(s.at), (utf8proc_ssize_t)cap, &point);
    *len = n > 0 ? (size_t)n : 1;
    return n > 0 ? point : -1;
}

static struct co_str from(struct co_str s, size_t offset)
{
    return (struct co_str){s.at + offset, s.len - offset};
}

/* Whether eight bytes are all ASCII, as nearly all of an export are. */
static bool is_ascii(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    return !(x & UINT64_C(0x8080808080808080));
}

size_t co_utf8_check(struct co_str s)
{
    size_t i = 0, len;
    while (i < s.len) {
        if (s.len - i >= 8 && is_ascii(s.at + i))
            i += 8;
        else if ((unsigned char)s.at[i] < 0x80)
            i++;
        else if (next(from(s, i), &len) < 0)
            return i;
        else
            i += len;
    }
    return i;
}

static size_t width_of(utf8proc_int32_t point)
{
    int width = point < 0 ? 1 : utf8proc_charwidth(point);
    return width > 0 ? (size_t)width : 0;
}

/* How many bytes, from one on, are a character each that stands for itself and is one column wide:
 * nearly all of nearly every cell. */
static size_t plain_from(struct co_str s, size_t i)
{
    size_t first = i;
    while (i < s.len && s.at[i] >= ' ' && s.at[i] <= '~')
        i++;
    return i - first;
}

size_t co_utf8_width(struct co_str s)
{
    size_t width = 0, len;
    for (size_t i = 0; i < s.len; i += len) {
        len = plain_from(s, i);
        width += len ? len : width_of(next(from(s, i), &len));
    }
    return width;
}

bool co_utf8_is_obeyed(int32_t p)
{
    return p < 0x20 || (p >= 0x7f && p <= 0x9f) || (p >= 0x200b && p <= 0x200f) ||
           (p >= 0x2028 && p <= 0x202e) || (p >= 0x2060 && p <= 0x2069) || p == 0x061c ||
           p == 0xfeff;
}

void co_utf8_visible(struct co_buf *out, struct co_str s)
{
    size_t len;
    for (size_t i = 0; i < s.len; i += len) {
        len = plain_from(s, i);
        utf8proc_int32_t point = len ? ' ' : next(from(s, i), &len);
        if (point < 0)
            co_buf_fmt(out, "<%02X>", (unsigned)(unsigned char)s.at[i]);
        else if (co_utf8_is_obeyed(point))
            co_buf_fmt(out, "<U+%04X>", (unsigned)point);
        else
            co_buf_put(out, s.at + i, len);
    }
}

void co_utf8_fit(struct co_buf *out, struct co_str s, size_t width, bool right, bool ascii)
{
    size_t full = co_utf8_width(s), used = 0, len, i = 0;
    if (full <= width) {
        if (right)
            co_buf_fill(out, ' ', width - full);
        co_buf_str(out, s);
        if (!right)
            co_buf_fill(out, ' ', width - full);
        return;
    }
    if (width == 0)
        return;
    while (i < s.len) {
        size_t more = width_of(next(from(s, i), &len));
        if (used + more > width - 1)
            break;
        used += more;
        i += len;
    }
    co_buf_put(out, s.at, i);
    co_buf_text(out, ascii ? "~" : "…");
    co_buf_fill(out, ' ', width - 1 - used);
}

void co_utf8_compose(struct co_buf *out, struct co_str s)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t n = utf8proc_map(bytes_of(s.at), (utf8proc_ssize_t)s.len, &composed,
                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n < 0) {
        co_buf_str(out, s);
        out->failed = out->failed || n == UTF8PROC_ERROR_NOMEM;
        return;
    }
    co_buf_put(out, composed, (size_t)n);
    free(composed);
}

static bool is_letter_or_digit(utf8proc_int32_t p)
{
    utf8proc_category_t c = utf8proc_category(p);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
           (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

/* "ü" as "ue": what a base letter is followed by when its mark is a diaeresis (U+0308). */
static bool is_umlaut(utf8proc_int32_t base, utf8proc_int32_t mark)
{
    return mark == 0x308 && (base == 'a' || base == 'o' || base == 'u');
}

void co_utf8_fold(struct co_buf *out, struct co_str s, bool german)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n =
        utf8proc_map(bytes_of(s.at), (utf8proc_ssize_t)s.len, &folded,
                     UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    size_t start = out->len, len;
    bool gap = false;
    utf8proc_int32_t before = 0;
    if (n < 0) { /* not UTF-8: compared as it is */
        co_buf_str(out, s);
        out->failed = out->failed || n == UTF8PROC_ERROR_NOMEM;
        return;
    }
    struct co_str text = {(const char *)folded, (size_t)n};
    for (size_t i = 0; i < text.len; i += len) {
        utf8proc_int32_t point = next(from(text, i), &len);
        if (is_letter_or_digit(point)) {
            if (gap && out->len > start)
                co_buf_byte(out, ' ');
            gap = false;
            co_buf_put(out, text.at + i, len);
        } else if (utf8proc_category(point) == UTF8PROC_CATEGORY_MN) {
            if (german && is_umlaut(before, point))
                co_buf_byte(out, 'e');
        } else {
            gap = true;
        }
        before = point;
    }
    free(folded);
}
