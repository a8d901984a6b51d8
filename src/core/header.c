#include "crossoff/header.h"
#include "crossoff/utf8.h"

enum { NAMED = 5 }; /* columns of one kind in the sentence; the rest is counted */
#define NOWHERE SIZE_MAX

struct comparison {
    struct co_column was[CO_COLUMNS_MAX]; /* in the order of the file */
    size_t n_was;
    const struct co_export *now;
    size_t now_of[CO_COLUMNS_MAX]; /* today's place of a former column, or NOWHERE */
    size_t was_of[CO_COLUMNS_MAX]; /* the other way round */
    struct co_buf out;
    size_t n_listed; /* in the part of the sentence that is being written */
    bool is_serious;
};

static void take_former(struct comparison *c, const struct co_header *was)
{
    c->n_was = was->n < CO_COLUMNS_MAX ? was->n : CO_COLUMNS_MAX;
    for (size_t i = 0; i < c->n_was; i++) {
        size_t place = was->place ? was->place[i] : i;
        c->was[place < c->n_was ? place : i] = was->columns[i];
    }
    for (size_t i = 0; i < CO_COLUMNS_MAX; i++)
        c->now_of[i] = c->was_of[i] = NOWHERE;
}

static void pair(struct comparison *c, size_t was, size_t now)
{
    c->now_of[was] = now;
    c->was_of[now] = was;
}

static void pair_by_name(struct comparison *c)
{
    for (size_t i = 0; i < c->n_was; i++)
        for (size_t k = 0; k < c->now->n_columns; k++)
            if (co_str_eq(c->was[i].name, c->now->columns[k].name))
                pair(c, i, k);
}

static void pair_by_field(struct comparison *c)
{
    for (size_t i = 0; i < c->n_was; i++) {
        enum co_field f = c->was[i].field;
        int k = f == CO_FIELD_NONE ? -1 : c->now->column_of[f];
        if (c->now_of[i] == NOWHERE && k >= 0 && c->was_of[k] == NOWHERE)
            pair(c, i, (size_t)k);
    }
}

/* Whether two places have the same neighbour on one side; the edge of the list is one too. */
static bool has_same_neighbour(const struct comparison *c, size_t was, size_t now)
{
    bool ends = was + 1 == c->n_was, ends_now = now + 1 == c->now->n_columns;
    bool left = was && now ? c->now_of[was - 1] == now - 1 : was == now;
    bool right = !ends && !ends_now ? c->now_of[was + 1] == now + 1 : ends == ends_now;
    return left || right;
}

static bool is_respelt(struct comparison *c, struct co_str a, struct co_str b)
{
    const char *name = b.at;
    struct co_buf word = {0};
    co_buf_str(&word, a);
    co_buf_byte(&word, '\0');
    bool is_near = co_buf_ok(&word) && co_str_nearest(word.at, &name, 1);
    c->out.failed = c->out.failed || !co_buf_ok(&word);
    co_buf_fini(&word);
    return is_near;
}

/* Where a text stood there is another today. Only a likeness in spelling makes it the same one: a
 * column may as well have been replaced. */
static void pair_by_place(struct comparison *c)
{
    for (size_t i = 0; i < c->n_was; i++)
        for (size_t k = 0; k < c->now->n_columns && c->now_of[i] == NOWHERE; k++)
            if (c->was_of[k] == NOWHERE && c->was[i].field == CO_FIELD_NONE &&
                c->now->columns[k].field == CO_FIELD_NONE && has_same_neighbour(c, i, k) &&
                is_respelt(c, c->was[i].name, c->now->columns[k].name))
                pair(c, i, k);
}

/* Marks the columns outside a longest run of pairs that stand in the same order in both lists. */
static void find_moved(const struct comparison *c, bool *is_moved)
{
    size_t best[CO_COLUMNS_MAX], before[CO_COLUMNS_MAX], end = NOWHERE;
    for (size_t k = 0; k < c->now->n_columns; k++) {
        is_moved[k] = c->was_of[k] != NOWHERE;
        best[k] = 1;
        before[k] = NOWHERE;
        for (size_t j = 0; j < k; j++)
            if (is_moved[k] && c->was_of[j] < c->was_of[k] && best[j] >= best[k]) {
                best[k] = best[j] + 1;
                before[k] = j;
            }
        if (is_moved[k] && (end == NOWHERE || best[k] > best[end]))
            end = k;
    }
    for (; end != NOWHERE; end = before[end])
        is_moved[end] = false;
}

