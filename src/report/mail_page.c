#include "mail_page.h"
#include <stdlib.h>
#include "crossoff/utf8.h"

const char *co_mail_say(const struct co_mail_page *p, enum co_mail_word word)
{
    return co_mail_word(p->language, word);
}

bool co_mail_is_open(const struct co_sheet_item *item)
{
    return item->verdict != CO_VERDICT_COMPLETED && item->verdict != CO_VERDICT_CANCELLED &&
           item->verdict != CO_VERDICT_MOVED;
}

bool co_mail_is_late(const struct co_sheet_item *item)
{
    return item->is_past_due && co_mail_is_open(item);
}

/* --- orders ---------------------------------------------------------------------------------- */

/* By due date; those of one day as the sheet has them. */
static int by_due(const void *a, const void *b)
{
    const struct co_sheet_item *x = *(const struct co_sheet_item *const *)a;
    const struct co_sheet_item *y = *(const struct co_sheet_item *const *)b;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return x < y ? -1 : x > y;
}

static size_t count_late(struct co_mail_page *p, bool is_filled)
{
    size_t n = 0;
    for (size_t i = 0; i < p->sheet->n_shops; i++)
        for (size_t k = 0; k < p->sheet->shops[i].n_items; k++) {
            const struct co_sheet_item *item = &p->sheet->shops[i].items[k];
            if (!co_mail_is_late(item))
                continue;
            if (is_filled)
                p->late[n] = item;
            n++;
        }
    return n;
}

static void find_late(struct co_mail_page *p)
{
    size_t n = count_late(p, false);
    p->late = n ? co_arena_alloc(&p->arena, n * sizeof *p->late) : NULL;
    if (!p->late)
        return;
    p->n_late = count_late(p, true);
    qsort(p->late, n, sizeof *p->late, by_due);
    for (size_t i = 0; i < n; i++)
        p->late_carried += p->late[i]->verdict == CO_VERDICT_CARRIED_OVER;
}

/* How many of each verdict, so that no verdict crowds out another. */
static size_t share(const struct co_sheet_shop *shop, size_t most)
{
    size_t n[CO_VERDICTS] = {0}, each = most, sum;
    for (size_t i = 0; i < shop->n_items; i++)
        n[shop->items[i].verdict]++;
    for (;; each--) {
        sum = 0;
        for (int v = 0; v < CO_VERDICTS; v++)
            sum += n[v] < each ? n[v] : each;
        if (sum <= most)
            return each;
    }
}

struct co_mail_rows co_mail_rows(const struct co_mail_page *p, const struct co_sheet_shop *shop)
{
    return (struct co_mail_rows){.shop = shop, .each = share(shop, p->most.rows)};
}

const struct co_sheet_item *co_mail_next(struct co_mail_rows *rows)
{
    while (rows->at < rows->shop->n_items) {
        const struct co_sheet_item *item = &rows->shop->items[rows->at++];
        if (rows->seen[item->verdict]++ < rows->each) {
            rows->n++;
            return item;
        }
    }
    return NULL;
}

/* --- remarks --------------------------------------------------------------------------------- */

static void add(struct co_mail_page *p, enum co_mail_word word, struct co_buf *text)
{
    struct co_buf clipped = {0};
    co_mail_clip(&clipped, co_buf_view(text), p->most.text);
    p->remarks[p->n_remarks++] =
        (struct co_mail_remark){word, co_arena_dup(&p->arena, co_buf_view(&clipped))};
    p->arena.failed = p->arena.failed || !co_buf_ok(text) || !co_buf_ok(&clipped);
    co_buf_fini(&clipped);
    co_buf_fini(text);
}

static void add_text(struct co_mail_page *p, enum co_mail_word word, enum co_mail_word text)
{
    struct co_buf b = {0};
    co_buf_text(&b, co_mail_say(p, text));
    add(p, word, &b);
}

