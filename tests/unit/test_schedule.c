#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <time.h>
#include "crossoff/schedule.h"
#include "check.h"

static void days_and_a_time_are_understood(void **state)
{
    static const struct {
        const char *text, *systemd, *cron;
    } good[] = {
        {"mon-fri 06:30", "Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00", "30 6 * * 1,2,3,4,5"},
        {"  sun-thu   00:00 ", "Mon,Tue,Wed,Thu,Sun *-*-* 00:00:00", "0 0 * * 1,2,3,4,0"},
        {"mon, wed sat 23:59", "Mon,Wed,Sat *-*-* 23:59:00", "59 23 * * 1,3,6"},
    };
    static const char *const bad[] = {"",           "06:30",         "mon-fri",     "mon-fri 6:30",
                                      "mon 24:00",  "mon 06:60",     "mon 06.30",   "moon 06:30",
                                      "mon 06:30x", "mon 06:30 tue", "mon 06:30:00"};
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct co_schedule s;
        struct co_buf systemd = {0}, cron = {0};
        assert_true(co_schedule_parse(co_str_of(good[i].text), &s));
        co_schedule_systemd(&s, &systemd);
        co_schedule_cron(&s, &cron);
        check_text(good[i].text, co_buf_view(&systemd), good[i].systemd);
        check_text(good[i].text, co_buf_view(&cron), good[i].cron);
        co_buf_fini(&systemd);
        co_buf_fini(&cron);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct co_schedule s = {.minute = 7};
        if (co_schedule_parse(co_str_of(bad[i]), &s))
            fail_msg("'%s' is taken for a schedule", bad[i]);
        check_int("untouched", s.minute, 7);
    }
}

static void the_next_run_is_found(void **state)
{
    static const struct {
        const char *now, *next;
    } cases[] = {
        {"2026-11-23T06:29:59Z", "2026-11-23"}, /* a Monday */
        {"2026-11-23T06:30:00Z", "2026-11-24"}, /* it is running */
        {"2026-11-27T07:00:00Z", "2026-11-30"}, /* over the week-end */
        {"2026-11-28T01:00:00Z", "2026-11-30"},
        {"2026-12-23T07:00:00Z", "2026-12-28"}, /* over holidays */
    };
    struct co_calendar holidays = {.week = 0};
    struct co_schedule s;
    co_date next;
    (void)state;
    assert_int_equal(setenv("TZ", "UTC", 1), 0);
    tzset();
    assert_true(co_schedule_parse(CO_STR("mon-fri 06:30"), &s));
    assert_true(co_calendar_add(&holidays, CO_STR("2026-12-24..2026-12-26")));
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t now;
        co_date day;
        char text[CO_DATE_TEXT];
        assert_true(co_time_parse(co_str_of(cases[i].now), &now, &day));
        assert_true(co_schedule_next(&s, &holidays, now, &next));
        check_text(cases[i].now, co_str_of(co_date_text(next, text)), cases[i].next);
    }
    assert_true(co_calendar_add(&holidays, CO_STR("2026-01-01..2028-12-31")));
    assert_false(co_schedule_next(&s, &holidays, 1790000000, &next)); /* September 2026 */
    s.week = 0;
    assert_false(co_schedule_next(&s, &holidays, 0, &next));
}

static void the_longest_gap_is_known(void **state)
{
    static const struct {
        const char *text;
        int days;
    } cases[] = {{"mon-fri 06:30", 3},
                 {"mon-sat 06:30", 2},
                 {"mon-sun 06:30", 1},
                 {"mon 06:30", 7},
                 {"tue thu 06:30", 5}};
    struct co_schedule s;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(co_schedule_parse(co_str_of(cases[i].text), &s));
        check_int(cases[i].text, co_schedule_gap(&s), cases[i].days);
    }
}

static void a_run_is_due_from_its_minute_on(void **state)
{
    static const struct {
        const char *now;
        bool is_due;
    } cases[] = {
        {"2026-11-23T06:29:59Z", false}, {"2026-11-23T06:30:00Z", true},
        {"2026-11-23T23:59:59Z", true},  {"2026-11-24T00:00:00Z", false},
        {"2026-11-28T08:00:00Z", false}, /* a Saturday */
        {"2026-12-24T08:00:00Z", false}, /* a holiday */
    };
    struct co_calendar holidays = {.week = CO_WEEK_MON_FRI};
    struct co_schedule s;
    (void)state;
    assert_int_equal(setenv("TZ", "UTC", 1), 0);
    tzset();
    assert_true(co_schedule_parse(CO_STR("mon-fri 06:30"), &s));
    assert_true(co_calendar_add(&holidays, CO_STR("2026-12-24")));
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t now;
        co_date day, date;
        assert_true(co_time_parse(co_str_of(cases[i].now), &now, &day));
        if (co_schedule_is_due(&s, &holidays, now, &date) != cases[i].is_due)
            fail_msg("%s", cases[i].now);
        assert_int_equal(date, day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_a_time_are_understood),
        cmocka_unit_test(the_next_run_is_found),
        cmocka_unit_test(the_longest_gap_is_known),
        cmocka_unit_test(a_run_is_due_from_its_minute_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
