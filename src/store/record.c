#include "writer.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/outline.h"
#include "given.h"

static void json_text(struct co_buf *b, struct co_str s)
{
    co_buf_byte(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '"' || c == '\\')
            co_buf_byte(b, '\\');
        if (c < 0x20)
            co_buf_fmt(b, "\\u%04x", c);
        else
            co_buf_byte(b, (char)c);
    }
    co_buf_byte(b, '"');
}

static void columns_json(struct co_buf *b, const struct co_export *x)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct co_column *c = &x->columns[i];
        co_buf_text(b, i ? ",{\"name\":" : "[{\"name\":");
        json_text(b, c->name);
        co_buf_text(b, ",\"field\":");
        json_text(b, co_str_of(c->field == CO_FIELD_NONE ? "" : co_field_name(c->field)));
        co_buf_fmt(b, ",\"decimal\":%d,\"order\":%d}", (int)c->decimal, (int)c->order);
    }
    co_buf_byte(b, ']');
}

static void key_json(struct co_buf *b, const struct co_export *x)
{
    for (size_t i = 0; i < x->n_key; i++) {
        co_buf_byte(b, i ? ',' : '[');
        json_text(b, x->columns[x->key[i]].name);
    }
    co_buf_byte(b, ']');
}

static enum co_status ending_json(struct co_buf *b, const struct co_export *x, struct co_err *err)
{
    struct co_tail tail;
    enum co_status status = co_export_tail(x, &tail, err);
    co_buf_fmt(b, "{\"line_end\":%d,\"footers\":%u,\"tail\":[", (int)x->ending.line_end,
               x->ending.footers);
    for (size_t i = 0; i < tail.n; i++) {
        co_buf_text(b, i ? "," : "");
        json_text(b, tail.key[i]);
    }
    co_buf_text(b, "]}");
    co_arena_fini(&tail.arena);
    return status;
}

static enum co_status add_run(struct co_writer *w)
{
    const struct co_record *r = w->r;
    struct co_bind feed = CO_CTEXT(r->feed);
    struct co_buf columns = {0}, key = {0}, ending = {0}, calendar = {0};
    char at[CO_TIME_TEXT];
    enum co_status status = co_db_number(w->h, CO_SQL_FEED_ID, &feed, 1, 0, &w->feed, w->err);
    if (!status && !w->feed) {
        status = co_db_run(w->h, CO_SQL_FEED_ADD, &feed, 1, w->err);
        w->feed = sqlite3_last_insert_rowid(w->h->db);
    }
    if (r->columns)
        co_buf_text(&columns, r->columns);
    else
        columns_json(&columns, r->today);
    if (r->key)
        co_buf_text(&key, r->key);
    else
        key_json(&key, r->today);
    co_calendar_text(r->calendar, &calendar);
    if (r->ending)
        co_buf_text(&ending, r->ending);
    else if (!status)
        status = ending_json(&ending, r->today, w->err);
    if (!status &&
        (!co_buf_ok(&columns) || !co_buf_ok(&key) || !co_buf_ok(&ending) || !co_buf_ok(&calendar)))
        status = co_fail_nomem(w->err);
    struct co_bind values[] = {
        CO_INT(w->feed),
        co_bind_date(r->date),
        r->recon ? co_bind_date(r->previous) : CO_NULL,
        CO_CTEXT(co_time_text(r->recorded_at, at)),
        CO_CTEXT(r->file),
        CO_INT(r->bytes),
        CO_CTEXT(r->sha256),
        CO_CTEXT(r->encoding),
        CO_TEXT(((struct co_str){&r->today->dialect.delimiter, 1})),
        CO_TEXT(co_buf_view(&columns)),
        CO_TEXT(co_buf_view(&key)),
        CO_TEXT(co_buf_view(&calendar)),
        CO_CTEXT(r->program),
        co_bind_date(r->run_date),
        r->rules ? CO_CTEXT(r->rules) : CO_NULL,
        r->closed_file ? CO_CTEXT(r->closed_file) : CO_NULL,
        r->closed_file ? CO_CTEXT(r->closed_sha256) : CO_NULL,
        CO_TEXT(co_buf_view(&ending)),
        CO_CTEXT(r->kind ? r->kind : "export"),
        r->who ? CO_CTEXT(r->who) : CO_NULL,
        r->reason ? CO_CTEXT(r->reason) : CO_NULL,
    };
    if (!status)
        status = co_db_run(w->h, CO_SQL_RUN_ADD, values, 21, w->err);
    w->run = sqlite3_last_insert_rowid(w->h->db);
    co_buf_fini(&columns);
    co_buf_fini(&key);
    co_buf_fini(&ending);
    co_buf_fini(&calendar);
    return status;
}

