#include <inttypes.h>
#include "html.h"

/* The board: a column per list, of all rows the same, so that one eye movement reads a day. Pixels.
 */
enum {
    SCREEN = 10, /* lists that fit a telephone: a long board is pieces of so many, beside each other
                    on a screen, below each other on paper, and never made smaller */
    LEAST = 6,   /* columns, so that there is room for the labels */
    COLUMN = 35,
    LABEL = 17, /* what a row is, above it */
    MARK = 30,  /* a mark and the orders past due */
    BARS = 52,  /* completed against new */
    LINE = 44,  /* carried over */
    DAYS = 28,  /* day of the week and of the month */
    FIGURE = 11,
    MARK_TOP = LABEL,
    BARS_TOP = MARK_TOP + MARK + LABEL,
    LINE_TOP = BARS_TOP + BARS + LABEL,
    DAYS_TOP = LINE_TOP + LINE,
    HEIGHT = DAYS_TOP + DAYS,
};

static int64_t came_of(const struct co_trend_point *p)
{
    return p->counts.fresh + p->counts.reopened;
}

/* What stays from one list to the next; of the first list everything that is on it. */
static int64_t carried_of(const struct co_trend_point *p)
{
    return p->is_baseline ? p->counts.today : p->counts.carried_over;
}

/* "Mon 23 Nov 2026: 4 completed, 3 new or reopened, 45 carried over, 3 past due, green" */
static void put_words(struct co_buf *out, co_date date, const struct co_trend_point *p)
{
    char words[CO_DAY_TEXT];
    co_buf_fmt(out, "%s: ", co_date_day_text(date, words));
    if (p->is_baseline)
        co_buf_fmt(out, "%" PRId64 " listed", p->counts.today);
    else
        co_buf_fmt(out,
                   "%" PRId64 " completed, %" PRId64 " new or reopened, %" PRId64 " carried over",
                   p->counts.completed, came_of(p), p->counts.carried_over);
    if (p->has_due_dates)
        co_buf_fmt(out, ", %" PRId64 " past due", p->counts.past_due);
    if (p->delivery != CO_DELIVERY_UNKNOWN)
        co_buf_fmt(out, ", %s", co_delivery_name(p->delivery));
    co_buf_text(out, ". ");
}

static void put_text(struct co_buf *out, int64_t x, int64_t y, const char *class)
{
    co_buf_fmt(out, "<text x=\"%" PRId64 "\" y=\"%" PRId64 "\" class=\"%s\">", x, y, class);
}

static void put_number(struct co_buf *out, int64_t x, int64_t y, int64_t number)
{
    put_text(out, x, y, "mid");
    co_buf_fmt(out, "%" PRId64 "</text>", number);
}

static void put_label(struct co_buf *out, int64_t x, int64_t y, const char *words)
{
    put_text(out, x, y, "lab");
    co_buf_fmt(out, "%s</text>", words);
}

static void put_box(struct co_buf *out, const int64_t at[4], const char *class)
{
    co_buf_fmt(out,
               "<rect x=\"%" PRId64 "\" y=\"%" PRId64 "\" width=\"%" PRId64 "\" height=\"%" PRId64
               "\" class=\"%s\"/>",
               at[0], at[1], at[2], at[3], class);
}

struct board {
    struct co_buf *out;
    const struct co_trend *t;
    const struct co_trend_line *line;
    size_t from, to; /* the piece */
    int64_t most_moved, most_carried;
};

static int64_t left_of(const struct board *b, size_t i)
{
    return ((int64_t)i - (int64_t)b->from) * COLUMN;
}

static void put_mark(const struct board *b, size_t i)
{
    static const char *const boxes[CO_DELIVERIES] = {"m-none", "m-green", "m-red"};
    static const char *const letters[CO_DELIVERIES] = {"mid", "on mid", "on mid"};
    const struct co_trend_point *p = &b->line->points[i];
    int64_t middle = left_of(b, i) + COLUMN / 2;
    put_box(b->out, (int64_t[]){left_of(b, i) + 1, MARK_TOP, COLUMN - 3, MARK}, boxes[p->delivery]);
    put_text(b->out, middle, MARK_TOP + 13, letters[p->delivery]);
    co_buf_fmt(b->out, "%s</text>", co_delivery_letter(p->delivery));
    if (!p->is_there || !p->has_due_dates)
        return;
    put_text(b->out, middle, MARK_TOP + 26, letters[p->delivery]);
    co_buf_fmt(b->out, "%" PRId64 "</text>", p->counts.past_due);
}

