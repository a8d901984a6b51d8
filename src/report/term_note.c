#include "term_sheet.h"
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"

static void put_quantity(struct co_buf *out, int64_t quantity)
{
    char text[CO_QUANTITY_TEXT];
    co_buf_text(out, co_value_quantity_text(quantity, text));
}

/* "+40 made (40 of 100)" */
static struct co_str progress_text(struct co_pen *p, const struct co_sheet_item *item)
{
    struct co_buf *b = &p->scratch;
    b->len = 0;
    co_buf_text(b, item->progress > 0 ? "+" : "");
    put_quantity(b, item->progress);
    co_buf_text(b, " made");
    if (item->completed != CO_QUANTITY_NONE && item->quantity != CO_QUANTITY_NONE) {
        co_buf_text(b, " (");
        put_quantity(b, item->completed);
        co_buf_text(b, " of ");
        put_quantity(b, item->quantity);
        co_buf_text(b, ")");
    }
    return co_pen_take(p);
}

static void put_field(struct co_buf *out, struct co_str field)
{
    if (co_str_eq(field, CO_STR("due_date"))) {
        co_buf_text(out, "due");
        return;
    }
    size_t start = out->len;
    co_utf8_visible(out, field);
    for (size_t i = start; i < out->len; i++)
        if (out->at[i] == '_')
            out->at[i] = ' ';
}

static void put_side(struct co_buf *out, struct co_str value)
{
    if (value.len)
        co_utf8_visible(out, value);
    else
        co_buf_text(out, "(none)");
}

/* "due 2026-11-20 → 2026-11-27" */
static struct co_str change_text(struct co_pen *p, const struct co_change *change)
{
    struct co_buf *b = &p->scratch;
    b->len = 0;
    put_field(b, change->field);
    co_buf_byte(b, ' ');
    put_side(b, change->before);
    co_buf_fmt(b, " %s ", co_pen_sign(p, CO_SIGN_ARROW));
    put_side(b, change->after);
    return co_pen_take(p);
}

/* The progress says it already. */
static bool is_said(const struct co_sheet_item *item, const struct co_change *change)
{
    return item->progress && (co_str_eq(change->field, CO_STR("quantity_completed")) ||
                              co_str_eq(change->field, CO_STR("quantity_remaining")));
}

static struct co_str retracted_text(struct co_pen *p, const struct co_sheet_item *item)
{
    char date[CO_DATE_TEXT];
    p->scratch.len = 0;
    co_buf_fmt(&p->scratch, "completed %s taken back", co_date_text(item->retracted, date));
    return co_pen_take(p);
}

/* "short, 48 missing (left the list)": what was ordered and not made. */
static struct co_str short_text(struct co_pen *p, const struct co_sheet_item *item)
{
    p->scratch.len = 0;
    co_buf_text(&p->scratch, "short, ");
    put_quantity(&p->scratch, item->quantity - item->completed);
    co_buf_fmt(&p->scratch, " missing (%s)", co_text_evidence(item->evidence));
    return co_pen_take(p);
}

static struct co_str moved_text(struct co_pen *p, const struct co_sheet_item *item)
{
    p->scratch.len = 0;
    co_buf_text(&p->scratch, "to feed ");
    co_utf8_visible(&p->scratch, item->to_feed);
    return co_pen_take(p);
}

/* How it left, where that is more than the usual. */
static void put_outcome(struct co_flow *f, const struct co_sheet_item *item)
{
    const char *dot = co_pen_sign(f->pen, CO_SIGN_DOT);
    if (item->is_order_completed)
        co_flow_put(f, dot, CO_STYLE_DONE, CO_STR("order completed"));
    if (co_str_eq(item->outcome, CO_STR("short")))
        co_flow_put(f, dot, CO_STYLE_CHANGED, short_text(f->pen, item));
    if (co_str_eq(item->outcome, CO_STR("closed")))
        co_flow_put(f, dot, CO_STYLE_CHANGED, CO_STR("closed, not confirmed made"));
    if (item->to_feed.len)
        co_flow_put(f, dot, CO_STYLE_CHANGED, moved_text(f->pen, item));
}

static void put_remarks(struct co_flow *f, const struct co_sheet_item *item)
{
    struct co_pen *p = f->pen;
    const char *dot = co_pen_sign(p, CO_SIGN_DOT);
    put_outcome(f, item);
    if (co_str_eq(item->outcome, CO_STR("short")))
        return; /* the missing pieces say what was made */
    if (item->verdict == CO_VERDICT_REOPENED && item->retracted != CO_DATE_NONE)
        co_flow_put(f, dot, CO_STYLE_BACK, retracted_text(p, item));
    if (item->progress)
        co_flow_put(f, dot, CO_STYLE_CHANGED, progress_text(p, item));
    for (size_t i = 0; i < item->n_changes; i++)
        if (!is_said(item, &item->changes[i]))
            co_flow_put(f, dot, CO_STYLE_CHANGED, change_text(p, &item->changes[i]));
}

/* Columns of all remarks in one line. */
static size_t measure(struct co_pen *p, const struct co_sheet_item *item)
{
    struct co_aside aside;
    struct co_flow f = {.pen = p};
    co_pen_aside(p, &aside);
    put_remarks(&f, item);
    return co_pen_back(p, &aside);
}

void co_term_note(struct co_pen *p, const struct co_sheet_item *item, size_t gap, size_t room,
                  size_t indent)
{
    size_t width = measure(p, item);
    const char *evidence = co_text_evidence(item->evidence);
    bool is_below = width > room;
    struct co_flow f = {.pen = p, .indent = indent, .at = is_below ? indent : p->width - room};
    if (is_below)
        co_buf_byte(p->out, '\n');
    if (width) {
        co_buf_fill(p->out, ' ', is_below ? indent : gap);
        put_remarks(&f, item);
    } else if (*evidence && strlen(evidence) <= room) {
        co_buf_fill(p->out, ' ', gap);
        co_flow_put(&f, "", CO_STYLE_DIM, co_str_of(evidence));
    }
    co_buf_byte(p->out, '\n');
}
