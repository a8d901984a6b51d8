#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/config.h"
#include "check.h"
#include "folder.h"

static void describe_who(const struct co_mailing *w, struct co_buf *out)
{
    static const char *const when[] = {"", "always ", "changes ", "problems "};
    static const char *const attach[] = {"", "csv ", "xlsx ", "nothing "};
    size_t n;
    for (size_t i = 0; i < w->n_to; i++)
        co_buf_fmt(out, "to=%s ", w->to[i]);
    for (size_t i = 0; i < w->n_shops; i++)
        co_buf_fmt(out, "[%s]=%s ", w->shops[i].shop, w->shops[i].to);
    co_buf_text(out, when[w->when]);
    if (w->has_language)
        co_buf_fmt(out, "%s ", co_mail_languages(&n)[w->language]);
    co_buf_text(out, attach[w->attach]);
}

static void describe_source(const struct co_mail_config *m, struct co_buf *out)
{
    static const char *const kinds[] = {"", "file", "credential", "command", "netrc"};
    if (m->secret.kind)
        co_buf_fmt(out, "%s=%s ", kinds[m->secret.kind], m->secret.from);
}

static void describe(const struct co_mail_config *m, struct co_buf *out)
{
    static const char *const security[] = {"", "starttls ", "tls ", "none "};
    static const char *const auth[] = {"", "plain ", "login ", "xoauth2 "};
    const struct {
        const char *name, *value;
    } texts[] = {
        {"from", m->from},         {"name", m->from_name},     {"reply", m->reply_to},
        {"sendmail", m->sendmail}, {"server", m->server.host}, {"ca", m->server.ca_file},
        {"user", m->server.user},
    };
    co_buf_text(out, "");
    for (size_t i = 0; i < COUNT(texts); i++)
        if (texts[i].value)
            co_buf_fmt(out, "%s=%s ", texts[i].name, texts[i].value);
    co_buf_fmt(out, "%s%s", security[m->server.security], auth[m->server.auth]);
    if (m->server.port)
        co_buf_fmt(out, "port=%d ", m->server.port);
    if (m->server.connect_seconds || m->server.total_seconds)
        co_buf_fmt(out, "%d/%ds ", m->server.connect_seconds, m->server.total_seconds);
    co_buf_text(out, m->allows_plaintext ? "plaintext " : "");
    describe_source(m, out);
    describe_who(&m->all, out);
}

/* --- one setting ---------------------------------------------------------------------------- */

static const struct {
    const char *name, *value, *set;
} good[] = {
    {"from", "a@b.example", "from=a@b.example "},
    {"from-name", "Werk 4, \xc3\x84ra", "name=Werk 4, \xc3\x84ra "},
    {"reply-to", "a@b.example", "reply=a@b.example "},
    {"server", "mail.works.example", "server=mail.works.example "},
    {"server", "::1", "server=::1 "},
    {"port", "1", "port=1 "},
    {"port", "65535", "port=65535 "},
    {"security", "starttls", "starttls "},
    {"security", "tls", "tls "},
    {"security", "none", "none "},
    {"allow-plaintext", "yes", "plaintext "},
    {"allow-plaintext", "no", ""},
    {"ca-file", "/etc/ca.pem", "ca=/etc/ca.pem "},
    {"ca-file", "~/ca.pem", "ca=/home/x/ca.pem "},
    {"user", "DOM\\user name", "user=DOM\\user name "},
    {"auth", "plain", "plain "},
    {"auth", "login", "login "},
    {"auth", "xoauth2", "xoauth2 "},
    {"password-file", "/nonexistent/password", "file=/nonexistent/password "},
    {"password-credential", "smtp", "credential=smtp "},
    {"password-command", "/bin/pass \"a b\"", "command=/bin/pass \"a b\" "},
    {"netrc", "~/.netrc", "netrc=/home/x/.netrc "},
    {"token-command", "/bin/token", "xoauth2 command=/bin/token "},
    {"sendmail", "/usr/sbin/sendmail -i -t", "sendmail=/usr/sbin/sendmail -i -t "},
    {"timeout", "90", "0/90s "},
    {"timeout", "2m", "0/120s "},
    {"answer-timeout", "5s", "5/0s "},
    {"to", "a@b.example", "to=a@b.example "},
    {"to", " a@b.example ,c@d.example, ", "to=a@b.example to=c@d.example "},
    {"shop", "Welding: a@b.example, c@d.example", "[Welding]=a@b.example [Welding]=c@d.example "},
    {"shop", "S=1: left : a@b.example", "[S=1: left]=a@b.example "},
    {"shop", ":a@b.example", "[]=a@b.example "},
    {"when", "always", "always "},
    {"when", "changes", "changes "},
    {"when", "problems", "problems "},
    {"language", "en", "en "},
    {"language", "de", "de "},
    {"attach", "csv", "csv "},
    {"attach", "xlsx", "xlsx "},
    {"attach", "none", "nothing "},
};

