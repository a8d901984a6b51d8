#include "plain.h"
#include <string.h>

/* What U+00C0 to U+00FF (the second byte of their UTF-8) become, small letters or not. */
static const char *plain_letter(unsigned char second)
{
    static const char *const letters[32] = {
        "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
        "d", "n", "o", "o", "o",  "o", "oe", "",  "o", "u", "u", "u", "ue", "y", "th", "y"};
    return second == 0x9f ? "ss" : letters[second & 0x1f];
}

static void put(struct co_plain *p, const char *text)
{
    while (*text)
        p->at[p->len++] = *text++;
}

/* One character of two bytes; false when it is none that is known here. */
static bool fold_pair(struct co_plain *p, unsigned char first, unsigned char second)
{
    bool is_mark = first == 0xcc || (first == 0xcd && second < 0xb0);
    if (first != 0xc3 && !is_mark)
        return false;
    p->has_accent = true;
    if (first == 0xc3)
        put(p, plain_letter(second));
    else if (first == 0xcc && second == 0x88 && p->len && strchr("aou", p->at[p->len - 1]))
        put(p, "e"); /* a diaeresis of its own behind its vowel */
    return true;
}

bool co_plain_fold(struct co_str s, bool (*is_gap)(char c), struct co_plain *out)
{
    out->len = 0;
    out->has_accent = false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        unsigned char next = i + 1 < s.len ? (unsigned char)s.at[i + 1] : 0;
        bool is_nbsp = c == 0xc2 && next == 0xa0;
        if (out->len >= CO_PLAIN_MOST)
            return false;
        if (is_nbsp || is_gap((char)c)) {
            i += is_nbsp;
            if (!out->len || out->at[out->len - 1] != ' ')
                out->at[out->len++] = ' ';
        } else if (c >= 0xc3 && next && fold_pair(out, c, next)) {
            i++;
        } else {
            out->at[out->len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c;
        }
    }
    return true;
}

struct co_str co_plain_view(const struct co_plain *p)
{
    return (struct co_str){p->at, p->len};
}
