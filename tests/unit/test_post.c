#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/post.h"
#include "check.h"

/* --- addresses, hosts, messages ------------------------------------------------------------- */

static const struct {
    struct co_str text;
    bool is_address, is_host, is_loopback;
} names[] = {
#define CASE(literal, a, h, l)                    \
    {                                             \
        {(literal), sizeof(literal) - 1}, a, h, l \
    }
    CASE("", 0, 0, 0),
    CASE("anna@works.example", 1, 0, 0),
    CASE("anna.b+shop=4@w-1.example", 1, 0, 0),
    CASE("a@b", 1, 0, 0),
    CASE("anna", 0, 1, 0),
    CASE("@works.example", 0, 0, 0),
    CASE("anna@", 0, 0, 0),
    CASE("anna@@works.example", 0, 0, 0),
    CASE("anna@works@example", 0, 0, 0),
    CASE(".anna@works.example", 0, 0, 0),
    CASE("an..na@works.example", 0, 0, 0),
    CASE("anna.@works.example", 0, 0, 0),
    CASE("anna@works..example", 0, 0, 0),
    CASE("anna@works.example.", 0, 0, 0),
    CASE("anna@-works.example", 0, 0, 0),
    CASE("-f@works.example", 0, 0, 0),
    CASE("Anna <anna@works.example>", 0, 0, 0),
    CASE("anna@works.example,ben@works.example", 0, 0, 0),
    CASE("\"anna\"@works.example", 0, 0, 0),
    CASE("anna (x)@works.example", 0, 0, 0),
    CASE("anna@works.example\r\nBcc: ben@works.example", 0, 0, 0),
    CASE("anna@works.example\n", 0, 0, 0),
    CASE("an\0na@works.example", 0, 0, 0),
    CASE("anna@works.example\0", 0, 0, 0),
    CASE("anna\x7f@works.example", 0, 0, 0),
    CASE("\xc3\xa4nna@works.example", 0, 0, 0),
    CASE("anna@w\xc3\xb6rks.example", 0, 0, 0),
    CASE("mail.works.example", 0, 1, 0),
    CASE("-mail.works.example", 0, 0, 0),
    CASE("mail works", 0, 0, 0),
    CASE("mail/works", 0, 0, 0),
    CASE("user:secret@mail.works.example", 0, 0, 0),
    CASE("mail.works.example:25", 0, 0, 0),
    CASE("localhost", 0, 1, 1),
    CASE("LocalHost", 0, 1, 1),
    CASE("localhost.works.example", 0, 1, 0),
    CASE("127.0.0.1", 0, 1, 1),
    CASE("127.8.9.10", 0, 1, 1),
    CASE("127.works.example", 0, 1, 0),
    CASE("127.0.0.1.works.example", 0, 1, 0),
    CASE("128.0.0.1", 0, 1, 0),
    CASE("::1", 0, 1, 1),
    CASE("[::1]", 0, 1, 1),
    CASE("fe80::1", 0, 1, 0),
    CASE("[fe80::1]", 0, 1, 0),
    CASE("[fe80::1", 0, 0, 0),
    CASE("[works]", 0, 0, 0),
#undef CASE
};

static void addresses_and_hosts_are_what_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        char what[96];
        (void)snprintf(what, sizeof what, "%zu: %.*s", i, CO_STR_ARG(names[i].text));
        check_int(what, co_post_is_address(names[i].text), names[i].is_address);
        check_int(what, co_post_is_host(names[i].text), names[i].is_host);
        check_int(what, co_post_is_loopback(names[i].text), names[i].is_loopback);
    }
}

static void long_addresses_are_none(void **state)
{
    char text[400];
    (void)state;
    memset(text, 'a', sizeof text);
    memcpy(text + 64, "@b.", 3);
    check_int("64 before the @, 254 in all", co_post_is_address((struct co_str){text, 254}), 1);
    check_int("255 in all", co_post_is_address((struct co_str){text, 255}), 0);
    memcpy(text + 64, "a@b", 3);
    check_int("65 before the @", co_post_is_address((struct co_str){text, 200}), 0);
    check_int("a host of 254", co_post_is_host((struct co_str){text + 70, 254}), 0);
}

