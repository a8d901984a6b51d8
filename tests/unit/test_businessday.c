#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "crossoff/run.h"
#include "crossoff/sys.h"
#include "check.h"

/* --- when a day starts ------------------------------------------------------------------------ */

static const struct {
    const char *zone, *instant;
    int starts; /* minutes; -1 = not set */
    const char *day;
} times[] = {
    {"UTC", "2026-11-23T05:59:59Z", -1, "2026-11-23"},
    {"UTC", "2026-11-23T05:59:59Z", 0, "2026-11-23"},
    {"UTC", "2026-11-23T00:00:00Z", 0, "2026-11-23"},
    {"UTC", "2026-11-23T05:59:59Z", 360, "2026-11-22"},
    {"UTC", "2026-11-23T06:00:00Z", 360, "2026-11-23"},
    {"UTC", "2026-11-23T23:59:59Z", 360, "2026-11-23"},
    {"UTC", "2026-11-24T00:00:00Z", 360, "2026-11-23"},
    {"UTC", "2026-03-01T03:00:00Z", 360, "2026-02-28"},
    {"UTC", "2027-01-01T03:00:00Z", 360, "2026-12-31"},
    {"Europe/Berlin", "2026-11-23T04:59:59Z", 360, "2026-11-22"},
    {"Europe/Berlin", "2026-11-23T05:00:00Z", 360, "2026-11-23"},
    {"Europe/Berlin", "2026-07-23T03:59:59Z", 360, "2026-07-22"},
    {"Europe/Berlin", "2026-07-23T04:00:00Z", 360, "2026-07-23"},
    {"America/New_York", "2026-11-23T10:59:59Z", 360, "2026-11-22"},
    {"America/New_York", "2026-11-23T11:00:00Z", 360, "2026-11-23"},
    /* The clocks go back at 03:00: the night has an hour more. */
    {"Europe/Berlin", "2026-10-24T21:59:59Z", 360, "2026-10-24"}, /* 23:59:59 */
    {"Europe/Berlin", "2026-10-24T22:00:00Z", 360, "2026-10-24"}, /* 00:00 */
    {"Europe/Berlin", "2026-10-25T00:30:00Z", 360, "2026-10-24"}, /* 02:30, the first time */
    {"Europe/Berlin", "2026-10-25T01:30:00Z", 360, "2026-10-24"}, /* 02:30, the second time */
    {"Europe/Berlin", "2026-10-25T04:59:59Z", 360, "2026-10-24"}, /* 05:59:59 */
    {"Europe/Berlin", "2026-10-25T05:00:00Z", 360, "2026-10-25"}, /* 06:00 */
    {"Europe/Berlin", "2026-10-25T22:59:59Z", 360, "2026-10-25"}, /* 23:59:59 */
    /* They go forward at 02:00: an hour less. */
    {"Europe/Berlin", "2026-03-28T23:30:00Z", 360, "2026-03-28"},    /* 00:30 */
    {"Europe/Berlin", "2026-03-29T03:59:59Z", 360, "2026-03-28"},    /* 05:59:59 */
    {"Europe/Berlin", "2026-03-29T04:00:00Z", 360, "2026-03-29"},    /* 06:00 */
    {"America/New_York", "2026-11-01T04:30:00Z", 360, "2026-10-31"}, /* 00:30 */
    {"America/New_York", "2026-11-01T10:59:59Z", 360, "2026-10-31"}, /* 05:59:59 */
    {"America/New_York", "2026-11-01T11:00:00Z", 360, "2026-11-01"}, /* 06:00 */
    {"America/New_York", "2026-03-08T09:59:59Z", 360, "2026-03-07"}, /* 05:59:59 */
    {"America/New_York", "2026-03-08T10:00:00Z", 360, "2026-03-08"}, /* 06:00 */
};

static void set_zone(const char *zone)
{
    assert_int_equal(setenv("TZ", zone, 1), 0);
    tzset();
}

static void a_time_before_the_day_starts_belongs_to_the_day_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(times); i++) {
        struct co_reading reading = {.has_day_starts = times[i].starts >= 0,
                                     .day_starts = times[i].starts};
        int64_t seconds;
        co_date utc;
        bool is_day_before;
        char what[80], day[CO_DATE_TEXT];
        (void)snprintf(what, sizeof what, "%s %s", times[i].zone, times[i].instant);
        set_zone(times[i].zone);
        assert_true(co_time_parse(co_str_of(times[i].instant), &seconds, &utc));
        co_date got = co_run_day_of_time(seconds, &reading, &is_day_before);
        check_text(what, co_str_of(co_date_text(got, day)), times[i].day);
        check_int(what, is_day_before, got != co_clock_local_date(seconds));
    }
    set_zone("UTC");
}

/* --- the run date ----------------------------------------------------------------------------- */

enum { DAY = 20780 }; /* 2026-11-23 */

static const struct {
    int made, other; /* days after the business day; NEVER = none */
    const char *said;
    int kept;
} made[] = {
#define NEVER 9999
    {NEVER, NEVER, NULL, NEVER},
    {0, NEVER, NULL, 0},
    {1, NEVER, NULL, 1},
    {-1, NEVER, "made on 2026-11-22, but counts as the list of 2026-11-23 (from its name): an old",
     -1},
    {2, NEVER, "made on 2026-11-25, but counts as the list of 2026-11-23 (from its name). If its",
     2},
    {0, 200, NULL, 0},
    {-200, 1, NULL, 1},
    {-3, -200, "made on 2026-11-20 or 2026-05-07, but", NEVER},
    {-3, 200, "(from its name). If its day is another, say so with --date", NEVER},
};

static co_date day_after(int days)
{
    return days == NEVER ? CO_DATE_NONE : DAY + days;
}

static void a_list_is_made_on_its_day_or_in_the_night_behind_it(void **state)
{
    (void)state;
    static struct co_export x = {.name = "x.csv"};
    struct co_list_day day = {DAY, "its name", "--date", false};
    for (size_t i = 0; i < COUNT(made); i++) {
        struct co_notes notes = {.n = 0};
        char what[32];
        (void)snprintf(what, sizeof what, "case %zu", i);
        x.run_date = day_after(made[i].made);
        x.run_date_else = day_after(made[i].other);
        co_run_check_made(&x, &day, &notes);
        check_int(what, (int64_t)notes.n, made[i].said ? 1 : 0);
        if (made[i].said) {
            check_contains(what, notes.list[0].text, made[i].said);
            check_int(what, notes.list[0].level, CO_NOTE_WARNING);
        }
        check_int(what, co_run_date_made(&x, DAY), day_after(made[i].kept));
        co_notes_fini(&notes);
    }
}

static void a_guessed_day_that_the_run_date_contradicts_is_asked_for(void **state)
{
    (void)state;
    static struct co_export x = {
        .name = "x.csv", .run_date = DAY - 3, .run_date_else = CO_DATE_NONE};
    struct co_list_day day = {DAY, "its modification time", "--yesterday-date", true};
    struct co_notes notes = {.n = 0};
    co_run_check_made(&x, &day, &notes);
    check_int("notes", (int64_t)notes.n, 1);
    check_contains("advice", notes.list[0].text, "; give its day with --yesterday-date");
    co_notes_fini(&notes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_before_the_day_starts_belongs_to_the_day_before),
        cmocka_unit_test(a_list_is_made_on_its_day_or_in_the_night_behind_it),
        cmocka_unit_test(a_guessed_day_that_the_run_date_contradicts_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
