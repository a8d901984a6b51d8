#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/tally.h"
#include "check.h"

/* Wed 18 to Tue 24 November 2026; the list of Saturday 21 is that of a day that is not worked. */
enum { WED = 20775, THU, FRI, SAT, MON = 20780, TUE };
static const struct co_tally_list lists[] = {
    {THU, 1, 1}, {FRI, 2, 1}, {SAT, 2, 0}, {MON, 3, 1}, {TUE, 4, 1},
};
static const struct co_tally_range range = {
    .start = WED, .from = THU, .to = TUE, .lists = lists, .n_lists = COUNT(lists)};

static void the_days_are_what_they_are_called(void **state)
{
    char text[CO_DAY_TEXT];
    (void)state;
    check_text("first", co_str_of(co_date_day_text(WED, text)), "Wed 18 Nov 2026");
    check_text("last", co_str_of(co_date_day_text(TUE, text)), "Tue 24 Nov 2026");
}

static struct co_tally *tally_of(const struct co_fact *facts, size_t n, size_t groups)
{
    struct co_err err;
    size_t got;
    struct co_tally *t = co_tally_open(&range);
    assert_non_null(t);
    for (size_t i = 0; i < n; i++)
        co_tally_add(t, &facts[i]);
    assert_int_equal(co_tally_end(t, &got, &err), CO_OK);
    check_int("groups", (int64_t)got, (int64_t)groups);
    return t;
}

struct expected {
    enum co_tally_measure measure;
    int64_t value; /* thousandths */
};
#define NONE CO_QUANTITY_NONE

static void check_values(const struct co_tally *t, size_t group, const struct expected *e, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char what[32];
        (void)snprintf(what, sizeof what, "measure %d", (int)e[i].measure);
        check_int(what, co_tally_value(t, group, e[i].measure), e[i].value);
    }
}

/* Four orders on the list at the start, by hand:
 * one due Thu, wholly made on Thu; one due Fri, completed on Mon; one due Tue with 10 pieces to
 * make, of which 4 were made in time (short); one without a due date. */
static void attainment_counts_what_was_due_and_is_capped(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_START,
         .due = THU,
         .pieces = 20000,
         .attained = 25000,
         .is_completed = true,
         .is_attained = true},
        {.kind = CO_FACT_START, .due = FRI, .pieces = 10000, .is_completed = true},
        {.kind = CO_FACT_START,
         .due = TUE,
         .pieces = 10000,
         .attained = 4000,
         .is_completed = true},
        {.kind = CO_FACT_START, .due = CO_DATE_NONE, .pieces = 5000},
        {.kind = CO_FACT_START, .due = WED, .pieces = 5000},     /* due before: not scheduled */
        {.kind = CO_FACT_START, .due = TUE + 1, .pieces = 5000}, /* due later */
    };
    static const struct expected expected[] = {
        {CO_TALLY_AT_START, 6000},           {CO_TALLY_SCHEDULED, 3000},
        {CO_TALLY_ATTAINED, 1000},           {CO_TALLY_ATTAINMENT, 33300},
        {CO_TALLY_SCHEDULED_PIECES, 40000},  {CO_TALLY_ATTAINED_PIECES, 24000},
        {CO_TALLY_ATTAINMENT_PIECES, 60000}, {CO_TALLY_LIST_COMPLETION, 50000},
    };
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    (void)state;
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

/* Completed: on its due date; due between the lists of Fri and Mon; past due on Fri already; none
 * due. Cycle times 2, 3 and 10 days; the fourth is cut off on the left. */
