#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/report.h"
#include "sheets.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

struct text_case {
    const char *what;
    struct co_str in;
    const char *out;
};

static const struct text_case texts[] = {
    {"plain", {"Bracket 20/26", 13}, "Bracket 20/26"},
    {"nothing", {NULL, 0}, ""},
    {"an element", {"<script>", 8}, "&lt;script&gt;"},
    {"an entity", {"&lt;", 4}, "&amp;lt;"},
    {"the end of an attribute", {"\" x='", 5}, "&quot; x=&#39;"},
    {"line ends become blanks", {"a\r\nb\tc", 6}, "a  b c"},
    {"escape is shown", {"\033[1m", 4}, "&lt;U+001B&gt;[1m"},
    {"bidi is shown", {"\xe2\x80\xae", 3}, "&lt;U+202E&gt;"},
    {"zero width is shown", {"\xe2\x80\x8b", 3}, "&lt;U+200B&gt;"},
    {"C1 is shown", {"\xc2\x9b", 2}, "&lt;U+009B&gt;"},
    {"broken UTF-8 is shown", {"\xff", 1}, "&lt;FF&gt;"},
    {"NUL is shown", {"a\0b", 3}, "a&lt;U+0000&gt;b"},
    {"umlaut", {"groß", 5}, "groß"},
};

static void texts_are_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct co_buf out = {0};
        co_html_text(&out, texts[i].in);
        assert_true(co_buf_ok(&out));
        if (!co_str_eq(co_buf_view(&out), co_str_of(texts[i].out)))
            fail_msg("%s: [%.*s]", texts[i].what, (int)out.len, out.at);
        co_buf_fini(&out);
    }
}

/* The page, terminated. */
static const char *page_of(const struct co_sheet *s, struct co_buf *out)
{
    co_html_sheet(out, s, NULL);
    co_buf_byte(out, '\0');
    assert_true(co_buf_ok(out));
    return out->at;
}

static void assert_has(const char *page, const char *text)
{
    if (!strstr(page, text))
        fail_msg("the page lacks [%s]", text);
}

static void assert_lacks(const char *page, const char *text)
{
    const char *at = strstr(page, text);
    if (at)
        fail_msg("the page has [%.80s]", at);
}

static void page_loads_and_runs_nothing(void **state)
{
    static const char *const never[] = {"<script", "<img", "<link", "<iframe", "<b><",
                                        "href=",   "src=", "url(",  "<i> ",    "@import"};
    struct co_buf out = {0};
    const char *page = page_of(sheet_named("hostile"), &out);
    (void)state;
    for (size_t i = 0; i < COUNT(never); i++)
        assert_lacks(page, never[i]);
    for (size_t i = 0; i + 1 < out.len; i++)
        assert_true((unsigned char)page[i] >= ' ' || page[i] == '\n');
    assert_has(page, "default-src 'none'");
    co_buf_fini(&out);
}

static void what_a_shortened_list_leaves_out_is_said(void **state)
{
    struct co_buf out = {0};
    (void)state;
    assert_has(page_of(sheet_named("five_shops"), &out), "38 more carried over");
    co_buf_fini(&out);
}

static void first_list_has_nothing_to_cross_off(void **state)
{
    struct co_buf out = {0};
    const char *page = page_of(sheet_named("baseline"), &out);
    (void)state;
    assert_has(page, "<b>The first list</b>");
    assert_lacks(page, "completed</dt>");
    assert_lacks(page, "<s>");
    co_buf_fini(&out);
}

static void completed_is_struck_through_and_said(void **state)
{
    struct co_buf out = {0};
    const char *page = page_of(sheet_named("five_shops"), &out);
    (void)state;
    assert_has(page, "</span> completed</td>");
    assert_has(page, "<th scope=\"row\" role=\"rowheader\"><s>MW-104202</s></th>");
    assert_has(page, "<th scope=\"row\" role=\"rowheader\">MW-104210</th>");
    assert_has(page, "<h2>(no shop)</h2>");
    co_buf_fini(&out);
}

static const struct co_table_column columns[] = {
    {"work_order", CO_CELL_TEXT}, {"pieces", CO_CELL_QUANTITY}, {"past_due", CO_CELL_BOOL}};

static void total_of_a_table_is_its_foot(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    co_table_init(&t, "orders", columns, COUNT(columns));
    t.title = "a < b";
    t.has_total = true;
    struct co_cell *row = co_table_row(&t);
    assert_non_null(row);
    co_table_text(&t, &row[0], CO_STR("W&1"));
    co_table_number(&row[2], 1);
    row = co_table_row(&t);
    assert_non_null(row);
    co_table_number(&row[1], 2500);
    co_html_table(&out, &t, NULL);
    co_buf_byte(&out, '\0');
    assert_true(co_buf_ok(&out));
    assert_has(out.at, "<title>a &lt; b</title>");
    assert_has(out.at, "<caption>1 row</caption>");
    assert_has(out.at, "<tr><td>W&amp;1</td><td class=\"n\"></td><td>yes</td></tr>\n</tbody>");
    assert_has(out.at, "<tfoot>\n<tr><td></td><td class=\"n\">2.5</td><td></td></tr>\n</tfoot>");
    co_table_fini(&t);
    co_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(page_loads_and_runs_nothing),
        cmocka_unit_test(what_a_shortened_list_leaves_out_is_said),
        cmocka_unit_test(first_list_has_nothing_to_cross_off),
        cmocka_unit_test(completed_is_struck_through_and_said),
        cmocka_unit_test(total_of_a_table_is_its_foot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
