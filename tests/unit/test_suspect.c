#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/recon.h"
#include "check.h"
#include "lists.h"

/* Keys that left and arrived, and what becomes of them. "X" keeps every column of keys one of text.
 */
struct days {
    struct list yesterday, today;
    struct co_recon recon;
    struct co_notes notes;
    struct co_err err;
    enum co_status status;
};

static void load(struct list *l, const char *keys)
{
    struct co_buf csv = {0};
    co_buf_text(&csv, "Work Order,Qty\nX,1\n");
    while (*keys) {
        size_t n = strcspn(keys, " ");
        co_buf_fmt(&csv, "%.*s,1\n", (int)n, keys);
        keys += n + (keys[n] == ' ');
    }
    list_must_load(l, co_buf_view(&csv), NULL);
    co_buf_fini(&csv);
}

static void subtract(struct days *d, const char *yesterday, const char *today)
{
    memset(d, 0, sizeof *d);
    load(&d->yesterday, yesterday);
    load(&d->today, today);
    check_status(today,
                 co_recon_subtract(&d->yesterday.x, &d->today.x, NULL, 0, &d->recon, &d->err),
                 CO_OK, &d->err);
    d->status =
        co_recon_suspects(&d->recon, &d->yesterday.x, &d->today.x, NULL, &d->notes, &d->err);
}

static void days_fini(struct days *d)
{
    co_recon_fini(&d->recon);
    co_notes_fini(&d->notes);
    list_fini(&d->yesterday);
    list_fini(&d->today);
}

static const struct {
    const char *what, *yesterday, *today;
    size_t pairs;
} cases[] = {
    {"zeros lost", "000123", "123", 1},
    {"zeros back", "123", "000123", 1},
    {"zeros lost, one of them not", "000123 000124", "123 124", 2},
    {"another number of zeros is another order", "0012", "012", 0},
    {"digits behind the 15th rounded", "1234567890123456789", "1234567890123450000", 1},
    {"15 digits are exact", "123456789012345", "123456789012340", 0},
    {"rounded to another length", "12345678901234567", "1234567890123456000", 0},
    {"a word and a number", "MAR1", "1-Mar", 1},
    {"with zeros", "MAR-01", "01-Mar", 1},
    {"the other way round", "1MAR", "1-Mar", 1},
    {"a month and a year", "MAR-32", "Mar-32", 1},
    {"a full date", "MAR1", "2026-03-01", 1},
    {"two numbers", "3-1", "1-Mar", 1},
    {"two numbers, day first", "1-3", "01.03.2026", 1},
    {"two numbers, a slash", "12/11", "11-Dec", 1},
    {"German months", "MAI4", "04-Mai", 1},
    {"another month", "MAR1", "1-Apr", 0},
    {"another day", "MAR1", "2-Mar", 0},
    {"a power of ten", "22E1", "220", 1},
    {"a power of ten, larger", "1E10", "10000000000", 1},
    {"no power of it", "22E1", "221", 0},
    {"case only", "WO-1 WO-2", "wo-1 Wo-2", 2},
    {"case in both", "Wo-1", "wO-1", 0},
    {"an accent of its own, and in its letter", "Nu\xcc\x81-1", "N\xc3\xba-1", 1},
    {"the same the other way round", "N\xc3\xba-1", "Nu\xcc\x81-1", 1},
    {"with and without an accent", "N\xc3\xba-1", "Nu-1", 0},
    {"nothing alike", "A1 B2 C3", "D4 E5 F6", 0},
    {"two kinds at once", "MAR1 22E1 0007", "220 7 1-Mar", 3},
};

static void damaged_numbers_are_carried_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct days d;
        subtract(&d, cases[i].yesterday, cases[i].today);
        check_status(cases[i].what, d.status, CO_OK, &d.err);
        check_int(cases[i].what, (int64_t)d.recon.n_touched, (int64_t)cases[i].pairs);
        check_int(cases[i].what, (int64_t)d.recon.n_carried, (int64_t)cases[i].pairs + 1);
        check_int(cases[i].what, (int64_t)(d.recon.n_gone + d.recon.n_carried),
                  (int64_t)d.yesterday.x.count.open);
        check_int(cases[i].what, (int64_t)(d.recon.n_arrived + d.recon.n_carried),
                  (int64_t)d.today.x.count.open);
        check_int(cases[i].what, (int64_t)d.recon.n_completed, (int64_t)d.recon.n_gone);
        check_int("it is said", (int64_t)d.notes.n, cases[i].pairs > 0);
        for (size_t k = 0; k < d.recon.n_touched; k++)
            assert_true(d.recon.touched[k].is_suspect);
        days_fini(&d);
    }
}

