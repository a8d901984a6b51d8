#include "writer.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/verdict.h"
#include "given.h"

/* Whether a key may be another spelling of one that the history knows: 123 of 000123, but only in a
 * column of nothing but numbers. */
static bool is_spelling(const struct co_export *x, const struct co_cells *cells)
{
    for (size_t i = 0; i < x->n_key; i++) {
        struct co_str cell = co_export_cell(cells->at[x->key[i]]);
        size_t k = 0;
        while (k < cell.len && cell.at[k] >= '0' && cell.at[k] <= '9')
            k++;
        if (!x->is_number[i] && cell.len && k == cell.len)
            return false;
    }
    return true;
}

/* The order that a row of today arrives as, or 0 when it was never seen. */
static enum co_status order_seen(struct co_writer *w, int64_t *id)
{
    enum co_status status = co_writer_key(w, w->r->today, &w->after);
    struct co_bind values[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->plain)),
                               CO_TEXT(co_buf_view(&w->key)),
                               CO_INT(is_spelling(w->r->today, &w->after))};
    if (!w->has_orders)
        return status;
    return status ? status : co_db_number(w->h, CO_SQL_ORDER_SEEN, values, 4, 0, id, w->err);
}

struct earlier {
    int64_t spells, days, workdays;
    co_date first_seen;
};

static enum co_status earlier_spells(struct co_writer *w, int64_t order, struct earlier *out)
{
    struct co_bind value = CO_INT(order);
    sqlite3_stmt *s;
    bool has_row, is_open = false;
    enum co_status status = co_db_bind(w->h, CO_SQL_SPELL_LAST, &value, 1, &s, w->err);
    if (!status)
        status = co_db_step(w->h, s, &has_row, w->err);
    if (status || !has_row) /* known only from a day that was corrected since: it is new */
        return status;
    out->spells = sqlite3_column_int64(s, 0);
    is_open = sqlite3_column_type(s, 1) == SQLITE_NULL;
    out->days = sqlite3_column_int64(s, 2);
    out->workdays = sqlite3_column_int64(s, 3);
    out->first_seen = co_db_date(s, 4);
    co_db_reset(s);
    return is_open ? co_writer_contradiction(w, "is new on the list, but was on the list before")
                   : CO_OK;
}

/* So many orders arrive at once: enough that a statement costs nothing, and that what is kept of
 * them stays in the cache. */
enum { ARRIVALS = 4096 };

struct arrival {
    size_t row;
    int64_t order;
    bool is_known; /* the history has the order */
    struct earlier earlier;
    struct co_str shop; /* in the arena */
    co_date due;
    int64_t to_make;
};

/* Numbers are given out here: the events of a batch, and the stays, have some in a row. */
struct arrivals {
    struct co_writer *w;
    struct arrival list[ARRIVALS];
    size_t n, at; /* at: the next one that a statement takes */
    int64_t last_order, last_event, last_spell;
    struct co_arena arena;
};

static enum co_status meet(struct arrivals *b, size_t row)
{
    struct co_writer *w = b->w;
    struct arrival *a = &b->list[b->n++];
    *a = (struct arrival){.row = row};
    enum co_status status = CO_OK;
    if (w->has_orders) {
        status = co_writer_split(w, w->r->today, row, &w->after);
        if (!status)
            status = order_seen(w, &a->order);
        if (!status && a->order)
            status = earlier_spells(w, a->order, &a->earlier);
    }
    a->is_known = a->order != 0;
    if (!a->is_known)
        a->order = ++b->last_order;
    w->n_reopened += a->earlier.spells > 0;
    w->n_new += a->earlier.spells == 0;
    return status;
}

static enum co_status give_order(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct arrivals *b = ctx;
    struct co_writer *w = b->w;
    const struct co_export *x = w->r->today;
    struct co_order o;
    while (b->at < b->n && b->list[b->at].is_known)
        b->at++;
    *has_row = b->at < b->n;
    if (!*has_row)
        return CO_OK;
    const struct arrival *a = &b->list[b->at++];
    enum co_status status = x->split(x, (size_t)x->rows.rows[a->row].at, &w->after, err);
    if (!status)
        status = co_writer_key(w, x, &w->after);
    if (status)
        return status;
    co_export_texts(x, &w->after, &o);
    co_verdict_suffix(x, &w->after, &o, &w->suffix);
    values[0] = CO_INT(a->order);
    values[1] = CO_TEXT(co_buf_view(&w->key));
    values[2] = CO_TEXT(co_buf_view(&w->plain));
    values[3] = CO_TEXT(co_verdict_order(x, &w->after, &o));
    values[4] = co_bind_text(co_buf_view(&w->suffix));
    values[5] = co_bind_text(o.text[CO_FIELD_OPERATION]);
    return co_buf_ok(&w->suffix) ? CO_OK : co_fail_nomem(err);
}

