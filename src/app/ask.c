#include "crossoff/child.h"
#include "crossoff/history.h"
#include "crossoff/sandbox.h"
#include "crossoff/sys.h"

enum {
    MEMORY = 512 << 20, /* of the process: the program, SQLite's heap, what waits to be sent */
    OUTPUT = 64 << 20,
    /* The statement is stopped first (per mille of its time), which can be told better; one call of
     * a function, which SQLite cannot interrupt, ends with its process. */
    ASKED = 900,
    KILLED = 940,
};

struct asked {
    struct co_ask q;
    int64_t end;
};

static bool is_over(void *ctx)
{
    return co_clock_steady() >= ((struct asked *)ctx)->end;
}

static bool put(void *ctx, struct co_str bytes)
{
    return co_child_put(ctx, bytes);
}

static void work(void *ctx, struct co_child_out *out)
{
    struct asked *a = ctx;
    struct co_sink sink = {put, out};
    co_ask_run(&a->q, &sink);
}

/* A journal that a killed run left has to be rolled back by somebody who can write; and what is
 * wrong with the history is better told here. */
static enum co_status look_at_history(const char *path, struct co_err *err)
{
    struct co_history *h = NULL;
    bool created;
    enum co_status status = co_history_open(path, CO_HISTORY_READ, 10000, &h, &created, err);
    co_history_close(h);
    return status;
}

enum co_status co_sandbox_ask(const struct co_ask *q, struct co_answer *out, struct co_err *err)
{
    struct co_buf bytes = {0};
    enum co_child_end how = CO_CHILD_DONE;
    struct co_child_limits limits = {.memory = MEMORY, .output = OUTPUT};
    int64_t begin = co_clock_steady();
    struct asked a = {.q = *q};
    *out = (struct co_answer){0};
    a.q.is_over = is_over;
    a.q.ctx = &a;
    enum co_status status = look_at_history(q->history, err);
    a.end = begin + q->seconds * ASKED;
    limits.milliseconds = begin + q->seconds * KILLED - co_clock_steady();
    if (!status)
        status = co_child_run(work, &a, &limits, &bytes, &how, err);
    if (!status && how == CO_CHILD_LATE)
        status = co_ask_late(q->seconds, err);
    else if (!status && how == CO_CHILD_LARGE)
        status =
            co_fail(err, CO_STORE,
                    "the statement was stopped: its answer is larger than %d MB; ask for fewer "
                    "rows or columns",
                    OUTPUT >> 20);
    else if (!status && how == CO_CHILD_DIED)
        status = co_fail(err, CO_STORE,
                         "the statement was stopped: its process was ended by the machine, for its "
                         "memory or its time; ask for less");
    if (!status)
        status = co_answer_read(co_buf_view(&bytes), out, err);
    co_buf_fini(&bytes);
    return status;
}
