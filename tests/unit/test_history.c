#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "db.h"
#include "check.h"
#include "folder.h"
#include "lists.h"
#include "past.h"

/* --- a small past ------------------------------------------------------------------------- */

/* Feed `default`: a Thursday, a Friday, a Monday and a Tuesday. W2 leaves and returns. Feed `other`
 * has one list with a W1 of its own, and no shops. */
#define HEADER "Work Order,Shop,Part,Description,Qty,Qty Completed,Due Date,Status,Note\n"
static const struct {
    const char *feed, *date, *csv;
} recorded[] = {
    {"default", "2026-11-19",
     HEADER "W1,Milling,p1,Shaft,10,0,2026-11-20,Open,a\n"
            "W2,Milling,p2,\"Disc, big\",2.5,0,2026-11-30,Open,\n"
            "W3,Turning,p3,Ring,7,1,,Open,\n"
            "W4,Turning,p4,Bolt,4,0,2026-11-18,Open,\n"},
    {"default", "2026-11-20",
     HEADER "W1,Milling,p1,Shaft,10,4,2026-11-27,Open,a\n"
            "W3,Milling,p3,Ring,7,1,,Open,\n"
            "W4,Turning,p4,Bolt,4,0,2026-11-18,Cancelled,\n"
            "W5,,p5,Nut,3,0,2026-11-19,Open,\n"},
    {"other", "2026-11-20", "Work Order,Qty\nW1,1\n009,2\n"},
    {"default", "2026-11-23",
     HEADER "W1,Milling,p1,Shaft,10,4,2026-11-27,Open,b\n"
            "W2,Milling,p2,\"Disc, big\",2.5,0,2026-11-30,Open,\n"
            "W3,Milling,p3,Ring,7,8,,Open,\n"
            "W5,,p5,Nut,3,0,2026-11-19,Open,\n"},
    {"default", "2026-11-24",
     HEADER "W1,Milling,p1,Shaft,10,4,2026-11-27,Closed,b\n"
            "W5,,p5,Nut,3,0,2026-11-19,Open,\n"
            "W6,Turning,p6,Pin,1,0,2026-11-24,Open,\n"},
};

static struct co_history *open_history(const char *path, enum co_history_mode mode)
{
    struct co_history *h = NULL;
    struct co_err err = {0};
    bool created;
    check_status(path, co_history_open(path, mode, 0, &h, &created, &err), CO_OK, &err);
    return h;
}

struct fixture {
    struct folder folder;
    const char *path;
    struct co_history *h;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    folder_init(&f->folder);
    f->path = folder_path(&f->folder, "history.db");
    *state = f;
    return 0;
}

static int set_up_past(void **state)
{
    static const struct co_load_rules rules = {.decimal = CO_DECIMAL_POINT, .secret = {7, 11}};
    (void)set_up(state);
    struct fixture *f = *state;
    f->h = open_history(f->path, CO_HISTORY_WRITE);
    for (size_t i = 0; i < COUNT(recorded); i++)
        past_record(f->h, &(struct past_day){.feed = recorded[i].feed,
                                             .date = recorded[i].date,
                                             .rules = &rules,
                                             .csv = co_str_of(recorded[i].csv)});
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

static co_date day(const char *text)
{
    return co_date_parse(co_str_of(text));
}

/* --- opening ------------------------------------------------------------------------------ */

static void check_refused(const char *what, const char *path, enum co_history_mode mode,
                          enum co_status status, const char *said)
{
    struct co_history *h = NULL;
    struct co_err err = {0};
    bool created;
    check_status(what, co_history_open(path, mode, 0, &h, &created, &err), status, &err);
    check_contains(what, err.text, said);
    check_contains(what, err.text, path);
    assert_null(h);
}

static void reading_needs_a_history(void **state)
{
    struct fixture *f = *state;
    check_refused("missing", f->path, CO_HISTORY_READ, CO_STORE, "there is no history at");
    check_int("nothing was made", (int64_t)folder_count(&f->folder), 0);
    (void)folder_write(&f->folder, "history.db", CO_STR(""));
    check_refused("an empty file", f->path, CO_HISTORY_READ, CO_STORE,
                  "is empty; record a day first");
}

static void writing_makes_a_history(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    bool created = false;
    check_status("new", co_history_open(f->path, CO_HISTORY_WRITE, 0, &f->h, &created, &err), CO_OK,
                 &err);
    assert_true(created);
    check_status("commit", co_history_commit(f->h, &err), CO_OK, &err);
    check_query(f->h->db, "mark", "PRAGMA application_id", "1668444019\n"); /* 0x63726f73 */
    check_query(f->h->db, "schema", "PRAGMA user_version", "9\n");
    check_query(f->h->db, "foreign keys", "PRAGMA foreign_keys", "1\n");
    check_query(f->h->db, "one file", "PRAGMA journal_mode", "delete\n");
    check_query(f->h->db, "synchronous", "PRAGMA synchronous", "3\n");
    co_history_close(f->h);
    check_status("again", co_history_open(f->path, CO_HISTORY_WRITE, 0, &f->h, &created, &err),
                 CO_OK, &err);
    assert_false(created);
    assert_true(sqlite3_get_autocommit(f->h->db));
    check_int("one file", (int64_t)folder_count(&f->folder), 1);
}

static void an_uncommitted_new_history_has_nothing_in_it(void **state)
{
    struct fixture *f = *state;
    f->h = open_history(f->path, CO_HISTORY_WRITE);
    co_history_close(f->h);
    f->h = NULL;
    check_file("nothing was written", f->path, CO_STR(""));
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *error = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
    (void)sqlite3_close(db);
}

static const struct {
    const char *what, *sql, *said;
} foreign[] = {
    {"another program's table", "CREATE TABLE run (id)", "is a database of another program"},
    {"another program's mark", "PRAGMA application_id = 7; CREATE TABLE t (a)",
     "is a database of another program"},
    {"a version without a mark", "PRAGMA user_version = 1", "is a database of another program"},
    {"a newer schema", "PRAGMA application_id = 1668444019; PRAGMA user_version = 99",
     "was written by a newer crossoff (schema 99, this one knows 9); update the program"},
};

static void a_database_of_others_is_left_alone(void **state)
{
    static const enum co_history_mode modes[] = {CO_HISTORY_READ, CO_HISTORY_WRITE,
                                                 CO_HISTORY_COPY};
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(foreign); i++) {
        struct co_buf before = {0};
        (void)remove(f->path);
        run_sql(f->path, foreign[i].sql);
        folder_read(f->path, &before);
        for (size_t m = 0; m < COUNT(modes); m++)
            check_refused(foreign[i].what, f->path, modes[m], CO_STORE, foreign[i].said);
        check_file(foreign[i].what, f->path, co_buf_view(&before));
        co_buf_fini(&before);
    }
}

static void what_is_no_database_is_refused(void **state)
{
    struct fixture *f = *state;
    const char *text =
        folder_write(&f->folder, "list.csv",
                     CO_STR("Job,Qty\nA1,5\nA2,6\nA3,5\nA4,6\nA5,5\nA6,6\nA7,5\nA8,6\n"
                            "Job,Qty\nA1,5\nA2,6\nA3,5\nA4,6\nA5,5\nA6,6\nA7,5\nA8,6\n"));
    struct co_buf before = {0};
    folder_read(text, &before);
    check_refused("a CSV file", text, CO_HISTORY_WRITE, CO_STORE, "is no history of crossoff");
    check_refused("a CSV file", text, CO_HISTORY_READ, CO_STORE, "is no history of crossoff");
    check_refused("a CSV file", text, CO_HISTORY_COPY, CO_STORE, "is no history of crossoff");
    check_file("left alone", text, co_buf_view(&before));
    co_buf_fini(&before);
    check_refused("a folder", f->folder.path, CO_HISTORY_WRITE, CO_STORE, "cannot be opened");
    check_refused("no such folder", folder_path(&f->folder, "no/history.db"), CO_HISTORY_WRITE,
                  CO_STORE, "cannot be opened");
}

