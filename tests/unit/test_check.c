#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "db.h"
#include "check.h"
#include "folder.h"
#include "past.h"

/* --- a small past: two feeds, an order that moves, one that returns, one closed short -----------
 */

#define H "Order,Shop,Qty,Done,Due,Status\n"
static const struct {
    const char *feed, *date, *csv;
} recorded[] = {
    {"default", "2026-11-19",
     H "A1,Saw,10,0,2026-11-20,Open\nA2,Saw,5,0,,Open\nA3,Lathe,7,2,2026-11-18,Open\n"
       "A4,Lathe,4,0,2026-11-27,Open\n"},
    {"other", "2026-11-19", H "B1,Weld,1,0,,Open\n"},
    {"default", "2026-11-20",
     H "A1,Lathe,10,4,2026-11-20,Open\nA3,Lathe,7,2,2026-11-18,Open\n"
       "A5,Saw,9,0,2026-11-30,Open\n"},
    {"other", "2026-11-20", H "B1,Weld,1,1,,Open\nA4,Weld,4,0,2026-11-27,Open\n"},
    {"default", "2026-11-23",
     H "A1,Lathe,10,10,2026-11-20,Open\nA2,Saw,5,0,2026-11-20,Open\n"
       "A5,Saw,9,0,2026-11-30,Cancelled\n"},
    {"default", "2026-11-24", H "A2,Saw,5,1,2026-11-20,Open\nA6,,3,0,,Open\n"},
};

struct fixture {
    struct folder folder;
    const char *path;
};

