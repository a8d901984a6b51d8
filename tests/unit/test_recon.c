#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/recon.h"
#include "check.h"
#include "lists.h"

/* Two lists and what became of their rows. */
struct days {
    struct list yesterday, today;
    struct co_recon recon;
    struct co_buf lines; /* one line per verdict and change, sorted: the same for every order */
};

static void append_key(const struct list *l, size_t row, struct co_cells *cells, struct co_buf *out)
{
    struct co_err err;
    check_status("split", l->x.split(&l->x, (size_t)l->x.rows.rows[row].at, cells, &err), CO_OK,
                 &err);
    co_export_key_text(&l->x, cells, out);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts the lines of `in`. */
static void sort_lines(struct co_buf *in)
{
    char *lines[4000];
    size_t n = 0;
    struct co_buf out = {0};
    co_buf_byte(in, '\0');
    for (char *at = in->at, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        *end = '\0';
        assert_true(n < COUNT(lines));
        lines[n++] = at;
    }
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++) {
        co_buf_text(&out, lines[i]);
        co_buf_byte(&out, '\n');
    }
    co_buf_fini(in);
    *in = out;
}

static void append_changes(struct days *d, const struct co_touched *t, struct co_cells *before,
                           struct co_cells *after)
{
    struct co_change changes[CO_COLUMNS_MAX];
    struct co_buf key = {0}, other = {0};
    append_key(&d->yesterday, t->yesterday, before, &key);
    append_key(&d->today, t->today, after, &other);
    assert_true(co_export_same_key(&d->yesterday.x, before, &d->today.x, after));
    size_t n = co_recon_changes(&d->recon, &d->yesterday.x, before, &d->today.x, after, changes);
    check_int("changed is said when something did", t->is_changed, n > 0);
    for (size_t i = 0; i < n; i++)
        co_buf_fmt(&d->lines, "~%.*s %.*s: %.*s -> %.*s\n", CO_STR_ARG(co_buf_view(&key)),
                   CO_STR_ARG(changes[i].field), CO_STR_ARG(changes[i].before),
                   CO_STR_ARG(changes[i].after));
    co_buf_fini(&key);
    co_buf_fini(&other);
}

static void describe(struct days *d)
{
    struct co_cells before = {0}, after = {0};
    for (size_t i = 0; i < d->recon.n_gone; i++) {
        const struct co_gone *g = &d->recon.gone[i];
        co_buf_byte(&d->lines, '-');
        append_key(&d->yesterday, g->yesterday, &before, &d->lines);
        co_buf_fmt(&d->lines, " %s by %s\n", co_verdict_name(g->verdict),
                   co_evidence_name(g->evidence));
    }
    for (size_t i = 0; i < d->recon.n_arrived; i++) {
        co_buf_byte(&d->lines, '+');
        append_key(&d->today, d->recon.arrived[i], &after, &d->lines);
        co_buf_byte(&d->lines, '\n');
    }
    for (size_t i = 0; i < d->recon.n_touched; i++)
        append_changes(d, &d->recon.touched[i], &before, &after);
    co_cells_fini(&before);
    co_cells_fini(&after);
    sort_lines(&d->lines);
}

static void last_first(void *(*work)(void *ctx), void *a, void *b)
{
    (void)work(b);
    (void)work(a);
}

