#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/measure.h"
#include "check.h"
#include "lists.h"

static void order_numbers_of_one_range_have_one_shape(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"WO-1", "WO-99999", true},
        {"1001", "999", true},
        {"WO-1", "1", false},
        {"1001", "1.001E+03", false},
        {"4500-10", "4500/10", false},
        {"A1", "b2", true},
        {"123", "123456789012345", false},
        {"WO-17", "Flange, welded", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check_int(cases[i].a,
                  co_measure_shape(co_str_of(cases[i].a)) ==
                      co_measure_shape(co_str_of(cases[i].b)),
                  cases[i].same);
}

/* Measures the second list against the first. */
static void measure(const char *before, const char *now, struct co_measures *m)
{
    struct list a, b;
    struct co_recon recon;
    struct co_err err;
    list_must_load(&a, co_str_of(before), NULL);
    list_must_load(&b, co_str_of(now), NULL);
    check_status("subtracted", co_recon_subtract(&a.x, &b.x, NULL, 0, &recon, &err), CO_OK, &err);
    const struct co_measured lists = {&a.x, &b.x, &recon};
    co_measures_init(m);
    check_status("measured", co_measure_list(&lists, m, &err), CO_OK, &err);
    m->field = m->column = (struct co_str){0}; /* of a list that goes */
    co_recon_fini(&recon);
    list_fini(&a);
    list_fini(&b);
}

#define H "Work Order,Shop,Qty,Status\n"
#define FOUR H "W1,Saw,5,Open\nW2,Saw,5,Open\nW3,Mill,5,Open\nW4,Mill,5,Open\n"

static void what_the_rows_say_is_measured(void **state)
{
    static const struct {
        const char *what, *now;
        enum co_measure measure;
        int64_t value;
    } cases[] = {
        {"rows", FOUR, CO_MEASURE_ROWS, 4},
        {"orders before", FOUR, CO_MEASURE_BEFORE, 4},
        {"the same", FOUR, CO_MEASURE_COMPLETED_SHARE, 0},
        {"one gone", H "W1,Saw,5,Open\nW2,Saw,5,Open\nW3,Mill,5,Open\n", CO_MEASURE_COMPLETED_SHARE,
         250},
        {"one gone is many of four", H "W1,Saw,5,Open\nW2,Saw,5,Open\nW3,Mill,5,Open\n",
         CO_MEASURE_SHRUNK, 1},
        {"a key of another shape",
         H "W1,Saw,5,Open\nW2,Saw,5,Open\nW3,Mill,5,Open\n4,Mill,5,Open\n", CO_MEASURE_MISSHAPEN,
         250},
        {"cells that became empty", H "W1,,5,Open\nW2,,5,Open\nW3,Mill,5,Open\nW4,Mill,5,Open\n",
         CO_MEASURE_EMPTIER, 500},
        {"quantities ten times as large",
         H "W1,Saw,50,Open\nW2,Saw,50,Open\nW3,Mill,50,Open\nW4,Mill,50,Open\n",
         CO_MEASURE_QUANTITY_CHANGE, 9000},
        {"a lost column", "Work Order,Shop,Qty\nW1,Saw,5\nW2,Saw,5\n", CO_MEASURE_LOST_FIELDS, 1},
        {"no cap", FOUR, CO_MEASURE_AT_CAP, CO_MEASURE_NONE},
        {"a row twice", FOUR "W4,Mill,5,Open\n", CO_MEASURE_DUPLICATES, 200},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_measures m;
        measure(FOUR, cases[i].now, &m);
        check_int(cases[i].what, m.at[cases[i].measure], cases[i].value);
    }
}

static void the_content_does_not_hang_on_the_order_of_rows(void **state)
{
    struct co_measures a, b, c;
    (void)state;
    measure(FOUR, FOUR, &a);
    measure(FOUR, H "W4,Mill,5,Open\nW2,Saw,5,Open\nW3,Mill,5,Open\nW1,Saw,5,Open\n", &b);
    measure(FOUR, H "W1,Saw,5,Open\nW2,Saw,5,Open\nW3,Mill,5,Open\nW4,Mill,6,Open\n", &c);
    check_int("another order", b.at[CO_MEASURE_CONTENT], a.at[CO_MEASURE_CONTENT]);
    assert_true(c.at[CO_MEASURE_CONTENT] != a.at[CO_MEASURE_CONTENT]);
    assert_true(a.at[CO_MEASURE_CONTENT] >= 0);
}

static void a_list_that_stops_at_a_limit_is_seen(void **state)
{
    struct co_buf text = {0};
    struct co_measures m;
    (void)state;
    co_buf_text(&text, "Work Order\n");
    for (int i = 0; i < 999; i++) /* with the header 1,000 lines */
        co_buf_fmt(&text, "W%d\n", i);
    co_buf_byte(&text, '\0');
    measure("Work Order\nW1\nW2\n", text.at, &m);
    check_int("at a cap", m.at[CO_MEASURE_AT_CAP], 999);
    co_buf_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_numbers_of_one_range_have_one_shape),
        cmocka_unit_test(what_the_rows_say_is_measured),
        cmocka_unit_test(the_content_does_not_hang_on_the_order_of_rows),
        cmocka_unit_test(a_list_that_stops_at_a_limit_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
