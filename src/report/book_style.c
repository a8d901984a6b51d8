#include "book.h"

/* The looks: number format, font, fill, border (places in the lists below). Format 49 is text: a
 * spreadsheet then leaves a cell alone that somebody edits, also "007" or "=1+1". */
enum { GENERAL = 0, TEXT = 49, INT = 3, QUANTITY = 164, DATE = 165 };
enum { REGULAR, BOLD, LARGE, STRUCK, RED };
enum { NO_FILL, DOTS /* both are fixed by the format */, GREY, GREEN, BLUE, VIOLET, AMBER };
enum { NO_LINE, BELOW, ABOVE };

static const struct {
    int format, font, fill, border;
} looks[] = {
    [CO_BOOK_PLAIN] = {GENERAL, REGULAR, NO_FILL, NO_LINE},
    [CO_BOOK_HEAD] = {TEXT, BOLD, GREY, BELOW},
    [CO_BOOK_CELL_TEXT] = {TEXT, REGULAR, NO_FILL, NO_LINE},
    [CO_BOOK_CELL_INT] = {INT, REGULAR, NO_FILL, NO_LINE},
    [CO_BOOK_CELL_QUANTITY] = {QUANTITY, REGULAR, NO_FILL, NO_LINE},
    [CO_BOOK_CELL_DATE] = {DATE, REGULAR, NO_FILL, NO_LINE},
    [CO_BOOK_CELL_BOOL] = {GENERAL, REGULAR, NO_FILL, NO_LINE},
    [CO_BOOK_TOTAL_TEXT] = {TEXT, BOLD, NO_FILL, ABOVE},
    [CO_BOOK_TOTAL_INT] = {INT, BOLD, NO_FILL, ABOVE},
    [CO_BOOK_TOTAL_QUANTITY] = {QUANTITY, BOLD, NO_FILL, ABOVE},
    [CO_BOOK_TITLE] = {TEXT, LARGE, NO_FILL, NO_LINE},
    [CO_BOOK_DONE] = {TEXT, STRUCK, GREEN, NO_LINE},
    [CO_BOOK_GONE] = {TEXT, STRUCK, GREY, NO_LINE},
    [CO_BOOK_CARRIED] = {TEXT, BOLD, AMBER, NO_LINE},
    [CO_BOOK_BACK] = {TEXT, BOLD, VIOLET, NO_LINE},
    [CO_BOOK_FRESH] = {TEXT, REGULAR, BLUE, NO_LINE},
    [CO_BOOK_LATE_DATE] = {DATE, RED, NO_FILL, NO_LINE},
};

static const char *const fonts[] = {
    [REGULAR] = "", [BOLD] = "<b/>", [LARGE] = "<b/>", [STRUCK] = "<strike/>", [RED] = "<b/>",
};
static const char *const fills[] = {
    [GREY] = "FFE7E6E6",   [GREEN] = "FFD5EFE3", [BLUE] = "FFDCEBF7",
    [VIOLET] = "FFEADCF4", [AMBER] = "FFFFE9C7",
};
static const char *const borders[] = {
    [NO_LINE] = "<top/><bottom/>",
    [BELOW] = "<top/><bottom style=\"thin\"/>",
    [ABOVE] = "<top style=\"thin\"/><bottom/>",
};

enum {
    FONTS = sizeof fonts / sizeof fonts[0],
    FILLS = sizeof fills / sizeof fills[0],
    BORDERS = sizeof borders / sizeof borders[0],
};

static void put_fonts(struct co_buf *out)
{
    co_buf_fmt(out, "<fonts count=\"%d\">", (int)FONTS);
    for (int i = 0; i < (int)FONTS; i++)
        co_buf_fmt(out,
                   "<font>%s<sz val=\"%d\"/><color %s/><name val=\"Calibri\"/>"
                   "<family val=\"2\"/></font>",
                   fonts[i], i == LARGE ? 14 : 11, i == RED ? "rgb=\"FFB00020\"" : "theme=\"1\"");
    co_buf_text(out, "</fonts>");
}

static void put_fills(struct co_buf *out)
{
    co_buf_fmt(out,
               "<fills count=\"%d\"><fill><patternFill patternType=\"none\"/></fill>"
               "<fill><patternFill patternType=\"gray125\"/></fill>",
               (int)FILLS);
    for (int i = GREY; i < (int)FILLS; i++)
        co_buf_fmt(out,
                   "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"%s\"/>"
                   "<bgColor indexed=\"64\"/></patternFill></fill>",
                   fills[i]);
    co_buf_text(out, "</fills>");
}

static void put_borders(struct co_buf *out)
{
    co_buf_fmt(out, "<borders count=\"%d\">", (int)BORDERS);
    for (int i = 0; i < (int)BORDERS; i++)
        co_buf_fmt(out, "<border><left/><right/>%s<diagonal/></border>", borders[i]);
    co_buf_text(out, "</borders>");
}

static void put_looks(struct co_buf *out)
{
    co_buf_text(out, "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
                     "borderId=\"0\"/></cellStyleXfs>");
    co_buf_fmt(out, "<cellXfs count=\"%d\">", CO_BOOK_STYLES);
    for (int i = 0; i < CO_BOOK_STYLES; i++)
        co_buf_fmt(out,
                   "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"%d\" borderId=\"%d\" xfId=\"0\" "
                   "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"/>",
                   looks[i].format, looks[i].font, looks[i].fill, looks[i].border);
    co_buf_text(out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                     "builtinId=\"0\"/></cellStyles>");
}

void co_book_styles(struct co_buf *out)
{
    co_buf_text(out, "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
                     "main\">");
    co_buf_fmt(out,
               "<numFmts count=\"2\"><numFmt numFmtId=\"%d\" formatCode=\"#,##0.0##\"/>"
               "<numFmt numFmtId=\"%d\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>",
               QUANTITY, DATE);
    put_fonts(out);
    put_fills(out);
    put_borders(out);
    put_looks(out);
    co_buf_text(out, "</styleSheet>");
}
