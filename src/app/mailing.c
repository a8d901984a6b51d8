#include "crossoff/mailing.h"
#include "crossoff/config.h"
#include "crossoff/program.h"
#include "crossoff/utf8.h"
#include <stddef.h>
#include <string.h>
#include "fullpath.h"

enum { ANSWER_SECONDS = 30, TOTAL_SECONDS = 120, SECONDS_MAX = 3600, USER_MAX = 255 };

/* Everything that setting one needs. */
struct setter {
    struct co_mail_config *m;
    struct co_mailing *who; /* of [mail] or of the feed */
    const char *name, *value, *home;
    struct co_arena *arena;
    struct co_err *err;
};

static enum co_status wrong(const struct setter *s, const char *wanted)
{
    return co_fail(s->err, CO_USAGE, "%s: '%s' is not %s", s->name, s->value, wanted);
}

static enum co_status keep(const struct setter *s, const char *value, const char **out)
{
    *out = co_arena_text(s->arena, co_str_of(value));
    return s->arena->failed ? co_fail_nomem(s->err) : CO_OK;
}

/* --- words -------------------------------------------------------------------------------- */

/* The words that some of them take, as their enums count them from 1. */
static const struct {
    const char *name, *words[4], *wanted;
} choices[] = {
    {"security", {"starttls", "tls", "none"}, "starttls, tls or none"},
    {"auth", {"plain", "login", "xoauth2"}, "plain, login or xoauth2"},
    {"when", {"always", "changes", "problems"}, "always, changes or problems"},
    {"language", {"en", "de"}, "en or de"},
    {"attach", {"csv", "xlsx", "none"}, "csv, xlsx or none"},
    {"allow-plaintext", {"no", "yes"}, "yes or no"},
};

/* Its place, from 1; 0 with a sentence when it is none of them. */
static int choose(const struct setter *s, const char *name)
{
    size_t c = 0;
    while (strcmp(choices[c].name, name) != 0)
        c++;
    for (int i = 0; i < 4 && choices[c].words[i]; i++)
        if (strcmp(choices[c].words[i], s->value) == 0)
            return i + 1;
    (void)wrong(s, choices[c].wanted);
    return 0;
}

static void set_language(struct co_mailing *who, int word)
{
    who->language = (enum co_mail_language)(word - 1);
    who->has_language = true;
}

/* --- addresses ---------------------------------------------------------------------------- */

static enum co_status no_address(const struct setter *s, const char *text)
{
    struct co_buf shown = {0};
    co_utf8_visible(&shown, co_str_of(text));
    enum co_status status = co_fail(
        s->err, CO_USAGE,
        "%s: '%.*s' is no mail address such as name@example.com (only plain letters, and without a "
        "name beside it)",
        s->name, CO_STR_ARG(co_buf_view(&shown)));
    co_buf_fini(&shown);
    return status;
}

static enum co_status set_address(const struct setter *s, const char **out)
{
    return co_post_is_address(co_str_of(s->value)) ? keep(s, s->value, out)
                                                   : no_address(s, s->value);
}

/* At most so many addresses into list; all of them are, or none is taken. */
static enum co_status read_list(const struct setter *s, const char *value, size_t room,
                                const char **list, size_t *n)
{
    const char *parts[CO_MAIL_TO_MAX];
    *n = co_reading_list(value, s->arena, parts, room);
    if (!*n)
        return wrong(s, "a list of mail addresses, with commas between them");
    if (*n > room)
        return co_fail(s->err, CO_USAGE,
                       "%s: too many recipients: at most %d of everything, and %d of shops",
                       s->name, CO_MAIL_TO_MAX, CO_MAIL_SHOPS_MAX);
    for (size_t i = 0; i < *n; i++)
        if (!co_post_is_address(co_str_of(parts[i])))
            return no_address(s, parts[i]);
    memcpy(list, parts, *n * sizeof *parts);
    return s->arena->failed ? co_fail_nomem(s->err) : CO_OK;
}

static enum co_status set_to(const struct setter *s)
{
    size_t n;
    enum co_status status =
        read_list(s, s->value, CO_MAIL_TO_MAX - s->who->n_to, s->who->to + s->who->n_to, &n);
    if (!status)
        s->who->n_to += n;
    return status;
}

