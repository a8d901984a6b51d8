#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "check.h"
#include "doubts.h"
#include "lists.h"

/* What a list makes the program say; NULL: nothing about its values and words. */
static const struct {
    const char *what, *text;
    const char *said;
} cases[] = {
    {"all is well", "Job,Qty,Due,Status\n1,5,2026-11-23,Open\n2,,,\n", NULL},
    {"a day that is none", "Job,Due\n1,2026-02-28\n2,2026-02-30\n",
     "1 cell in column \"Due\" is no date and counts as empty: line 3 \"2026-02-30\""},
    {"two quantities", "Job,Qty,Due\n1,\"12,34,5\",\n2,5,\n3,1e300,\n4,6,\n",
     "2 cells in column \"Qty\" are no quantity and count as empty: line 2 \"12,34,5\", "
     "line 4 \"1e300\""},
    {"the year 202", "Job,Due\n1,11/23/202\n2,11/23/2026\n", "line 2 \"11/23/202\""},
    {"five of six",
     "Job,Due\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,2026-11-23\n8,2026-11-23\n9,2026-11-23\n"
     "10,2026-11-23\n11,2026-11-23\n12,2026-11-23\n",
     "6 cells in column \"Due\" are no date and count as empty: line 2 \"a\", line 3 \"b\", "
     "line 4 \"c\", line 5 \"d\", line 6 \"e\", ..."},
    {"what a terminal would obey", "Job,Qty\n1,5\n2,\x1b[2J\n", "line 3 \"<U+001B>[2J\""},
    {"a long cell is cut between characters",
     "Job,Qty\n1,5\n2,ääääääääääääääääääääääääääääääääääääääääää\n",
     "line 3 \"äääääääääääääääääääääää\""},
    {"the text of another column is its own", "Job,Remark\n1,2026-02-30\n", NULL},
    {"an unknown word", "Job,Status\n1,Open\n2,Half baked\n3,Half baked\n",
     "status words that are not known leave the order open: \"Half baked\" (2 rows). If one"},
    {"several", "Job,Status\n1,Odd\n2,Half baked\n3,Odd\n",
     "\"Odd\" (2 rows), \"Half baked\" (1 row). If one means something else say so with "
     "--finished-status, "},
    {"a single letter", "Job,Status\n1,R\n2,Open\n",
     "\"R\" (1 row). If one means something else say so with --finished-status, "
     "--cancelled-status, --closed-status or --hold-status WORD, or --open-status WORD if it does "
     "not. Single letters and numbers mean different things in different ERPs"},
    {"a number", "Job,Status\n1,45\n", "known only from there"},
};

static void what_nobody_understands_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list l;
        list_must_load(&l, co_str_of(cases[i].text), NULL);
        if (cases[i].said && !list_note(&l, cases[i].said))
            fail_msg("%s: no note says \"%s\"", cases[i].what, cases[i].said);
        if (!cases[i].said && (list_note(&l, "count") || list_note(&l, "status words")))
            fail_msg("%s: something is said", cases[i].what);
        list_fini(&l);
    }
}

/* Two lists of one run share their notes. */
static void a_word_is_told_once_a_run(void **state)
{
    static const struct co_load_rules none = {.secret = {7, 11}};
    struct co_export today = {.n_columns = 0};
    struct list l;
    struct co_err err;
    size_t n;
    (void)state;
    list_must_load(&l, CO_STR("Job,Status\n1,Odd\n2,Open\n"), NULL);
    n = l.notes.n;
    check_status(
        "again",
        co_load("b.csv", CO_STR("Job,Status\n1,Odd\n2,Odd\n"), &none, &today, &l.notes, &err),
        CO_OK, &err);
    for (size_t i = n; i < l.notes.n; i++)
        assert_null(strstr(l.notes.list[i].text, "Odd"));
    co_export_fini(&today);
    check_status(
        "another",
        co_load("c.csv", CO_STR("Job,Status\n1,Odd\n2,Odder\n"), &none, &today, &l.notes, &err),
        CO_OK, &err);
    if (!list_note(&l, "c.csv: status words that are not known leave the order open: \"Odder\" (1"))
        fail_msg("the new word is not told, or the old one again");
    co_export_fini(&today);
    list_fini(&l);
}

static void many_words_are_counted(void **state)
{
    struct co_buf text = {0};
    struct list l;
    (void)state;
    co_buf_text(&text, "Job,Status\n");
    for (int i = 0; i < 100; i++)
        co_buf_fmt(&text, "%d,remark %d\n", i, i % 50);
    list_must_load(&l, co_buf_view(&text), NULL);
    if (!list_note(&l, "\"remark 23\" (2 rows) and others (52 rows). If"))
        fail_msg("the others are not counted");
    list_fini(&l);
    co_buf_fini(&text);
}

/* Behind the sample, too. */
static void values_are_looked_at_to_the_end(void **state)
{
    struct co_buf text = {0};
    struct list l;
    (void)state;
    co_buf_text(&text, "Job,Due,Status\n");
    for (int i = 0; i < 3000; i++)
        co_buf_fmt(&text, "%d,%s,Open\n", i, i == 2500 ? "2026-02-30" : "2026-11-23");
    list_must_load(&l, co_buf_view(&text), NULL);
    if (!list_note(&l, "1 cell in column \"Due\" is no date and counts as empty: line 2502"))
        fail_msg("the cell is not told");
    list_fini(&l);
    co_buf_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_understands_is_told),
        cmocka_unit_test(a_word_is_told_once_a_run),
        cmocka_unit_test(many_words_are_counted),
        cmocka_unit_test(values_are_looked_at_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
