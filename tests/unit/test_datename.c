#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "crossoff/run.h"
#include "check.h"

static const struct {
    const char *what, *path, *date; /* date "" means none */
    bool is_ambiguous;
} cases[] = {
    {"hyphens", "open-orders-2026-11-23.csv", "2026-11-23", false},
    {"underscores", "open_orders_2026_11_23.csv", "2026-11-23", false},
    {"points", "orders.2026.11.23.csv", "2026-11-23", false},
    {"no separators", "COOIS_20261123.csv", "2026-11-23", false},
    {"German", "Auftraege 23.11.2026.csv", "2026-11-23", false},
    {"the name is the date", "2026-11-23.csv", "2026-11-23", false},
    {"nothing behind it", "list20261123", "2026-11-23", false},
    {"letters on both sides", "x20261123x", "2026-11-23", false},
    {"a time behind it", "orders_2026-11-23T0630.csv", "2026-11-23", false},
    {"a time behind it, one run", "orders_20261123_063000.csv", "2026-11-23", false},
    {"leap day", "l-2028-02-29.csv", "2028-02-29", false},
    {"the earliest year", "l-1970-01-01.csv", "1970-01-01", false},
    {"the latest year", "l-2199-12-31.csv", "2199-12-31", false},

    {"no date", "open-orders.csv", "", false},
    {"empty", "", "", false},
    {"only a folder", "exports/", "", false},
    {"day and month only", "orders-11-23.csv", "", false},
    {"one digit for the month", "orders-2026-1-23.csv", "", false},
    {"American", "orders-11-23-2026.csv", "", false},
    {"German with hyphens", "orders-23-11-2026.csv", "", false},
    {"two digits for the year", "orders-23.11.26.csv", "", false},

    {"nine digits", "COOIS_202611231.csv", "", false},
    {"a time without a separator", "COOIS_20261123063000.csv", "", false},
    {"digits before it", "order120261123.csv", "", false},
    {"a digit behind the day", "orders-2026-11-231.csv", "", false},
    {"a digit before the year", "orders-12026-11-23.csv", "", false},
    {"a digit behind the year", "orders-23.11.20261.csv", "", false},
    {"a digit before the day", "orders-123.11.2026.csv", "", false},

    {"month 13", "orders-2026-13-01.csv", "", false},
    {"month 0", "orders-2026-00-10.csv", "", false},
    {"day 0", "orders-2026-11-00.csv", "", false},
    {"30 February", "orders-2026-02-30.csv", "", false},
    {"29 February of no leap year", "orders-20260229.csv", "", false},
    {"31 November", "orders-31.11.2026.csv", "", false},
    {"an order number", "orders-10023456.csv", "", false},
    {"before 1970", "orders-1969-12-31.csv", "", false},
    {"after 2199", "orders-2200-01-01.csv", "", false},
    {"no day, then a day", "orders-20261399-20261123.csv", "2026-11-23", false},

    {"two days", "orders-2026-11-20-to-2026-11-23.csv", "", true},
    {"two days in two shapes", "orders-20261120 23.11.2026.csv", "", true},
    {"one day twice", "2026-11-23 orders 20261123.csv", "2026-11-23", false},
    {"three days, the last as the first", "20261123 20261120 20261123", "", true},

    {"a path", "/srv/exports/orders-2026-11-23.csv", "2026-11-23", false},
    {"a dated folder", "/srv/2026-11-20/orders.csv", "", false},
    {"dated folder and name", "/srv/2026-11-20/orders-2026-11-23.csv", "2026-11-23", false},
    {"folders that look like a date", "/srv/2026/11/23/orders.csv", "", false},
    {"a folder in front", "2026-11-20/23.11.2026.csv", "2026-11-23", false},
};

static void the_day_is_in_the_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool is_ambiguous = !cases[i].is_ambiguous;
        char text[CO_DATE_TEXT];
        co_date got = co_run_date_of_name(cases[i].path, &is_ambiguous);
        check_int(cases[i].what, is_ambiguous, cases[i].is_ambiguous);
        if (!is_ambiguous)
            check_text(cases[i].what, co_str_of(co_date_text(got, text)), cases[i].date);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_is_in_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
