#include "term.h"
#include <stdint.h>
#include "crossoff/utf8.h"

enum { WIDTH_UNKNOWN = 100, WIDTH_LEAST = 60 };

void co_pen_init(struct co_pen *p, struct co_buf *out, const struct co_view *view)
{
    *p = (struct co_pen){.out = out, .width = WIDTH_UNKNOWN};
    if (!view)
        return;
    if (view->width)
        p->width = view->width < WIDTH_LEAST ? WIDTH_LEAST : view->width;
    p->is_colored = view->is_colored;
    p->is_ascii = view->is_ascii;
}

void co_pen_fini(struct co_pen *p)
{
    p->out->failed = p->out->failed || p->texts.failed || !co_buf_ok(&p->scratch);
    co_arena_fini(&p->texts);
    co_buf_fini(&p->scratch);
}

const char *co_pen_sign(const struct co_pen *p, enum co_sign sign)
{
    static const char *const signs[][2] = {
        [CO_SIGN_DONE] = {"✔", "x"},    [CO_SIGN_WRONG] = {"✗", "-"},
        [CO_SIGN_CARRIED] = {"●", "o"}, [CO_SIGN_BACK] = {"↺", "<"},
        [CO_SIGN_ARROW] = {"→", "->"},  [CO_SIGN_MORE] = {"…", "..."},
        [CO_SIGN_DOT] = {" · ", ", "},  [CO_SIGN_RULE] = {"─", "-"},
    };
    return signs[sign][p->is_ascii];
}

void co_pen_style(struct co_pen *p, enum co_style style)
{
    static const char *const codes[] = {
        [CO_STYLE_PLAIN] = "0",    [CO_STYLE_BOLD] = "1",         [CO_STYLE_DIM] = "2",
        [CO_STYLE_DONE] = "32",    [CO_STYLE_CROSSED] = "2;9;32", [CO_STYLE_GONE] = "2;9",
        [CO_STYLE_LATE] = "1;31",  [CO_STYLE_FRESH] = "36",       [CO_STYLE_BACK] = "35",
        [CO_STYLE_CHANGED] = "33",
    };
    if (p->is_colored)
        co_buf_fmt(p->out, "\033[%sm", codes[style]);
}

void co_pen_aside(struct co_pen *p, struct co_aside *aside)
{
    *aside = (struct co_aside){.out = p->out, .width = p->width, .is_colored = p->is_colored};
    p->out = &aside->trial;
    p->width = SIZE_MAX / 2;
    p->is_colored = false;
}

size_t co_pen_back(struct co_pen *p, struct co_aside *aside)
{
    size_t width = co_utf8_width(co_buf_view(&aside->trial));
    p->out = aside->out;
    p->width = aside->width;
    p->is_colored = aside->is_colored;
    p->out->failed = p->out->failed || !co_buf_ok(&aside->trial);
    co_buf_fini(&aside->trial);
    return width;
}

void co_pen_rule(struct co_pen *p, size_t width)
{
    co_pen_style(p, CO_STYLE_DIM);
    while (width-- > 0)
        co_buf_text(p->out, co_pen_sign(p, CO_SIGN_RULE));
    co_pen_style(p, CO_STYLE_PLAIN);
    co_buf_byte(p->out, '\n');
}

struct co_str co_pen_take(struct co_pen *p)
{
    struct co_str text = co_arena_dup(&p->texts, co_buf_view(&p->scratch));
    p->scratch.len = 0;
    return text;
}

struct co_str co_pen_visible(struct co_pen *p, struct co_str s)
{
    p->scratch.len = 0;
    co_utf8_visible(&p->scratch, s);
    if (!co_str_eq(s, co_buf_view(&p->scratch)))
        return co_pen_take(p);
    p->scratch.len = 0;
    return s;
}

/* Takes the blanks behind `from` back; gives their number. */
static size_t trim(struct co_buf *out, size_t from)
{
    size_t n = 0;
    for (; out->len > from && out->at[out->len - 1] == ' '; n++)
        out->len--;
    return n;
}

void co_flow_put(struct co_flow *f, const char *gap, enum co_style style, struct co_str s)
{
    size_t width = co_utf8_width(s), before = co_utf8_width(co_str_of(gap));
    if (f->is_open && f->at + before + width > f->pen->width) {
        (void)trim(f->pen->out, 0);
        if (*gap == ',' && f->at < f->pen->width)
            co_buf_byte(f->pen->out, ',');
        co_buf_byte(f->pen->out, '\n');
        co_buf_fill(f->pen->out, ' ', f->indent);
        f->at = f->indent;
    } else if (f->is_open) {
        co_buf_text(f->pen->out, gap);
        f->at += before;
    }
    size_t room = f->pen->width - f->at;
    if (style != CO_STYLE_PLAIN)
        co_pen_style(f->pen, style);
    co_utf8_fit(f->pen->out, s, width < room ? width : room, false, f->pen->is_ascii);
    if (style != CO_STYLE_PLAIN)
        co_pen_style(f->pen, CO_STYLE_PLAIN);
    f->at += width < room ? width : room;
    f->is_open = true;
}

void co_term_widen(struct co_term_column *column, struct co_str s)
{
    size_t width = co_utf8_width(s);
    if (width > column->width)
        column->width = width;
}

size_t co_term_total(const struct co_term_column *columns, size_t n)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        if (columns[i].width)
            total += columns[i].width + (total ? 2 - columns[i].is_tight : 0);
    return total;
}

void co_term_cell(struct co_pen *p, const struct co_term_column *column, struct co_str s,
                  size_t *gap)
{
    size_t before = p->out->len, owed;
    if (column->width == 0)
        return;
    *gap -= column->is_tight;
    co_buf_fill(p->out, ' ', *gap);
    size_t start = p->out->len;
    co_utf8_fit(p->out, s, column->width, column->is_right, p->is_ascii);
    owed = trim(p->out, start);
    if (p->out->len == start) {
        p->out->len = before;
        owed = *gap + column->width;
    }
    *gap = owed + 2;
}
