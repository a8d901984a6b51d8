#include "crossoff/report.h"
#include <inttypes.h>

static void put_key(struct co_buf *out, const char *key)
{
    co_buf_fmt(out, ",\"%s\":", key);
}

static void put_text(struct co_buf *out, const char *key, struct co_str s)
{
    put_key(out, key);
    if (s.len)
        co_json_string(out, s);
    else
        co_buf_text(out, "null");
}

static void put_date(struct co_buf *out, const char *key, co_date date)
{
    char text[CO_DATE_TEXT];
    put_text(out, key, co_str_of(co_date_text(date, text)));
}

static void put_quantity(struct co_buf *out, const char *key, int64_t quantity)
{
    char text[CO_QUANTITY_TEXT];
    put_key(out, key);
    co_buf_text(out,
                quantity == CO_QUANTITY_NONE ? "null" : co_value_quantity_text(quantity, text));
}

static void put_number(struct co_buf *out, const char *key, int64_t number)
{
    put_key(out, key);
    co_buf_fmt(out, "%" PRId64, number);
}

static void put_file(struct co_buf *out, const char *key, const struct co_sheet_file *f)
{
    char date[CO_DATE_TEXT];
    co_buf_fmt(out, ",\n\"%s\":", key);
    if (f->date == CO_DATE_NONE) {
        co_buf_text(out, "null");
        return;
    }
    co_buf_fmt(out, "{\"date\":\"%s\"", co_date_text(f->date, date));
    put_text(out, "file", f->name);
    put_number(out, "rows_read", (int64_t)f->rows.read);
    put_number(out, "rows_used", (int64_t)f->rows.used);
    put_number(out, "finished", (int64_t)f->rows.finished);
    put_number(out, "duplicates", (int64_t)f->rows.duplicates);
    put_number(out, "dropped", (int64_t)f->rows.dropped);
    put_number(out, "rejected", (int64_t)f->rows.rejected);
    co_buf_byte(out, '}');
}

/* A baseline has nothing to subtract from: what needs a day before is null, not 0. */
static void put_no_counts(struct co_buf *out, const struct co_counts *c)
{
    co_buf_text(out, "\"yesterday\":null,\"completed\":null,\"cancelled\":null,\"moved\":null,"
                     "\"carried_over\":null,\"changed\":null,\"new\":null,\"reopened\":null");
    put_number(out, "today", c->today);
    put_number(out, "past_due", c->past_due);
    co_buf_text(out, ",\"pieces_completed\":null,\"completed_by\":null,\"completed_short\":null,"
                     "\"orders_completed\":null");
}

static void put_counts(struct co_buf *out, const struct co_counts *c, bool is_baseline)
{
    if (is_baseline) {
        put_no_counts(out, c);
        return;
    }
    co_buf_fmt(out, "\"yesterday\":%" PRId64, c->yesterday);
    put_number(out, "completed", c->completed);
    put_number(out, "cancelled", c->cancelled);
    put_number(out, "moved", c->moved);
    put_number(out, "carried_over", c->carried_over);
    put_number(out, "changed", c->changed);
    put_number(out, "new", c->fresh);
    put_number(out, "reopened", c->reopened);
    put_number(out, "today", c->today);
    put_number(out, "past_due", c->past_due);
    put_quantity(out, "pieces_completed", c->pieces_completed);
    co_buf_fmt(out, ",\"completed_by\":{\"status\":%" PRId64, c->by_status);
    put_number(out, "quantity", c->by_quantity);
    put_number(out, "absence", c->by_absence);
    put_number(out, "told", c->by_told);
    put_number(out, "closed", c->closed);
    co_buf_byte(out, '}');
    put_number(out, "completed_short", c->is_short);
    put_number(out, "orders_completed", c->orders_completed);
}

static void put_changes(struct co_buf *out, const struct co_sheet_item *item)
{
    co_buf_text(out, ",\"changes\":[");
    for (size_t i = 0; i < item->n_changes; i++) {
        co_buf_text(out, i ? ",{\"field\":" : "{\"field\":");
        co_json_string(out, item->changes[i].field);
        put_text(out, "before", item->changes[i].before);
        put_text(out, "after", item->changes[i].after);
        co_buf_byte(out, '}');
    }
    co_buf_byte(out, ']');
}

