#include "crossoff/decode.h"
#include "crossoff/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <zlib.h>

/* What an unpacked file may be at most: a small file must not become all memory. */
enum { UNPACKED_RATIO_MAX = 200, UNPACKED_FREE = 1024 * 1024 };
#define UNPACKED_MAX ((size_t)2 << 30)

static size_t line_of(struct co_str s, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += s.at[i] == '\n' || (s.at[i] == '\r' && (i + 1 == s.len || s.at[i + 1] != '\n'));
    return line;
}

static bool begins(struct co_str s, const char *magic, size_t len)
{
    return s.len >= len && memcmp(s.at, magic, len) == 0;
}

static bool begins_nocase(struct co_str s, const char *word)
{
    s = co_str_trim(s);
    size_t len = strlen(word);
    return s.len >= len && co_str_eq_nocase((struct co_str){s.at, len}, co_str_of(word));
}

/* What a file is that is no text list, by its first bytes; NULL when it may be one. */
static const char *foreign_kind(struct co_str s)
{
    static const char *const tags[] = {"<!",    "<?xml",  "<html",   "<head",  "<body",
                                       "<meta", "<style", "<script", "<table", "<div"};
    static const struct co_str packed[] = {{"BZh91AY&SY", 10},
                                           {"\xfd"
                                            "7zXZ\0",
                                            6},
                                           {"7z\xbc\xaf", 4},
                                           {"\x28\xb5\x2f\xfd", 4},
                                           {"Rar!", 4}};
    struct co_str bom = CO_STR("\xef\xbb\xbf");
    if (co_str_starts(s, bom)) /* web servers like to send one */
        s = (struct co_str){s.at + bom.len, s.len - bom.len};
    if (begins(s, "PK\003\004", 4))
        return "an Excel workbook (xlsx) or a zip archive; open it and save the list as \"CSV "
               "UTF-8\"";
    if (begins(s, "\xd0\xcf\x11\xe0", 4))
        return "an old Excel workbook (xls); open it and save the list as \"CSV UTF-8\"";
    if (begins(s, "%PDF", 4))
        return "a PDF; ask the ERP for the list as CSV";
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (begins_nocase(s, tags[i]))
            return "a web page or XML (perhaps a login page of the ERP); ask for the list as CSV";
    if (begins_nocase(s, "{\"") || begins_nocase(s, "[{"))
        return "JSON; ask the ERP for the list as CSV";
    if (begins(s, "{\\rtf", 5))
        return "a text of a word processor (RTF); ask the ERP for the list as CSV";
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (co_str_starts(s, packed[i]))
            return "an archive; unpack it first (only gzip is unpacked here)";
    return NULL;
}

static bool is_too_large(size_t packed, size_t unpacked)
{
    return unpacked > UNPACKED_MAX ||
           (unpacked > UNPACKED_FREE && unpacked / UNPACKED_RATIO_MAX > packed);
}

/* A gzip file (RFC 1952), possibly of several members one behind the other. */
static enum co_status unpack(const char *name, struct co_str in, struct co_buf *out,
                             struct co_err *err)
{
    z_stream z = {.next_in = Z_NULL};
    enum co_status status = CO_OK;
    int code = inflateInit2(&z, 16 + MAX_WBITS);
    size_t at = 0;
    while (code == Z_OK && !status) {
        unsigned char block[65536];
        uInt some = in.len - at > 65536 ? 65536 : (uInt)(in.len - at);
        z.next_in = (z_const Bytef *)(size_t)(in.at + at);
        z.avail_in = some;
        do {
            z.next_out = block;
            z.avail_out = sizeof block;
            code = inflate(&z, Z_NO_FLUSH);
            co_buf_put(out, block, sizeof block - z.avail_out);
            if (is_too_large(in.len, out->len))
                status = co_fail(err, CO_INPUT,
                                 "%s unpacks to more than a list of work orders can "
                                 "have; nothing was recorded",
                                 name);
        } while (!status && code == Z_OK && z.avail_out == 0);
        at += some - z.avail_in;
        if (code == Z_STREAM_END && at < in.len)
            code = inflateReset(&z);
        else if (code == Z_BUF_ERROR && at < in.len)
            code = Z_OK; /* only wants more input */
        if (code == Z_OK && at == in.len)
            code = Z_BUF_ERROR;
    }
    (void)inflateEnd(&z);
    if (!status && !co_buf_ok(out))
        status = co_fail_nomem(err);
    if (!status && code != Z_STREAM_END)
        status = co_fail(err, CO_INPUT,
                         "%s: the gzip file is %s; nothing was recorded. Copy or export it "
                         "again",
                         name, code == Z_BUF_ERROR ? "cut off" : "damaged");
    return status;
}

static bool is_encoding(const char *name)
{
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return false;
    iconv_close(cd);
    return true;
}

static enum co_status unknown_encoding(const char *name, struct co_err *err)
{
    return co_fail(err, CO_USAGE,
                   "encoding '%s' is not known here; `iconv -l` lists the names that are", name);
}

static enum co_status convert(const char *name, struct co_str in, const char *encoding,
                              struct co_buf *out, struct co_err *err)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1)
        return unknown_encoding(encoding, err);
    char *from = (char *)(size_t)in.at; /* iconv's prototype wants it writable; it only reads */
    size_t left = in.len;
    enum co_status status = CO_OK;
    while (left && !status && co_buf_ok(out)) {
        char block[16384], *to = block;
        size_t room = sizeof block;
        size_t done = iconv(cd, &from, &left, &to, &room);
        co_buf_put(out, block, sizeof block - room);
        if (done == (size_t)-1 && errno != E2BIG)
            status =
                co_fail(err, CO_INPUT,
                        "%s, line %zu: byte %zu of the file is no %s text; choose the encoding "
                        "with --encoding or export as UTF-8",
                        name, line_of(co_buf_view(out), out->len), in.len - left + 1, encoding);
    }
    iconv_close(cd);
    return !status && !co_buf_ok(out) ? co_fail_nomem(err) : status;
}

