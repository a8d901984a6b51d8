#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "crossoff/run.h"
#include "crossoff/sys.h"
#include "check.h"
#include "folder.h"

#define H "Work Order,Shop,Qty,Qty Completed,Due Date,Status\n"
#define A1 "A1,Milling,5,0,2026-11-27,Open\n"
#define A2 "A2,Milling,6,0,2026-11-27,Open\n"
#define A3 "A3,Turning,7,0,2026-11-27,Open\n"
static const char *const monday = H A1 A2, *const tuesday = H A2 A3, *const wednesday = H A3 A1;

struct fixture {
    struct folder folder;
    const char *monday, *tuesday, *wednesday, *history;
    struct co_job job;
    struct co_outcome out;
    struct co_notes notes;
    struct co_err err;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    folder_init(&f->folder);
    f->monday = folder_write(&f->folder, "open-2026-11-23.csv", co_str_of(monday));
    f->tuesday = folder_write(&f->folder, "open-2026-11-24.csv", co_str_of(tuesday));
    f->wednesday = folder_write(&f->folder, "open-2026-11-25.csv", co_str_of(wednesday));
    f->history = folder_path(&f->folder, "data/history.db");
    f->job = (struct co_job){.history = f->history,
                             .feed = "default",
                             .program = "test",
                             .who = "tester@host",
                             .date = CO_DATE_NONE,
                             .yesterday_date = CO_DATE_NONE,
                             .reading = {.calendar = {.week = CO_WEEK_MON_FRI}},
                             .now = INT64_C(1795500000),
                             .format = co_format_named(CO_STR("csv"))};
    *state = f;
    return 0;
}

static void forget(struct fixture *f)
{
    co_outcome_fini(&f->out);
    co_notes_fini(&f->notes);
    memset(&f->out, 0, sizeof f->out);
    memset(&f->err, 0, sizeof f->err);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    forget(f);
    folder_fini(&f->folder);
    free(f);
    return 0;
}

static void run(struct fixture *f, const char *what, const char *yesterday, const char *today,
                enum co_status status)
{
    forget(f);
    f->job.yesterday = yesterday;
    f->job.today = today;
    check_status(what, co_run(&f->job, &f->out, &f->notes, &f->err), status, &f->err);
    if (status)
        assert_false(f->out.is_recorded);
}

/* Lines of "verdict work order" in the order of the printed list. */
static void check_verdicts(struct fixture *f, const char *expected)
{
    struct co_buf got = {0}, all = {0};
    co_buf_str(&all, co_buf_view(&f->out.output));
    co_buf_byte(&all, '\0');
    co_buf_text(&got, "");
    char *line = strtok(all.at, "\r\n");
    assert_ptr_equal(strstr(line, "date,feed,shop,verdict,evidence,work_order,"), line);
    while ((line = strtok(NULL, "\r\n")) != NULL) {
        const char *cell[6];
        for (size_t i = 0; i < COUNT(cell); i++) {
            cell[i] = line;
            line += strcspn(line, ",");
            *line++ = '\0';
        }
        co_buf_fmt(&got, "%s %s %s; ", cell[0], cell[3], cell[5]);
    }
    check_text("verdicts", co_buf_view(&got), expected);
    co_buf_fini(&got);
    co_buf_fini(&all);
}

static void check_message(struct fixture *f, const char *part)
{
    co_buf_byte(&f->out.message, '\0');
    check_contains("message", f->out.message.at, part);
    f->out.message.len--;
}

static void check_days(struct fixture *f, const char *expected)
{
    struct co_history *h = NULL;
    struct co_table t;
    struct co_buf got = {0};
    bool created;
    check_status("open", co_history_open(f->history, CO_HISTORY_READ, 0, &h, &created, &f->err),
                 CO_OK, &f->err);
    check_status("days", co_history_days(h, NULL, &t, &f->err), CO_OK, &f->err);
    co_buf_text(&got, "");
    for (size_t r = 0; r < t.n_rows; r++) {
        const struct co_cell *row = &t.cells[r * t.n_columns];
        co_buf_fmt(&got, "%.*s %.*s %.*s; ", CO_STR_ARG(row[0].text), CO_STR_ARG(row[1].text),
                   CO_STR_ARG(row[4].text));
    }
    check_text("days", co_buf_view(&got), expected);
    co_buf_fini(&got);
    co_table_fini(&t);
    co_history_close(h);
}

