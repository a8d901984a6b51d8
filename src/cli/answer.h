/* cli, private: the answers of `report` that are tables. */
#pragma once
#include "cli.h"

/* A title for a table about a question: "feed a, Mon 23 Nov 2026 to ..., only Saw". */
enum { CO_TITLE = 320 };
void co_answer_title(const struct co_question *q, const char *feed, char title[CO_TITLE]);

/* Whether a range is asked for by a word of --by that means periods. */
bool co_answer_is_period(const char *by);
/* Totals by what --by says, over the recorded days of the question. */
CO_NODISCARD enum co_status co_answer_totals(struct co_context *c, struct co_history *h,
                                             const struct co_question *q, const char *by);
/* Measures; by NULL: one per line, else a line per group. */
CO_NODISCARD enum co_status co_answer_measures(struct co_context *c, struct co_history *h,
                                               const struct co_question *q, const char *by);
/* The hot list of q->to, as long as --hot says. */
CO_NODISCARD enum co_status co_answer_hot(struct co_context *c, struct co_history *h,
                                          const struct co_question *q);
/* How the lists from q->from to q->to went, both recorded days. */
CO_NODISCARD enum co_status co_answer_trend(struct co_context *c, struct co_history *h,
                                            const struct co_question *q);
/* The orders whose due date moved. */
CO_NODISCARD enum co_status co_answer_slips(struct co_context *c, struct co_history *h,
                                            const struct co_question *q);
