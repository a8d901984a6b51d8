#include "crossoff/export.h"
#include <stdlib.h>
#include <string.h>

void co_export_fini(struct co_export *x)
{
    if (!x)
        return;
    free(x->rows.rows);
    free(x->rows.index);
    co_arena_fini(&x->arena);
    memset(x, 0, sizeof *x);
}

void co_cells_fini(struct co_cells *cells)
{
    co_buf_fini(&cells->buf);
    cells->n = 0;
}

size_t co_export_line(const struct co_export *x, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += x->bytes.at[i] == '\n' ||
                (x->bytes.at[i] == '\r' && (i + 1 == x->bytes.len || x->bytes.at[i + 1] != '\n'));
    return line;
}

static size_t count_quotes(const char *at, const char *end)
{
    size_t n = 0;
    while ((at = memchr(at, '"', (size_t)(end - at))) != NULL) {
        n++;
        at++;
    }
    return n;
}

const char *co_export_line_end(const char *at, const char *end)
{
    enum { NEAR = 256 }; /* where all line ends are CR, the nearest LF is the end of the text */
    for (; at < end; at += NEAR) {
        size_t n = end - at < NEAR ? (size_t)(end - at) : NEAR;
        const char *lf = memchr(at, '\n', n);
        const char *cr = memchr(at, '\r', lf ? (size_t)(lf - at) : n);
        if (cr || lf)
            return cr ? cr : lf;
        if (n < NEAR)
            break;
    }
    return end;
}

/* The offset behind a quoted cell that begins at `at`, or line.len + 1 when it does not end here.
 */
static size_t quoted_end(struct co_str line, size_t at)
{
    for (at++; at < line.len; at++) {
        if (line.at[at] != '"')
            continue;
        if (at + 1 < line.len && line.at[at + 1] == '"')
            at++; /* a doubled quote is one quote of the text */
        else
            return at + 1;
    }
    return line.len + 1;
}

enum co_quotes co_export_quotes(struct co_str line, char delimiter)
{
    enum co_quotes found = CO_QUOTES_CLOSED;
    if (!line.len || !memchr(line.at, '"', line.len))
        return CO_QUOTES_NONE;
    for (size_t at = 0; at < line.len; at++) { /* at the first byte of a cell */
        if (line.at[at] == '"') {
            at = quoted_end(line, at);
            if (at > line.len)
                return CO_QUOTES_OPEN;
            if (at < line.len && line.at[at] != delimiter)
                return CO_QUOTES_WRONG;
            continue;
        }
        for (; at < line.len && line.at[at] != delimiter; at++)
            if (line.at[at] == '"')
                found = CO_QUOTES_LITERAL;
    }
    return found;
}

struct co_str co_export_record(const struct co_export *x, size_t at)
{
    const char *start = x->bytes.at + at, *end = x->bytes.at + x->bytes.len;
    const char *from = start, *first = co_export_line_end(start, end);
    size_t quotes = 0;
    if (co_export_quotes((struct co_str){start, (size_t)(first - start)}, x->delimiter) <=
        CO_QUOTES_LITERAL)
        return (struct co_str){start, (size_t)(first - start)};
    for (;;) {
        const char *stop = co_export_line_end(from, end);
        quotes += count_quotes(from, stop);
        if (quotes % 2 == 0 || stop == end)
            return (struct co_str){start, (size_t)(stop - start)};
        from = stop + 1;
    }
}

struct co_str co_export_bytes(const struct co_export *x, size_t row)
{
    const struct co_row *r = &x->rows.rows[row];
    return (struct co_str){x->bytes.at + r->at, (size_t)r->len};
}

