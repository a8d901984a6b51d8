#include "crossoff/report.h"
#include "crossoff/utf8.h"
#include "text.h"

static const char *short_escape(int32_t p)
{
    switch (p) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

void co_json_string(struct co_buf *out, struct co_str s)
{
    size_t len;
    co_buf_byte(out, '"');
    for (size_t i = 0; i < s.len; i += len) {
        int32_t point = co_text_next((struct co_str){s.at + i, s.len - i}, &len);
        if (point < 0)
            co_buf_text(out, "\xef\xbf\xbd");
        else if (short_escape(point))
            co_buf_text(out, short_escape(point));
        else if (co_utf8_is_obeyed(point)) /* escaped, JSON on a terminal is harmless */
            co_buf_fmt(out, "\\u%04x", (unsigned)point);
        else
            co_buf_put(out, s.at + i, len);
    }
    co_buf_byte(out, '"');
}

static void put_cell(struct co_buf *out, const struct co_cell *cell, enum co_cell_kind kind)
{
    bool is_none = kind == CO_CELL_QUANTITY && cell->number == CO_QUANTITY_NONE;
    if (cell->is_null || is_none)
        co_buf_text(out, "null");
    else if (kind == CO_CELL_BOOL)
        co_buf_text(out, cell->number ? "true" : "false");
    else if (co_text_is_number(kind))
        co_text_cell(out, cell, kind, false);
    else
        co_json_string(out, cell->text);
}

/* In the total the first column holds a word ("total") instead of its own kind: left out. */
static void put_row(struct co_buf *out, const struct co_table *t, size_t row, size_t first)
{
    co_buf_byte(out, '{');
    for (size_t c = first; c < t->n_columns; c++) {
        co_buf_text(out, c > first ? "," : "");
        co_json_string(out, co_str_of(t->columns[c].name));
        co_buf_byte(out, ':');
        put_cell(out, &t->cells[row * t->n_columns + c], t->columns[c].kind);
    }
    co_buf_byte(out, '}');
}

void co_json_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    size_t n = co_text_rows(t);
    (void)view;
    co_buf_fmt(out, "{\"format\":%d,", CO_FORMAT_VERSION);
    co_json_string(out, co_str_of(t->name));
    co_buf_text(out, ":[");
    for (size_t i = 0; i < n; i++) {
        co_buf_text(out, i ? ",\n" : "\n");
        put_row(out, t, i, 0);
    }
    co_buf_text(out, n ? "\n]" : "]");
    if (n < t->n_rows) {
        co_buf_text(out, ",\n\"total\":");
        put_row(out, t, n, 1);
    }
    co_buf_text(out, "}\n");
}

void co_ndjson_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    (void)view;
    for (size_t i = 0; i < co_text_rows(t); i++) {
        put_row(out, t, i, 0);
        co_buf_byte(out, '\n');
    }
}

void co_ndjson_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct co_table orders;
    struct co_cursor at = {0, 0};
    bool is_more = true;
    while (is_more) {
        is_more = co_sheet_part(s, &at, &orders);
        co_ndjson_table(out, &orders, view);
        out->failed = out->failed || !co_table_ok(&orders);
        co_table_fini(&orders);
    }
}
