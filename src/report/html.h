/* report, private: what the HTML pages of a day and of a table share. */
#pragma once
#include "crossoff/report.h"

/* Everything up to the main part: policy, style, title. The title is data. view may be
 * NULL. */
void co_html_begin(struct co_buf *out, struct co_str title, const struct co_view *view);
void co_html_end(struct co_buf *out);

/* The pictures of one line of a trend: a column per list with its mark, what was completed and what
 * came, what was carried over; and beside it how old is what is open. Words stand in for both. Of
 * more than `most` lists the last. */
void co_html_board(struct co_buf *out, const struct co_trend *t, const struct co_trend_line *line,
                   size_t most);
/* What the marks mean. */
void co_html_board_legend(struct co_buf *out);
