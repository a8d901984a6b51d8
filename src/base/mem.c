#include "crossoff/mem.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool co_grow(void **block, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap)
        return true;
    size_t wanted = *cap ? *cap : 16;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2)
            return false;
        wanted *= 2;
    }
    if (wanted > SIZE_MAX / size)
        return false;
    void *grown = realloc(*block, wanted * size);
    if (!grown)
        return false;
    *block = grown;
    *cap = wanted;
    return true;
}

static bool reserve(struct co_buf *b, size_t more)
{
    if (b->failed)
        return false;
    void *block = b->at;
    if (more > SIZE_MAX - b->len || !co_grow(&block, &b->cap, b->len + more, 1)) {
        b->failed = true;
        return false;
    }
    b->at = block;
    return true;
}

void co_buf_put(struct co_buf *b, const void *bytes, size_t len)
{
    if (len && reserve(b, len)) {
        memcpy(b->at + b->len, bytes, len);
        b->len += len;
    }
}

void co_buf_str(struct co_buf *b, struct co_str s)
{
    co_buf_put(b, s.at, s.len);
}

void co_buf_text(struct co_buf *b, const char *text)
{
    co_buf_put(b, text, strlen(text));
}

void co_buf_byte(struct co_buf *b, char c)
{
    co_buf_put(b, &c, 1);
}

struct co_str co_int_text(int64_t n, char room[CO_INT_TEXT])
{
    char *at = room + CO_INT_TEXT;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (n < 0)
        *--at = '-';
    return (struct co_str){at, (size_t)(room + CO_INT_TEXT - at)};
}

void co_buf_int(struct co_buf *b, int64_t n)
{
    char room[CO_INT_TEXT];
    co_buf_str(b, co_int_text(n, room));
}

void co_buf_fill(struct co_buf *b, char c, size_t times)
{
    if (times && reserve(b, times)) {
        memset(b->at + b->len, c, times);
        b->len += times;
    }
}

enum { LIKELY = 64 };

void co_buf_fmt(struct co_buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    /* Nearly everything fits the first time. */
    bool has_room = reserve(b, LIKELY);
    size_t room = has_room ? b->cap - b->len : 0;
    int len = has_room ? vsnprintf(b->at + b->len, room, fmt, args) : 0;
    if (len < 0)
        b->failed = true;
    else if ((size_t)len >= room && reserve(b, (size_t)len + 1))
        (void)vsnprintf(b->at + b->len, (size_t)len + 1, fmt, again);
    if (!b->failed)
        b->len += (size_t)len;
    va_end(again);
    va_end(args);
}

bool co_buf_ok(const struct co_buf *b)
{
    return !b->failed;
}

struct co_str co_buf_view(const struct co_buf *b)
{
    return (struct co_str){b->at, b->len};
}

void co_buf_fini(struct co_buf *b)
{
    free(b->at);
    *b = (struct co_buf){0};
}

struct co_arena_block {
    struct co_arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

enum { ARENA_BLOCK = 64 * 1024 };

void *co_arena_alloc(struct co_arena *a, size_t size)
{
    if (a->failed || size > SIZE_MAX - ARENA_BLOCK) {
        a->failed = true;
        return NULL;
    }
    size_t step = _Alignof(max_align_t);
    size = (size + step - 1) / step * step;
    struct co_arena_block *block = a->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = size > ARENA_BLOCK / 4 ? size : ARENA_BLOCK;
        block = malloc(sizeof *block + room);
        if (!block) {
            a->failed = true;
            return NULL;
        }
        block->used = 0;
        block->size = room;
        block->next = a->blocks;
        a->blocks = block;
    }
    void *at = (char *)block->bytes + block->used;
    block->used += size;
    return memset(at, 0, size);
}

struct co_str co_arena_dup(struct co_arena *a, struct co_str s)
{
    char *copy = co_arena_alloc(a, s.len + 1);
    if (!copy)
        return (struct co_str){0};
    if (s.len)
        memcpy(copy, s.at, s.len);
    return (struct co_str){copy, s.len};
}

const char *co_arena_text(struct co_arena *a, struct co_str s)
{
    struct co_str copy = co_arena_dup(a, s);
    return copy.at ? copy.at : "";
}

void co_arena_fini(struct co_arena *a)
{
    while (a->blocks) {
        struct co_arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    a->failed = false;
}
