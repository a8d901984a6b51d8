#include "crossoff/measure.h"
#include <stdlib.h>
#include <string.h>

/* Of fixed keys: a list has the same hash in every run, unlike the hashes of its set of rows. */
static const struct co_hash_key content_key = {0x63726f73736f6666u, 0x636f6e74656e7473u},
                                shape_key = {0x7368617065u, 0x6b6579u};

static bool is_letter(unsigned char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;
}

/* Longer numbers are no new shape until the number of characters changes its class: 999 and 1000
 * follow each other, an order number and a description do not. */
static char length_class(size_t len)
{
    return len == 0 ? '0' : len <= 8 ? 's' : len <= 16 ? 'm' : len <= 32 ? 'l' : 'x';
}

uint64_t co_measure_shape(struct co_str key)
{
    char shape[64];
    size_t n = 0;
    for (size_t i = 0; i < key.len && n + 1 < sizeof shape; i++) {
        unsigned char c = (unsigned char)key.at[i];
        char kind = is_letter(c) ? 'A' : c >= '0' && c <= '9' ? '9' : (char)c;
        bool is_run = kind == 'A' || kind == '9';
        if (!is_run || !n || shape[n - 1] != kind)
            shape[n++] = kind;
    }
    shape[n++] = length_class(key.len);
    return co_hash(shape_key, (struct co_str){shape, n});
}

enum { LOOK_MOST = 20000 }; /* rows that are looked at, evenly: shares need no more */

/* What one walk over the open rows of a list finds. */
struct walk {
    const struct co_export *x;
    struct co_cells cells;
    struct co_buf key;
    uint64_t *shapes; /* of the open rows */
    size_t n_shapes;
    size_t empty[CO_COLUMNS_MAX];
    size_t n_open;
    int64_t quantity; /* of the rows looked at */
    bool has_quantity;
};

static void fini(struct walk *w)
{
    co_cells_fini(&w->cells);
    co_buf_fini(&w->key);
    free(w->shapes);
}

static void add_quantity(struct walk *w)
{
    int column = w->x->column_of[CO_FIELD_QUANTITY];
    int64_t q;
    if (column < 0 ||
        co_value_quantity(w->cells.at[column], w->x->columns[column].decimal, &q) != CO_VALUE_OK ||
        q < 0 || w->quantity > INT64_MAX / 4 - q)
        return;
    w->quantity += q;
    w->has_quantity = true;
}

/* Most cells are seen to be filled at their first byte. */
static bool is_empty(struct co_str cell)
{
    unsigned char first = cell.len ? (unsigned char)cell.at[0] : 0;
    bool is_filled = (first >= '0' && first <= '9') || (first < 0x80 && is_letter(first));
    return !is_filled && co_export_cell(cell).len == 0;
}

static void add_row(struct walk *w)
{
    w->key.len = 0;
    co_export_key_plain(w->x, &w->cells, &w->key);
    w->shapes[w->n_shapes++] = co_measure_shape(co_buf_view(&w->key));
    for (size_t c = 0; c < w->x->n_columns; c++)
        w->empty[c] += is_empty(w->cells.at[c]);
    add_quantity(w);
    w->n_open++;
}

