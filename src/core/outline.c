#include "crossoff/outline.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/verdict.h"

/* The parts of a shop's list, in their order. */
enum part { PART_COMPLETED, PART_CANCELLED, PART_CARRIED, PART_NEW, PARTS };

enum { NOT_TOUCHED = UINT32_MAX };

/* An order that may be shown: what it is sorted by, and where it is found again. */
struct candidate {
    struct co_str order, key; /* key: empty where the order is the whole key */
    co_date due;              /* FAR without one; does not count for those that left */
    uint32_t row;             /* of the list or the part of the subtraction that its part is from */
    uint32_t touched;         /* number among the touched, or NOT_TOUCHED */
};

/* At most `most` of a maker, the first ones, in order once it is sorted. */
struct group {
    struct candidate *list;
    size_t n, cap;
};

struct shop {
    struct co_str name;
    struct co_counts counts;
    bool is_wanted;
    struct group parts[PARTS];
};

/* Of a row of the first list. */
struct fact {
    uint32_t shop;
    co_date due;
};

struct co_outliner {
    const struct co_export *yesterday;
    struct shop *shops;
    size_t n_shops, cap_shops;
    struct co_rowset by_name; /* at: the number of a shop */
    struct fact *facts;       /* per row of yesterday's list */
    struct co_cells before, after;
    struct co_buf text;
    bool is_whole_key;
    size_t most; /* candidates of a part; 0 = all */
    /* of the second list */
    const struct co_outline_pair *pair;
    const struct co_outline_wish *wish;
    struct co_outline *out;
};

static const co_date FAR = INT32_MAX; /* behind all dates */

/* --- shops ----------------------------------------------------------------------------------- */

struct asked {
    const struct co_outliner *o;
    struct co_str name;
};

static bool same_name(void *ctx, size_t row)
{
    const struct asked *a = ctx;
    return co_str_eq(a->o->shops[row].name, a->name);
}

static bool is_wanted(const struct co_outline_wish *w, struct co_str shop)
{
    for (size_t i = 0; i < w->n_shops; i++)
        if (co_str_eq(shop, co_str_of(w->shops[i])))
            return true;
    return w->n_shops == 0;
}

/* The number of a shop, which is a new one if need be; false when memory ran out. */
static bool find_shop(struct co_outliner *o, struct co_str name, uint32_t *out)
{
    struct asked asked = {o, name};
    uint64_t hash = co_hash(o->yesterday->secret, name);
    size_t found = co_rowset_find(&o->by_name, hash, same_name, &asked);
    void *list = o->shops;
    *out = (uint32_t)found;
    if (found != CO_NO_ROW)
        return true;
    if (!co_grow(&list, &o->cap_shops, o->n_shops + 1, sizeof *o->shops))
        return false;
    o->shops = list;
    o->shops[o->n_shops] = (struct shop){.name = co_arena_dup(&o->out->arena, name),
                                         .is_wanted = o->wish && is_wanted(o->wish, name)};
    *out = (uint32_t)o->n_shops++;
    return !o->out->arena.failed && co_rowset_add(&o->by_name, (struct co_row){.key_hash = hash});
}

static struct co_str cell_of(const struct co_export *x, const struct co_cells *cells,
                             enum co_field field)
{
    int column = x->column_of[field];
    return column < 0 ? (struct co_str){0} : co_export_cell(cells->at[column]);
}

static co_date due_of(const struct co_export *x, const struct co_cells *cells)
{
    co_date due = CO_DATE_NONE;
    int column = x->column_of[CO_FIELD_DUE_DATE];
    if (column >= 0)
        (void)co_value_date(cell_of(x, cells, CO_FIELD_DUE_DATE), x->columns[column].order, &due);
    return due;
}

static bool is_past(co_date due, co_date date)
{
    return due != CO_DATE_NONE && due < date;
}

static int by_name(const void *a, const void *b)
{
    const struct co_sheet_shop *x = a, *y = b;
    if (!x->name.len != !y->name.len)
        return x->name.len ? -1 : 1;
    return co_str_cmp(x->name, y->name);
}

