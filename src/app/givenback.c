#include "crossoff/givenback.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/load.h"

/* A row with its key, to sort by. */
struct keyed {
    struct co_str key;
    size_t row;
};

struct job {
    struct co_kept_list kept;
    struct co_export x;
    size_t shown[CO_COLUMNS_MAX]; /* columns of x in the order of the file */
    size_t n_shown;
    struct keyed *rows;
    struct co_arena arena;
    struct co_cells cells;
    struct co_err *err;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = co_str_cmp(x->key, y->key);
    return order ? order : x->row < y->row ? -1 : x->row > y->row;
}

/* The columns were kept sorted by name; their places in the file are known. Our own column that
 * numbers rows was never in it. */
static void order_columns(struct job *j)
{
    for (size_t place = 0; place < j->kept.n_columns; place++)
        for (size_t i = 0; i < j->kept.n_columns; i++)
            if (j->kept.place[i] == place &&
                !co_str_eq(j->kept.columns[i].name, CO_STR(CO_LINE_COLUMN)))
                j->shown[j->n_shown++] = i;
}

static enum co_status sort_rows(struct job *j)
{
    struct co_buf key = {0};
    enum co_status status = CO_OK;
    j->rows = calloc(j->x.rows.n + 1, sizeof *j->rows);
    if (!j->rows)
        return co_fail_nomem(j->err);
    for (size_t i = 0; !status && i < j->x.rows.n; i++) {
        status = j->x.split(&j->x, (size_t)j->x.rows.rows[i].at, &j->cells, j->err);
        key.len = 0;
        if (!status)
            co_export_key_text(&j->x, &j->cells, &key);
        j->rows[i] = (struct keyed){co_arena_dup(&j->arena, co_buf_view(&key)), i};
    }
    if (!status && (j->arena.failed || !co_buf_ok(&key)))
        status = co_fail_nomem(j->err);
    co_buf_fini(&key);
    if (!status)
        qsort(j->rows, j->x.rows.n, sizeof *j->rows, by_key);
    return status;
}

static void put_cell(struct co_buf *csv, struct co_str s)
{
    bool is_plain = true;
    for (size_t i = 0; i < s.len && is_plain; i++)
        is_plain = !strchr(",\"\r\n", s.at[i]);
    if (is_plain) {
        co_buf_str(csv, s);
        return;
    }
    co_buf_byte(csv, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"')
            co_buf_byte(csv, '"');
        co_buf_byte(csv, s.at[i]);
    }
    co_buf_byte(csv, '"');
}

static enum co_status put_head(struct job *j, struct co_buf *csv, struct co_table *out)
{
    struct co_table_column *columns = co_arena_alloc(&out->arena, j->n_shown * sizeof *columns);
    if (!columns)
        return co_fail_nomem(j->err);
    for (size_t i = 0; i < j->n_shown; i++) {
        struct co_str name = j->kept.columns[j->shown[i]].name;
        co_buf_text(csv, i ? "," : "");
        put_cell(csv, name);
        columns[i] = (struct co_table_column){co_arena_text(&out->arena, name), CO_CELL_TEXT};
    }
    co_buf_byte(csv, '\n');
    out->columns = columns;
    out->n_columns = j->n_shown;
    return CO_OK;
}

static enum co_status put_row(struct job *j, size_t row, struct co_buf *csv, struct co_table *out)
{
    enum co_status status = j->x.split(&j->x, (size_t)j->x.rows.rows[row].at, &j->cells, j->err);
    struct co_cell *cells = status ? NULL : co_table_row(out);
    for (size_t i = 0; !status && i < j->n_shown; i++) {
        struct co_str cell = j->cells.at[j->shown[i]];
        co_buf_text(csv, i ? "," : "");
        put_cell(csv, cell);
        if (cells && cell.len)
            co_table_text(out, &cells[i], cell);
    }
    co_buf_byte(csv, '\n');
    return status;
}

static enum co_status load(struct job *j)
{
    struct co_load_rules rules = {
        .delimiter = ',', .columns = j->kept.columns, .n_key = j->kept.n_key, .secret = {1, 2}};
    memcpy(rules.key, j->kept.key, sizeof rules.key);
    enum co_status status =
        co_load("the history", co_buf_view(&j->kept.text), &rules, &j->x, NULL, j->err);
    return status == CO_HELD ? CO_OK : status; /* a list without rows */
}

enum co_status co_list_given_back(struct co_history *h, const char *feed, co_date date,
                                  struct co_buf *csv, struct co_table *out, struct co_err *err)
{
    struct job *j = calloc(1, sizeof *j);
    if (!j)
        return co_fail_nomem(err);
    j->err = err;
    co_table_init(out, "list", NULL, 0);
    enum co_status status = co_history_list_of(h, feed, date, &j->kept, err);
    if (!status)
        status = load(j);
    if (!status)
        status = sort_rows(j);
    order_columns(j);
    if (!status)
        status = put_head(j, csv, out);
    for (size_t i = 0; !status && i < j->x.rows.n; i++)
        status = put_row(j, j->rows[i].row, csv, out);
    if (!status && (!co_buf_ok(csv) || !co_table_ok(out)))
        status = co_fail_nomem(err);
    free(j->rows);
    co_cells_fini(&j->cells);
    co_arena_fini(&j->arena);
    co_export_fini(&j->x);
    co_kept_list_fini(&j->kept);
    free(j);
    return status;
}
