/* report, private: a ZIP archive of compressed members, written into memory. */
#pragma once
#include "crossoff/mem.h"
#include <stdint.h>
#include <zlib.h>

/* The format is PKWARE's APPNOTE.TXT. Every member has the same time stamp, so that the same
 * members give the same bytes. Failure is sticky in `out`: memory that ran out, or an archive
 * beyond the 4 GB and 65,535 members that the plain format has room for. */
struct co_zip {
    struct co_buf *out;
    size_t base;             /* where the archive begins in out */
    struct co_buf directory; /* the central directory so far */
    size_t n_members;
    z_stream stream;
    bool is_ready; /* the stream has memory */
    const char *name;
    size_t header, data; /* of the open member, in out */
    uint64_t size;       /* of the open member, not compressed */
    uLong crc;
};
void co_zip_init(struct co_zip *z, struct co_buf *out);
/* Begins a member; the name is ASCII and lives until co_zip_end. */
void co_zip_begin(struct co_zip *z, const char *name);
void co_zip_put(struct co_zip *z, struct co_str bytes);
void co_zip_end(struct co_zip *z);
/* Writes the directory and releases the memory. */
void co_zip_fini(struct co_zip *z);