static void put_item(struct co_buf *out, const struct co_sheet_item *item)
{
    co_buf_text(out, "{\"verdict\":");
    co_json_string(out, co_str_of(co_verdict_name(item->verdict)));
    put_text(out, "evidence", co_str_of(co_evidence_name(item->evidence)));
    put_text(out, "work_order", item->work_order);
    put_text(out, "suffix", item->suffix);
    put_text(out, "operation", item->operation);
    put_text(out, "part", item->part);
    put_text(out, "description", item->description);
    put_quantity(out, "quantity", item->quantity);
    put_quantity(out, "quantity_completed", item->completed);
    put_quantity(out, "progress", item->progress ? item->progress : CO_QUANTITY_NONE);
    put_date(out, "due_date", item->due);
    co_buf_text(out, item->is_past_due ? ",\"past_due\":true" : ",\"past_due\":false");
    put_date(out, "first_seen", item->first_seen);
    put_number(out, "days_carried", item->days);
    put_number(out, "working_days", item->workdays);
    put_text(out, "status", item->status);
    put_date(out, "retracted", item->retracted);
    put_text(out, "outcome", item->outcome);
    put_text(out, "to_feed", item->to_feed);
    co_buf_text(out, ",\"order_completed\":");
    co_buf_text(out, item->outcome.len
                         ? item->is_order_completed || !item->is_operation ? "true" : "false"
                         : "null");
    put_changes(out, item);
    co_buf_byte(out, '}');
}

/* from/to_other_shop: without them yesterday would not add up in a shop. */
static void put_shop(struct co_buf *out, const struct co_sheet_shop *shop, bool is_baseline)
{
    co_buf_text(out, "{\"shop\":");
    if (shop->name.len)
        co_json_string(out, shop->name);
    else
        co_buf_text(out, "null");
    co_buf_byte(out, ',');
    put_counts(out, &shop->counts, is_baseline);
    put_number(out, "from_other_shop", shop->counts.from_other);
    put_number(out, "to_other_shop", shop->counts.to_other);
    co_buf_text(out, ",\"orders\":[");
    for (size_t i = 0; i < shop->n_items; i++) {
        co_buf_text(out, i ? ",\n" : "\n");
        put_item(out, &shop->items[i]);
    }
    co_buf_text(out, shop->n_items ? "\n]}" : "]}");
}

static void put_accepted(struct co_buf *out, const struct co_sheet *s)
{
    co_buf_text(out, "\"accepted\":[");
    for (size_t i = 0; i < s->n_accepted; i++) {
        const struct co_sheet_accepted *a = &s->accepted[i];
        co_buf_text(out, i ? ",\n{\"rule\":" : "\n{\"rule\":");
        co_json_string(out, a->rule);
        put_text(out, "reason", a->reason);
        put_text(out, "found", a->sentence);
        put_number(out, "measured", a->measured);
        put_number(out, "expected", a->expected);
        put_text(out, "source", a->source);
        put_text(out, "who", a->who);
        put_text(out, "at", a->at);
        co_buf_byte(out, '}');
    }
    co_buf_text(out, s->n_accepted ? "\n]" : "]");
}

void co_json_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    static const struct co_sheet_file none = {.date = CO_DATE_NONE};
    (void)view;
    co_buf_fmt(out, "{\"format\":%d", CO_FORMAT_VERSION);
    put_text(out, "feed", s->feed);
    put_date(out, "date", s->date);
    co_buf_text(out, s->is_baseline ? ",\"baseline\":true" : ",\"baseline\":false");
    put_file(out, "yesterday", s->is_baseline ? &none : &s->yesterday);
    put_file(out, "today", &s->today);
    co_buf_text(out, ",\n\"counts\":{");
    put_counts(out, &s->counts, s->is_baseline);
    co_buf_text(out, s->is_no_news ? "},\n\"no_news\":true," : "},\n\"no_news\":false,");
    put_accepted(out, s);
    co_buf_text(out, ",\n\"shops\":[");
    for (size_t i = 0; i < s->n_shops; i++) {
        co_buf_text(out, i ? ",\n" : "\n");
        put_shop(out, &s->shops[i], s->is_baseline);
    }
    co_buf_text(out, s->n_shops ? "\n]}\n" : "]}\n");
}
