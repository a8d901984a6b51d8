#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/inbox.h"
#include "check.h"

static const struct {
    const char *pattern, *name;
    bool fits;
} patterns[] = {
    {"*.csv", "a.csv", true},
    {"*.csv", "A.CSV", true},
    {"*.csv", ".csv", true},
    {"*.csv", "a.csv.gz", false},
    {"*.csv", "acsv", false},
    {"saw-*.csv", "saw-2026-11-16.csv", true},
    {"SAW-*", "saw-1", true},
    {"saw-*.csv", "jigsaw-1.csv", false},
    {"*saw*", "jigsaw-1.csv", true},
    {"list-????.csv", "list-2026.csv", true},
    {"list-????.csv", "list-206.csv", false},
    {"list-????.csv", "list-20266.csv", false},
    {"s?ge.csv", "säge.csv", true},
    {"s??ge.csv", "säge.csv", false},
    {"*ä*", "säge", true},
    {"*", "", true},
    {"*", "anything", true},
    {"**", "anything", true},
    {"?", "", false},
    {"", "", true},
    {"", "a", false},
    {"*a*b*c", "xxaxxbxxc", true},
    {"*a*b*c", "xxaxxcxxb", false},
    {"*ab", "aab", true},
    {"*aab", "aaaab", true},
    {"[a]", "a", false},
    {"[a]", "[A]", true},
    {"a*", "b", false},
};

static void patterns_fit_whole_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++)
        check_int(patterns[i].pattern, co_inbox_fits(patterns[i].pattern, patterns[i].name),
                  patterns[i].fits);
}

/* Thirty stars over a long name: each star is tried once, or this test never ends. */
static void no_pattern_takes_for_ever(void **state)
{
    char pattern[64] = "", name[256];
    (void)state;
    for (int i = 0; i < 30; i++)
        strcat(pattern, "*a");
    strcat(pattern, "b");
    memset(name, 'a', 255);
    name[255] = '\0';
    assert_false(co_inbox_fits(pattern, name));
}

/* --- plans ----------------------------------------------------------------------------------- */

static const struct co_reading usual = {.has_day_starts = true, .day_starts = 360};
static const char *const saw[] = {"saw*"}, *const weld[] = {"weld*.csv", "*.txt"},
                         *const sawn[] = {"*sawn*"};
static const struct co_inbox_feed two[] = {{"weld", weld, 2, 0, &usual},
                                           {"saw", saw, 1, 0, &usual}};
static const struct co_inbox_feed crossing[] = {{"saw", saw, 1, 0, &usual},
                                                {"sawn", sawn, 1, 0, &usual}};
static const struct co_inbox_feed lone[] = {{"default", NULL, 0, 0, &usual}};
static const struct co_inbox_feed rest[] = {{"rest", NULL, 0, 0, &usual},
                                            {"saw", saw, 1, 0, &usual}};
static const struct co_inbox_feed places[] = {{"a", NULL, 0, 0, &usual}, {"b", NULL, 0, 1, &usual}};

/* A file: its bytes are told by one letter (0: cannot be read). */
struct file {
    const char *name;
    char bytes;
    enum { FRESH, KNOWN, OLD, CHANGING, FOLDER, PIPE, ELSEWHERE } is;
};

