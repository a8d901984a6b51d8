#include "doubts.h"
#include "crossoff/utf8.h"
#include <string.h>

/* Every note of unknown status words begins with this behind the file's name. */
#define UNKNOWN "status words that are not known leave the order open: "

/* A cell cut to what is kept, between two characters. */
static void keep(char out[CO_DOUBT_BYTES], struct co_str cell)
{
    size_t n = cell.len < CO_DOUBT_BYTES ? cell.len : CO_DOUBT_BYTES - 1;
    while (n && n < cell.len && ((unsigned char)cell.at[n] & 0xc0) == 0x80)
        n--;
    memset(out, 0, CO_DOUBT_BYTES);
    memcpy(out, cell.at, n);
}

static void look_at_word(struct co_doubts *d, struct co_str cell)
{
    char text[CO_DOUBT_BYTES];
    keep(text, cell);
    for (size_t i = 0; i < d->n_words; i++)
        if (memcmp(d->words[i].text, text, sizeof text) == 0) {
            d->words[i].rows++;
            return;
        }
    if (d->n_words == CO_DOUBT_WORDS) {
        d->n_other++;
        return;
    }
    memcpy(d->words[d->n_words].text, text, sizeof text);
    d->words[d->n_words++].rows = 1;
}

void co_doubts_look(struct co_doubts *d, const struct co_order *order, size_t line)
{
    if (!order->is_status_known)
        look_at_word(d, order->text[CO_FIELD_STATUS]);
    for (int f = 0; order->impossible && f < CO_FIELDS; f++) {
        struct co_doubt_value *v = &d->values[f];
        if (!(order->impossible & UINT32_C(1) << f))
            continue;
        if (v->n < CO_DOUBT_LINES) {
            v->line[v->n] = line;
            keep(v->text[v->n], order->text[f]);
        }
        v->n++;
    }
}

static void note_values(const struct co_doubt_value *v, const struct co_export *x,
                        enum co_field field, struct co_notes *notes)
{
    struct co_buf list = {0};
    const char *kind = co_field_kind(field) == CO_KIND_DATE ? "date" : "quantity";
    for (size_t i = 0; i < v->n && i < CO_DOUBT_LINES; i++) {
        co_buf_fmt(&list, "%sline %zu \"", i ? ", " : "", v->line[i]);
        co_utf8_visible(&list, co_str_of(v->text[i]));
        co_buf_byte(&list, '"');
    }
    co_note(notes, CO_NOTE_WARNING,
            "%s: %zu cell%s in column \"%.*s\" %s no %s and count%s as "
            "empty: %.*s%s",
            x->name, v->n, v->n == 1 ? "" : "s", CO_STR_ARG(x->columns[x->column_of[field]].name),
            v->n == 1 ? "is" : "are", kind, v->n == 1 ? "s" : "", CO_STR_ARG(co_buf_view(&list)),
            v->n > CO_DOUBT_LINES ? ", ..." : "");
    co_buf_fini(&list);
}

/* A word on both lists of a run is told once. */
static bool is_told(const struct co_notes *notes, const char *quoted)
{
    for (size_t i = 0; notes && i < notes->n; i++)
        if (strstr(notes->list[i].text, UNKNOWN) && strstr(notes->list[i].text, quoted))
            return true;
    return false;
}

/* Single letters and digits mean different things in different ERPs, so nobody can know them. */
static bool is_letter(const char *word)
{
    return strlen(word) == 1 || strspn(word, "0123456789") == strlen(word);
}

/* Sentences behind the list: how to tell what a word means. */
static void note_words(const struct co_doubts *d, const struct co_export *x, struct co_notes *notes)
{
    struct co_buf list = {0};
    const char *first = NULL;
    bool has_letter = false;
    for (size_t i = 0; i < d->n_words; i++) {
        struct co_buf word = {0};
        co_buf_byte(&word, '"');
        co_utf8_visible(&word, co_str_of(d->words[i].text));
        co_buf_put(&word, "\"", 2);
        if (co_buf_ok(&word) && !is_told(notes, word.at)) {
            first = first ? first : d->words[i].text;
            has_letter = has_letter || is_letter(d->words[i].text);
            co_buf_fmt(&list, "%s%s (%zu row%s)", list.len ? ", " : "", word.at, d->words[i].rows,
                       d->words[i].rows == 1 ? "" : "s");
        }
        co_buf_fini(&word);
    }
    if (d->n_other)
        co_buf_fmt(&list, "%s others (%zu row%s)", list.len ? " and" : "", d->n_other,
                   d->n_other == 1 ? "" : "s");
    if (list.len && first)
        co_note(notes, CO_NOTE_INFO,
                "%s: " UNKNOWN "%.*s. If one means something else say so with --finished-status, "
                "--cancelled-status, --closed-status or --hold-status WORD, or --open-status WORD "
                "if it does not%s",
                x->name, CO_STR_ARG(co_buf_view(&list)),
                has_letter ? ". Single letters and numbers mean different things in different "
                             "ERPs, so they are known only from there"
                           : "");
    co_buf_fini(&list);
}

void co_doubts_note(const struct co_doubts *d, const struct co_export *x, struct co_notes *notes)
{
    for (int f = 0; f < CO_FIELDS; f++)
        if (d->values[f].n)
            note_values(&d->values[f], x, (enum co_field)f, notes);
    note_words(d, x, notes);
}
