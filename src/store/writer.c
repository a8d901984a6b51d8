#include "writer.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/verdict.h"
#include "given.h"

enum { TOLD_ORDERS = 256 }; /* whoever looks on is told of every so many */

void co_writer_tell(struct co_writer *w)
{
    if (w->n_told++ % TOLD_ORDERS == 0)
        co_progress(w->r->progress, "recording", NULL, w->n_told - 1, w->n_to_tell);
}

/* --- texts that are kept ------------------------------------------------------------------ */

/* One cell of a kept record, quoted only where CSV needs it (RFC 4180). */
static void csv_cell(struct co_buf *b, struct co_str s)
{
    bool plain = true;
    for (size_t i = 0; i < s.len && plain; i++)
        plain = s.at[i] && s.at[i] != ',' && s.at[i] != '"' && s.at[i] != '\r' && s.at[i] != '\n';
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

void co_writer_sort_columns(struct co_writer *w)
{
    const struct co_export *x = w->r->today;
    for (size_t i = 0; i < x->n_columns; i++) {
        size_t j = i;
        for (; j > 0 && co_str_cmp(x->columns[w->sorted[j - 1]].name, x->columns[i].name) > 0; j--)
            w->sorted[j] = w->sorted[j - 1];
        w->sorted[j] = i;
    }
}

static void keep_cells(struct co_writer *w)
{
    w->cells.len = 0;
    for (size_t i = 0; i < w->r->today->n_columns; i++) {
        if (i)
            co_buf_byte(&w->cells, ',');
        csv_cell(&w->cells, w->after.at[w->sorted[i]]);
    }
}

/* --- small steps --------------------------------------------------------------------------- */

enum co_status co_writer_split(struct co_writer *w, const struct co_export *x, size_t row,
                               struct co_cells *cells)
{
    return x->split(x, (size_t)x->rows.rows[row].at, cells, w->err);
}

enum co_status co_writer_contradiction(struct co_writer *w, const char *what)
{
    return co_fail(w->err, CO_BUG,
                   "the history %s contradicts the export %s: order %.*s %s; nothing was recorded. "
                   "Please report this",
                   w->h->path, w->r->file, CO_STR_ARG(co_buf_view(&w->key)), what);
}

enum co_status co_writer_key(struct co_writer *w, const struct co_export *x,
                             const struct co_cells *cells)
{
    w->key.len = w->plain.len = 0;
    co_export_key_text(x, cells, &w->key);
    co_export_key_plain(x, cells, &w->plain);
    return co_buf_ok(&w->key) && co_buf_ok(&w->plain) ? CO_OK : co_fail_nomem(w->err);
}

/* The order of a row of yesterday's list, and its open spell. */
static enum co_status order_on_list(struct co_writer *w, const char *what, int64_t *order,
                                    int64_t *spell)
{
    enum co_status status = co_writer_key(w, w->r->yesterday, &w->before);
    struct co_bind values[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->plain)),
                               CO_TEXT(co_buf_view(&w->key))};
    sqlite3_stmt *s;
    bool has_row;
    if (!status)
        status = co_db_bind(w->h, CO_SQL_ORDER_ON_LIST, values, 3, &s, w->err);
    if (!status)
        status = co_db_step(w->h, s, &has_row, w->err);
    if (status || !has_row)
        return status ? status : co_writer_contradiction(w, what);
    *order = sqlite3_column_int64(s, 0);
    *spell = sqlite3_column_int64(s, 1);
    co_db_reset(s);
    return CO_OK;
}