static void completions_are_on_time_between_or_late(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_COMPLETED,
         .date = MON,
         .before = FRI,
         .due = MON,
         .pieces = 7500,
         .open_for = 2,
         .is_order = true},
        {.kind = CO_FACT_COMPLETED, .date = MON, .before = FRI, .due = SAT, .open_for = 3},
        {.kind = CO_FACT_COMPLETED,
         .date = MON,
         .before = FRI,
         .due = THU,
         .open_for = 10,
         .is_short = true},
        {.kind = CO_FACT_COMPLETED,
         .date = MON,
         .before = FRI,
         .due = CO_DATE_NONE,
         .open_for = 99,
         .is_cut = true},
        {.kind = CO_FACT_CANCELLED, .date = MON},
        {.kind = CO_FACT_MOVED, .date = MON},
    };
    static const struct expected expected[] = {
        {CO_TALLY_COMPLETED, 4000},
        {CO_TALLY_COMPLETED_DUE, 3000},
        {CO_TALLY_ON_TIME, 33300},
        {CO_TALLY_COMPLETED_BETWEEN, 1000},
        {CO_TALLY_COMPLETED_LATE, 1000},
        {CO_TALLY_PIECES_COMPLETED, 7500},
        {CO_TALLY_ORDERS_COMPLETED, 1000},
        {CO_TALLY_COMPLETED_SHORT, 1000},
        {CO_TALLY_CYCLE_MEAN, 5000},
        {CO_TALLY_CYCLE_MEDIAN, 3000},
        {CO_TALLY_CYCLE_CUT, 1000},
        {CO_TALLY_CANCELLED, 1000},
        {CO_TALLY_MOVED, 1000},
    };
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    (void)state;
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

/* Ages 1, 2, 8 and 31; two past due by 6 and 1 days; one without a date. */
static void what_is_open_has_ages_and_due_dates(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_END,
         .due = WED,
         .pieces = 1000,
         .age = 1,
         .untouched = 0,
         .open_for = 1,
         .days_carried = 1},
        {.kind = CO_FACT_END,
         .due = MON,
         .pieces = 2500,
         .age = 2,
         .untouched = 1,
         .open_for = 2,
         .days_carried = 2,
         .is_carried = true},
        {.kind = CO_FACT_END,
         .due = TUE,
         .pieces = 4000,
         .age = 8,
         .untouched = 9,
         .open_for = 7,
         .days_carried = 8,
         .is_carried = true},
        {.kind = CO_FACT_END,
         .due = CO_DATE_NONE,
         .pieces = 0,
         .age = 31,
         .untouched = 10,
         .open_for = 40,
         .days_carried = 20},
    };
    static const struct expected expected[] = {
        {CO_TALLY_AT_END, 4000},
        {CO_TALLY_PIECES_AT_END, 7500},
        {CO_TALLY_CARRIED_OVER, 2000},
        {CO_TALLY_PIECES_CARRIED, 6500},
        {CO_TALLY_PAST_DUE, 2000},
        {CO_TALLY_PAST_DUE_PIECES, 3500},
        {CO_TALLY_PAST_DUE_MEAN, 3500},
        {CO_TALLY_PAST_DUE_MOST, 6000},
        {CO_TALLY_NO_DUE_DATE, 1000},
        {CO_TALLY_AGE_MEAN, 10500},
        {CO_TALLY_AGE_1, 1000},
        {CO_TALLY_AGE_3, 1000},
        {CO_TALLY_AGE_7, 0},
        {CO_TALLY_AGE_14, 1000},
        {CO_TALLY_AGE_30, 0},
        {CO_TALLY_AGE_OVER, 1000},
        {CO_TALLY_UNTOUCHED_MEDIAN, 5000},
        {CO_TALLY_UNTOUCHED_MOST, 10000},
        {CO_TALLY_UNTOUCHED_10, 1000},
        {CO_TALLY_OPEN_MEAN, 12500},
        {CO_TALLY_OPEN_MEDIAN, 4500},
        {CO_TALLY_CARRIED_MEAN, 7800},
        {CO_TALLY_CARRIED_MOST, 20000},
    };
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    (void)state;
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

static void every_age_has_its_bucket(void **state)
{
    static const struct {
        int32_t age;
        enum co_tally_measure bucket;
    } cases[] = {{0, CO_TALLY_AGE_1},   {1, CO_TALLY_AGE_1},    {2, CO_TALLY_AGE_3},
                 {3, CO_TALLY_AGE_3},   {4, CO_TALLY_AGE_7},    {7, CO_TALLY_AGE_7},
                 {8, CO_TALLY_AGE_14},  {14, CO_TALLY_AGE_14},  {15, CO_TALLY_AGE_30},
                 {30, CO_TALLY_AGE_30}, {31, CO_TALLY_AGE_OVER}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_fact fact = {.kind = CO_FACT_END, .due = CO_DATE_NONE, .age = cases[i].age};
        struct co_tally *t = tally_of(&fact, 1, 1);
        check_int("bucket", co_tally_value(t, 0, cases[i].bucket), 1000);
        co_tally_close(t);
    }
}

