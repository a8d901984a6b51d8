#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "crossoff/idmap.h"
#include "check.h"

static void what_was_put_is_found_and_nothing_else(void **state)
{
    enum { N = 5000 };
    struct co_idmap m = {0};
    (void)state;
    check_int("of an empty map", co_idmap_get(&m, 1), 0);
    for (int64_t i = 0; i < N; i++)
        co_idmap_put(&m, i * 3 - N, (uint32_t)i + 1);
    for (int64_t i = 0; i < N; i++) {
        check_int("put", co_idmap_get(&m, i * 3 - N), i + 1);
        check_int("beside it", co_idmap_get(&m, i * 3 - N + 1), 0);
    }
    check_int("how many", (int64_t)m.n, N);
    co_idmap_fini(&m);
}

static void the_last_value_of_an_id_counts(void **state)
{
    static const int64_t ids[] = {0, -1, INT64_MIN, INT64_MAX, INT64_C(1) << 32, 7};
    struct co_idmap m = {0};
    (void)state;
    for (uint32_t round = 1; round <= 3; round++)
        for (size_t i = 0; i < COUNT(ids); i++)
            co_idmap_put(&m, ids[i], round * 10 + (uint32_t)i);
    for (size_t i = 0; i < COUNT(ids); i++)
        check_int("the last one", co_idmap_get(&m, ids[i]), 30 + (int64_t)i);
    check_int("how many", (int64_t)m.n, COUNT(ids));
    co_idmap_fini(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_and_nothing_else),
        cmocka_unit_test(the_last_value_of_an_id_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