/* The shops of the list, for whoever asked. */
static enum co_status hand_out_shops(struct co_outliner *o, struct co_err *err)
{
    struct co_outline *out = o->out;
    out->shops = co_arena_alloc(&out->arena, (o->n_shops + 1) * sizeof *out->shops);
    if (!out->shops)
        return co_fail_nomem(err);
    for (size_t i = 0; i < o->n_shops; i++)
        out->shops[i] =
            (struct co_sheet_shop){.name = o->shops[i].name, .counts = o->shops[i].counts};
    out->n_shops = o->n_shops;
    qsort(out->shops, out->n_shops, sizeof *out->shops, by_name);
    return CO_OK;
}

/* --- the first list -------------------------------------------------------------------------- */

static bool has_operations(const struct co_export *x)
{
    for (size_t i = 0; i < x->n_key; i++)
        if (x->columns[x->key[i]].field == CO_FIELD_OPERATION)
            return true;
    return false;
}

bool co_outline_fits(const struct co_export *yesterday, const struct co_export *today)
{
    return yesterday->column_of[CO_FIELD_WORK_ORDER] >= 0 &&
           today->column_of[CO_FIELD_WORK_ORDER] >= 0 && !has_operations(yesterday) &&
           !has_operations(today);
}

static bool is_key_order(const struct co_export *x)
{
    return x->n_key == 1 && x->columns[x->key[0]].field == CO_FIELD_WORK_ORDER;
}

static enum co_status note_row(struct co_outliner *o, size_t row, co_date date, struct co_err *err)
{
    const struct co_export *x = o->yesterday;
    struct fact *f = &o->facts[row];
    enum co_status status = x->split(x, (size_t)x->rows.rows[row].at, &o->before, err);
    if (status)
        return status;
    f->due = due_of(x, &o->before);
    if (!find_shop(o, cell_of(x, &o->before, CO_FIELD_SHOP), &f->shop))
        return co_fail_nomem(err);
    struct co_counts *c = &o->shops[f->shop].counts;
    c->today++;
    c->past_due += is_past(f->due, date);
    return CO_OK;
}

enum co_status co_outline_first(struct co_outline *out, const struct co_export *list, co_date date,
                                struct co_err *err)
{
    struct co_outliner *o = calloc(1, sizeof *o);
    *out = (struct co_outline){.inner = o};
    if (!o)
        return co_fail_nomem(err);
    o->yesterday = list;
    o->out = out;
    o->is_whole_key = is_key_order(list);
    o->facts = calloc(list->rows.n + 1, sizeof *o->facts);
    enum co_status status = o->facts ? CO_OK : co_fail_nomem(err);
    for (size_t i = 0; !status && i < list->rows.n; i++)
        if (co_class_is_open(list->rows.rows[i].class))
            status = note_row(o, i, date, err);
    return status ? status : hand_out_shops(o, err);
}

/* --- the second list: who comes into question ------------------------------------------------ */

static int compare(const struct candidate *a, const struct candidate *b)
{
    if (a->due != b->due)
        return a->due < b->due ? -1 : 1;
    int order = co_str_cmp(a->order, b->order);
    return order ? order : co_str_cmp(a->key, b->key);
}

static int by_place(const void *a, const void *b)
{
    return compare(a, b);
}

/* A cell that was unquoted lives no longer than the row that was taken apart. */
static struct co_str keep(struct co_outliner *o, const struct co_export *x, struct co_str s)
{
    bool is_in_text = s.at >= x->bytes.at && s.at < x->bytes.at + x->bytes.len;
    return is_in_text ? s : co_arena_dup(&o->out->arena, s);
}

/* Whether an order that is due then can still be one of the first. */
static bool has_chance(const struct co_outliner *o, const struct group *g, co_date due)
{
    return !o->most || g->n < o->most || due <= g->list[g->n - 1].due;
}

static bool insert(struct co_outliner *o, struct group *g, const struct co_export *x,
                   struct candidate c)
{
    void *list = g->list;
    if (o->most && g->n == o->most) {
        if (compare(&c, &g->list[g->n - 1]) >= 0)
            return true;
        g->n--;
    }
    if (!co_grow(&list, &g->cap, g->n + 1, sizeof *g->list))
        return false;
    g->list = list;
    c.order = keep(o, x, c.order);
    c.key = co_arena_dup(&o->out->arena, c.key);
    size_t at = g->n++;
    for (; o->most && at > 0 && compare(&c, &g->list[at - 1]) < 0; at--)
        g->list[at] = g->list[at - 1];
    g->list[at] = c;
    return !o->out->arena.failed;
}

