#include "crossoff/config.h"
#include "crossoff/sys.h"
#include <ini.h>
#include <stdio.h>
#include <string.h>
#include "fullpath.h"

enum { CONFIG_BYTES_MAX = 1024 * 1024, LINE_BYTES_MAX = 199 };

struct reader {
    struct co_config *c;
    const char *home;
    bool says_who_is_trusted; /* this file: passwords, servers, programs */
    struct co_err err;
};

static bool set_path(struct reader *r, const char *name, const char *value, const char **out)
{
    return co_fullpath_of(name, value, r->home, &r->c->arena, out, &r->err) == CO_OK;
}

static bool set_network(struct reader *r, const char *value)
{
    r->c->allows_network = strcmp(value, "yes") == 0;
    if (r->c->allows_network || strcmp(value, "no") == 0)
        return true;
    return co_fail(&r->err, CO_USAGE, "allow-network-history: '%s' is not yes or no", value) ==
           CO_OK;
}

/* May be given more than once: the patterns add up. */
static bool set_files(struct reader *r, struct co_config_feed *feed, const char *value)
{
    const char *patterns[CO_PATTERNS_MAX];
    size_t room = CO_PATTERNS_MAX - feed->n_files;
    size_t n = co_reading_list(value, &r->c->arena, patterns, room);
    if (n == 0 || n > room)
        return co_fail(&r->err, CO_USAGE, "files: '%s' is not a list of at most %d patterns", value,
                       CO_PATTERNS_MAX) == CO_OK;
    for (size_t i = 0; i < n; i++)
        if (strchr(patterns[i], '/'))
            return co_fail(&r->err, CO_USAGE,
                           "files: '%s' has a '/': patterns are of names, folders are set with "
                           "inbox",
                           patterns[i]) == CO_OK;
    memcpy(feed->files + feed->n_files, patterns, n * sizeof *patterns);
    feed->n_files += n;
    return true;
}

static bool set_settle(struct reader *r, const char *value)
{
    r->c->has_settle = co_reading_seconds(value, 1, &r->c->settle) && r->c->settle <= 3600;
    return r->c->has_settle ||
           co_fail(&r->err, CO_USAGE, "settle: '%s' is not a number of seconds, at most 3600",
                   value) == CO_OK;
}

static bool set_empty(struct reader *r, const char *value)
{
    r->c->is_empty_ok = strcmp(value, "quiet") == 0;
    return r->c->is_empty_ok || strcmp(value, "held") == 0 ||
           co_fail(&r->err, CO_USAGE, "empty-inbox: '%s' is not held or quiet", value) == CO_OK;
}

static bool set_schedule(struct reader *r, const char *value)
{
    return co_schedule_parse(co_str_of(value), &r->c->schedule) ||
           co_fail(&r->err, CO_USAGE, "schedule: '%s' is not such as mon-fri 06:30", value) ==
               CO_OK;
}

/* What is no matter of reading an export. False in *is_mine: a setting of another kind. */
static bool set_place(struct reader *r, struct co_config_feed *feed, const char *option,
                      const char *value, bool *is_mine)
{
    *is_mine = true;
    if (strcmp(option, "inbox") == 0)
        return set_path(r, option, value, feed ? &feed->inbox : &r->c->inbox);
    if (feed && strcmp(option, "files") == 0)
        return set_files(r, feed, value);
    if (!feed && strcmp(option, "history") == 0)
        return set_path(r, option, value, &r->c->history);
    if (!feed && strcmp(option, "schedule") == 0)
        return set_schedule(r, value);
    if (!feed && strcmp(option, "publish") == 0)
        return set_path(r, option, value, &r->c->publish);
    if (!feed && strcmp(option, "allow-network-history") == 0)
        return set_network(r, value);
    if (!feed && strcmp(option, "settle") == 0)
        return set_settle(r, value);
    if (!feed && strcmp(option, "empty-inbox") == 0)
        return set_empty(r, value);
    *is_mine = false;
    return true;
}

static struct co_config_feed *feed_of(struct co_config *c, const struct co_reading *reading)
{
    for (size_t i = 0; i < c->n_feeds; i++)
        if (reading == &c->feeds[i].reading)
            return &c->feeds[i];
    return NULL;
}

static struct co_reading *section(struct co_config *c, const char *name, struct co_err *err)
{
    if (strcmp(name, "crossoff") == 0)
        return &c->all;
    if (!*name) {
        (void)co_fail(err, CO_USAGE,
                      "a setting before any section; begin with [crossoff] or "
                      "[feed NAME]");
        return NULL;
    }
    if (strncmp(name, "feed ", 5) != 0 || !name[5]) {
        (void)co_fail(err, CO_USAGE,
                      "section [%s] is not known; there are [crossoff], [mail] and [feed NAME]",
                      name);
        return NULL;
    }
    for (size_t i = 0; i < c->n_feeds; i++)
        if (strcmp(c->feeds[i].name, name + 5) == 0)
            return &c->feeds[i].reading;
    if (c->n_feeds == CO_FEEDS_MAX) {
        (void)co_fail(err, CO_USAGE, "there are more than %d feeds", CO_FEEDS_MAX);
        return NULL;
    }
    c->feeds[c->n_feeds].name = co_arena_text(&c->arena, co_str_of(name + 5));
    return &c->feeds[c->n_feeds++].reading;
}

