/* tests: what is in a workbook, read by zlib and nothing of the program. */
#pragma once
#include "crossoff/mem.h"

/* Appends every member of an archive, "== NAME" before each and a line end behind each element.
 * Checks signatures, sizes and CRCs of both headers; false when something is wrong. */
bool unzip_all(struct co_str archive, struct co_buf *out);
