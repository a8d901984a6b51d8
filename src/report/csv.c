#include "crossoff/report.h"
#include <string.h>
#include "text.h"

/* What a spreadsheet skips before it looks for a formula: blanks, quotes, BOM, zero width. */
static bool is_skipped(int32_t p)
{
    return p == ' ' || p == '"' || p == '\'' || p == 0xa0 || p == 0xfeff || p == 0x3000 ||
           p == 0x2060 || (p >= 0x2000 && p <= 0x200f);
}

static bool starts_formula(int32_t p)
{
    static const char ascii[] = "=+-@\t\r\n";
    if (p > 0 && p < 0x80)
        return strchr(ascii, (int)p) != NULL;
    return p == 0xff1d || p == 0xff0b || p == 0xff0d || p == 0xff20;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "-5", "+3.2", "-1,234.50": a sign, then digits with single marks between them. */
static bool is_plain_number(struct co_str s)
{
    if (s.len < 2 || (s.at[0] != '-' && s.at[0] != '+') || !is_digit(s.at[s.len - 1]))
        return false;
    for (size_t i = 1; i < s.len; i++) {
        bool is_mark = s.at[i] == '.' || s.at[i] == ',';
        if (!is_digit(s.at[i]) && !(is_mark && is_digit(s.at[i - 1])))
            return false;
    }
    return true;
}

static bool is_formula(struct co_str s)
{
    int32_t point = 0;
    size_t len;
    for (size_t i = 0; i < s.len; i += len) {
        point = co_text_next((struct co_str){s.at + i, s.len - i}, &len);
        if (!is_skipped(point))
            return starts_formula(point) && !is_plain_number(s);
    }
    return false;
}

static void put_quoted(struct co_buf *out, struct co_str s, bool is_defused)
{
    size_t from = 0;
    co_buf_text(out, is_defused ? "\"'" : "\"");
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] == '"') {
            co_text_clean(out, (struct co_str){s.at + from, i - from});
            co_buf_text(out, "\"\"");
            from = i + 1;
        }
    if (s.len)
        co_text_clean(out, (struct co_str){s.at + from, s.len - from});
    co_buf_byte(out, '"');
}

static const char *tsv_escape(char c)
{
    switch (c) {
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    default:
        return c == '\\' ? "\\\\" : NULL;
    }
}

static void put_tsv(struct co_buf *out, struct co_str s, bool is_defused)
{
    size_t from = 0;
    if (is_defused)
        co_buf_byte(out, '\'');
    for (size_t i = 0; i < s.len; i++)
        if (tsv_escape(s.at[i])) {
            co_text_clean(out, (struct co_str){s.at + from, i - from});
            co_buf_text(out, tsv_escape(s.at[i]));
            from = i + 1;
        }
    if (s.len)
        co_text_clean(out, (struct co_str){s.at + from, s.len - from});
}

static bool needs_quotes(struct co_str s, char delimiter)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] == delimiter || strchr("\"\r\n", s.at[i]))
            return true;
    return false;
}

void co_csv_cell(struct co_buf *out, struct co_str s, char delimiter)
{
    bool is_defused = is_formula(s);
    if (delimiter == '\t')
        put_tsv(out, s, is_defused);
    else if (is_defused || needs_quotes(s, delimiter))
        put_quoted(out, s, is_defused);
    else
        co_text_clean(out, s);
}

/* How the cells of a file are separated. */
struct dialect {
    char delimiter;
    const char *line_end;
    char decimal;
};

static void put_number(struct co_buf *out, struct co_str text, char decimal)
{
    for (size_t i = 0; i < text.len; i++)
        co_buf_byte(out, text.at[i] == '.' ? decimal : text.at[i]);
}

static void put_value(struct co_buf *out, const struct co_cell *cell, enum co_cell_kind kind,
                      const struct dialect *d)
{
    char text[CO_QUANTITY_TEXT];
    if (!cell->is_null && (kind == CO_CELL_TEXT || kind == CO_CELL_DATE))
        co_csv_cell(out, cell->text, d->delimiter);
    else if (!cell->is_null && kind == CO_CELL_QUANTITY)
        put_number(out, co_str_of(co_value_quantity_text(cell->number, text)), d->decimal);
    else if (!cell->is_null && kind == CO_CELL_NUMBER)
        put_number(out, cell->text, d->decimal);
    else
        co_text_cell(out, cell, kind, false);
}

static void put_rows(struct co_buf *out, const struct co_table *t, const struct dialect *d)
{
    for (size_t i = 0; i < co_text_rows(t) * t->n_columns; i++) {
        size_t c = i % t->n_columns;
        if (c)
            co_buf_byte(out, d->delimiter);
        put_value(out, &t->cells[i], t->columns[c].kind, d);
        if (c + 1 == t->n_columns)
            co_buf_text(out, d->line_end);
    }
}

static void put_table(struct co_buf *out, const struct co_table *t, const struct dialect *d)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (c)
            co_buf_byte(out, d->delimiter);
        co_csv_cell(out, co_str_of(t->columns[c].name), d->delimiter);
    }
    co_buf_text(out, d->line_end);
    put_rows(out, t, d);
}

static const struct dialect tsv = {'\t', "\n", '.'};

/* Excel takes what its regional settings say: lists are separated by semicolons where the decimal
 * mark is a comma. Without a BOM it would take UTF-8 for Windows-1252. */
static struct dialect begin_csv(struct co_buf *out, const struct co_view *view)
{
    enum co_excel excel = view ? view->excel : CO_EXCEL_NO;
    if (excel != CO_EXCEL_NO)
        co_buf_text(out, "\xef\xbb\xbf");
    return excel == CO_EXCEL_COMMA ? (struct dialect){';', "\r\n", ','}
                                   : (struct dialect){',', "\r\n", '.'};
}

void co_csv_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct dialect d = begin_csv(out, view);
    put_table(out, t, &d);
}

void co_tsv_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    (void)view;
    put_table(out, t, &tsv);
}

static void put_sheet(struct co_buf *out, const struct co_sheet *s, const struct dialect *d)
{
    struct co_table orders;
    struct co_cursor at = {0, 0};
    bool is_more = co_sheet_part(s, &at, &orders);
    put_table(out, &orders, d);
    while (is_more) {
        out->failed = out->failed || !co_table_ok(&orders);
        co_table_fini(&orders);
        is_more = co_sheet_part(s, &at, &orders);
        put_rows(out, &orders, d);
    }
    out->failed = out->failed || !co_table_ok(&orders);
    co_table_fini(&orders);
}

void co_csv_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct dialect d = begin_csv(out, view);
    put_sheet(out, s, &d);
}

void co_tsv_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    (void)view;
    put_sheet(out, s, &tsv);
}