static enum co_status set(struct co_mail_config *m, const char *name, const char *value,
                          struct co_arena *arena, struct co_err *err)
{
    bool is_mine;
    enum co_status status = co_mailing_set(m, NULL, name, value, "/home/x", arena, &is_mine, err);
    check_int(name, is_mine, 1);
    return status;
}

static void every_setting_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct co_mail_config m = {0};
        struct co_arena arena = {0};
        struct co_err err = {0};
        struct co_buf got = {0};
        char value[128];
        (void)snprintf(value, sizeof value, "%s", good[i].value);
        check_status(value, set(&m, good[i].name, value, &arena, &err), CO_OK, &err);
        memset(value, '?', sizeof value); /* the caller's text may go */
        describe(&m, &got);
        check_text(good[i].value, co_buf_view(&got), good[i].set);
        co_buf_fini(&got);
        co_arena_fini(&arena);
    }
}

static const struct {
    const char *name, *value, *said;
} bad[] = {
    {"from", "", "from: '' is no mail address"},
    {"from", "Anna <a@b.example>", "is no mail address"},
    {"from", "a@b.example\r\nBcc: c@d.example", "'a@b.example<U+000D><U+000A>Bcc: c@d.example' is"},
    {"reply-to", "a@b.example, c@d.example", "is no mail address"},
    {"from-name", "", "from-name: it is empty"},
    {"from-name", "a\nSubject: x", "or has control characters"},
    {"from-name", "a\xff", "no UTF-8"},
    {"from-name",
     "\xe2\x80\xae"
     "evil",
     "control characters"},
    {"server", "", "server: '' is not the name or address of a server"},
    {"server", "mail:25", "its port is set with port"},
    {"server", "smtp://mail", "is not the name"},
    {"port", "0", "port: '0' is not a number from 1 to 65535"},
    {"port", "65536", "is not a number"},
    {"port", "1m", "is not a number"},
    {"port", "+5", "is not a number"},
    {"security", "ssl", "security: 'ssl' is not starttls, tls or none"},
    {"allow-plaintext", "true", "allow-plaintext: 'true' is not yes or no"},
    {"ca-file", "ca.pem", "ca-file: 'ca.pem' is no absolute path"},
    {"user", "a\tb", "user: it is empty"},
    {"auth", "cram-md5", "auth: 'cram-md5' is not plain, login or xoauth2"},
    {"password-file", "password", "password-file: 'password' is no absolute path"},
    {"password-credential", "", "is not the name of a credential"},
    {"password-credential", "../x", "is not the name of a credential"},
    {"password-command", "pass show", "password-command: 'pass show' is not a command line"},
    {"token-command", "/bin/x \"a", "is not a command line"},
    {"netrc", "x", "netrc: 'x' is no absolute path"},
    {"sendmail", "sendmail -t", "sendmail: 'sendmail -t' is not a command line"},
    {"timeout", "0", "timeout: '0' is not a time from 1s to 1h"},
    {"timeout", "2h", "is not a time"},
    {"answer-timeout", "x", "answer-timeout: 'x' is not a time"},
    {"to", "", "to: '' is not a list of mail addresses"},
    {"to", "a@b.example, c", "to: 'c' is no mail address"},
    {"to", "a@b.example c@d.example", "is no mail address"},
    {"shop", "Welding", "shop: 'Welding' is not a shop, a colon and mail addresses"},
    {"shop", "Welding:", "is not a list of mail addresses"},
    {"shop", "Welding: x", "shop: 'x' is no mail address"},
    {"shop", "\xff: a@b.example", "is not a shop in UTF-8"},
    {"when", "never", "when: 'never' is not always, changes or problems"},
    {"language", "fr", "language: 'fr' is not en or de"},
    {"attach", "pdf", "attach: 'pdf' is not csv, xlsx or none"},
};

static void bad_values_are_refused_in_a_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct co_mail_config m = {0};
        struct co_arena arena = {0};
        struct co_err err = {0};
        check_status(bad[i].value, set(&m, bad[i].name, bad[i].value, &arena, &err), CO_USAGE,
                     &err);
        check_contains(bad[i].value, err.text, bad[i].said);
        assert_ptr_equal(strstr(err.text, bad[i].name), err.text);
        check_int("nobody", (int64_t)(m.all.n_to + m.all.n_shops), 0);
        co_arena_fini(&arena);
    }
}

