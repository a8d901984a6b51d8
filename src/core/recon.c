#include "crossoff/recon.h"
#include <stdlib.h>
#include <string.h>

const char *co_verdict_name(enum co_verdict verdict)
{
    static const char *const names[] = {
#define ROW(NAME, text) text,
        CO_VERDICT_LIST(ROW)
#undef ROW
    };
    return names[verdict];
}

const char *co_evidence_name(enum co_evidence evidence)
{
    static const char *const names[] = {"", "status", "quantity", "told", "absence"};
    return names[evidence];
}

enum co_evidence co_evidence_of(struct co_str name)
{
    for (int e = CO_EVIDENCE_STATUS; e <= CO_EVIDENCE_ABSENCE; e++)
        if (co_str_eq(name, co_str_of(co_evidence_name((enum co_evidence)e))))
            return (enum co_evidence)e;
    return CO_EVIDENCE_NONE;
}

/* Both records taken apart at most once per probe. */
struct probe {
    const struct co_export *yesterday, *today;
    size_t t;
    struct co_str t_bytes;
    struct co_cells before, after;
    bool has_after;
    bool is_same_layout;
    bool is_same_meaning; /* the same columns, read alike, in whatever order */
    bool is_same_bytes;   /* of the row that was found */
    enum co_status status;
    struct co_err *err;
};

static bool is_bytes_equal(struct probe *p, size_t y)
{
    return p->is_same_layout && co_str_eq(co_export_bytes(p->yesterday, y), p->t_bytes);
}

static bool same_key(void *ctx, size_t y)
{
    struct probe *p = ctx;
    if (p->status)
        return false;
    p->is_same_bytes = is_bytes_equal(p, y);
    if (p->is_same_bytes)
        return true;
    if (!p->has_after) {
        p->status =
            p->today->split(p->today, (size_t)p->today->rows.rows[p->t].at, &p->after, p->err);
        p->has_after = p->status == CO_OK;
    }
    if (!p->status)
        p->status = p->yesterday->split(p->yesterday, (size_t)p->yesterday->rows.rows[y].at,
                                        &p->before, p->err);
    return !p->status && co_export_same_key(p->yesterday, &p->before, p->today, &p->after);
}

static bool is_mapped(const int *to, size_t n, size_t y)
{
    for (size_t i = 0; i < n; i++)
        if (to[i] == (int)y)
            return true;
    return false;
}

/* Yesterday's column for each of today's: by header, then, for renamed headers, by field. */
static void map_columns(const struct co_export *y, const struct co_export *t, struct co_recon *r)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        r->to_yesterday[i] = -1;
        for (size_t j = 0; j < y->n_columns && r->to_yesterday[i] < 0; j++)
            if (co_str_eq(t->columns[i].name, y->columns[j].name) &&
                !is_mapped(r->to_yesterday, i, j))
                r->to_yesterday[i] = (int)j;
    }
    for (size_t i = 0; i < t->n_columns; i++) {
        enum co_field field = t->columns[i].field;
        if (r->to_yesterday[i] < 0 && field != CO_FIELD_NONE && y->column_of[field] >= 0 &&
            !is_mapped(r->to_yesterday, t->n_columns, (size_t)y->column_of[field]))
            r->to_yesterday[i] = y->column_of[field];
    }
    r->columns_differ = t->n_columns != y->n_columns || y->is_widened;
    for (size_t i = 0; i < t->n_columns; i++)
        r->columns_differ = r->columns_differ || r->to_yesterday[i] < 0 ||
                            !co_str_eq(t->columns[i].name, y->columns[r->to_yesterday[i]].name) ||
                            t->columns[i].field != y->columns[r->to_yesterday[i]].field;
}

