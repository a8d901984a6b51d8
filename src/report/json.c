#include "crossoff/report.h"
#include "text.h"

/* Control, bidi and zero-width characters: escaped, so that JSON on a terminal is harmless
 * and still says the same. */
static bool is_escaped(int32_t p)
{
    return p < 0x20 || (p >= 0x7f && p <= 0x9f) || (p >= 0x200b && p <= 0x200f) ||
           (p >= 0x2028 && p <= 0x202e) || (p >= 0x2060 && p <= 0x2069) || p == 0x061c ||
           p == 0xfeff;
}

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
        else if (is_escaped(point))
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

static void put_row(struct co_buf *out, const struct co_table *t, size_t row)
{
    co_buf_byte(out, '{');
    for (size_t c = 0; c < t->n_columns; c++) {
        co_buf_text(out, c ? "," : "");
        co_json_string(out, co_str_of(t->columns[c].name));
        co_buf_byte(out, ':');
        put_cell(out, &t->cells[row * t->n_columns + c], t->columns[c].kind);
    }
    co_buf_byte(out, '}');
}

static size_t rows_of(const struct co_table *t)
{
    return t->has_total && t->n_rows ? t->n_rows - 1 : t->n_rows;
}

void co_json_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    size_t n = rows_of(t);
    (void)view;
    co_buf_fmt(out, "{\"format\":%d,", CO_FORMAT_VERSION);
    co_json_string(out, co_str_of(t->name));
    co_buf_text(out, ":[");
    for (size_t i = 0; i < n; i++) {
        co_buf_text(out, i ? ",\n" : "\n");
        put_row(out, t, i);
    }
    co_buf_text(out, n ? "\n]" : "]");
    if (n < t->n_rows) {
        co_buf_text(out, ",\n\"total\":");
        put_row(out, t, n);
    }
    co_buf_text(out, "}\n");
}

void co_ndjson_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    (void)view;
    for (size_t i = 0; i < rows_of(t); i++) {
        put_row(out, t, i);
        co_buf_byte(out, '\n');
    }
}

void co_ndjson_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct co_table orders;
    if (co_sheet_table(s, &orders))
        co_ndjson_table(out, &orders, view);
    else
        out->failed = true;
    co_table_fini(&orders);
}
