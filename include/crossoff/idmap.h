/* base: numbers by id: a hash table of the ids that the history gives its rows. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Start it with {0}; release it with co_idmap_fini. A failed allocation is remembered: later calls
 * do nothing. */
struct co_idmap {
    struct co_idmap_entry *entries;
    size_t n, slots;
    bool failed;
};
/* value: not 0. What the id had before is forgotten. */
void co_idmap_put(struct co_idmap *m, int64_t id, uint32_t value);
/* 0 when there is none. */
uint32_t co_idmap_get(const struct co_idmap *m, int64_t id);
void co_idmap_fini(struct co_idmap *m);
