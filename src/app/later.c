#include "later.h"
#include "crossoff/report.h"
#include "crossoff/sys.h"

/* The list as its CSV has it: what a mail would show of the day is made from the same. */
static enum co_status hash_day(struct co_history *h, const char *feed, co_date date, uint64_t *out,
                               struct co_err *err)
{
    const struct co_format *csv = co_format_named(CO_STR("csv"));
    const struct co_question q = {.feed = feed, .from = date, .to = date};
    const struct co_view view = {.show_all = true};
    struct co_sheet sheet = {0};
    struct co_buf text = {0};
    enum co_status status = co_history_sheet(h, &q, &sheet, err);
    if (!status)
        csv->sheet(&text, &sheet, &view);
    *out = co_hash((struct co_hash_key){0}, co_buf_view(&text));
    if (!status && !co_buf_ok(&text))
        status = co_fail_nomem(err);
    co_buf_fini(&text);
    co_sheet_fini(&sheet);
    return status;
}

static bool has(const struct later *l, co_date date)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->days[i].date == date)
            return true;
    return false;
}

enum co_status later_look(struct later *out, struct co_history *h, const struct co_letters *l,
                          co_date corrected, struct co_err *err)
{
    struct co_recorded day;
    co_date today = co_clock_local_date(l->now);
    enum co_status status = CO_OK;
    if (!out->n || corrected < out->corrected)
        out->corrected = corrected;
    if (!l->config || !co_letters_wanted(l->config, l->feed) || today == CO_DATE_NONE)
        return CO_OK;
    for (co_date date = today - CO_LETTERS_DAYS; !status && date <= today + CO_LETTERS_AHEAD;
         date++) {
        if (date <= corrected || has(out, date))
            continue;
        status = co_history_day(h, l->feed, date, &day, err);
        if (status || day.date == CO_DATE_NONE)
            continue;
        out->days[out->n].date = date;
        status = hash_day(h, l->feed, date, &out->days[out->n++].says, err);
    }
    return status;
}

enum co_status later_tell(const struct later *before, struct co_history *h, struct co_letters *l,
                          struct co_err *err)
{
    enum co_status status = CO_OK;
    struct co_letters again = *l;
    again.because = &before->corrected;
    again.is_only_again = true;
    for (size_t i = 0; !status && i < before->n; i++) {
        uint64_t says;
        status = hash_day(h, l->feed, before->days[i].date, &says, err);
        if (!status && says != before->days[i].says)
            status = co_letters_day(h, &again, before->days[i].date, err);
    }
    l->n_queued = again.n_queued;
    return status;
}
