/* Brings a history to the schema of this program. Private to the store. */
#pragma once
#include "db.h"

/* Looks whose file it is, compares its schema with what its version should have, and brings it to
 * CO_SCHEMA_VERSION, after a verified backup beside it (`mode` WRITE; in COPY without one; READ
 * only looks). *created tells whether it was empty. */
CO_NODISCARD enum co_status co_migrate(struct co_history *h, enum co_history_mode mode,
                                       bool *created, struct co_err *err);
/* That the file calls itself a history of ours; *version gets its schema (0: an empty file). */
CO_NODISCARD enum co_status co_migrate_whose(struct co_history *h, int64_t *version,
                                             struct co_err *err);
