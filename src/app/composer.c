#include "crossoff/composer.h"
#include "crossoff/child.h"
#include "crossoff/sys.h"

enum co_status co_composer_load(const struct co_mail_table **table, struct co_err *err)
{
    const void *found;
    enum co_status status = co_module_open(CO_MAIL_MODULE, CO_MAIL_TABLE, &found, err);
    *table = status ? NULL : found;
    if (!status && (*table)->version != CO_MAIL_VERSION)
        status = co_fail(err, CO_USAGE,
                         "%s is of another version than this program; install the package again",
                         CO_MAIL_MODULE);
    return status;
}

enum {
    COMPOSE_MILLISECONDS = 60 * 1000,
    COMPOSE_OUTPUT = 64 << 20, /* bytes; the attachment is written three times as long, and more */
};

struct composing {
    const struct co_mime *mime;
};

/* In the child: 'M' and the message, or 'E' and a sentence. */
static void work(void *ctx, struct co_child_out *out)
{
    const struct composing *c = ctx;
    const struct co_mail_table *table;
    struct co_buf message = {0};
    struct co_err why = {0};
    enum co_status status = co_composer_load(&table, &why);
    if (!status)
        status = table->compose(c->mime, &message, &why);
    bool is_told = co_child_put(out, status ? CO_STR("E") : CO_STR("M"));
    if (is_told)
        (void)co_child_put(out, status ? co_str_of(why.text) : co_buf_view(&message));
    co_buf_fini(&message);
}

enum co_status co_composer_run(const struct co_mime *m, struct co_buf *out, struct co_err *err)
{
    static const struct co_child_limits limits = {.milliseconds = COMPOSE_MILLISECONDS,
                                                  .output = COMPOSE_OUTPUT};
    struct composing c = {m};
    struct co_buf answer = {0};
    enum co_child_end how = CO_CHILD_DONE;
    enum co_status status = co_child_run(work, &c, &limits, &answer, &how, err);
    struct co_str said = {answer.at + (answer.len > 0), answer.len - (answer.len > 0)};
    if (!status && (how != CO_CHILD_DONE || !answer.len))
        status = co_fail(err, CO_OUTPUT, "a mail could not be composed: its process %s",
                         how == CO_CHILD_LATE    ? "took more than a minute"
                         : how == CO_CHILD_LARGE ? "gave more than 64 MB"
                                                 : "ran out of memory, or crashed");
    else if (!status && answer.at[0] == 'E')
        status = co_fail(err, CO_USAGE, "%.*s", CO_STR_ARG(said));
    if (!status)
        co_buf_str(out, said);
    if (!status && !co_buf_ok(out))
        status = co_fail_nomem(err);
    co_buf_fini(&answer);
    return status;
}