enum co_status co_writer_event(struct co_writer *w, int64_t order, const struct co_happening *what,
                               const struct co_order *o, struct co_bind values[CO_EVENT_COLUMNS])
{
    struct co_str shop = o->text[CO_FIELD_SHOP];
    struct co_bind from = CO_NULL, progress = CO_NULL, cells = CO_NULL;
    if (what->before && !co_str_eq(what->before->text[CO_FIELD_SHOP], shop))
        from = CO_TEXT(what->before->text[CO_FIELD_SHOP]);
    if (what->before)
        progress = co_bind_quantity(co_verdict_progress(w->r->today, what->before, o));
    if (!what->is_off_list) {
        keep_cells(w);
        cells = CO_TEXT(co_buf_view(&w->cells));
    }
    if (!co_buf_ok(&w->cells))
        return co_fail_nomem(w->err);
    const struct co_bind all[CO_EVENT_COLUMNS] = {
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
        what->outcome ? CO_CTEXT(what->outcome) : CO_NULL,
        what->outcome ? CO_INT(what->is_last) : CO_NULL,
    };
    memcpy(values, all, sizeof all);
    return CO_OK;
}

/* --- what ends, and what begins in its place ------------------------------------------------- */

/* A state that ends today, with its stay if the order leaves; else another one begins. */
struct ending {
    int64_t order, spell, event;
    bool is_leaving, is_relisted;
    struct co_str shop; /* in the arena */
    co_date due;
    int64_t to_make;
};

struct kept_change {
    int64_t event;
    struct co_str field, before, after; /* in the arena */
};

enum { ENDINGS = 512 };

/* All of it is written at once, table by table. */
struct co_endings {
    struct ending list[ENDINGS];
    struct co_bind events[ENDINGS][CO_EVENT_COLUMNS]; /* of each; texts in the arena */
    struct kept_change *changes;
    size_t n, n_changes, cap_changes, at;
    int64_t last_event; /* the number given out last */
    struct co_arena arena;
};

static enum co_status begin_endings(struct co_writer *w)
{
    if (w->endings)
        return CO_OK;
    w->endings = calloc(1, sizeof *w->endings);
    return w->endings
               ? co_db_number(w->h, CO_SQL_LAST_EVENT, NULL, 0, 0, &w->endings->last_event, w->err)
               : co_fail_nomem(w->err);
}

/* The event of the next ending. */
static enum co_status add_event(struct co_writer *w, int64_t order, const struct co_happening *what,
                                const struct co_order *o, int64_t *id)
{
    enum co_status status = begin_endings(w);
    if (status)
        return status;
    struct co_endings *e = w->endings;
    struct co_bind *values = e->events[e->n];
    status = co_writer_event(w, order, what, o, values);
    for (size_t i = 0; !status && i < CO_EVENT_COLUMNS; i++)
        if (values[i].kind == CO_BIND_TEXT && !values[i].date[0])
            values[i].text = co_arena_dup(&e->arena, values[i].text);
    *id = ++e->last_event;
    return status || !e->arena.failed ? status : co_fail_nomem(w->err);
}

static enum co_status add_change(struct co_writer *w, int64_t event, struct co_str field,
                                 struct co_str before, struct co_str after)
{
    struct co_endings *e = w->endings;
    void *changes = e->changes;
    if (!co_grow(&changes, &e->cap_changes, e->n_changes + 1, sizeof *e->changes))
        return co_fail_nomem(w->err);
    e->changes = changes;
    e->changes[e->n_changes++] =
        (struct kept_change){event, co_arena_dup(&e->arena, field), co_arena_dup(&e->arena, before),
                             co_arena_dup(&e->arena, after)};
    return e->arena.failed ? co_fail_nomem(w->err) : CO_OK;
}

static enum co_status give_event(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct co_endings *e = ctx;
    (void)err;
    *has_row = e->at < e->n;
    if (!*has_row)
        return CO_OK;
    memcpy(values, e->events[e->at], sizeof e->events[e->at]);
    values[CO_EVENT_COLUMNS] = CO_INT(e->list[e->at++].event);
    return CO_OK;
}

static enum co_status give_change(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                  struct co_err *err)
{
    struct co_endings *e = ctx;
    (void)err;
    *has_row = e->at < e->n_changes;
    if (!*has_row)
        return CO_OK;
    const struct kept_change *c = &e->changes[e->at++];
    values[0] = CO_INT(c->event);
    values[1] = CO_TEXT(c->field);
    values[2] = CO_TEXT(c->before);
    values[3] = CO_TEXT(c->after);
    return CO_OK;
}