static bool is_same_layout(const struct co_export *y, const struct co_export *t,
                           const struct co_recon *r)
{
    if (y->delimiter != t->delimiter || r->columns_differ)
        return false;
    for (size_t i = 0; i < t->n_columns; i++)
        if (r->to_yesterday[i] != (int)i || t->columns[i].decimal != y->columns[i].decimal ||
            t->columns[i].order != y->columns[i].order)
            return false;
    for (size_t i = 0; i < t->n_key; i++)
        if (t->key[i] != y->key[i])
            return false;
    return true;
}

/* Whether the same cells say the same in both: the columns stand in another order at most. */
static bool is_same_meaning(const struct co_export *y, const struct co_export *t,
                            const struct co_recon *r)
{
    if (r->columns_differ)
        return false;
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct co_column *a = &y->columns[r->to_yesterday[i]], *b = &t->columns[i];
        if (a->decimal != b->decimal || a->order != b->order)
            return false;
    }
    return true;
}

/* Dates that Excel lost on either day changed no order. */
static bool is_lost(const struct co_export *y, const struct co_export *t, const struct co_recon *r,
                    size_t i)
{
    int before = r->to_yesterday[i];
    return t->columns[i].order == CO_ORDER_LOST ||
           (before >= 0 && y->columns[before].order == CO_ORDER_LOST);
}

static void mark_ignored(const struct co_export *y, const struct co_export *t,
                         const struct co_str *ignore, size_t n, struct co_recon *r)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct co_column *c = &t->columns[i];
        r->is_ignored[i] = is_lost(y, t, r, i);
        for (size_t k = 0; k < n; k++)
            if (co_str_eq_nocase(c->name, ignore[k]) ||
                (c->field != CO_FIELD_NONE && co_field_of(ignore[k]) == c->field))
                r->is_ignored[i] = true;
        for (size_t k = 0; k < t->n_key; k++)
            if (t->key[k] == i)
                r->is_ignored[i] = true; /* equal by definition */
    }
}

/* Equal as text, or equal as the quantity or date that the column holds. */
static bool is_equal(const struct co_column *cb, struct co_str before, const struct co_column *ca,
                     struct co_str after)
{
    if (co_str_eq(before, after))
        return true;
    if (ca->field == CO_FIELD_NONE)
        return false;
    if (co_field_kind(ca->field) == CO_KIND_QUANTITY) {
        int64_t b, a;
        return co_value_quantity(before, cb->decimal, &b) == CO_VALUE_OK &&
               co_value_quantity(after, ca->decimal, &a) == CO_VALUE_OK && a == b;
    }
    if (co_field_kind(ca->field) == CO_KIND_DATE) {
        co_date b, a;
        enum co_value vb = co_value_date(before, cb->order, &b);
        return vb == co_value_date(after, ca->order, &a) && vb <= CO_VALUE_OK && a == b;
    }
    return false;
}

/* A field by its name, another column by its header; one that is headed like a field that another
 * column is ("status" beside "order_status") by both, so that they are told apart. */
static struct co_str label_of(const struct co_export *x, const struct co_column *c)
{
    if (c->field != CO_FIELD_NONE)
        return co_str_of(co_field_name(c->field));
    enum co_field like = co_field_of(c->name);
    bool is_name = like != CO_FIELD_NONE && co_str_eq(c->name, co_str_of(co_field_name(like)));
    return is_name && x->column_of[like] >= 0 ? co_str_of(co_field_column(like)) : c->name;
}

size_t co_recon_changes(const struct co_recon *r, const struct co_export *yesterday,
                        const struct co_cells *before, const struct co_export *today,
                        const struct co_cells *after, struct co_change *out)
{
    size_t n = 0;
    for (size_t i = 0; i < today->n_columns; i++) {
        if (r->to_yesterday[i] < 0 || r->is_ignored[i])
            continue;
        const struct co_column *ca = &today->columns[i];
        struct co_str b = co_export_cell(before->at[r->to_yesterday[i]]);
        struct co_str a = co_export_cell(after->at[i]);
        if (is_equal(&yesterday->columns[r->to_yesterday[i]], b, ca, a))
            continue;
        out[n].field = label_of(today, ca);
        out[n].before = b;
        out[n++].after = a;
    }
    return n;
}

