#include "crossoff/verdict.h"

struct co_str co_verdict_order(const struct co_export *x, const struct co_cells *cells,
                               const struct co_order *o)
{
    return x->column_of[CO_FIELD_WORK_ORDER] < 0 ? co_export_cell(cells->at[x->key[0]])
                                                 : o->text[CO_FIELD_WORK_ORDER];
}

void co_verdict_suffix(const struct co_export *x, const struct co_cells *cells,
                       const struct co_order *o, struct co_buf *out)
{
    out->len = 0;
    co_buf_str(out, o->text[CO_FIELD_SUFFIX]);
    for (size_t i = 0; i < x->n_key; i++) {
        enum co_field f = x->columns[x->key[i]].field;
        struct co_str cell = co_export_cell(cells->at[x->key[i]]);
        if (f == CO_FIELD_WORK_ORDER || f == CO_FIELD_SUFFIX || f == CO_FIELD_OPERATION ||
            !cell.len || (i == 0 && x->column_of[CO_FIELD_WORK_ORDER] < 0))
            continue;
        co_buf_text(out, out->len ? " / " : "");
        co_buf_str(out, cell);
    }
}

enum co_status co_verdict_left(const struct co_rows *rows, const struct co_gone *g,
                               struct co_order *before, struct co_order *after, struct co_err *err)
{
    const struct co_export *y = rows->yesterday, *t = rows->today;
    enum co_status status = y->split(y, (size_t)y->rows.rows[g->yesterday].at, rows->before, err);
    if (!status && g->today != CO_NO_ROW)
        status = t->split(t, (size_t)t->rows.rows[g->today].at, rows->after, err);
    if (status)
        return status;
    co_export_order(y, rows->before, before);
    *after = *before;
    if (g->today != CO_NO_ROW)
        co_export_order(t, rows->after, after);
    if (g->completed != CO_QUANTITY_NONE)
        after->completed = g->completed;
    return CO_OK;
}

/* A status that says it was made is believed whatever the quantities say: they are booked later. */
const char *co_verdict_outcome(const struct co_gone *g, const struct co_order *o)
{
    bool has_both = o->completed != CO_QUANTITY_NONE && o->quantity != CO_QUANTITY_NONE;
    bool is_short = has_both && o->completed > 0 && o->completed < o->quantity;
    bool is_full = has_both && o->quantity > 0 && o->completed >= o->quantity;
    if (g->verdict != CO_VERDICT_COMPLETED)
        return NULL;
    if (g->evidence != CO_EVIDENCE_ABSENCE && (!g->is_closed || is_full))
        return "made";
    if (is_short)
        return "short";
    return g->is_closed ? "closed" : "assumed";
}

static int64_t or_nothing(int64_t quantity)
{
    return quantity == CO_QUANTITY_NONE ? 0 : quantity;
}

int64_t co_verdict_pieces(struct co_str outcome, int64_t ordered, int64_t made)
{
    bool is_told = outcome.len && !co_str_eq(outcome, CO_STR("assumed"));
    if (co_str_eq(outcome, CO_STR("closed")) || (is_told && made > 0))
        return or_nothing(made);
    return or_nothing(ordered);
}

enum co_status co_verdict_count(struct co_counts *c, enum co_evidence evidence,
                                struct co_str outcome, bool is_order, int64_t pieces,
                                struct co_err *err)
{
    bool is_closed = co_str_eq(outcome, CO_STR("closed"));
    c->completed++;
    c->orders_completed += is_order;
    c->by_status += evidence == CO_EVIDENCE_STATUS && !is_closed;
    c->by_quantity += evidence == CO_EVIDENCE_QUANTITY;
    c->by_told += evidence == CO_EVIDENCE_TOLD && !is_closed;
    c->by_absence += evidence == CO_EVIDENCE_ABSENCE;
    c->is_short += co_str_eq(outcome, CO_STR("short"));
    c->closed += is_closed;
    return co_quantity_add(&c->pieces_completed, pieces)
               ? CO_OK
               : co_fail(err, CO_INPUT, CO_TOO_MANY_PIECES);
}

int64_t co_verdict_progress(const struct co_export *today, const struct co_order *before,
                            const struct co_order *after)
{
    if (before->completed != CO_QUANTITY_NONE && after->completed != CO_QUANTITY_NONE)
        return after->completed - before->completed;
    if (before->remaining != CO_QUANTITY_NONE && after->remaining != CO_QUANTITY_NONE &&
        before->quantity == after->quantity)
        return before->remaining - after->remaining;
    bool is_wanted = today->column_of[CO_FIELD_WORK_ORDER] < 0;
    if (is_wanted && before->quantity != CO_QUANTITY_NONE && after->quantity != CO_QUANTITY_NONE)
        return before->quantity - after->quantity;
    return CO_QUANTITY_NONE;
}

struct co_str co_verdict_cell(const struct co_export *x, struct co_str field, struct co_str cell,
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
