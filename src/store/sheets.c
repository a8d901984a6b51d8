#include "db.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/outline.h"
#include "given.h"
#include "rank.h"

void co_db_shops_json(struct co_buf *b, const struct co_question *q)
{
    for (size_t i = 0; i < q->n_shops; i++) {
        co_buf_text(b, i ? ",\"" : "[\"");
        for (const char *c = q->shops[i]; *c; c++) {
            if ((unsigned char)*c < 0x20) {
                co_buf_fmt(b, "\\u%04x", (unsigned)*c);
                continue;
            }
            if (*c == '"' || *c == '\\')
                co_buf_byte(b, '\\');
            co_buf_byte(b, *c);
        }
        co_buf_byte(b, '"');
    }
    if (q->n_shops)
        co_buf_byte(b, ']');
}

/* What is being put together. Items are collected with their shop's number and handed to the
 * shops at the end: the list may move while it grows. */
struct builder {
    struct co_history *h;
    const struct co_question *q;
    struct co_sheet *s;
    int64_t feed, run;
    struct co_buf shops;
    struct co_sheet_shop *shop;
    struct co_sheet_item *items;
    size_t n_items, cap_items, cap_shops;
    struct co_err *err;
};

static struct co_bind shops_value(const struct builder *b)
{
    return b->shops.len ? CO_TEXT(co_buf_view(&b->shops)) : CO_NULL;
}

static struct co_str dup(struct builder *b, sqlite3_stmt *s, int column)
{
    return co_arena_dup(&b->s->arena, co_db_text(s, column));
}

static void take_file(struct builder *b, sqlite3_stmt *s, co_date date, struct co_sheet_file *out)
{
    out->name = dup(b, s, 1);
    out->date = date;
    out->rows.read = (size_t)sqlite3_column_int64(s, 2);
    out->rows.used = (size_t)sqlite3_column_int64(s, 3);
    out->rows.duplicates = (size_t)sqlite3_column_int64(s, 4);
    out->rows.dropped = (size_t)sqlite3_column_int64(s, 5);
    out->rows.rejected = (size_t)sqlite3_column_int64(s, 6);
    out->rows.finished = (size_t)sqlite3_column_int64(s, 7);
    out->rows.open = (size_t)sqlite3_column_int64(s, 8);
}

static enum co_status take_head(struct builder *b, co_date date, bool is_today, co_date *previous)
{
    struct co_bind values[] = {CO_INT(b->feed), co_bind_date(date)};
    sqlite3_stmt *s;
    bool has_row = false;
    enum co_status status = co_db_bind(b->h, CO_SQL_SHEET_HEAD, values, 2, &s, b->err);
    if (!status)
        status = co_db_step(b->h, s, &has_row, b->err);
    if (status || !has_row)
        return status ? status
                      : co_fail(b->err, CO_STORE, "the history %s has no such day", b->h->path);
    take_file(b, s, date, is_today ? &b->s->today : &b->s->yesterday);
    if (is_today) {
        b->run = sqlite3_column_int64(s, 0);
        *previous = co_db_date(s, 9);
        b->s->key = dup(b, s, 10);
        b->s->shops_all = sqlite3_column_int64(s, 11);
        b->s->has_operations = sqlite3_column_int(s, 12) != 0;
    }
    co_db_reset(s);
    return CO_OK;
}

void co_db_counts(sqlite3_stmt *s, int column, struct co_counts *out)
{
    int64_t *const counts[] = {
        &out->yesterday,    &out->completed,   &out->cancelled,        &out->moved,
        &out->carried_over, &out->fresh,       &out->reopened,         &out->today,
        &out->from_other,   &out->to_other,    &out->changed,          &out->past_due,
        &out->by_status,    &out->by_quantity, &out->by_told,          &out->by_absence,
        &out->is_short,     &out->closed,      &out->orders_completed, &out->pieces_completed,
    };
    for (int i = 0; i < (int)(sizeof counts / sizeof *counts); i++)
        *counts[i] = sqlite3_column_int64(s, column + i);
}

static enum co_status take_shops(struct builder *b)
{
    struct co_bind values[] = {CO_INT(b->feed), co_bind_date(b->q->to), shops_value(b)};
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(b->h, CO_SQL_SHEET_SHOPS, values, 3, &s, b->err);
    while (!status && !(status = co_db_step(b->h, s, &has_row, b->err)) && has_row) {
        void *list = b->shop;
        if (!co_grow(&list, &b->cap_shops, b->s->n_shops + 1, sizeof *b->shop)) {
            co_db_reset(s);
            return co_fail_nomem(b->err);
        }
        b->shop = list;
        struct co_sheet_shop *shop = &b->shop[b->s->n_shops++];
        memset(shop, 0, sizeof *shop);
        shop->name = dup(b, s, 0);
        co_db_counts(s, 1, &shop->counts);
        co_counts_add(&b->s->counts, &shop->counts);
    }
    if (!status && b->q->n_shops == 0)
        b->s->counts.from_other = b->s->counts.to_other = 0; /* within the list they cancel out */
    return status;
}

