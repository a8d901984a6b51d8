#include "crossoff/postman.h"
#include "crossoff/composer.h"
#include "crossoff/program.h"
#include "crossoff/sys.h"
#include <stdio.h>
#include <string.h>

enum { SAID_MAX = 4096, ENVELOPE_WORDS = 4 };

/* Whom to hand letters to, and who hears of them. */
struct round {
    const struct co_mail_config *m;
    const struct co_post_letter *letters;
    size_t n;
    co_post_told *told;
    void *ctx;
};

/* Before anything could be sent: what went wrong goes for every letter. */
static void tell_all(const struct round *r, enum co_post_outcome outcome, const char *text)
{
    struct co_post_result result = {.outcome = outcome, .is_for_all = true};
    (void)snprintf(result.text, sizeof result.text, "%.*s", (int)sizeof result.text - 1, text);
    for (size_t i = 0; i < r->n; i++)
        r->told(r->ctx, i, &result);
}

/* --- a server ------------------------------------------------------------------------------- */

static void send_by_server(const struct round *r)
{
    struct co_post_server server = r->m->server;
    const struct co_mail_table *table;
    struct co_secret secret = {0};
    struct co_err why = {0};
    bool wants_login = r->m->secret.kind != CO_SECRET_NONE;
    enum co_status status = co_composer_load(&table, &why);
    /* Fetched last and given back first: it is held no longer than the dialogue takes. */
    if (!status && wants_login)
        status = co_secret_open(&secret, &r->m->secret, &why);
    if (!status && wants_login && !server.user)
        server.user = secret.user;
    if (!status && wants_login && !server.user)
        status = co_fail(&why, CO_USAGE, "%s names no login for %s; set user", r->m->secret.from,
                         server.host);
    server.secret = secret.text;
    if (status)
        tell_all(r, status == CO_BUSY ? CO_POST_QUEUED : CO_POST_MISCONFIGURED, why.text);
    else
        table->send(&server, r->letters, r->n, r->told, r->ctx);
    co_secret_close(&secret);
}

/* --- a program ------------------------------------------------------------------------------ */

static bool takes_recipients_from_message(const char *const *words)
{
    for (size_t i = 1; words[i]; i++)
        if (strcmp(words[i], "-t") == 0)
            return true;
    return false;
}

static void run_for(const struct round *r, const char *const *words,
                    const struct co_post_letter *letter, struct co_post_result *out)
{
    char said[SAID_MAX];
    const char *all[CO_PROGRAM_WORDS_MAX + ENVELOPE_WORDS + 2];
    size_t n = 0;
    for (; words[n]; n++)
        all[n] = words[n];
    if (!takes_recipients_from_message(words)) {
        const char *envelope[ENVELOPE_WORDS + 1] = {"-f", letter->sender, "--", letter->recipient};
        memcpy(all + n, envelope, sizeof envelope);
        n += ENVELOPE_WORDS;
    }
    all[n] = NULL;
    struct co_program p = {.words = all,
                           .input = letter->message,
                           .milliseconds = (int64_t)r->m->server.total_seconds * 1000,
                           .error = said,
                           .error_room = sizeof said};
    co_program_run(&p);
    struct co_post_exit end = {.program = words[0],
                               .is_late = p.end == CO_PROGRAM_LATE,
                               .is_dead = p.end == CO_PROGRAM_DIED,
                               .never = p.end == CO_PROGRAM_NEVER ? p.problem : 0,
                               .exit = p.exit,
                               .seconds = r->m->server.total_seconds,
                               .said = {said, p.error_len}};
    co_post_judge_exit(&end, letter, out);
}

static enum co_status send_by_program(const struct round *r, struct co_err *err)
{
    const char *words[CO_PROGRAM_WORDS_MAX + 1];
    struct co_arena arena = {0};
    struct co_post_result result = {0};
    size_t n_words = co_program_words(r->m->sendmail, &arena, words);
    enum co_status status = CO_OK;
    if (arena.failed)
        status = co_fail_nomem(err);
    else if (!n_words) /* the configuration has looked at it */
        status = co_fail(err, CO_BUG, "'%s' is no command line", r->m->sendmail);
    for (size_t i = 0; !status && i < r->n; i++) {
        if (!result.is_for_all)
            run_for(r, words, &r->letters[i], &result);
        r->told(r->ctx, i, &result);
    }
    co_arena_fini(&arena);
    return status;
}

enum co_status co_postman_send(const struct co_mail_config *m, const struct co_post_letter *letters,
                               size_t n, co_post_told *told, void *ctx, struct co_err *err)
{
    struct round r = {m, letters, n, told, ctx};
    enum co_status status = co_post_check(letters, n, err);
    if (status)
        return status;
    if (m->sendmail)
        return send_by_program(&r, err);
    send_by_server(&r);
    return CO_OK;
}
