#include "mail_page.h"
#include <inttypes.h>
#include "crossoff/field.h"
#include "crossoff/utf8.h"

enum { CELL_MOST = 60, CHANGES_MOST = 6 /* of one order; the attachment has all */ };

/* Combining marks take no column: bytes are limited as well. */
static struct co_str cut(struct co_str s, size_t most)
{
    if (s.len <= most)
        return s;
    while (most && ((unsigned char)s.at[most] & 0xc0) == 0x80)
        most--;
    return (struct co_str){s.at, most};
}

void co_mail_clip(struct co_buf *out, struct co_str s, size_t columns)
{
    struct co_buf flat = {0}, shown = {0};
    co_buf_str(&flat, s);
    for (size_t i = 0; i < flat.len; i++) /* before co_utf8_visible, which would show them */
        if (flat.at[i] == '\n' || flat.at[i] == '\r' || flat.at[i] == '\t')
            flat.at[i] = ' ';
    co_utf8_visible(&shown, co_buf_view(&flat));
    struct co_str text = cut(co_buf_view(&shown), columns * 4);
    if (co_utf8_width(text) <= columns)
        co_buf_str(out, text);
    else
        co_utf8_fit(out, text, columns, false, false);
    out->failed = out->failed || !co_buf_ok(&flat) || !co_buf_ok(&shown);
    co_buf_fini(&flat);
    co_buf_fini(&shown);
}

const char *co_mail_symbol(enum co_verdict verdict)
{
    static const char *const symbols[CO_VERDICTS] = {
        [CO_VERDICT_LISTED] = "●",       [CO_VERDICT_NEW] = "+",       [CO_VERDICT_REOPENED] = "↺",
        [CO_VERDICT_CARRIED_OVER] = "●", [CO_VERDICT_COMPLETED] = "✔", [CO_VERDICT_CANCELLED] = "✗",
        [CO_VERDICT_MOVED] = "→",
    };
    return symbols[verdict];
}

const char *co_mail_verdict(const struct co_mail_page *p, enum co_verdict verdict)
{
    static const enum co_mail_word words[CO_VERDICTS] = {
        [CO_VERDICT_LISTED] = CO_WORD_LISTED,     [CO_VERDICT_NEW] = CO_WORD_NEW,
        [CO_VERDICT_REOPENED] = CO_WORD_REOPENED, [CO_VERDICT_CARRIED_OVER] = CO_WORD_CARRIED,
        [CO_VERDICT_COMPLETED] = CO_WORD_DONE,    [CO_VERDICT_CANCELLED] = CO_WORD_CANCELLED,
        [CO_VERDICT_MOVED] = CO_WORD_MOVED,
    };
    return co_mail_say(p, words[verdict]);
}

void co_mail_order(struct co_buf *out, const struct co_sheet_item *item, size_t columns)
{
    struct co_buf b = {0};
    const struct co_str more[] = {item->suffix, item->operation};
    co_buf_str(&b, item->work_order);
    for (size_t i = 0; i < 2; i++)
        if (more[i].len) {
            co_buf_byte(&b, '/');
            co_buf_str(&b, more[i]);
        }
    co_mail_clip(out, co_buf_view(&b), columns);
    out->failed = out->failed || !co_buf_ok(&b);
    co_buf_fini(&b);
}

void co_mail_what(struct co_buf *out, const struct co_sheet_item *item, size_t columns)
{
    struct co_buf b = {0};
    co_buf_str(&b, item->part);
    if (item->part.len && item->description.len)
        co_buf_byte(&b, ' ');
    co_buf_str(&b, item->description);
    co_mail_clip(out, co_buf_view(&b), columns);
    out->failed = out->failed || !co_buf_ok(&b);
    co_buf_fini(&b);
}

void co_mail_made(struct co_buf *out, const struct co_mail_page *p,
                  const struct co_sheet_item *item)
{
    if (item->completed != CO_QUANTITY_NONE) {
        co_mail_quantity(out, p->language, item->completed);
        co_buf_text(out, item->quantity == CO_QUANTITY_NONE ? "/?" : "/");
    }
    co_mail_quantity(out, p->language, item->quantity);
}

/* --- remarks: what there is to say of an order beside its cells --------------------------------
 */

/* A known field is a word of the language; a header of the list is data. */
static void put_field(struct co_buf *out, const struct co_mail_page *p, enum co_field field,
                      struct co_str name)
{
    static const enum co_mail_word words[CO_FIELDS] = {
        [CO_FIELD_DUE_DATE] = CO_WORD_DUE,
        [CO_FIELD_START_DATE] = CO_WORD_F_START_DATE,
        [CO_FIELD_QUANTITY] = CO_WORD_F_QUANTITY,
        [CO_FIELD_QUANTITY_COMPLETED] = CO_WORD_F_QUANTITY_COMPLETED,
        [CO_FIELD_QUANTITY_REMAINING] = CO_WORD_F_QUANTITY_REMAINING,
        [CO_FIELD_QUANTITY_SCRAPPED] = CO_WORD_F_QUANTITY_SCRAPPED,
        [CO_FIELD_STATUS] = CO_WORD_F_STATUS,
        [CO_FIELD_PRIORITY] = CO_WORD_F_PRIORITY,
        [CO_FIELD_SHOP] = CO_WORD_F_SHOP,
        [CO_FIELD_PLANT] = CO_WORD_F_PLANT,
        [CO_FIELD_PART] = CO_WORD_F_PART,
        [CO_FIELD_DESCRIPTION] = CO_WORD_F_DESCRIPTION,
        [CO_FIELD_PLANNER] = CO_WORD_F_PLANNER,
        [CO_FIELD_CUSTOMER] = CO_WORD_F_CUSTOMER,
        [CO_FIELD_SALES_ORDER] = CO_WORD_F_SALES_ORDER,
    };
    if (field != CO_FIELD_NONE && words[field]) /* the zeroth word is none of them */
        co_buf_text(out, co_mail_say(p, words[field]));
    else
        co_mail_clip(out, name, CELL_MOST);
}

