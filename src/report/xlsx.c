#include "crossoff/report.h"
#include <stdio.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"
#include "xlsx.h"

enum {
    WIDTH_LEAST = 6,
    WIDTH_MOST = 60,
    ARROW = 3, /* room for the button of the filter */
};

bool co_xlsx_layout(struct co_xlsx_layout *l, struct co_arena *arena, size_t n_columns)
{
    *l = (struct co_xlsx_layout){
        .is_shown = co_arena_alloc(arena, (n_columns + 1) * sizeof *l->is_shown),
        .widths = co_arena_alloc(arena, (n_columns + 1) * sizeof *l->widths),
        .wide = co_arena_alloc(arena, (n_columns + 1) * sizeof *l->wide)};
    return !arena->failed;
}

static size_t width_of(const struct co_cell *cell, enum co_cell_kind kind)
{
    struct co_buf text = {0};
    if (cell->is_null)
        return 0;
    if (kind == CO_CELL_TEXT)
        return co_utf8_width((struct co_str){
            cell->text.at, cell->text.len < 4 * WIDTH_MOST ? cell->text.len : 4 * WIDTH_MOST});
    if (kind == CO_CELL_DATE)
        return sizeof "2026-11-20";
    co_text_cell(&text, cell, kind, true);
    size_t width = text.len + text.len / 3; /* thousands marks */
    co_buf_fini(&text);
    return width;
}

void co_xlsx_measure(struct co_xlsx_layout *l, const struct co_table *t)
{
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        size_t c = i % t->n_columns;
        const struct co_cell *cell = &t->cells[i];
        size_t width = width_of(cell, t->columns[c].kind);
        if (width > l->widths[c])
            l->widths[c] = width;
        if (!cell->is_null && (t->columns[c].kind != CO_CELL_BOOL || cell->number))
            l->is_shown[c] = true;
        l->n_too_long += t->columns[c].kind == CO_CELL_TEXT && cell->text.len > CO_BOOK_TEXT &&
                         co_book_units(cell->text) > CO_BOOK_TEXT;
    }
}

void co_xlsx_settle(struct co_xlsx_layout *l, const struct co_table *t)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        size_t width = strlen(t->columns[c].name) + ARROW;
        if (l->widths[c] + 1 > width)
            width = l->widths[c] + 1;
        if (l->is_shown[c])
            l->wide[l->n_shown++] = width > WIDTH_MOST    ? WIDTH_MOST
                                    : width < WIDTH_LEAST ? WIDTH_LEAST
                                                          : (int)width;
    }
}

void co_xlsx_head(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t)
{
    struct co_buf label = {0};
    co_book_row(b);
    for (size_t c = 0; c < t->n_columns; c++)
        if (l->is_shown[c]) {
            label.len = 0;
            co_text_label(&label, t->columns[c].name);
            co_book_text(b, CO_BOOK_HEAD, co_buf_view(&label));
        }
    b->part.failed = b->part.failed || !co_buf_ok(&label);
    co_buf_fini(&label);
}

static void put_date(struct co_book *b, enum co_book_style style, struct co_str text)
{
    co_date date = co_date_parse(text);
    if (date == CO_DATE_NONE)
        co_book_text(b, CO_BOOK_CELL_TEXT, text);
    else
        co_book_date(b, style, date);
}

