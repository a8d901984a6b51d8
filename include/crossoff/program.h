/* sys: another program, run without a shell, with bytes to read, within limits. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/status.h"
#include <stdint.h>

enum { CO_PROGRAM_WORDS_MAX = 32 };

/* A command line as the configuration has it: words between blanks, or in double quotes. Nothing in
 * it is expanded, and no shell sees it. The words, in the arena, and a NULL behind them go to
 * `out`. Gives how many there are; 0 when there is none, the first is no absolute path, they are
 * too many, or a quote stays open. */
size_t co_program_words(const char *command, struct co_arena *arena,
                        const char *out[CO_PROGRAM_WORDS_MAX + 1]);

/* The path of this very program; nothing where the machine does not tell. */
void co_program_self(struct co_buf *out);

enum co_program_end {
    CO_PROGRAM_EXITED,
    CO_PROGRAM_LATE, /* killed: its time was over */
    CO_PROGRAM_DIED, /* a signal ended it */
    CO_PROGRAM_NEVER /* it could not be started; `problem` is errno */
};

struct co_program {
    const char *const *words; /* the first is the program; a NULL behind the last */
    struct co_str input;      /* what it reads from standard input */
    int64_t milliseconds;
    /* Where its standard output and error go, of so many bytes; what is more is dropped. */
    char *out, *error;
    size_t out_room, error_room;
    /* What became of it. */
    enum co_program_end end;
    int exit, problem;
    size_t out_len, error_len;
};
/* Runs it to its end. The input is all there before the program starts, so that it can never be
 * taken for complete when it is not. Descriptors of this process are not handed on. */
void co_program_run(struct co_program *p);
