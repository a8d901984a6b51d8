#include "crossoff/inspect.h"
#include "crossoff/decode.h"
#include "crossoff/header.h"
#include "crossoff/history.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 3 };
#define EXPORT_BYTES_MAX ((size_t)2 << 30)

static enum co_status recall(const char *history, const char *feed, struct co_kept_list *kept,
                             struct co_err *err)
{
    struct co_history *h = NULL;
    bool created;
    memset(kept, 0, sizeof *kept);
    if (!co_file_exists(history))
        return CO_OK;
    enum co_status status = co_history_open(history, CO_HISTORY_READ, 10000, &h, &created, err);
    if (!status)
        status = co_history_key(h, feed, kept, err);
    co_history_close(h);
    return status;
}

static void describe(const struct co_export *x, const char *encoding, struct co_buf *out)
{
    co_buf_fmt(out, "%s: %s, ", x->name, encoding);
    co_load_describe(x, out);
    co_buf_fmt(out, ", %zu columns", x->n_columns);
    if (x->column_of[CO_FIELD_WORK_ORDER] < 0)
        co_buf_text(out, x->column_of[CO_FIELD_PART] < 0
                             ? "; no column is known to hold the work order: name it with --key"
                             : "; no column is known to hold the work order: its rows are counted "
                               "by part, unless --key names it");
}

static const char *format_of(const struct co_column *c)
{
    static const char *const decimals[] = {"quantity", "quantity, decimal point",
                                           "quantity, decimal comma"};
    static const char *const orders[] = {"date",
                                         "date, day first",
                                         "date, month first",
                                         "date, JD Edwards' number",
                                         "date, Excel's number",
                                         "date, lost in Excel"};
    if (c->field == CO_FIELD_NONE)
        return "kept as text";
    if (co_field_kind(c->field) == CO_KIND_QUANTITY)
        return decimals[c->decimal];
    return co_field_kind(c->field) == CO_KIND_DATE ? orders[c->order] : "text";
}

/* The field that the feed's last list had under this header; empty when it had no such column. */
static struct co_str remembered_as(const struct co_kept_list *kept, struct co_str header)
{
    for (size_t i = 0; i < kept->n_columns; i++)
        if (co_str_eq(kept->columns[i].name, header))
            return kept->columns[i].field == CO_FIELD_NONE
                       ? CO_STR("kept as text")
                       : co_str_of(co_field_name(kept->columns[i].field));
    return kept->n_columns ? CO_STR("new") : (struct co_str){NULL, 0};
}

static void fill(struct co_table *t, const struct co_export *x, const struct co_str *samples,
                 const struct co_kept_list *kept)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        struct co_cell *row = co_table_row(t);
        const struct co_column *c = &x->columns[i];
        struct co_buf seen = {0};
        if (!row)
            return;
        for (size_t k = 0; k < SAMPLES && samples[i * SAMPLES + k].len; k++) {
            co_buf_text(&seen, k ? " | " : "");
            co_buf_str(&seen, samples[i * SAMPLES + k]);
        }
        co_table_number(&row[0], (int64_t)i + 1);
        co_table_text(t, &row[1], c->name);
        if (c->field != CO_FIELD_NONE)
            co_table_text(t, &row[2], co_str_of(co_field_name(c->field)));
        co_table_text(t, &row[3], co_str_of(format_of(c)));
        co_table_text(t, &row[4], co_buf_view(&seen));
        struct co_str remembered = remembered_as(kept, c->name);
        if (remembered.len)
            co_table_text(t, &row[5], remembered);
        co_buf_fini(&seen);
    }
}

enum co_status co_inspect(const char *path, const char *history, const char *feed,
                          const struct co_reading *reading, struct co_table *out,
                          struct co_buf *title, struct co_err *doubt, struct co_notes *notes,
                          struct co_err *err)
{
    static const struct co_table_column columns[] = {
        {"column", CO_CELL_INT},   {"header", CO_CELL_TEXT},  {"field", CO_CELL_TEXT},
        {"read_as", CO_CELL_TEXT}, {"samples", CO_CELL_TEXT}, {"remembered", CO_CELL_TEXT},
    };
    struct co_file file = {.modified = 0};
    struct co_buf converted = {0};
    struct co_kept_list *kept = calloc(1, sizeof *kept);
    struct co_export *x = calloc(1, sizeof *x);
    struct co_str *samples = calloc((size_t)CO_COLUMNS_MAX * SAMPLES, sizeof *samples);
    struct co_load_rules rules = {.delimiter = reading->delimiter,
                                  .decimal = reading->decimal,
                                  .order = reading->order,
                                  .scan = reading->scan,
                                  .status_words = &reading->status_words};
    struct co_str text = {0};
    const char *encoding = "";
    enum co_status status = kept && x && samples ? CO_OK : co_fail_nomem(err);
    co_table_init(out, "columns", columns, sizeof columns / sizeof *columns);
    memcpy(rules.header, reading->header, sizeof rules.header);
    if (reading->n_key)
        rules.header[CO_FIELD_WORK_ORDER] = reading->key[0];
    if (!status)
        status = co_file_read(path, EXPORT_BYTES_MAX, &file, err);
    if (!status)
        status = co_decode(path, co_buf_view(&file.bytes), reading->encoding, &converted, &text,
                           &encoding, notes, err);
    if (!status)
        status = recall(history, feed, kept, err);
    if (!status) {
        rules.remembered = kept->columns;
        rules.n_remembered = kept->n_columns;
        status = co_load_columns(path, text, &rules, x, samples, SAMPLES, doubt, notes, err);
    }
    if (!status) {
        describe(x, encoding, title);
        fill(out, x, samples, kept);
        co_header_compare(&(struct co_header){kept->columns, kept->place, kept->n_columns}, x,
                          notes);
        status = co_table_ok(out) && co_buf_ok(title) ? CO_OK : co_fail_nomem(err);
    }
    co_export_fini(x);
    free(x);
    free(samples);
    if (kept)
        co_kept_list_fini(kept);
    free(kept);
    co_buf_fini(&converted);
    co_file_fini(&file);
    return status;
}
