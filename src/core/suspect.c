#include "crossoff/recon.h"
#include "crossoff/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a spreadsheet does to order numbers: zeros in front go, digits behind the 15th become zeros,
 * MAR1 becomes a date, 22E1 becomes 220; and what people do, who write wo-1 for WO-1. Each kind
 * gives a damaged number and the one it was the same mark, and only where exactly one row left and
 * one arrived with it are they taken for one order. */
enum kind { ZEROS, ROUNDED, DATE, POWER, CASE, SPELLING, KINDS };
enum { MARK = 96, EXACT_DIGITS = 15, LISTED = 5 };

struct mark {
    struct co_str text;
    size_t i; /* in the list of the gone, or of the arrived */
    bool is_gone, is_damaged;
};

/* The key of a row, which every kind asks for. */
struct name {
    struct co_str first; /* its first cell */
    struct co_str rest;  /* of the others, each behind a U+001F */
};

struct job {
    struct co_recon *r;
    const struct co_export *yesterday, *today;
    const unsigned char *is_known; /* per arrived, or NULL */
    struct name *gone, *arrived;   /* of those that may be suspects */
    struct mark *marks;
    size_t n, cap;
    size_t n_damaged;             /* of the marks */
    struct co_arena arena, texts; /* texts: of the marks of one kind */
    struct co_cells cells;
    struct co_buf text;
    struct co_str rest;         /* of the row that is being marked */
    unsigned char *gone_paired; /* per gone; the same for arrived */
    unsigned char *arrived_paired;
    struct co_buf examples;
    size_t n_pairs;
    struct co_err *err;
};

/* --- marks -------------------------------------------------------------------------------------
 */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(struct co_str s, size_t from)
{
    size_t n = 0;
    while (from + n < s.len && is_digit(s.at[from + n]))
        n++;
    return n;
}

static bool add(struct job *j, struct mark mark, const char *text)
{
    void *list = j->marks;
    j->text.len = 0;
    co_buf_text(&j->text, text);
    co_buf_str(&j->text, j->rest);
    mark.text = co_arena_dup(&j->texts, co_buf_view(&j->text));
    bool ok =
        co_buf_ok(&j->text) && !j->texts.failed && co_grow(&list, &j->cap, j->n + 1, sizeof mark);
    j->marks = list;
    if (ok)
        j->marks[j->n++] = mark;
    j->n_damaged += mark.is_damaged;
    return ok;
}

static bool mark_zeros(struct job *j, struct mark mark, struct co_str key)
{
    char text[MARK];
    struct co_str plain = co_export_plain(key);
    if (digits_at(plain, 0) != plain.len || !plain.len || plain.len >= MARK)
        return true;
    mark.is_damaged = plain.len == key.len;
    memcpy(text, plain.at, plain.len);
    text[plain.len] = '\0';
    return add(j, mark, text);
}

static bool mark_rounded(struct job *j, struct mark mark, struct co_str key)
{
    char text[MARK];
    if (digits_at(key, 0) != key.len || key.len <= EXACT_DIGITS || key.len >= MARK)
        return true;
    mark.is_damaged = true;
    for (size_t i = EXACT_DIGITS; i < key.len; i++)
        mark.is_damaged = mark.is_damaged && key.at[i] == '0';
    (void)snprintf(text, sizeof text, "%.*s/%zu", EXACT_DIGITS, key.at, key.len);
    return add(j, mark, text);
}

static bool mark_power(struct job *j, struct mark mark, struct co_str key)
{
    char text[MARK];
    size_t n = digits_at(key, 0);
    if (!n || n > 30)
        return true;
    (void)snprintf(text, sizeof text, "%.*s", (int)n, key.at);
    if (n < key.len) {
        size_t power = digits_at(key, n + 1);
        if ((key.at[n] != 'E' && key.at[n] != 'e') || !power || power > 2 ||
            n + 1 + power != key.len)
            return true;
        int zeros = key.at[n + 1] - '0';
        if (power == 2)
            zeros = zeros * 10 + (key.at[n + 2] - '0');
        if (zeros > 30)
            return true;
        memset(text + n, '0', (size_t)zeros);
        text[n + (size_t)zeros] = '\0';
    }
    mark.is_damaged = n == key.len;
    return add(j, mark, text);
}

/* The month that a word names, or 0: told by the reader of dates. */
static int month_of(struct co_str word)
{
    char date[32];
    co_date d;
    int y, m, day;
    if (word.len < 3 || word.len > 9)
        return 0;
    (void)snprintf(date, sizeof date, "1-%.*s-2000", (int)word.len, word.at);
    if (co_value_date(co_str_of(date), CO_ORDER_DAY_FIRST, &d) != CO_VALUE_OK)
        return 0;
    co_date_split(d, &y, &m, &day);
    return m;
}

