#include "term.h"
#include <string.h>

static const struct {
    const char *symbol, *ascii, *text;
    enum co_style style;
} marks[] = {
#define STYLE_ABSENT CO_STYLE_DIM
#define STYLE_LISTED CO_STYLE_FRESH
#define STYLE_CARRIED CO_STYLE_PLAIN
#define STYLE_CHANGED CO_STYLE_CHANGED
#define STYLE_PROGRESS CO_STYLE_DONE
#define STYLE_REOPENED CO_STYLE_BACK
#define STYLE_COMPLETED CO_STYLE_DONE
#define STYLE_CANCELLED CO_STYLE_LATE
#define STYLE_MOVED CO_STYLE_BACK
#define MARK(name, symbol, ascii, text) {symbol, ascii, text, STYLE_##name},
    CO_LIFE_LIST(MARK)
#undef MARK
};

static const char *symbol_of(const struct co_pen *p, enum co_life_mark mark)
{
    return p->is_ascii ? marks[mark].ascii : marks[mark].symbol;
}

static void put_mark(struct co_pen *p, enum co_life_mark mark)
{
    co_pen_style(p, marks[mark].style);
    co_buf_text(p->out, symbol_of(p, mark));
    if (marks[mark].style != CO_STYLE_PLAIN)
        co_pen_style(p, CO_STYLE_PLAIN);
}

enum { MONTH = 8 /* "Nov 2026", at the end of a day's words */, INDENT = MONTH + 2 };

static int month_of(co_date date, int *year)
{
    int month, day;
    co_date_split(date, year, &month, &day);
    return *year * 12 + month;
}

/* "Nov 2026  " and the marks, each in the column of its day of the month: a day without a list,
 * such as one that is not worked, is a blank. Gives how many days it took. */
static size_t put_month(struct co_pen *p, const struct co_life_day *days, size_t n)
{
    char words[CO_DAY_TEXT];
    int year, other, month, day, column = 1;
    size_t i = 0;
    int number = month_of(days[0].date, &year);
    size_t len = strlen(co_date_day_text(days[0].date, words));
    co_buf_fmt(p->out, "%s  ", words + (len > MONTH ? len - MONTH : 0));
    for (; i < n && month_of(days[i].date, &other) == number; i++) {
        co_date_split(days[i].date, &year, &month, &day);
        co_buf_fill(p->out, ' ', (size_t)(day - column));
        put_mark(p, days[i].mark);
        column = day + 1;
    }
    co_buf_byte(p->out, '\n');
    return i;
}

static void put_legend(struct co_pen *p, const size_t *counts)
{
    struct co_flow f = {.pen = p, .indent = INDENT, .at = INDENT};
    co_buf_fill(p->out, ' ', INDENT);
    for (int m = 0; m < CO_LIFE_MARKS; m++) {
        if (!counts[m])
            continue;
        co_buf_fmt(&p->scratch, "%s %s: %zu", symbol_of(p, (enum co_life_mark)m), marks[m].text,
                   counts[m]);
        co_flow_put(&f, ", ", CO_STYLE_PLAIN, co_pen_take(p));
    }
    co_buf_byte(p->out, '\n');
}

void co_term_life(struct co_buf *out, struct co_str title, const struct co_life_day *days, size_t n,
                  const struct co_view *view)
{
    struct co_pen p;
    size_t counts[CO_LIFE_MARKS] = {0};
    co_pen_init(&p, out, view);
    if (title.len) {
        co_buf_str(out, co_pen_visible(&p, title));
        co_buf_byte(out, '\n');
    }
    co_pen_style(&p, CO_STYLE_DIM);
    co_buf_text(out, "          1   5    10   15   20   25   30");
    co_pen_style(&p, CO_STYLE_PLAIN);
    co_buf_byte(out, '\n');
    for (size_t i = 0; i < n;)
        i += put_month(&p, days + i, n - i);
    for (size_t i = 0; i < n; i++)
        counts[days[i].mark]++;
    put_legend(&p, counts);
    co_pen_fini(&p);
}