static void a_damaged_history_says_so(void **state)
{
    struct fixture *f = *state;
    struct co_buf bytes = {0};
    struct co_history *h = NULL;
    struct co_err err = {0};
    struct co_table t;
    bool created;
    co_history_close(f->h);
    f->h = NULL;
    folder_read(f->path, &bytes);
    memset(bytes.at + 4096, 0xa5, bytes.len - 4096); /* all but the first page */
    (void)folder_write(&f->folder, "history.db", co_buf_view(&bytes));
    enum co_status status = co_history_open(f->path, CO_HISTORY_READ, 0, &h, &created, &err);
    if (!status) {
        status = co_history_days(h, NULL, &t, &err);
        co_table_fini(&t);
    }
    co_history_close(h);
    check_status("damaged", status, CO_STORE, &err);
    check_contains("damaged", err.text, "is damaged");
    co_buf_fini(&bytes);
}

static void a_copy_leaves_the_file_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct co_buf before = {0};
    co_history_close(f->h);
    folder_read(f->path, &before);
    f->h = open_history(f->path, CO_HISTORY_COPY);
    check_query(f->h->db, "days", "SELECT count(*) FROM day", "5\n");
    past_record(f->h, &(struct past_day){.date = "2026-11-25", .csv = CO_STR("Work Order\nW5\n")});
    check_query(f->h->db, "days of the copy", "SELECT count(*) FROM day", "6\n");
    check_file("while it is open", f->path, co_buf_view(&before));
    co_history_close(f->h);
    f->h = NULL;
    check_file("afterwards", f->path, co_buf_view(&before));
    check_int("nothing else", (int64_t)folder_count(&f->folder), 1);
    co_buf_fini(&before);
}

static void a_copy_of_nothing_makes_no_file(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    bool created = false;
    check_status("copy", co_history_open(f->path, CO_HISTORY_COPY, 0, &f->h, &created, &err), CO_OK,
                 &err);
    assert_true(created);
    past_record(f->h, &(struct past_day){.date = "2026-11-25", .csv = CO_STR("Work Order\nW5\n")});
    check_int("no file", (int64_t)folder_count(&f->folder), 0);
}

