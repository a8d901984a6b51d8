#include "book.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "text.h"

enum { PART_MOST = 65536 };

void co_book_place(struct co_buf *out, size_t column, size_t row)
{
    char letters[8];
    size_t n = 0;
    for (size_t c = column + 1; c; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n)
        co_buf_byte(out, letters[--n]);
    co_buf_fmt(out, "%zu", row);
}

static size_t units_of(int32_t point)
{
    return point > 0xffff ? 2 : 1;
}

size_t co_book_units(struct co_str s)
{
    size_t units = 0, len;
    for (size_t i = 0; i < s.len; i += len)
        units += units_of(co_text_next((struct co_str){s.at + i, s.len - i}, &len));
    return units;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* "_x0041_" in the data: a spreadsheet would read the character of that number. */
static bool looks_escaped(struct co_str s)
{
    if (s.len < 7 || s.at[0] != '_' || s.at[1] != 'x' || s.at[6] != '_')
        return false;
    return is_hex(s.at[2]) && is_hex(s.at[3]) && is_hex(s.at[4]) && is_hex(s.at[5]);
}

static const char *entity(int32_t point)
{
    switch (point) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* XML 1.0 has no such character, or its readers would change it (CR). */
static bool is_outside_xml(int32_t p)
{
    return (p < 0x20 && p != '\t' && p != '\n') || p == 0xfffe || p == 0xffff;
}

void co_book_escape(struct co_buf *out, struct co_str s)
{
    size_t len;
    for (size_t i = 0; i < s.len; i += len) {
        struct co_str rest = {s.at + i, s.len - i};
        int32_t point = co_text_next(rest, &len);
        if (entity(point))
            co_buf_text(out, entity(point));
        else if (point < 0)
            co_buf_text(out, "\xef\xbf\xbd");
        else if (is_outside_xml(point))
            co_buf_fmt(out, "_x%04X_", (unsigned)point);
        else if (looks_escaped(rest))
            co_buf_text(out, "_x005F_");
        else
            co_buf_put(out, rest.at, len);
    }
}

static void flush(struct co_book *b, size_t most)
{
    if (b->part.len < most)
        return;
    co_zip_put(&b->zip, co_buf_view(&b->part));
    b->part.len = 0;
}

static void end_row(struct co_book *b)
{
    if (b->row)
        co_buf_text(&b->part, "</row>\n");
    flush(b, PART_MOST);
}

void co_book_row(struct co_book *b)
{
    end_row(b);
    b->column = 0;
    co_buf_fmt(&b->part, "<row r=\"%zu\">", ++b->row);
}

void co_book_skip(struct co_book *b)
{
    b->column++;
}

static void begin_cell(struct co_book *b, enum co_book_style style, const char *type)
{
    co_buf_text(&b->part, "<c r=\"");
    co_book_place(&b->part, b->column++, b->row);
    co_buf_fmt(&b->part, "\" s=\"%d\"%s>", (int)style, type);
}

/* The bytes of s that hold at most so many units. */
static size_t fitting(struct co_str s, size_t units)
{
    size_t i = 0, len, used = 0;
    while (i < s.len) {
        used += units_of(co_text_next((struct co_str){s.at + i, s.len - i}, &len));
        if (used > units)
            break;
        i += len;
    }
    return i;
}

/* A text that is longer than a cell: its beginning, and how much there was. */
static void cut(struct co_book *b, struct co_buf *text)
{
    size_t units = text->len > CO_BOOK_TEXT ? co_book_units(co_buf_view(text)) : 0;
    if (units <= CO_BOOK_TEXT)
        return;
    char remark[64];
    int len = snprintf(remark, sizeof remark, " [cut: %zu characters]", units);
    text->len = fitting(co_buf_view(text), CO_BOOK_TEXT - (size_t)len);
    co_buf_text(text, remark);
    b->n_cut++;
}

void co_book_text(struct co_book *b, enum co_book_style style, struct co_str text)
{
    b->clean.len = 0;
    co_text_clean(&b->clean, text);
    cut(b, &b->clean);
    begin_cell(b, style, " t=\"inlineStr\"");
    co_buf_text(&b->part, "<is><t xml:space=\"preserve\">");
    co_book_escape(&b->part, co_buf_view(&b->clean));
    co_buf_text(&b->part, "</t></is></c>");
}

static size_t digits_of(const char *number)
{
    size_t n = 0;
    for (; *number; number++)
        n += *number >= '0' && *number <= '9';
    return n;
}

static void put_number(struct co_book *b, enum co_book_style style, const char *number)
{
    if (digits_of(number) > CO_BOOK_DIGITS) {
        co_book_text(b, CO_BOOK_CELL_TEXT, co_str_of(number));
        return;
    }
    begin_cell(b, style, "");
    co_buf_fmt(&b->part, "<v>%s</v></c>", number);
}

void co_book_number(struct co_book *b, enum co_book_style style, struct co_str text)
{
    char number[64];
    if (text.len >= sizeof number) {
        co_book_text(b, CO_BOOK_CELL_TEXT, text);
        return;
    }
    memcpy(number, text.at, text.len);
    number[text.len] = '\0';
    put_number(b, style, number);
}

/* Whole pieces are shown without a decimal mark. */
void co_book_quantity(struct co_book *b, enum co_book_style style, int64_t thousandths)
{
    char text[CO_QUANTITY_TEXT];
    if (thousandths % 1000 == 0 && style == CO_BOOK_CELL_QUANTITY)
        style = CO_BOOK_CELL_INT;
    if (thousandths % 1000 == 0 && style == CO_BOOK_TOTAL_QUANTITY)
        style = CO_BOOK_TOTAL_INT;
    put_number(b, style, co_value_quantity_text(thousandths, text));
}

void co_book_int(struct co_book *b, enum co_book_style style, int64_t number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%" PRId64, number);
    put_number(b, style, text);
}

void co_book_date(struct co_book *b, enum co_book_style style, co_date date)
{
    char text[CO_DATE_TEXT];
    if (date < co_date_of(1900, 3, 1)) {
        co_book_text(b, CO_BOOK_CELL_TEXT, co_str_of(co_date_text(date, text)));
        return;
    }
    begin_cell(b, style, "");
    co_buf_fmt(&b->part, "<v>%" PRId32 "</v></c>", date - co_date_of(1899, 12, 30));
}

void co_book_bool(struct co_book *b, enum co_book_style style, bool value)
{
    begin_cell(b, style, " t=\"b\"");
    co_buf_fmt(&b->part, "<v>%d</v></c>", value);
}

static void put_view(struct co_book *b, const struct co_book_sheet *s)
{
    size_t frozen = s->above + 1;
    co_buf_fmt(&b->part, "<sheetViews><sheetView workbookViewId=\"0\"%s>",
               b->at ? "" : " tabSelected=\"1\"");
    if (frozen <= CO_BOOK_FROZEN_MOST) {
        co_buf_fmt(&b->part, "<pane ySplit=\"%zu\" topLeftCell=\"", frozen);
        co_book_place(&b->part, 0, frozen + 1);
        co_buf_text(&b->part, "\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                              "<selection pane=\"bottomLeft\"/>");
    }
    co_buf_text(&b->part, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
}

void co_book_sheet_begin(struct co_book *b)
{
    const struct co_book_sheet *s = &b->sheets[b->at];
    char name[48];
    (void)snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", b->at + 1);
    co_zip_begin(&b->zip, co_arena_text(&b->arena, co_str_of(name)));
    b->row = 0;
    co_buf_text(&b->part, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                          "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/"
                          "2006/main\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    put_view(b, s);
    co_buf_text(&b->part, "<cols>");
    for (size_t c = 0; c < s->columns; c++)
        co_buf_fmt(&b->part, "<col min=\"%zu\" max=\"%zu\" width=\"%d\" customWidth=\"1\"/>", c + 1,
                   c + 1, s->wide[c]);
    co_buf_text(&b->part, "</cols><sheetData>\n");
}

static void put_range(struct co_book *b, const char *tag, const struct co_book_sheet *s)
{
    co_buf_fmt(&b->part, "<%s=\"", tag);
    co_book_place(&b->part, 0, s->above + 1);
    co_buf_byte(&b->part, ':');
    co_book_place(&b->part, s->columns - 1, s->above + 1 + s->rows);
    co_buf_byte(&b->part, '"');
}

/* Landscape A4, as wide as the paper; the foot has the sheet and the page, nothing out of a list.
 */
void co_book_sheet_end(struct co_book *b)
{
    const struct co_book_sheet *s = &b->sheets[b->at++];
    end_row(b);
    co_buf_text(&b->part, "</sheetData>");
    put_range(b, "autoFilter ref", s);
    co_buf_text(&b->part,
                "/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
                "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
                "orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>"
                "&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter><ignoredErrors>");
    put_range(b, "ignoredError sqref", s);
    co_buf_text(&b->part, " numberStoredAsText=\"1\"/></ignoredErrors></worksheet>");
    flush(b, 1);
    co_zip_end(&b->zip);
}
