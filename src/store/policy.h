/* How a history is opened and what may be done to it: pragmas, authorizer, schema. Private to the
 * store. */
#pragma once
#include "db.h"

/* Sets up a connection and reads every setting back; CO_STORE when one did not hold. */
CO_NODISCARD enum co_status co_policy_apply(struct co_history *h, enum co_history_mode mode,
                                            struct co_err *err);
/* That a pragma has this value now. */
CO_NODISCARD enum co_status co_policy_confirm(struct co_history *h, const char *name,
                                              const char *expected, struct co_err *err);
/* That the library (its sqlite3_libversion_number) knows the SQL of the store. */
CO_NODISCARD enum co_status co_policy_engine(int version, struct co_err *err);

/* What a table holds: facts are only added, a projection follows from them and may be cut and made
 * again. Tables that the program does not know count as facts. */
/* A queue is neither: its rows change and go, and say nothing of orders. */
enum co_table_kind { CO_TABLE_UNKNOWN, CO_TABLE_FACT, CO_TABLE_PROJECTION, CO_TABLE_QUEUE };
enum co_table_kind co_policy_table(const char *name);
