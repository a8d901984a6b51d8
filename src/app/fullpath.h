/* Paths as the configuration has them. Private to src/app. */
#pragma once
#include "crossoff/mem.h"

/* FOLDER/NAME, in the arena, which has failed when memory ran out. */
const char *co_fullpath_join(struct co_arena *arena, const char *folder, const char *name);
/* The setting `name`: an absolute path, or one that begins with "~/" where there is a home (else
 * NULL). CO_USAGE with a sentence that begins with the name. */
CO_NODISCARD enum co_status co_fullpath_of(const char *name, const char *value, const char *home,
                                           struct co_arena *arena, const char **out,
                                           struct co_err *err);
