/* Order numbers of two lists beside those that the history knows: zeros in front, and what a
 * spreadsheet damaged. Private to src/app. */
#pragma once
#include "crossoff/recon.h"
#include "sources.h"

/* co_recon_subtract; where numbers that differ in leading zeros only are known to be different
 * orders, they are compared as they are spelt. For a list as it is recorded, and as it is recorded
 * again. */
CO_NODISCARD enum co_status co_numbers_subtract(struct run *r, const struct co_export *yesterday,
                                                struct co_export *today,
                                                const struct co_str *ignore, size_t n_ignore,
                                                struct co_recon *out);
/* Pairs rows that left and arrived only because a spreadsheet changed their number, unless the feed
 * knows the number that arrived. */
CO_NODISCARD enum co_status co_numbers_damage(struct run *r, const struct co_export *yesterday,
                                              const struct co_export *today,
                                              struct co_recon *recon);