static bool add_date(struct job *j, struct mark mark, int month, int number)
{
    char text[MARK];
    if (month < 1 || month > 12)
        return true;
    (void)snprintf(text, sizeof text, "%d/%d", month, number);
    return add(j, mark, text);
}

/* "01.03.2026", "2026-03-01", "3/1/2026": with day and month either way round if that is open. */
static bool mark_full_date(struct job *j, struct mark mark, struct co_str key, bool *is_date)
{
    co_date d[2];
    int y, m[2], day[2];
    *is_date = false;
    if (digits_at(key, 0) == key.len)
        return true;
    for (int i = 0; i < 2; i++) {
        enum co_day_order order = i ? CO_ORDER_MONTH_FIRST : CO_ORDER_DAY_FIRST;
        if (co_value_date(key, order, &d[i]) != CO_VALUE_OK)
            return true;
        co_date_split(d[i], &y, &m[i], &day[i]);
    }
    *is_date = mark.is_damaged = true;
    bool ok = add_date(j, mark, m[0], day[0]);
    return ok && d[1] != d[0] ? add_date(j, mark, m[1], day[1]) : ok;
}

/* A word and a number, or two numbers, with at most a mark and blanks between them. */
struct two {
    struct co_str word;
    int number[2];
    size_t numbers;
    bool has_mark, has_lower;
};

static bool take_two(struct co_str key, struct two *out)
{
    *out = (struct two){.word = {0}};
    for (size_t i = 0; i < key.len;) {
        size_t n = digits_at(key, i), k = i;
        if (n) {
            if (n > 4 || out->numbers == 2)
                return false;
            for (; k < i + n; k++)
                out->number[out->numbers] = out->number[out->numbers] * 10 + (key.at[k] - '0');
            out->numbers++;
        } else if (strchr("-/. ", key.at[i])) {
            out->has_mark = true;
            k = i + 1;
        } else {
            while (k < key.len && !is_digit(key.at[k]) && !strchr("-/. ", key.at[k]))
                out->has_lower =
                    out->has_lower || (key.at[k] >= 'a' && key.at[k] <= 'z') || key.at[k] < 0,
                k++;
            if (out->word.len)
                return false;
            out->word = (struct co_str){key.at + i, k - i};
        }
        i = k;
    }
    return out->word.len ? out->numbers == 1 : out->numbers == 2 && out->has_mark;
}

static bool mark_date(struct job *j, struct mark mark, struct co_str key)
{
    struct two two;
    bool is_date;
    if (!mark_full_date(j, mark, key, &is_date))
        return false;
    if (is_date || !take_two(key, &two))
        return true;
    if (two.word.len) { /* "1-Mar" is a spreadsheet's, MAR1 an order's */
        mark.is_damaged = two.has_mark && two.has_lower;
        return add_date(j, mark, month_of(two.word), two.number[0]);
    }
    return add_date(j, mark, two.number[0], two.number[1]) &&
           (two.number[0] == two.number[1] || add_date(j, mark, two.number[1], two.number[0]));
}

/* wo-1 for WO-1: ASCII only, as order numbers are. */
static bool mark_case(struct job *j, struct mark mark, struct co_str key)
{
    char text[MARK];
    bool has_letter = false;
    if (key.len >= MARK)
        return true;
    for (size_t i = 0; i < key.len; i++) {
        bool is_lower = key.at[i] >= 'a' && key.at[i] <= 'z';
        has_letter = has_letter || is_lower || (key.at[i] >= 'A' && key.at[i] <= 'Z');
        mark.is_damaged = mark.is_damaged || is_lower;
        text[i] = is_lower ? (char)(key.at[i] - 'a' + 'A') : key.at[i];
    }
    text[key.len] = '\0';
    return !has_letter || add(j, mark, text);
}

static size_t blank_at(struct co_str s, size_t i)
{
    if (s.at[i] == ' ' || s.at[i] == '\t')
        return 1;
    return i + 1 < s.len && s.at[i] == '\xc2' && s.at[i + 1] == '\xa0' ? 2 : 0; /* U+00A0 */
}

/* Nothing but visible ASCII, which can be written in one way only. */
static bool is_plain(struct co_str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.at[i] <= ' ' || key.at[i] > '~')
            return false;
    return key.len > 0;
}

/* Blanks between the parts of a number, and accents: two characters or one, as some systems and
 * others write them. */