static void name(struct comparison *c, const char *what, struct co_str column)
{
    if (c->n_listed == 0)
        co_buf_fmt(&c->out, "%s%s", c->out.len ? "; " : "", what);
    if (c->n_listed < NAMED) {
        co_buf_text(&c->out, c->n_listed ? ", \"" : " \"");
        co_utf8_visible(&c->out, column);
        co_buf_byte(&c->out, '"');
    }
    c->n_listed++;
}

static void end_part(struct comparison *c)
{
    if (c->n_listed > NAMED)
        co_buf_fmt(&c->out, " and %zu more", c->n_listed - NAMED);
    c->n_listed = 0;
}

static void tell_gone(struct comparison *c)
{
    for (size_t i = 0; i < c->n_was; i++) {
        if (c->now_of[i] != NOWHERE)
            continue;
        name(c, "gone:", c->was[i].name);
        if (c->was[i].field != CO_FIELD_NONE && c->n_listed <= NAMED)
            co_buf_fmt(&c->out, " (%s)", co_field_name(c->was[i].field));
        c->is_serious = c->is_serious || c->was[i].field != CO_FIELD_NONE;
    }
    end_part(c);
}

static void tell_renamed(struct comparison *c)
{
    for (size_t i = 0; i < c->n_was; i++) {
        const struct co_column *was = &c->was[i];
        if (c->now_of[i] == NOWHERE || co_str_eq(was->name, c->now->columns[c->now_of[i]].name))
            continue;
        name(c, "renamed:", was->name);
        if (c->n_listed <= NAMED) {
            co_buf_text(&c->out, " -> \"");
            co_utf8_visible(&c->out, c->now->columns[c->now_of[i]].name);
            co_buf_byte(&c->out, '"');
        }
        c->is_serious = c->is_serious || was->field != CO_FIELD_NONE;
    }
    end_part(c);
}

static const char *meaning(enum co_field f)
{
    return f == CO_FIELD_NONE ? "text" : co_field_name(f);
}

static void tell_reread(struct comparison *c)
{
    for (size_t i = 0; i < c->n_was; i++) {
        enum co_field was = c->was[i].field;
        enum co_field now = c->now_of[i] == NOWHERE ? was : c->now->columns[c->now_of[i]].field;
        if (was == now)
            continue;
        name(c, "understood otherwise:", c->was[i].name);
        if (c->n_listed <= NAMED)
            co_buf_fmt(&c->out, " (was %s, is %s)", meaning(was), meaning(now));
        c->is_serious = c->is_serious || was != CO_FIELD_NONE;
    }
    end_part(c);
}

static void tell_new_and_moved(struct comparison *c)
{
    bool is_moved[CO_COLUMNS_MAX];
    for (size_t k = 0; k < c->now->n_columns; k++)
        if (c->was_of[k] == NOWHERE)
            name(c, "new:", c->now->columns[k].name);
    end_part(c);
    find_moved(c, is_moved);
    for (size_t k = 0; k < c->now->n_columns; k++)
        if (is_moved[k])
            name(c, "moved:", c->now->columns[k].name);
    end_part(c);
}

void co_header_compare(const struct co_header *was, const struct co_export *today,
                       struct co_notes *notes)
{
    struct comparison c = {.now = today};
    if (!was->n)
        return;
    take_former(&c, was);
    pair_by_name(&c);
    pair_by_field(&c);
    pair_by_place(&c);
    tell_gone(&c);
    tell_renamed(&c);
    tell_reread(&c);
    tell_new_and_moved(&c);
    if (c.out.len && co_buf_ok(&c.out)) /* a note lost for want of memory is no wrong result */
        co_note(notes, c.is_serious ? CO_NOTE_WARNING : CO_NOTE_INFO,
                "%s: its header is not that of the list before; %.*s", today->name,
                CO_STR_ARG(co_buf_view(&c.out)));
    co_buf_fini(&c.out);
}
