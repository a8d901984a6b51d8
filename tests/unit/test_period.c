#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "crossoff/period.h"
#include "check.h"

static void weeks_are_those_of_iso_8601(void **state)
{
    static const struct {
        int year, month, day;
        const char *week;
    } cases[] = {
        {2026, 11, 23, "2026-W48"}, {2026, 11, 22, "2026-W47"}, {2021, 1, 3, "2020-W53"},
        {2021, 1, 4, "2021-W01"},   {2024, 12, 30, "2025-W01"}, {2027, 1, 1, "2026-W53"},
        {2023, 1, 1, "2022-W52"},   {2008, 12, 29, "2009-W01"},
    };
    char text[CO_DATE_TEXT];
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check_text("week",
                   co_str_of(co_period_week(co_date_of(cases[i].year, cases[i].month, cases[i].day),
                                            text)),
                   cases[i].week);
    check_text("month", co_str_of(co_period_month(co_date_of(2026, 2, 28), text)), "2026-02");
    check_text("date", co_str_of(co_period_date(co_date_of(2026, 2, 28), text)), "2026-02-28");
    assert_null(co_period_of("year"));
    assert_ptr_equal(co_period_of("week"), co_period_week);
}

static const struct co_table_column columns[] = {
    {"date", CO_CELL_DATE},
    {"yesterday", CO_CELL_INT},
    {"completed", CO_CELL_INT},
    {"today", CO_CELL_INT},
};

static void add(struct co_table *t, const char *date, int64_t yesterday, int64_t completed,
                int64_t today)
{
    struct co_cell *row = co_table_row(t);
    co_table_text(t, &row[0], co_str_of(date));
    if (yesterday >= 0) { /* a baseline has none */
        co_table_number(&row[1], yesterday);
        co_table_number(&row[2], completed);
    }
    co_table_number(&row[3], today);
}

static int64_t at(const struct co_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_columns + column].number;
}

static void what_happened_is_summed_and_stocks_are_not(void **state)
{
    struct co_table days, weeks;
    (void)state;
    co_table_init(&days, "days", columns, COUNT(columns));
    add(&days, "2026-11-19", -1, 0, 10); /* Thu */
    add(&days, "2026-11-20", 10, 3, 12);
    add(&days, "2026-11-23", 12, 2, 11); /* Mon */
    add(&days, "2026-11-24", 11, 4, 9);
    add(&days, "total", 10, 9, 9);
    days.has_total = true;
    co_period_totals(&days, "week", &weeks);
    check_int("rows", (int64_t)weeks.n_rows, 3);
    check_text("first", weeks.cells[0].text, "2026-W47");
    check_int("yesterday of its first day", at(&weeks, 0, 1), 10);
    check_int("completed", at(&weeks, 0, 2), 3);
    check_int("today of its last day", at(&weeks, 0, 3), 12);
    check_int("days", at(&weeks, 0, 4), 2);
    check_int("completed", at(&weeks, 1, 2), 6);
    check_int("yesterday", at(&weeks, 1, 1), 12);
    check_int("today", at(&weeks, 1, 3), 9);
    check_int("total", at(&weeks, 2, 2), 9);
    check_int("its days", at(&weeks, 2, 4), 4);
    assert_true(weeks.has_total);
    co_table_fini(&weeks);
    co_period_totals(&days, "month", &weeks);
    check_int("one month needs no total", (int64_t)weeks.n_rows, 1);
    check_int("completed", at(&weeks, 0, 2), 9);
    assert_false(weeks.has_total);
    co_table_fini(&weeks);
    co_table_fini(&days);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_are_those_of_iso_8601),
        cmocka_unit_test(what_happened_is_summed_and_stocks_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
