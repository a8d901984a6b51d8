/* Finds the command, opens what it needs, calls it, and turns its status into the exit status. */
#include "cli.h"
#include "commit.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>

static enum co_status version(struct co_context *c)
{
    struct co_buf out = {0};
    co_buf_fmt(&out, "%s\nhistory schema %d\nSQLite %s\ncommit %s\n", CO_PROGRAM, CO_SCHEMA_VERSION,
               co_history_engine(), CO_COMMIT);
    c->args.output = NULL;
    enum co_status status = co_emit(c, &out);
    co_buf_fini(&out);
    return status;
}

static enum co_status help(struct co_context *c, const struct co_command *command)
{
    char *name = (char *)(size_t)command->name;
    c->args.operands = &name;
    c->args.n_operands = name ? 1 : 0;
    return co_cmd_help.run(c);
}

/* A report must never replace the history or an export. */
static enum co_status check_output(struct co_context *c)
{
    const char *out = c->args.output;
    bool is_taken =
        out && c->history && (co_file_is_same(out, c->history) || strcmp(out, c->history) == 0);
    for (int i = 0; out && i < c->args.n_operands; i++)
        is_taken = is_taken || co_file_is_same(out, c->args.operands[i]);
    if (!is_taken)
        return CO_OK;
    return co_fail(&c->err, CO_USAGE,
                   "-o %s would replace the history or an export; name another file", out);
}

static enum co_status perform(struct co_context *c, const struct co_command *command)
{
    const struct co_args *a = &c->args;
    if (a->wants_version)
        return version(c);
    if (a->wants_help)
        return help(c, command);
    if (a->n_operands < command->min_operands)
        return co_fail(&c->err, CO_USAGE,
                       "something is missing: crossoff %s; see `crossoff help %s`", command->usage,
                       command->name);
    if (a->n_operands > command->max_operands)
        return co_fail(&c->err, CO_USAGE, "'%s' is one word too many; see `crossoff help%s%s`",
                       a->operands[command->max_operands], command->name ? " " : "",
                       command->name ? command->name : "");
    enum co_status status = co_context_open(c, command);
    if (!status)
        status = check_output(c);
    if (!status)
        status = co_context_place(c, command);
    return status ? status : command->run(c);
}

int main(int argc, char **argv)
{
    struct co_context *c = calloc(1, sizeof *c);
    const struct co_command *command = NULL;
    co_process_start();
    co_memory_prepare();
    if (!c) {
        co_message("error", "out of memory");
        return co_status_exit(CO_NOMEM);
    }
    if (argc > 1 && strcmp(argv[1], CO_COMPLETE) == 0) {
        co_complete(c, argc - 2, argv + 2);
        co_context_close(c);
        free(c);
        return 0;
    }
    enum co_status status = co_args_parse(argc, argv, &command, &c->args, &c->err);
    if (!status)
        status = perform(c, command);
    co_looker_end(c); /* of a command that failed midway */
    if (status) {
        if (c->args.is_verbose) /* else they only stand before the sentence that matters */
            co_message_notes(c);
        co_message(co_message_kind(status), c->err.text);
    }
    co_context_close(c);
    free(c);
    return co_status_exit(status);
}
