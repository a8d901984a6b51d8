#include "term_sheet.h"
#include <inttypes.h>
#include "crossoff/utf8.h"

enum { STATE, DAY, ORDER, OPERATION, PART, DESCRIPTION, QUANTITY, DUE, LATE, COLUMNS };
enum { INDENT = 2, CODE_MOST = 24, ORDER_MOST = 48, DESCRIPTION_ENOUGH = 20, NOTE_ENOUGH = 28 };

struct line {
    struct co_str cell[COLUMNS];
    const struct co_sheet_item *item;
};

struct page {
    struct co_pen pen;
    const struct co_sheet *sheet;
    const struct co_view *view;
    struct co_term_column columns[COLUMNS];
    bool has_made;      /* the list says of some order how many are made */
    struct line *lines; /* of all shops, one after the other */
    size_t n;
};

static bool is_open(const struct co_sheet_item *item)
{
    return item->verdict != CO_VERDICT_COMPLETED && item->verdict != CO_VERDICT_CANCELLED &&
           item->verdict != CO_VERDICT_MOVED;
}

/* Symbol and word: neither alone has to be understood. */
static struct co_str state_text(struct co_pen *p, const struct co_sheet_item *item)
{
    struct co_buf *b = &p->scratch;
    const char *word = co_verdict_name(item->verdict);
    b->len = 0;
    switch (item->verdict) {
    case CO_VERDICT_COMPLETED:
        co_buf_text(b, co_pen_sign(p, CO_SIGN_DONE));
        break;
    case CO_VERDICT_CANCELLED:
        co_buf_text(b, co_pen_sign(p, CO_SIGN_WRONG));
        break;
    case CO_VERDICT_MOVED:
        co_buf_text(b, p->is_ascii ? ">" : co_pen_sign(p, CO_SIGN_ARROW));
        break;
    case CO_VERDICT_REOPENED:
        co_buf_text(b, co_pen_sign(p, CO_SIGN_BACK));
        break;
    case CO_VERDICT_NEW:
        co_buf_byte(b, '+');
        break;
    case CO_VERDICT_CARRIED_OVER:
        word = "carried"; /* as wide as the others */
        co_buf_text(b, co_pen_sign(p, CO_SIGN_CARRIED));
        break;
    case CO_VERDICT_LISTED:
    case CO_VERDICTS:
        co_buf_text(b, co_pen_sign(p, CO_SIGN_CARRIED));
        break;
    }
    co_buf_fmt(b, " %s", word);
    return co_pen_take(p);
}

/* Which recorded day on the list it is, of an order that was on it before. */
static struct co_str day_text(struct co_pen *p, const struct co_sheet_item *item)
{
    if (item->verdict != CO_VERDICT_CARRIED_OVER && item->verdict != CO_VERDICT_REOPENED)
        return (struct co_str){0};
    p->scratch.len = 0;
    co_buf_fmt(&p->scratch, "%" PRId32, item->days);
    return co_pen_take(p);
}

static struct co_str order_text(struct co_pen *p, const struct co_sheet_item *item)
{
    if (item->suffix.len == 0)
        return co_pen_visible(p, item->work_order);
    p->scratch.len = 0;
    co_utf8_visible(&p->scratch, item->work_order);
    co_buf_byte(&p->scratch, '/');
    co_utf8_visible(&p->scratch, item->suffix);
    return co_pen_take(p);
}

/* "40/100" when the list says how many are made, else "100". */
static struct co_str quantity_text(struct co_pen *p, const struct co_sheet_item *item,
                                   bool has_made)
{
    char text[CO_QUANTITY_TEXT];
    bool is_known = item->quantity != CO_QUANTITY_NONE;
    p->scratch.len = 0;
    if (item->completed != CO_QUANTITY_NONE) {
        co_buf_text(&p->scratch, co_value_quantity_text(item->completed, text));
        co_buf_text(&p->scratch, is_known ? "/" : "/?");
    } else if (has_made && is_known) {
        co_buf_text(&p->scratch, "?/"); /* else the order's quantity would read as made */
    }
    co_buf_text(&p->scratch, co_value_quantity_text(item->quantity, text));
    return co_pen_take(p);
}

