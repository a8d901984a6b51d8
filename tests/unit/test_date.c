#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/date.h"
#include "check.h"

static int slow_month_days(int year, int month)
{
    if (month == 2)
        return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Counts the days one by one from 1 January 1900, a Monday, 25567 days before 1970. */
static void every_day_of_two_centuries_goes_there_and_back(void **state)
{
    co_date expected = -25567;
    int weekday = 0;
    (void)state;
    for (int y = 1900; y <= 2100; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= slow_month_days(y, m); d++) {
                int year, month, day;
                char text[CO_DATE_TEXT], wanted[32];
                co_date date = co_date_of(y, m, d);
                (void)snprintf(wanted, sizeof wanted, "%04d-%02d-%02d", y, m, d);
                check_int(wanted, date, expected++);
                co_date_split(date, &year, &month, &day);
                check_int(wanted, year * 10000 + month * 100 + day, y * 10000 + m * 100 + d);
                check_int(wanted, co_date_weekday(date), weekday);
                check_text("text", co_str_of(co_date_text(date, text)), wanted);
                check_int(wanted, co_date_parse(co_str_of(wanted)), date);
                weekday = (weekday + 1) % 7;
            }
}

static const struct {
    int year, month, day;
    bool is_day;
} days[] = {
    {2024, 2, 29, true},  {2023, 2, 29, false}, {2000, 2, 29, true},  {1900, 2, 29, false},
    {2100, 2, 29, false}, {2026, 2, 30, false}, {2026, 4, 31, false}, {2026, 12, 31, true},
    {2026, 13, 1, false}, {2026, 0, 1, false},  {2026, 1, 0, false},  {2026, 1, 32, false},
    {2026, -1, 1, false}, {2026, 1, -1, false}, {0, 1, 1, false},     {1, 1, 1, true},
    {9999, 12, 31, true}, {10000, 1, 1, false}, {-1, 1, 1, false},
};

static void there_is_no_30_february(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(days); i++) {
        char what[64];
        int y, m, d;
        (void)snprintf(what, sizeof what, "%d-%d-%d", days[i].year, days[i].month, days[i].day);
        co_date date = co_date_of(days[i].year, days[i].month, days[i].day);
        check_int(what, date != CO_DATE_NONE, days[i].is_day);
        if (date != CO_DATE_NONE) {
            co_date_split(date, &y, &m, &d);
            check_int(what, y * 10000 + m * 100 + d,
                      days[i].year * 10000 + days[i].month * 100 + days[i].day);
        }
    }
}

static void iso_parse_refuses_everything_else(void **state)
{
    static const char *const junk[] = {"",
                                       "2026",
                                       "2026-11",
                                       "2026-11-2",
                                       "2026-1-23",
                                       "20261123",
                                       "2026-11-231",
                                       "2026/11/23",
                                       "2026-11-23 ",
                                       " 2026-11-23",
                                       "2026-11-2x",
                                       "x026-11-23",
                                       "2026-02-30",
                                       "2026-00-10",
                                       "0000-01-01",
                                       "-026-11-23",
                                       "2026-+1-23",
                                       "2026-11-+3",
                                       "2026 11 23",
                                       "23-11-2026",
                                       "2026-11-23T",
                                       "２０２６-１１-２３"};
    char text[CO_DATE_TEXT] = "x", day[CO_DAY_TEXT] = "x";
    (void)state;
    for (size_t i = 0; i < COUNT(junk); i++)
        check_int(junk[i], co_date_parse(co_str_of(junk[i])), CO_DATE_NONE);
    check_int("2026-11-23", co_date_parse(CO_STR("2026-11-23")), 20780);
    check_text("no date", co_str_of(co_date_text(CO_DATE_NONE, text)), "");
    check_text("no day", co_str_of(co_date_day_text(CO_DATE_NONE, day)), "");
    check_text("day", co_str_of(co_date_day_text(20780, day)), "Mon 23 Nov 2026");
    check_text("day", co_str_of(co_date_day_text(co_date_of(2026, 5, 3), day)), "Sun 3 May 2026");
}

static const struct {
    const char *text;
    const char *week; /* NULL: is none */
} weeks[] = {
    {"mon-fri", "mon tue wed thu fri"},
    {"sun-thu", "mon tue wed thu sun"},
    {"mon tue wed thu fri sat", "mon tue wed thu fri sat"},
    {"mon,wed,fri", "mon wed fri"},
    {"mon, wed , fri", "mon wed fri"},
    {"MON-Sat", "mon tue wed thu fri sat"},
    {"Monday-Friday", "mon tue wed thu fri"},
    {"monday tues", "mon tue"},
    {"sat-sun mon", "mon sat sun"},
    {"fri-mon", "mon fri sat sun"},
    {"wed-wed", "wed"},
    {"mon-sun", "mon tue wed thu fri sat sun"},
    {"sun-sat", "mon tue wed thu fri sat sun"},
    {"", NULL},
    {" , ", NULL},
    {"mo-fr", NULL},
    {"mon-", NULL},
    {"-fri", NULL},
    {"-", NULL},
    {"mon-fri x", NULL},
    {"workdays", NULL},
    {"mon - fri", NULL},
    {"mon;fri", NULL},
    {"mon-wed-fri", NULL},
    {"monkey", NULL},
    {"mondays", NULL},
    {"1-5", NULL},
};

static void weeks_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(weeks); i++) {
        co_week week = 0x55;
        char text[32];
        bool is_week = co_week_parse(co_str_of(weeks[i].text), &week);
        check_int(weeks[i].text, is_week, weeks[i].week != NULL);
        if (is_week)
            check_text(weeks[i].text, co_str_of(co_week_text(week, text)), weeks[i].week);
        else
            check_int("left alone", week, 0x55);
    }
}

