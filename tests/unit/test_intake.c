#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "crossoff/intake.h"
#include "check.h"
#include "folder.h"
#include "lists.h"
#include "past.h"

#define H "Work Order,Shop,Qty\n"

struct fixture {
    struct folder folder;
    struct co_config config;
    struct co_reading flags;
    struct co_intake_job in;
    struct co_intake intake;
    struct co_err err;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    folder_init(&f->folder);
    f->config.n_feeds = 2;
    f->config.feeds[0].name = "saw";
    f->config.feeds[0].files[0] = "saw-*.csv";
    f->config.feeds[0].n_files = 1;
    f->config.feeds[1].name = "weld";
    f->config.feeds[1].files[0] = "weld-*.csv";
    f->config.feeds[1].n_files = 1;
    assert_int_equal(mkdir(folder_path(&f->folder, "in"), 0777), 0);
    f->in = (struct co_intake_job){.config = &f->config,
                                   .flags = &f->flags,
                                   .folder = folder_path(&f->folder, "in"),
                                   .feed = "default",
                                   .settle = 0,
                                   .wait = -1,
                                   .job = {.history = folder_path(&f->folder, "h.db"),
                                           .program = "test",
                                           .date = CO_DATE_NONE,
                                           .yesterday_date = CO_DATE_NONE,
                                           .is_clock_told = true,
                                           .now = INT64_C(1795500000)}};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    folder_fini(&f->folder);
    free(f);
    return 0;
}

/* Records the plan; gives one letter per file: T taken, K known, L left, W waits, X wrong,
 * F failed. */
static void pass(struct fixture *f, struct co_buf *told)
{
    static const char letters[] = "TKLWX";
    const struct co_inbox_file *file;
    struct co_outcome out;
    struct co_notes notes = {0};
    check_status("open", co_intake_open(&f->intake, &f->in, &f->err), CO_OK, &f->err);
    while ((file = co_intake_next(&f->intake, &out, &notes, &f->err)) != NULL) {
        bool has_failed = file->what == CO_INBOX_TAKE && file->status;
        co_buf_byte(told, has_failed ? 'F' : letters[file->what]);
        if (file->what == CO_INBOX_TAKE && !file->status)
            assert_true(out.is_recorded);
        co_outcome_fini(&out);
        co_notes_fini(&notes);
    }
    co_intake_close(&f->intake);
}

static void check_pass(struct fixture *f, const char *what, const char *expected)
{
    struct co_buf told = {0};
    co_buf_text(&told, "");
    pass(f, &told);
    check_text(what, co_buf_view(&told), expected);
    co_buf_fini(&told);
}

/* All that is asked of a history, but for when it was recorded and in which order feeds were. */
static void dump(const char *path, struct co_buf *out)
{
    static const char *const views[] = {
        "select * from completed order by feed, date, work_order",
        "select * from carried_over order by feed, date, work_order",
        "select * from new_orders order by feed, date, work_order",
        "select * from reopened order by feed, date, work_order",
        "select * from moved order by feed, date, work_order",
        "select * from changes order by feed, date, work_order, field",
        "select * from daily_shop order by feed, date, shop",
        "select * from open_orders order by feed, work_order",
        "select date, feed, file, sha256, rows, previous_date from runs order by 2, 1, revision",
    };
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < COUNT(views); i++)
        past_query(db, views[i], out);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* --- any order of arrival -------------------------------------------------------------------- */

enum { DAYS = 6, ORDERS = 7 };

/* A feed's list of a day; some orders wander between the feeds. */
static void make_list(uint64_t *seed, int feed, struct co_buf *out)
{
    co_buf_text(out, H);
    for (int i = 0; i < ORDERS; i++)
        if (list_below(seed, 3) || i == 0)
            co_buf_fmt(out, "%s%d,Shop %d,%d\n",
                       i < 2  ? "M"
                       : feed ? "B"
                              : "A",
                       i < 2 ? i + feed : i, i % 2, (int)list_below(seed, 3) + 1);
}

static const char *name_of(int feed, int day, char out[64])
{
    (void)snprintf(out, 64, "in/%s-2026-11-%02d.csv", feed ? "weld" : "saw", 16 + day);
    return out;
}

static void record_in_order(struct fixture *f, struct co_buf lists[2][DAYS], const char *history)
{
    struct co_job job = f->in.job;
    char name[64];
    job.history = history;
    job.reading.calendar.week = CO_WEEK_MON_FRI;
    for (int day = 0; day < DAYS; day++)
        for (int feed = 0; feed < 2; feed++) {
            struct co_outcome out;
            struct co_notes notes = {0};
            job.feed = feed ? "weld" : "saw";
            job.today = folder_write(&f->folder, strrchr(name_of(feed, day, name), '/') + 1,
                                     co_buf_view(&lists[feed][day]));
            check_status("in order", co_run(&job, &out, &notes, &f->err), CO_OK, &f->err);
            co_outcome_fini(&out);
            co_notes_fini(&notes);
        }
}

