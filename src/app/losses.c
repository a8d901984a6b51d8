#include "losses.h"

enum {
    LOSS_LEAST = 20,  /* orders; shorter lists turn over in a day */
    ALIEN_LEAST = 5,  /* the same for a list that has no order in common */
    TAIL_CHANCE = 20, /* a tail is told of when chance brings it in less than one day of so many */
};

/* A key column of another name and not one order in common is another list. */
static enum co_status check_list(const struct co_losses *l, struct co_err *err)
{
    struct co_str key = l->today->columns[l->today->key[0]].name;
    struct co_str old = l->yesterday->columns[l->yesterday->key[0]].name;
    if (l->recon->n_carried || !l->yesterday->count.open || co_str_eq(key, old))
        return CO_OK;
    return co_fail(
        err, CO_HELD,
        "%s names its orders in column \"%.*s\", the feed's lists had \"%.*s\", and they "
        "have no order in common: it is another list. Give it a --feed of its own; "
        "nothing was recorded",
        l->path, CO_STR_ARG(key), CO_STR_ARG(old));
}

/* A list cut off at the end of a line, or the list of another feed, looks like a splendid day. */
static bool told_of_count(const struct co_losses *l, struct co_notes *notes)
{
    size_t before = l->yesterday->count.open;
    size_t now = l->today->count.open + l->today->count.finished;
    if (!l->recon->n_carried && before >= ALIEN_LEAST && now >= ALIEN_LEAST)
        co_note(notes, CO_NOTE_WARNING,
                "%s has none of the %zu orders of the list before; is it the list of another feed "
                "(--feed)?",
                l->path, before);
    else if (before >= LOSS_LEAST && now < before - before / 4)
        co_note(notes, CO_NOTE_WARNING,
                "%s has %zu rows, the list before had %zu open orders; was it cut off? What is "
                "missing counts as completed",
                l->path, now, before);
    else
        return false;
    return true;
}

/* Whether a text that ends like `now` may be the beginning of one that ends like `before`: its last
 * line end is missing or halved. */
static bool is_cut(enum co_line_end before, enum co_line_end now)
{
    return before != CO_END_NONE &&
           (now == CO_END_NONE || (before == CO_END_CRLF && now == CO_END_CR));
}

/* How the ERP ends its lists changes with a new version of it; every other time a list that ends
 * otherwise was cut off in or behind its last line. */
static void tell_of_ending(const struct co_losses *l, struct co_notes *notes)
{
    const struct co_ending *before = l->ending, *now = &l->today->ending;
    l->found->cut = (is_cut(before->line_end, now->line_end) ? CO_CUT_LINE : 0u) |
                    (before->footers & ~now->footers ? CO_CUT_FOOTER : 0u);
    if (is_cut(before->line_end, now->line_end))
        co_note(notes, CO_NOTE_WARNING,
                "%s ends %s, but the list before ended with one: it was probably cut off in its "
                "last line. What is missing counts as completed",
                l->path,
                now->line_end == CO_END_NONE ? "without a line end" : "with half a line end");
    if (before->footers & ~now->footers)
        co_note(
            notes, CO_NOTE_WARNING,
            "%s lacks the total, record count or end mark that stood behind the rows of the list "
            "before; was it cut off? What is missing counts as completed",
            l->path);
}

/* --- the tail: the last rows of yesterday's list are gone, all of them ----------------------- */

/* Orders that are gone without a word, which are a list in the order of yesterday's. */
static bool is_absent(const struct co_gone *gone)
{
    return gone->today == CO_NO_ROW;
}

static size_t count_absent(const struct co_recon *recon)
{
    size_t n = 0;
    for (size_t i = 0; i < recon->n_gone; i++)
        n += is_absent(&recon->gone[i]);
    return n;
}

static enum co_status split_row(const struct co_export *x, size_t row, struct co_cells *cells,
                                struct co_err *err)
{
    return x->split(x, (size_t)x->rows.rows[row].at, cells, err);
}

/* What is known of the tail while it is looked for. */
struct tail {
    const struct co_losses *l;
    size_t n, first;                    /* rows of it, and the first of them in yesterday's list */
    const struct co_export *from, *in;  /* whose row is searched, and where */
    struct co_cells last, cells, other; /* today's last row; room for two more */
    struct co_buf key;
    enum co_status status;
    struct co_err *err;
};

/* Whether the order with this key is gone; its row in yesterday's list. */
static bool is_gone(struct tail *t, struct co_str key, size_t *row)
{
    const struct co_losses *l = t->l;
    for (size_t i = 0; !t->status && i < l->recon->n_gone; i++) {
        if (!is_absent(&l->recon->gone[i]))
            continue;
        *row = l->recon->gone[i].yesterday;
        t->status = split_row(l->yesterday, *row, &t->cells, t->err);
        t->key.len = 0;
        if (!t->status)
            co_export_key_text(l->yesterday, &t->cells, &t->key);
        if (!t->status && co_str_eq(co_buf_view(&t->key), key))
            return true;
    }
    return false;
}

