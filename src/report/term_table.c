#include "term.h"
#include <stdint.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"

enum {
    CELL_MOST = 400, /* so that counting ends */
    SHORT = 12,      /* a word, cut late */
    CODE_MOST = 24,  /* a code: longer ones are texts */
    NARROW = 4,      /* what is cut keeps so much */
};

struct grid {
    struct co_pen pen;
    const struct co_table *t;
    struct co_term_column *columns; /* 0 wide: the remarks, when they go below their rows */
    size_t *contents;               /* the widest cell of each column */
    bool *is_text;                  /* may be cut: half a code would name another order, or none */
    bool *is_out;                   /* there is no room for it */
    struct co_str *cells;
    bool is_below, is_whole;
};

static struct co_str shown(struct co_pen *p, const struct co_cell *cell, enum co_cell_kind kind)
{
    if (!cell->is_null && kind == CO_CELL_TEXT)
        return co_pen_visible(p, cell->text);
    bool is_ours = kind == CO_CELL_INT || kind == CO_CELL_QUANTITY || kind == CO_CELL_BOOL;
    p->scratch.len = 0;
    co_text_cell(&p->scratch, cell, kind, true);
    struct co_str text = co_pen_take(p);
    return is_ours ? text : co_pen_visible(p, text); /* digits and words of our own need no look */
}

/* Takes a line of a head: words up to `width`, or one that is wider. */
static struct co_str take_line(struct co_str *head, size_t width)
{
    struct co_str line = {head->at, 0};
    for (size_t i = 1; i <= head->len; i++) {
        if (i < head->len && head->at[i] != ' ')
            continue;
        if (line.len && co_utf8_width((struct co_str){head->at, i}) > width)
            break;
        line.len = i;
    }
    size_t taken = line.len + (line.len < head->len);
    *head = (struct co_str){head->at + taken, head->len - taken};
    return line;
}

/* A list that is given back has its heads from the export. */
static struct co_str label_of(struct grid *g, size_t c)
{
    g->pen.scratch.len = 0;
    co_text_label(&g->pen.scratch, g->t->columns[c].name);
    return co_pen_visible(&g->pen, co_pen_take(&g->pen));
}

/* The narrowest a column can be without a cut. */
static void measure_head(struct grid *g, size_t c)
{
    struct co_term_column *column = &g->columns[c];
    column->head = label_of(g, c);
    column->is_right = co_text_is_number(g->t->columns[c].kind);
    for (struct co_str rest = column->head; rest.len;)
        co_term_widen(column, take_line(&rest, 1));
}

static void measure(struct grid *g)
{
    for (size_t i = 0; i < g->t->n_rows * g->t->n_columns; i++) {
        size_t c = i % g->t->n_columns;
        bool is_text = g->t->columns[c].kind == CO_CELL_TEXT;
        g->cells[i] = shown(&g->pen, &g->t->cells[i], g->t->columns[c].kind);
        if (is_text && !g->is_text[c] && g->cells[i].len)
            g->is_text[c] = memchr(g->cells[i].at, ' ', g->cells[i].len) != NULL;
        co_term_widen(&g->columns[c], g->cells[i]);
    }
    for (size_t c = 0; c < g->t->n_columns; c++) {
        if (g->columns[c].width > CELL_MOST)
            g->columns[c].width = CELL_MOST;
        g->contents[c] = g->columns[c].width;
        g->is_text[c] =
            g->is_text[c] || (g->t->columns[c].kind == CO_CELL_TEXT && g->contents[c] > CODE_MOST);
        measure_head(g, c);
    }
}

static size_t total(const struct grid *g)
{
    return co_term_total(g->columns, g->t->n_columns);
}

/* Remarks stand in the line only where nothing has to be cut for them. */
static void place_remarks(struct grid *g)
{
    size_t last = g->t->n_columns - 1;
    g->is_below = g->t->has_remarks && g->t->n_rows && last > 0 &&
                  (total(g) > g->pen.width || g->contents[last] == CELL_MOST);
    if (g->is_below)
        g->columns[last].width = 0;
}

/* Who gives way: long texts, head words (their beginning is enough), texts, everything, where
 * there is one column. */
enum who { LONG_TEXTS, HEADS, TEXTS, EVERYTHING };

/* How narrow the column may become while `who` gives way. */
static size_t least(const struct grid *g, size_t c, enum who who, size_t enough)
{
    size_t content = g->contents[c];
    switch (who) {
    case LONG_TEXTS:
        return g->is_text[c] && content > SHORT ? enough : SIZE_MAX;
    case HEADS:
        return content > enough ? content : enough;
    case TEXTS:
        return g->is_text[c] ? enough : SIZE_MAX;
    case EVERYTHING:
        break;
    }
    return enough;
}

