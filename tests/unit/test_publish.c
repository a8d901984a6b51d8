#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/publish.h"
#include "check.h"

static void names_become_names_of_files(void **state)
{
    static const struct {
        const char *name, *begins; /* ends with "*": digits of a hash follow */
    } cases[] = {
        {"default", "default"},
        {"line-2", "line-2"},
        {"", "none"},
        {"none", "none-*"},
        {"Line 2", "line-2-*"},
        {"line--2", "line-2-*"},
        {"-line", "line-*"},
        {"line-", "line-*"},
        {"../../etc/passwd", "etc-passwd-*"},
        {"Härterei", "h-rterei-*"},
        {"焊接", "none-*"},
        {"a\nb", "a-b-*"},
        {"0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789-*"},
        {"0123456789012345678901234567890123456789x", "0123456789012345678901234567890123456789-*"},
    };
    struct co_arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = co_publish_name(&arena, co_str_of(cases[i].name));
        size_t len = strlen(cases[i].begins);
        assert_non_null(got);
        if (cases[i].begins[len - 1] != '*') {
            check_text(cases[i].name, co_str_of(got), cases[i].begins);
            continue;
        }
        check_text(cases[i].name, (struct co_str){got, len - 1},
                   co_arena_text(&arena, (struct co_str){cases[i].begins, len - 1}));
        check_int("digits", (int64_t)strlen(got), (int64_t)len - 1 + 8);
        check_int("of a hash", (int64_t)strspn(got + len - 1, "0123456789abcdef"), 8);
    }
    co_arena_fini(&arena);
}

static void different_names_stay_different(void **state)
{
    static const char *const names[] = {"Line 2",  "line 2",  "LINE-2", "line.2", "line_2",
                                        "line 2 ", "line\t2", "line-2", "Line-2", "line--2",
                                        "",        "none",    "None"};
    struct co_arena arena = {0};
    const char *got[COUNT(names)];
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        got[i] = co_publish_name(&arena, co_str_of(names[i]));
        assert_non_null(got[i]);
        for (size_t k = 0; k < i; k++)
            if (strcmp(got[i], got[k]) == 0)
                fail_msg("'%s' and '%s' are both %s", names[i], names[k], got[i]);
    }
    co_arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_names_of_files),
        cmocka_unit_test(different_names_stay_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