/* The row of x that was taken apart, as an order of a shop. */
static bool consider(struct co_outliner *o, uint32_t shop, enum part part,
                     const struct co_export *x, struct candidate c)
{
    struct shop *s = &o->shops[shop];
    const struct co_cells *cells = x == o->yesterday ? &o->before : &o->after;
    if (!o->wish->has_items || !s->is_wanted || !has_chance(o, &s->parts[part], c.due))
        return true;
    c.order = cell_of(x, cells, CO_FIELD_WORK_ORDER);
    o->text.len = 0;
    if (!o->is_whole_key)
        co_export_key_text(x, cells, &o->text);
    c.key = co_buf_view(&o->text);
    return co_buf_ok(&o->text) && insert(o, &s->parts[part], x, c);
}

static co_date place_of(co_date due)
{
    return due == CO_DATE_NONE ? FAR : due;
}

static struct co_rows rows_of(struct co_outliner *o)
{
    return (struct co_rows){o->yesterday, o->pair->today, &o->before, &o->after};
}

static enum co_status count_completed(struct co_counts *c, const struct co_gone *g,
                                      const struct co_order *o, struct co_err *err)
{
    struct co_str outcome = co_str_of(co_verdict_outcome(g, o));
    int64_t pieces = co_verdict_pieces(outcome, o->quantity, o->completed);
    return co_verdict_count(c, g->evidence, outcome, true, pieces, err);
}

/* Where an order is now, which may have been in another shop before. */
static bool settle_shop(struct co_outliner *o, size_t row, struct co_str name, uint32_t *shop)
{
    uint32_t from = o->facts[row].shop;
    if (!find_shop(o, name, shop))
        return false;
    o->shops[*shop].counts.from_other += *shop != from;
    o->shops[from].counts.to_other += *shop != from;
    return true;
}

static enum co_status take_gone(struct co_outliner *o, size_t i, struct co_err *err)
{
    const struct co_gone *g = &o->pair->recon->gone[i];
    const struct co_rows rows = rows_of(o);
    struct co_order before, after;
    uint32_t shop;
    enum co_status status = co_verdict_left(&rows, g, &before, &after, err);
    if (status)
        return status;
    if (!settle_shop(o, g->yesterday, after.text[CO_FIELD_SHOP], &shop))
        return co_fail_nomem(err);
    bool is_cancelled = g->verdict == CO_VERDICT_CANCELLED;
    if (is_cancelled)
        o->shops[shop].counts.cancelled++;
    else
        status = count_completed(&o->shops[shop].counts, g, &after, err);
    if (status)
        return status;
    const struct candidate c = {.row = (uint32_t)i, .touched = NOT_TOUCHED};
    return consider(o, shop, is_cancelled ? PART_CANCELLED : PART_COMPLETED, o->yesterday, c)
               ? CO_OK
               : co_fail_nomem(err);
}

static bool carry(struct co_outliner *o, uint32_t shop, struct candidate c, co_date due)
{
    struct co_counts *n = &o->shops[shop].counts;
    n->carried_over++;
    n->today++;
    n->past_due += is_past(due, o->pair->date);
    return consider(o, shop, PART_CARRIED, o->yesterday, c);
}

static enum co_status take_touched(struct co_outliner *o, size_t i, struct co_err *err)
{
    const struct co_touched *t = &o->pair->recon->touched[i];
    const struct co_export *y = o->yesterday, *x = o->pair->today;
    enum co_status status = y->split(y, (size_t)y->rows.rows[t->yesterday].at, &o->before, err);
    if (!status)
        status = x->split(x, (size_t)x->rows.rows[t->today].at, &o->after, err);
    uint32_t shop;
    if (status)
        return status;
    if (!settle_shop(o, t->yesterday, cell_of(x, &o->after, CO_FIELD_SHOP), &shop))
        return co_fail_nomem(err);
    o->shops[shop].counts.changed += t->is_changed;
    co_date due = due_of(x, &o->after);
    const struct candidate c = {
        .row = (uint32_t)t->yesterday, .due = place_of(due), .touched = (uint32_t)i};
    return carry(o, shop, c, due) ? CO_OK : co_fail_nomem(err);
}