/* Keys are written as options are, '_' allowed for '-'. */
static void option_of(const char *key, char *out, size_t size)
{
    (void)snprintf(out, size, "%s", key);
    for (char *c = out; *c; c++)
        if (*c == '_')
            *c = '-';
}

static enum co_status unknown_key_of(const char *section_name, const char *key,
                                     const char *const *names, size_t n, struct co_err *err)
{
    const char *near = co_str_nearest(key, names, n);
    return co_fail(err, CO_USAGE, "'%s' is no setting of section [%s]%s%s%s", key, section_name,
                   near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

/* Adds the names of settings of mail behind the n that are there. */
static size_t add_mail_names(const char **names, size_t n, bool of_feed)
{
    size_t more;
    const char *const *known = co_mailing_names(of_feed, &more);
    memcpy(names + n, known, more * sizeof *names);
    return n + more;
}

static enum co_status unknown_key(const char *section_name, const char *key, struct co_err *err)
{
    const char *names[64];
    size_t n;
    const char *const *known = co_reading_names(&n);
    memcpy(names, known, n * sizeof *names);
    if (strcmp(section_name, "mail") == 0) {
        n = add_mail_names(names, 0, false);
        return unknown_key_of(section_name, key, names, n, err);
    }
    if (strcmp(section_name, "crossoff") == 0) {
        names[n++] = "history";
        names[n++] = "publish";
        names[n++] = "schedule";
        names[n++] = "allow-network-history";
        names[n++] = "feed";
        names[n++] = "settle";
        names[n++] = "empty-inbox";
    } else {
        names[n++] = "files";
        n = add_mail_names(names, n, true);
    }
    names[n++] = "inbox";
    return unknown_key_of(section_name, key, names, n, err);
}

static bool is_known(const char *option)
{
    size_t n;
    const char *const *names = co_reading_names(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], option) == 0)
            return true;
    return false;
}

/* Of section [mail] (feed is NULL), or what begins with "mail-" in that of a feed. */
static bool set_mail(struct reader *r, struct co_config_feed *feed, const char *key,
                     const char *option, const char *value)
{
    bool is_mine;
    struct co_config *c = r->c;
    r->says_who_is_trusted = r->says_who_is_trusted || !feed;
    enum co_status status = co_mailing_set(&c->mail, feed ? &feed->mailing : NULL, option, value,
                                           r->home, &c->arena, &is_mine, &r->err);
    if (is_mine)
        return status == CO_OK;
    struct co_buf name = {0};
    co_buf_fmt(&name, feed ? "feed %s" : "mail", feed ? feed->name : "");
    co_buf_byte(&name, '\0');
    (void)(co_buf_ok(&name) ? unknown_key(name.at, key, &r->err) : co_fail_nomem(&r->err));
    co_buf_fini(&name);
    return false;
}

/* libinih's: 1 = go on, 0 = this line is wrong. */
static int on_setting(void *ctx, const char *section_name, const char *key, const char *value)
{
    struct reader *r = ctx;
    struct co_config *c = r->c;
    char option[64];
    bool is_mine;
    if (r->err.status)
        return 0;
    option_of(key, option, sizeof option);
    if (strcmp(section_name, "mail") == 0)
        return set_mail(r, NULL, key, option, value);
    struct co_reading *reading = section(c, section_name, &r->err);
    if (!reading)
        return 0;
    if (reading != &c->all && strncmp(option, "mail-", 5) == 0)
        return set_mail(r, feed_of(c, reading), key, option, value);
    if (reading == &c->all && strcmp(key, "feed") == 0) {
        if (!*value)
            return co_fail(&r->err, CO_USAGE, "feed: '' is not a name") == CO_OK;
        c->feed = co_arena_text(&c->arena, co_str_of(value));
        return 1;
    }
    bool is_set = set_place(r, feed_of(c, reading), option, value, &is_mine);
    if (is_mine)
        return is_set;
    if (!is_known(option)) {
        (void)unknown_key(section_name, key, &r->err);
        return 0;
    }
    return co_reading_set(reading, option, value, &c->arena, &r->err) == CO_OK;
}

/* The library reads lines into a buffer of this size and cuts off what is longer: a setting that
 * lost its end must not be believed. Gives the first such line, or 0. */
static int long_line(struct co_str text)
{
    int line = 1;
    size_t from = 0;
    for (size_t i = 0; i <= text.len; i++)
        if (i == text.len || text.at[i] == '\n') {
            if (i - from > LINE_BYTES_MAX)
                return line;
            from = i + 1;
            line++;
        }
    return 0;
}