/* The last rows of yesterday's file that are gone. */
static enum co_status tail_in_file(struct tail *t)
{
    size_t row;
    for (t->n = 0; t->n < t->l->tail->n && is_gone(t, t->l->tail->key[t->n], &row); t->n++)
        t->first = row;
    return t->status;
}

/* Keys as lists are sorted by them: cell by cell, a shorter number before a longer one. */
static int compare_keys(const struct co_export *a, const struct co_cells *ca,
                        const struct co_export *b, const struct co_cells *cb)
{
    for (size_t i = 0; i < a->n_key; i++) {
        struct co_str x = co_export_cell(ca->at[a->key[i]]), y = co_export_cell(cb->at[b->key[i]]);
        if (x.len != y.len)
            return x.len < y.len ? -1 : 1;
        int order = co_str_cmp(x, y);
        if (order)
            return order;
    }
    return 0;
}

/* The orders that a list sorted by key would have behind today's last row. */
static enum co_status tail_by_key(struct tail *t)
{
    const struct co_losses *l = t->l;
    t->n = 0;
    for (size_t i = 0; !t->status && i < l->recon->n_gone; i++) {
        size_t row = l->recon->gone[i].yesterday;
        if (!is_absent(&l->recon->gone[i]))
            continue;
        t->status = split_row(l->yesterday, row, &t->cells, t->err);
        if (t->status || compare_keys(l->yesterday, &t->cells, l->today, &t->last) <= 0)
            continue;
        if (t->n++ == 0 || compare_keys(l->yesterday, &t->cells, l->yesterday, &t->other) < 0) {
            t->first = row;
            t->status = split_row(l->yesterday, row, &t->other, t->err);
        }
    }
    return t->status;
}

static enum co_status look_sorted(struct tail *t, bool *is_sorted)
{
    const struct co_export *x = t->l->today;
    struct co_cells *both[] = {&t->cells, &t->other};
    *is_sorted = true;
    for (size_t i = 0; !t->status && *is_sorted && i < x->rows.n; i++) {
        t->status = split_row(x, i, both[i % 2], t->err);
        *is_sorted = i == 0 || compare_keys(x, both[1 - i % 2], x, both[i % 2]) < 0;
    }
    return t->status;
}

/* Whether the orders at the end of yesterday's list that are left stand in the same order in
 * today's. Where an ERP writes its rows in another order every day the last ones are none in
 * particular. */
static enum co_status look_parallel(struct tail *t, bool *is_parallel)
{
    const struct co_export *x = t->l->today;
    const struct co_tail *tail = t->l->tail;
    size_t behind = tail->n;
    *is_parallel = true;
    for (size_t i = 0; !t->status && *is_parallel && i < x->rows.n; i++) {
        t->status = split_row(x, i, &t->cells, t->err);
        t->key.len = 0;
        if (!t->status)
            co_export_key_text(x, &t->cells, &t->key);
        for (size_t k = t->n; !t->status && k < tail->n; k++)
            if (co_str_eq(co_buf_view(&t->key), tail->key[k])) {
                *is_parallel = k < behind;
                behind = k;
            }
    }
    return t->status;
}

/* In a sorted list only orders above its last one can have been cut off; in any other the order of
 * yesterday's file tells. How it is sorted is looked up last: that reads every row. */
static enum co_status find_tail(struct tail *t)
{
    bool is_sorted = false, is_in_file = false, is_parallel = true;
    t->status = split_row(t->l->today, t->l->today->rows.n - 1, &t->last, t->err);
    if (!t->status && t->l->tail)
        is_in_file = tail_in_file(t) == CO_OK && t->n > 0;
    if (is_in_file && !t->status)
        t->status = look_parallel(t, &is_parallel);
    if (!t->status)
        t->status = tail_by_key(t);
    if (!t->status && (t->n || is_in_file))
        t->status = look_sorted(t, &is_sorted);
    if (t->status || is_sorted)
        return t->status;
    t->n = 0;
    return is_in_file && is_parallel ? tail_in_file(t) : CO_OK;
}

/* Whether chance alone would seldom have taken just the last `tail` of `open` orders, when it took
 * `gone` of them. */
static bool is_no_chance(size_t tail, size_t gone, size_t open)
{
    uint64_t millionths = 1000000;
    for (size_t i = 0; i < tail && millionths; i++)
        millionths = millionths * gone / open;
    return tail && millionths <= 1000000 / TAIL_CHANCE;
}

