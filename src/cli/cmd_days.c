#include "cli.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_days = {
    "days", CO_FOR_DAYS, "which days are recorded, and from which files", "days [OPTION]...", 0, 0,
    true,   run,
};

static enum co_status run(struct co_context *c)
{
    static const char *const shown[] = {"date",         "feed", "file", "completed",
                                        "carried_over", "new",  "today"};
    struct co_history *h = NULL;
    struct co_table days = {0};
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status && c->is_feed_given) {
        co_history_close(h);
        h = NULL;
        status = co_context_history(c, &h); /* says which feeds there are */
    }
    if (!status)
        status = co_history_days(h, c->is_feed_given ? c->feed : NULL, &days, &c->err);
    days.title = "recorded days";
    if (!status)
        status = co_emit_table(c, &days, shown, sizeof shown / sizeof *shown);
    co_table_fini(&days);
    co_history_close(h);
    return status;
}
