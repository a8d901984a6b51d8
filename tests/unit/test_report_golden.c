#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "crossoff/report.h"
#include "sheets.h"
#include "trends.h"
#include "unzip.h"

/* Every sheet in every format, byte for byte. CROSSOFF_UPDATE_GOLDEN=1 writes what is now. */
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const struct {
    const char *file, *format;
    struct co_view view;
} outputs[] = {
    {"expected.term", "table", {.width = 80, .program = {"crossoff", 8}}},
    {"wide.term", "table", {.width = 140, .program = {"crossoff", 8}}},
    {"ascii.term", "table", {.width = 80, .is_ascii = true, .program = {"crossoff", 8}}},
    {"color.term", "table", {.width = 100, .is_colored = true, .program = {"crossoff", 8}}},
    {"expected.csv", "csv", {0}},
    {"expected.tsv", "tsv", {0}},
    {"expected.json", "json", {0}},
    {"expected.ndjson", "ndjson", {0}},
    {"expected.md", "markdown", {0}},
    {"excel-point.csv", "csv", {.excel = CO_EXCEL_POINT}},
    {"excel-comma.csv", "csv", {.excel = CO_EXCEL_COMMA}},
    {"expected.xlsx.xml", "xlsx", {0}},
    {"expected.html", "html", {0}},
};