/* Each half by itself, in whatever order, finds what both together do. */
static void compare_halves(struct days *d, const struct co_str *ignore, size_t n_ignore)
{
    const struct co_recon *a = &d->recon;
    struct co_recon b;
    struct co_err err = {0};
    check_status("subtract halves",
                 co_recon_subtract_halves(&d->yesterday.x, &d->today.x, ignore, n_ignore,
                                          last_first, &b, &err),
                 CO_OK, &err);
    check_int("arrived", (int64_t)b.n_arrived, (int64_t)a->n_arrived);
    for (size_t i = 0; i < a->n_arrived; i++)
        check_int("arrived", (int64_t)b.arrived[i], (int64_t)a->arrived[i]);
    check_int("carried", (int64_t)b.n_carried, (int64_t)a->n_carried);
    check_int("completed", (int64_t)b.n_completed, (int64_t)a->n_completed);
    check_int("cancelled", (int64_t)b.n_cancelled, (int64_t)a->n_cancelled);
    check_int("gone", (int64_t)b.n_gone, (int64_t)a->n_gone);
    for (size_t i = 0; i < a->n_gone; i++)
        if (a->gone[i].yesterday != b.gone[i].yesterday || a->gone[i].today != b.gone[i].today ||
            a->gone[i].evidence != b.gone[i].evidence)
            fail_msg("gone %zu: halves find another", i);
    check_int("touched", (int64_t)b.n_touched, (int64_t)a->n_touched);
    for (size_t i = 0; i < a->n_touched; i++)
        if (a->touched[i].yesterday != b.touched[i].yesterday ||
            a->touched[i].today != b.touched[i].today ||
            a->touched[i].is_changed != b.touched[i].is_changed)
            fail_msg("touched %zu: halves find another", i);
    co_recon_fini(&b);
}

static void compare(struct days *d, struct co_str yesterday, struct co_str today,
                    const struct co_load_rules *rules, const struct co_str *ignore, size_t n_ignore)
{
    struct co_err err = {0};
    memset(d, 0, sizeof *d);
    list_must_load(&d->yesterday, yesterday, rules);
    list_must_load(&d->today, today, rules);
    check_status("subtract",
                 co_recon_subtract(&d->yesterday.x, &d->today.x, ignore, n_ignore, &d->recon, &err),
                 CO_OK, &err);
    compare_halves(d, ignore, n_ignore);
    describe(d);
}

static void days_fini(struct days *d)
{
    co_buf_fini(&d->lines);
    co_recon_fini(&d->recon);
    list_fini(&d->yesterday);
    list_fini(&d->today);
}

/* --- single cases ------------------------------------------------------------------------ */

#define H "Job,Part,Qty,Qty Completed,Due,Status,Note\n"
#define A1 "A1,p,5,0,2026-11-23,Open,\n"
#define A2 "A2,p,6,0,2026-11-24,Open,\n"

