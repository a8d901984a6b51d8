#include "crossoff/post.h"
#include <string.h>

enum { ADDRESS_MAX = 254, LOCAL_MAX = 64, HOST_MAX = 253 }; /* RFC 5321, 4.5.3.1 */

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Words of the allowed characters with single dots between them. */
static bool is_dotted(struct co_str s, const char *also)
{
    bool is_begun = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '.' && !is_begun)
            return false;
        if (c != '.' && !is_letter_or_digit(c) && (c == '\0' || !strchr(also, c)))
            return false;
        is_begun = c != '.';
    }
    return is_begun;
}

static bool is_numeric_v6(struct co_str s)
{
    bool has_colon = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '\0' || !strchr("0123456789abcdefABCDEF:.", s.at[i]))
            return false;
        has_colon = has_colon || s.at[i] == ':';
    }
    return has_colon;
}

static struct co_str without_brackets(struct co_str s)
{
    if (s.len > 2 && s.at[0] == '[' && s.at[s.len - 1] == ']')
        return (struct co_str){s.at + 1, s.len - 2};
    return s;
}

bool co_post_is_host(struct co_str s)
{
    if (!s.len || s.len > HOST_MAX)
        return false;
    return is_dotted(s, "-_") ? s.at[0] != '-' : is_numeric_v6(without_brackets(s));
}

bool co_post_is_loopback(struct co_str host)
{
    host = without_brackets(host);
    if (co_str_eq_nocase(host, CO_STR("localhost")) || co_str_eq(host, CO_STR("::1")))
        return true;
    /* Four numbers: "127.example.com" is a name. */
    size_t dots = 0;
    for (size_t i = 0; i < host.len; i++) {
        if ((host.at[i] < '0' || host.at[i] > '9') && host.at[i] != '.')
            return false;
        dots += host.at[i] == '.';
    }
    return co_str_starts(host, CO_STR("127.")) && dots == 3;
}

/* Quoted local parts and addresses beyond ASCII are legal, and not every server takes them. What is
 * allowed here can neither end a header, nor look like an option or like a second address. */
bool co_post_is_address(struct co_str s)
{
    const char *at = s.len ? memchr(s.at, '@', s.len) : NULL;
    if (!at || s.len > ADDRESS_MAX || s.at[0] == '-')
        return false;
    struct co_str local = {s.at, (size_t)(at - s.at)};
    struct co_str domain = {at + 1, s.len - local.len - 1};
    return local.len <= LOCAL_MAX && is_dotted(local, "!#$%&'*+-/=?^_`{|}~") &&
           is_dotted(domain, "-") && domain.at[0] != '-';
}

/* Every CR before an LF, every LF behind a CR, and an LF at the end. */
static bool has_whole_lines(struct co_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool is_cr = s.at[i] == '\r', is_lf = s.at[i] == '\n';
        if ((is_cr && (i + 1 == s.len || s.at[i + 1] != '\n')) ||
            (is_lf && (i == 0 || s.at[i - 1] != '\r')) || s.at[i] == '\0')
            return false;
    }
    return s.len && s.at[s.len - 1] == '\n';
}

enum co_status co_post_check(const struct co_post_letter *letters, size_t n, struct co_err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!co_post_is_address(co_str_of(letters[i].sender)) ||
            !co_post_is_address(co_str_of(letters[i].recipient)))
            return co_fail(err, CO_BUG, "a message has an address that is none; it was not sent");
        if (!has_whole_lines(letters[i].message))
            return co_fail(err, CO_BUG,
                           "a message has lines that do not end in CR LF; it was not sent");
    }
    return CO_OK;
}
