#include "crossoff/digest.h"
#include <assert.h>
#include <nettle/sha2.h>

/* Nettle uses the processor's instructions for SHA-256 where it has them: exports of hundreds of
 * megabytes are digested, and the processors of a shop differ. */
static_assert(sizeof(struct sha256_ctx) <= sizeof(struct co_digest), "the state does not fit");
static_assert(_Alignof(struct sha256_ctx) <= _Alignof(struct co_digest), "it is not aligned");

static struct sha256_ctx *of(struct co_digest *d)
{
    return (struct sha256_ctx *)(void *)d->state;
}

void co_digest_init(struct co_digest *d)
{
    sha256_init(of(d));
}

void co_digest_add(struct co_digest *d, const void *bytes, size_t len)
{
    sha256_update(of(d), len, bytes);
}

void co_digest_text(struct co_digest *d, char text[CO_DIGEST_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(of(d), sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * sizeof bytes] = '\0';
}
