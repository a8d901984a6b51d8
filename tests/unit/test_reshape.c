#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "check.h"
#include "lists.h"

/* Lists whose rows share keys, loaded under a rule; seen as "key quantity" lines, sorted. */
static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void describe(const struct list *l, struct co_buf *out)
{
    struct co_cells cells = {0};
    struct co_err err;
    char *lines[256];
    size_t n = l->x.rows.n;
    assert_true(n <= COUNT(lines));
    for (size_t i = 0; i < n; i++) {
        struct co_buf line = {0};
        struct co_order o;
        char text[CO_QUANTITY_TEXT], due[CO_DATE_TEXT];
        check_status("split", l->x.split(&l->x, (size_t)l->x.rows.rows[i].at, &cells, &err), CO_OK,
                     &err);
        co_export_order(&l->x, &cells, &o);
        co_export_key_show(&l->x, &cells, &line);
        co_buf_fmt(&line, " %s", co_value_quantity_text(o.quantity, text));
        if (o.due != CO_DATE_NONE)
            co_buf_fmt(&line, " %s", co_date_text(o.due, due));
        co_buf_byte(&line, '\0');
        lines[i] = line.at;
    }
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++) {
        co_buf_fmt(out, "%s\n", lines[i]);
        free(lines[i]);
    }
    co_buf_text(out, "");
    co_cells_fini(&cells);
}

static void check_list(const char *what, const struct list *l, const char *expected)
{
    struct co_buf got = {0};
    const struct co_rowcount *c = &l->x.count;
    describe(l, &got);
    check_text(what, co_buf_view(&got), expected);
    check_int(what, (int64_t)c->read,
              (int64_t)(c->used + c->duplicates + c->dropped + c->rejected));
    check_int(what, (int64_t)c->used, (int64_t)(c->open + c->finished));
    check_int(what, (int64_t)c->used, (int64_t)l->x.rows.n);
    co_buf_fini(&got);
}

#define H "Order,Qty,Due,Status\n"
static const struct {
    const char *what;
    enum co_duplicates rule;
    const char *yesterday, *today, *rows;
} cases[] = {
    {"first", CO_DUPLICATES_FIRST, NULL, H "A,5,,\nB,1,,\nA,7,,\nA,9,,\n", "A 5\nB 1\n"},
    {"last", CO_DUPLICATES_LAST, NULL, H "A,5,,\nB,1,,\nA,7,,\nA,9,,\n", "A 9\nB 1\n"},
    {"last may be finished", CO_DUPLICATES_LAST, NULL, H "A,5,,\nA,7,,Completed\n", "A 7\n"},
    {"sum", CO_DUPLICATES_SUM, NULL, H "A,5,,\nB,1,,\nA,7,,\nA,9,,\n", "A 21\nB 1\n"},
    {"sum of what is a number", CO_DUPLICATES_SUM, NULL, H "A,5,,\nA,n/a,,\n", "A 5\n"},
    {"sum of nothing", CO_DUPLICATES_SUM, NULL, H "A,,,\nA,,2026-11-20,\n", "A  2026-11-20\n"},
    {"sum, the earliest due", CO_DUPLICATES_SUM, NULL,
     H "A,5,2026-11-25,\nA,7,2026-11-20,\nA,9,,\n", "A 21 2026-11-20\n"},
    {"sum, open while one is", CO_DUPLICATES_SUM, NULL,
     H "A,5,2026-11-20,Completed\nA,7,2026-11-25,\n", "A 12 2026-11-25\n"},
    {"sum of decimals", CO_DUPLICATES_SUM, NULL, "Order;Qty\nA;1,25\nA;2,5\nB;1.000,5\n",
     "A 3.75\nB 1000.5\n"},
    {"equal rows are one, whatever the rule", CO_DUPLICATES_SUM, NULL, H "A,5,,\nA,5,,\nA,6,,\n",
     "A 11\n"},
    {"line", CO_DUPLICATES_LINE, NULL, H "A,5,2026-11-25,\nB,1,,\nA,7,2026-11-20,\n",
     "A / 2 5 2026-11-25\nA 7 2026-11-20\nB 1\n"},
    {"line, equal rows are one", CO_DUPLICATES_LINE, NULL, H "A,5,,\nA,5,,\n", "A 5\n"},
    {"line, nothing to number", CO_DUPLICATES_LINE, NULL, H "A,5,,\nB,7,,\n", "A 5\nB 7\n"},
    {"line, the same row keeps its number", CO_DUPLICATES_LINE,
     H "A,7,2026-11-20,\nA,5,2026-11-25,\n", H "A,5,2026-11-25,\n", "A / 2 5 2026-11-25\n"},
    {"line, by due date and quantity", CO_DUPLICATES_LINE, H "A,7,2026-11-20,\nA,5,2026-11-20,x\n",
     H "A,7,2026-11-20,y\n", "A / 2 7 2026-11-20\n"},
    {"line, by due date", CO_DUPLICATES_LINE, H "A,7,2026-11-20,\nA,5,2026-11-25,\n",
     H "A,4,2026-11-25,\n", "A / 2 4 2026-11-25\n"},
    {"line, the oldest due first", CO_DUPLICATES_LINE, H "A,7,2026-11-20,\nA,5,2026-11-25,\n",
     H "A,4,2026-12-25,\n", "A 4 2026-12-25\n"},
    {"line, a free number", CO_DUPLICATES_LINE, H "A,7,2026-11-20,\nA,5,2026-11-25,\n",
     H "A,5,2026-11-25,\nA,1,2026-11-30,\nA,2,2026-12-01,\n",
     "A / 2 5 2026-11-25\nA / 3 2 2026-12-01\nA 1 2026-11-30\n"},
};

