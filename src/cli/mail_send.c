#include "cli.h"
#include "crossoff/letters.h"
#include "crossoff/postman.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>

/* Letters that are taken at once: no more than can be sent before another run takes this one for
 * dead. */
static size_t at_once(const struct co_mail_config *m)
{
    int seconds = m->server.total_seconds > 0 ? m->server.total_seconds : 1;
    return seconds < CO_LETTER_SENDING_MOST / 2 ? (size_t)(CO_LETTER_SENDING_MOST / 2 / seconds)
                                                : 1;
}

/* What became of the letters that were taken. */
struct going {
    struct co_context *c;
    struct co_history *h;
    const struct co_letter *letters;
    size_t n_sent, n_queued, n_lost;
    bool is_over;            /* every other letter would fare the same */
    char text[CO_POST_TEXT]; /* of the first that was not sent */
    enum co_status status;   /* of the history, where it could not be marked */
};

/* A letter that the configuration keeps from going out waits: somebody will mend that. */
static enum co_letter_state state_of(const struct co_post_result *r)
{
    return r->outcome == CO_POST_SENT      ? CO_LETTER_SENT
           : r->outcome == CO_POST_REFUSED ? CO_LETTER_REFUSED
                                           : CO_LETTER_QUEUED;
}

static void hear(void *ctx, size_t letter, const struct co_post_result *r)
{
    struct going *g = ctx;
    struct co_err why = {0};
    enum co_letter_state state = state_of(r);
    g->n_sent += state == CO_LETTER_SENT;
    g->n_queued += state == CO_LETTER_QUEUED;
    g->n_lost += state == CO_LETTER_REFUSED;
    g->is_over = g->is_over || (r->is_for_all && state != CO_LETTER_SENT);
    if (state != CO_LETTER_SENT && !*g->text)
        (void)snprintf(g->text, sizeof g->text, "%s", r->text);
    enum co_status status =
        co_outbox_mark(g->h, &g->letters[letter], state, co_str_of(r->text), &why);
    if (status && !g->status) {
        g->status = status;
        g->c->err = why;
    }
}

static enum co_status send(struct going *g, const struct co_letter *letters, size_t n)
{
    struct co_context *c = g->c;
    struct co_post_letter *list = calloc(n, sizeof *list);
    if (!list)
        return co_fail_nomem(&c->err);
    for (size_t i = 0; i < n; i++)
        list[i] =
            (struct co_post_letter){letters[i].message, c->config.mail.from, letters[i].recipient};
    enum co_status status = co_postman_send(&c->config.mail, list, n, hear, g, &c->err);
    free(list);
    return status ? status : g->status;
}

static void tell(struct co_context *c, const struct going *g)
{
    struct co_buf line = {0};
    if (!g->n_sent)
        return;
    co_buf_fmt(&line, "mailed: %zu\n", g->n_sent);
    co_message_lines(c, &line);
    co_buf_fini(&line);
}

static enum co_status judge(struct co_context *c, const struct going *g, size_t n_expired)
{
    if (n_expired)
        return co_fail(&c->err, CO_OUTPUT,
                       "%zu mail%s could not be delivered for five days and will not be tried "
                       "again; `crossoff mail --list` names them, --resend sends a day again",
                       n_expired, n_expired == 1 ? "" : "s");
    if (g->n_lost)
        return co_fail(&c->err, CO_OUTPUT, "%zu mail%s refused and will not be tried again%s: %s",
                       g->n_lost, g->n_lost == 1 ? " was" : "s were",
                       g->n_queued ? ", others wait for the next run" : "", g->text);
    if (g->n_queued)
        return co_fail(&c->err, CO_OUTPUT, "%zu mail%s for the next run: %s", g->n_queued,
                       g->n_queued == 1 ? " waits" : "s wait", g->text);
    return CO_OK;
}

/* One go after the other, until none is left or none would get through. A letter is tried once. */
static enum co_status send_all(struct going *g, size_t *n_expired)
{
    struct co_context *c = g->c;
    int64_t began = co_clock_steady();
    struct co_outbox_go go = {.most = at_once(&c->config.mail),
                              .sending_most = c->config.mail.server.total_seconds +
                                              (int64_t)CO_LETTER_SENDING_MOST};
    enum co_status status = CO_OK;
    for (size_t n = 1; !status && n && !g->is_over;) {
        struct co_arena arena = {0};
        struct co_letter *letters = NULL;
        size_t expired = 0;
        go.now = c->now + (co_clock_steady() - began) / 1000;
        status = co_outbox_take(g->h, &go, &arena, &letters, &n, &expired, &c->err);
        g->letters = letters;
        *n_expired += expired;
        if (!status && n) {
            go.after = letters[n - 1].id;
            status = send(g, letters, n);
        }
        co_arena_fini(&arena);
    }
    return status;
}

