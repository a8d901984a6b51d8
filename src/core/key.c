#include "crossoff/export.h"
#include "crossoff/utf8.h"
#include <string.h>

struct co_str co_export_cell(struct co_str cell)
{
    cell = co_str_trim(cell);
    if (cell.len >= 3 && cell.at[0] == '=' && cell.at[1] == '"' && cell.at[cell.len - 1] == '"')
        return co_str_trim((struct co_str){cell.at + 2, cell.len - 3});
    if (cell.len > 1 && cell.at[0] == '\'' && !memchr(cell.at + 1, '\'', cell.len - 1))
        return co_str_trim((struct co_str){cell.at + 1, cell.len - 1});
    return cell;
}

static bool is_digits(struct co_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.len > 0;
}

struct co_str co_export_plain(struct co_str cell)
{
    cell = co_export_cell(cell);
    if (!cell.len || cell.at[0] != '0' || !is_digits(cell))
        return cell;
    while (cell.len > 1 && cell.at[0] == '0')
        cell = (struct co_str){cell.at + 1, cell.len - 1};
    return cell;
}

uint64_t co_export_key_hash(const struct co_export *x, const struct co_cells *cells)
{
    uint64_t h = 0;
    for (size_t i = 0; i < x->n_key; i++)
        h = co_hash_cell(x->secret, h, co_export_plain(cells->at[x->key[i]]));
    return h;
}

static void join(const struct co_export *x, const struct co_cells *cells,
                 struct co_str (*of)(struct co_str), struct co_buf *out)
{
    for (size_t i = 0; i < x->n_key; i++) {
        struct co_str cell = of(cells->at[x->key[i]]);
        /* The first row of a key has no number, so that its key is that of a list without them. */
        if (i && !cell.len && co_str_eq(x->columns[x->key[i]].name, co_str_of(CO_LINE_COLUMN)))
            continue;
        if (i)
            co_buf_byte(out, '\x1f');
        co_buf_str(out, cell);
    }
}

void co_export_key_text(const struct co_export *x, const struct co_cells *cells, struct co_buf *out)
{
    join(x, cells, co_export_cell, out);
}

void co_export_key_plain(const struct co_export *x, const struct co_cells *cells,
                         struct co_buf *out)
{
    join(x, cells, co_export_plain, out);
}

void co_export_key_show(const struct co_export *x, const struct co_cells *cells, struct co_buf *out)
{
    for (size_t i = 0; i < x->n_key; i++) {
        struct co_str cell = co_export_cell(cells->at[x->key[i]]);
        if (i && !cell.len)
            continue;
        co_buf_text(out, i ? " / " : "");
        co_utf8_visible(out, cell);
    }
}

bool co_export_same_key(const struct co_export *a, const struct co_cells *ca,
                        const struct co_export *b, const struct co_cells *cb)
{
    for (size_t i = 0; i < a->n_key; i++) {
        struct co_str (*of)(struct co_str) =
            a->is_number[i] && b->is_number[i] ? co_export_plain : co_export_cell;
        if (!co_str_eq(of(ca->at[a->key[i]]), of(cb->at[b->key[i]])))
            return false;
    }
    return true;
}

enum co_status co_export_tail(const struct co_export *x, struct co_tail *out, struct co_err *err)
{
    struct co_cells cells = {.n = 0};
    struct co_buf key = {0};
    enum co_status status = CO_OK;
    memset(out, 0, sizeof *out);
    for (size_t i = x->rows.n; !status && i > 0 && out->n < CO_TAIL_MAX; i--) {
        const struct co_row *row = &x->rows.rows[i - 1];
        if (!co_class_is_open((enum co_class)row->class))
            continue;
        status = x->split(x, (size_t)row->at, &cells, err);
        if (status)
            break;
        key.len = 0;
        co_export_key_text(x, &cells, &key);
        out->key[out->n++] = co_arena_dup(&out->arena, co_buf_view(&key));
    }
    if (!status && (out->arena.failed || !co_buf_ok(&key)))
        status = co_fail_nomem(err);
    co_cells_fini(&cells);
    co_buf_fini(&key);
    return status;
}
