#include "zip.h"
#include <string.h>

enum {
    VERSION = 20,     /* 2.0: deflate */
    DATE = 0x21,      /* 1980-01-01, the first there is */
    METHOD = 8,       /* deflate */
    NO_HEADER = -15,  /* a deflate stream without zlib's own header, window of 32 KB */
    MEMORY_LEVEL = 8, /* zlib's default */
};

static void put_number(struct co_buf *b, uint64_t n, size_t bytes)
{
    for (; bytes; bytes--, n >>= 8)
        co_buf_byte(b, (char)(n & 0xff));
}

static void fail(struct co_zip *z)
{
    z->out->failed = true;
}

void co_zip_init(struct co_zip *z, struct co_buf *out)
{
    *z = (struct co_zip){.out = out, .base = out->len};
    z->is_ready = deflateInit2(&z->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, NO_HEADER,
                               MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
    if (!z->is_ready)
        fail(z);
}

/* The fields that both headers have, from the version to the length of the name. */
static void put_common(struct co_buf *b, const struct co_zip *z, uint64_t compressed)
{
    put_number(b, VERSION, 2);
    put_number(b, 0, 2); /* flags */
    put_number(b, METHOD, 2);
    put_number(b, 0, 2); /* midnight */
    put_number(b, DATE, 2);
    put_number(b, z->crc, 4);
    put_number(b, compressed, 4);
    put_number(b, z->size, 4);
    put_number(b, strlen(z->name), 2);
}

void co_zip_begin(struct co_zip *z, const char *name)
{
    z->name = name;
    z->header = z->out->len;
    z->size = 0;
    z->crc = crc32(0, NULL, 0);
    put_number(z->out, 0x04034b50, 4);
    put_common(z->out, z, 0);
    put_number(z->out, 0, 2); /* no extra field */
    co_buf_text(z->out, name);
    z->data = z->out->len;
    if (z->is_ready && deflateReset(&z->stream) != Z_OK)
        fail(z);
}

/* Compresses what the stream has as input; to the end with Z_FINISH. */
static void squeeze(struct co_zip *z, int flush)
{
    unsigned char block[16384];
    int got = Z_OK;
    do {
        z->stream.next_out = block;
        z->stream.avail_out = sizeof block;
        got = deflate(&z->stream, flush);
        co_buf_put(z->out, block, sizeof block - z->stream.avail_out);
    } while (got == Z_OK && (z->stream.avail_out == 0 || flush == Z_FINISH));
    if (got == Z_STREAM_ERROR || (flush == Z_FINISH && got != Z_STREAM_END))
        fail(z);
}

void co_zip_put(struct co_zip *z, struct co_str bytes)
{
    if (!z->is_ready || z->out->failed || !bytes.len)
        return;
    while (bytes.len) {
        uInt part = bytes.len > 1 << 30 ? 1 << 30 : (uInt)bytes.len;
        z->stream.next_in = (Bytef *)(uintptr_t)bytes.at; /* zlib only reads it */
        z->stream.avail_in = part;
        z->crc = crc32(z->crc, (const Bytef *)bytes.at, part);
        squeeze(z, Z_NO_FLUSH);
        z->size += part;
        bytes = (struct co_str){bytes.at + part, bytes.len - part};
    }
}

static void add_to_directory(struct co_zip *z, uint64_t compressed)
{
    put_number(&z->directory, 0x02014b50, 4);
    put_number(&z->directory, VERSION, 2); /* made by */
    put_common(&z->directory, z, compressed);
    put_number(&z->directory, 0, 2 + 2 + 2); /* no extra field, no comment, disk 0 */
    put_number(&z->directory, 0, 2 + 4);     /* attributes */
    put_number(&z->directory, z->header - z->base, 4);
    co_buf_text(&z->directory, z->name);
    z->n_members++;
}

/* Writes CRC and sizes, which are known now, over the zeros of the header. */
static void complete_header(struct co_zip *z, uint64_t compressed)
{
    struct co_buf header = {0};
    put_common(&header, z, compressed);
    if (co_buf_ok(&header))
        memcpy(z->out->at + z->header + 4, header.at, header.len);
    else
        fail(z);
    co_buf_fini(&header);
}

void co_zip_end(struct co_zip *z)
{
    if (!z->is_ready || z->out->failed)
        return;
    z->stream.next_in = NULL;
    z->stream.avail_in = 0;
    squeeze(z, Z_FINISH);
    uint64_t compressed = z->out->len - z->data;
    if (z->size > UINT32_MAX || compressed > UINT32_MAX)
        fail(z);
    if (z->out->failed)
        return;
    complete_header(z, compressed);
    add_to_directory(z, compressed);
}

void co_zip_fini(struct co_zip *z)
{
    size_t at = z->out->len - z->base;
    if (at > UINT32_MAX || z->n_members > UINT16_MAX || !co_buf_ok(&z->directory))
        fail(z);
    co_buf_str(z->out, co_buf_view(&z->directory));
    put_number(z->out, 0x06054b50, 4);
    put_number(z->out, 0, 2 + 2); /* one disk */
    put_number(z->out, z->n_members, 2);
    put_number(z->out, z->n_members, 2);
    put_number(z->out, z->directory.len, 4);
    put_number(z->out, at, 4);
    put_number(z->out, 0, 2); /* no comment */
    if (z->is_ready && deflateEnd(&z->stream) == Z_STREAM_ERROR)
        fail(z);
    co_buf_fini(&z->directory);
}
