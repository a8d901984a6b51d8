#include "db.h"
#include <stdlib.h>
#include <string.h>

/* One run being written. */
struct writer {
    struct co_history *h;
    const struct co_record *r;
    int64_t feed, run;
    size_t sorted[CO_COLUMNS_MAX]; /* today's columns by name: the order in which cells are kept */
    struct co_cells before, after;
    struct co_buf key, cells, suffix;
    int64_t n_new, n_reopened;
    struct co_err *err;
};

/* --- texts that are kept ------------------------------------------------------------------ */

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

/* One cell of a kept record, quoted only where CSV needs it (RFC 4180). */
static void csv_cell(struct co_buf *b, struct co_str s)
{
    bool plain = true;
    for (size_t i = 0; i < s.len && plain; i++)
        plain = !strchr(",\"\r\n", s.at[i]);
    if (plain) {
        co_buf_str(b, s);
        return;
    }
    co_buf_byte(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"')
            co_buf_byte(b, '"');
        co_buf_byte(b, s.at[i]);
    }
    co_buf_byte(b, '"');
}

static void sort_columns(struct writer *w)
{
    const struct co_export *x = w->r->today;
    for (size_t i = 0; i < x->n_columns; i++) {
        size_t j = i;
        for (; j > 0 && co_str_cmp(x->columns[w->sorted[j - 1]].name, x->columns[i].name) > 0; j--)
            w->sorted[j] = w->sorted[j - 1];
        w->sorted[j] = i;
    }
}

static void keep_cells(struct writer *w)
{
    w->cells.len = 0;
    for (size_t i = 0; i < w->r->today->n_columns; i++) {
        if (i)
            co_buf_byte(&w->cells, ',');
        csv_cell(&w->cells, w->after.at[w->sorted[i]]);
    }
}

/* --- small steps --------------------------------------------------------------------------- */

static enum co_status split(struct writer *w, const struct co_export *x, size_t row,
                            struct co_cells *cells)
{
    return x->split(x, (size_t)x->rows.rows[row].at, cells, w->err);
}

static enum co_status contradiction(struct writer *w, const char *what)
{
    return co_fail(w->err, CO_BUG,
                   "the history %s contradicts the export %s: order %.*s %s; nothing was recorded. "
                   "Please report this",
                   w->h->path, w->r->file, CO_STR_ARG(co_buf_view(&w->key)), what);
}

static enum co_status order_id(struct writer *w, const struct co_export *x,
                               const struct co_cells *cells, int64_t *id)
{
    w->key.len = 0;
    co_export_key_text(x, cells, &w->key);
    if (!co_buf_ok(&w->key))
        return co_fail_nomem(w->err);
    struct co_bind values[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->key))};
    return co_db_number(w->h, CO_SQL_ORDER_ID, values, 2, 0, id, w->err);
}

/* What else names the row, besides order, suffix and operation (--key "Work Order,Batch"), so that
 * no two rows look alike in a report. */
static struct co_str suffix_of(struct writer *w, const struct co_order *o)
{
    const struct co_export *x = w->r->today;
    w->suffix.len = 0;
    co_buf_str(&w->suffix, o->text[CO_FIELD_SUFFIX]);
    for (size_t i = 0; i < x->n_key; i++) {
        enum co_field f = x->columns[x->key[i]].field;
        if (f == CO_FIELD_WORK_ORDER || f == CO_FIELD_SUFFIX || f == CO_FIELD_OPERATION)
            continue;
        co_buf_text(&w->suffix, w->suffix.len ? " / " : "");
        co_buf_str(&w->suffix, co_str_trim(w->after.at[x->key[i]]));
    }
    w->key.failed = w->key.failed || !co_buf_ok(&w->suffix);
    return co_buf_view(&w->suffix);
}

static enum co_status add_order(struct writer *w, const struct co_order *o, int64_t *id)
{
    struct co_bind values[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->key)),
                               CO_TEXT(o->text[CO_FIELD_WORK_ORDER]), co_bind_text(suffix_of(w, o)),
                               co_bind_text(o->text[CO_FIELD_OPERATION])};
    enum co_status status = co_db_run(w->h, CO_SQL_ORDER_ADD, values, 5, w->err);
    *id = sqlite3_last_insert_rowid(w->h->db);
    return status;
}

/* What an event says besides its order: where from, and how much was made since. */
struct happening {
    const char *verdict, *evidence;
    const struct co_order *before; /* the row of the list before, or NULL */
    bool is_off_list;              /* nothing to keep: it left the list */
};

