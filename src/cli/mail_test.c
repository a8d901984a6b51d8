#include "cli.h"
#include "crossoff/postman.h"
#include "crossoff/sys.h"
#include <string.h>

/* "Wed, 25 Nov 2026 06:30:00 +0000" (RFC 5322, 3.3). */
static void put_date(struct co_buf *out, int64_t now)
{
    char day[CO_DAY_TEXT], time[CO_TIME_TEXT];
    /* "2026-11-25T06:30:00Z", and "Wed 25 Nov 2026" */
    (void)co_time_text(now, time);
    (void)co_date_day_text(co_date_parse((struct co_str){time, 10}), day);
    co_buf_fmt(out, "Date: %.3s, %s %.8s +0000\r\n", day, day + 4, time + 11);
}

static void compose(struct co_buf *out, const struct co_context *c)
{
    const struct co_mail_config *m = &c->config.mail;
    struct co_hash_key id = co_random_key();
    char user[CO_USER_TEXT];
    co_buf_fmt(out, "From: %s\r\nTo: %s\r\n", m->from, c->args.test);
    if (m->reply_to)
        co_buf_fmt(out, "Reply-To: %s\r\n", m->reply_to);
    put_date(out, c->now);
    co_buf_fmt(out, "Message-ID: <test.%016llx%016llx%s>\r\n", (unsigned long long)id.k0,
               (unsigned long long)id.k1, strchr(m->from, '@'));
    co_buf_text(out, "Subject: crossoff: test\r\n"
                     "Auto-Submitted: auto-generated\r\n"
                     "X-Auto-Response-Suppress: All\r\n"
                     "MIME-Version: 1.0\r\n"
                     "Content-Type: text/plain; charset=us-ascii\r\n"
                     "\r\n"
                     "This is the test that somebody asked for with crossoff mail --test.\r\n"
                     "The daily summary will come the same way.\r\n");
    /* Whoever gets it by mistake can find out where it came from; odd names stay out of it. */
    struct co_str who = co_str_of(co_machine_user(user));
    for (size_t i = 0; i < who.len; i++)
        if (who.at[i] <= ' ' || who.at[i] > '~')
            return;
    co_buf_fmt(out, "It was sent by %.*s.\r\n", CO_STR_ARG(who));
}

static void hear(void *ctx, size_t letter, const struct co_post_result *r)
{
    struct co_post_result *out = ctx;
    (void)letter;
    *out = *r;
}

static enum co_status judge(struct co_context *c, const struct co_post_result *r)
{
    struct co_buf line = {0};
    if (r->outcome != CO_POST_SENT)
        return co_fail(&c->err, r->outcome == CO_POST_MISCONFIGURED ? CO_USAGE : CO_OUTPUT, "%s",
                       r->text);
    co_buf_fmt(&line, "%s; look whether it arrived, also among the spam\n", r->text);
    co_message_lines(c, &line);
    co_buf_fini(&line);
    return CO_OK;
}

enum co_status co_mail_test(struct co_context *c)
{
    struct co_buf message = {0};
    struct co_post_result result = {0};
    const struct co_mail_config *m = &c->config.mail;
    if (!co_post_is_address(co_str_of(c->args.test)))
        return co_fail(&c->err, CO_USAGE,
                       "--test: '%s' is no mail address such as name@example.com", c->args.test);
    if (!co_mail_is_configured(m))
        return co_fail(&c->err, CO_USAGE,
                       "the configuration does not say how to send mail; set from, and server or "
                       "sendmail, in a section [mail] (see crossoff-config(5))");
    compose(&message, c);
    struct co_post_letter letter = {co_buf_view(&message), m->from, c->args.test};
    enum co_status status = co_buf_ok(&message) ? CO_OK : co_fail_nomem(&c->err);
    if (!status)
        status = co_postman_send(m, &letter, 1, hear, &result, &c->err);
    co_buf_fini(&message);
    return status ? status : judge(c, &result);
}
