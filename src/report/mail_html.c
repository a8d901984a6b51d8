#include "mail_page.h"
#include <inttypes.h>
#include "crossoff/report.h"

/* Tables and styles on every element: what writes mail programs for Windows knows no more than that
 * of CSS. Dark text on light tints, and a word wherever there is a colour. */
#define FONT "font-family:'Segoe UI',Roboto,Arial,sans-serif;color:#1a1a1a;"
#define CELL \
    "padding:6px 8px;border-bottom:1px solid #b9b9b9;vertical-align:top;font-size:14px;" FONT
#define TINT_DONE "background:#eaf6ec;"
#define TINT_LATE "background:#fdecec;"

enum { ORDER_MOST = 60, WHAT_MOST = 120 };

/* What was written into *b is escaped into the mail, and *b is empty again. */
static void flush(struct co_buf *out, struct co_buf *b)
{
    co_html_text(out, co_buf_view(b));
    out->failed = out->failed || !co_buf_ok(b);
    b->len = 0;
}

static void say(struct co_buf *out, const struct co_mail_page *p, enum co_mail_word word)
{
    co_html_text(out, co_str_of(co_mail_say(p, word)));
}

static void begin_row(struct co_buf *out, const char *style)
{
    co_buf_fmt(out, "<tr><td style=\"padding:6px 12px;font-size:15px;line-height:1.4;" FONT "%s\">",
               style);
}

static void end_row(struct co_buf *out)
{
    co_buf_text(out, "</td></tr>\n");
}

static void put_head(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    const char *const *codes;
    size_t n;
    codes = co_mail_languages(&n);
    co_buf_fmt(out,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<title>",
               codes[p->language]);
    co_mail_subject(b, p->mail);
    flush(out, b);
    co_buf_text(out,
                "</title>\n<style>@media (max-width:620px){.page{width:100%!important}}</style>\n"
                "</head>\n<body style=\"margin:0;padding:0;background:#ffffff\">\n"
                "<table role=\"presentation\" class=\"page\" width=\"600\" cellpadding=\"0\" "
                "cellspacing=\"0\" border=\"0\" style=\"width:600px;border-collapse:collapse\">\n");
    begin_row(out, "padding-top:12px");
    co_buf_text(out, "<h1 style=\"margin:0;font-size:20px;" FONT "\">");
    co_mail_label(b, p->mail);
    if (p->mail->date != CO_DATE_NONE) {
        co_buf_text(b, ", ");
        co_mail_day(b, p->language, p->mail->date);
    }
    flush(out, b);
    co_buf_text(out, "</h1>");
    end_row(out);
}

static void put_totals(struct co_buf *out, const struct co_mail_page *p)
{
    struct co_mail_total total;
    begin_row(out, "");
    co_buf_text(out, "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
                     "cellspacing=\"0\" border=\"0\"><tr>");
    for (size_t i = 0; co_mail_total(p, i, &total); i++) {
        co_buf_fmt(out,
                   "<td style=\"padding:6px 10px;border:1px solid #767676;%s" FONT
                   "\"><span style=\"font-size:32px;font-weight:bold\">%" PRId64
                   "</span><br><span style=\"font-size:14px\">",
                   total.is_good  ? TINT_DONE
                   : total.is_bad ? TINT_LATE
                                  : "",
                   total.n);
        co_html_text(out, co_str_of(total.symbol));
        co_buf_byte(out, ' ');
        co_html_text(out, co_str_of(total.word));
        co_buf_text(out, "</span></td>");
    }
    co_buf_text(out, "</tr></table>");
    end_row(out);
}

static void put_box(struct co_buf *out, const struct co_mail_page *p, enum co_mail_word word,
                    struct co_str text)
{
    begin_row(out, "border-left:6px solid #7a4b00;background:#fff4da");
    co_buf_text(out, "<b>");
    say(out, p, word);
    co_buf_text(out, ":</b> ");
    co_html_text(out, text);
    end_row(out);
}

static void put_remarks(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    size_t n = p->n_remarks < p->most.remarks ? p->n_remarks : p->most.remarks;
    for (size_t i = 0; i < n; i++)
        put_box(out, p, p->remarks[i].word, p->remarks[i].text);
    if (n == p->n_remarks)
        return;
    co_buf_fmt(b, "… +%zu: %s", p->n_remarks - n, co_mail_say(p, CO_WORD_FURTHER));
    begin_row(out, "");
    flush(out, b);
    end_row(out);
}

static void put_reasons(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    const struct co_mail *m = p->mail;
    for (size_t i = 0; i < m->n_reasons; i++) {
        co_mail_clip(b, m->reasons[i], p->most.text);
        put_box(out, p, CO_WORD_REASONS, co_buf_view(b));
        b->len = 0;
    }
    if (!m->next_step.len)
        return;
    co_mail_clip(b, m->next_step, p->most.text * 2);
    put_box(out, p, CO_WORD_NEXT_STEP, co_buf_view(b));
    b->len = 0;
}

static void put_more(struct co_buf *out, const struct co_mail_page *p, size_t n, bool are_shops,
                     struct co_buf *b)
{
    co_mail_more(b, p, n, are_shops);
    if (!b->len)
        return;
    begin_row(out, "");
    flush(out, b);
    end_row(out);
}

static void put_title(struct co_buf *out, struct co_buf *b)
{
    begin_row(out, "padding-top:18px");
    co_buf_text(out, "<h2 style=\"margin:0;font-size:17px;" FONT "\">");
    flush(out, b);
    co_buf_text(out, "</h2>");
}

