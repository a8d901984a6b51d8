#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/report.h"
#include "sheets.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void assert_bytes(const char *what, const struct co_buf *got, const char *expected,
                         size_t len)
{
    assert_true(co_buf_ok(got));
    if (got->len != len || memcmp(got->at ? got->at : "", expected, len) != 0)
        fail_msg("%s:\n  got      [%.*s]\n  expected [%.*s]", what, (int)got->len, got->at,
                 (int)len, expected);
}

struct cell_case {
    const char *what;
    struct co_str in;
    char delimiter;
    const char *out;
};

static const struct cell_case cells[] = {
    {"plain text", {"Bracket", 7}, ',', "Bracket"},
    {"nothing", {NULL, 0}, ',', ""},
    {"leading zeros stay", {"000047", 6}, ',', "000047"},
    {"delimiter", {"a,b", 3}, ',', "\"a,b\""},
    {"the other delimiter", {"a,b", 3}, ';', "a,b"},
    {"quote doubled", {"3/4\" pipe", 9}, ',', "\"3/4\"\" pipe\""},
    {"only a quote", {"\"", 1}, ',', "\"\"\"\""},
    {"line end", {"a\r\nb", 4}, ',', "\"a\r\nb\""},
    {"umlaut", {"Gehäuse", 8}, ',', "Gehäuse"},
    {"formula", {"=1+1", 4}, ',', "\"'=1+1\""},
    {"plus formula", {"+cmd", 4}, ',', "\"'+cmd\""},
    {"minus formula", {"-1+1", 4}, ',', "\"'-1+1\""},
    {"at formula", {"@SUM(A1)", 8}, ',', "\"'@SUM(A1)\""},
    {"tab first", {"\tx", 2}, ',', "\"'\tx\""},
    {"CR first", {"\rx", 2}, ',', "\"'\rx\""},
    {"LF first", {"\nx", 2}, ',', "\"'\nx\""},
    {"full-width equals", {"＝1", 4}, ',', "\"'＝1\""},
    {"full-width plus", {"＋1", 4}, ',', "\"'＋1\""},
    {"full-width minus", {"－1", 4}, ',', "\"'－1\""},
    {"full-width at", {"＠x", 4}, ',', "\"'＠x\""},
    {"formula behind blanks", {"  =1", 4}, ',', "\"'  =1\""},
    {"formula behind quotes", {"\"'=1", 4}, ',', "\"'\"\"'=1\""},
    {"formula behind a BOM", {"\xef\xbb\xbf=1", 5}, ',', "\"'<U+FEFF>=1\""},
    {"formula behind zero width", {"\xe2\x80\x8b=1", 5}, ',', "\"'<U+200B>=1\""},
    {"formula behind U+00A0", {"\xc2\xa0=1", 4}, ',', "\"'\xc2\xa0=1\""},
    {"equals inside", {"a=1", 3}, ',', "a=1"},
    {"negative number", {"-5", 2}, ',', "-5"},
    {"positive number", {"+3.2", 4}, ',', "+3.2"},
    {"grouped number", {"-1,234.50", 9}, ',', "\"-1,234.50\""},
    {"number with something behind", {"-5|x", 4}, ',', "\"'-5|x\""},
    {"sign alone", {"-", 1}, ',', "\"'-\""},
    {"two marks", {"-1..2", 5}, ',', "\"'-1..2\""},
    {"mark at the end", {"-1.", 3}, ',', "\"'-1.\""},
    {"escape is shown", {"\033[2J", 4}, ',', "<U+001B>[2J"},
    {"C1 is shown",
     {"\xc2\x9b"
      "2J",
      4},
     ',',
     "<U+009B>2J"},
    {"broken UTF-8 is shown",
     {"a\xff"
      "b",
      3},
     ',',
     "a<FF>b"},
    {"NUL is shown", {"a\0b", 3}, ',', "\"a<U+0000>b\""},
    {"control inside quotes", {"a,\a\"", 4}, ',', "\"a,<U+0007>\"\"\""},
    {"TSV: tab", {"a\tb", 3}, '\t', "a\\tb"},
    {"TSV: line ends", {"a\r\nb", 4}, '\t', "a\\r\\nb"},
    {"TSV: backslash", {"a\\b", 3}, '\t', "a\\\\b"},
    {"TSV: quotes stay", {"3/4\"", 4}, '\t', "3/4\""},
    {"TSV: formula", {"=1", 2}, '\t', "'=1"},
    {"TSV: tab first", {"\t=1", 3}, '\t', "'\\t=1"},
};

