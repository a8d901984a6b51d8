/* The schema of a history, compared with what the migrations make. Private to the store. */
#pragma once
#include "crossoff/digest.h"
#include "db.h"

/* The SHA-256 of every object (type, name, table and SQL, each behind its length and a colon, in
 * the order of type and name), in hexadecimal. CO_STORE when it cannot be read. */
CO_NODISCARD enum co_status co_schema_digest(struct co_history *h, char hex[CO_DIGEST_TEXT],
                                             struct co_err *err);
extern const char co_schema_newest[]; /* the one of CO_SCHEMA_VERSION */

/* That the schema is what the migrations up to `version` make: no object more, none less, no other
 * text. They are run for it. CO_STORE names the first that differs; *objects (may be NULL) gets how
 * many there are. */
CO_NODISCARD enum co_status co_schema_confirm(struct co_history *h, int64_t version,
                                              int64_t *objects, struct co_err *err);
