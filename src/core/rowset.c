#include "crossoff/export.h"
#include <stdlib.h>

static void place(struct co_rowset *set, size_t row)
{
    size_t slot = (size_t)set->rows[row].key_hash & (set->slots - 1);
    while (set->index[slot])
        slot = (slot + 1) & (set->slots - 1);
    set->index[slot] = (uint32_t)(row + 1);
}

/* Doubles the index before it is three quarters full. Row numbers are 32 bits: half the memory. */
static bool widen(struct co_rowset *set)
{
    if (set->slots && set->n < set->slots / 4 * 3)
        return true;
    size_t slots = set->slots ? set->slots * 2 : 64;
    uint32_t *index = calloc(slots, sizeof *index);
    if (!index)
        return false;
    free(set->index);
    set->index = index;
    set->slots = slots;
    for (size_t i = 0; i < set->n; i++)
        place(set, i);
    return true;
}

bool co_rowset_add(struct co_rowset *set, struct co_row row)
{
    void *rows = set->rows;
    if (set->n >= UINT32_MAX - 1 || !co_grow(&rows, &set->cap, set->n + 1, sizeof row))
        return false;
    set->rows = rows;
    if (!widen(set))
        return false;
    set->rows[set->n] = row;
    place(set, set->n++);
    return true;
}

size_t co_rowset_find(const struct co_rowset *set, uint64_t key_hash,
                      bool (*same)(void *ctx, size_t row), void *ctx)
{
    if (!set->slots)
        return CO_NO_ROW;
    for (size_t slot = (size_t)key_hash & (set->slots - 1); set->index[slot];
         slot = (slot + 1) & (set->slots - 1)) {
        size_t row = set->index[slot] - 1;
        if (set->rows[row].key_hash == key_hash && same(ctx, row))
            return row;
    }
    return CO_NO_ROW;
}