static void two_runs_never_write_at_once(void **state)
{
    struct fixture *f = *state;
    struct co_history *second = NULL;
    struct co_err err = {0};
    bool created;
    check_status("first", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("second", co_history_open(f->path, CO_HISTORY_WRITE, 0, &second, &created, &err),
                 CO_BUSY, &err);
    check_contains("second", err.text, "is in use by another run");
    assert_null(second);
    struct co_history *reader = open_history(f->path, CO_HISTORY_READ);
    check_query(reader->db, "a reader is welcome", "SELECT count(*) FROM day", "5\n");
    co_history_close(reader);
    co_history_rollback(f->h);
    co_history_close(open_history(f->path, CO_HISTORY_WRITE));
}

/* A correction takes rows out of the projection; SQLite then looks for whatever refers to each of
 * them, in a table of millions by an index, or by reading all of it. */
static void what_refers_to_the_projection_is_indexed(void **state)
{
    struct fixture *f = *state;
    check_query(f->h->db, "references to tables that lose rows, without an index",
                "SELECT m.name, k.\"from\", k.\"table\" FROM sqlite_schema AS m,"
                " pragma_foreign_key_list(m.name) AS k WHERE m.type = 'table' AND k.\"table\" IN"
                " ('day', 'spell', 'state', 'total', 'ended_now', 'redo_day', 'redo_state')"
                " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) AS i,"
                "  pragma_index_info(i.name) AS c WHERE c.seqno = 0 AND c.name = k.\"from\")",
                "");
}

/* Adds a feed; the commit may fail. */
static enum co_status add_feed(struct co_history *h, const char *feed, struct co_err *err)
{
    struct co_bind name = CO_CTEXT(feed);
    check_status("begin", co_history_begin(h, err), CO_OK, err);
    check_status("write", co_db_run(h, CO_SQL_FEED_ADD, &name, 1, err), CO_OK, err);
    return co_history_commit(h, err);
}

static void what_is_asked_at_once_is_of_one_moment(void **state)
{
    static const char count[] = "SELECT count(*) FROM feed";
    struct fixture *f = *state;
    struct co_err err = {0};
    struct co_history *reader = open_history(f->path, CO_HISTORY_READ);
    check_status("freeze", co_history_freeze(reader, &err), CO_OK, &err);
    check_status("nested", co_history_freeze(reader, &err), CO_OK, &err);
    check_query(reader->db, "before", count, "2\n");
    check_status("a run has to wait", add_feed(f->h, "third", &err), CO_BUSY, &err);
    co_history_thaw(reader);
    check_status("until all is asked", add_feed(f->h, "third", &err), CO_BUSY, &err);
    check_query(reader->db, "still", count, "2\n");
    co_history_thaw(reader);
    check_status("then it records", add_feed(f->h, "third", &err), CO_OK, &err);
    check_query(reader->db, "seen", count, "3\n");
    co_history_thaw(reader); /* once too often: nothing */
    check_status("a second answer", co_history_freeze(reader, &err), CO_OK, &err);
    check_query(reader->db, "as well", count, "3\n");
    check_status("a run waits again", add_feed(f->h, "fourth", &err), CO_BUSY, &err);
    co_history_close(reader);
    check_status("until it is closed", add_feed(f->h, "fourth", &err), CO_OK, &err);
}

static void an_answer_within_a_run_ends_nothing(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    struct co_bind name = CO_CTEXT("third");
    check_status("begin", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("write", co_db_run(f->h, CO_SQL_FEED_ADD, &name, 1, &err), CO_OK, &err);
    check_status("freeze", co_history_freeze(f->h, &err), CO_OK, &err);
    co_history_thaw(f->h);
    co_history_rollback(f->h);
    check_query(f->h->db, "rolled back", "SELECT count(*) FROM feed", "2\n");
}

static void a_reader_cannot_write(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    co_history_close(f->h);
    f->h = open_history(f->path, CO_HISTORY_READ);
    struct co_bind name = CO_CTEXT("third");
    check_status("write", co_db_run(f->h, CO_SQL_FEED_ADD, &name, 1, &err), CO_STORE, &err);
    check_contains("write", err.text, "cannot be written");
}

static void a_rollback_leaves_no_trace(void **state)
{
    struct fixture *f = *state;
    struct co_err err = {0};
    struct co_buf before = {0};
    struct co_bind name = CO_CTEXT("third");
    folder_read(f->path, &before);
    check_status("begin", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("begin twice is once", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("write", co_db_run(f->h, CO_SQL_FEED_ADD, &name, 1, &err), CO_OK, &err);
    co_history_rollback(f->h);
    check_file("rolled back", f->path, co_buf_view(&before));
    check_status("begin", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("write", co_db_run(f->h, CO_SQL_FEED_ADD, &name, 1, &err), CO_OK, &err);
    co_history_close(f->h);
    f->h = NULL;
    check_file("closed", f->path, co_buf_view(&before));
    check_int("no journal", (int64_t)folder_count(&f->folder), 1);
    co_buf_fini(&before);
    co_history_close(NULL);
}

static void a_name_like_a_uri_is_a_name(void **state)
{
    struct fixture *f = *state;
    char here[1024];
    struct co_err err = {0};
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(f->folder.path), 0);
    f->h = open_history("file:x?mode=memory", CO_HISTORY_WRITE);
    enum co_status status = co_history_commit(f->h, &err);
    assert_int_equal(chdir(here), 0);
    check_status("commit", status, CO_OK, &err);
    assert_int_equal(access(folder_path(&f->folder, "file:x?mode=memory"), F_OK), 0);
}

/* --- append-only -------------------------------------------------------------------------- */

/* `into`, `from`: what rows are inserted again; of an event what has to be there, since it has
 * columns that follow from others. */
#define EVENT "id, run_id, order_id, verdict, shop"
static const struct {
    const char *table, *update, *into, *from;
} facts[] = {
    {"feed", "name = 'x'", "", "*"},
    {"run", "file = 'x'", "", "*"},
    {"balance", "today = today", "", "*"},
    {"work_order", "work_order = 'x'", "", "*"},
    {"event", "verdict = 'new'", "(" EVENT ")", EVENT},
    {"change", "after = 'x'", "", "*"},
    {"chain", "run_id = 1", "", "*"},
};

/* By the triggers, and before them by the authorizer. */
static void check_no_change(struct fixture *f, const char *sql)
{
    int code = sqlite3_exec(f->h->db, sql, NULL, NULL, NULL);
    if (code != SQLITE_AUTH && !strstr(sql, "OR REPLACE"))
        fail_msg("%s: gave SQLite code %d", sql, code);
    f->h->is_migrating = true;
    code = sqlite3_exec(f->h->db, sql, NULL, NULL, NULL);
    if (code != SQLITE_CONSTRAINT)
        fail_msg("%s: gave SQLite code %d", sql, code);
    check_contains(sql, sqlite3_errmsg(f->h->db), "the history is append-only");
    f->h->is_migrating = false;
}

static void facts_are_only_added(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(facts); i++) {
        char sql[256], count[128], upsert[256];
        struct co_buf before = {0};
        (void)snprintf(count, sizeof count, "SELECT * FROM %s", facts[i].table);
        past_query(f->h->db, count, &before);
        assert_true(before.len > 0);
        (void)snprintf(sql, sizeof sql, "UPDATE %s SET %s", facts[i].table, facts[i].update);
        check_no_change(f, sql);
        (void)snprintf(sql, sizeof sql, "DELETE FROM %s", facts[i].table);
        check_no_change(f, sql);
        (void)snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO %s %s SELECT %s FROM %s",
                       facts[i].table, facts[i].into, facts[i].from, facts[i].table);
        check_no_change(f, sql);
        (void)snprintf(
            upsert, sizeof upsert,
            "INSERT INTO %s %s SELECT %s FROM %s WHERE true ON CONFLICT DO UPDATE SET %s",
            facts[i].table, facts[i].into, facts[i].from, facts[i].table, facts[i].update);
        check_no_change(f, upsert);
        check_query(f->h->db, facts[i].table, count,
                    (co_buf_byte(&before, '\0'), (const char *)before.at));
        co_buf_fini(&before);
    }
}

/* --- the views ---------------------------------------------------------------------------- */

#define ORDER_COLUMNS                                                                          \
    "date feed shop work_order suffix operation part description quantity quantity_completed " \
    "due_date "
#define TAIL "status priority plant sales_order planner customer "

/* Exactly the columns of crossoff-history(5), and which of them are dates. */
static const struct {
    const char *view, *columns, *dates;
} views[] = {
    {"completed",
     ORDER_COLUMNS "first_seen days_carried working_days evidence retracted " TAIL
                   "outcome order_completed missing ",
     "date due_date first_seen retracted "},
    {"cancelled", ORDER_COLUMNS "first_seen days_carried working_days evidence retracted " TAIL,
     "date due_date first_seen retracted "},
    {"carried_over",
     ORDER_COLUMNS "first_seen days_carried evidence working_days changed past_due progress " TAIL,
     "date due_date first_seen "},
    {"new_orders", ORDER_COLUMNS "first_seen days_carried " TAIL, "date due_date first_seen "},
    {"reopened", ORDER_COLUMNS "first_seen days_carried completed_on was " TAIL,
     "date due_date first_seen completed_on "},
    {"moved",
     ORDER_COLUMNS "first_seen days_carried working_days evidence retracted " TAIL "to_feed ",
     "date due_date first_seen retracted "},
    {"open_orders",
     ORDER_COLUMNS "first_seen days_carried evidence changed past_due age progress " TAIL,
     "date due_date first_seen "},
    {"changes", "date feed shop work_order suffix operation field before after ", "date "},
    {"daily_shop",
     "date feed shop yesterday completed cancelled moved carried_over new reopened today past_due "
     "pieces_completed changed from_other_shop to_other_shop completed_short closed "
     "orders_completed ",
     "date "},
    {"daily",
     "date feed yesterday completed cancelled moved carried_over new reopened today past_due "
     "pieces_completed changed completed_short closed orders_completed orders_today ",
     "date "},
    {"orders",
     "feed work_order suffix operation part shop first_seen last_seen days_carried working_days "
     "verdict "
     "evidence description due_date outcome ",
     "first_seen last_seen due_date "},
    {"runs",
     "date feed file sha256 rows state recorded_at revision reason bytes previous_date rows_used "
     "duplicates dropped rejected finished encoding delimiter key columns program run_date "
     "rules closed_file kind who ",
     "date previous_date run_date "},
    {"held",
     "date feed file sha256 revision recorded_at who rule measured expected sentence is_open ",
     "date "},
    {"accepted", "date feed file sha256 rule measured expected sentence reason source who at ",
     "date "},
    {"mails",
     "date feed kind recipient shop subject state queued_at tries tried_at answer message_id ",
     "date "},
    {"warnings", "date feed n text is_current ", "date "},
};

static void views_have_the_documented_columns(void **state)
{
    struct fixture *f = *state;
    char sql[256], expected[512];
    for (size_t i = 0; i < COUNT(views); i++) {
        (void)snprintf(sql, sizeof sql,
                       "SELECT group_concat(name || ' ', '') FROM pragma_table_info('%s')",
                       views[i].view);
        (void)snprintf(expected, sizeof expected, "%s\n", views[i].columns);
        check_query(f->h->db, views[i].view, sql, expected);
        (void)snprintf(sql, sizeof sql,
                       "SELECT group_concat(name || ' ', '') FROM pragma_table_info('%s')"
                       " WHERE type = 'DATE'",
                       views[i].view);
        (void)snprintf(expected, sizeof expected, "%s\n", views[i].dates);
        check_query(f->h->db, views[i].view, sql, expected);
    }
    check_query(f->h->db, "no other view but those behind them",
                "SELECT count(*) FROM sqlite_schema WHERE type = 'view'"
                " AND name NOT IN ('event_row', 'departure', 'presence', 'current_move')",
                "16\n");
    check_query(f->h->db, "a time",
                "SELECT type FROM pragma_table_info('runs') WHERE name = 'recorded_at'",
                "TIMESTAMP\n");
}

static const struct {
    const char *what, *sql, *rows;
} answers[] = {
    {"completed",
     "SELECT date, feed, shop, work_order, part, description, quantity, quantity_completed, "
     "due_date,"
     " first_seen, days_carried, working_days, evidence, retracted, status FROM completed"
     " ORDER BY date, work_order",
     "2026-11-20|default|Milling|W2|p2|Disc, "
     "big|2.5|0|2026-11-30|2026-11-19|1|1|absence|2026-11-23|"
     "Open\n"
     "2026-11-23|default|Milling|W3|p3|Ring|7|8|~|2026-11-19|2|2|quantity|~|Open\n"
     "2026-11-24|default|Milling|W1|p1|Shaft|10|4|2026-11-27|2026-11-19|3|3|status|~|Closed\n"
     "2026-11-24|default|Milling|W2|p2|Disc, big|2.5|0|2026-11-30|2026-11-19|2|2|absence|~|Open\n"},
    {"cancelled",
     "SELECT date, feed, shop, work_order, first_seen, days_carried, evidence, retracted, status"
     " FROM cancelled",
     "2026-11-20|default|Turning|W4|2026-11-19|1|status|~|Cancelled\n"},
    {"moved", "SELECT * FROM moved", ""},
    {"carried over",
     "SELECT date, feed, shop, work_order, quantity_completed, due_date, first_seen, days_carried,"
     " working_days, changed, past_due, progress FROM carried_over ORDER BY date, work_order",
     "2026-11-20|default|Milling|W1|4|2026-11-27|2026-11-19|2|2|1|0|4\n"
     "2026-11-20|default|Milling|W3|1|~|2026-11-19|2|2|1|0|0\n"
     "2026-11-23|default|Milling|W1|4|2026-11-27|2026-11-19|3|3|1|0|0\n"
     "2026-11-23|default|~|W5|0|2026-11-19|2026-11-20|2|2|0|1|0\n"
     "2026-11-24|default|~|W5|0|2026-11-19|2026-11-20|3|3|0|1|0\n"},
    {"new orders",
     "SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,"
     " quantity_completed, due_date, first_seen, days_carried, status FROM new_orders ORDER BY "
     "date",
     "2026-11-20|default|~|W5|~|~|p5|Nut|3|0|2026-11-19|2026-11-20|1|Open\n"
     "2026-11-24|default|Turning|W6|~|~|p6|Pin|1|0|2026-11-24|2026-11-24|1|Open\n"},
    {"reopened",
     "SELECT date, feed, shop, work_order, first_seen, days_carried, completed_on, was FROM "
     "reopened",
     "2026-11-23|default|Milling|W2|2026-11-19|2|2026-11-20|completed\n"},
    {"changes",
     "SELECT date, feed, shop, work_order, field, before, after FROM changes"
     " ORDER BY date, work_order, field",
     "2026-11-20|default|Milling|W1|due_date|2026-11-20|2026-11-27\n"
     "2026-11-20|default|Milling|W1|quantity_completed|0|4\n"
     "2026-11-20|default|Milling|W3|shop|Turning|Milling\n"
     "2026-11-23|default|Milling|W1|Note|a|b\n"},
    {"daily", "SELECT * FROM daily ORDER BY feed, date",
     "2026-11-19|default|~|~|~|~|~|~|~|4|1|~|~|~|~|~|4\n"
     "2026-11-20|default|4|1|1|0|2|1|0|3|1|2.5|2|0|0|1|3\n"
     "2026-11-23|default|3|1|0|0|2|0|1|3|1|8|1|0|0|1|3\n"
     "2026-11-24|default|3|2|0|0|1|1|0|2|1|6.5|0|0|0|2|2\n"
     "2026-11-20|other|~|~|~|~|~|~|~|2|0|~|~|~|~|~|2\n"},
    {"daily, by shop", "SELECT * FROM daily_shop ORDER BY feed, date, shop",
     "2026-11-19|default|Milling|~|~|~|~|~|~|~|2|0|~|~|~|~|~|~|~\n"
     "2026-11-19|default|Turning|~|~|~|~|~|~|~|2|1|~|~|~|~|~|~|~\n"
     "2026-11-20|default|~|0|0|0|0|0|1|0|1|1|0|0|0|0|0|0|0\n"
     "2026-11-20|default|Milling|2|1|0|0|2|0|0|2|0|2.5|2|1|0|0|0|1\n"
     "2026-11-20|default|Turning|2|0|1|0|0|0|0|0|0|0|0|0|1|0|0|0\n"
     "2026-11-23|default|~|1|0|0|0|1|0|0|1|1|0|0|0|0|0|0|0\n"
     "2026-11-23|default|Milling|2|1|0|0|1|0|1|2|0|8|1|0|0|0|0|1\n"
     "2026-11-24|default|~|1|0|0|0|1|0|0|1|1|0|0|0|0|0|0|0\n"
     "2026-11-24|default|Milling|2|2|0|0|0|0|0|0|0|6.5|0|0|0|0|0|2\n"
     "2026-11-24|default|Turning|0|0|0|0|0|1|0|1|0|0|0|0|0|0|0|0\n"
     "2026-11-20|other|~|~|~|~|~|~|~|~|2|0|~|~|~|~|~|~|~\n"},
    {"open orders",
     "SELECT date, feed, shop, work_order, quantity, due_date, first_seen, days_carried, changed,"
     " past_due, age FROM open_orders ORDER BY feed, work_order",
     "2026-11-24|default|~|W5|3|2026-11-19|2026-11-20|3|0|1|3\n"
     "2026-11-24|default|Turning|W6|1|2026-11-24|2026-11-24|1|0|0|1\n"
     "2026-11-20|other|~|009|2|~|2026-11-20|1|0|0|1\n"
     "2026-11-20|other|~|W1|1|~|2026-11-20|1|0|0|1\n"},
    {"orders",
     "SELECT feed, work_order, part, shop, first_seen, last_seen, days_carried, working_days, "
     "verdict,"
     " evidence, description, due_date FROM orders ORDER BY feed, work_order",
     "default|W1|p1|Milling|2026-11-19|2026-11-23|3|3|completed|status|Shaft|2026-11-27\n"
     "default|W2|p2|Milling|2026-11-19|2026-11-23|2|2|completed|absence|Disc, big|2026-11-30\n"
     "default|W3|p3|Milling|2026-11-19|2026-11-20|2|2|completed|quantity|Ring|~\n"
     "default|W4|p4|Turning|2026-11-19|2026-11-19|1|1|cancelled|status|Bolt|2026-11-18\n"
     "default|W5|p5|~|2026-11-20|2026-11-24|3|3|carried over|~|Nut|2026-11-19\n"
     "default|W6|p6|Turning|2026-11-24|2026-11-24|1|1|new|~|Pin|2026-11-24\n"
     "other|009|~|~|2026-11-20|2026-11-20|1|1|listed|~|~|~\n"
     "other|W1|~|~|2026-11-20|2026-11-20|1|1|listed|~|~|~\n"},
    {"runs",
     "SELECT date, feed, file, length(sha256), rows, state, recorded_at, revision, reason,"
     " previous_date, rows_used, duplicates, dropped, rejected, finished, encoding, delimiter, key,"
     " program FROM runs ORDER BY feed, date",
     "2026-11-19|default|open-orders.csv|64|4|recorded|2026-11-19T06:00:00Z|1|~|~|4|0|0|0|0|UTF-8|,"
     "|"
     "[\"Work Order\"]|test\n"
     "2026-11-20|default|open-orders.csv|64|4|recorded|2026-11-20T06:00:00Z|1|~|2026-11-19|4|0|0|0|"
     "1|"
     "UTF-8|,|[\"Work Order\"]|test\n"
     "2026-11-23|default|open-orders.csv|64|4|recorded|2026-11-23T06:00:00Z|1|~|2026-11-20|4|0|0|0|"
     "1|"
     "UTF-8|,|[\"Work Order\"]|test\n"
     "2026-11-24|default|open-orders.csv|64|3|recorded|2026-11-24T06:00:00Z|1|~|2026-11-23|3|0|0|0|"
     "1|"
     "UTF-8|,|[\"Work Order\"]|test\n"
     "2026-11-20|other|open-orders.csv|64|2|recorded|2026-11-20T06:00:00Z|1|~|~|2|0|0|0|0|UTF-8|,|"
     "[\"Work Order\"]|test\n"},
    {"columns of a run", "SELECT columns FROM runs WHERE feed = 'other'",
     "[{\"name\":\"Work Order\",\"field\":\"work_order\",\"decimal\":1,\"order\":0},"
     "{\"name\":\"Qty\",\"field\":\"quantity\",\"decimal\":1,\"order\":0}]\n"},
    {"quantities are numbers", "SELECT DISTINCT typeof(quantity) FROM completed ORDER BY 1",
     "integer\nreal\n"},
    {"only what happened has an event", "SELECT verdict, count(*) FROM event GROUP BY verdict",
     "cancelled|1\nchanged|3\ncompleted|4\nlisted|6\nnew|2\nreopened|1\n"},
};

static void every_view_says_what_happened(void **state)
{
    struct fixture *f = *state;
    co_history_close(f->h);
    f->h = open_history(f->path, CO_HISTORY_READ);
    for (size_t i = 0; i < COUNT(answers); i++)
        check_query(f->h->db, answers[i].what, answers[i].sql, answers[i].rows);
}

static void every_statement_prepares_with_its_parameters(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *name;
        int params;
    } list[] = {
#define ROW(name, n, sql) {#name, n},
        CO_STATEMENT_LIST(ROW)
#undef ROW
    };
    for (size_t i = 0; i < COUNT(list); i++) {
        struct co_bind values[32];
        sqlite3_stmt *s = NULL;
        struct co_err err = {0};
        for (size_t k = 0; k < COUNT(values); k++)
            values[k] = CO_NULL;
        check_status(
            list[i].name,
            co_db_bind(f->h, (enum co_statement)i, values, (size_t)list[i].params, &s, &err), CO_OK,
            &err);
        check_int(list[i].name, sqlite3_bind_parameter_count(s), list[i].params);
        check_status(
            list[i].name,
            co_db_bind(f->h, (enum co_statement)i, values, (size_t)list[i].params + 1, &s, &err),
            CO_BUG, &err);
    }
}

/* Asked once for each order of a list: what they read must not grow with the list. */
static void what_is_asked_of_every_order_is_found_by_its_key(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *name, *sql;
    } list[] = {
#define ROW(name, n, sql) {#name, sql},
        CO_STATEMENT_LIST(ROW)
#undef ROW
    };
    static const char *const asked[] = {
        "ORDER_SEEN", "ORDER_KNOWN", "ORDER_ON_LIST",  "MOVE_TO",   "ORDER_STILL_OPEN",
        "SPELL_LAST", "MOVE_FROM",   "ORDER_HAS_TWIN", "REDO_TOLD", "TALLY_STAY_BEFORE"};
    size_t n_found = 0;
    for (size_t i = 0; i < COUNT(list); i++)
        for (size_t k = 0; k < COUNT(asked); k++) {
            char sql[2048], plan[4096];
            struct co_buf steps = {0};
            if (strcmp(list[i].name, asked[k]) != 0)
                continue;
            n_found++;
            (void)snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", list[i].sql);
            past_query(f->h->db, sql, &steps);
            (void)snprintf(plan, sizeof plan, "%.*s", CO_STR_ARG(co_buf_view(&steps)));
            co_buf_fini(&steps);
            char *event = strstr(plan, "SEARCH e ");
            bool is_scan =
                strstr(plan, "SCAN o") || strstr(plan, "SCAN e") || strstr(plan, "SCAN p");
            if (event)
                event[strcspn(event, "\n")] = '\0';
            if (is_scan || (event && !strstr(event, "order_id=?") && !strstr(event, "rowid=?")))
                fail_msg("%s: %s", list[i].name, plan);
        }
    check_int("statements", (int64_t)n_found, (int64_t)COUNT(asked));
}

