#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "policy.h"
#include "check.h"
#include "folder.h"
#include "past.h"

struct fixture {
    struct folder folder;
    const char *path;
    struct co_history *h;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct co_err err = {0};
    bool created;
    assert_non_null(f);
    folder_init(&f->folder);
    f->path = folder_path(&f->folder, "history.db");
    check_status("open", co_history_open(f->path, CO_HISTORY_WRITE, 0, &f->h, &created, &err),
                 CO_OK, &err);
    past_record(f->h, &(struct past_day){.date = "2026-11-19", .csv = CO_STR("Order,Qty\nA,1\n")});
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    co_history_close(f->h);
    folder_fini(&f->folder);
    free(f);
    return 0;
}

/* --- settings ------------------------------------------------------------------------------------
 */

static void settings_are_read_back(void **state)
{
    static const char *const held[][2] = {
        {"foreign_keys", "1"}, {"recursive_triggers", "1"}, {"journal_mode", "delete"},
        {"synchronous", "3"},  {"cell_size_check", "1"},    {"trusted_schema", "0"},
        {"mmap_size", "0"},
    };
    struct fixture *f = *state;
    struct co_err err = {0};
    for (size_t i = 0; i < COUNT(held); i++)
        check_status(held[i][0], co_policy_confirm(f->h, held[i][0], held[i][1], &err), CO_OK,
                     &err);
}

static void a_setting_that_does_not_hold_stops(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    check_status("synchronous", co_policy_confirm(f->h, "synchronous", "2", &err), CO_STORE, &err);
    check_contains("said", err.text, "SQLite was told synchronous = 2 but says 3");
    check_status("unknown", co_policy_confirm(f->h, "no_such_pragma", "1", &err), CO_STORE, &err);
    check_contains("said", err.text, "says nothing");
}

static void an_old_library_is_refused(void **state)
{
    struct co_err err = {0};
    (void)state;
    check_status("3.40.0", co_policy_engine(3040000, &err), CO_OK, &err);
    check_status("3.39.4", co_policy_engine(3039004, &err), CO_STORE, &err);
    check_contains("said", err.text, "the SQLite library here is 3.39.4, but 3.40.0 is needed");
}

/* --- what may be done
 * ----------------------------------------------------------------------------- */

static void a_writer_changes_no_fact_and_no_schema(void **state)
{
    static const char *const denied[] = {
        "DROP TABLE event",
        "DROP VIEW daily",
        "DROP TRIGGER event_kept",
        "DROP INDEX state_day",
        "ALTER TABLE run ADD COLUMN x",
        "ALTER TABLE day RENAME TO days",
        "CREATE TABLE x (a)",
        "CREATE TABLE x AS SELECT 1",
        "CREATE VIEW x AS SELECT 1",
        "CREATE INDEX x ON event (part)",
        "CREATE TRIGGER x AFTER INSERT ON event BEGIN SELECT 1; END",
        "CREATE TEMP TRIGGER x AFTER INSERT ON main.event BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE x USING fts5(a)",
        "ATTACH ':memory:' AS x",
        "VACUUM",
        "DELETE FROM event",
        "DELETE FROM run WHERE id = 1",
        "UPDATE run SET file = 'x'",
        "UPDATE chain SET hash = hash",
        "DELETE FROM chain",
        "UPDATE sqlite_schema SET sql = ''",
        "INSERT INTO sqlite_schema VALUES ('view', 'x', 'x', 0, 'CREATE VIEW x AS SELECT 1')",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(denied); i++)
        if (sqlite3_exec(f->h->db, denied[i], NULL, NULL, NULL) == SQLITE_OK)
            fail_msg("%s: done", denied[i]);
    check_query(f->h->db, "all is there", "SELECT count(*) FROM event", "1\n");
}

static void a_projection_may_be_cut(void **state)
{
    static const char *const allowed[] = {
        "DELETE FROM total", "UPDATE state SET shop = 'x'", "DELETE FROM state",
        "DELETE FROM spell", "UPDATE day SET day_no = 2",   "DELETE FROM day",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(allowed); i++)
        if (sqlite3_exec(f->h->db, allowed[i], NULL, NULL, NULL) != SQLITE_OK)
            fail_msg("%s: %s", allowed[i], sqlite3_errmsg(f->h->db));
}

