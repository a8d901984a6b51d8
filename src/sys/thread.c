#include "crossoff/thread.h"
#include <signal.h>

void co_thread_start(struct co_thread *t, void *(*work)(void *ctx), void *ctx)
{
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    t->is_running = pthread_create(&t->id, NULL, work, ctx) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void co_thread_join(struct co_thread *t, void *(*work)(void *ctx), void *ctx)
{
    if (t->is_running)
        (void)pthread_join(t->id, NULL);
    else
        (void)work(ctx);
    t->is_running = false;
}

/* The default attributes: none of these can fail. */
void co_gate_init(struct co_gate *g)
{
    (void)pthread_mutex_init(&g->mutex, NULL);
    (void)pthread_cond_init(&g->opened, NULL);
    g->is_open = g->answer = false;
}

void co_gate_open(struct co_gate *g, bool answer)
{
    (void)pthread_mutex_lock(&g->mutex);
    g->is_open = true;
    g->answer = answer;
    (void)pthread_cond_signal(&g->opened);
    (void)pthread_mutex_unlock(&g->mutex);
}

bool co_gate_wait(struct co_gate *g)
{
    (void)pthread_mutex_lock(&g->mutex);
    while (!g->is_open)
        (void)pthread_cond_wait(&g->opened, &g->mutex);
    bool answer = g->answer;
    (void)pthread_mutex_unlock(&g->mutex);
    return answer;
}

void co_gate_fini(struct co_gate *g)
{
    (void)pthread_cond_destroy(&g->opened);
    (void)pthread_mutex_destroy(&g->mutex);
}
