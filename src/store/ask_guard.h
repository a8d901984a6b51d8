/* What a statement of somebody's own may do, and the words for what it may not. Private to the
 * store. */
#pragma once
#include "crossoff/ask.h"
#include "crossoff/mem.h"
#include <sqlite3.h>

struct co_ask_guard {
    const struct co_ask *q;
    const char **objects, **columns, **modules; /* names, in the arena */
    size_t n_objects, n_columns, n_modules;
    struct co_arena arena;
    char refused[256]; /* why the authorizer said no, or "" */
    bool is_over;      /* the clock stopped it */
};
/* Puts limits, authorizer and clock on a connection that is set up, and collects the names of its
 * schema. Gives an SQLite code. Release the guard after the connection is closed. */
int co_ask_guard_set(struct co_ask_guard *g, sqlite3 *db);
void co_ask_guard_fini(struct co_ask_guard *g);
/* The name that was probably meant in SQLite's "no such ..." sentence, or NULL. */
const char *co_ask_guard_near(const struct co_ask_guard *g, const char *message);
