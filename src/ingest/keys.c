#include "keys.h"
#include "columns.h"
#include "dialect.h"
#include <stdlib.h>
#include <string.h>

static enum co_status other_list(const struct co_export *x, const char *key, struct co_err *err)
{
    struct co_buf list = {0};
    co_columns_list(x, &list);
    enum co_status status = co_fail(
        err, CO_INPUT,
        "%s: it has no column \"%s\", which names the rows of this feed. Is it another list? "
        "Then give it a --feed of its own. The header has: %.*s",
        x->name, key, CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

static enum co_status no_closed_orders(const struct co_export *x, const char *key,
                                       struct co_err *err)
{
    struct co_buf list = {0};
    co_columns_list(x, &list);
    enum co_status status = co_fail(
        err, CO_INPUT,
        "%s: none of its columns is called \"%s\", as the feed names its orders, and none is "
        "known to hold a work order; rename the one that does. The header has: %.*s",
        x->name, key, CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

/* The first column that names a row is the work order, whatever its header says; but not in a list
 * whose rows are numbered because it has no work orders. */
static void name_order(struct co_export *x, const struct co_load_rules *rules)
{
    enum co_field f = x->columns[x->key[0]].field;
    bool is_order = f == CO_FIELD_SUFFIX || f == CO_FIELD_OPERATION || f == CO_FIELD_WORK_ORDER;
    if (rules->columns) /* settled when the list was recorded */
        return;
    if (is_order || (x->column_of[CO_FIELD_WORK_ORDER] >= 0 && rules->header[CO_FIELD_WORK_ORDER]))
        return;
    if (f == CO_FIELD_PART && co_keys_is_numbered(rules) && x->column_of[CO_FIELD_WORK_ORDER] < 0)
        return;
    if (x->column_of[CO_FIELD_WORK_ORDER] >= 0)
        x->columns[x->column_of[CO_FIELD_WORK_ORDER]].field = CO_FIELD_NONE;
    x->columns[x->key[0]].field = CO_FIELD_WORK_ORDER;
    co_columns_index(x);
}

bool co_keys_is_numbered(const struct co_load_rules *rules)
{
    bool is_asked = rules->duplicates == CO_DUPLICATES_LINE, has_numbers = false;
    for (size_t i = 0; i < rules->n_key; i++)
        has_numbers = has_numbers || strcmp(rules->key[i], CO_LINE_COLUMN) == 0;
    return rules->columns ? is_asked && !has_numbers : is_asked || has_numbers;
}

enum co_status co_keys_fixed(struct co_export *x, const struct co_load_rules *rules,
                             struct co_err *err)
{
    x->n_key = 0;
    for (size_t i = 0; i < rules->n_key; i++) {
        if (!rules->columns && strcmp(rules->key[i], CO_LINE_COLUMN) == 0)
            continue; /* no column of the file: rows are numbered later */
        int column = co_load_find(x, rules->key[i]);
        if (column < 0 && rules->key_else[i])
            column = co_load_find(x, rules->key_else[i]);
        if (column < 0 && rules->is_closed_list)
            return no_closed_orders(x, rules->key[i], err);
        if (column < 0 && rules->is_key_remembered)
            return other_list(x, rules->key[i], err);
        if (column < 0)
            return co_load_unknown(x, "key", rules->key[i], err);
        x->key[x->n_key++] = (size_t)column;
    }
    name_order(x, rules);
    return CO_OK;
}

static bool add(struct co_export *x, int column)
{
    if (column < 0 || x->n_key == CO_KEY_MAX)
        return false;
    x->key[x->n_key++] = (size_t)column;
    return true;
}

/* IFS names a row by order, release and sequence: every column that splits orders. */
static bool add_splits(struct co_export *x)
{
    size_t before = x->n_key;
    for (size_t i = 0; i < x->n_columns; i++)
        if (x->columns[i].is_suffix_like && !add(x, (int)i))
            return false;
    return x->n_key > before + 1;
}

bool co_keys_found(struct co_export *x, unsigned n)
{
    enum { SUFFIX = 1, OPERATION = 2, SPLITS = 4, PLANT = 8 };
    static const unsigned ways[] = {
        0, SUFFIX, OPERATION, SUFFIX | OPERATION, SPLITS, SPLITS | OPERATION, PLANT, PLANT | SUFFIX,
    };
    x->n_key = 0;
    unsigned way = ways[n];
    return add(x, x->column_of[CO_FIELD_WORK_ORDER]) &&
           (!(way & SUFFIX) || add(x, x->column_of[CO_FIELD_SUFFIX])) &&
           (!(way & SPLITS) || add_splits(x)) &&
           (!(way & OPERATION) || add(x, x->column_of[CO_FIELD_OPERATION])) &&
           (!(way & PLANT) || add(x, x->column_of[CO_FIELD_PLANT]));
}

enum co_status co_keys_none(const struct co_export *x, struct co_err *err)
{
    struct co_buf list = {0};
    co_columns_list(x, &list);
    enum co_status status =
        co_fail(err, CO_INPUT,
                "%s: none of its columns is known to hold the work order; name it with --key. The "
                "header has: %.*s. (`crossoff columns FILE` shows how each is understood)%s",
                x->name, CO_STR_ARG(co_buf_view(&list)), co_dialect_doubt(x));
    co_buf_fini(&list);
    return status;
}

/* Whether a column could be the number of an order whose header nobody knows: filled in every row,
 * with a digit, never twice, no quantity with decimals, no date, and not just 1, 2, 3. */
struct unnamed {
    struct co_export *x;
    bool is_out[CO_COLUMNS_MAX];
    uint64_t *seen; /* the hashes of all cells so far, n_columns per row */
    size_t n;
};

static bool is_name_like(struct co_str cell, size_t row)
{
    int64_t quantity;
    co_date date;
    bool has_digit = false;
    for (size_t i = 0; i < cell.len; i++)
        has_digit = has_digit || (cell.at[i] >= '0' && cell.at[i] <= '9');
    bool has_mark = co_str_has(cell, '.') || co_str_has(cell, ',');
    if (!has_digit ||
        (has_mark && co_value_quantity(cell, CO_DECIMAL_POINT, &quantity) == CO_VALUE_OK))
        return false;
    if (co_value_quantity(cell, CO_DECIMAL_POINT, &quantity) == CO_VALUE_OK &&
        quantity == (int64_t)(row + 1) * 1000)
        return false;
    return co_value_date(cell, CO_ORDER_DAY_FIRST, &date) != CO_VALUE_OK || cell.len == 8;
}

static enum co_status look_unnamed(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                                   struct co_err *err)
{
    struct unnamed *u = ctx;
    (void)at;
    (void)line;
    (void)err;
    if (cells->n != u->x->n_columns || !co_str_trim(cells->at[u->x->key[0]]).len)
        return CO_OK;
    for (size_t c = 0; c < cells->n; c++) {
        struct co_str cell = co_export_cell(cells->at[c]);
        uint64_t hash = co_hash(u->x->secret, cell);
        u->seen[u->n * cells->n + c] = hash;
        if (u->is_out[c] || !is_name_like(cell, u->n)) {
            u->is_out[c] = true;
            continue;
        }
        for (size_t r = 0; r < u->n; r++)
            u->is_out[c] = u->is_out[c] || u->seen[r * cells->n + c] == hash;
    }
    u->n++;
    return CO_OK;
}

enum co_status co_keys_unnamed(struct co_export *x, struct co_reader reader, struct co_err *err)
{
    enum { ROWS = 500, LEAST = 3 };
    struct unnamed u = {.x = x, .seen = calloc(ROWS * x->n_columns, sizeof *u.seen)};
    if (!u.seen)
        return co_fail_nomem(err);
    reader.limit = ROWS;
    reader.record = look_unnamed;
    reader.ctx = &u;
    enum co_status status = co_reader_run(&reader, err);
    free(u.seen);
    for (size_t c = 0; !status && c < x->n_columns && u.n >= LEAST; c++)
        if (!u.is_out[c] && x->columns[c].field == CO_FIELD_NONE)
            return co_fail(
                err, CO_USAGE,
                "%s: no column is known to hold the work order, but \"%.*s\" could be it. Say so "
                "with --key \"%.*s\"; or, if this list has no work orders and its rows are to be "
                "counted by part, with --key \"%.*s\" --duplicates line",
                x->name, CO_STR_ARG(x->columns[c].name), CO_STR_ARG(x->columns[c].name),
                CO_STR_ARG(x->columns[x->key[0]].name));
    return status;
}