static struct co_term_column *widest(const struct grid *g, enum who who, size_t enough)
{
    struct co_term_column *found = NULL;
    for (size_t c = 0; c < g->t->n_columns; c++)
        if (g->columns[c].width > least(g, c, who, enough) &&
            (!found || g->columns[c].width > found->width))
            found = &g->columns[c];
    return found;
}

/* Takes up to `over` columns; gives what is still too much. */
static size_t shrink(struct grid *g, enum who who, size_t enough, size_t over)
{
    struct co_term_column *column;
    for (; over && (column = widest(g, who, enough)); over--)
        column->width--;
    return over;
}

/* One blank less between columns, first where a number follows, which is rarely as wide as its
 * column. */
static size_t tighten(struct grid *g, size_t over)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 1; c < g->t->n_columns && over; c++) {
            struct co_term_column *column = &g->columns[c];
            if (column->is_tight || column->width == 0 || (pass == 0 && !column->is_right))
                continue;
            column->is_tight = true;
            over--;
        }
    return over;
}

/* How narrow a column can be without a cut through a code, a number or a date. */
static size_t least_of(const struct grid *g, size_t c)
{
    size_t width = g->columns[c].width, kept = g->is_text[c] ? NARROW : g->contents[c];
    if (kept < NARROW)
        kept = NARROW;
    return kept < width ? kept : width;
}

static void leave_out(struct grid *g, size_t c)
{
    g->is_out[c] = true;
    g->columns[c].width = 0;
}

static size_t least_total(const struct grid *g, size_t n)
{
    size_t least = 0;
    for (size_t c = 0; c < n; c++)
        if (g->columns[c].width)
            least += least_of(g, c) + (least > 0);
    return least;
}

/* What does not fit is left out: columns with nothing in them, then from the last one on, as the
 * first ones say what a row is. */
static void make_fit(struct grid *g)
{
    for (size_t c = 0; c < g->t->n_columns && least_total(g, g->t->n_columns) > g->pen.width; c++)
        if (g->contents[c] == 0 && g->columns[c].width)
            leave_out(g, c);
    for (size_t c = g->t->n_columns; c > 1 && least_total(g, c) > g->pen.width; c--)
        if (g->columns[c - 1].width && least_total(g, c - 1))
            leave_out(g, c - 1);
}

static size_t over_of(const struct grid *g)
{
    return total(g) > g->pen.width ? total(g) - g->pen.width : 0;
}

static void narrow(struct grid *g)
{
    make_fit(g);
    size_t over = shrink(g, LONG_TEXTS, 8, over_of(g));
    over = tighten(g, over);
    over = shrink(g, HEADS, 6, over);
    over = shrink(g, TEXTS, 6, over);
    over = shrink(g, HEADS, NARROW, over);
    over = shrink(g, TEXTS, NARROW, over);
    (void)shrink(g, EVERYTHING, 1, over);
}

/* Every head in one line, if there is room for all of them. */
static void unfold_heads(struct grid *g)
{
    size_t more = 0;
    for (size_t c = 0; c < g->t->n_columns; c++) {
        size_t width = co_utf8_width(g->columns[c].head);
        if (g->columns[c].width && width > g->columns[c].width)
            more += width - g->columns[c].width;
    }
    if (total(g) + more > g->pen.width)
        return;
    for (size_t c = 0; c < g->t->n_columns; c++)
        if (g->columns[c].width)
            co_term_widen(&g->columns[c], g->columns[c].head);
}

/* Takes what stands before the next blank, or with `is_part` before a blank behind a semicolon. */
static struct co_str take(struct co_str *rest, bool is_part)
{
    size_t i = 1;
    while (i < rest->len && (rest->at[i] != ' ' || (is_part && rest->at[i - 1] != ';')))
        i++;
    struct co_str first = {rest->at, i};
    i += i < rest->len;
    *rest = (struct co_str){rest->at + i, rest->len - i};
    return first;
}

/* Lines of their own, wrapped between parts, and within a part that is wider than a line. */
static void put_text(struct co_pen *p, size_t indent, enum co_style style, struct co_str s)
{
    struct co_flow f = {.pen = p, .indent = indent, .at = indent};
    struct co_str rest = co_str_trim(s);
    if (rest.len == 0)
        return;
    co_pen_style(p, style);
    co_buf_fill(p->out, ' ', indent);
    while (rest.len) {
        struct co_str part = take(&rest, true);
        bool is_whole = co_utf8_width(part) <= p->width - indent;
        if (is_whole)
            co_flow_put(&f, " ", CO_STYLE_PLAIN, part);
        while (!is_whole && part.len)
            co_flow_put(&f, " ", CO_STYLE_PLAIN, take(&part, false));
    }
    co_pen_style(p, CO_STYLE_PLAIN);
    co_buf_byte(p->out, '\n');
}

