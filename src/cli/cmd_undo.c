#include "cli.h"
#include "crossoff/run.h"
#include "crossoff/sys.h"
#include <string.h>
#include <unistd.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_undo = {
    "undo", CO_FOR_UNDO, "take the newest recorded day back", "undo [OPTION]... DATE", 1, 1,
    true,   run,
};

/* On a terminal the day is shown and asked about; without one nobody could answer. */
static enum co_status ask(struct co_context *c, const struct co_recorded *day)
{
    char iso[CO_DATE_TEXT], answer[16] = "";
    struct co_buf question = {0};
    bool gone;
    if (c->args.is_sure)
        return CO_OK;
    if (!co_tty_is(STDIN_FILENO) || !co_tty_is(STDERR_FILENO))
        return co_fail(
            &c->err, CO_USAGE,
            "taking %s of feed %s back (recorded from %s) needs --yes where nobody can be "
            "asked",
            co_date_text(day->date, iso), c->feed, day->file);
    co_buf_fmt(&question, "Take %s of feed %s back (recorded from ", co_date_text(day->date, iso),
               c->feed);
    co_utf8_visible(&question, co_str_of(day->file));
    co_buf_text(&question, ")? It stays in the history as undone. [y/N] ");
    enum co_status status = co_stream_write(STDERR_FILENO, co_buf_view(&question), &gone, &c->err);
    co_buf_fini(&question);
    if (!status && !fgets(answer, sizeof answer, stdin))
        answer[0] = '\0';
    if (!status && answer[0] != 'y' && answer[0] != 'Y')
        return co_fail(&c->err, CO_HELD, "not taken back; nothing was changed");
    return status;
}

static enum co_status newest(struct co_context *c, co_date date, struct co_recorded *day)
{
    char asked[CO_DATE_TEXT], is[CO_DATE_TEXT];
    struct co_history *h = NULL;
    enum co_status status = co_context_history(c, &h);
    if (!status)
        status = co_history_day(h, c->feed, CO_DATE_NONE, day, &c->err);
    co_history_close(h);
    if (status || day->date == date)
        return status;
    return co_fail(
        &c->err, CO_USAGE,
        "%s is not the newest recorded day of feed %s, which is %s: only that one can be "
        "taken back. A day before it is corrected with --amend",
        co_date_text(date, asked), c->feed, co_date_text(day->date, is));
}

static enum co_status run(struct co_context *c)
{
    char who[CO_USER_TEXT];
    struct co_outcome outcome = {.is_recorded = false};
    struct co_recorded day;
    struct co_job job = {.history = c->history,
                         .program = CO_PROGRAM,
                         .reading = c->args.reading,
                         .reason = c->args.reason,
                         .who = co_machine_user(who),
                         .now = c->now,
                         .is_dry = c->args.is_dry,
                         .mail = &c->config};
    co_date date;
    enum co_status status = co_context_date(c, "DATE", c->args.operands[0], &date);
    if (!status)
        status = newest(c, date, &day);
    if (!status)
        status = ask(c, &day);
    job.feed = c->feed;
    if (!status)
        status = co_run_undo(&job, date, &outcome, &c->notes, &c->err);
    co_message_notes(c);
    if (!status)
        co_message_lines(c, &outcome.message);
    if (!status && outcome.is_untold)
        status = co_fail(&c->err, CO_OUTPUT,
                         "the day is taken back, but the mails that say so could not be made");
    co_outcome_fini(&outcome);
    if (status && status != CO_OUTPUT)
        return status;
    return co_mail_after(c, co_publish_after(c, status));
}
