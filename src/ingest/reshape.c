#include "reshape.h"
#include <stdlib.h>
#include <string.h>

/* A row with what it is paired and sorted by; texts live in the job's arena. */
struct item {
    struct co_str key;   /* without the number */
    struct co_str cells; /* what the known fields say, to find the same row again */
    co_date due;         /* none: after all others */
    int64_t quantity;
    size_t row;
    bool is_open;
    int64_t number; /* 0: none yet; 1: the first of its key */
};

struct job {
    const struct co_export *x;
    const struct co_reshape *how;
    struct item *today, *yesterday;
    size_t n_today, n_yesterday;
    struct co_arena arena;
    struct co_cells cells;
    struct co_buf buf;
    int64_t next; /* the number of the next new row of a multiset */
    struct co_err *err;
};

/* --- collecting --------------------------------------------------------------------------------
 */

static bool is_line(const struct co_export *x, size_t column)
{
    return co_str_eq(x->columns[column].name, co_str_of(CO_LINE_COLUMN));
}

static struct co_str keep(struct job *j)
{
    struct co_str kept = co_arena_dup(&j->arena, co_buf_view(&j->buf));
    j->arena.failed = j->arena.failed || !co_buf_ok(&j->buf);
    j->buf.len = 0;
    return kept;
}

static int64_t number_in(struct co_str cell, bool is_multiset)
{
    int64_t n = 0;
    for (size_t i = 0; i < cell.len && cell.at[i] >= '0' && cell.at[i] <= '9' && n < INT32_MAX; i++)
        n = n * 10 + (cell.at[i] - '0');
    return n || is_multiset ? n : 1;
}

static enum co_status collect_row(struct job *j, const struct co_export *x, size_t row,
                                  struct item *out)
{
    struct co_order o;
    enum co_status status = x->split(x, (size_t)x->rows.rows[row].at, &j->cells, j->err);
    if (status)
        return status;
    co_export_order(x, &j->cells, &o);
    *out = (struct item){.due = o.due == CO_DATE_NONE ? INT32_MAX : o.due,
                         .quantity = o.quantity,
                         .row = row,
                         .is_open = co_class_is_open(x->rows.rows[row].class),
                         .number = x != j->x && !j->how->is_multiset};
    for (size_t i = 0; i < x->n_key; i++) {
        struct co_str cell = co_export_plain(j->cells.at[x->key[i]]);
        if (is_line(x, x->key[i])) {
            out->number = number_in(cell, j->how->is_multiset);
            continue;
        }
        co_buf_byte(&j->buf, '\x1f');
        co_buf_str(&j->buf, cell);
    }
    out->key = keep(j);
    for (int f = 0; f < CO_FIELDS; f++)
        if (f != CO_FIELD_SUFFIX) {
            co_buf_byte(&j->buf, '\x1f');
            co_buf_str(&j->buf, o.text[f]);
        }
    out->cells = keep(j);
    return CO_OK;
}

static int compare(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int by_key = co_str_cmp(x->key, y->key);
    if (by_key)
        return by_key;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    if (x->quantity != y->quantity)
        return x->quantity < y->quantity ? -1 : 1;
    return co_str_cmp(x->cells, y->cells);
}

static enum co_status collect(struct job *j, const struct co_export *x, struct item **out)
{
    enum co_status status = CO_OK;
    *out = calloc(x->rows.n + 1, sizeof **out);
    if (!*out)
        return co_fail_nomem(j->err);
    for (size_t i = 0; !status && i < x->rows.n; i++)
        status = collect_row(j, x, i, &(*out)[i]);
    if (!status && j->arena.failed)
        status = co_fail_nomem(j->err);
    if (!status)
        qsort(*out, x->rows.n, sizeof **out, compare);
    return status;
}

/* --- pairing -----------------------------------------------------------------------------------
 */

/* The rows of one key: both lists are sorted by it. */
struct group {
    struct item *t, *y;
    size_t nt, ny;
};

static bool is_equal(const struct item *a, const struct item *b)
{
    return co_str_eq(a->cells, b->cells);
}

static bool is_same_lot(const struct item *a, const struct item *b)
{
    return a->due == b->due && a->quantity == b->quantity;
}