static enum co_status give_ended(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    struct co_endings *e = ctx;
    (void)err;
    *has_row = e->at < e->n;
    if (*has_row)
        values[0] = CO_INT(e->list[e->at++].order);
    return CO_OK;
}

static struct ending *next_ending(struct co_endings *e, bool is_leaving)
{
    while (e->at < e->n && e->list[e->at].is_leaving != is_leaving)
        e->at++;
    return e->at < e->n ? &e->list[e->at++] : NULL;
}

static enum co_status give_left(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                struct co_err *err)
{
    const struct ending *e = next_ending(ctx, true);
    (void)err;
    *has_row = e != NULL;
    if (!e)
        return CO_OK;
    values[0] = CO_INT(e->spell);
    values[1] = CO_INT(e->event);
    return CO_OK;
}

static enum co_status give_again(void *ctx, struct co_bind values[CO_GIVEN_MAX], bool *has_row,
                                 struct co_err *err)
{
    const struct ending *e = next_ending(ctx, false);
    (void)err;
    *has_row = e != NULL;
    if (!e)
        return CO_OK;
    values[0] = CO_INT(e->order);
    values[1] = CO_INT(e->event);
    values[2] = CO_TEXT(e->shop);
    values[3] = co_bind_date(e->due);
    values[4] = CO_INT(e->to_make);
    values[5] = CO_INT(e->is_relisted);
    return CO_OK;
}

enum co_status co_writer_flush(struct co_writer *w)
{
    struct co_endings *e = w->endings;
    struct co_bind last[] = {co_bind_date(w->r->previous)};
    struct co_bind now[] = {CO_INT(w->feed), co_bind_date(w->r->date)};
    const struct {
        enum co_statement id;
        struct co_bind *values;
        size_t n;
        struct co_given rows;
    } tables[] = {
        {CO_SQL_EVENTS_ADD, NULL, 0, {.next = give_event, .ctx = e}},
        {CO_SQL_CHANGES_ADD, NULL, 0, {.next = give_change, .ctx = e}},
        {CO_SQL_STATES_CLOSE, last, 1, {.next = give_ended, .ctx = e}},
        {CO_SQL_SPELLS_CLOSE, last, 1, {.next = give_left, .ctx = e}},
        {CO_SQL_STATES_AGAIN, now, 2, {.next = give_again, .ctx = e}},
    };
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && e && e->n && i < sizeof tables / sizeof *tables; i++) {
        e->at = 0;
        status = co_given_run(w->h, tables[i].id, tables[i].values, tables[i].n, &tables[i].rows,
                              w->err);
    }
    if (e) {
        e->n = e->n_changes = 0;
        co_arena_fini(&e->arena);
    }
    return status;
}

/* Where an order has several rows, the next that leaves asks whether this one is still there. */
static enum co_status end_state(struct co_writer *w, struct ending ending)
{
    struct co_endings *e = w->endings;
    ending.shop = co_arena_dup(&e->arena, ending.shop);
    e->list[e->n++] = ending;
    if (e->arena.failed)
        return co_fail_nomem(w->err);
    bool is_asked = w->has_operations && ending.is_leaving;
    return e->n == ENDINGS || is_asked ? co_writer_flush(w) : CO_OK;
}

/* --- orders that change feeds ---------------------------------------------------------------- */

static enum co_status other_feed(struct co_writer *w, enum co_statement id, int64_t *event)
{
    struct co_bind values[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->plain)),
                               co_bind_date(w->r->date)};
    return co_db_number(w->h, id, values, 3, 0, event, w->err);
}

static enum co_status add_move(struct co_writer *w, int64_t from, int64_t to)
{
    struct co_bind values[] = {CO_INT(from), CO_INT(to)};
    return co_db_run(w->h, CO_SQL_MOVE_ADD, values, 2, w->err);
}

/* Where the order that leaves appeared in another feed on this day, or 0. Its key is in w->plain.
 */