/* Whoever may write it could have the password sent elsewhere. */
static enum co_status check_owner(const char *path, struct co_err *err)
{
    struct co_place place;
    co_file_place(path, &place);
    if (!place.is_world_writable)
        return CO_OK;
    return co_fail(err, CO_USAGE,
                   "everybody on this machine may write to %s, whose section [mail] says where "
                   "passwords come from and go to; take that right away (chmod o-w)",
                   path);
}

static enum co_status read_file(struct co_config *c, const char *path, const char *home,
                                struct co_err *err)
{
    struct reader r = {.c = c, .home = home};
    struct co_file file;
    if (!co_file_exists(path))
        return co_fail(err, CO_USAGE, "the configuration %s is not there", path);
    enum co_status status = co_file_read(path, CONFIG_BYTES_MAX, &file, err);
    int too_long = status ? 0 : long_line(co_buf_view(&file.bytes));
    if (too_long) {
        status = co_fail(err, CO_USAGE,
                         "%s, line %d: it is longer than %d bytes; lists such as holidays and "
                         "files may be given in several lines, which add up",
                         path, too_long, LINE_BYTES_MAX);
    } else if (!status) {
        co_buf_byte(&file.bytes, '\0');
        int line = co_buf_ok(&file.bytes) ? ini_parse_string(file.bytes.at, on_setting, &r) : -1;
        if (line < 0)
            status = co_fail_nomem(err);
        else if (line > 0)
            status =
                co_fail(err, CO_USAGE, "%s, line %d: %s", path, line,
                        r.err.status ? r.err.text : "this is no 'name = value' and no [section]");
        else if (r.says_who_is_trusted)
            status = check_owner(path, err);
    } else if (err) {
        err->status = status = status == CO_NOMEM ? status : CO_USAGE; /* no export: our own file */
    }
    co_file_fini(&file);
    return status;
}

/* A folder of the XDG specification: the variable if it holds an absolute path, else below home. */
static const char *xdg(struct co_arena *arena, const char *variable, const char *home,
                       const char *below, const char *name)
{
    if (variable && variable[0] == '/')
        return co_fullpath_join(arena, variable, name);
    if (!home || !*home)
        return NULL;
    return co_fullpath_join(arena, co_fullpath_join(arena, home, below), name);
}

const char *co_config_of_user(const struct co_environment *env, struct co_arena *arena,
                              const char *name)
{
    return xdg(arena, env->xdg_config_home, env->home, ".config", name);
}

static enum co_status read_files(struct co_config *c, const struct co_environment *env,
                                 const char *file, struct co_err *err)
{
    enum co_status status = CO_OK;
    memset(c, 0, sizeof *c);
    if (!file)
        file = env->config;
    if (file && *file)
        return read_file(c, file, env->home, err);
    const char *user = co_config_of_user(env, &c->arena, "crossoff/config.ini");
    if (env->site && co_file_exists(env->site))
        status = read_file(c, env->site, env->home, err);
    if (!status && user && co_file_exists(user))
        status = read_file(c, user, env->home, err);
    return status;
}

bool co_config_has_readers(const struct co_config *c)
{
    size_t n = c->mail.all.n_to + c->mail.all.n_shops;
    for (size_t i = 0; i < c->n_feeds; i++)
        n += c->feeds[i].mailing.n_to + c->feeds[i].mailing.n_shops;
    return n > 0;
}

/* Whoever is named to get mail waits for it. */
static enum co_status check_way(const struct co_config *c, struct co_err *err)
{
    if (!co_config_has_readers(c) || co_mail_is_configured(&c->mail))
        return CO_OK;
    return co_fail(err, CO_USAGE,
                   "somebody is to get mail, but no way to send it is set; set from, and server or "
                   "sendmail, in a section [mail] (see crossoff-config(5))");
}

enum co_status co_config_read(struct co_config *c, const struct co_environment *env,
                              const char *file, struct co_err *err)
{
    enum co_status status = read_files(c, env, file, err);
    if (!status)
        status = co_mail_settle(&c->mail, env->credentials, err);
    return status ? status : check_way(c, err);
}

void co_config_fini(struct co_config *c)
{
    co_arena_fini(&c->arena);
}

enum co_status co_config_history(const struct co_config *c, const struct co_environment *env,
                                 const char *flag, struct co_arena *arena, const char **out,
                                 struct co_err *err)
{
    *out = flag                            ? flag
           : env->history && *env->history ? env->history
           : c->history
               ? c->history
               : xdg(arena, env->xdg_data_home, env->home, ".local/share", "crossoff/history.db");
    if (*out && **out)
        return CO_OK;
    return co_fail(
        err, CO_USAGE,
        "no place for the history: neither HOME nor XDG_DATA_HOME is set; name the file with "
        "--history FILE or CROSSOFF_HISTORY");
}

void co_config_reading(const struct co_config *c, const char *feed, struct co_reading *flags)
{
    for (size_t i = 0; i < c->n_feeds; i++)
        if (strcmp(c->feeds[i].name, feed) == 0)
            co_reading_merge(flags, &c->feeds[i].reading);
    co_reading_merge(flags, &c->all);
    if (!flags->calendar.week)
        flags->calendar.week = CO_WEEK_MON_FRI;
}