static enum co_status take_arrived(struct co_outliner *o, size_t row, struct co_err *err)
{
    const struct co_export *x = o->pair->today;
    enum co_status status = x->split(x, (size_t)x->rows.rows[row].at, &o->after, err);
    uint32_t shop;
    if (status)
        return status;
    if (!find_shop(o, cell_of(x, &o->after, CO_FIELD_SHOP), &shop))
        return co_fail_nomem(err);
    co_date due = due_of(x, &o->after);
    struct co_counts *n = &o->shops[shop].counts;
    n->fresh++;
    n->today++;
    n->past_due += is_past(due, o->pair->date);
    const struct candidate c = {.row = (uint32_t)row, .due = place_of(due), .touched = NOT_TOUCHED};
    return consider(o, shop, PART_NEW, x, c) ? CO_OK : co_fail_nomem(err);
}

/* A row that stands there as it did: its shop and due date are known, and it is taken apart only if
 * it may be shown. */
static enum co_status take_carried(struct co_outliner *o, size_t row, struct co_err *err)
{
    const struct co_export *y = o->yesterday;
    const struct fact *f = &o->facts[row];
    const struct candidate c = {
        .row = (uint32_t)row, .due = place_of(f->due), .touched = NOT_TOUCHED};
    const struct shop *s = &o->shops[f->shop];
    enum co_status status = CO_OK;
    if (o->wish->has_items && s->is_wanted && has_chance(o, &s->parts[PART_CARRIED], c.due))
        status = y->split(y, (size_t)y->rows.rows[row].at, &o->before, err);
    if (status)
        return status;
    return carry(o, f->shop, c, f->due) ? CO_OK : co_fail_nomem(err);
}

static enum co_status take_all(struct co_outliner *o, struct co_err *err)
{
    const struct co_recon *k = o->pair->recon;
    const struct co_rowset *rows = &o->yesterday->rows;
    unsigned char *is_taken = calloc(rows->n + 1, 1);
    enum co_status status = is_taken ? CO_OK : co_fail_nomem(err);
    for (size_t i = 0; !status && i < k->n_gone; i++) {
        is_taken[k->gone[i].yesterday] = 1;
        status = take_gone(o, i, err);
    }
    for (size_t i = 0; !status && i < k->n_touched; i++) {
        is_taken[k->touched[i].yesterday] = 1;
        status = take_touched(o, i, err);
    }
    for (size_t i = 0; !status && i < k->n_arrived; i++)
        status = take_arrived(o, k->arrived[i], err);
    for (size_t i = 0; !status && i < rows->n; i++)
        if (!is_taken[i] && co_class_is_open(rows->rows[i].class))
            status = take_carried(o, i, err);
    free(is_taken);
    return status;
}

/* --- the second list: what is shown ---------------------------------------------------------- */

static struct co_str own(struct co_outliner *o, struct co_str s)
{
    return co_arena_dup(&o->out->arena, s);
}

static int by_field(const void *a, const void *b)
{
    return co_str_cmp(((const struct co_change *)a)->field, ((const struct co_change *)b)->field);
}

static struct co_str key_shown(struct co_outliner *o, const struct co_export *x,
                               const struct co_cells *cells)
{
    o->text.len = 0;
    co_export_key_show(x, cells, &o->text);
    return own(o, co_buf_view(&o->text));
}

static void take_changes(struct co_outliner *o, const struct co_touched *t,
                         struct co_sheet_item *item)
{
    const struct co_export *y = o->yesterday, *x = o->pair->today;
    struct co_change changes[CO_COLUMNS_MAX + 1];
    size_t n = co_recon_changes(o->pair->recon, y, &o->before, x, &o->after, changes);
    for (size_t i = 0; i < n; i++) {
        char was[CO_QUANTITY_TEXT], is[CO_QUANTITY_TEXT];
        struct co_change *c = &changes[i];
        c->before = own(o, co_verdict_cell(y, c->field, c->before, was));
        c->after = own(o, co_verdict_cell(x, c->field, c->after, is));
        c->field = own(o, c->field);
    }
    if (t->is_suspect)
        changes[n++] = (struct co_change){co_str_of(co_field_name(CO_FIELD_WORK_ORDER)),
                                          key_shown(o, y, &o->before), key_shown(o, x, &o->after)};
    qsort(changes, n, sizeof *changes, by_field);
    struct co_change *kept = co_arena_alloc(&o->out->arena, (n + 1) * sizeof *kept);
    if (!kept)
        return;
    memcpy(kept, changes, n * sizeof *kept);
    item->changes = n ? kept : NULL;
    item->n_changes = n;
}