static const struct {
    const char *what, *yesterday, *today, *lines;
    size_t carried;
} cases[] = {
    {"the same list", H A1 A2, H A1 A2, "", 2},
    {"gone", H A1 A2, H A2, "-A1 completed by absence\n", 1},
    {"new", H A2, H A1 A2, "+A1\n", 1},
    {"one for another", H A1, H A2, "+A2\n-A1 completed by absence\n", 0},
    {"finished by status", H A1, H "A1,p,5,0,2026-11-23,Closed,\n", "-A1 completed by status\n", 0},
    {"finished by quantity", H A1, H "A1,p,5,5,2026-11-23,Open,\n", "-A1 completed by quantity\n",
     0},
    {"status says it before the quantity", H A1, H "A1,p,5,5,2026-11-23,Done,\n",
     "-A1 completed by status\n", 0},
    {"cancelled", H A1, H "A1,p,5,0,2026-11-23,Cancelled,\n", "-A1 cancelled by status\n", 0},
    {"cancelled with all pieces made", H A1, H "A1,p,5,5,2026-11-23,Cancelled,\n",
     "-A1 cancelled by status\n", 0},
    {"finished on both days", H "A1,p,5,0,,Closed,\n" A2, H "A1,p,5,0,,Closed,\n" A2, "", 1},
    {"finished yesterday and gone", H "A1,p,5,0,,Closed,\n" A2, H A2, "", 1},
    {"finished and never seen before", H A2, H A2 "A1,p,5,0,,Closed,\n", "", 1},
    {"finished yesterday, open today", H "A1,p,5,0,,Closed,\n", H A1, "+A1\n", 0},
    {"closed yesterday, cancelled today", H "A1,p,5,0,,Closed,\n" A2, H "A1,p,5,0,,Cancelled,\n" A2,
     "", 1},
    {"due date", H A1, H "A1,p,5,0,2026-11-30,Open,\n", "~A1 due_date: 2026-11-23 -> 2026-11-30\n",
     1},
    {"several fields", H A1, H "A1,q,5,2,2026-11-23,Hold,x\n",
     "~A1 Note:  -> x\n~A1 part: p -> q\n~A1 quantity_completed: 0 -> 2\n~A1 status: Open -> "
     "Hold\n",
     1},
    {"quoted on one day only", H A1, H "\"A1\",\"p\",\"5\",0,\"2026-11-23\",Open,\"\"\n", "", 1},
    {"blanks at the ends", H A1, H " A1 ,p, 5 ,0,2026-11-23,\" Open \", \n", "", 1},
    {"line ends", H A1 A2,
     "Job,Part,Qty,Qty Completed,Due,Status,Note\r\n"
     "A1,p,5,0,2026-11-23,Open,\r\nA2,p,6,0,2026-11-24,Open,\r\n",
     "", 2},
    {"delimiter", H A1, "Job;Part;Qty;Qty Completed;Due;Status;Note\nA1;p;5;0;2026-11-23;Open;\n",
     "", 1},
    {"quantity by value", H A1, H "A1,p,5.0,0.00,2026-11-23,Open,\n", "", 1},
    {"quantity with its unit", H A1, H "A1,p,5 EA,0 EA,2026-11-23,Open,\n", "", 1},
    {"date by value", H A1, H "A1,p,5,0,23.11.2026 00:00,Open,\n", "", 1},
    {"two ways to say no date", H "A1,p,5,0,,Open,\n", H "A1,p,5,0,00.00.0000,Open,\n", "", 1},
    {"codes are compared as text", H "A1,007,5,0,,Open,1\n", H "A1,7,5,0,,Open,1.0\n",
     "~A1 Note: 1 -> 1.0\n~A1 part: 007 -> 7\n", 1},
    {"numbers are the same with zeros in front", H "1,p,5,0,,Open,\n", H "01,p,5,0,,Open,\n", "",
     1},
    {"but not where a key is none", H "1,p,5,0,,Open,\nA,p,5,0,,Open,\n",
     H "01,p,5,0,,Open,\nA,p,5,0,,Open,\n", "+01\n-1 completed by absence\n", 1},
    {"nor where the zeros tell rows apart", H "1,p,5,0,,Open,\n",
     H "01,p,5,0,,Open,\n1,p,5,0,,Open,\n", "+01\n", 1},
    {"what keeps a spreadsheet away is no part of a key", H "0012,p,5,0,,Open,\nA,p,5,0,,Open,\n",
     H "\"=\"\"0012\"\"\",p,5,0,,Open,\n'A,p,5,0,,Open,\n", "", 2},
    {"case of a key counts", H "a1,p,5,0,,Open,\n", H A1, "+A1\n-a1 completed by absence\n", 0},
    {"an empty cell is no zero", H A1, H "A1,p,5,,2026-11-23,Open,\n",
     "~A1 quantity_completed: 0 -> \n", 1},
    {"a column more", "Job,Qty\nA1,5\n", "Job,Qty,Note\nA1,5,x\n", "", 1},
    {"a column less", "Job,Qty,Note\nA1,5,x\n", "Job,Qty\nA1,6\n", "~A1 quantity: 5 -> 6\n", 1},
    {"a renamed column of a known field", "Job,Qty\nA1,5\n", "Job,Order Qty\nA1,6\n",
     "~A1 quantity: 5 -> 6\n", 1},
    {"a renamed key column", "Job,Qty\nA1,5\n", "Work Order,Qty\nA1,5\n", "", 1},
    {"columns swapped", "Job,Qty,Note\nA1,5,x\n", "Note,Job,Qty\nx,A1,5\n", "", 1},
    {"columns swapped, one cell changed", "Job,Qty,Note\nA1,5,x\n", "Note,Job,Qty\ny,A1,5\n",
     "~A1 Note: x -> y\n", 1},
    {"the same bytes under swapped headers", "Job,Part,Shop\nA1,x,y\n", "Job,Shop,Part\nA1,x,y\n",
     "~A1 part: x -> y\n~A1 shop: y -> x\n", 1},
    {"the same bytes under another delimiter", "Part;Job;Note\np;A;q,A,r\n",
     "Part,Job,Note\np;A;q,A,r\n", "~A Note: q,A,r -> r\n~A part: p -> p;A;q\n", 1},
    {"a remark of two lines", "Job,Qty,Note,Shop\nA1,5,\"x\ny\",s\nA2,5,,s\n",
     "Job,Qty,Note,Shop\nA2,5,,s\nA1,5,\"x\ny\",s\n", "", 2},
};

