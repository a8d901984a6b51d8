#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "db.h"
#include "check.h"
#include "folder.h"
#include "past.h"
#include "schema.h"

/* Histories of older schemas, kept as dumps in tests/schema: each becomes what a fresh one is. */
struct fixture {
    struct folder folder;
    const char *path;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_init(&f->folder);
    f->path = folder_path(&f->folder, "history.db");
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    folder_fini(&f->folder);
    free(f);
    return 0;
}

/* With `from`: every such piece of the dump is `to` instead, as an edit by hand would have it. */
static void restore_edited(const char *path, const char *dump, const char *from, const char *to)
{
    char name[512];
    struct co_buf sql = {0};
    sqlite3 *db = NULL;
    char *error = NULL;
    (void)snprintf(name, sizeof name, "%s/schema/%s", CO_TEST_DIR, dump);
    folder_read(name, &sql);
    co_buf_byte(&sql, '\0');
    if (from) {
        assert_int_equal(strlen(from), strlen(to));
        assert_non_null(strstr(sql.at, from));
    }
    for (char *at = sql.at; from && (at = strstr(at, from)); at += strlen(to))
        memcpy(at, to, strlen(to));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql.at, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", dump, error);
    (void)sqlite3_close(db);
    co_buf_fini(&sql);
}

static void restore(const char *path, const char *dump)
{
    restore_edited(path, dump, NULL, NULL);
}

static struct co_history *open_history(const char *path, enum co_history_mode mode)
{
    struct co_history *h = NULL;
    struct co_err err = {0};
    bool created;
    check_status(path, co_history_open(path, mode, 0, &h, &created, &err), CO_OK, &err);
    return h;
}

static void schema_of(struct co_history *h, struct co_buf *out)
{
    past_query(h->db,
               "SELECT type, name, tbl_name, replace(sql, '\"', '') FROM sqlite_schema"
               " WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
               out);
}

static void an_old_history_becomes_like_a_new_one(void **state)
{
    struct fixture *f = *state;
    struct co_buf migrated = {0}, fresh = {0};
    restore(f->path, "1.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "version", "PRAGMA user_version", "9\n");
    check_query(h->db, "no reference leads nowhere", "PRAGMA foreign_key_check", "");
    check_query(h->db, "nothing is damaged", "PRAGMA integrity_check", "ok\n");
    schema_of(h, &migrated);
    co_history_close(h);
    h = open_history(folder_path(&f->folder, "fresh.db"), CO_HISTORY_WRITE);
    schema_of(h, &fresh);
    co_history_close(h);
    co_buf_byte(&fresh, '\0');
    check_text("schema", co_buf_view(&migrated), fresh.at);
    co_buf_fini(&migrated);
    co_buf_fini(&fresh);
}

#define NEWEST CO_TEST_DIR "/../src/store/newest.sql"

static void replace_file(const char *path, struct co_str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static void make_by_migrations(struct co_buf *out)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (int i = 0; i < CO_SCHEMA_VERSION; i++)
        assert_int_equal(sqlite3_exec(db, co_migrations[i], NULL, NULL, NULL), SQLITE_OK);
    co_buf_text(out,
                "-- What the migrations make of an empty file; never by hand:\n"
                "-- CROSSOFF_UPDATE_GOLDEN=1 build/dev/tests/test_migrate, then build again.\n");
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                        " AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
                                        -1, &s, NULL),
                     SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        co_buf_byte(out, '\n');
        co_buf_text(out, (const char *)sqlite3_column_text(s, 0));
        co_buf_text(out, ";\n");
    }
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
}

/* There is one truth about the schema, the migrations; newest.sql only says it faster. */
static void a_fresh_history_is_what_the_migrations_make(void **state)
{
    struct fixture *f = *state;
    struct co_buf made = {0};
    struct co_err err = {0};
    make_by_migrations(&made);
    if (getenv("CROSSOFF_UPDATE_GOLDEN"))
        replace_file(NEWEST, co_buf_view(&made));
    check_file("src/store/newest.sql", NEWEST, co_buf_view(&made));
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_status("schema", co_schema_confirm(h, CO_SCHEMA_VERSION, NULL, &err), CO_OK, &err);
    co_history_close(h);
    co_buf_fini(&made);
}