static enum co_status tell_of_tail(struct tail *t, struct co_notes *notes)
{
    struct co_buf first = {0}, last = {0};
    t->status = split_row(t->l->yesterday, t->first, &t->cells, t->err);
    if (t->status)
        return t->status;
    co_export_key_show(t->l->yesterday, &t->cells, &first);
    co_export_key_show(t->l->today, &t->last, &last);
    if (t->n == 1)
        co_note(notes, CO_NOTE_WARNING,
                "%s ends with %.*s, and the last order of the list before, %.*s, is not on it: "
                "was it cut off? What is missing counts as completed",
                t->l->path, CO_STR_ARG(co_buf_view(&last)), CO_STR_ARG(co_buf_view(&first)));
    else
        co_note(notes, CO_NOTE_WARNING,
                "%s ends with %.*s, and the last %zu orders of the list before, from %.*s on, are "
                "not on it: was it cut off? What is missing counts as completed",
                t->l->path, CO_STR_ARG(co_buf_view(&last)), t->n, CO_STR_ARG(co_buf_view(&first)));
    if (!co_buf_ok(&first) || !co_buf_ok(&last))
        t->status = co_fail_nomem(t->err);
    co_buf_fini(&first);
    co_buf_fini(&last);
    return t->status;
}

static enum co_status check_tail(const struct co_losses *l, struct co_notes *notes,
                                 struct co_err *err)
{
    size_t open = l->yesterday->count.open, absent = count_absent(l->recon);
    struct tail t = {.l = l, .err = err};
    if (open < LOSS_LEAST || !absent || !l->today->rows.n)
        return CO_OK;
    enum co_status status = find_tail(&t);
    l->found->tail = t.n;
    if (!status && !l->found->is_told && is_no_chance(t.n, absent, open))
        status = tell_of_tail(&t, notes);
    co_cells_fini(&t.last);
    co_cells_fini(&t.cells);
    co_cells_fini(&t.other);
    co_buf_fini(&t.key);
    return status;
}

/* --- stray quotes in keys -------------------------------------------------------------------- */

/* A key without its quotes; false when it has none. */
static bool strip_quotes(const struct co_export *x, struct co_cells *cells, struct co_buf *room)
{
    bool has_quote = false;
    room->len = 0;
    for (size_t k = 0; k < x->n_key; k++)
        co_buf_str(room, cells->at[x->key[k]]); /* room enough: views into it stay */
    room->len = 0;
    for (size_t k = 0; k < x->n_key; k++) {
        struct co_str cell = cells->at[x->key[k]];
        size_t from = room->len;
        for (size_t i = 0; i < cell.len; i++)
            if (cell.at[i] != '"')
                co_buf_byte(room, cell.at[i]);
        has_quote = has_quote || room->len - from < cell.len;
        cells->at[x->key[k]] = room->len > from ? (struct co_str){room->at + from, room->len - from}
                                                : (struct co_str){0};
    }
    return has_quote && co_buf_ok(room);
}

static bool is_stripped_order(void *ctx, size_t row)
{
    struct tail *t = ctx;
    if (!t->status)
        t->status = split_row(t->in, row, &t->other, t->err);
    return !t->status && co_export_same_key(t->from, &t->last, t->in, &t->other);
}

static bool has_stripped(struct tail *t, const struct co_export *in)
{
    t->in = in;
    return co_rowset_find(&in->rows, co_export_key_hash(t->from, &t->last), is_stripped_order, t) !=
           CO_NO_ROW;
}

/* An inch mark in a description is text, and so it is in a key; but a new order that a quote alone
 * tells from one that is gone is the old one, damaged. */
static enum co_status check_quotes(const struct co_losses *l, struct co_err *err)
{
    struct tail t = {.l = l, .from = l->today, .err = err};
    struct co_buf room = {0};
    for (size_t i = 0; !t.status && i < l->recon->n_arrived; i++) {
        size_t row = l->recon->arrived[i];
        t.status = split_row(l->today, row, &t.last, err);
        if (t.status || !strip_quotes(l->today, &t.last, &room) ||
            !has_stripped(&t, l->yesterday) || has_stripped(&t, l->today) || t.status)
            continue;
        struct co_buf key = {0};
        co_export_key_show(l->today, &t.last, &key);
        t.status = co_fail(
            err, CO_INPUT,
            "%s, line %zu: a stray quote in the key column \"%.*s\" makes another order of %.*s; "
            "mend the line or export again",
            l->path, co_export_line(l->today, (size_t)l->today->rows.rows[row].at),
            CO_STR_ARG(l->today->columns[l->today->key[0]].name), CO_STR_ARG(co_buf_view(&key)));
        co_buf_fini(&key);
    }
    if (!t.status && !co_buf_ok(&room))
        t.status = co_fail_nomem(err);
    co_buf_fini(&room);
    co_cells_fini(&t.last);
    co_cells_fini(&t.other);
    return t.status;
}

enum co_status co_losses_check(const struct co_losses *l, struct co_notes *notes,
                               struct co_err *err)
{
    enum co_status status = check_list(l, err);
    if (!status)
        status = check_quotes(l, err);
    if (status)
        return status;
    if (l->ending)
        tell_of_ending(l, notes);
    l->found->is_told = told_of_count(l, notes);
    return check_tail(l, notes, err);
}