static void load_pair(struct list *yesterday, struct list *today, const char *before,
                      const char *now, struct co_load_rules rules)
{
    rules.secret = (struct co_hash_key){7, 11};
    memset(yesterday, 0, sizeof *yesterday);
    if (before) {
        list_must_load(yesterday, co_str_of(before), &rules);
        rules.yesterday = &yesterday->x;
    }
    list_must_load(today, co_str_of(now), &rules);
}

static void rows_with_one_key_follow_the_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list yesterday, today;
        load_pair(&yesterday, &today, cases[i].yesterday, cases[i].today,
                  (struct co_load_rules){.duplicates = cases[i].rule});
        check_list(cases[i].what, &today, cases[i].rows);
        list_fini(&yesterday);
        list_fini(&today);
    }
}

#define P "Part,Qty,Due\n"
static const struct {
    const char *what, *yesterday, *today, *rows;
} parts[] = {
    {"every row counts", NULL, P "P,5,\nP,5,\nQ,1,\n", "P / 1 5\nP / 2 5\nQ / 3 1\n"},
    {"the same rows keep their numbers", P "P,5,\nP,6,\nQ,1,\n", P "Q,1,\nP,6,\n",
     "P / 2 6\nQ / 3 1\n"},
    {"a number is never used again", P "P,5,\nQ,1,\n", P "Q,1,\nQ,2,\n", "Q / 2 1\nQ / 3 2\n"},
    {"of equal rows as many as are left", P "P,5,\nP,5,\nP,5,\n", P "P,5,\nP,5,\n",
     "P / 1 5\nP / 2 5\n"},
    {"by due date", P "P,5,2026-11-20\nP,5,2026-11-25\n", P "P,3,2026-11-25\n",
     "P / 2 3 2026-11-25\n"},
};

static void rows_without_orders_are_a_multiset(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct list yesterday, today;
        load_pair(&yesterday, &today, parts[i].yesterday, parts[i].today,
                  (struct co_load_rules){.n_key = 0});
        check_list(parts[i].what, &today, parts[i].rows);
        list_fini(&yesterday);
        list_fini(&today);
    }
}

static void the_highest_number_ever_is_remembered(void **state)
{
    struct list none, today;
    (void)state;
    load_pair(&none, &today, NULL, P "P,5,\n", (struct co_load_rules){.lines_used = 41});
    check_list("the next number", &today, "P / 42 5\n");
    list_fini(&today);
}

