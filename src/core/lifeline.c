#include "crossoff/lifeline.h"
#include <string.h>

/* Columns of co_history_life. */
enum { DATE, FEED, ORDER, SUFFIX, OPERATION, VERDICT, MADE = 11 };

static const struct co_cell *cell(const struct co_table *t, size_t row, size_t column)
{
    return &t->cells[row * t->n_columns + column];
}

size_t co_lifeline_rows(const struct co_table *life, size_t first_row)
{
    size_t n = 1;
    for (; first_row + n < life->n_rows; n++)
        for (size_t c = FEED; c <= OPERATION; c++)
            if (!co_str_eq(cell(life, first_row, c)->text, cell(life, first_row + n, c)->text))
                return n;
    return n;
}

static enum co_life_mark mark_of(const struct co_table *life, size_t row, int64_t made_before)
{
    static const struct {
        const char *verdict;
        enum co_life_mark mark;
    } marks[] = {
        {"listed", CO_LIFE_LISTED},       {"new", CO_LIFE_LISTED},
        {"reopened", CO_LIFE_REOPENED},   {"completed", CO_LIFE_COMPLETED},
        {"cancelled", CO_LIFE_CANCELLED}, {"moved", CO_LIFE_MOVED},
    };
    struct co_str verdict = cell(life, row, VERDICT)->text;
    const struct co_cell *made = cell(life, row, MADE);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (co_str_eq(verdict, co_str_of(marks[i].verdict)))
            return marks[i].mark;
    if (!co_str_eq(verdict, CO_STR("changed")))
        return CO_LIFE_CARRIED;
    return !made->is_null && made->number > made_before ? CO_LIFE_PROGRESS : CO_LIFE_CHANGED;
}

static bool is_gone(enum co_life_mark mark)
{
    return mark == CO_LIFE_ABSENT || mark == CO_LIFE_COMPLETED || mark == CO_LIFE_CANCELLED ||
           mark == CO_LIFE_MOVED;
}

size_t co_lifeline(const struct co_table *life, size_t first_row, size_t n_rows,
                   const co_date *days, size_t n_days, struct co_life_day *out)
{
    enum co_life_mark mark = CO_LIFE_ABSENT;
    int64_t made = 0;
    size_t row = first_row, end = first_row + n_rows, n = 0;
    co_date first = n_rows ? co_date_parse(cell(life, first_row, DATE)->text) : CO_DATE_NONE;
    for (size_t i = 0; i < n_days; i++) {
        if (!n_rows || days[i] < first || (row == end && is_gone(mark)))
            continue;
        mark = is_gone(mark) ? CO_LIFE_ABSENT : CO_LIFE_CARRIED;
        for (; row < end && co_date_parse(cell(life, row, DATE)->text) == days[i]; row++) {
            mark = mark_of(life, row, made);
            made = cell(life, row, MADE)->is_null ? made : cell(life, row, MADE)->number;
        }
        out[n++] = (struct co_life_day){days[i], mark};
    }
    return n;
}
