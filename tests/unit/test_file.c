#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "crossoff/sys.h"
#include "check.h"
#include "folder.h"

enum { ENOUGH = 1 << 20 };

static int set_up(void **state)
{
    static struct folder folder;
    folder_init(&folder);
    alarm(30); /* a hang is a failure, not a long wait */
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    alarm(0);
    folder_fini(*state);
    return 0;
}

/* --- reading ------------------------------------------------------------------------------ */

static const struct {
    const char *what, *bytes;
    size_t repeat;
    const char *sha256;
} vectors[] = {
    /* FIPS 180-4 examples, and NIST's million times 'a' */
    {"empty", "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"many reads", "a", 1000000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

static void a_file_is_read_whole_with_its_digest(void **state)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        struct co_buf bytes = {0};
        struct co_file f;
        struct co_err err = {0};
        co_buf_text(&bytes, "");
        for (size_t k = 0; k < vectors[i].repeat; k++)
            co_buf_text(&bytes, vectors[i].bytes);
        const char *path = folder_write(*state, "list.csv", co_buf_view(&bytes));
        check_status(vectors[i].what, co_file_read(path, ENOUGH, &f, &err), CO_OK, &err);
        assert_true(co_str_eq(co_buf_view(&f.bytes), co_buf_view(&bytes)));
        check_text(vectors[i].what, co_str_of(f.sha256), vectors[i].sha256);
        co_file_fini(&f);
        co_buf_fini(&bytes);
    }
}

static void bytes_are_not_text(void **state)
{
    static const char bytes[] = "a\0b\r\n\xff\n";
    struct co_file f;
    struct co_err err = {0};
    const char *path = folder_write(*state, "list.csv", (struct co_str){bytes, sizeof bytes - 1});
    check_status("NUL and CR", co_file_read(path, ENOUGH, &f, &err), CO_OK, &err);
    assert_int_equal(f.bytes.len, sizeof bytes - 1);
    assert_memory_equal(f.bytes.at, bytes, sizeof bytes - 1);
    co_file_fini(&f);
}

static void the_time_is_that_of_the_file(void **state)
{
    struct timespec times[2] = {{.tv_sec = 1795400000}, {.tv_sec = 1795400000, .tv_nsec = 999}};
    struct co_file f;
    struct co_err err = {0};
    const char *path = folder_write(*state, "list.csv", CO_STR("x\n"));
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    check_status("read", co_file_read(path, ENOUGH, &f, &err), CO_OK, &err);
    check_int("modified", f.modified, 1795400000);
    co_file_fini(&f);
}

static const struct {
    const char *what, *name;
    size_t max;
    enum co_status status;
    const char *said;
} unreadable[] = {
    {"missing", "nowhere.csv", ENOUGH, CO_MISSING, "nowhere.csv is not there"},
    {"missing folder", "no/where.csv", ENOUGH, CO_MISSING, "no/where.csv is not there"},
    {"below a file", "ten.csv/x.csv", ENOUGH, CO_MISSING, "is not there"},
    {"a folder", "folder", ENOUGH, CO_INPUT, "folder is a folder, not a file"},
    {"a pipe that nobody writes", "pipe", ENOUGH, CO_INPUT, "pipe is a pipe, not a file"},
    {"a socket", "socket", ENOUGH, CO_INPUT, "socket is a socket"},
    {"a link to nothing", "broken", ENOUGH, CO_MISSING, "broken is not there"},
    {"one byte too many", "ten.csv", 9, CO_INPUT, "ten.csv is larger than"},
    {"far too many", "ten.csv", 0, CO_INPUT, "ten.csv is larger than"},
};

static void make_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(fd >= 0 && strlen(path) < sizeof address.sun_path);
    memcpy(address.sun_path, path, strlen(path));
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    (void)close(fd);
}

