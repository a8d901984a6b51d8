#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/mem.h"
#include "check.h"

static void growth_doubles(void **state)
{
    static const struct {
        size_t need, cap;
    } steps[] = {{1, 16}, {16, 16}, {17, 32}, {33, 64}, {1000, 1024}, {5, 1024}};
    void *block = NULL;
    size_t cap = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(steps); i++) {
        assert_true(co_grow(&block, &cap, steps[i].need, 8));
        check_int("capacity", (int64_t)cap, (int64_t)steps[i].cap);
        memset(block, 0x5a, cap * 8);
    }
    free(block);
}

static void growth_keeps_what_was_there(void **state)
{
    void *block = NULL;
    size_t cap = 0;
    (void)state;
    assert_true(co_grow(&block, &cap, 3, 1));
    memcpy(block, "abc", 3);
    assert_true(co_grow(&block, &cap, 100000, 1));
    assert_memory_equal(block, "abc", 3);
    free(block);
}

static void growth_refuses_overflow(void **state)
{
    static const struct {
        const char *what;
        size_t need, size;
    } cases[] = {
        {"no doubling reaches it", SIZE_MAX, 1},
        {"just above the last power of two", SIZE_MAX / 2 + 2, 1},
        {"the product overflows", SIZE_MAX / 8, 16},
        {"the doubled product overflows", SIZE_MAX / 16 + 1, 16},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char here;
        void *block = &here;
        size_t cap = 16;
        check_int(cases[i].what, co_grow(&block, &cap, cases[i].need, cases[i].size), 0);
        assert_ptr_equal(block, &here);
        check_int(cases[i].what, (int64_t)cap, 16);
    }
}

static void buffer_collects(void **state)
{
    struct co_buf b = {0};
    (void)state;
    check_int("empty one is fine", co_buf_ok(&b), 1);
    co_buf_put(&b, NULL, 0);
    co_buf_str(&b, (struct co_str){NULL, 0});
    co_buf_text(&b, "");
    co_buf_fill(&b, 'x', 0);
    check_int("nothing so far", (int64_t)b.len, 0);
    co_buf_text(&b, "a");
    co_buf_byte(&b, '\0');
    co_buf_str(&b, CO_STR("bc"));
    co_buf_fill(&b, '-', 3);
    co_buf_fmt(&b, "%d%s", 42, "!");
    check_int("length", (int64_t)b.len, 10);
    assert_memory_equal(co_buf_view(&b).at, "a\0bc---42!", 10);
    co_buf_fini(&b);
    check_int("released", b.at == NULL && b.len == 0, 1);
    co_buf_fini(&b);
}

static void buffer_formats_at_every_length(void **state)
{
    struct co_buf b = {0};
    (void)state;
    for (int width = 1; width < 200; width++) {
        size_t before = b.len;
        co_buf_fmt(&b, "%*d", width, 7);
        check_int("length", (int64_t)(b.len - before), width);
        check_int("last byte", b.at[b.len - 1], '7');
    }
    assert_true(co_buf_ok(&b));
    co_buf_fini(&b);
}

static void buffer_failure_is_sticky(void **state)
{
    struct co_buf b = {0};
    (void)state;
    co_buf_text(&b, "kept");
    co_buf_fill(&b, 'x', SIZE_MAX);
    check_int("failed", co_buf_ok(&b), 0);
    co_buf_text(&b, "more");
    co_buf_byte(&b, 'x');
    co_buf_fmt(&b, "%d", 1);
    co_buf_fill(&b, 'x', 1);
    check_int("still failed", co_buf_ok(&b), 0);
    check_text("nothing added", co_buf_view(&b), "kept");
    co_buf_fini(&b);
    check_int("usable again", co_buf_ok(&b), 1);
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
    struct co_arena a = {0};
    unsigned char *last = NULL;
    (void)state;
    for (size_t size = 0; size < 3000; size = size * 5 / 4 + 1) {
        unsigned char *at = co_arena_alloc(&a, size);
        assert_non_null(at);
        check_int("alignment", (int64_t)((uintptr_t)at % _Alignof(max_align_t)), 0);
        for (size_t i = 0; i < size; i++)
            check_int("zero", at[i], 0);
        memset(at, 0xff, size);
        assert_true(size == 0 || last != at);
        last = size ? at : NULL;
    }
    co_arena_fini(&a);
    assert_null(a.blocks);
}

static void arena_keeps_small_and_large(void **state)
{
    struct co_arena a = {0};
    struct co_str kept[400];
    static char large[200000];
    (void)state;
    memset(large, 'L', sizeof large);
    for (size_t i = 0; i < COUNT(kept); i++) {
        size_t len = i % 50 == 49 ? sizeof large : i * 7;
        kept[i] = co_arena_dup(&a, (struct co_str){large, len});
        check_int("terminated", kept[i].at[kept[i].len], 0);
    }
    for (size_t i = 0; i < COUNT(kept); i++)
        assert_memory_equal(kept[i].at, large, kept[i].len);
    check_text("as text", co_str_of(co_arena_text(&a, CO_STR("abc"))), "abc");
    check_text("of nothing", co_str_of(co_arena_text(&a, (struct co_str){NULL, 0})), "");
    co_arena_fini(&a);
}

static void arena_failure_is_sticky(void **state)
{
    struct co_arena a = {0};
    (void)state;
    assert_non_null(co_arena_alloc(&a, 8));
    assert_null(co_arena_alloc(&a, SIZE_MAX - 10));
    check_int("failed", a.failed, 1);
    assert_null(co_arena_alloc(&a, 8));
    check_int("copy is empty", (int64_t)co_arena_dup(&a, CO_STR("abc")).len, 0);
    check_text("text is empty", co_str_of(co_arena_text(&a, CO_STR("abc"))), "");
    co_arena_fini(&a);
    check_int("usable again", a.failed, 0);
}

static void numbers_are_written_as_printf_does(void **state)
{
    static const int64_t numbers[] = {0, 1, -1, 9, 10, -10, 1234567890, INT64_MAX, INT64_MIN};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct co_buf got = {0}, expected = {0};
        co_buf_int(&got, numbers[i]);
        co_buf_fmt(&expected, "%lld", (long long)numbers[i]);
        co_buf_byte(&expected, '\0');
        check_text("number", co_buf_view(&got), expected.at);
        co_buf_fini(&got);
        co_buf_fini(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growth_doubles),
        cmocka_unit_test(growth_keeps_what_was_there),
        cmocka_unit_test(growth_refuses_overflow),
        cmocka_unit_test(buffer_collects),
        cmocka_unit_test(buffer_formats_at_every_length),
        cmocka_unit_test(buffer_failure_is_sticky),
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_keeps_small_and_large),
        cmocka_unit_test(arena_failure_is_sticky),
        cmocka_unit_test(numbers_are_written_as_printf_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