static bool mark_spelling(struct job *j, struct mark mark, struct co_str key)
{
    char text[MARK];
    size_t n = 0;
    struct co_buf composed = {0};
    if (key.len >= MARK)
        return true;
    if (is_plain(key)) {
        memcpy(text, key.at, key.len);
        text[key.len] = '\0';
        return add(j, mark, text);
    }
    for (size_t i = 0, blank; i < key.len; i += blank ? blank : 1) {
        blank = blank_at(key, i);
        if (!blank)
            text[n++] = key.at[i];
        else if (n && text[n - 1] != ' ')
            text[n++] = ' ';
    }
    co_utf8_compose(&composed, (struct co_str){text, n});
    mark.is_damaged = !co_str_eq(co_buf_view(&composed), key);
    co_buf_byte(&composed, '\0');
    bool ok = co_buf_ok(&composed) && add(j, mark, composed.at);
    co_buf_fini(&composed);
    return ok;
}

static bool mark_name(struct job *j, enum kind kind, const struct name *name, struct mark mark)
{
    static bool (*const how[KINDS])(struct job *, struct mark, struct co_str) = {
        mark_zeros, mark_rounded, mark_date, mark_power, mark_case, mark_spelling};
    j->rest = name->rest;
    return how[kind](j, mark, name->first);
}

static enum co_status take_name(struct job *j, const struct co_export *x, size_t row,
                                struct name *out)
{
    enum co_status status = x->split(x, (size_t)x->rows.rows[row].at, &j->cells, j->err);
    if (status)
        return status;
    j->text.len = 0;
    for (size_t i = 1; i < x->n_key; i++) {
        co_buf_byte(&j->text, '\x1f');
        co_buf_str(&j->text, co_export_plain(j->cells.at[x->key[i]]));
    }
    out->first = co_arena_dup(&j->arena, co_export_cell(j->cells.at[x->key[0]]));
    out->rest = co_arena_dup(&j->arena, co_buf_view(&j->text));
    return j->arena.failed || !co_buf_ok(&j->text) ? co_fail_nomem(j->err) : CO_OK;
}

static bool may_be_gone(const struct job *j, size_t i)
{
    return j->r->gone[i].evidence == CO_EVIDENCE_ABSENCE;
}

static bool may_have_arrived(const struct job *j, size_t i)
{
    return !j->is_known || !j->is_known[i];
}

static enum co_status take_names(struct job *j)
{
    const struct co_recon *r = j->r;
    enum co_status status = CO_OK;
    j->gone = calloc(r->n_gone, sizeof *j->gone);
    j->arrived = calloc(r->n_arrived, sizeof *j->arrived);
    if (!j->gone || !j->arrived)
        return co_fail_nomem(j->err);
    for (size_t i = 0; !status && i < r->n_gone; i++)
        if (may_be_gone(j, i))
            status = take_name(j, j->yesterday, r->gone[i].yesterday, &j->gone[i]);
    for (size_t i = 0; !status && i < r->n_arrived; i++)
        if (may_have_arrived(j, i))
            status = take_name(j, j->today, r->arrived[i], &j->arrived[i]);
    return status;
}

/* --- pairs -------------------------------------------------------------------------------------
 */