/* Completed by the five lists: 4, 1, 2 (Saturday, with Friday), 0, 6. By working day: 4, 3, 0, 6.
 */
static void a_day_that_is_not_worked_adds_to_the_one_before(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_RATE, .date = THU, .orders = 4, .pieces = 40000},
        {.kind = CO_FACT_RATE, .date = FRI, .orders = 1, .pieces = 10000},
        {.kind = CO_FACT_RATE, .date = SAT, .orders = 2, .pieces = 20000},
        {.kind = CO_FACT_RATE, .date = MON, .orders = 0},
        {.kind = CO_FACT_RATE, .date = TUE, .orders = 6, .pieces = 5500},
        {.kind = CO_FACT_END, .due = WED},
        {.kind = CO_FACT_END, .due = CO_DATE_NONE},
    };
    static const struct expected expected[] = {
        {CO_TALLY_THROUGHPUT, 6000}, {CO_TALLY_MEAN_5, 3300},      {CO_TALLY_MEDIAN_5, 3500},
        {CO_TALLY_MEAN_20, 3300},    {CO_TALLY_MEDIAN_20, 3500},   {CO_TALLY_PIECES_20, 18900},
        {CO_TALLY_BACKLOG, 600},     {CO_TALLY_BACKLOG_LATE, 300},
    };
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    (void)state;
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

/* A list behind two days without one counts twice, each with half of it; of seven working days the
 * last five are the window. */
static void a_list_that_covers_days_counts_for_each(void **state)
{
    static const struct co_tally_list far[] = {{WED, 1, 1}, {THU, 2, 1}, {FRI, 3, 1}, {TUE, 6, 3}};
    static const struct co_tally_range wide = {
        .start = WED, .from = THU, .to = TUE, .lists = far, .n_lists = COUNT(far)};
    static const int64_t orders[] = {50, 8, 2, 9};
    static const struct expected expected[] = {
        {CO_TALLY_THROUGHPUT, 3000}, {CO_TALLY_MEAN_5, 3800},    {CO_TALLY_MEDIAN_5, 3000},
        {CO_TALLY_MEAN_20, 11500},   {CO_TALLY_MEDIAN_20, 3000}, {CO_TALLY_BACKLOG, 0},
    };
    struct co_tally *t = co_tally_open(&wide);
    struct co_err err;
    size_t n;
    (void)state;
    for (size_t i = 0; i < COUNT(far); i++) {
        struct co_fact fact = {.kind = CO_FACT_RATE, .date = far[i].date, .orders = orders[i]};
        co_tally_add(t, &fact);
    }
    assert_int_equal(co_tally_end(t, &n, &err), CO_OK);
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

static void due_dates_move_later_and_earlier(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_DUE, .before = WED, .due = TUE},
        {.kind = CO_FACT_DUE, .before = MON, .due = TUE},
        {.kind = CO_FACT_DUE, .before = TUE, .due = MON},
        {.kind = CO_FACT_DUE, .before = CO_DATE_NONE, .due = MON}, /* it had none before */
        {.kind = CO_FACT_DUE, .before = MON, .due = CO_DATE_NONE},
    };
    static const struct expected expected[] = {
        {CO_TALLY_SLIPS, 2000}, {CO_TALLY_SLIP_DAYS, 7000}, {CO_TALLY_PULLED, 1000}};
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    (void)state;
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

static void where_there_is_nothing_to_divide_by_there_is_no_value(void **state)
{
    static const struct co_fact facts[] = {{.kind = CO_FACT_CANCELLED, .date = TUE}};
    static const struct expected expected[] = {
        {CO_TALLY_COMPLETED, 0},         {CO_TALLY_ON_TIME, NONE},
        {CO_TALLY_ATTAINMENT, NONE},     {CO_TALLY_PAST_DUE_MEAN, NONE},
        {CO_TALLY_PAST_DUE_MOST, NONE},  {CO_TALLY_AGE_MEAN, NONE},
        {CO_TALLY_CYCLE_MEAN, NONE},     {CO_TALLY_CYCLE_MEDIAN, NONE},
        {CO_TALLY_BACKLOG, NONE},        {CO_TALLY_MEAN_20, 0},
        {CO_TALLY_UNTOUCHED_MOST, NONE},
    };
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    (void)state;
    check_values(t, 0, expected, COUNT(expected));
    co_tally_close(t);
}