static void add_accepted(struct co_mail_page *p, const struct co_sheet_accepted *a)
{
    struct co_buf b = {0};
    co_buf_str(&b, a->rule);
    co_buf_text(&b, ": ");
    co_buf_str(&b, a->sentence);
    co_buf_fmt(&b, ". %s: ", co_mail_say(p, CO_WORD_REASON));
    co_buf_str(&b, a->reason);
    co_buf_text(&b, " (");
    co_buf_str(&b, a->who);
    co_buf_text(&b, ", ");
    co_buf_str(&b, a->at);
    co_buf_byte(&b, ')');
    add(p, CO_WORD_ACCEPTED, &b);
}

static void add_kind(struct co_mail_page *p)
{
    static const enum co_mail_word words[][2] = {
        [CO_MAIL_DAY] = {CO_MAIL_WORDS, CO_MAIL_WORDS},
        [CO_MAIL_CORRECTED] = {CO_WORD_CORRECTED, CO_WORD_CORRECTED_TEXT},
        [CO_MAIL_TAKEN_BACK] = {CO_WORD_WITHDRAWN, CO_WORD_WITHDRAWN_TEXT},
        [CO_MAIL_HELD] = {CO_WORD_HELD, CO_WORD_HELD_TEXT},
        [CO_MAIL_MISSING] = {CO_WORD_MISSING, CO_WORD_MISSING_TEXT},
        [CO_MAIL_FAILED] = {CO_WORD_FAILED, CO_WORD_FAILED_TEXT},
    };
    struct co_buf why = {0};
    if (p->mail->kind == CO_MAIL_DAY)
        return;
    add_text(p, words[p->mail->kind][0],
             p->mail->is_recorded ? CO_WORD_STANDS_TEXT : words[p->mail->kind][1]);
    if (p->mail->kind == CO_MAIL_CORRECTED && p->mail->because) {
        co_buf_fmt(&why, "%s ", co_mail_say(p, CO_WORD_LATER_LIST));
        co_mail_day(&why, p->language, *p->mail->because);
        co_buf_text(&why, p->mail->sentence.len ? ": " : "");
    }
    co_buf_str(&why, p->mail->sentence);
    if (why.len)
        add(p, CO_WORD_REASON, &why);
}

static void find_remarks(struct co_mail_page *p)
{
    const struct co_notes *notes = p->mail->notes;
    size_t most = 4 + (notes ? notes->n : 0) + (p->sheet ? p->sheet->n_accepted : 0);
    p->remarks = co_arena_alloc(&p->arena, most * sizeof *p->remarks);
    if (!p->remarks)
        return;
    add_kind(p);
    if (p->sheet && p->sheet->is_baseline)
        add_text(p, CO_WORD_FIRST_LIST, CO_WORD_FIRST_LIST_TEXT);
    if (p->sheet && p->sheet->is_no_news)
        add_text(p, CO_WORD_NO_NEWS, CO_WORD_NO_NEWS_TEXT);
    for (size_t i = 0; p->sheet && i < p->sheet->n_accepted; i++)
        add_accepted(p, &p->sheet->accepted[i]);
    for (size_t i = 0; notes && i < notes->n; i++) {
        struct co_buf text = {0};
        if (notes->list[i].level != CO_NOTE_WARNING)
            continue;
        co_buf_text(&text, notes->list[i].text);
        add(p, CO_WORD_WARNING, &text);
    }
}

bool co_mail_page_init(struct co_mail_page *p, const struct co_mail *m,
                       const struct co_mail_limits *most)
{
    bool has_sheet = m->kind == CO_MAIL_DAY || m->kind == CO_MAIL_CORRECTED;
    *p = (struct co_mail_page){
        .mail = m, .sheet = has_sheet ? m->sheet : NULL, .language = m->language, .most = *most};
    if (p->sheet)
        find_late(p);
    find_remarks(p);
    return !p->arena.failed;
}

void co_mail_page_fini(struct co_mail_page *p)
{
    co_arena_fini(&p->arena);
}