/* "SHOP: a@example.com, b@example.com": no address has a colon, but the name of a shop may. */
static enum co_status set_shop(const struct setter *s)
{
    const char *colon = strrchr(s->value, ':'), *list[CO_MAIL_TO_MAX];
    size_t n, room = CO_MAIL_SHOPS_MAX - s->who->n_shops;
    if (!colon)
        return wrong(s, "a shop, a colon and mail addresses");
    struct co_str shop = co_str_trim((struct co_str){s->value, (size_t)(colon - s->value)});
    if (shop.len && co_utf8_check(shop) != shop.len)
        return wrong(s, "a shop in UTF-8");
    enum co_status status =
        read_list(s, colon + 1, room < CO_MAIL_TO_MAX ? room : CO_MAIL_TO_MAX, list, &n);
    const char *name = status ? NULL : co_arena_text(s->arena, shop);
    for (size_t i = 0; !status && i < n; i++)
        s->who->shops[s->who->n_shops++] = (struct co_mail_shop){name, list[i]};
    return status;
}

/* It goes into a header: nothing in it may end that, or be obeyed by who reads it. */
static enum co_status set_text(const struct setter *s, size_t max, const char **out)
{
    struct co_buf visible = {0};
    struct co_str value = co_str_of(s->value);
    co_utf8_visible(&visible, value);
    bool is_plain = value.len && value.len <= max && co_str_eq(co_buf_view(&visible), value);
    bool is_lost = !co_buf_ok(&visible);
    co_buf_fini(&visible);
    if (is_lost)
        return co_fail_nomem(s->err);
    return is_plain ? keep(s, s->value, out)
                    : co_fail(s->err, CO_USAGE,
                              "%s: it is empty, longer than %zu bytes, no UTF-8, or has control "
                              "characters",
                              s->name, max);
}

/* --- the way ------------------------------------------------------------------------------ */

static enum co_status set_server(const struct setter *s)
{
    return co_post_is_host(co_str_of(s->value))
               ? keep(s, s->value, &s->m->server.host)
               : wrong(s, "the name or address of a server; its port is set with port");
}

static enum co_status set_port(const struct setter *s)
{
    int64_t port;
    if (!co_reading_seconds(s->value, 1, &port) || port < 1 || port > 65535 ||
        strspn(s->value, "0123456789") != strlen(s->value))
        return wrong(s, "a number from 1 to 65535");
    s->m->server.port = (int)port;
    return CO_OK;
}

static enum co_status set_seconds(const struct setter *s, int *out)
{
    int64_t seconds;
    if (!co_reading_seconds(s->value, 1, &seconds) || seconds < 1 || seconds > SECONDS_MAX)
        return wrong(s, "a time from 1s to 1h");
    *out = (int)seconds;
    return CO_OK;
}

static enum co_status set_command(const struct setter *s, const char **out)
{
    const char *words[CO_PROGRAM_WORDS_MAX + 1];
    if (!co_program_words(s->value, s->arena, words))
        return wrong(s,
                     "a command line: an absolute path, then arguments with blanks between them, "
                     "in double quotes those that have blanks; no shell looks at it");
    return keep(s, s->value, out);
}

/* Two of them would leave open which one goes to the server. */
static enum co_status set_source(const struct setter *s, enum co_secret_kind kind)
{
    struct co_secret_source *secret = &s->m->secret;
    if (secret->kind != CO_SECRET_NONE && secret->kind != kind)
        return co_fail(s->err, CO_USAGE,
                       "%s: another source of the password is set already; keep one of "
                       "password-file, password-credential, password-command, token-command and "
                       "netrc",
                       s->name);
    secret->kind = kind;
    if (kind == CO_SECRET_COMMAND)
        return set_command(s, &secret->from);
    if (kind == CO_SECRET_CREDENTIAL)
        return s->value[0] && s->value[0] != '.' && !strchr(s->value, '/')
                   ? keep(s, s->value, &secret->from)
                   : wrong(s, "the name of a credential, as systemd's LoadCredential has it");
    enum co_status status =
        co_fullpath_of(s->name, s->value, s->home, s->arena, &secret->from, s->err);
    struct co_err why = {0};
    if (!status && co_secret_check_file(secret->from, &why))
        status = co_fail(s->err, CO_USAGE, "%s: %s", s->name, why.text);
    return status;
}

