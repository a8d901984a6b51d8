/* base: a view of bytes that belong to somebody else; not terminated. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct co_str {
    const char *at; /* may be NULL when len is 0 */
    size_t len;     /* bytes */
};

#define CO_STR(literal) ((struct co_str){(literal), sizeof(literal) - 1})
/* For printf's "%.*s". Precision is an int: longer views are cut. */
#define CO_STR_ARG(s) ((s).len > 1000000 ? 1000000 : (int)(s).len), ((s).len ? (s).at : "")

/* The view of a terminated text; NULL gives the empty view. */
struct co_str co_str_of(const char *text);
bool co_str_eq(struct co_str a, struct co_str b);
/* Bytewise order, a shorter prefix first: <0, 0, >0 like memcmp. */
int co_str_cmp(struct co_str a, struct co_str b);
/* Without blanks, tabs, CR, LF and U+00A0 at both ends. */
struct co_str co_str_trim(struct co_str s);
bool co_str_has(struct co_str s, char c);
bool co_str_starts(struct co_str s, struct co_str prefix);
/* The same, ASCII letters compared without case. */
bool co_str_eq_nocase(struct co_str a, struct co_str b);
/* Which of n names is nearest to word (edit distance at most a third of its length,
 * at least 1), or NULL. A name may be NULL and is passed over. */
const char *co_str_nearest(const char *word, const char *const *names, size_t n);
/* What is behind the last "/" of a path; the path itself when there is none. A view into it. */
const char *co_str_file_name(const char *path);
