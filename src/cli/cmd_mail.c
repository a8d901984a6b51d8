#include "cli.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_mail = {
    "mail",
    CO_FOR_MAIL,
    "try whether mail arrives",
    "mail --test ADDRESS",
    0,
    0,
    true,
    run,
};

static enum co_status run(struct co_context *c)
{
    if (c->args.test)
        return co_mail_test(c);
    return co_fail(&c->err, CO_USAGE, "mail: say what to do: crossoff mail --test ADDRESS");
}