static enum co_status set_token(const struct setter *s)
{
    if (s->m->server.auth != CO_POST_AUTH_UNSET && s->m->server.auth != CO_POST_AUTH_XOAUTH2)
        return co_fail(s->err, CO_USAGE, "%s: a token is for auth = xoauth2", s->name);
    s->m->server.auth = CO_POST_AUTH_XOAUTH2;
    return set_source(s, CO_SECRET_COMMAND);
}

/* --- by name ------------------------------------------------------------------------------ */

enum setting {
    FROM,
    FROM_NAME,
    REPLY_TO,
    SERVER,
    PORT,
    SECURITY,
    ALLOW_PLAINTEXT,
    CA_FILE,
    USER,
    AUTH,
    PASSWORD_FILE,
    PASSWORD_CREDENTIAL,
    PASSWORD_COMMAND,
    NETRC,
    TOKEN_COMMAND,
    SENDMAIL,
    TIMEOUT,
    ANSWER_TIMEOUT,
    TO, /* from here on: of feeds too */
    SHOP,
    WHEN,
    LANGUAGE,
    ATTACH,
    SETTINGS
};
/* As [mail] has them. */
static const char *const names[SETTINGS] = {
    "from",
    "from-name",
    "reply-to",
    "server",
    "port",
    "security",
    "allow-plaintext",
    "ca-file",
    "user",
    "auth",
    "password-file",
    "password-credential",
    "password-command",
    "netrc",
    "token-command",
    "sendmail",
    "timeout",
    "answer-timeout",
    "to",
    "shop",
    "when",
    "language",
    "attach",
};
static const char *const feed_names[] = {"mail-to", "mail-shop", "mail-when", "mail-language",
                                         "mail-attach"};

const char *const *co_mailing_names(bool of_feed, size_t *n)
{
    *n = of_feed ? sizeof feed_names / sizeof *feed_names : SETTINGS;
    return of_feed ? feed_names : names;
}

/* SETTINGS for a name that is none. */
static enum setting setting_of(const char *name, bool of_feed)
{
    size_t n;
    const char *const *list = co_mailing_names(of_feed, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], name) == 0)
            return (enum setting)(i + (of_feed ? TO : 0));
    return SETTINGS;
}

static enum co_status set_word(const struct setter *s, enum setting what)
{
    int word = choose(s, names[what]);
    if (!word)
        return CO_USAGE;
    if (what == SECURITY)
        s->m->server.security = (enum co_post_security)word;
    else if (what == AUTH)
        s->m->server.auth = (enum co_post_auth)word;
    else if (what == ALLOW_PLAINTEXT)
        s->m->allows_plaintext = word == 2;
    else if (what == WHEN)
        s->who->when = (enum co_mail_when)word;
    else if (what == LANGUAGE)
        set_language(s->who, word);
    else
        s->who->attach = (enum co_mail_attach)word;
    return CO_OK;
}

static enum co_status set(const struct setter *s, enum setting what)
{
    switch (what) {
    case FROM:
        return set_address(s, &s->m->from);
    case FROM_NAME:
        return set_text(s, 100, &s->m->from_name);
    case REPLY_TO:
        return set_address(s, &s->m->reply_to);
    case SERVER:
        return set_server(s);
    case PORT:
        return set_port(s);
    case CA_FILE:
        return co_fullpath_of(s->name, s->value, s->home, s->arena, &s->m->server.ca_file, s->err);
    case USER:
        return set_text(s, USER_MAX, &s->m->server.user);
    case PASSWORD_FILE:
        return set_source(s, CO_SECRET_FILE);
    case PASSWORD_CREDENTIAL:
        return set_source(s, CO_SECRET_CREDENTIAL);
    case PASSWORD_COMMAND:
        return set_source(s, CO_SECRET_COMMAND);
    case NETRC:
        return set_source(s, CO_SECRET_NETRC);
    case TOKEN_COMMAND:
        return set_token(s);
    case SENDMAIL:
        return set_command(s, &s->m->sendmail);
    case TIMEOUT:
        return set_seconds(s, &s->m->server.total_seconds);
    case ANSWER_TIMEOUT:
        return set_seconds(s, &s->m->server.connect_seconds);
    case TO:
        return set_to(s);
    case SHOP:
        return set_shop(s);
    default:
        return set_word(s, what);
    }
}

