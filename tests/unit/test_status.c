#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/status.h"
#include "check.h"

static const struct {
    enum co_status status;
    const char *name;
    int exit;
} table[] = {
    {CO_OK, "OK", 0},         {CO_INPUT, "INPUT", 1}, {CO_STORE, "STORE", 1},
    {CO_NOMEM, "NOMEM", 1},   {CO_BUG, "BUG", 1},     {CO_USAGE, "USAGE", 2},
    {CO_OUTPUT, "OUTPUT", 3}, {CO_HELD, "HELD", 4},   {CO_MISSING, "MISSING", 4},
    {CO_BUSY, "BUSY", 5},
};

static void exit_statuses_are_the_contract(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        check_int(table[i].name, co_status_exit(table[i].status), table[i].exit);
        check_text("name", co_str_of(co_status_name(table[i].status)), table[i].name);
        assert_true(strlen(co_status_text(table[i].status)) > 3);
    }
}

static void a_failure_keeps_its_sentence(void **state)
{
    struct co_err err = {0};
    (void)state;
    check_int("gives the status back", co_fail(&err, CO_HELD, "%s, line %d", "a.csv", 7), CO_HELD);
    check_int("keeps the status", err.status, CO_HELD);
    check_text("sentence", co_str_of(err.text), "a.csv, line 7");
    check_int("err may be NULL", co_fail(NULL, CO_BUSY, "%s", "x"), CO_BUSY);
    check_int("out of memory", co_fail_nomem(&err), CO_NOMEM);
    check_contains("out of memory", err.text, "memory");
    check_int("out of memory, no err", co_fail_nomem(NULL), CO_NOMEM);
}

static void a_long_sentence_is_cut(void **state)
{
    char text[CO_ERR_TEXT + 100];
    struct co_err err = {0};
    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    check_int("status", co_fail(&err, CO_INPUT, "%s", text), CO_INPUT);
    check_int("length", (int64_t)strlen(err.text), CO_ERR_TEXT - 1);
}

static void the_worse_of_two_is_told(void **state)
{
    static const enum co_status worse[] = {CO_OK, CO_OUTPUT, CO_HELD, CO_USAGE, CO_INPUT, CO_BUSY};
    (void)state;
    for (size_t a = 0; a < COUNT(worse); a++)
        for (size_t b = 0; b < COUNT(worse); b++)
            check_int("worse", co_status_worse(worse[a], worse[b]), worse[a > b ? a : b]);
    check_int("the first of two alike", co_status_worse(CO_HELD, CO_MISSING), CO_HELD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_statuses_are_the_contract),
        cmocka_unit_test(the_worse_of_two_is_told),
        cmocka_unit_test(a_failure_keeps_its_sentence),
        cmocka_unit_test(a_long_sentence_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