static bool has_note(const struct fixture *f, const char *part)
{
    for (size_t i = 0; i < f->notes.n; i++)
        if (strstr(f->notes.list[i].text, part))
            return true;
    return false;
}

/* --- what is recorded --------------------------------------------------------------------- */

static void a_pair_records_two_days(void **state)
{
    struct fixture *f = *state;
    run(f, "pair", f->monday, f->tuesday, CO_OK);
    assert_true(f->out.is_recorded);
    check_verdicts(f, "2026-11-24 completed A1; 2026-11-24 carried over A2; 2026-11-24 new A3; ");
    check_message(f, "created the history ");
    check_message(f, "recorded: ");
    check_message(f, f->monday);
    check_message(f, "as 2026-11-23 (from its name)");
    check_message(f, f->tuesday);
    check_message(f, "as 2026-11-24 (from its name) of feed default in ");
    check_message(f, f->history);
    check_days(f,
               "2026-11-23 default open-2026-11-23.csv; 2026-11-24 default open-2026-11-24.csv; ");
}

static void a_lone_export_is_compared_with_the_newest_day(void **state)
{
    struct fixture *f = *state;
    run(f, "the first", NULL, f->monday, CO_OK);
    assert_true(f->out.is_recorded);
    check_verdicts(f, "2026-11-23 listed A1; 2026-11-23 listed A2; ");
    run(f, "the second", NULL, f->tuesday, CO_OK);
    assert_true(f->out.is_recorded);
    check_verdicts(f, "2026-11-24 completed A1; 2026-11-24 carried over A2; 2026-11-24 new A3; ");
    assert_null(strstr(f->out.message.at, "created"));
    run(f, "the third", NULL, f->wednesday, CO_OK);
    check_verdicts(f,
                   "2026-11-25 completed A2; 2026-11-25 reopened A1; 2026-11-25 carried over A3; ");
    check_days(f, "2026-11-23 default open-2026-11-23.csv; 2026-11-24 default open-2026-11-24.csv; "
                  "2026-11-25 default open-2026-11-25.csv; ");
}

static void pair_and_lone_exports_give_the_same_list(void **state)
{
    struct fixture *f = *state;
    struct co_buf lone = {0};
    run(f, "lone", NULL, f->monday, CO_OK);
    run(f, "lone", NULL, f->tuesday, CO_OK);
    co_buf_str(&lone, co_buf_view(&f->out.output));
    f->job.history = folder_path(&f->folder, "other.db");
    run(f, "pair", f->monday, f->tuesday, CO_OK);
    assert_true(co_str_eq(co_buf_view(&lone), co_buf_view(&f->out.output)));
    co_buf_fini(&lone);
}

static void a_pair_goes_on_from_the_day_before(void **state)
{
    struct fixture *f = *state;
    run(f, "first", f->monday, f->tuesday, CO_OK);
    run(f, "next", f->tuesday, f->wednesday, CO_OK);
    assert_true(f->out.is_recorded);
    check_verdicts(f,
                   "2026-11-25 completed A2; 2026-11-25 reopened A1; 2026-11-25 carried over A3; ");
}

static void two_feeds_do_not_mix(void **state)
{
    struct fixture *f = *state;
    run(f, "one", NULL, f->monday, CO_OK);
    f->job.feed = "other";
    run(f, "another", NULL, f->tuesday, CO_OK);
    check_verdicts(f, "2026-11-24 listed A2; 2026-11-24 listed A3; ");
    check_message(f, "of feed other in ");
    check_days(f, "2026-11-23 default open-2026-11-23.csv; 2026-11-24 other open-2026-11-24.csv; ");
}

static void printed_shops_do_not_limit_what_is_recorded(void **state)
{
    static const char *const shops[] = {"Turning"};
    struct fixture *f = *state;
    f->job.shops = shops;
    f->job.n_shops = 1;
    run(f, "one shop", f->monday, f->tuesday, CO_OK);
    check_verdicts(f, "2026-11-24 new A3; ");
    f->job.n_shops = 0;
    run(f, "all shops", f->monday, f->tuesday, CO_OK);
    check_verdicts(f, "2026-11-24 completed A1; 2026-11-24 carried over A2; 2026-11-24 new A3; ");
}

