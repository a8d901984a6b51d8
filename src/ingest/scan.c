#include "scan.h"
#include <string.h>
#include "crossoff/load.h"
#include "reader.h"

enum { BLOCK = 64 };
#define NO_BLOCK SIZE_MAX

/* --- marks --------------------------------------------------------------------------------- */

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define LOW_BITS (EACH_BYTE * 0x7f)

/* The highest bit of every byte that is not c; no carry leaves its byte. */
static uint64_t differs(uint64_t x, char c)
{
    uint64_t d = x ^ (EACH_BYTE * (unsigned char)c);
    return ((d & LOW_BITS) + LOW_BITS) | d;
}

static uint64_t marks_portable(const unsigned char *block, char delimiter)
{
    uint64_t marks = 0;
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t x = co_load64(block + i);
        uint64_t other =
            differs(x, delimiter) & differs(x, '"') & differs(x, '\n') & differs(x, '\r');
        uint64_t found = (~other >> 7) & EACH_BYTE;
        /* A multiplication gathers the lowest bit of each byte in the highest byte. */
        marks |= (found * UINT64_C(0x0102040810204080) >> 56) << i;
    }
    return marks;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

__attribute__((target("avx2"))) static uint32_t half(const unsigned char *at, char delimiter)
{
    __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i a = _mm256_cmpeq_epi8(x, _mm256_set1_epi8(delimiter));
    __m256i b = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('"'));
    __m256i c = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\n'));
    __m256i d = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\r'));
    return (uint32_t)_mm256_movemask_epi8(
        _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d)));
}

__attribute__((target("avx2"))) static uint64_t marks_avx2(const unsigned char *block,
                                                           char delimiter)
{
    return half(block, delimiter) | (uint64_t)half(block + BLOCK / 2, delimiter) << BLOCK / 2;
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
static uint64_t marks_avx2(const unsigned char *block, char delimiter)
{
    return marks_portable(block, delimiter);
}

static bool has_avx2(void)
{
    return false;
}
#endif

enum co_scan_way co_scan_settle(enum co_scan_way way)
{
    if (way == CO_SCAN_CSV || way == CO_SCAN_PORTABLE)
        return way;
    return has_avx2() ? CO_SCAN_AVX2 : CO_SCAN_PORTABLE;
}

void co_scan_init(struct co_scan *s, struct co_str text, char delimiter, enum co_scan_way way)
{
    static co_scan_marks *const ways[] = {
        [CO_SCAN_CSV] = NULL, [CO_SCAN_PORTABLE] = marks_portable, [CO_SCAN_AVX2] = marks_avx2};
    *s = (struct co_scan){text, delimiter, ways[co_scan_settle(way)], NO_BLOCK, 0};
}

/* --- from mark to mark --------------------------------------------------------------------- */

static void look_at(struct co_scan *s, size_t block)
{
    const unsigned char *bytes = (const unsigned char *)s->text.at + block;
    size_t left = s->text.len - block;
    s->block = block;
    if (left >= BLOCK) {
        s->marks = s->marks_of(bytes, s->delimiter);
        return;
    }
    unsigned char last[BLOCK] = {0};
    memcpy(last, bytes, left);
    s->marks = s->marks_of(last, s->delimiter) & ((UINT64_C(1) << left) - 1);
}

/* The offset of the first mark at or behind `at`, or text.len. */
static size_t next_mark(struct co_scan *s, size_t at)
{
    size_t block = at & ~(size_t)(BLOCK - 1);
    if (at >= s->text.len)
        return s->text.len;
    if (block != s->block)
        look_at(s, block);
    uint64_t marks = s->marks & (~UINT64_C(0) << (at & (BLOCK - 1)));
    while (!marks) {
        if (s->text.len - s->block <= BLOCK)
            return s->text.len;
        look_at(s, s->block + BLOCK);
        marks = s->marks;
    }
    return s->block + (size_t)__builtin_ctzll(marks);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* One record on its way; doubled marks the cells whose quotes have to be halved. */
struct taking {
    struct co_scan *s;
    struct co_cells *cells;
    struct co_scanned *out;
    unsigned char doubled[CO_COLUMNS_MAX];
    size_t n_doubled;
};

/* The quoted cell at `at`: gives the offset behind its closing quote, or 0 when it has none. */
static size_t quoted_cell(struct taking *t, size_t at)
{
    struct co_str text = t->s->text;
    size_t start = at + 1, end = start;
    bool is_doubled = false;
    for (;; end++) {
        end = next_mark(t->s, end);
        if (end == text.len || end - start > CO_FIELD_BYTES_MAX)
            return 0;
        if (text.at[end] == '"') {
            if (end + 1 == text.len || text.at[end + 1] != '"')
                break;
            is_doubled = true;
            end++;
        } else if (is_line_end(text.at[end])) { /* CR LF is one */
            t->out->n_within += text.at[end] == '\r' || text.at[end - 1] != '\r';
        }
    }
    if (is_doubled)
        t->doubled[t->n_doubled++] = (unsigned char)t->cells->n;
    t->cells->at[t->cells->n++] = (struct co_str){text.at + start, end - start};
    t->out->has_quotes = true;
    return end + 1;
}

/* The cell at `at`: its end in *at, false when there is any doubt about it. */
static bool take_cell(struct taking *t, size_t *at)
{
    struct co_str text = t->s->text;
    if (t->cells->n == CO_COLUMNS_MAX)
        return false;
    if (*at < text.len && text.at[*at] == '"') {
        *at = quoted_cell(t, *at);
        return *at &&
               (*at == text.len || text.at[*at] == t->s->delimiter || is_line_end(text.at[*at]));
    }
    size_t end = next_mark(t->s, *at);
    t->cells->at[t->cells->n++] = (struct co_str){end > *at ? text.at + *at : "", end - *at};
    if ((end < text.len && text.at[end] == '"') || end - *at > CO_FIELD_BYTES_MAX)
        return false;
    *at = end;
    return true;
}

/* Halves doubled quotes, in a buffer that cannot move while cells point into it. */
static void halve(struct taking *t, size_t most)
{
    struct co_buf *b = &t->cells->buf;
    b->len = 0;
    co_buf_fill(b, 0, most);
    if (b->failed)
        return;
    char *to = b->at;
    for (size_t i = 0; i < t->n_doubled; i++) {
        struct co_str *cell = &t->cells->at[t->doubled[i]], from = *cell;
        cell->at = to;
        for (size_t k = 0; k < from.len; k++) {
            *to++ = from.at[k];
            k += from.at[k] == '"';
        }
        cell->len = (size_t)(to - cell->at);
    }
}

bool co_scan_record(struct co_scan *s, size_t at, struct co_cells *cells, struct co_scanned *out)
{
    struct taking t;
    size_t start = at;
    t.s = s; /* not the whole of it is set: its list is long, and a record has few of them */
    t.cells = cells;
    t.out = out;
    t.n_doubled = 0;
    *out = (struct co_scanned){0};
    cells->n = 0;
    if (!s->marks_of)
        return false;
    for (;; at++) {
        if (!take_cell(&t, &at))
            return false;
        if (at == s->text.len || s->text.at[at] != s->delimiter)
            break;
    }
    if (at - start > CO_RECORD_BYTES_MAX || out->n_within >= CO_RECORD_LINES_MAX)
        return false;
    if (t.n_doubled)
        halve(&t, at - start);
    out->end = at;
    cells->record = (struct co_str){s->text.at + start, at - start};
    return true;
}