static bool is_same_due(const struct item *a, const struct item *b)
{
    return a->due == b->due;
}

static bool is_any(const struct item *a, const struct item *b)
{
    (void)a;
    (void)b;
    return true;
}

static void pair_by(struct group *g, bool (*fits)(const struct item *, const struct item *))
{
    size_t first = 0;
    for (size_t i = 0; i < g->nt; i++) {
        while (first < g->ny && !g->y[first].number)
            first++; /* taken */
        for (size_t k = first; !g->t[i].number && k < g->ny; k++)
            if (g->y[k].number && fits(&g->t[i], &g->y[k])) {
                g->t[i].number = g->y[k].number;
                g->y[k].number = 0;
            }
    }
}

static bool is_used(const struct group *g, int64_t number)
{
    for (size_t i = 0; i < g->nt; i++)
        if (g->t[i].number == number)
            return true;
    return false;
}

static void number_group(struct job *j, struct group *g)
{
    int64_t free_number = 1;
    pair_by(g, is_equal);
    pair_by(g, is_same_lot);
    pair_by(g, is_same_due);
    pair_by(g, is_any);
    for (size_t i = 0; i < g->nt; i++) {
        if (g->t[i].number)
            continue;
        if (!j->how->is_multiset)
            while (is_used(g, free_number))
                free_number++;
        g->t[i].number = j->how->is_multiset ? j->next++ : free_number;
    }
}

static size_t run_of(const struct item *list, size_t n, struct co_str key)
{
    size_t i = 0;
    while (i < n && co_str_eq(list[i].key, key))
        i++;
    return i;
}

static void number_rows(struct job *j)
{
    size_t y = 0;
    for (size_t i = 0; i < j->n_yesterday; i++)
        if (j->yesterday[i].number >= j->next)
            j->next = j->yesterday[i].number + 1;
    for (size_t t = 0; t < j->n_today;) {
        struct group g = {.t = &j->today[t]};
        g.nt = run_of(g.t, j->n_today - t, g.t->key);
        while (y < j->n_yesterday && co_str_cmp(j->yesterday[y].key, g.t->key) < 0)
            y++;
        g.y = j->n_yesterday ? &j->yesterday[y] : NULL;
        g.ny = run_of(g.y, j->n_yesterday - y, g.t->key);
        number_group(j, &g);
        t += g.nt;
        y += g.ny;
    }
}

/* --- writing -----------------------------------------------------------------------------------
 */

static void put_cell(struct co_buf *out, struct co_str cell)
{
    co_buf_byte(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] == '"')
            co_buf_byte(out, '"');
        co_buf_byte(out, cell.at[i]);
    }
    co_buf_byte(out, '"');
}

static void put_header(const struct job *j, struct co_buf *out)
{
    for (size_t i = 0; i < j->x->n_columns; i++) {
        co_buf_text(out, i ? "," : "");
        put_cell(out, j->x->columns[i].name);
    }
    co_buf_text(out, j->how->has_numbers ? ",\"" CO_LINE_COLUMN "\"\n" : "\n");
}

static enum co_status put_numbered(struct job *j, const struct item *item, struct co_buf *out)
{
    enum co_status status =
        j->x->split(j->x, (size_t)j->x->rows.rows[item->row].at, &j->cells, j->err);
    for (size_t i = 0; !status && i < j->cells.n; i++) {
        put_cell(out, j->cells.at[i]);
        co_buf_byte(out, ',');
    }
    if (item->number > 1 || j->how->is_multiset)
        co_buf_fmt(out, "%lld", (long long)item->number);
    co_buf_byte(out, '\n');
    return status;
}

