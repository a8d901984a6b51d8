#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "crossoff/safety.h"
#include "crossoff/sys.h"
#include "check.h"
#include "folder.h"

/* The linker gives these instead of the C library's: no test may mount a share. */
static long magic;
int __wrap_statfs(const char *path, struct statfs *out);
int __wrap_statfs64(const char *path, struct statfs *out);

int __wrap_statfs(const char *path, struct statfs *out)
{
    memset(out, 0, sizeof *out);
    out->f_type = (__typeof__(out->f_type))magic;
    return access(path, F_OK);
}

int __wrap_statfs64(const char *path, struct statfs *out)
{
    return __wrap_statfs(path, out);
}

struct fixture {
    struct folder folder;
    const char *path;
    struct co_notes notes;
    struct co_err err;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_init(&f->folder);
    f->path = folder_path(&f->folder, "history.db");
    magic = 0xef53; /* ext4 */
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    co_notes_fini(&f->notes);
    folder_fini(&f->folder);
    free(f);
    return 0;
}

static void look(struct fixture *f, bool writes, bool allows_network, enum co_status status)
{
    struct co_place_rules rules = {.writes = writes, .allows_network = allows_network};
    co_notes_fini(&f->notes);
    memset(&f->notes, 0, sizeof f->notes);
    check_status(f->path, co_place_check(f->path, &rules, &f->notes, &f->err), status, &f->err);
}

static void a_local_file_is_fine(void **state)
{
    struct fixture *f = *state;
    look(f, true, false, CO_OK);
    (void)folder_write(&f->folder, "history.db", CO_STR("x"));
    look(f, true, false, CO_OK);
    check_int("notes", (int64_t)f->notes.n, 0);
}

static void a_network_is_refused_unless_allowed(void **state)
{
    static const struct {
        long magic;
        const char *name;
    } networks[] = {{0x6969, "(NFS)"},
                    {0xff534d42, "(CIFS)"},
                    {0xfe534d42, "(SMB)"},
                    {0x01021997, "(9p)"},
                    {0x65735546, "(FUSE, such as sshfs)"}};
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(networks); i++) {
        magic = networks[i].magic;
        for (int writes = 0; writes < 2; writes++) {
            look(f, writes, false, CO_STORE);
            check_contains("refused", f->err.text, networks[i].name);
            check_contains("first way", f->err.text, "on the machine that has the disk");
            check_contains("second way", f->err.text, "crossoff backup FILE");
            look(f, writes, true, CO_OK);
            check_int("warned", (int64_t)f->notes.n, 1);
            check_contains("warning", f->notes.list[0].text, networks[i].name);
        }
    }
}

static void links_are_for_reading(void **state)
{
    struct fixture *f = *state;
    const char *other = folder_write(&f->folder, "other.db", CO_STR("x"));
    assert_int_equal(symlink(other, f->path), 0);
    look(f, false, false, CO_OK);
    look(f, true, false, CO_STORE);
    check_contains("symbolic", f->err.text, "is a symbolic link");
    assert_int_equal(unlink(f->path), 0);
    assert_int_equal(link(other, f->path), 0);
    look(f, false, false, CO_OK);
    look(f, true, false, CO_STORE);
    check_contains("hard", f->err.text, "has 2 names");
}

static void rights_of_everybody_are_warned_about(void **state)
{
    struct fixture *f = *state;
    (void)folder_write(&f->folder, "history.db", CO_STR("x"));
    assert_int_equal(chmod(f->path, 0666), 0);
    look(f, true, false, CO_OK);
    check_int("file", (int64_t)f->notes.n, 1);
    check_contains("file", f->notes.list[0].text, "may write to the history");
    assert_int_equal(chmod(f->path, 0600), 0);
    assert_int_equal(chmod(f->folder.path, 0777), 0);
    look(f, true, false, CO_OK);
    check_int("folder", (int64_t)f->notes.n, 1);
    check_contains("folder", f->notes.list[0].text, "may put files beside the history");
}

static void five_backups_are_kept(void **state)
{
    static const char *const names[] = {
        "history.db.v1-2026-11-25T063000Z.bak",
        "history.db.v2-2026-11-20T063000Z.bak",
        "history.db.v10-2026-11-21T063000Z.bak",
        "history.db.v3-2026-11-22T063000Z.bak",
        "history.db.v3-2026-11-23T063000Z.bak",
        "history.db.v4-2026-11-24T063000Z.bak",
        "history.db.v4-empty.bak",
    };
    static const char *const others[] = {"history.db.bak", "history.db.v1-mine",
                                         "history.db.vx-1.bak",
                                         "other.db.v1-2020-01-01T000000Z.bak", "history.db.v1.bak"};
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(names); i++)
        (void)folder_write(&f->folder, names[i], CO_STR("x"));
    for (size_t i = 0; i < COUNT(others); i++)
        (void)folder_write(&f->folder, others[i], CO_STR("x"));
    check_int("removed", (int64_t)co_file_prune_backups(f->path, 6), 1);
    assert_false(co_file_exists(folder_path(&f->folder, names[1])));
    check_int("removed", (int64_t)co_file_prune_backups(f->path, 5), 1);
    assert_false(co_file_exists(folder_path(&f->folder, names[2])));
    assert_true(co_file_exists(folder_path(&f->folder, names[0])));
    check_int("again", (int64_t)co_file_prune_backups(f->path, 5), 0);
    for (size_t i = 0; i < COUNT(others); i++)
        assert_true(co_file_exists(folder_path(&f->folder, others[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_local_file_is_fine, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_network_is_refused_unless_allowed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_are_for_reading, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rights_of_everybody_are_warned_about, set_up, tear_down),
        cmocka_unit_test_setup_teardown(five_backups_are_kept, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
