/* Preloaded into a program under torture: its N-th allocation fails, once or for ever.
 *
 *   STARVE_AT        the number of the allocation, from 1; 0 for none
 *   STARVE_FOR_EVER  set: and every later one
 *   STARVE_COUNT     a file that gets how many there were
 *   STARVE_PATHS     a file that gets the number of every allocation that the program came to on a
 *                    way of its own, that is, with a call stack that was not seen before
 *   STARVE_PROGRAM   set: only in the program of that name, not in those that start it */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The C library's own, under the names it keeps for this purpose: looking the usual ones up would
 * allocate. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

enum { FRAMES = 16, WAYS = 1 << 18 };

static bool is_armed, is_for_ever;
static long at, count;
static int paths_fd = -1;
static uint64_t seen[WAYS]; /* hashes of call stacks, 0: free */

__attribute__((constructor)) static void begin(void)
{
    const char *text = getenv("STARVE_AT");
    at = text ? strtol(text, NULL, 10) : 0;
    is_for_ever = getenv("STARVE_FOR_EVER") != NULL;
    const char *paths = getenv("STARVE_PATHS");
    if (paths) {
        void *warm[4];
        (void)backtrace(warm, 4); /* the first time it allocates */
        paths_fd = open(paths, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    const char *program = getenv("STARVE_PROGRAM");
    is_armed = !program || strcmp(program, program_invocation_short_name) == 0;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("STARVE_COUNT");
    bool is_asked = is_armed && path;
    is_armed = false;
    int fd = is_asked ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
    if (fd >= 0) {
        (void)dprintf(fd, "%ld\n", count);
        (void)close(fd);
    }
}

/* Addresses are of one process: the hash is only compared with others of the same. */
static void note_way(void)
{
    void *frames[FRAMES];
    uint64_t hash = 14695981039346656037u;
    is_armed = false;
    int n = backtrace(frames, FRAMES);
    for (int i = 0; i < n; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211u;
    size_t place = (size_t)(hash ^ hash >> 32) % WAYS;
    for (size_t i = 0; i < WAYS && seen[place] && seen[place] != hash; i++)
        place = (place + 1) % WAYS;
    if (seen[place] != hash)
        (void)dprintf(paths_fd, "%ld\n", count);
    seen[place] = hash;
    is_armed = true;
}

static bool hit(void)
{
    if (!is_armed)
        return false;
    count++;
    if (paths_fd >= 0)
        note_way();
    if (count != at && !(is_for_ever && at && count > at))
        return false;
    errno = ENOMEM;
    return true;
}

/* Out of memory in there, glibc 2.36 ends the program itself (nss_database.c: Assertion `ret > 0'
 * failed), which no caller can help. */
struct passwd *getpwuid(uid_t uid)
{
    struct passwd *(*next)(uid_t) = (struct passwd * (*)(uid_t)) dlsym(RTLD_NEXT, "getpwuid");
    bool was_armed = is_armed;
    is_armed = false;
    struct passwd *user = next(uid);
    is_armed = was_armed;
    return user;
}

void *malloc(size_t size)
{
    return hit() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return hit() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *block, size_t size)
{
    return hit() ? NULL : __libc_realloc(block, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    *out = hit() ? NULL : __libc_memalign(alignment, size);
    return *out ? 0 : ENOMEM;
}
