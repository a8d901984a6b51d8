#include "cli.h"
#include "crossoff/run.h"
#include "crossoff/sys.h"
#include <string.h>
#include <unistd.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_run = {
    NULL,
    CO_FOR_RUN,
    "compare two exports, record the day, print the crossed-off list",
    "[OPTION]... YESTERDAY.csv TODAY.csv\n[OPTION]... TODAY.csv\n[OPTION]... [FOLDER]",
    0,
    2,
    true,
    run,
};

/* "crossoff reprot": a word that is no file but nearly a command. */
static enum co_status misspelt(struct co_context *c, const char *word)
{
    bool is_word = strspn(word, "abcdefghijklmnopqrstuvwxyz") == strlen(word);
    const char *near = strpbrk(word, "./-") ? NULL : co_command_near(word);
    if (co_file_exists(word) || (!near && !is_word))
        return CO_OK;
    if (!near)
        return co_fail(&c->err, CO_USAGE,
                       "'%s' is no command and no file; see `crossoff help` for the commands",
                       word);
    return co_fail(
        &c->err, CO_USAGE,
        "'%s' is no command and no file; did you mean `crossoff %s`? (A file of that name "
        "is given as ./%s)",
        word, near, word);
}

static enum co_status dates(struct co_context *c, struct co_job *job)
{
    enum co_status status = co_context_date(c, "--date", c->args.date, &job->date);
    if (!status)
        status =
            co_context_date(c, "--yesterday-date", c->args.yesterday_date, &job->yesterday_date);
    if (!status && job->yesterday_date != CO_DATE_NONE && !job->yesterday)
        return co_fail(&c->err, CO_USAGE,
                       "--yesterday-date needs two exports: YESTERDAY.csv TODAY.csv");
    if (!status && job->yesterday && strcmp(job->yesterday, "-") == 0 &&
        strcmp(job->today, "-") == 0)
        return co_fail(&c->err, CO_USAGE, "standard input can be only one of the two exports");
    if (!status && c->args.is_amend && !co_str_trim(co_str_of(c->args.reason)).len)
        return co_fail(&c->err, CO_USAGE,
                       "--amend needs --reason TEXT, which is kept in the history");
    if (!status && job->closed && strcmp(job->closed, "-") == 0)
        return co_fail(&c->err, CO_USAGE, "--closed needs a file, not standard input");
    return status;
}

static enum co_status deliver(struct co_context *c, const struct co_outcome *outcome)
{
    enum co_status status = CO_OK;
    if (co_context_writes_file(c) || !c->args.is_quiet)
        status = co_emit(c, &outcome->output);
    co_message_notes(c);
    co_message_lines(c, &outcome->message);
    if (!status && outcome->is_untold)
        return co_fail(&c->err, CO_OUTPUT, "the day is recorded, but its mails could not be made");
    if (status && !c->args.is_dry) { /* recorded now or before: the list can be had again */
        struct co_err copy = c->err;
        return co_fail(&c->err, CO_OUTPUT,
                       "the day is recorded, but: %s. `crossoff report` shows it "
                       "again",
                       copy.text);
    }
    return status;
}

/* Cron mails the sentence of a failed run: it must say what was not done. */
static bool tells_what_is_recorded(const char *sentence)
{
    return strstr(sentence, "nothing was recorded") || strstr(sentence, "may be recorded or not");
}

/* What nobody would know of who waits for the day's mail. Whoever is there reads the sentence and
 * gives the command again; what a guard rail held is told of with its attempt. */
static void mail_problem(struct co_context *c, const struct co_job *job,
                         const struct co_outcome *outcome, enum co_status status)
{
    bool is_ambiguous;
    co_date date = job->date;
    if (!status || status == CO_BUSY || status == CO_NOMEM || co_tty_is(STDERR_FILENO))
        return;
    if (date == CO_DATE_NONE)
        date = co_run_date_of_name(job->today, &is_ambiguous);
    if (!outcome->is_told)
        co_mail_problem(c, c->feed, date, status);
}

/* Yesterday's file still lies there, and nobody looks: nothing new is no good news once the list is
 * due. */
static enum co_status check_due(struct co_context *c)
{
    const struct co_due due = {&c->config.schedule, &c->args.reading, c->feed, c->now};
    return co_mail_due_list(c, &due);
}

static enum co_status run_files(struct co_context *c, struct co_job job, bool *is_run)
{
    struct co_outcome outcome;
    if (c->args.wait || c->args.settle)
        return co_fail(&c->err, CO_USAGE, "--%s is for a folder or the configured inbox",
                       c->args.wait ? "wait" : "settle");
    enum co_status status = dates(c, &job);
    if (!status)
        status = co_accept_options(c, &job);
    if (status)
        return status;
    /* Nobody looks: no list to put together. */
    if (c->args.is_quiet && !co_context_writes_file(c))
        job.format = NULL;
    job.progress = co_looker_begin(c);
    *is_run = true;
    status = co_run(&job, &outcome, &c->notes, &c->err);
    co_looker_end(c);
    if (status && !tells_what_is_recorded(c->err.text)) {
        struct co_err copy = c->err;
        (void)co_fail(&c->err, status, "%s. Nothing was recorded", copy.text);
    }
    mail_problem(c, &job, &outcome, status);
    bool is_recorded = outcome.is_recorded;
    if (!status)
        status = co_buf_ok(&outcome.message) ? deliver(c, &outcome) : co_fail_nomem(&c->err);
    if (!status && !is_recorded && !job.is_dry && !co_tty_is(STDERR_FILENO))
        status = check_due(c);
    co_outcome_fini(&outcome);
    return status;
}

static enum co_status run(struct co_context *c)
{
    const char *first = c->args.n_operands ? c->args.operands[0] : NULL;
    char who[CO_USER_TEXT];
    bool is_pair = c->args.n_operands == 2;
    struct co_job job = {
        .yesterday = is_pair ? c->args.operands[0] : NULL,
        .today = is_pair ? c->args.operands[1] : first,
        .date = CO_DATE_NONE,
        .yesterday_date = CO_DATE_NONE,
        .closed = c->args.closed,
        .is_amend = c->args.is_amend,
        .reason = c->args.reason,
        .who = co_machine_user(who),
        .history = c->history,
        .feed = c->feed,
        .program = CO_PROGRAM,
        .reading = c->args.reading,
        .now = c->now,
        .is_clock_told = c->args.now != NULL,
        .is_dry = c->args.is_dry,
        .accepts_restored = c->args.accepts_restored,
        .format = c->format,
        .view = c->view,
        .hint_history = c->hint_history,
        .mail = &c->config,
    };
    job.view.is_dry = job.is_dry;
    bool may_come = first && c->args.wait && !co_file_exists(first);
    if (!first || (!is_pair && (co_folder_is(first) || may_come)))
        return co_cmd_inbox(c, first, &job);
    enum co_status status = misspelt(c, first);
    if (status)
        return status;
    bool is_run = false; /* else it was a mistake on the command line */
    status = run_files(c, job, &is_run);
    if (!status || status == CO_OUTPUT)
        status = co_publish_after(c, status);
    return !is_run || status == CO_BUSY ? status : co_mail_after(c, status);
}
