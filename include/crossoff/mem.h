/* base: growing memory: one overflow-checked growth, a sticky byte buffer, an arena. */
#pragma once
#include "crossoff/status.h"
#include "crossoff/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Makes room for `need` elements of `size` bytes (not 0) in *block (capacity *cap), doubling.
 * False when memory ran out or the product overflows; *block is then unchanged. */
CO_NODISCARD bool co_grow(void **block, size_t *cap, size_t need, size_t size);

/* A byte buffer. A failed allocation is remembered: later calls do nothing, and
 * co_buf_ok tells at the end. Start it with {0}; release it with co_buf_fini. */
struct co_buf {
    char *at;
    size_t len, cap;
    bool failed;
};
void co_buf_put(struct co_buf *b, const void *bytes, size_t len);
void co_buf_str(struct co_buf *b, struct co_str s);
void co_buf_text(struct co_buf *b, const char *text);
void co_buf_byte(struct co_buf *b, char c);
void co_buf_fill(struct co_buf *b, char c, size_t times);
void co_buf_int(struct co_buf *b, int64_t n);
void co_buf_fmt(struct co_buf *b, const char *fmt, ...) CO_PRINTF(2, 3);
bool co_buf_ok(const struct co_buf *b);
struct co_str co_buf_view(const struct co_buf *b);
void co_buf_fini(struct co_buf *b);

enum { CO_INT_TEXT = 24 };
/* A number in decimal digits, as %lld has them: most of what a table prints. A view into `room`. */
struct co_str co_int_text(int64_t n, char room[CO_INT_TEXT]);

/* The bytes at `at` will be read soon: memory takes its time. */
static inline void co_soon(const void *at)
{
#if defined(__GNUC__)
    __builtin_prefetch(at);
#else
    (void)at;
#endif
}

/* Eight bytes, the first one lowest whatever the machine. */
static inline uint64_t co_load64(const void *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* Memory that is released all at once. Failure is sticky as in co_buf. */
struct co_arena {
    struct co_arena_block *blocks;
    bool failed;
};
/* Zeroed memory for any type, or NULL when memory ran out. */
void *co_arena_alloc(struct co_arena *a, size_t size);
/* A copy with a terminating NUL behind it; the empty view when memory ran out. */
struct co_str co_arena_dup(struct co_arena *a, struct co_str s);
/* The same as a terminated text; "" when memory ran out. */
const char *co_arena_text(struct co_arena *a, struct co_str s);
void co_arena_fini(struct co_arena *a);
