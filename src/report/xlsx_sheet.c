#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"
#include "xlsx.h"

/* Sheets that somebody still leafs through; a day of more shops has one list of all. */
enum { SHOPS_MOST = 60, TITLE_ROWS = 3 };

/* X(column of the overview, member of co_counts, whether a baseline has it, kind). */
#define COUNT_LIST(X)                             \
    X("yesterday", yesterday, false, INT)         \
    X("completed", completed, false, INT)         \
    X("cancelled", cancelled, false, INT)         \
    X("moved", moved, false, INT)                 \
    X("carried_over", carried_over, false, INT)   \
    X("new", fresh, false, INT)                   \
    X("reopened", reopened, false, INT)           \
    X("today", today, true, INT)                  \
    X("changed", changed, false, INT)             \
    X("past_due", past_due, true, INT)            \
    X("from_other_shops", from_other, false, INT) \
    X("to_other_shops", to_other, false, INT)     \
    X("pieces_completed", pieces_completed, false, QUANTITY)

static const struct co_table_column columns[] = {{"shop", CO_CELL_TEXT},
#define COUNT_COLUMN(name, member, in_baseline, kind) {name, CO_CELL_##kind},
                                                 COUNT_LIST(COUNT_COLUMN)
#undef COUNT_COLUMN
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* One day on its way into a workbook. */
struct day {
    const struct co_sheet *sheet;
    struct co_book book;
    struct co_xlsx_layout overview, orders;
    struct co_table shops; /* the overview */
    bool is_one_list;
};

static void add_shop(struct day *d, struct co_str name, const struct co_counts *c)
{
    struct co_cell *row = co_table_row(&d->shops);
    size_t n = 1;
    if (!row)
        return;
    co_table_text(&d->shops, row, name.len ? name : CO_STR("(no shop)"));
#define COUNT_CELL(name, member, in_baseline, kind) \
    if ((in_baseline) || !d->sheet->is_baseline)    \
        co_table_number(&row[n], c->member);        \
    n++;
    COUNT_LIST(COUNT_CELL)
#undef COUNT_CELL
}

static void make_overview(struct day *d)
{
    const struct co_sheet *s = d->sheet;
    co_table_init(&d->shops, "shops", columns, COLUMNS);
    for (size_t i = 0; i < s->n_shops; i++)
        add_shop(d, s->shops[i].name, &s->shops[i].counts);
    add_shop(d, CO_STR("total"), &s->counts);
    d->shops.has_total = true;
}

/* The orders of one shop, or of all, a few thousand rows at a time. */
static struct co_sheet only(const struct day *d, size_t shop)
{
    struct co_sheet s = *d->sheet;
    if (!d->is_one_list) {
        s.shops = &d->sheet->shops[shop];
        s.n_shops = 1;
    }
    return s;
}

static void measure_orders(struct day *d)
{
    struct co_table part;
    struct co_cursor at = {0, 0};
    bool is_more, is_ok = true;
    do {
        is_more = co_sheet_part(d->sheet, &at, &part);
        is_ok = is_ok && co_table_ok(&part) &&
                (d->orders.is_shown || co_xlsx_layout(&d->orders, &d->book.arena, part.n_columns));
        if (is_ok)
            co_xlsx_measure(&d->orders, &part);
        if (is_ok && !is_more)
            co_xlsx_settle(&d->orders, &part);
        co_table_fini(&part);
    } while (is_more && is_ok);
    d->book.part.failed = d->book.part.failed || !is_ok;
}

static size_t lines_above(const struct co_sheet *s)
{
    return TITLE_ROWS + s->is_no_news + s->n_accepted + 1;
}

static void plan(struct day *d)
{
    const struct co_sheet *s = d->sheet;
    struct co_book_sheet first = {.name = CO_STR("Overview"),
                                  .above = lines_above(s),
                                  .has_total = true,
                                  .columns = d->overview.n_shown,
                                  .wide = d->overview.wide};
    struct co_book_sheet list = {.columns = d->orders.n_shown, .wide = d->orders.wide};
    size_t rows = 0;
    co_xlsx_plan(&d->book, &first, s->n_shops);
    for (size_t i = 0; i < s->n_shops; i++) {
        rows += s->shops[i].n_items;
        list.name = s->shops[i].name.len ? s->shops[i].name : CO_STR("(no shop)");
        if (!d->is_one_list && s->shops[i].n_items)
            co_xlsx_plan(&d->book, &list, s->shops[i].n_items);
    }
    list.name = CO_STR("Orders");
    if (d->is_one_list && rows)
        co_xlsx_plan(&d->book, &list, rows);
}

static void put_line(struct co_book *b, enum co_book_style style, struct co_buf *line)
{
    co_book_row(b);
    if (line->len)
        co_book_text(b, style, co_buf_view(line));
    b->part.failed = b->part.failed || !co_buf_ok(line);
    line->len = 0;
}

static void put_file(struct co_buf *line, const char *what, const struct co_sheet_file *f)
{
    char day[CO_DAY_TEXT];
    if (f->date == CO_DATE_NONE)
        return;
    co_buf_fmt(line, "%s: %s, ", what, co_date_day_text(f->date, day));
    co_buf_str(line, f->name);
    co_buf_fmt(line, ", %zu rows read", f->rows.read);
}

static void put_accepted(struct co_buf *line, const struct co_sheet_accepted *a)
{
    co_buf_text(line, "Accepted ");
    co_buf_str(line, a->rule);
    co_buf_text(line, ": ");
    co_buf_str(line, a->sentence);
    co_buf_text(line, ". Reason: ");
    co_buf_str(line, a->reason);
    co_buf_text(line, " (");
    co_buf_str(line, a->who);
    co_buf_text(line, ", ");
    co_buf_str(line, a->at);
    co_buf_text(line, ")");
}

/* As many rows as lines_above says. */
static void put_titles(struct day *d, struct co_str title)
{
    const struct co_sheet *s = d->sheet;
    struct co_buf line = {0};
    co_buf_str(&line, title);
    put_line(&d->book, CO_BOOK_TITLE, &line);
    put_file(&line, "yesterday", &s->yesterday);
    if (s->is_baseline)
        co_buf_text(&line, "the first list of this feed");
    put_line(&d->book, CO_BOOK_PLAIN, &line);
    put_file(&line, "today", &s->today);
    put_line(&d->book, CO_BOOK_PLAIN, &line);
    if (s->is_no_news) {
        co_buf_text(&line, "No news: this list says what the list before says, order by order. "
                           "That is not the same as nothing completed.");
        put_line(&d->book, CO_BOOK_CARRIED, &line);
    }
    for (size_t i = 0; i < s->n_accepted; i++) {
        put_accepted(&line, &s->accepted[i]);
        put_line(&d->book, CO_BOOK_CARRIED, &line);
    }
    put_line(&d->book, CO_BOOK_PLAIN, &line);
    co_buf_fini(&line);
}

static enum co_book_style look_of(enum co_verdict verdict)
{
    switch (verdict) {
    case CO_VERDICT_COMPLETED:
        return CO_BOOK_DONE;
    case CO_VERDICT_CANCELLED:
    case CO_VERDICT_MOVED:
        return CO_BOOK_GONE;
    case CO_VERDICT_CARRIED_OVER:
        return CO_BOOK_CARRIED;
    case CO_VERDICT_REOPENED:
        return CO_BOOK_BACK;
    case CO_VERDICT_NEW:
        return CO_BOOK_FRESH;
    default:
        return CO_BOOK_CELL_TEXT;
    }
}

static void put_order(struct day *d, const struct co_table *t, size_t row,
                      const struct co_sheet_item *item)
{
    co_xlsx_row(&d->book, &d->orders, t);
    for (size_t c = 0; c < t->n_columns; c++) {
        const struct co_cell *cell = &t->cells[row * t->n_columns + c];
        const char *name = t->columns[c].name;
        if (!d->orders.is_shown[c])
            continue;
        if (strcmp(name, "verdict") == 0)
            co_book_text(&d->book, look_of(item->verdict), cell->text);
        else if (strcmp(name, "due_date") == 0 && item->is_past_due && !cell->is_null)
            co_book_date(&d->book, CO_BOOK_LATE_DATE, item->due);
        else
            co_xlsx_cell(&d->book, cell, t->columns[c].kind, false);
    }
}

/* The rows of a part are the items from `from` on. */
static void put_part(struct day *d, const struct co_sheet *s, struct co_cursor from,
                     const struct co_table *part)
{
    for (size_t r = 0; r < part->n_rows; r++) {
        while (from.item >= s->shops[from.shop].n_items)
            from = (struct co_cursor){from.shop + 1, 0};
        put_order(d, part, r, &s->shops[from.shop].items[from.item++]);
    }
}

static void put_orders(struct day *d, size_t shop)
{
    struct co_sheet s = only(d, shop);
    struct co_table part;
    struct co_cursor at = {0, 0}, from = at;
    bool is_more = co_sheet_part(&s, &at, &part);
    co_book_sheet_begin(&d->book);
    co_xlsx_head(&d->book, &d->orders, &part);
    while (is_more) {
        put_part(d, &s, from, &part);
        d->book.part.failed = d->book.part.failed || !co_table_ok(&part);
        co_table_fini(&part);
        from = at;
        is_more = co_sheet_part(&s, &at, &part);
    }
    d->book.part.failed = d->book.part.failed || !co_table_ok(&part);
    co_table_fini(&part);
    co_book_sheet_end(&d->book);
}

static void put_day(struct day *d)
{
    const struct co_sheet *s = d->sheet;
    struct co_buf title = {0};
    char day[CO_DAY_TEXT];
    co_buf_str(&title, s->feed);
    co_buf_fmt(&title, ", %s", co_date_day_text(s->date, day));
    co_book_begin(&d->book, co_buf_view(&title), s->date);
    co_book_sheet_begin(&d->book);
    put_titles(d, co_buf_view(&title));
    co_xlsx_head(&d->book, &d->overview, &d->shops);
    co_xlsx_rows(&d->book, &d->overview, &d->shops);
    co_book_sheet_end(&d->book);
    for (size_t i = 0; i < s->n_shops && !d->is_one_list; i++)
        if (s->shops[i].n_items)
            put_orders(d, i);
    if (d->is_one_list && d->book.at < d->book.n)
        put_orders(d, 0);
    d->book.part.failed = d->book.part.failed || !co_buf_ok(&title);
    co_buf_fini(&title);
}

void co_xlsx_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct day *d = calloc(1, sizeof *d);
    if (!d) {
        out->failed = true;
        return;
    }
    d->sheet = s;
    d->is_one_list = s->n_shops > SHOPS_MOST;
    co_book_init(&d->book, out);
    make_overview(d);
    if (co_table_ok(&d->shops) && co_xlsx_layout(&d->overview, &d->book.arena, COLUMNS)) {
        co_xlsx_measure(&d->overview, &d->shops);
        co_xlsx_settle(&d->overview, &d->shops);
        measure_orders(d);
    } else
        out->failed = true;
    if (co_buf_ok(out) && co_buf_ok(&d->book.part)) {
        plan(d);
        put_day(d);
    }
    size_t n_cut = d->orders.n_too_long;
    co_book_end(&d->book);
    co_table_fini(&d->shops);
    free(d);
    co_xlsx_tell_cut(view, n_cut);
}
