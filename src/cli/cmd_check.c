#include "cli.h"
#include "crossoff/safety.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_check = {
    "check",
    CO_FOR_CHECK,
    "verify the history, without changing it",
    "check [--deep] [OPTION]...",
    0,
    0,
    true,
    run,
};

static enum co_status check_mark(struct co_context *c, struct co_history *h, struct co_check *check)
{
    struct co_buf problem = {0};
    enum co_status status = co_mark_compare(c->history, h, &problem, &c->err);
    if (!status) {
        bool has_problem = problem.len > 0;
        co_buf_byte(&problem, '\0');
        status = co_check_add(check, "mark beside the history", has_problem ? problem.at : NULL,
                              &c->err);
    }
    co_buf_fini(&problem);
    return status;
}

static enum co_status tell(struct co_context *c, struct co_check *check)
{
    static const char *const shown[] = {"check", "examined", "problems"};
    char title[512];
    (void)snprintf(title, sizeof title, "%scheck of %s", c->args.is_deep ? "deep " : "",
                   c->history);
    check->table.title = title;
    enum co_status status = CO_OK;
    if (!c->args.is_quiet)
        status = co_emit_table(c, &check->table, shown, sizeof shown / sizeof *shown);
    for (size_t i = 0; i < check->problems.n; i++)
        co_message("problem", check->problems.list[i].text);
    if (!check->n_problems || status)
        return status;
    return co_fail(&c->err, CO_STORE,
                   "the history %s has %zu problem%s%s; nothing was changed. Restore a backup, and "
                   "look at the disk and at who may write to the file",
                   c->history, check->n_problems, check->n_problems == 1 ? "" : "s",
                   check->problems.n_lost ? ", of which the first 200 are named" : "");
}

static enum co_status run(struct co_context *c)
{
    struct co_history *h = NULL;
    struct co_check check = {.n_problems = 0};
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status)
        status = co_history_check(h, c->args.is_deep, &check, co_looker_begin(c), &c->err);
    co_looker_end(c);
    if (!status)
        status = check_mark(c, h, &check);
    if (!status)
        status = tell(c, &check);
    co_check_fini(&check);
    co_history_close(h);
    return status;
}