static void what_is_no_file_is_refused(void **state)
{
    make_socket(folder_path(*state, "socket"));
    (void)folder_write(*state, "ten.csv", CO_STR("0123456789"));
    assert_int_equal(mkdir(folder_path(*state, "folder"), 0777), 0);
    assert_int_equal(mkfifo(folder_path(*state, "pipe"), 0666), 0);
    assert_int_equal(symlink("nothing", folder_path(*state, "broken")), 0);
    for (size_t i = 0; i < COUNT(unreadable); i++) {
        struct co_file f;
        struct co_err err = {0};
        enum co_status got =
            co_file_read(folder_path(*state, unreadable[i].name), unreadable[i].max, &f, &err);
        check_status(unreadable[i].what, got, unreadable[i].status, &err);
        check_contains(unreadable[i].what, err.text, unreadable[i].said);
        co_file_fini(&f);
    }
}

static void a_device_is_no_file(void **state)
{
    struct co_file f;
    struct co_err err = {0};
    (void)state;
    check_status("/dev/zero", co_file_read("/dev/zero", ENOUGH, &f, &err), CO_INPUT, &err);
    check_contains("kind", err.text, "/dev/zero is a device");
    co_file_fini(&f);
}

static void exactly_the_limit_is_allowed(void **state)
{
    struct co_file f;
    struct co_err err = {0};
    const char *path = folder_write(*state, "ten.csv", CO_STR("0123456789"));
    check_status("ten of ten", co_file_read(path, 10, &f, &err), CO_OK, &err);
    check_text("bytes", co_buf_view(&f.bytes), "0123456789");
    co_file_fini(&f);
}

static void a_forbidden_file_says_why(void **state)
{
    struct co_file f;
    struct co_err err = {0};
    if (geteuid() == 0)
        skip(); /* root may read everything */
    const char *path = folder_write(*state, "secret.csv", CO_STR("x\n"));
    assert_int_equal(chmod(path, 0), 0);
    check_status("no permission", co_file_read(path, ENOUGH, &f, &err), CO_INPUT, &err);
    check_contains("why", err.text, strerror(EACCES));
    co_file_fini(&f);
}

static void a_link_is_followed(void **state)
{
    struct co_file f;
    struct co_err err = {0};
    (void)folder_write(*state, "list.csv", CO_STR("x\n"));
    const char *link = folder_path(*state, "newest.csv");
    assert_int_equal(symlink("list.csv", link), 0);
    check_status("link", co_file_read(link, ENOUGH, &f, &err), CO_OK, &err);
    check_text("bytes", co_buf_view(&f.bytes), "x\n");
    co_file_fini(&f);
}

/* Puts a file, or an end of a pipe, where standard input is; gives the one to put back. */
static int replace_stdin(int fd)
{
    int kept = dup(STDIN_FILENO);
    assert_true(kept >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
    (void)close(fd);
    return kept;
}

static void a_hyphen_is_standard_input(void **state)
{
    struct co_file f;
    struct co_err err = {0};
    int ends[2];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    (void)close(ends[1]);
    int kept = replace_stdin(ends[0]);
    enum co_status status = co_file_read("-", ENOUGH, &f, &err);
    (void)replace_stdin(kept);
    check_status("standard input", status, CO_OK, &err);
    check_text("bytes", co_buf_view(&f.bytes), "abc");
    check_text("digest", co_str_of(f.sha256), vectors[1].sha256);
    assert_true(f.modified == INT64_MIN);
    co_file_fini(&f);
}

static void standard_input_has_the_same_limit(void **state)
{
    struct co_file f;
    struct co_err err = {0};
    int fd = open(folder_write(*state, "ten.csv", CO_STR("0123456789")), O_RDONLY);
    int kept = replace_stdin(fd);
    enum co_status status = co_file_read("-", 9, &f, &err);
    (void)replace_stdin(kept);
    check_status("too long", status, CO_INPUT, &err);
    check_contains("name", err.text, "standard input is larger than");
    co_file_fini(&f);
}

/* --- reading what does not keep still ------------------------------------------------------ */

/* What happens while a file is read: read() comes here, by the linker. */
static struct trouble {
    size_t most;       /* bytes that one read gives, 0: all */
    int interruptions; /* so many reads are cut short by a signal first */
    size_t fails_at;   /* bytes behind which reads fail with EIO, 0: never */
    void (*meanwhile)(const char *path);
    const char *path;
    size_t given;
} trouble;

ssize_t __real_read(int fd, void *bytes, size_t room);
ssize_t __wrap_read(int fd, void *bytes, size_t room);
ssize_t __wrap_read(int fd, void *bytes, size_t room)
{
    if (trouble.interruptions > 0) {
        trouble.interruptions--;
        errno = EINTR;
        return -1;
    }
    if (trouble.fails_at && trouble.given >= trouble.fails_at) {
        errno = EIO;
        return -1;
    }
    ssize_t n = __real_read(fd, bytes, trouble.most && trouble.most < room ? trouble.most : room);
    trouble.given += n > 0 ? (size_t)n : 0;
    if (trouble.meanwhile)
        trouble.meanwhile(trouble.path);
    trouble.meanwhile = NULL;
    return n;
}

enum { LONG = 10000 };

static const char *write_long(struct folder *folder, struct co_buf *bytes)
{
    for (size_t i = 0; i < LONG; i++)
        co_buf_byte(bytes, (char)('a' + i % 26));
    assert_true(co_buf_ok(bytes));
    return folder_write(folder, "list.csv", co_buf_view(bytes));
}

static void short_and_interrupted_reads_are_continued(void **state)
{
    static const size_t sizes[] = {1, 2, 7, 4095, 4096, LONG};
    struct co_buf bytes = {0};
    const char *path = write_long(*state, &bytes);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct co_file f;
        struct co_err err = {0};
        trouble = (struct trouble){.most = sizes[i], .interruptions = 3};
        enum co_status status = co_file_read(path, ENOUGH, &f, &err);
        trouble = (struct trouble){0};
        check_status("read", status, CO_OK, &err);
        assert_true(co_str_eq(co_buf_view(&f.bytes), co_buf_view(&bytes)));
        co_file_fini(&f);
    }
    co_buf_fini(&bytes);
}

