#include "crossoff/saved.h"
#include "crossoff/sys.h"
#include <string.h>

enum { NAME_MOST = 64, TEXT_MOST = 1 << 20 };
#define COMMENT "-- a question of crossoff; run it with: crossoff sql "

bool co_saved_is_name(const char *word)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    size_t len = strlen(word);
    return len > 0 && len <= NAME_MOST && word[0] != '-' && strspn(word, allowed) == len;
}

static enum co_status folder(const struct co_environment *env, struct co_arena *arena,
                             const char **out, struct co_err *err)
{
    *out = co_config_of_user(env, arena, "crossoff/sql");
    if (arena->failed)
        return co_fail_nomem(err);
    return *out ? CO_OK
                : co_fail(err, CO_USAGE,
                          "no place for questions: neither HOME nor XDG_CONFIG_HOME is set");
}

enum co_status co_saved_path(const struct co_environment *env, const char *name,
                             struct co_arena *arena, const char **path, struct co_err *err)
{
    const char *in = NULL;
    struct co_buf b = {0};
    if (!co_saved_is_name(name))
        return co_fail(err, CO_USAGE,
                       "'%s' cannot be the name of a question: letters, digits, - and _, at most "
                       "%d of them",
                       name, NAME_MOST);
    enum co_status status = folder(env, arena, &in, err);
    if (status)
        return status;
    co_buf_fmt(&b, "%s/%s.sql", in, name);
    *path = co_arena_text(arena, co_buf_view(&b));
    co_buf_fini(&b);
    return arena->failed ? co_fail_nomem(err) : CO_OK;
}

enum co_status co_saved_names(const struct co_environment *env, struct co_arena *arena,
                              const char ***names, size_t *n, struct co_err *err)
{
    const char *in = NULL;
    struct co_folder files = {0};
    *n = 0;
    *names = NULL;
    enum co_status status = folder(env, arena, &in, err);
    if (status || !co_folder_is(in))
        return status;
    status = co_folder_list(in, &files, err);
    if (!status)
        *names = co_arena_alloc(arena, (files.n + 1) * sizeof **names);
    for (size_t i = 0; !status && *names && i < files.n; i++) {
        struct co_str file = co_str_of(files.entries[i].name);
        if (file.len <= 4 || strcmp(file.at + file.len - 4, ".sql") != 0)
            continue;
        file.len -= 4;
        const char *name = co_arena_text(arena, file);
        if (co_saved_is_name(name))
            (*names)[(*n)++] = name;
    }
    co_folder_fini(&files);
    return !status && arena->failed ? co_fail_nomem(err) : status;
}

static enum co_status not_there(const struct co_environment *env, const char *name,
                                const char *path, struct co_arena *arena, struct co_err *err)
{
    const char **names;
    size_t n;
    enum co_status status = co_saved_names(env, arena, &names, &n, err);
    if (status)
        return status;
    const char *near = co_str_nearest(name, names, n);
    return co_fail(err, CO_USAGE,
                   "there is no question '%s' (%s)%s%s%s; keep one with `crossoff sql --save %s "
                   "\"SELECT ...\"`",
                   name, path, near ? "; did you mean " : "", near ? near : "", near ? "?" : "",
                   name);
}

enum co_status co_saved_read(const struct co_environment *env, const char *name, struct co_buf *out,
                             struct co_err *err)
{
    struct co_arena arena = {0};
    struct co_file file = {0};
    const char *path = NULL;
    enum co_status status = co_saved_path(env, name, &arena, &path, err);
    if (!status && !co_file_exists(path))
        status = not_there(env, name, path, &arena, err);
    if (!status)
        status = co_file_read(path, TEXT_MOST, &file, err);
    if (!status)
        co_buf_str(out, co_buf_view(&file.bytes));
    co_file_fini(&file);
    co_arena_fini(&arena);
    return !status && !co_buf_ok(out) ? co_fail_nomem(err) : status;
}

static void text_of(struct co_buf *b, const char *name, struct co_str sql)
{
    co_buf_fmt(b, COMMENT "%s\n", name);
    co_buf_str(b, co_str_trim(sql));
    co_buf_byte(b, '\n');
}

enum co_status co_saved_check(const struct co_environment *env, const char *name, struct co_str sql,
                              struct co_err *err)
{
    struct co_arena arena = {0};
    struct co_buf is = {0}, was = {0};
    const char *path = NULL;
    enum co_status status = co_saved_path(env, name, &arena, &path, err);
    text_of(&is, name, sql);
    if (!status && co_file_exists(path)) {
        status = co_saved_read(env, name, &was, err);
        if (!status && !co_str_eq(co_buf_view(&is), co_buf_view(&was)))
            status = co_fail(err, CO_USAGE,
                             "there is a question '%s' already; edit or remove its file %s, or "
                             "take another name",
                             name, path);
    }
    co_buf_fini(&is);
    co_buf_fini(&was);
    co_arena_fini(&arena);
    return status;
}

enum co_status co_saved_write(const struct co_environment *env, const char *name, struct co_str sql,
                              struct co_err *err)
{
    struct co_arena arena = {0};
    struct co_buf text = {0};
    const char *path = NULL;
    enum co_status status = co_saved_path(env, name, &arena, &path, err);
    text_of(&text, name, sql);
    if (!status && !co_buf_ok(&text))
        status = co_fail_nomem(err);
    if (!status)
        status = co_file_make_folder_of(path, err);
    if (!status)
        status = co_file_replace(path, co_buf_view(&text), err);
    co_buf_fini(&text);
    co_arena_fini(&arena);
    return status;
}