enum { DOS_END = 0x1a }; /* what programs from CP/M to DOS write behind a text */

/* One such mark is no part of the text. Many are a block that was never filled: there the copy
 * ended, wherever the text did. Elsewhere it is what IBM's hosts write for letters they lack. */
static enum co_status check_end(const char *name, struct co_str *s, struct co_err *err)
{
    size_t n = 0;
    while (n < s->len && s->at[s->len - n - 1] == DOS_END)
        n++;
    s->len -= n;
    if (n < 2)
        return CO_OK;
    return co_fail(err, CO_INPUT,
                   "%s, line %zu: filled up with %zu end marks (byte 0x1A): the copy is damaged. "
                   "Export it again",
                   name, line_of(*s, s->len), n);
}

static enum co_status check_text(const char *name, struct co_str *text, struct co_err *err)
{
    enum co_status status = check_end(name, text, err);
    struct co_str s = *text;
    const char *nul = s.len ? memchr(s.at, '\0', s.len) : NULL;
    if (status)
        return status;
    if (nul)
        return co_fail(err, CO_INPUT,
                       "%s, line %zu: a NUL byte; the file is damaged or no text. Export it again",
                       name, line_of(s, (size_t)(nul - s.at)));
    if (!co_str_trim(s).len)
        return co_fail(err, CO_INPUT,
                       "%s is empty: no header, no rows. That is no list of open work orders; "
                       "look at the ERP's export job and export it again",
                       name);
    return CO_OK;
}

static enum co_status decode_text(const char *name, struct co_str bytes, const char *encoding,
                                  struct co_buf *converted, struct co_str *text, const char **used,
                                  struct co_notes *notes, struct co_err *err)
{
    const char *kind = foreign_kind(bytes);
    struct co_str body = bytes;
    size_t bad = 0;
    bool is_checked = false;
    if (kind)
        return co_fail(err, CO_INPUT, "%s is %s", name, kind);
    *used = encoding;
    if (encoding && !is_encoding(encoding)) /* a byte order mark may decide, but a typo is one */
        return unknown_encoding(encoding, err);
    if (begins(bytes, "\xef\xbb\xbf", 3)) {
        body = (struct co_str){bytes.at + 3, bytes.len - 3};
        *used = "UTF-8";
    } else if (!encoding && begins(bytes, "\xff\xfe", 2)) {
        body = (struct co_str){bytes.at + 2, bytes.len - 2};
        *used = "UTF-16LE";
    } else if (!encoding && begins(bytes, "\xfe\xff", 2)) {
        body = (struct co_str){bytes.at + 2, bytes.len - 2};
        *used = "UTF-16BE";
    } else if (!encoding && body.len > 3 && (!body.at[0] != !body.at[1])) {
        return co_fail(
            err, CO_INPUT,
            "%s looks like UTF-16 without a byte order mark; read it with --encoding %s, or "
            "export as UTF-8",
            name, body.at[0] ? "UTF-16LE" : "UTF-16BE");
    } else if (!encoding) {
        bad = co_utf8_check(body);
        is_checked = true;
        *used = bad == body.len ? "UTF-8" : "WINDOWS-1252";
        if (bad < body.len)
            co_note(notes, CO_NOTE_INFO,
                    "%s: line %zu is not valid UTF-8, so the file is read as Windows-1252 "
                    "(--encoding chooses another)",
                    name, line_of(body, bad));
    }
    co_note(notes, CO_NOTE_DETAIL, "%s: encoding %s", name, *used);
    *text = body;
    if (strcmp(*used, "UTF-8") == 0) {
        bad = is_checked ? bad : co_utf8_check(body);
        if (bad < body.len)
            return co_fail(err, CO_INPUT,
                           "%s, line %zu: not valid UTF-8 although the file or --encoding says so; "
                           "choose the encoding with --encoding or export again",
                           name, line_of(body, bad));
        return check_text(name, text, err);
    }
    /* A one-byte encoding hides no NUL; a two-byte one is full of them until it is converted. */
    enum co_status status = convert(name, body, *used, converted, err);
    if (status)
        return status;
    *text = co_buf_view(converted);
    if (begins(*text, "\xef\xbb\xbf", 3)) /* the mark of an encoding that was named */
        *text = (struct co_str){text->at + 3, text->len - 3};
    return check_text(name, text, err);
}

enum co_status co_decode(const char *name, struct co_str bytes, const char *encoding,
                         struct co_buf *converted, struct co_str *text, const char **used,
                         struct co_notes *notes, struct co_err *err)
{
    struct co_buf plain = {0};
    if (!begins(bytes, "\x1f\x8b", 2))
        return decode_text(name, bytes, encoding, converted, text, used, notes, err);
    enum co_status status = unpack(name, bytes, &plain, err);
    if (!status)
        status =
            decode_text(name, co_buf_view(&plain), encoding, converted, text, used, notes, err);
    if (!status)
        co_note(notes, CO_NOTE_DETAIL, "%s: unpacked from gzip", name);
    if (!status && !converted->at)
        *converted = plain; /* the text is a view into it */
    else
        co_buf_fini(&plain);
    return status;
}