static void put_side(struct co_buf *out, const struct co_mail_page *p, enum co_field field,
                     struct co_str value)
{
    co_date date = co_date_parse(value);
    if (!value.len)
        co_buf_text(out, co_mail_say(p, CO_WORD_NONE));
    else if (field != CO_FIELD_NONE && co_field_kind(field) == CO_KIND_DATE && date != CO_DATE_NONE)
        co_mail_date(out, p->language, date);
    else
        co_mail_clip(out, value, CELL_MOST);
}

static void next(struct co_buf *out, size_t start)
{
    co_buf_text(out, out->len > start ? "; " : "");
}

static void put_change(struct co_buf *out, const struct co_mail_page *p,
                       const struct co_change *change)
{
    enum co_field field = co_field_of(change->field);
    put_field(out, p, field, change->field);
    co_buf_byte(out, ' ');
    put_side(out, p, field, change->before);
    co_buf_text(out, " → ");
    put_side(out, p, field, change->after);
}

/* The progress says it already. */
static bool is_said(const struct co_sheet_item *item, const struct co_change *change)
{
    enum co_field field = co_field_of(change->field);
    return item->progress &&
           (field == CO_FIELD_QUANTITY_COMPLETED || field == CO_FIELD_QUANTITY_REMAINING);
}

static void put_changes(struct co_buf *out, const struct co_mail_page *p,
                        const struct co_sheet_item *item, size_t start)
{
    size_t shown = 0, left = 0;
    for (size_t i = 0; i < item->n_changes; i++) {
        if (is_said(item, &item->changes[i]))
            continue;
        if (shown == CHANGES_MOST) {
            left++;
            continue;
        }
        shown++;
        next(out, start);
        put_change(out, p, &item->changes[i]);
    }
    if (left)
        co_buf_fmt(out, "; … +%zu", left);
}

static void put_late(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_item *item, size_t start)
{
    if (!co_mail_is_late(item))
        return;
    next(out, start);
    co_buf_fmt(out, "! %s", co_mail_say(p, CO_WORD_PAST_DUE));
    if (item->due != CO_DATE_NONE && item->due < p->sheet->date)
        co_buf_fmt(out, " %" PRId32 " %s", p->sheet->date - item->due, co_mail_say(p, CO_WORD_D));
}

static void put_outcome(struct co_buf *out, const struct co_mail_page *p,
                        const struct co_sheet_item *item, size_t start)
{
    if (item->is_order_completed) {
        next(out, start);
        co_buf_text(out, co_mail_say(p, CO_WORD_ORDER_COMPLETED));
    }
    if (co_str_eq(item->outcome, CO_STR("short"))) {
        next(out, start);
        co_buf_fmt(out, "%s ", co_mail_say(p, CO_WORD_SHORT));
        co_mail_quantity(out, p->language, item->quantity - item->completed);
    }
    if (co_str_eq(item->outcome, CO_STR("closed"))) {
        next(out, start);
        co_buf_text(out, co_mail_say(p, CO_WORD_CLOSED));
    }
    if (item->to_feed.len) {
        next(out, start);
        co_buf_fmt(out, "%s ", co_mail_say(p, CO_WORD_TO_FEED));
        co_mail_clip(out, item->to_feed, CELL_MOST);
    }
    if (item->verdict == CO_VERDICT_REOPENED && item->retracted != CO_DATE_NONE) {
        next(out, start);
        co_buf_fmt(out, "%s ", co_mail_say(p, CO_WORD_TAKEN_BACK));
        co_mail_date(out, p->language, item->retracted);
    }
}

static void put_evidence(struct co_buf *out, const struct co_mail_page *p,
                         const struct co_sheet_item *item, size_t start)
{
    static const enum co_mail_word words[] = {[CO_EVIDENCE_STATUS] = CO_WORD_BY_STATUS,
                                              [CO_EVIDENCE_QUANTITY] = CO_WORD_BY_QUANTITY,
                                              [CO_EVIDENCE_TOLD] = CO_WORD_BY_TOLD,
                                              [CO_EVIDENCE_ABSENCE] = CO_WORD_BY_ABSENCE};
    if (item->evidence == CO_EVIDENCE_NONE)
        return;
    next(out, start);
    co_buf_text(out, co_mail_say(p, words[item->evidence]));
}

void co_mail_remarks(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_item *item)
{
    size_t start = out->len;
    put_late(out, p, item, start);
    if (item->verdict == CO_VERDICT_CARRIED_OVER || item->verdict == CO_VERDICT_REOPENED) {
        next(out, start);
        co_buf_fmt(out, "%s %" PRId32, co_mail_say(p, CO_WORD_DAY), item->days);
    }
    put_outcome(out, p, item, start);
    if (item->progress) {
        next(out, start);
        co_buf_text(out, item->progress > 0 ? "+" : "");
        co_mail_quantity(out, p->language, item->progress);
        co_buf_fmt(out, " %s", co_mail_say(p, CO_WORD_MADE));
    }
    put_changes(out, p, item, start);
    put_evidence(out, p, item, start);
}
