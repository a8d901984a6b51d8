#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include "crossoff/program.h"
#include "crossoff/sys.h"
#include "check.h"

static void a_command_line_is_words(void **state)
{
    static const struct {
        const char *line, *words; /* joined by '|'; NULL: it is none */
    } cases[] = {
        {"/bin/x", "/bin/x"},
        {"  /bin/x\t-a   b ", "/bin/x|-a|b"},
        {"\"/bin/a b\" \"c  d\" \"\"", "/bin/a b|c  d|"},
        {"/bin/x --a=\"b c\"d", "/bin/x|--a=b cd"},
        {"/bin/x $HOME `id` 'a b' * ; \\", "/bin/x|$HOME|`id`|'a|b'|*|;|\\"},
        {"", NULL},
        {"  ", NULL},
        {"x", NULL},
        {"./x", NULL},
        {"\"\"", NULL},
        {"/bin/x \"a", NULL},
        {"/x 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32",
         "/x|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|32"},
        {"/x 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 "
         "33",
         NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *words[CO_PROGRAM_WORDS_MAX + 1];
        struct co_arena arena = {0};
        struct co_buf got = {0};
        size_t n = co_program_words(cases[i].line, &arena, words);
        co_buf_text(&got, "");
        for (size_t w = 0; w < n; w++)
            co_buf_fmt(&got, "%s%s", w ? "|" : "", words[w]);
        check_text(cases[i].line, co_buf_view(&got), cases[i].words ? cases[i].words : "");
        check_int(cases[i].line, n > 0, cases[i].words != NULL);
        if (n)
            assert_null(words[n]);
        co_buf_fini(&got);
        co_arena_fini(&arena);
    }
}

struct kept {
    char out[16], error[16];
};

static struct co_program run(struct kept *kept, const char *script, struct co_str input,
                             int64_t milliseconds)
{
    const char *words[] = {"/bin/sh", "-c", script, NULL};
    struct co_program p = {.words = words,
                           .input = input,
                           .milliseconds = milliseconds,
                           .out = kept->out,
                           .error = kept->error,
                           .out_room = sizeof kept->out,
                           .error_room = sizeof kept->error};
    co_program_run(&p);
    p.words = NULL;
    return p;
}

static void a_program_gets_and_gives(void **state)
{
    struct kept kept;
    (void)state;
    struct co_program p = run(&kept, "cat; echo no >&2; exit 7", CO_STR("hello"), 30000);
    check_int("end", p.end, CO_PROGRAM_EXITED);
    check_int("status", p.exit, 7);
    check_text("output", (struct co_str){kept.out, p.out_len}, "hello");
    check_text("error", (struct co_str){kept.error, p.error_len}, "no\n");
}

static void large_input_does_not_block_and_large_output_is_cut(void **state)
{
    static char input[4 << 20];
    struct kept kept;
    (void)state;
    memset(input, 'x', sizeof input);
    struct co_program p = run(&kept, "cat; cat /dev/zero | head -c 3000000 >&2",
                              (struct co_str){input, sizeof input}, 60000);
    check_int("end", p.end, CO_PROGRAM_EXITED);
    check_int("status", p.exit, 0);
    check_int("kept", (int64_t)p.out_len, sizeof kept.out);
    check_int("kept", (int64_t)p.error_len, sizeof kept.error);
    p = run(&kept, "exit 0", (struct co_str){input, sizeof input}, 60000);
    check_int("one that reads nothing", p.exit, 0);
}

static void one_that_hangs_is_ended_with_all_it_started(void **state)
{
    struct kept kept;
    (void)state;
    struct co_program p = run(&kept, "sleep 60 & echo $!; sleep 60", CO_STR(""), 300);
    check_int("end", p.end, CO_PROGRAM_LATE);
    check_int("it had begun", p.out_len > 1, 1);
    p = run(&kept, "kill -9 $$", CO_STR(""), 30000);
    check_int("end", p.end, CO_PROGRAM_DIED);
}

static void one_that_cannot_start_says_why(void **state)
{
    const char *words[] = {"/nonexistent/program", NULL};
    struct co_program p = {.words = words, .milliseconds = 30000};
    (void)state;
    co_program_run(&p);
    check_int("end", p.end, CO_PROGRAM_NEVER);
    check_int("why", p.problem, ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_line_is_words),
        cmocka_unit_test(a_program_gets_and_gives),
        cmocka_unit_test(large_input_does_not_block_and_large_output_is_cut),
        cmocka_unit_test(one_that_hangs_is_ended_with_all_it_started),
        cmocka_unit_test(one_that_cannot_start_says_why),
    };
    co_process_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
