/* store: runs that were held, rules that were accepted, and the past that guard rails judge by. */
#pragma once
#include "crossoff/guard.h"
#include "crossoff/history.h"

/* The feed's last accepted days that were (or were not) working days as `date` is. */
CO_NODISCARD enum co_status co_attempt_past(struct co_history *h, const char *feed, co_date date,
                                            struct co_past *out, struct co_err *err);

/* What the history says of the list that was just recorded for a day, in its transaction: new and
 * reopened orders, shops that are gone or busy, idle days, how lists ended, its older twin by
 * `content` and sha256. Texts of m live in arena. */
CO_NODISCARD enum co_status co_attempt_measure(struct co_history *h, const char *feed, co_date date,
                                               struct co_measures *m, struct co_arena *arena,
                                               struct co_err *err);

/* Days that are held and open, before a day and after the feed's newest recorded one (any feed when
 * NULL). Columns: feed, date, file, rules, recorded_at. */
CO_NODISCARD enum co_status co_attempt_open(struct co_history *h, const char *feed, co_date before,
                                            struct co_table *out, struct co_err *err);

/* Whether this file was held for this day by this rule. */
CO_NODISCARD enum co_status co_attempt_was_held(struct co_history *h, const struct co_record *run,
                                                const char *rule, bool *out, struct co_err *err);

/* Appends a run that was held, inside a transaction; one that repeats the day's last attempt (same
 * file, same rules) changes nothing. Of `run` feed, date, file, sha256, encoding, program, bytes,
 * recorded_at, week and previous count. */
CO_NODISCARD enum co_status co_attempt_hold(struct co_history *h, const struct co_record *run,
                                            const char *who, const struct co_measures *m,
                                            const struct co_findings *findings, struct co_err *err);

/* Why a rule that found something did not hold the run. */
struct co_acceptance {
    const char *reason, *source; /* "command" or "configuration" */
    const char *who;
    int64_t at; /* seconds since 1970-01-01T00:00:00Z */
};
/* Appends what was measured of the day's run and found by its rules, inside its transaction. */
CO_NODISCARD enum co_status co_attempt_keep(struct co_history *h, const struct co_record *run,
                                            const struct co_measures *m,
                                            const struct co_findings *findings, struct co_err *err);
/* Appends that a finding of the day's run was accepted. */
CO_NODISCARD enum co_status co_attempt_accept(struct co_history *h, const struct co_record *run,
                                              const struct co_finding *finding,
                                              const struct co_acceptance *why, struct co_err *err);
