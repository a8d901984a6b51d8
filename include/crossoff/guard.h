/* core: the guard rails: whether a list is believable, by one table of rules and the feed's past.
 */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/status.h"
#include <stdint.h>

/* What is measured of a list. Numbers are counts, per mille (_SHARE and the like) or yes (1); the
 * names are those of the history. A measure that is CO_MEASURE_NONE lets its rule pass. */
#define CO_MEASURE_LIST(X)                                                                       \
    X(ROWS, "rows")           /* open or finished */                                             \
    X(BEFORE, "before")       /* open orders of the list before */                               \
    X(COMPLETED, "completed") /* of those */                                                     \
    X(COMPLETED_SHARE, "completed_share")                                                        \
    X(NEW, "new")                                                                                \
    X(REOPENED, "reopened")                                                                      \
    X(REOPENED_SHARE, "reopened_share") /* of today's; none below six */                         \
    X(DROP, "drop")                     /* of the rows, from what is expected (by judging) */    \
    X(GROWTH, "growth")                                                                          \
    X(EMPTY, "empty")                     /* yes: there is no row */                             \
    X(SHRUNK, "shrunk")                   /* yes: many fewer rows than the list before */        \
    X(SHOP_GONE, "shop_gone")             /* open orders of the largest shop that has none */    \
    X(SHOP_KNOWN, "shop_known")           /* yes: and it had some on most of the last days */    \
    X(SHOP_SHARE, "shop_share")           /* completions of one shop, where that is unusual */   \
    X(LOST_FIELDS, "lost_fields")         /* known columns that verdicts hang on, now missing */ \
    X(TWIN, "twin")                       /* yes: an older day's list, not the last one's */     \
    X(NO_NEWS, "no_news")                 /* yes: the list before, on a working day */           \
    X(GAP, "gap")                         /* days since the list before */                       \
    X(FILE_AGE, "file_age")               /* days that the file is older than its day, if odd */ \
    X(AHEAD, "ahead")                     /* days after today's date */                          \
    X(CLOCK_BACK, "clock_back")           /* minutes that the clock is before the last run */    \
    X(HELD_DAYS, "held_days")             /* held and not resolved, before this one */           \
    X(CUT_END, "cut_end")                 /* bits (CO_CUT_...): lacks the end that it had */     \
    X(ENDED_ALWAYS, "ended_always")       /* yes: and the last five had */                       \
    X(AT_CAP, "at_cap")                   /* rows, where that is a limit of some program */      \
    X(STUCK, "stuck")                     /* yes: and the list before had at least as many */    \
    X(TAIL, "tail")                       /* last rows of the list before, all of them gone */   \
    X(TAIL_MOST, "tail_most")             /* yes: that is half of all that are gone */           \
    X(IDLE_DAYS, "idle_days")             /* working days on end without anything new or done */ \
    X(DUPLICATES, "duplicates")           /* of the rows read */                                 \
    X(QUANTITY_CHANGE, "quantity_change") /* of the quantity ordered per order */                \
    X(MISSHAPEN, "misshapen")             /* keys of a shape that no key had before */           \
    X(EMPTIER, "emptier")                 /* the column with the most cells that became empty */ \
    X(CONTENT, "content")                 /* a hash of the rows in any order */
enum co_measure {
#define CO_MEASURE_ENUM(name, text) CO_MEASURE_##name,
    CO_MEASURE_LIST(CO_MEASURE_ENUM)
#undef CO_MEASURE_ENUM
        CO_MEASURES
};
#define CO_MEASURE_NONE INT64_MIN
enum { CO_CUT_LINE = 1, CO_CUT_FOOTER = 2 }; /* a line end; a total, record count or end mark */
const char *co_measure_name(enum co_measure measure);

/* What was measured of one list. Texts are borrowed, and only for sentences. */
struct co_measures {
    int64_t at[CO_MEASURES];
    struct co_str shop_gone, shop_busy, column, field, twin, held;
};
/* Nothing is measured yet. */
void co_measures_init(struct co_measures *m);

/* The feed's last accepted days of the same kind (working day or not), in any order. */
enum { CO_PAST_DAYS = 10, CO_PAST_LEAST = 5 /* fewer are no history */ };
struct co_past {
    int64_t rows[CO_PAST_DAYS], completed_share[CO_PAST_DAYS], duplicates[CO_PAST_DAYS];
    size_t n;
};

enum co_unit { CO_UNIT_COUNT, CO_UNIT_SHARE, CO_UNIT_YES };
/* Where the limits of a rule come from. */
enum co_scale {
    CO_SCALE_FIXED,  /* the table alone */
    CO_SCALE_SPREAD, /* per mille from the median: at least the table, or 3.5 and 6 times the MAD */
    CO_SCALE_ABOVE,  /* the median and 3.5 times the MAD; to hold, twice the highest */
    CO_SCALE_TWICE,  /* to hold, twice the highest; never without history */
};
/* One rule; the text of the table is in guard.c. More than a limit is too much. */
struct co_rule {
    const char *id;
    enum co_measure measure;
    enum co_unit unit;
    enum co_scale scale;
    int64_t warn, hold;             /* limits without history, or CO_LIMIT_NONE */
    int64_t warn_known, hold_known; /* the same with it: the least they are */
    enum co_measure base;           /* rows that the rule needs to speak... */
    int64_t base_least;             /* ...at least so many */
    enum co_measure need;           /* to hold, this has to be yes; CO_MEASURES: nothing */
    const char *sentence;           /* {file}, {rows}, {completed_share%}, {shop_gone.} */
};
#define CO_LIMIT_NONE INT64_MAX
/* The table; several lines may have one id. *n is set. */
const struct co_rule *co_guard_rules(size_t *n);
/* Whether there is a rule with this id. */
bool co_guard_is_rule(struct co_str id);

enum co_level { CO_LEVEL_WARN, CO_LEVEL_HOLD };
/* What a rule finds unbelievable. */
struct co_finding {
    const struct co_rule *rule;
    enum co_level level;
    int64_t measured, expected; /* the limit that was passed */
    const char *sentence;       /* with both numbers */
};
enum { CO_FINDINGS_MAX = 32 };
/* At most one per id, in the order of the table. Start it with {0}. */
struct co_findings {
    struct co_finding list[CO_FINDINGS_MAX];
    size_t n;
    struct co_arena arena; /* of the sentences */
};
void co_findings_fini(struct co_findings *f);
size_t co_findings_held(const struct co_findings *f);

/* Judges a list by all rules. file: its name, for sentences. DROP and GROWTH are filled in. */
CO_NODISCARD enum co_status co_guard_judge(struct co_measures *m, const struct co_past *past,
                                           const char *file, struct co_findings *out,
                                           struct co_err *err);
