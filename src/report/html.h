/* report, private: what the HTML pages of a day and of a table share. */
#pragma once
#include "crossoff/report.h"

/* Everything up to the main part: policy, style, title. The title is data. view may be
 * NULL. */
void co_html_begin(struct co_buf *out, struct co_str title, const struct co_view *view);
void co_html_end(struct co_buf *out);

extern const char co_html_style[];

/* A text of so many bytes is a code that nobody wants in two pieces; a longer word may be broken
 * anywhere, else one cell could be wider than the paper. */
enum { CO_HTML_CODE = 24 };
size_t co_html_longest_word(struct co_str s);
/* The class of an element by how its text may be broken: a word not even at a hyphen, words at
 * their blanks, a longer word anywhere. */
const char *co_html_fold(struct co_str s);

/* A row above the heads of so many columns that says what the table is of, already escaped: only on
 * paper, where every sheet begins with it. */
void co_html_paper(struct co_buf *out, size_t columns, struct co_str what);
/* The heading of a shop; on paper, where it may begin a sheet, with what the page is of. */
void co_html_shop(struct co_buf *out, struct co_str shop, struct co_str what);

/* The pictures of one line of a trend: a column per list with its mark, what was completed and what
 * came, what was carried over; and beside it how old is what is open. Words stand in for both. Of
 * more than `most` lists the last. */
void co_html_board(struct co_buf *out, const struct co_trend *t, const struct co_trend_line *line,
                   size_t most);
/* What the marks mean. */
void co_html_board_legend(struct co_buf *out);
