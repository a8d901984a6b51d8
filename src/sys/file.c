#include "crossoff/sys.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "crossoff/digest.h"

static void digest(struct co_file *f)
{
    struct co_digest d;
    co_digest_init(&d);
    co_digest_add(&d, f->bytes.at, f->bytes.len);
    co_digest_text(&d, f->sha256);
}

static enum co_status open_failed(const char *path, struct co_err *err)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return co_fail(
            err, CO_MISSING,
            "%s is not there; nothing was recorded. Wait for the ERP's export, or look at its "
            "job and at the name",
            path);
    if (errno == ENXIO) /* what a socket says to whoever opens it */
        return co_fail(err, CO_INPUT,
                       "%s is a socket or a device without a driver, not a file; give the export "
                       "itself (nothing was recorded)",
                       path);
    return co_fail(err, CO_INPUT,
                   "%s cannot be opened: %s; look at its permissions and its folder's; "
                   "nothing was recorded",
                   path, strerror(errno));
}

/* One read; grows the buffer by itself. Gives the bytes read, 0 at the end, -1 with errno. */
static ssize_t read_some(int fd, struct co_buf *b, size_t room)
{
    void *block = b->at;
    if (!co_grow(&block, &b->cap, b->len + room, 1)) {
        b->failed = true;
        errno = ENOMEM;
        return -1;
    }
    b->at = block;
    ssize_t n;
    do
        n = read(fd, b->at + b->len, room);
    while (n < 0 && errno == EINTR);
    if (n > 0)
        b->len += (size_t)n;
    return n;
}

static enum co_status read_all(int fd, const char *path, size_t hint, size_t max,
                               struct co_file *out, struct co_err *err)
{
    void *block = NULL;
    ssize_t n;
    if (hint < max) { /* exactly its size and one more to see the end: no doubling of big files */
        block = malloc(hint + 1);
        out->bytes.cap = block ? hint + 1 : 0;
        out->bytes.at = block;
    }
    do {
        size_t left = out->bytes.cap - out->bytes.len;
        n = read_some(fd, &out->bytes, left ? left : 65536);
        if (out->bytes.len > max)
            return co_fail(err, CO_INPUT,
                           "%s is larger than %zu MiB; that is no list of work orders", path,
                           max >> 20);
    } while (n > 0);
    if (out->bytes.failed)
        return co_fail_nomem(err);
    if (n < 0)
        return co_fail(err, CO_INPUT, "%s: read error at byte %zu: %s; nothing was recorded", path,
                       out->bytes.len, strerror(errno));
    digest(out);
    return CO_OK;
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode) ? "a folder" : S_ISFIFO(mode) ? "a pipe" : "a device";
}

/* Written to, or replaced by another file of its name: what was read is not the export, or no
 * longer. A second has room for several writes, so the fraction counts. */
static bool has_changed(const struct stat *before, const struct stat *after)
{
    return after->st_size != before->st_size || after->st_mtim.tv_sec != before->st_mtim.tv_sec ||
           after->st_mtim.tv_nsec != before->st_mtim.tv_nsec ||
           (before->st_nlink > 0 && after->st_nlink == 0);
}

static enum co_status read_regular(int fd, const char *path, size_t max, struct co_file *out,
                                   struct co_err *err)
{
    struct stat before, after;
    if (fstat(fd, &before) != 0)
        return co_fail(err, CO_INPUT, "%s cannot be looked at: %s", path, strerror(errno));
    if (!S_ISREG(before.st_mode))
        return co_fail(err, CO_INPUT,
                       "%s is %s, not a file; give the export itself (nothing was recorded)", path,
                       kind_of(before.st_mode));
    enum co_status status = read_all(fd, path, (size_t)before.st_size, max, out, err);
    if (status)
        return status;
    if (fstat(fd, &after) != 0 || has_changed(&before, &after))
        return co_fail(
            err, CO_MISSING,
            "%s changed while it was read: it is still being written; nothing was recorded. "
            "Run again when the export is complete",
            path);
    out->modified = (int64_t)before.st_mtime;
    return CO_OK;
}