#define N2 "saw-2026-11-17.csv"
#define N3 "saw-2026-11-18.csv"
static const struct {
    const char *what;
    const struct co_inbox_feed *feeds;
    size_t n_feeds;
    const char *only;
    struct file files[8];
    const char *plan; /* or the sentence of a mistake */
} plans[] = {
    {"nothing", lone, 1, NULL, {{0}}, ""},
    {"the oldest day first, whatever its name",
     lone,
     1,
     NULL,
     {{"b-2026-11-18.csv", 'a', FRESH},
      {"c-2026-11-16.tsv", 'b', FRESH},
      {"a-2026-11-17.TXT", 'c', FRESH},
      {"d-2026-11-19.csv.gz", 'd', FRESH}},
     "take c-2026-11-16.tsv 2026-11-16 default\ntake a-2026-11-17.TXT 2026-11-17 default\n"
     "take b-2026-11-18.csv 2026-11-18 default\ntake d-2026-11-19.csv.gz 2026-11-19 default\n"},
    {"feeds by pattern, by name within a day",
     two,
     2,
     NULL,
     {{"weld-2026-11-16.csv", 'a', FRESH},
      {"saw-2026-11-16.csv", 'b', FRESH},
      {"x-2026-11-15.txt", 'c', FRESH},
      {"y-2026-11-15.csv", 'd', FRESH}},
     "take x-2026-11-15.txt 2026-11-15 weld\ntake saw-2026-11-16.csv 2026-11-16 saw\n"
     "take weld-2026-11-16.csv 2026-11-16 weld\n"
     "left y-2026-11-15.csv: not among the `files` of a feed\n"},
    {"two feeds would take it",
     crossing,
     2,
     NULL,
     {{"sawn-2026-11-16.csv", 'a', FRESH}},
     "sawn-2026-11-16.csv fits the files of two feeds, saw and sawn; change `files`"},
    {"a feed without patterns takes the rest",
     rest,
     2,
     NULL,
     {{"saw-2026-11-16.csv", 'a', FRESH}, {"y-2026-11-16.csv", 'b', FRESH}},
     "take y-2026-11-16.csv 2026-11-16 rest\ntake saw-2026-11-16.csv 2026-11-16 saw\n"},
    {"one feed is asked for",
     two,
     2,
     "saw",
     {{"weld-2026-11-16.csv", 'a', FRESH}, {"saw-2026-11-16.csv", 'b', FRESH}},
     "take saw-2026-11-16.csv 2026-11-16 saw\nleft weld-2026-11-16.csv: of feed weld\n"},
    {"folders of their own",
     places,
     2,
     NULL,
     {{"x-2026-11-16.csv", 'a', ELSEWHERE}, {"x-2026-11-16.csv", 'b', FRESH}},
     "take x-2026-11-16.csv 2026-11-16 a\ntake x-2026-11-16.csv 2026-11-16 b\n"},
    {"no export, by its name",
     lone,
     1,
     NULL,
     {{".a.csv", 'a', FRESH},
      {"~$a.csv", 'b', FRESH},
      {".~lock.a.csv#", 'c', FRESH},
      {"a.csv.part", 'd', FRESH},
      {"a.csv.CRDOWNLOAD", 'e', FRESH},
      {"a.tmp", 'f', FRESH},
      {"a.xlsx", 'g', FRESH},
      {"a.csv.filepart", 'h', FRESH}},
     "left .a.csv: a hidden file\nleft .~lock.a.csv#: the lock of an open document\n"
     "left a.csv.CRDOWNLOAD: not complete, by the end of its name\n"
     "left a.csv.filepart: not complete, by the end of its name\n"
     "left a.csv.part: not complete, by the end of its name\n"
     "left a.tmp: not complete, by the end of its name\nleft a.xlsx: no export, by its name\n"
     "left ~$a.csv: the lock of an open document\n"},
    {"no file",
     lone,
     1,
     NULL,
     {{"a.csv", 0, FOLDER}, {"b.csv", 0, PIPE}},
     "left a.csv: a folder\nleft b.csv: no regular file\n"},
    {"recorded, and replaced or taken back",
     two,
     2,
     NULL,
     {{"saw-2026-11-16.csv", 'a', KNOWN}, {N2, 'b', OLD}, {N3, 'c', FRESH}},
     "known saw-2026-11-16.csv: already recorded as 2026-11-16\n"
     "known " N2 ": was recorded as 2026-11-17, then replaced or taken back; to record it again, "
     "give it by itself\n"
     "take " N3 " 2026-11-18 saw\n"},
    {"what is still being written stops later days of its feed",
     two,
     2,
     NULL,
     {{N2, 'b', CHANGING},
      {N3, 'c', FRESH},
      {"saw-2026-11-16.csv", 'a', FRESH},
      {"weld-2026-11-18.csv", 'd', FRESH}},
     "take saw-2026-11-16.csv 2026-11-16 saw\n"
     "wrong " N2 ": is still being written, or just arrived; look again later (MISSING)\n"
     "waits " N3
     ": waits for 2026-11-17, which could not be recorded: settle that one first (another "
     "list, --accept, or --bridge over it); over a gap, orders would be completed on the wrong "
     "day\n"
     "take weld-2026-11-18.csv 2026-11-18 weld\n"},
    {"two files of one day stop their feed",
     two,
     2,
     NULL,
     {{"saw 2026-11-17.csv", 'a', FRESH},
      {N2, 'b', FRESH},
      {N3, 'c', FRESH},
      {"weld-2026-11-17.csv", 'd', FRESH}},
     "wrong saw 2026-11-17.csv: 2 files are of 2026-11-17, which has one list: saw 2026-11-17.csv, "
     "saw-2026-11-17.csv. Take away what is not of that day, or record the right one by itself "
     "(HELD)\n"
     "wrong saw-2026-11-17.csv: 2 files are of 2026-11-17, which has one list: saw 2026-11-17.csv, "
     "saw-2026-11-17.csv. Take away what is not of that day, or record the right one by itself "
     "(HELD)\n"
     "take weld-2026-11-17.csv 2026-11-17 weld\n"
     "waits " N3
     ": waits for 2026-11-17, which could not be recorded: settle that one first (another "
     "list, --accept, or --bridge over it); over a gap, orders would be completed on the wrong "
     "day\n"},
    {"a copy is no second file",
     two,
     2,
     NULL,
     {{N2, 'a', FRESH}, {"saw-2026-11-17 (1).csv", 'a', FRESH}, {N3, 'b', FRESH}},
     "take saw-2026-11-17 (1).csv 2026-11-17 saw\n"
     "left " N2 ": the same bytes as saw-2026-11-17 (1).csv\n"
     "take " N3 " 2026-11-18 saw\n"},
    {"two that cannot be read are no copies",
     two,
     2,
     NULL,
     {{N2, 0, FRESH}, {"saw-2026-11-17 (1).csv", 0, FRESH}},
     "wrong saw-2026-11-17 (1).csv: 2 files are of 2026-11-17, which has one list: "
     "saw-2026-11-17 (1).csv, " N2 ". Take away what is not of that day, or record the right one "
     "by itself (HELD)\n"
     "wrong " N2 ": 2 files are of 2026-11-17, which has one list: saw-2026-11-17 (1).csv, " N2
     ". Take away what is not of that day, or record the right one by itself (HELD)\n"},
    {"a second file of a recorded day is the run's to judge",
     two,
     2,
     NULL,
     {{N2, 'a', KNOWN}, {"saw-2026-11-17 (1).csv", 'b', FRESH}},
     "take saw-2026-11-17 (1).csv 2026-11-17 saw\nknown " N2 ": already recorded as 2026-11-17\n"},
    {"two dates in a name stop nobody else",
     two,
     2,
     NULL,
     {{"saw-2026-11-16-2026-11-17.csv", 'a', FRESH}, {N3, 'b', FRESH}},
     "take " N3 " 2026-11-18 saw\n"
     "wrong saw-2026-11-16-2026-11-17.csv: its name has two dates; record it by itself, with "
     "--date YYYY-MM-DD (HELD)\n"},
    {"without a date in its name: its time, and when the day starts",
     lone,
     1,
     NULL,
     {{"open.csv", 'a', FRESH}},
     "take open.csv 2026-11-22 default\n"},
};