static void every_row_has_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct days d;
        compare(&d, co_str_of(cases[i].yesterday), co_str_of(cases[i].today), NULL, NULL, 0);
        check_text(cases[i].what, co_buf_view(&d.lines), cases[i].lines);
        check_int(cases[i].what, (int64_t)d.recon.n_carried, (int64_t)cases[i].carried);
        days_fini(&d);
    }
}

static void other_columns_touch_but_do_not_change(void **state)
{
    struct days d;
    (void)state;
    compare(&d, CO_STR("Job,Qty\nA1,5\nA2,6\n"), CO_STR("Job,Qty,Note\nA1,5,x\nA2,7,y\n"), NULL,
            NULL, 0);
    check_int("columns differ", d.recon.columns_differ, 1);
    check_int("every carried one is listed", (int64_t)d.recon.n_touched, 2);
    check_int("first is not changed", d.recon.touched[0].is_changed, 0);
    check_int("second is", d.recon.touched[1].is_changed, 1);
    days_fini(&d);
    compare(&d, CO_STR("Job,Qty\nA1,5\n"), CO_STR("Qty,Job\n5,A1\n"), NULL, NULL, 0);
    check_int("another order is no other columns", d.recon.columns_differ, 0);
    check_int("nothing is touched", (int64_t)d.recon.n_touched, 0);
    days_fini(&d);
}