/* One of the two bars of a list, its number above it; nothing for nothing. */
static void put_bar(const struct board *b, int64_t x, int64_t value, const char *class)
{
    int64_t room = BARS - FIGURE - 2, bottom = BARS_TOP + BARS;
    int64_t height = (value * room + b->most_moved - 1) / b->most_moved;
    if (!value)
        return;
    put_box(b->out, (int64_t[]){x, bottom - height, COLUMN / 2 - 3, height}, class);
    put_number(b->out, x + COLUMN / 4 - 1, bottom - height - 2, value);
}

static void put_bars(const struct board *b, size_t i)
{
    const struct co_trend_point *p = &b->line->points[i];
    if (p->is_baseline)
        return;
    put_bar(b, left_of(b, i) + 2, p->counts.completed, "f-done");
    put_bar(b, left_of(b, i) + COLUMN / 2 + 1, came_of(p), "f-new");
}

static int64_t level_of(const struct board *b, size_t i)
{
    int64_t room = LINE - FIGURE - 8;
    return LINE_TOP + LINE - 4 - carried_of(&b->line->points[i]) * room / b->most_carried;
}

/* The line goes on beyond the edges of its piece. */
static void put_carried(const struct board *b)
{
    size_t first = b->from ? b->from - 1 : 0, end = b->to < b->t->n ? b->to + 1 : b->to;
    co_buf_text(b->out, "<polyline class=\"spark\" points=\"");
    for (size_t i = first; i < end; i++)
        co_buf_fmt(b->out, "%s%" PRId64 ",%" PRId64, i > first ? " " : "",
                   left_of(b, i) + COLUMN / 2, level_of(b, i));
    co_buf_text(b->out, "\"/>");
    for (size_t i = b->from; i < b->to; i++) {
        co_buf_fmt(b->out, "<circle cx=\"%" PRId64 "\" cy=\"%" PRId64 "\" r=\"2\"/>",
                   left_of(b, i) + COLUMN / 2, level_of(b, i));
        put_number(b->out, left_of(b, i) + COLUMN / 2, level_of(b, i) - 4,
                   carried_of(&b->line->points[i]));
    }
}

/* "Mon" above "23": the words begin with both. */
static void put_days(const struct board *b)
{
    char words[CO_DAY_TEXT];
    for (size_t i = b->from; i < b->to; i++) {
        const char *day = co_date_day_text(b->t->dates[i], words);
        put_text(b->out, left_of(b, i) + COLUMN / 2, DAYS_TOP + 12, "mid");
        co_buf_fmt(b->out, "%.3s</text>", day);
        put_text(b->out, left_of(b, i) + COLUMN / 2, DAYS_TOP + 25, "mid");
        co_buf_fmt(b->out, "%.2s</text>", day + 4);
    }
}

static void measure(struct board *b)
{
    b->most_moved = b->most_carried = 1;
    for (size_t i = 0; i < b->t->n; i++) {
        const struct co_trend_point *p = &b->line->points[i];
        if (!p->is_baseline && p->counts.completed > b->most_moved)
            b->most_moved = p->counts.completed;
        if (!p->is_baseline && came_of(p) > b->most_moved)
            b->most_moved = came_of(p);
        if (carried_of(p) > b->most_carried)
            b->most_carried = carried_of(p);
    }
}

static void put_piece(const struct board *b)
{
    int64_t columns = (int64_t)(b->to - b->from),
            width = (columns < LEAST ? LEAST : columns) * COLUMN;
    co_buf_fmt(b->out,
               "<svg class=\"board\" role=\"img\" width=\"%" PRId64 "\" viewBox=\"0 0 %" PRId64
               " %d\" aria-label=\"",
               width, width, HEIGHT);
    for (size_t i = b->from; i < b->to; i++)
        put_words(b->out, b->t->dates[i], &b->line->points[i]);
    co_buf_text(b->out, "\">");
    put_label(b->out, 0, MARK_TOP - 5, "Past due");
    put_label(b->out, 0, BARS_TOP - 5, "■ Completed □ new, reopened");
    put_label(b->out, 0, LINE_TOP - 5, "Carried over");
    for (size_t i = b->from; i < b->to; i++) {
        put_mark(b, i);
        put_bars(b, i);
    }
    put_carried(b);
    put_days(b);
    co_buf_text(b->out, "</svg>\n");
}

