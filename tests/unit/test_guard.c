#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/guard.h"
#include "check.h"
#include "lists.h"

/* A list like those before it: no rule says anything. */
static void ordinary(struct co_measures *m)
{
    co_measures_init(m);
    m->at[CO_MEASURE_ROWS] = m->at[CO_MEASURE_BEFORE] = 100;
    m->at[CO_MEASURE_COMPLETED] = 10;
    m->at[CO_MEASURE_COMPLETED_SHARE] = 100;
    m->at[CO_MEASURE_HELD_DAYS] = 0;
    m->at[CO_MEASURE_GAP] = 1;
    m->shop_gone = CO_STR("Saw");
}

/* Ten days of 100 rows, one completion in ten, no duplicates. */
static const struct co_past steady = {
    .rows = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100},
    .completed_share = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100},
    .n = 10};
static const struct co_past none = {.n = 0};

enum { SILENT = -1 };

/* The level at which a rule speaks, SILENT when it does not. */
static int level_of(struct co_measures *m, const struct co_past *past, const char *id,
                    int64_t *expected)
{
    struct co_findings f = {0};
    struct co_err err;
    int level = SILENT;
    check_status(id, co_guard_judge(m, past, "today.csv", &f, &err), CO_OK, &err);
    for (size_t i = 0; i < f.n; i++)
        if (strcmp(f.list[i].rule->id, id) == 0) {
            level = (int)f.list[i].level;
            *expected = f.list[i].expected;
            if (strchr(f.list[i].sentence, '{') || strchr(f.list[i].sentence, '}'))
                fail_msg("%s: a slot is left: %s", id, f.list[i].sentence);
        }
    co_findings_fini(&f);
    return level;
}

struct border {
    const char *id;
    enum co_measure measure;
    const struct co_past *past;
    int64_t warn, hold; /* limits: at them nothing, above them that; or CO_LIMIT_NONE */
    enum co_measure need;
};
#define NO CO_LIMIT_NONE
#define M(name) CO_MEASURE_##name

static const struct border borders[] = {
    {"G0", M(HELD_DAYS), &none, NO, 0, CO_MEASURES},
    {"G1", M(EMPTY), &none, NO, 0, CO_MEASURES},
    {"G2", M(COMPLETED_SHARE), &none, 250, 500, CO_MEASURES},
    {"G2", M(COMPLETED_SHARE), &steady, 150, 400, CO_MEASURES},
    {"G3", M(SHOP_GONE), &none, 2, 4, M(SHOP_KNOWN)},
    {"G3b", M(SHOP_SHARE), &steady, NO, 600, CO_MEASURES},
    {"G4", M(LOST_FIELDS), &none, NO, 0, CO_MEASURES},
    {"G5", M(TWIN), &none, NO, 0, CO_MEASURES},
    {"G5", M(NO_NEWS), &none, 0, NO, CO_MEASURES},
    {"G6", M(FILE_AGE), &none, 0, NO, CO_MEASURES},
    {"G6", M(AHEAD), &none, NO, 31, CO_MEASURES},
    {"G6", M(CLOCK_BACK), &none, NO, 60, CO_MEASURES},
    {"G6", M(GAP), &steady, 4, NO, CO_MEASURES},
    {"G7", M(CUT_END), &none, NO, 0, M(ENDED_ALWAYS)},
    {"G10", M(AT_CAP), &none, 0, 0, M(STUCK)},
    {"G11", M(TAIL), &none, NO, 9, M(TAIL_MOST)},
    {"G12", M(IDLE_DAYS), &none, 1, 2, CO_MEASURES},
    {"G13", M(DUPLICATES), &none, NO, NO, CO_MEASURES},
    {"G13", M(DUPLICATES), &steady, NO, 20, CO_MEASURES},
    {"G14", M(REOPENED_SHARE), &none, 20, 100, CO_MEASURES},
    {"G15", M(QUANTITY_CHANGE), &none, 500, NO, CO_MEASURES},
    {"G16", M(MISSHAPEN), &none, 10, 100, CO_MEASURES},
    {"G17", M(EMPTIER), &none, 100, 500, CO_MEASURES},
};

static void check_level(const struct border *b, int64_t value, bool needed, int expected)
{
    struct co_measures m;
    char what[64];
    int64_t limit;
    ordinary(&m);
    m.at[b->measure] = value;
    if (b->need != CO_MEASURES)
        m.at[b->need] = needed;
    (void)snprintf(what, sizeof what, "%s at %s %lld%s", b->id, co_measure_name(b->measure),
                   (long long)value, needed ? "" : " without what it needs");
    check_int(what, level_of(&m, b->past, b->id, &limit), expected);
}

