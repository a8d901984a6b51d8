#include "crossoff/post.h"
#include "crossoff/utf8.h"
#include <string.h>

enum { SAID_MAX = 600, SHOWN_MAX = 200 };

/* The value of a character of base64 (RFC 4648); -1: it is none. */
static int value_of(char c)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

static bool has(const char *bytes, size_t len, const char *secret, size_t n)
{
    for (size_t i = 0; i + n <= len; i++)
        if (memcmp(bytes + i, secret, n) == 0)
            return true;
    return false;
}

/* Whether the secret is in what a run of base64 means, wherever its groups of four begin. */
static bool is_disguise(struct co_str run, const char *secret, size_t n)
{
    char bytes[SAID_MAX];
    bool is_found = false;
    for (size_t skip = 0; skip < 4 && skip < run.len && !is_found; skip++) {
        size_t len = 0;
        unsigned bits = 0;
        for (size_t i = skip; i < run.len; i++) {
            bits = bits << 6 | (unsigned)value_of(run.at[i]);
            size_t k = (i - skip) % 4;
            if (k) /* each but the first of four completes a byte */
                bytes[len++] = (char)(bits >> (6 - 2 * k));
        }
        is_found = has(bytes, len, secret, n);
    }
    explicit_bzero(bytes, sizeof bytes);
    return is_found;
}

/* How many bytes from here on are the secret: itself, or encoded as in a login. */
static size_t hidden(struct co_str said, bool is_start, const char *secret)
{
    size_t n = secret ? strlen(secret) : 0, run = 0;
    if (!n)
        return 0;
    if (said.len >= n && memcmp(said.at, secret, n) == 0)
        return n;
    while (is_start && run < said.len && value_of(said.at[run]) >= 0)
        run++;
    return is_disguise((struct co_str){said.at, run}, secret, n) ? run : 0;
}

/* Line ends, and blanks in a row, become one blank. */
static void put_plain(struct co_buf *out, struct co_str said, const char *secret)
{
    for (size_t i = 0; i < said.len;) {
        bool is_start = i == 0 || value_of(said.at[i - 1]) < 0;
        size_t skip = hidden((struct co_str){said.at + i, said.len - i}, is_start, secret);
        bool is_blank = said.at[i] && strchr(" \t\r\n", said.at[i]);
        if (skip)
            co_buf_text(out, "[...]");
        else if (!is_blank)
            co_buf_byte(out, said.at[i]);
        else if (out->len && out->at[out->len - 1] != ' ')
            co_buf_byte(out, ' ');
        i += skip ? skip : 1;
    }
}

void co_post_quote(struct co_buf *out, struct co_str said, const char *secret)
{
    struct co_buf plain = {0}, visible = {0};
    if (said.len > SAID_MAX)
        said.len = SAID_MAX;
    put_plain(&plain, said, secret);
    co_utf8_visible(&visible, co_str_trim(co_buf_view(&plain)));
    size_t width = co_utf8_width(co_buf_view(&visible));
    if (co_buf_ok(&plain) && co_buf_ok(&visible))
        co_utf8_fit(out, co_buf_view(&visible), width < SHOWN_MAX ? width : SHOWN_MAX, false,
                    false);
    else
        out->failed = true;
    co_buf_fini(&plain);
    co_buf_fini(&visible);
}
