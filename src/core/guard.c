#include "crossoff/guard.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NONE CO_LIMIT_NONE
#define ANY CO_MEASURES
/* X(id, measure, unit, scale, warn and hold without history, the same with it, the rows it needs
 * and how many, what a hold needs besides, sentence). The first line of an id that speaks counts.
 */
#define RULES(X)                                                                                \
    X("G0", HELD_DAYS, COUNT, FIXED, NONE, 0, NONE, 0, ANY, 0, ANY,                             \
      "{held.} is held and not resolved: recorded over it, {file} would show what was "         \
      "completed that day as completed today")                                                  \
    X("G1", EMPTY, YES, FIXED, NONE, 0, NONE, 0, ANY, 0, ANY,                                   \
      "{file} has no order at all, the list before had {before}: everything would count as "    \
      "completed")                                                                              \
    X("G1", DROP, SHARE, SPREAD, 250, 500, 150, 300, BEFORE, 20, SHRUNK,                        \
      "{file} has {rows} rows, the list before had {before} open orders; was it cut off? What"  \
      " is missing counts as completed")                                                        \
    X("G1b", GROWTH, SHARE, FIXED, 500, 2000, 500, 2000, ROWS, 50, ANY,                         \
      "{file} has {rows} rows, the list before had {before} open orders; is it another list, "  \
      "or exported twice?")                                                                     \
    X("G2", COMPLETED_SHARE, SHARE, ABOVE, 250, 500, 150, 400, BEFORE, 20, ANY,                 \
      "{file}: {completed} of the {before} orders of the list before count as completed")       \
    X("G3", SHOP_GONE, COUNT, FIXED, 2, 4, 2, 4, BEFORE, 20, SHOP_KNOWN,                        \
      "{file} has no order of shop {shop_gone.}, which had {shop_gone} open ones")              \
    X("G3b", SHOP_SHARE, SHARE, FIXED, NONE, 600, NONE, 600, BEFORE, 20, ANY,                   \
      "{file}: {shop_share%} of all completions are of shop {shop_busy.}, more than three "     \
      "times its usual share")                                                                  \
    X("G4", LOST_FIELDS, COUNT, FIXED, NONE, 0, NONE, 0, ANY, 0, ANY,                           \
      "{file} lacks the column {field.}, which the list before had and completions are told "   \
      "by")                                                                                     \
    X("G5", TWIN, YES, FIXED, NONE, 0, NONE, 0, ANY, 0, ANY,                                    \
      "{file} says row by row what was recorded for {twin.}: an old file? Look at the ERP's "   \
      "export job")                                                                             \
    X("G5", NO_NEWS, YES, FIXED, 0, NONE, 0, NONE, ANY, 0, ANY,                                 \
      "{file} says what the list before says, order by order: no news, which is not the same "  \
      "as nothing completed. Look at the ERP's export job")                                     \
    X("G6", AHEAD, COUNT, FIXED, NONE, 31, NONE, 31, ANY, 0, ANY,                               \
      "{file} is of a day {ahead} days ahead of the clock and of the list before: is that its " \
      "day?")                                                                                   \
    X("G6", FILE_AGE, COUNT, FIXED, 0, NONE, 0, NONE, ANY, 0, ANY,                              \
      "{file} was written {file_age} days before the day that it is named by: was an old list " \
      "given a new name? Look at the ERP's export job")                                         \
    X("G6", CLOCK_BACK, COUNT, FIXED, NONE, 60, NONE, 60, ANY, 0, ANY,                          \
      "the clock is {clock_back} minutes before the feed's last run: it went back")             \
    X("G6", GAP, COUNT, FIXED, 4, NONE, 4, NONE, ANY, 0, ANY,                                   \
      "{file} comes {gap} days after the list before: what was completed in between counts as"  \
      " completed on its day")                                                                  \
    X("G7", CUT_END, YES, FIXED, NONE, 0, NONE, 0, ANY, 0, ENDED_ALWAYS,                        \
      "{file} does not end as each of the last five lists did: it was cut off in its last "     \
      "line or before it")                                                                      \
    X("G10", AT_CAP, COUNT, FIXED, 0, 0, 0, 0, ANY, 0, STUCK,                                   \
      "{file} has {at_cap} rows, a number at which programs stop to export")                    \
    X("G11", TAIL, COUNT, FIXED, NONE, 9, NONE, 9, BEFORE, 20, TAIL_MOST,                       \
      "{file} lacks the last {tail} orders of the list before, and few or no others: it was "   \
      "cut off")                                                                                \
    X("G12", IDLE_DAYS, COUNT, FIXED, 1, 2, 1, 2, BEFORE, 20, ANY,                              \
      "{file}: nothing was completed and nothing is new, working days on end: {idle_days}; is"  \
      " the export made anew?")                                                                 \
    X("G13", DUPLICATES, SHARE, TWICE, NONE, NONE, NONE, 20, ROWS, 20, ANY,                     \
      "{file}: {duplicates%} of its rows stand there more than once")                           \
    X("G14", REOPENED_SHARE, SHARE, FIXED, 20, 100, 20, 100, ROWS, 20, ANY,                     \
      "{file}: {reopened} orders came back that had left the list: a list before was "          \
      "probably cut off")                                                                       \
    X("G15", QUANTITY_CHANGE, SHARE, FIXED, 500, NONE, 500, NONE, BEFORE, 20, ANY,              \
      "{file}: the quantity per order changed by {quantity_change%}; are its "                  \
      "numbers written otherwise?")                                                             \
    X("G16", MISSHAPEN, SHARE, FIXED, 10, 100, 10, 100, ROWS, 20, ANY,                          \
      "{file}: {misshapen%} of its order numbers look like none of the list before; did a "     \
      "column move, or a spreadsheet change them?")                                             \
    X("G17", EMPTIER, SHARE, FIXED, 100, 500, 100, 500, ROWS, 20, ANY,                          \
      "{file}: column {column.} has many more empty cells than on the list before")

