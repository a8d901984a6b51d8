#include "crossoff/idmap.h"
#include <stdlib.h>

struct co_idmap_entry {
    int64_t id;
    uint32_t value; /* 0: nobody is here */
};

/* Neighbouring ids lie far from each other: where they stood side by side, one that is foreign to a
 * long row of them would have to walk past all. Nobody chooses ids, so there is no secret. */
static size_t place_of(const struct co_idmap *m, int64_t id)
{
    uint64_t hash = (uint64_t)id * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(hash >> 32) & (m->slots - 1);
    while (m->entries[at].value && m->entries[at].id != id)
        at = (at + 1) & (m->slots - 1);
    return at;
}

static bool grow(struct co_idmap *m)
{
    struct co_idmap old = *m;
    size_t slots = old.slots ? old.slots * 2 : 64;
    struct co_idmap_entry *entries = calloc(slots, sizeof *entries);
    if (!entries)
        return false;
    m->entries = entries;
    m->slots = slots;
    for (size_t i = 0; i < old.slots; i++)
        if (old.entries[i].value)
            entries[place_of(m, old.entries[i].id)] = old.entries[i];
    free(old.entries);
    return true;
}

void co_idmap_put(struct co_idmap *m, int64_t id, uint32_t value)
{
    m->failed = m->failed || ((m->n + 1) * 2 > m->slots && !grow(m));
    if (m->failed)
        return;
    struct co_idmap_entry *e = &m->entries[place_of(m, id)];
    m->n += !e->value;
    *e = (struct co_idmap_entry){id, value};
}

uint32_t co_idmap_get(const struct co_idmap *m, int64_t id)
{
    return m->slots ? m->entries[place_of(m, id)].value : 0;
}

void co_idmap_fini(struct co_idmap *m)
{
    free(m->entries);
    *m = (struct co_idmap){0};
}
