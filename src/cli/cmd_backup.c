#include "cli.h"
#include "crossoff/safety.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_backup = {
    "backup",
    CO_FOR_BACKUP,
    "copy the history to a file, verified",
    "backup FILE [OPTION]...",
    1,
    1,
    true,
    run,
};

static enum co_status run(struct co_context *c)
{
    const char *file = c->args.operands[0];
    struct co_history *h = NULL;
    struct co_chain_end end;
    char line[2048];
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status)
        status = co_history_end(h, &end, &c->err);
    if (!status)
        status = co_backup_to(c->history, h, file, &c->err);
    if (!status && !c->args.is_quiet) {
        (void)snprintf(line, sizeof line, "the history %s up to run %lld was copied to %s",
                       c->history, (long long)end.run, file);
        co_message("", line);
    }
    co_history_close(h);
    return status;
}
