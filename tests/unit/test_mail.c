#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/mail.h"
#include "crossoff/utf8.h"
#include "check.h"
#include "sheets.h"

enum { FRIDAY = 20777 /* 2026-11-20 */ };

static struct co_mail about(const char *sheet, enum co_mail_language language)
{
    return (struct co_mail){.language = language,
                            .label = CO_STR("machining"),
                            .date = FRIDAY,
                            .sheet = sheet_named(sheet),
                            .attachment = CO_STR("machining-2026-11-20.csv")};
}

static void check_subject(const struct co_mail *m, const char *expected)
{
    struct co_buf b = {0};
    co_mail_subject(&b, m);
    assert_true(co_buf_ok(&b));
    check_text("subject", co_buf_view(&b), expected);
    co_buf_fini(&b);
}

static void verdict_and_numbers_come_first(void **state)
{
    struct co_mail m = about("five_shops", CO_MAIL_EN);
    (void)state;
    check_subject(&m, "machining Fri 20 Nov: 4 done, 45 carried (3 late), 3 new, 1 reopened");
    m.language = CO_MAIL_DE;
    check_subject(&m, "machining Fr 20.11.: 4 erledigt, 45 offen (3 überfällig), 3 neu, 1 zurück");
    m = about("baseline", CO_MAIL_EN);
    m.label = (struct co_str){0};
    m.date = CO_DATE_NONE;
    struct co_buf b = {0};
    co_mail_subject(&b, &m);
    assert_true(co_buf_ok(&b) && strncmp(b.at, "Work orders: first list, ", 25) == 0);
    co_buf_fini(&b);
}

static void another_first_word_when_it_is_no_ordinary_day(void **state)
{
    struct co_mail m = about("five_shops", CO_MAIL_EN);
    (void)state;
    m.kind = CO_MAIL_CORRECTED;
    check_subject(&m,
                  "CORRECTED machining Fri 20 Nov: 4 done, 45 carried (3 late), 3 new, 1 reopened");
    m.kind = CO_MAIL_HELD;
    check_subject(&m, "HELD machining Fri 20 Nov: nothing recorded, please look");
    m.kind = CO_MAIL_MISSING;
    check_subject(&m, "MISSING machining Fri 20 Nov: no list, nothing recorded");
    m.kind = CO_MAIL_FAILED;
    m.language = CO_MAIL_DE;
    check_subject(&m, "FEHLER machining Fr 20.11.: nichts verbucht");
}

static void a_label_stays_on_its_line(void **state)
{
    struct co_mail m = about("one_order", CO_MAIL_EN);
    char label[300];
    (void)state;
    memset(label, 'x', sizeof label);
    memcpy(label, "a\r\nBcc: b@c\t", 12);
    m.label = (struct co_str){label, sizeof label};
    struct co_buf b = {0};
    co_mail_subject(&b, &m);
    assert_true(co_buf_ok(&b));
    for (size_t i = 0; i < b.len; i++)
        assert_true((unsigned char)b.at[i] >= ' ');
    assert_true(co_utf8_width(co_buf_view(&b)) < 160);
    co_buf_fini(&b);
}

/* The longest line of a text, in columns. */
static size_t widest(const struct co_buf *text)
{
    size_t most = 0;
    for (size_t at = 0; at < text->len;) {
        const char *end = memchr(text->at + at, '\n', text->len - at);
        size_t len = end ? (size_t)(end - text->at) - at : text->len - at;
        size_t width = co_utf8_width((struct co_str){text->at + at, len});
        most = width > most ? width : most;
        at += len + 1;
    }
    return most;
}