/* --- which day ---------------------------------------------------------------------------- */

static const char *written_at(struct fixture *f, const char *name, const char *text,
                              int64_t seconds)
{
    const char *path = folder_write(&f->folder, name, co_str_of(text));
    struct timespec times[2] = {{.tv_sec = (time_t)seconds}, {.tv_sec = (time_t)seconds}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    return path;
}

static void the_day_comes_from_option_name_or_time(void **state)
{
    struct fixture *f = *state;
    int64_t noon = (int64_t)co_date_of(2026, 11, 24) * 86400 + 43200;
    const char *plain = written_at(f, "orders.csv", monday, noon);
    f->job.is_dry = true;
    run(f, "time", NULL, plain, CO_OK);
    check_message(f, "as 2026-11-24 (from its modification time)");
    f->job.date = co_date_of(2026, 11, 20);
    run(f, "option", NULL, f->monday, CO_OK);
    check_message(f, "as 2026-11-20 (from --date)");
    f->job.date = CO_DATE_NONE;
    const char *both = written_at(f, "2026-11-20 and 2026-11-23.csv", monday, noon);
    run(f, "two dates", NULL, both, CO_USAGE);
    check_contains("two dates", f->err.text, "its name has two dates");
}

static void yesterdays_file_of_today_is_of_the_working_day_before(void **state)
{
    struct fixture *f = *state;
    int64_t noon = (int64_t)co_date_of(2026, 11, 23) * 86400 + 43200; /* a Monday */
    const char *yesterday = written_at(f, "yesterday.csv", monday, noon);
    const char *today = written_at(f, "today.csv", tuesday, noon);
    run(f, "both of Monday", yesterday, today, CO_OK);
    check_message(f, "as 2026-11-20 (from today's, one working day before)");
    check_message(f, "as 2026-11-23 (from its modification time)");
}

/* --- again -------------------------------------------------------------------------------- */

static void the_same_exports_again_change_nothing(void **state)
{
    struct fixture *f = *state;
    struct co_buf before = {0}, output = {0};
    run(f, "first", f->monday, f->tuesday, CO_OK);
    folder_read(f->history, &before);
    co_buf_str(&output, co_buf_view(&f->out.output));
    const struct {
        const char *what, *yesterday, *today;
    } again[] = {
        {"the pair", f->monday, f->tuesday},
        {"today's", NULL, f->tuesday},
        {"in another order of rows", NULL,
         folder_write(&f->folder, "again-2026-11-24.csv", CO_STR(H A3 A2))},
    };
    f->job.now += 3600;
    for (size_t i = 0; i < COUNT(again); i++) {
        run(f, again[i].what, again[i].yesterday, again[i].today, CO_OK);
        assert_false(f->out.is_recorded);
        check_message(f, "already recorded: ");
        check_message(f, again[i].today);
        check_message(f, "as 2026-11-24");
        check_file(again[i].what, f->history, co_buf_view(&before));
        check_text(again[i].what, co_buf_view(&f->out.output),
                   (co_buf_byte(&output, '\0'), output.len--, output.at));
    }
    run(f, "an older day", NULL, f->monday, CO_OK);
    check_message(f, "already recorded: ");
    check_verdicts(f, "2026-11-23 listed A1; 2026-11-23 listed A2; ");
    check_file("an older day", f->history, co_buf_view(&before));
    co_buf_fini(&before);
    co_buf_fini(&output);
}

static void a_dry_run_writes_nothing(void **state)
{
    struct fixture *f = *state;
    struct co_buf before = {0};
    size_t files = folder_count(&f->folder);
    f->job.is_dry = true;
    run(f, "without a history", f->monday, f->tuesday, CO_OK);
    assert_false(f->out.is_recorded);
    check_verdicts(f, "2026-11-24 completed A1; 2026-11-24 carried over A2; 2026-11-24 new A3; ");
    check_message(f, "dry run, nothing recorded: ");
    check_message(f, f->tuesday);
    assert_null(strstr(f->out.message.at, "created"));
    check_int("no folder, no file", (int64_t)folder_count(&f->folder), (int64_t)files);
    f->job.is_dry = false;
    run(f, "recorded", f->monday, f->tuesday, CO_OK);
    folder_read(f->history, &before);
    f->job.is_dry = true;
    run(f, "with a history", NULL, f->wednesday, CO_OK);
    check_verdicts(f,
                   "2026-11-25 completed A2; 2026-11-25 reopened A1; 2026-11-25 carried over A3; ");
    check_file("as it was", f->history, co_buf_view(&before));
    co_buf_fini(&before);
}

/* --- what fails leaves no trace ------------------------------------------------------------- */

/* Each is tried against a history of Monday and Tuesday. */
static const struct {
    const char *what, *name, *text; /* today's file, or text NULL: there is none */
    const char *yesterday;          /* a name in the folder, or NULL */
    enum co_status status;
    const char *said;
} failures[] = {
    {"missing", "open-2026-11-30.csv", NULL, NULL, CO_MISSING, "open-2026-11-30.csv is not there"},
    {"missing yesterday", "open-2026-11-26.csv", H A1, "no.csv", CO_MISSING, "no.csv is not there"},
    {"empty", "open-2026-11-26.csv", "", NULL, CO_INPUT, "open-2026-11-26.csv is empty"},
    {"cut off", "open-2026-11-26.csv", H A1 "A2,\"Mill", NULL, CO_INPUT, "open-2026-11-26.csv"},
    {"no list", "open-2026-11-26.csv", "<html>\n<body>\n", NULL, CO_INPUT, "open-2026-11-26.csv"},
    {"an old file as a late day", "b-2026-11-21.csv", H A1 A2, NULL, CO_HELD,
     "b-2026-11-21.csv is byte for byte the export recorded for"},
    {"other content for a recorded day", "b-2026-11-24.csv", H A1 A2, NULL, CO_HELD,
     "b-2026-11-24.csv differs from open-2026-11-24.csv, which was recorded for 2026-11-24"},
    {"swapped", "open-2026-11-23.csv", H A1 A2, "open-2026-11-24.csv", CO_HELD,
     "that is not before. Swap them"},
    {"yesterday is not what was recorded", "open-2026-11-26.csv", H A1, "c-2026-11-24.csv", CO_HELD,
     "c-2026-11-24.csv is not the list open-2026-11-24.csv that was recorded"},
    {"a list without the key", "open-2026-11-26.csv", "Shop,Batch\nMilling,1\nTurning,2\n", NULL,
     CO_INPUT,
     "open-2026-11-26.csv: it has no column \"Work Order\", which names the rows of this feed"},
};

static void a_failure_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct co_buf before = {0};
    run(f, "recorded", f->monday, f->tuesday, CO_OK);
    (void)folder_write(&f->folder, "c-2026-11-24.csv", CO_STR(H A1));
    folder_read(f->history, &before);
    for (size_t i = 0; i < COUNT(failures); i++) {
        const char *today = folder_path(&f->folder, failures[i].name);
        const char *yesterday =
            failures[i].yesterday ? folder_path(&f->folder, failures[i].yesterday) : NULL;
        if (failures[i].text)
            (void)folder_write(&f->folder, failures[i].name, co_str_of(failures[i].text));
        run(f, failures[i].what, yesterday, today, failures[i].status);
        check_contains(failures[i].what, f->err.text, failures[i].said);
        check_file(failures[i].what, f->history, co_buf_view(&before));
    }
    check_days(f,
               "2026-11-23 default open-2026-11-23.csv; 2026-11-24 default open-2026-11-24.csv; ");
    co_buf_fini(&before);
}