static void a_read_that_fails_half_way_says_where(void **state)
{
    struct co_buf bytes = {0};
    struct co_file f;
    struct co_err err = {0};
    const char *path = write_long(*state, &bytes);
    trouble = (struct trouble){.most = 1000, .fails_at = 3000};
    enum co_status status = co_file_read(path, ENOUGH, &f, &err);
    trouble = (struct trouble){0};
    check_status("a damaged disk", status, CO_INPUT, &err);
    check_contains("where", err.text, "read error at byte 3000: ");
    check_contains("why", err.text, strerror(EIO));
    check_contains("what then", err.text, "nothing was recorded");
    co_file_fini(&f);
    co_buf_fini(&bytes);
}

static void append(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND);
    assert_int_equal(write(fd, "x", 1), 1);
    (void)close(fd);
}

/* Other bytes, but neither size nor second changes. */
static void write_over(const char *path)
{
    struct stat st;
    int fd = open(path, O_WRONLY);
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(pwrite(fd, "ZZZZ", 4, 0), 4);
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, st.st_mtim};
    times[1].tv_nsec ^= 1;
    assert_int_equal(futimens(fd, times), 0);
    (void)close(fd);
}

static void replace_by_another(const char *path)
{
    struct co_err err;
    check_status("replace", co_file_replace(path, CO_STR("another list"), &err), CO_OK, &err);
}

static void a_second_name(const char *path)
{
    char name[4096];
    (void)snprintf(name, sizeof name, "%s.copy", path);
    assert_int_equal(link(path, name), 0);
}

static void a_file_that_changes_while_it_is_read_is_not_ready(void **state)
{
    static const struct {
        const char *what;
        void (*meanwhile)(const char *path);
        enum co_status status;
    } cases[] = {
        {"it grows", append, CO_MISSING},
        {"other bytes, as many, in the same second", write_over, CO_MISSING},
        {"another file takes its name", replace_by_another, CO_MISSING},
        {"somebody links it", a_second_name, CO_OK},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_buf bytes = {0};
        struct co_file f;
        struct co_err err = {0};
        const char *path = write_long(*state, &bytes);
        trouble = (struct trouble){.most = 1000, .meanwhile = cases[i].meanwhile, .path = path};
        enum co_status status = co_file_read(path, ENOUGH, &f, &err);
        trouble = (struct trouble){0};
        check_status(cases[i].what, status, cases[i].status, &err);
        if (status)
            check_contains(cases[i].what, err.text, "changed while it was read");
        co_file_fini(&f);
        co_buf_fini(&bytes);
    }
}

