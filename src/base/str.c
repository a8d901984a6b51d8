#include "crossoff/str.h"
#include <string.h>

struct co_str co_str_of(const char *text)
{
    return (struct co_str){text, text ? strlen(text) : 0};
}

bool co_str_eq(struct co_str a, struct co_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool co_str_has(struct co_str s, char c)
{
    return s.len &&
           memchr(s.at, c, s.len); /* NULL is no argument of memchr, not even with 0 bytes */
}

int co_str_cmp(struct co_str a, struct co_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct co_str co_str_trim(struct co_str s)
{
    for (;;) {
        if (s.len && is_blank(s.at[0]))
            s.at++, s.len--;
        else if (s.len > 1 && memcmp(s.at, "\xc2\xa0", 2) == 0)
            s.at += 2, s.len -= 2;
        else
            break;
    }
    for (;;) {
        if (s.len && is_blank(s.at[s.len - 1]))
            s.len--;
        else if (s.len > 1 && memcmp(s.at + s.len - 2, "\xc2\xa0", 2) == 0)
            s.len -= 2;
        else
            return s;
    }
}

bool co_str_starts(struct co_str s, struct co_str prefix)
{
    return s.len >= prefix.len && co_str_eq((struct co_str){s.at, prefix.len}, prefix);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool co_str_eq_nocase(struct co_str a, struct co_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

enum { WORD_MAX = 63 };

/* Levenshtein distance with swaps of neighbours counted as one, case ignored. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            size_t best = up[j - 1] + (x != y);
            if (up[j] + 1 < best)
                best = up[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y &&
                up2[j - 2] + 1 < best)
                best = up2[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[n % 3][m];
}

const char *co_str_nearest(const char *word, const char *const *names, size_t n)
{
    const char *nearest = NULL;
    size_t len = strlen(word), best = len / 3 > 1 ? len / 3 : 1;
    if (len == 0 || len > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t name_len = names[i] ? strlen(names[i]) : 0;
        if (name_len == 0 || name_len > WORD_MAX)
            continue;
        size_t d = distance(word, len, names[i], name_len);
        if (d < best || (d == best && !nearest)) {
            best = d;
            nearest = names[i];
        }
    }
    return nearest;
}

const char *co_str_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