/* Else every opening would run all migrations to compare. */
static void the_newest_schema_is_known_by_its_digest(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    char hex[CO_DIGEST_TEXT];
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_status("digest", co_schema_digest(h, hex, &err), CO_OK, &err);
    check_text("co_schema_newest in src/store/schema.c", co_str_of(co_schema_newest), hex);
    co_history_close(h);
}

static void bringing_it_up_to_date_stays(void **state)
{
    struct fixture *f = *state;
    restore(f->path, "1.sql");
    co_history_close(open_history(f->path, CO_HISTORY_WRITE)); /* a run that finds nothing to do */
    struct co_history *h = open_history(f->path, CO_HISTORY_READ);
    check_query(h->db, "version", "PRAGMA user_version", "9\n");
    co_history_close(h);
}

static void a_copy_leaves_the_old_one(void **state)
{
    struct fixture *f = *state;
    struct co_buf before = {0};
    restore(f->path, "1.sql");
    folder_read(f->path, &before);
    struct co_history *h = open_history(f->path, CO_HISTORY_COPY);
    check_query(h->db, "version", "PRAGMA user_version", "9\n");
    co_history_close(h);
    check_file("untouched", f->path, co_buf_view(&before));
    co_buf_fini(&before);
}

static void what_was_recorded_is_still_there(void **state)
{
    struct fixture *f = *state;
    restore(f->path, "1.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "daily",
                "SELECT date, feed, yesterday, completed, cancelled, moved, carried_over, new,"
                " reopened, today, completed_short, orders_completed, orders_today FROM daily",
                "2026-11-16|default|~|~|~|~|~|~|~|4|~|~|4\n"
                "2026-11-17|default|4|2|1|0|1|1|0|2|1|2|2\n"
                "2026-11-18|default|2|1|0|0|1|0|1|2|0|1|2\n"
                "2026-11-18|welding|~|~|~|~|~|~|~|2|~|~|2\n");
    check_query(h->db, "completed",
                "SELECT date, work_order, operation, evidence, outcome, order_completed, missing"
                " FROM completed ORDER BY date, work_order",
                "2026-11-17|000012|0010|absence|assumed|1|~\n"
                "2026-11-17|000013|0010|absence|short|1|3\n"
                "2026-11-18|000012|0020|quantity|made|1|~\n");
    check_query(h->db, "keys without zeros",
                "SELECT replace(plain, char(31), '/') FROM work_order ORDER BY id",
                "12/10\n12/20\n13/10\n14/10\n16/10\n7\n8\n");
    check_query(h->db, "it is append-only again",
                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'", "26\n");
    co_history_close(h);
}

static void recording_goes_on(void **state)
{
    struct fixture *f = *state;
    restore(f->path, "1.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    past_record(h, &(struct past_day){.date = "2026-11-19",
                                      .csv = CO_STR("Order,Op,WC,Qty,Done,Due,Status\n"
                                                    "13,10,Saw,5,5,2026-11-21,Released\n"
                                                    "16,10,Saw,3,0,,Released\n"
                                                    "12,30,Saw,5,0,,Released\n"),
                                      .rules = &(struct co_load_rules){
                                          .n_key = 2, .key = {"Order", "Op"}, .secret = {7, 11}}});
    check_query(h->db, "the same numbers without zeros",
                "SELECT verdict, work_order, operation FROM orders WHERE feed = 'default'"
                " AND last_seen > '2026-11-17' ORDER BY work_order, operation",
                "completed|000013|0010\ncarried over|000016|0010\nnew|12|30\n");
    co_history_close(h);
}

