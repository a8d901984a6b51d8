#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "book.h"
#include "crossoff/report.h"
#include "sheets.h"
#include "unzip.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* The members of a table's workbook. */
static void unpacked(const struct co_table *t, struct co_notes *notes, struct co_buf *out)
{
    struct co_buf book = {0};
    struct co_view view = {.notes = notes};
    co_xlsx_table(&book, t, &view);
    assert_true(co_buf_ok(&book));
    assert_true(unzip_all(co_buf_view(&book), out));
    co_buf_byte(out, '\0');
    assert_true(co_buf_ok(out));
    co_buf_fini(&book);
}

static void assert_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("[%s] is not in\n%s", part, text);
}

static void assert_not_in(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("[%s] is in\n%s", part, text);
}

static const struct {
    const char *in, *out;
} escapes[] = {
    {"a & b < c > \"d\"", "a &amp; b &lt; c &gt; &quot;d&quot;"},
    {"\tline\n", "\tline\n"},
    {"\r", "_x000D_"},
    {"\033[2J", "_x001B_[2J"},
    {"_x0041_", "_x005F_x0041_"},
    {"_x00zz_ _x0041", "_x00zz_ _x0041"},
    {"\xef\xbf\xbe\xef\xbf\xbf", "_xFFFE__xFFFF_"},
    {"broken \xff", "broken \xef\xbf\xbd"},
    {"油圧 \xf0\x9f\x94\xa7", "油圧 \xf0\x9f\x94\xa7"},
};

static void text_is_escaped_for_xml(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(escapes); i++) {
        struct co_buf out = {0};
        co_book_escape(&out, co_str_of(escapes[i].in));
        co_buf_byte(&out, '\0');
        assert_string_equal(out.at, escapes[i].out);
        co_buf_fini(&out);
    }
}

static const struct {
    size_t column, row;
    const char *out;
} places[] = {{0, 1, "A1"},    {25, 2, "Z2"},    {26, 3, "AA3"},
              {701, 4, "ZZ4"}, {702, 5, "AAA5"}, {16383, 1048576, "XFD1048576"}};

static void cells_are_named_as_spreadsheets_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(places); i++) {
        struct co_buf out = {0};
        co_book_place(&out, places[i].column, places[i].row);
        co_buf_byte(&out, '\0');
        assert_string_equal(out.at, places[i].out);
        co_buf_fini(&out);
    }
}

/* Wishes in the order in which they are planned, and what they become. */
static const struct {
    const char *wish, *name;
} names[] = {
    {"Milling", "Milling"},
    {"MILLING", "MILLING (2)"},
    {"milling", "milling (3)"},
    {"History", "History (2)"},
    {"a[b]c:d*e?f/g\\h", "a-b-c-d-e-f-g-h"},
    {"'quoted'", "quoted"},
    {"it's", "it's"},
    {"\033[2J", "<U+001B>-2J"},
    {"123456789012345678901234567890123", "1234567890123456789012345678901"},
    {"123456789012345678901234567890124", "123456789012345678901234567 (2)"},
    {"123456789012345678901234567890'x", "123456789012345678901234567890"},
    {"1234567890123456789012345678\xf0\x9f\x94\xa7\xf0\x9f\x94\xa7",
     "1234567890123456789012345678\xf0\x9f\x94\xa7"},
    {"''", "(3)"},
};

static void sheets_have_names_that_are_allowed(void **state)
{
    struct co_buf out = {0};
    struct co_book b;
    const int wide[] = {10};
    (void)state;
    co_book_init(&b, &out);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct co_book_sheet s = {.name = co_str_of(names[i].wish), .columns = 1, .wide = wide};
        co_book_plan(&b, &s);
        struct co_str got = b.sheets[i].name;
        bool is_numbered = names[i].name[0] == '(' && got.len && got.at[0] == '(';
        if (!is_numbered && !co_str_eq(got, co_str_of(names[i].name)))
            fail_msg("'%s' became '%.*s', not '%s'", names[i].wish, CO_STR_ARG(got), names[i].name);
        assert_true(co_book_units(got) <= CO_BOOK_NAME);
    }
    co_book_end(&b);
    co_buf_fini(&out);
}

static const struct co_table_column columns[] = {
    {"code", CO_CELL_TEXT},     {"number", CO_CELL_INT}, {"pieces", CO_CELL_QUANTITY},
    {"due_date", CO_CELL_DATE}, {"late", CO_CELL_BOOL},
};

static struct co_cell *row(struct co_table *t)
{
    struct co_cell *cells = co_table_row(t);
    assert_non_null(cells);
    return cells;
}