static enum co_status look(struct walk *w, const struct co_export *x, struct co_err *err)
{
    enum co_status status = CO_OK;
    size_t step = x->rows.n / LOOK_MOST + 1;
    w->x = x;
    w->shapes = malloc((x->rows.n / step + 1) * sizeof *w->shapes);
    if (!w->shapes)
        return co_fail_nomem(err);
    for (size_t i = 0; !status && i < x->rows.n; i += step) {
        if (!co_class_is_open(x->rows.rows[i].class))
            continue;
        status = x->split(x, (size_t)x->rows.rows[i].at, &w->cells, err);
        if (!status)
            add_row(w);
    }
    return !status && !co_buf_ok(&w->key) ? co_fail_nomem(err) : status;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void compare_shapes(struct walk *before, struct walk *now, struct co_measures *m)
{
    size_t n = 0;
    if (!before->n_shapes || !now->n_shapes)
        return;
    qsort(before->shapes, before->n_shapes, sizeof *before->shapes, by_value);
    for (size_t i = 0; i < now->n_shapes; i++)
        n += !bsearch(&now->shapes[i], before->shapes, before->n_shapes, sizeof *before->shapes,
                      by_value);
    m->at[CO_MEASURE_MISSHAPEN] = (int64_t)(n * 1000 / now->n_shapes);
}

/* The column of known meaning whose cells became empty most. */
static void compare_empty(const struct walk *before, const struct walk *now, struct co_measures *m)
{
    int64_t most = 0;
    if (!before->n_open || !now->n_open)
        return;
    for (int f = 0; f < CO_FIELDS; f++) {
        int a = before->x->column_of[f], b = now->x->column_of[f];
        if (a < 0 || b < 0)
            continue;
        int64_t rise = (int64_t)(now->empty[b] * 1000 / now->n_open) -
                       (int64_t)(before->empty[a] * 1000 / before->n_open);
        if (rise > most) {
            most = rise;
            m->column = now->x->columns[b].name;
        }
    }
    m->at[CO_MEASURE_EMPTIER] = most;
}

/* Per order: how many orders there are is another rule's. */
static void compare_quantity(const struct walk *before, const struct walk *now,
                             struct co_measures *m)
{
    if (!now->has_quantity || !before->has_quantity)
        return;
    int64_t usual = before->quantity / (int64_t)before->n_open;
    int64_t change = now->quantity / (int64_t)now->n_open - usual;
    if (usual >= 1000)
        m->at[CO_MEASURE_QUANTITY_CHANGE] = (change < 0 ? -change : change) / (usual / 1000);
}

/* Without these columns an order is open that was made, cancelled or on hold. */
static void compare_fields(const struct co_measured *l, struct co_measures *m)
{
    static const enum co_field told_by[] = {CO_FIELD_STATUS, CO_FIELD_QUANTITY_COMPLETED,
                                            CO_FIELD_QUANTITY_REMAINING};
    m->at[CO_MEASURE_LOST_FIELDS] = 0;
    for (size_t i = 0; i < sizeof told_by / sizeof *told_by; i++) {
        int before = l->yesterday->column_of[told_by[i]];
        if (before < 0 || l->today->column_of[told_by[i]] >= 0)
            continue;
        m->at[CO_MEASURE_LOST_FIELDS]++;
        m->field = l->yesterday->columns[before].name;
    }
}

/* Numbers of rows, with or without the header, at which programs stop. */
static bool is_cap(size_t rows)
{
    static const size_t caps[] = {1000,  5000,  10000,  32767,   50000,
                                  65535, 65536, 100000, 1048575, 1048576};
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++)
        if (rows == caps[i] || rows + 1 == caps[i])
            return true;
    return false;
}

/* The sum of the hashes of the rows: whatever their order, and twice the same row is not none. */
static int64_t content_of(const struct co_export *x)
{
    uint64_t sum = x->rows.n;
    for (size_t i = 0; i < x->rows.n; i++)
        sum += co_hash(content_key, co_export_bytes(x, i));
    return (int64_t)(sum >> 1); /* never CO_MEASURE_NONE */
}

static void count(const struct co_measured *l, struct co_measures *m)
{
    const struct co_rowcount *c = &l->today->count;
    m->at[CO_MEASURE_ROWS] = (int64_t)c->used;
    m->at[CO_MEASURE_DUPLICATES] = c->read ? (int64_t)(c->duplicates * 1000 / c->read) : 0;
    m->at[CO_MEASURE_CONTENT] = content_of(l->today);
    if (is_cap(c->read))
        m->at[CO_MEASURE_AT_CAP] = (int64_t)c->read;
    if (!l->recon)
        return;
    size_t before = l->yesterday->count.open, rows = c->used;
    m->at[CO_MEASURE_BEFORE] = (int64_t)before;
    m->at[CO_MEASURE_EMPTY] = before > 0 && c->read == c->dropped;
    m->at[CO_MEASURE_SHRUNK] = rows < before && (before - rows) * 1000 / before > 150;
    m->at[CO_MEASURE_COMPLETED] = (int64_t)l->recon->n_completed;
    if (before)
        m->at[CO_MEASURE_COMPLETED_SHARE] = (int64_t)(l->recon->n_completed * 1000 / before);
}

enum co_status co_measure_list(const struct co_measured *l, struct co_measures *m,
                               struct co_err *err)
{
    struct walk *before = calloc(1, sizeof *before), *now = calloc(1, sizeof *now);
    enum co_status status = before && now ? CO_OK : co_fail_nomem(err);
    count(l, m);
    if (!status)
        status = look(now, l->today, err);
    if (!status && l->recon)
        status = look(before, l->yesterday, err);
    if (!status && l->recon) {
        compare_shapes(before, now, m);
        compare_empty(before, now, m);
        compare_fields(l, m);
        compare_quantity(before, now, m);
    }
    if (before)
        fini(before);
    if (now)
        fini(now);
    free(before);
    free(now);
    return status;
}
