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

static void check(const struct sheet_case *c, size_t output, bool is_update)
{
    struct co_buf path = {0}, got = {0}, expected = {0};
    co_buf_fmt(&path, "%s/golden/%s/%s", CO_TEST_DIR, c->name, outputs[output].file);
    co_buf_byte(&path, '\0');
    const struct co_format *f = co_format_named(co_str_of(outputs[output].format));
    f->sheet(&got, &c->sheet, &outputs[output].view);
    assert_true(co_buf_ok(&path) && co_buf_ok(&got));
    if (co_format_is_binary(f))
        unpack(&got);
    if (is_update)
        write_all(path.at, &got);
    read_all(path.at, &expected);
    /* for strcspn */
    co_buf_byte(&got, '\0');
    co_buf_byte(&expected, '\0');
    assert_same(path.at, &got, &expected);
    co_buf_fini(&path);
    co_buf_fini(&got);
    co_buf_fini(&expected);
}

static void sheets_look_as_before(void **state)
{
    size_t n;
    const struct sheet_case *cases = sheet_cases(&n);
    const char *update = getenv("CROSSOFF_UPDATE_GOLDEN");
    bool is_update = update && strcmp(update, "1") == 0;
    (void)state;
    for (size_t i = 0; i < n; i++) {
        if (is_update) {
            struct co_buf folder = {0};
            co_buf_fmt(&folder, "%s/golden/%s", CO_TEST_DIR, cases[i].name);
            (void)mkdir(folder.at, 0777);
            co_buf_fini(&folder);
        }
        for (size_t k = 0; k < COUNT(outputs); k++)
            check(&cases[i], k, is_update);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sheets_look_as_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
