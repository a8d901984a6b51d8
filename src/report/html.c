#include "html.h"
#include "text.h"

void co_html_begin(struct co_buf *out, struct co_str title, const struct co_view *view)
{
    co_buf_text(
        out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" "
             "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    co_html_text(out, title);
    co_buf_text(out, "</title>\n");
    if (view && view->stamp)
        co_buf_fmt(out, CO_HTML_STAMP "%s\">\n", view->stamp);
    co_buf_text(out, "<style>");
    co_buf_text(out, co_html_style);
    co_buf_text(out, "</style>\n</head>\n<body>\n");
    if (view && view->home)
        co_buf_fmt(out, "<nav><a href=\"%s\">All days</a></nav>\n", view->home);
    co_buf_text(out, "<main>\n");
}

void co_html_end(struct co_buf *out)
{
    co_buf_text(out, "</main>\n</body>\n</html>\n");
}

void co_html_paper(struct co_buf *out, size_t columns, struct co_str what)
{
    co_buf_fmt(out,
               "<tr role=\"row\" class=\"paper\"><th role=\"columnheader\" scope=\"colgroup\" "
               "colspan=\"%zu\">",
               columns);
    co_buf_str(out, what);
    co_buf_text(out, "</th></tr>\n");
}

void co_html_shop(struct co_buf *out, struct co_str shop, struct co_str what)
{
    co_buf_text(out, "<h2>");
    co_html_text(out, shop.len ? shop : CO_STR("(no shop)"));
    co_buf_text(out, "<span class=\"paper\">, ");
    co_html_text(out, what);
    co_buf_text(out, "</span></h2>\n");
}

/* --- a table --------------------------------------------------------------------------------- */

/* Characters that stand beside each other on paper, and around each column. A table of more
 * becomes blocks there, as every table does on a telephone: nothing is cut off. */
enum { PAPER = 160, GAP = 2 };

struct grid {
    struct co_buf *out, text; /* the cell at hand */
    const struct co_table *t;
    struct co_arena arena;
    struct co_str title, *labels; /* escaped */
};

static struct co_str cell_text(struct grid *g, size_t row, size_t c)
{
    g->text.len = 0;
    co_text_cell(&g->text, &g->t->cells[row * g->t->n_columns + c], g->t->columns[c].kind, true);
    return co_buf_view(&g->text);
}

static struct co_str escaped(struct grid *g, struct co_str s)
{
    struct co_buf out = {0};
    co_html_text(&out, s);
    struct co_str kept = co_arena_dup(&g->arena, co_buf_view(&out));
    g->out->failed = g->out->failed || !co_buf_ok(&out);
    co_buf_fini(&out);
    return kept;
}

static bool begin_grid(struct grid *g, struct co_str title)
{
    g->title = escaped(g, title);
    g->labels = co_arena_alloc(&g->arena, (g->t->n_columns + 1) * sizeof *g->labels);
    for (size_t c = 0; g->labels && c < g->t->n_columns; c++) {
        g->text.len = 0;
        co_text_label(&g->text, g->t->columns[c].name);
        g->labels[c] = escaped(g, co_buf_view(&g->text));
    }
    return !g->arena.failed;
}

static void end_grid(struct grid *g)
{
    g->out->failed = g->out->failed || g->arena.failed || !co_buf_ok(&g->text);
    co_buf_fini(&g->text);
    co_arena_fini(&g->arena);
}

/* The narrowest it can be without a code in two pieces. */
static size_t width_of(struct grid *g, size_t c)
{
    size_t width = co_html_longest_word(g->labels[c]);
    for (size_t r = 0; r < g->t->n_rows && width < CO_HTML_CODE; r++) {
        size_t word = co_html_longest_word(cell_text(g, r, c));
        width = word > width ? word : width;
    }
    return (width < CO_HTML_CODE ? width : CO_HTML_CODE) + GAP;
}

static bool is_wide(struct grid *g)
{
    size_t width = 0;
    for (size_t c = 0; c < g->t->n_columns; c++)
        width += width_of(g, c);
    return width > PAPER;
}

static void put_head(const struct grid *g)
{
    co_buf_text(g->out, "<thead role=\"rowgroup\">\n");
    co_html_paper(g->out, g->t->n_columns, g->title);
    co_buf_text(g->out, "<tr role=\"row\">");
    for (size_t c = 0; c < g->t->n_columns; c++) {
        co_buf_fmt(g->out, "<th scope=\"col\" role=\"columnheader\"%s>",
                   co_text_is_number(g->t->columns[c].kind) ? " class=\"n\"" : "");
        co_buf_str(g->out, g->labels[c]);
        co_buf_text(g->out, "</th>");
    }
    co_buf_text(g->out, "</tr>\n</thead>\n");
}

/* In a block a cell stands beside its label; a block has no place for what is empty. */
static void put_cell(struct grid *g, size_t row, size_t c)
{
    enum co_cell_kind kind = g->t->columns[c].kind;
    struct co_str text = cell_text(g, row, c);
    const char *class = co_text_is_number(kind) ? "n" : co_html_fold(text);
    co_buf_text(g->out, "<td role=\"cell\"");
    if (text.len) {
        co_buf_text(g->out, " data-label=\"");
        co_buf_str(g->out, g->labels[c]);
        co_buf_byte(g->out, '"');
    }
    if (*class && text.len)
        co_buf_fmt(g->out, " class=\"%s\"", class);
    co_buf_byte(g->out, '>');
    co_html_text(g->out, text);
    co_buf_text(g->out, "</td>");
}

static void put_row(struct grid *g, size_t row)
{
    co_buf_text(g->out, "<tr role=\"row\">");
    for (size_t c = 0; c < g->t->n_columns; c++)
        put_cell(g, row, c);
    co_buf_text(g->out, "</tr>\n");
}

static void put_grid(struct grid *g)
{
    size_t rows = co_text_rows(g->t);
    co_buf_fmt(g->out,
               "<section class=\"list\" tabindex=\"0\" aria-label=\"The table\">\n"
               "<table role=\"table\" class=\"plain%s\">\n<caption>%zu row%s</caption>\n",
               is_wide(g) ? " wide" : "", rows, rows == 1 ? "" : "s");
    put_head(g);
    co_buf_text(g->out, "<tbody role=\"rowgroup\">\n");
    for (size_t r = 0; r < rows; r++)
        put_row(g, r);
    co_buf_text(g->out, "</tbody>\n");
    if (rows < g->t->n_rows) {
        co_buf_text(g->out, "<tfoot role=\"rowgroup\">\n");
        put_row(g, rows);
        co_buf_text(g->out, "</tfoot>\n");
    }
    co_buf_text(g->out, "</table>\n</section>\n");
}

void co_html_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct co_str title = co_str_of(t->title ? t->title : t->name);
    struct grid g = {.out = out, .t = t};
    co_html_begin(out, title, view);
    co_buf_text(out, "<h1>");
    co_html_text(out, title);
    co_buf_text(out, "</h1>\n");
    if (!t->n_columns)
        co_buf_text(out, "<p>(none)</p>\n");
    else if (begin_grid(&g, title))
        put_grid(&g);
    end_grid(&g);
    co_html_end(out);
}