void co_xlsx_cell(struct co_book *b, const struct co_cell *cell, enum co_cell_kind kind,
                  bool is_total)
{
    if (cell->is_null) {
        co_book_skip(b);
        return;
    }
    switch (kind) {
    case CO_CELL_TEXT:
        co_book_text(b, is_total ? CO_BOOK_TOTAL_TEXT : CO_BOOK_CELL_TEXT, cell->text);
        break;
    case CO_CELL_DATE:
        put_date(b, CO_BOOK_CELL_DATE, cell->text);
        break;
    case CO_CELL_INT:
        co_book_int(b, is_total ? CO_BOOK_TOTAL_INT : CO_BOOK_CELL_INT, cell->number);
        break;
    case CO_CELL_QUANTITY:
        co_book_quantity(b, is_total ? CO_BOOK_TOTAL_QUANTITY : CO_BOOK_CELL_QUANTITY,
                         cell->number);
        break;
    case CO_CELL_NUMBER:
        co_book_number(b, is_total ? CO_BOOK_TOTAL_QUANTITY : CO_BOOK_CELL_QUANTITY, cell->text);
        break;
    case CO_CELL_BOOL:
        co_book_bool(b, CO_BOOK_CELL_BOOL, cell->number != 0);
        break;
    }
}

void co_xlsx_tell_cut(const struct co_view *view, size_t n)
{
    if (n && view)
        co_note(view->notes, CO_NOTE_WARNING,
                "%zu cell%s longer than the %d characters that a workbook has room for, and cut "
                "there; each says so at its end. CSV and JSON have all of it",
                n, n == 1 ? " is" : "s are", CO_BOOK_TEXT);
}

void co_xlsx_plan(struct co_book *b, const struct co_book_sheet *like, size_t rows)
{
    struct co_book_sheet sheet = *like;
    size_t room = CO_BOOK_ROWS - 1 - sheet.above - sheet.has_total;
    do {
        sheet.rows = rows < room ? rows : room;
        rows -= sheet.rows;
        co_book_plan(b, &sheet);
    } while (rows);
}

/* The open sheet is full: the next one has the same head. */
static void turn(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t)
{
    co_book_sheet_end(b);
    co_book_sheet_begin(b);
    co_xlsx_head(b, l, t);
}

void co_xlsx_row(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t)
{
    const struct co_book_sheet *s = &b->sheets[b->at];
    if (b->row == s->above + 1 + s->rows && b->at + 1 < b->n)
        turn(b, l, t);
    co_book_row(b);
}

void co_xlsx_rows(struct co_book *b, const struct co_xlsx_layout *l, const struct co_table *t)
{
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        size_t c = i % t->n_columns;
        bool is_total = t->has_total && i / t->n_columns + 1 == t->n_rows;
        if (c == 0 && is_total)
            co_book_row(b);
        else if (c == 0)
            co_xlsx_row(b, l, t);
        if (l->is_shown[c])
            co_xlsx_cell(b, &t->cells[i], t->columns[c].kind, is_total);
    }
}

static void capital(char *out, size_t size, const char *name)
{
    (void)snprintf(out, size, "%s", name && *name ? name : "report");
    if (out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
}

static void put_table(struct co_book *b, struct co_xlsx_layout *l, const struct co_table *t)
{
    char name[64];
    co_xlsx_measure(l, t);
    memset(l->is_shown, true, t->n_columns);
    co_xlsx_settle(l, t);
    capital(name, sizeof name, t->name);
    co_xlsx_plan(b,
                 &(struct co_book_sheet){.name = co_str_of(name),
                                         .has_total = t->has_total,
                                         .columns = l->n_shown ? l->n_shown : 1,
                                         .wide = l->wide},
                 co_text_rows(t));
    if (!co_buf_ok(b->zip.out))
        return;
    co_book_begin(b, co_str_of(t->title ? t->title : name), CO_DATE_NONE);
    co_book_sheet_begin(b);
    co_xlsx_head(b, l, t);
    co_xlsx_rows(b, l, t);
    co_book_sheet_end(b);
}

/* All its columns, empty ones too: a program that reads it finds them where they were. */
void co_xlsx_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct co_book b;
    struct co_xlsx_layout l;
    co_book_init(&b, out);
    if (co_xlsx_layout(&l, &b.arena, t->n_columns))
        put_table(&b, &l, t);
    co_book_end(&b);
    co_xlsx_tell_cut(view, l.n_too_long);
}
