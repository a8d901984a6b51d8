#include "folder.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "check.h"

void folder_init(struct folder *f)
{
    const char *above = getenv("TMPDIR");
    memset(f, 0, sizeof *f);
    int n = snprintf(f->path, sizeof f->path, "%s/crossoff-test-XXXXXX", above ? above : "/tmp");
    if (n < 0 || (size_t)n >= sizeof f->path || !mkdtemp(f->path))
        fail_msg("no temporary folder: %s", strerror(errno));
}

static void remove_all(const char *path)
{
    struct stat st;
    DIR *d;
    if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && (d = opendir(path)) != NULL) {
        for (struct dirent *e; (e = readdir(d)) != NULL;) {
            char name[1024];
            if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
                continue;
            if (snprintf(name, sizeof name, "%s/%s", path, e->d_name) < (int)sizeof name)
                remove_all(name);
        }
        (void)closedir(d);
    }
    (void)remove(path);
}

void folder_fini(struct folder *f)
{
    if (f->path[0])
        remove_all(f->path);
    f->path[0] = '\0';
    co_arena_fini(&f->arena);
}

const char *folder_path(struct folder *f, const char *name)
{
    struct co_buf path = {0};
    co_buf_fmt(&path, "%s/%s", f->path, name);
    const char *kept = co_arena_text(&f->arena, co_buf_view(&path));
    co_buf_fini(&path);
    return kept;
}

const char *folder_write(struct folder *f, const char *name, struct co_str bytes)
{
    const char *path = folder_path(f, name);
    FILE *file = fopen(path, "wb");
    bool ok = file && (!bytes.len || fwrite(bytes.at, 1, bytes.len, file) == bytes.len);
    if (!file || fclose(file) != 0 || !ok)
        fail_msg("%s cannot be written: %s", path, strerror(errno));
    return path;
}

void folder_read(const char *path, struct co_buf *out)
{
    char block[4096];
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail_msg("%s cannot be read: %s", path, strerror(errno));
        return;
    }
    out->len = 0;
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        co_buf_put(out, block, n);
    (void)fclose(file);
}

size_t folder_count(const struct folder *f)
{
    size_t n = 0;
    DIR *d = opendir(f->path);
    assert_non_null(d);
    while (readdir(d))
        n++;
    (void)closedir(d);
    return n - 2; /* . and .. */
}

void check_file(const char *what, const char *path, struct co_str expected)
{
    struct co_buf got = {0};
    folder_read(path, &got);
    if (!co_str_eq(co_buf_view(&got), expected))
        fail_msg("%s: %s has %zu bytes that are not the %zu expected:\n  got      [%.*s]\n"
                 "  expected [%.*s]",
                 what, path, got.len, expected.len, CO_STR_ARG(co_buf_view(&got)),
                 CO_STR_ARG(expected));
    co_buf_fini(&got);
}
