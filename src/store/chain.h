/* The chain over the runs: whether what was recorded is still what was recorded. Private to the
 * store. */
#pragma once
#include "db.h"

/* Adds a link for every run that has none; before every commit, when all about them is written. */
CO_NODISCARD enum co_status co_chain_extend(struct co_history *h, struct co_err *err);

/* A link whose run is no longer what it says. */
struct co_broken_link {
    int64_t run, revision;
    char date[CO_DATE_TEXT], feed[128];
};
/* Recomputes the newest `limit` links (-1: all) and counts in *n; calls broken for each that does
 * not fit, the newest first. */
CO_NODISCARD enum co_status co_chain_verify(struct co_history *h, int64_t limit, int64_t *n,
                                            void (*broken)(void *, const struct co_broken_link *),
                                            void *ctx, struct co_err *err);
/* The newest one only: CO_STORE when it does not fit. Every run that writes does this. */
CO_NODISCARD enum co_status co_chain_verify_newest(struct co_history *h, struct co_err *err);
/* All of it, of a history of the older schema `schema`, before a migration links all runs anew:
 * CO_STORE when anything does not fit. One without a chain is right. */
CO_NODISCARD enum co_status co_chain_verify_old(struct co_history *h, int64_t schema,
                                                struct co_err *err);
