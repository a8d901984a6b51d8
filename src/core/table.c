#include "crossoff/table.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void co_table_init(struct co_table *t, const char *name, const struct co_table_column *columns,
                   size_t n_columns)
{
    *t = (struct co_table){.name = name, .columns = columns, .n_columns = n_columns};
}

void co_table_expect(struct co_table *t, size_t rows)
{
    size_t n = rows && t->n_columns > SIZE_MAX / sizeof *t->cells / rows ? 0 : rows * t->n_columns;
    if (t->cells || !n)
        return;
    t->cells = malloc(n * sizeof *t->cells);
    t->cap = t->cells ? n : 0;
}

struct co_cell *co_table_row(struct co_table *t)
{
    void *cells = t->cells;
    if (t->arena.failed ||
        !co_grow(&cells, &t->cap, (t->n_rows + 1) * t->n_columns, sizeof *t->cells)) {
        t->arena.failed = true;
        return NULL;
    }
    t->cells = cells;
    struct co_cell *row = &t->cells[t->n_rows++ * t->n_columns];
    for (size_t i = 0; i < t->n_columns; i++)
        row[i] = (struct co_cell){.is_null = true};
    return row;
}

void co_table_text(struct co_table *t, struct co_cell *cell, struct co_str s)
{
    if (cell) {
        cell->text = co_arena_dup(&t->arena, s);
        cell->is_null = false;
    }
}

void co_table_number(struct co_cell *cell, int64_t number)
{
    if (cell) {
        cell->number = number;
        cell->is_null = false;
    }
}

static bool has_anything(const struct co_table *t, size_t column)
{
    for (size_t r = 0; r < t->n_rows; r++)
        if (!t->cells[r * t->n_columns + column].is_null)
            return true;
    return false;
}

static bool is_wanted(const struct co_table *t, size_t c, const char *name)
{
    return (!name || strcmp(name, t->columns[c].name) == 0) && has_anything(t, c);
}

void co_table_pick(const struct co_table *t, const char *const *names, size_t n,
                   struct co_table *out)
{
    struct co_arena room = {0};
    size_t most = t->n_columns * (n ? n : 1), picked = 0;
    size_t *from = co_arena_alloc(&room, (most + 1) * sizeof *from);
    struct co_table_column *columns = co_arena_alloc(&room, (most + 1) * sizeof *columns);
    for (size_t i = 0; i < most && from && columns; i++) {
        size_t c = i % t->n_columns;
        if (!is_wanted(t, c, n ? names[i / t->n_columns] : NULL))
            continue;
        columns[picked] = t->columns[c];
        from[picked++] = c;
    }
    co_table_init(out, t->name, columns, picked);
    out->arena = room;
    out->title = t->title;
    out->has_total = t->has_total;
    out->has_remarks = t->has_remarks && picked && from[picked - 1] == t->n_columns - 1;
    co_table_expect(out, t->n_rows);
    for (size_t r = 0; r < t->n_rows && picked; r++) {
        struct co_cell *row = co_table_row(out);
        for (size_t c = 0; row && c < picked; c++)
            row[c] = t->cells[r * t->n_columns + from[c]];
    }
}

bool co_table_ok(const struct co_table *t)
{
    return !t->arena.failed;
}

void co_table_fini(struct co_table *t)
{
    free(t->cells);
    co_arena_fini(&t->arena);
    *t = (struct co_table){0};
}