static void put_board(struct co_buf *out, const struct co_trend *t,
                      const struct co_trend_line *line)
{
    struct board b = {.out = out, .t = t, .line = line};
    size_t pieces = (t->n + SCREEN - 1) / SCREEN;
    measure(&b);
    for (size_t i = 1; i <= pieces; i++) {
        b.to = (i * t->n + pieces - 1) / pieces;
        put_piece(&b);
        b.from = b.to;
    }
}

/* --- ageing --------------------------------------------------------------------------------- */

enum { AGE_LINE = 22, AGE_LABEL = 56, AGE_BAR = 150, AGE_WIDTH = 260 };

static void put_ages(struct co_buf *out, const int64_t *ages)
{
    int64_t most = 1;
    for (int i = 0; i < CO_AGES; i++)
        most = ages[i] > most ? ages[i] : most;
    co_buf_fmt(out,
               "<svg class=\"board\" role=\"img\" width=\"%d\" viewBox=\"0 0 %d %d\" "
               "aria-label=\"Open orders by working days on the list: ",
               AGE_WIDTH, AGE_WIDTH, AGE_LINE * CO_AGES);
    for (int i = 0; i < CO_AGES; i++)
        co_buf_fmt(out, "%s%s days: %" PRId64, i ? ", " : "", co_age_words(i), ages[i]);
    co_buf_text(out, "\">");
    for (int i = 0; i < CO_AGES; i++) {
        int64_t width = (ages[i] * AGE_BAR + most - 1) / most;
        put_label(out, 0, i * AGE_LINE + 15, co_age_words(i));
        if (width)
            put_box(out, (int64_t[]){AGE_LABEL, i * AGE_LINE + 4, width, AGE_LINE - 8}, "f-age");
        put_text(out, AGE_LABEL + width + 6, i * AGE_LINE + 15, "lab");
        co_buf_fmt(out, "%" PRId64 "</text>", ages[i]);
    }
    co_buf_text(out, "</svg>\n");
}

void co_html_board(struct co_buf *out, const struct co_trend *t, const struct co_trend_line *line,
                   size_t most)
{
    struct co_trend last = *t;
    struct co_trend_line end = *line;
    size_t skip = t->n > most ? t->n - most : 0;
    last.dates += skip;
    last.n -= skip;
    end.points += skip;
    co_buf_fmt(out,
               "<div class=\"pictures\">\n<figure>\n<figcaption>The last %zu list%s</figcaption>\n"
               "<div class=\"list newest\" role=\"group\" tabindex=\"0\" "
               "aria-label=\"List by list\">\n<div class=\"strip\">\n",
               last.n, last.n == 1 ? "" : "s");
    put_board(out, &last, &end);
    co_buf_text(
        out,
        "</div>\n</div>\n</figure>\n<figure>\n<figcaption>Working days on the list</figcaption>\n");
    put_ages(out, line->ages);
    co_buf_text(out, "</figure>\n</div>\n");
}

void co_html_board_legend(struct co_buf *out)
{
    co_buf_text(out, "<p class=\"quiet\">");
    for (int i = CO_DELIVERIES - 1; i >= 0; i--)
        co_buf_fmt(out, "<b>%s</b> %s%s", co_delivery_letter((enum co_delivery)i),
                   co_delivery_text((enum co_delivery)i), i ? "; " : "</p>\n");
}

/* --- a page of its own ---------------------------------------------------------------------- */

void co_html_trend(struct co_buf *out, const struct co_trend *t, const char *title,
                   const struct co_view *view)
{
    co_html_begin(out, co_str_of(title), view);
    co_buf_text(out, "<h1>");
    co_html_text(out, co_str_of(title));
    co_buf_text(out, "</h1>\n");
    co_html_board(out, t, &t->all, t->n);
    co_html_board_legend(out);
    for (size_t i = 0; i < t->n_shops; i++) {
        co_buf_text(out, "<section class=\"shop whole\">\n");
        co_html_shop(out, t->shops[i].shop, co_str_of(title));
        co_html_board(out, t, &t->shops[i], t->n);
        co_buf_text(out, "</section>\n");
    }
    co_html_end(out);
}