static void existing_is_whatever_can_be_seen(void **state)
{
    (void)folder_write(*state, "list.csv", CO_STR(""));
    assert_true(co_file_exists(folder_path(*state, "list.csv")));
    assert_true(co_file_exists(folder_path(*state, ".")));
    assert_false(co_file_exists(folder_path(*state, "other.csv")));
    assert_false(co_file_exists(""));
}

/* --- replacing ---------------------------------------------------------------------------- */

static void a_file_is_replaced_in_one_step(void **state)
{
    struct co_err err = {0};
    const char *path = folder_path(*state, "report.html");
    check_status("new", co_file_replace(path, CO_STR("first"), &err), CO_OK, &err);
    check_file("new", path, CO_STR("first"));
    check_status("again", co_file_replace(path, CO_STR("second one"), &err), CO_OK, &err);
    check_file("again", path, CO_STR("second one"));
    check_status("empty", co_file_replace(path, CO_STR(""), &err), CO_OK, &err);
    check_file("empty", path, CO_STR(""));
    check_int("nothing else is left in the folder", (int64_t)folder_count(*state), 1);
}

static void who_had_the_old_file_open_keeps_it(void **state)
{
    struct co_err err = {0};
    char bytes[8] = "";
    const char *path = folder_write(*state, "report.html", CO_STR("old"));
    int fd = open(path, O_RDONLY);
    check_status("replace", co_file_replace(path, CO_STR("new"), &err), CO_OK, &err);
    assert_int_equal(read(fd, bytes, sizeof bytes), 3);
    assert_string_equal(bytes, "old");
    (void)close(fd);
    check_file("the name", path, CO_STR("new"));
}

static void the_mode_is_the_usual_one(void **state)
{
    static const mode_t masks[] = {022, 077, 002, 0};
    for (size_t i = 0; i < COUNT(masks); i++) {
        struct stat st;
        struct co_err err = {0};
        const char *path = folder_path(*state, "report.html");
        mode_t kept = umask(masks[i]);
        enum co_status status = co_file_replace(path, CO_STR("x"), &err);
        mode_t after = umask(kept);
        check_status("replace", status, CO_OK, &err);
        check_int("umask is as it was", (int64_t)after, (int64_t)masks[i]);
        assert_int_equal(stat(path, &st), 0);
        check_int("mode", (int64_t)(st.st_mode & 0777), (int64_t)(0666 & ~masks[i]));
    }
}

static void what_is_no_regular_file_is_left_alone(void **state)
{
    struct co_err err = {0};
    struct stat st;
    const char *folder = folder_path(*state, "folder"), *link = folder_path(*state, "link");
    const char *pipe_name = folder_path(*state, "pipe");
    const char *target = folder_write(*state, "target", CO_STR("kept"));
    assert_int_equal(mkdir(folder, 0777), 0);
    assert_int_equal(symlink("target", link), 0);
    assert_int_equal(mkfifo(pipe_name, 0666), 0);
    const char *const names[] = {folder, link, pipe_name};
    for (size_t i = 0; i < COUNT(names); i++) {
        check_status(names[i], co_file_replace(names[i], CO_STR("x"), &err), CO_OUTPUT, &err);
        check_contains(names[i], err.text, "is there and no regular file; it was left alone");
        assert_int_equal(lstat(names[i], &st), 0);
        assert_false(S_ISREG(st.st_mode));
    }
    check_file("behind the link", target, CO_STR("kept"));
    check_int("no temporary is left", (int64_t)folder_count(*state), 4);
}

static void a_folder_that_is_missing_is_named(void **state)
{
    struct co_err err = {0};
    const char *path = folder_path(*state, "no/report.html");
    check_status("missing folder", co_file_replace(path, CO_STR("x"), &err), CO_OUTPUT, &err);
    check_contains("file", err.text, "no/report.html cannot be written");
    check_contains("why", err.text, "its folder does not exist");
    check_int("nothing was made", (int64_t)folder_count(*state), 0);
}

