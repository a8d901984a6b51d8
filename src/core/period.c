#include "crossoff/period.h"
#include <stdio.h>
#include <string.h>

const char *co_period_date(co_date date, char *out)
{
    return co_date_text(date, out);
}

const char *co_period_week(co_date date, char *out)
{
    /* A week belongs to the year that its Thursday lies in. */
    co_date thursday = date - co_date_weekday(date) + 3;
    int year, month, day;
    co_date_split(thursday, &year, &month, &day);
    int week = (thursday - co_date_of(year, 1, 1)) / 7 + 1;
    (void)snprintf(out, CO_DATE_TEXT, "%04u-W%02u", (unsigned)year % 10000U, (unsigned)week % 100U);
    return out;
}

const char *co_period_month(co_date date, char *out)
{
    int year, month, day;
    co_date_split(date, &year, &month, &day);
    (void)snprintf(out, CO_DATE_TEXT, "%04u-%02u", (unsigned)year % 10000U, (unsigned)month % 100U);
    return out;
}

co_period *co_period_of(const char *word)
{
    if (strcmp(word, "date") == 0)
        return co_period_date;
    if (strcmp(word, "week") == 0)
        return co_period_week;
    return strcmp(word, "month") == 0 ? co_period_month : NULL;
}

enum rule { SUM, FIRST, LAST };

static enum rule rule_of(const char *column)
{
    static const char *const last[] = {"carried_over", "today", "past_due"};
    if (strcmp(column, "yesterday") == 0)
        return FIRST;
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        if (strcmp(column, last[i]) == 0)
            return LAST;
    return SUM;
}

static void take(struct co_cell *into, const struct co_cell *cell, enum rule rule)
{
    if (cell->is_null || (rule == FIRST && !into->is_null))
        return;
    bool adds = rule == SUM && !into->is_null;
    co_table_number(into, adds ? into->number + cell->number : cell->number);
}

/* The row of the period: the newest one, or a new one behind it. */
static struct co_cell *row_of(struct co_table *out, const char *period)
{
    struct co_cell *row = out->n_rows ? &out->cells[(out->n_rows - 1) * out->n_columns] : NULL;
    if (row && co_str_eq(row[0].text, co_str_of(period)))
        return row;
    row = co_table_row(out);
    if (row) {
        co_table_text(out, &row[0], co_str_of(period));
        co_table_number(&row[out->n_columns - 1], 0);
    }
    return row;
}

void co_period_totals(const struct co_table *days, const char *word, struct co_table *out)
{
    char period[CO_DATE_TEXT];
    size_t n = days->n_columns, rows = days->n_rows - (days->has_total && days->n_rows);
    co_table_init(out, strcmp(word, "week") == 0 ? "weeks" : "months", NULL, 0);
    struct co_table_column *columns = co_arena_alloc(&out->arena, (n + 1) * sizeof *columns);
    if (!columns)
        return;
    memcpy(columns, days->columns, n * sizeof *columns);
    columns[0] = (struct co_table_column){word, CO_CELL_TEXT};
    columns[n] = (struct co_table_column){"days", CO_CELL_INT};
    out->columns = columns;
    out->n_columns = n + 1;
    for (size_t r = 0; r < rows; r++) {
        const struct co_cell *day = &days->cells[r * n];
        struct co_cell *row = row_of(out, co_period_of(word)(co_date_parse(day[0].text), period));
        for (size_t c = 1; row && c < n; c++)
            take(&row[c], &day[c], rule_of(columns[c].name));
        if (row)
            row[n].number++;
    }
    if (rows == days->n_rows || out->n_rows < 2)
        return;
    struct co_cell *total = co_table_row(out);
    if (!total)
        return;
    memcpy(total, &days->cells[rows * n], n * sizeof *total);
    co_table_text(out, &total[0], days->cells[rows * n].text);
    co_table_number(&total[n], (int64_t)rows);
    out->has_total = true;
}
