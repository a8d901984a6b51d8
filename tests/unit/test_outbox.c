#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include "crossoff/outbox.h"
#include "check.h"
#include "db.h"
#include "folder.h"
#include "past.h"

enum { NOW = 1795500000 /* 2026-11-24T06:40:00Z */, MINUTE = 60, DAY = 24 * 60 * MINUTE, MAX = 10 };

struct fixture {
    struct folder folder;
    struct co_history *h;
    struct co_arena arena;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct co_err err = {0};
    bool created;
    assert_non_null(f);
    folder_init(&f->folder);
    check_status("open",
                 co_history_open(folder_path(&f->folder, "h.db"), CO_HISTORY_WRITE, 0, &f->h,
                                 &created, &err),
                 CO_OK, &err);
    past_record(f->h, &(struct past_day){.date = "2026-11-23", .csv = CO_STR("Order,Qty\nA1,5\n")});
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    co_arena_fini(&f->arena);
    co_history_close(f->h);
    folder_fini(&f->folder);
    free(f);
    return 0;
}

static const struct co_letter about_a_day = {.feed = "default",
                                             .date = 20780,
                                             .run = 1,
                                             .recipient = "boss@plant.example",
                                             .topic = "run 1",
                                             .message_id = "a@plant.example",
                                             .subject = "14 done",
                                             .message = {"From: a\r\n\r\nhello\r\n", 18},
                                             .queued_at = NOW};