static enum co_status moved_there(struct co_writer *w, int64_t *to)
{
    return other_feed(w, CO_SQL_MOVE_TO, to);
}

/* What was assumed to be completed there has moved here. Facts stay; the totals of that day follow.
 */
enum co_status co_writer_moved_here(struct co_writer *w, int64_t arrival)
{
    int64_t from = 0;
    enum co_status status = other_feed(w, CO_SQL_MOVE_FROM, &from);
    struct co_bind values[] = {CO_INT(from), CO_INT(1)};
    if (!status && from)
        status = add_move(w, from, arrival);
    return status || !from ? status : co_db_run(w->h, CO_SQL_MOVE_TOTALS, values, 2, w->err);
}

/* --- those that change, and those that leave ------------------------------------------------- */

/* Whether this is the last open row of its order; rows leave one after the other. */
static enum co_status is_last(struct co_writer *w, int64_t order, bool *last)
{
    int64_t others = 0;
    struct co_bind value = CO_INT(order);
    enum co_status status = CO_OK;
    if (w->has_operations)
        status = co_db_number(w->h, CO_SQL_ORDER_STILL_OPEN, &value, 1, 0, &others, w->err);
    *last = others == 0;
    return status;
}

enum co_status co_writer_leave(struct co_writer *w, size_t i)
{
    const struct co_record *r = w->r;
    const struct co_gone *g = &r->recon->gone[i];
    struct co_order before, after;
    struct co_happening what = {.verdict = co_verdict_name(g->verdict),
                                .evidence = co_evidence_name(g->evidence),
                                .before = &before,
                                .is_off_list = true};
    int64_t order = 0, event = 0, spell = 0, to = 0;
    const struct co_rows rows = {r->yesterday, r->today, &w->before, &w->after};
    enum co_status status = co_verdict_left(&rows, g, &before, &after, w->err);
    if (status)
        return status;
    what.outcome = co_verdict_outcome(g, &after);
    status = order_on_list(w, "leaves the list, but was never on it", &order, &spell);
    if (!status && w->has_feeds && g->evidence == CO_EVIDENCE_ABSENCE)
        status = moved_there(w, &to);
    w->n_moved += to != 0;
    if (!status)
        status = is_last(w, order, &what.is_last);
    if (!status)
        status = add_event(w, order, &what, &after, &event);
    const struct ending ending = {
        .order = order, .spell = spell, .event = event, .is_leaving = true};
    if (!status)
        status = end_state(w, ending);
    if (!status && to) /* a move is of two events that are there */
        status = co_writer_flush(w);
    return status || !to ? status : add_move(w, event, to);
}

static enum co_status add_changes(struct co_writer *w, int64_t event)
{
    struct co_change changes[CO_COLUMNS_MAX];
    const struct co_record *r = w->r;
    enum co_status status = CO_OK;
    size_t n = co_recon_changes(r->recon, r->yesterday, &w->before, r->today, &w->after, changes);
    for (size_t i = 0; !status && i < n; i++) {
        char before[CO_QUANTITY_TEXT], after[CO_QUANTITY_TEXT];
        struct co_str field = changes[i].field;
        status = add_change(w, event, field,
                            co_verdict_cell(r->yesterday, field, changes[i].before, before),
                            co_verdict_cell(r->today, field, changes[i].after, after));
    }
    return status;
}

/* A key that a spreadsheet damaged is kept as the order's, so that tomorrow's list finds it. */
static void heal_key(struct co_writer *w)
{
    const struct co_export *y = w->r->yesterday, *t = w->r->today;
    w->damaged.len = 0;
    co_export_key_show(t, &w->after, &w->damaged);
    for (size_t i = 0; i < t->n_key; i++)
        w->after.at[t->key[i]] = w->before.at[y->key[i]];
}

