#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/date.h"
#include "check.h"
#include "lists.h"

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

static struct co_calendar calendar_of(co_week week, const char *holidays)
{
    struct co_calendar c = {.week = week};
    if (*holidays)
        assert_true(co_calendar_add(&c, co_str_of(holidays)));
    return c;
}

static int32_t slow_days(const struct co_calendar *c, co_date after, co_date until)
{
    int32_t n = 0;
    for (co_date d = after + 1; d <= until; d++)
        n += co_calendar_is_worked(c, d);
    return n;
}

static void working_days_are_those_of_a_slow_count(void **state)
{
    const co_date base = 20780;
    const struct co_calendar mon_fri = calendar_of(CO_WEEK_MON_FRI, "");
    (void)state;
    for (unsigned w = 0; w < 128; w++)
        for (co_date after = base - 7; after < base; after++)
            for (co_date until = after - 2; until < after + 24; until++) {
                struct co_calendar c = calendar_of((co_week)w, "");
                check_int("days", co_calendar_days(&c, after, until), slow_days(&c, after, until));
            }
    check_int("long", co_calendar_days(&mon_fri, base, base + 3653),
              slow_days(&mon_fri, base, base + 3653));
    check_int("before 1970", co_calendar_days(&mon_fri, -400, 13), slow_days(&mon_fri, -400, 13));
}

static void the_working_day_before(void **state)
{
    co_date monday = co_date_of(2026, 11, 23);
    const struct co_calendar mon_fri = calendar_of(CO_WEEK_MON_FRI, "");
    const struct co_calendar sun_thu = calendar_of(0x4f, "");
    const struct co_calendar mon = calendar_of(0x01, ""), never = calendar_of(0, "");
    const struct co_calendar feast = calendar_of(CO_WEEK_MON_FRI, "2026-11-19..2026-11-22");
    (void)state;
    check_int("Mon", co_calendar_before(&mon_fri, monday), monday - 3);
    check_int("Sun", co_calendar_before(&mon_fri, monday - 1), monday - 3);
    check_int("Tue", co_calendar_before(&mon_fri, monday + 1), monday);
    check_int("Mon, sun-thu", co_calendar_before(&sun_thu, monday), monday - 1);
    check_int("Sun, sun-thu", co_calendar_before(&sun_thu, monday - 1), monday - 4);
    check_int("one day a week", co_calendar_before(&mon, monday), monday - 7);
    check_int("no day at all", co_calendar_before(&never, monday), monday - 1);
    check_int("behind holidays", co_calendar_before(&feast, monday), monday - 5);
}

static const struct {
    const char *given, *kept; /* NULL: refused */
} holidays[] = {
    {"2026-12-24", "; 2026-12-24"},
    {" 2026-12-24 ,, 2026-12-26 ", "; 2026-12-24 2026-12-26"},
    {"2026-12-26,2026-12-24", "; 2026-12-24 2026-12-26"},
    {"2026-12-24,2026-12-25..2027-01-01", "; 2026-12-24..2027-01-01"},
    {"2026-12-24,2026-12-26,2026-12-25", "; 2026-12-24..2026-12-26"},
    {"2026-12-01..2026-12-31,2026-12-24", "; 2026-12-01..2026-12-31"},
    {"2026-12-24,2026-12-01..2026-12-31", "; 2026-12-01..2026-12-31"},
    {"2026-12-24,2026-12-24", "; 2026-12-24"},
    {"2024-02-29..2024-03-01", "; 2024-02-29..2024-03-01"},
    {"2026-12-24..2026-12-24", "; 2026-12-24"},
    {"1999-01-01", "; 1999-01-01"},
    {"", NULL},
    {",", NULL},
    {"2026-02-29", NULL},
    {"2026-12-25..2026-12-24", NULL},
    {"2026-12-24..", NULL},
    {"2026-12-24-2026-12-26", NULL},
    {"2026-12-24...2026-12-26", NULL},
    {"24.12.2026", NULL},
    {"2026-12-24 x", NULL},
};