/* More groups than the first index has slots for, in an order that is not theirs. */
static void groups_are_kept_apart_and_sorted(void **state)
{
    struct co_tally *t = co_tally_open(&range);
    struct co_err err;
    char name[32];
    size_t n;
    (void)state;
    for (int i = 0; i < 3 * 500; i++) {
        (void)snprintf(name, sizeof name, "%03d", i * 7 % 500);
        struct co_fact fact = {.kind = CO_FACT_NEW, .group = co_str_of(name), .pieces = 1000};
        co_tally_add(t, &fact);
    }
    assert_int_equal(co_tally_end(t, &n, &err), CO_OK);
    check_int("groups", (int64_t)n, 500);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(name, sizeof name, "%03zu", i);
        check_text("name", co_tally_group(t, i), name);
        check_int("new", co_tally_value(t, i, CO_TALLY_NEW), 3000);
        check_int("pieces", co_tally_value(t, i, CO_TALLY_PIECES_NEW), 3000);
    }
    co_tally_close(t);
}

/* A number says the same as the name it was given for; one that nothing is about is no group. */
static void a_group_has_a_number_and_is_shown_once_something_is_about_it(void **state)
{
    struct co_tally *t = co_tally_open(&range);
    struct co_err err;
    size_t n;
    (void)state;
    uint32_t nothing = co_tally_number(t, CO_STR("nothing"));
    uint32_t some = co_tally_number(t, CO_STR("some"));
    assert_int_not_equal(nothing, some);
    assert_int_equal(co_tally_number(t, CO_STR("nothing")), nothing);
    co_tally_add(t, &(struct co_fact){.kind = CO_FACT_NEW, .number = some, .pieces = 1000});
    co_tally_add(t, &(struct co_fact){.kind = CO_FACT_NEW, .group = CO_STR("some")});
    co_tally_add(t, &(struct co_fact){.kind = CO_FACT_NEW, .group = CO_STR("last")});
    assert_int_equal(co_tally_end(t, &n, &err), CO_OK);
    check_int("groups", (int64_t)n, 2);
    check_text("first", co_tally_group(t, 0), "last");
    check_text("second", co_tally_group(t, 1), "some");
    check_int("new", co_tally_value(t, 1, CO_TALLY_NEW), 2000);
    check_int("pieces", co_tally_value(t, 1, CO_TALLY_PIECES_NEW), 1000);
    co_tally_close(t);
}

static int64_t number_at(const struct co_table *t, size_t row, const char *column)
{
    for (size_t c = 0; c < t->n_columns; c++)
        if (strcmp(t->columns[c].name, column) == 0)
            return t->cells[row * t->n_columns + c].is_null
                       ? NONE
                       : t->cells[row * t->n_columns + c].number;
    fail_msg("no column %s", column);
    return NONE;
}

/* An order that was A's at the start and B's at the end came to B from others. */
/* Group k of 300 has the cycle times k, k + 300 and k + 70000, told newest first, and one from
 * before anything was seen: every byte of what the values are sorted by takes part. */
static void a_median_is_of_its_own_group(void **state)
{
    enum { GROUPS = 300 };
    static const int32_t more[] = {70000, 300, 0, -500};
    struct co_err err;
    size_t n;
    struct co_tally *t = co_tally_open(&range);
    (void)state;
    assert_non_null(t);
    for (size_t i = 0; i < COUNT(more); i++)
        for (int k = 0; k < GROUPS; k++) {
            char name[16];
            (void)snprintf(name, sizeof name, "%03d", k);
            struct co_fact fact = {.kind = CO_FACT_COMPLETED,
                                   .group = co_str_of(name),
                                   .date = MON,
                                   .open_for = k + more[i]};
            co_tally_add(t, &fact);
        }
    assert_int_equal(co_tally_end(t, &n, &err), CO_OK);
    check_int("groups", (int64_t)n, GROUPS);
    for (int k = 0; k < GROUPS; k++)
        check_int("median", co_tally_value(t, (size_t)k, CO_TALLY_CYCLE_MEDIAN),
                  ((int64_t)k + 150) * 1000);
    co_tally_close(t);
}

