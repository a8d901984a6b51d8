#include "crossoff/sys.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* statfs(2): file systems whose other end is another machine. FUSE may be local, but what is behind
 * it is not told. */
static const struct {
    uint32_t magic;
    const char *name;
} networks[] = {
    {0x6969, "NFS"},
    {0x517b, "SMB"},
    {0xff534d42, "CIFS"},
    {0xfe534d42, "SMB"},
    {0x01021997, "9p"},
    {0x65735546, "FUSE, such as sshfs"},
    {0x00c36400, "Ceph"},
    {0x5346414f, "AFS"},
    {0x6b414653, "AFS"},
    {0x73757245, "Coda"},
    {0x564c, "NetWare"},
    {0x0bd00bd0, "Lustre"},
    {0x19830326, "BeeGFS"},
    {0x786f4256, "a shared folder of VirtualBox"},
    {0xbacbacbc, "a shared folder of VMware"},
};

static const char *network_of(const char *path)
{
    struct statfs fs;
    if (statfs(path, &fs) != 0)
        return NULL;
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        if (networks[i].magic == (uint32_t)fs.f_type)
            return networks[i].name;
    return NULL;
}

void co_file_place(const char *path, struct co_place *out)
{
    struct stat st;
    struct co_buf folder = {0};
    *out = (struct co_place){.links = 1};
    if (lstat(path, &st) == 0) {
        out->is_there = true;
        out->is_link = S_ISLNK(st.st_mode);
        if (!out->is_link || stat(path, &st) == 0) {
            out->links = S_ISREG(st.st_mode) ? (int64_t)st.st_nlink : 1;
            out->is_world_writable = (st.st_mode & S_IWOTH) != 0;
        }
    }
    if (co_file_folder_of(path, &folder)) {
        out->is_folder_world_writable = stat(folder.at, &st) == 0 && (st.st_mode & S_IWOTH) != 0;
        out->network = network_of(out->is_there ? path : folder.at);
    }
    co_buf_fini(&folder);
}

enum co_status co_file_temporary(const char *path, struct co_buf *name, struct co_err *err)
{
    name->len = 0;
    co_buf_fmt(name, "%s.XXXXXX", path);
    co_buf_byte(name, '\0');
    if (!co_buf_ok(name))
        return co_fail_nomem(err);
    int fd = mkstemp(name->at);
    if (fd < 0)
        return co_fail(err, CO_OUTPUT, "%s cannot be written: %s", path,
                       errno == ENOENT ? "its folder does not exist" : strerror(errno));
    (void)close(fd);
    return CO_OK;
}

enum co_status co_file_keep(const char *temporary, const char *path, struct co_err *err)
{
    mode_t mask = umask(0);
    (void)umask(mask);
    int fd = open(temporary, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fchmod(fd, 0666 & ~mask) == 0 && fsync(fd) == 0;
    int problem = errno;
    if (fd >= 0)
        (void)close(fd);
    if (ok && rename(temporary, path) != 0) {
        problem = errno;
        ok = false;
    }
    if (!ok)
        return co_fail(err, CO_OUTPUT, "%s cannot be written: %s", path, strerror(problem));
    co_file_sync_folder_of(path);
    return CO_OK;
}

enum co_status co_file_make_read_only(const char *path, struct co_err *err)
{
    struct stat st;
    if (stat(path, &st) == 0 && chmod(path, st.st_mode & 0555) == 0)
        return CO_OK;
    return co_fail(err, CO_OUTPUT, "%s cannot be made read-only: %s", path, strerror(errno));
}

void co_file_remove(const char *path)
{
    (void)unlink(path);
}

/* --- backups beside a file ---------------------------------------------------------------------
 */

/* "v1-2026-11-25T063000Z.bak" as the end of a name that begins with the file's: a number and a
 * time. Nobody else's file is ever removed. */
static const char *backup_end(const char *name, const char *base)
{
    size_t len = strlen(base);
    if (strncmp(name, base, len) != 0 || strncmp(name + len, ".v", 2) != 0)
        return NULL;
    const char *end = name + len + 1, *digits = end + 1;
    size_t n = strspn(digits, "0123456789"), rest = strlen(digits);
    return n && digits[n] == '-' && rest > n + 5 && strcmp(digits + rest - 4, ".bak") == 0 ? end
                                                                                           : NULL;
}

static int newest_first(const void *a, const void *b)
{
    return strcmp(strchr(*(char *const *)b, '-'), strchr(*(char *const *)a, '-'));
}

static size_t list_backups(const char *folder, const char *base, struct co_arena *arena,
                           const char ***out)
{
    DIR *dir = opendir(folder);
    void *list = NULL;
    size_t n = 0, cap = 0;
    for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
        const char *end = backup_end(e->d_name, base);
        if (!end || !co_grow(&list, &cap, n + 1, sizeof *out))
            continue;
        ((const char **)list)[n++] = co_arena_text(arena, co_str_of(end));
    }
    if (dir)
        (void)closedir(dir);
    *out = list;
    return arena->failed ? 0 : n;
}

size_t co_file_prune_backups(const char *path, size_t kept)
{
    struct co_buf folder = {0}, name = {0};
    struct co_arena arena = {0};
    const char **list = NULL;
    size_t n = 0, removed = 0;
    if (co_file_folder_of(path, &folder))
        n = list_backups(folder.at, co_str_file_name(path), &arena, &list);
    if (n > kept)
        qsort(list, n, sizeof *list, newest_first);
    for (size_t i = kept; i < n; i++) {
        name.len = 0;
        co_buf_fmt(&name, "%s.%s", path, list[i]);
        co_buf_byte(&name, '\0');
        removed += co_buf_ok(&name) && unlink(name.at) == 0;
    }
    free(list);
    co_arena_fini(&arena);
    co_buf_fini(&folder);
    co_buf_fini(&name);
    return removed;
}
