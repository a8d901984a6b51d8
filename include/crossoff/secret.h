/* sys: a password or token: where it comes from, and memory that gives it to nobody else. */
#pragma once
#include "crossoff/status.h"
#include <stdbool.h>
#include <stddef.h>

enum co_secret_kind {
    CO_SECRET_NONE,
    CO_SECRET_FILE,       /* the first line of a file that only its owner may read */
    CO_SECRET_CREDENTIAL, /* of a file below CREDENTIALS_DIRECTORY, as systemd hands it over */
    CO_SECRET_COMMAND,    /* the first line that a program prints */
    CO_SECRET_NETRC,      /* the entry of a host in a file as ftp and curl read it */
};

struct co_secret_source {
    enum co_secret_kind kind;
    const char *from;   /* path, name or command line */
    const char *host;   /* of netrc: whose entry */
    const char *user;   /* of netrc: of which user, or NULL: any, and it gives the name */
    const char *folder; /* of a credential: CREDENTIALS_DIRECTORY, or NULL */
    int seconds;        /* that a command may take */
};

enum { CO_SECRET_BYTES_MAX = 8192, CO_SECRET_USER_MAX = 256 };

/* While it is open this process makes no core, lets no other process of its user look into it, and
 * the memory is not written to swap space where the machine allows that. */
struct co_secret {
    char *text; /* terminated; of len bytes, at least one */
    size_t len;
    const char *user; /* that netrc names, or NULL */
    void *memory;
    int was_dumpable;
    unsigned long long core; /* the limit before */
};
/* Fetches it. Fails, with nothing open, with CO_BUSY where it may be there later (a command that
 * failed), with CO_USAGE where somebody has to change something. No sentence has the secret in it.
 */
CO_NODISCARD enum co_status co_secret_open(struct co_secret *s, const struct co_secret_source *from,
                                           struct co_err *err);
/* Overwrites it, and allows again what was allowed before. Whatever copies were made of it are
 * their makers' to overwrite first. */
void co_secret_close(struct co_secret *s);

/* Whether a file is of this user or the superuser, and nobody else may read or write it. CO_USAGE
 * with a sentence if not; CO_OK also when it cannot be looked at, which reading it will tell. */
CO_NODISCARD enum co_status co_secret_check_file(const char *path, struct co_err *err);
