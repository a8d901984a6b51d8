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