static void every_rule_speaks_above_its_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(borders); i++) {
        const struct border *b = &borders[i];
        int below_hold = b->warn == NO || b->warn >= b->hold ? SILENT : CO_LEVEL_WARN;
        if (b->warn != NO && b->warn != b->hold) {
            check_level(b, b->warn, true, SILENT);
            check_level(b, b->warn + 1, true, CO_LEVEL_WARN);
        }
        if (b->hold == NO) {
            check_level(b, 1000000, true, b->warn == NO ? SILENT : CO_LEVEL_WARN);
            continue;
        }
        check_level(b, b->hold, true, below_hold);
        check_level(b, b->hold + 1, true, CO_LEVEL_HOLD);
        if (b->need != CO_MEASURES)
            check_level(b, b->hold + 1, false, b->warn == NO ? SILENT : CO_LEVEL_WARN);
    }
}

/* Rows measured against the list before or the median; the percentages are per mille. */
static void rows_are_compared_with_the_usual_number(void **state)
{
    static const struct {
        const char *what, *id;
        const struct co_past *past;
        int64_t rows, before;
        int level;
    } cases[] = {
        {"a quarter less than before", "G1", &none, 75, 100, SILENT},
        {"more than a quarter less", "G1", &none, 74, 100, CO_LEVEL_WARN},
        {"half of before", "G1", &none, 50, 100, CO_LEVEL_WARN},
        {"less than half", "G1", &none, 49, 100, CO_LEVEL_HOLD},
        {"15 % below the median", "G1", &steady, 85, 100, SILENT},
        {"more than 15 % below it", "G1", &steady, 84, 100, CO_LEVEL_WARN},
        {"30 % below it", "G1", &steady, 70, 100, CO_LEVEL_WARN},
        {"more than 30 % below it", "G1", &steady, 69, 100, CO_LEVEL_HOLD},
        {"the same, but slowly", "G1", &steady, 60, 70, CO_LEVEL_WARN},
        {"19 orders before, none left but one", "G1", &none, 1, 19, SILENT},
        {"half as many again", "G1b", &none, 150, 100, SILENT},
        {"more than that", "G1b", &none, 151, 100, CO_LEVEL_WARN},
        {"three times as many", "G1b", &steady, 300, 100, CO_LEVEL_WARN},
        {"more than three times", "G1b", &steady, 301, 100, CO_LEVEL_HOLD},
        {"49 rows instead of one", "G1b", &none, 49, 1, SILENT},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_measures m;
        int64_t rows = cases[i].rows, before = cases[i].before, limit;
        ordinary(&m);
        m.at[CO_MEASURE_ROWS] = rows;
        m.at[CO_MEASURE_BEFORE] = before;
        m.at[CO_MEASURE_SHRUNK] = rows < before && (before - rows) * 1000 / before > 150;
        check_int(cases[i].what, level_of(&m, cases[i].past, cases[i].id, &limit), cases[i].level);
    }
}

static void limits_follow_a_restless_feed(void **state)
{
    static const struct co_past restless = {
        .rows = {100, 60, 140, 100, 130, 70, 100, 150, 90, 110},
        .completed_share = {300, 100, 450, 200, 350, 150, 250, 400, 100, 300},
        .duplicates = {0, 50, 0, 0, 0, 0, 0, 0, 0, 0},
        .n = 10};
    struct co_measures m;
    int64_t limit = 0;
    (void)state;
    ordinary(&m);
    m.at[CO_MEASURE_ROWS] = 55;
    m.at[CO_MEASURE_SHRUNK] = 1;
    check_int("45 % fewer rows", level_of(&m, &restless, "G1", &limit), SILENT);
    ordinary(&m);
    m.at[CO_MEASURE_COMPLETED_SHARE] = 900;
    check_int("twice the highest share", level_of(&m, &restless, "G2", &limit), CO_LEVEL_WARN);
    m.at[CO_MEASURE_COMPLETED_SHARE] = 901;
    check_int("and more", level_of(&m, &restless, "G2", &limit), CO_LEVEL_HOLD);
    check_int("the limit is told", limit, 900);
    ordinary(&m);
    m.at[CO_MEASURE_DUPLICATES] = 100;
    check_int("twice the usual duplicates", level_of(&m, &restless, "G13", &limit), SILENT);
}

static void four_days_are_no_history(void **state)
{
    struct co_past past = steady;
    struct co_measures m;
    int64_t limit;
    (void)state;
    ordinary(&m);
    m.at[CO_MEASURE_COMPLETED_SHARE] = 200;
    past.n = 4;
    check_int("four", level_of(&m, &past, "G2", &limit), SILENT);
    past.n = 5;
    check_int("five", level_of(&m, &past, "G2", &limit), CO_LEVEL_WARN);
}

static void every_rule_is_looked_at_here(void **state)
{
    size_t n;
    const struct co_rule *rules = co_guard_rules(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        bool found = rules[i].measure == CO_MEASURE_DROP || rules[i].measure == CO_MEASURE_GROWTH;
        for (size_t b = 0; b < COUNT(borders); b++)
            found = found || (strcmp(borders[b].id, rules[i].id) == 0 &&
                              borders[b].measure == rules[i].measure);
        if (!found)
            fail_msg("%s by %s has no case", rules[i].id, co_measure_name(rules[i].measure));
    }
    assert_true(co_guard_is_rule(CO_STR("G3b")));
    assert_false(co_guard_is_rule(CO_STR("G3c")));
    assert_false(co_guard_is_rule(CO_STR("")));
}

