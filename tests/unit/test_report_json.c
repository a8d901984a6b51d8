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

static void assert_holds(const struct co_buf *got, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= got->len; i++)
        if (memcmp(got->at + i, part, len) == 0)
            return;
    fail_msg("not found: [%s]\n  in [%.*s]", part, (int)got->len, got->at);
}

struct string_case {
    const char *what;
    struct co_str in;
    const char *out;
};

static const struct string_case strings[] = {
    {"plain", {"abc", 3}, "\"abc\""},
    {"nothing", {NULL, 0}, "\"\""},
    {"quote and backslash", {"a\"b\\c", 5}, "\"a\\\"b\\\\c\""},
    {"line ends and tab", {"\n\r\t", 3}, "\"\\n\\r\\t\""},
    {"NUL", {"a\0b", 3}, "\"a\\u0000b\""},
    {"escape", {"\033[2J", 4}, "\"\\u001b[2J\""},
    {"DEL", {"\x7f", 1}, "\"\\u007f\""},
    {"C1", {"\xc2\x9b", 2}, "\"\\u009b\""},
    {"bidi override", {"\xe2\x80\xae", 3}, "\"\\u202e\""},
    {"line separator", {"\xe2\x80\xa8", 3}, "\"\\u2028\""},
    {"BOM", {"\xef\xbb\xbf", 3}, "\"\\ufeff\""},
    {"umlaut", {"ü", 2}, "\"ü\""},
    {"CJK", {"油圧", 6}, "\"油圧\""},
    {"emoji", {"😀", 4}, "\"😀\""},
    {"lone byte",
     {"a\xff"
      "b",
      3},
     "\"a\xef\xbf\xbd"
     "b\""},
    {"cut character", {"\xe6\xb2", 2}, "\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"overlong slash", {"\xc0\xaf", 2}, "\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"surrogate", {"\xed\xa0\x80", 3}, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
    {"markup stays", {"</script>", 9}, "\"</script>\""},
};

static void strings_are_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(strings); i++) {
        struct co_buf out = {0};
        co_json_string(&out, strings[i].in);
        assert_text(strings[i].what, &out, strings[i].out);
        co_buf_fini(&out);
    }
}

static const struct co_table_column columns[] = {{"shop", CO_CELL_TEXT},
                                                 {"pieces", CO_CELL_QUANTITY},
                                                 {"date", CO_CELL_DATE},
                                                 {"orders", CO_CELL_INT},
                                                 {"late", CO_CELL_BOOL}};

static void fill(struct co_table *t)
{
    co_table_init(t, "days", columns, COUNT(columns));
    struct co_cell *row = co_table_row(t);
    co_table_text(t, &row[0], CO_STR("A \"1\""));
    co_table_number(&row[1], -1234500);
    co_table_text(t, &row[2], CO_STR("2026-11-20"));
    co_table_number(&row[3], INT64_C(9007199254740993));
    co_table_number(&row[4], 1);
    row = co_table_row(t);
    co_table_number(&row[1], CO_QUANTITY_NONE);
    co_table_number(&row[4], 0);
    row = co_table_row(t);
    co_table_number(&row[3], 7);
    assert_true(co_table_ok(t));
}

#define ROW_1                                                                          \
    "{\"shop\":\"A \\\"1\\\"\",\"pieces\":-1234.5,\"date\":\"2026-11-20\",\"orders\":" \
    "9007199254740993,\"late\":true}"
#define ROW_2 "{\"shop\":null,\"pieces\":null,\"date\":null,\"orders\":null,\"late\":false}"
#define ROW_3 "{\"shop\":null,\"pieces\":null,\"date\":null,\"orders\":7,\"late\":null}"
/* The first column of a total is a word, not a value. */
#define TOTAL_3 "{\"pieces\":null,\"date\":null,\"orders\":7,\"late\":null}"