static void fill(struct co_inbox *b, const struct file *files)
{
    for (size_t i = 0; i < 8 && files[i].name; i++) {
        const struct file *f = &files[i];
        struct co_inbox_file given = {.path = f->name,
                                      .name = f->name,
                                      .folder = f->is == ELSEWHERE,
                                      .kind = f->is == FOLDER ? CO_ENTRY_FOLDER
                                              : f->is == PIPE ? CO_ENTRY_OTHER
                                                              : CO_ENTRY_FILE,
                                      .modified = INT64_C(1795406400), /* 2026-11-23T04:00:00Z */
                                      .is_changing = f->is == CHANGING};
        struct co_inbox_file *added = co_inbox_add(b, &given);
        assert_non_null(added);
        if (f->bytes)
            memset(added->sha256, f->bytes, 64);
    }
}

static void describe(const struct co_inbox *b, struct co_buf *out)
{
    static const char *const words[] = {"take", "known", "left", "waits", "wrong"};
    char day[CO_DATE_TEXT];
    co_buf_text(out, "");
    for (size_t i = 0; i < b->n; i++) {
        const struct co_inbox_file *f = &b->files[i];
        co_buf_fmt(out, "%s %s", words[f->what], f->name);
        if (f->what == CO_INBOX_TAKE)
            co_buf_fmt(out, " %s %s", co_date_text(f->date, day), f->feed->name);
        else
            co_buf_fmt(out, ": %s", f->why);
        if (f->status)
            co_buf_fmt(out, " (%s)", co_status_name(f->status));
        co_buf_byte(out, '\n');
    }
}