static void a_sentence_says_what_was_measured_and_expected(void **state)
{
    struct co_measures m;
    struct co_findings f = {0};
    struct co_err err;
    (void)state;
    ordinary(&m);
    m.at[CO_MEASURE_COMPLETED] = 61;
    m.at[CO_MEASURE_COMPLETED_SHARE] = 610;
    check_status("judged", co_guard_judge(&m, &none, "today.csv", &f, &err), CO_OK, &err);
    assert_int_equal(f.n, 1);
    assert_int_equal(co_findings_held(&f), 1);
    assert_string_equal(f.list[0].sentence,
                        "today.csv: 61 of the 100 orders of the list before count as completed "
                        "(measured 61.0 %, expected at most 50.0 %)");
    co_findings_fini(&f);
}

/* Whatever a short list does, how much of it changes is no reason to hold it. */
static void lists_under_twenty_rows_are_never_held_for_turnover(void **state)
{
    static const enum co_measure turnover[] = {
        CO_MEASURE_COMPLETED_SHARE, CO_MEASURE_SHOP_GONE,
        CO_MEASURE_SHOP_SHARE,      CO_MEASURE_TAIL,
        CO_MEASURE_IDLE_DAYS,       CO_MEASURE_REOPENED_SHARE,
        CO_MEASURE_DUPLICATES,      CO_MEASURE_MISSHAPEN,
        CO_MEASURE_EMPTIER};
    size_t n = 5000;
    uint64_t seed = list_seed(41, &n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct co_measures m;
        struct co_findings f = {0};
        struct co_err err;
        ordinary(&m);
        m.at[CO_MEASURE_BEFORE] = (int64_t)list_below(&seed, 20);
        m.at[CO_MEASURE_ROWS] = (int64_t)list_below(&seed, 20);
        m.at[CO_MEASURE_SHRUNK] = m.at[CO_MEASURE_SHOP_KNOWN] = m.at[CO_MEASURE_TAIL_MOST] = 1;
        for (size_t t = 0; t < COUNT(turnover); t++)
            m.at[turnover[t]] = (int64_t)list_below(&seed, 1001);
        check_status("judged", co_guard_judge(&m, i % 2 ? &steady : &none, "x", &f, &err), CO_OK,
                     &err);
        if (co_findings_held(&f))
            fail_msg("round %zu: %s", i, f.list[0].sentence);
        co_findings_fini(&f);
    }
}

/* Lists of 5 to 300 orders of which each day 5 to 15 in 100 are completed and about as many are
 * new; each order by its own chance. */
static void ordinary_lists_are_not_held(void **state)
{
    size_t n = 300;
    uint64_t seed = list_seed(42, &n);
    (void)state;
    for (size_t feed = 0; feed < n; feed++) {
        struct co_past past = {.n = 0};
        int64_t rows = 5 + (int64_t)list_below(&seed, 296), usual = rows;
        size_t rate = 5 + list_below(&seed, 11);
        for (size_t day = 0; day < 60; day++) {
            struct co_measures m;
            struct co_findings f = {0};
            struct co_err err;
            int64_t completed = 0, fresh = 0, before = rows;
            for (int64_t i = 0; i < before; i++)
                completed += list_below(&seed, 100) < rate;
            for (int64_t i = 0; i < usual; i++)
                fresh += list_below(&seed, 100) < rate;
            rows = before - completed + fresh;
            ordinary(&m);
            m.at[CO_MEASURE_BEFORE] = before;
            m.at[CO_MEASURE_ROWS] = rows;
            m.at[CO_MEASURE_COMPLETED] = completed;
            m.at[CO_MEASURE_COMPLETED_SHARE] = before ? completed * 1000 / before : 0;
            m.at[CO_MEASURE_SHRUNK] = rows < before && (before - rows) * 1000 / before > 150;
            check_status("judged", co_guard_judge(&m, &past, "x", &f, &err), CO_OK, &err);
            if (co_findings_held(&f))
                fail_msg("feed %zu, day %zu: %s", feed, day, f.list[0].sentence);
            co_findings_fini(&f);
            past.rows[day % CO_PAST_DAYS] = rows;
            past.completed_share[day % CO_PAST_DAYS] = m.at[CO_MEASURE_COMPLETED_SHARE];
            past.n = day + 1 < CO_PAST_DAYS ? day + 1 : CO_PAST_DAYS;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_speaks_above_its_limits),
        cmocka_unit_test(rows_are_compared_with_the_usual_number),
        cmocka_unit_test(limits_follow_a_restless_feed),
        cmocka_unit_test(four_days_are_no_history),
        cmocka_unit_test(every_rule_is_looked_at_here),
        cmocka_unit_test(a_sentence_says_what_was_measured_and_expected),
        cmocka_unit_test(lists_under_twenty_rows_are_never_held_for_turnover),
        cmocka_unit_test(ordinary_lists_are_not_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
