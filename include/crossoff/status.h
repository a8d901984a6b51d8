/* base: what became of a call, the sentence that says so, and the exit status it means. */
#pragma once
#include <stddef.h>

/* One list makes the enum, its names and its exit status (crossoff(1), EXIT STATUS):
 * X(NAME, exit status, what it means). */
#define CO_STATUS_LIST(X)                                                     \
    X(OK, 0, "done")                                                          \
    X(INPUT, 1, "an export cannot be read or is malformed; nothing recorded") \
    X(STORE, 1, "the history cannot be used; nothing recorded")               \
    X(NOMEM, 1, "out of memory; nothing recorded")                            \
    X(BUG, 1, "the program contradicts itself; nothing recorded")             \
    X(USAGE, 2, "wrong usage or configuration")                               \
    X(OUTPUT, 3, "a result could not be written")                             \
    X(HELD, 4, "the export is not believable; nothing marked completed")      \
    X(MISSING, 4, "the export is not there yet; nothing marked completed")    \
    X(BUSY, 5, "another run has the history; try again")

enum co_status {
#define CO_STATUS_ENUM(name, exit, text) CO_##name,
    CO_STATUS_LIST(CO_STATUS_ENUM)
#undef CO_STATUS_ENUM
};

#define CO_NODISCARD __attribute__((warn_unused_result))
#define CO_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum { CO_ERR_TEXT = 2048 }; /* bytes of a message; longer ones are cut */

/* An error: built once, where it happened, and passed on unchanged. */
struct co_err {
    enum co_status status;
    char text[CO_ERR_TEXT]; /* one sentence or more: what, where, what to do next */
};

/* Writes the sentence into err (which may be NULL) and gives status back, so that a
 * function can end in `return co_fail(err, CO_INPUT, "...")`. */
enum co_status co_fail(struct co_err *err, enum co_status status, const char *fmt, ...)
    CO_PRINTF(3, 4);

/* The usual sentence for an allocation that failed. */
enum co_status co_fail_nomem(struct co_err *err);

/* The exit status of the process that ends with this status. */
int co_status_exit(enum co_status status);

/* The worse of two, for what is told about several exports at once: busy (nothing else can be known
 * then), failed, wrong usage, held or missing, not delivered, done. */
enum co_status co_status_worse(enum co_status a, enum co_status b);

/* The symbol ("HELD") and the meaning of a status; static text. */
const char *co_status_name(enum co_status status);
const char *co_status_text(enum co_status status);
