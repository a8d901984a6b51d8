#include "crossoff/hash.h"
#include <string.h>

static uint64_t rotl(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

/* Four numbers, not an array: they stay in registers. */
struct sip {
    uint64_t a, b, c, d;
};

static struct sip sip_round(struct sip v)
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

static struct sip take(struct sip v, uint64_t m)
{
    v.d ^= m;
    v = sip_round(v);
    v.a ^= m;
    return v;
}

/* Little-endian whatever the machine, so that the published test vectors hold everywhere. */
static uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x |= (uint64_t)p[i] << (8 * i);
    return x;
}

uint64_t co_hash(struct co_hash_key key, struct co_str bytes)
{
    struct sip v = {key.k0 ^ 0x736f6d6570736575u, key.k1 ^ 0x646f72616e646f6du,
                    key.k0 ^ 0x6c7967656e657261u, key.k1 ^ 0x7465646279746573u};
    const unsigned char *p = (const unsigned char *)bytes.at;
    size_t left = bytes.len;
    for (; left >= 8; p += 8, left -= 8)
        v = take(v, load(p, 8));
    v = take(v, ((uint64_t)bytes.len << 56) | load(p, left));
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
