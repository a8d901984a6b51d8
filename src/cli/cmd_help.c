#include "cli.h"
#include <string.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_help = {
    "help", CO_FOR_HELP, "show help, or the help of one command", "help [COMMAND]", 0, 1,
    false,  run,
};

static void usage(struct co_buf *out, const struct co_command *command)
{
    const char *at = command->usage;
    while (*at) {
        size_t len = strcspn(at, "\n");
        co_buf_fmt(out, "  crossoff %.*s\n", (int)len, at);
        at += len + (at[len] == '\n');
    }
}

static void one_command(struct co_buf *out, const struct co_command *command)
{
    co_buf_fmt(out, "crossoff%s%s: %s\n\n", command->name ? " " : "",
               command->name ? command->name : "", command->summary);
    usage(out, command);
    co_buf_text(out, "\nOptions:\n");
    co_args_describe(out, command->bit);
}

static void overview(struct co_buf *out)
{
    size_t n;
    const struct co_command *const *all = co_commands(&n);
    co_buf_text(out,
                "crossoff: what became of yesterday's open work orders\n\n"
                "  crossoff yesterday.csv today.csv    cross off what is done, record the day\n"
                "  crossoff today.csv                  the same against the newest recorded day\n"
                "  crossoff exports/                   every list of a folder, oldest first\n"
                "  crossoff report --by shop           totals of the newest day by shop\n"
                "  crossoff show WO-1042               one order's whole life\n"
                "  crossoff columns today.csv          how a list is understood\n\n"
                "Commands (none = the main job):\n");
    for (size_t i = 1; i < n; i++)
        co_buf_fmt(out, "  %-10s%s\n", all[i]->name, all[i]->summary);
    co_buf_text(out, "\nOptions of the main job:\n");
    co_args_describe(out, CO_FOR_RUN);
    co_buf_text(out,
                "\nExit status: 0 done, 1 failed (nothing recorded), 2 usage, 3 recorded but a\n"
                "result was not written, 4 held or not ready, 5 busy.\n"
                "More: man crossoff, crossoff help COMMAND\n");
}

static enum co_status no_command(struct co_context *c, const char *name)
{
    const char *near = co_command_near(name);
    return co_fail(&c->err, CO_USAGE, "there is no command '%s'%s%s%s; see `crossoff help`", name,
                   near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

static enum co_status run(struct co_context *c)
{
    struct co_buf out = {0};
    const char *name = c->args.n_operands ? c->args.operands[0] : NULL;
    const struct co_command *command = name ? co_command_named(name) : NULL;
    if (name && !command)
        return no_command(c, name);
    enum co_status status = co_context_text(c, "help");
    if (status)
        return status;
    if (command)
        one_command(&out, command);
    else
        overview(&out);
    status = co_emit(c, &out);
    co_buf_fini(&out);
    return status;
}