static void holidays_are_read_and_kept_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(holidays); i++) {
        struct co_calendar c = {0};
        struct co_buf text = {0};
        bool is_list = co_calendar_add(&c, co_str_of(holidays[i].given));
        check_int(holidays[i].given, is_list, holidays[i].kept != NULL);
        co_calendar_text(&c, &text);
        check_text(holidays[i].given, co_buf_view(&text), is_list ? holidays[i].kept : "");
        co_buf_fini(&text);
    }
}

/* 128 stretches fit, the next does not, unless it touches one of them. */
static void a_calendar_that_is_full_says_so(void **state)
{
    struct co_calendar c = {0};
    char day[CO_DATE_TEXT];
    co_date first = co_date_of(2026, 1, 1);
    (void)state;
    for (co_date i = 0; i < CO_HOLIDAYS_MAX; i++)
        assert_true(co_calendar_add(&c, co_str_of(co_date_text(first + 3 * i, day))));
    assert_false(co_calendar_add(&c, co_str_of(co_date_text(first - 2, day))));
    assert_true(co_calendar_add(&c, co_str_of(co_date_text(first + 1, day))));
    check_int("stretches", (int64_t)c.n_holidays, CO_HOLIDAYS_MAX);
}

/* Holidays anywhere, one after the other, in any order: counted as one by one, written and read
 * back as the same calendar. */
static void a_calendar_with_holidays_is_that_of_a_slow_count(void **state)
{
    enum { SPAN = 60 };
    const co_date base = co_date_of(2026, 12, 1);
    uint64_t seed = 4;
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct co_calendar c = {.week = (co_week)(1 + list_below(&seed, 127))}, again;
        bool is_holiday[SPAN] = {false};
        struct co_buf text = {0}, twice = {0};
        for (size_t n = list_below(&seed, 8); n > 0; n--) {
            size_t from = list_below(&seed, SPAN), to = from + list_below(&seed, SPAN - from);
            char a[CO_DATE_TEXT], b[CO_DATE_TEXT], word[64];
            (void)snprintf(word, sizeof word, "%s..%s", co_date_text(base + (co_date)from, a),
                           co_date_text(base + (co_date)to, b));
            assert_true(co_calendar_add(&c, co_str_of(word)));
            for (size_t d = from; d <= to; d++)
                is_holiday[d] = true;
        }
        for (co_date d = 0; d < SPAN; d++)
            check_int("worked", co_calendar_is_worked(&c, base + d),
                      !is_holiday[d] && (c.week >> co_date_weekday(base + d) & 1));
        for (co_date after = -3; after < SPAN; after += 5)
            for (co_date until = after - 1; until < SPAN + 5; until++)
                check_int("days", co_calendar_days(&c, base + after, base + until),
                          slow_days(&c, base + after, base + until));
        co_calendar_text(&c, &text);
        assert_true(co_calendar_parse(co_buf_view(&text), &again));
        co_calendar_text(&again, &twice);
        assert_true(co_str_eq(co_buf_view(&text), co_buf_view(&twice)));
        co_buf_fini(&text);
        co_buf_fini(&twice);
    }
}

static void what_is_no_calendar_is_not_read(void **state)
{
    static const char *const texts[] = {
        "", ";", "mon-fri;", "; 2026-12-24", "mon; x", "x; 2026-12-24"};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct co_calendar c = {.week = 0x55};
        check_int(texts[i], co_calendar_parse(co_str_of(texts[i]), &c), 0);
        check_int("left alone", c.week, 0x55);
    }
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
        cmocka_unit_test(holidays_are_read_and_kept_in_order),
        cmocka_unit_test(a_calendar_that_is_full_says_so),
        cmocka_unit_test(a_calendar_with_holidays_is_that_of_a_slow_count),
        cmocka_unit_test(what_is_no_calendar_is_not_read),
        cmocka_unit_test(times_are_read_with_their_offset),
        cmocka_unit_test(times_go_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
