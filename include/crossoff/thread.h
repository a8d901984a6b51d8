/* sys: one piece of work beside the main one. */
#pragma once
#include <stdbool.h>
#include <pthread.h>

struct co_thread {
    pthread_t id;
    bool is_running;
};

/* Begins work(ctx) beside the caller, who looks at nothing that the work changes until
 * co_thread_join. Signals stay the caller's. Never fails: what cannot be begun (no memory) is done
 * by co_thread_join. */
void co_thread_start(struct co_thread *t, void *(*work)(void *ctx), void *ctx);
/* Waits until the work is done, or does it now. */
void co_thread_join(struct co_thread *t, void *(*work)(void *ctx), void *ctx);