/* --- answers ------------------------------------------------------------------------------ */

/* Rows as lines, cells with '|' between them, nulls as '~'. */
static void check_table(const char *what, struct co_table *t, const char *expected)
{
    struct co_buf got = {0};
    co_buf_text(&got, "");
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        const struct co_cell *c = &t->cells[i];
        enum co_cell_kind kind = t->columns[i % t->n_columns].kind;
        if (c->is_null)
            co_buf_byte(&got, '~');
        else if (kind == CO_CELL_TEXT || kind == CO_CELL_DATE)
            co_buf_str(&got, c->text);
        else
            co_buf_fmt(&got, "%lld", (long long)c->number);
        co_buf_byte(&got, (i + 1) % t->n_columns ? '|' : '\n');
    }
    check_text(what, co_buf_view(&got), expected);
    co_buf_fini(&got);
    co_table_fini(t);
}

static const char *const milling[] = {"Milling"}, *const no_shop[] = {""};
static const char *const odd[] = {"a\"b\\c\n", "Turning"}, *const nowhere[] = {"Paint"};

static const struct {
    const char *what;
    struct co_question q; /* of feed default; dates in `from` and `to` below */
    const char *from, *to, *by_date, *by_shop;
} questions[] = {
    {"one day",
     {.n_shops = 0},
     "2026-11-23",
     "2026-11-23",
     "2026-11-23|3|1|0|0|2|1|0|1|3|1|8000|0|1\n",
     "Milling|2|1|0|0|0|1|0|2|0|8000|0|1\n"
     "|1|0|0|0|0|0|0|1|1|0|0|0\n"
     "total|3|1|0|0|0|1|0|3|1|8000|0|1\n"},
    {"all days",
     {.n_shops = 0},
     "2026-11-19",
     "2026-11-24",
     "2026-11-19|~|~|~|~|~|~|~|~|4|1|~|~|~\n"
     "2026-11-20|4|1|1|0|2|2|1|0|3|1|2500|0|1\n"
     "2026-11-23|3|1|0|0|2|1|0|1|3|1|8000|0|1\n"
     "2026-11-24|3|2|0|0|1|0|1|0|2|1|6500|0|2\n"
     "total|4|4|1|0|1|3|2|1|2|1|17000|0|4\n",
     "Milling|2|4|0|0|0|1|1|0|0|17000|0|4\n"
     "Turning|2|0|1|0|1|0|-1|1|0|0|0|0\n"
     "|0|0|0|0|1|0|0|1|1|0|0|0\n"
     "total|4|4|1|0|2|1|0|2|1|17000|0|4\n"},
    {"one shop",
     {.shops = milling, .n_shops = 1},
     "2026-11-20",
     "2026-11-23",
     "2026-11-20|2|1|0|0|2|2|0|0|2|0|2500|0|1\n"
     "2026-11-23|2|1|0|0|1|1|0|1|2|0|8000|0|1\n"
     "total|2|2|0|0|1|3|0|1|2|0|10500|0|2\n",
     "Milling|2|2|0|0|0|1|1|2|0|10500|0|2\n"},
    {"orders without a shop",
     {.shops = no_shop, .n_shops = 1},
     "2026-11-24",
     "2026-11-24",
     "2026-11-24|1|0|0|0|1|0|0|0|1|1|0|0|0\n",
     "|1|0|0|0|0|0|0|1|1|0|0|0\n"},
    {"two shops, one with odd letters",
     {.shops = odd, .n_shops = 2},
     "2026-11-24",
     "2026-11-24",
     "2026-11-24|0|0|0|0|0|0|1|0|1|0|0|0|0\n",
     "Turning|0|0|0|0|1|0|0|1|0|0|0|0\n"},
    {"a shop without orders",
     {.shops = nowhere, .n_shops = 1},
     "2026-11-24",
     "2026-11-24",
     "2026-11-24|0|0|0|0|0|0|0|0|0|0|0|0|0\n",
     ""},
    {"days that are not recorded", {.n_shops = 0}, "2026-11-21", "2026-11-22", "", ""},
};