/* The quantity column's sum over rows of one key; CO_QUANTITY_NONE when no cell has one. */
static enum co_status add_up(struct job *j, const struct item *items, size_t n, size_t column,
                             int64_t *sum)
{
    const struct co_export *x = j->x;
    enum co_status status = CO_OK;
    *sum = CO_QUANTITY_NONE;
    for (size_t i = 0; !status && i < n; i++) {
        int64_t q;
        status = x->split(x, (size_t)x->rows.rows[items[i].row].at, &j->cells, j->err);
        if (status || co_value_quantity(co_export_cell(j->cells.at[column]),
                                        x->columns[column].decimal, &q) != CO_VALUE_OK)
            continue;
        *sum = *sum == CO_QUANTITY_NONE ? q : *sum + q;
        if (*sum > CO_QUANTITY_MAX || *sum < -CO_QUANTITY_MAX)
            return co_fail(j->err, CO_INPUT,
                           "%s: the quantities in column \"%.*s\" add up to more "
                           "than a list of work orders can have",
                           x->name, CO_STR_ARG(x->columns[column].name));
    }
    return status;
}

/* A sum with the decimal mark of its column. */
static struct co_str number_of(int64_t sum, enum co_decimal decimal, char out[CO_QUANTITY_TEXT])
{
    (void)co_value_quantity_text(sum, out);
    char *point = strchr(out, '.');
    if (point && decimal == CO_DECIMAL_COMMA)
        *point = ',';
    return co_str_of(out);
}

static bool is_summed(const struct co_export *x, size_t column)
{
    enum co_field f = x->columns[column].field;
    return f != CO_FIELD_NONE && co_field_kind(f) == CO_KIND_QUANTITY;
}

/* One row for all of a key: the earliest due of the open ones, with the sums of all. */
static enum co_status put_sum(struct job *j, const struct item *items, size_t n, struct co_buf *out)
{
    const struct co_export *x = j->x;
    const struct item *base = items;
    for (size_t i = 0; i < n && !base->is_open; i++)
        base = items[i].is_open ? &items[i] : base;
    for (size_t c = 0; c < x->n_columns; c++) {
        char number[CO_QUANTITY_TEXT];
        int64_t sum = CO_QUANTITY_NONE;
        enum co_status status = is_summed(x, c) ? add_up(j, items, n, c, &sum) : CO_OK;
        if (!status)
            status = x->split(x, (size_t)x->rows.rows[base->row].at, &j->cells, j->err);
        if (status)
            return status;
        co_buf_text(out, c ? "," : "");
        put_cell(out, sum == CO_QUANTITY_NONE ? j->cells.at[c]
                                              : number_of(sum, x->columns[c].decimal, number));
    }
    co_buf_text(out, j->how->has_numbers ? ",\n" : "\n"); /* one row: it needs no number */
    return CO_OK;
}

static int by_row(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Numbered rows stay in the order of the file: how a list ends tells whether it was cut off. */
static enum co_status put_rows(struct job *j, struct co_buf *out)
{
    if (!j->how->is_sum && j->n_today)
        qsort(j->today, j->n_today, sizeof *j->today, by_row);
    enum co_status status = CO_OK;
    put_header(j, out);
    for (size_t i = 0; !status && i < j->n_today;) {
        size_t n = j->how->is_sum ? run_of(&j->today[i], j->n_today - i, j->today[i].key) : 1;
        status =
            j->how->is_sum ? put_sum(j, &j->today[i], n, out) : put_numbered(j, &j->today[i], out);
        i += n;
    }
    return !status && !co_buf_ok(out) ? co_fail_nomem(j->err) : status;
}

enum co_status co_reshape(const struct co_export *x, const struct co_reshape *how,
                          struct co_buf *text, struct co_err *err)
{
    struct job j = {.x = x, .how = how, .next = how->lines_used + 1, .err = err};
    enum co_status status = CO_OK;
    if (how->has_numbers && x->n_columns == CO_COLUMNS_MAX)
        return co_fail(err, CO_INPUT, "%s: its rows cannot be numbered, because it has %d columns",
                       x->name, CO_COLUMNS_MAX);
    status = collect(&j, x, &j.today);
    j.n_today = x->rows.n;
    if (!status && how->yesterday && !how->is_sum) {
        status = collect(&j, how->yesterday, &j.yesterday);
        j.n_yesterday = how->yesterday->rows.n;
    }
    if (!status && !how->is_sum)
        number_rows(&j);
    if (!status)
        status = put_rows(&j, text);
    free(j.today);
    free(j.yesterday);
    co_arena_fini(&j.arena);
    co_cells_fini(&j.cells);
    co_buf_fini(&j.buf);
    return status;
}