static enum co_status add_event(struct writer *w, int64_t order, const struct happening *what,
                                const struct co_order *o, int64_t *id)
{
    struct co_str shop = o->text[CO_FIELD_SHOP];
    struct co_bind from = CO_NULL, progress = CO_NULL, cells = CO_NULL;
    if (what->before && !co_str_eq(what->before->text[CO_FIELD_SHOP], shop))
        from = CO_TEXT(what->before->text[CO_FIELD_SHOP]);
    if (what->before && o->completed != CO_QUANTITY_NONE &&
        what->before->completed != CO_QUANTITY_NONE)
        progress = CO_INT(o->completed - what->before->completed);
    if (!what->is_off_list) {
        keep_cells(w);
        cells = CO_TEXT(co_buf_view(&w->cells));
    }
    if (!co_buf_ok(&w->cells))
        return co_fail_nomem(w->err);
    struct co_bind values[] = {
        CO_INT(w->run),
        CO_INT(order),
        CO_CTEXT(what->verdict),
        what->evidence ? CO_CTEXT(what->evidence) : CO_NULL,
        CO_TEXT(shop),
        from,
        co_bind_text(o->text[CO_FIELD_PLANT]),
        co_bind_text(o->text[CO_FIELD_PART]),
        co_bind_text(o->text[CO_FIELD_DESCRIPTION]),
        co_bind_quantity(o->quantity),
        co_bind_quantity(o->completed),
        co_bind_quantity(o->remaining),
        co_bind_quantity(o->scrapped),
        progress,
        co_bind_date(o->due),
        co_bind_date(o->start),
        co_bind_text(o->text[CO_FIELD_STATUS]),
        co_bind_text(o->text[CO_FIELD_PRIORITY]),
        co_bind_text(o->text[CO_FIELD_SALES_ORDER]),
        co_bind_text(o->text[CO_FIELD_PLANNER]),
        co_bind_text(o->text[CO_FIELD_CUSTOMER]),
        cells,
    };
    enum co_status status =
        co_db_run(w->h, CO_SQL_EVENT_ADD, values, sizeof values / sizeof *values, w->err);
    *id = sqlite3_last_insert_rowid(w->h->db);
    return status;
}

static enum co_status add_state(struct writer *w, int64_t spell, int64_t event,
                                const struct co_order *o)
{
    struct co_bind values[] = {
        CO_INT(spell), co_bind_date(w->r->date),        CO_INT(w->feed),
        CO_INT(event), CO_TEXT(o->text[CO_FIELD_SHOP]), co_bind_date(o->due)};
    return co_db_run(w->h, CO_SQL_STATE_ADD, values, 6, w->err);
}

static enum co_status close_state(struct writer *w, int64_t spell)
{
    struct co_bind values[] = {CO_INT(spell), co_bind_date(w->r->previous)};
    return co_db_run(w->h, CO_SQL_STATE_CLOSE, values, 2, w->err);
}

static enum co_status open_spell(struct writer *w, int64_t order, int64_t *spell)
{
    struct co_bind value = CO_INT(order);
    enum co_status status = co_db_number(w->h, CO_SQL_SPELL_OPEN, &value, 1, 0, spell, w->err);
    if (!status && !*spell)
        return contradiction(w, "should be on the list before, but is not");
    return status;
}

/* --- the four things that can happen to an order -------------------------------------------- */

struct earlier {
    int64_t spells, days, workdays;
};

static enum co_status earlier_spells(struct writer *w, int64_t order, struct earlier *out)
{
    struct co_bind value = CO_INT(order);
    sqlite3_stmt *s;
    bool has_row, is_open = false;
    enum co_status status = co_db_bind(w->h, CO_SQL_SPELL_LAST, &value, 1, &s, w->err);
    if (!status)
        status = co_db_step(w->h, s, &has_row, w->err);
    if (status || !has_row)
        return status ? status : contradiction(w, "is known but was never on a list");
    out->spells = sqlite3_column_int64(s, 0);
    is_open = sqlite3_column_type(s, 1) == SQLITE_NULL;
    out->days = sqlite3_column_int64(s, 2);
    out->workdays = sqlite3_column_int64(s, 3);
    co_db_reset(s);
    return is_open ? contradiction(w, "is new on the list, but was on the list before") : CO_OK;
}

