/* ingest: the bytes of a file as UTF-8 text, or the sentence why they are no export. */
#pragma once
#include "crossoff/note.h"

/* Unpacks gzip (bounded), refuses what is no text list (workbook, web page, PDF, archive, empty,
 * NUL) and converts the rest to UTF-8: a byte order mark decides, else valid UTF-8 is taken as it
 * is, else Windows-1252, with a note that names the first line concerned. encoding: NULL, or a name
 * that iconv knows, which then holds. *text is a view into bytes or into converted; the caller
 * releases converted. *used gets the name of the encoding (static, or `encoding`). */
CO_NODISCARD enum co_status co_decode(const char *name, struct co_str bytes, const char *encoding,
                                      struct co_buf *converted, struct co_str *text,
                                      const char **used, struct co_notes *notes,
                                      struct co_err *err);
