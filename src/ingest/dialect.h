/* How a list is written: its delimiter, where its header stands, what is above it. */
#pragma once
#include "crossoff/load.h"
#include "reader.h"

/* Finds delimiter and header, gives x its columns by name, and leaves *r ready to read on behind
 * the header. */
CO_NODISCARD enum co_status co_dialect_open(struct co_export *x, const struct co_load_rules *rules,
                                            struct co_reader *r, struct co_err *err);
/* For a message: that a list of one column seems to have another delimiter; else "". */
const char *co_dialect_doubt(const struct co_export *x);
/* Notes what was found out, and warns of line ends of two kinds. After the rows were read. */
void co_dialect_tell(const struct co_export *x, struct co_notes *notes);
