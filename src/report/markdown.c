#include "crossoff/report.h"
#include <inttypes.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"

static void put_char(struct co_buf *out, char c)
{
    if (c == '<')
        co_buf_text(out, "&lt;");
    else if (c == '>')
        co_buf_text(out, "&gt;");
    else if (c == '&')
        co_buf_text(out, "&amp;");
    else {
        if (c && strchr("|\\*_`[]~", c))
            co_buf_byte(out, '\\');
        co_buf_byte(out, c);
    }
}

void co_markdown_cell(struct co_buf *out, struct co_str s)
{
    co_text_escape(out, s, put_char);
}

static void put_cell(struct co_buf *out, const struct co_cell *cell, enum co_cell_kind kind,
                     bool is_total)
{
    struct co_buf text = {0};
    co_text_cell(&text, cell, kind, true);
    const char *mark = is_total && text.len ? "**" : "";
    co_buf_text(out, " ");
    co_buf_text(out, mark);
    co_markdown_cell(out, co_buf_view(&text));
    co_buf_text(out, mark);
    co_buf_text(out, " |");
    out->failed = out->failed || !co_buf_ok(&text);
    co_buf_fini(&text);
}

static void put_header(struct co_buf *out, const struct co_table *t, const bool *is_shown)
{
    struct co_buf label = {0};
    co_buf_byte(out, '|');
    for (size_t c = 0; c < t->n_columns; c++)
        if (is_shown[c]) {
            label.len = 0;
            co_text_label(&label, t->columns[c].name);
            co_buf_byte(out, ' ');
            co_markdown_cell(out, co_buf_view(&label));
            co_buf_text(out, " |");
        }
    co_buf_text(out, "\n|");
    for (size_t c = 0; c < t->n_columns; c++)
        if (is_shown[c])
            co_buf_text(out, co_text_is_number(t->columns[c].kind) ? " ---: |" : " --- |");
    co_buf_byte(out, '\n');
    out->failed = out->failed || !co_buf_ok(&label);
    co_buf_fini(&label);
}

static void put_table(struct co_buf *out, const struct co_table *t, const bool *is_shown)
{
    put_header(out, t, is_shown);
    for (size_t i = 0; i < t->n_rows; i++) {
        bool is_total = t->has_total && i + 1 == t->n_rows;
        co_buf_byte(out, '|');
        for (size_t c = 0; c < t->n_columns; c++)
            if (is_shown[c])
                put_cell(out, &t->cells[i * t->n_columns + c], t->columns[c].kind, is_total);
        co_buf_byte(out, '\n');
    }
}

static bool *flags(struct co_buf *out, struct co_arena *arena, size_t n, bool value)
{
    bool *is_shown = co_arena_alloc(arena, n * sizeof *is_shown + 1);
    if (is_shown)
        memset(is_shown, value, n * sizeof *is_shown);
    else
        out->failed = true;
    return is_shown;
}

void co_markdown_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct co_arena arena = {0};
    bool *is_shown = flags(out, &arena, t->n_columns, true);
    (void)view;
    if (t->title && *t->title) {
        co_buf_text(out, "### ");
        co_markdown_cell(out, co_str_of(t->title));
        co_buf_text(out, "\n\n");
    }
    if (is_shown)
        put_table(out, t, is_shown);
    co_arena_fini(&arena);
}

static void put_count(struct co_buf *out, int64_t n, const char *word)
{
    if (n)
        co_buf_fmt(out, ", %" PRId64 " %s", n, word);
}

static void put_heading(struct co_buf *out, const struct co_sheet *s)
{
    char day[CO_DAY_TEXT];
    const struct co_counts *c = &s->counts;
    co_buf_text(out, "### ");
    co_markdown_cell(out, s->feed);
    co_buf_fmt(out, ", %s\n\n", co_date_day_text(s->date, day));
    if (s->is_baseline)
        co_buf_fmt(out, "The first list of this feed: %" PRId64 " listed", c->today);
    else
        co_buf_fmt(out, "%" PRId64 " completed", c->completed);
    put_count(out, c->cancelled, "cancelled");
    put_count(out, c->moved, "moved");
    put_count(out, c->carried_over, "carried over");
    put_count(out, s->is_baseline ? 0 : c->fresh, "new");
    put_count(out, c->reopened, "reopened");
    put_count(out, c->past_due, "past due");
    co_buf_text(out, ".\n");
}

/* What a reader has to know before any number. */
static void put_banner(struct co_buf *out, const struct co_sheet *s)
{
    if (s->is_no_news)
        co_buf_text(out, "\n> **No news**: this list says what the list before says, order by "
                         "order. That is not the same as nothing completed.\n");
    for (size_t i = 0; i < s->n_accepted; i++) {
        const struct co_sheet_accepted *a = &s->accepted[i];
        co_buf_text(out, "\n> **Accepted ");
        co_markdown_cell(out, a->rule);
        co_buf_text(out, "**: ");
        co_markdown_cell(out, a->sentence);
        co_buf_text(out, ". Reason: ");
        co_markdown_cell(out, a->reason);
        co_buf_text(out, " (");
        co_markdown_cell(out, a->who);
        co_buf_text(out, ", ");
        co_markdown_cell(out, a->at);
        co_buf_text(out, ")\n");
    }
}

static bool is_said(const struct co_table *t, size_t column)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        const struct co_cell *cell = &t->cells[i * t->n_columns + column];
        if (!cell->is_null && (t->columns[column].kind != CO_CELL_BOOL || cell->number))
            return true;
    }
    return false;
}

/* Without the columns that are empty or stand in the heading: nobody reads 21 columns. */
void co_markdown_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct co_table orders;
    (void)view;
    bool is_ok = co_sheet_table(s, &orders);
    bool *is_shown = flags(out, &orders.arena, orders.n_columns, true);
    put_heading(out, s);
    put_banner(out, s);
    if (is_ok && is_shown && orders.n_rows) {
        for (size_t c = 0; c < orders.n_columns; c++)
            is_shown[c] = is_said(&orders, c) && strcmp(orders.columns[c].name, "date") != 0 &&
                          strcmp(orders.columns[c].name, "feed") != 0;
        co_buf_byte(out, '\n');
        put_table(out, &orders, is_shown);
    }
    out->failed = out->failed || !is_ok;
    co_table_fini(&orders);
}
