/* report, private: the pen of the two terminal renderers: colour, wrapping, columns. */
#pragma once
#include "crossoff/report.h"

enum co_style {
    CO_STYLE_PLAIN,
    CO_STYLE_BOLD,
    CO_STYLE_DIM,
    CO_STYLE_DONE,    /* green */
    CO_STYLE_CROSSED, /* dim green, struck through */
    CO_STYLE_GONE,    /* dim, struck through */
    CO_STYLE_LATE,    /* red and bold */
    CO_STYLE_FRESH,   /* cyan */
    CO_STYLE_BACK,    /* magenta */
    CO_STYLE_CHANGED, /* yellow */
};

/* What cannot be said in ASCII, with the ASCII that stands for it. */
enum co_sign {
    CO_SIGN_DONE,
    CO_SIGN_WRONG,
    CO_SIGN_CARRIED,
    CO_SIGN_BACK,
    CO_SIGN_ARROW,
    CO_SIGN_MORE,
    CO_SIGN_DOT, /* between two remarks, with its blanks */
    CO_SIGN_RULE,
};

struct co_pen {
    struct co_buf *out;
    struct co_arena texts; /* cells made visible */
    struct co_buf scratch;
    size_t width;
    bool is_colored, is_ascii;
};
void co_pen_init(struct co_pen *p, struct co_buf *out, const struct co_view *view);
/* Hands a failed allocation on to the output. */
void co_pen_fini(struct co_pen *p);
const char *co_pen_sign(const struct co_pen *p, enum co_sign sign);
/* From here on in this style, until it is plain again. */
void co_pen_style(struct co_pen *p, enum co_style style);
/* Until co_pen_back the output goes aside, in one line without colour, to be measured: how wide
 * would it be? */
struct co_aside {
    struct co_buf *out;
    struct co_buf trial;
    size_t width;
    bool is_colored;
};
void co_pen_aside(struct co_pen *p, struct co_aside *aside);
size_t co_pen_back(struct co_pen *p, struct co_aside *aside);
void co_pen_rule(struct co_pen *p, size_t width);
/* s as it may be shown; lives as long as the pen. */
struct co_str co_pen_visible(struct co_pen *p, struct co_str s);
/* The same for a text built in the scratch buffer, which is emptied. */
struct co_str co_pen_take(struct co_pen *p);

/* Remarks one after the other, wrapped between them. */
struct co_flow {
    struct co_pen *pen;
    size_t indent; /* of the lines after the first */
    size_t at;     /* columns used in this line */
    bool is_open;  /* something stands in this line already */
};
/* Adds s, behind `gap` if something stands before it in the line. Longer than a line: cut. */
void co_flow_put(struct co_flow *f, const char *gap, enum co_style style, struct co_str s);

struct co_term_column {
    struct co_str head;
    size_t width; /* 0: left out */
    bool is_right;
    bool is_tight; /* one blank before it instead of two; not for the first */
};
/* Makes room in the column for s. */
void co_term_widen(struct co_term_column *column, struct co_str s);
/* Columns a row needs, with the blanks between its cells. */
size_t co_term_total(const struct co_term_column *columns, size_t n);
/* Appends s in its column. Blanks are owed (in *gap) until something follows them, so that no
 * line ends in blanks. */
void co_term_cell(struct co_pen *p, const struct co_term_column *column, struct co_str s,
                  size_t *gap);
