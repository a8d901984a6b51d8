#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "crossoff/trend.h"
#include "check.h"
#include "trends.h"

static struct co_trend_point with(int64_t past_due)
{
    return (struct co_trend_point){
        .is_there = true, .has_due_dates = true, .counts = {.past_due = past_due}};
}

static void a_list_is_red_when_more_orders_are_past_due(void **state)
{
    struct co_trend_point before = with(3), fewer = with(2), as_many = with(3), more = with(4);
    (void)state;
    check_int("fewer", co_trend_delivery(&before, &fewer), CO_DELIVERY_GREEN);
    check_int("as many", co_trend_delivery(&before, &as_many), CO_DELIVERY_GREEN);
    check_int("more", co_trend_delivery(&before, &more), CO_DELIVERY_RED);
}

static void without_something_to_compare_it_has_no_mark(void **state)
{
    struct co_trend_point before = with(0), now = with(9);
    (void)state;
    check_int("no list before", co_trend_delivery(NULL, &now), CO_DELIVERY_UNKNOWN);
    now.is_baseline = true;
    check_int("the first list", co_trend_delivery(&before, &now), CO_DELIVERY_UNKNOWN);
    now = with(9);
    now.has_due_dates = false;
    check_int("no due dates", co_trend_delivery(&before, &now), CO_DELIVERY_UNKNOWN);
    now = with(9);
    before.has_due_dates = false;
    check_int("none before", co_trend_delivery(&before, &now), CO_DELIVERY_UNKNOWN);
    before = with(0);
    before.is_there = false;
    check_int("new shop", co_trend_delivery(&before, &now), CO_DELIVERY_UNKNOWN);
    before = with(0);
    now.is_there = false;
    check_int("shop is gone", co_trend_delivery(&before, &now), CO_DELIVERY_UNKNOWN);
}

static void ages_fall_into_buckets_with_their_borders(void **state)
{
    static const struct {
        int32_t days;
        const char *words;
    } cases[] = {{0, "0-1"},    {1, "0-1"},    {2, "2-3"},      {3, "2-3"},
                 {4, "4-7"},    {7, "4-7"},    {8, "8-14"},     {14, "8-14"},
                 {15, "15-30"}, {30, "15-30"}, {31, "over 30"}, {INT32_MAX, "over 30"}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check_text("age", co_str_of(co_age_words(co_age_bucket(cases[i].days))), cases[i].words);
}

static struct co_cell *cell_of(struct co_table *t, size_t row, size_t column)
{
    return &t->cells[row * t->n_columns + column];
}

static void a_table_has_a_row_per_list_and_shop(void **state)
{
    struct co_table t;
    (void)state;
    assert_true(co_trend_table(trend_example(), &t));
    check_int("rows: 11 of all, 11 and 9 of the shops", (int64_t)t.n_rows, 31);
    check_text("level", cell_of(&t, 0, 0)->text, "feed");
    assert_true(cell_of(&t, 0, 1)->is_null);
    check_text("date", cell_of(&t, 0, 2)->text, "2026-11-06");
    assert_true(cell_of(&t, 0, 4)->is_null); /* nothing was subtracted from the first list */
    check_int("today", cell_of(&t, 0, 10)->number, 40);
    check_text("delivery", cell_of(&t, 2, 12)->text, "red");
    check_text("level", cell_of(&t, 11, 0)->text, "shop");
    check_text("first list of the second shop", cell_of(&t, 22, 2)->text, "2026-11-10");
    assert_true(cell_of(&t, 22, 1)->is_null);
    assert_true(cell_of(&t, 22, 12)->is_null);
    co_table_fini(&t);
}

static void a_shop_is_found_by_its_name(void **state)
{
    const struct co_trend *t = trend_example();
    (void)state;
    assert_ptr_equal(co_trend_shop(t, CO_STR("")), &t->shops[1]);
    assert_null(co_trend_shop(t, CO_STR("Fräsen")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_red_when_more_orders_are_past_due),
        cmocka_unit_test(without_something_to_compare_it_has_no_mark),
        cmocka_unit_test(ages_fall_into_buckets_with_their_borders),
        cmocka_unit_test(a_table_has_a_row_per_list_and_shop),
        cmocka_unit_test(a_shop_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
