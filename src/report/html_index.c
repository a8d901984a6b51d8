#include <inttypes.h>
#include "html.h"

enum { BOARD_MOST = 20 };

static struct co_str name_of(struct co_str shop)
{
    return shop.len ? shop : CO_STR("(no shop)");
}

static void put_link(struct co_buf *out, const char *href, struct co_str text)
{
    if (href) {
        co_buf_text(out, "<a href=\"");
        co_html_text(out, co_str_of(href));
        co_buf_text(out, "\">");
    }
    co_html_text(out, text);
    co_buf_text(out, href ? "</a>" : "");
}

static void put_shops(struct co_buf *out, const struct co_index_feed *feed)
{
    if (!feed->n_shops)
        return;
    co_buf_text(out, "<p><b>By shop</b></p>\n<ul class=\"links\">\n");
    for (size_t i = 0; i < feed->n_shops; i++) {
        co_buf_text(out, "<li>");
        put_link(out, feed->shops[i].href, name_of(feed->shops[i].name));
        co_buf_text(out, "</li>\n");
    }
    co_buf_text(out, "</ul>\n");
}

enum column { COMPLETED, CARRIED, NEW, REOPENED, LISTED, PAST_DUE, COLUMNS };
static const char *const heads[COLUMNS] = {"Completed", "Carried over", "New",
                                           "Reopened",  "On the list",  "Past due"};

static void put_number(struct co_buf *out, enum column column, bool is_there, int64_t number)
{
    if (is_there)
        co_buf_fmt(out, "<td role=\"cell\" data-label=\"%s\" class=\"n\">%" PRId64 "</td>",
                   heads[column], number);
    else
        co_buf_text(out, "<td role=\"cell\"></td>");
}

static void put_day(struct co_buf *out, const struct co_index_feed *feed, size_t i)
{
    const struct co_trend_point *p = &feed->trend->all.points[i];
    const struct co_counts *c = &p->counts;
    char words[CO_DAY_TEXT];
    co_buf_text(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\" class=\"w\">");
    put_link(out, feed->days[i], co_str_of(co_date_day_text(feed->trend->dates[i], words)));
    co_buf_text(out, "</th>");
    put_number(out, COMPLETED, !p->is_baseline, c->completed);
    put_number(out, CARRIED, !p->is_baseline, c->carried_over);
    put_number(out, NEW, !p->is_baseline, c->fresh);
    put_number(out, REOPENED, !p->is_baseline, c->reopened);
    put_number(out, LISTED, true, c->today);
    put_number(out, PAST_DUE, p->has_due_dates, c->past_due);
    if (*co_delivery_name(p->delivery))
        co_buf_fmt(out, "<td role=\"cell\" data-label=\"Due dates kept\">%s</td></tr>\n",
                   co_delivery_name(p->delivery));
    else
        co_buf_text(out, "<td role=\"cell\"></td></tr>\n");
}

static void put_days(struct co_buf *out, const struct co_index_feed *feed)
{
    struct co_buf name = {0};
    co_html_text(&name, feed->trend->feed);
    co_buf_text(out, "<div class=\"list\" role=\"group\" tabindex=\"0\" aria-label=\"Days of ");
    co_buf_str(out, co_buf_view(&name));
    co_buf_text(out, "\">\n<table role=\"table\" class=\"plain\">\n"
                     "<caption>By date, the newest first</caption>\n<thead role=\"rowgroup\">\n");
    co_html_paper(out, COLUMNS + 2, co_buf_view(&name));
    co_buf_text(out, "<tr role=\"row\"><th scope=\"col\" role=\"columnheader\">Date</th>");
    for (int i = 0; i < COLUMNS; i++)
        co_buf_fmt(out, "<th scope=\"col\" role=\"columnheader\" class=\"n\">%s</th>", heads[i]);
    co_buf_text(out, "<th scope=\"col\" role=\"columnheader\">Due dates kept</th></tr>\n</thead>\n"
                     "<tbody role=\"rowgroup\">\n");
    for (size_t i = feed->trend->n; i-- > 0;)
        put_day(out, feed, i);
    co_buf_text(out, "</tbody>\n</table>\n</div>\n");
    out->failed = out->failed || !co_buf_ok(&name);
    co_buf_fini(&name);
}

static void put_feed(struct co_buf *out, const struct co_index_feed *feed)
{
    const struct co_trend *t = feed->trend;
    char words[CO_DAY_TEXT];
    co_buf_text(out, "<section class=\"feed\">\n<h2>");
    co_html_text(out, t->feed);
    co_buf_text(out, "</h2>\n<p>Newest list: ");
    put_link(out, feed->today, co_str_of(co_date_day_text(t->dates[t->n - 1], words)));
    co_buf_text(out, ", recorded ");
    co_html_text(out, co_str_of(feed->recorded_at));
    co_buf_text(out, "</p>\n");
    put_shops(out, feed);
    co_html_board(out, t, &t->all, BOARD_MOST);
    co_html_board_legend(out);
    put_days(out, feed);
    co_buf_text(out, "</section>\n");
}

void co_html_index(struct co_buf *out, const struct co_index_feed *feeds, size_t n,
                   const char *history, const struct co_view *view)
{
    co_html_begin(out, CO_STR("Work orders by date"), view);
    co_buf_text(out, "<h1>Work orders by date</h1>\n");
    for (size_t i = 0; i < n; i++)
        put_feed(out, &feeds[i]);
    if (!n)
        co_buf_text(out, "<p>No list is recorded.</p>\n");
    co_buf_text(out, "<p class=\"quiet\">For questions of your own: ");
    put_link(out, history, CO_STR("a copy of the history"));
    co_buf_text(out, ", a SQLite database that crossoff sql, Excel and BI tools read.</p>\n");
    co_html_end(out);
}
