/* base: SHA-256 (FIPS 180-4) of bytes: what tells one file from another, and links a chain. */
#pragma once
#include "crossoff/str.h"
#include <stdint.h>

enum { CO_DIGEST_TEXT = 65 }; /* 64 small hexadecimal digits and the zero that ends them */

/* The state of a digest; the caller's storage, nothing to release. */
struct co_digest {
    uint64_t state[16]; /* the library's, which stays unknown to whoever asks */
};

void co_digest_init(struct co_digest *d);
void co_digest_add(struct co_digest *d, const void *bytes, size_t len);
/* The digest of everything added, as text. Begins anew afterwards. */
void co_digest_text(struct co_digest *d, char text[CO_DIGEST_TEXT]);
