#include "crossoff/export.h"
#include <stdlib.h>

/* A slot says which row, and half of its hash: a row is looked at only where that is equal, since
 * rows lie all over the memory. */
#define HALF UINT64_C(0xffffffff00000000)

static void place(struct co_rowset *set, size_t row)
{
    uint64_t hash = set->rows[row].key_hash;
    size_t slot = (size_t)hash & (set->slots - 1);
    while (set->index[slot])
        slot = (slot + 1) & (set->slots - 1);
    set->index[slot] = (hash & HALF) | (row + 1);
}

/* An index with room for n rows, of which those that are there are in it. */
static bool widen(struct co_rowset *set, size_t n)
{
    size_t slots = set->slots ? set->slots : 64;
    while (n >= slots / 4 * 3)
        slots *= 2;
    if (slots == set->slots)
        return true;
    uint64_t *index = calloc(slots, sizeof *index);
    if (!index)
        return false;
    free(set->index);
    set->index = index;
    set->slots = slots;
    for (size_t i = 0; i < set->n; i++)
        place(set, i);
    return true;
}

bool co_rowset_collect(struct co_rowset *set, struct co_row row)
{
    void *rows = set->rows;
    if (set->n >= UINT32_MAX - 1 || !co_grow(&rows, &set->cap, set->n + 1, sizeof row))
        return false;
    set->rows = rows;
    set->rows[set->n++] = row;
    return true;
}

bool co_rowset_add(struct co_rowset *set, struct co_row row)
{
    if (!widen(set, set->n) || !co_rowset_collect(set, row))
        return false;
    place(set, set->n - 1);
    return true;
}

bool co_rowset_empty(struct co_rowset *set, size_t n)
{
    size_t slots = set->slots;
    set->n = 0;
    if (!widen(set, n))
        return false;
    for (size_t i = 0; slots == set->slots && i < slots; i++)
        set->index[i] = 0;
    return true;
}

size_t co_rowset_find(const struct co_rowset *set, uint64_t key_hash,
                      bool (*same)(void *ctx, size_t row), void *ctx)
{
    if (!set->slots)
        return CO_NO_ROW;
    for (size_t slot = (size_t)key_hash & (set->slots - 1); set->index[slot];
         slot = (slot + 1) & (set->slots - 1)) {
        if (((set->index[slot] ^ key_hash) & HALF) != 0)
            continue;
        size_t row = (size_t)(set->index[slot] & ~HALF) - 1;
        if (set->rows[row].key_hash == key_hash && same(ctx, row))
            return row;
    }
    return CO_NO_ROW;
}

void co_rowset_soon(const struct co_rowset *set, uint64_t key_hash)
{
    if (set->slots)
        co_soon(&set->index[(size_t)key_hash & (set->slots - 1)]);
}

size_t co_rowset_guess(const struct co_rowset *set, uint64_t key_hash)
{
    if (!set->slots)
        return CO_NO_ROW;
    for (size_t slot = (size_t)key_hash & (set->slots - 1); set->index[slot];
         slot = (slot + 1) & (set->slots - 1))
        if (((set->index[slot] ^ key_hash) & HALF) == 0) {
            size_t row = (size_t)(set->index[slot] & ~HALF) - 1;
            co_soon(&set->rows[row]);
            return row;
        }
    return CO_NO_ROW;
}