static void read_all(const char *path, struct co_buf *out)
{
    char block[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        co_buf_put(out, block, n);
    assert_int_equal(fclose(file), 0);
}

static void write_all(const char *path, const struct co_buf *text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        fail_msg("cannot write %s", path);
    assert_int_equal(fwrite(text->at, 1, text->len, file), text->len);
    assert_int_equal(fclose(file), 0);
}

static void assert_same(const char *path, const struct co_buf *got, const struct co_buf *expected)
{
    size_t at = 0, line = 1, start = 0;
    if (co_str_eq(co_buf_view(got), co_buf_view(expected)))
        return;
    for (; at < got->len && at < expected->len && got->at[at] == expected->at[at]; at++)
        if (got->at[at] == '\n') {
            line++;
            start = at + 1;
        }
    fail_msg("%s:%zu differs\n  got      [%.*s]\n  expected [%.*s]", path, line,
             (int)strcspn(got->at + start, "\n"), got->at + start,
             (int)(expected->len > start ? strcspn(expected->at + start, "\n") : 0),
             expected->at ? expected->at + start : "");
}

/* A workbook is compared by what is in it: other versions of zlib compress to other bytes. */
static void unpack(struct co_buf *book)
{
    struct co_buf members = {0};
    assert_true(unzip_all(co_buf_view(book), &members));
    assert_true(co_buf_ok(&members));
    co_buf_fini(book);
    *book = members;
}

/* Compares what was written with the file, which it replaces when that was asked for. */
static void compare(const char *folder, const char *file, struct co_buf *got, bool is_update)
{
    struct co_buf path = {0}, expected = {0};
    co_buf_fmt(&path, "%s/golden/%s/%s", CO_TEST_DIR, folder, file);
    co_buf_byte(&path, '\0');
    assert_true(co_buf_ok(&path) && co_buf_ok(got));
    if (is_update)
        write_all(path.at, got);
    read_all(path.at, &expected);
    /* for strcspn */
    co_buf_byte(got, '\0');
    co_buf_byte(&expected, '\0');
    assert_same(path.at, got, &expected);
    co_buf_fini(&path);
    co_buf_fini(&expected);
}

static void check(const struct sheet_case *c, size_t output, bool is_update)
{
    struct co_buf got = {0};
    const struct co_format *f = co_format_named(co_str_of(outputs[output].format));
    f->sheet(&got, &c->sheet, &outputs[output].view);
    assert_true(co_buf_ok(&got));
    if (co_format_is_binary(f))
        unpack(&got);
    compare(c->name, outputs[output].file, &got, is_update);
    co_buf_fini(&got);
}

static bool wants_update(void)
{
    const char *update = getenv("CROSSOFF_UPDATE_GOLDEN");
    return update && strcmp(update, "1") == 0;
}

static void make_folder(const char *name)
{
    struct co_buf folder = {0};
    co_buf_fmt(&folder, "%s/golden/%s", CO_TEST_DIR, name);
    co_buf_byte(&folder, '\0');
    assert_true(co_buf_ok(&folder));
    (void)mkdir(folder.at, 0777);
    co_buf_fini(&folder);
}

static void sheets_look_as_before(void **state)
{
    size_t n;
    const struct sheet_case *cases = sheet_cases(&n);
    bool is_update = wants_update();
    (void)state;
    for (size_t i = 0; i < n; i++) {
        if (is_update)
            make_folder(cases[i].name);
        for (size_t k = 0; k < COUNT(outputs); k++)
            check(&cases[i], k, is_update);
    }
}

/* A format that draws no trend prints its table. */
static void draw(const struct co_format *f, const struct co_view *view, struct co_buf *out)
{
    struct co_table table = {0};
    if (f->trend) {
        f->trend(out, trend_example(), "feed machining, the last lists", view);
        return;
    }
    assert_true(co_trend_table(trend_example(), &table));
    table.title = "feed machining, the last lists";
    f->table(out, &table, view);
    co_table_fini(&table);
}

static void a_trend_looks_as_before(void **state)
{
    bool is_update = wants_update();
    (void)state;
    if (is_update)
        make_folder("trend");
    for (size_t k = 0; k < COUNT(outputs); k++) {
        struct co_buf got = {0};
        const struct co_format *f = co_format_named(co_str_of(outputs[k].format));
        draw(f, &outputs[k].view, &got);
        if (co_format_is_binary(f))
            unpack(&got);
        compare("trend", outputs[k].file, &got, is_update);
        co_buf_fini(&got);
    }
}

/* The pages of a published folder: a day with its trend, a shop of it, one that has nothing, and
 * what is above them. */
static void published_pages_look_as_before(void **state)
{
    static const char *const days[11] = {
        [9] = "machining/2026-11-19.html", [10] = "machining/2026-11-20.html"};
    static const struct co_index_link shops[] = {{{"Milling", 7}, "machining/shop-milling.html"},
                                                 {{"", 0}, "machining/shop-none.html"}};
    const struct co_index_feed feed = {trend_example(),        days,  "machining/today.html",
                                       "2026-11-20T06:30:00Z", shops, COUNT(shops)};
    const struct co_view view = {.home = "../index.html", .stamp = "0123456789abcdef"};
    struct co_sheet sheet = *sheet_named("five_shops"), shop;
    bool is_update = wants_update();
    struct co_buf out = {0};
    (void)state;
    if (is_update)
        make_folder("published");
    sheet.trend = trend_example();
    co_html_sheet(&out, &sheet, &view);
    compare("published", "day.html", &out, is_update);
    out.len = 0;
    co_sheet_of_shop(&sheet, CO_STR("Milling"), &shop);
    co_html_sheet(&out, &shop, &view);
    compare("published", "shop.html", &out, is_update);
    out.len = 0;
    co_sheet_of_shop(&sheet, CO_STR("Weld & Co"), &shop);
    co_html_sheet(&out, &shop, &view);
    compare("published", "shop-without-orders.html", &out, is_update);
    out.len = 0;
    co_html_index(&out, &feed, 1, "history.db", &(struct co_view){.width = 0});
    compare("published", "index.html", &out, is_update);
    out.len = 0;
    co_html_index(&out, NULL, 0, "history.db", &(struct co_view){.width = 0});
    compare("published", "empty.html", &out, is_update);
    co_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_look_as_before),
        cmocka_unit_test(a_trend_looks_as_before),
        cmocka_unit_test(published_pages_look_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
