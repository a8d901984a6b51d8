#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include "crossoff/value.h"
#include "check.h"

#define U CO_ORDER_UNDECIDED
#define D CO_ORDER_DAY_FIRST
#define M CO_ORDER_MONTH_FIRST
#define NOV23 "2026-11-23"
/* what a cell is when it is no date */
#define BAD "bad"
#define NONE "empty"
#define OPEN "undecided"

static const struct {
    const char *in;
    enum co_day_order order;
    const char *out;
} cases[] = {
    {"2026-11-23", U, NOV23},
    {" 2026-11-23 ", U, NOV23},
    {"2026/11/23", U, NOV23},
    {"2026.11.23", U, NOV23},
    {"2026-1-3", U, "2026-01-03"},
    {"20261123", U, NOV23},
    {"23.11.2026", U, NOV23},
    {"23.11.26", U, NOV23},
    {"3.4.2026", U, "2026-04-03"},
    {"3.4.2026", M, "2026-04-03"},
    {"23-NOV-2026", U, NOV23},
    {"23-Nov-26", U, NOV23},
    {"23-nov-26", M, NOV23},
    {"23 Nov 2026", U, NOV23},
    {"23. Nov 2026", U, NOV23},
    {"23-November-2026", U, NOV23},
    {"Nov 23 2026", U, NOV23},
    {"2026-Nov-23", U, NOV23},
    {"23-DEZ-26", U, "2026-12-23"},
    {"23-MAI-26", U, "2026-05-23"},
    {"23-OKT-26", U, "2026-10-23"},
    {"23-MRZ-26", U, "2026-03-23"},
    {"11/23/2026", U, NOV23},
    {"11/23/2026", D, NOV23},
    {"23/11/2026", U, NOV23},
    {"23/11/2026", M, NOV23},
    {"23-11-2026", U, NOV23},
    {"03/04/2026", U, OPEN},
    {"03/04/2026", D, "2026-04-03"},
    {"03/04/2026", M, "2026-03-04"},
    {"3/4/26", M, "2026-03-04"},
    {"05/05/2026", U, "2026-05-05"},
    {"03-04-2026", U, OPEN},
    /* two-digit years as Oracle's RR */
    {"23-NOV-49", U, "2049-11-23"},
    {"23-NOV-50", U, "1950-11-23"},
    {"23-NOV-99", U, "1999-11-23"},
    /* with a time */
    {"2026-11-23 06:30", U, NOV23},
    {"2026-11-23T06:30:00Z", U, NOV23},
    {"2026-11-23T06:30:00.000+01:00", U, NOV23},
    {"23.11.2026 00:00:00", U, NOV23},
    {"11/23/2026 6:30 AM", U, NOV23},
    {"20261123 06:30", U, NOV23},
    {"2026-11-23 late", U, BAD},
    {"2026-11-23 6", U, BAD},
    {"2026-11-23x", U, BAD},
    {"00:00.0", U, BAD},
    {"23-NOV-26 06.30.00.000000 AM", U, NOV23},
    {"23-NOV-26 12.00.00.000000 AM +01:00", U, NOV23},
    {"20261123T063000", U, NOV23},
    {"20261123T063000Z", U, NOV23},
    {"20261123T06", U, BAD},
    {"20261123063000", U, NOV23},
    {"20261123063000x", U, BAD},
    {"11/23/2026 12:00:00 AM", U, NOV23},
    {"2026-11-23 00:00:00.0000000 +00:00", U, NOV23},
    {"23.11.2026 5.5", U, BAD},
    /* months by name in seven languages, and how they are put together */
    {"23 March 2026", U, "2026-03-23"},
    {"23. März 2026", U, "2026-03-23"},
    {"23. MÄRZ 2026", U, "2026-03-23"},
    {"23-MÄR-26", U, "2026-03-23"},
    {"23. Jänner 2026", U, "2026-01-23"},
    {"23-ene-26", U, "2026-01-23"},
    {"23 de noviembre de 2026", U, NOV23},
    {"23-dic.-2026", U, "2026-12-23"},
    {"1 août 2026", U, "2026-08-01"},
    {"23 févr. 2026", U, "2026-02-23"},
    {"23 déc. 2026", U, "2026-12-23"},
    {"23-juin-26", U, "2026-06-23"},
    {"23-juil.-26", U, "2026-07-23"},
    {"23-jui-26", U, BAD}, /* June or July */
    {"23-giu-26", U, "2026-06-23"},
    {"23 luglio 2026", U, "2026-07-23"},
    {"23-GEN-2026", U, "2026-01-23"},
    {"23 de março de 2026", U, "2026-03-23"},
    {"23/out/2026", U, "2026-10-23"},
    {"23 set 2026", U, "2026-09-23"},
    {"23 maart 2026", U, "2026-03-23"},
    {"23-mrt-26", U, "2026-03-23"},
    {"23 mei 2026", U, "2026-05-23"},
    {"Nov 23, 2026", U, NOV23},
    {"November 23, 2026", U, NOV23},
    {"23 Nov, 2026", U, NOV23},
    {"23-Marathon-26", U, BAD},
    /* with a day of the week in front */
    {"Mon 23 Nov 2026", U, NOV23},
    {"Monday, November 23, 2026", U, NOV23},
    {"Mo 23.11.2026", U, NOV23},
    {"Mo., 23.11.2026", U, NOV23},
    {"lun. 23/11/2026", U, NOV23},
    {"mar. 24 nov. 2026", U, "2026-11-24"},
    {"Mar 24 2026", U, "2026-03-24"},
    {"seg 23/11/2026", U, NOV23},
    {"Mon 03/04/2026", U, OPEN},
    {"Wk 23.11.2026", U, BAD},
    {"Mon", U, BAD},
    /* plain numbers, only in their order */
    {"126327", CO_ORDER_JULIAN, NOV23},
    {" 126327 ", CO_ORDER_JULIAN, NOV23},
    {"99365", CO_ORDER_JULIAN, "1999-12-31"},
    {"124366", CO_ORDER_JULIAN, "2024-12-31"},
    {"126366", CO_ORDER_JULIAN, BAD}, /* 2026 has 365 days */
    {"126000", CO_ORDER_JULIAN, BAD},
    {"126999", CO_ORDER_JULIAN, BAD},
    {"1", CO_ORDER_JULIAN, BAD},
    {"0", CO_ORDER_JULIAN, NONE},
    {"000000", CO_ORDER_JULIAN, NONE},
    {"126327.5", CO_ORDER_JULIAN, BAD},
    {"1263270", CO_ORDER_JULIAN, BAD},
    {"23.11.2026", CO_ORDER_JULIAN, NOV23},
    {"46349", CO_ORDER_SERIAL, NOV23},
    {"46349.25", CO_ORDER_SERIAL, NOV23},
    {"46349,25", CO_ORDER_SERIAL, NOV23},
    {"46349.", CO_ORDER_SERIAL, BAD},
    {"36526", CO_ORDER_SERIAL, "2000-01-01"},
    {"5", CO_ORDER_SERIAL, BAD},
    {"99999", CO_ORDER_SERIAL, BAD},
    {"0", CO_ORDER_SERIAL, NONE},
    {"2026-11-23", CO_ORDER_SERIAL, NOV23},
    {"03/04/2026", CO_ORDER_SERIAL, OPEN},
    {"00:00.0", CO_ORDER_LOST, NONE},
    {"30:00.0", CO_ORDER_LOST, NONE},
    {"2026-11-23", CO_ORDER_LOST, NOV23},
    {"soon", CO_ORDER_LOST, BAD},
    {"06:30", U, BAD},
    /* an ERP's "none" */
    {"", U, NONE},
    {"  ", U, NONE},
    {"00000000", U, NONE},
    {"00.00.0000", U, NONE},
    {"0000-00-00", U, NONE},
    {"31.12.9999", U, NONE},
    {"9999-12-31", U, NONE},
    {"99991231", U, NONE},
    {"12/31/9999", U, NONE},
    {"1900-01-00", U, NONE},
    {"01/01/1900", U, NONE},
    {"1900-01-01 00:00:00", U, NONE},
    {"1/0/1900", U, NONE},
    {"0/1/1900", U, NONE},
    {"00.01.1900", U, NONE},
    {"1899-12-30", U, NONE},
    {"12/30/1899", U, NONE},
    {"1753-01-01", U, NONE},
    {"01/01/1753", U, NONE},
    {"0001-01-01T00:00:00", U, NONE},
    {"01/01/0001", U, NONE},
    /* impossible */
    {"0202-11-23", U, BAD}, /* a slip of the hand for 2026 */
    {"23.11.0226", U, BAD},
    {"2926-11-23", U, BAD},
    {"2026-02-30", U, BAD},
    {"2023-02-29", U, BAD},
    {"2024-02-29", U, "2024-02-29"},
    {"30.02.2026", U, BAD},
    {"13/13/2026", U, BAD},
    {"2026-13-01", U, BAD},
    {"31/04/2026", U, BAD},
    {"04/31/2026", U, BAD},
    {"99/99/2026", U, BAD},
    {"0/1/2026", D, BAD},
    {"20261301", U, BAD},
    {"12345678", U, BAD},
    {"23-XYZ-26", U, BAD},
    {"32-NOV-26", U, BAD},
    /* cut off: a year of one or three digits is no year */
    {"23.11.202", U, BAD},
    {"23.11.2", U, BAD},
    {"23.11.", U, BAD},
    {"11/23/202", U, BAD},
    {"23-NOV-2", U, BAD},
    {"2026-11-", U, BAD},
    {"2026-11", U, BAD},
    {"2026112", U, BAD},
    /* something else */
    {"x", U, BAD},
    {"5", U, BAD},
    {"46349", U, BAD},
    {"126327", U, BAD},
    {"asap", U, BAD},
    {"2026-W48", U, BAD},
    {"KW 48", U, BAD},
    {"1-2-3-4", U, BAD},
    {"Nov-Nov-2026", U, BAD},
    {"23,11,2026", U, BAD},
    {"-23.11.2026", U, BAD},
    {"111111111111", U, BAD},
    {"23.11.111111111111", U, BAD},
    {"２０２６-１１-２３", U, BAD},
};