static enum co_status arrive(struct writer *w, size_t row)
{
    const struct co_record *r = w->r;
    struct happening what = {.verdict = r->recon ? "new" : "listed"};
    struct earlier earlier = {0};
    struct co_order o;
    int64_t order = 0, event = 0;
    enum co_status status = split(w, r->today, row, &w->after);
    if (status)
        return status;
    co_export_order(r->today, &w->after, &o);
    status = order_id(w, r->today, &w->after, &order);
    if (!status && order) {
        what.verdict = "reopened";
        status = earlier_spells(w, order, &earlier);
    } else if (!status) {
        status = add_order(w, &o, &order);
    }
    if (!status)
        status = add_event(w, order, &what, &o, &event);
    if (status)
        return status;
    w->n_reopened += earlier.spells > 0;
    w->n_new += earlier.spells == 0;
    struct co_bind values[] = {CO_INT(w->feed),         CO_INT(order), CO_INT(earlier.spells + 1),
                               co_bind_date(r->date),   CO_INT(event), CO_INT(earlier.days),
                               CO_INT(earlier.workdays)};
    status = co_db_run(w->h, CO_SQL_SPELL_ADD, values, 7, w->err);
    return status ? status : add_state(w, sqlite3_last_insert_rowid(w->h->db), event, &o);
}

static enum co_status leave(struct writer *w, size_t i)
{
    const struct co_record *r = w->r;
    const struct co_gone *g = &r->recon->gone[i];
    struct co_order before, after;
    struct happening what = {.verdict = co_verdict_name(g->verdict),
                             .evidence = co_evidence_name(g->evidence),
                             .before = &before,
                             .is_off_list = true};
    int64_t order = 0, event = 0, spell = 0;
    enum co_status status = split(w, r->yesterday, g->yesterday, &w->before);
    if (!status && g->today != CO_NO_ROW)
        status = split(w, r->today, g->today, &w->after);
    if (status)
        return status;
    co_export_order(r->yesterday, &w->before, &before);
    if (g->today != CO_NO_ROW)
        co_export_order(r->today, &w->after, &after);
    else
        after = before;
    status = order_id(w, r->yesterday, &w->before, &order);
    if (!status)
        status = order ? open_spell(w, order, &spell)
                       : contradiction(w, "leaves the list, but was never on it");
    if (!status)
        status = add_event(w, order, &what, &after, &event);
    if (!status)
        status = close_state(w, spell);
    if (status)
        return status;
    struct co_bind values[] = {CO_INT(spell), co_bind_date(r->previous), CO_INT(event)};
    return co_db_run(w->h, CO_SQL_SPELL_CLOSE, values, 3, w->err);
}

/* Dates as ISO text and quantities without marks, whatever the ERP writes; the rest as it is. */
static struct co_str normal(const struct co_export *x, struct co_str field, struct co_str cell,
                            char out[CO_QUANTITY_TEXT])
{
    enum co_field f = co_field_of(field);
    int64_t quantity;
    co_date date;
    if (f == CO_FIELD_NONE || x->column_of[f] < 0)
        return cell;
    const struct co_column *c = &x->columns[x->column_of[f]];
    if (co_field_kind(f) == CO_KIND_QUANTITY &&
        co_value_quantity(cell, c->decimal, &quantity) == CO_VALUE_OK)
        return co_str_of(co_value_quantity_text(quantity, out));
    if (co_field_kind(f) == CO_KIND_DATE && co_value_date(cell, c->order, &date) <= CO_VALUE_OK)
        return co_str_of(co_date_text(date, out));
    return cell;
}

static enum co_status add_changes(struct writer *w, int64_t event)
{
    struct co_change changes[CO_COLUMNS_MAX];
    const struct co_record *r = w->r;
    enum co_status status = CO_OK;
    size_t n = co_recon_changes(r->recon, r->yesterday, &w->before, r->today, &w->after, changes);
    for (size_t i = 0; !status && i < n; i++) {
        char before[CO_QUANTITY_TEXT], after[CO_QUANTITY_TEXT];
        struct co_str field = changes[i].field;
        struct co_bind values[] = {CO_INT(event), CO_TEXT(field),
                                   CO_TEXT(normal(r->yesterday, field, changes[i].before, before)),
                                   CO_TEXT(normal(r->today, field, changes[i].after, after))};
        status = co_db_run(w->h, CO_SQL_CHANGE_ADD, values, 4, w->err);
    }
    return status;
}

static enum co_status touch(struct writer *w, size_t i)
{
    const struct co_record *r = w->r;
    const struct co_touched *t = &r->recon->touched[i];
    struct co_order before, after;
    struct happening what = {.verdict = t->is_changed ? "changed" : "relisted", .before = &before};
    int64_t order = 0, event = 0, spell = 0;
    enum co_status status = split(w, r->yesterday, t->yesterday, &w->before);
    if (!status)
        status = split(w, r->today, t->today, &w->after);
    if (status)
        return status;
    co_export_order(r->yesterday, &w->before, &before);
    co_export_order(r->today, &w->after, &after);
    status = order_id(w, r->today, &w->after, &order);
    if (!status)
        status = order ? open_spell(w, order, &spell)
                       : contradiction(w, "is carried over, but was never on a list");
    if (!status)
        status = add_event(w, order, &what, &after, &event);
    if (!status)
        status = add_changes(w, event);
    if (!status)
        status = close_state(w, spell);
    return status ? status : add_state(w, spell, event, &after);
}

