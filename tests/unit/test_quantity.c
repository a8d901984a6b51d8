#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/value.h"
#include "check.h"

#define U CO_DECIMAL_UNDECIDED
#define P CO_DECIMAL_POINT
#define C CO_DECIMAL_COMMA
#define OK CO_VALUE_OK
#define BAD CO_VALUE_BAD

static const struct {
    const char *in;
    enum co_decimal decimal;
    enum co_value value;
    int64_t out; /* thousandths */
} cases[] = {
    /* whole numbers, whatever the mark is */
    {"0", U, OK, 0},
    {"1", U, OK, 1000},
    {"1234", C, OK, 1234000},
    {" 60 ", U, OK, 60000},
    {"\xc2\xa0"
     "60",
     U, OK, 60000},
    {"000060", U, OK, 60000},
    {"+5", U, OK, 5000},
    /* decimals that can be nothing else */
    {"1.5", U, OK, 1500},
    {"1,5", U, OK, 1500},
    {"1.5", C, OK, 1500},
    {"12.25", U, OK, 12250},
    {"1234.567", U, OK, 1234567},
    {"1234,567", U, OK, 1234567},
    {"100.0", U, OK, 100000},
    {"100.0000", U, OK, 100000},
    {"5.", U, OK, 5000},
    {".5", U, OK, 500},
    {"0.500", U, OK, 500},
    {"0,500", U, OK, 500},
    {"0.500", C, OK, 500},
    {"0,500", P, OK, 500},
    {"0,000", U, OK, 0},
    /* both marks */
    {"1,234.5", U, OK, 1234500},
    {"1.234,5", U, OK, 1234500},
    {"1,234,567.891", U, OK, 1234567891},
    {"1.234.567,891", U, OK, 1234567891},
    {"1,234.567", U, OK, 1234567},
    /* several of one mark group */
    {"1,234,567", U, OK, 1234567000},
    {"1.234.567", U, OK, 1234567000},
    /* one mark before three digits: both could be meant */
    {"1.234", U, CO_VALUE_UNDECIDED, 0},
    {"1,234", U, CO_VALUE_UNDECIDED, 0},
    {"12.000", U, CO_VALUE_UNDECIDED, 0},
    {"123,000", U, CO_VALUE_UNDECIDED, 0},
    {"1,234 EA", U, CO_VALUE_UNDECIDED, 0},
    {"-1.234", U, CO_VALUE_UNDECIDED, 0},
    {"1.234", P, OK, 1234},
    {"1,234", P, OK, 1234000},
    {"1.234", C, OK, 1234000},
    {"1,234", C, OK, 1234},
    /* blanks and apostrophes group */
    {"1 234", U, OK, 1234000},
    {"1 234 567", U, OK, 1234567000},
    {"1 234,5", U, OK, 1234500},
    {"1'234.5", U, OK, 1234500},
    {"1\xc2\xa0"
     "234",
     U, OK, 1234000},
    {"1\xe2\x80\xaf"
     "234,5",
     U, OK, 1234500},
    {"1\xe2\x80\x99"
     "234",
     U, OK, 1234000},
    {"1\xe2\x80\x89"
     "234",
     U, OK, 1234000},
    {"1 2", U, BAD, 0},
    {"10 20", U, BAD, 0},
    {"12'6", U, BAD, 0},
    {"1 2345", U, BAD, 0},
    {"1234 567", U, BAD, 0},
    {"1.5 230", U, BAD, 0},
    /* signs */
    {"-5", U, OK, -5000},
    {"155.22-", U, OK, -155220},
    {"155-", U, OK, -155000},
    {"12 -", U, OK, -12000},
    {"(5)", U, OK, -5000},
    {"(1,234.5)", U, OK, -1234500},
    {"\xe2\x88\x92"
     "5",
     U, OK, -5000},
    {"1.234,5\xe2\x88\x92", U, OK, -1234500},
    {"-5\xe2\x88\x92", U, BAD, 0},
    {"-0", U, OK, 0},
    {"-5-", U, BAD, 0},
    {"--5", U, BAD, 0},
    {"(5", U, BAD, 0},
    {"5)", U, BAD, 0},
    {"(-5)", U, BAD, 0},
    {"-", U, BAD, 0},
    {"+", U, BAD, 0},
    {"()", U, BAD, 0},
    /* units */
    {"10 EA", U, OK, 10000},
    {"10EA", U, OK, 10000},
    {"1,5 kg", U, OK, 1500},
    {"5 Stk.", U, OK, 5000},
    {"12,5 m²", U, OK, 12500},
    {"5 %", U, OK, 5000},
    {"12,5 m2", U, OK, 12500},
    {"3 M3", U, OK, 3000},
    {"5 x3", U, BAD, 0},
    {"5m2", U, BAD, 0},
    {"5 m4", U, BAD, 0},
    {"(5 m2)", U, BAD, 0},
    {"EA 10", U, BAD, 0},
    {"10 of 20", U, BAD, 0},
    {"5/10", U, BAD, 0},
    /* damage */
    {"1E5", U, BAD, 0},
    {"1e300", U, BAD, 0},
    {"1 E5", U, BAD, 0},
    {"12,34,5", U, BAD, 0},
    {"1e+5", U, BAD, 0},
    {"1.23E+11", U, BAD, 0},
    {"1,2E-3", U, BAD, 0},
    {"0x10", U, BAD, 0},
    {"nan", U, BAD, 0},
    {"inf", U, BAD, 0},
    {"x", U, BAD, 0},
    {".", U, BAD, 0},
    {",", U, BAD, 0},
    {"-.", U, BAD, 0},
    {". EA", U, BAD, 0},
    {"..", U, BAD, 0},
    {"1..2", U, BAD, 0},
    {"1,23,4", U, BAD, 0},
    {"12,34,567", U, BAD, 0},
    {"1,234.5,0", U, BAD, 0},
    {"1.234,567,000", U, BAD, 0},
    {"1.234.56", U, BAD, 0},
    {"1234,567.8", U, BAD, 0},
    {"1.5.2026", U, BAD, 0},
    {"2026-11-23", U, BAD, 0},
    {"1.0005", U, BAD, 0},
    {"１２", U, BAD, 0},
    {"#REF!", U, BAD, 0},
    {"=1+1", U, BAD, 0},
    /* caps */
    {"1000000000000", U, OK, CO_QUANTITY_MAX},
    {"-1000000000000", U, OK, -CO_QUANTITY_MAX},
    {"999999999999.999", U, OK, CO_QUANTITY_MAX - 1},
    {"1000000000000.001", U, BAD, 0},
    {"1000000000001", U, BAD, 0},
    {"9223372036854775807", U, BAD, 0},
    {"9223372036854775808000", U, BAD, 0},
    {"99999999999999999999999999999999999999999999999999", U, BAD, 0},
    {"00000000000000000000000000000000000000000000007", U, OK, 7000},
    /* nothing */
    {"", U, CO_VALUE_EMPTY, 0},
    {"  \t", U, CO_VALUE_EMPTY, 0},
    {"\xc2\xa0", U, CO_VALUE_EMPTY, 0},
};