static const char *outcome(enum co_value value, co_date date, char text[CO_DATE_TEXT])
{
    if (value == CO_VALUE_OK)
        return co_date_text(date, text);
    return value == CO_VALUE_EMPTY ? NONE : value == CO_VALUE_UNDECIDED ? OPEN : BAD;
}

static void dates_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[CO_DATE_TEXT], what[128];
        co_date date = 77;
        enum co_value value = co_value_date(co_str_of(cases[i].in), cases[i].order, &date);
        (void)snprintf(what, sizeof what, "[%s] in order %d", cases[i].in, (int)cases[i].order);
        check_text(what, co_str_of(outcome(value, date, text)), cases[i].out);
        if (value != CO_VALUE_OK)
            check_int(what, date, CO_DATE_NONE);
    }
}

static const struct {
    const char *in;
    enum co_day_order hint;
} hints[] = {
    {"11/23/2026", M},
    {"23/11/2026", D},
    {"23-11-2026", D},
    {"03/04/2026", U},
    {"23.11.2026", U},
    {"2026-11-23", U},
    {"23-NOV-26", U},
    {"05/05/2026", U},
    {"13/13/2026", U},
    {"20261123", U},
    {"", U},
    {"x", U},
    {"11/23/2026 6:30 PM", M},
    {"126327", CO_ORDER_JULIAN},
    {"46349", CO_ORDER_SERIAL},
    {"46349.25", CO_ORDER_SERIAL},
    {"126400", U},
    {"126327.5", U},
    {"99365", U}, /* a number of five digits is a serial or nothing */
    {"12345", U},
    {"00:00.0", CO_ORDER_LOST},
    {"06:30", U},
    {"Mon 23/11/2026", D},
};