static void begin_table(struct co_buf *out, const struct co_mail_page *p)
{
    static const enum co_mail_word heads[] = {CO_WORD_STATE, CO_WORD_WORK_ORDER,
                                              CO_WORD_DUE_QUANTITY};
    begin_row(out, "");
    co_buf_text(out, "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
                     "style=\"border-collapse:collapse\">\n<tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        co_buf_text(out, "<th scope=\"col\" align=\"left\" style=\"" CELL
                         "border-bottom:2px solid #1a1a1a\">");
        say(out, p, heads[i]);
        co_buf_text(out, "</th>");
    }
    co_buf_text(out, "</tr>\n");
}

static void end_table(struct co_buf *out)
{
    co_buf_text(out, "</table>");
    end_row(out);
}

static void begin_cell(struct co_buf *out, const char *tint)
{
    co_buf_fmt(out, "<td style=\"" CELL "%s\">", tint);
}

/* Order and part; below them, smaller, what else there is to say. */
static void put_what(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_item *item, struct co_buf *b)
{
    bool is_gone = !co_mail_is_open(item);
    co_buf_text(out, is_gone ? "<b><s>" : "<b>");
    co_mail_order(b, item, ORDER_MOST);
    flush(out, b);
    co_buf_text(out, is_gone ? "</s></b> " : "</b> ");
    co_mail_what(b, item, WHAT_MOST);
    flush(out, b);
    co_mail_remarks(b, p, item);
    if (!b->len)
        return;
    co_buf_text(out, "<br><span style=\"font-size:13px\">");
    flush(out, b);
    co_buf_text(out, "</span>");
}

/* with_shop: where orders of all shops stand together. */
static void put_item(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_item *item, bool with_shop, struct co_buf *b)
{
    const char *tint = item->verdict == CO_VERDICT_COMPLETED ? TINT_DONE
                       : co_mail_is_late(item)               ? TINT_LATE
                                                             : "";
    co_buf_text(out, "<tr>");
    begin_cell(out, tint);
    co_buf_fmt(b, "%s %s", co_mail_symbol(item->verdict), co_mail_verdict(p, item->verdict));
    flush(out, b);
    co_buf_text(out, "</td>");
    begin_cell(out, tint);
    put_what(out, p, item, b);
    if (with_shop && item->shop.len) {
        co_buf_text(out, "<br>");
        co_mail_clip(b, item->shop, WHAT_MOST);
        flush(out, b);
    }
    co_buf_text(out, "</td>");
    begin_cell(out, tint);
    co_mail_date(b, p->language, item->due);
    size_t due = b->len;
    flush(out, b);
    co_mail_made(b, p, item);
    co_buf_text(out, due && b->len ? "<br>" : "");
    flush(out, b);
    co_buf_text(out, "</td></tr>\n");
}

static void put_late(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    size_t n = p->n_late < p->most.late ? p->n_late : p->most.late;
    if (!p->n_late)
        return;
    co_buf_fmt(b, "! %s (%zu)", co_mail_say(p, CO_WORD_PAST_DUE), p->n_late);
    put_title(out, b);
    end_row(out);
    begin_table(out, p);
    for (size_t i = 0; i < n; i++)
        put_item(out, p, p->late[i], !p->sheet->is_one_shop, b);
    end_table(out);
    put_more(out, p, p->n_late - n, false, b);
}

static void put_sums(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    begin_row(out, "font-size:14px");
    co_mail_evidence(b, p, &p->sheet->counts);
    flush(out, b);
    if (p->sheet->has_operations) {
        co_buf_text(out, "<br>");
        say(out, p, CO_WORD_OPERATIONS);
    }
    if (!p->sheet->is_baseline) {
        co_buf_text(out, "<br>");
        co_mail_yesterday(b, p);
        flush(out, b);
        co_buf_text(out, "<br>");
        co_mail_today(b, p);
        flush(out, b);
    }
    end_row(out);
}

static void put_shop(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_shop *shop, struct co_buf *b)
{
    struct co_mail_rows rows = co_mail_rows(p, shop);
    const struct co_sheet_item *item = co_mail_next(&rows);
    co_mail_shop(b, p, shop);
    put_title(out, b);
    co_mail_counts(b, p, &shop->counts);
    flush(out, b);
    end_row(out);
    if (item)
        begin_table(out, p);
    for (; item; item = co_mail_next(&rows))
        put_item(out, p, item, false, b);
    if (rows.n)
        end_table(out);
    put_more(out, p, co_mail_all(p, shop) - rows.n, false, b);
}

static void put_shops(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    size_t n = p->sheet->n_shops < p->most.shops ? p->sheet->n_shops : p->most.shops;
    for (size_t i = 0; i < n; i++)
        put_shop(out, p, &p->sheet->shops[i], b);
    put_more(out, p, p->sheet->n_shops - n, true, b);
}

static void put_foot(struct co_buf *out, const struct co_mail_page *p, struct co_buf *b)
{
    begin_row(out, "padding-top:18px;font-size:13px;color:#4a4a4a");
    if (p->mail->next_mail.len) {
        co_buf_fmt(b, "%s: ", co_mail_say(p, CO_WORD_NEXT_MAIL));
        co_mail_clip(b, p->mail->next_mail, CO_MAIL_LABEL_MOST);
        flush(out, b);
        co_buf_text(out, "<br>");
    }
    if (p->sheet && !p->sheet->is_baseline) {
        co_mail_file(b, p, CO_WORD_YESTERDAY, &p->sheet->yesterday);
        flush(out, b);
        co_buf_text(out, "<br>");
    }
    if (p->sheet)
        co_mail_file(b, p, CO_WORD_TODAY, &p->sheet->today);
    flush(out, b);
    end_row(out);
    co_buf_text(out, "</table>\n</body>\n</html>\n");
}

void co_mail_html(struct co_buf *out, const struct co_mail_page *p)
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
