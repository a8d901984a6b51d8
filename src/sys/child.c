#include "crossoff/child.h"
#include "crossoff/sys.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A sanitizer reserves more address space than any limit that is worth setting. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_HUGE_SHADOW 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HAS_HUGE_SHADOW 1
#endif

/* glibc gives the resources a type of their own; int serves everywhere else. */
#ifdef __GLIBC__
typedef __rlimit_resource_t resource;
#else
typedef int resource;
#endif

static void set_limit(resource what, size_t most)
{
    struct rlimit now, limit = {.rlim_cur = most, .rlim_max = most};
    /* A lower limit that is set already is not raised. */
    if (getrlimit(what, &now) == 0 && now.rlim_max < limit.rlim_max)
        limit.rlim_cur = limit.rlim_max = now.rlim_max;
    (void)setrlimit(what, &limit);
}

static void confine(const struct co_child_limits *limits)
{
    set_limit(RLIMIT_FSIZE, 0);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_CPU, (size_t)(limits->milliseconds / 1000) + 1);
#ifndef HAS_HUGE_SHADOW
    if (limits->memory)
        set_limit(RLIMIT_AS, limits->memory);
#endif
}

bool co_child_put(struct co_child_out *out, struct co_str bytes)
{
    bool gone;
    return co_stream_write(out->fd, bytes, &gone, NULL) == CO_OK && !gone;
}

/* One read into the buffer: false at the end, or without memory. */
static bool read_some(int fd, struct co_buf *out)
{
    char block[1 << 16];
    ssize_t n = read(fd, block, sizeof block);
    if (n > 0)
        co_buf_put(out, block, (size_t)n);
    return (n > 0 || (n < 0 && errno == EINTR)) && co_buf_ok(out);
}

/* Until the child closes its end, its time is over, or it gave too much. */
static enum co_child_end listen_to(int fd, const struct co_child_limits *limits, struct co_buf *out)
{
    int64_t end = co_clock_steady() + limits->milliseconds;
    for (;;) {
        int64_t left = end - co_clock_steady();
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (left <= 0)
            return CO_CHILD_LATE;
        int n = poll(&p, 1, (int)left);
        if (n > 0 && !read_some(fd, out))
            return CO_CHILD_DONE;
        if (out->len > limits->output)
            return CO_CHILD_LARGE;
    }
}

static void await(pid_t child, enum co_child_end *how)
{
    int status = 0;
    pid_t got;
    if (*how != CO_CHILD_DONE)
        (void)kill(child, SIGKILL);
    do
        got = waitpid(child, &status, 0);
    while (got < 0 && errno == EINTR);
    if (*how == CO_CHILD_DONE && got == child && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
        *how = CO_CHILD_DIED;
}

enum co_status co_child_run(void (*work)(void *ctx, struct co_child_out *out), void *ctx,
                            const struct co_child_limits *limits, struct co_buf *out,
                            enum co_child_end *how, struct co_err *err)
{
    int fds[2];
    pid_t child = pipe(fds) == 0 ? fork() : -2;
    if (child == 0) {
        struct co_child_out to = {.fd = fds[1]};
        (void)close(fds[0]);
        confine(limits);
        work(ctx, &to);
        _exit(0); /* not exit: what the parent has not written yet is not written twice */
    }
    if (child < 0) {
        int why = errno;
        if (child == -1) {
            (void)close(fds[0]);
            (void)close(fds[1]);
        }
        return co_fail(err, CO_BUSY, "no process of its own for the statement: %s; try again",
                       strerror(why));
    }
    (void)close(fds[1]);
    *how = listen_to(fds[0], limits, out);
    (void)close(fds[0]);
    await(child, how);
    return co_buf_ok(out) ? CO_OK : co_fail_nomem(err);
}
