#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/report.h"
#include "sheets.h"
#include "trends.h"

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
    assert_has(page, "<th scope=\"row\" role=\"rowheader\" class=\"w\"><s>MW-104202</s></th>");
    assert_has(page, "<th scope=\"row\" role=\"rowheader\" class=\"w\">MW-104210</th>");
    assert_has(page, "<h2>(no shop)<span class=\"paper\">");
    co_buf_fini(&out);
}

static size_t count_of(const char *page, const char *text)
{
    size_t n = 0;
    for (const char *at = page; (at = strstr(at, text)); at++)
        n++;
    return n;
}

/* Sheets of paper are handed to different people. */
static void every_sheet_of_paper_says_what_it_is_of(void **state)
{
    struct co_buf out = {0};
    const struct co_sheet *s = sheet_named("five_shops");
    const char *page = page_of(s, &out);
    (void)state;
    assert_int_equal(count_of(page, "<thead"), s->n_shops);
    assert_int_equal(count_of(page, "<thead role=\"rowgroup\">\n<tr role=\"row\" class=\"paper\">"),
                     s->n_shops);
    assert_has(page, "<h2>Milling<span class=\"paper\">, machining, Fri 20 Nov 2026</span></h2>");
    assert_has(page, "colspan=\"8\">Milling, machining, Fri 20 Nov 2026</th></tr>");
    assert_lacks(page, "size:A4");
    co_buf_fini(&out);
}

/* Behind the orders they could be alone on a sheet. */
static void pictures_of_a_shop_stand_before_its_orders(void **state)
{
    struct co_buf out = {0};
    struct co_sheet sheet = *sheet_named("five_shops");
    struct co_sheet_shop shops[] = {sheet.shops[0], sheet.shops[1]};
    (void)state;
    sheet.trend = trend_example();
    sheet.shops = shops;
    sheet.n_shops = COUNT(shops);
    shops[1].name = sheet.trend->shops[0].shop;
    const char *shop = strstr(page_of(&sheet, &out), "<h2>Fr");
    assert_non_null(shop);
    const char *pictures = strstr(shop, "<div class=\"pictures\">");
    assert_non_null(pictures);
    assert_true(pictures < strstr(shop, "<table"));
    co_buf_fini(&out);
}

/* Ten lists fit a telephone: eleven are two pieces, which are pushed aside, each with labels and
 * the line of what is carried over that goes on in the other. */
static void a_long_trend_is_pushed_aside(void **state)
{
    struct co_buf out = {0};
    (void)state;
    co_html_trend(&out, trend_example(), "Lists", NULL);
    co_buf_byte(&out, '\0');
    assert_true(co_buf_ok(&out));
    assert_int_equal(count_of(out.at, "<figcaption>The last 11 lists"), 3);
    assert_int_equal(count_of(out.at, "<div class=\"list newest\" role=\"group\" tabindex=\"0\" "
                                      "aria-label=\"List by list\">"),
                     3);
    assert_int_equal(count_of(out.at, "<svg class=\"board\" role=\"img\" width=\"210\""), 6);
    assert_int_equal(count_of(out.at, "class=\"lab\">Past due</text>"), 6);
    assert_int_equal(count_of(out.at, ">Mon</text>"), 6);
    assert_has(out.at, " 227,"); /* of the first piece, on its way to the second */
    assert_has(out.at, "points=\"-18,");
    assert_has(out.at, ".strip .board{max-width:none}");
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
    assert_has(out.at, "colspan=\"3\">a &lt; b</th></tr>");
    assert_has(out.at, "<tr role=\"row\"><td role=\"cell\" data-label=\"work order\" class=\"w\">"
                       "W&amp;1</td><td role=\"cell\"></td>"
                       "<td role=\"cell\" data-label=\"past due\" class=\"w\">yes</td></tr>\n"
                       "</tbody>");
    assert_has(out.at, "<tfoot role=\"rowgroup\">\n<tr role=\"row\"><td role=\"cell\"></td>"
                       "<td role=\"cell\" data-label=\"pieces\" class=\"n\">2.5</td>"
                       "<td role=\"cell\"></td></tr>\n</tfoot>");
    co_table_fini(&t);
    co_buf_fini(&out);
}

/* A table of one row, its cells one text; terminated. */
static const char *table_of(size_t n_columns, struct co_str text, struct co_buf *out)
{
    struct co_table_column many[70];
    struct co_table t;
    assert_true(n_columns <= COUNT(many));
    for (size_t c = 0; c < n_columns; c++)
        many[c] = (struct co_table_column){"x", CO_CELL_TEXT};
    co_table_init(&t, "orders", many, n_columns);
    struct co_cell *row = n_columns ? co_table_row(&t) : NULL;
    for (size_t c = 0; c < n_columns; c++)
        co_table_text(&t, &row[c], text);
    co_html_table(out, &t, NULL);
    co_buf_byte(out, '\0');
    assert_true(co_buf_ok(out));
    co_table_fini(&t);
    return out->at;
}

static const struct {
    const char *what;
    size_t columns;
    struct co_str text;
    const char *has;
} tables[] = {
    {"what fits paper is a table there", 16, {"12345678", 8}, "class=\"plain\""},
    {"what does not becomes blocks", 17, {"12345678", 8}, "class=\"plain wide\""},
    {"a text needs room for a word", 17, {"Pump housing", 12}, "class=\"plain\""},
    {"long words are broken", 6, {"0123456789012345678901234567890", 31}, "class=\"plain\""},
    {"a code is one piece", 1, {"00205-15", 8}, "class=\"w\">00205-15<"},
    {"words are wrapped", 1, {"Pump 00205-15", 13}, "data-label=\"x\">Pump"},
    {"the longest code", 1, {"012345678901234567890123", 24}, "class=\"w\">0"},
    {"a longer one", 1, {"0123456789012345678901234", 25}, "class=\"long\">0"},
    {"a longer one among words", 1, {"a 0123456789012345678901234 b", 29}, "class=\"long\">a"},
    {"nothing to show", 0, {"", 0}, "<p>(none)</p>"},
};

static void nothing_of_a_table_is_cut_off(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++) {
        struct co_buf out = {0};
        const char *page = table_of(tables[i].columns, tables[i].text, &out);
        if (!strstr(page, tables[i].has))
            fail_msg("%s: no [%s]", tables[i].what, tables[i].has);
        co_buf_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(page_loads_and_runs_nothing),
        cmocka_unit_test(what_a_shortened_list_leaves_out_is_said),
        cmocka_unit_test(first_list_has_nothing_to_cross_off),
        cmocka_unit_test(completed_is_struck_through_and_said),
        cmocka_unit_test(every_sheet_of_paper_says_what_it_is_of),
        cmocka_unit_test(pictures_of_a_shop_stand_before_its_orders),
        cmocka_unit_test(a_long_trend_is_pushed_aside),
        cmocka_unit_test(total_of_a_table_is_its_foot),
        cmocka_unit_test(nothing_of_a_table_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