/* --- the run -------------------------------------------------------------------------------- */

static enum co_status add_run(struct writer *w)
{
    const struct co_record *r = w->r;
    struct co_bind feed = CO_CTEXT(r->feed);
    struct co_buf columns = {0}, key = {0};
    char week[32], at[CO_TIME_TEXT];
    enum co_status status = co_db_number(w->h, CO_SQL_FEED_ID, &feed, 1, 0, &w->feed, w->err);
    if (!status && !w->feed) {
        status = co_db_run(w->h, CO_SQL_FEED_ADD, &feed, 1, w->err);
        w->feed = sqlite3_last_insert_rowid(w->h->db);
    }
    columns_json(&columns, r->today);
    key_json(&key, r->today);
    if (!status && (!co_buf_ok(&columns) || !co_buf_ok(&key)))
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
        CO_TEXT(((struct co_str){&r->today->delimiter, 1})),
        CO_TEXT(co_buf_view(&columns)),
        CO_TEXT(co_buf_view(&key)),
        CO_CTEXT(co_week_text(r->week, week)),
        CO_CTEXT(r->program),
    };
    if (!status)
        status = co_db_run(w->h, CO_SQL_RUN_ADD, values, 13, w->err);
    w->run = sqlite3_last_insert_rowid(w->h->db);
    co_buf_fini(&columns);
    co_buf_fini(&key);
    return status;
}

static enum co_status add_day(struct writer *w)
{
    const struct co_record *r = w->r;
    int64_t day_no = 0, workday_no = 0;
    if (!r->recon && r->previous != CO_DATE_NONE)
        return co_fail(w->err, CO_BUG, "feed %s has recorded days: no baseline can follow them",
                       r->feed);
    bool is_workday = r->week >> co_date_weekday(r->date) & 1;
    if (r->recon) {
        struct co_bind key[] = {CO_INT(w->feed), co_bind_date(r->previous)};
        sqlite3_stmt *s;
        bool has_row;
        enum co_status status = co_db_bind(w->h, CO_SQL_DAY_NUMBERS, key, 2, &s, w->err);
        if (!status)
            status = co_db_step(w->h, s, &has_row, w->err);
        if (status || !has_row)
            return status ? status : contradiction(w, "follows a day that is not recorded");
        day_no = sqlite3_column_int64(s, 0);
        workday_no = sqlite3_column_int64(s, 1) + co_week_days(r->week, r->previous, r->date);
        co_db_reset(s);
    }
    struct co_bind values[] = {CO_INT(w->feed),    co_bind_date(r->date), CO_INT(w->run),
                               CO_INT(day_no + 1), CO_INT(workday_no),    CO_INT(is_workday)};
    return co_db_run(w->h, CO_SQL_DAY_ADD, values, 6, w->err);
}

static enum co_status add_balance(struct writer *w)
{
    const struct co_rowcount *c = &w->r->today->count;
    const struct co_recon *k = w->r->recon;
    struct co_bind values[14] = {
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
        CO_INT((int64_t)c->open),
    };
    if (k) {
        values[7] = CO_INT((int64_t)w->r->yesterday->count.open);
        values[8] = CO_INT((int64_t)k->n_completed);
        values[9] = CO_INT((int64_t)k->n_cancelled);
        values[10] = CO_INT((int64_t)k->n_carried);
        values[11] = CO_INT(w->n_new);
        values[12] = CO_INT(w->n_reopened);
    }
    return co_db_run(w->h, CO_SQL_BALANCE_ADD, values, 14, w->err);
}

