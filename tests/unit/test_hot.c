#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "crossoff/hot.h"
#include "check.h"

enum { DAY = 20000 };

static void priorities_are_numbers_or_words(void **state)
{
    static const char *const ordered[] = {"hot", " 1 ", "2", "High", "10", "", "Low"};
    (void)state;
    for (size_t i = 1; i < COUNT(ordered); i++)
        assert_true(co_hot_priority(co_str_of(ordered[i - 1])) <
                    co_hot_priority(co_str_of(ordered[i])));
    check_int("a word that nobody knows", co_hot_priority(CO_STR("blue")),
              co_hot_priority(CO_STR("")));
    assert_true(co_hot_priority(CO_STR("999999")) < co_hot_priority(CO_STR("")));
    check_int("too long for a number", co_hot_priority(CO_STR("99999999999999999999")),
              co_hot_priority(CO_STR("")));
}

/* Each is hotter than the next, for one reason. */
static void the_order_is_late_priority_untouched_due_key(void **state)
{
    static const struct co_heat ordered[] = {
        {DAY - 9, {"5", 1}, 0, {"a", 1}}, /* most days late */
        {DAY - 2, {"1", 1}, 0, {"b", 1}}, /* then by priority */
        {DAY - 2, {"3", 1}, 7, {"d", 1}}, /* then untouched */
        {DAY - 2, {"3", 1}, 6, {"c", 1}},
        {DAY, {"1", 1}, 3, {"e", 1}},          /* due today is not late */
        {DAY + 5, {"1", 1}, 3, {"e", 1}},      /* due later */
        {CO_DATE_NONE, {"1", 1}, 3, {"c", 1}}, /* no date, last of all */
        {CO_DATE_NONE, {"1", 1}, 3, {"d", 1}}, /* then by key */
        {CO_DATE_NONE, {"2", 1}, 3, {"a", 1}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ordered); i++)
        for (size_t k = 0; k < COUNT(ordered); k++) {
            int order = co_hot_compare(&ordered[i], &ordered[k], DAY);
            assert_int_equal(order < 0, i < k);
            assert_int_equal(order > 0, i > k);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(priorities_are_numbers_or_words),
        cmocka_unit_test(the_order_is_late_priority_untouched_due_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
