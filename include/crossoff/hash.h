/* base: a keyed 64-bit hash of bytes, safe against chosen collisions. */
#pragma once
#include "crossoff/str.h"
#include <stdint.h>

/* The secret of one process; equal secrets give equal hashes. No output depends on it. */
struct co_hash_key {
    uint64_t k0, k1;
};

/* SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012). */
uint64_t co_hash(struct co_hash_key key, struct co_str bytes);

/* The hash of a sequence of cells with their borders: ("100","10") and ("1001","0")
 * differ. Start with h = 0 and add one cell after the other. */
uint64_t co_hash_cell(struct co_hash_key key, uint64_t h, struct co_str cell);
