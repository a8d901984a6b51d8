#include "crossoff/status.h"
#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name, *text;
    int exit;
} table[] = {
#define ROW(n, e, t) {#n, t, e},
    CO_STATUS_LIST(ROW)
#undef ROW
};

enum co_status co_fail(struct co_err *err, enum co_status status, const char *fmt, ...)
{
    if (err) {
        va_list args;
        va_start(args, fmt);
        err->status = status;
        (void)vsnprintf(err->text, sizeof err->text, fmt, args);
        va_end(args);
    }
    return status;
}

enum co_status co_fail_nomem(struct co_err *err)
{
    return co_fail(err, CO_NOMEM, "out of memory; nothing was recorded");
}

int co_status_exit(enum co_status status)
{
    return table[status].exit;
}

enum co_status co_status_worse(enum co_status a, enum co_status b)
{
    static const int rank[] = {0, 4, 3, 1, 2, 5}; /* of the exit statuses 0 to 5 */
    return rank[co_status_exit(b)] > rank[co_status_exit(a)] ? b : a;
}

const char *co_status_name(enum co_status status)
{
    return table[status].name;
}

const char *co_status_text(enum co_status status)
{
    return table[status].text;
}
