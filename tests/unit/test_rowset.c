#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "check.h"
#include "lists.h"

static void set_fini(struct co_rowset *set)
{
    free(set->rows);
    free(set->index);
}

/* Keys are numbers here; `wanted` is compared with the key of a row, as split cells are. */
struct probe {
    const uint64_t *keys;
    uint64_t wanted;
    size_t compared;
};

static bool same(void *ctx, size_t row)
{
    struct probe *p = ctx;
    p->compared++;
    return p->keys[row] == p->wanted;
}

static bool never(void *ctx, size_t row)
{
    (void)ctx;
    (void)row;
    return false;
}

static void an_empty_set_has_nothing(void **state)
{
    struct co_rowset set = {0};
    (void)state;
    assert_true(co_rowset_find(&set, 0, never, NULL) == CO_NO_ROW);
    set_fini(&set);
}

/* A hash made of `keep` bits of the key, spread over all slots. */
static uint64_t hash_of(uint64_t key, unsigned keep)
{
    uint64_t bits = keep < 64 ? key & ((UINT64_C(1) << keep) - 1) : key;
    return bits * UINT64_C(0x9e3779b97f4a7c15);
}

/* `n` rows, 2^keep hashes: found again, and what is not there is not. */
static void fill_and_find(size_t n, unsigned keep, uint64_t seed)
{
    struct co_rowset set = {0};
    uint64_t *keys = malloc(n * sizeof *keys);
    struct probe p = {.keys = keys};
    assert_non_null(keys);
    for (size_t i = 0; i < n; i++) {
        keys[i] = list_random(&seed);
        struct co_row row = {.key_hash = hash_of(keys[i], keep),
                             .at = i & ((UINT64_C(1) << CO_AT_BITS) - 1),
                             .class = i & 3};
        assert_true(co_rowset_add(&set, row));
    }
    check_int("rows", (int64_t)set.n, (int64_t)n);
    check_int("a power of two", (int64_t)(set.slots & (set.slots - 1)), 0);
    check_int("never full", set.slots > set.n, 1);
    for (size_t i = 0; i < n; i++) {
        p.wanted = keys[i];
        check_int("found", (int64_t)co_rowset_find(&set, hash_of(keys[i], keep), same, &p),
                  (int64_t)i);
        check_int("file order", (int64_t)set.rows[i].at, (int64_t)i);
        check_int("class", set.rows[i].class, (int64_t)(i % 4));
    }
    for (size_t i = 0; i < n; i++) {
        p.wanted = list_random(&seed);
        if (co_rowset_find(&set, hash_of(p.wanted, keep), same, &p) != CO_NO_ROW)
            fail_msg("found what is not there");
    }
    free(keys);
    set_fini(&set);
}

static void a_hundred_thousand_rows_are_found(void **state)
{
    size_t n = 1;
    (void)state;
    fill_and_find(100000, 64, list_seed(1, &n));
}

static void colliding_hashes_only_propose(void **state)
{
    size_t n = 1;
    (void)state;
    fill_and_find(100000, 12, list_seed(2, &n));
    fill_and_find(1500, 0, list_seed(3, &n)); /* every hash the same */
}

static void equal_hashes_are_compared_equal_slots_are_not(void **state)
{
    struct co_rowset set = {0};
    const uint64_t keys[] = {1, 2, 3};
    struct probe p = {.keys = keys, .wanted = 2};
    (void)state;
    assert_true(co_rowset_add(&set, (struct co_row){.key_hash = 7}));
    assert_true(co_rowset_add(&set, (struct co_row){.key_hash = 7}));
    assert_true(co_rowset_add(&set, (struct co_row){.key_hash = 7 + (UINT64_C(1) << 32)}));
    check_int("second", (int64_t)co_rowset_find(&set, 7, same, &p), 1);
    check_int("compared", (int64_t)p.compared, 2);
    p = (struct probe){.keys = keys, .wanted = 1};
    assert_true(co_rowset_find(&set, 7 + (UINT64_C(1) << 32), same, &p) == CO_NO_ROW);
    check_int("only the equal hash", (int64_t)p.compared, 1);
    assert_true(co_rowset_find(&set, 8, same, &p) == CO_NO_ROW);
    check_int("nothing to compare", (int64_t)p.compared, 1);
    set_fini(&set);
}

static void the_first_of_equals_is_found(void **state)
{
    struct co_rowset set = {0};
    uint64_t keys[200];
    struct probe p = {.keys = keys, .wanted = 9};
    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        keys[i] = 9;
        assert_true(co_rowset_add(&set, (struct co_row){.key_hash = 1}));
        check_int("first", (int64_t)co_rowset_find(&set, 1, same, &p), 0);
    }
    set_fini(&set);
}

static void offsets_of_large_files_fit(void **state)
{
    struct co_rowset set = {0};
    (void)state;
    assert_true(co_rowset_add(
        &set,
        (struct co_row){.at = (UINT64_C(1) << CO_AT_BITS) - 1, .len = 1024 * 1024, .class = 3}));
    assert_true(set.rows[0].at == (UINT64_C(1) << CO_AT_BITS) - 1);
    check_int("length", (int64_t)set.rows[0].len, 1024 * 1024);
    check_int("class", set.rows[0].class, 3);
    set_fini(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_set_has_nothing),
        cmocka_unit_test(a_hundred_thousand_rows_are_found),
        cmocka_unit_test(colliding_hashes_only_propose),
        cmocka_unit_test(equal_hashes_are_compared_equal_slots_are_not),
        cmocka_unit_test(the_first_of_equals_is_found),
        cmocka_unit_test(offsets_of_large_files_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