static void every_name_is_set_by_its_name(void **state)
{
    size_t n, n_of_feed;
    const char *const *names = co_mailing_names(false, &n);
    const char *const *of_feed = co_mailing_names(true, &n_of_feed);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        bool has_good = false, has_bad = false;
        for (size_t k = 0; k < COUNT(good); k++)
            has_good = has_good || strcmp(good[k].name, names[i]) == 0;
        for (size_t k = 0; k < COUNT(bad); k++)
            has_bad = has_bad || strcmp(bad[k].name, names[i]) == 0;
        if (!has_good || !has_bad)
            fail_msg("%s has no case above", names[i]);
    }
    check_int("settings of a feed", (int64_t)n_of_feed, 5);
    for (size_t i = 0; i < n_of_feed; i++)
        assert_string_equal(of_feed[i] + 5, names[n - 5 + i]);
}

static void recipients_add_up_to_a_limit(void **state)
{
    struct co_mail_config m = {0};
    struct co_arena arena = {0};
    struct co_err err = {0};
    (void)state;
    for (int i = 0; i < CO_MAIL_TO_MAX; i++)
        check_status("one more", set(&m, "to", "a@b.example", &arena, &err), CO_OK, &err);
    check_status("too many", set(&m, "to", "a@b.example", &arena, &err), CO_USAGE, &err);
    check_contains("too many", err.text, "to: too many recipients: at most 50");
    for (int i = 0; i < CO_MAIL_SHOPS_MAX; i++)
        check_status("one more", set(&m, "shop", "x: a@b.example", &arena, &err), CO_OK, &err);
    check_status("too many", set(&m, "shop", "x: a@b.example", &arena, &err), CO_USAGE, &err);
    check_int("recipients", (int64_t)m.all.n_to, CO_MAIL_TO_MAX);
    check_int("recipients", (int64_t)m.all.n_shops, CO_MAIL_SHOPS_MAX);
    co_arena_fini(&arena);
}

/* --- files ---------------------------------------------------------------------------------- */

#define WAY "[mail]\nfrom = a@b.example\nserver = mail.works.example\n"
#define LOGIN WAY "user = u\npassword-credential = c\n"

static const struct {
    const char *what, *text, *said; /* NULL: it is accepted... */
    const char *set;                /* ...and this is set */
} files[] = {
    {"nothing", "[mail]\n", NULL, "30/120s "},
    {"a server", WAY, NULL,
     "from=a@b.example server=mail.works.example starttls port=587 30/120s "},
    {"its port by security", WAY "security = tls\n", NULL,
     "from=a@b.example server=mail.works.example tls port=465 30/120s "},
    {"a port of its own", WAY "security = tls\nport = 4650\n", NULL,
     "from=a@b.example server=mail.works.example tls port=4650 30/120s "},
    {"a login", LOGIN, NULL,
     "from=a@b.example server=mail.works.example user=u starttls port=587 30/120s credential=c "},
    {"a program", "[mail]\nfrom = a@b.example\nsendmail = /bin/s -t\n", NULL,
     "from=a@b.example sendmail=/bin/s -t 30/120s "},
    {"several lines", WAY "to = a@b.example\n  c@d.example\nto = e@f.example\n", NULL,
     "from=a@b.example server=mail.works.example starttls port=587 30/120s to=a@b.example "
     "to=c@d.example to=e@f.example "},
    {"'_' for '-'", "[mail]\nanswer_timeout = 9\n", NULL, "9/120s "},
    {"plain text to this machine",
     "[mail]\nfrom = a@b.example\nserver = localhost\nsecurity = none\n", NULL,
     "from=a@b.example server=localhost none port=25 30/120s "},
    {"plain text on purpose", WAY "security = none\nallow-plaintext = yes\n", NULL,
     "from=a@b.example server=mail.works.example none port=25 30/120s plaintext "},
    {"plain text", WAY "security = none\n", "say allow-plaintext = yes", NULL},
    {"a password in plain text", LOGIN "security = none\nallow-plaintext = yes\n",
     "would go out in clear text", NULL},
    {"a user in plain text", WAY "security = none\nallow-plaintext = yes\nuser = u\n",
     "would go out in clear text", NULL},
    {"a user without password", WAY "user = u\n", "not where its password comes from", NULL},
    {"a password without user", WAY "password-credential = c\n", "but not whose; set user", NULL},
    {"two ways", WAY "sendmail = /bin/s\n", "two ways out; keep one", NULL},
    {"no sender", "[mail]\nserver = mail.works.example\n", "from is missing", NULL},
    {"two passwords", LOGIN "netrc = /x\n", "line 6: netrc: another source of the password", NULL},
    {"a token as password", WAY "auth = plain\ntoken-command = /bin/t\n",
     "line 5: token-command: a token is for auth = xoauth2", NULL},
    {"a password in the file", WAY "password = geheim\n",
     "line 4: 'password' is no setting of section [mail]", NULL},
    {"a name of a feed", "[mail]\nmail-to = a@b.example\n",
     "line 2: 'mail-to' is no setting of section [mail]", NULL},
    {"a name of [mail]", "[feed x]\nmail-from = a@b.example\n",
     "line 2: 'mail-from' is no setting of section [feed x]", NULL},
    {"a slip", "[feed x]\nmail-two = a@b.example\n", "(did you mean 'mail-to'?)", NULL},
    {"a slip", "[mail]\nservers = x\n", "(did you mean 'server'?)", NULL},
    {"where it is not", "[crossoff]\nmail-to = a@b.example\n",
     "'mail-to' is no setting of section [crossoff]", NULL},
};