static void plain_text_has_72_columns_whatever_the_list(void **state)
{
    size_t n;
    const struct sheet_case *cases = sheet_cases(&n);
    struct co_notes notes = {0};
    (void)state;
    co_note(&notes, CO_NOTE_WARNING, "%s",
            "a warning with 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
            "漢字漢字漢字漢字漢字 in it, and a rather long sentence behind it");
    for (size_t i = 0; i < n; i++)
        for (int language = 0; language < CO_MAIL_LANGUAGES; language++) {
            struct co_mail m = about(cases[i].name, (enum co_mail_language)language);
            struct co_buf plain = {0}, html = {0};
            m.notes = &notes;
            m.next_mail = CO_STR("Mon 23 Nov, 06:30");
            co_mail_bodies(&m, &plain, &html);
            assert_true(co_buf_ok(&plain) && co_buf_ok(&html));
            assert_true(widest(&plain) <= CO_MAIL_COLUMNS);
            assert_true(plain.len <= CO_MAIL_BYTES && html.len <= CO_MAIL_BYTES);
            co_buf_byte(&plain, '\0');
            co_buf_byte(&html, '\0');
            check_contains("next mail", plain.at, "Mon 23 Nov, 06:30");
            check_contains("warning", html.at, "a warning with");
            assert_null(strstr(html.at, "<script"));
            assert_null(strstr(plain.at, "\033"));
            co_buf_fini(&plain);
            co_buf_fini(&html);
        }
    co_notes_fini(&notes);
}

static void a_held_list_has_reasons_and_no_totals(void **state)
{
    const struct co_str reasons[] = {{"G1: no order at all", 19}};
    struct co_mail m = about("five_shops", CO_MAIL_EN);
    struct co_buf plain = {0}, html = {0};
    (void)state;
    m.kind = CO_MAIL_HELD;
    m.reasons = reasons;
    m.n_reasons = 1;
    m.next_step = CO_STR("crossoff --accept G1 --reason TEXT today.csv");
    co_mail_bodies(&m, &plain, &html);
    co_buf_byte(&plain, '\0');
    co_buf_byte(&html, '\0');
    assert_true(co_buf_ok(&plain) && co_buf_ok(&html));
    check_contains("why", plain.at, "- G1: no order at all");
    check_contains("what to do", plain.at, "crossoff --accept G1 --reason TEXT today.csv");
    check_contains("what to do", html.at, "crossoff --accept G1 --reason TEXT today.csv");
    assert_null(strstr(plain.at, "carried over"));
    assert_null(strstr(html.at, "carried over"));
    co_buf_fini(&plain);
    co_buf_fini(&html);
}

/* A shop of many orders: fifty of them, some of each verdict, and where the others are. */
static void fifty_orders_of_a_shop_are_shown(void **state)
{
    enum { ORDERS = 400 };
    struct co_sheet_item *items = calloc(ORDERS, sizeof *items);
    struct co_sheet_shop shop = {.name = CO_STR("Saw"), .items = items, .n_items = ORDERS};
    struct co_sheet sheet = {.date = FRIDAY, .shops = &shop, .n_shops = 1};
    struct co_mail m = about("one_order", CO_MAIL_EN);
    struct co_buf plain = {0}, html = {0};
    size_t shown = 0;
    (void)state;
    assert_non_null(items);
    for (size_t i = 0; i < ORDERS; i++)
        items[i] = (struct co_sheet_item){
            .verdict = i < 10 ? CO_VERDICT_COMPLETED : CO_VERDICT_CARRIED_OVER,
            .work_order = CO_STR("WO-7"),
            .due = CO_DATE_NONE,
            .retracted = CO_DATE_NONE,
            .completed = CO_QUANTITY_NONE,
            .quantity = CO_QUANTITY_NONE,
        };
    shop.counts = (struct co_counts){.completed = 10, .carried_over = ORDERS - 10};
    m.sheet = &sheet;
    co_mail_bodies(&m, &plain, &html);
    co_buf_byte(&plain, '\0');
    for (const char *at = plain.at; (at = strstr(at, "WO-7")); at++)
        shown++;
    check_int("shown", (int64_t)shown, CO_MAIL_ROWS);
    check_contains("the others", plain.at, "350 more orders: all of them are in the attached");
    co_buf_fini(&plain);
    co_buf_fini(&html);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdict_and_numbers_come_first),
        cmocka_unit_test(another_first_word_when_it_is_no_ordinary_day),
        cmocka_unit_test(a_label_stays_on_its_line),
        cmocka_unit_test(plain_text_has_72_columns_whatever_the_list),
        cmocka_unit_test(a_held_list_has_reasons_and_no_totals),
        cmocka_unit_test(fifty_orders_of_a_shop_are_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
