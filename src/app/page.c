#include "crossoff/page.h"

int64_t co_page_limit(const struct co_page *page)
{
    return page->view->show_all ? 0 : page->format->list_most;
}

enum co_status co_page_ask(struct co_history *h, const struct co_question *q, size_t trend_lists,
                           struct co_sheet *sheet, struct co_trend *trend, struct co_err *err)
{
    enum co_status status = co_history_freeze(h, err);
    if (status)
        return status;
    status = co_history_sheet(h, q, sheet, err);
    if (!status && trend_lists) {
        status = co_history_trend(h, q, trend_lists, trend, err);
        sheet->trend = trend;
    }
    co_history_thaw(h);
    return status;
}

enum co_status co_page_render(struct co_history *h, const struct co_page *page,
                              struct co_question q, struct co_buf *out, struct co_err *err)
{
    struct co_sheet sheet = {0};
    struct co_trend trend = {0};
    q.from = q.to;
    q.limit_above = CO_LONG_LIST;
    q.limit = co_page_limit(page);
    q.outline = page->outline;
    enum co_status status = co_page_ask(h, &q, page->format->trend_lists, &sheet, &trend, err);
    if (!status) {
        co_progress(page->progress, CO_DRAWING, NULL, 0, 0);
        if (page->hint_history)
            sheet.history = co_str_of(page->hint_history);
        page->format->sheet(out, &sheet, page->view);
        status = co_buf_ok(out) ? CO_OK : co_fail_nomem(err);
    }
    co_trend_fini(&trend);
    co_sheet_fini(&sheet);
    return status;
}
