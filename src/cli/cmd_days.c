#include "cli.h"

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_days = {
    "days", CO_FOR_DAYS, "which days are recorded, and from which files", "days [OPTION]...", 0, 0,
    true,   run,
};

static bool has_held(const struct co_table *days)
{
    enum { STATE = 2 };
    for (size_t i = 0; i < days->n_rows; i++)
        if (co_str_eq(days->cells[i * days->n_columns + STATE].text, CO_STR("held")))
            return true;
    return false;
}

static enum co_status run(struct co_context *c)
{
    /* On a terminal the state is shown where a day is held; the last name is only for that. */
    static const char *const shown[] = {"date",         "feed", "file",  "completed",
                                        "carried_over", "new",  "today", "state"};
    enum { SHOWN = sizeof shown / sizeof *shown };
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
        status = co_emit_table(c, &days, shown, has_held(&days) ? SHOWN : SHOWN - 1);
    co_table_fini(&days);
    co_history_close(h);
    return status;
}
