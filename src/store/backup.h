/* Copies of a history that are whole. Private to the store. */
#pragma once
#include "db.h"

/* Copies the history as the connection sees it into `path` (made or overwritten, in one
 * transaction), flushes it, opens it again and looks it through. */
CO_NODISCARD enum co_status co_backup_copy(struct co_history *h, const char *path,
                                           struct co_err *err);
/* The same beside the history, before its schema changes: history.db.v1-2026-11-25T063000Z.bak, by
 * schema and time of the newest run; h->backup gets the name. Without it nothing is changed. */
CO_NODISCARD enum co_status co_backup_before(struct co_history *h, int64_t version,
                                             struct co_err *err);
