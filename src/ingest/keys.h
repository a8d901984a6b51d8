/* Which columns name a row. */
#pragma once
#include "crossoff/load.h"
#include "reader.h"

enum { CO_KEYS_WAYS = 8 }; /* ways to name a row when nobody says how */

/* The key that the rules name. Fails with CO_USAGE or, for a remembered one, CO_INPUT. */
CO_NODISCARD enum co_status co_keys_fixed(struct co_export *x, const struct co_load_rules *rules,
                                          struct co_err *err);
/* The n-th way (below CO_KEYS_WAYS) to name a row: the order alone, with suffix, with operation,
 * with everything that splits orders, with the plant. False when the list has no such columns. */
bool co_keys_found(struct co_export *x, unsigned n);
/* The sentence for a list without a column of work orders. */
enum co_status co_keys_none(const struct co_export *x, struct co_err *err);
/* Whether rows with one key are told apart by a number that the program gives them. */
bool co_keys_is_numbered(const struct co_load_rules *rules);
/* For a list without a known column of work orders, whose key is the part: CO_USAGE when another
 * column looks as if it named the rows, because counting by part would then be wrong. */
CO_NODISCARD enum co_status co_keys_unnamed(struct co_export *x, struct co_reader reader,
                                            struct co_err *err);