static void ignored_columns_are_not_compared(void **state)
{
    static const struct {
        const char *what;
        struct co_str ignore[2];
        const char *lines;
    } table[] = {
        {"none", {{NULL, 0}}, "~A1 Printed: 1 -> 2\n~A1 due_date: 2026-11-23 -> 2026-11-24\n"},
        {"by header", {{"Printed", 7}}, "~A1 due_date: 2026-11-23 -> 2026-11-24\n"},
        {"by header in another case", {{"PRINTED", 7}}, "~A1 due_date: 2026-11-23 -> 2026-11-24\n"},
        {"by field", {{"due_date", 8}}, "~A1 Printed: 1 -> 2\n"},
        {"by field with a hyphen", {{"due-date", 8}}, "~A1 Printed: 1 -> 2\n"},
        {"both", {{"Printed", 7}, {"Due", 3}}, ""},
        {"a column that is not there",
         {{"Shop", 4}},
         "~A1 Printed: 1 -> 2\n~A1 due_date: 2026-11-23 -> 2026-11-24\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct days d;
        size_t n = !table[i].ignore[0].len ? 0 : table[i].ignore[1].len ? 2 : 1;
        compare(&d, CO_STR("Job,Due,Printed\nA1,2026-11-23,1\n"),
                CO_STR("Job,Due,Printed\nA1,2026-11-24,2\n"), NULL, table[i].ignore, n);
        check_text(table[i].what, co_buf_view(&d.lines), table[i].lines);
        days_fini(&d);
    }
}

static void borders_of_key_cells_count(void **state)
{
    static const struct co_load_rules rules = {.key = {"Job", "Op"}, .n_key = 2, .secret = {1, 2}};
    struct days d;
    (void)state;
    compare(&d, CO_STR("Job,Op,Qty\n100,10,5\n"), CO_STR("Job,Op,Qty\n1001,0,5\n"), &rules, NULL,
            0);
    check_text("two orders", co_buf_view(&d.lines),
               "+1001\x1f"
               "0\n-100\x1f"
               "10 completed by absence\n");
    days_fini(&d);
    compare(&d, CO_STR("Job,Op,Qty\n100,10,5\n1001,0,5\n"),
            CO_STR("Op,Job,Qty\n0,1001,5\n10,100,5\n"), &rules, NULL, 0);
    check_text("found again", co_buf_view(&d.lines), "");
    check_int("both", (int64_t)d.recon.n_carried, 2);
    days_fini(&d);
}

static void words_of_verdicts(void **state)
{
    static const char *const verdicts[] = {"listed",    "new",       "reopened", "carried over",
                                           "completed", "cancelled", "moved"};
    static const char *const evidences[] = {"", "status", "quantity", "told", "absence"};
    (void)state;
    check_int("verdicts", CO_VERDICTS, COUNT(verdicts));
    for (size_t i = 0; i < COUNT(verdicts); i++)
        check_text("verdict", co_str_of(co_verdict_name((enum co_verdict)i)), verdicts[i]);
    for (size_t i = 0; i < COUNT(evidences); i++)
        check_text("evidence", co_str_of(co_evidence_name((enum co_evidence)i)), evidences[i]);
}

/* --- laws -------------------------------------------------------------------------------- */

enum { ORDERS = 40, CELLS = 9, SEEDS = 250 };
static const char *const header[CELLS] = {"Work Order",    "Operation", "Part",   "Shop",  "Qty",
                                          "Qty Completed", "Due Date",  "Status", "Remark"};

/* A random list: which orders are on it, and what their cells are. */
struct day {
    bool is_on[ORDERS];
    char cells[ORDERS][CELLS][24];
};

static void invent(struct day *day, uint64_t *seed, bool with_finished)
{
    static const char *const shops[] = {"Milling", "Turning", "Assembly, final", "Gehäuse"};
    static const char *const statuses[] = {"Open", "Released", "On hold", "Closed", "Cancelled"};
    static const char *const remarks[] = {"", "rush", "3/4\" pipe", "see\ndrawing", "a, b"};
    for (size_t i = 0; i < ORDERS; i++) {
        char(*c)[24] = day->cells[i];
        day->is_on[i] = list_below(seed, 10) < 7;
        (void)snprintf(c[0], 24, "%zu", 100 + i / 2 * 9); /* two operations each, borders matter */
        (void)snprintf(c[1], 24, "%zu", i % 2 * 10);
        (void)snprintf(c[2], 24, "00%zu", list_below(seed, 1000));
        (void)snprintf(c[3], 24, "%s", shops[list_below(seed, COUNT(shops))]);
        (void)snprintf(c[4], 24, "%zu", 10 + list_below(seed, 90));
        (void)snprintf(c[5], 24, "%zu", list_below(seed, with_finished ? 30 : 10));
        (void)snprintf(c[6], 24, "2026-12-%02zu", 1 + list_below(seed, 28));
        (void)snprintf(c[7], 24, "%s", statuses[list_below(seed, with_finished ? 5 : 3)]);
        (void)snprintf(c[8], 24, "%s", remarks[list_below(seed, COUNT(remarks))]);
    }
    day->is_on[0] = day->is_on[1] = true; /* never empty, and the key always needs the operation */
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(day->cells[i][7], 24, "Open");
        (void)snprintf(day->cells[i][5], 24, "0");
    }
}

/* The next day: some orders gone, some new, some cells changed. */
static void advance(struct day *to, const struct day *from, uint64_t *seed, bool with_finished)
{
    struct day other;
    *to = *from;
    invent(&other, seed, with_finished);
    for (size_t i = 2; i < ORDERS; i++) {
        if (list_below(seed, 10) < 3)
            to->is_on[i] = other.is_on[i];
        for (size_t c = 2; c < CELLS; c++)
            if (list_below(seed, 20) == 0)
                memcpy(to->cells[i][c], other.cells[i][c], sizeof to->cells[i][c]);
    }
}

