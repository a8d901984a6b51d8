#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/ask.h"
#include "db.h"
#include "views_list.h"
#include "check.h"
#include "folder.h"
#include "past.h"

struct fixture {
    struct folder folder;
    const char *path;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct co_history *h;
    struct co_err err = {0};
    bool created;
    assert_non_null(f);
    folder_init(&f->folder);
    f->path = folder_path(&f->folder, "history.db");
    check_status("open", co_history_open(f->path, CO_HISTORY_WRITE, 0, &h, &created, &err), CO_OK,
                 &err);
    past_record(h, &(struct past_day){.date = "2026-11-19",
                                      .csv = CO_STR("Order,Qty,Due\n007,1,2026-11-18\nB,2.5,\n")});
    past_record(h,
                &(struct past_day){.date = "2026-11-20", .csv = CO_STR("Order,Qty,Due\nB,2.5,\n")});
    co_history_close(h);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    folder_fini(&f->folder);
    free(f);
    return 0;
}

static bool keep(void *ctx, struct co_str bytes)
{
    co_buf_str(ctx, bytes);
    return true;
}

static bool never(void *ctx)
{
    (void)ctx;
    return false;
}

/* True when it was asked as often as ctx says. */
static bool after(void *ctx)
{
    int *left = ctx;
    return (*left)-- <= 0;
}

static struct co_ask question(const struct fixture *f, const char *sql)
{
    return (struct co_ask){
        .history = f->path, .sql = co_str_of(sql), .rows = 10, .seconds = 1, .is_over = never};
}

/* In this process: what a machine that cannot make another one does. */
static enum co_status ask(const struct co_ask *q, struct co_answer *out, struct co_err *err)
{
    struct co_buf bytes = {0};
    co_ask_run(q, &(struct co_sink){keep, &bytes});
    enum co_status status = co_answer_read(co_buf_view(&bytes), out, err);
    co_buf_fini(&bytes);
    return status;
}

/* --- the views ---------------------------------------------------------------------------------
 */

static void every_view_is_explained_or_an_inner_one(void **state)
{
    static const char *const known[] = {
#define NAME(name, rows, example) name,
        CO_VIEW_LIST(NAME)
#undef NAME
            CO_INNER_VIEWS};
    struct fixture *f = *state;
    struct co_ask q = question(f, "SELECT name FROM sqlite_schema WHERE type = 'view'");
    struct co_answer a;
    struct co_err err = {0};
    q.rows = 100;
    check_status("asked", ask(&q, &a, &err), CO_OK, &err);
    for (size_t r = 0; r < a.table.n_rows; r++) {
        bool is_known = false;
        for (size_t i = 0; i < COUNT(known); i++)
            is_known = is_known || co_str_eq(a.table.cells[r].text, co_str_of(known[i]));
        if (!is_known)
            fail_msg("the view %.*s is not in views_list.h", CO_STR_ARG(a.table.cells[r].text));
    }
    check_int("views", (int64_t)a.table.n_rows, COUNT(known));
    co_table_fini(&a.table);
}

static void every_example_runs(void **state)
{
    struct fixture *f = *state;
    struct co_table views;
    struct co_err err = {0};
    check_status("views", co_views_table(NULL, &views, &err), CO_OK, &err);
    for (size_t r = 0; r < views.n_rows; r++) {
        const struct co_cell *row = &views.cells[r * views.n_columns];
        struct co_ask q = question(f, row[3].text.at);
        struct co_answer a;
        check_status(row[0].text.at, ask(&q, &a, &err), CO_OK, &err);
        check_contains("example of its view", row[3].text.at, row[0].text.at);
        co_table_fini(&a.table);
    }
    co_table_fini(&views);
}

static void a_view_that_is_not_there_is_named(void **state)
{
    struct co_table views;
    struct co_err err = {0};
    (void)state;
    check_status("dayly", co_views_table("dayly", &views, &err), CO_USAGE, &err);
    check_contains("said", err.text, "did you mean daily?");
    co_table_fini(&views);
}

/* --- kinds of columns --------------------------------------------------------------------------
 */