enum co_status co_mail_send(struct co_context *c)
{
    struct going g = {.c = c};
    size_t n_expired = 0;
    int64_t waiting = 0, lost;
    bool created;
    if (!co_file_exists(c->history))
        return CO_OK;
    /* Looked at first: whoever has nothing to send need not keep others from writing. */
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, &g.h, &created, &c->err);
    if (!status)
        status = co_outbox_count(g.h, NULL, c->now, &waiting, &lost, &c->err);
    co_history_close(g.h);
    g.h = NULL;
    if (status || !waiting)
        return status;
    status =
        co_history_open(c->history, CO_HISTORY_WRITE, CO_HISTORY_WAIT, &g.h, &created, &c->err);
    if (!status) { /* what cannot be made keeps nothing else from going out */
        struct co_err why = {0};
        enum co_status made = co_letters_owed(g.h, &c->config, c->now, &why);
        status = send_all(&g, &n_expired);
        if (!status && made) {
            co_history_close(g.h);
            tell(c, &g);
            return co_fail(&c->err, made == CO_STORE || made == CO_NOMEM ? made : CO_OUTPUT,
                           "the mails of a recorded day could not be made, the next run tries "
                           "again: %s",
                           why.text);
        }
    }
    if (!status && g.is_over) { /* those that were not taken wait as well */
        status = co_outbox_count(g.h, NULL, c->now, &waiting, &lost, &c->err);
        g.n_queued = (size_t)waiting;
    }
    co_history_close(g.h);
    tell(c, &g);
    return status ? status : judge(c, &g, n_expired);
}

enum co_status co_mail_after(struct co_context *c, enum co_status status)
{
    struct co_err before = c->err;
    if (!co_mail_is_configured(&c->config.mail) || c->args.is_dry)
        return status;
    enum co_status sent = co_mail_send(c);
    if (!sent) {
        c->err = before;
        return status;
    }
    struct co_err problem = c->err;
    if (status)
        co_message(co_message_kind(status), before.text);
    if (sent == CO_OUTPUT)
        return co_fail(&c->err, co_status_worse(status, CO_OUTPUT), "%s", problem.text);
    return co_fail(&c->err, co_status_worse(status, CO_OUTPUT),
                   "what is recorded stays recorded, but the mails that wait could not be seen to: "
                   "%s",
                   problem.text);
}

enum co_status co_mail_due_list(struct co_context *c, const struct co_due *due)
{
    struct co_history *h = NULL;
    struct co_recorded newest;
    char day[CO_DATE_TEXT], before[CO_DATE_TEXT];
    co_date today;
    bool created, is_missing = false;
    struct co_err why = {0};
    if (!co_schedule_is_due(due->schedule, &due->reading->calendar, due->now, &today))
        return CO_OK;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, CO_HISTORY_WAIT, &h, &created, &why);
    if (!status)
        status = co_due_check(h, due, &is_missing, &today, &newest, &why);
    co_history_close(h);
    if (status)
        return co_fail(
            &c->err, CO_OUTPUT,
            "what is recorded stays recorded, but whether a list is missing could not be "
            "looked up: %s",
            why.text);
    if (!is_missing)
        return CO_OK;
    bool is_first = newest.date == CO_DATE_NONE;
    status = co_fail(&c->err, CO_MISSING,
                     "the list of feed %s is due by the schedule, but none was recorded today, %s "
                     "(%s %s); look at the ERP's export job and into the inbox",
                     due->feed, co_date_text(today, day),
                     is_first ? "nor was one before" : "the newest is of",
                     is_first ? "in this history" : co_date_text(newest.date, before));
    co_mail_problem(c, due->feed, CO_DATE_NONE, CO_MISSING);
    return status;
}

void co_mail_problem(struct co_context *c, const char *feed, co_date date, enum co_status status)
{
    struct co_history *h = NULL;
    struct co_err why = {0};
    struct co_letters l = {.config = &c->config, .feed = feed, .now = c->now};
    struct co_letters_problem problem = {.kind = status == CO_HELD      ? CO_LETTER_HELD
                                                 : status == CO_MISSING ? CO_LETTER_MISSING
                                                                        : CO_LETTER_FAILED,
                                         .sentence = c->err.text};
    bool created;
    if (c->args.is_dry || !co_file_exists(c->history) || !co_letters_wanted(&c->config, feed))
        return;
    /* Of a file without a date in its name: today's is what is waited for. */
    problem.date = date == CO_DATE_NONE ? co_clock_local_date(c->now) : date;
    enum co_status queued =
        co_history_open(c->history, CO_HISTORY_WRITE, CO_HISTORY_WAIT, &h, &created, &why);
    if (!queued)
        queued = co_history_begin(h, &why);
    if (!queued)
        queued = co_letters_problem(h, &l, &problem, &why);
    if (!queued)
        queued = co_history_commit(h, &why);
    co_history_close(h);
    if (queued)
        co_message("warning", "no mail tells of what follows:");
    if (queued)
        co_message("warning", why.text);
}
