/* sys: one piece of work beside the main one. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
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

/* What the work waits for: an answer of the caller, which is given before co_thread_join. */
struct co_gate {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    bool is_open, answer;
};
void co_gate_init(struct co_gate *g);
void co_gate_open(struct co_gate *g, bool answer);
bool co_gate_wait(struct co_gate *g);
/* Whether it is opened within that time. */
bool co_gate_wait_for(struct co_gate *g, int64_t milliseconds);
void co_gate_fini(struct co_gate *g);
