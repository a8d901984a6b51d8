/* Whether the list that was just recorded is believed: guard rails, what was accepted, attempts.
 * Private to src/app. */
#pragma once
#include "crossoff/attempt.h"
#include "crossoff/guard.h"
#include "crossoff/recon.h"

/* What losses.c saw of a list that is shorter than the one before. */
struct co_loss {
    size_t tail;  /* last orders of the list before, all of them gone */
    unsigned cut; /* CO_CUT_... */
    bool is_told; /* a warning says how many rows are missing */
};

/* The list of one run that is being judged, and what has to be kept of it behind a rollback. */
struct judging {
    struct co_measures m;
    struct co_findings findings;
    struct co_loss loss;
    struct co_arena arena;
    struct co_record attempt;    /* a run that is held; its texts are in arena */
    const struct source *source; /* ...and its list; NULL when none is held */
    bool is_too_early;           /* a rule was accepted before it had held the list */
    uint32_t used;               /* a bit per rule that was named with --accept and needed */
};

struct run;
struct source;
/* Before anything is read: expectations of the configuration that are long past. CO_USAGE. */
CO_NODISCARD enum co_status co_judge_start(struct run *r);
/* Before a list is recorded: which days before it are held. */
CO_NODISCARD enum co_status co_judge_before(struct run *r, const struct source *s);
/* After it, in the same transaction: judges it, and keeps what was measured, found and accepted.
 * CO_HELD when a rule holds it and nobody accepted that. yesterday and recon as in co_record. */
CO_NODISCARD enum co_status co_judge_list(struct run *r, const struct source *s,
                                          const struct co_record *rec);
/* At the end: rules that were accepted without need. CO_USAGE. */
CO_NODISCARD enum co_status co_judge_end(const struct run *r);
/* After the rollback of a run that was held: records the attempt in a transaction of its own. The
 * sentence in r->err says so, or why not even that could be done. CO_HELD, or CO_NOMEM when there
 * is no memory left for that sentence. */
CO_NODISCARD enum co_status co_judge_attempt(struct run *r);
void co_judge_fini(struct run *r);
