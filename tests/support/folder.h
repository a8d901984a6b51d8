/* tests: a temporary folder of a test's own, and files in it. */
#pragma once
#include "crossoff/mem.h"

struct folder {
    char path[256];
    struct co_arena arena; /* of the texts that folder_path gives */
};
/* Makes one below TMPDIR. */
void folder_init(struct folder *f);
/* Removes it and everything in it. */
void folder_fini(struct folder *f);
/* The path of a name in it; good until folder_fini. */
const char *folder_path(struct folder *f, const char *name);
/* Writes a file, making it or replacing it; gives its path as folder_path does. */
const char *folder_write(struct folder *f, const char *name, struct co_str bytes);
/* The bytes of a file, in a buffer to be released. */
void folder_read(const char *path, struct co_buf *out);
/* How many entries there are. */
size_t folder_count(const struct folder *f);
/* That the file has these bytes. */
void check_file(const char *what, const char *path, struct co_str expected);