static struct co_str due_text(struct co_pen *p, const struct co_sheet_item *item)
{
    char text[CO_DATE_TEXT];
    p->scratch.len = 0;
    co_buf_text(&p->scratch, co_date_text(item->due, text));
    return co_pen_take(p);
}

static struct co_str late_text(struct co_pen *p, const struct co_sheet *s,
                               const struct co_sheet_item *item)
{
    if (!item->is_past_due || !is_open(item))
        return (struct co_str){0};
    p->scratch.len = 0;
    co_buf_text(&p->scratch, "! past due");
    if (item->due != CO_DATE_NONE && item->due < s->date)
        co_buf_fmt(&p->scratch, " %" PRId32 " d", s->date - item->due);
    return co_pen_take(p);
}

static void fill(struct page *g, struct line *line, const struct co_sheet_item *item)
{
    struct co_pen *p = &g->pen;
    line->item = item;
    line->cell[STATE] = state_text(p, item);
    line->cell[DAY] = day_text(p, item);
    line->cell[ORDER] = order_text(p, item);
    line->cell[OPERATION] = co_pen_visible(p, item->operation);
    line->cell[PART] = co_pen_visible(p, item->part);
    line->cell[DESCRIPTION] = co_pen_visible(p, item->description);
    line->cell[QUANTITY] = quantity_text(p, item, g->has_made);
    line->cell[DUE] = due_text(p, item);
    line->cell[LATE] = late_text(p, g->sheet, item);
    for (size_t c = 0; c < COLUMNS; c++)
        co_term_widen(&g->columns[c], line->cell[c]);
}

static bool has_carried(const struct page *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->lines[i].item->verdict == CO_VERDICT_CARRIED_OVER)
            return true;
    return false;
}

/* Columns that no order fills stay at width 0 and are left out. */
static void name_columns(struct page *g)
{
    const char *const heads[COLUMNS] = {
        [DAY] = "day",
        [ORDER] = "work order",
        [OPERATION] = "op",
        [PART] = "part",
        [DESCRIPTION] = "description",
        [QUANTITY] = g->has_made ? "made/qty" : "qty",
        [DUE] = "due",
    };
    if (!has_carried(g))
        g->columns[DAY].width = 0;
    for (size_t c = 0; c < COLUMNS; c++) {
        g->columns[c].head = co_str_of(heads[c]);
        if (g->columns[c].width)
            co_term_widen(&g->columns[c], g->columns[c].head);
    }
    g->columns[QUANTITY].is_right = true;
    g->columns[DAY].is_right = true;
    g->columns[DAY].is_tight = true; /* where it is filled, the state is short */
}

static size_t total(const struct page *g)
{
    return INDENT + co_term_total(g->columns, COLUMNS);
}

static void cap(struct page *g, size_t column, size_t most)
{
    if (g->columns[column].width > most)
        g->columns[column].width = most;
}

/* Date and mark side by side only if the description keeps enough; else the mark takes the
 * place of the date, which it tells as well. */
static void place_late(struct page *g)
{
    size_t description = g->columns[DESCRIPTION].width;
    if (g->columns[LATE].width == 0)
        return;
    cap(g, DESCRIPTION, DESCRIPTION_ENOUGH);
    bool is_wide = total(g) <= g->pen.width;
    g->columns[DESCRIPTION].width = description;
    if (is_wide)
        return;
    for (size_t i = 0; i < g->n; i++)
        if (g->lines[i].cell[LATE].len) {
            g->lines[i].cell[DUE] = g->lines[i].cell[LATE];
            co_term_widen(&g->columns[DUE], g->lines[i].cell[DUE]);
        }
    g->columns[LATE].width = 0;
}

/* Who gives way first, and how far; 0 leaves the column out. The order comes last: half of one
 * would be another's name. */