/* A limit on the size of files stands for the full disk. */
static void a_full_disk_leaves_the_old_file(void **state)
{
    struct co_err err = {0};
    struct co_buf bytes = {0};
    struct rlimit kept, small;
    const char *path = folder_write(*state, "report.html", CO_STR("old"));
    co_process_start(); /* SIGXFSZ would end us */
    co_buf_fill(&bytes, 'x', 100000);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &kept), 0);
    small = (struct rlimit){.rlim_cur = 4096, .rlim_max = kept.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum co_status status = co_file_replace(path, co_buf_view(&bytes), &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
    co_buf_fini(&bytes);
    check_status("too long", status, CO_OUTPUT, &err);
    check_contains("why", err.text, strerror(EFBIG));
    check_file("the old one", path, CO_STR("old"));
    check_int("no temporary is left", (int64_t)folder_count(*state), 1);
}

/* --- folders ------------------------------------------------------------------------------ */

static void folders_above_a_file_are_made(void **state)
{
    struct co_err err = {0};
    struct stat st;
    const char *path = folder_path(*state, "a/b//c/history.db");
    check_status("three of them", co_file_make_folder_of(path, &err), CO_OK, &err);
    assert_int_equal(stat(folder_path(*state, "a/b/c"), &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_false(co_file_exists(path));
    check_status("again", co_file_make_folder_of(path, &err), CO_OK, &err);
    check_status("a name without a folder", co_file_make_folder_of("history.db", &err), CO_OK,
                 &err);
    check_status("the root", co_file_make_folder_of("/history.db", &err), CO_OK, &err);
    check_status("nothing", co_file_make_folder_of("", &err), CO_OK, &err);
}

static void a_file_in_the_way_is_an_error(void **state)
{
    struct co_err err = {0};
    (void)folder_write(*state, "a", CO_STR("x"));
    check_status("a file", co_file_make_folder_of(folder_path(*state, "a/b/history.db"), &err),
                 CO_STORE, &err);
    check_contains("which", err.text, "/a/b cannot be made");
    check_file("left alone", folder_path(*state, "a"), CO_STR("x"));
}

/* --- streams ------------------------------------------------------------------------------ */

static void a_stream_gets_everything(void **state)
{
    struct co_err err = {0};
    struct co_buf bytes = {0};
    bool gone = true;
    const char *path = folder_path(*state, "out");
    co_buf_fill(&bytes, 'x', 300000);
    int fd = open(path, O_WRONLY | O_CREAT, 0666);
    check_status("much", co_stream_write(fd, co_buf_view(&bytes), &gone, &err), CO_OK, &err);
    assert_false(gone);
    check_status("nothing", co_stream_write(fd, CO_STR(""), &gone, &err), CO_OK, &err);
    check_status("one more", co_stream_write(fd, CO_STR("y"), &gone, &err), CO_OK, &err);
    (void)close(fd);
    co_buf_byte(&bytes, 'y');
    check_file("all of it", path, co_buf_view(&bytes));
    co_buf_fini(&bytes);
}

static void a_reader_that_left_is_no_error(void **state)
{
    struct co_err err = {0};
    bool gone = false;
    int ends[2];
    (void)state;
    (void)signal(SIGPIPE, SIG_DFL);
    co_process_start(); /* or the signal would end us */
    assert_int_equal(pipe(ends), 0);
    (void)close(ends[0]);
    check_status("closed pipe", co_stream_write(ends[1], CO_STR("x"), &gone, &err), CO_OK, &err);
    assert_true(gone);
    (void)close(ends[1]);
}

static void a_full_device_is_an_error(void **state)
{
    struct co_err err = {0};
    bool gone = true;
    int fd = open("/dev/full", O_WRONLY);
    (void)state;
    if (fd < 0)
        skip();
    check_status("/dev/full", co_stream_write(fd, CO_STR("x"), &gone, &err), CO_OUTPUT, &err);
    assert_false(gone);
    check_contains("why", err.text, strerror(ENOSPC));
    (void)close(fd);
}

static void a_closed_descriptor_is_an_error(void **state)
{
    struct co_err err = {0};
    bool gone = true;
    (void)state;
    check_status("-1", co_stream_write(-1, CO_STR("x"), &gone, &err), CO_OUTPUT, &err);
    assert_false(gone);
}

static void the_first_three_descriptors_are_taken(void **state)
{
    int kept = dup(STDIN_FILENO);
    (void)close(STDIN_FILENO);
    co_process_start();
    int fd = open(folder_write(*state, "x", CO_STR("x")), O_RDONLY);
    (void)dup2(kept, STDIN_FILENO);
    (void)close(kept);
    assert_true(fd > STDERR_FILENO);
    (void)close(fd);
}

/* --- clock, terminal, chance -------------------------------------------------------------- */

static void the_calendar_is_the_local_one(void **state)
{
    static const struct {
        const char *what, *zone;
        int64_t seconds;
        const char *date;
    } table[] = {
        {"UTC, before midnight", "UTC0", INT64_C(1795478399), "2026-11-23"},
        {"UTC, midnight", "UTC0", INT64_C(1795478400), "2026-11-24"},
        {"east of it", "XST-2", INT64_C(1795478399), "2026-11-24"},
        {"west of it", "XST5", INT64_C(1795478400), "2026-11-23"},
        {"the beginning", "UTC0", 0, "1970-01-01"},
        {"before the beginning", "UTC0", -1, "1969-12-31"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        char text[CO_DATE_TEXT];
        assert_int_equal(setenv("TZ", table[i].zone, 1), 0);
        tzset();
        check_text(table[i].what,
                   co_str_of(co_date_text(co_clock_local_date(table[i].seconds), text)),
                   table[i].date);
    }
    (void)unsetenv("TZ");
    tzset();
}

static void a_file_is_no_terminal(void **state)
{
    int fd = open(folder_write(*state, "x", CO_STR("")), O_RDONLY);
    assert_false(co_tty_is(fd));
    assert_int_equal(co_tty_width(fd), 0);
    (void)close(fd);
}

static void secrets_differ(void **state)
{
    struct co_hash_key a = co_random_key(), b = co_random_key();
    (void)state;
    assert_true(a.k0 != b.k0 || a.k1 != b.k1);
}

static void the_user_has_a_name_and_a_machine(void **state)
{
    char text[CO_USER_TEXT];
    (void)state;
    assert_ptr_equal(co_machine_user(text), text);
    const char *at = strchr(text, '@');
    assert_non_null(at);
    assert_true(at > text); /* "unknown" at least */
    assert_true(at[1] != '\0');
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_file_is_read_whole_with_its_digest),
        IN_FOLDER(bytes_are_not_text),
        IN_FOLDER(the_time_is_that_of_the_file),
        IN_FOLDER(what_is_no_file_is_refused),
        IN_FOLDER(a_device_is_no_file),
        IN_FOLDER(exactly_the_limit_is_allowed),
        IN_FOLDER(a_forbidden_file_says_why),
        IN_FOLDER(a_link_is_followed),
        IN_FOLDER(a_hyphen_is_standard_input),
        IN_FOLDER(standard_input_has_the_same_limit),
        IN_FOLDER(short_and_interrupted_reads_are_continued),
        IN_FOLDER(a_read_that_fails_half_way_says_where),
        IN_FOLDER(a_file_that_changes_while_it_is_read_is_not_ready),
        IN_FOLDER(existing_is_whatever_can_be_seen),
        IN_FOLDER(a_file_is_replaced_in_one_step),
        IN_FOLDER(who_had_the_old_file_open_keeps_it),
        IN_FOLDER(the_mode_is_the_usual_one),
        IN_FOLDER(what_is_no_regular_file_is_left_alone),
        IN_FOLDER(a_folder_that_is_missing_is_named),
        IN_FOLDER(a_full_disk_leaves_the_old_file),
        IN_FOLDER(folders_above_a_file_are_made),
        IN_FOLDER(a_file_in_the_way_is_an_error),
        IN_FOLDER(a_stream_gets_everything),
        IN_FOLDER(a_reader_that_left_is_no_error),
        IN_FOLDER(a_full_device_is_an_error),
        IN_FOLDER(a_closed_descriptor_is_an_error),
        IN_FOLDER(the_first_three_descriptors_are_taken),
        IN_FOLDER(the_calendar_is_the_local_one),
        IN_FOLDER(a_file_is_no_terminal),
        IN_FOLDER(secrets_differ),
        cmocka_unit_test(the_user_has_a_name_and_a_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
