#include "mail_page.h"
#include <inttypes.h>
#include <stdio.h>
#include "crossoff/utf8.h"

/* Text on lines of CO_MAIL_COLUMNS, broken between words. */
struct line {
    struct co_buf *out;
    size_t at, indent; /* columns used; of the lines after the first */
};

static void next_line(struct line *l)
{
    co_buf_byte(l->out, '\n');
    co_buf_fill(l->out, ' ', l->indent);
    l->at = l->indent;
}

/* A word that no line has room for is broken where it must be. */
static void put_long(struct line *l, struct co_str word)
{
    for (size_t i = 0; i < word.len;) {
        size_t n = 1;
        while (i + n < word.len && ((unsigned char)word.at[i + n] & 0xc0) == 0x80)
            n++;
        struct co_str one = {word.at + i, n};
        size_t width = co_utf8_width(one);
        if (l->at + width > CO_MAIL_COLUMNS)
            next_line(l);
        co_buf_str(l->out, one);
        l->at += width;
        i += n;
    }
}

static void put_word(struct line *l, struct co_str word, bool is_first)
{
    size_t width = co_utf8_width(word);
    if (!is_first && l->at + 1 + width > CO_MAIL_COLUMNS) {
        next_line(l);
    } else if (!is_first) {
        co_buf_byte(l->out, ' ');
        l->at++;
    }
    if (l->at + width > CO_MAIL_COLUMNS) {
        put_long(l, word);
        return;
    }
    co_buf_str(l->out, word);
    l->at += width;
}

static void put_words(struct line *l, struct co_str text)
{
    bool is_first = true;
    for (size_t i = 0; i < text.len;) {
        size_t n = 0;
        while (i + n < text.len && text.at[i + n] != ' ')
            n++;
        if (n)
            put_word(l, (struct co_str){text.at + i, n}, is_first);
        is_first = is_first && !n;
        i += n + 1;
    }
}

/* A paragraph of its own: `mark` before it, its other lines below the text. */
static void put_paragraph(struct co_buf *out, const char *mark, struct co_str text)
{
    struct line l = {.out = out};
    co_buf_text(out, mark);
    l.at = l.indent = co_utf8_width(co_str_of(mark));
    put_words(&l, text);
    co_buf_byte(out, '\n');
}

/* What is written into *b becomes a paragraph, and *b is empty again. */
static void flush(struct co_buf *out, const char *mark, struct co_buf *b)
{
    put_paragraph(out, mark, co_buf_view(b));
    out->failed = out->failed || !co_buf_ok(b);
    b->len = 0;
}

static void put_head(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    co_mail_label(b, p->mail);
    if (p->mail->date != CO_DATE_NONE) {
        co_buf_text(b, ", ");
        co_mail_day(b, p->language, p->mail->date);
    }
    flush(out, "", b);
    co_buf_byte(out, '\n');
}

static void put_totals(struct co_buf *out, const struct co_mail_page *p)
{
    struct co_mail_total total;
    for (size_t i = 0; co_mail_total(p, i, &total); i++)
        co_buf_fmt(out, "%s%7" PRId64 " %s\n", total.symbol, total.n, total.word);
    co_buf_byte(out, '\n');
}

static void put_sums(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    co_mail_evidence(b, p, &p->sheet->counts);
    if (b->len)
        flush(out, "", b);
    if (p->sheet->has_operations)
        put_paragraph(out, "", co_str_of(co_mail_say(p, CO_WORD_OPERATIONS)));
    if (p->sheet->is_baseline)
        return;
    co_mail_yesterday(b, p);
    flush(out, "", b);
    co_mail_today(b, p);
    flush(out, "", b);
    co_buf_byte(out, '\n');
}

static void put_remarks(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    size_t n = p->n_remarks < p->most.remarks ? p->n_remarks : p->most.remarks;
    for (size_t i = 0; i < n; i++) {
        co_buf_fmt(b, "%s: ", co_mail_say(p, p->remarks[i].word));
        co_buf_str(b, p->remarks[i].text);
        flush(out, "! ", b);
    }
    if (n < p->n_remarks) {
        co_buf_fmt(b, "… +%zu: %s", p->n_remarks - n, co_mail_say(p, CO_WORD_FURTHER));
        flush(out, "  ", b);
    }
    if (p->n_remarks)
        co_buf_byte(out, '\n');
}

/* Held or failed: why, and what to do. */
static void put_reasons(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    const struct co_mail *m = p->mail;
    if (m->n_reasons) {
        co_buf_fmt(out, "%s:\n", co_mail_say(p, CO_WORD_REASONS));
        for (size_t i = 0; i < m->n_reasons; i++) {
            co_mail_clip(b, m->reasons[i], p->most.text);
            flush(out, "- ", b);
        }
        co_buf_byte(out, '\n');
    }
    if (m->next_step.len) {
        co_buf_fmt(out, "%s:\n", co_mail_say(p, CO_WORD_NEXT_STEP));
        co_mail_clip(b, m->next_step, p->most.text * 2);
        flush(out, "  ", b);
        co_buf_byte(out, '\n');
    }
}

