#include "cli.h"
#include "crossoff/inspect.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_columns = {
    "columns",
    CO_FOR_COLUMNS,
    "how each column of an export is understood",
    "columns [OPTION]... FILE",
    1,
    1,
    true,
    run,
};

static enum co_status run(struct co_context *c)
{
    static const char *const shown[] = {"column",  "header",  "field",
                                        "read_as", "samples", "remembered"};
    struct co_table t = {0};
    struct co_buf title = {0};
    struct co_err doubt = {.text = ""};
    enum co_status status = co_inspect(c->args.operands[0], c->history, c->feed, &c->args.reading,
                                       &t, &title, &doubt, &c->notes, &c->err);
    co_buf_byte(&title, '\0');
    if (!status && co_buf_ok(&title)) {
        t.title = title.at;
        status = co_emit_table(c, &t, shown, sizeof shown / sizeof *shown);
    }
    if (!status)
        co_message_notes(c);
    if (!status && doubt.text[0])
        co_message("warning", doubt.text);
    co_buf_fini(&title);
    co_table_fini(&t);
    return status;
}