static void totals_by_date_and_by_shop(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(questions); i++) {
        struct co_question q = questions[i].q;
        struct co_table t;
        struct co_err err = {0};
        q.feed = "default";
        q.from = day(questions[i].from);
        q.to = day(questions[i].to);
        check_status(questions[i].what, co_history_by_date(f->h, &q, &t, &err), CO_OK, &err);
        check_table(questions[i].what, &t, questions[i].by_date);
        check_status(questions[i].what, co_history_by_shop(f->h, &q, &t, &err), CO_OK, &err);
        check_table(questions[i].what, &t, questions[i].by_shop);
    }
}

static void describe_item(const struct co_sheet_item *i, struct co_buf *out)
{
    char first[CO_DATE_TEXT], taken[CO_DATE_TEXT];
    co_buf_fmt(out, "  %.*s %s %s", CO_STR_ARG(i->work_order), co_verdict_name(i->verdict),
               co_evidence_name(i->evidence));
    co_buf_fmt(out, " %s %d/%d %s", co_date_text(i->first_seen, first), (int)i->days,
               (int)i->workdays, co_date_text(i->retracted, taken));
    co_buf_text(out, i->is_past_due ? " late" : "");
    if (i->progress)
        co_buf_fmt(out, " +%lld", (long long)i->progress);
    for (size_t c = 0; c < i->n_changes; c++)
        co_buf_fmt(out, " %.*s:%.*s>%.*s", CO_STR_ARG(i->changes[c].field),
                   CO_STR_ARG(i->changes[c].before), CO_STR_ARG(i->changes[c].after));
    co_buf_byte(out, '\n');
}

static void describe_counts(const char *name, const struct co_counts *c, struct co_buf *out)
{
    co_buf_fmt(out, "%s y%d c%d x%d k%d n%d r%d t%d from%d to%d ch%d late%d made%d\n", name,
               (int)c->yesterday, (int)c->completed, (int)c->cancelled, (int)c->carried_over,
               (int)c->fresh, (int)c->reopened, (int)c->today, (int)c->from_other, (int)c->to_other,
               (int)c->changed, (int)c->past_due, (int)c->pieces_completed);
}

static void check_sheet(struct fixture *f, const char *what, struct co_question q, const char *to,
                        const char *expected)
{
    struct co_sheet s;
    struct co_err err = {0};
    struct co_buf got = {0};
    q.feed = q.feed ? q.feed : "default";
    q.to = q.from = day(to);
    check_status(what, co_history_sheet(f->h, &q, &s, &err), CO_OK, &err);
    describe_counts("all", &s.counts, &got);
    for (size_t i = 0; i < s.n_shops; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "[%.*s]", CO_STR_ARG(s.shops[i].name));
        describe_counts(name, &s.shops[i].counts, &got);
        for (size_t k = 0; k < s.shops[i].n_items; k++)
            describe_item(&s.shops[i].items[k], &got);
    }
    check_text(what, co_buf_view(&got), expected);
    co_buf_fini(&got);
    co_sheet_fini(&s);
}

