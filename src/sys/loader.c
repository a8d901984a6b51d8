#include "crossoff/program.h"
#include "crossoff/sys.h"
#include <dlfcn.h>
#include <stdio.h>

/* Beside the program where it was built; else, in the folder it was installed into. */
static void *load(const char *file, struct co_buf *path)
{
    co_program_self(path);
    while (path->len && path->at[path->len - 1] != '/')
        path->len--;
    co_buf_text(path, file);
    co_buf_byte(path, '\0');
    if (!co_buf_ok(path) || path->at[0] != '/' || !co_file_exists(path->at)) {
        path->len = 0;
        co_buf_fmt(path, CO_MODULE_DIR "/%s", file);
        co_buf_byte(path, '\0');
    }
    /* Never taken out again: libraries behind it leave functions to be called at the end. */
    return co_buf_ok(path) ? dlopen(path->at, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) : NULL;
}

enum co_status co_module_open(const char *file, const char *symbol, const void **table,
                              struct co_err *err)
{
    struct co_buf path = {0};
    void *module = load(file, &path);
    *table = module ? dlsym(module, symbol) : NULL;
    const char *why = *table ? NULL : dlerror();
    co_buf_fini(&path);
    if (*table)
        return CO_OK;
    return co_fail(err, CO_USAGE,
                   "the part of crossoff that deals with mail cannot be loaded: %s; install the "
                   "package again, or the library that it names",
                   why ? why : "out of memory");
}
