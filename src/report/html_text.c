#include "crossoff/report.h"
#include "text.h"

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

void co_html_text(struct co_buf *out, struct co_str s)
{
    co_text_escape(out, s, put_char);
}