static void every_file_has_its_place_in_the_plan(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(plans); i++) {
        struct co_inbox b = {
            .feeds = plans[i].feeds, .n_feeds = plans[i].n_feeds, .only = plans[i].only};
        struct co_err err = {0};
        struct co_buf got = {0};
        fill(&b, plans[i].files);
        enum co_status status = co_inbox_sort(&b, &err);
        for (size_t k = 0; k < b.n; k++) {
            const struct file *f = &plans[i].files[k];
            b.files[k].recorded = f->is == KNOWN ? b.files[k].date : CO_DATE_NONE;
            b.files[k].was_recorded = f->is == OLD;
        }
        if (!status)
            status = co_inbox_plan(&b, &err);
        describe(&b, &got);
        if (status)
            check_contains(plans[i].what, err.text, plans[i].plan);
        else
            check_text(plans[i].what, co_buf_view(&got), plans[i].plan);
        co_buf_fini(&got);
        co_inbox_fini(&b);
    }
}

/* Whatever the order in which the folder is listed. */
static void the_plan_does_not_depend_on_the_listing(void **state)
{
    static const struct file files[] = {
        {"saw-2026-11-17.csv", 'a', FRESH},     {"weld-2026-11-16.csv", 'b', FRESH},
        {"saw-2026-11-17 (1).csv", 'c', FRESH}, {"saw-2026-11-16.csv", 'd', FRESH},
        {"saw-2026-11-18.csv", 'e', FRESH},     {".x", 'f', FRESH},
    };
    struct co_buf first = {0};
    (void)state;
    for (size_t shift = 0; shift < COUNT(files); shift++) {
        struct file turned[8] = {{0}};
        struct co_inbox b = {.feeds = two, .n_feeds = 2};
        struct co_buf got = {0};
        for (size_t i = 0; i < COUNT(files); i++)
            turned[i] = files[(i * 5 + shift) % COUNT(files)];
        fill(&b, turned);
        check_status("sort", co_inbox_sort(&b, NULL), CO_OK, NULL);
        check_status("plan", co_inbox_plan(&b, NULL), CO_OK, NULL);
        describe(&b, &got);
        if (!shift)
            co_buf_str(&first, co_buf_view(&got));
        assert_true(co_str_eq(co_buf_view(&first), co_buf_view(&got)));
        co_buf_fini(&got);
        co_inbox_fini(&b);
    }
    co_buf_fini(&first);
}

static void a_file_that_failed_stops_later_days_of_its_feed(void **state)
{
    static const struct file files[8] = {{"saw-2026-11-17.csv", 'a', FRESH},
                                         {"saw-2026-11-18.csv", 'b', FRESH},
                                         {"weld-2026-11-18.csv", 'c', FRESH}};
    struct co_inbox b = {.feeds = two, .n_feeds = 2};
    (void)state;
    fill(&b, files);
    check_status("sort", co_inbox_sort(&b, NULL), CO_OK, NULL);
    check_status("plan", co_inbox_plan(&b, NULL), CO_OK, NULL);
    co_inbox_stop(&b, &b.files[0]);
    check_int("itself", b.files[0].what, CO_INBOX_TAKE);
    check_int("the next day", b.files[1].what, CO_INBOX_WAITS);
    check_int("another feed", b.files[2].what, CO_INBOX_TAKE);
    co_inbox_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_fit_whole_names),
        cmocka_unit_test(no_pattern_takes_for_ever),
        cmocka_unit_test(every_file_has_its_place_in_the_plan),
        cmocka_unit_test(the_plan_does_not_depend_on_the_listing),
        cmocka_unit_test(a_file_that_failed_stops_later_days_of_its_feed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