/* Some files arrive: of each feed the next ones, the days of a pass in any order. Between them lie
 * things that are no exports, and copies of what is recorded. */
static void arrive(struct fixture *f, uint64_t *seed, struct co_buf lists[2][DAYS], int next[2])
{
    char name[64], copy[80];
    for (int feed = 0; feed < 2; feed++) {
        int n = (int)list_below(seed, 4), first = next[feed];
        next[feed] = first + n > DAYS ? DAYS : first + n;
        for (int day = next[feed] - 1; day >= first; day--)
            folder_write(&f->folder, name_of(feed, day, name), co_buf_view(&lists[feed][day]));
        if (first && !list_below(seed, 2)) {
            (void)snprintf(copy, sizeof copy, "%.*s (1).csv",
                           (int)strcspn(name_of(feed, first - 1, name), ".c"), name);
            folder_write(&f->folder, copy, co_buf_view(&lists[feed][first - 1]));
        }
        if (next[feed] < DAYS) {
            (void)snprintf(copy, sizeof copy, "%s.part", name_of(feed, next[feed], name));
            folder_write(&f->folder, copy, CO_STR(H "X1,Saw,"));
        }
    }
}

static void any_order_of_arrival_ends_in_one_history(void **state)
{
    size_t n_seeds = 12;
    uint64_t first = list_seed(1, &n_seeds);
    (void)state;
    for (size_t k = 0; k < n_seeds; k++) {
        void *own = NULL;
        uint64_t seed = first + k;
        struct co_buf lists[2][DAYS] = {{{0}}}, one = {0}, other = {0}, told = {0};
        int next[2] = {0, 0};
        set_up(&own);
        struct fixture *f = own;
        for (int feed = 0; feed < 2; feed++)
            for (int day = 0; day < DAYS; day++)
                make_list(&seed, feed, &lists[feed][day]);
        while (next[0] < DAYS || next[1] < DAYS) {
            arrive(f, &seed, lists, next);
            pass(f, &told);
        }
        for (size_t i = 0; i < told.len; i++)
            if (strchr("FWX", told.at[i]))
                fail_msg("seed %zu: %.*s", (size_t)first + k, CO_STR_ARG(co_buf_view(&told)));
        record_in_order(f, lists, folder_path(&f->folder, "one.db"));
        dump(folder_path(&f->folder, "one.db"), &one);
        dump(f->in.job.history, &other);
        co_buf_byte(&one, '\0');
        if (strlen(one.at) < 200)
            fail_msg("seed %zu compared nothing", (size_t)first + k);
        check_text("the same history", co_buf_view(&other), one.at);
        for (int i = 0; i < 2 * DAYS; i++)
            co_buf_fini(&lists[i / DAYS][i % DAYS]);
        co_buf_fini(&one);
        co_buf_fini(&other);
        co_buf_fini(&told);
        tear_down(&own);
    }
}

/* --- passes ---------------------------------------------------------------------------------- */

static void a_bad_file_stops_its_feed_only_and_the_next_pass_goes_on(void **state)
{
    struct fixture *f = *state;
    folder_write(&f->folder, "in/saw-2026-11-16.csv", CO_STR(H "A1,Saw,1\nA2,Saw,1\n"));
    folder_write(&f->folder, "in/saw-2026-11-17.csv", CO_STR(H "A1,Saw,\"1\n"));
    folder_write(&f->folder, "in/saw-2026-11-18.csv", CO_STR(H "A2,Saw,1\n"));
    folder_write(&f->folder, "in/weld-2026-11-18.csv", CO_STR(H "B1,Weld,1\n"));
    check_pass(f, "the first pass", "TFWT");
    check_pass(f, "again", "KFWK");
    folder_write(&f->folder, "in/saw-2026-11-17.csv", CO_STR(H "A1,Saw,1\nA2,Saw,2\n"));
    check_pass(f, "mended", "KTTK");
    check_pass(f, "once more", "KKKK");
}

