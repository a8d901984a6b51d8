#include "crossoff/sys.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool co_folder_is(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct co_entry *)a)->name, ((const struct co_entry *)b)->name);
}

/* What went between listing and looking is left out, as if it had gone before. */
static enum co_status add(struct co_folder *f, DIR *dir, const char *name, struct co_err *err)
{
    struct stat st;
    void *entries = f->entries;
    bool is_there = fstatat(dirfd(dir), name, &st, 0) == 0;
    if (!is_there && fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return CO_OK;
    if (!co_grow(&entries, &f->cap, f->n + 1, sizeof *f->entries))
        return co_fail_nomem(err);
    f->entries = entries;
    f->entries[f->n++] = (struct co_entry){
        .name = co_arena_text(&f->arena, co_str_of(name)),
        .kind = !is_there             ? CO_ENTRY_OTHER
                : S_ISREG(st.st_mode) ? CO_ENTRY_FILE
                : S_ISDIR(st.st_mode) ? CO_ENTRY_FOLDER
                                      : CO_ENTRY_OTHER,
        .bytes = (int64_t)st.st_size,
        .modified = (int64_t)st.st_mtim.tv_sec,
        .nanoseconds = (int32_t)st.st_mtim.tv_nsec,
    };
    return f->arena.failed ? co_fail_nomem(err) : CO_OK;
}

static enum co_status failed(const char *path, struct co_err *err)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return co_fail(err, CO_MISSING,
                       "the folder %s is not there; nothing was recorded. Look at its name, and "
                       "whether its disk or share is there",
                       path);
    return co_fail(err, CO_INPUT, "the folder %s cannot be read: %s; nothing was recorded", path,
                   strerror(errno));
}

enum co_status co_folder_list(const char *path, struct co_folder *out, struct co_err *err)
{
    memset(out, 0, sizeof *out);
    DIR *dir = opendir(path);
    if (!dir)
        return failed(path, err);
    enum co_status status = CO_OK;
    const struct dirent *entry;
    errno = 0;
    while (!status && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            status = add(out, dir, entry->d_name, err);
        errno = 0;
    }
    if (!status && errno)
        status = failed(path, err);
    (void)closedir(dir);
    if (out->n)
        qsort(out->entries, out->n, sizeof *out->entries, by_name);
    return status;
}

void co_folder_fini(struct co_folder *f)
{
    free(f->entries);
    co_arena_fini(&f->arena);
    memset(f, 0, sizeof *f);
}