/* The same lists again: what a held run keeps, and that it keeps it once. */
static void a_held_run_keeps_the_attempt(void **state)
{
    static const struct {
        const char *what, *name, *text, *said, *kept;
    } held[] = {
        {"a header only", "open-2026-11-26.csv", H, "has no order at all", "2026-11-26"},
        {"an old file", "b-2026-11-27.csv", H A1 A2, "was recorded for 2026-11-23", "2026-11-27"},
    };
    struct fixture *f = *state;
    struct co_buf before = {0};
    run(f, "recorded", f->monday, f->tuesday, CO_OK);
    for (size_t i = 0; i < COUNT(held); i++) {
        const char *today = folder_write(&f->folder, held[i].name, co_str_of(held[i].text));
        f->job.is_bridge = i > 0; /* over the first of them */
        f->job.reason = "no list";
        run(f, held[i].what, NULL, today, CO_HELD);
        check_contains(held[i].what, f->err.text, held[i].said);
        check_contains(held[i].what, f->err.text, "nothing was recorded but the attempt");
        before.len = 0;
        folder_read(f->history, &before);
        run(f, "again", NULL, today, CO_HELD);
        check_file("the attempt is kept once", f->history, co_buf_view(&before));
    }
    check_days(f, "2026-11-23 default open-2026-11-23.csv; 2026-11-24 default open-2026-11-24.csv; "
                  "2026-11-26 default open-2026-11-26.csv; 2026-11-27 default b-2026-11-27.csv; ");
    co_buf_fini(&before);
}

