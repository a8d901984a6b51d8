/* app: what the module for mail does for the rest: it composes in a process of its own. */
#pragma once
#include "crossoff/module.h"

/* The functions of the module, which is loaded now if it was not yet. CO_USAGE when it is not there
 * or of another version. */
CO_NODISCARD enum co_status co_composer_load(const struct co_mail_table **table,
                                             struct co_err *err);
/* co_mime_compose in a process of its own: GLib ends the process that runs out of memory, and that
 * must not be the one that records a day. CO_USAGE as above, CO_BUSY without another process,
 * CO_OUTPUT when it did not come to its end. */
CO_NODISCARD enum co_status co_composer_run(const struct co_mime *m, struct co_buf *out,
                                            struct co_err *err);
