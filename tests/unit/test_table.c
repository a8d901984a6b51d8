#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/table.h"
#include "check.h"

static const struct co_table_column columns[] = {
    {"day", CO_CELL_DATE},      {"shop", CO_CELL_TEXT}, {"orders", CO_CELL_INT},
    {"made", CO_CELL_QUANTITY}, {"late", CO_CELL_BOOL}, {"remark", CO_CELL_TEXT},
};
enum { DAY, SHOP, ORDERS, MADE, LATE, REMARK };

/* Two rows; `late` and, in the first row, `remark` have nothing in them. */
static void two_rows(struct co_table *t)
{
    co_table_init(t, "days", columns, COUNT(columns));
    t->title = "Two days";
    t->has_remarks = true;
    for (int i = 0; i < 2; i++) {
        struct co_cell *row = co_table_row(t);
        co_table_text(t, &row[DAY], CO_STR("2026-11-23"));
        co_table_text(t, &row[SHOP], i ? CO_STR("Milling") : CO_STR(""));
        co_table_number(&row[ORDERS], i);
        co_table_number(&row[MADE], 1500);
    }
    co_table_text(t, &t->cells[COUNT(columns) + REMARK], CO_STR("slow"));
}

static void a_new_table_is_empty(void **state)
{
    struct co_table t;
    (void)state;
    memset(&t, 0x5a, sizeof t);
    co_table_init(&t, "days", columns, COUNT(columns));
    check_text("name", co_str_of(t.name), "days");
    check_int("columns", (int64_t)t.n_columns, COUNT(columns));
    check_int("rows", (int64_t)t.n_rows, 0);
    assert_null(t.title);
    assert_false(t.has_total);
    assert_false(t.has_remarks);
    assert_true(co_table_ok(&t));
    co_table_fini(&t);
}

static void a_row_begins_with_nulls(void **state)
{
    struct co_table t;
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    struct co_cell *row = co_table_row(&t);
    assert_non_null(row);
    for (size_t i = 0; i < COUNT(columns); i++)
        assert_true(row[i].is_null);
    check_int("rows", (int64_t)t.n_rows, 1);
    co_table_fini(&t);
}

static void a_cell_keeps_what_was_put_in(void **state)
{
    struct co_table t;
    char name[] = "Turning";
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    struct co_cell *row = co_table_row(&t);
    co_table_text(&t, &row[SHOP], co_str_of(name));
    name[0] = 'B';
    co_table_number(&row[ORDERS], 0);
    co_table_number(&row[MADE], INT64_MIN);
    check_text("a copy of the text", row[SHOP].text, "Turning");
    assert_false(row[SHOP].is_null);
    assert_false(row[ORDERS].is_null);
    check_int("zero is a number", row[ORDERS].number, 0);
    check_int("the least number", row[MADE].number, INT64_MIN);
    assert_true(row[DAY].is_null);
    co_table_text(&t, &row[DAY], CO_STR(""));
    assert_false(row[DAY].is_null);
    check_int("an empty text is a text", (int64_t)row[DAY].text.len, 0);
    assert_true(co_table_ok(&t));
    co_table_fini(&t);
}

static void no_cell_is_passed_over(void **state)
{
    struct co_table t;
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    co_table_text(&t, NULL, CO_STR("lost"));
    co_table_number(NULL, 5);
    check_int("rows", (int64_t)t.n_rows, 0);
    assert_true(co_table_ok(&t));
    co_table_fini(&t);
}

static void a_table_grows(void **state)
{
    enum { ROWS = 5000 };
    struct co_table t;
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    for (int i = 0; i < ROWS; i++) {
        char text[16];
        struct co_cell *row = co_table_row(&t);
        assert_non_null(row);
        (void)snprintf(text, sizeof text, "row %d", i);
        co_table_text(&t, &row[SHOP], co_str_of(text));
        co_table_number(&row[ORDERS], i);
    }
    check_int("rows", (int64_t)t.n_rows, ROWS);
    for (int i = 0; i < ROWS; i++) {
        const struct co_cell *row = &t.cells[(size_t)i * COUNT(columns)];
        char text[16];
        (void)snprintf(text, sizeof text, "row %d", i);
        check_text("text of a row", row[SHOP].text, text);
        check_int("number of a row", row[ORDERS].number, i);
        assert_true(row[REMARK].is_null);
    }
    co_table_fini(&t);
}

