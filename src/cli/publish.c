#include "cli.h"
#include "crossoff/publish.h"

static enum co_status publish(struct co_context *c, const char *folder)
{
    struct co_history *h = NULL;
    struct co_publication p = {.folder = folder, .history = c->history, .program = CO_PROGRAM};
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    p.progress = co_looker_begin(c);
    if (!status)
        status = co_publish(h, &p, &c->err);
    co_looker_end(c);
    co_history_close(h);
    if (!status && !c->args.is_quiet && (p.written || c->args.is_verbose)) {
        struct co_buf line = {0};
        co_buf_fmt(&line, "published: %zu file%s in %s", p.written, p.written == 1 ? "" : "s",
                   folder);
        co_message_lines(c, &line);
        co_buf_fini(&line);
    }
    return status;
}

enum co_status co_publish_now(struct co_context *c)
{
    return publish(c, c->args.publish);
}

enum co_status co_publish_after(struct co_context *c, enum co_status status)
{
    const char *folder = c->args.publish ? c->args.publish : c->config.publish;
    struct co_err before = c->err;
    if (!folder || c->args.is_dry)
        return status;
    enum co_status published = publish(c, folder);
    if (!published) {
        c->err = before;
        return status;
    }
    struct co_err problem = c->err;
    if (status)
        co_message(co_message_kind(status), before.text);
    return co_fail(&c->err, co_status_worse(status, CO_OUTPUT),
                   "%s. What is recorded stays recorded; `crossoff report --publish FOLDER` "
                   "publishes it again",
                   problem.text);
}
