#include "crossoff/hash.h"
#include "crossoff/mem.h"

static uint64_t rotl(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

/* The state of SipHash by value, so that it stays in registers. */
struct sip {
    uint64_t a, b, c, d;
};

static inline struct sip sip_round(struct sip v)
{
    v.a += v.b;
    v.b = rotl(v.b, 13) ^ v.a;
    v.a = rotl(v.a, 32);
    v.c += v.d;
    v.d = rotl(v.d, 16) ^ v.c;
    v.a += v.d;
    v.d = rotl(v.d, 21) ^ v.a;
    v.c += v.b;
    v.b = rotl(v.b, 17) ^ v.c;
    v.c = rotl(v.c, 32);
    return v;
}

static inline struct sip take(struct sip v, uint64_t m)
{
    v.d ^= m;
    v = sip_round(v);
    v.a ^= m;
    return v;
}

/* The bytes behind the last whole eight. */
static uint64_t tail(const unsigned char *p, size_t len)
{
    size_t left = len % 8;
    uint64_t x = 0;
    if (len > 8 && left)
        return co_load64(p + len - 8) >> (8 * (8 - left));
    for (size_t i = 0; i < left; i++)
        x |= (uint64_t)p[len - left + i] << (8 * i);
    return x;
}

uint64_t co_hash(struct co_hash_key key, struct co_str bytes)
{
    struct sip v = {key.k0 ^ 0x736f6d6570736575u, key.k1 ^ 0x646f72616e646f6du,
                    key.k0 ^ 0x6c7967656e657261u, key.k1 ^ 0x7465646279746573u};
    const unsigned char *p = (const unsigned char *)bytes.at;
    for (size_t at = 0; at + 8 <= bytes.len; at += 8)
        v = take(v, co_load64(p + at));
    v = take(v, ((uint64_t)bytes.len << 56) | tail(p, bytes.len));
    v.c ^= 0xff;
    for (int i = 0; i < 3; i++)
        v = sip_round(v);
    return v.a ^ v.b ^ v.c ^ v.d;
}

uint64_t co_hash_cell(struct co_hash_key key, uint64_t h, struct co_str cell)
{
    /* Each cell is hashed under a key made from all cells before it: the border counts. */
    key.k0 ^= h;
    key.k1 += rotl(h, 32);
    return co_hash(key, cell);
}