static void a_table_without_memory_says_so(void **state)
{
    struct co_table t;
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    t.arena.failed = true;
    assert_null(co_table_row(&t));
    assert_false(co_table_ok(&t));
    check_int("no row", (int64_t)t.n_rows, 0);
    co_table_fini(&t);
}

static void fini_leaves_nothing(void **state)
{
    struct co_table t;
    (void)state;
    two_rows(&t);
    co_table_fini(&t);
    assert_null(t.cells);
    check_int("rows", (int64_t)t.n_rows, 0);
    co_table_fini(&t);
}

static const struct {
    const char *what;
    const char *names[7];
    const char *picked; /* columns, "," behind each */
    bool has_remarks;
} picks[] = {
    {"all, in their order",
     {"day", "shop", "orders", "made", "late", "remark"},
     "day,shop,orders,made,remark,",
     true},
    {"another order", {"made", "shop", "day"}, "made,shop,day,", false},
    {"an empty column is dropped", {"late", "day"}, "day,", false},
    {"only empty columns", {"late"}, "", false},
    {"a column that is half empty stays", {"remark"}, "remark,", true},
    {"a remark that is not last is none", {"remark", "day"}, "remark,day,", false},
    {"names that are no columns", {"customer", "day", "Shop"}, "day,", false},
    {"no names: what has anything", {NULL}, "day,shop,orders,made,remark,", true},
};

static void picked_columns_come_in_the_order_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(picks); i++) {
        struct co_table t, out;
        struct co_buf got = {0};
        size_t n = 0;
        while (n < COUNT(picks[i].names) && picks[i].names[n])
            n++;
        two_rows(&t);
        co_table_pick(&t, picks[i].names, n, &out);
        co_buf_text(&got, "");
        for (size_t c = 0; c < out.n_columns; c++)
            co_buf_fmt(&got, "%s,", out.columns[c].name);
        check_text(picks[i].what, co_buf_view(&got), picks[i].picked);
        check_int(picks[i].what, out.has_remarks, picks[i].has_remarks);
        check_text(picks[i].what, co_str_of(out.name), "days");
        check_text(picks[i].what, co_str_of(out.title), "Two days");
        check_int(picks[i].what, (int64_t)out.n_rows, out.n_columns ? 2 : 0);
        co_buf_fini(&got);
        co_table_fini(&out);
        co_table_fini(&t);
    }
}

static void picked_cells_are_those_of_their_column(void **state)
{
    static const char *const names[] = {"remark", "made", "shop", "orders"};
    struct co_table t, out;
    (void)state;
    two_rows(&t);
    t.has_total = true;
    co_table_pick(&t, names, COUNT(names), &out);
    assert_true(out.has_total);
    assert_true(co_table_ok(&out));
    check_int("kind", (int64_t)out.columns[1].kind, CO_CELL_QUANTITY);
    assert_true(out.cells[0].is_null);
    check_int("made", out.cells[1].number, 1500);
    check_text("shop without a name", out.cells[2].text, "");
    check_text("remark", out.cells[4].text, "slow");
    check_text("shop", out.cells[6].text, "Milling");
    check_int("orders", out.cells[7].number, 1);
    co_table_fini(&out);
    check_text("the texts are still the table's", t.cells[SHOP + COUNT(columns)].text, "Milling");
    co_table_fini(&t);
}

static void picking_from_no_rows_gives_none(void **state)
{
    static const char *const names[] = {"day", "shop"};
    struct co_table t, out;
    (void)state;
    co_table_init(&t, "days", columns, COUNT(columns));
    co_table_pick(&t, names, COUNT(names), &out);
    check_int("columns", (int64_t)out.n_columns, 0);
    check_int("rows", (int64_t)out.n_rows, 0);
    co_table_fini(&out);
    co_table_fini(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_table_is_empty),
        cmocka_unit_test(a_row_begins_with_nulls),
        cmocka_unit_test(a_cell_keeps_what_was_put_in),
        cmocka_unit_test(no_cell_is_passed_over),
        cmocka_unit_test(a_table_grows),
        cmocka_unit_test(a_table_without_memory_says_so),
        cmocka_unit_test(fini_leaves_nothing),
        cmocka_unit_test(picked_columns_come_in_the_order_asked_for),
        cmocka_unit_test(picked_cells_are_those_of_their_column),
        cmocka_unit_test(picking_from_no_rows_gives_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
