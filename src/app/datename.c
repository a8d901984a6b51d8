#include "crossoff/run.h"
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number(const char *at, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (at[i] - '0');
    return value;
}

/* Whether at matches a shape in which 0 stands for a digit and - for a separator. */
static bool has_shape(const char *at, const char *shape, const char *separators)
{
    for (; *shape; shape++, at++) {
        if (!*at || (*shape == '0' ? !is_digit(*at) : !strchr(separators, *at)))
            return false;
    }
    return !is_digit(*at); /* a longer number is no date */
}

static co_date date_at(const char *at)
{
    if (has_shape(at, "0000-00-00", "-_."))
        return co_date_of(number(at, 4), number(at + 5, 2), number(at + 8, 2));
    if (has_shape(at, "00000000", ""))
        return co_date_of(number(at, 4), number(at + 4, 2), number(at + 6, 2));
    if (has_shape(at, "00-00-0000", "."))
        return co_date_of(number(at + 6, 4), number(at + 3, 2), number(at, 2));
    return CO_DATE_NONE;
}

/* Years that a work-order list can have; "20260001" and order numbers are none. */
static bool is_plausible(co_date d)
{
    return d != CO_DATE_NONE && d >= co_date_of(1970, 1, 1) && d <= co_date_of(2199, 12, 31);
}

co_date co_run_date_of_name(const char *path, bool *is_ambiguous)
{
    const char *name = co_str_file_name(path);
    co_date found = CO_DATE_NONE;
    *is_ambiguous = false;
    for (const char *at = name; *at; at++) {
        if (!is_digit(*at) || (at > name && is_digit(at[-1])))
            continue;
        co_date d = date_at(at);
        if (!is_plausible(d))
            continue;
        *is_ambiguous = *is_ambiguous || (found != CO_DATE_NONE && found != d);
        found = d;
    }
    return found;
}
