/* report, private: what of a day the two bodies of a mail show, and its texts before any syntax. */
#pragma once
#include "mail_words.h"

/* How much is shown at most. */
struct co_mail_limits {
    size_t rows, late, shops, remarks; /* rows: per shop */
    size_t text;                       /* columns of a remark */
};

/* What a reader has to know before the numbers: "Accepted", and why. */
struct co_mail_remark {
    enum co_mail_word word;
    struct co_str text;
};

struct co_mail_page {
    const struct co_mail *mail;
    const struct co_sheet *sheet; /* NULL: there is none to show */
    enum co_mail_language language;
    struct co_mail_limits most;
    const struct co_sheet_item **late; /* open and past due, the longest first; all of them */
    size_t n_late;
    int64_t late_carried;
    struct co_mail_remark *remarks;
    size_t n_remarks;
    struct co_arena arena;
};
/* Looks through the day. Gives false without memory; co_mail_page_fini in any case. */
bool co_mail_page_init(struct co_mail_page *p, const struct co_mail *m,
                       const struct co_mail_limits *most);
void co_mail_page_fini(struct co_mail_page *p);
const char *co_mail_say(const struct co_mail_page *p, enum co_mail_word word);

/* The orders of a shop that are shown, some of each verdict: the first ones. Start it with the shop
 * and co_mail_rows. */
struct co_mail_rows {
    const struct co_sheet_shop *shop;
    size_t each, at, n; /* of each verdict at most; the next one; shown so far */
    size_t seen[CO_VERDICTS];
};
struct co_mail_rows co_mail_rows(const struct co_mail_page *p, const struct co_sheet_shop *shop);
/* The next order that is shown, or NULL. */
const struct co_sheet_item *co_mail_next(struct co_mail_rows *rows);

/* Whose list it is. */
void co_mail_label(struct co_buf *out, const struct co_mail *m);
/* Appends data on one line with nothing in it that is obeyed, cut behind so many columns. */
void co_mail_clip(struct co_buf *out, struct co_str s, size_t columns);
bool co_mail_is_open(const struct co_sheet_item *item);
bool co_mail_is_late(const struct co_sheet_item *item);
/* Symbol and word of a verdict: neither alone has to be understood. */
const char *co_mail_symbol(enum co_verdict verdict);
const char *co_mail_verdict(const struct co_mail_page *p, enum co_verdict verdict);
/* Texts of one order, ready to be escaped. */
void co_mail_order(struct co_buf *out, const struct co_sheet_item *item, size_t columns);
void co_mail_what(struct co_buf *out, const struct co_sheet_item *item, size_t columns);
void co_mail_made(struct co_buf *out, const struct co_mail_page *p,
                  const struct co_sheet_item *item);
void co_mail_remarks(struct co_buf *out, const struct co_mail_page *p,
                     const struct co_sheet_item *item);
void co_mail_shop(struct co_buf *out, const struct co_mail_page *p,
                  const struct co_sheet_shop *shop);
/* "4 completed, 45 carried over, 3 new, 2 past due": what is not zero. */
void co_mail_counts(struct co_buf *out, const struct co_mail_page *p, const struct co_counts *c);
/* Orders of a shop, whether the sheet has them or only counts them. */
size_t co_mail_all(const struct co_mail_page *p, const struct co_sheet_shop *shop);
/* How the completions are known; nothing when there are none. */
void co_mail_evidence(struct co_buf *out, const struct co_mail_page *p, const struct co_counts *c);
/* "Yesterday 20 = 14 completed + 6 carried over", and the same of today. */
void co_mail_yesterday(struct co_buf *out, const struct co_mail_page *p);
void co_mail_today(struct co_buf *out, const struct co_mail_page *p);
/* "38 more orders: all of them are in the attached X"; nothing when n is 0. */
void co_mail_more(struct co_buf *out, const struct co_mail_page *p, size_t n, bool are_shops);
/* "Yesterday: Thu 19 Nov 2026, list.csv, 65 rows" */
void co_mail_file(struct co_buf *out, const struct co_mail_page *p, enum co_mail_word word,
                  const struct co_sheet_file *file);
/* The large numbers: the i-th, false behind the last. */
struct co_mail_total {
    int64_t n;
    const char *symbol, *word;
    bool is_good, is_bad;
};
bool co_mail_total(const struct co_mail_page *p, size_t i, struct co_mail_total *out);

/* The two writers. */
void co_mail_plain(struct co_buf *out, const struct co_mail_page *p);
void co_mail_html(struct co_buf *out, const struct co_mail_page *p);