static void what_could_be_two_orders_is_held(void **state)
{
    static const char *const doubts[][2] = {
        {"000123 00123", "123"}, {"1234567890123456789 1234567890123456788", "1234567890123450000"},
        {"MAR1 MAR01", "1-Mar"}, {"3-1 MAR1", "1-Mar"},
        {"22E1 220E0", "220"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(doubts); i++) {
        struct days d;
        subtract(&d, doubts[i][0], doubts[i][1]);
        check_status(doubts[i][0], d.status, CO_HELD, &d.err);
        check_contains("why", d.err.text, "cannot be told");
        check_contains("the line", d.err.text, "in line 3");
        days_fini(&d);
    }
}

static void the_warning_names_line_and_order(void **state)
{
    struct days d;
    (void)state;
    subtract(&d, "A1 MAR1", "A1 1-Mar");
    assert_int_equal(d.notes.n, 1);
    assert_int_equal(d.notes.list[0].level, CO_NOTE_WARNING);
    check_contains("line and order", d.notes.list[0].text, "1-Mar in line 4 is probably MAR1");
    days_fini(&d);
}

/* --- told by a list of closed orders ---------------------------------------------------------- */

static const struct {
    const char *what, *closed;
    enum co_verdict verdict;
    enum co_evidence evidence;
    bool is_closed;
} told[] = {
    {"made", "Work Order,Status\nA1,Completed\n", CO_VERDICT_COMPLETED, CO_EVIDENCE_TOLD, false},
    {"cancelled", "Work Order,Status\nA1,Cancelled\n", CO_VERDICT_CANCELLED, CO_EVIDENCE_TOLD,
     false},
    {"closed", "Work Order,Status\nA1,TECO\n", CO_VERDICT_COMPLETED, CO_EVIDENCE_TOLD, true},
    {"still open", "Work Order,Status\nA1,Released\n", CO_VERDICT_COMPLETED, CO_EVIDENCE_ABSENCE,
     false},
    {"another order", "Work Order,Status\nA2,Completed\n", CO_VERDICT_COMPLETED,
     CO_EVIDENCE_ABSENCE, false},
    {"no status at all", "Work Order,Closed\nA1,2026-11-20\n", CO_VERDICT_COMPLETED,
     CO_EVIDENCE_TOLD, false},
    {"another column of the same name", "Note,Work Order,Status\nA2,A1,Completed\n",
     CO_VERDICT_COMPLETED, CO_EVIDENCE_TOLD, false},
};

static void a_list_of_closed_orders_says_what_became_of_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(told); i++) {
        struct days d;
        struct list closed;
        subtract(&d, "A1", "A3");
        list_must_load(&closed, co_str_of(told[i].closed), NULL);
        check_status(told[i].what, co_recon_told(&d.recon, &d.yesterday.x, &closed.x, &d.err),
                     CO_OK, &d.err);
        check_int("one left", (int64_t)d.recon.n_gone, 1);
        check_int(told[i].what, d.recon.gone[0].verdict, told[i].verdict);
        check_int(told[i].what, d.recon.gone[0].evidence, told[i].evidence);
        check_int(told[i].what, d.recon.gone[0].is_closed, told[i].is_closed);
        check_int(told[i].what, (int64_t)d.recon.n_cancelled,
                  told[i].verdict == CO_VERDICT_CANCELLED);
        check_int(told[i].what, (int64_t)(d.recon.n_cancelled + d.recon.n_completed), 1);
        list_fini(&closed);
        days_fini(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_numbers_are_carried_over),
        cmocka_unit_test(what_could_be_two_orders_is_held),
        cmocka_unit_test(the_warning_names_line_and_order),
        cmocka_unit_test(a_list_of_closed_orders_says_what_became_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