/* A list has a handful of status cells, over and over. */
static enum co_class status_of(const struct co_export *x, struct co_str cell, bool *is_known)
{
    struct co_statuses *s = x->statuses;
    size_t i = 0;
    if (!s || cell.len > sizeof s->at->text)
        return co_value_status(cell, x->status_words, is_known);
    while (i < s->n && (s->at[i].len != cell.len || memcmp(s->at[i].text, cell.at, cell.len) != 0))
        i++;
    if (i < s->n) {
        *is_known = s->at[i].is_known;
        return s->at[i].class;
    }
    enum co_class class = co_value_status(cell, x->status_words, is_known);
    if (s->n < sizeof s->at / sizeof *s->at && cell.len) {
        s->at[s->n].len = cell.len;
        s->at[s->n].class = class;
        s->at[s->n].is_known = *is_known;
        memcpy(s->at[s->n++].text, cell.at, cell.len);
    }
    return class;
}

static enum co_class class_of(const struct co_export *x, struct co_order *o)
{
    enum co_class class = status_of(x, o->text[CO_FIELD_STATUS], &o->is_status_known);
    if (!co_class_is_open(class))
        return class;
    bool has_order = o->quantity != CO_QUANTITY_NONE && o->quantity > 0;
    bool has_made = o->completed != CO_QUANTITY_NONE && o->completed > 0;
    if (has_order && has_made && o->completed >= o->quantity)
        return CO_CLASS_MADE;
    if (o->remaining != CO_QUANTITY_NONE && o->remaining <= 0 && (has_made || has_order))
        return CO_CLASS_MADE;
    return class;
}

static void mark(struct co_order *o, enum co_field field, enum co_value value)
{
    if (value == CO_VALUE_BAD)
        o->impossible |= UINT32_C(1) << field;
}

static int64_t quantity_of(const struct co_export *x, struct co_order *o, enum co_field field)
{
    int64_t out = CO_QUANTITY_NONE;
    int column = x->column_of[field];
    if (column >= 0)
        mark(o, field, co_value_quantity(o->text[field], x->columns[column].decimal, &out));
    return out;
}

static co_date date_of(const struct co_export *x, struct co_order *o, enum co_field field)
{
    co_date out = CO_DATE_NONE;
    int column = x->column_of[field];
    if (column >= 0)
        mark(o, field, co_value_date(o->text[field], x->columns[column].order, &out));
    return out;
}

static struct co_str text_of(const struct co_export *x, const struct co_cells *cells,
                             enum co_field field)
{
    int column = x->column_of[field];
    return column < 0 ? (struct co_str){0} : co_export_cell(cells->at[column]);
}

void co_export_texts(const struct co_export *x, const struct co_cells *cells, struct co_order *out)
{
    for (int f = 0; f < CO_FIELDS; f++)
        out->text[f] = text_of(x, cells, (enum co_field)f);
}

static void settle(const struct co_export *x, struct co_order *out)
{
    out->impossible = 0;
    out->quantity = quantity_of(x, out, CO_FIELD_QUANTITY);
    out->completed = quantity_of(x, out, CO_FIELD_QUANTITY_COMPLETED);
    out->remaining = quantity_of(x, out, CO_FIELD_QUANTITY_REMAINING);
    out->scrapped = quantity_of(x, out, CO_FIELD_QUANTITY_SCRAPPED);
    out->due = date_of(x, out, CO_FIELD_DUE_DATE);
    out->start = date_of(x, out, CO_FIELD_START_DATE);
    out->class = class_of(x, out);
}

void co_export_order(const struct co_export *x, const struct co_cells *cells, struct co_order *out)
{
    co_export_texts(x, cells, out);
    settle(x, out);
}

void co_export_values(const struct co_export *x, const struct co_cells *cells, struct co_order *out)
{
    static const enum co_field fields[] = {CO_FIELD_QUANTITY,
                                           CO_FIELD_QUANTITY_COMPLETED,
                                           CO_FIELD_QUANTITY_REMAINING,
                                           CO_FIELD_QUANTITY_SCRAPPED,
                                           CO_FIELD_DUE_DATE,
                                           CO_FIELD_START_DATE,
                                           CO_FIELD_STATUS};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        out->text[fields[i]] = text_of(x, cells, fields[i]);
    settle(x, out);
}
