#include "rank.h"
#include <stdlib.h>
#include <string.h>

/* All orders of the day come into question, and all but a few are not shown. To have SQLite sort
 * them would cost more than everything else about a day's list: here they are compared by numbers,
 * and the names are asked for only where those decide. */

static const co_date FAR = INT32_MAX; /* behind all dates */

struct day {
    co_date date;
    int64_t number;
};

struct rank {
    struct co_history *h;
    const struct co_rank_wish *wish;
    struct day *days; /* of the feed, in order */
    size_t n_days, cap_days;
    struct co_ranked *list;
    size_t n, cap;
    struct co_arena *arena;
    struct co_err *err;
};

static enum co_status take_days(struct rank *r)
{
    struct co_bind feed = CO_INT(r->wish->feed);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(r->h, CO_SQL_TALLY_DAYS, &feed, 1, &s, r->err);
    while (!status && !(status = co_db_step(r->h, s, &has_row, r->err)) && has_row) {
        void *list = r->days;
        if (!co_grow(&list, &r->cap_days, r->n_days + 1, sizeof *r->days)) {
            co_db_reset(s);
            return co_fail_nomem(r->err);
        }
        r->days = list;
        r->days[r->n_days++] = (struct day){co_db_date(s, 0), sqlite3_column_int64(s, 1)};
    }
    return status;
}

static int by_date(const void *a, const void *b)
{
    const struct day *x = a, *y = b;
    return (x->date > y->date) - (x->date < y->date);
}

static int by_shop(const void *a, const void *b)
{
    const struct co_str *x = a;
    const struct co_sheet_shop *y = b;
    if (!x->len != !y->name.len)
        return x->len ? -1 : 1; /* the one without a name comes last */
    return co_str_cmp(*x, y->name);
}

/* One row of SHEET_CANDIDATES. A shop that was not asked for is passed over. */
static enum co_status take_order(struct rank *r, sqlite3_stmt *s)
{
    void *list = r->list;
    struct co_str name = co_db_text(s, 0);
    const struct co_sheet_shop *shop =
        r->wish->n_shops ? bsearch(&name, r->wish->shops, r->wish->n_shops, sizeof *shop, by_shop)
                         : NULL;
    if (!shop)
        return CO_OK;
    if (!co_grow(&list, &r->cap, r->n + 1, sizeof *r->list))
        return co_fail_nomem(r->err);
    r->list = list;
    struct co_ranked *o = &r->list[r->n++];
    *o = (struct co_ranked){.event = sqlite3_column_int64(s, 2),
                            .spell = sqlite3_column_int64(s, 3),
                            .order = sqlite3_column_int64(s, 4),
                            .shop = (int32_t)(shop - r->wish->shops),
                            .part = sqlite3_column_int(s, 1),
                            .is_new = sqlite3_column_int(s, 8) != 0,
                            .is_changed = sqlite3_column_int(s, 9) != 0,
                            .due = FAR};
    if (o->part >= CO_PART_CARRIED && sqlite3_column_type(s, 5) != SQLITE_NULL)
        o->due = co_db_date(s, 5);
    if (o->part == CO_PART_CARRIED) {
        const struct day asked = {.date = co_db_date(s, 6)};
        const struct day *d = bsearch(&asked, r->days, r->n_days, sizeof asked, by_date);
        o->past = (d ? d->number : 0) - sqlite3_column_int64(s, 7);
    }
    return CO_OK;
}

static enum co_status take_orders(struct rank *r)
{
    const struct co_rank_wish *w = r->wish;
    struct co_bind values[] = {CO_INT(w->feed), co_bind_date(w->date), CO_INT(w->run),
                               w->shops_json.len ? CO_TEXT(w->shops_json) : CO_NULL};
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(r->h, CO_SQL_SHEET_CANDIDATES, values, 4, &s, r->err);
    while (!status && !(status = co_db_step(r->h, s, &has_row, r->err)) && has_row) {
        status = take_order(r, s);
        if (status)
            co_db_reset(s);
    }
    return status;
}

#define ORDER_BY(member)        \
    if (x->member != y->member) \
    return x->member < y->member ? -1 : 1

static int by_group(const struct co_ranked *x, const struct co_ranked *y)
{
    ORDER_BY(shop);
    ORDER_BY(part);
    return 0;
}

static int by_numbers(const void *a, const void *b)
{
    const struct co_ranked *x = a, *y = b;
    int group = by_group(x, y);
    if (group)
        return group;
    ORDER_BY(past);
    ORDER_BY(is_new);
    ORDER_BY(due);
    return 0;
}

static int by_names(const void *a, const void *b)
{
    const struct co_ranked *x = a, *y = b;
    int numbers = by_numbers(x, y);
    if (numbers)
        return numbers;
    int name = co_str_cmp(x->name, y->name);
    return name ? name : co_str_cmp(x->key, y->key);
}

static enum co_status ask_name(struct rank *r, struct co_ranked *o)
{
    struct co_bind order = CO_INT(o->order);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(r->h, CO_SQL_ORDER_NAME, &order, 1, &s, r->err);
    if (!status)
        status = co_db_step(r->h, s, &has_row, r->err);
    if (status || !has_row)
        return status;
    o->name = co_arena_dup(r->arena, co_db_text(s, 0));
    o->key = co_arena_dup(r->arena, co_db_text(s, 1));
    co_db_reset(s);
    return r->arena->failed ? co_fail_nomem(r->err) : CO_OK;
}

/* How many of the n orders of a part may be among the first: those behind the last one that is
 * wanted which only their names tell from it belong to them. */
static size_t in_question(const struct rank *r, const struct co_ranked *group, size_t n)
{
    size_t limit = r->wish->limit, m = limit && limit < n ? limit : n;
    while (m < n && by_numbers(&group[m - 1], &group[m]) == 0)
        m++;
    return m;
}

/* Sorts them all, and leaves out what is behind the limit. */
static enum co_status settle(struct rank *r)
{
    enum co_status status = CO_OK;
    size_t kept = 0;
    if (r->n)
        qsort(r->list, r->n, sizeof *r->list, by_numbers);
    for (size_t at = 0, n; !status && at < r->n; at += n) {
        struct co_ranked *group = &r->list[at];
        for (n = 1; at + n < r->n && by_group(group, &group[n]) == 0; n++)
            ;
        size_t m = in_question(r, group, n), limit = r->wish->limit;
        for (size_t i = 0; !status && i < m; i++)
            status = ask_name(r, &group[i]);
        qsort(group, m, sizeof *group, by_names);
        m = limit && limit < m ? limit : m;
        memmove(&r->list[kept], group, m * sizeof *group);
        kept += m;
    }
    r->n = kept;
    return status;
}

enum co_status co_rank_orders(struct co_history *h, const struct co_rank_wish *wish,
                              struct co_arena *arena, struct co_ranked **out, size_t *n,
                              struct co_err *err)
{
    struct rank r = {.h = h, .wish = wish, .arena = arena, .err = err};
    enum co_status status = take_days(&r);
    if (!status)
        status = take_orders(&r);
    if (!status)
        status = settle(&r);
    free(r.days);
    *out = r.list;
    *n = r.n;
    return status;
}