static void a_dry_pass_records_nothing(void **state)
{
    struct fixture *f = *state;
    struct co_outcome out;
    struct co_notes notes = {0};
    const struct co_inbox_file *file;
    folder_write(&f->folder, "in/saw-2026-11-16.csv", CO_STR(H "A1,Saw,1\n"));
    f->in.job.is_dry = true;
    check_status("open", co_intake_open(&f->intake, &f->in, &f->err), CO_OK, &f->err);
    file = co_intake_next(&f->intake, &out, &notes, &f->err);
    check_int("would be taken", file->what, CO_INBOX_TAKE);
    assert_null(co_intake_next(&f->intake, &out, &notes, &f->err));
    co_intake_close(&f->intake);
    assert_false(co_file_exists(f->in.job.history));
}

static void without_dates_in_names_a_copy_of_an_old_list_is_known(void **state)
{
    struct fixture *f = *state;
    f->config.n_feeds = 0;
    folder_write(&f->folder, "in/a-2026-11-16.csv", CO_STR(H "A1,Saw,1\n"));
    folder_write(&f->folder, "in/a-2026-11-30.csv", CO_STR(H "A2,Saw,1\n"));
    check_pass(f, "with dates", "TT");
    folder_write(&f->folder, "in/b.csv", CO_STR(H "A1,Saw,1\n"));
    f->in.settle = 0;
    check_pass(f, "its time is of a day that lies before the newest", "KKK");
}

/* A child writes a file for a second and a half; a run that looks twice sees it grow. */
static pid_t write_slowly(struct fixture *f, const char *name)
{
    const char *path = folder_write(&f->folder, name, CO_STR(H "A0,Saw,1\n"));
    pid_t child = fork();
    if (child == 0) {
        for (int i = 1; i <= 15; i++) {
            FILE *out = fopen(path, "a");
            if (!out || fprintf(out, "A%d,Saw,1\n", i) < 0 || fclose(out) != 0)
                _exit(1);
            usleep(100 * 1000);
        }
        _exit(0);
    }
    assert_true(child > 0);
    return child;
}

static void wait_for(pid_t child)
{
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void a_file_that_grows_is_left(void **state)
{
    struct fixture *f = *state;
    f->in.settle = 1;
    f->in.job.now = co_clock_now();
    pid_t child = write_slowly(f, "in/saw-2026-11-16.csv");
    folder_write(&f->folder, "in/saw-2026-11-17.csv", CO_STR(H "A2,Saw,1\n"));
    folder_write(&f->folder, "in/weld-2026-11-17.csv", CO_STR(H "B2,Weld,1\n"));
    check_pass(f, "while it grows", "XWT");
    wait_for(child);
    check_pass(f, "afterwards", "TTK");
}

static void a_run_that_waits_takes_the_whole_file(void **state)
{
    struct fixture *f = *state;
    struct co_buf got = {0};
    f->in.settle = 1;
    f->in.wait = 60;
    f->in.job.now = co_clock_now();
    pid_t child = write_slowly(f, "in/saw-2026-11-16.csv");
    check_pass(f, "waited", "T");
    wait_for(child);
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(f->in.job.history, &db, SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    past_query(db, "select rows from runs", &got);
    check_text("rows", co_buf_view(&got), "16\n");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    co_buf_fini(&got);
}

static void waiting_for_nothing_ends(void **state)
{
    struct fixture *f = *state;
    int64_t start = co_clock_steady();
    f->in.wait = 2;
    check_pass(f, "nothing came", "");
    assert_in_range(co_clock_steady() - start, 2000, 20000);
}

static void reports_are_not_written_where_they_are_read(void **state)
{
    struct fixture *f = *state;
    check_status("open", co_intake_open(&f->intake, &f->in, &f->err), CO_OK, &f->err);
    assert_true(co_intake_would_take(&f->intake, folder_path(&f->folder, "in/saw-today.csv")));
    assert_true(co_intake_would_take(&f->intake, folder_path(&f->folder, "in/../in/saw-x.csv")));
    assert_false(co_intake_would_take(&f->intake, folder_path(&f->folder, "in/today.csv")));
    assert_false(co_intake_would_take(&f->intake, folder_path(&f->folder, "saw-today.csv")));
    assert_false(co_intake_would_take(&f->intake, "saw-today.csv"));
    co_intake_close(&f->intake);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_of_arrival_ends_in_one_history),
        IN_FOLDER(a_bad_file_stops_its_feed_only_and_the_next_pass_goes_on),
        IN_FOLDER(a_dry_pass_records_nothing),
        IN_FOLDER(without_dates_in_names_a_copy_of_an_old_list_is_known),
        IN_FOLDER(a_file_that_grows_is_left),
        IN_FOLDER(a_run_that_waits_takes_the_whole_file),
        IN_FOLDER(waiting_for_nothing_ends),
        IN_FOLDER(reports_are_not_written_where_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
