#include <stdlib.h>
#include "crossoff/idmap.h"
#include "crossoff/outline.h"
#include "crossoff/value.h"
#include "crossoff/verdict.h"
#include "given.h"
#include "writer.h"

struct giving {
    const struct co_sheet_shop *shops;
    size_t n, at;
};

/* In the order of TOTALS_GIVEN. */
static enum co_status give_total(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct giving *all = ctx;
    (void)err;
    *has_row = all->at < all->n;
    if (!*has_row)
        return CO_OK;
    const struct co_sheet_shop *s = &all->shops[all->at++];
    const struct co_counts *c = &s->counts;
    const int64_t counts[] = {
        c->yesterday,    c->completed,   c->cancelled,        c->moved,
        c->carried_over, c->fresh,       c->reopened,         c->today,
        c->from_other,   c->to_other,    c->changed,          c->past_due,
        c->by_status,    c->by_quantity, c->by_told,          c->by_absence,
        c->is_short,     c->closed,      c->orders_completed, c->pieces_completed,
    };
    values[0] = CO_TEXT(s->name);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        values[i + 1] = CO_INT(counts[i]);
    return CO_OK;
}

static enum co_status write_totals(struct co_writer *w, const struct co_sheet_shop *shops, size_t n)
{
    struct giving all = {.shops = shops, .n = n};
    const struct co_given rows = {.next = give_total, .ctx = &all};
    struct co_bind place[] = {CO_INT(w->feed), co_bind_date(w->r->date)};
    return co_given_run(w->h, CO_SQL_TOTALS_GIVEN, place, 2, &rows, w->err);
}

/* --- of a list that is stored ---------------------------------------------------------------- */

struct counting {
    struct co_writer *w;
    struct co_sheet_shop *shops;
    size_t n, cap;
    struct co_idmap by_hash; /* the first shop with a hash of its name: its number + 1 */
    struct co_arena arena;   /* of the names */
};

/* Two names with one hash are not expected, but would be told apart. */
static size_t place_of(const struct counting *c, size_t first, struct co_str name)
{
    while (first < c->n && !co_str_eq(c->shops[first].name, name))
        first++;
    return first;
}

/* What is counted of a shop, or NULL when memory ran out. */
static struct co_counts *counts_of(struct counting *c, struct co_str name)
{
    int64_t hash = (int64_t)co_hash(c->w->r->today->secret, name);
    uint32_t known = co_idmap_get(&c->by_hash, hash);
    size_t at = known ? place_of(c, known - 1, name) : c->n;
    void *shops = c->shops;
    if (at < c->n)
        return &c->shops[at].counts;
    if (c->n == UINT32_MAX - 1 || !co_grow(&shops, &c->cap, c->n + 1, sizeof *c->shops))
        return NULL;
    c->shops = shops;
    c->shops[at] = (struct co_sheet_shop){.name = co_arena_dup(&c->arena, name)};
    c->n++;
    if (!known)
        co_idmap_put(&c->by_hash, hash, (uint32_t)c->n);
    return c->arena.failed || c->by_hash.failed ? NULL : &c->shops[at].counts;
}

/* Columns of TOTALS_BEFORE. */
enum { BEFORE_SHOP, BEFORE_TODAY };

static enum co_status count_before(struct counting *c, sqlite3_stmt *s)
{
    struct co_counts *n = counts_of(c, co_db_text(s, BEFORE_SHOP));
    if (!n)
        return co_fail_nomem(c->w->err);
    n->yesterday += sqlite3_column_int64(s, BEFORE_TODAY);
    return CO_OK;
}

/* Columns of TOTALS_LIST. A list without a day before counts nothing as new. */
enum { LIST_SHOP, LIST_IS_PAST_DUE, LIST_ARRIVED };

static enum co_status count_listed(struct counting *c, sqlite3_stmt *s)
{
    struct co_counts *n = counts_of(c, co_db_text(s, LIST_SHOP));
    /* 0: on the list before, 1: today for the first time, 2: again */
    int64_t arrived = sqlite3_column_int64(s, LIST_ARRIVED);
    if (!n)
        return co_fail_nomem(c->w->err);
    n->today++;
    n->past_due += sqlite3_column_int64(s, LIST_IS_PAST_DUE);
    n->carried_over += arrived == 0;
    n->fresh += arrived == 1 && c->w->r->recon;
    n->reopened += arrived == 2 && c->w->r->recon;
    return CO_OK;
}

/* Columns of TOTALS_EVENTS. */
enum {
    E_SHOP,
    E_FROM_SHOP,
    E_VERDICT,
    E_EVIDENCE,
    E_OUTCOME,
    E_IS_ORDER,
    E_ORDERED,
    E_MADE,
    E_PROGRESS,
};

static bool is_text(sqlite3_stmt *s, int column, const char *text)
{
    return co_str_eq(co_db_text(s, column), co_str_of(text));
}

static enum co_status count_completed(struct co_counts *n, sqlite3_stmt *s, struct co_err *err)
{
    struct co_str outcome = co_db_text(s, E_OUTCOME);
    int64_t pieces =
        co_verdict_pieces(outcome, co_db_quantity(s, E_ORDERED), co_db_quantity(s, E_MADE));
    return co_verdict_count(n, co_evidence_of(co_db_text(s, E_EVIDENCE)), outcome,
                            sqlite3_column_int(s, E_IS_ORDER) != 0, pieces, err);
}