static const struct co_rule rules[] = {
#define CO_MEASURE_ANY CO_MEASURES
#define LINE(id, measure, unit, scale, w, h, wk, hk, base, least, need, text) \
    {id, CO_MEASURE_##measure, CO_UNIT_##unit, CO_SCALE_##scale,  w,   h, wk, \
     hk, CO_MEASURE_##base,    least,          CO_MEASURE_##need, text},
    RULES(LINE)
#undef LINE
};
enum { N_RULES = sizeof rules / sizeof *rules };

const struct co_rule *co_guard_rules(size_t *n)
{
    *n = N_RULES;
    return rules;
}

bool co_guard_is_rule(struct co_str id)
{
    for (size_t i = 0; i < N_RULES; i++)
        if (co_str_eq(co_str_of(rules[i].id), id))
            return true;
    return false;
}

const char *co_measure_name(enum co_measure measure)
{
    static const char *const names[] = {
#define NAME(name, text) text,
        CO_MEASURE_LIST(NAME)
#undef NAME
    };
    return names[measure];
}

void co_measures_init(struct co_measures *m)
{
    memset(m, 0, sizeof *m);
    for (int i = 0; i < CO_MEASURES; i++)
        m->at[i] = CO_MEASURE_NONE;
}

void co_findings_fini(struct co_findings *f)
{
    co_arena_fini(&f->arena);
    memset(f, 0, sizeof *f);
}

size_t co_findings_held(const struct co_findings *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        n += f->list[i].level == CO_LEVEL_HOLD;
    return n;
}

/* --- the past -------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t median(const int64_t *values, size_t n)
{
    int64_t sorted[CO_PAST_DAYS];
    memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_number);
    return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* The median of the distances from the median: one bad day does not move it. */
static int64_t deviation(const int64_t *values, size_t n, int64_t middle)
{
    int64_t distance[CO_PAST_DAYS];
    for (size_t i = 0; i < n; i++)
        distance[i] = values[i] > middle ? values[i] - middle : middle - values[i];
    return median(distance, n);
}

static int64_t highest(const int64_t *values, size_t n)
{
    int64_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

static bool is_known(const struct co_past *past)
{
    return past->n >= CO_PAST_LEAST;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* 3.5 and 6 times 1.4826, which makes a MAD comparable with a standard deviation; thousandths. */
enum { MAD_WARN = 5189, MAD_HOLD = 8896 };

struct limits {
    int64_t warn, hold;
};

static struct limits limits_of(const struct co_rule *r, const struct co_past *past)
{
    if (!is_known(past))
        return (struct limits){r->warn, r->hold};
    struct limits l = {r->warn_known, r->hold_known};
    if (r->scale == CO_SCALE_SPREAD) {
        int64_t middle = median(past->rows, past->n);
        int64_t mad = deviation(past->rows, past->n, middle);
        if (middle > 0) {
            l.warn = larger(l.warn, MAD_WARN * mad / middle);
            l.hold = larger(l.hold, MAD_HOLD * mad / middle);
        }
    } else if (r->scale == CO_SCALE_ABOVE) {
        const int64_t *shares = past->completed_share;
        int64_t middle = median(shares, past->n);
        l.warn = larger(l.warn, middle + MAD_WARN * deviation(shares, past->n, middle) / 1000);
        l.hold = larger(l.hold, 2 * highest(shares, past->n));
    } else if (r->scale == CO_SCALE_TWICE) {
        l.hold = larger(l.hold, 2 * highest(past->duplicates, past->n));
    }
    return l;
}

/* How far the rows are from the usual number, or from the list before. */
static void compare_rows(struct co_measures *m, const struct co_past *past)
{
    int64_t rows = m->at[CO_MEASURE_ROWS];
    int64_t usual = is_known(past) ? median(past->rows, past->n) : m->at[CO_MEASURE_BEFORE];
    if (rows == CO_MEASURE_NONE || m->at[CO_MEASURE_BEFORE] == CO_MEASURE_NONE || usual <= 0)
        return;
    m->at[CO_MEASURE_DROP] = rows < usual ? (usual - rows) * 1000 / usual : 0;
    m->at[CO_MEASURE_GROWTH] = rows > usual ? (rows - usual) * 1000 / usual : 0;
}

/* --- sentences ------------------------------------------------------------------------------- */

static void put_value(struct co_buf *out, int64_t value, enum co_unit unit)
{
    if (unit == CO_UNIT_SHARE)
        co_buf_fmt(out, "%" PRId64 ".%" PRId64 " %%", value / 10, value % 10);
    else
        co_buf_fmt(out, "%" PRId64, value);
}

static struct co_str text_of(const struct co_measures *m, struct co_str name)
{
    const struct {
        const char *name;
        struct co_str text;
    } texts[] = {{"shop_gone.", m->shop_gone}, {"shop_busy.", m->shop_busy}, {"column.", m->column},
                 {"field.", m->field},         {"twin.", m->twin},           {"held.", m->held}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (co_str_eq(co_str_of(texts[i].name), name))
            return texts[i].text;
    return (struct co_str){0};
}

/* "{rows}", "{drop%}", "{twin.}": the measure of a name, as a share, or its text. */
static void put_slot(struct co_buf *out, const struct co_measures *m, struct co_str name,
                     const char *file)
{
    if (co_str_eq(name, CO_STR("file"))) {
        co_buf_text(out, file);
        return;
    }
    if (name.at[name.len - 1] == '.') {
        co_buf_str(out, text_of(m, name));
        return;
    }
    bool is_share = name.at[name.len - 1] == '%';
    name.len -= is_share;
    for (int i = 0; i < CO_MEASURES; i++)
        if (co_str_eq(co_str_of(co_measure_name((enum co_measure)i)), name))
            put_value(out, m->at[i], is_share ? CO_UNIT_SHARE : CO_UNIT_COUNT);
}

static const char *sentence(const struct co_finding *f, const struct co_measures *m,
                            const char *file, struct co_arena *arena)
{
    struct co_buf out = {0};
    for (const char *at = f->rule->sentence; *at;) {
        size_t len = strcspn(at, "{");
        co_buf_put(&out, at, len);
        at += len;
        if (!*at)
            break;
        len = strcspn(++at, "}");
        put_slot(&out, m, (struct co_str){at, len}, file);
        at += len + 1;
    }
    if (f->rule->unit != CO_UNIT_YES) {
        co_buf_text(&out, " (measured ");
        put_value(&out, f->measured, f->rule->unit);
        co_buf_text(&out, ", expected at most ");
        put_value(&out, f->expected, f->rule->unit);
        co_buf_text(&out, ")");
    }
    const char *kept = co_arena_text(arena, co_buf_view(&out));
    arena->failed = arena->failed || !co_buf_ok(&out);
    co_buf_fini(&out);
    return kept;
}

/* --- judging --------------------------------------------------------------------------------- */

static bool is_yes(const struct co_measures *m, enum co_measure measure)
{
    return measure == CO_MEASURES || m->at[measure] > 0;
}

/* Whether the rule finds anything; then level and limit are set. */
static bool apply(const struct co_rule *r, const struct co_measures *m, const struct co_past *past,
                  struct co_finding *out)
{
    int64_t value = m->at[r->measure];
    struct limits l = limits_of(r, past);
    if (value == CO_MEASURE_NONE || (r->base != CO_MEASURES && m->at[r->base] < r->base_least))
        return false;
    bool is_held = value > l.hold && is_yes(m, r->need);
    *out = (struct co_finding){.rule = r,
                               .level = is_held ? CO_LEVEL_HOLD : CO_LEVEL_WARN,
                               .measured = value,
                               .expected = is_held ? l.hold : l.warn};
    return is_held || value > l.warn;
}

static bool has_spoken(const struct co_findings *f, const char *id)
{
    return f->n > 0 && strcmp(f->list[f->n - 1].rule->id, id) == 0;
}

enum co_status co_guard_judge(struct co_measures *m, const struct co_past *past, const char *file,
                              struct co_findings *out, struct co_err *err)
{
    _Static_assert((int)N_RULES <= (int)CO_FINDINGS_MAX, "every rule may speak");
    compare_rows(m, past);
    for (size_t i = 0; i < N_RULES; i++) {
        struct co_finding f;
        if (has_spoken(out, rules[i].id) || !apply(&rules[i], m, past, &f))
            continue;
        f.sentence = sentence(&f, m, file, &out->arena);
        out->list[out->n++] = f;
    }
    return out->arena.failed ? co_fail_nomem(err) : CO_OK;
}