static void shuffle(size_t *order, size_t n, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = n; seed && i > 1; i--) {
        size_t k = list_below(seed, i), kept = order[k];
        order[k] = order[i - 1];
        order[i - 1] = kept;
    }
}

static void write_day(struct co_buf *out, const struct day *day, uint64_t *row_seed,
                      uint64_t *column_seed)
{
    size_t rows[ORDERS], columns[CELLS];
    const char *cells[CELLS];
    out->len = 0;
    shuffle(rows, ORDERS, row_seed);
    shuffle(columns, CELLS, column_seed);
    for (size_t c = 0; c < CELLS; c++)
        cells[c] = header[columns[c]];
    list_row(out, ',', cells, CELLS);
    for (size_t i = 0; i < ORDERS; i++) {
        for (size_t c = 0; c < CELLS; c++)
            cells[c] = day->cells[rows[i]][columns[c]];
        if (day->is_on[rows[i]])
            list_row(out, ',', cells, CELLS);
    }
}

static const struct co_load_rules by_operation = {
    .key = {"Work Order", "Operation"}, .n_key = 2, .secret = {5, 6}};

/* A pair of days as text, and the same pair in another order. */
struct pair {
    struct co_buf yesterday, today;
};

static void pair_fini(struct pair *p)
{
    co_buf_fini(&p->yesterday);
    co_buf_fini(&p->today);
}

static void compare_pair(struct days *d, const struct pair *p, bool swapped)
{
    struct co_str y = co_buf_view(&p->yesterday), t = co_buf_view(&p->today);
    compare(d, swapped ? t : y, swapped ? y : t, &by_operation, NULL, 0);
}

static void law(bool holds, uint64_t seed, const char *what, const struct days *a,
                const struct days *b)
{
    if (!holds)
        fail_msg("CROSSOFF_SEED=%llu breaks: %s\n--- one\n%.*s--- other\n%.*s",
                 (unsigned long long)seed, what, CO_STR_ARG(co_buf_view(&a->lines)),
                 CO_STR_ARG(b ? co_buf_view(&b->lines) : (struct co_str){0}));
}

static void the_day_adds_up(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        struct day yesterday, today;
        struct pair p = {0};
        struct days d;
        invent(&yesterday, &chance, true);
        advance(&today, &yesterday, &chance, true);
        write_day(&p.yesterday, &yesterday, NULL, NULL);
        write_day(&p.today, &today, NULL, NULL);
        compare_pair(&d, &p, false);
        const struct co_recon *r = &d.recon;
        law(d.yesterday.x.count.open == r->n_completed + r->n_cancelled + r->n_carried, seed,
            "yesterday = completed + cancelled + carried over", &d, NULL);
        law(r->n_gone == r->n_completed + r->n_cancelled, seed, "gone = completed + cancelled", &d,
            NULL);
        law(d.today.x.count.open == r->n_carried + r->n_arrived, seed,
            "today = carried over + arrived", &d, NULL);
        law(r->n_touched <= r->n_carried, seed, "touched are carried over", &d, NULL);
        days_fini(&d);
        pair_fini(&p);
    }
}

