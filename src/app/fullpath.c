#include "fullpath.h"
#include <string.h>

const char *co_fullpath_join(struct co_arena *arena, const char *folder, const char *name)
{
    struct co_buf path = {0};
    co_buf_fmt(&path, "%s/%s", folder, name);
    const char *kept = co_arena_text(arena, co_buf_view(&path));
    co_buf_fini(&path);
    return kept;
}

/* A relative path would mean another file in every folder the program is started in. */
enum co_status co_fullpath_of(const char *name, const char *value, const char *home,
                              struct co_arena *arena, const char **out, struct co_err *err)
{
    if (value[0] == '/')
        *out = co_arena_text(arena, co_str_of(value));
    else if (strncmp(value, "~/", 2) == 0 && home)
        *out = co_fullpath_join(arena, home, value + 2);
    else
        return co_fail(err, CO_USAGE,
                       "%s: '%s' is no absolute path; write one that begins with / or ~/", name,
                       value);
    return CO_OK;
}
