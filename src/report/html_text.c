#include "crossoff/report.h"
#include "crossoff/utf8.h"

static void put_char(struct co_buf *out, char c)
{
    switch (c) {
    case '&':
        co_buf_text(out, "&amp;");
        break;
    case '<':
        co_buf_text(out, "&lt;");
        break;
    case '>':
        co_buf_text(out, "&gt;");
        break;
    case '"':
        co_buf_text(out, "&quot;");
        break;
    case '\'':
        co_buf_text(out, "&#39;");
        break;
    default:
        co_buf_byte(out, c);
    }
}

/* Line ends first: co_utf8_visible would show them. */
void co_html_text(struct co_buf *out, struct co_str s)
{
    struct co_buf flat = {0}, shown = {0};
    co_buf_str(&flat, s);
    for (size_t i = 0; i < flat.len; i++)
        if (flat.at[i] == '\n' || flat.at[i] == '\r' || flat.at[i] == '\t')
            flat.at[i] = ' ';
    co_utf8_visible(&shown, co_buf_view(&flat));
    for (size_t i = 0; i < shown.len; i++)
        put_char(out, shown.at[i]);
    out->failed = out->failed || !co_buf_ok(&flat) || !co_buf_ok(&shown);
    co_buf_fini(&flat);
    co_buf_fini(&shown);
}
