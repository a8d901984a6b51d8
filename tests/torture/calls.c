/* Preloaded into a program under torture: its N-th system call on the files of one folder fails,
 * once or for ever, or sends the program a signal; every call can be logged with its bytes, so that
 * a power cut can be played afterwards; waiting for a lock takes no time.
 *
 *   TORTURE_FOLDER     the folder; files elsewhere are left alone
 *   TORTURE_KINDS      which calls count: letters of the enum below
 *   TORTURE_AT         the number of the call that is hit, from 1
 *   TORTURE_FOR_EVER   set: and every later one
 *   TORTURE_ERRNO      what it fails with...
 *   TORTURE_SIGNAL     ...or the signal it sends before it goes on
 *   TORTURE_COUNT      a file that gets how many calls counted
 *   TORTURE_LOG        a file that gets every call
 *   TORTURE_IMPATIENT  set: sleeping returns at once */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind {
    OPEN = 'o',
    READ = 'r',
    WRITE = 'w',
    SYNC = 's',
    TRUNCATE = 't',
    LOCK = 'l',
    DELETE = 'd',
    RENAME = 'm',
    MESSAGE = 'e', /* to standard error: only logged */
};

enum { FILES = 1024, OUR_FD = 200 };
static char *paths[FILES]; /* of every open file of the folder */
static const char *folder, *kinds;
static long at, count;
static int problem, number;
static bool is_for_ever, is_impatient;
static int log_fd = -1, count_fd = -1;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int own_file(const char *variable)
{
    const char *path = getenv(variable);
    if (!path)
        return -1;
    int fd = NEXT(open64)(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int high = fcntl(fd, F_DUPFD_CLOEXEC, OUR_FD); /* out of the program's way */
    (void)NEXT(close)(fd);
    return high;
}

static long number_of(const char *variable)
{
    const char *text = getenv(variable);
    return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void)
{
    kinds = getenv("TORTURE_KINDS");
    at = number_of("TORTURE_AT");
    problem = (int)number_of("TORTURE_ERRNO");
    number = (int)number_of("TORTURE_SIGNAL");
    is_for_ever = getenv("TORTURE_FOR_EVER") != NULL;
    is_impatient = getenv("TORTURE_IMPATIENT") != NULL;
    log_fd = own_file("TORTURE_LOG");
    count_fd = own_file("TORTURE_COUNT");
    folder = getenv("TORTURE_FOLDER"); /* last: from here on calls are counted */
}

__attribute__((destructor)) static void end(void)
{
    if (count_fd >= 0)
        (void)dprintf(count_fd, "%ld\n", count);
}

static const char *path_of(int fd)
{
    return fd >= 0 && fd < FILES ? paths[fd] : NULL;
}

static bool is_ours(const char *path)
{
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

/* Relative names are what SQLite makes of them: the working directory is the folder's. */
static char *whole(const char *path, char buffer[PATH_MAX])
{
    size_t n = 0;
    if (*path != '/' && getcwd(buffer, PATH_MAX / 2)) {
        n = strlen(buffer);
        if (strcmp(path, ".") == 0)
            return buffer;
        buffer[n++] = '/';
    }
    (void)snprintf(buffer + n, PATH_MAX - n, "%s", strncmp(path, "./", 2) == 0 ? path + 2 : path);
    return buffer;
}

static void remember(int fd, const char *path)
{
    if (fd < 0 || fd >= FILES)
        return;
    free(paths[fd]);
    paths[fd] = is_ours(path) ? strdup(path) : NULL;
}

static void put(const void *bytes, size_t n)
{
    const char *from = bytes;
    while (n) {
        ssize_t done = NEXT(write)(log_fd, from, n);
        if (done <= 0)
            abort(); /* a log with holes would prove nothing */
        from += done;
        n -= (size_t)done;
    }
}

static void note(enum kind kind, const char *path, int64_t offset, const void *bytes, size_t n)
{
    if (log_fd < 0)
        return;
    int saved = errno;
    int64_t head[4] = {kind, (int64_t)strlen(path), offset, (int64_t)n};
    put(head, sizeof head);
    put(path, strlen(path));
    if (bytes)
        put(bytes, n);
    errno = saved;
}

/* Whether this call is to fail. */
static bool hit(enum kind kind, const char *path)
{
    if (!is_ours(path) || !kinds || !strchr(kinds, (int)kind))
        return false;
    count++;
    if (count != at && !(is_for_ever && at && count > at))
        return false;
    if (number)
        (void)raise(number);
    errno = problem;
    return problem != 0;
}

static int open_it(const char *path, int flags, mode_t mode)
{
    char name[PATH_MAX];
    if (!folder)
        return NEXT(open64)(path, flags, mode);
    whole(path, name);
    bool is_new = is_ours(name) && (flags & O_CREAT) && access(name, F_OK) != 0;
    if (hit(OPEN, name))
        return -1;
    int fd = NEXT(open64)(path, flags, mode);
    remember(fd, name);
    if (fd >= 0 && is_new)
        note(OPEN, name, 0, NULL, 0);
    return fd;
}

static mode_t mode_in(int flags, va_list *list)
{
    return (flags & (O_CREAT | O_TMPFILE)) ? (mode_t)va_arg(*list, unsigned) : 0;
}

int open64(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = mode_in(flags, &list);
    va_end(list);
    return open_it(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = mode_in(flags, &list);
    va_end(list);
    return open_it(path, flags, mode);
}

int mkstemp64(char *template)
{
    char name[PATH_MAX];
    if (hit(OPEN, whole(template, name)))
        return -1;
    int fd = NEXT(mkstemp64)(template);
    remember(fd, whole(template, name));
    if (fd >= 0 && path_of(fd))
        note(OPEN, path_of(fd), 0, NULL, 0);
    return fd;
}

int close(int fd)
{
    remember(fd, NULL);
    return NEXT(close)(fd);
}

ssize_t read(int fd, void *bytes, size_t n)
{
    return hit(READ, path_of(fd)) ? -1 : NEXT(read)(fd, bytes, n);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t offset)
{
    return hit(READ, path_of(fd)) ? -1 : NEXT(pread64)(fd, bytes, n, offset);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    if (hit(WRITE, path_of(fd)))
        return -1;
    off64_t offset = path_of(fd) ? lseek64(fd, 0, SEEK_CUR) : 0;
    ssize_t done = NEXT(write)(fd, bytes, n);
    if (done > 0 && path_of(fd))
        note(WRITE, path_of(fd), offset, bytes, (size_t)done);
    else if (done > 0 && fd == STDERR_FILENO)
        note(MESSAGE, "", 0, bytes, (size_t)done);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t offset)
{
    if (hit(WRITE, path_of(fd)))
        return -1;
    ssize_t done = NEXT(pwrite64)(fd, bytes, n, offset);
    if (done > 0 && path_of(fd))
        note(WRITE, path_of(fd), offset, bytes, (size_t)done);
    return done;
}

int fsync(int fd)
{
    if (hit(SYNC, path_of(fd)))
        return -1;
    int result = NEXT(fsync)(fd);
    if (result == 0 && path_of(fd))
        note(SYNC, path_of(fd), 0, NULL, 0);
    return result;
}

int fdatasync(int fd)
{
    if (hit(SYNC, path_of(fd)))
        return -1;
    int result = NEXT(fdatasync)(fd);
    if (result == 0 && path_of(fd))
        note(SYNC, path_of(fd), 0, NULL, 0);
    return result;
}

int ftruncate64(int fd, off64_t size)
{
    if (hit(TRUNCATE, path_of(fd)))
        return -1;
    int result = NEXT(ftruncate64)(fd, size);
    if (result == 0 && path_of(fd))
        note(TRUNCATE, path_of(fd), size, NULL, 0);
    return result;
}

int fcntl64(int fd, int command, ...)
{
    va_list list;
    va_start(list, command);
    void *argument = va_arg(list, void *);
    va_end(list);
    bool is_lock = command == F_SETLK && ((struct flock *)argument)->l_type != F_UNLCK;
    return is_lock && hit(LOCK, path_of(fd)) ? -1 : NEXT(fcntl64)(fd, command, argument);
}

int unlink(const char *path)
{
    char name[PATH_MAX];
    if (hit(DELETE, whole(path, name)))
        return -1;
    int result = NEXT(unlink)(path);
    if (result == 0 && is_ours(name))
        note(DELETE, name, 0, NULL, 0);
    return result;
}

int rename(const char *from, const char *to)
{
    char name[PATH_MAX], other[PATH_MAX];
    if (hit(RENAME, whole(from, name)))
        return -1;
    int result = NEXT(rename)(from, to);
    whole(to, other);
    if (result == 0 && is_ours(name))
        note(RENAME, name, 0, other, strlen(other));
    return result;
}

int usleep(useconds_t microseconds)
{
    return is_impatient ? 0 : NEXT(usleep)(microseconds);
}