static void put_row(struct grid *g, size_t row, enum co_style style)
{
    const struct co_str *cells = &g->cells[row * g->t->n_columns];
    size_t gap = 0;
    if (style != CO_STYLE_PLAIN)
        co_pen_style(&g->pen, style);
    for (size_t c = 0; c < g->t->n_columns; c++)
        co_term_cell(&g->pen, &g->columns[c], cells[c], &gap);
    if (style != CO_STYLE_PLAIN)
        co_pen_style(&g->pen, CO_STYLE_PLAIN);
    co_buf_byte(g->pen.out, '\n');
    if (g->is_below)
        put_text(&g->pen, 2, CO_STYLE_DIM, cells[g->t->n_columns - 1]);
}

static size_t lines_of(const struct co_term_column *column)
{
    struct co_str rest = column->head;
    size_t n = 0;
    for (; rest.len && column->width; n++)
        (void)take_line(&rest, column->width);
    return n;
}

/* The line of the head that stands `below` lines above the first row; empty if it has fewer. */
static struct co_str head_line(const struct co_term_column *column, size_t below)
{
    struct co_str rest = column->head, line = {0};
    size_t n = lines_of(column);
    for (size_t i = below; i < n; i++)
        line = take_line(&rest, column->width);
    return line;
}

static void put_header(struct grid *g)
{
    size_t lines = 0;
    for (size_t c = 0; c < g->t->n_columns; c++)
        if (lines_of(&g->columns[c]) > lines)
            lines = lines_of(&g->columns[c]);
    for (; lines > 0; lines--) {
        size_t gap = 0;
        co_pen_style(&g->pen, CO_STYLE_DIM);
        for (size_t c = 0; c < g->t->n_columns; c++)
            co_term_cell(&g->pen, &g->columns[c], head_line(&g->columns[c], lines - 1), &gap);
        co_pen_style(&g->pen, CO_STYLE_PLAIN);
        co_buf_byte(g->pen.out, '\n');
    }
}

static void put_what_is_out(struct grid *g)
{
    const char *gap = "left out for want of room: ";
    g->pen.scratch.len = 0;
    for (size_t c = 0; c < g->t->n_columns; c++)
        if (g->is_out[c]) {
            co_buf_text(&g->pen.scratch, gap);
            co_buf_str(&g->pen.scratch, g->columns[c].head);
            gap = ", ";
        }
    if (!g->pen.scratch.len)
        return;
    co_buf_text(&g->pen.scratch, "; a wider window or another --format has them");
    put_text(&g->pen, 0, CO_STYLE_DIM, co_pen_take(&g->pen));
}

static void put_grid(struct grid *g)
{
    size_t last = g->t->has_total && g->t->n_rows ? g->t->n_rows - 1 : g->t->n_rows;
    measure(g);
    place_remarks(g);
    if (g->is_whole)
        (void)tighten(g, over_of(g));
    else
        narrow(g);
    unfold_heads(g);
    put_header(g);
    for (size_t i = 0; i < last; i++)
        put_row(g, i, CO_STYLE_PLAIN);
    if (last < g->t->n_rows) {
        co_pen_rule(&g->pen, total(g));
        put_row(g, last, CO_STYLE_BOLD);
    }
    put_what_is_out(g);
}

void co_term_title(struct co_buf *out, struct co_str title, const struct co_view *view)
{
    struct co_pen p;
    co_pen_init(&p, out, view);
    put_text(&p, 0, CO_STYLE_BOLD, co_pen_visible(&p, title));
    co_pen_fini(&p);
}

void co_term_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct grid g = {.t = t, .is_whole = view && view->is_whole};
    co_pen_init(&g.pen, out, view);
    g.columns = co_arena_alloc(&g.pen.texts, (t->n_columns + 1) * sizeof *g.columns);
    g.cells = co_arena_alloc(&g.pen.texts, (t->n_rows * t->n_columns + 1) * sizeof *g.cells);
    g.contents = co_arena_alloc(&g.pen.texts, (t->n_columns + 1) * sizeof *g.contents);
    g.is_text = co_arena_alloc(&g.pen.texts, (t->n_columns + 1) * sizeof *g.is_text);
    g.is_out = co_arena_alloc(&g.pen.texts, (t->n_columns + 1) * sizeof *g.is_out);
    if (t->title)
        put_text(&g.pen, 0, CO_STYLE_BOLD, co_pen_visible(&g.pen, co_str_of(t->title)));
    if (g.columns && g.cells && g.contents && g.is_text && g.is_out && t->n_columns)
        put_grid(&g);
    if (t->n_rows == 0)
        co_buf_text(out, "(none)\n");
    co_pen_fini(&g.pen);
}