static void what_could_be_an_order_is_asked_about(void **state)
{
    static const char *const lists[] = {
        "Laufzettel,Part,Qty\nT-1,P,5\nT-2,P,5\nT-3,Q,5\n",
        "Part,Qty,Laufkarte\nP,5,88001\nP,5,88002\nQ,5,88007\n",
    };
    static const char *const fine[] = {
        "Pos,Part,Qty\n1,P,5\n2,P,5\n3,Q,5\n",
        "Part,Qty,Price\nP,5,1.25\nP,5,1.50\nQ,5,7.75\n",
        "Part,Qty,Remark\nP,5,see drawing 4\nP,5,\nQ,5,ask 7\n",
        "Part,Qty,Wanted\nP,5,2026-11-20\nP,5,2026-11-21\nQ,5,2026-11-22\n",
    };
    struct list l;
    (void)state;
    for (size_t i = 0; i < COUNT(lists); i++) {
        list_load(&l, co_str_of(lists[i]), NULL);
        check_status(lists[i], l.status, CO_USAGE, &l.err);
        check_contains("how to say it", l.err.text, "--duplicates line");
        list_fini(&l);
    }
    for (size_t i = 0; i < COUNT(fine); i++) {
        list_must_load(&l, co_str_of(fine[i]), NULL);
        check_int(fine[i], (int64_t)l.x.rows.n, 3);
        list_fini(&l);
    }
}

/* Laws on random lists: the order of rows changes nothing, no piece is lost, no number given twice.
 */
static void random_list(uint64_t *seed, char rows[24][64], size_t *n)
{
    *n = 1 + list_below(seed, 24);
    for (size_t i = 0; i < *n; i++)
        (void)snprintf(rows[i], 64, "%c,%zu,2026-11-%02zu\n", (char)('A' + list_below(seed, 4)),
                       1 + list_below(seed, 3), 1 + list_below(seed, 4));
}

static void write_list(struct co_buf *out, const char *head, char rows[24][64], size_t n,
                       uint64_t *seed)
{
    size_t order[24];
    out->len = 0;
    co_buf_text(out, head);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t k = list_below(seed, i), kept = order[i - 1];
        order[i - 1] = order[k];
        order[k] = kept;
    }
    for (size_t i = 0; i < n; i++)
        co_buf_text(out, rows[order[i]]);
    co_buf_byte(out, '\0');
}

static void laws(uint64_t seed, const char *head, enum co_duplicates rule)
{
    char before[24][64], now[24][64];
    size_t nb, nn;
    struct co_buf b = {0}, t = {0}, first = {0}, again = {0};
    uint64_t chance = seed;
    random_list(&chance, before, &nb);
    random_list(&chance, now, &nn);
    for (int round = 0; round < 2; round++) {
        struct list yesterday, today;
        write_list(&b, head, before, nb, &chance);
        write_list(&t, head, now, nn, &chance);
        load_pair(&yesterday, &today, b.at, t.at, (struct co_load_rules){.duplicates = rule});
        describe(&today, round ? &again : &first);
        list_fini(&yesterday);
        list_fini(&today);
    }
    if (!co_str_eq(co_buf_view(&first), co_buf_view(&again)))
        fail_msg("CROSSOFF_SEED=%llu: the order of rows changes %s\n%.*s--\n%.*s",
                 (unsigned long long)seed, head, CO_STR_ARG(co_buf_view(&first)),
                 CO_STR_ARG(co_buf_view(&again)));
    co_buf_fini(&b);
    co_buf_fini(&t);
    co_buf_fini(&first);
    co_buf_fini(&again);
}

static void the_order_of_rows_does_not_matter(void **state)
{
    size_t n = 300;
    uint64_t seed = list_seed(1, &n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        laws(seed + i, "Order,Qty,Due\n", CO_DUPLICATES_LINE);
        laws(seed + i, "Order,Qty,Due\n", CO_DUPLICATES_SUM);
        laws(seed + i, "Part,Qty,Due\n", CO_DUPLICATES_REFUSE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_with_one_key_follow_the_rule),
        cmocka_unit_test(rows_without_orders_are_a_multiset),
        cmocka_unit_test(the_highest_number_ever_is_remembered),
        cmocka_unit_test(what_could_be_an_order_is_asked_about),
        cmocka_unit_test(the_order_of_rows_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