static void narrow(struct page *g)
{
    static const struct {
        size_t column, least;
    } steps[] = {{DESCRIPTION, 14}, {PART, 8},      {DESCRIPTION, 8}, {PART, 6}, {DESCRIPTION, 0},
                 {PART, 0},         {OPERATION, 4}, {QUANTITY, 0},    {ORDER, 6}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && total(g) > g->pen.width; i++) {
        size_t over = total(g) - g->pen.width, width = g->columns[steps[i].column].width;
        size_t kept = width > over ? width - over : 0;
        cap(g, steps[i].column, kept > steps[i].least ? kept : steps[i].least);
    }
}

/* What a column that was left out set free. */
static void give_back(struct page *g, size_t column, size_t natural)
{
    size_t used = total(g), width = g->columns[column].width;
    if (width && used < g->pen.width) {
        g->columns[column].width = width + (g->pen.width - used);
        cap(g, column, natural);
    }
}

static bool has_notes(const struct page *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->lines[i].item->n_changes || g->lines[i].item->progress)
            return true;
    return false;
}

/* Where the notes begin: behind the due date, beside or instead of the mark. */
static size_t notes_at(const struct page *g)
{
    return INDENT + co_term_total(g->columns, LATE) + 2;
}

/* A long description yields some of its columns if the usual note then fits into the line. */
static void make_room(struct page *g)
{
    size_t need = notes_at(g) + NOTE_ENOUGH, width = g->columns[DESCRIPTION].width;
    if (need > g->pen.width && has_notes(g) && width >= DESCRIPTION_ENOUGH + (need - g->pen.width))
        g->columns[DESCRIPTION].width = width - (need - g->pen.width);
}

static bool has_made(const struct co_sheet_shop *shop)
{
    for (size_t i = 0; i < shop->n_items; i++)
        if (shop->items[i].completed != CO_QUANTITY_NONE)
            return true;
    return false;
}

static void lay_out(struct page *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->sheet->n_shops; i++) {
        g->n += g->sheet->shops[i].n_items;
        g->has_made = g->has_made || has_made(&g->sheet->shops[i]);
    }
    g->lines = co_arena_alloc(&g->pen.texts, g->n * sizeof *g->lines + 1);
    if (!g->lines) {
        g->n = 0;
        return;
    }
    for (size_t i = 0; i < g->sheet->n_shops; i++)
        for (size_t k = 0; k < g->sheet->shops[i].n_items; k++)
            fill(g, &g->lines[n++], &g->sheet->shops[i].items[k]);
    name_columns(g);
    cap(g, ORDER, ORDER_MOST);
    cap(g, OPERATION, CODE_MOST);
    cap(g, PART, CODE_MOST);
    place_late(g);
    size_t part = g->columns[PART].width;
    narrow(g);
    give_back(g, PART, part);
    make_room(g);
}

static enum co_style state_style(enum co_verdict verdict)
{
    switch (verdict) {
    case CO_VERDICT_COMPLETED:
        return CO_STYLE_DONE;
    case CO_VERDICT_CANCELLED:
    case CO_VERDICT_MOVED:
        return CO_STYLE_DIM;
    case CO_VERDICT_NEW:
        return CO_STYLE_FRESH;
    case CO_VERDICT_REOPENED:
        return CO_STYLE_BACK;
    case CO_VERDICT_CARRIED_OVER:
    case CO_VERDICT_LISTED:
    case CO_VERDICTS:
        break;
    }
    return CO_STYLE_PLAIN;
}

static enum co_style row_style(const struct co_sheet_item *item)
{
    if (is_open(item))
        return CO_STYLE_PLAIN;
    return item->verdict == CO_VERDICT_COMPLETED ? CO_STYLE_CROSSED : CO_STYLE_GONE;
}

static void put_cell(struct page *g, const struct line *line, size_t c, enum co_style style,
                     size_t *gap)
{
    struct co_buf *out = g->pen.out;
    if (g->columns[c].width == 0)
        return;
    if (style != CO_STYLE_PLAIN && line->cell[c].len) {
        co_buf_fill(out, ' ', *gap);
        *gap = 0;
        co_pen_style(&g->pen, style);
        co_term_cell(&g->pen, &g->columns[c], line->cell[c], gap);
        co_pen_style(&g->pen, CO_STYLE_PLAIN);
        return;
    }
    co_term_cell(&g->pen, &g->columns[c], line->cell[c], gap);
}