static void every_table_is_a_fact_or_a_projection(void **state)
{
    struct fixture *f = *state;
    struct co_buf names = {0};
    past_query(f->h->db, "SELECT name FROM sqlite_schema WHERE type = 'table'", &names);
    co_buf_byte(&names, '\0');
    for (char *at = names.at, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        *end = '\0';
        if (co_policy_table(at) == CO_TABLE_UNKNOWN)
            fail_msg("table %s: src/store/policy.c does not know it", at);
    }
    co_buf_fini(&names);
}

/* Each has the two triggers, and the chain reads it. */
static void every_fact_is_guarded_and_chained(void **state)
{
    static const char chained[] =
#define ROW(name, n, sql) " " #name " " sql
        CO_FACT_LIST(ROW)
#undef ROW
            " chain ";
    struct fixture *f = *state;
    struct co_buf names = {0};
    past_query(f->h->db, "SELECT name FROM sqlite_schema WHERE type = 'table'", &names);
    co_buf_byte(&names, '\0');
    for (char *at = names.at, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        char sql[256], word[80];
        *end = '\0';
        if (co_policy_table(at) != CO_TABLE_FACT)
            continue;
        (void)snprintf(sql, sizeof sql,
                       "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name ="
                       " '%s' AND name IN ('%s_kept', '%s_unchanged')",
                       at, at, at);
        check_query(f->h->db, at, sql, "2\n");
        (void)snprintf(word, sizeof word, " %s ", at);
        check_contains("the facts of the chain", chained, word);
    }
    co_buf_fini(&names);
}

/* --- the schema
 * ------------------------------------------------------------------------------------ */

static void objects_of_others_are_refused(void **state)
{
    static const struct {
        const char *sql, *said;
    } cases[] = {
        {"CREATE TRIGGER evil AFTER INSERT ON event BEGIN SELECT 1; END",
         "unexpected trigger evil"},
        {"CREATE VIEW mine AS SELECT 1", "unexpected view mine"},
        {"CREATE TABLE mine (a)", "unexpected table mine"},
        {"CREATE INDEX mine ON event (part)", "unexpected index mine"},
        {"DROP VIEW daily", "missing view daily"},
        {"DROP TRIGGER event_kept", "missing trigger event_kept"},
        {"DROP VIEW daily; CREATE VIEW daily AS SELECT 1", "changed view daily"},
        {"ALTER TABLE event ADD COLUMN x", "changed table event"},
        {"DROP TRIGGER event_kept; CREATE TRIGGER event_kept BEFORE DELETE ON event"
         " BEGIN SELECT 1; END",
         "changed trigger event_kept"},
    };
    struct fixture *f = *state;
    struct co_buf good = {0};
    co_history_close(f->h);
    f->h = NULL;
    folder_read(f->path, &good);
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int mode = CO_HISTORY_READ; mode <= CO_HISTORY_COPY; mode++) {
            sqlite3 *db = NULL;
            struct co_err err = {0};
            bool created;
            (void)folder_write(&f->folder, "history.db", co_buf_view(&good));
            assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
            assert_int_equal(sqlite3_exec(db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
            (void)sqlite3_close(db);
            check_status(
                cases[i].sql,
                co_history_open(f->path, (enum co_history_mode)mode, 0, &f->h, &created, &err),
                CO_STORE, &err);
            check_contains(cases[i].sql, err.text, cases[i].said);
        }
    }
    co_buf_fini(&good);
}

static void statistics_and_vacuum_are_no_change(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = NULL;
    struct co_err err = {0};
    bool created;
    co_history_close(f->h);
    f->h = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "ANALYZE; VACUUM", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    check_status("open", co_history_open(f->path, CO_HISTORY_WRITE, 0, &f->h, &created, &err),
                 CO_OK, &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(settings_are_read_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_setting_that_does_not_hold_stops, set_up, tear_down),
        cmocka_unit_test(an_old_library_is_refused),
        cmocka_unit_test_setup_teardown(a_writer_changes_no_fact_and_no_schema, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_projection_may_be_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_table_is_a_fact_or_a_projection, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_fact_is_guarded_and_chained, set_up, tear_down),
        cmocka_unit_test_setup_teardown(objects_of_others_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(statistics_and_vacuum_are_no_change, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