static enum co_status add_spelling(struct co_writer *w, int64_t event)
{
    w->key.len = 0;
    co_export_key_show(w->r->yesterday, &w->before, &w->key);
    if (!co_buf_ok(&w->key) || !co_buf_ok(&w->damaged))
        return co_fail_nomem(w->err);
    return add_change(w, event, co_str_of(co_field_name(CO_FIELD_WORK_ORDER)), co_buf_view(&w->key),
                      co_buf_view(&w->damaged));
}

enum co_status co_writer_touch(struct co_writer *w, size_t i)
{
    const struct co_record *r = w->r;
    const struct co_touched *t = &r->recon->touched[i];
    struct co_order before, after;
    struct co_happening what = {.verdict = t->is_changed ? "changed" : "relisted",
                                .before = &before};
    int64_t order = 0, event = 0, spell = 0;
    enum co_status status = co_writer_split(w, r->yesterday, t->yesterday, &w->before);
    if (!status)
        status = co_writer_split(w, r->today, t->today, &w->after);
    if (status)
        return status;
    co_export_order(r->yesterday, &w->before, &before);
    co_export_order(r->today, &w->after, &after);
    if (t->is_suspect)
        heal_key(w);
    status = order_on_list(w, "is carried over, but was never on a list", &order, &spell);
    if (!status)
        status = add_event(w, order, &what, &after, &event);
    if (!status)
        status = add_changes(w, event);
    if (!status && t->is_suspect)
        status = add_spelling(w, event);
    const struct ending ending = {
        .order = order,
        .event = event,
        .is_relisted = !t->is_changed,
        .shop = after.text[CO_FIELD_SHOP],
        .due = after.due,
        .to_make = co_db_to_make(after.quantity, after.completed, after.remaining)};
    return status ? status : end_state(w, ending);
}

/* Whether the newest list had the same row; where the columns changed the same cells may mean
 * something else. */
static enum co_status is_ended_already(struct co_writer *w, int class, bool *is_same)
{
    struct co_bind key[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->key))};
    sqlite3_stmt *s;
    bool has_row = false;
    *is_same = false;
    enum co_status status = co_db_bind(w->h, CO_SQL_ENDED_NOW, key, 2, &s, w->err);
    if (!status)
        status = co_db_step(w->h, s, &has_row, w->err);
    if (has_row) {
        *is_same = !(w->r->recon && w->r->recon->columns_differ) &&
                   sqlite3_column_int(s, 0) == class &&
                   co_str_eq(co_db_text(s, 1), co_buf_view(&w->cells));
        co_db_reset(s);
    }
    return status;
}

enum co_status co_writer_end(struct co_writer *w, size_t row)
{
    const struct co_export *x = w->r->today;
    int class = x->rows.rows[row].class;
    bool is_same;
    enum co_status status = co_writer_split(w, x, row, &w->after);
    if (!status)
        status = co_writer_key(w, x, &w->after);
    if (status)
        return status;
    keep_cells(w);
    if (!co_buf_ok(&w->cells))
        return co_fail_nomem(w->err);
    status = is_ended_already(w, class, &is_same);
    if (status || is_same)
        return status;
    struct co_bind fact[] = {CO_INT(w->run), CO_TEXT(co_buf_view(&w->key)), CO_INT(class),
                             CO_TEXT(co_buf_view(&w->cells))};
    struct co_bind now[] = {CO_INT(w->feed), CO_TEXT(co_buf_view(&w->key)), CO_INT(w->run)};
    status = co_db_run(w->h, CO_SQL_ENDED_ADD, fact, 4, w->err);
    return status ? status : co_db_run(w->h, CO_SQL_ENDED_NOW_ADD, now, 3, w->err);
}

void co_writer_fini(struct co_writer *w)
{
    co_cells_fini(&w->before);
    co_cells_fini(&w->after);
    co_buf_fini(&w->key);
    co_buf_fini(&w->plain);
    co_buf_fini(&w->damaged);
    co_buf_fini(&w->cells);
    co_buf_fini(&w->suffix);
    if (w->endings) {
        co_arena_fini(&w->endings->arena);
        free(w->endings->changes);
    }
    free(w->endings);
}
