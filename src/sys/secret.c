#include "crossoff/secret.h"
#include "crossoff/mem.h"
#include "crossoff/program.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NETRC_BYTES_MAX = 64 * 1024 };

/* What a secret's memory has: the file or output it is found in, and the name beside it. */
struct room {
    char bytes[NETRC_BYTES_MAX + 1];
    char user[CO_SECRET_USER_MAX];
};

static enum co_status protect(struct co_secret *s, struct co_err *err)
{
    struct rlimit core, none;
    memset(s, 0, sizeof *s);
    void *memory =
        mmap(NULL, sizeof(struct room), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return co_fail_nomem(err);
    s->memory = memory;
    (void)mlock(memory, sizeof(struct room)); /* as far as the machine allows */
    (void)madvise(memory, sizeof(struct room), MADV_DONTDUMP);
    s->was_dumpable = prctl(PR_GET_DUMPABLE);
    (void)getrlimit(RLIMIT_CORE, &core);
    s->core = core.rlim_cur;
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = core.rlim_max};
    if (setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0)
        return CO_OK;
    int why = errno;
    co_secret_close(s);
    return co_fail(err, CO_USAGE,
                   "this process cannot be kept from leaving a core, which would have the password "
                   "in it: %s; no password was read",
                   strerror(why));
}

void co_secret_close(struct co_secret *s)
{
    struct rlimit core;
    if (!s->memory)
        return;
    explicit_bzero(s->memory, sizeof(struct room));
    (void)munmap(s->memory, sizeof(struct room));
    if (getrlimit(RLIMIT_CORE, &core) == 0) {
        core.rlim_cur = (rlim_t)s->core;
        (void)setrlimit(RLIMIT_CORE, &core);
    }
    if (s->was_dumpable == 1)
        (void)prctl(PR_SET_DUMPABLE, 1);
    memset(s, 0, sizeof *s);
}

/* --- files -------------------------------------------------------------------------------- */

static enum co_status judge(const char *path, const struct stat *st, mode_t forbidden,
                            struct co_err *err)
{
    if (!S_ISREG(st->st_mode))
        return co_fail(err, CO_USAGE, "%s is no file that could hold a password", path);
    if (st->st_uid != geteuid() && st->st_uid != 0)
        return co_fail(err, CO_USAGE,
                       "%s belongs to another user (%ld), who could change it; the password was "
                       "not used. Make it a file of your own (chown)",
                       path, (long)st->st_uid);
    if (st->st_mode & forbidden)
        return co_fail(err, CO_USAGE,
                       "others may read or write %s (mode %03o), which holds a password; it was "
                       "not used. Take that away (chmod 600), and change the password if it "
                       "matters",
                       path, (unsigned)(st->st_mode & 0777));
    return CO_OK;
}

enum co_status co_secret_check_file(const char *path, struct co_err *err)
{
    struct stat st;
    return stat(path, &st) == 0 ? judge(path, &st, 077, err) : CO_OK;
}

static enum co_status read_open(int fd, const char *path, char *to, size_t room, struct co_err *err)
{
    size_t len = 0;
    ssize_t n;
    do {
        n = read(fd, to + len, room - len);
        if (n > 0)
            len += (size_t)n;
    } while (n > 0 || (n < 0 && errno == EINTR));
    if (n < 0)
        return co_fail(err, CO_USAGE, "%s cannot be read: %s", path, strerror(errno));
    if (len == room)
        return co_fail(err, CO_USAGE, "%s is longer than %zu bytes; it holds more than a password",
                       path, room - 1);
    to[len] = '\0';
    return CO_OK;
}

/* The file whose mode is judged is the one that is read: it is opened first. */
static enum co_status read_file(const char *path, mode_t forbidden, char *to, size_t room,
                                struct co_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return co_fail(err, CO_USAGE, "%s, which is to hold the password, cannot be opened: %s",
                       path, strerror(errno));
    enum co_status status =
        fstat(fd, &st) == 0
            ? judge(path, &st, forbidden, err)
            : co_fail(err, CO_USAGE, "%s cannot be looked at: %s", path, strerror(errno));
    if (!status)
        status = read_open(fd, path, to, room, err);
    (void)close(fd);
    return status;
}

/* systemd gives it to this user by an access list, which looks like a right of the group. */
static enum co_status read_credential(const struct co_secret_source *from, struct room *room,
                                      struct co_err *err)
{
    struct co_buf path = {0};
    if (!from->folder || from->folder[0] != '/')
        return co_fail(err, CO_USAGE,
                       "the credential %s is handed over by systemd (LoadCredential=%s:...), but "
                       "CREDENTIALS_DIRECTORY is not set; start the service, or use "
                       "password-file by hand",
                       from->from, from->from);
    co_buf_fmt(&path, "%s/%s", from->folder, from->from);
    co_buf_byte(&path, '\0');
    enum co_status status = co_buf_ok(&path)
                                ? read_file(path.at, 037, room->bytes, sizeof room->bytes, err)
                                : co_fail_nomem(err);
    co_buf_fini(&path);
    return status;
}

/* --- a program ---------------------------------------------------------------------------- */

/* What it prints on standard error may be about the secret, so only its end is told. */
static enum co_status judge_run(const struct co_program *p, const char *name, int seconds,
                                struct co_err *err)
{
    switch (p->end) {
    case CO_PROGRAM_NEVER:
        return co_fail(err, CO_USAGE, "%s, which is to give the password, cannot be started: %s",
                       name, strerror(p->problem));
    case CO_PROGRAM_LATE:
        return co_fail(err, CO_BUSY,
                       "%s gave no password within %d seconds and was ended; run it by hand to see "
                       "what it waits for",
                       name, seconds);
    case CO_PROGRAM_DIED:
        return co_fail(err, CO_BUSY, "%s, which is to give the password, was ended by a signal",
                       name);
    case CO_PROGRAM_EXITED:
        break;
    }
    if (p->exit)
        return co_fail(err, CO_BUSY,
                       "%s, which is to give the password, ended with status %d; run it by hand, "
                       "as this user and with an empty environment, to see why",
                       name, p->exit);
    return CO_OK;
}