static enum co_verdict verdict_of(struct co_str name)
{
    for (int v = 0; v < CO_VERDICTS; v++)
        if (co_str_eq(name, co_str_of(co_verdict_name((enum co_verdict)v))))
            return (enum co_verdict)v;
    return CO_VERDICT_LISTED;
}

static enum co_status take_changes(struct builder *b, int64_t event, struct co_sheet_item *item)
{
    struct co_bind value = CO_INT(event);
    struct co_change found[CO_COLUMNS_MAX];
    sqlite3_stmt *s;
    bool has_row;
    size_t n = 0;
    enum co_status status = co_db_bind(b->h, CO_SQL_CHANGES_OF, &value, 1, &s, b->err);
    while (!status && !(status = co_db_step(b->h, s, &has_row, b->err)) && has_row)
        if (n < CO_COLUMNS_MAX)
            found[n++] = (struct co_change){dup(b, s, 0), dup(b, s, 1), dup(b, s, 2)};
    struct co_change *kept = n ? co_arena_alloc(&b->s->arena, n * sizeof *kept) : NULL;
    if (kept) {
        memcpy(kept, found, n * sizeof *kept);
        item->changes = kept;
        item->n_changes = n;
    }
    return status;
}

static enum co_status take_item(struct builder *b, sqlite3_stmt *s)
{
    void *list = b->items;
    if (!co_grow(&list, &b->cap_items, b->n_items + 1, sizeof *b->items))
        return co_fail_nomem(b->err);
    b->items = list;
    struct co_sheet_item *i = &b->items[b->n_items++];
    memset(i, 0, sizeof *i);
    i->shop = dup(b, s, 0);
    i->verdict = verdict_of(co_db_text(s, 1));
    i->evidence = co_evidence_of(co_db_text(s, 2));
    i->work_order = dup(b, s, 3);
    i->suffix = dup(b, s, 4);
    i->operation = dup(b, s, 5);
    i->part = dup(b, s, 6);
    i->description = dup(b, s, 7);
    i->status = dup(b, s, 8);
    i->quantity = co_db_quantity(s, 9);
    i->completed = co_db_quantity(s, 10);
    i->progress = sqlite3_column_int64(s, 11);
    i->due = co_db_date(s, 12);
    i->first_seen = co_db_date(s, 13);
    i->retracted = co_db_date(s, 14);
    i->days = sqlite3_column_int(s, 15);
    i->workdays = sqlite3_column_int(s, 16);
    i->is_past_due = i->due != CO_DATE_NONE && i->due < b->q->to &&
                     i->verdict != CO_VERDICT_COMPLETED && i->verdict != CO_VERDICT_CANCELLED &&
                     i->verdict != CO_VERDICT_MOVED;
    i->outcome = dup(b, s, 19);
    i->is_operation = b->s->has_operations;
    i->is_order_completed = i->is_operation && sqlite3_column_int(s, 20);
    i->to_feed = dup(b, s, 21);
    return sqlite3_column_int(s, 18) ? take_changes(b, sqlite3_column_int64(s, 17), i) : CO_OK;
}

/* The orders that a dry run did not write down; what they point to stays the outline's. */
static void take_outlined(struct builder *b)
{
    struct co_outline *o = b->q->outline;
    b->items = o->items;
    b->n_items = o->n_items;
    o->items = NULL;
    o->n_items = 0;
}

/* Ranked orders, on their way into the statement that tells all about them. */
struct giving {
    struct builder *b;
    const struct co_ranked *list;
    size_t n, at;
};

static enum co_status give_ranked(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                  struct co_err *err)
{
    struct giving *g = ctx;
    (void)err;
    *has_row = g->at < g->n;
    if (!*has_row)
        return CO_OK;
    const struct co_ranked *r = &g->list[g->at++];
    values[0] = CO_INT(r->event);
    values[1] = CO_INT(r->spell);
    values[2] = CO_INT(r->part);
    values[3] = CO_TEXT(g->b->shop[r->shop].name);
    values[4] = CO_INT(r->is_changed);
    return CO_OK;
}

static enum co_status take_about(void *ctx, sqlite3_stmt *s)
{
    return take_item(((struct giving *)ctx)->b, s);
}

static enum co_status take_ranked(struct builder *b, const struct co_ranked *list, size_t n)
{
    struct giving giving = {b, list, n, 0};
    const struct co_given rows = {give_ranked, &giving, take_about};
    struct co_bind values[] = {CO_INT(b->feed), co_bind_date(b->q->to)};
    return co_given_run(b->h, CO_SQL_SHEET_ITEMS, values, 2, &rows, b->err);
}