static int by_text(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    int order = co_str_cmp(x->text, y->text);
    if (order)
        return order;
    if (x->is_gone != y->is_gone)
        return x->is_gone ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

static enum co_status show(struct job *j, const struct mark *m, bool with_line)
{
    const struct co_export *x = m->is_gone ? j->yesterday : j->today;
    size_t row = m->is_gone ? j->r->gone[m->i].yesterday : j->r->arrived[m->i];
    size_t at = (size_t)x->rows.rows[row].at;
    enum co_status status = x->split(x, at, &j->cells, j->err);
    if (status)
        return status;
    co_export_key_show(x, &j->cells, &j->examples);
    if (with_line)
        co_buf_fmt(&j->examples, " in line %zu", co_export_line(x, at));
    return CO_OK;
}

static enum co_status pair(struct job *j, const struct mark *gone, const struct mark *arrived)
{
    enum co_status status = CO_OK;
    if (j->gone_paired[gone->i] && j->arrived_paired[arrived->i])
        return CO_OK; /* as another kind, or the other way round */
    j->gone_paired[gone->i] = j->arrived_paired[arrived->i] = 1;
    if (!co_recon_touch(j->r, (struct co_touched){j->r->gone[gone->i].yesterday,
                                                  j->r->arrived[arrived->i], true, true}))
        return co_fail_nomem(j->err);
    if (j->n_pairs++ < LISTED) {
        co_buf_text(&j->examples, j->n_pairs > 1 ? "; " : "");
        status = show(j, arrived, true);
        co_buf_text(&j->examples, " is probably ");
        if (!status)
            status = show(j, gone, false);
    }
    return status;
}

static enum co_status ambiguous(struct job *j, const struct mark *run, size_t n)
{
    enum co_status status = CO_OK;
    j->examples.len = 0;
    for (size_t i = 0; !status && i < n && i < 2 * LISTED; i++) {
        co_buf_text(&j->examples, i ? ", " : "");
        status = show(j, &run[i], !run[i].is_gone);
    }
    return status ? status
                  : co_fail(j->err, CO_HELD,
                            "%s: a spreadsheet seems to have damaged its order numbers, and which "
                            "of these are one order cannot be told: %.*s. Take the export as the "
                            "ERP wrote it; nothing was recorded",
                            j->today->name, CO_STR_ARG(co_buf_view(&j->examples)));
}

/* The marks with one text: the gone first. Only a damaged and an undamaged one make a pair. */
static enum co_status pair_run(struct job *j, const struct mark *run, size_t n)
{
    size_t gone = 0, fits = 0;
    while (gone < n && run[gone].is_gone)
        gone++;
    for (size_t i = 0; i < gone; i++)
        for (size_t k = gone; k < n; k++)
            fits += run[i].is_damaged != run[k].is_damaged && !j->gone_paired[run[i].i] &&
                    !j->arrived_paired[run[k].i];
    if (!fits)
        return CO_OK;
    return gone == 1 && n == 2 ? pair(j, &run[0], &run[1]) : ambiguous(j, run, n);
}

static enum co_status pair_kind(struct job *j, enum kind kind)
{
    enum co_status status = CO_OK;
    const struct co_recon *r = j->r;
    bool ok = true;
    j->n = j->n_damaged = 0;
    co_arena_fini(&j->texts);
    for (size_t i = 0; ok && i < r->n_gone; i++)
        if (may_be_gone(j, i))
            ok = mark_name(j, kind, &j->gone[i], (struct mark){.i = i, .is_gone = true});
    for (size_t i = 0; ok && i < r->n_arrived; i++)
        if (may_have_arrived(j, i))
            ok = mark_name(j, kind, &j->arrived[i], (struct mark){.i = i});
    if (!ok)
        return co_fail_nomem(j->err);
    if (!j->n_damaged || j->n_damaged == j->n)
        return CO_OK; /* a pair has one of each */
    qsort(j->marks, j->n, sizeof *j->marks, by_text);
    for (size_t i = 0, n; !status && i < j->n; i += n) {
        for (n = 1; i + n < j->n && co_str_eq(j->marks[i].text, j->marks[i + n].text); n++)
            ;
        status = pair_run(j, &j->marks[i], n);
    }
    return status;
}

/* What was paired is neither gone nor arrived. */
static void take_out(struct job *j)
{
    struct co_recon *r = j->r;
    size_t n = 0;
    for (size_t i = 0; i < r->n_gone; i++)
        if (!j->gone_paired[i])
            r->gone[n++] = r->gone[i];
    r->n_completed -= r->n_gone - n;
    r->n_carried += r->n_gone - n;
    r->n_gone = n;
    n = 0;
    for (size_t i = 0; i < r->n_arrived; i++)
        if (!j->arrived_paired[i])
            r->arrived[n++] = r->arrived[i];
    r->n_arrived = n;
}

enum co_status co_recon_suspects(struct co_recon *r, const struct co_export *yesterday,
                                 const struct co_export *today, const unsigned char *is_known,
                                 struct co_notes *notes, struct co_err *err)
{
    struct job j = {
        .r = r, .yesterday = yesterday, .today = today, .is_known = is_known, .err = err};
    if (!r->n_gone || !r->n_arrived)
        return CO_OK;
    j.gone_paired = calloc(r->n_gone, 1);
    j.arrived_paired = calloc(r->n_arrived, 1);
    enum co_status status = j.gone_paired && j.arrived_paired ? CO_OK : co_fail_nomem(err);
    if (!status)
        status = take_names(&j);
    for (int kind = 0; !status && kind < KINDS; kind++)
        status = pair_kind(&j, (enum kind)kind);
    if (!status && j.n_pairs) {
        take_out(&j);
        co_note(
            notes, CO_NOTE_WARNING,
            "%s: %zu order number%s as a spreadsheet damages them, or differ%s in case, blanks or "
            "the spelling of accents only, and %s carried over under the old number: %.*s%s. Take "
            "the export as the ERP wrote it",
            today->name, j.n_pairs, j.n_pairs == 1 ? " looks" : "s look", j.n_pairs == 1 ? "s" : "",
            j.n_pairs == 1 ? "is" : "are", CO_STR_ARG(co_buf_view(&j.examples)),
            j.n_pairs > LISTED ? "; ..." : "");
    }
    free(j.marks);
    free(j.gone);
    free(j.arrived);
    free(j.gone_paired);
    free(j.arrived_paired);
    co_arena_fini(&j.arena);
    co_arena_fini(&j.texts);
    co_cells_fini(&j.cells);
    co_buf_fini(&j.text);
    co_buf_fini(&j.examples);
    return status;
}