static bool add(struct fixture *f, struct co_letter letter)
{
    struct co_err err = {0};
    bool is_new = false;
    check_status("begin", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("add", co_outbox_add(f->h, &letter, &is_new, &err), CO_OK, &err);
    check_status("commit", co_history_commit(f->h, &err), CO_OK, &err);
    return is_new;
}

static struct co_letter *take(struct fixture *f, int64_t now, size_t *n, size_t *expired)
{
    struct co_err err = {0};
    struct co_letter *letters;
    const struct co_outbox_go go = {
        .now = now, .most = MAX, .sending_most = CO_LETTER_SENDING_MOST};
    check_status("take", co_outbox_take(f->h, &go, &f->arena, &letters, n, expired, &err), CO_OK,
                 &err);
    return letters;
}

static void mark(struct fixture *f, const struct co_letter *letter, enum co_letter_state state)
{
    struct co_err err = {0};
    check_status("mark", co_outbox_mark(f->h, letter, state, CO_STR("said so"), &err), CO_OK, &err);
}

static void nobody_is_told_the_same_twice(void **state)
{
    struct fixture *f = *state;
    struct co_letter other = about_a_day;
    assert_true(add(f, about_a_day));
    assert_false(add(f, about_a_day));
    other.shop = "";
    assert_true(add(f, other)); /* the part without a shop is not all of it */
    assert_false(add(f, other));
    other.shop = "*";
    assert_true(add(f, other));
    other.recipient = "else@plant.example";
    assert_true(add(f, other));
    other.topic = "run 2";
    assert_true(add(f, other));
    check_query(f->h->db, "letters", "SELECT count(*) FROM letter", "5\n");
}

static void what_a_letter_says_comes_back(void **state)
{
    struct fixture *f = *state;
    size_t n, expired;
    struct co_letter of_shop = about_a_day;
    of_shop.shop = "Saw";
    of_shop.kind = CO_LETTER_HELD;
    of_shop.run = 0;
    of_shop.date = CO_DATE_NONE;
    (void)add(f, about_a_day);
    (void)add(f, of_shop);
    struct co_letter *got = take(f, NOW + MINUTE, &n, &expired);
    check_int("letters", (int64_t)n, 2);
    check_text("recipient", co_str_of(got[0].recipient), "boss@plant.example");
    check_text("message", got[0].message, "From: a\r\n\r\nhello\r\n");
    check_int("date", got[0].date, 20780);
    check_int("queued", got[0].queued_at, NOW);
    assert_null(got[0].shop);
    check_text("shop", co_str_of(got[1].shop), "Saw");
    check_int("kind", got[1].kind, CO_LETTER_HELD);
    check_int("no date", got[1].date, CO_DATE_NONE);
}

/* A run that was killed between the server's answer and the mark leaves it as `sending`. */
static void what_one_run_took_no_other_gets_until_it_must_be_dead(void **state)
{
    struct fixture *f = *state;
    size_t n, expired;
    (void)add(f, about_a_day);
    (void)take(f, NOW, &n, &expired);
    check_int("first", (int64_t)n, 1);
    (void)take(f, NOW + 9 * MINUTE, &n, &expired);
    check_int("while it may be alive", (int64_t)n, 0);
    struct co_letter *got = take(f, NOW + 11 * MINUTE, &n, &expired);
    check_int("afterwards", (int64_t)n, 1);
    check_text("the same", co_str_of(got[0].message_id), "a@plant.example");
    check_int("tries before this one", got[0].tries, 1);
}

static void what_waits_is_tried_again_and_what_is_done_is_not(void **state)
{
    static const enum co_letter_state done[] = {CO_LETTER_SENT, CO_LETTER_REFUSED,
                                                CO_LETTER_EXPIRED};
    struct fixture *f = *state;
    size_t n, expired;
    struct co_letter letter = about_a_day;
    char topic[] = "run 0";
    for (size_t i = 0; i < COUNT(done); i++) {
        topic[4]++;
        letter.topic = topic;
        (void)add(f, letter);
        struct co_letter *got = take(f, NOW, &n, &expired);
        check_int("waits", (int64_t)n, 1);
        mark(f, &got[0], CO_LETTER_QUEUED);
        got = take(f, NOW, &n, &expired);
        check_int("waits again", (int64_t)n, 1);
        mark(f, &got[0], done[i]);
        (void)take(f, NOW + DAY, &n, &expired);
        check_int("is done", (int64_t)n, 0);
    }
    check_query(f->h->db, "they are known, their messages are forgotten",
                "SELECT state, message IS NULL, tries, answer FROM letter",
                "sent|1|2|said so\nrefused|1|2|said so\nexpired|1|2|said so\n");
}

static void nothing_is_tried_for_ever(void **state)
{
    struct fixture *f = *state;
    size_t n, expired;
    struct co_err err = {0};
    int64_t waiting, lost;
    (void)add(f, about_a_day);
    struct co_letter *got = take(f, NOW + 5 * DAY, &n, &expired);
    check_int("after five days", (int64_t)n, 1);
    check_int("not too old yet", (int64_t)expired, 0);
    mark(f, &got[0], CO_LETTER_QUEUED);
    (void)take(f, NOW + 5 * DAY + 1, &n, &expired);
    check_int("later", (int64_t)n, 0);
    check_int("too old", (int64_t)expired, 1);
    check_status("count", co_outbox_count(f->h, NULL, NOW, &waiting, &lost, &err), CO_OK, &err);
    check_int("waiting", waiting, 0);
    check_int("lost", lost, 1);
}

static void a_day_told_before_is_corrected(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    struct co_letter other = about_a_day;
    struct co_knowledge knows;
    other.kind = CO_LETTER_HELD;
    (void)add(f, other);
    check_status("knows", co_outbox_knows_day(f->h, &about_a_day, &knows, &err), CO_OK, &err);
    assert_false(knows.has); /* that its list was held is not the day */
    other.kind = CO_LETTER_DAY;
    other.topic = "run 2";
    (void)add(f, other);
    check_status("knows", co_outbox_knows_day(f->h, &about_a_day, &knows, &err), CO_OK, &err);
    assert_false(knows.has); /* the same run's mail is no correction of itself */
    other = about_a_day;
    other.run = 2;
    check_status("knows", co_outbox_knows_day(f->h, &other, &knows, &err), CO_OK, &err);
    assert_true(knows.waits && knows.is_alarmed); /* and was never tried: it is replaced */
    other.shop = "Saw";
    check_status("knows", co_outbox_knows_day(f->h, &other, &knows, &err), CO_OK, &err);
    assert_false(knows.has);
}

static void letters_are_counted_and_listed(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    struct co_letter other = about_a_day;
    struct co_table t;
    int64_t waiting, lost;
    (void)add(f, about_a_day);
    other.feed = "mill";
    (void)add(f, other);
    check_status("count", co_outbox_count(f->h, "mill", NOW, &waiting, &lost, &err), CO_OK, &err);
    check_int("of one feed", waiting, 1);
    check_status("count", co_outbox_count(f->h, NULL, NOW, &waiting, &lost, &err), CO_OK, &err);
    check_int("of all", waiting, 2);
    check_int("lost", lost, 0);
    check_status("table", co_outbox_table(f->h, NULL, 1, &t, &err), CO_OK, &err);
    check_int("at most one", (int64_t)t.n_rows, 1);
    check_text("the newest", t.cells[1].text, "mill");
    check_text("state", t.cells[6].text, "queued");
    co_table_fini(&t);
}

/* A run that was slow, not dead, knows of a letter only what it saw of its own try. */
static void a_late_mark_changes_nothing(void **state)
{
    struct fixture *f = *state;
    size_t n, expired;
    (void)add(f, about_a_day);
    struct co_letter *slow = take(f, NOW, &n, &expired);
    struct co_letter *other = take(f, NOW + 11 * MINUTE, &n, &expired);
    check_int("taken again", (int64_t)n, 1);
    mark(f, &other[0], CO_LETTER_SENT);
    mark(f, &slow[0], CO_LETTER_QUEUED);
    check_query(f->h->db, "state", "SELECT state, tries FROM letter", "sent|2\n");
}

static void a_refused_mail_is_no_mail_that_a_correction_corrects(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    size_t n, expired;
    struct co_letter other = about_a_day;
    struct co_knowledge knows;
    (void)add(f, about_a_day);
    mark(f, &take(f, NOW, &n, &expired)[0], CO_LETTER_REFUSED);
    other.run = 2;
    check_status("knows", co_outbox_knows_day(f->h, &other, &knows, &err), CO_OK, &err);
    assert_false(knows.has);
}

/* The same day with and without its mails: no link of the chain, nothing that check compares. */
static void letters_are_no_part_of_what_is_verified(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    struct co_chain_end before, after;
    struct co_check found = {0};
    check_status("end", co_history_end(f->h, &before, &err), CO_OK, &err);
    (void)add(f, about_a_day);
    check_status("end", co_history_end(f->h, &after, &err), CO_OK, &err);
    check_text("chain", co_str_of(after.hash), before.hash);
    check_status("check", co_history_check(f->h, true, &found, NULL, &err), CO_OK, &err);
    check_int("problems", (int64_t)found.problems.n, 0);
    co_check_fini(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_is_told_the_same_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_letter_says_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(what_one_run_took_no_other_gets_until_it_must_be_dead,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(what_waits_is_tried_again_and_what_is_done_is_not, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nothing_is_tried_for_ever, setup, teardown),
        cmocka_unit_test_setup_teardown(a_day_told_before_is_corrected, setup, teardown),
        cmocka_unit_test_setup_teardown(a_late_mark_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_refused_mail_is_no_mail_that_a_correction_corrects, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(letters_are_counted_and_listed, setup, teardown),
        cmocka_unit_test_setup_teardown(letters_are_no_part_of_what_is_verified, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
