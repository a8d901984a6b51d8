#include "past.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include "check.h"

const char *past_sha256(const char *date, char out[65])
{
    (void)snprintf(out, 65, "%064d", (int)co_date_parse(co_str_of(date)));
    return out;
}

void past_list(struct co_history *h, const char *feed, struct co_kept_list *kept, struct list *out)
{
    struct co_load_rules rules = {.delimiter = ',', .secret = {7, 11}};
    struct co_err err = {0};
    check_status("newest list", co_history_list(h, feed, kept, &err), CO_OK, &err);
    rules.columns = kept->columns;
    rules.n_key = kept->n_key;
    memcpy(rules.key, kept->key, sizeof rules.key);
    list_load(out, co_buf_view(&kept->text), &rules);
    if (out->status != CO_HELD)
        check_status("newest list given back", out->status, CO_OK, &out->err);
}

static const struct co_calendar mon_fri = {.week = CO_WEEK_MON_FRI};

static void fill(struct co_record *r, const struct past_day *day, const char *sha256)
{
    co_date date = co_date_parse(co_str_of(day->date));
    *r = (struct co_record){
        .feed = day->feed ? day->feed : "default",
        .date = date,
        .file = "open-orders.csv",
        .sha256 = sha256,
        .encoding = "UTF-8",
        .program = "test",
        .bytes = (int64_t)day->csv.len,
        .recorded_at = (int64_t)date * 86400 + 6 * 3600,
        .calendar = &mon_fri,
        .previous = CO_DATE_NONE,
        .run_date = CO_DATE_NONE,
    };
}

void past_record(struct co_history *h, const struct past_day *day)
{
    char sha256[65];
    struct co_record r;
    struct co_recorded newest;
    struct co_recon recon = {0};
    struct co_kept_list *kept = test_calloc(1, sizeof *kept);
    struct list mine, given, *today = day->today ? day->today : &mine;
    struct co_err err = {0};
    memset(&given, 0, sizeof given);
    fill(&r, day, past_sha256(day->date, sha256));
    check_status(day->date, co_history_begin(h, &err), CO_OK, &err);
    check_status(day->date, co_history_day(h, r.feed, CO_DATE_NONE, &newest, &err), CO_OK, &err);
    list_must_load(today, day->csv, day->rules);
    r.today = &today->x;
    if (newest.date != CO_DATE_NONE) {
        r.yesterday = day->yesterday ? &day->yesterday->x : &given.x;
        if (!day->yesterday)
            past_list(h, r.feed, kept, &given);
        check_status(day->date, co_recon_subtract(r.yesterday, r.today, NULL, 0, &recon, &err),
                     CO_OK, &err);
        r.recon = &recon;
        r.previous = newest.date;
    }
    check_status(day->date, co_history_record(h, &r, &err), CO_OK, &err);
    check_status(day->date, co_history_commit(h, &err), CO_OK, &err);
    co_recon_fini(&recon);
    co_kept_list_fini(kept);
    test_free(kept);
    list_fini(&given);
    if (today == &mine)
        list_fini(&mine);
}

void past_query(struct sqlite3 *db, const char *sql, struct co_buf *out)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    out->len = 0;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(s);
        for (int i = 0; code == SQLITE_ROW && i < sqlite3_column_count(s); i++) {
            const char *text = (const char *)sqlite3_column_text(s, i);
            co_buf_text(out, i ? "|" : "");
            co_buf_text(out, text ? text : "~");
        }
        if (code == SQLITE_ROW)
            co_buf_byte(out, '\n');
    }
    if (code != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    (void)sqlite3_finalize(s);
    assert_true(co_buf_ok(out));
}

void check_query(struct sqlite3 *db, const char *what, const char *sql, const char *expected)
{
    struct co_buf got = {0};
    past_query(db, sql, &got);
    check_text(what, co_buf_view(&got), expected);
    co_buf_fini(&got);
}