static void totals_balance_in_every_group(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_START, .group = {"A", 1}, .due = CO_DATE_NONE},
        {.kind = CO_FACT_START, .group = {"A", 1}, .due = CO_DATE_NONE},
        {.kind = CO_FACT_COMPLETED, .group = {"A", 1}, .date = THU, .due = CO_DATE_NONE},
        {.kind = CO_FACT_NEW, .group = {"B", 1}, .date = FRI},
        {.kind = CO_FACT_END, .group = {"B", 1}, .due = CO_DATE_NONE},
        {.kind = CO_FACT_END, .group = {"B", 1}, .due = WED},
    };
    struct co_tally *t = tally_of(facts, COUNT(facts), 2);
    struct co_table totals;
    (void)state;
    co_tally_totals(t, "planner", &totals);
    check_int("rows", (int64_t)totals.n_rows, 3);
    check_text("first column", co_str_of(totals.columns[0].name), "planner");
    check_int("A gave", number_at(&totals, 0, "from_others"), -1);
    check_int("B got", number_at(&totals, 1, "from_others"), 1);
    check_int("past due", number_at(&totals, 1, "past_due"), 1);
    assert_true(totals.has_total);
    check_int("none is lost", number_at(&totals, 2, "from_others"), 0);
    check_int("at start", number_at(&totals, 2, "at_start"), 2);
    co_table_fini(&totals);
    co_tally_close(t);
}

static void measures_are_rows_or_columns(void **state)
{
    static const struct co_fact facts[] = {
        {.kind = CO_FACT_COMPLETED, .date = MON, .before = FRI, .due = MON}};
    struct co_tally *t = tally_of(facts, COUNT(facts), 1);
    struct co_table lines, groups, flow;
    (void)state;
    co_tally_measures(t, &lines);
    check_int("lines", (int64_t)lines.n_rows, CO_TALLY_MEASURES);
    check_text("second", lines.cells[lines.n_columns].text, "completed");
    check_int("its value", lines.cells[lines.n_columns + 1].number, 1000);
    assert_true(lines.cells[1 + lines.n_columns * CO_TALLY_AGE_MEAN].is_null);
    co_tally_groups(t, "part", false, &groups);
    check_int("a column each", (int64_t)groups.n_columns, CO_TALLY_MEASURES + 1);
    check_int("on time", number_at(&groups, 0, "on_time"), 100000);
    check_int("completed", number_at(&groups, 0, "completed"), 1);
    assert_true(groups.cells[0].is_null); /* a group without a name */
    co_tally_groups(t, "week", true, &flow);
    for (size_t c = 0; c < flow.n_columns; c++)
        assert_string_not_equal(flow.columns[c].name, "at_end");
    check_int("on time", number_at(&flow, 0, "on_time"), 100000);
    co_table_fini(&flow);
    co_table_fini(&groups);
    co_table_fini(&lines);
    co_tally_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_days_are_what_they_are_called),
        cmocka_unit_test(attainment_counts_what_was_due_and_is_capped),
        cmocka_unit_test(completions_are_on_time_between_or_late),
        cmocka_unit_test(what_is_open_has_ages_and_due_dates),
        cmocka_unit_test(every_age_has_its_bucket),
        cmocka_unit_test(a_day_that_is_not_worked_adds_to_the_one_before),
        cmocka_unit_test(a_list_that_covers_days_counts_for_each),
        cmocka_unit_test(due_dates_move_later_and_earlier),
        cmocka_unit_test(where_there_is_nothing_to_divide_by_there_is_no_value),
        cmocka_unit_test(groups_are_kept_apart_and_sorted),
        cmocka_unit_test(a_group_has_a_number_and_is_shown_once_something_is_about_it),
        cmocka_unit_test(a_median_is_of_its_own_group),
        cmocka_unit_test(totals_balance_in_every_group),
        cmocka_unit_test(measures_are_rows_or_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