static void messages_have_whole_lines(void **state)
{
    static const struct {
        struct co_str text;
        bool is_right;
    } cases[] = {
        {{"a\r\n", 3}, true},    {{"\r\n.\r\n", 5}, true}, {{"", 0}, false},
        {{"a", 1}, false},       {{"a\n", 2}, false},      {{"a\r", 2}, false},
        {{"a\r\r\n", 4}, false}, {{"a\n\r\n", 4}, false},  {{"a\rb\r\n", 5}, false},
        {{"\n", 1}, false},      {{"a\0\r\n", 4}, false},  {{"a\r\n.\nMAIL FROM\r\n", 16}, false},
    };
    struct co_err err = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_post_letter l = {cases[i].text, "a@b.example", "c@d.example"};
        check_status(cases[i].text.at, co_post_check(&l, 1, &err),
                     cases[i].is_right ? CO_OK : CO_BUG, &err);
    }
    struct co_post_letter l[] = {{CO_STR("a\r\n"), "a@b.example", "c@d.example"},
                                 {CO_STR("a\r\n"), "a@b.example", "no"}};
    check_status("the second", co_post_check(l, 2, &err), CO_BUG, &err);
    l[0].sender = "";
    check_status("no sender", co_post_check(l, 1, &err), CO_BUG, &err);
}

/* --- what others say ------------------------------------------------------------------------ */

static void what_servers_say_is_harmless(void **state)
{
    static const struct {
        const char *said, *secret, *shown;
    } cases[] = {
        {"550-5.1.1 first\r\n550 second \r\n", NULL, "550-5.1.1 first 550 second"},
        {"550 \x1b[31mred\x07\r\n", NULL, "550 <U+001B>[31mred<U+0007>"},
        {"550 \xff\xe2\x80\xae!", NULL, "550 <FF><U+202E>!"},
        {"no hunter2!", "hunter2", "no [...]!"},
        {"no hunter2!", NULL, "no hunter2!"},
        /* base64 of NUL user NUL hunter2, of hunter2 by itself, and with bytes before it */
        {"no: AHVzZXIAaHVudGVyMg== or aHVudGVyMg==", "hunter2", "no: [...]== or [...]=="},
        {"no: eGh1bnRlcjI= eHhodW50ZXIy", "hunter2", "no: [...]= [...]"},
        {"no: YWJjZGVm authentication failed", "hunter2", "no: YWJjZGVm authentication failed"},
        {"", "hunter2", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_buf out = {0};
        co_buf_text(&out, "");
        co_post_quote(&out, co_str_of(cases[i].said), cases[i].secret);
        check_text(cases[i].said, co_buf_view(&out), cases[i].shown);
        co_buf_fini(&out);
    }
}

static void what_servers_say_is_short(void **state)
{
    char said[5000];
    struct co_buf out = {0};
    (void)state;
    memset(said, 'x', sizeof said);
    co_post_quote(&out, (struct co_str){said, sizeof said}, NULL);
    check_int("bytes, with an ellipsis", (int64_t)out.len, 199 + 3);
    co_buf_fini(&out);
}

/* --- programs ------------------------------------------------------------------------------- */

static void programs_are_judged_by_how_they_end(void **state)
{
    static const struct {
        struct co_post_exit end;
        enum co_post_outcome outcome;
        bool is_for_all, may_be_there;
        const char *said;
    } cases[] = {
        {{.exit = 0}, CO_POST_SENT, 0, 0, "/x/sendmail took the message for anna@works.example"},
        {{.exit = 75}, CO_POST_QUEUED, 0, 0, "ended with status 75; try again later"},
        {{.exit = 42}, CO_POST_QUEUED, 0, 0, "ended with status 42"},
        {{.exit = 67, .said = {"who?\n", 5}}, CO_POST_REFUSED, 0, 0, "and said \"who?\"; nothing"},
        {{.exit = 64}, CO_POST_MISCONFIGURED, 1, 0, "nothing was sent; look at sendmail in [mail]"},
        {{.never = ENOENT}, CO_POST_MISCONFIGURED, 1, 0, "cannot be started: No such file"},
        {{.is_late = true, .seconds = 9}, CO_POST_QUEUED, 1, 1, "within 9 seconds"},
        {{.is_dead = true}, CO_POST_QUEUED, 0, 1, "by a signal; try again later; it may arrive"},
    };
    const struct co_post_letter letter = {.recipient = "anna@works.example"};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_post_result r;
        struct co_post_exit end = cases[i].end;
        end.program = "/x/sendmail";
        co_post_judge_exit(&end, &letter, &r);
        check_contains(cases[i].said, r.text, cases[i].said);
        check_int(cases[i].said, r.outcome, cases[i].outcome);
        check_int(cases[i].said, r.is_for_all, cases[i].is_for_all);
        check_int(cases[i].said, r.may_be_there, cases[i].may_be_there);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_and_hosts_are_what_they_are),
        cmocka_unit_test(long_addresses_are_none),
        cmocka_unit_test(messages_have_whole_lines),
        cmocka_unit_test(what_servers_say_is_harmless),
        cmocka_unit_test(what_servers_say_is_short),
        cmocka_unit_test(programs_are_judged_by_how_they_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