static void a_sheet_is_the_day_by_shop(void **state)
{
    struct fixture *f = *state;
    check_sheet(f, "baseline", (struct co_question){.n_shops = 0}, "2026-11-19",
                "all y0 c0 x0 k0 n0 r0 t4 from0 to0 ch0 late1 made0\n"
                "[Milling] y0 c0 x0 k0 n0 r0 t2 from0 to0 ch0 late0 made0\n"
                "  W1 listed  2026-11-19 1/1 \n"
                "  W2 listed  2026-11-19 1/1 \n"
                "[Turning] y0 c0 x0 k0 n0 r0 t2 from0 to0 ch0 late1 made0\n"
                "  W4 listed  2026-11-19 1/1  late\n"
                "  W3 listed  2026-11-19 1/1 \n");
    check_sheet(f, "Friday", (struct co_question){.n_shops = 0}, "2026-11-20",
                "all y4 c1 x1 k2 n1 r0 t3 from0 to0 ch2 late1 made2500\n"
                "[Milling] y2 c1 x0 k2 n0 r0 t2 from1 to0 ch2 late0 made2500\n"
                "  W2 completed absence 2026-11-19 1/1 \n"
                "  W1 carried over  2026-11-19 2/2  +4000 due_date:2026-11-20>2026-11-27"
                " quantity_completed:0>4\n"
                "  W3 carried over  2026-11-19 2/2  shop:Turning>Milling\n"
                "[Turning] y2 c0 x1 k0 n0 r0 t0 from0 to1 ch0 late0 made0\n"
                "  W4 cancelled status 2026-11-19 1/1 \n"
                "[] y0 c0 x0 k0 n1 r0 t1 from0 to0 ch0 late1 made0\n"
                "  W5 new  2026-11-20 1/1  late\n");
    check_sheet(f, "Monday", (struct co_question){.n_shops = 0}, "2026-11-23",
                "all y3 c1 x0 k2 n0 r1 t3 from0 to0 ch1 late1 made8000\n"
                "[Milling] y2 c1 x0 k1 n0 r1 t2 from0 to0 ch1 late0 made8000\n"
                "  W3 completed quantity 2026-11-19 2/2 \n"
                "  W1 carried over  2026-11-19 3/3  Note:a>b\n"
                "  W2 reopened  2026-11-19 2/2 2026-11-20\n"
                "[] y1 c0 x0 k1 n0 r0 t1 from0 to0 ch0 late1 made0\n"
                "  W5 carried over  2026-11-20 2/2  late\n");
}

static void a_sheet_may_be_of_some_shops(void **state)
{
    struct fixture *f = *state;
    check_sheet(f, "one shop", (struct co_question){.shops = odd, .n_shops = 2}, "2026-11-20",
                "all y2 c0 x1 k0 n0 r0 t0 from0 to1 ch0 late0 made0\n"
                "[Turning] y2 c0 x1 k0 n0 r0 t0 from0 to1 ch0 late0 made0\n"
                "  W4 cancelled status 2026-11-19 1/1 \n");
    check_sheet(f, "no such shop", (struct co_question){.shops = nowhere, .n_shops = 1},
                "2026-11-20", "all y0 c0 x0 k0 n0 r0 t0 from0 to0 ch0 late0 made0\n");
}

static void a_short_sheet_counts_everything(void **state)
{
    struct fixture *f = *state;
    static const char *const shortened =
        "all y0 c0 x0 k0 n0 r0 t4 from0 to0 ch0 late1 made0\n"
        "[Milling] y0 c0 x0 k0 n0 r0 t2 from0 to0 ch0 late0 made0\n"
        "  W1 listed  2026-11-19 1/1 \n"
        "[Turning] y0 c0 x0 k0 n0 r0 t2 from0 to0 ch0 late1 made0\n"
        "  W4 listed  2026-11-19 1/1  late\n";
    static const char *const whole = "all y0 c0 x0 k0 n0 r0 t4 from0 to0 ch0 late1 made0\n"
                                     "[Milling] y0 c0 x0 k0 n0 r0 t2 from0 to0 ch0 late0 made0\n"
                                     "  W1 listed  2026-11-19 1/1 \n"
                                     "  W2 listed  2026-11-19 1/1 \n"
                                     "[Turning] y0 c0 x0 k0 n0 r0 t2 from0 to0 ch0 late1 made0\n"
                                     "  W4 listed  2026-11-19 1/1  late\n"
                                     "  W3 listed  2026-11-19 1/1 \n";
    check_sheet(f, "one of each", (struct co_question){.limit = 1}, "2026-11-19", shortened);
    check_sheet(f, "above three", (struct co_question){.limit = 1, .limit_above = 3}, "2026-11-19",
                shortened);
    check_sheet(f, "not above four", (struct co_question){.limit = 1, .limit_above = 4},
                "2026-11-19", whole);
    check_sheet(f, "two of each", (struct co_question){.limit = 2}, "2026-11-19", whole);
}

static void a_sheet_names_its_files(void **state)
{
    struct fixture *f = *state;
    struct co_question q = {.feed = "default", .to = day("2026-11-20")};
    struct co_sheet s;
    struct co_err err = {0};
    check_status("sheet", co_history_sheet(f->h, &q, &s, &err), CO_OK, &err);
    check_text("feed", s.feed, "default");
    check_text("key", s.key, "Work Order");
    check_text("today", s.today.name, "open-orders.csv");
    check_int("today", s.today.date, q.to);
    check_int("yesterday", s.yesterday.date, day("2026-11-19"));
    check_int("rows read", (int64_t)s.today.rows.read, 4);
    check_int("finished", (int64_t)s.today.rows.finished, 1);
    check_int("open", (int64_t)s.today.rows.open, 3);
    check_int("shops", s.shops_all, 3);
    assert_false(s.is_baseline);
    co_sheet_fini(&s);
    q.to = day("2026-11-19");
    check_status("baseline", co_history_sheet(f->h, &q, &s, &err), CO_OK, &err);
    assert_true(s.is_baseline);
    check_int("no yesterday", s.yesterday.date, CO_DATE_NONE);
    check_int("without a name", (int64_t)s.yesterday.name.len, 0);
    co_sheet_fini(&s);
    q.to = day("2026-11-21");
    check_status("no such day", co_history_sheet(f->h, &q, &s, &err), CO_STORE, &err);
    q.feed = "nobody's";
    check_status("no such feed", co_history_sheet(f->h, &q, &s, &err), CO_STORE, &err);
}

static const struct {
    const char *what, *feed, *order, *rows;
} lives[] = {
    {"completed", "default", "W1",
     "2026-11-19|default|W1|~|~|listed|~|Milling|p1|Shaft|10000|0|2026-11-20|Open|1|~\n"
     "2026-11-20|default|W1|~|~|changed|~|Milling|p1|Shaft|10000|4000|2026-11-27|Open|2|"
     "due_date: 2026-11-20 → 2026-11-27; quantity_completed: 0 → 4\n"
     "2026-11-23|default|W1|~|~|changed|~|Milling|p1|Shaft|10000|4000|2026-11-27|Open|3|Note: a → "
     "b\n"
     "2026-11-24|default|W1|~|~|completed|status|Milling|p1|Shaft|10000|4000|2026-11-27|Closed|3|~"
     "\n"},
    {"gone, back and gone", NULL, "W2",
     "2026-11-19|default|W2|~|~|listed|~|Milling|p2|Disc, big|2500|0|2026-11-30|Open|1|~\n"
     "2026-11-20|default|W2|~|~|completed|absence|Milling|p2|Disc, big|2500|0|2026-11-30|Open|1|~\n"
     "2026-11-23|default|W2|~|~|reopened|~|Milling|p2|Disc, big|2500|0|2026-11-30|Open|2|~\n"
     "2026-11-24|default|W2|~|~|completed|absence|Milling|p2|Disc, "
     "big|2500|0|2026-11-30|Open|2|~\n"},
    {"still there", "default", "W5",
     "2026-11-20|default|W5|~|~|new|~|~|p5|Nut|3000|0|2026-11-19|Open|1|~\n"
     "2026-11-24|default|W5|~|~|carried over|~|~|p5|Nut|3000|0|2026-11-19|Open|3|~\n"},
    {"of one feed", "other", "W1", "2026-11-20|other|W1|~|~|listed|~|~|~|~|1000|~|~|~|1|~\n"},
    {"a number without its zeros", NULL, "9",
     "2026-11-20|other|009|~|~|listed|~|~|~|~|2000|~|~|~|1|~\n"},
    {"unknown", NULL, "W9", ""},
    {"unknown feed", "nobody's", "W1", ""},
};