enum co_status co_mailing_set(struct co_mail_config *m, struct co_mailing *of_feed,
                              const char *name, const char *value, const char *home,
                              struct co_arena *arena, bool *is_mine, struct co_err *err)
{
    struct setter s = {m, of_feed ? of_feed : &m->all, name, value, home, arena, err};
    enum setting what = setting_of(name, of_feed != NULL);
    *is_mine = what != SETTINGS;
    return *is_mine ? set(&s, what) : CO_OK;
}

/* --- all together ------------------------------------------------------------------------- */

bool co_mail_is_configured(const struct co_mail_config *m)
{
    return m->from && (m->server.host || m->sendmail);
}

static enum co_status settle_server(struct co_mail_config *m, struct co_err *err)
{
    static const int ports[] = {[CO_POST_STARTTLS] = 587, [CO_POST_TLS] = 465, [CO_POST_NONE] = 25};
    struct co_post_server *s = &m->server;
    bool has_secret = m->secret.kind != CO_SECRET_NONE;
    if (s->security == CO_POST_SECURITY_UNSET)
        s->security = CO_POST_STARTTLS;
    if (!s->port)
        s->port = ports[s->security];
    if (s->security == CO_POST_NONE && (has_secret || s->user))
        return co_fail(err, CO_USAGE,
                       "[mail]: with security = none the password would go out in clear text; use "
                       "starttls or tls, or take user and password out");
    if (s->security == CO_POST_NONE && !m->allows_plaintext &&
        !co_post_is_loopback(co_str_of(s->host)))
        return co_fail(err, CO_USAGE,
                       "[mail]: with security = none whoever is between here and %s reads and "
                       "changes the lists; use starttls or tls, or say allow-plaintext = yes",
                       s->host);
    if (s->user && !has_secret)
        return co_fail(err, CO_USAGE,
                       "[mail]: user is set, but not where its password comes from; set one of "
                       "password-file, password-credential, password-command, token-command and "
                       "netrc");
    if (has_secret && !s->user && m->secret.kind != CO_SECRET_NETRC)
        return co_fail(err, CO_USAGE, "[mail]: a password is set, but not whose; set user");
    return CO_OK;
}

enum co_status co_mail_settle(struct co_mail_config *m, const char *credentials, struct co_err *err)
{
    if (!m->server.connect_seconds)
        m->server.connect_seconds = ANSWER_SECONDS;
    if (!m->server.total_seconds)
        m->server.total_seconds = TOTAL_SECONDS;
    m->secret.host = m->server.host;
    m->secret.user = m->server.user;
    m->secret.folder = credentials;
    m->secret.seconds = m->server.connect_seconds;
    if (m->server.host && m->sendmail)
        return co_fail(err, CO_USAGE,
                       "[mail]: server and sendmail are two ways out; keep one of them");
    if ((m->server.host || m->sendmail) && !m->from)
        return co_fail(err, CO_USAGE,
                       "[mail]: from is missing: the address that the mails come from");
    return m->server.host ? settle_server(m, err) : CO_OK;
}

void co_mailing_merge(const struct co_mail_config *m, const struct co_mailing *feed,
                      struct co_mailing *out)
{
    const struct co_mailing *all = &m->all, *own = feed ? feed : all;
    *out = *own;
    /* A feed that names somebody is for those. */
    if (!own->n_to && !own->n_shops) {
        memcpy(out->to, all->to, sizeof out->to);
        memcpy(out->shops, all->shops, sizeof out->shops);
        out->n_to = all->n_to;
        out->n_shops = all->n_shops;
    }
    if (!out->when)
        out->when = all->when ? all->when : CO_MAIL_ALWAYS;
    if (!out->has_language && all->has_language) {
        out->language = all->language;
        out->has_language = true;
    }
    if (!out->attach)
        out->attach = all->attach ? all->attach : CO_MAIL_CSV;
}
