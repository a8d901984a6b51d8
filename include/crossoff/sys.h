/* sys: the machine: files, clock, terminal, chance. The only layer that knows which one it is. */
#pragma once
#include "crossoff/date.h"
#include "crossoff/hash.h"
#include "crossoff/mem.h"
#include "crossoff/status.h"

/* A file that was read whole. */
struct co_file {
    struct co_buf bytes;
    int64_t modified; /* seconds since 1970-01-01T00:00:00Z; INT64_MIN for standard input */
    char sha256[65];  /* of the bytes, lower-case hexadecimal */
};
/* Reads a regular file ("-": standard input) of at most max bytes. Fails with CO_MISSING when it is
 * not there or still being written, CO_INPUT when it cannot be read or is no file. */
CO_NODISCARD enum co_status co_file_read(const char *path, size_t max, struct co_file *out,
                                         struct co_err *err);
void co_file_fini(struct co_file *f);
bool co_file_exists(const char *path);
/* The path from the root, links followed as far as there is something; as it is where that fails.
 */
void co_file_full(const char *path, struct co_buf *out);
/* The bytes of a regular file that is there, or -1. */
int64_t co_file_size(const char *path);
/* Whether two names are of one file that is there (links followed). */
bool co_file_is_same(const char *a, const char *b);

/* Replaces a file in one step: temporary in the same folder, flushed, renamed. Fails with
 * CO_OUTPUT and leaves the old file as it was. */
CO_NODISCARD enum co_status co_file_replace(const char *path, struct co_str bytes,
                                            struct co_err *err);
/* The folder of a path as a terminated text, "." where it names none. False without memory. */
bool co_file_folder_of(const char *path, struct co_buf *out);
/* Flushes the names in the folder of a path. */
void co_file_sync_folder_of(const char *path);
/* The same in two steps, for whoever writes the file by its name: an empty file beside `path` (its
 * name as a terminated text), and later its flush and renaming. */
CO_NODISCARD enum co_status co_file_temporary(const char *path, struct co_buf *name,
                                              struct co_err *err);
CO_NODISCARD enum co_status co_file_keep(const char *temporary, const char *path,
                                         struct co_err *err);
/* Writes bytes to such a file, flushed. */
CO_NODISCARD enum co_status co_file_stage(const char *path, struct co_str bytes,
                                          struct co_buf *name, struct co_err *err);
/* Takes everybody's right to write a file away. */
CO_NODISCARD enum co_status co_file_make_read_only(const char *path, struct co_err *err);
void co_file_remove(const char *path);
/* Removes all but the newest `kept` files named PATH.vNUMBER-TIME.bak; gives how many. */
size_t co_file_prune_backups(const char *path, size_t kept);

/* Where a file is, or would be made. */
struct co_place {
    const char *network; /* the kind of network file system, or NULL */
    bool is_there, is_link;
    int64_t links; /* names that the file has */
    bool is_world_writable, is_folder_world_writable;
};
void co_file_place(const char *path, struct co_place *out);

/* Makes the folder that `path` lies in, and those above it. */
CO_NODISCARD enum co_status co_file_make_folder_of(const char *path, struct co_err *err);

/* What lies in a folder, sorted by name. */
enum co_entry_kind { CO_ENTRY_FILE, CO_ENTRY_FOLDER, CO_ENTRY_OTHER };
struct co_entry {
    const char *name;
    enum co_entry_kind kind; /* links followed; one that leads nowhere is "other" */
    int64_t bytes, modified; /* seconds since 1970-01-01T00:00:00Z... */
    int32_t nanoseconds;     /* ...and this fraction */
};
struct co_folder {
    struct co_entry *entries;
    size_t n, cap;
    struct co_arena arena;
};
bool co_folder_is(const char *path);
/* Lists it, but for "." and "..". Fails with CO_MISSING when it is not there, CO_INPUT when it
 * cannot be read. Release it with co_folder_fini, also after a failure. */
CO_NODISCARD enum co_status co_folder_list(const char *path, struct co_folder *out,
                                           struct co_err *err);
void co_folder_fini(struct co_folder *f);

/* Writes everything to a descriptor; CO_OUTPUT when that fails. A reader that went away (a closed
 * pipe) is told by *gone instead: nobody is interested any more. */
CO_NODISCARD enum co_status co_stream_write(int fd, struct co_str bytes, bool *gone,
                                            struct co_err *err);

/* Seconds since 1970-01-01T00:00:00Z, and the calendar date of such an instant here. */
int64_t co_clock_now(void);
co_date co_clock_local_date(int64_t seconds);
/* The same, and the minutes that the clock on the wall shows since 00:00. */
co_date co_clock_local(int64_t seconds, int *minute);

/* Milliseconds of a clock that nobody sets, and a wait for so many of them. */
int64_t co_clock_steady(void);
void co_clock_sleep(int64_t milliseconds);

bool co_tty_is(int fd);
/* Columns of the terminal behind a descriptor; 0 when it is none or does not say. */
size_t co_tty_width(int fd);

enum { CO_USER_TEXT = 256 };
/* "user@host" of this process, "unknown" for what is not to be had. Gives out back. */
const char *co_machine_user(char out[CO_USER_TEXT]);

/* A secret for the hash of this process. */
struct co_hash_key co_random_key(void);

/* A part of the program that is loaded only when it is used, and what it offers under `symbol`. It
 * is looked for beside the program, then in the folder that is installed for it. CO_USAGE and why,
 * when it cannot be had. */
CO_NODISCARD enum co_status co_module_open(const char *file, const char *symbol, const void **table,
                                           struct co_err *err);

/* What has to be so before anything else: descriptors 0 to 2 open, a closed pipe and a full disk as
 * errors instead of signals. */
void co_process_start(void);

/* Asks for memory in large pages, where the machine has them: many answers take longer to be given
 * memory page by page than to be found. Nothing depends on it; call it once, early. */
void co_memory_prepare(void);