static void cells_are_quoted_and_defused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct co_buf out = {0};
        co_csv_cell(&out, cells[i].in, cells[i].delimiter);
        assert_bytes(cells[i].what, &out, cells[i].out, strlen(cells[i].out));
        co_buf_fini(&out);
    }
}

static const struct co_table_column columns[] = {{"work_order", CO_CELL_TEXT},
                                                 {"quantity", CO_CELL_QUANTITY},
                                                 {"due_date", CO_CELL_DATE},
                                                 {"days", CO_CELL_INT},
                                                 {"past_due", CO_CELL_BOOL}};

static void fill(struct co_table *t)
{
    co_table_init(t, "orders", columns, COUNT(columns));
    struct co_cell *row = co_table_row(t);
    co_table_text(t, &row[0], CO_STR("A,1"));
    co_table_number(&row[1], 1500);
    co_table_text(t, &row[2], CO_STR("2026-11-20"));
    co_table_number(&row[3], -3);
    co_table_number(&row[4], 1);
    row = co_table_row(t);
    co_table_text(t, &row[0], CO_STR("B\t2"));
    co_table_number(&row[4], 0);
    (void)co_table_row(t);
    assert_true(co_table_ok(t));
}

static void csv_table_has_header_and_crlf(void **state)
{
    static const char expected[] = "work_order,quantity,due_date,days,past_due\r\n"
                                   "\"A,1\",1.5,2026-11-20,-3,1\r\n"
                                   "B\t2,,,,0\r\n"
                                   ",,,,\r\n";
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill(&t);
    co_csv_table(&out, &t, NULL);
    assert_bytes("csv table", &out, expected, strlen(expected));
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void tsv_table_has_header_and_lf(void **state)
{
    static const char expected[] = "work_order\tquantity\tdue_date\tdays\tpast_due\n"
                                   "A,1\t1.5\t2026-11-20\t-3\t1\n"
                                   "B\\t2\t\t\t\t0\n"
                                   "\t\t\t\t\n";
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill(&t);
    co_tsv_table(&out, &t, NULL);
    assert_bytes("tsv table", &out, expected, strlen(expected));
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void sheet_table_has_the_documented_columns(void **state)
{
    static const char *const names[] = {
        "date",     "feed",      "shop",     "verdict",     "evidence",        "work_order",
        "suffix",   "operation", "part",     "description", "quantity",        "quantity_completed",
        "progress", "due_date",  "past_due", "first_seen",  "days_carried",    "working_days",
        "status",   "retracted", "changes",  "outcome",     "order_completed", "to_feed"};
    struct co_table t;
    (void)state;
    assert_true(co_sheet_table(sheet_named("five_shops"), &t));
    assert_int_equal(t.n_columns, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(t.columns[i].name, names[i]);
    assert_int_equal(t.n_rows, 2 + 1 + 9 + 4 + 1);
    co_table_fini(&t);
}

struct format_case {
    const char *text;
    const char *name; /* NULL: none */
};

static void formats_are_found_by_name(void **state)
{
    static const struct format_case named[] = {
        {"table", "table"}, {"csv", "csv"}, {"CSV", "csv"},   {"ndjson", "ndjson"},    {"md", NULL},
        {"", NULL},         {"pdf", NULL},  {"HTML", "html"}, {"markdown", "markdown"}};
    (void)state;
    for (size_t i = 0; i < COUNT(named); i++) {
        const struct co_format *f = co_format_named(co_str_of(named[i].text));
        assert_string_equal(f ? f->name : "none", named[i].name ? named[i].name : "none");
    }
}

static void formats_are_found_by_ending(void **state)
{
    static const struct format_case files[] = {
        {"a.csv", "csv"},       {"a.html", "html"},     {"/x.d/list.JSON", "json"},
        {"a.b.md", "markdown"}, {"/x.csv/list", NULL},  {"csv", NULL},
        {"list.", NULL},        {"C:\\a.csv\\x", NULL}, {"", NULL},
        {".tsv", "tsv"}};
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        const struct co_format *f = co_format_of_file(co_str_of(files[i].text));
        assert_string_equal(f ? f->name : "none", files[i].name ? files[i].name : "none");
    }
}

static void every_format_has_its_name_in_the_list(void **state)
{
    size_t n;
    const char *const *names = co_format_names(&n);
    (void)state;
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(co_format_named(co_str_of(names[i]))->name, names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_and_defused),
        cmocka_unit_test(csv_table_has_header_and_crlf),
        cmocka_unit_test(tsv_table_has_header_and_lf),
        cmocka_unit_test(sheet_table_has_the_documented_columns),
        cmocka_unit_test(formats_are_found_by_name),
        cmocka_unit_test(formats_are_found_by_ending),
        cmocka_unit_test(every_format_has_its_name_in_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
