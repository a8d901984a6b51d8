/* What the options --accept, --bridge and --reason say, and the command line to give again. */
#include "cli.h"
#include <string.h>
#include "crossoff/guard.h"

static enum co_status take_rules(struct co_context *c, const char *list, struct co_job *job)
{
    const char **rules = co_arena_alloc(&c->args.arena, CO_ACCEPT_MAX * sizeof *rules);
    if (!rules)
        return co_fail_nomem(&c->err);
    job->accept = rules;
    for (const char *at = list; *at;) {
        size_t len = strcspn(at, ",");
        struct co_str id = co_str_trim((struct co_str){at, len});
        if (co_str_eq(id, CO_STR("G0")))
            return co_fail(&c->err, CO_USAGE,
                           "--accept G0: to record over days that are held, say --bridge");
        if (!co_guard_is_rule(id))
            return co_fail(&c->err, CO_USAGE,
                           "--accept: '%.*s' is no guard rail such as G2; what held a list names "
                           "them, and crossoff(1) has their table",
                           CO_STR_ARG(id));
        if (job->n_accept == CO_ACCEPT_MAX)
            return co_fail(&c->err, CO_USAGE, "--accept: there are more than %d rules",
                           CO_ACCEPT_MAX);
        rules[job->n_accept++] = co_arena_text(&c->args.arena, id);
        at += len + (at[len] == ',');
    }
    return job->n_accept ? CO_OK
                         : co_fail(&c->err, CO_USAGE, "--accept: '%s' names no guard rail", list);
}

/* Words that a hint writes anew or not at all: 1 for --bridge, 2 for "--accept G2". A dry run
 * shows what a real one needs. */
static int words_written_anew(const char *word)
{
    static const char *const with_value[] = {"--accept", "--reason"};
    if (strcmp(word, "--bridge") == 0 || strcmp(word, "-n") == 0 || strcmp(word, "--dry-run") == 0)
        return 1;
    for (size_t i = 0; i < 2; i++) {
        size_t len = strlen(with_value[i]);
        if (strncmp(word, with_value[i], len) == 0 && (word[len] == '=' || !word[len]))
            return word[len] ? 1 : 2;
    }
    return 0;
}

/* A word as a shell takes it. */
static void put_word(struct co_buf *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./=:,+@%";
    co_buf_text(out, out->len ? " " : "");
    if (*word && strspn(word, plain) == strlen(word)) {
        co_buf_text(out, word);
        return;
    }
    co_buf_byte(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            co_buf_text(out, "'\\''");
        else
            co_buf_byte(out, *word);
    co_buf_byte(out, '\'');
}

static const char *words_again(struct co_context *c)
{
    struct co_buf out = {0};
    for (int i = 1; i < c->args.n_words;) {
        int anew = words_written_anew(c->args.words[i]);
        if (!anew)
            put_word(&out, c->args.words[i]);
        i += anew ? anew : 1;
    }
    c->args.arena.failed = c->args.arena.failed || !co_buf_ok(&out);
    const char *kept = co_arena_text(&c->args.arena, co_buf_view(&out));
    co_buf_fini(&out);
    return kept;
}

enum co_status co_accept_options(struct co_context *c, struct co_job *job)
{
    const struct co_args *a = &c->args;
    struct co_str reason = co_str_trim(co_str_of(a->reason));
    job->again = words_again(c);
    job->is_bridge = a->is_bridge;
    job->reason = co_arena_text(&c->args.arena, reason);
    if ((a->accept || a->is_bridge) && !reason.len)
        return co_fail(&c->err, CO_USAGE,
                       "%s needs a reason, which the report of the day shows: --reason TEXT",
                       a->accept ? "--accept" : "--bridge");
    if (a->reason && !a->accept && !a->is_bridge && !a->is_amend)
        return co_fail(&c->err, CO_USAGE, "--reason is for --accept, --bridge and --amend");
    enum co_status status = a->accept ? take_rules(c, a->accept, job) : CO_OK;
    /* A reason that no memory was left for would be kept as none. */
    return !status && c->args.arena.failed ? co_fail_nomem(&c->err) : status;
}