/* The order: named by the row that it was first seen in. */
static void name_order(struct co_outliner *o, const struct co_export *x,
                       const struct co_cells *cells, struct co_sheet_item *item)
{
    struct co_order row;
    co_export_texts(x, cells, &row);
    co_verdict_suffix(x, cells, &row, &o->text);
    item->work_order = own(o, co_verdict_order(x, cells, &row));
    item->suffix = own(o, co_buf_view(&o->text));
    item->operation = own(o, row.text[CO_FIELD_OPERATION]);
}

static void take_values(struct co_outliner *o, const struct co_order *row,
                        struct co_sheet_item *item)
{
    item->part = own(o, row->text[CO_FIELD_PART]);
    item->description = own(o, row->text[CO_FIELD_DESCRIPTION]);
    item->status = own(o, row->text[CO_FIELD_STATUS]);
    item->quantity = row->quantity;
    item->completed = row->completed;
    item->due = row->due;
}

static void count_days(const struct co_outliner *o, bool is_new, bool has_left,
                       struct co_sheet_item *item)
{
    const struct co_outline_pair *p = o->pair;
    co_date first = is_new ? p->date : p->yesterday_date;
    co_date last = has_left ? p->yesterday_date : p->date;
    item->first_seen = first;
    item->days = first == last ? 1 : 2;
    item->workdays =
        co_calendar_days(p->calendar, first, last) + co_calendar_is_worked(p->calendar, first);
}

static enum co_status show_gone(struct co_outliner *o, const struct candidate *c,
                                struct co_sheet_item *item, struct co_err *err)
{
    const struct co_gone *g = &o->pair->recon->gone[c->row];
    const struct co_rows rows = rows_of(o);
    struct co_order before, after;
    enum co_status status = co_verdict_left(&rows, g, &before, &after, err);
    if (status)
        return status;
    item->verdict = g->verdict;
    item->evidence = g->evidence;
    const char *outcome = co_verdict_outcome(g, &after);
    item->outcome = co_str_of(outcome ? outcome : "");
    name_order(o, o->yesterday, &o->before, item);
    take_values(o, &after, item);
    count_days(o, false, true, item);
    return CO_OK;
}

static enum co_status show_carried(struct co_outliner *o, const struct candidate *c,
                                   struct co_sheet_item *item, struct co_err *err)
{
    const struct co_export *y = o->yesterday, *x = o->pair->today;
    const struct co_touched *t =
        c->touched == NOT_TOUCHED ? NULL : &o->pair->recon->touched[c->touched];
    struct co_order before, after;
    enum co_status status = y->split(y, (size_t)y->rows.rows[c->row].at, &o->before, err);
    if (!status && t)
        status = x->split(x, (size_t)x->rows.rows[t->today].at, &o->after, err);
    if (status)
        return status;
    co_export_order(y, &o->before, &before);
    if (t)
        co_export_order(x, &o->after, &after);
    item->verdict = CO_VERDICT_CARRIED_OVER;
    name_order(o, y, &o->before, item);
    take_values(o, t ? &after : &before, item);
    count_days(o, false, false, item);
    if (t && t->is_changed) {
        int64_t progress = co_verdict_progress(x, &before, &after);
        item->progress = progress == CO_QUANTITY_NONE ? 0 : progress;
        take_changes(o, t, item);
    }
    return CO_OK;
}

static enum co_status show_new(struct co_outliner *o, const struct candidate *c,
                               struct co_sheet_item *item, struct co_err *err)
{
    const struct co_export *x = o->pair->today;
    struct co_order row;
    enum co_status status = x->split(x, (size_t)x->rows.rows[c->row].at, &o->after, err);
    if (status)
        return status;
    co_export_order(x, &o->after, &row);
    item->verdict = CO_VERDICT_NEW;
    name_order(o, x, &o->after, item);
    take_values(o, &row, item);
    count_days(o, true, false, item);
    return CO_OK;
}

