#define _GNU_SOURCE /* memfd_create */
#include "crossoff/program.h"
#include "crossoff/sys.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_EVERY = 20 }; /* milliseconds between two looks whether it has ended */

/* One word, without its quotes, from *at on; false when a quote stays open. */
static bool take_word(const char **at, struct co_buf *word)
{
    bool is_quoted = false;
    word->len = 0;
    for (; **at && (is_quoted || (**at != ' ' && **at != '\t')); (*at)++) {
        if (**at == '"')
            is_quoted = !is_quoted;
        else
            co_buf_byte(word, **at);
    }
    return !is_quoted && co_buf_ok(word);
}

size_t co_program_words(const char *command, struct co_arena *arena,
                        const char *out[CO_PROGRAM_WORDS_MAX + 1])
{
    struct co_buf word = {0};
    size_t n = 0;
    bool is_right = true;
    for (const char *at = command + strspn(command, " \t"); is_right && *at;
         at += strspn(at, " \t")) {
        is_right = n < CO_PROGRAM_WORDS_MAX && take_word(&at, &word);
        if (is_right)
            out[n++] = co_arena_text(arena, co_buf_view(&word));
    }
    co_buf_fini(&word);
    out[n] = NULL;
    /* Without a folder it would be another program with every PATH. */
    return is_right && n && out[0][0] == '/' ? n : 0;
}

/* The input as a file that has no name; -1 and errno when that cannot be. */
static int input_file(struct co_str input)
{
    bool gone;
    int fd = memfd_create("crossoff", MFD_CLOEXEC);
    if (fd >= 0 && (co_stream_write(fd, input, &gone, NULL) || lseek(fd, 0, SEEK_SET) != 0)) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* What co_process_start ignores would be ignored by the other program too. */
static void reset_signals(void)
{
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigset_t none;
    (void)sigaction(SIGPIPE, &usual, NULL);
    (void)sigaction(SIGXFSZ, &usual, NULL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The child's part; it comes back only with what went wrong. */
static void become(const char *const *words, int in, int out, int error)
{
    reset_signals();
    (void)setpgid(0, 0); /* so that whatever it starts can be ended with it */
    if (dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(error, 2) == 2)
        (void)execv(words[0], (char *const *)(size_t)words);
}

/* What the pipe has, into room that may be used up already; false at its end. */
static bool drain(int fd, char *to, size_t room, size_t *len)
{
    char spare[4096];
    bool is_full = *len == room;
    ssize_t n = read(fd, is_full ? spare : to + *len, is_full ? sizeof spare : room - *len);
    if (n > 0 && !is_full)
        *len += (size_t)n;
    /* Output that is not kept may hold as much of a secret as that which is. */
    explicit_bzero(spare, sizeof spare);
    return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

static void drain_ready(struct co_program *p, struct pollfd fds[2])
{
    if (fds[0].revents && !drain(fds[0].fd, p->out, p->out_room, &p->out_len))
        fds[0].fd = -1; /* which poll passes over */
    if (fds[1].revents && !drain(fds[1].fd, p->error, p->error_room, &p->error_len))
        fds[1].fd = -1;
}

/* A daemon that the program left behind may keep the pipes open, so its own end is what counts. */
static void listen_to(struct co_program *p, pid_t child, int out, int error)
{
    struct pollfd fds[2] = {{.fd = out, .events = POLLIN}, {.fd = error, .events = POLLIN}};
    int64_t end = co_clock_steady() + p->milliseconds;
    int status = 0;
    pid_t got = 0;
    while (got == 0) {
        got = waitpid(child, &status, WNOHANG); /* before the last look into the pipes */
        int n;
        while ((n = poll(fds, 2, got ? 0 : LOOK_EVERY)) > 0 && co_clock_steady() < end &&
               (fds[0].fd >= 0 || fds[1].fd >= 0))
            drain_ready(p, fds);
        if (got == 0 && co_clock_steady() >= end) {
            p->end = CO_PROGRAM_LATE;
            (void)kill(-child, SIGKILL);
            got = waitpid(child, &status, 0);
        }
    }
    if (p->end == CO_PROGRAM_LATE)
        return;
    p->end = WIFEXITED(status) ? CO_PROGRAM_EXITED : CO_PROGRAM_DIED;
    p->exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void close_all(const int *fds, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fds[i] >= 0)
            (void)close(fds[i]);
}

/* The child tells through a pipe that closes by itself when the other program begins. */
static void start(struct co_program *p, int fds[7])
{
    int why = 0;
    pid_t child = fork();
    if (child == 0) {
        become(p->words, fds[0], fds[2], fds[4]);
        why = errno;
        ssize_t ignored = write(fds[6], &why, sizeof why);
        (void)ignored;
        _exit(127);
    }
    if (child < 0) {
        p->problem = errno;
        return;
    }
    (void)setpgid(child, child); /* whoever is first: before it may have to be ended */
    close_all((int[]){fds[2], fds[4], fds[6]}, 3);
    fds[2] = fds[4] = fds[6] = -1;
    ssize_t n;
    do
        n = read(fds[5], &why, sizeof why);
    while (n < 0 && errno == EINTR);
    p->end = n == (ssize_t)sizeof why ? CO_PROGRAM_NEVER : CO_PROGRAM_EXITED;
    p->problem = why;
    if (p->end == CO_PROGRAM_NEVER)
        (void)waitpid(child, NULL, 0);
    else
        listen_to(p, child, fds[1], fds[3]);
}

void co_program_self(struct co_buf *out)
{
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    co_buf_put(out, self, n > 0 && (size_t)n < sizeof self ? (size_t)n : 0);
}

void co_program_run(struct co_program *p)
{
    /* 0: its input; 1, 2: its output; 3, 4: its error; 5, 6: why it did not start. */
    int fds[7] = {-1, -1, -1, -1, -1, -1, -1};
    p->end = CO_PROGRAM_NEVER;
    p->out_len = p->error_len = 0;
    fds[0] = input_file(p->input);
    if (fds[0] >= 0 && pipe2(fds + 1, O_CLOEXEC) == 0 && pipe2(fds + 3, O_CLOEXEC) == 0 &&
        pipe2(fds + 5, O_CLOEXEC) == 0)
        start(p, fds);
    else
        p->problem = errno;
    close_all(fds, 7);
}
