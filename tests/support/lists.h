/* tests: lists built as CSV text and loaded as the program loads them, and seeded chance. */
#pragma once
#include "crossoff/load.h"
#include <stdint.h>

/* A list that was loaded, or not. Start it with list_load; release it with list_fini. */
struct list {
    struct co_buf text; /* a copy: the caller's may go, and sanitizers see its end */
    struct co_export x;
    struct co_notes notes;
    struct co_err err;
    enum co_status status;
};
/* rules may be NULL: everything is found out. */
void list_load(struct list *l, struct co_str text, const struct co_load_rules *rules);
/* The same, and the test fails when the list is not accepted. */
void list_must_load(struct list *l, struct co_str text, const struct co_load_rules *rules);
void list_fini(struct list *l);
/* The first note that contains `part`, or NULL. */
const char *list_note(const struct list *l, const char *part);
size_t list_warnings(const struct list *l);
/* The header of the column that is a field, or "-". */
struct co_str list_column(const struct list *l, enum co_field field);
/* One row of cells, quoted where they have to be, ended by LF. */
void list_row(struct co_buf *out, char delimiter, const char *const *cells, size_t n);

/* splitmix64: the same numbers from the same seed everywhere. */
uint64_t list_random(uint64_t *state);
size_t list_below(uint64_t *state, size_t n);
/* CROSSOFF_SEED when it is set, which *n then limits to one seed; else `first`. */
uint64_t list_seed(uint64_t first, size_t *n);
