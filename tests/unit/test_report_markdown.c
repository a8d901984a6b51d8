#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/report.h"
#include "sheets.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void assert_text(const char *what, const struct co_buf *got, const char *expected)
{
    assert_true(co_buf_ok(got));
    if (!co_str_eq(co_buf_view(got), co_str_of(expected)))
        fail_msg("%s:\n  got      [%.*s]\n  expected [%s]", what, (int)got->len, got->at, expected);
}

struct cell_case {
    const char *what;
    struct co_str in;
    const char *out;
};

static const struct cell_case cells[] = {
    {"plain", {"Bracket 20/26", 13}, "Bracket 20/26"},
    {"nothing", {NULL, 0}, ""},
    {"pipe", {"a|b", 3}, "a\\|b"},
    {"backslash", {"a\\b", 3}, "a\\\\b"},
    {"line ends become blanks", {"a\r\nb\tc", 6}, "a  b c"},
    {"markup", {"<b>&amp;", 8}, "&lt;b&gt;&amp;amp;"},
    {"emphasis", {"*a* _b_ ~c~", 11}, "\\*a\\* \\_b\\_ \\~c\\~"},
    {"code", {"`x`", 3}, "\\`x\\`"},
    {"link", {"[a](b)", 6}, "\\[a\\](b)"},
    {"escape is shown", {"\033[1m", 4}, "&lt;U+001B&gt;\\[1m"},
    {"bidi is shown", {"\xe2\x80\xae", 3}, "&lt;U+202E&gt;"},
    {"broken UTF-8 is shown", {"\xff", 1}, "&lt;FF&gt;"},
    {"NUL is shown", {"a\0b", 3}, "a&lt;U+0000&gt;b"},
    {"umlaut", {"groß", 5}, "groß"},
};

static void cells_are_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct co_buf out = {0};
        co_markdown_cell(&out, cells[i].in);
        assert_text(cells[i].what, &out, cells[i].out);
        co_buf_fini(&out);
    }
}

static const struct co_table_column columns[] = {
    {"work_order", CO_CELL_TEXT}, {"pieces", CO_CELL_QUANTITY}, {"past_due", CO_CELL_BOOL}};

static void table_is_a_pipe_table(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    co_table_init(&t, "orders", columns, COUNT(columns));
    t.title = "Late | today";
    t.has_total = true;
    struct co_cell *row = co_table_row(&t);
    co_table_text(&t, &row[0], CO_STR("A|1"));
    co_table_number(&row[1], 2500);
    co_table_number(&row[2], 1);
    row = co_table_row(&t);
    co_table_number(&row[1], 2500);
    co_markdown_table(&out, &t, NULL);
    assert_text("pipe table", &out,
                "### Late \\| today\n\n"
                "| work order | pieces | past due |\n"
                "| --- | ---: | --- |\n"
                "| A\\|1 | 2.5 | yes |\n"
                "|  | **2.5** |  |\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void sheet_leaves_empty_columns_out(void **state)
{
    struct co_buf out = {0};
    (void)state;
    co_markdown_sheet(&out, sheet_named("one_order"), NULL);
    assert_text("one order", &out,
                "### default, Fri 20 Nov 2026\n\n"
                "0 completed, 1 carried over.\n\n"
                "| shop | verdict | work order | part | description | quantity |"
                " quantity completed | due date | first seen | days carried | working days |\n"
                "| --- | --- | --- | --- | --- | ---: | ---: | --- | --- | ---: | ---: |\n"
                "| Welding | carried over | 4711 | P-1 | Bracket | 1 | 1 | 2026-11-21 |"
                " 2026-11-19 | 2 | 2 |\n");
    co_buf_fini(&out);
}

/* A cell with a line end would break the table in two. */
static void hostile_sheet_keeps_its_rows(void **state)
{
    struct co_buf out = {0};
    size_t lines = 0;
    (void)state;
    co_markdown_sheet(&out, sheet_named("hostile"), NULL);
    for (size_t i = 0; i < out.len; i++)
        lines += out.at[i] == '\n';
    assert_int_equal(lines, 4 + 4 + 2 + 3);
    co_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_escaped),
        cmocka_unit_test(table_is_a_pipe_table),
        cmocka_unit_test(sheet_leaves_empty_columns_out),
        cmocka_unit_test(hostile_sheet_keeps_its_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
