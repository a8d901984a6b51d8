#include "crossoff/post.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What each way to fail means, whatever the server answered; "%h" is the server, "%p" its port,
 * "%r" the recipient, "%d" what a library says, "%s" the seconds, "%t" the step. */
static const struct {
    enum co_post_outcome outcome;
    bool is_for_all;
    const char *text;
} troubles[] = {
    [CO_POST_FINE] = {CO_POST_SENT, false, "%h took the message for %r"},
    [CO_POST_NO_NAME] =
        {CO_POST_QUEUED, true,
         "the name %h was not found; look at server in the configuration and at this machine's "
         "name service, or try again later"},
    [CO_POST_NO_CONNECTION] =
        {CO_POST_QUEUED, true,
         "%h does not answer on port %p (%d); look at server and port in the configuration, at the "
         "mail server and at the firewall, or try again later"},
    [CO_POST_LATE] =
        {CO_POST_QUEUED, true,
         "%h, port %p, took too long at %t; try again later. If that stays so: does the port fit "
         "security (587 starttls, 465 tls), is a firewall between"},
    [CO_POST_DROPPED] = {CO_POST_QUEUED, true,
                         "%h, port %p, ended the connection at %t, or said what is no SMTP; try "
                         "again later. If that "
                         "stays so: does the port fit security (587 starttls, 465 tls)"},
    [CO_POST_NO_TLS] =
        {CO_POST_MISCONFIGURED, true,
         "%h, port %p, does not offer STARTTLS, so nothing was sent, no password either; if it "
         "should, somebody between may take it away. Else use security = tls with its port (465)"},
    [CO_POST_BAD_TLS] =
        {CO_POST_MISCONFIGURED, true,
         "%h, port %p, and this machine found no common encryption (%d); nothing was sent. Does "
         "the port fit security (587 starttls, 465 tls), does the server know TLS 1.2"},
    [CO_POST_BAD_CERTIFICATE] =
        {CO_POST_MISCONFIGURED, true,
         "the certificate of %h, port %p, was not accepted (%d); nothing was sent, no password "
         "either. Write server as the certificate names it, or give the certificate of the "
         "authority that signed it as ca-file"},
    [CO_POST_BAD_CA_FILE] =
        {CO_POST_MISCONFIGURED, true,
         "ca-file cannot be used (%d); nothing was sent. It has to be readable and hold "
         "certificates in PEM form"},
    [CO_POST_NO_AUTH] =
        {CO_POST_MISCONFIGURED, true,
         "%h, port %p, offers no login that may be used, so nothing was sent, no password either; "
         "use the port for sending (587 or 465), set auth, or take user out if it needs none"},
    [CO_POST_NO_LIBRARY] = {CO_POST_MISCONFIGURED, true,
                            "libcurl could not begin (%d); nothing was sent"},
    [CO_POST_ANSWERED] = {CO_POST_QUEUED, false, NULL},
};

/* What a final no means at each step. */
static const struct {
    const char *step;
    enum co_post_outcome outcome;
    const char *text;
} answers[] = {
    [CO_POST_AT_CONNECT] = {"its greeting", CO_POST_MISCONFIGURED,
                            "it takes nothing from this machine; ask its administrator to let "
                            "it in"},
    [CO_POST_AT_HELLO] = {"the name of this machine (EHLO)", CO_POST_MISCONFIGURED,
                          "ask its administrator, with the name of this machine"},
    [CO_POST_AT_STARTTLS] = {"STARTTLS", CO_POST_MISCONFIGURED,
                             "nothing was sent, no password either; try security = tls with its "
                             "port (465)"},
    [CO_POST_AT_AUTH] = {"the login", CO_POST_MISCONFIGURED,
                         "nothing was sent; put user and password right, then crossoff mail --test "
                         "(every run tries once more, and servers lock accounts)"},
    [CO_POST_AT_SENDER] = {"the sender", CO_POST_MISCONFIGURED,
                           "nothing was sent; set from to an address that may be used there, or "
                           "user and password if it wants a login"},
    [CO_POST_AT_RECIPIENT] = {"the recipient", CO_POST_REFUSED,
                              "nothing was sent to %r; put the address right, or ask its "
                              "administrator"},
    [CO_POST_AT_DATA] = {"the message", CO_POST_REFUSED,
                         "nothing was sent to %r; ask its "
                         "administrator"},
    [CO_POST_AT_MESSAGE] = {"the message", CO_POST_REFUSED,
                            "it was not delivered to %r; ask its administrator"},
    [CO_POST_AT_END] = {"the message", CO_POST_REFUSED,
                        "it was not delivered to %r; ask its administrator"},
};