/* The subtraction once more, over the model instead of the text: every verdict and every change. */
static void expected_lines(struct co_buf *out, const struct day *y, const struct day *t)
{
    static const char *const names[CELLS] = {
        "", "", "part", "shop", "quantity", "quantity_completed", "due_date", "status", "Remark"};
    for (size_t i = 0; i < ORDERS; i++) {
        const char *status = t->cells[i][7], *was = y->cells[i][7];
        char key[64];
        bool was_made = atoi(y->cells[i][5]) >= atoi(y->cells[i][4]);
        bool is_made = atoi(t->cells[i][5]) >= atoi(t->cells[i][4]);
        bool was_over = strcmp(was, "Closed") == 0 || strcmp(was, "Cancelled") == 0 || was_made;
        bool is_over = strcmp(status, "Closed") == 0 || strcmp(status, "Cancelled") == 0 || is_made;
        bool was_open = y->is_on[i] && !was_over, is_open = t->is_on[i] && !is_over;
        (void)snprintf(key, sizeof key, "%s\x1f%s", t->cells[i][0], t->cells[i][1]);
        if (was_open && !t->is_on[i])
            co_buf_fmt(out, "-%s completed by absence\n", key);
        else if (was_open && !is_open)
            co_buf_fmt(out, "-%s %s\n", key,
                       strcmp(status, "Cancelled") == 0 ? "cancelled by status"
                       : strcmp(status, "Closed") == 0  ? "completed by status"
                                                        : "completed by quantity");
        else if (!was_open && is_open)
            co_buf_fmt(out, "+%s\n", key);
        for (size_t c = 2; was_open && is_open && c < CELLS; c++)
            if (strcmp(y->cells[i][c], t->cells[i][c]) != 0)
                co_buf_fmt(out, "~%s %s: %s -> %s\n", key, names[c], y->cells[i][c],
                           t->cells[i][c]);
    }
    sort_lines(out);
}

static void every_verdict_is_that_of_a_slow_subtraction(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        struct day yesterday, today;
        struct pair p = {0};
        struct days d, slow = {0};
        invent(&yesterday, &chance, true);
        advance(&today, &yesterday, &chance, true);
        write_day(&p.yesterday, &yesterday, &chance, &chance);
        write_day(&p.today, &today, &chance, &chance);
        compare_pair(&d, &p, false);
        co_buf_text(&slow.lines, "");
        expected_lines(&slow.lines, &yesterday, &today);
        /* one line each: "see\ndrawing" makes two, in both */
        law(co_str_eq(co_buf_view(&d.lines), co_buf_view(&slow.lines)), seed, "the slow way", &d,
            &slow);
        co_buf_fini(&slow.lines);
        days_fini(&d);
        pair_fini(&p);
    }
}

static void swapping_the_days_swaps_gone_and_arrived(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        struct day yesterday, today;
        struct pair p = {0};
        struct days d, swapped;
        invent(&yesterday, &chance, false);
        advance(&today, &yesterday, &chance, false);
        for (size_t i = 0; i < ORDERS; i++)
            strcpy(today.cells[i][5], "3"); /* less than any order quantity */
        write_day(&p.yesterday, &yesterday, NULL, NULL);
        write_day(&p.today, &today, NULL, NULL);
        compare_pair(&d, &p, false);
        compare_pair(&swapped, &p, true);
        law(d.recon.n_gone == swapped.recon.n_arrived, seed, "gone = arrived, swapped", &d,
            &swapped);
        law(d.recon.n_arrived == swapped.recon.n_gone, seed, "arrived = gone, swapped", &d,
            &swapped);
        law(d.recon.n_carried == swapped.recon.n_carried, seed, "carried stays", &d, &swapped);
        law(d.recon.n_touched == swapped.recon.n_touched, seed, "touched stays", &d, &swapped);
        for (size_t i = 0; i < d.recon.n_gone; i++) /* both in file order */
            law(d.recon.gone[i].yesterday == swapped.recon.arrived[i], seed, "the same rows", &d,
                &swapped);
        days_fini(&d);
        days_fini(&swapped);
        pair_fini(&p);
    }
}

static void the_order_of_rows_and_columns_does_not_count(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        struct day yesterday, today;
        struct pair p = {0};
        struct days plain, shuffled;
        invent(&yesterday, &chance, true);
        advance(&today, &yesterday, &chance, true);
        write_day(&p.yesterday, &yesterday, NULL, NULL);
        write_day(&p.today, &today, NULL, NULL);
        compare_pair(&plain, &p, false);
        for (int mode = 1; mode < 4; mode++) {
            uint64_t *rows = mode & 1 ? &chance : NULL, *columns = mode & 2 ? &chance : NULL;
            write_day(&p.yesterday, &yesterday, rows, columns);
            write_day(&p.today, &today, rows, columns);
            compare_pair(&shuffled, &p, false);
            law(co_str_eq(co_buf_view(&plain.lines), co_buf_view(&shuffled.lines)), seed,
                "the same verdicts and changes in any order", &plain, &shuffled);
            law(plain.recon.n_carried == shuffled.recon.n_carried, seed, "the same carried", &plain,
                &shuffled);
            days_fini(&shuffled);
        }
        days_fini(&plain);
        pair_fini(&p);
    }
}

