#include "text.h"
#include <inttypes.h>
#include "crossoff/utf8.h"

static size_t length_of(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

int32_t co_text_next(struct co_str s, size_t *len)
{
    unsigned char lead = (unsigned char)s.at[0];
    size_t n = length_of(lead);
    *len = 1;
    if (n == 1)
        return lead;
    if (n > s.len || co_utf8_check((struct co_str){s.at, n}) != n)
        return -1;
    int32_t point = lead & (0xff >> (n + 1));
    for (size_t i = 1; i < n; i++)
        point = point << 6 | ((unsigned char)s.at[i] & 0x3f);
    *len = n;
    return point;
}

static bool is_obeyed(int32_t p)
{
    return p < 0 || (co_utf8_is_obeyed(p) && p != '\t' && p != '\r' && p != '\n');
}

void co_text_clean(struct co_buf *out, struct co_str s)
{
    size_t len;
    for (size_t i = 0; i < s.len; i += len) {
        struct co_str rest = {s.at + i, s.len - i};
        if (is_obeyed(co_text_next(rest, &len)))
            co_utf8_visible(out, (struct co_str){rest.at, len});
        else
            co_buf_put(out, rest.at, len);
    }
}

void co_text_cell(struct co_buf *out, const struct co_cell *cell, enum co_cell_kind kind,
                  bool words)
{
    char text[CO_QUANTITY_TEXT];
    if (cell->is_null)
        return;
    switch (kind) {
    case CO_CELL_TEXT:
    case CO_CELL_DATE:
    case CO_CELL_NUMBER:
        co_buf_str(out, cell->text);
        break;
    case CO_CELL_INT:
        co_buf_fmt(out, "%" PRId64, cell->number);
        break;
    case CO_CELL_QUANTITY:
        co_buf_text(out, co_value_quantity_text(cell->number, text));
        break;
    case CO_CELL_BOOL:
        co_buf_text(out, words ? (cell->number ? "yes" : "") : (cell->number ? "1" : "0"));
        break;
    }
}

bool co_text_is_number(enum co_cell_kind kind)
{
    return kind == CO_CELL_INT || kind == CO_CELL_QUANTITY || kind == CO_CELL_NUMBER;
}

void co_text_label(struct co_buf *out, const char *name)
{
    for (; *name; name++)
        co_buf_byte(out, *name == '_' ? ' ' : *name);
}

size_t co_text_rows(const struct co_table *t)
{
    return t->has_total && t->n_rows ? t->n_rows - 1 : t->n_rows;
}