static void a_history_with_a_chain_becomes_a_new_one(void **state)
{
    struct fixture *f = *state;
    restore(f->path, "4.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "version", "PRAGMA user_version", "9\n");
    check_query(h->db, "days", "SELECT date, today FROM daily", "2026-11-16|3\n2026-11-17|2\n");
    co_history_close(h);
}

static void rows_of_schema_5_tell_what_is_to_make_and_since_when(void **state)
{
    struct fixture *f = *state;
    struct co_check found;
    struct co_err err = {0};
    restore(f->path, "5.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "rows",
                "SELECT o.work_order, s.from_day, s.to_day, s.to_make, s.since FROM state AS s"
                " JOIN spell AS p ON p.id = s.spell_id JOIN work_order AS o ON o.id = p.order_id"
                " WHERE o.work_order < 'WO-0004' ORDER BY 1, 2",
                "WO-0001|2026-11-16|2026-11-16|5000|~\n"
                "WO-0001|2026-11-17|2026-11-17|5000|2026-11-16\n"
                "WO-0001|2026-11-18|9999-12-31|5000|2026-11-16\n"
                "WO-0002|2026-11-16|2026-11-16|1500|~\n"
                "WO-0002|2026-11-18|9999-12-31|1500|~\n"
                "WO-0003|2026-11-16|2026-11-16|5000|~\n"
                "WO-0003|2026-11-17|2026-11-17|4000|~\n"
                "WO-0003|2026-11-18|9999-12-31|4000|~\n");
    past_record(h, &(struct past_day){.date = "2026-11-19",
                                      .csv = CO_STR("Order,Shop,Qty,Remaining,Due,Note\n"
                                                    "WO-0001,Saw,5,5,2026-11-20,\n"
                                                    "WO-0003,Mill,7,1,2026-11-30,\n")});
    check_query(h->db, "rows recorded since",
                "SELECT from_day, to_make, since FROM state WHERE to_day = '9999-12-31'",
                "2026-11-19|5000|2026-11-16\n2026-11-19|1000|~\n");
    check_status("check", co_history_check(h, true, &found, NULL, &err), CO_OK, &err);
    check_int("problems", (int64_t)found.problems.n, 0);
    co_check_fini(&found);
    co_history_close(h);
}

/* Linked anew, it would look as if it had been recorded so. */
static void an_edit_is_found_before_all_is_linked_anew(void **state)
{
    static const struct {
        const char *from, *to, *sentence;
    } edits[] = {
        {"WO-0003", "WO-0009", "is not what was recorded"},
        {"'monday.csv'", "'sunday.csv'", "is not what was recorded"},
        {"INSERT INTO chain VALUES(2,", "--SERT INTO chain VALUES(2,", "lacks links"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        char name[32];
        struct co_buf before = {0};
        struct co_history *h = NULL;
        struct co_err err = {0};
        bool created;
        (void)snprintf(name, sizeof name, "edited%zu.db", i);
        const char *path = folder_path(&f->folder, name);
        restore_edited(path, "4.sql", edits[i].from, edits[i].to);
        folder_read(path, &before);
        check_status(edits[i].to, co_history_open(path, CO_HISTORY_WRITE, 0, &h, &created, &err),
                     CO_STORE, &err);
        assert_non_null(strstr(err.text, edits[i].sentence));
        assert_non_null(strstr(err.text, "not brought up to date"));
        check_file("untouched", path, co_buf_view(&before));
        co_buf_fini(&before);
    }
}

static void a_history_gets_an_outbox(void **state)
{
    struct fixture *f = *state;
    struct co_check found = {0};
    struct co_err err = {0};
    restore(f->path, "6.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "no mail", "SELECT count(*) FROM mails", "0\n");
    check_query(h->db, "no warning", "SELECT count(*) FROM warnings", "0\n");
    check_query(h->db, "days", "SELECT date, today FROM daily", "2026-11-18|2\n2026-11-19|2\n");
    check_status("check", co_history_check(h, true, &found, NULL, &err), CO_OK, &err);
    check_int("problems", (int64_t)found.problems.n, 0);
    co_check_fini(&found);
    co_history_close(h);
}

static void spells_of_schema_7_are_the_same(void **state)
{
    struct fixture *f = *state;
    struct co_check found = {0};
    struct co_err err = {0};
    restore(f->path, "7.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "spells",
                "SELECT id, order_id, spell_no, first_day, last_day, opened, closed, days_before,"
                " workdays_before FROM spell ORDER BY id",
                "1|1|1|2026-11-16|~|1|~|0|0\n"
                "2|2|1|2026-11-16|2026-11-16|2|6|0|0\n"
                "3|3|1|2026-11-16|2026-11-17|3|9|0|0\n"
                "4|4|1|2026-11-17|~|4|~|0|0\n"
                "5|2|2|2026-11-18|2026-11-18|7|11|1|1\n");
    check_query(h->db, "states", "SELECT count(*), sum(to_day = '9999-12-31') FROM state", "8|2\n");
    past_record(h, &(struct past_day){.date = "2026-11-20",
                                      .csv = CO_STR("Order,Operation,Shop,Qty,Made,Due\n"
                                                    "13,10,Saw,5,4,2026-11-24\n"
                                                    "16,10,Mill,3,1,\n")});
    check_query(h->db, "spells since",
                "SELECT order_id, spell_no, last_day FROM spell WHERE first_day = '2026-11-20' OR"
                " last_day = '2026-11-19' ORDER BY id",
                "4|1|2026-11-19\n2|3|~\n");
    check_status("check", co_history_check(h, true, &found, NULL, &err), CO_OK, &err);
    check_int("problems", (int64_t)found.problems.n, 0);
    co_check_fini(&found);
    co_history_close(h);
}

static void rows_of_schema_8_tell_of_their_stays(void **state)
{
    static const char rows[] =
        "SELECT order_id, from_day, to_day, first_seen, first_day, days_before, workdays_before"
        " FROM state ORDER BY order_id, from_day";
    struct fixture *f = *state;
    struct co_check found = {0};
    struct co_err err = {0};
    restore(f->path, "8.sql");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    check_query(h->db, "rows", rows,
                "1|2026-11-16|2026-11-16|2026-11-16|~|0|0\n"
                "1|2026-11-17|2026-11-17|2026-11-16|~|0|0\n"
                "1|2026-11-18|2026-11-18|2026-11-16|~|0|0\n"
                "1|2026-11-19|9999-12-31|2026-11-16|~|0|0\n"
                "2|2026-11-16|2026-11-16|2026-11-16|~|0|0\n"
                "2|2026-11-18|2026-11-18|2026-11-16|2026-11-18|1|1\n"
                "2|2026-11-20|2026-11-20|2026-11-16|2026-11-20|2|2\n"
                "2|2026-11-23|9999-12-31|2026-11-16|2026-11-20|2|2\n"
                "3|2026-11-16|2026-11-17|2026-11-16|~|0|0\n"
                "4|2026-11-17|2026-11-19|2026-11-17|~|0|0\n"
                "5|2026-11-20|9999-12-31|2026-11-20|~|0|0\n");
    past_record(h, &(struct past_day){.date = "2026-11-24",
                                      .csv = CO_STR("Order,Operation,Shop,Qty,Made,Due\n"
                                                    "16,10,Saw,3,2,2026-11-26\n"
                                                    "17,10,Saw,5,0,2026-11-27\n"
                                                    "20,10,Saw,5,0,2026-11-27\n")});
    check_query(h->db, "rows since",
                "SELECT order_id, from_day, first_seen, first_day, days_before, workdays_before"
                " FROM state WHERE to_day = '9999-12-31'",
                "2|2026-11-24|2026-11-16|2026-11-20|2|2\n"
                "4|2026-11-24|2026-11-17|2026-11-24|3|3\n"
                "6|2026-11-24|2026-11-24|~|0|0\n");
    check_status("check", co_history_check(h, true, &found, NULL, &err), CO_OK, &err);
    check_int("problems", (int64_t)found.problems.n, 0);
    co_check_fini(&found);
    co_history_close(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_old_history_becomes_like_a_new_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_fresh_history_is_what_the_migrations_make, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_newest_schema_is_known_by_its_digest, setup, teardown),
        cmocka_unit_test_setup_teardown(bringing_it_up_to_date_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(a_copy_leaves_the_old_one, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_recorded_is_still_there, setup, teardown),
        cmocka_unit_test_setup_teardown(recording_goes_on, setup, teardown),
        cmocka_unit_test_setup_teardown(a_history_with_a_chain_becomes_a_new_one, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_of_schema_5_tell_what_is_to_make_and_since_when, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(spells_of_schema_7_are_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_of_schema_8_tell_of_their_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(an_edit_is_found_before_all_is_linked_anew, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_history_gets_an_outbox, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