enum co_status co_file_read(const char *path, size_t max, struct co_file *out, struct co_err *err)
{
    memset(out, 0, sizeof *out);
    out->modified = INT64_MIN;
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", 0, max, out, err);
    /* Non-blocking: opening a named pipe must not hang before we can see what it is. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return open_failed(path, err);
    enum co_status status = read_regular(fd, path, max, out, err);
    (void)close(fd);
    return status;
}

void co_file_fini(struct co_file *f)
{
    co_buf_fini(&f->bytes);
}

void co_file_full(const char *path, struct co_buf *out)
{
    char *full = realpath(path, NULL), *here = full || *path == '/' ? NULL : realpath(".", NULL);
    if (here)
        co_buf_fmt(out, "%s/", here);
    co_buf_text(out, full ? full : path);
    free(full);
    free(here);
}

bool co_file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

int64_t co_file_size(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (int64_t)st.st_size : -1;
}

bool co_file_is_same(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static enum co_status write_all(int fd, struct co_str bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.at, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return CO_OUTPUT;
        bytes.at += n;
        bytes.len -= (size_t)n;
    }
    return CO_OK;
}

bool co_file_folder_of(const char *path, struct co_buf *out)
{
    out->len = 0;
    co_buf_put(out, path, (size_t)(co_str_file_name(path) - path));
    co_buf_text(out, ".");
    co_buf_byte(out, '\0');
    return co_buf_ok(out);
}

void co_file_sync_folder_of(const char *path)
{
    struct co_buf folder = {0};
    int fd =
        co_file_folder_of(path, &folder) ? open(folder.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
    co_buf_fini(&folder);
}

/* What a file made by open() would get: mkstemp gives owner only, and a report is to be read. */
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    (void)umask(mask);
    return 0666 & ~mask;
}

static enum co_status cannot_write(const char *path, int problem, struct co_err *err)
{
    return co_fail(err, CO_OUTPUT, "%s cannot be written: %s", path,
                   problem == ENOENT ? "its folder does not exist" : strerror(problem));
}

enum co_status co_file_stage(const char *path, struct co_str bytes, struct co_buf *name,
                             struct co_err *err)
{
    struct stat st;
    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return co_fail(err, CO_OUTPUT, "%s is there and no regular file; it was left alone", path);
    name->len = 0;
    co_buf_fmt(name, "%s.XXXXXX", path);
    co_buf_byte(name, '\0');
    if (!co_buf_ok(name))
        return co_fail_nomem(err);
    int fd = mkstemp(name->at);
    if (fd < 0)
        return cannot_write(path, errno, err);
    bool is_written =
        write_all(fd, bytes) == CO_OK && fchmod(fd, usual_mode()) == 0 && fsync(fd) == 0;
    int problem = errno;
    if (close(fd) == 0 && is_written)
        return CO_OK;
    (void)unlink(name->at);
    return cannot_write(path, is_written ? errno : problem, err);
}

static enum co_status replace(const char *path, struct co_str bytes, struct co_err *err)
{
    struct co_buf temp = {0};
    enum co_status status = co_file_stage(path, bytes, &temp, err);
    if (!status && rename(temp.at, path) != 0) {
        status = cannot_write(path, errno, err);
        (void)unlink(temp.at);
    }
    co_buf_fini(&temp);
    if (!status)
        co_file_sync_folder_of(path);
    return status;
}

enum co_status co_file_replace(const char *path, struct co_str bytes, struct co_err *err)
{
    /* Whoever interrupts a run waits for this: else the new file would stay under its other name.
     */
    sigset_t late, before;
    (void)sigemptyset(&late);
    (void)sigaddset(&late, SIGINT);
    (void)sigaddset(&late, SIGTERM);
    (void)sigaddset(&late, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &late, &before);
    enum co_status status = replace(path, bytes, err);
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

enum co_status co_file_make_folder_of(const char *path, struct co_err *err)
{
    struct co_buf name = {0};
    enum co_status status = CO_OK;
    if (!*path)
        return CO_OK;
    co_buf_text(&name, path);
    co_buf_byte(&name, '\0');
    if (!co_buf_ok(&name))
        return co_fail_nomem(err);
    for (char *c = name.at + 1; *c && !status; c++) {
        if (*c != '/')
            continue;
        *c = '\0';
        if (mkdir(name.at, 0777) != 0 && errno != EEXIST)
            status =
                co_fail(err, CO_STORE, "the folder %s cannot be made: %s; nothing was recorded",
                        name.at, strerror(errno));
        *c = '/';
    }
    co_buf_fini(&name);
    return status;
}

enum co_status co_stream_write(int fd, struct co_str bytes, bool *gone, struct co_err *err)
{
    *gone = false;
    if (write_all(fd, bytes) == CO_OK)
        return CO_OK;
    if (errno == EPIPE) {
        *gone = true;
        return CO_OK;
    }
    return co_fail(err, CO_OUTPUT, "the output cannot be written: %s", strerror(errno));
}
