#include "cli.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_show = {
    "show",
    CO_FOR_SHOW,
    "one work order's whole life, day by day",
    "show [OPTION]... WORK-ORDER",
    1,
    1,
    true,
    run,
};

static enum co_status not_found(struct co_context *c, struct co_history *h, const char *order)
{
    struct co_buf near = {0};
    enum co_status status = co_history_similar(h, order, &near, &c->err);
    if (!status)
        status =
            co_fail(&c->err, CO_USAGE, "no work order '%s' was ever on a list in %s%s%.*s", order,
                    c->history, near.len ? "; there is " : "", CO_STR_ARG(co_buf_view(&near)));
    co_buf_fini(&near);
    return status;
}

static enum co_status run(struct co_context *c)
{
    static const char *const shown[] = {
        "date",     "feed",     "suffix",       "operation",
        "verdict",  "evidence", "shop",         "quantity_completed",
        "quantity", "due_date", "days_carried", "changes"};
    struct co_history *h = NULL;
    struct co_table life = {0};
    const char *order = c->args.operands[0];
    char title[512];
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status)
        status = co_history_life(h, c->is_feed_given ? c->feed : NULL, order, &life, &c->err);
    if (!status && !life.n_rows)
        status = not_found(c, h, order);
    if (!status) {
        const struct co_cell *last = &life.cells[(life.n_rows - 1) * life.n_columns];
        (void)snprintf(title, sizeof title, "work order %s%s%.*s%s%.*s", order,
                       last[8].is_null ? "" : "  ", CO_STR_ARG(last[8].text),
                       last[9].is_null ? "" : "  ", CO_STR_ARG(last[9].text));
        life.title = title;
        life.has_remarks = true;
        status = co_emit_table(c, &life, shown, sizeof shown / sizeof *shown);
    }
    co_table_fini(&life);
    co_history_close(h);
    return status;
}