static bool add_gone(struct co_recon *r, struct co_gone gone)
{
    void *list = r->gone;
    if (!co_grow(&list, &r->cap_gone, r->n_gone + 1, sizeof gone))
        return false;
    r->gone = list;
    r->gone[r->n_gone++] = gone;
    r->n_completed += gone.verdict == CO_VERDICT_COMPLETED;
    r->n_cancelled += gone.verdict == CO_VERDICT_CANCELLED;
    return true;
}

static bool add_arrived(struct co_recon *r, size_t row)
{
    void *list = r->arrived;
    if (!co_grow(&list, &r->cap_arrived, r->n_arrived + 1, sizeof row))
        return false;
    r->arrived = list;
    r->arrived[r->n_arrived++] = row;
    return true;
}

bool co_recon_touch(struct co_recon *r, struct co_touched touched)
{
    void *list = r->touched;
    if (!co_grow(&list, &r->cap_touched, r->n_touched + 1, sizeof touched))
        return false;
    r->touched = list;
    r->touched[r->n_touched++] = touched;
    return true;
}

static bool add_ended(struct co_recon *r, size_t y, size_t t, enum co_class class)
{
    struct co_gone gone = {.yesterday = y,
                           .today = t,
                           .verdict = CO_VERDICT_COMPLETED,
                           .evidence = CO_EVIDENCE_STATUS,
                           .completed = CO_QUANTITY_NONE};
    if (class == CO_CLASS_MADE)
        gone.evidence = CO_EVIDENCE_QUANTITY;
    gone.is_closed = class == CO_CLASS_CLOSED;
    if (class == CO_CLASS_CANCELLED)
        gone.verdict = CO_VERDICT_CANCELLED;
    return add_gone(r, gone);
}

/* Whether any cell differs, of the columns that are not compared too: the history keeps rows as
 * they are, or a completed order's shop and part would be those of an older day. */
static bool has_other_cells(const struct co_recon *r, const struct probe *p)
{
    for (size_t i = 0; i < p->today->n_columns; i++)
        if (r->to_yesterday[i] >= 0 && r->is_ignored[i] &&
            !co_str_eq(co_str_trim(p->before.at[r->to_yesterday[i]]), co_str_trim(p->after.at[i])))
            return true;
    return false;
}

/* The same cells may mean something else today: "03/04/2026" once the order of day and month is
 * settled. */
static bool is_read_otherwise(const struct probe *p)
{
    struct co_order before, after;
    co_export_order(p->yesterday, &p->before, &before);
    co_export_order(p->today, &p->after, &after);
    return before.quantity != after.quantity || before.completed != after.completed ||
           before.remaining != after.remaining || before.scrapped != after.scrapped ||
           before.due != after.due || before.start != after.start;
}

/* Every cell has the same bytes. The rows of the history have their columns in another order, so
 * this is what tells most of them. */
static bool has_same_cells(const struct co_recon *r, const struct probe *p)
{
    for (size_t i = 0; i < p->today->n_columns; i++)
        if (!co_str_eq(p->before.at[r->to_yesterday[i]], p->after.at[i]))
            return false;
    return true;
}

static bool add_carried(struct co_recon *r, const struct probe *p, size_t y)
{
    struct co_change changes[CO_COLUMNS_MAX];
    r->n_carried++;
    if (p->is_same_bytes || (p->is_same_meaning && has_same_cells(r, p)))
        return true;
    bool changed = co_recon_changes(r, p->yesterday, &p->before, p->today, &p->after, changes) > 0;
    if (!changed && !r->columns_differ && !has_other_cells(r, p) && !is_read_otherwise(p))
        return true;
    return co_recon_touch(r, (struct co_touched){y, p->t, changed, false});
}