/* The totals per shop come from what was stored, the balance from the exports: both must agree. */
static enum co_status check_totals(struct writer *w)
{
    const struct co_record *r = w->r;
    struct co_bind key[] = {CO_INT(w->feed), co_bind_date(r->date)};
    sqlite3_stmt *s;
    bool has_row;
    int64_t wrong = 0, sum[7] = {0};
    enum co_status status = CO_OK;
    if (r->recon)
        status = co_db_number(w->h, CO_SQL_TOTALS_WRONG, key, 2, 0, &wrong, w->err);
    if (!status)
        status = co_db_bind(w->h, CO_SQL_TOTALS_SUM, key, 2, &s, w->err);
    if (!status)
        status = co_db_step(w->h, s, &has_row, w->err);
    if (status)
        return status;
    for (int i = 0; i < 7; i++)
        sum[i] = sqlite3_column_int64(s, i);
    co_db_reset(s);
    bool ok = !wrong && sum[0] == (int64_t)r->today->count.open;
    if (ok && r->recon)
        ok = sum[1] == (int64_t)r->yesterday->count.open &&
             sum[2] == (int64_t)r->recon->n_completed && sum[3] == (int64_t)r->recon->n_cancelled &&
             sum[4] == (int64_t)r->recon->n_carried && sum[5] == w->n_new &&
             sum[6] == w->n_reopened;
    if (ok)
        return CO_OK;
    return co_fail(w->err, CO_BUG,
                   "the day does not add up in the history %s: today %lld, completed %lld, carried "
                   "over %lld, new %lld, reopened %lld by what was stored; nothing was recorded. "
                   "Please report this",
                   w->h->path, (long long)sum[0], (long long)sum[2], (long long)sum[4],
                   (long long)sum[5], (long long)sum[6]);
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
static enum co_status sort_by_key(struct writer *w, const struct co_export *x, size_t *list,
                                  size_t n, size_t (*row_of)(const struct writer *, size_t))
{
    struct co_buf keys = {0};
    struct keyed *k = malloc((n + 1) * sizeof *k);
    enum co_status status = k ? CO_OK : co_fail_nomem(w->err);
    for (size_t i = 0; !status && i < n; i++) {
        k[i] = (struct keyed){.at = keys.len, .i = list[i]};
        status = split(w, x, row_of(w, list[i]), &w->before);
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

static size_t row_itself(const struct writer *w, size_t i)
{
    (void)w;
    return i;
}

static size_t row_of_gone(const struct writer *w, size_t i)
{
    return w->r->recon->gone[i].yesterday;
}

static size_t row_of_touched(const struct writer *w, size_t i)
{
    return w->r->recon->touched[i].today;
}

static enum co_status each(struct writer *w, const struct co_export *x, size_t *list, size_t n,
                           size_t (*row_of)(const struct writer *, size_t),
                           enum co_status (*write)(struct writer *, size_t))
{
    enum co_status status = sort_by_key(w, x, list, n, row_of);
    for (size_t i = 0; !status && i < n; i++)
        status = write(w, list[i]);
    return status;
}

static size_t count_up(size_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        list[i] = i;
    return n;
}

static enum co_status write_events(struct writer *w)
{
    const struct co_record *r = w->r;
    const struct co_recon *k = r->recon;
    size_t most = r->today->rows.n, n = 0;
    if (k && k->n_gone > most)
        most = k->n_gone;
    size_t *list = malloc((most + 1) * sizeof *list);
    enum co_status status = list ? CO_OK : co_fail_nomem(w->err);
    if (!status && k)
        status = each(w, r->yesterday, list, count_up(list, k->n_gone), row_of_gone, leave);
    if (!status && k)
        status = each(w, r->today, list, count_up(list, k->n_touched), row_of_touched, touch);
    if (!status && k && k->n_arrived) {
        memcpy(list, k->arrived, k->n_arrived * sizeof *list);
        n = k->n_arrived;
    }
    for (size_t i = 0; !status && !k && i < r->today->rows.n; i++)
        if (r->today->rows.rows[i].class == CO_CLASS_OPEN)
            list[n++] = i;
    if (!status)
        status = each(w, r->today, list, n, row_itself, arrive);
    free(list);
    return status;
}

enum co_status co_history_record(struct co_history *h, const struct co_record *r,
                                 struct co_err *err)
{
    struct writer *w = calloc(1, sizeof *w);
    if (!w)
        return co_fail_nomem(err);
    w->h = h;
    w->r = r;
    w->err = err;
    sort_columns(w);
    enum co_status status = add_run(w);
    if (!status)
        status = write_events(w);
    if (!status)
        status = add_day(w);
    struct co_bind totals[] = {CO_INT(w->feed), co_bind_date(r->date),
                               r->recon ? co_bind_date(r->previous) : CO_NULL, CO_INT(w->run)};
    if (!status)
        status = co_db_run(h, CO_SQL_TOTALS_ADD, totals, 4, err);
    if (!status)
        status = add_balance(w);
    if (!status)
        status = check_totals(w);
    co_cells_fini(&w->before);
    co_cells_fini(&w->after);
    co_buf_fini(&w->key);
    co_buf_fini(&w->cells);
    co_buf_fini(&w->suffix);
    free(w);
    return status;
}
