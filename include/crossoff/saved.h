/* app: questions that are kept: a file NAME.sql each, in the folder crossoff/sql of the user's
 * configuration (XDG Base Directory Specification), to be edited and deleted as files are. */
#pragma once
#include "crossoff/config.h"
#include "crossoff/table.h"

/* Whether it can be the name of a question: letters, digits, "-" and "_", at most 64. No statement
 * is a single such word. */
bool co_saved_is_name(const char *word);
/* Its file, in the arena. CO_USAGE when it is no name, or there is no home. */
CO_NODISCARD enum co_status co_saved_path(const struct co_environment *env, const char *name,
                                          struct co_arena *arena, const char **path,
                                          struct co_err *err);
/* The statement of a question, with its comments, in *out. CO_USAGE when there is none, with the
 * nearest name. */
CO_NODISCARD enum co_status co_saved_read(const struct co_environment *env, const char *name,
                                          struct co_buf *out, struct co_err *err);
/* Fails with CO_USAGE when the name is taken by another statement. */
CO_NODISCARD enum co_status co_saved_check(const struct co_environment *env, const char *name,
                                           struct co_str sql, struct co_err *err);
/* Writes it, below a comment that says what it is. */
CO_NODISCARD enum co_status co_saved_write(const struct co_environment *env, const char *name,
                                           struct co_str sql, struct co_err *err);
/* The names of all, sorted, in the arena. */
CO_NODISCARD enum co_status co_saved_names(const struct co_environment *env, struct co_arena *arena,
                                           const char ***names, size_t *n, struct co_err *err);