static enum co_status show(struct co_outliner *o, struct co_str shop, enum part part,
                           const struct candidate *c, struct co_err *err)
{
    struct co_sheet_item *item = &o->out->items[o->out->n_items++];
    *item = (struct co_sheet_item){.shop = shop, .retracted = CO_DATE_NONE};
    enum co_status status = part == PART_CARRIED ? show_carried(o, c, item, err)
                            : part == PART_NEW   ? show_new(o, c, item, err)
                                                 : show_gone(o, c, item, err);
    item->is_past_due = part >= PART_CARRIED && is_past(item->due, o->pair->date);
    if (!status && (o->out->arena.failed || !co_buf_ok(&o->text)))
        status = co_fail_nomem(err);
    return status;
}

/* How many of a part are shown; 0: all, as of a short day. */
static size_t shown_most(const struct co_outliner *o)
{
    const struct co_outline_wish *w = o->wish;
    int64_t all = 0;
    for (size_t i = 0; i < o->n_shops; i++) {
        const struct co_counts *c = &o->shops[i].counts;
        all += o->shops[i].is_wanted ? c->today + c->completed + c->cancelled : 0;
    }
    return w->limit > 0 && all > w->limit_above ? (size_t)w->limit : 0;
}

static struct shop *shop_named(struct co_outliner *o, struct co_str name)
{
    struct asked asked = {o, name};
    return &o->shops[co_rowset_find(&o->by_name, co_hash(o->yesterday->secret, name), same_name,
                                    &asked)];
}

static size_t most_of(const struct group *g, size_t most)
{
    return most && most < g->n ? most : g->n;
}

static enum co_status show_all(struct co_outliner *o, struct co_err *err)
{
    struct co_outline *out = o->out;
    size_t all = 0, most = shown_most(o);
    for (size_t i = 0; i < o->n_shops; i++)
        for (int p = 0; p < PARTS; p++)
            all += most_of(&o->shops[i].parts[p], most);
    out->items = malloc((all + 1) * sizeof *out->items);
    if (!out->items)
        return co_fail_nomem(err);
    enum co_status status = CO_OK;
    for (size_t i = 0; i < out->n_shops; i++) {
        struct shop *s = shop_named(o, out->shops[i].name);
        for (int p = 0; p < PARTS; p++) {
            struct group *g = &s->parts[p];
            size_t n = most_of(g, most);
            if (g->n)
                qsort(g->list, g->n, sizeof *g->list, by_place);
            for (size_t k = 0; !status && k < n; k++)
                status = show(o, out->shops[i].name, (enum part)p, &g->list[k], err);
        }
    }
    return status;
}

/* What was kept from one list to the next. */
static void release(struct co_outline *out)
{
    struct co_outliner *o = out->inner;
    for (size_t i = 0; o && i < o->n_shops; i++)
        for (int p = 0; p < PARTS; p++)
            free(o->shops[i].parts[p].list);
    if (o) {
        free(o->shops);
        free(o->by_name.rows);
        free(o->by_name.index);
        free(o->facts);
        co_cells_fini(&o->before);
        co_cells_fini(&o->after);
        co_buf_fini(&o->text);
    }
    free(o);
    out->inner = NULL;
}

enum co_status co_outline_second(struct co_outline *out, const struct co_outline_pair *pair,
                                 const struct co_outline_wish *wish, struct co_err *err)
{
    struct co_outliner *o = out->inner;
    o->pair = pair;
    o->wish = wish;
    o->most = (size_t)(wish->limit > 0 && wish->limit < wish->limit_above ? wish->limit_above
                                                                          : wish->limit);
    o->is_whole_key = o->is_whole_key && is_key_order(pair->today);
    for (size_t i = 0; i < o->n_shops; i++) {
        struct co_counts *c = &o->shops[i].counts;
        *c = (struct co_counts){.yesterday = c->today};
        o->shops[i].is_wanted = is_wanted(wish, o->shops[i].name);
    }
    enum co_status status = take_all(o, err);
    if (!status)
        status = hand_out_shops(o, err);
    if (!status && wish->has_items)
        status = show_all(o, err);
    out->has_events = pair->recon->n_gone || pair->recon->n_touched || pair->recon->n_arrived;
    release(out); /* a long list needs the room */
    return status;
}

void co_outline_fini(struct co_outline *out)
{
    release(out);
    free(out->items);
    co_arena_fini(&out->arena);
    *out = (struct co_outline){0};
}
