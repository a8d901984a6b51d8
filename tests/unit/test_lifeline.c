#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/report.h"
#include "check.h"

/* The columns of co_history_life that matter here, in their places. */
static const struct co_table_column columns[] = {
    {"date", CO_CELL_DATE},         {"feed", CO_CELL_TEXT},
    {"work_order", CO_CELL_TEXT},   {"suffix", CO_CELL_TEXT},
    {"operation", CO_CELL_TEXT},    {"verdict", CO_CELL_TEXT},
    {"evidence", CO_CELL_TEXT},     {"shop", CO_CELL_TEXT},
    {"part", CO_CELL_TEXT},         {"description", CO_CELL_TEXT},
    {"quantity", CO_CELL_QUANTITY}, {"quantity_completed", CO_CELL_QUANTITY},
};

static void event(struct co_table *t, const char *date, const char *operation, const char *verdict,
                  int64_t made)
{
    struct co_cell *row = co_table_row(t);
    co_table_text(t, &row[0], co_str_of(date));
    co_table_text(t, &row[1], CO_STR("default"));
    co_table_text(t, &row[2], CO_STR("W1"));
    if (*operation)
        co_table_text(t, &row[4], co_str_of(operation));
    co_table_text(t, &row[5], co_str_of(verdict));
    co_table_number(&row[11], made);
}

enum { FIRST = 20786 /* Sunday 29 November 2026 */ };
static const co_date days[] = {FIRST,     FIRST + 1, FIRST + 2, FIRST + 3,
                               FIRST + 4, FIRST + 7, FIRST + 8, FIRST + 9};

static void a_life(struct co_table *t)
{
    co_table_init(t, "events", columns, COUNT(columns));
    event(t, "2026-11-30", "10", "new", 0);
    event(t, "2026-12-01", "10", "changed", 2000);
    event(t, "2026-12-02", "10", "changed", 2000);
    event(t, "2026-12-03", "10", "completed", 5000);
    event(t, "2026-12-07", "10", "reopened", 5000);
    event(t, "2026-12-08", "10", "carried over", 5000);
    event(t, "2026-11-30", "20", "new", 0);
    event(t, "2026-12-01", "20", "cancelled", 0);
}

static void every_recorded_day_has_a_mark(void **state)
{
    static const enum co_life_mark expected[] = {
        CO_LIFE_LISTED, CO_LIFE_PROGRESS, CO_LIFE_CHANGED, CO_LIFE_COMPLETED,
        CO_LIFE_ABSENT, CO_LIFE_REOPENED, CO_LIFE_CARRIED};
    static const co_date with_gap[] = {FIRST,     FIRST + 1, FIRST + 2, FIRST + 3,
                                       FIRST + 4, FIRST + 5, FIRST + 8, FIRST + 9};
    struct co_table life;
    struct co_life_day line[COUNT(with_gap)];
    (void)state;
    a_life(&life);
    check_int("rows of the first", (int64_t)co_lifeline_rows(&life, 0), 6);
    check_int("rows of the second", (int64_t)co_lifeline_rows(&life, 6), 2);
    check_int("days", (int64_t)co_lifeline(&life, 0, 6, with_gap, COUNT(with_gap), line), 7);
    for (size_t i = 0; i < COUNT(expected); i++)
        check_int("mark", (int64_t)line[i].mark, (int64_t)expected[i]);
    check_int("it ends when it left", (int64_t)co_lifeline(&life, 6, 2, days, COUNT(days), line),
              2);
    check_int("cancelled", (int64_t)line[1].mark, CO_LIFE_CANCELLED);
    co_table_fini(&life);
}

static void a_line_per_month_in_symbols_or_ascii(void **state)
{
    static const struct co_life_day line[] = {
        {FIRST + 1, CO_LIFE_LISTED}, {FIRST + 2, CO_LIFE_PROGRESS}, {FIRST + 4, CO_LIFE_COMPLETED},
        {FIRST + 5, CO_LIFE_ABSENT}, {FIRST + 8, CO_LIFE_REOPENED},
    };
    struct co_view view = {.width = 60};
    struct co_buf out = {0};
    (void)state;
    co_term_life(&out, CO_STR("operation\x1b 10"), line, COUNT(line), &view);
    check_text("symbols", co_buf_view(&out),
               "operation<U+001B> 10\n"
               "          1   5    10   15   20   25   30\n"
               "Nov 2026                               +\n"
               "Dec 2026  ▲ ✔_  ↺\n"
               "          _ not on the list: 1,\n"
               "          + new, or on the feed's first list: 1,\n"
               "          ▲ pieces made: 1, ↺ reopened: 1, ✔ completed: 1\n");
    out.len = 0;
    view.is_ascii = true;
    view.is_colored = true;
    co_term_life(&out, CO_STR(""), line, 2, &view);
    for (size_t i = 0; i < out.len; i++)
        assert_true((unsigned char)out.at[i] < 0x80);
    assert_non_null(strstr(out.at, "^"));
    co_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_day_has_a_mark),
        cmocka_unit_test(a_line_per_month_in_symbols_or_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
