#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "crossoff/sys.h"
#include "check.h"
#include "folder.h"

static int set_up(void **state)
{
    static struct folder folder;
    folder_init(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    folder_fini(*state);
    return 0;
}

static void a_folder_is_listed_by_name(void **state)
{
    struct folder *f = *state;
    struct co_folder list;
    struct co_err err = {0};
    struct co_buf got = {0};
    const struct timespec times[2] = {{.tv_sec = 1000, .tv_nsec = 5},
                                      {.tv_sec = 2000, .tv_nsec = 7}};
    const char *b = folder_write(f, "b.csv", CO_STR("12345"));
    folder_write(f, "Z", CO_STR(""));
    folder_write(f, ".hidden", CO_STR("1"));
    assert_int_equal(mkdir(folder_path(f, "a"), 0777), 0);
    assert_int_equal(mkfifo(folder_path(f, "pipe"), 0600), 0);
    assert_int_equal(symlink("b.csv", folder_path(f, "link")), 0);
    assert_int_equal(symlink("nowhere", folder_path(f, "nowhere")), 0);
    assert_int_equal(utimensat(AT_FDCWD, b, times, 0), 0);
    check_status("list", co_folder_list(f->path, &list, &err), CO_OK, &err);
    for (size_t i = 0; i < list.n; i++)
        co_buf_fmt(&got, "%s %d %d, ", list.entries[i].name, (int)list.entries[i].kind,
                   list.entries[i].kind == CO_ENTRY_FILE ? (int)list.entries[i].bytes : 0);
    check_text("names, kinds, sizes", co_buf_view(&got),
               ".hidden 0 1, Z 0 0, a 1 0, b.csv 0 5, link 0 5, nowhere 2 0, pipe 2 0, ");
    check_int("time", list.entries[3].modified, 2000);
    check_int("fraction", list.entries[3].nanoseconds, 7);
    check_int("of a link", list.entries[4].modified, 2000);
    co_buf_fini(&got);
    co_folder_fini(&list);
}

static void an_empty_folder_has_nothing(void **state)
{
    struct folder *f = *state;
    struct co_folder list;
    check_status("list", co_folder_list(f->path, &list, NULL), CO_OK, NULL);
    check_int("entries", (int64_t)list.n, 0);
    co_folder_fini(&list);
}

static void what_is_no_folder_is_told(void **state)
{
    struct folder *f = *state;
    struct co_folder list;
    struct co_err err = {0};
    const char *file = folder_write(f, "x", CO_STR("x")), *none = folder_path(f, "none");
    assert_true(co_folder_is(f->path));
    assert_false(co_folder_is(file));
    assert_false(co_folder_is(none));
    check_status("not there", co_folder_list(none, &list, &err), CO_MISSING, &err);
    check_contains("not there", err.text, "none is not there; nothing was recorded");
    co_folder_fini(&list);
    check_status("a file", co_folder_list(file, &list, &err), CO_MISSING, &err);
    co_folder_fini(&list);
}

static void time_passes(void **state)
{
    int64_t start = co_clock_steady();
    (void)state;
    co_clock_sleep(30);
    assert_true(co_clock_steady() - start >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_folder_is_listed_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_folder_has_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_folder_is_told, set_up, tear_down),
        cmocka_unit_test(time_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
