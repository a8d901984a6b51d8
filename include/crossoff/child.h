/* sys: work that may run away, done in a process of its own that can be ended at any moment. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/status.h"
#include <stdint.h>

struct co_child_limits {
    int64_t milliseconds; /* then it is killed */
    size_t memory;        /* bytes of address space; 0 = no limit of its own */
    size_t output;        /* bytes it may give */
};

enum co_child_end {
    CO_CHILD_DONE,  /* it ended by itself */
    CO_CHILD_LATE,  /* killed: its time was over */
    CO_CHILD_LARGE, /* killed: it gave more than `output` */
    CO_CHILD_DIED,  /* a signal ended it: it crashed, or used up its processor time */
};

/* The way back to the parent; for co_child_put. */
struct co_child_out {
    int fd;
};
/* False when the parent is gone. */
bool co_child_put(struct co_child_out *out, struct co_str bytes);

/* Runs `work` in a copy of this process that can write no file (size 0), has bounded memory and
 * processor time, and collects what it puts into *out (to be released in any case). CO_BUSY when
 * the machine has no room for another process. */
CO_NODISCARD enum co_status co_child_run(void (*work)(void *ctx, struct co_child_out *out),
                                         void *ctx, const struct co_child_limits *limits,
                                         struct co_buf *out, enum co_child_end *how,
                                         struct co_err *err);
