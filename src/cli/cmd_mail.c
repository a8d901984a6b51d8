#include "cli.h"
#include "crossoff/letters.h"
#include "crossoff/sys.h"
#include <string.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_mail = {
    "mail",
    CO_FOR_MAIL,
    "send what waits, or a day's summary, by mail",
    "mail\n"
    "mail --date DATE [--to ADDRESS]... [--resend]\n"
    "mail --preview FILE [--date DATE] [--shop SHOP] [--to ADDRESS]\n"
    "mail --list\n"
    "mail --test ADDRESS",
    0,
    0,
    true,
    run,
};

enum { LIST_MOST = 200 };

static enum co_status check_options(struct co_context *c)
{
    const struct co_args *a = &c->args;
    int kinds = (a->test != NULL) + (a->preview != NULL) + a->is_list;
    if (kinds > 1)
        return co_fail(&c->err, CO_USAGE,
                       "--test, --preview and --list are different things: give one");
    for (size_t i = 0; i < a->n_recipients; i++)
        if (!co_post_is_address(co_str_of(a->recipients[i])))
            return co_fail(&c->err, CO_USAGE,
                           "--to: '%s' is no mail address such as name@example.com",
                           a->recipients[i]);
    if (a->n_shops && !a->preview)
        return co_fail(&c->err, CO_USAGE,
                       "--shop goes with --preview; who gets which shop's part stands in the "
                       "configuration");
    if (a->n_shops > 1 || (a->preview && a->n_recipients > 1))
        return co_fail(&c->err, CO_USAGE, "--preview is of one mail: one --shop, one --to");
    if ((a->test || a->is_list) && (a->date || a->n_recipients || a->is_again))
        return co_fail(&c->err, CO_USAGE, "--%s goes with no other option of mail",
                       a->test ? "test" : "list");
    if (a->is_again && !a->date)
        return co_fail(&c->err, CO_USAGE, "--resend needs the --date that is to be sent again");
    if (a->n_recipients && !a->preview && !a->date)
        return co_fail(&c->err, CO_USAGE, "--to needs the --date that is to be sent");
    return CO_OK;
}

/* The day that was asked for, or the newest. */
static enum co_status find_day(struct co_context *c, struct co_history *h, co_date *out)
{
    struct co_recorded day;
    co_date asked;
    enum co_status status = co_context_date(c, "--date", c->args.date, &asked);
    if (!status)
        status = co_history_day(h, c->feed, asked, &day, &c->err);
    if (!status && day.date == CO_DATE_NONE)
        status = co_fail(&c->err, CO_USAGE,
                         "no such list of feed %s is recorded; `crossoff days` shows the recorded "
                         "days",
                         c->feed);
    *out = day.date;
    return status;
}

static enum co_status check_configured(struct co_context *c)
{
    if (co_mail_is_configured(&c->config.mail))
        return CO_OK;
    return co_fail(&c->err, CO_USAGE,
                   "the configuration does not say how to send mail; set from, and server or "
                   "sendmail, in a section [mail] (see crossoff-config(5))");
}

/* Only what it would look like: neither server nor recipients need to be set. */
static enum co_status preview(struct co_context *c)
{
    struct co_history *h = NULL;
    struct co_buf out = {0};
    struct co_letters l = {.config = &c->config, .feed = c->feed, .now = c->now};
    struct co_letters_preview what = {
        .to = c->args.n_recipients ? c->args.recipients[0] : "you@example.com",
        .shop = c->args.n_shops ? c->args.shops[0] : NULL,
    };
    if (!c->config.mail.from)
        c->config.mail.from = "crossoff@example.com";
    enum co_status status = co_context_history(c, &h);
    l.feed = c->feed;
    if (!status)
        status = co_context_shops(c, h);
    if (!status)
        status = find_day(c, h, &what.date);
    if (!status)
        status = co_letters_show(h, &l, &what, &out, &c->err);
    co_history_close(h);
    c->args.output = c->args.preview;
    if (!status)
        status = co_emit(c, &out);
    co_buf_fini(&out);
    return status;
}

static enum co_status list(struct co_context *c)
{
    static const char *const shown[] = {"date",  "feed",      "kind",  "recipient",
                                        "state", "queued_at", "tries", "answer"};
    struct co_history *h = NULL;
    struct co_table t = {0};
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &h, &created, &c->err);
    if (!status)
        status = co_outbox_table(h, c->is_feed_given ? c->feed : NULL, LIST_MOST, &t, &c->err);
    t.title = "mails, the newest first";
    if (!status)
        status = co_emit_table(c, &t, shown, sizeof shown / sizeof *shown);
    co_table_fini(&t);
    co_history_close(h);
    return status;
}

/* Queues the mails of a day: those that were not queued yet, or all of them again. */
static enum co_status queue_day(struct co_context *c)
{
    struct co_history *h = NULL;
    co_date date;
    bool created;
    struct co_letters l = {.config = &c->config,
                           .now = c->now,
                           .to = c->args.recipients,
                           .n_to = c->args.n_recipients,
                           .is_asked = true,
                           .is_again = c->args.is_again};
    enum co_status status = co_context_history(c, &h);
    if (!status)
        status = find_day(c, h, &date);
    co_history_close(h);
    h = NULL;
    l.feed = c->feed;
    if (!status && !l.n_to && !co_letters_wanted(&c->config, c->feed))
        status = co_fail(&c->err, CO_USAGE,
                         "nobody is to get mail about feed %s; set to in a section [mail], or name "
                         "somebody with --to",
                         c->feed);
    if (!status)
        status =
            co_history_open(c->history, CO_HISTORY_WRITE, CO_HISTORY_WAIT, &h, &created, &c->err);
    if (!status)
        status = co_history_begin(h, &c->err);
    if (!status)
        status = co_letters_day(h, &l, date, &c->err);
    if (!status)
        status = co_history_commit(h, &c->err);
    co_history_close(h);
    if (!status && !l.n_queued)
        co_message("",
                   "nothing new to send: there is a mail of this day for everybody, sent, waiting "
                   "or refused (crossoff mail --list); --resend makes another");
    return status;
}

static enum co_status run(struct co_context *c)
{
    enum co_status status = check_options(c);
    if (status)
        return status;
    if (c->args.test)
        return co_mail_test(c);
    if (c->args.preview)
        return preview(c);
    if (c->args.is_list)
        return list(c);
    status = check_configured(c);
    if (!status && c->args.date)
        status = queue_day(c);
    return status ? status : co_mail_send(c);
}
