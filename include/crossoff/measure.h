/* core: what the guard rails measure of a list by itself and against the list before. */
#pragma once
#include "crossoff/guard.h"
#include "crossoff/recon.h"

/* A list and the one before; yesterday and recon are NULL for a baseline. */
struct co_measured {
    const struct co_export *yesterday, *today;
    const struct co_recon *recon;
};
/* Fills in what the rows say: counts, quantities, shapes of keys, empty cells, lost columns,
 * a number of rows at which programs stop, and the hash of the contents. */
CO_NODISCARD enum co_status co_measure_list(const struct co_measured *lists, struct co_measures *m,
                                            struct co_err *err);
/* The shape of a key: runs of letters and of digits, any other character itself, and a class of
 * its length. Equal keys of one number range have one shape. */
uint64_t co_measure_shape(struct co_str key);
