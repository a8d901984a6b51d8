#include "mail_page.h"
#include <inttypes.h>

enum { NAME_MOST = 48 };

void co_mail_shop(struct co_buf *out, const struct co_mail_page *p,
                  const struct co_sheet_shop *shop)
{
    if (shop->name.len)
        co_mail_clip(out, shop->name, NAME_MOST);
    else
        co_buf_text(out, co_mail_say(p, CO_WORD_NO_SHOP));
}

/* A number and its word, with a mark before it unless it is the first. */
struct term {
    int64_t n;
    enum co_mail_word word;
    bool is_always;
};

static void put_terms(struct co_buf *out, const struct co_mail_page *p, const struct term *terms,
                      const char *between)
{
    bool is_more = false;
    for (; terms->word != CO_MAIL_WORDS; terms++) {
        if (!terms->n && !terms->is_always)
            continue;
        co_buf_fmt(out, "%s%" PRId64 " %s", is_more ? between : "", terms->n,
                   co_mail_say(p, terms->word));
        is_more = true;
    }
}

void co_mail_counts(struct co_buf *out, const struct co_mail_page *p, const struct co_counts *c)
{
    bool is_first = p->sheet->is_baseline;
    const struct term terms[] = {{is_first ? c->today : 0, CO_WORD_LISTED, false},
                                 {c->completed, CO_WORD_COMPLETED, false},
                                 {c->cancelled, CO_WORD_CANCELLED, false},
                                 {c->moved, CO_WORD_MOVED, false},
                                 {c->carried_over, CO_WORD_CARRIED_OVER, false},
                                 {is_first ? 0 : c->fresh, CO_WORD_NEW, false},
                                 {c->reopened, CO_WORD_REOPENED, false},
                                 {c->changed, CO_WORD_CHANGED, false},
                                 {c->past_due, CO_WORD_PAST_DUE, false},
                                 {c->from_other, CO_WORD_FROM_OTHER, false},
                                 {c->to_other, CO_WORD_TO_OTHER, false},
                                 {0, CO_MAIL_WORDS, false}};
    size_t start = out->len;
    put_terms(out, p, terms, ", ");
    if (out->len == start)
        co_buf_text(out, co_mail_say(p, CO_WORD_NO_ORDERS));
}

void co_mail_evidence(struct co_buf *out, const struct co_mail_page *p, const struct co_counts *c)
{
    const struct term terms[] = {{c->by_status, CO_WORD_BY_STATUS, false},
                                 {c->by_quantity, CO_WORD_BY_QUANTITY, false},
                                 {c->by_told, CO_WORD_BY_TOLD, false},
                                 {c->closed, CO_WORD_CLOSED, false},
                                 {c->by_absence, CO_WORD_BY_ABSENCE, false},
                                 {c->is_short, CO_WORD_SHORTER_DONE, false},
                                 {0, CO_MAIL_WORDS, false}};
    size_t start = out->len;
    put_terms(out, p, terms, "; ");
    if (out->len > start && c->pieces_completed > 0) {
        co_buf_text(out, "; ");
        co_mail_quantity(out, p->language, c->pieces_completed);
        co_buf_fmt(out, " %s",
                   co_mail_say(p, c->pieces_completed == 1000 ? CO_WORD_PIECE : CO_WORD_PIECES));
    }
}

void co_mail_yesterday(struct co_buf *out, const struct co_mail_page *p)
{
    const struct co_counts *c = &p->sheet->counts;
    const struct term terms[] = {
        {c->completed, CO_WORD_COMPLETED, true}, {c->cancelled, CO_WORD_CANCELLED, false},
        {c->moved, CO_WORD_MOVED, false},        {c->carried_over, CO_WORD_CARRIED_OVER, true},
        {c->to_other, CO_WORD_TO_OTHER, false},  {0, CO_MAIL_WORDS, false}};
    co_buf_fmt(out, "%s %" PRId64, co_mail_say(p, CO_WORD_YESTERDAY), c->yesterday);
    if (c->from_other)
        co_buf_fmt(out, " + %" PRId64 " %s", c->from_other, co_mail_say(p, CO_WORD_FROM_OTHER));
    co_buf_text(out, " = ");
    put_terms(out, p, terms, " + ");
}