static enum co_status run_command(const struct co_secret_source *from, struct room *room,
                                  struct co_err *err)
{
    const char *words[CO_PROGRAM_WORDS_MAX + 1];
    struct co_arena arena = {0};
    struct co_program p = {.words = words,
                           .milliseconds = (int64_t)from->seconds * 1000,
                           .out = room->bytes,
                           .out_room = sizeof room->bytes - 1};
    enum co_status status;
    if (co_program_words(from->from, &arena, words)) {
        co_program_run(&p);
        status = judge_run(&p, words[0], from->seconds, err);
    } else {
        status = co_fail(err, CO_USAGE, "'%s' is no command line; it begins with an absolute path",
                         from->from);
    }
    room->bytes[p.out_len] = '\0';
    co_arena_fini(&arena);
    return status;
}

/* --- netrc -------------------------------------------------------------------------------- */

/* The next word, terminated where it lies; NULL at the end. Quotes as curl takes them. */
static char *next_word(char **at)
{
    char *from = *at + strspn(*at, " \t\r\n"), *to = from, *word = from;
    if (!*from)
        return NULL;
    if (*from != '"') {
        from += strcspn(from, " \t\r\n");
        *at = *from ? from + 1 : from;
        *from = '\0';
        return word;
    }
    for (from++; *from && *from != '"'; from++) {
        if (*from == '\\' && from[1])
            from++;
        *to++ = *from;
    }
    *at = *from ? from + 1 : from;
    *to = '\0';
    return word;
}

struct entry {
    bool is_here; /* of the host, or the default */
    char *login, *password;
};

static bool is_wanted(const struct entry *e, const char *user)
{
    return e->is_here && e->password && (!user || (e->login && strcmp(e->login, user) == 0));
}

static bool begins_entry(const char *word)
{
    return strcmp(word, "machine") == 0 || strcmp(word, "default") == 0;
}

/* Goes through the words until an entry is over that is the one. */
static bool find_entry(char *text, const struct co_secret_source *from, struct entry *e)
{
    char *word, *value;
    while ((word = next_word(&text)) != NULL) {
        if (strcmp(word, "macdef") == 0) { /* a macro, up to an empty line, may hold any words */
            char *end = strstr(text, "\n\n");
            text = end ? end : text + strlen(text);
            continue;
        }
        if (begins_entry(word) && is_wanted(e, from->user))
            return true;
        if (strcmp(word, "default") == 0) {
            *e = (struct entry){.is_here = true};
            continue;
        }
        value = next_word(&text);
        if (strcmp(word, "machine") == 0)
            *e = (struct entry){.is_here = value && strcmp(value, from->host) == 0};
        else if (strcmp(word, "login") == 0)
            e->login = value;
        else if (strcmp(word, "password") == 0)
            e->password = value;
    }
    return is_wanted(e, from->user);
}

static enum co_status take_entry(const struct co_secret_source *from, struct room *room,
                                 struct co_secret *s, struct co_err *err)
{
    struct entry e = {0};
    if (!find_entry(room->bytes, from, &e))
        return co_fail(err, CO_USAGE, "%s has no password for %s%s%s", from->from, from->host,
                       from->user ? " and user " : "", from->user ? from->user : "");
    if (e.login) {
        (void)snprintf(room->user, sizeof room->user, "%s", e.login);
        s->user = room->user;
    }
    s->text = e.password;
    s->len = strlen(e.password);
    return CO_OK;
}

/* --- all of them -------------------------------------------------------------------------- */

static void take_line(struct room *room, struct co_secret *s)
{
    s->text = room->bytes;
    s->len = strcspn(s->text, "\r\n");
    s->text[s->len] = '\0';
}

/* A control character has no place in a password and would end a line of the dialogue. */
static enum co_status check(const struct co_secret *s, const char *from, struct co_err *err)
{
    bool is_plain = true;
    for (size_t i = 0; i < s->len; i++)
        is_plain = is_plain && (unsigned char)s->text[i] >= ' ' && s->text[i] != 0x7f;
    if (!s->len)
        return co_fail(err, CO_USAGE, "%s gives no password: its first line is empty", from);
    if (s->len > CO_SECRET_BYTES_MAX || !is_plain)
        return co_fail(err, CO_USAGE,
                       "what %s gives is no password: it is longer than %d bytes or has control "
                       "characters",
                       from, CO_SECRET_BYTES_MAX);
    return CO_OK;
}

enum co_status co_secret_open(struct co_secret *s, const struct co_secret_source *from,
                              struct co_err *err)
{
    enum co_status status = protect(s, err);
    if (status)
        return status;
    struct room *room = s->memory;
    if (from->kind == CO_SECRET_COMMAND)
        status = run_command(from, room, err);
    else if (from->kind == CO_SECRET_CREDENTIAL)
        status = read_credential(from, room, err);
    else
        status = read_file(from->from, 077, room->bytes, sizeof room->bytes, err);
    if (!status && from->kind == CO_SECRET_NETRC)
        status = take_entry(from, room, s, err);
    else if (!status)
        take_line(room, s);
    if (!status)
        status = check(s, from->from, err);
    if (status)
        co_secret_close(s);
    return status;
}
