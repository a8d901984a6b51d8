#include "term.h"
#include "crossoff/utf8.h"
#include "text.h"

enum { LEAST = 6, CELL_MOST = 400 }; /* narrowest text column; widest one, so that counting ends */

struct grid {
    struct co_pen pen;
    const struct co_table *t;
    struct co_term_column *columns;
    struct co_str *cells;
};

static struct co_str shown(struct co_pen *p, const struct co_cell *cell, enum co_cell_kind kind)
{
    if (!cell->is_null && kind == CO_CELL_TEXT)
        return co_pen_visible(p, cell->text);
    p->scratch.len = 0;
    co_text_cell(&p->scratch, cell, kind, true);
    return co_pen_visible(p, co_pen_take(p));
}

static void measure(struct grid *g)
{
    for (size_t c = 0; c < g->t->n_columns; c++) {
        g->pen.scratch.len = 0;
        co_text_label(&g->pen.scratch, g->t->columns[c].name);
        g->columns[c].head = co_pen_take(&g->pen);
        g->columns[c].is_right = co_text_is_number(g->t->columns[c].kind);
        co_term_widen(&g->columns[c], g->columns[c].head);
    }
    for (size_t i = 0; i < g->t->n_rows * g->t->n_columns; i++) {
        size_t c = i % g->t->n_columns;
        g->cells[i] = shown(&g->pen, &g->t->cells[i], g->t->columns[c].kind);
        co_term_widen(&g->columns[c], g->cells[i]);
        if (g->columns[c].width > CELL_MOST)
            g->columns[c].width = CELL_MOST;
    }
}

static struct co_term_column *widest_text(struct grid *g)
{
    struct co_term_column *widest = NULL;
    for (size_t c = 0; c < g->t->n_columns; c++)
        if (g->t->columns[c].kind == CO_CELL_TEXT && g->columns[c].width > LEAST &&
            (!widest || g->columns[c].width > widest->width))
            widest = &g->columns[c];
    return widest;
}

static void narrow(struct grid *g)
{
    size_t total = co_term_total(g->columns, g->t->n_columns);
    struct co_term_column *widest;
    for (; total > g->pen.width && (widest = widest_text(g)); total--)
        widest->width--;
}

static void put_row(struct grid *g, size_t row, enum co_style style)
{
    size_t gap = 0;
    if (style != CO_STYLE_PLAIN)
        co_pen_style(&g->pen, style);
    for (size_t c = 0; c < g->t->n_columns; c++)
        co_term_cell(&g->pen, &g->columns[c], g->cells[row * g->t->n_columns + c], &gap);
    if (style != CO_STYLE_PLAIN)
        co_pen_style(&g->pen, CO_STYLE_PLAIN);
    co_buf_byte(g->pen.out, '\n');
}

static void put_header(struct grid *g)
{
    size_t gap = 0;
    co_pen_style(&g->pen, CO_STYLE_DIM);
    for (size_t c = 0; c < g->t->n_columns; c++)
        co_term_cell(&g->pen, &g->columns[c], g->columns[c].head, &gap);
    co_pen_style(&g->pen, CO_STYLE_PLAIN);
    co_buf_byte(g->pen.out, '\n');
}

static void put_title(struct co_pen *p, const char *title)
{
    struct co_flow line = {.pen = p};
    if (!title || !*title)
        return;
    co_flow_put(&line, "", CO_STYLE_BOLD, co_pen_visible(p, co_str_of(title)));
    co_buf_byte(p->out, '\n');
}

static void put_grid(struct grid *g)
{
    size_t last = g->t->has_total && g->t->n_rows ? g->t->n_rows - 1 : g->t->n_rows;
    measure(g);
    narrow(g);
    put_header(g);
    for (size_t i = 0; i < last; i++)
        put_row(g, i, CO_STYLE_PLAIN);
    if (last == g->t->n_rows)
        return;
    co_pen_rule(&g->pen, co_term_total(g->columns, g->t->n_columns));
    put_row(g, last, CO_STYLE_BOLD);
}

void co_term_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct grid g = {.t = t};
    co_pen_init(&g.pen, out, view);
    g.columns = co_arena_alloc(&g.pen.texts, (t->n_columns + 1) * sizeof *g.columns);
    g.cells = co_arena_alloc(&g.pen.texts, (t->n_rows * t->n_columns + 1) * sizeof *g.cells);
    put_title(&g.pen, t->title);
    if (g.columns && g.cells)
        put_grid(&g);
    if (t->n_rows == 0)
        co_buf_text(out, "(none)\n");
    co_pen_fini(&g.pen);
}
