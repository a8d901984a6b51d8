#include "db.h"
#include <stdlib.h>
#include <string.h>

/* What is being put together. One list more than asked for is read, when there is one: whether the
 * first of them kept its due dates shows only beside it. */
struct builder {
    struct co_history *h;
    struct co_trend *t;
    struct co_err *err;
    struct co_bind feed, shops;
    size_t n, skip; /* lists read, and of these before the first asked for */
    co_date *dates;
    struct co_trend_point *lists; /* the line of all */
    struct co_trend_line *lines;
    size_t n_lines, cap_lines;
};

static enum co_status take_list(struct builder *b, sqlite3_stmt *s, size_t room)
{
    if (b->n == room)
        return co_fail(b->err, CO_STORE, "the history %s gave more lists than it was asked for",
                       b->h->path);
    b->dates[b->n] = co_db_date(s, 0);
    b->lists[b->n++] = (struct co_trend_point){
        .is_there = true,
        .is_baseline = sqlite3_column_int(s, 1) != 0,
        .has_due_dates = sqlite3_column_int(s, 2) != 0,
    };
    return CO_OK;
}

static enum co_status take_lists(struct builder *b, co_date to, size_t asked)
{
    size_t room = asked + 1;
    struct co_bind values[] = {b->feed, co_bind_date(to), CO_INT((int64_t)room)};
    sqlite3_stmt *s;
    bool has_row;
    b->dates = co_arena_alloc(&b->t->arena, room * sizeof *b->dates);
    b->lists = co_arena_alloc(&b->t->arena, room * sizeof *b->lists);
    if (!b->dates || !b->lists)
        return co_fail_nomem(b->err);
    enum co_status status = co_db_bind(b->h, CO_SQL_TREND_LISTS, values, 3, &s, b->err);
    while (!status && !(status = co_db_step(b->h, s, &has_row, b->err)) && has_row) {
        status = take_list(b, s, room);
        if (status)
            co_db_reset(s);
    }
    b->skip = b->n == room;
    return status;
}

/* A new line, whose points know of their lists what the line of all knows. */
static struct co_trend_point *line_of(struct builder *b, struct co_str shop)
{
    void *lines = b->lines;
    struct co_trend_point *points = co_arena_alloc(&b->t->arena, b->n * sizeof *points);
    if (!points || !co_grow(&lines, &b->cap_lines, b->n_lines + 1, sizeof *b->lines))
        return NULL;
    memcpy(points, b->lists, b->n * sizeof *points);
    for (size_t i = 0; i < b->n; i++) {
        points[i].is_there = false;
        points[i].counts = (struct co_counts){0};
    }
    b->lines = lines;
    b->lines[b->n_lines++] =
        (struct co_trend_line){.shop = co_arena_dup(&b->t->arena, shop), .points = points};
    return points;
}

/* Rows come shop by shop, each with its days in order. */
static enum co_status take_total(struct builder *b, sqlite3_stmt *s, struct co_trend_point **points,
                                 size_t *at)
{
    struct co_str shop = co_db_text(s, 0);
    co_date date = co_db_date(s, 1);
    if (!*points || !co_str_eq(b->lines[b->n_lines - 1].shop, shop)) {
        *points = line_of(b, shop);
        *at = 0;
    }
    if (!*points)
        return co_fail_nomem(b->err);
    while (*at < b->n && b->dates[*at] < date)
        ++*at;
    if (*at == b->n || b->dates[*at] != date)
        return co_fail(b->err, CO_STORE,
                       "the history %s has totals of a day that is not recorded; `crossoff check` "
                       "tells more",
                       b->h->path);
    co_db_counts(s, 2, &(*points)[*at].counts);
    (*points)[*at].is_there = true;
    return CO_OK;
}

static enum co_status take_totals(struct builder *b)
{
    struct co_bind values[] = {b->feed, co_bind_date(b->dates[0]), co_bind_date(b->dates[b->n - 1]),
                               b->shops};
    struct co_trend_point *points = NULL;
    sqlite3_stmt *s;
    bool has_row;
    size_t at = 0;
    enum co_status status = co_db_bind(b->h, CO_SQL_TREND_TOTALS, values, 4, &s, b->err);
    while (!status && !(status = co_db_step(b->h, s, &has_row, b->err)) && has_row) {
        status = take_total(b, s, &points, &at);
        if (status)
            co_db_reset(s);
    }
    return status;
}

static enum co_status take_ages(struct builder *b)
{
    struct co_bind values[] = {b->feed, co_bind_date(b->dates[b->n - 1]), b->shops};
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(b->h, CO_SQL_TREND_AGES, values, 3, &s, b->err);
    while (!status && !(status = co_db_step(b->h, s, &has_row, b->err)) && has_row) {
        int bucket = co_age_bucket(sqlite3_column_int(s, 1));
        int64_t orders = sqlite3_column_int64(s, 2);
        b->t->all.ages[bucket] += orders;
        for (size_t i = 0; i < b->n_lines; i++)
            if (co_str_eq(b->lines[i].shop, co_db_text(s, 0)))
                b->lines[i].ages[bucket] += orders;
    }
    return status;
}

/* Marks every list but the first, which has none before it. */
static void mark(struct co_trend_point *points, size_t n)
{
    for (size_t i = n; i-- > 0;)
        points[i].delivery = co_trend_delivery(i ? &points[i - 1] : NULL, &points[i]);
}

/* Adds the shops up, marks all lines, and leaves the list before the first one out. */
static enum co_status finish(struct builder *b)
{
    struct co_trend *t = b->t;
    struct co_trend_line *shops = co_arena_alloc(&t->arena, b->n_lines * sizeof *shops);
    if (!shops)
        return co_fail_nomem(b->err);
    for (size_t k = 0; k < b->n_lines; k++) {
        /* The line's own array, which only this file has written to. */
        struct co_trend_point *points = (struct co_trend_point *)b->lines[k].points;
        for (size_t i = 0; i < b->n; i++)
            co_counts_add(&b->lists[i].counts, &points[i].counts);
        mark(points, b->n);
        shops[k] = b->lines[k];
        shops[k].points += b->skip;
    }
    mark(b->lists, b->n);
    t->dates = b->dates + b->skip;
    t->n = b->n - b->skip;
    t->all.points = b->lists + b->skip;
    t->shops = shops;
    t->n_shops = b->n_lines;
    return CO_OK;
}

enum co_status co_history_trend(struct co_history *h, const struct co_question *q, size_t n,
                                struct co_trend *out, struct co_err *err)
{
    struct builder b = {.h = h, .t = out, .err = err, .shops = CO_NULL};
    struct co_bind name = CO_CTEXT(q->feed);
    struct co_buf shops = {0};
    int64_t feed = 0;
    memset(out, 0, sizeof *out);
    out->feed = co_arena_dup(&out->arena, co_str_of(q->feed));
    co_db_shops_json(&shops, q);
    if (shops.len)
        b.shops = CO_TEXT(co_buf_view(&shops));
    enum co_status status = co_db_number(h, CO_SQL_FEED_ID, &name, 1, 0, &feed, err);
    b.feed = CO_INT(feed);
    if (!status)
        status = take_lists(&b, q->to, n);
    if (!status && b.n)
        status = take_totals(&b);
    if (!status && b.n)
        status = take_ages(&b);
    if (!status)
        status = finish(&b);
    if (!status && (out->arena.failed || !co_buf_ok(&shops)))
        status = co_fail_nomem(err);
    free(b.lines);
    co_buf_fini(&shops);
    return status;
}