static void values_keep_their_kind(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    co_table_init(&t, "orders", columns, COUNT(columns));
    struct co_cell *r = row(&t);
    co_table_text(&t, &r[0], CO_STR("=1+1"));
    co_table_number(&r[1], 42);
    co_table_number(&r[2], 2500);
    co_table_text(&t, &r[3], CO_STR("2026-11-20"));
    co_table_number(&r[4], 1);
    r = row(&t);
    co_table_text(&t, &r[0], CO_STR("0012"));
    co_table_number(&r[1], INT64_C(1234567890123456));
    co_table_number(&r[2], 3000);
    co_table_text(&t, &r[3], CO_STR("1900-02-28"));
    unpacked(&t, NULL, &out);
    assert_in(out.at,
              "<c r=\"A2\" s=\"2\" t=\"inlineStr\">\n<is>\n<t xml:space=\"preserve\">=1+1</t>");
    assert_in(out.at, "<c r=\"B2\" s=\"3\">\n<v>42</v>");
    assert_in(out.at, "<c r=\"C2\" s=\"4\">\n<v>2.5</v>");
    assert_in(out.at, "<c r=\"D2\" s=\"5\">\n<v>46346</v>");
    assert_in(out.at, "<c r=\"E2\" s=\"6\" t=\"b\">\n<v>1</v>");
    assert_in(out.at, ">0012</t>");
    assert_in(out.at, ">1234567890123456</t>"); /* a double would lose its last digit */
    assert_in(out.at, "<c r=\"C3\" s=\"3\">\n<v>3</v>");
    assert_in(out.at, ">1900-02-28</t>");
    assert_not_in(out.at, "r=\"E3\"");
    assert_not_in(out.at, "<f>");
    assert_in(out.at, "<autoFilter ref=\"A1:E3\"/>");
    co_buf_fini(&out);
    co_table_fini(&t);
}

/* A text of so many letters, whole or cut. */
static void check_long(size_t len, bool is_cut)
{
    struct co_table t;
    struct co_buf text = {0}, out = {0};
    struct co_notes notes = {0};
    co_buf_fill(&text, 'x', len);
    co_table_init(&t, "orders", columns, 1);
    co_table_text(&t, row(&t), co_buf_view(&text));
    unpacked(&t, &notes, &out);
    assert_int_equal(notes.n, is_cut);
    if (is_cut)
        assert_in(out.at, "x [cut: 32768 characters]</t>");
    else
        assert_not_in(out.at, "[cut");
    co_notes_fini(&notes);
    co_table_fini(&t);
    co_buf_fini(&text);
    co_buf_fini(&out);
}

static void what_is_too_long_is_cut_and_told(void **state)
{
    (void)state;
    check_long(CO_BOOK_TEXT, false);
    check_long(CO_BOOK_TEXT + 1, true);
}

static void too_many_rows_go_on_on_a_second_sheet(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    co_table_init(&t, "days", &columns[1], 1);
    for (size_t i = 0; i < CO_BOOK_ROWS + 5; i++)
        co_table_number(row(&t), (int64_t)i);
    unpacked(&t, NULL, &out);
    assert_in(out.at, "<sheet name=\"Days\" ");
    assert_in(out.at, "<sheet name=\"Days (2)\" ");
    assert_in(out.at, "<row r=\"1048576\">\n<c r=\"A1048576\" s=\"3\">\n<v>1048574</v>");
    assert_in(out.at, "<row r=\"2\">\n<c r=\"A2\" s=\"3\">\n<v>1048575</v>");
    assert_in(out.at, "<v>1048580</v>");
    assert_not_in(out.at, "<row r=\"1048577\">");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void the_same_day_is_the_same_bytes(void **state)
{
    struct co_buf a = {0}, b = {0};
    const struct co_sheet *s = sheet_named("five_shops");
    struct co_view narrow = {.width = 60, .is_ascii = true};
    (void)state;
    co_xlsx_sheet(&a, s, NULL);
    co_xlsx_sheet(&b, s, &narrow);
    assert_true(co_buf_ok(&a) && co_str_eq(co_buf_view(&a), co_buf_view(&b)));
    co_buf_fini(&a);
    co_buf_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped_for_xml),
        cmocka_unit_test(cells_are_named_as_spreadsheets_do),
        cmocka_unit_test(sheets_have_names_that_are_allowed),
        cmocka_unit_test(values_keep_their_kind),
        cmocka_unit_test(what_is_too_long_is_cut_and_told),
        cmocka_unit_test(too_many_rows_go_on_on_a_second_sheet),
        cmocka_unit_test(the_same_day_is_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