static void a_pair_is_recorded_whole_or_not_at_all(void **state)
{
    struct fixture *f = *state;
    struct co_buf before = {0};
    const char *cut = folder_write(&f->folder, "open-2026-11-26.csv", CO_STR(H A1 "A2,\"Mill"));
    run(f, "the first pair", f->wednesday, cut, CO_INPUT);
    assert_false(co_file_exists(f->history));
    run(f, "Monday", NULL, f->monday, CO_OK);
    folder_read(f->history, &before);
    run(f, "a later pair", f->tuesday, cut, CO_INPUT);
    check_file("not even Tuesday", f->history, co_buf_view(&before));
    co_buf_fini(&before);
}

static void a_history_of_others_is_left_alone(void **state)
{
    struct fixture *f = *state;
    f->job.history = folder_write(&f->folder, "history.db", co_str_of(monday));
    run(f, "a list", NULL, f->monday, CO_STORE);
    check_contains("which", f->err.text, "history.db is no history of crossoff");
    check_file("left alone", f->job.history, co_str_of(monday));
    f->job.history = f->folder.path;
    run(f, "a folder", NULL, f->monday, CO_STORE);
}

static void no_news_is_said(void **state)
{
    struct fixture *f = *state;
    const char *again = folder_write(&f->folder, "open-2026-11-26.csv", co_str_of(tuesday));
    run(f, "recorded", f->monday, f->tuesday, CO_OK);
    run(f, "the same bytes two days later", NULL, again, CO_OK);
    assert_true(f->out.is_recorded);
    assert_true(has_note(f, "G5: open-2026-11-26.csv says what the list before says"));
    check_verdicts(f, "2026-11-26 carried over A2; 2026-11-26 carried over A3; ");
}

static void everything_may_be_completed(void **state)
{
    struct fixture *f = *state;
    const char *over =
        folder_write(&f->folder, "open-2026-11-25.csv", CO_STR(H "A9,Milling,1,1,,Closed\n"));
    const char *next = folder_write(&f->folder, "open-2026-11-26.csv", CO_STR(H A2));
    run(f, "recorded", f->monday, f->tuesday, CO_OK);
    run(f, "nothing is open", NULL, over, CO_OK);
    check_verdicts(f, "2026-11-25 completed A2; 2026-11-25 completed A3; ");
    run(f, "the day after", NULL, next, CO_OK);
    check_verdicts(f, "2026-11-26 reopened A2; ");
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_pair_records_two_days),
        IN_FOLDER(a_lone_export_is_compared_with_the_newest_day),
        IN_FOLDER(pair_and_lone_exports_give_the_same_list),
        IN_FOLDER(a_pair_goes_on_from_the_day_before),
        IN_FOLDER(two_feeds_do_not_mix),
        IN_FOLDER(printed_shops_do_not_limit_what_is_recorded),
        IN_FOLDER(the_day_comes_from_option_name_or_time),
        IN_FOLDER(yesterdays_file_of_today_is_of_the_working_day_before),
        IN_FOLDER(the_same_exports_again_change_nothing),
        IN_FOLDER(a_dry_run_writes_nothing),
        IN_FOLDER(a_failure_changes_nothing),
        IN_FOLDER(a_held_run_keeps_the_attempt),
        IN_FOLDER(a_pair_is_recorded_whole_or_not_at_all),
        IN_FOLDER(a_history_of_others_is_left_alone),
        IN_FOLDER(no_news_is_said),
        IN_FOLDER(everything_may_be_completed),
    };
    (void)setenv("TZ", "UTC0", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