static enum co_status give_event(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct arrivals *b = ctx;
    struct co_writer *w = b->w;
    const struct co_export *x = w->r->today;
    struct co_order o;
    *has_row = b->at < b->n;
    if (!*has_row)
        return CO_OK;
    struct arrival *a = &b->list[b->at++];
    const struct co_happening what = {.verdict = a->earlier.spells ? "reopened"
                                                 : w->r->recon     ? "new"
                                                                   : "listed"};
    co_writer_tell(w);
    enum co_status status = x->split(x, (size_t)x->rows.rows[a->row].at, &w->after, err);
    if (status)
        return status;
    co_export_order(x, &w->after, &o);
    a->shop = co_arena_dup(&b->arena, o.text[CO_FIELD_SHOP]);
    a->due = o.due;
    a->to_make = co_db_to_make(o.quantity, o.completed, o.remaining);
    values[CO_EVENT_COLUMNS] = CO_INT(b->last_event + (int64_t)b->at);
    return b->arena.failed ? co_fail_nomem(err) : co_writer_event(w, a->order, &what, &o, values);
}

static enum co_status give_spell(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct arrivals *b = ctx;
    (void)err;
    *has_row = b->at < b->n;
    if (!*has_row)
        return CO_OK;
    const struct arrival *a = &b->list[b->at++];
    values[0] = CO_INT(b->last_spell + (int64_t)b->at);
    values[1] = CO_INT(a->order);
    values[2] = CO_INT(a->earlier.spells + 1);
    values[3] = CO_INT(b->last_event + (int64_t)b->at);
    values[4] = CO_INT(a->earlier.days);
    values[5] = CO_INT(a->earlier.workdays);
    return CO_OK;
}

static enum co_status give_state(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct arrivals *b = ctx;
    (void)err;
    *has_row = b->at < b->n;
    if (!*has_row)
        return CO_OK;
    const struct arrival *a = &b->list[b->at++];
    values[0] = CO_INT(a->order);
    values[1] = CO_INT(b->last_spell + (int64_t)b->at);
    values[2] = CO_INT(b->last_event + (int64_t)b->at);
    values[3] = CO_TEXT(a->shop);
    values[4] = co_bind_date(a->due);
    values[5] = CO_INT(a->to_make);
    values[6] = a->earlier.spells ? co_bind_date(a->earlier.first_seen) : CO_NULL;
    values[7] = CO_INT(a->earlier.days);
    values[8] = CO_INT(a->earlier.workdays);
    return CO_OK;
}

static enum co_status look_for_moves(struct arrivals *b)
{
    struct co_writer *w = b->w;
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && w->has_feeds && i < b->n; i++) {
        status = co_writer_split(w, w->r->today, b->list[i].row, &w->after);
        if (!status)
            status = co_writer_key(w, w->r->today, &w->after);
        if (!status)
            status = co_writer_moved_here(w, b->last_event + (int64_t)i + 1);
    }
    return status;
}

static enum co_status write_arrivals(struct arrivals *b)
{
    struct co_writer *w = b->w;
    struct co_bind feed = CO_INT(w->feed), place[] = {feed, co_bind_date(w->r->date)};
    const struct {
        enum co_statement id;
        struct co_bind *values;
        size_t n;
        struct co_given rows;
    } tables[] = {
        {CO_SQL_ORDERS_ADD, &feed, 1, {.next = give_order, .ctx = b}},
        {CO_SQL_EVENTS_ADD, NULL, 0, {.next = give_event, .ctx = b}},
        {CO_SQL_SPELLS_ADD, place, 2, {.next = give_spell, .ctx = b}},
        {CO_SQL_STATES_ADD, place, 2, {.next = give_state, .ctx = b}},
    };
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < sizeof tables / sizeof *tables; i++) {
        b->at = 0;
        status = co_given_run(w->h, tables[i].id, tables[i].values, tables[i].n, &tables[i].rows,
                              w->err);
    }
    if (!status)
        status = look_for_moves(b);
    b->last_event += (int64_t)b->n;
    b->last_spell += (int64_t)b->n;
    b->n = 0;
    co_arena_fini(&b->arena);
    return status;
}

static enum co_status last_numbers(struct arrivals *b)
{
    struct co_writer *w = b->w;
    const struct {
        enum co_statement id;
        int64_t *out;
    } asked[] = {{CO_SQL_LAST_ORDER, &b->last_order},
                 {CO_SQL_LAST_EVENT, &b->last_event},
                 {CO_SQL_LAST_SPELL, &b->last_spell}};
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < sizeof asked / sizeof *asked; i++)
        status = co_db_number(w->h, asked[i].id, NULL, 0, 0, asked[i].out, w->err);
    return status;
}

enum co_status co_writer_arrive(struct co_writer *w, const size_t *rows, size_t n)
{
    struct arrivals *b = n ? calloc(1, sizeof *b) : NULL;
    if (!b)
        return n ? co_fail_nomem(w->err) : CO_OK;
    b->w = w;
    enum co_status status = last_numbers(b);
    for (size_t i = 0; !status && i < n; i++) {
        status = meet(b, rows[i]);
        if (!status && (b->n == ARRIVALS || i + 1 == n))
            status = write_arrivals(b);
    }
    co_arena_fini(&b->arena);
    free(b);
    return status;
}