static enum co_status take_items(struct builder *b)
{
    const struct co_counts *c = &b->s->counts;
    int64_t all = c->today + c->completed + c->cancelled + c->moved;
    const struct co_rank_wish wish = {
        .feed = b->feed,
        .run = b->run,
        .date = b->q->to,
        .shops_json = co_buf_view(&b->shops),
        .shops = b->shop,
        .n_shops = b->s->n_shops,
        .limit = b->q->limit > 0 && all > b->q->limit_above ? (size_t)b->q->limit : 0,
    };
    struct co_arena names = {0};
    struct co_ranked *list = NULL;
    size_t n = 0;
    if (b->q->outline) {
        take_outlined(b);
        return CO_OK;
    }
    enum co_status status = co_rank_orders(b->h, &wish, &names, &list, &n, b->err);
    co_arena_fini(&names);
    if (!status)
        status = take_ranked(b, list, n);
    free(list);
    return status;
}

enum { ACCEPTED_MAX = 64 };

static enum co_status take_accepted(struct builder *b)
{
    struct co_bind values[] = {CO_INT(b->feed), co_bind_date(b->q->to)};
    struct co_sheet_accepted *list = co_arena_alloc(&b->s->arena, ACCEPTED_MAX * sizeof *list);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = list ? CO_OK : co_fail_nomem(b->err);
    if (!status)
        status = co_db_bind(b->h, CO_SQL_SHEET_ACCEPTED, values, 2, &s, b->err);
    while (!status && !(status = co_db_step(b->h, s, &has_row, b->err)) && has_row) {
        if (b->s->n_accepted == ACCEPTED_MAX)
            continue;
        list[b->s->n_accepted++] =
            (struct co_sheet_accepted){.rule = dup(b, s, 0),
                                       .sentence = dup(b, s, 1),
                                       .reason = dup(b, s, 2),
                                       .who = dup(b, s, 3),
                                       .at = dup(b, s, 4),
                                       .measured = sqlite3_column_int64(s, 5),
                                       .expected = sqlite3_column_int64(s, 6),
                                       .source = dup(b, s, 7)};
    }
    b->s->accepted = list;
    return status;
}

/* The same file as the list before, or nothing became of any order. An outline has no events in the
 * history. */
static enum co_status take_no_news(struct builder *b)
{
    struct co_bind values[] = {CO_INT(b->feed), co_bind_date(b->q->to)};
    bool has_events = b->q->outline && b->q->outline->has_events;
    sqlite3_stmt *s;
    bool has_row = false;
    enum co_status status = co_db_bind(b->h, CO_SQL_SHEET_NO_NEWS, values, 2, &s, b->err);
    if (!status)
        status = co_db_step(b->h, s, &has_row, b->err);
    if (has_row) {
        b->s->is_no_news = sqlite3_column_int(s, 0) || (sqlite3_column_int(s, 1) && !has_events);
        co_db_reset(s);
    }
    return status;
}

/* Both lists are sorted by shop, so that one walk hands every shop its items. */
static enum co_status hand_out(struct builder *b)
{
    struct co_sheet *s = b->s;
    struct co_sheet_shop *shops = co_arena_alloc(&s->arena, s->n_shops * sizeof *shops);
    size_t at = 0;
    if (!shops)
        return co_fail_nomem(b->err);
    if (s->n_shops)
        memcpy(shops, b->shop, s->n_shops * sizeof *shops);
    for (size_t i = 0; i < s->n_shops; i++) {
        shops[i].items = b->n_items ? b->items + at : NULL;
        while (at < b->n_items && co_str_eq(b->items[at].shop, shops[i].name)) {
            shops[i].n_items++;
            at++;
        }
    }
    s->shops = shops;
    return CO_OK;
}

enum co_status co_history_sheet(struct co_history *h, const struct co_question *q,
                                struct co_sheet *out, struct co_err *err)
{
    struct builder b = {.h = h, .q = q, .s = out, .err = err};
    struct co_bind name = CO_CTEXT(q->feed);
    co_date previous = CO_DATE_NONE;
    memset(out, 0, sizeof *out);
    out->feed = co_arena_dup(&out->arena, co_str_of(q->feed));
    out->date = q->to;
    out->is_one_shop = q->n_shops == 1;
    if (out->is_one_shop)
        out->shop = co_arena_dup(&out->arena, co_str_of(q->shops[0]));
    co_db_shops_json(&b.shops, q);
    enum co_status status = co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, &b.feed, err);
    if (!status)
        status = take_head(&b, q->to, true, &previous);
    out->is_baseline = previous == CO_DATE_NONE;
    out->yesterday.date = CO_DATE_NONE;
    if (!status && !out->is_baseline)
        status = take_head(&b, previous, false, NULL);
    if (!status)
        status = take_shops(&b);
    if (!status)
        status = take_items(&b);
    if (!status)
        status = hand_out(&b);
    if (!status)
        status = take_accepted(&b);
    if (!status)
        status = take_no_news(&b);
    if (!status && (out->arena.failed || !co_buf_ok(&b.shops)))
        status = co_fail_nomem(err);
    free(b.shop);
    out->items = b.items;
    co_buf_fini(&b.shops);
    if (status)
        co_sheet_fini(out);
    return status;
}
