#include "cli.h"
#include <string.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_schedule = {
    "schedule",
    CO_FOR_SCHEDULE,
    "what cron or systemd needs to run it every day",
    "schedule print",
    1,
    1,
    true,
    run,
};

/* How this command line would be written into a crontab. */
static void put_command(struct co_context *c, struct co_buf *out)
{
    co_buf_text(out, "crossoff --quiet");
    if (c->args.config)
        co_buf_fmt(out, " --config %s", c->args.config);
    if (c->args.history)
        co_buf_fmt(out, " --history %s", c->args.history);
}

static enum co_status run(struct co_context *c)
{
    struct co_buf out = {0};
    struct co_schedule s = c->config.schedule;
    if (strcmp(c->args.operands[0], "print") != 0)
        return co_fail(&c->err, CO_USAGE,
                       "'%s' is nothing that schedule does: crossoff schedule print",
                       c->args.operands[0]);
    if (!s.week) /* as the shipped timer has it */
        (void)co_schedule_parse(CO_STR("mon-fri 06:30"), &s);
    co_buf_text(&out, "# a line for `crontab -e`: the configured inbox, messages go to you\n");
    co_schedule_cron(&s, &out);
    co_buf_text(&out, "  ");
    put_command(c, &out);
    co_buf_text(&out, "\n\n# or systemd: systemctl edit crossoff.timer, with these lines,\n"
                      "# then systemctl enable --now crossoff.timer\n[Timer]\nOnCalendar=\n"
                      "OnCalendar=");
    co_schedule_systemd(&s, &out);
    co_buf_text(&out, "\n\n# for monitoring, some time later: the exit status says whether it ran\n"
                      "crossoff status --quiet --max-age 26h\n");
    if (!c->config.schedule.week)
        co_buf_text(&out, "\n# Another time: in section [crossoff] of the configuration, such as\n"
                          "# schedule = mon-sat 05:45\n");
    enum co_status status = co_emit(c, &out);
    co_buf_fini(&out);
    return status;
}