static void table_is_typed(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill(&t);
    co_json_table(&out, &t, NULL);
    assert_text("all rows", &out,
                "{\"format\":1,\"days\":[\n" ROW_1 ",\n" ROW_2 ",\n" ROW_3 "\n]}\n");
    out.len = 0;
    t.has_total = true;
    co_json_table(&out, &t, NULL);
    assert_text("with total", &out,
                "{\"format\":1,\"days\":[\n" ROW_1 ",\n" ROW_2 "\n],\n\"total\":" TOTAL_3 "}\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void ndjson_leaves_the_total_out(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill(&t);
    t.has_total = true;
    co_ndjson_table(&out, &t, NULL);
    assert_text("two rows", &out, ROW_1 "\n" ROW_2 "\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void empty_table_is_an_empty_array(void **state)
{
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    t.has_total = true;
    co_json_table(&out, &t, NULL);
    assert_text("json", &out, "{\"format\":1,\"days\":[]}\n");
    out.len = 0;
    co_ndjson_table(&out, &t, NULL);
    assert_text("ndjson", &out, "");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void sheet_says_everything(void **state)
{
    static const char *const parts[] = {
        "{\"format\":1,\"feed\":\"machining\",\"date\":\"2026-11-20\",\"baseline\":false,\n",
        "\"yesterday\":{\"date\":\"2026-11-19\",\"file\":\"open-orders-2026-11-19.csv\","
        "\"rows_read\":51,\"rows_used\":51,\"finished\":0,\"duplicates\":0,\"dropped\":0,"
        "\"rejected\":0}",
        "\"counts\":{\"yesterday\":51,\"completed\":4,\"cancelled\":1,\"moved\":1,"
        "\"carried_over\":45,\"changed\":4,\"new\":3,\"reopened\":1,\"today\":49,\"past_due\":3,"
        "\"pieces_completed\":642,\"completed_by\":{\"status\":1,\"quantity\":1,\"absence\":2,"
        "\"told\":0,\"closed\":0},\"completed_short\":1,\"orders_completed\":4}",
        "{\"shop\":null,\"yesterday\":0",
        "\"from_other_shop\":1,\"to_other_shop\":0,\"orders\":[\n",
        "{\"verdict\":\"carried over\",\"evidence\":null,\"work_order\":\"MW-104190\","
        "\"suffix\":null,\"operation\":null,\"part\":\"0063044\",\"description\":\"Gehäuse, "
        "groß\",\"quantity\":12,\"quantity_completed\":0,\"progress\":null,\"due_date\":"
        "\"2026-11-27\",\"past_due\":false,\"first_seen\":\"2026-11-12\",\"days_carried\":9,"
        "\"working_days\":9,\"status\":null,\"retracted\":null,\"outcome\":null,\"to_feed\":null,"
        "\"order_completed\":null,\"changes\":[{\"field\":"
        "\"due_date\",\"before\":\"2026-11-20\",\"after\":\"2026-11-27\"}]}",
        "\"quantity\":2.5,",
        "\"retracted\":\"2026-11-16\"",
        "{\"field\":\"priority\",\"before\":null,\"after\":\"10\"}",
    };
    struct co_buf out = {0};
    (void)state;
    co_json_sheet(&out, sheet_named("five_shops"), NULL);
    for (size_t i = 0; i < COUNT(parts); i++)
        assert_holds(&out, parts[i]);
    co_buf_fini(&out);
}

static void baseline_has_no_yesterday(void **state)
{
    struct co_buf out = {0};
    (void)state;
    co_json_sheet(&out, sheet_named("baseline"), NULL);
    assert_holds(&out, "\"baseline\":true,\n\"yesterday\":null,\n\"today\":{");
    co_buf_fini(&out);
}

/* No byte that a terminal obeys or that is not UTF-8 is left in any sheet. */
static void sheets_are_clean(void **state)
{
    size_t n;
    const struct sheet_case *cases = sheet_cases(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct co_buf out = {0};
        co_json_sheet(&out, &cases[i].sheet, NULL);
        co_ndjson_sheet(&out, &cases[i].sheet, NULL);
        assert_true(co_buf_ok(&out));
        for (size_t k = 0; k < out.len; k++)
            assert_true((unsigned char)out.at[k] >= 0x20 || out.at[k] == '\n');
        co_buf_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(table_is_typed),
        cmocka_unit_test(ndjson_leaves_the_total_out),
        cmocka_unit_test(empty_table_is_an_empty_array),
        cmocka_unit_test(sheet_says_everything),
        cmocka_unit_test(baseline_has_no_yesterday),
        cmocka_unit_test(sheets_are_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
