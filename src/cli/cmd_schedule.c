#include "cli.h"
#include "crossoff/program.h"
#include "crossoff/sys.h"
#include <stdio.h>
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

/* A word as a shell takes it; in a crontab "%" is a line end unless it is escaped. */
static void put_word(struct co_buf *out, const char *word, bool is_cron)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789/._-+=:,@";
    bool is_plain = *word && strspn(word, plain) == strlen(word);
    co_buf_text(out, is_plain ? " " : " '");
    for (const char *c = word; *c; c++)
        if (*c == '\'')
            co_buf_text(out, "'\\''");
        else if (*c == '%' && is_cron)
            co_buf_text(out, "\\%");
        else
            co_buf_byte(out, *c);
    co_buf_text(out, is_plain ? "" : "'");
}

static bool is_set(const char *value)
{
    return value && *value;
}

static void put_file(struct co_buf *out, const char *option, const char *given, const char *env,
                     bool is_cron)
{
    struct co_buf path = {0};
    if (!is_set(given) && !is_set(env))
        return;
    co_file_full(is_set(given) ? given : env, &path);
    co_buf_byte(&path, '\0');
    co_buf_fmt(out, " --%s", option);
    put_word(out, co_buf_ok(&path) ? path.at : "", is_cron);
    out->failed = out->failed || !co_buf_ok(&path);
    co_buf_fini(&path);
}

/* This program, with the files of this command line or environment: cron knows neither, nor where
 * it was said. */
static void put_command(struct co_context *c, struct co_buf *out, const char *words, bool is_cron)
{
    struct co_buf program = {0};
    co_program_self(&program);
    co_buf_byte(&program, '\0');
    if (co_buf_ok(&program) && *program.at)
        put_word(out, program.at, is_cron);
    else
        co_buf_text(out, " crossoff");
    co_buf_fini(&program);
    co_buf_fmt(out, " %s", words);
    put_file(out, "config", c->args.config, c->env.config, is_cron);
    put_file(out, "history", c->args.history, c->env.history, is_cron);
}

enum { DAY_HOURS = 24, GRACE_HOURS = 2 };

static enum co_status run(struct co_context *c)
{
    struct co_buf out = {0};
    char words[64];
    struct co_schedule s = c->config.schedule;
    if (strcmp(c->args.operands[0], "print") != 0)
        return co_fail(&c->err, CO_USAGE,
                       "'%s' is nothing that schedule does: crossoff schedule print",
                       c->args.operands[0]);
    enum co_status status = co_context_text(c, "a schedule");
    if (status)
        return status;
    if (!s.week) /* as the shipped timer has it */
        (void)co_schedule_parse(CO_STR("mon-fri 06:30"), &s);
    co_buf_text(&out, "# a line for `crontab -e`: the configured inbox, messages go to you\n");
    co_schedule_cron(&s, &out);
    co_buf_byte(&out, ' ');
    put_command(c, &out, "--quiet", true);
    co_buf_text(&out, "\n\n# or systemd: systemctl edit crossoff.timer, with these lines,\n"
                      "# then systemctl enable --now crossoff.timer\n[Timer]\nOnCalendar=\n"
                      "OnCalendar=");
    co_schedule_systemd(&s, &out);
    co_buf_text(&out, "\n\n# for monitoring, at any time: the exit status says whether it ran\n");
    (void)snprintf(words, sizeof words, "status --quiet --max-age %dh",
                   co_schedule_gap(&s) * DAY_HOURS + GRACE_HOURS);
    size_t start = out.len;
    put_command(c, &out, words, false);
    if (co_buf_ok(&out)) /* the blank before the first word */
        memmove(out.at + start, out.at + start + 1, --out.len - start);
    co_buf_byte(&out, '\n');
    if (!c->config.schedule.week)
        co_buf_text(&out, "\n# Another time: in section [crossoff] of the configuration, such as\n"
                          "# schedule = mon-sat 05:45\n");
    status = co_emit(c, &out);
    co_buf_fini(&out);
    return status;
}
