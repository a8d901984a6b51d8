/* report, private: what the HTML pages of a day and of a table share. */
#pragma once
#include "crossoff/report.h"

/* Everything up to the main part: policy, style, title. The title is data. */
void co_html_begin(struct co_buf *out, struct co_str title);
void co_html_end(struct co_buf *out);