static void every_week_can_be_written_and_read(void **state)
{
    (void)state;
    for (unsigned w = 1; w < 128; w++) {
        char text[32];
        co_week again = 0;
        assert_true(co_week_parse(co_str_of(co_week_text((co_week)w, text)), &again));
        check_int(text, again, w);
    }
}

static int32_t slow_days(co_week week, co_date after, co_date until)
{
    int32_t n = 0;
    for (co_date d = after + 1; d <= until; d++)
        n += week >> co_date_weekday(d) & 1;
    return n;
}

static void working_days_are_those_of_a_slow_count(void **state)
{
    const co_date base = 20780;
    (void)state;
    for (unsigned w = 0; w < 128; w++)
        for (co_date after = base - 7; after < base; after++)
            for (co_date until = after - 2; until < after + 24; until++)
                check_int("days", co_week_days((co_week)w, after, until),
                          slow_days((co_week)w, after, until));
    check_int("long", co_week_days(CO_WEEK_MON_FRI, base, base + 3653),
              slow_days(CO_WEEK_MON_FRI, base, base + 3653));
    check_int("before 1970", co_week_days(CO_WEEK_MON_FRI, -400, 13),
              slow_days(CO_WEEK_MON_FRI, -400, 13));
}

static void the_working_day_before(void **state)
{
    co_date monday = co_date_of(2026, 11, 23);
    co_week sun_thu = 0x4f;
    (void)state;
    check_int("Mon", co_week_before(CO_WEEK_MON_FRI, monday), monday - 3);
    check_int("Sun", co_week_before(CO_WEEK_MON_FRI, monday - 1), monday - 3);
    check_int("Tue", co_week_before(CO_WEEK_MON_FRI, monday + 1), monday);
    check_int("Mon, sun-thu", co_week_before(sun_thu, monday), monday - 1);
    check_int("Sun, sun-thu", co_week_before(sun_thu, monday - 1), monday - 4);
    check_int("one day a week", co_week_before(0x01, monday), monday - 7);
    check_int("no day at all", co_week_before(0, monday), monday - 1);
}

static const struct {
    const char *text, *utc; /* NULL: is none */
    const char *local;
} times[] = {
    {"2026-11-23T06:30:00Z", "2026-11-23T06:30:00Z", "2026-11-23"},
    {"2026-11-23 06:30:00Z", "2026-11-23T06:30:00Z", "2026-11-23"},
    {"2026-11-23", "2026-11-23T00:00:00Z", "2026-11-23"},
    {"2026-11-23T00:30:00+01:00", "2026-11-22T23:30:00Z", "2026-11-23"},
    {"2026-11-22T23:30:00-05:00", "2026-11-23T04:30:00Z", "2026-11-22"},
    {"2026-11-23T06:30:00+05:30", "2026-11-23T01:00:00Z", "2026-11-23"},
    {"2026-12-31T23:59:59Z", "2026-12-31T23:59:59Z", "2026-12-31"},
    {"2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z", "2026-12-31"},
    {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "1969-12-31"},
    {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-01"},
    {"2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z", "2024-02-29"},
    {"2023-02-29T12:00:00Z", NULL, NULL},
    {"2026-11-23T06:30:00", NULL, NULL},
    {"2026-11-23T06:30Z", NULL, NULL},
    {"2026-11-23T24:00:00Z", NULL, NULL},
    {"2026-11-23T06:60:00Z", NULL, NULL},
    {"2026-11-23T06:30:61Z", NULL, NULL},
    {"2026-11-23T06:30:00+1:00", NULL, NULL},
    {"2026-11-23T06:30:00+01:60", NULL, NULL},
    {"2026-11-23T06:30:00+24:00", NULL, NULL},
    {"2026-11-23T06:30:00+0100", NULL, NULL},
    {"2026-11-23T06:30:00Zx", NULL, NULL},
    {"2026-11-23T06:30:00Z+01:00", NULL, NULL},
    {"2026-11-23T", NULL, NULL},
    {"2026-11-2", NULL, NULL},
    {"", NULL, NULL},
    {"now", NULL, NULL},
};

static void times_are_read_with_their_offset(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(times); i++) {
        int64_t seconds = 0;
        co_date local = 0;
        char text[CO_TIME_TEXT], day[CO_DATE_TEXT];
        bool is_time = co_time_parse(co_str_of(times[i].text), &seconds, &local);
        check_int(times[i].text, is_time, times[i].utc != NULL);
        if (!is_time)
            continue;
        check_text(times[i].text, co_str_of(co_time_text(seconds, text)), times[i].utc);
        check_text(times[i].text, co_str_of(co_date_text(local, day)), times[i].local);
    }
}

static void times_go_there_and_back(void **state)
{
    (void)state;
    for (int64_t t = -3000000000; t < 5000000000; t += 86400 * 37 + 12347) {
        int64_t again = 0;
        co_date local;
        char text[CO_TIME_TEXT];
        assert_true(co_time_parse(co_str_of(co_time_text(t, text)), &again, &local));
        check_int(text, again, t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_two_centuries_goes_there_and_back),
        cmocka_unit_test(there_is_no_30_february),
        cmocka_unit_test(iso_parse_refuses_everything_else),
        cmocka_unit_test(weeks_are_read),
        cmocka_unit_test(every_week_can_be_written_and_read),
        cmocka_unit_test(working_days_are_those_of_a_slow_count),
        cmocka_unit_test(the_working_day_before),
        cmocka_unit_test(times_are_read_with_their_offset),
        cmocka_unit_test(times_go_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