enum { ORDER_MOST = 30, WHAT_MOST = 60 };

static void put_order(struct co_buf *b, const struct co_sheet_item *item)
{
    co_mail_order(b, item, ORDER_MOST);
    if (item->part.len || item->description.len)
        co_buf_byte(b, ' ');
    co_mail_what(b, item, WHAT_MOST);
}

/* "✔ done: MW-104233, 0020516 Pump housing", and below it how many, when, what else. */
static void put_item(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_item *item, struct co_buf *b)
{
    char mark[32];
    (void)snprintf(mark, sizeof mark, "%s ", co_mail_symbol(item->verdict));
    co_buf_fmt(b, "%s: ", co_mail_verdict(p, item->verdict));
    put_order(b, item);
    flush(out, mark, b);
    co_mail_made(b, p, item);
    if (item->due != CO_DATE_NONE) {
        co_buf_fmt(b, "%s%s ", b->len ? "; " : "", co_mail_say(p, CO_WORD_DUE));
        co_mail_date(b, p->language, item->due);
    }
    size_t before = b->len;
    co_buf_text(b, before ? "; " : "");
    size_t start = b->len;
    co_mail_remarks(b, p, item);
    if (b->len == start)
        b->len = before;
    if (b->len)
        flush(out, "    ", b);
}

static void put_late(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    size_t n = p->n_late < p->most.late ? p->n_late : p->most.late;
    if (!p->n_late)
        return;
    co_buf_fmt(out, "! %s (%zu)\n", co_mail_say(p, CO_WORD_PAST_DUE), p->n_late);
    for (size_t i = 0; i < n; i++) {
        const struct co_sheet_item *item = p->late[i];
        co_buf_fmt(b, "%" PRId32 " %s: ", p->sheet->date - item->due, co_mail_say(p, CO_WORD_D));
        put_order(b, item);
        if (item->shop.len) {
            co_buf_text(b, "; ");
            co_mail_clip(b, item->shop, ORDER_MOST);
        }
        flush(out, "  ", b);
    }
    co_mail_more(b, p, p->n_late - n, false);
    if (b->len)
        flush(out, "  ", b);
    co_buf_byte(out, '\n');
}

static void put_shop(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_shop *shop, struct co_buf *b)
{
    struct co_mail_rows rows = co_mail_rows(p, shop);
    const struct co_sheet_item *item;
    co_mail_shop(b, p, shop);
    co_buf_text(b, ": ");
    co_mail_counts(b, p, &shop->counts);
    flush(out, "== ", b);
    while ((item = co_mail_next(&rows)))
        put_item(out, p, item, b);
    co_mail_more(b, p, co_mail_all(p, shop) - rows.n, false);
    if (b->len)
        flush(out, "  ", b);
    co_buf_byte(out, '\n');
}

static void put_shops(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    size_t n = p->sheet->n_shops < p->most.shops ? p->sheet->n_shops : p->most.shops;
    for (size_t i = 0; i < n; i++)
        put_shop(out, p, &p->sheet->shops[i], b);
    co_mail_more(b, p, p->sheet->n_shops - n, true);
    if (b->len)
        flush(out, "", b);
}

static void put_foot(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    co_buf_text(out, "-- \n"); /* RFC 3676, 4.3: what follows is a signature */
    if (p->mail->next_mail.len) {
        co_buf_fmt(b, "%s: ", co_mail_say(p, CO_WORD_NEXT_MAIL));
        co_mail_clip(b, p->mail->next_mail, CO_MAIL_LABEL_MOST);
        flush(out, "", b);
    }
    if (!p->sheet)
        return;
    if (!p->sheet->is_baseline) {
        co_mail_file(b, p, CO_WORD_YESTERDAY, &p->sheet->yesterday);
        flush(out, "", b);
    }
    co_mail_file(b, p, CO_WORD_TODAY, &p->sheet->today);
    flush(out, "", b);
}

void co_mail_plain(struct co_buf *out, const struct co_mail_page *p)
{
    struct co_buf b = {0};
    put_head(out, p, &b);
    if (p->sheet)
        put_totals(out, p);
    put_remarks(out, p, &b);
    put_reasons(out, p, &b);
    if (p->sheet) {
        put_late(out, p, &b);
        put_sums(out, p, &b);
        put_shops(out, p, &b);
    }
    put_foot(out, p, &b);
    out->failed = out->failed || !co_buf_ok(&b);
    co_buf_fini(&b);
}