static void put_pattern(struct co_buf *out, const char *pattern, const struct co_post_end *end,
                        const struct co_post_server *server, const struct co_post_letter *letter)
{
    for (const char *c = pattern; *c; c++) {
        if (*c != '%') {
            co_buf_byte(out, *c);
            continue;
        }
        switch (*++c) {
        case 'h':
            co_buf_text(out, server->host);
            break;
        case 'p':
            co_buf_fmt(out, "%d", server->port);
            break;
        case 'r':
            co_buf_text(out, letter->recipient);
            break;
        case 't':
            co_buf_text(out, answers[end->stage].step);
            break;
        default:
            co_post_quote(out, co_str_of(end->detail), server->secret);
        }
    }
}

/* Servers say so in no code of their own: it is about who sends, not about the recipient. */
static bool is_relaying(struct co_str answer)
{
    const struct co_str word = CO_STR("relay");
    for (size_t i = 0; i + word.len <= answer.len; i++)
        if (co_str_eq_nocase((struct co_str){answer.at + i, word.len}, word))
            return true;
    return false;
}

/* 552 and 523 are about the size of the message, which is told beside the sender. */
static enum co_post_outcome outcome_of(const struct co_post_end *end)
{
    if (end->code < 500)
        return CO_POST_QUEUED;
    if (end->stage == CO_POST_AT_SENDER && (end->code == 552 || end->code == 523))
        return CO_POST_REFUSED;
    return end->stage == CO_POST_AT_RECIPIENT && is_relaying(end->answer)
               ? CO_POST_MISCONFIGURED
               : answers[end->stage].outcome;
}

static void put_answered(struct co_buf *out, const struct co_post_end *end,
                         const struct co_post_server *server, const struct co_post_letter *letter,
                         enum co_post_outcome outcome)
{
    bool is_size = outcome == CO_POST_REFUSED && end->stage == CO_POST_AT_SENDER;
    co_buf_fmt(out, "%s, port %d, answered \"", server->host, server->port);
    co_post_quote(out, end->answer, server->secret);
    co_buf_fmt(out, "\" to %s", answers[end->stage].step);
    if (end->stage >= CO_POST_AT_RECIPIENT)
        co_buf_fmt(out, " (%s)", letter->recipient);
    co_buf_text(out, "; ");
    if (outcome == CO_POST_QUEUED)
        co_buf_text(out, "that may pass, try again later");
    else if (outcome == CO_POST_MISCONFIGURED && end->stage == CO_POST_AT_RECIPIENT)
        co_buf_text(out, "it passes no mail on for this machine; set user and a password, or the "
                         "server that does");
    else
        put_pattern(out, answers[is_size ? CO_POST_AT_DATA : end->stage].text, end, server, letter);
}

/* Without memory the sentence is lost, never the outcome. */
static void keep(struct co_buf *text, struct co_post_result *out)
{
    (void)snprintf(out->text, sizeof out->text, "%.*s", CO_STR_ARG(co_buf_view(text)));
    if (!co_buf_ok(text))
        (void)snprintf(out->text, sizeof out->text, "out of memory");
    co_buf_fini(text);
}

