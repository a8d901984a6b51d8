#include "crossoff/sys.h"
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

int64_t co_clock_now(void)
{
    return (int64_t)time(NULL);
}

co_date co_clock_local_date(int64_t seconds)
{
    int minute;
    return co_clock_local(seconds, &minute);
}

co_date co_clock_local(int64_t seconds, int *minute)
{
    time_t t = (time_t)seconds;
    struct tm tm;
    *minute = 0;
    if (!localtime_r(&t, &tm))
        return CO_DATE_NONE;
    *minute = tm.tm_hour * 60 + tm.tm_min;
    return co_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

const char *co_machine_user(char out[CO_USER_TEXT])
{
    char host[128] = "";
    const struct passwd *user = getpwuid(getuid());
    if (gethostname(host, sizeof host - 1) != 0 || !host[0])
        memcpy(host, "unknown", sizeof "unknown");
    (void)snprintf(out, CO_USER_TEXT, "%.100s@%s", user ? user->pw_name : "unknown", host);
    return out;
}

int64_t co_clock_steady(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void co_clock_sleep(int64_t milliseconds)
{
    struct timespec left = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000 * 1000000)};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}

bool co_tty_is(int fd)
{
    return isatty(fd) == 1;
}

size_t co_tty_width(int fd)
{
    struct winsize size;
    if (!co_tty_is(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

struct co_hash_key co_random_key(void)
{
    struct co_hash_key key = {0x5bd1e9955bd1e995u, 0x9e3779b97f4a7c15u};
    /* Without random bytes the hash only loses its protection against chosen keys. */
    if (getrandom(&key, sizeof key, GRND_NONBLOCK) != (ssize_t)sizeof key) {
        key.k0 ^= (uint64_t)co_clock_now();
        key.k1 ^= (uint64_t)getpid();
    }
    return key;
}

void co_process_start(void)
{
    /* A caller may have closed them; the history must never get one of these numbers, or a
     * message would be written into it. */
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= 2);
    if (fd > 2)
        (void)close(fd);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigaction(SIGXFSZ, &ignore, NULL);
}
