#include "book.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml"

void co_book_init(struct co_book *b, struct co_buf *out)
{
    *b = (struct co_book){.at = 0};
    co_zip_init(&b->zip, out);
}

/* --- names of sheets ------------------------------------------------------------------------- */

/* Without what is not allowed in it; no apostrophe at its ends. */
static void clean_name(struct co_buf *out, struct co_str wish)
{
    struct co_buf visible = {0};
    co_utf8_visible(&visible, wish);
    for (size_t i = 0; i < visible.len; i++) {
        bool is_no_character = i + 2 < visible.len && visible.at[i] == '\xef' &&
                               visible.at[i + 1] == '\xbf' && (visible.at[i + 2] & 0xfe) == 0xbe;
        if (is_no_character) /* U+FFFE, U+FFFF */
            memcpy(visible.at + i, "---", 3);
        else if (visible.at[i] && strchr("[]:*?/\\", visible.at[i]))
            visible.at[i] = '-';
    }
    struct co_str name = co_str_trim(co_buf_view(&visible));
    for (; name.len && name.at[0] == '\''; name.len--)
        name.at++;
    while (name.len && name.at[name.len - 1] == '\'')
        name.len--;
    co_buf_str(out, name);
    out->failed = out->failed || !co_buf_ok(&visible);
    co_buf_fini(&visible);
}

/* At most so many units, nor an apostrophe at the end. */
static void shorten(struct co_buf *name, size_t units)
{
    while (co_book_units(co_buf_view(name)) > units ||
           (name->len && name->at[name->len - 1] == '\''))
        do
            name->len--;
        while (name->len && ((unsigned char)name->at[name->len] & 0xc0) == 0x80);
}

/* Names are compared without case; "History" is what spreadsheets keep for themselves. */
static bool is_taken(const struct co_book *b, struct co_str name)
{
    struct co_buf wanted = {0}, other = {0};
    co_utf8_fold(&wanted, name, false);
    bool found = co_str_eq(co_buf_view(&wanted), CO_STR("history"));
    for (size_t i = 0; i < b->n && !found; i++) {
        other.len = 0;
        co_utf8_fold(&other, b->sheets[i].name, false);
        found = co_str_eq(co_buf_view(&wanted), co_buf_view(&other));
    }
    co_buf_fini(&wanted);
    co_buf_fini(&other);
    return found;
}

static struct co_str choose_name(struct co_book *b, struct co_str wish)
{
    struct co_buf clean = {0}, name = {0};
    char number[24] = "";
    clean_name(&clean, wish);
    for (size_t i = 2; i < b->n + 4; i++) {
        name.len = 0;
        co_buf_str(&name, co_buf_view(&clean));
        shorten(&name, CO_BOOK_NAME - strlen(number));
        co_buf_text(&name, number);
        if (name.len && !is_taken(b, co_buf_view(&name)))
            break;
        (void)snprintf(number, sizeof number, "%s(%zu)", name.len ? " " : "", i);
    }
    struct co_str chosen = co_arena_dup(&b->arena, co_buf_view(&name));
    b->part.failed = b->part.failed || !co_buf_ok(&clean) || !co_buf_ok(&name);
    co_buf_fini(&clean);
    co_buf_fini(&name);
    return chosen;
}

void co_book_plan(struct co_book *b, const struct co_book_sheet *sheet)
{
    void *block = b->sheets;
    if (!co_grow(&block, &b->cap, b->n + 1, sizeof *sheet)) {
        b->zip.out->failed = true;
        return;
    }
    b->sheets = block;
    struct co_str name = choose_name(b, sheet->name);
    b->sheets[b->n] = *sheet;
    b->sheets[b->n++].name = name;
}

/* --- parts ----------------------------------------------------------------------------------- */

static void put_part(struct co_book *b, const char *name)
{
    co_zip_begin(&b->zip, name);
    co_zip_put(&b->zip, CO_STR(XML));
    co_zip_put(&b->zip, co_buf_view(&b->part));
    co_zip_end(&b->zip);
    b->part.len = 0;
}

static void put_types(struct co_book *b)
{
    co_buf_text(&b->part,
                "<Types xmlns=\"" PACKAGE "/content-types\"><Default Extension=\"rels\" "
                "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE ".sheet.main+xml\"/>"
                "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE ".styles+xml\"/>"
                "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
                "vnd.openxmlformats-package.core-properties+xml\"/>");
    for (size_t i = 0; i < b->n; i++)
        co_buf_fmt(&b->part,
                   "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" TYPE
                   ".worksheet+xml\"/>",
                   i + 1);
    co_buf_text(&b->part, "</Types>");
    put_part(b, "[Content_Types].xml");
}

