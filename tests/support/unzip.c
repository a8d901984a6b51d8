#include "unzip.h"
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static size_t number(const char *at, size_t bytes)
{
    size_t n = 0;
    while (bytes--)
        n = n << 8 | (unsigned char)at[bytes];
    return n;
}

static bool inflate_all(const char *from, size_t len, char *to, size_t size, size_t crc)
{
    z_stream z = {.next_in = (Bytef *)(size_t)from, .avail_in = (uInt)len};
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)size;
    if (inflateInit2(&z, -15) != Z_OK)
        return false;
    bool is_whole = inflate(&z, Z_FINISH) == Z_STREAM_END && !z.avail_out && !z.avail_in;
    (void)inflateEnd(&z);
    return is_whole && crc32(0, (const Bytef *)to, (uInt)size) == crc;
}

/* A member by its entry in the directory; the local header must say the same. */
static bool put_member(struct co_str a, const char *entry, struct co_buf *out)
{
    const char *local = a.at + number(entry + 42, 4);
    size_t packed = number(entry + 20, 4), size = number(entry + 24, 4);
    size_t name = number(entry + 28, 2);
    if (number(local, 4) != 0x04034b50 || memcmp(local + 4, entry + 6, 24) != 0 ||
        memcmp(local + 30, entry + 46, name) != 0)
        return false;
    char *text = malloc(size + 1);
    if (!text)
        return false;
    bool is_ok = inflate_all(local + 30 + name, packed, text, size, number(entry + 16, 4));
    co_buf_fmt(out, "== %.*s\n", (int)name, entry + 46);
    for (size_t i = 0; is_ok && i < size; i++) {
        co_buf_byte(out, text[i]);
        if (text[i] == '>' && i + 1 < size && text[i + 1] == '<')
            co_buf_byte(out, '\n');
    }
    co_buf_byte(out, '\n');
    free(text);
    return is_ok;
}

bool unzip_all(struct co_str archive, struct co_buf *out)
{
    if (archive.len < 22)
        return false;
    const char *end = archive.at + archive.len - 22;
    if (number(end, 4) != 0x06054b50 ||
        number(end + 16, 4) + number(end + 12, 4) + 22 != archive.len)
        return false;
    const char *entry = archive.at + number(end + 16, 4);
    for (size_t left = number(end + 10, 2); left; left--) {
        if (number(entry, 4) != 0x02014b50 || !put_member(archive, entry, out))
            return false;
        entry += 46 + number(entry + 28, 2);
    }
    return entry == end;
}