static void an_order_has_one_life_per_feed(void **state)
{
    struct fixture *f = *state;
    struct co_table t;
    struct co_err err = {0};
    for (size_t i = 0; i < COUNT(lives); i++) {
        check_status(lives[i].what, co_history_life(f->h, lives[i].feed, lives[i].order, &t, &err),
                     CO_OK, &err);
        check_table(lives[i].what, &t, lives[i].rows);
    }
    check_status("of all feeds", co_history_life(f->h, NULL, "W1", &t, &err), CO_OK, &err);
    check_int("of all feeds", (int64_t)t.n_rows, 5);
    co_table_fini(&t);
}

static void similar_numbers_are_found(void **state)
{
    static const struct {
        const char *what, *text, *found;
    } table[] = {
        {"a part", "W", "W1, W2, W3, W4, W5"},
        {"more than it", "W12", "W1"},
        {"without zeros", "9", "009"},
        {"in another case", "w6", "W6"},
        {"nothing alike", "X", ""},
        {"no pattern", "%", ""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct co_buf got = {0};
        struct co_err err = {0};
        check_status(table[i].what, co_history_similar(f->h, table[i].text, &got, &err), CO_OK,
                     &err);
        check_text(table[i].what, co_buf_view(&got), table[i].found);
        co_buf_fini(&got);
    }
}

static void days_and_status_of_feeds(void **state)
{
    struct fixture *f = *state;
    struct co_table t;
    struct co_err err = {0};
    int64_t newest;
    check_status("days", co_history_days(f->h, NULL, &t, &err), CO_OK, &err);
    check_table(
        "days", &t,
        "2026-11-19|default|recorded|~|open-orders.csv|4|~|~|~|~|~|~|4|1|"
        "2026-11-19T06:00:00Z|~\n"
        "2026-11-20|default|recorded|2026-11-19|open-orders.csv|4|4|1|1|2|1|0|3|1|"
        "2026-11-20T06:00:00Z|0\n"
        "2026-11-23|default|recorded|2026-11-20|open-orders.csv|4|3|1|0|2|0|1|3|1|"
        "2026-11-23T06:00:00Z|0\n"
        "2026-11-24|default|recorded|2026-11-23|open-orders.csv|3|3|2|0|1|1|0|2|1|"
        "2026-11-24T06:00:00Z|0\n"
        "2026-11-20|other|recorded|~|open-orders.csv|2|~|~|~|~|~|~|2|1|2026-11-20T06:00:00Z|~\n");
    check_status("one feed", co_history_days(f->h, "other", &t, &err), CO_OK, &err);
    check_int("one feed", (int64_t)t.n_rows, 1);
    co_table_fini(&t);
    check_status("status", co_history_status(f->h, NULL, &t, &newest, &err), CO_OK, &err);
    check_table("status", &t,
                "default|2026-11-24|open-orders.csv|3|2|1|1|0|2|1|4|2026-11-24T06:00:00Z\n"
                "other|2026-11-20|open-orders.csv|2|~|~|~|~|2|0|1|2026-11-20T06:00:00Z\n");
    check_int("the one that waits longest", newest, (int64_t)day("2026-11-20") * 86400 + 6 * 3600);
    check_status("one feed", co_history_status(f->h, "default", &t, &newest, &err), CO_OK, &err);
    check_int("one feed", newest, (int64_t)day("2026-11-24") * 86400 + 6 * 3600);
    co_table_fini(&t);
    check_status("no feed", co_history_status(f->h, "nobody's", &t, &newest, &err), CO_OK, &err);
    check_int("no rows", (int64_t)t.n_rows, 0);
    assert_true(newest == INT64_MIN);
    co_table_fini(&t);
}

static void check_names(const char *what, const char **names, size_t n, const char *expected)
{
    struct co_buf got = {0};
    co_buf_text(&got, "");
    for (size_t i = 0; i < n; i++)
        co_buf_fmt(&got, "[%s]", names[i]);
    check_text(what, co_buf_view(&got), expected);
    co_buf_fini(&got);
}

static void feeds_and_shops_have_names(void **state)
{
    struct fixture *f = *state;
    struct co_arena arena = {0};
    const char **names;
    size_t n;
    struct co_err err = {0};
    check_status("feeds", co_history_feeds(f->h, &arena, &names, &n, &err), CO_OK, &err);
    check_names("feeds", names, n, "[default][other]");
    check_status("shops", co_history_shops(f->h, "default", &arena, &names, &n, &err), CO_OK, &err);
    check_names("shops", names, n, "[][Milling][Turning]");
    check_status("no shops", co_history_shops(f->h, "other", &arena, &names, &n, &err), CO_OK,
                 &err);
    check_names("no shops", names, n, "[]");
    check_status("no feed", co_history_shops(f->h, "nobody's", &arena, &names, &n, &err), CO_OK,
                 &err);
    check_names("no feed", names, n, "");
    co_arena_fini(&arena);
}

static void a_day_is_known_by_date_and_by_digest(void **state)
{
    static const struct {
        const char *what, *feed, *date, *found;
    } days[] = {
        {"the newest", "default", "", "2026-11-24"},
        {"of the other feed", "other", "", "2026-11-20"},
        {"of a feed that is not there", "nobody's", "", ""},
        {"a day", "default", "2026-11-20", "2026-11-20"},
        {"a day of the other feed", "other", "2026-11-19", ""},
        {"a day between", "default", "2026-11-21", ""},
    };
    struct fixture *f = *state;
    struct co_recorded r;
    struct co_err err = {0};
    char text[CO_DATE_TEXT], sha256[65];
    for (size_t i = 0; i < COUNT(days); i++) {
        check_status(days[i].what, co_history_day(f->h, days[i].feed, day(days[i].date), &r, &err),
                     CO_OK, &err);
        check_text(days[i].what, co_str_of(co_date_text(r.date, text)), days[i].found);
        if (days[i].found[0])
            check_text(days[i].what, co_str_of(r.sha256), past_sha256(days[i].found, sha256));
    }
    check_status("digest",
                 co_history_file(f->h, "default", past_sha256("2026-11-23", sha256), &r, &err),
                 CO_OK, &err);
    check_text("digest", co_str_of(co_date_text(r.date, text)), "2026-11-23");
    check_text("file", co_str_of(r.file), "open-orders.csv");
    check_text("time", co_str_of(r.recorded_at), "2026-11-23T06:00:00Z");
    check_status("of another feed",
                 co_history_file(f->h, "other", past_sha256("2026-11-23", sha256), &r, &err), CO_OK,
                 &err);
    check_int("of another feed", r.date, CO_DATE_NONE);
}

/* --- the list given back ------------------------------------------------------------------ */

static void the_newest_list_is_given_back(void **state)
{
    struct fixture *f = *state;
    struct co_kept_list *kept = calloc(1, sizeof *kept);
    struct co_err err = {0};
    check_status("default", co_history_list(f->h, "default", kept, &err), CO_OK, &err);
    /* Columns by name; only the open rows, in no order that is promised. */
    static const char *const header = "\"Description\",\"Due Date\",\"Note\",\"Part\",\"Qty\","
                                      "\"Qty Completed\",\"Shop\",\"Status\",\"Work Order\"\n";
    static const char *const rows[] = {"Nut,2026-11-19,,p5,3,0,,Open,W5\n",
                                       "Pin,2026-11-24,,p6,1,0,Turning,Open,W6\n"};
    co_buf_byte(&kept->text, '\0');
    assert_ptr_equal(strstr(kept->text.at, header), kept->text.at);
    for (size_t i = 0; i < COUNT(rows); i++)
        check_contains("row", kept->text.at, rows[i]);
    check_int("nothing else", (int64_t)strlen(kept->text.at),
              (int64_t)(strlen(header) + strlen(rows[0]) + strlen(rows[1])));
    check_int("columns", (int64_t)kept->n_columns, 9);
    check_text("a column", kept->columns[1].name, "Due Date");
    check_int("its field", kept->columns[1].field, CO_FIELD_DUE_DATE);
    check_int("no field", kept->columns[2].field, CO_FIELD_NONE);
    check_int("key", (int64_t)kept->n_key, 1);
    check_text("key", co_str_of(kept->key[0]), "Work Order");
    co_kept_list_fini(kept);
    check_status("key only", co_history_key(f->h, "other", kept, &err), CO_OK, &err);
    check_int("columns", (int64_t)kept->n_columns, 2);
    check_int("no text", (int64_t)kept->text.len, 0);
    co_kept_list_fini(kept);
    check_status("no feed", co_history_key(f->h, "nobody's", kept, &err), CO_OK, &err);
    check_int("no columns", (int64_t)kept->n_columns, 0);
    co_kept_list_fini(kept);
    free(kept);
}

static void odd_cells_are_given_back_as_they_were(void **state)
{
    static const char *const odd_list = "Job,\"He said \"\"so\"\"\",Zeile\n"
                                        "007,\"3/4\"\" pipe, \",\"two\nlines\"\n"
                                        "=1+1,\"\",Gehäuse\n";
    struct fixture *f = *state;
    struct co_kept_list *kept = calloc(1, sizeof *kept);
    struct list given;
    struct co_cells cells = {0};
    struct co_err err = {0};
    f->h = open_history(f->path, CO_HISTORY_WRITE);
    past_record(f->h, &(struct past_day){.date = "2026-11-24", .csv = co_str_of(odd_list)});
    past_list(f->h, "default", kept, &given);
    check_int("rows", (int64_t)given.x.rows.n, 2);
    check_text("header", given.x.columns[0].name, "He said \"so\"");
    for (size_t r = 0; r < 2; r++) {
        check_status("split",
                     given.x.split(&given.x, (size_t)given.x.rows.rows[r].at, &cells, &err), CO_OK,
                     &err);
        bool is_pipe = co_str_eq(cells.at[1], CO_STR("007"));
        check_text("job", cells.at[1], is_pipe ? "007" : "=1+1");
        check_text("quotes and commas", co_str_trim(cells.at[0]), is_pipe ? "3/4\" pipe," : "");
        check_text("line ends", cells.at[2], is_pipe ? "two\nlines" : "Gehäuse");
    }
    co_cells_fini(&cells);
    list_fini(&given);
    co_kept_list_fini(kept);
    free(kept);
}

static void a_day_without_open_orders_is_a_day(void **state)
{
    struct fixture *f = *state;
    struct co_question q = {.feed = "default", .from = day("2026-11-19"), .to = day("2026-11-23")};
    struct co_table t;
    struct co_err err = {0};
    int64_t newest;
    f->h = open_history(f->path, CO_HISTORY_WRITE);
    past_record(f->h,
                &(struct past_day){.date = "2026-11-19", .csv = CO_STR("Job,Status\nA,Done\n")});
    past_record(f->h,
                &(struct past_day){.date = "2026-11-20", .csv = CO_STR("Job,Status\nA,Done\n")});
    past_record(f->h,
                &(struct past_day){.date = "2026-11-23", .csv = CO_STR("Job,Status\nA,Open\n")});
    check_query(f->h->db, "daily", "SELECT * FROM daily ORDER BY date",
                "2026-11-19|default|~|~|~|~|~|~|~|0|0|~|~|~|~|~|0\n"
                "2026-11-20|default|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
                "2026-11-23|default|0|0|0|0|0|1|0|1|0|0|0|0|0|0|1\n");
    check_status("by date", co_history_by_date(f->h, &q, &t, &err), CO_OK, &err);
    check_table("by date", &t,
                "2026-11-19|~|~|~|~|~|~|~|~|0|0|~|~|~\n"
                "2026-11-20|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
                "2026-11-23|0|0|0|0|0|0|1|0|1|0|0|0|0\n"
                "total|0|0|0|0|0|0|1|0|1|0|0|0|0\n");
    check_sheet(f, "sheet", (struct co_question){.n_shops = 0}, "2026-11-20",
                "all y0 c0 x0 k0 n0 r0 t0 from0 to0 ch0 late0 made0\n");
    check_status("status", co_history_status(f->h, NULL, &t, &newest, &err), CO_OK, &err);
    check_int("past due", t.cells[9].number, 0);
    co_table_fini(&t);
}

static void a_day_is_recorded_once(void **state)
{
    struct fixture *f = *state;
    struct list today;
    struct co_err err = {0};
    char sha256[65];
    list_must_load(&today, CO_STR("Work Order\nW5\n"), NULL);
    struct co_record r = {.feed = "default",
                          .date = day("2026-11-24"),
                          .file = "x.csv",
                          .sha256 = past_sha256("2026-11-24", sha256),
                          .encoding = "UTF-8",
                          .program = "test",
                          .calendar = &(struct co_calendar){.week = CO_WEEK_MON_FRI},
                          .today = &today.x,
                          .previous = CO_DATE_NONE,
                          .run_date = CO_DATE_NONE};
    struct co_buf before = {0};
    folder_read(f->path, &before);
    check_status("begin", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("the same day again", co_history_record(f->h, &r, &err), CO_BUG, &err);
    check_contains("why", err.text, "order W5 is new on the list, but was on the list before");
    co_history_rollback(f->h);
    /* A baseline after other days: its orders are on the list already. */
    r.date = day("2026-11-25");
    check_status("begin", co_history_begin(f->h, &err), CO_OK, &err);
    check_status("a list that contradicts", co_history_record(f->h, &r, &err), CO_BUG, &err);
    check_contains("why", err.text, "order W5 is new on the list, but was on the list before");
    co_history_rollback(f->h);
    check_file("nothing was recorded", f->path, co_buf_view(&before));
    co_buf_fini(&before);
    list_fini(&today);
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
#define WITH_PAST(f) cmocka_unit_test_setup_teardown(f, set_up_past, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(reading_needs_a_history),
        IN_FOLDER(writing_makes_a_history),
        IN_FOLDER(an_uncommitted_new_history_has_nothing_in_it),
        IN_FOLDER(a_database_of_others_is_left_alone),
        IN_FOLDER(what_is_no_database_is_refused),
        WITH_PAST(a_damaged_history_says_so),
        WITH_PAST(a_copy_leaves_the_file_as_it_is),
        IN_FOLDER(a_copy_of_nothing_makes_no_file),
        WITH_PAST(two_runs_never_write_at_once),
        WITH_PAST(what_refers_to_the_projection_is_indexed),
        WITH_PAST(what_is_asked_at_once_is_of_one_moment),
        WITH_PAST(an_answer_within_a_run_ends_nothing),
        WITH_PAST(a_reader_cannot_write),
        WITH_PAST(a_rollback_leaves_no_trace),
        IN_FOLDER(a_name_like_a_uri_is_a_name),
        WITH_PAST(facts_are_only_added),
        WITH_PAST(views_have_the_documented_columns),
        WITH_PAST(every_view_says_what_happened),
        WITH_PAST(every_statement_prepares_with_its_parameters),
        WITH_PAST(what_is_asked_of_every_order_is_found_by_its_key),
        WITH_PAST(totals_by_date_and_by_shop),
        WITH_PAST(a_sheet_is_the_day_by_shop),
        WITH_PAST(a_sheet_may_be_of_some_shops),
        WITH_PAST(a_short_sheet_counts_everything),
        WITH_PAST(a_sheet_names_its_files),
        WITH_PAST(an_order_has_one_life_per_feed),
        WITH_PAST(similar_numbers_are_found),
        WITH_PAST(days_and_status_of_feeds),
        WITH_PAST(feeds_and_shops_have_names),
        WITH_PAST(a_day_is_known_by_date_and_by_digest),
        WITH_PAST(the_newest_list_is_given_back),
        IN_FOLDER(odd_cells_are_given_back_as_they_were),
        IN_FOLDER(a_day_without_open_orders_is_a_day),
        WITH_PAST(a_day_is_recorded_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
