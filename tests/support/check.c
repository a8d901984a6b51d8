#include "check.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

void check_int(const char *what, int64_t got, int64_t expected)
{
    if (got != expected)
        fail_msg("%s: got %lld, expected %lld", what, (long long)got, (long long)expected);
}

void check_text(const char *what, struct co_str got, const char *expected)
{
    if (!co_str_eq(got, co_str_of(expected)))
        fail_msg("%s:\n  got      [%.*s]\n  expected [%s]", what, CO_STR_ARG(got), expected);
}

void check_status(const char *what, enum co_status got, enum co_status expected,
                  const struct co_err *err)
{
    if (got != expected)
        fail_msg("%s: got %s, expected %s; said: %s", what, co_status_name(got),
                 co_status_name(expected), got && err ? err->text : "nothing");
}

void check_contains(const char *what, const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("%s:\n  got      [%s]\n  expected [...%s...]", what, text, part);
}
