#include "cli.h"
#include <string.h>

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

enum { LINES_MOST = 12 /* orders of one number that are drawn; the table has all */ };

/* What tells the orders of one number apart. */
static void put_name(struct co_buf *out, const struct co_table *life, size_t row)
{
    const struct co_cell *cells = &life->cells[row * life->n_columns];
    co_buf_fmt(out, "feed %.*s", CO_STR_ARG(cells[1].text));
    if (!cells[3].is_null)
        co_buf_fmt(out, ", suffix %.*s", CO_STR_ARG(cells[3].text));
    if (!cells[4].is_null)
        co_buf_fmt(out, ", operation %.*s", CO_STR_ARG(cells[4].text));
}

static enum co_status draw_one(struct co_context *c, struct co_history *h,
                               const struct co_table *life, size_t row, struct co_buf *out)
{
    const struct co_cell *cells = &life->cells[row * life->n_columns];
    struct co_arena arena = {0};
    struct co_buf name = {0};
    size_t rows = co_lifeline_rows(life, row), n_days;
    co_date *days;
    enum co_status status = co_history_recorded(h, co_arena_text(&arena, cells[1].text), &arena,
                                                &days, &n_days, &c->err);
    struct co_life_day *line = status ? NULL : co_arena_alloc(&arena, (n_days + 1) * sizeof *line);
    if (rows < life->n_rows)
        put_name(&name, life, row);
    if (line)
        co_term_life(out, co_buf_view(&name), line,
                     co_lifeline(life, row, rows, days, n_days, line), &c->view);
    else if (!status)
        status = co_fail_nomem(&c->err);
    co_buf_fini(&name);
    co_arena_fini(&arena);
    return status;
}

/* For people: a line of days per order, above the table. */
static enum co_status draw(struct co_context *c, struct co_history *h, struct co_table *life,
                           struct co_buf *out)
{
    enum co_status status = CO_OK;
    size_t drawn = 0;
    if (strcmp(c->format->name, "table") != 0)
        return CO_OK;
    co_term_title(out, co_str_of(life->title), &c->view);
    for (size_t row = 0; !status && row < life->n_rows && drawn < LINES_MOST; drawn++) {
        status = draw_one(c, h, life, row, out);
        row += co_lifeline_rows(life, row);
    }
    co_buf_byte(out, '\n');
    life->title = NULL;
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
    struct co_buf out = {0};
    const char *order = c->args.operands[0];
    char title[512];
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status)
        status = co_history_freeze(h, &c->err);
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
        status = draw(c, h, &life, &out);
    }
    co_history_thaw(h);
    if (!status) {
        co_render_table(c, &life, shown, sizeof shown / sizeof *shown, &out);
        status = co_emit(c, &out);
    }
    co_buf_fini(&out);
    co_table_fini(&life);
    co_history_close(h);
    return status;
}
