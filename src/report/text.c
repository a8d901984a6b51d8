#include "text.h"
#include <inttypes.h>
#include "crossoff/utf8.h"

static size_t length_of(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

int32_t co_text_next(struct co_str s, size_t *len)
{
    unsigned char lead = (unsigned char)s.at[0];
    size_t n = length_of(lead);
    *len = 1;
    if (n == 1)
        return lead;
    if (n > s.len || co_utf8_check((struct co_str){s.at, n}) != n)
        return -1;
    int32_t point = lead & (0xff >> (n + 1));
    for (size_t i = 1; i < n; i++)
        point = point << 6 | ((unsigned char)s.at[i] & 0x3f);
    *len = n;
    return point;
}

static bool is_obeyed(int32_t p)
{
    return p < 0 || (co_utf8_is_obeyed(p) && p != '\t' && p != '\r' && p != '\n');
}

void co_text_clean(struct co_buf *out, struct co_str s)
{
    size_t len;
    for (size_t i = 0; i < s.len; i += len) {
        struct co_str rest = {s.at + i, s.len - i};
        if (is_obeyed(co_text_next(rest, &len)))
            co_utf8_visible(out, (struct co_str){rest.at, len});
        else
            co_buf_put(out, rest.at, len);
    }
}

void co_text_escape(struct co_buf *out, struct co_str s, void (*put)(struct co_buf *, char))
{
    struct co_buf flat = {0}, shown = {0};
    co_buf_str(&flat, s);
    for (size_t i = 0; i < flat.len; i++) /* before co_utf8_visible, which would show them */
        if (flat.at[i] == '\n' || flat.at[i] == '\r' || flat.at[i] == '\t')
            flat.at[i] = ' ';
    co_utf8_visible(&shown, co_buf_view(&flat));
    for (size_t i = 0; i < shown.len; i++)
        put(out, shown.at[i]);
    out->failed = out->failed || !co_buf_ok(&flat) || !co_buf_ok(&shown);
    co_buf_fini(&flat);
    co_buf_fini(&shown);
}

void co_text_cell(struct co_buf *out, const struct co_cell *cell, enum co_cell_kind kind,
                  bool words)
{
    char text[CO_QUANTITY_TEXT];
    if (cell->is_null)
        return;
    switch (kind) {
    case CO_CELL_TEXT:
    case CO_CELL_DATE:
    case CO_CELL_NUMBER:
        co_buf_str(out, cell->text);
        break;
    case CO_CELL_INT:
        co_buf_int(out, cell->number);
        break;
    case CO_CELL_QUANTITY:
        co_buf_text(out, co_value_quantity_text(cell->number, text));
        break;
    case CO_CELL_BOOL:
        co_buf_text(out, words ? (cell->number ? "yes" : "") : (cell->number ? "1" : "0"));
        break;
    }
}

bool co_text_is_number(enum co_cell_kind kind)
{
    return kind == CO_CELL_INT || kind == CO_CELL_QUANTITY || kind == CO_CELL_NUMBER;
}

void co_text_label(struct co_buf *out, const char *name)
{
    for (; *name; name++)
        co_buf_byte(out, *name == '_' ? ' ' : *name);
}

size_t co_text_rows(const struct co_table *t)
{
    return t->has_total && t->n_rows ? t->n_rows - 1 : t->n_rows;
}

static int64_t counted(const struct co_counts *c, enum co_verdict verdict, bool is_baseline)
{
    switch (verdict) {
    case CO_VERDICT_LISTED:
        return is_baseline ? c->today : 0;
    case CO_VERDICT_NEW:
        return is_baseline ? 0 : c->fresh;
    case CO_VERDICT_REOPENED:
        return c->reopened;
    case CO_VERDICT_CARRIED_OVER:
        return c->carried_over;
    case CO_VERDICT_COMPLETED:
        return c->completed;
    case CO_VERDICT_CANCELLED:
        return c->cancelled;
    case CO_VERDICT_MOVED:
        return c->moved;
    case CO_VERDICTS:
        break;
    }
    return 0;
}

void co_text_missing(struct co_buf *out, const struct co_sheet *s, const struct co_sheet_shop *shop)
{
    static const enum co_verdict order[] = {
        CO_VERDICT_COMPLETED, CO_VERDICT_CANCELLED, CO_VERDICT_MOVED, CO_VERDICT_CARRIED_OVER,
        CO_VERDICT_REOPENED,  CO_VERDICT_NEW,       CO_VERDICT_LISTED};
    int64_t listed[CO_VERDICTS] = {0};
    bool is_further = false;
    for (size_t i = 0; i < shop->n_items; i++)
        listed[shop->items[i].verdict]++;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        int64_t more = counted(&shop->counts, order[i], s->is_baseline) - listed[order[i]];
        if (more > 0) {
            co_buf_fmt(out, "%s%" PRId64 " more %s", is_further ? ", " : "", more,
                       co_verdict_name(order[i]));
            is_further = true;
        }
    }
}

const char *co_text_evidence(enum co_evidence evidence)
{
    switch (evidence) {
    case CO_EVIDENCE_STATUS:
        return "by status";
    case CO_EVIDENCE_QUANTITY:
        return "by quantity";
    case CO_EVIDENCE_TOLD:
        return "told";
    case CO_EVIDENCE_ABSENCE:
        return "left the list";
    case CO_EVIDENCE_NONE:
        break;
    }
    return "";
}