void co_mail_today(struct co_buf *out, const struct co_mail_page *p)
{
    const struct co_counts *c = &p->sheet->counts;
    const struct term terms[] = {{c->carried_over, CO_WORD_CARRIED_OVER, true},
                                 {c->fresh, CO_WORD_NEW, true},
                                 {c->reopened, CO_WORD_REOPENED, false},
                                 {0, CO_MAIL_WORDS, false}};
    co_buf_fmt(out, "%s %" PRId64 " = ", co_mail_say(p, CO_WORD_TODAY), c->today);
    put_terms(out, p, terms, " + ");
}

void co_mail_more(struct co_buf *out, const struct co_mail_page *p, size_t n, bool are_shops)
{
    enum co_mail_word one = are_shops ? CO_WORD_MORE_SHOP : CO_WORD_MORE_ORDER;
    enum co_mail_word many = are_shops ? CO_WORD_MORE_SHOPS : CO_WORD_MORE_ORDERS;
    if (!n)
        return;
    co_buf_fmt(out, "… %zu %s: ", n, co_mail_say(p, n == 1 ? one : many));
    if (!p->mail->attachment.len) {
        co_buf_text(out, co_mail_say(p, CO_WORD_NOT_ATTACHED));
        return;
    }
    co_buf_fmt(out, "%s ", co_mail_say(p, CO_WORD_IN_ATTACHMENT));
    co_mail_clip(out, p->mail->attachment, NAME_MOST);
}

void co_mail_file(struct co_buf *out, const struct co_mail_page *p, enum co_mail_word word,
                  const struct co_sheet_file *file)
{
    co_buf_fmt(out, "%s: ", co_mail_say(p, word));
    co_mail_day(out, p->language, file->date);
    co_buf_text(out, ", ");
    co_mail_clip(out, file->name, NAME_MOST);
    co_buf_fmt(out, ", %zu %s", file->rows.read,
               co_mail_say(p, file->rows.read == 1 ? CO_WORD_ROW_ONE : CO_WORD_ROW_MANY));
}

static struct co_mail_total of_verdict(const struct co_mail_page *p, enum co_verdict verdict,
                                       int64_t n, enum co_mail_word word)
{
    return (struct co_mail_total){.n = n,
                                  .symbol = co_mail_symbol(verdict),
                                  .word = co_mail_say(p, word),
                                  .is_good = verdict == CO_VERDICT_COMPLETED};
}

bool co_mail_total(const struct co_mail_page *p, size_t i, struct co_mail_total *out)
{
    const struct co_counts *c = &p->sheet->counts;
    size_t last = p->sheet->is_baseline ? 1 : 3;
    if (i == last)
        *out = (struct co_mail_total){
            .n = c->past_due,
            .symbol = "!",
            .word = co_mail_say(p, CO_WORD_PAST_DUE),
            .is_bad = c->past_due > 0,
        };
    else if (p->sheet->is_baseline)
        *out = of_verdict(p, CO_VERDICT_LISTED, c->today, CO_WORD_LISTED);
    else if (i == 0)
        *out = of_verdict(p, CO_VERDICT_COMPLETED, c->completed, CO_WORD_COMPLETED);
    else if (i == 1)
        *out = of_verdict(p, CO_VERDICT_CARRIED_OVER, c->carried_over, CO_WORD_CARRIED_OVER);
    else
        *out = of_verdict(p, CO_VERDICT_NEW, c->fresh, CO_WORD_NEW);
    return i <= last;
}

size_t co_mail_all(const struct co_mail_page *p, const struct co_sheet_shop *shop)
{
    const struct co_counts *c = &shop->counts;
    int64_t n = c->completed + c->cancelled + c->moved + (p->sheet->is_baseline ? c->today : 0);
    if (!p->sheet->is_baseline)
        n += c->carried_over + c->fresh + c->reopened;
    return (size_t)n > shop->n_items ? (size_t)n : shop->n_items;
}
