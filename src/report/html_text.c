#include "html.h"
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

size_t co_html_longest_word(struct co_str s)
{
    size_t longest = 0, begin = 0;
    for (size_t i = 0; i <= s.len; i++) {
        if (i < s.len && s.at[i] != ' ')
            continue;
        longest = i - begin > longest ? i - begin : longest;
        begin = i + 1;
    }
    return longest;
}

const char *co_html_fold(struct co_str s)
{
    size_t word = co_html_longest_word(s);
    return word > CO_HTML_CODE ? "long" : word == s.len ? "w" : "";
}