static void a_cell_may_prove_the_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hints); i++)
        check_int(hints[i].in, co_value_order_hint(co_str_of(hints[i].in)), hints[i].hint);
}

/* Every way to write every day of ten years gives that day. */
static void every_form_of_every_day_is_that_day(void **state)
{
    static const char *const forms[] = {
        "%1$04d-%2$02d-%3$02d", "%1$04d%2$02d%3$02d",   "%3$02d.%2$02d.%1$04d",   "%3$d.%2$d.%1$d",
        "%3$02d/%2$02d/%1$04d", "%2$02d/%3$02d/%1$04d", "%1$d/%2$d/%3$d 00:00:00"};
    (void)state;
    for (co_date d = co_date_of(2020, 1, 1); d < co_date_of(2030, 1, 1); d++) {
        int year, month, day;
        co_date_split(d, &year, &month, &day);
        for (size_t f = 0; f < COUNT(forms); f++) {
            char text[64];
            co_date got;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            (void)snprintf(text, sizeof text, forms[f], year, month, day);
#pragma GCC diagnostic pop
            check_int(text, co_value_date(co_str_of(text), f == 5 ? M : D, &got), CO_VALUE_OK);
            check_int(text, got, d);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_or_refused),
        cmocka_unit_test(a_cell_may_prove_the_order),
        cmocka_unit_test(every_form_of_every_day_is_that_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