static enum co_status add_day(struct co_writer *w)
{
    const struct co_record *r = w->r;
    int64_t day_no = 0, workday_no = 0;
    if (!r->recon && r->previous != CO_DATE_NONE)
        return co_fail(w->err, CO_BUG, "feed %s has recorded days: no baseline can follow them",
                       r->feed);
    bool is_workday = co_calendar_is_worked(r->calendar, r->date);
    if (r->recon) {
        struct co_bind key[] = {CO_INT(w->feed), co_bind_date(r->previous)};
        sqlite3_stmt *s;
        bool has_row;
        enum co_status status = co_db_bind(w->h, CO_SQL_DAY_NUMBERS, key, 2, &s, w->err);
        if (!status)
            status = co_db_step(w->h, s, &has_row, w->err);
        if (status || !has_row)
            return status ? status
                          : co_writer_contradiction(w, "follows a day that is not recorded");
        day_no = sqlite3_column_int64(s, 0);
        workday_no =
            sqlite3_column_int64(s, 1) + co_calendar_days(r->calendar, r->previous, r->date);
        co_db_reset(s);
    }
    struct co_bind values[] = {CO_INT(w->feed),    co_bind_date(r->date), CO_INT(w->run),
                               CO_INT(day_no + 1), CO_INT(workday_no),    CO_INT(is_workday)};
    return co_db_run(w->h, CO_SQL_DAY_ADD, values, 6, w->err);
}

/* How many orders the list has: its rows, unless they are operations. */
static enum co_status count_orders(struct co_writer *w, int64_t *n)
{
    struct co_bind value = CO_INT(w->feed);
    *n = (int64_t)w->r->today->count.open;
    if (!w->has_operations)
        return CO_OK;
    return co_db_number(w->h, CO_SQL_ORDERS_ON_LIST, &value, 1, 0, n, w->err);
}

static enum co_status add_balance(struct co_writer *w)
{
    const struct co_rowcount *c = &w->r->today->count;
    const struct co_recon *k = w->r->recon;
    int64_t orders;
    enum co_status status = count_orders(w, &orders);
    struct co_bind values[16] = {
        CO_INT(w->run),
        CO_INT((int64_t)c->read),
        CO_INT((int64_t)c->used),
        CO_INT((int64_t)c->duplicates),
        CO_INT((int64_t)c->dropped),
        CO_INT((int64_t)c->rejected),
        CO_INT((int64_t)c->finished),
        CO_NULL,
        CO_NULL,
        CO_NULL,
        CO_NULL,
        CO_NULL,
        CO_NULL,
        CO_NULL,
        CO_INT((int64_t)c->open),
        CO_INT(status ? 0 : orders),
    };
    if (k) {
        values[7] = CO_INT((int64_t)w->r->yesterday->count.open);
        values[8] = CO_INT((int64_t)k->n_completed - w->n_moved);
        values[9] = CO_INT((int64_t)k->n_cancelled);
        values[10] = CO_INT(w->n_moved);
        values[11] = CO_INT((int64_t)k->n_carried);
        values[12] = CO_INT(w->n_new);
        values[13] = CO_INT(w->n_reopened);
    }
    return status ? status : co_db_run(w->h, CO_SQL_BALANCE_ADD, values, 16, w->err);
}

/* Orders in the order of their keys: the same lists give the same history in whatever order their
 * rows come, and the indexes of the database grow at one end instead of everywhere. */
struct keyed {
    struct co_str key; /* into the buffer, once that has stopped moving */
    size_t at, i;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    return co_str_cmp(x->key, y->key);
}

