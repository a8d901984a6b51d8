/* app: the crossed-off list of a recorded day, asked for and rendered. */
#pragma once
#include "crossoff/history.h"
#include "crossoff/progress.h"
#include "crossoff/report.h"

enum { CO_LONG_LIST = 120 /* orders of a day above which its page is shortened (list_most) */ };

/* How a day is shown. */
struct co_page {
    const struct co_format *format;
    const struct co_view *view;
    const char *hint_history;     /* the history as hints name it, or NULL: not at all */
    struct co_outline *outline;   /* gives the orders that a dry run did not record; or NULL */
    struct co_progress *progress; /* told when it is drawn; NULL: nobody looks on */
};
/* How many orders per shop and verdict of a long list are shown; 0: all. */
int64_t co_page_limit(const struct co_page *page);
/* Asks for that list and, unless it is 0, the trend of so many lists up to it, of one moment. Fails
 * as co_history_sheet and co_history_trend do; release both in any case. */
CO_NODISCARD enum co_status co_page_ask(struct co_history *h, const struct co_question *q,
                                        size_t trend_lists, struct co_sheet *sheet,
                                        struct co_trend *trend, struct co_err *err);
/* Appends the list of q->to, a recorded day, with what the format draws of the days before. Long
 * lists are shortened as the format says, unless the view shows all. Fails as co_history_sheet
 * does, or without memory. */
CO_NODISCARD enum co_status co_page_render(struct co_history *h, const struct co_page *page,
                                           struct co_question q, struct co_buf *out,
                                           struct co_err *err);