static struct co_history *open_history(const char *path, enum co_history_mode mode)
{
    struct co_history *h = NULL;
    struct co_err err = {0};
    bool created;
    check_status(path, co_history_open(path, mode, 0, &h, &created, &err), CO_OK, &err);
    return h;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_init(&f->folder);
    f->path = folder_path(&f->folder, "history.db");
    struct co_history *h = open_history(f->path, CO_HISTORY_WRITE);
    for (size_t i = 0; i < COUNT(recorded); i++)
        past_record(h, &(struct past_day){.feed = recorded[i].feed,
                                          .date = recorded[i].date,
                                          .csv = co_str_of(recorded[i].csv)});
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

/* --- asking ------------------------------------------------------------------------------------
 */

/* How many pages and objects there are changes with every schema. */
static bool is_fickle(struct co_str name)
{
    return co_str_starts(name, CO_STR("pages")) || co_str_starts(name, CO_STR("objects")) ||
           co_str_starts(name, CO_STR("references"));
}

/* Every line as "check examined problems". */
static void lines_of(const struct co_check *check, struct co_buf *out)
{
    co_buf_text(out, "");
    for (size_t i = 0; i < check->table.n_rows; i++) {
        const struct co_cell *row = &check->table.cells[i * 3];
        bool is_many = is_fickle(row[0].text) && row[1].number > 10;
        co_buf_fmt(out, "%.*s %lld %lld\n", CO_STR_ARG(row[0].text),
                   is_many ? 99 : (long long)row[1].number, (long long)row[2].number);
    }
}

static void check_lines(const char *path, bool deep, const char *expected)
{
    struct co_buf got = {0};
    struct co_check check;
    struct co_err err = {0};
    struct co_history *h = open_history(path, CO_HISTORY_READ);
    check_status("check", co_history_check(h, deep, &check, NULL, &err), CO_OK, &err);
    lines_of(&check, &got);
    for (size_t i = 0; i < check.problems.n; i++)
        print_message("%s\n", check.problems.list[i].text);
    check_text(deep ? "deep" : "quick", co_buf_view(&got), expected);
    co_buf_fini(&got);
    co_check_fini(&check);
    co_history_close(h);
}

static void what_was_recorded_has_no_problem(void **state)
{
    struct fixture *f = *state;
    struct co_history *h = open_history(f->path, CO_HISTORY_READ);
    check_query(h->db, "the past is worth a check",
                "SELECT count(*), count(DISTINCT verdict), sum(outcome = 'short') FROM event"
                " UNION ALL SELECT count(*), 0, 0 FROM move",
                "17|6|1\n1|0|0\n");
    co_history_close(h);
    check_lines(f->path, false,
                "pages of the file 99 0\nobjects of the schema 99 0\n"
                "newest runs in the chain 5 0\nreferences between tables 99 0\n"
                "recorded days 6 0\nnewest lists 2 0\n");
    check_lines(f->path, true,
                "pages of the file 99 0\nobjects of the schema 99 0\n"
                "runs in the chain 6 0\nreferences between tables 99 0\n"
                "recorded days 6 0\nnewest lists 2 0\nbalances against events 6 0\n"
                "days, made again 6 0\nevents in turn 17 0\nstays, made again 9 0\n"
                "rows, made again 11 0\ntotals, made again 10 0\n");
}

/* --- edits by hand ------------------------------------------------------------------------------
 */

/* What somebody with SQLite does, who takes the triggers away for it and puts them back. */
static void edit(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *error = NULL;
    struct co_buf triggers = {0}, names = {0}, script = {0};
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    past_query(db, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'", &triggers);
    past_query(db,
               "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'",
               &names);
    co_buf_fmt(&script, "PRAGMA synchronous = OFF; %.*s%s;%.*s", CO_STR_ARG(co_buf_view(&names)),
               sql, CO_STR_ARG(co_buf_view(&triggers)));
    co_buf_byte(&script, '\0');
    if (sqlite3_exec(db, script.at, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
    (void)sqlite3_close(db);
    co_buf_fini(&triggers);
    co_buf_fini(&names);
    co_buf_fini(&script);
}

static const struct {
    const char *sql, *said; /* by --deep */
    bool is_quick;          /* the quick check finds it as well */
} edits[] = {
    {"UPDATE feed SET name = 'others' WHERE id = 2", "run 4 (2026-11-20 of feed others", true},
    {"UPDATE run SET file = 'x' WHERE id = 1", "run 1 (2026-11-19 of feed default", false},
    {"UPDATE run SET previous_date = NULL WHERE id = 6",
     "it follows none, but the day before is "
     "2026-11-23",
     true},
    {"UPDATE balance SET dropped = dropped + 1, rows_read = rows_read + 1 WHERE run_id = 6",
     "run 6 (2026-11-24 of feed default", true},
    {"UPDATE work_order SET work_order = 'A9' WHERE key = 'A4' AND feed_id = 1", "run 3 (", true},
    {"UPDATE event SET part = '' WHERE run_id = 1 AND id = 2", "run 1 (", false},
    {"UPDATE event SET quantity = 99 WHERE run_id = 5 AND verdict = 'completed'", "run 5 (", true},
    {"UPDATE event SET verdict = 'completed', evidence = 'status', outcome = 'made',"
     " order_completed = 1 WHERE verdict = 'cancelled'",
     "run 5 (2026-11-23 of feed default): its counts are not those of its events", true},
    {"DELETE FROM event WHERE verdict = 'changed' AND run_id = 6", "run 6 (", true},
    {"UPDATE change SET after = '0'", "run 6 (", true},
    {"DELETE FROM change", "run 6 (", true},
    {"DELETE FROM move", "2026-11-20 of feed default, shop Lathe: its totals are not", true},
    {"UPDATE chain SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE id = 6", "run 6 (",
     true},
    {"DELETE FROM chain WHERE id = 2", "the chain over the runs lacks links", true},
    {"DELETE FROM day WHERE run_id = 6",
     "run 6 (2026-11-24 of feed default): it counts, but its day "
     "is not there",
     true},
    {"UPDATE day SET workday_no = 7 WHERE run_id = 5",
     "run 5 (2026-11-23 of feed default): the day "
     "says number 3, working day 7",
     false},
    {"UPDATE spell SET last_day = '2026-11-19' WHERE closed IS NOT NULL", "its stay on the list",
     false},
    {"UPDATE spell SET days_before = 4 WHERE spell_no = 2", "order A2: its stay on the list",
     false},
    {"DELETE FROM state WHERE to_day = '9999-12-31'",
     "2026-11-24 of feed default: 2 orders on the "
     "list, but 2 stays, 0 rows",
     true},
    {"UPDATE state SET due_date = '2026-11-01' WHERE due_date IS NULL", "its row is not what",
     false},
    {"UPDATE state SET to_make = to_make + 1", "its row is not what", false},
    {"UPDATE state SET since = '2026-11-17' WHERE since IS NULL", "its row is not what", false},
    {"UPDATE state SET first_seen = '2026-11-01'", "its row is not what", false},
    {"UPDATE state SET first_day = from_day", "its row is not what", false},
    {"UPDATE state SET days_before = days_before + 1", "its row is not what", false},
    {"UPDATE state SET workdays_before = workdays_before + 1", "its row is not what", false},
    {"UPDATE state SET order_id = order_id + 100", "its row is not what", true},
    {"UPDATE state SET spell_id = spell_id + 100", "its row is not what", false},
    {"UPDATE state SET spell_id = 1", "its row is not what", false},
    {"UPDATE total SET past_due = 5 WHERE date = '2026-11-20'",
     "2026-11-20 of feed other, shop Weld", false},
    {"UPDATE total SET pieces_completed = 1 WHERE completed", "its totals are not", false},
    {"DELETE FROM total WHERE today = 0", "its totals are not", false},
};

static bool has_problem(const char *path, bool deep, const char *said)
{
    struct co_check check;
    struct co_err err = {0};
    bool found = false;
    struct co_history *h = open_history(path, CO_HISTORY_READ);
    check_status("check", co_history_check(h, deep, &check, NULL, &err), CO_OK, &err);
    for (size_t i = 0; i < check.problems.n; i++)
        found = found || !said || strstr(check.problems.list[i].text, said);
    for (size_t i = 0; !found && i < check.problems.n; i++)
        print_message("%s\n", check.problems.list[i].text);
    co_check_fini(&check);
    co_history_close(h);
    return found;
}

static void rows_edited_by_hand_are_found(void **state)
{
    struct fixture *f = *state;
    struct co_buf good = {0};
    folder_read(f->path, &good);
    for (size_t i = 0; i < COUNT(edits); i++) {
        (void)folder_write(&f->folder, "history.db", co_buf_view(&good));
        edit(f->path, edits[i].sql);
        if (!has_problem(f->path, true, edits[i].said))
            fail_msg("%s: nothing says '%s'", edits[i].sql, edits[i].said);
        if (has_problem(f->path, false, NULL) != edits[i].is_quick)
            fail_msg("%s: the quick check %s", edits[i].sql,
                     edits[i].is_quick ? "missed it" : "found it");
    }
    co_buf_fini(&good);
}

static void recording_stops_at_an_edited_newest_run(void **state)
{
    struct fixture *f = *state;
    struct co_history *h = NULL;
    struct co_err err = {0};
    bool created;
    edit(f->path, "UPDATE event SET shop = 'Saw' WHERE run_id = 6");
    check_status("write", co_history_open(f->path, CO_HISTORY_WRITE, 0, &h, &created, &err),
                 CO_STORE, &err);
    check_contains("said", err.text, "run 6 in the history");
    check_contains("said", err.text, "2026-11-24 of feed default");
    assert_null(h);
    co_history_close(open_history(f->path, CO_HISTORY_READ)); /* reports go on */
}

/* --- damage -------------------------------------------------------------------------------------
 */

static void dump(sqlite3 *db, struct co_buf *out)
{
    struct co_buf names = {0}, rows = {0};
    past_query(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", &names);
    co_buf_byte(&names, '\0');
    for (char *at = names.at, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        char sql[128];
        *end = '\0';
        (void)snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", at);
        past_query(db, sql, &rows);
        co_buf_fmt(out, "-- %s\n%.*s", at, CO_STR_ARG(co_buf_view(&rows)));
    }
    co_buf_fini(&names);
    co_buf_fini(&rows);
}

/* Fine by check --deep. */
static bool is_accepted(const char *path, struct co_buf *rows)
{
    struct co_history *h = NULL;
    struct co_check check = {.n_problems = 1};
    struct co_err err = {0};
    bool created;
    enum co_status status = co_history_open(path, CO_HISTORY_READ, 0, &h, &created, &err);
    if (!status) {
        status = co_history_check(h, true, &check, NULL, &err);
        rows->len = 0;
        if (!status && !check.n_problems)
            dump(h->db, rows);
        co_check_fini(&check);
    }
    if (status)
        assert_true(status == CO_STORE && err.text[0]);
    co_history_close(h);
    return !status && !check.n_problems;
}

/* FAULTS: a flipped byte is found, or it is one that says nothing. */
static void flip(void **state, size_t first, size_t step)
{
    struct fixture *f = *state;
    struct co_buf bytes = {0}, good = {0}, rows = {0};
    size_t n_found = 0, n = 0;
    folder_read(f->path, &bytes);
    assert_true(is_accepted(f->path, &good));
    for (size_t at = first; at < bytes.len; at += step, n++) {
        bytes.at[at] = (char)~bytes.at[at];
        (void)folder_write(&f->folder, "flipped.db", co_buf_view(&bytes));
        bytes.at[at] = (char)~bytes.at[at];
        bool accepted = is_accepted(folder_path(&f->folder, "flipped.db"), &rows);
        n_found += !accepted;
        if (accepted && !co_str_eq(co_buf_view(&rows), co_buf_view(&good)))
            fail_msg("byte %zu: accepted, but the rows are others", at);
    }
    print_message("%zu of %zu flipped bytes found; the others say nothing\n", n_found, n);
    assert_true(n_found > n / 20);
    co_buf_fini(&bytes);
    co_buf_fini(&good);
    co_buf_fini(&rows);
}

static void a_flipped_byte_is_found_or_says_nothing(void **state)
{
    const char *all = getenv("CROSSOFF_TORTURE");
    flip(state, 11, all && *all ? 97 : 97 * 16);
}

static void cut_off(struct fixture *f, const struct co_buf *bytes, size_t from, size_t step)
{
    struct co_buf rows = {0};
    for (size_t len = from; len < bytes->len; len += step) {
        const char *cut = folder_write(&f->folder, "cut.db", (struct co_str){bytes->at, len});
        if (is_accepted(cut, &rows))
            fail_msg("%zu of %zu bytes: accepted", len, bytes->len);
    }
    co_buf_fini(&rows);
}

static void a_file_cut_off_is_not_accepted(void **state)
{
    struct fixture *f = *state;
    struct co_buf bytes = {0};
    folder_read(f->path, &bytes);
    cut_off(f, &bytes, 1, 4096 * 3 + 17);
    cut_off(f, &bytes, bytes.len - 4095, 509); /* the last page may be an empty table's */
    co_buf_fini(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_recorded_has_no_problem, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_edited_by_hand_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(recording_stops_at_an_edited_newest_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flipped_byte_is_found_or_says_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_cut_off_is_not_accepted, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
