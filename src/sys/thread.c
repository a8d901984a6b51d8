#include "crossoff/thread.h"
#include <signal.h>
#include <time.h>

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

/* None of these can fail. The clock is one that nobody sets while somebody waits. */
void co_gate_init(struct co_gate *g)
{
    pthread_condattr_t steady;
    (void)pthread_condattr_init(&steady);
    (void)pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    (void)pthread_mutex_init(&g->mutex, NULL);
    (void)pthread_cond_init(&g->opened, &steady);
    (void)pthread_condattr_destroy(&steady);
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

bool co_gate_wait_for(struct co_gate *g, int64_t milliseconds)
{
    enum { SECOND = 1000, MILLISECOND = 1000000 };
    struct timespec end;
    int why = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    milliseconds += end.tv_nsec / MILLISECOND;
    end.tv_sec += milliseconds / SECOND;
    end.tv_nsec = end.tv_nsec % MILLISECOND + milliseconds % SECOND * MILLISECOND;
    (void)pthread_mutex_lock(&g->mutex);
    while (!g->is_open && !why)
        why = pthread_cond_timedwait(&g->opened, &g->mutex, &end);
    bool is_open = g->is_open;
    (void)pthread_mutex_unlock(&g->mutex);
    return is_open;
}

void co_gate_fini(struct co_gate *g)
{
    (void)pthread_cond_destroy(&g->opened);
    (void)pthread_mutex_destroy(&g->mutex);
}