/* Of a list without work orders, what was made of a part is what its rows need less. */
static enum co_status count_verdict(struct counting *c, struct co_counts *n, sqlite3_stmt *s)
{
    const struct co_writer *w = c->w;
    int64_t progress = sqlite3_column_int64(s, E_PROGRESS);
    if (is_text(s, E_VERDICT, "completed"))
        return count_completed(n, s, w->err);
    n->cancelled += is_text(s, E_VERDICT, "cancelled");
    n->moved += is_text(s, E_VERDICT, "moved");
    if (!is_text(s, E_VERDICT, "changed"))
        return CO_OK;
    n->changed++;
    if (w->r->today->column_of[CO_FIELD_WORK_ORDER] >= 0 || progress <= 0 ||
        co_quantity_add(&n->pieces_completed, progress))
        return CO_OK;
    return co_fail(w->err, CO_INPUT, CO_TOO_MANY_PIECES);
}

static enum co_status count_event(struct counting *c, sqlite3_stmt *s)
{
    bool is_from = sqlite3_column_type(s, E_FROM_SHOP) != SQLITE_NULL;
    struct co_counts *n = counts_of(c, co_db_text(s, E_SHOP));
    if (!n)
        return co_fail_nomem(c->w->err);
    n->from_other += is_from;
    enum co_status status = count_verdict(c, n, s);
    n = is_from ? counts_of(c, co_db_text(s, E_FROM_SHOP)) : NULL;
    if (n)
        n->to_other++;
    return status || n || !is_from ? status : co_fail_nomem(c->w->err);
}

static enum co_status every(struct counting *c, enum co_statement id, struct co_bind *values,
                            size_t n_values,
                            enum co_status (*count)(struct counting *c, sqlite3_stmt *s))
{
    struct co_writer *w = c->w;
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(w->h, id, values, n_values, &s, w->err);
    while (!status && !(status = co_db_step(w->h, s, &has_row, w->err)) && has_row) {
        status = count(c, s);
        if (status)
            co_db_reset(s);
    }
    return status;
}

/* Counted here: SQLite would sort all rows by shop first, which took more than twice as long. */
static enum co_status count_stored(struct counting *c)
{
    struct co_writer *w = c->w;
    struct co_bind run = CO_INT(w->run), feed = CO_INT(w->feed);
    struct co_bind before[] = {feed, co_bind_date(w->r->previous)};
    struct co_bind now[] = {feed, co_bind_date(w->r->date)};
    enum co_status status = CO_OK;
    if (w->r->recon)
        status = every(c, CO_SQL_TOTALS_BEFORE, before, 2, count_before);
    if (!status)
        status = every(c, CO_SQL_TOTALS_LIST, now, 2, count_listed);
    return status ? status : every(c, CO_SQL_TOTALS_EVENTS, &run, 1, count_event);
}

static enum co_status add_stored(struct co_writer *w)
{
    struct counting c = {.w = w};
    co_progress(w->r->progress, "adding up", NULL, 0, 0);
    enum co_status status = count_stored(&c);
    if (!status)
        status = write_totals(w, c.shops, c.n);
    free(c.shops);
    co_idmap_fini(&c.by_hash);
    co_arena_fini(&c.arena);
    return status;
}

/* A dry run without a history has only what is needed to judge and show it; every order of its
 * lists could only be looked up again where nobody asks. */
enum co_status co_writer_totals(struct co_writer *w)
{
    const struct co_outline *o = w->r->outline;
    if (!o)
        return add_stored(w);
    w->n_new = w->r->recon ? (int64_t)w->r->recon->n_arrived : 0;
    return write_totals(w, o->shops, o->n_shops);
}

enum co_status co_writer_check_totals(struct co_writer *w)
{
    const struct co_record *r = w->r;
    struct co_bind key[] = {CO_INT(w->feed), co_bind_date(r->date)};
    sqlite3_stmt *s;
    bool has_row;
    int64_t wrong = 0, sum[8] = {0};
    enum co_status status = CO_OK;
    if (r->recon)
        status = co_db_number(w->h, CO_SQL_TOTALS_WRONG, key, 2, 0, &wrong, w->err);
    if (!status)
        status = co_db_bind(w->h, CO_SQL_TOTALS_SUM, key, 2, &s, w->err);
    if (!status)
        status = co_db_step(w->h, s, &has_row, w->err);
    if (status)
        return status;
    for (int i = 0; i < 8; i++)
        sum[i] = sqlite3_column_int64(s, i);
    co_db_reset(s);
    bool ok = !wrong && sum[0] == (int64_t)r->today->count.open;
    if (ok && r->recon)
        ok = sum[1] == (int64_t)r->yesterday->count.open &&
             sum[2] == (int64_t)r->recon->n_completed - w->n_moved && sum[7] == w->n_moved &&
             sum[3] == (int64_t)r->recon->n_cancelled && sum[4] == (int64_t)r->recon->n_carried &&
             sum[5] == w->n_new && sum[6] == w->n_reopened;
    if (ok)
        return CO_OK;
    return co_fail(w->err, CO_BUG,
                   "the day does not add up in the history %s: today %lld, completed %lld, carried "
                   "over %lld, new %lld, reopened %lld by what was stored; nothing was recorded. "
                   "Please report this",
                   w->h->path, (long long)sum[0], (long long)sum[2], (long long)sum[4],
                   (long long)sum[5], (long long)sum[6]);
}