static void a_section_is_read_or_refused(void **state)
{
    struct folder f;
    (void)state;
    folder_init(&f);
    for (size_t i = 0; i < COUNT(files); i++) {
        static struct co_config c;
        struct co_environment env = {.home = "/home/x"};
        struct co_err err = {0};
        struct co_buf got = {0};
        const char *path = folder_write(&f, "config.ini", co_str_of(files[i].text));
        check_status(files[i].what, co_config_read(&c, &env, path, &err),
                     files[i].said ? CO_USAGE : CO_OK, &err);
        if (files[i].said) {
            check_contains(files[i].what, err.text, files[i].said);
            assert_null(strstr(err.text, "geheim"));
        } else {
            describe(&c.mail, &got);
            check_text(files[i].what, co_buf_view(&got), files[i].set);
        }
        co_buf_fini(&got);
        co_config_fini(&c);
    }
    folder_fini(&f);
}

static void who_is_named_needs_a_way(void **state)
{
    static const char *const texts[] = {
        "[mail]\nto = all@b.example\n",
        "[mail]\nfrom = a@b.example\nshop = Saw: saw@b.example\n",
        "[feed own]\nmail-to = own@b.example\n",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        static struct co_config c;
        struct folder f;
        struct co_environment env = {0};
        struct co_err err = {0};
        folder_init(&f);
        const char *path = folder_write(&f, "config.ini", co_str_of(texts[i]));
        check_status(texts[i], co_config_read(&c, &env, path, &err), CO_USAGE, &err);
        assert_non_null(strstr(err.text, "no way to send it is set"));
        co_config_fini(&c);
        folder_fini(&f);
    }
}

static void a_feed_says_it_otherwise(void **state)
{
    static const char text[] =
        "[mail]\nfrom = a@b.example\nsendmail = /usr/sbin/sendmail -i -t\n"
        "to = all@b.example\nshop = Saw: saw@b.example\nwhen = changes\n"
        "[feed own]\nmail-to = own@b.example\nmail-language = de\n"
        "[feed shop]\nmail-shop = Mill: mill@b.example\nmail-when = problems\n"
        "[feed quiet]\nmail-attach = none\n";
    static const char *const expected[] = {
        "to=own@b.example changes de csv ",
        "[Mill]=mill@b.example problems csv ",
        "to=all@b.example [Saw]=saw@b.example changes nothing ",
    };
    static struct co_config c;
    struct folder f;
    struct co_environment env = {0};
    struct co_err err = {0};
    static struct co_mailing merged;
    (void)state;
    folder_init(&f);
    const char *path = folder_write(&f, "config.ini", co_str_of(text));
    check_status("read", co_config_read(&c, &env, path, &err), CO_OK, &err);
    check_int("feeds", (int64_t)c.n_feeds, 3);
    for (size_t i = 0; i <= c.n_feeds; i++) {
        struct co_buf got = {0};
        co_mailing_merge(&c.mail, i < c.n_feeds ? &c.feeds[i].mailing : NULL, &merged);
        describe_who(&merged, &got);
        check_text(i < c.n_feeds ? c.feeds[i].name : "no section", co_buf_view(&got),
                   i < c.n_feeds ? expected[i]
                                 : "to=all@b.example [Saw]=saw@b.example changes csv ");
        co_buf_fini(&got);
    }
    co_config_fini(&c);
    folder_fini(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_setting_is_taken),
        cmocka_unit_test(bad_values_are_refused_in_a_sentence),
        cmocka_unit_test(every_name_is_set_by_its_name),
        cmocka_unit_test(recipients_add_up_to_a_limit),
        cmocka_unit_test(a_section_is_read_or_refused),
        cmocka_unit_test(who_is_named_needs_a_way),
        cmocka_unit_test(a_feed_says_it_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