static void a_list_against_itself_changes_nothing(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        struct day day;
        struct pair p = {0};
        struct days d;
        invent(&day, &chance, true);
        write_day(&p.yesterday, &day, NULL, NULL);
        write_day(&p.today, &day, &chance, seed % 2 ? &chance : NULL);
        compare_pair(&d, &p, false);
        law(!d.recon.n_gone && !d.recon.n_arrived && !d.recon.n_touched, seed, "nothing happened",
            &d, NULL);
        law(d.recon.n_carried == d.today.x.count.open, seed, "all carried over", &d, NULL);
        days_fini(&d);
        pair_fini(&p);
    }
}

/* Quotes where none are needed, in every list that is the same otherwise. */
static void quote_at_random(struct co_buf *out, const struct day *day, uint64_t *seed)
{
    out->len = 0;
    for (size_t i = 0; i <= ORDERS; i++) {
        if (i && !day->is_on[i - 1])
            continue;
        for (size_t c = 0; c < CELLS; c++) {
            const char *cell = i ? day->cells[i - 1][c] : header[c];
            struct co_buf one = {0};
            list_row(&one, ',', &cell, 1);
            one.len--;
            bool is_quoted = one.len && one.at[0] == '"';
            const char *mark = !is_quoted && list_below(seed, 2) ? "\"" : "";
            co_buf_fmt(out, "%s%s%.*s%s", c ? "," : "", mark, CO_STR_ARG(co_buf_view(&one)), mark);
            co_buf_fini(&one);
        }
        co_buf_byte(out, '\n');
    }
}

static void quotes_and_repeated_rows_change_nothing(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        struct day yesterday, today;
        struct pair p = {0};
        struct days plain, quoted;
        invent(&yesterday, &chance, true);
        advance(&today, &yesterday, &chance, true);
        write_day(&p.yesterday, &yesterday, NULL, NULL);
        write_day(&p.today, &today, NULL, NULL);
        compare_pair(&plain, &p, false);
        quote_at_random(&p.today, &today, &chance);
        list_row(&p.today, ',',
                 (const char *const[]){today.cells[1][0], today.cells[1][1], today.cells[1][2],
                                       today.cells[1][3], today.cells[1][4], today.cells[1][5],
                                       today.cells[1][6], today.cells[1][7], today.cells[1][8]},
                 CELLS);
        compare_pair(&quoted, &p, false);
        law(quoted.today.x.count.duplicates == 1, seed, "one row twice", &plain, &quoted);
        law(co_str_eq(co_buf_view(&plain.lines), co_buf_view(&quoted.lines)), seed,
            "quotes and a row that stands twice change nothing", &plain, &quoted);
        days_fini(&plain);
        days_fini(&quoted);
        pair_fini(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_its_verdict),
        cmocka_unit_test(other_columns_touch_but_do_not_change),
        cmocka_unit_test(ignored_columns_are_not_compared),
        cmocka_unit_test(borders_of_key_cells_count),
        cmocka_unit_test(words_of_verdicts),
        cmocka_unit_test(the_day_adds_up),
        cmocka_unit_test(every_verdict_is_that_of_a_slow_subtraction),
        cmocka_unit_test(swapping_the_days_swaps_gone_and_arrived),
        cmocka_unit_test(the_order_of_rows_and_columns_does_not_count),
        cmocka_unit_test(a_list_against_itself_changes_nothing),
        cmocka_unit_test(quotes_and_repeated_rows_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