/* One row of today against yesterday's set. */
static enum co_status judge(struct co_recon *r, struct probe *p, unsigned char *is_matched)
{
    const struct co_row *row = &p->today->rows.rows[p->t];
    enum co_class class = row->class;
    p->has_after = p->is_same_bytes = false;
    p->t_bytes = co_export_bytes(p->today, p->t);
    size_t y = co_rowset_find(&p->yesterday->rows, row->key_hash, same_key, p);
    if (p->status)
        return p->status;
    bool was_open = y != CO_NO_ROW && co_class_is_open(p->yesterday->rows.rows[y].class);
    bool ok = true;
    if (y != CO_NO_ROW)
        is_matched[y] = 1;
    if (co_class_is_open(class))
        ok = was_open ? add_carried(r, p, y) : add_arrived(r, p->t);
    else if (was_open)
        ok = add_ended(r, y, p->t, class);
    return ok ? CO_OK : co_fail_nomem(p->err);
}

/* How many rows ahead memory is asked for: the index, the row, its bytes. */
enum { CACHE_LINE = 64, AHEAD_INDEX = 24, AHEAD_ROW = 16, AHEAD_BYTES = 8, AHEAD = 32 };

/* Nearly every row of today is one of yesterday's, which lies anywhere: to wait for each would take
 * longer than everything else. */
static void look_ahead(const struct probe *p, size_t guesses[AHEAD])
{
    const struct co_rowset *today = &p->today->rows, *set = &p->yesterday->rows;
    if (p->t + AHEAD_INDEX < today->n)
        co_rowset_soon(set, today->rows[p->t + AHEAD_INDEX].key_hash);
    if (p->t + AHEAD_ROW < today->n)
        guesses[(p->t + AHEAD_ROW) % AHEAD] =
            co_rowset_guess(set, today->rows[p->t + AHEAD_ROW].key_hash);
    size_t row = p->t + AHEAD_BYTES < today->n ? guesses[(p->t + AHEAD_BYTES) % AHEAD] : CO_NO_ROW;
    struct co_str bytes = row == CO_NO_ROW ? CO_STR("") : co_export_bytes(p->yesterday, row);
    for (size_t i = 0; i < bytes.len; i += CACHE_LINE)
        co_soon(bytes.at + i);
}

/* The tallies against the reader's own counts: two ways to the same numbers. */
static enum co_status balance(const struct co_export *y, const struct co_export *t,
                              const struct co_recon *r, struct co_err *err)
{
    if (y->count.open == r->n_completed + r->n_cancelled + r->n_carried &&
        t->count.open == r->n_carried + r->n_arrived)
        return CO_OK;
    return co_fail(err, CO_BUG,
                   "the day does not add up: yesterday %zu, completed %zu, cancelled %zu, carried "
                   "over %zu, arrived %zu, today %zu; nothing was recorded. Please report this "
                   "with both exports (%s, %s)",
                   y->count.open, r->n_completed, r->n_cancelled, r->n_carried, r->n_arrived,
                   t->count.open, y->name, t->name);
}

/* Some of today's rows. Yesterday's set is only looked at, so that parts do not disturb each
 * other. */
struct part {
    struct probe p;
    size_t from, to;
    struct co_recon found;     /* with what begin_recon says */
    unsigned char *is_matched; /* by row of yesterday, in this part */
    struct co_err err;
};

static void *judge_part(void *ctx)
{
    struct part *part = ctx;
    struct probe *p = &part->p;
    size_t guesses[AHEAD];
    for (size_t i = 0; i < AHEAD; i++)
        guesses[i] = CO_NO_ROW;
    for (p->t = part->from; !p->status && p->t < part->to; p->t++) {
        look_ahead(p, guesses);
        p->status = judge(&part->found, p, part->is_matched);
    }
    co_cells_fini(&p->before);
    co_cells_fini(&p->after);
    return NULL;
}

/* How the columns of both belong together; the rest of it empty. */
static void begin_recon(struct co_recon *out, struct probe *p, const struct co_str *ignore,
                        size_t n_ignore)
{
    memset(out, 0, sizeof *out);
    map_columns(p->yesterday, p->today, out);
    mark_ignored(p->yesterday, p->today, ignore, n_ignore, out);
    p->is_same_layout = is_same_layout(p->yesterday, p->today, out);
    p->is_same_meaning = is_same_meaning(p->yesterday, p->today, out);
}