static void put_package(struct co_book *b, struct co_str title, co_date created)
{
    char day[CO_DATE_TEXT];
    co_buf_text(&b->part,
                "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" "
                "Type=\"" RELATIONS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                "<Relationship Id=\"rId2\" Type=\"" PACKAGE "/relationships/metadata/"
                "core-properties\" Target=\"docProps/core.xml\"/></Relationships>");
    put_part(b, "_rels/.rels");
    co_buf_text(&b->part, "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\" "
                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                          "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                          "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    co_book_escape(&b->part, title);
    co_buf_text(&b->part, "</dc:title><dc:creator>crossoff</dc:creator>");
    if (created != CO_DATE_NONE)
        co_buf_fmt(&b->part,
                   "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%sT00:00:00Z"
                   "</dcterms:created>",
                   co_date_text(created, day));
    co_buf_text(&b->part, "</cp:coreProperties>");
    put_part(b, "docProps/core.xml");
}

/* 'It''s'!$A$1 */
static void put_reference(struct co_book *b, const struct co_book_sheet *s)
{
    size_t from = 0;
    co_buf_byte(&b->part, '\'');
    for (size_t i = 0; i < s->name.len; i++)
        if (s->name.at[i] == '\'') {
            co_book_escape(&b->part, (struct co_str){s->name.at + from, i - from});
            co_buf_text(&b->part, "''");
            from = i + 1;
        }
    co_book_escape(&b->part, (struct co_str){s->name.at + from, s->name.len - from});
    co_buf_text(&b->part, "'!");
}

static void put_corner(struct co_book *b, size_t column, size_t row)
{
    struct co_buf place = {0};
    co_book_place(&place, column, row);
    size_t letters = 0;
    while (letters < place.len && place.at[letters] >= 'A')
        letters++;
    co_buf_fmt(&b->part, "$%.*s$%zu", (int)letters, place.at ? place.at : "", row);
    b->part.failed = b->part.failed || !co_buf_ok(&place);
    co_buf_fini(&place);
}

/* The filter, and the header as the row that every printed page repeats. */
static void put_names(struct co_book *b, size_t i)
{
    const struct co_book_sheet *s = &b->sheets[i];
    co_buf_fmt(&b->part,
               "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">", i);
    put_reference(b, s);
    put_corner(b, 0, s->above + 1);
    co_buf_byte(&b->part, ':');
    put_corner(b, s->columns - 1, s->above + 1 + s->rows);
    co_buf_fmt(&b->part,
               "</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">", i);
    put_reference(b, s);
    co_buf_fmt(&b->part, "$%zu:$%zu</definedName>", s->above + 1, s->above + 1);
}

static void put_workbook(struct co_book *b)
{
    co_buf_text(&b->part, "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\">"
                          "<bookViews><workbookView/></bookViews><sheets>");
    for (size_t i = 0; i < b->n; i++) {
        co_buf_text(&b->part, "<sheet name=\"");
        co_book_escape(&b->part, b->sheets[i].name);
        co_buf_fmt(&b->part, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    co_buf_text(&b->part, "</sheets><definedNames>");
    for (size_t i = 0; i < b->n; i++)
        put_names(b, i);
    co_buf_text(&b->part, "</definedNames></workbook>");
    put_part(b, "xl/workbook.xml");
}

static void put_relations(struct co_book *b)
{
    co_buf_text(&b->part, "<Relationships xmlns=\"" PACKAGE "/relationships\">");
    for (size_t i = 1; i <= b->n; i++)
        co_buf_fmt(&b->part,
                   "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS
                   "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                   i, i);
    co_buf_fmt(&b->part,
               "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS
               "/styles\" Target=\"styles.xml\"/></Relationships>",
               b->n + 1);
    put_part(b, "xl/_rels/workbook.xml.rels");
}

void co_book_begin(struct co_book *b, struct co_str title, co_date created)
{
    put_types(b);
    put_package(b, title, created);
    put_workbook(b);
    put_relations(b);
    co_book_styles(&b->part);
    put_part(b, "xl/styles.xml");
}

void co_book_end(struct co_book *b)
{
    struct co_buf *out = b->zip.out;
    co_zip_fini(&b->zip);
    out->failed = out->failed || !co_buf_ok(&b->part) || !co_buf_ok(&b->clean) || b->arena.failed;
    co_buf_fini(&b->part);
    co_buf_fini(&b->clean);
    co_arena_fini(&b->arena);
    free(b->sheets);
}
