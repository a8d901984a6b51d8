#include "mail_page.h"
#include <inttypes.h>

/* --- the subject ---------------------------------------------------------------------------- */

void co_mail_label(struct co_buf *out, const struct co_mail *m)
{
    if (m->label.len)
        co_mail_clip(out, m->label, CO_MAIL_LABEL_MOST);
    else
        co_buf_text(out, co_mail_word(m->language, CO_WORD_LIST));
}

static void put_label(struct co_buf *out, const struct co_mail *m)
{
    co_mail_label(out, m);
    if (m->date != CO_DATE_NONE) {
        co_buf_byte(out, ' ');
        co_mail_day_short(out, m->language, m->date);
    }
    co_buf_text(out, ": ");
}

static void put_number(struct co_buf *out, const struct co_mail_page *p, int64_t n,
                       enum co_mail_word word)
{
    co_buf_fmt(out, "%" PRId64 " %s", n, co_mail_say(p, word));
}

/* "14 done, 6 carried (2 late), 5 new" */
static void put_numbers(struct co_buf *out, const struct co_mail_page *p)
{
    const struct co_counts *c = &p->sheet->counts;
    if (p->sheet->is_baseline) {
        co_buf_fmt(out, "%s, ", co_mail_say(p, CO_WORD_SUBJECT_FIRST));
        put_number(out, p, c->today, CO_WORD_LISTED);
        return;
    }
    if (p->sheet->is_no_news)
        co_buf_fmt(out, "%s, ", co_mail_say(p, CO_WORD_SUBJECT_NO_NEWS));
    put_number(out, p, c->completed, CO_WORD_DONE);
    co_buf_text(out, ", ");
    put_number(out, p, c->carried_over, CO_WORD_CARRIED);
    if (p->late_carried) {
        co_buf_text(out, " (");
        put_number(out, p, p->late_carried, CO_WORD_LATE);
        co_buf_byte(out, ')');
    }
    co_buf_text(out, ", ");
    put_number(out, p, c->fresh, CO_WORD_NEW);
    if (c->reopened) {
        co_buf_text(out, ", ");
        put_number(out, p, c->reopened, CO_WORD_REOPENED);
    }
}

void co_mail_subject(struct co_buf *out, const struct co_mail *m)
{
    static const enum co_mail_word firsts[] = {[CO_MAIL_DAY] = CO_MAIL_WORDS,
                                               [CO_MAIL_CORRECTED] = CO_WORD_CORRECTED_FIRST,
                                               [CO_MAIL_TAKEN_BACK] = CO_WORD_TAKEN_BACK_FIRST,
                                               [CO_MAIL_HELD] = CO_WORD_HELD_FIRST,
                                               [CO_MAIL_MISSING] = CO_WORD_MISSING_FIRST,
                                               [CO_MAIL_FAILED] = CO_WORD_FAILED_FIRST};
    static const enum co_mail_word subjects[] = {[CO_MAIL_TAKEN_BACK] = CO_WORD_SUBJECT_TAKEN_BACK,
                                                 [CO_MAIL_HELD] = CO_WORD_SUBJECT_HELD,
                                                 [CO_MAIL_MISSING] = CO_WORD_SUBJECT_MISSING,
                                                 [CO_MAIL_FAILED] = CO_WORD_SUBJECT_FAILED};
    const struct co_mail_limits none = {.rows = 0};
    struct co_mail_page p;
    bool is_made = co_mail_page_init(&p, m, &none);
    if (firsts[m->kind] != CO_MAIL_WORDS)
        co_buf_fmt(out, "%s ", co_mail_word(m->language, firsts[m->kind]));
    put_label(out, m);
    if (p.sheet)
        put_numbers(out, &p);
    else
        co_buf_text(out, co_mail_word(m->language,
                                      m->is_recorded ? CO_WORD_SUBJECT_STANDS : subjects[m->kind]));
    out->failed = out->failed || !is_made;
    co_mail_page_fini(&p);
}

/* --- the bodies ----------------------------------------------------------------------------- */

/* Fewer rows first; when none are left to take, fewer shops, and shorter remarks. */
static bool lessen(struct co_mail_limits *most)
{
    if (most->rows > 3) {
        most->rows /= 2;
    } else if (most->shops > 10) {
        most->shops /= 2;
    } else if (most->remarks > 3) {
        most->remarks /= 2;
        most->text /= 2;
    } else {
        return false;
    }
    return true;
}

/* Writes a body again with less in it until it fits. The text fits where the page does not: a table
 * takes more bytes than its words. */
static void fit(const struct co_mail *m, struct co_buf *out,
                void (*write)(struct co_buf *out, const struct co_mail_page *p))
{
    struct co_mail_limits most = {
        .rows = CO_MAIL_ROWS, .late = 20, .shops = 500, .remarks = 24, .text = 480};
    do {
        struct co_mail_page p;
        out->len = 0;
        if (co_mail_page_init(&p, m, &most))
            write(out, &p);
        else
            out->failed = true;
        co_mail_page_fini(&p);
    } while (co_buf_ok(out) && out->len > CO_MAIL_BYTES && lessen(&most));
}

void co_mail_bodies(const struct co_mail *m, struct co_buf *plain, struct co_buf *html)
{
    fit(m, plain, co_mail_plain);
    fit(m, html, co_mail_html);
}