/* Takes what a part found behind what is there; false when memory ran out. */
static bool take_part(struct co_recon *r, struct co_recon *part)
{
    bool ok = true;
    r->n_carried += part->n_carried;
    for (size_t i = 0; ok && i < part->n_gone; i++)
        ok = add_gone(r, part->gone[i]);
    for (size_t i = 0; ok && i < part->n_arrived; i++)
        ok = add_arrived(r, part->arrived[i]);
    for (size_t i = 0; ok && i < part->n_touched; i++)
        ok = co_recon_touch(r, part->touched[i]);
    return ok;
}

/* Of the first part that failed. */
static enum co_status take_parts(struct co_recon *out, struct part parts[2], struct co_err *err)
{
    enum co_status status = CO_OK;
    for (size_t i = 0; i < 2; i++) {
        if (!status && parts[i].p.status && err)
            *err = parts[i].err;
        if (!status)
            status = parts[i].p.status;
        if (!status && !take_part(out, &parts[i].found))
            status = co_fail_nomem(err);
        co_recon_fini(&parts[i].found);
    }
    return status;
}

/* Those open rows of yesterday that no part found again. */
static enum co_status take_gone(struct co_recon *out, const struct part parts[2],
                                struct co_err *err)
{
    const struct co_rowset *rows = &parts[0].p.yesterday->rows;
    bool ok = true;
    for (size_t y = 0; ok && y < rows->n; y++) {
        struct co_gone gone = {.yesterday = y,
                               .today = CO_NO_ROW,
                               .verdict = CO_VERDICT_COMPLETED,
                               .evidence = CO_EVIDENCE_ABSENCE,
                               .completed = CO_QUANTITY_NONE};
        if (!parts[0].is_matched[y] && !parts[1].is_matched[y] &&
            co_class_is_open(rows->rows[y].class))
            ok = add_gone(out, gone);
    }
    return ok ? CO_OK : co_fail_nomem(err);
}

enum co_status co_recon_subtract_halves(const struct co_export *yesterday,
                                        const struct co_export *today, const struct co_str *ignore,
                                        size_t n_ignore, co_both both, struct co_recon *out,
                                        struct co_err *err)
{
    struct part parts[2] = {{.p = {.yesterday = yesterday, .today = today}}};
    size_t n = today->rows.n, n_before = yesterday->rows.n + 1;
    unsigned char *is_matched = calloc(n_before, 2);
    begin_recon(out, &parts[0].p, ignore, n_ignore);
    if (!is_matched)
        return co_fail_nomem(err);
    parts[0].found = *out;
    parts[1] = parts[0];
    parts[0].to = parts[1].from = both ? n / 2 : n;
    parts[1].to = n;
    for (size_t i = 0; i < 2; i++) {
        parts[i].p.err = &parts[i].err;
        parts[i].is_matched = is_matched + i * n_before;
    }
    if (both)
        both(judge_part, &parts[0], &parts[1]);
    else
        (void)judge_part(&parts[0]);
    enum co_status status = take_parts(out, parts, err);
    if (!status)
        status = take_gone(out, parts, err);
    if (!status)
        status = balance(yesterday, today, out, err);
    free(is_matched);
    if (status)
        co_recon_fini(out);
    return status;
}

enum co_status co_recon_subtract(const struct co_export *yesterday, const struct co_export *today,
                                 const struct co_str *ignore, size_t n_ignore, struct co_recon *out,
                                 struct co_err *err)
{
    return co_recon_subtract_halves(yesterday, today, ignore, n_ignore, NULL, out, err);
}

void co_recon_fini(struct co_recon *r)
{
    free(r->gone);
    free(r->arrived);
    free(r->touched);
    memset(r, 0, sizeof *r);
}
