#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include "crossoff/child.h"
#include "crossoff/sys.h"
#include "check.h"
#include "folder.h"

static void give(void *ctx, struct co_child_out *out)
{
    (void)co_child_put(out, co_str_of(ctx));
}

static void sleep_on(void *ctx, struct co_child_out *out)
{
    give(ctx, out);
    co_clock_sleep(60000);
}

static void give_for_ever(void *ctx, struct co_child_out *out)
{
    while (co_child_put(out, co_str_of(ctx)))
        continue;
}

static void die(void *ctx, struct co_child_out *out)
{
    give(ctx, out);
    (void)raise(SIGKILL);
}

/* Says whether a byte could be written into a file. */
static void write_file(void *ctx, struct co_child_out *out)
{
    FILE *f = fopen(ctx, "w");
    bool wrote = f && fputc('x', f) != EOF && fflush(f) == 0;
    if (f)
        (void)fclose(f);
    (void)co_child_put(out, wrote ? CO_STR("wrote") : CO_STR("refused"));
}

static void check_run(const char *what, void (*work)(void *, struct co_child_out *),
                      const char *ctx, enum co_child_end expected, const char *said)
{
    struct co_child_limits limits = {.milliseconds = expected == CO_CHILD_LATE ? 200 : 30000,
                                     .output = 1000};
    enum co_child_end how;
    struct co_buf out = {0};
    struct co_err err = {0};
    check_status(what, co_child_run(work, (void *)(size_t)ctx, &limits, &out, &how, &err), CO_OK,
                 &err);
    check_int(what, how, expected);
    if (said)
        check_text(what, co_buf_view(&out), said);
    co_buf_fini(&out);
}

static void what_it_gives_arrives(void **state)
{
    (void)state;
    check_run("done", give, "all of it", CO_CHILD_DONE, "all of it");
}

static void one_that_does_not_end_is_ended(void **state)
{
    (void)state;
    check_run("late", sleep_on, "so far", CO_CHILD_LATE, "so far");
}

static void one_that_gives_too_much_is_ended(void **state)
{
    (void)state;
    check_run("large", give_for_ever, "more and more", CO_CHILD_LARGE, NULL);
}

static void one_that_dies_is_no_answer(void **state)
{
    (void)state;
    check_run("died", die, "half", CO_CHILD_DIED, "half");
}

static void it_writes_no_file(void **state)
{
    struct folder folder;
    (void)state;
    folder_init(&folder);
    check_run("file", write_file, folder_path(&folder, "new.txt"), CO_CHILD_DONE, "refused");
    folder_fini(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_gives_arrives),
        cmocka_unit_test(one_that_does_not_end_is_ended),
        cmocka_unit_test(one_that_gives_too_much_is_ended),
        cmocka_unit_test(one_that_dies_is_no_answer),
        cmocka_unit_test(it_writes_no_file),
    };
    co_process_start();
    return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