void co_post_judge(const struct co_post_end *end, const struct co_post_server *server,
                   const struct co_post_letter *letter, struct co_post_result *out)
{
    struct co_buf text = {0};
    memset(out, 0, sizeof *out);
    out->code = end->code;
    out->outcome = troubles[end->trouble].outcome;
    out->is_for_all = troubles[end->trouble].is_for_all;
    if (end->trouble == CO_POST_ANSWERED) {
        out->outcome = outcome_of(end);
        /* 421: the server is closing down, or has enough of us. */
        out->is_for_all = out->outcome != CO_POST_REFUSED &&
                          (end->code == 421 || end->stage < CO_POST_AT_RECIPIENT);
        put_answered(&text, end, server, letter, out->outcome);
    } else {
        put_pattern(&text, troubles[end->trouble].text, end, server, letter);
    }
    out->may_be_there = out->outcome == CO_POST_QUEUED && end->stage == CO_POST_AT_END &&
                        end->trouble != CO_POST_ANSWERED;
    if (out->may_be_there)
        co_buf_fmt(&text,
                   "; the message was all there by then, so %s may get it twice, with the same "
                   "Message-ID",
                   letter->recipient);
    keep(&text, out);
}

/* --- programs ------------------------------------------------------------------------------- */

/* sysexits.h, as programs like sendmail use it. What is not listed may work later. */
static const struct {
    int exit;
    enum co_post_outcome outcome;
} exits[] = {
    {0, CO_POST_SENT},
    {64, CO_POST_MISCONFIGURED},  /* EX_USAGE */
    {65, CO_POST_REFUSED},        /* EX_DATAERR */
    {67, CO_POST_REFUSED},        /* EX_NOUSER */
    {77, CO_POST_MISCONFIGURED},  /* EX_NOPERM */
    {78, CO_POST_MISCONFIGURED},  /* EX_CONFIG */
    {127, CO_POST_MISCONFIGURED}, /* as a shell says: not found */
};

static enum co_post_outcome outcome_of_exit(int status)
{
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
        if (exits[i].exit == status)
            return exits[i].outcome;
    return CO_POST_QUEUED;
}

static void put_exit(struct co_buf *text, const struct co_post_exit *end)
{
    if (end->never)
        co_buf_fmt(text, "%s cannot be started: %s", end->program, strerror(end->never));
    else if (end->is_late)
        co_buf_fmt(text, "%s did not end within %d seconds and was ended", end->program,
                   end->seconds);
    else if (end->is_dead)
        co_buf_fmt(text, "%s was ended by a signal", end->program);
    else
        co_buf_fmt(text, "%s ended with status %d", end->program, end->exit);
    if (end->said.len) {
        co_buf_text(text, " and said \"");
        co_post_quote(text, end->said, NULL);
        co_buf_text(text, "\"");
    }
}

void co_post_judge_exit(const struct co_post_exit *end, const struct co_post_letter *letter,
                        struct co_post_result *out)
{
    static const char *const next[] = {
        [CO_POST_SENT] = "",
        [CO_POST_QUEUED] = "; try again later",
        [CO_POST_REFUSED] = "; nothing was sent to this recipient; put the address right",
        [CO_POST_MISCONFIGURED] = "; nothing was sent; look at sendmail in [mail], run it by hand",
    };
    struct co_buf text = {0};
    memset(out, 0, sizeof *out);
    bool is_ended = !end->never && !end->is_late && !end->is_dead;
    out->outcome = end->never ? CO_POST_MISCONFIGURED
                   : is_ended ? outcome_of_exit(end->exit)
                              : CO_POST_QUEUED;
    out->code = is_ended ? end->exit : 0;
    out->is_for_all = out->outcome == CO_POST_MISCONFIGURED || end->is_late;
    out->may_be_there = end->is_late || end->is_dead;
    if (out->outcome == CO_POST_SENT) {
        co_buf_fmt(&text, "%s took the message for %s", end->program, letter->recipient);
    } else {
        put_exit(&text, end);
        co_buf_text(&text, next[out->outcome]);
        if (out->may_be_there)
            co_buf_text(&text, "; it may arrive twice then, with the same Message-ID");
    }
    keep(&text, out);
}