static void columns_have_the_kind_of_what_they_hold(void **state)
{
    static const struct {
        const char *sql;
        enum co_cell_kind kind;
        const char *text; /* of the first cell, or NULL for a number */
    } cases[] = {
        {"SELECT work_order FROM completed", CO_CELL_TEXT, "007"},
        {"SELECT date FROM completed", CO_CELL_DATE, "2026-11-20"},
        {"SELECT max(date) FROM completed", CO_CELL_TEXT, "2026-11-20"},
        {"SELECT due_date FROM carried_over", CO_CELL_DATE, ""},
        {"SELECT quantity FROM open_orders", CO_CELL_NUMBER, "2.5"},
        {"SELECT count(*) FROM orders", CO_CELL_INT, NULL},
        {"SELECT 1 UNION ALL SELECT 2.5", CO_CELL_NUMBER, "1"},
        {"SELECT 1 UNION ALL SELECT 'x'", CO_CELL_TEXT, "1"},
        {"SELECT 9e999", CO_CELL_TEXT, "Inf"},
        {"SELECT x'00ab'", CO_CELL_TEXT, "00ab"},
        {"SELECT char(0, 65)", CO_CELL_TEXT, NULL},
        {"SELECT NULL", CO_CELL_TEXT, ""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_ask q = question(f, cases[i].sql);
        struct co_answer a;
        struct co_err err = {0};
        check_status(cases[i].sql, ask(&q, &a, &err), CO_OK, &err);
        check_int(cases[i].sql, a.table.columns[0].kind, cases[i].kind);
        if (cases[i].text)
            check_text(cases[i].sql, a.table.cells[0].text, cases[i].text);
        co_table_fini(&a.table);
    }
}

static void columns_of_one_name_are_told_apart(void **state)
{
    struct co_ask q = question(*state, "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a");
    static const char *const names[] = {"a", "a_2", "a_2_2", "a_3"};
    struct co_answer a;
    struct co_err err = {0};
    check_status("asked", ask(&q, &a, &err), CO_OK, &err);
    for (size_t i = 0; i < COUNT(names); i++)
        check_text("name", co_str_of(a.table.columns[i].name), names[i]);
    co_table_fini(&a.table);
}

/* --- limits ------------------------------------------------------------------------------------
 */

static void rows_are_cut_and_told(void **state)
{
    struct co_ask q = question(*state, "SELECT 1 FROM orders");
    struct co_answer a;
    struct co_err err = {0};
    q.rows = 2;
    check_status("all", ask(&q, &a, &err), CO_OK, &err);
    check_int("cut", a.is_cut, 0);
    co_table_fini(&a.table);
    q.rows = 1;
    check_status("some", ask(&q, &a, &err), CO_OK, &err);
    check_int("cut", a.is_cut, 1);
    check_int("rows", (int64_t)a.table.n_rows, 1);
    co_table_fini(&a.table);
}

static void the_clock_stops_it_in_one_process_too(void **state)
{
    int left = 3;
    struct co_ask q = question(*state, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                       "FROM n) SELECT count(*) FROM n");
    struct co_answer a;
    struct co_err err = {0};
    q.is_over = after;
    q.ctx = &left;
    check_status("asked", ask(&q, &a, &err), CO_STORE, &err);
    check_contains("said", err.text, "did not end within 1 s");
    co_table_fini(&a.table);
}

static void the_heap_is_as_it_was_afterwards(void **state)
{
    struct co_ask q = question(*state, "SELECT 1");
    struct co_answer a;
    struct co_err err = {0};
    sqlite3_int64 before = sqlite3_hard_heap_limit64(-1);
    check_status("asked", ask(&q, &a, &err), CO_OK, &err);
    check_int("limit", sqlite3_hard_heap_limit64(-1), before);
    co_table_fini(&a.table);
}

/* --- bytes that are not what they should be ------------------------------------------------------
 */

static void an_answer_that_ends_early_or_late_is_no_answer(void **state)
{
    struct co_ask q = question(*state, "SELECT work_order, quantity, 1, NULL, date FROM new_orders "
                                       "UNION ALL SELECT 'a', 2.5, 3, NULL, 'b'");
    struct co_buf bytes = {0};
    struct co_err err = {0};
    struct co_answer a;
    co_ask_run(&q, &(struct co_sink){keep, &bytes});
    check_status("whole", co_answer_read(co_buf_view(&bytes), &a, &err), CO_OK, &err);
    co_table_fini(&a.table);
    for (size_t len = 0; len < bytes.len; len++) {
        char *copy = malloc(len + 1); /* exactly so long: a sanitizer sees what is read behind it */
        assert_non_null(copy);
        memcpy(copy, bytes.at, len);
        copy = realloc(copy, len ? len : 1);
        check_status("cut", co_answer_read((struct co_str){copy, len}, &a, &err), CO_BUG, &err);
        co_table_fini(&a.table);
        free(copy);
    }
    co_buf_byte(&bytes, 'R');
    check_status("more", co_answer_read(co_buf_view(&bytes), &a, &err), CO_BUG, &err);
    co_table_fini(&a.table);
    co_buf_fini(&bytes);
}

static void a_garbled_answer_never_harms(void **state)
{
    struct co_ask q = question(*state, "SELECT work_order, quantity, 1, date FROM orders, daily");
    struct co_buf bytes = {0};
    struct co_err err = {0};
    struct co_answer a;
    co_ask_run(&q, &(struct co_sink){keep, &bytes});
    for (size_t i = 0; i < bytes.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes.at[i] = (char)(bytes.at[i] ^ (1 << bit));
            enum co_status status = co_answer_read(co_buf_view(&bytes), &a, &err);
            assert_true(status >= CO_OK && status <= CO_BUSY);
            co_table_fini(&a.table);
            bytes.at[i] = (char)(bytes.at[i] ^ (1 << bit));
        }
    co_buf_fini(&bytes);
}

/* Days, feeds and moves are few, and may be read one after the other; all else has as many rows as
 * the history is long. */
static void check_plan(sqlite3 *db, const char *sql)
{
    static const char *const few[] = {"SCAN d ",    "SCAN f ",   "SCAN m ",
                                      "SCAN feed ", "SCAN day ", "SCAN CONSTANT ROW "};
    struct co_buf explain = {0};
    sqlite3_stmt *s = NULL;
    co_buf_fmt(&explain, "EXPLAIN QUERY PLAN %s%c", sql, '\0');
    assert_int_equal(sqlite3_prepare_v2(db, explain.at, -1, &s, NULL), SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        char step[256];
        bool is_few = false;
        (void)snprintf(step, sizeof step, "%s ", sqlite3_column_text(s, 3));
        for (size_t i = 0; i < sizeof few / sizeof *few; i++)
            is_few = is_few || strncmp(step, few[i], strlen(few[i])) == 0;
        if (strncmp(step, "SCAN ", 5) == 0 && !is_few)
            fail_msg("%s: %s", sql, step);
    }
    (void)sqlite3_finalize(s);
    co_buf_fini(&explain);
}

static void a_day_a_month_or_an_order_is_found_without_reading_all(void **state)
{
    static const char *const views[] = {"completed", "cancelled",    "moved",      "reopened",
                                        "changes",   "carried_over", "new_orders", "open_orders",
                                        "daily",     "daily_shop"};
    static const char *const asked[] = {
        "date = '2026-11-20'",
        "date = '2026-11-20' AND feed = 'default'",
        "date BETWEEN '2026-11-01' AND '2026-11-30'",
        "date >= '2026-11-01' AND feed = 'default' AND shop = 'Saw'",
        "date >= '2026-11-01'",
        "date >= '2026-11-01' AND part = 'P'",
        "date < '2026-12-01' AND feed = 'default'",
        "date = (SELECT max(date) FROM daily)",
        "work_order = '007' AND date >= '2026-11-01'",
        "work_order = '007'",
        "work_order = '007' AND feed = 'default'",
    };
    struct fixture *f = *state;
    struct co_history *h;
    struct co_err err = {0};
    bool created;
    check_status("open", co_history_open(f->path, CO_HISTORY_READ, 0, &h, &created, &err), CO_OK,
                 &err);
    for (size_t v = 0; v < sizeof views / sizeof *views; v++)
        for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
            bool is_total = strncmp(views[v], "daily", 5) == 0, is_by_shop = strlen(views[v]) > 5;
            if ((is_total && strstr(asked[i], "work_order")) ||
                (is_total && !is_by_shop && strstr(asked[i], "shop")) ||
                ((is_total || strcmp(views[v], "changes") == 0) && strstr(asked[i], "part")))
                continue;
            char sql[256];
            (void)snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE %s", views[v], asked[i]);
            check_plan(h->db, sql);
        }
    check_plan(h->db, "SELECT shop, count(*) FROM open_orders WHERE past_due GROUP BY shop");
    check_plan(h->db, "SELECT * FROM orders WHERE work_order = '007'");
    co_history_close(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_view_is_explained_or_an_inner_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_example_runs, set_up, tear_down),
        cmocka_unit_test(a_view_that_is_not_there_is_named),
        cmocka_unit_test_setup_teardown(columns_have_the_kind_of_what_they_hold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_of_one_name_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_are_cut_and_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_clock_stops_it_in_one_process_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_heap_is_as_it_was_afterwards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_that_ends_early_or_late_is_no_answer, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_garbled_answer_never_harms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_day_a_month_or_an_order_is_found_without_reading_all,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("ask", tests, NULL, NULL);
}
