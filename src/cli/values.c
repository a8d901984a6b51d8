#include "cli.h"
#include <string.h>

/* The options whose values are a few words; those of reading belong to app. */
static const char *const colors[] = {"auto", "always", "never"};
/* The usual ones: --by takes any column of the feed too. */
static const char *const ways[] = {"date", "week", "month", "shop", "part", "planner", "customer"};
static const char *const marks[] = {"point", "comma"};

const char *const *co_values_of(const char *option, size_t *n)
{
    if (strcmp(option, "format") == 0)
        return co_format_names(n);
    if (strcmp(option, "color") == 0) {
        *n = sizeof colors / sizeof *colors;
        return colors;
    }
    if (strcmp(option, "by") == 0) {
        *n = sizeof ways / sizeof *ways;
        return ways;
    }
    if (strcmp(option, "excel") == 0) {
        *n = sizeof marks / sizeof *marks;
        return marks;
    }
    return co_reading_words(option, n);
}

enum co_status co_values_check(const char *option, const char *value, struct co_err *err)
{
    size_t n;
    const char *const *names = co_values_of(option, &n);
    struct co_buf list = {0};
    for (size_t i = 0; i < n; i++)
        if (strcmp(value, names[i]) == 0)
            return CO_OK;
    const char *near = co_str_nearest(value, names, n);
    for (size_t i = 0; i < n; i++)
        co_buf_fmt(&list, "%s%s", i == 0 ? "" : i + 1 == n ? " and " : ", ", names[i]);
    enum co_status status =
        co_buf_ok(&list) ? co_fail(err, CO_USAGE, "--%s: '%s' is not known%s%s%s; there are %.*s",
                                   option, value, near ? " (did you mean " : "", near ? near : "",
                                   near ? "?)" : "", CO_STR_ARG(co_buf_view(&list)))
                         : co_fail_nomem(err);
    co_buf_fini(&list);
    return status;
}