/* Sorts the n numbers in list, where row_of(w, number) is a row of x. */
static enum co_status sort_by_key(struct co_writer *w, const struct co_export *x, size_t *list,
                                  size_t n, size_t (*row_of)(const struct co_writer *, size_t))
{
    struct co_buf keys = {0};
    struct keyed *k = malloc((n + 1) * sizeof *k);
    enum co_status status = k ? CO_OK : co_fail_nomem(w->err);
    for (size_t i = 0; !status && i < n; i++) {
        k[i] = (struct keyed){.at = keys.len, .i = list[i]};
        status = co_writer_split(w, x, row_of(w, list[i]), &w->before);
        if (!status)
            co_export_key_text(x, &w->before, &keys);
        k[i].key.len = keys.len - k[i].at;
    }
    if (!status && !co_buf_ok(&keys))
        status = co_fail_nomem(w->err);
    for (size_t i = 0; !status && i < n; i++)
        k[i].key.at = keys.at + k[i].at;
    if (!status)
        qsort(k, n, sizeof *k, by_key);
    for (size_t i = 0; !status && i < n; i++)
        list[i] = k[i].i;
    co_buf_fini(&keys);
    free(k);
    return status;
}

static size_t row_itself(const struct co_writer *w, size_t i)
{
    (void)w;
    return i;
}

static size_t row_of_gone(const struct co_writer *w, size_t i)
{
    return w->r->recon->gone[i].yesterday;
}

static size_t row_of_touched(const struct co_writer *w, size_t i)
{
    return w->r->recon->touched[i].today;
}

static enum co_status each(struct co_writer *w, const struct co_export *x, size_t *list, size_t n,
                           size_t (*row_of)(const struct co_writer *, size_t),
                           enum co_status (*write)(struct co_writer *, size_t))
{
    enum co_status status = sort_by_key(w, x, list, n, row_of);
    for (size_t i = 0; !status && i < n; i++) {
        co_writer_tell(w);
        status = write(w, list[i]);
    }
    return status ? status : co_writer_flush(w);
}

static size_t count_up(size_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        list[i] = i;
    return n;
}

/* The rows that left with one verdict. */
static size_t list_gone(const struct co_recon *k, bool cancelled, size_t *list)
{
    size_t n = 0;
    for (size_t i = 0; i < k->n_gone; i++)
        if ((k->gone[i].verdict == CO_VERDICT_CANCELLED) == cancelled)
            list[n++] = i;
    return n;
}

static size_t list_arrived(const struct co_record *r, size_t *list)
{
    size_t n = 0;
    for (size_t i = 0; !r->recon && i < r->today->rows.n; i++)
        if (co_class_is_open(r->today->rows.rows[i].class))
            list[n++] = i;
    if (r->recon && r->recon->n_arrived) {
        n = r->recon->n_arrived;
        memcpy(list, r->recon->arrived, n * sizeof *list);
    }
    return n;
}

/* What arrives comes first and what is completed last: an order is completed with its last open
 * operation, and then everything else about it is in the history. */
static enum co_status write_events(struct co_writer *w)
{
    const struct co_record *r = w->r;
    const struct co_recon *k = r->recon;
    size_t most = r->today->rows.n;
    if (k && k->n_gone > most)
        most = k->n_gone;
    size_t *list = malloc((most + 1) * sizeof *list);
    enum co_status status = list ? CO_OK : co_fail_nomem(w->err);
    if (list)
        w->n_to_tell = list_arrived(r, list) + (k ? k->n_touched + k->n_gone : 0);
    size_t n_arrived = status ? 0 : list_arrived(r, list);
    if (!status)
        status = sort_by_key(w, r->today, list, n_arrived, row_itself);
    if (!status)
        status = co_writer_arrive(w, list, n_arrived);
    if (!status && k)
        status =
            each(w, r->today, list, count_up(list, k->n_touched), row_of_touched, co_writer_touch);
    for (int cancelled = 1; !status && k && cancelled >= 0; cancelled--)
        status = each(w, r->yesterday, list, list_gone(k, cancelled, list), row_of_gone,
                      co_writer_leave);
    free(list);
    return status;
}

