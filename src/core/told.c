#include "crossoff/recon.h"

/* One row that left, looked up in the list of closed orders. */
struct lookup {
    const struct co_export *yesterday, *closed;
    struct co_cells before, told;
    enum co_status status;
    struct co_err *err;
};

/* The list of closed orders may name them by the order alone where a row of the feed is an
 * operation: then the first key cell decides. */
static uint64_t hash_of(const struct lookup *l)
{
    struct co_export x = {.secret = l->closed->secret, .n_key = l->closed->n_key};
    for (size_t i = 0; i < x.n_key; i++)
        x.key[i] = l->yesterday->key[i];
    return co_export_key_hash(&x, &l->before);
}

static bool is_told(void *ctx, size_t row)
{
    struct lookup *l = ctx;
    const struct co_export *c = l->closed;
    if (!l->status)
        l->status = c->split(c, (size_t)c->rows.rows[row].at, &l->told, l->err);
    return !l->status && co_export_same_key(c, &l->told, l->yesterday, &l->before);
}

static void apply(struct co_recon *r, struct co_gone *g, const struct co_export *closed,
                  const struct lookup *l)
{
    struct co_order o;
    co_export_order(closed, &l->told, &o);
    if (closed->column_of[CO_FIELD_STATUS] < 0)
        o.class = CO_CLASS_FINISHED; /* a list of closed orders says so by itself */
    if (co_class_is_open(o.class))
        return;
    g->evidence = CO_EVIDENCE_TOLD;
    g->is_closed = o.class == CO_CLASS_CLOSED;
    g->completed = o.completed;
    if (o.class == CO_CLASS_CANCELLED) {
        g->verdict = CO_VERDICT_CANCELLED;
        r->n_completed--;
        r->n_cancelled++;
    }
    r->n_told++;
}

enum co_status co_recon_told(struct co_recon *r, const struct co_export *yesterday,
                             const struct co_export *closed, struct co_err *err)
{
    struct lookup l = {.yesterday = yesterday, .closed = closed, .err = err};
    for (size_t i = 0; !l.status && i < r->n_gone; i++) {
        struct co_gone *g = &r->gone[i];
        if (g->evidence != CO_EVIDENCE_ABSENCE)
            continue;
        l.status = yesterday->split(yesterday, (size_t)yesterday->rows.rows[g->yesterday].at,
                                    &l.before, err);
        if (l.status)
            break;
        size_t row = co_rowset_find(&closed->rows, hash_of(&l), is_told, &l);
        if (!l.status && row != CO_NO_ROW)
            apply(r, g, closed, &l);
    }
    co_cells_fini(&l.before);
    co_cells_fini(&l.told);
    return l.status;
}
