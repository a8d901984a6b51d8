#include "cli.h"
#include "crossoff/sys.h"
#include <string.h>
#include <unistd.h>

enum {
    SHOWN_AFTER = 1000, /* milliseconds: what is done sooner needs no line */
    SHOWN_EVERY = 100,
    MEGABYTE = 1000000,
};

static void put(const struct co_buf *b)
{
    bool gone;
    if (!co_buf_ok(b))
        return;
    enum co_status ignored = co_stream_write(STDERR_FILENO, co_buf_view(b), &gone, NULL);
    (void)ignored; /* a line that nobody sees is no reason to stop */
}

/* "reading x.csv: 12.3 of 45.0 MB, 27 %". Rounded down: nobody reads 100 % of what goes on. */
static void describe(struct co_buf *out, const char *doing, const char *what, size_t done,
                     size_t total)
{
    bool is_bytes = strcmp(doing, "reading") == 0;
    co_buf_text(out, doing);
    if (what) {
        co_buf_byte(out, ' ');
        co_utf8_visible(out, co_str_of(what));
    }
    if (total && is_bytes)
        co_buf_fmt(out, ": %zu.%zu of %zu.%zu MB", done / MEGABYTE, done % MEGABYTE / 100000,
                   total / MEGABYTE, total % MEGABYTE / 100000);
    else if (total)
        co_buf_fmt(out, ": %zu of %zu", done, total);
    if (total)
        co_buf_fmt(out, ", %d %%", (int)((uint64_t)done * 100 / total));
}

static void tell(struct co_progress *base, const char *doing, const char *what, size_t done,
                 size_t total)
{
    struct co_looker *p = (struct co_looker *)(void *)base;
    struct co_buf text = {0}, line = {0};
    int64_t now = co_clock_steady();
    size_t width = co_tty_width(STDERR_FILENO);
    bool is_other = p->width && strcmp(p->doing, doing) != 0; /* a stage may have one word to say */
    if (now < p->next && !is_other)
        return;
    p->doing = doing;
    p->next = now + SHOWN_EVERY;
    describe(&text, doing, what, done, total);
    size_t needed = co_utf8_width(co_buf_view(&text));
    /* A line that is full, or longer, would wrap, and could not be rewritten. */
    size_t most = width > 1 ? width - 1 : 79;
    size_t shown = needed < most ? needed : most;
    co_buf_byte(&line, '\r');
    co_utf8_fit(&line, co_buf_view(&text), shown < p->width ? p->width : shown, false, true);
    put(&line);
    p->width = shown;
    co_buf_fini(&text);
    co_buf_fini(&line);
}

/* --- work that tells only what it begins ------------------------------------------------------ */

/* Beside the work: when it is time, and nothing else began, what is being done is shown. */
static void *show_later(void *ctx)
{
    struct co_looker *p = ctx;
    if (!co_gate_wait_for(&p->is_over, p->next - co_clock_steady()))
        tell(&p->base, p->doing, NULL, 0, 0);
    return NULL;
}

/* From here on the looker is the caller's alone. */
static void end_stage(struct co_looker *p)
{
    if (!p->is_waiting)
        return;
    co_gate_open(&p->is_over, true);
    co_thread_join(&p->waiter, show_later, p);
    co_gate_fini(&p->is_over);
    p->is_waiting = false;
}

static void tell_stage(struct co_progress *base, const char *doing, const char *what, size_t done,
                       size_t total)
{
    struct co_looker *p = (struct co_looker *)(void *)base;
    end_stage(p);
    if (co_clock_steady() >= p->next) {
        tell(base, doing, what, done, total);
        return;
    }
    p->doing = doing;
    p->is_waiting = true;
    co_gate_init(&p->is_over);
    co_thread_start(&p->waiter, show_later, p);
}

/* --------------------------------------------------------------------------------------------- */

static struct co_progress *begin(struct co_context *c, struct co_progress how)
{
    c->looker = (struct co_looker){.base = how, .next = co_clock_steady() + SHOWN_AFTER};
    return c->args.is_quiet || co_context_is_dumb() || !co_tty_is(STDERR_FILENO) ? NULL
                                                                                 : &c->looker.base;
}

struct co_progress *co_looker_begin(struct co_context *c)
{
    return begin(c, (struct co_progress){tell});
}

void co_looker_stages(struct co_context *c)
{
    c->stages = begin(c, (struct co_progress){tell_stage});
    co_progress(c->stages, "asking the history", NULL, 0, 0);
}

void co_looker_end(struct co_context *c)
{
    struct co_buf line = {0};
    end_stage(&c->looker);
    if (!c->looker.width)
        return;
    co_buf_byte(&line, '\r');
    co_buf_fill(&line, ' ', c->looker.width);
    co_buf_byte(&line, '\r');
    put(&line);
    c->looker.width = 0;
    co_buf_fini(&line);
}