/* --- rows that are made or cancelled --------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return co_str_cmp(*(const struct co_str *)a, *(const struct co_str *)b);
}

/* Those that the newest list had and this one has not: today's keys are sorted. */
static enum co_status drop_ended(struct co_writer *w, const struct co_str *keys, size_t n)
{
    struct co_bind feed = CO_INT(w->feed);
    struct co_arena arena = {0};
    struct co_str *gone = NULL;
    size_t n_gone = 0, cap = 0;
    sqlite3_stmt *s;
    bool has_row, ok = true;
    enum co_status status = co_db_bind(w->h, CO_SQL_ENDED_KEYS, &feed, 1, &s, w->err);
    while (!status && !(status = co_db_step(w->h, s, &has_row, w->err)) && has_row) {
        struct co_str key = co_db_text(s, 0);
        void *list = gone;
        if (n && bsearch(&key, keys, n, sizeof *keys, by_text))
            continue;
        ok = ok && co_grow(&list, &cap, n_gone + 1, sizeof *gone);
        gone = list;
        if (ok)
            gone[n_gone++] = co_arena_dup(&arena, key);
    }
    if (!status && (!ok || arena.failed))
        status = co_fail_nomem(w->err);
    for (size_t i = 0; !status && i < n_gone; i++) {
        struct co_bind fact[] = {CO_INT(w->run), CO_TEXT(gone[i]), CO_INT(0), CO_NULL};
        struct co_bind now[] = {CO_INT(w->feed), CO_TEXT(gone[i])};
        status = co_db_run(w->h, CO_SQL_ENDED_ADD, fact, 4, w->err);
        if (!status)
            status = co_db_run(w->h, CO_SQL_ENDED_NOW_DROP, now, 2, w->err);
    }
    free(gone);
    co_arena_fini(&arena);
    return status;
}

static size_t list_ended(const struct co_export *x, size_t *list)
{
    size_t n = 0;
    for (size_t i = 0; i < x->rows.n; i++)
        if (!co_class_is_open((enum co_class)x->rows.rows[i].class))
            list[n++] = i;
    return n;
}

/* A list that is to be given back exactly has these rows too. */
static enum co_status write_ended(struct co_writer *w)
{
    const struct co_export *x = w->r->today;
    struct co_arena arena = {0};
    size_t *list = malloc((x->rows.n + 1) * sizeof *list);
    size_t n = list ? list_ended(x, list) : 0;
    struct co_str *keys = malloc((n + 1) * sizeof *keys);
    enum co_status status = list && keys ? CO_OK : co_fail_nomem(w->err);
    for (size_t i = 0; !status && i < n; i++) {
        status = co_writer_end(w, list[i]);
        keys[i] = co_arena_dup(&arena, co_buf_view(&w->key));
    }
    if (!status && arena.failed)
        status = co_fail_nomem(w->err);
    if (!status && n)
        qsort(keys, n, sizeof *keys, by_text);
    if (!status)
        status = drop_ended(w, keys, n);
    free(list);
    free(keys);
    co_arena_fini(&arena);
    return status;
}

static enum co_status look_around(struct co_writer *w)
{
    const struct co_export *x = w->r->today;
    struct co_bind feed = CO_INT(w->feed);
    int64_t feeds = 0, orders = 0;
    for (size_t i = 0; i < x->n_key; i++)
        w->has_operations = w->has_operations || x->columns[x->key[i]].field == CO_FIELD_OPERATION;
    enum co_status status = co_db_number(w->h, CO_SQL_FEEDS, NULL, 0, 0, &feeds, w->err);
    if (!status)
        status = co_db_number(w->h, CO_SQL_ORDERS_SEEN, &feed, 1, 0, &orders, w->err);
    w->has_feeds = feeds > 1;
    w->has_orders = orders > 0;
    return status;
}

static enum co_status write_orders(struct co_writer *w)
{
    enum co_status status = look_around(w);
    if (!status)
        status = write_events(w);
    if (!status)
        status = write_ended(w);
    return status;
}

enum co_status co_history_record(struct co_history *h, const struct co_record *r,
                                 struct co_err *err)
{
    struct co_writer *w = calloc(1, sizeof *w);
    if (!w)
        return co_fail_nomem(err);
    w->h = h;
    w->r = r;
    w->err = err;
    co_writer_sort_columns(w);
    enum co_status status = add_run(w);
    if (!status && !r->outline)
        status = write_orders(w);
    if (!status)
        status = add_day(w);
    if (!status)
        status = co_writer_totals(w);
    if (!status)
        status = add_balance(w);
    if (!status)
        status = co_writer_check_totals(w);
    co_writer_fini(w);
    free(w);
    return status;
}