static void quantities_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t got = 77;
        char what[128];
        (void)snprintf(what, sizeof what, "[%s] with decimal mark %d", cases[i].in,
                       (int)cases[i].decimal);
        check_int(what, co_value_quantity(co_str_of(cases[i].in), cases[i].decimal, &got),
                  cases[i].value);
        check_int(what, got, cases[i].value == OK ? cases[i].out : CO_QUANTITY_NONE);
    }
}

static const struct {
    int64_t quantity;
    const char *text;
} texts[] = {
    {0, "0"},
    {1000, "1"},
    {-1000, "-1"},
    {1500, "1.5"},
    {1234500, "1234.5"},
    {1, "0.001"},
    {-1, "-0.001"},
    {10, "0.01"},
    {100, "0.1"},
    {-155220, "-155.22"},
    {CO_QUANTITY_MAX, "1000000000000"},
    {CO_QUANTITY_NONE, ""},
    {INT64_MAX, "9223372036854775.807"},
    {INT64_MIN + 1, "-9223372036854775.807"},
};

static void sums_stop_where_nothing_can_be_counted(void **state)
{
    int64_t sum = INT64_MAX - 1000;
    (void)state;
    assert_true(co_quantity_add(&sum, 1000));
    assert_false(co_quantity_add(&sum, 1));
    check_int("stays", sum, INT64_MAX);
    assert_true(co_quantity_add(&sum, -1000));
    sum = INT64_MIN + 5;
    assert_false(co_quantity_add(&sum, -6));
    assert_true(co_quantity_add(&sum, -5));
    check_int("the least", sum, INT64_MIN);
}

static void quantities_are_written_short(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        char out[CO_QUANTITY_TEXT] = "x";
        check_text("text", co_str_of(co_value_quantity_text(texts[i].quantity, out)),
                   texts[i].text);
    }
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    for (int64_t q = -5000; q < 5000; q++) {
        char out[CO_QUANTITY_TEXT];
        int64_t again;
        check_int("value", co_value_quantity(co_str_of(co_value_quantity_text(q, out)), P, &again),
                  OK);
        check_int(out, again, q);
    }
}

static const struct {
    const char *in;
    enum co_decimal hint;
} hints[] = {
    {"1.5", P},       {"1,5", C},   {"1,234.5", P}, {"1.234,5", C},  {"1.234.567", C},
    {"1,234,567", P}, {"1.234", U}, {"1,234", U},   {"1234", U},     {"", U},
    {"x", U},         {"0.500", P}, {"0,000", C},   {"12,50 EA", C}, {"1.0005", P},
    {"1 234,5", C},   {"1 234", U}, {"1E5", U},     {"1.5.2026", U}, {"1234,567", C},
};

static void a_cell_may_prove_the_decimal_mark(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hints); i++)
        check_int(hints[i].in, co_value_decimal_hint(co_str_of(hints[i].in)), hints[i].hint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantities_are_read_or_refused),
        cmocka_unit_test(quantities_are_written_short),
        cmocka_unit_test(sums_stop_where_nothing_can_be_counted),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_cell_may_prove_the_decimal_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
