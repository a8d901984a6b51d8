/* app: how the columns of an export are understood, before the first real run. */
#pragma once
#include "crossoff/config.h"
#include "crossoff/note.h"
#include "crossoff/table.h"

/* One row per column of the file: its number, header, field, kind of values, samples, and what it
 * was on the feed's last list, which `history` (may not exist) and feed give; how the header
 * changed since then is noted. The dialect goes into *title. doubt is filled when two columns are
 * equally likely, else empty. */
CO_NODISCARD enum co_status co_inspect(const char *path, const char *history, const char *feed,
                                       const struct co_reading *reading, struct co_table *out,
                                       struct co_buf *title, struct co_err *doubt,
                                       struct co_notes *notes, struct co_err *err);
