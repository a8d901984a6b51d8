#include "term_sheet.h"
#include <string.h>
#include "crossoff/utf8.h"
#include "text.h"

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("_./:@%+=,-", c)) || (unsigned char)c >= 0x80;
}

/* A word of a shell command, made visible first: a hint is read before it is copied. */
static void put_word(struct co_pen *p, struct co_buf *out, struct co_str s)
{
    struct co_str word = co_pen_visible(p, s);
    bool is_bare = word.len > 0;
    for (size_t i = 0; i < word.len; i++)
        is_bare = is_bare && is_plain(word.at[i]);
    if (is_bare) {
        co_buf_str(out, word);
        return;
    }
    co_buf_byte(out, '\'');
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] == '\'')
            co_buf_text(out, "'\\''");
        else
            co_buf_byte(out, word.at[i]);
    co_buf_byte(out, '\'');
}

static void put_option(struct co_pen *p, struct co_buf *out, const char *option, struct co_str s)
{
    co_buf_fmt(out, " %s ", option);
    put_word(p, out, s);
}

/* "crossoff report --date 2026-11-20 --shop Turning --all"; shop NULL for all of them. */
static struct co_str command(struct co_pen *p, const struct co_sheet *s,
                             const struct co_sheet_shop *shop, const struct co_view *view)
{
    struct co_buf text = {0};
    char date[CO_DATE_TEXT];
    bool is_named = view && view->program.len;
    if (view && view->is_dry)
        return CO_STR("the same command with --all");
    put_word(p, &text, is_named ? view->program : CO_STR("crossoff"));
    co_buf_fmt(&text, " report --date %s", co_date_text(s->date, date));
    if (s->feed.len && !co_str_eq(s->feed, CO_STR("default")))
        put_option(p, &text, "--feed", s->feed);
    if (s->history.len)
        put_option(p, &text, "--history", s->history);
    if (shop && (shop->name.len || s->shops_all > 1 || s->n_shops > 1))
        put_option(p, &text, "--shop", shop->name);
    co_buf_text(&text, " --all");
    struct co_str copy = co_arena_dup(&p->texts, co_buf_view(&text));
    p->out->failed = p->out->failed || !co_buf_ok(&text);
    co_buf_fini(&text);
    return copy;
}

/* "38 more carried over, 2 more new"; empty when every order is listed. */
static struct co_str missing(struct co_pen *p, const struct co_sheet *s,
                             const struct co_sheet_shop *shop)
{
    p->scratch.len = 0;
    co_text_missing(&p->scratch, s, shop);
    return co_pen_take(p);
}

/* "   … what: command"; a command is never cut, because it is there to be copied. */
static void put_hint(struct co_pen *p, size_t indent, struct co_str what, struct co_str cmd)
{
    const char *more = co_pen_sign(p, CO_SIGN_MORE);
    size_t width = indent + co_utf8_width(co_str_of(more)) + 1 + co_utf8_width(what) + 2;
    co_pen_style(p, CO_STYLE_DIM);
    co_buf_fill(p->out, ' ', indent);
    co_buf_fmt(p->out, "%s %.*s:", more, CO_STR_ARG(what));
    if (width + co_utf8_width(cmd) <= p->width) {
        co_buf_byte(p->out, ' ');
    } else {
        co_buf_byte(p->out, '\n');
        co_buf_fill(p->out, ' ', indent + 2);
    }
    co_buf_str(p->out, cmd);
    co_pen_style(p, CO_STYLE_PLAIN);
    co_buf_byte(p->out, '\n');
}

bool co_term_more(struct co_pen *p, const struct co_sheet *s, const struct co_sheet_shop *shop,
                  const struct co_view *view)
{
    struct co_str what;
    if ((view && view->show_all) || (what = missing(p, s, shop)).len == 0)
        return false;
    if (shop->n_items || !s->is_baseline)
        put_hint(p, 3, what, command(p, s, shop, view));
    return true;
}

void co_term_hint(struct co_pen *p, const struct co_sheet *s, const struct co_view *view)
{
    co_buf_byte(p->out, '\n');
    put_hint(p, 0, CO_STR("the whole list"), command(p, s, NULL, view));
}