static bool is_late_cell(const struct page *g, const struct line *line, size_t c)
{
    return c == DUE && line->cell[LATE].len && g->columns[LATE].width == 0;
}

/* A crossed row is struck through in one stroke, gaps included, as with a pen. */
static void put_line(struct page *g, const struct line *line)
{
    size_t gap = INDENT, at = notes_at(g);
    enum co_style style = row_style(line->item);
    put_cell(g, line, STATE, state_style(line->item->verdict), &gap);
    put_cell(g, line, DAY, CO_STYLE_PLAIN, &gap);
    if (style != CO_STYLE_PLAIN) {
        co_buf_fill(g->pen.out, ' ', gap);
        gap = 0;
        co_pen_style(&g->pen, style);
    }
    for (size_t c = ORDER; c < LATE; c++)
        put_cell(g, line, c, is_late_cell(g, line, c) ? CO_STYLE_LATE : CO_STYLE_PLAIN, &gap);
    if (style != CO_STYLE_PLAIN)
        co_pen_style(&g->pen, CO_STYLE_PLAIN);
    if (g->columns[LATE].width && line->cell[LATE].len) {
        put_cell(g, line, LATE, CO_STYLE_LATE, &gap);
        at += co_utf8_width(line->cell[LATE]) + 2;
        gap = 2;
    }
    size_t room = g->pen.width > at ? g->pen.width - at : 0;
    co_term_note(&g->pen, line->item, gap, room, INDENT + co_term_total(g->columns, ORDER) + 2);
}

static void put_columns(struct page *g)
{
    size_t gap = INDENT;
    co_buf_byte(g->pen.out, '\n');
    co_pen_style(&g->pen, CO_STYLE_DIM);
    for (size_t c = 0; c < COLUMNS; c++)
        co_term_cell(&g->pen, &g->columns[c], g->columns[c].head, &gap);
    co_pen_style(&g->pen, CO_STYLE_PLAIN);
    co_buf_byte(g->pen.out, '\n');
    co_pen_rule(&g->pen, total(g));
}

static void put_shop_name(struct page *g, const struct co_sheet_shop *shop)
{
    struct co_flow f = {.pen = &g->pen, .indent = INDENT};
    struct co_str name = shop->name.len ? co_pen_visible(&g->pen, shop->name) : CO_STR("(no shop)");
    if (shop != g->sheet->shops || g->n == 0)
        co_buf_byte(g->pen.out, '\n');
    co_flow_put(&f, "", CO_STYLE_BOLD, name);
    co_term_counts(&f, &shop->counts,
                   g->sheet->is_baseline ? CO_COUNTS_OF_BASELINE : CO_COUNTS_OF_SHOP);
    co_buf_byte(g->pen.out, '\n');
}

static void put_shops(struct page *g)
{
    const struct co_sheet *s = g->sheet;
    bool is_short = false, is_unnamed = s->n_shops == 1 && s->shops[0].name.len == 0;
    const struct line *line = g->lines;
    for (size_t i = 0; i < s->n_shops; i++) {
        if (!is_unnamed)
            put_shop_name(g, &s->shops[i]);
        for (size_t k = 0; k < s->shops[i].n_items; k++)
            put_line(g, line++);
        is_short = co_term_more(&g->pen, s, &s->shops[i], g->view) || is_short;
    }
    if (is_short)
        co_term_hint(&g->pen, s, g->view);
}

void co_term_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view)
{
    struct page g = {.sheet = s, .view = view};
    co_pen_init(&g.pen, out, view);
    co_term_head(&g.pen, s);
    lay_out(&g);
    if (g.n)
        put_columns(&g);
    if (g.lines)
        put_shops(&g);
    co_pen_fini(&g.pen);
}
