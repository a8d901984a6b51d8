#include "crossoff/tally.h"
#include <stdlib.h>
#include <string.h>

/* Sums of a group; the rest of its measures follows from them at the end. */
enum sum {
    LATE_DAYS,
    AGE,
    CARRIED_DAYS,
    LIST_COMPLETED,
    ON_TIME_COUNT,
    SUMS,
};

/* What medians are taken of. */
enum sample { CYCLE, OPEN_FOR, UNTOUCHED, SAMPLES };
struct value {
    uint32_t group;
    int32_t of, number;
};

/* What a group is found by: apart from the groups, and close together, since each fact comes by. */
struct name {
    uint64_t hash;
    struct co_str text;
};

struct group {
    struct co_str name;
    bool is_used;
    int64_t value[CO_TALLY_MEASURES]; /* plain counts, pieces in thousandths; the result at last */
    int64_t sum[SUMS];
    int64_t *rates; /* per list: orders, then pieces */
};

struct co_tally {
    struct co_tally_range range;
    struct group *groups;
    struct name *names; /* of each group */
    size_t n, cap, cap_names;
    uint32_t *index; /* open addressing: group + 1 */
    size_t slots;
    struct value *values;
    size_t n_values, cap_values;
    bool failed;
    struct co_arena texts, arena;
};

enum { COUNT, MILLI, STOCK, FLOW };
static const struct {
    const char *name, *unit, *formula;
    int kind, what;
} about[] = {
#define CO_TALLY_ABOUT(name, text, unit, kind, what, formula) {text, unit, formula, kind, what},
    CO_TALLY_LIST(CO_TALLY_ABOUT)
#undef CO_TALLY_ABOUT
};

struct co_tally *co_tally_open(const struct co_tally_range *range)
{
    struct co_tally *t = calloc(1, sizeof *t);
    if (t)
        t->range = *range;
    return t;
}

void co_tally_close(struct co_tally *t)
{
    if (!t)
        return;
    free(t->groups);
    free(t->names);
    free(t->index);
    free(t->values);
    co_arena_fini(&t->texts);
    co_arena_fini(&t->arena);
    free(t);
}

/* --- groups --------------------------------------------------------------------------------- */

static uint32_t *slot_of(const struct co_tally *t, const struct name *name)
{
    size_t at = (size_t)name->hash & (t->slots - 1);
    for (; t->index[at]; at = (at + 1) & (t->slots - 1)) {
        const struct name *other = &t->names[t->index[at] - 1];
        if (other->hash == name->hash && co_str_eq(other->text, name->text))
            break;
    }
    return &t->index[at];
}

static bool grow_index(struct co_tally *t)
{
    size_t slots = t->slots ? t->slots * 2 : 64;
    uint32_t *index = calloc(slots, sizeof *index);
    if (!index)
        return false;
    free(t->index);
    t->index = index;
    t->slots = slots;
    for (size_t i = 0; i < t->n; i++)
        *slot_of(t, &t->names[i]) = (uint32_t)i + 1;
    return true;
}

static bool add_group(struct co_tally *t, const struct name *name)
{
    void *groups = t->groups, *names = t->names;
    if (t->n == UINT32_MAX - 1 || !co_grow(&groups, &t->cap, t->n + 1, sizeof *t->groups))
        return false;
    t->groups = groups;
    if (!co_grow(&names, &t->cap_names, t->n + 1, sizeof *t->names))
        return false;
    t->names = names;
    struct co_str text = co_arena_dup(&t->texts, name->text);
    int64_t *rates = co_arena_alloc(&t->arena, (t->range.n_lists * 2 + 1) * sizeof *rates);
    t->names[t->n] = (struct name){name->hash, text};
    t->groups[t->n] = (struct group){.name = text, .rates = rates};
    return rates && !t->texts.failed;
}

static struct group *group_of(struct co_tally *t, struct co_str text)
{
    struct name name = {co_hash(t->range.secret, text), text};
    if ((t->n + 1) * 2 > t->slots && !grow_index(t))
        return NULL;
    uint32_t *slot = slot_of(t, &name);
    if (*slot)
        return &t->groups[*slot - 1];
    if (!add_group(t, &name))
        return NULL;
    *slot = (uint32_t)++t->n;
    return &t->groups[t->n - 1];
}

uint32_t co_tally_number(struct co_tally *t, struct co_str name)
{
    struct group *g = t->failed ? NULL : group_of(t, name);
    t->failed = t->failed || !g;
    return g ? (uint32_t)(g - t->groups) + 1 : 0;
}

/* --- adding up ------------------------------------------------------------------------------ */

static void sample(struct co_tally *t, const struct group *g, enum sample of, int32_t number)
{
    void *values = t->values;
    if (t->range.only_totals)
        return;
    if (!co_grow(&values, &t->cap_values, t->n_values + 1, sizeof *t->values)) {
        t->failed = true;
        return;
    }
    t->values = values;
    t->values[t->n_values++] = (struct value){(uint32_t)(g - t->groups), (int32_t)of, number};
}

static void most(int64_t *value, int64_t number)
{
    if (number > *value)
        *value = number;
}

static const struct {
    int32_t most;
    const char *words;
} ages[] = {
#define AGE(most, words) {most, words},
    CO_AGE_LIST(AGE)
#undef AGE
};

int co_age_bucket(int32_t working_days)
{
    int i = 0;
    while (working_days > ages[i].most)
        i++;
    return i;
}

const char *co_age_words(int bucket)
{
    return ages[bucket].words;
}

static void add_start(const struct co_tally *t, struct group *g, const struct co_fact *f)
{
    g->value[CO_TALLY_AT_START]++;
    g->sum[LIST_COMPLETED] += f->is_completed;
    if (f->due == CO_DATE_NONE || f->due <= t->range.start || f->due > t->range.to)
        return;
    g->value[CO_TALLY_SCHEDULED]++;
    g->value[CO_TALLY_SCHEDULED_PIECES] += f->pieces;
    g->value[CO_TALLY_ATTAINED] += f->is_attained;
    g->value[CO_TALLY_ATTAINED_PIECES] += f->attained < f->pieces ? f->attained : f->pieces;
}

static void add_end(struct co_tally *t, struct group *g, const struct co_fact *f)
{
    g->value[CO_TALLY_AT_END]++;
    g->value[CO_TALLY_PIECES_AT_END] += f->pieces;
    g->value[CO_TALLY_CARRIED_OVER] += f->is_carried;
    g->value[CO_TALLY_PIECES_CARRIED] += f->is_carried ? f->pieces : 0;
    g->value[CO_TALLY_NO_DUE_DATE] += f->due == CO_DATE_NONE;
    g->value[CO_TALLY_AGE_1 + co_age_bucket(f->age)]++;
    g->sum[AGE] += f->age;
    g->sum[CARRIED_DAYS] += f->days_carried;
    most(&g->value[CO_TALLY_CARRIED_MOST], f->days_carried);
    most(&g->value[CO_TALLY_UNTOUCHED_MOST], f->untouched);
    g->value[CO_TALLY_UNTOUCHED_10] += f->untouched >= 10;
    sample(t, g, UNTOUCHED, f->untouched);
    sample(t, g, OPEN_FOR, f->open_for);
    if (f->due == CO_DATE_NONE || f->due >= t->range.to)
        return;
    int64_t days = (int64_t)t->range.to - f->due;
    g->value[CO_TALLY_PAST_DUE]++;
    g->value[CO_TALLY_PAST_DUE_PIECES] += f->pieces;
    g->sum[LATE_DAYS] += days;
    most(&g->value[CO_TALLY_PAST_DUE_MOST], days);
}

static void add_completed(struct co_tally *t, struct group *g, const struct co_fact *f)
{
    g->value[CO_TALLY_COMPLETED]++;
    g->value[CO_TALLY_PIECES_COMPLETED] += f->pieces;
    g->value[CO_TALLY_COMPLETED_SHORT] += f->is_short;
    g->value[CO_TALLY_ORDERS_COMPLETED] += f->is_order;
    if (f->is_cut)
        g->value[CO_TALLY_CYCLE_CUT]++;
    else
        sample(t, g, CYCLE, f->open_for);
    if (f->due == CO_DATE_NONE)
        return;
    g->value[CO_TALLY_COMPLETED_DUE]++;
    if (f->due >= f->date)
        g->sum[ON_TIME_COUNT]++;
    else if (f->due < f->before)
        g->value[CO_TALLY_COMPLETED_LATE]++;
    else
        g->value[CO_TALLY_COMPLETED_BETWEEN]++;
}

static void add_due(struct group *g, const struct co_fact *f)
{
    if (f->due == CO_DATE_NONE || f->before == CO_DATE_NONE || f->due == f->before)
        return;
    if (f->due < f->before) {
        g->value[CO_TALLY_PULLED]++;
        return;
    }
    g->value[CO_TALLY_SLIPS]++;
    g->value[CO_TALLY_SLIP_DAYS] += (int64_t)f->due - f->before;
}

static void add_rate(const struct co_tally *t, struct group *g, const struct co_fact *f)
{
    for (size_t i = 0; i < t->range.n_lists; i++)
        if (t->range.lists[i].date == f->date) {
            g->rates[2 * i] += f->orders;
            g->rates[2 * i + 1] += f->pieces;
        }
}

void co_tally_add(struct co_tally *t, const struct co_fact *f)
{
    uint32_t number = f->number ? f->number : co_tally_number(t, f->group);
    if (!number)
        return;
    struct group *g = &t->groups[number - 1];
    g->is_used = true;
    switch (f->kind) {
    case CO_FACT_START:
        add_start(t, g, f);
        break;
    case CO_FACT_END:
        add_end(t, g, f);
        break;
    case CO_FACT_COMPLETED:
        add_completed(t, g, f);
        break;
    case CO_FACT_CANCELLED:
        g->value[CO_TALLY_CANCELLED]++;
        break;
    case CO_FACT_MOVED:
        g->value[CO_TALLY_MOVED]++;
        break;
    case CO_FACT_NEW:
        g->value[CO_TALLY_NEW]++;
        g->value[CO_TALLY_PIECES_NEW] += f->pieces;
        break;
    case CO_FACT_REOPENED:
        g->value[CO_TALLY_REOPENED]++;
        g->value[CO_TALLY_PIECES_REOPENED] += f->pieces;
        break;
    case CO_FACT_DUE:
        add_due(g, f);
        break;
    case CO_FACT_MADE:
        g->value[CO_TALLY_PIECES_COMPLETED] += f->pieces;
        break;
    case CO_FACT_RATE:
        add_rate(t, g, f);
        break;
    }
}

/* --- what follows --------------------------------------------------------------------------- */

/* sum / n in thousandths, rounded to one decimal, halves up; nothing when n is 0. */
static int64_t quotient(int64_t sum, int64_t n)
{
    return n > 0 ? (2 * sum * 10 + n) / (2 * n) * 100 : CO_QUANTITY_NONE;
}

static int64_t percent(int64_t part, int64_t whole)
{
    return quotient(part * 100, whole);
}

/* One number that sorts as the three do: a group, of what, and a number that may be negative. */
static uint64_t rank_of(const struct value *v)
{
    return ((uint64_t)v->group * SAMPLES + (uint64_t)v->of) << 32 |
           (uint32_t)(v->number ^ INT32_MIN);
}

/* By each byte of the ranks, last byte first; one that they share needs no pass. There are tens of
 * thousands, and hardly two passes: faster than any comparing of two. */
static bool sort_values(struct value *v, size_t n)
{
    struct value *room = malloc((n + 1) * sizeof *room), *from = v, *to = room;
    for (int shift = 0; room && n && shift < 64; shift += 8) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < n; i++)
            starts[(rank_of(&from[i]) >> shift & 0xff) + 1]++;
        if (starts[(rank_of(from) >> shift & 0xff) + 1] == n)
            continue;
        for (size_t i = 0; i < 256; i++)
            starts[i + 1] += starts[i];
        for (size_t i = 0; i < n; i++)
            to[starts[rank_of(&from[i]) >> shift & 0xff]++] = from[i];
        struct value *sorted = to;
        to = from;
        from = sorted;
    }
    if (room && from != v)
        memcpy(v, from, n * sizeof *v);
    free(room);
    return room != NULL;
}

/* Of n sorted numbers, in thousandths. */
static int64_t median_of(const struct value *v, size_t n)
{
    return n ? ((int64_t)v[(n - 1) / 2].number + v[n / 2].number) * 500 : CO_QUANTITY_NONE;
}

static void take_samples(struct group *g, const struct value *v, size_t n)
{
    static const struct {
        enum co_tally_measure median, mean;
        bool has_mean;
    } of[SAMPLES] = {
        [CYCLE] = {CO_TALLY_CYCLE_MEDIAN, CO_TALLY_CYCLE_MEAN, true},
        [OPEN_FOR] = {CO_TALLY_OPEN_MEDIAN, CO_TALLY_OPEN_MEAN, true},
        [UNTOUCHED] = {CO_TALLY_UNTOUCHED_MEDIAN, 0, false},
    };
    size_t at = 0;
    for (int kind = 0; kind < SAMPLES; kind++) {
        int64_t sum = 0;
        size_t first = at;
        for (; at < n && v[at].of == kind; at++)
            sum += v[at].number;
        g->value[of[kind].median] = median_of(v + first, at - first);
        if (of[kind].has_mean)
            g->value[of[kind].mean] = quotient(sum, (int64_t)(at - first));
    }
}

/* One sample of the throughput: what the lists of one working day show. */
struct rate {
    int64_t orders, pieces;
    int32_t workday_no, covers;
};

/* Lists that cover no working day go with the working day before them, at the beginning with the
 * next. Newest last. */
static size_t take_rates(const struct co_tally *t, const struct group *g, struct rate *out)
{
    size_t n = 0;
    for (size_t i = 0; i < t->range.n_lists; i++) {
        const struct co_tally_list *list = &t->range.lists[i];
        if (n == 0 || (list->covers > 0 && out[n - 1].covers > 0))
            out[n++] = (struct rate){0};
        struct rate *r = &out[n - 1];
        r->orders += g->rates[2 * i];
        r->pieces += g->rates[2 * i + 1];
        r->covers += list->covers;
        r->workday_no = list->workday_no;
    }
    return n && out[n - 1].covers == 0 ? n - 1 : n;
}

static bool is_less(const struct rate *a, const struct rate *b)
{
    return a->orders * b->covers < b->orders * a->covers;
}

/* At most twenty, most of them equal in a small group: faster than asking qsort, of each group. */
static void sort_rates(struct rate *r, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct rate one = r[i];
        size_t at = i;
        for (; at > 0 && is_less(&one, &r[at - 1]); at--)
            r[at] = r[at - 1];
        r[at] = one;
    }
}

/* Working days of the samples; each is a sample as often as it has working days. */
static int64_t sum_rates(const struct rate *r, size_t n, struct rate *sum)
{
    *sum = (struct rate){0};
    for (size_t i = 0; i < n; i++) {
        sum->orders += r[i].orders;
        sum->pieces += r[i].pieces;
        sum->covers += r[i].covers;
    }
    return sum->covers;
}

/* The rate of the k-th working day (0-based) of sorted samples, in thousandths. */
static int64_t rate_at(const struct rate *sorted, int64_t k)
{
    while (k >= sorted->covers)
        k -= sorted++->covers;
    return sorted->orders * 1000 / sorted->covers;
}

static int64_t median_rate(struct rate *r, size_t n)
{
    struct rate sum;
    int64_t days = sum_rates(r, n, &sum);
    if (!days)
        return CO_QUANTITY_NONE;
    sort_rates(r, n);
    int64_t twice = rate_at(r, (days - 1) / 2) + rate_at(r, days / 2);
    return (twice + 100) / 200 * 100;
}

static void take_throughput(struct co_tally *t, struct group *g, struct rate *r)
{
    struct rate sum;
    size_t n = take_rates(t, g, r), first = n;
    int64_t days = sum_rates(r, n, &sum);
    g->value[CO_TALLY_MEAN_20] = quotient(sum.orders, days);
    g->value[CO_TALLY_PIECES_20] = days ? quotient(sum.pieces / 100, days * 10) : CO_QUANTITY_NONE;
    g->value[CO_TALLY_BACKLOG] = quotient(g->value[CO_TALLY_AT_END] * days, sum.orders);
    g->value[CO_TALLY_BACKLOG_LATE] = quotient(g->value[CO_TALLY_PAST_DUE] * days, sum.orders);
    while (first > 0 && r[n - 1].workday_no - r[first - 1].workday_no < 5)
        first--;
    days = sum_rates(r + first, n - first, &sum);
    g->value[CO_TALLY_MEAN_5] = quotient(sum.orders, days);
    g->value[CO_TALLY_THROUGHPUT] =
        n ? quotient(r[n - 1].orders, r[n - 1].covers) : CO_QUANTITY_NONE;
    g->value[CO_TALLY_MEDIAN_5] = median_rate(r + first, n - first);
    g->value[CO_TALLY_MEDIAN_20] = median_rate(r, n);
}

static void finish(struct co_tally *t, struct group *g, struct rate *rates)
{
    int64_t *v = g->value;
    take_throughput(t, g, rates);
    v[CO_TALLY_LIST_COMPLETION] = percent(g->sum[LIST_COMPLETED], v[CO_TALLY_AT_START]);
    v[CO_TALLY_ON_TIME] = percent(g->sum[ON_TIME_COUNT], v[CO_TALLY_COMPLETED_DUE]);
    v[CO_TALLY_ATTAINMENT] = percent(v[CO_TALLY_ATTAINED], v[CO_TALLY_SCHEDULED]);
    v[CO_TALLY_ATTAINMENT_PIECES] =
        percent(v[CO_TALLY_ATTAINED_PIECES], v[CO_TALLY_SCHEDULED_PIECES]);
    v[CO_TALLY_PAST_DUE_MEAN] = quotient(g->sum[LATE_DAYS], v[CO_TALLY_PAST_DUE]);
    v[CO_TALLY_AGE_MEAN] = quotient(g->sum[AGE], v[CO_TALLY_AT_END]);
    v[CO_TALLY_CARRIED_MEAN] = quotient(g->sum[CARRIED_DAYS], v[CO_TALLY_AT_END]);
    if (!v[CO_TALLY_PAST_DUE])
        v[CO_TALLY_PAST_DUE_MOST] = CO_QUANTITY_NONE;
    if (!v[CO_TALLY_AT_END])
        v[CO_TALLY_CARRIED_MOST] = v[CO_TALLY_UNTOUCHED_MOST] = CO_QUANTITY_NONE;
}

static size_t take_out_unused(struct group *g, size_t n)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (g[i].is_used && used++ < i)
            g[used - 1] = g[i];
    return used;
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    return co_str_cmp(x->name, y->name);
}

enum co_status co_tally_end(struct co_tally *t, size_t *n, struct co_err *err)
{
    static const struct value none; /* no offset of an array that is not there */
    size_t at = 0;
    *n = 0;
    if (!t)
        return co_fail_nomem(err);
    struct rate *rates = co_arena_alloc(&t->arena, (t->range.n_lists + 1) * sizeof *rates);
    if (t->failed || t->arena.failed || t->texts.failed || !rates)
        return co_fail_nomem(err);
    if (!sort_values(t->values, t->n_values))
        return co_fail_nomem(err);
    const struct value *values = t->n_values ? t->values : &none;
    for (size_t i = 0; i < t->n; i++) {
        size_t first = at;
        while (at < t->n_values && t->values[at].group == i)
            at++;
        take_samples(&t->groups[i], values + first, at - first);
        finish(t, &t->groups[i], rates);
    }
    t->n = take_out_unused(t->groups, t->n);
    if (t->n)
        qsort(t->groups, t->n, sizeof *t->groups, compare_groups);
    *n = t->n;
    return CO_OK;
}

struct co_str co_tally_group(const struct co_tally *t, size_t group)
{
    return t->groups[group].name;
}

int64_t co_tally_value(const struct co_tally *t, size_t group, enum co_tally_measure measure)
{
    int64_t value = t->groups[group].value[measure];
    return value == CO_QUANTITY_NONE || about[measure].kind == MILLI ? value : value * 1000;
}

/* --- tables --------------------------------------------------------------------------------- */

static void put_value(const struct co_tally *t, size_t group, int measure, struct co_cell *cell)
{
    int64_t value = t->groups[group].value[measure];
    if (cell && value != CO_QUANTITY_NONE)
        co_table_number(cell, value);
}

void co_tally_measures(const struct co_tally *t, struct co_table *out)
{
    static const struct co_table_column columns[] = {
        {"measure", CO_CELL_TEXT},
        {"value", CO_CELL_QUANTITY},
        {"unit", CO_CELL_TEXT},
        {"formula", CO_CELL_TEXT},
    };
    co_table_init(out, "measures", columns, sizeof columns / sizeof *columns);
    for (int m = 0; m < CO_TALLY_MEASURES && t->n; m++) {
        struct co_cell *row = co_table_row(out);
        if (!row)
            return;
        co_table_text(out, &row[0], co_str_of(about[m].name));
        int64_t value = co_tally_value(t, 0, (enum co_tally_measure)m);
        if (value != CO_QUANTITY_NONE)
            co_table_number(&row[1], value);
        co_table_text(out, &row[2], co_str_of(about[m].unit));
        co_table_text(out, &row[3], co_str_of(about[m].formula));
    }
}

/* An order without a value is in a group without a name: nothing, as in the history. */
static void put_name(struct co_table *out, struct co_cell *cell, struct co_str name)
{
    if (cell && name.len)
        co_table_text(out, cell, name);
}

void co_tally_groups(const struct co_tally *t, const char *group, bool only_flow,
                     struct co_table *out)
{
    int measures[CO_TALLY_MEASURES];
    size_t n = 0;
    co_table_init(out, "groups", NULL, 0);
    struct co_table_column *columns =
        co_arena_alloc(&out->arena, (CO_TALLY_MEASURES + 1) * sizeof *columns);
    if (!columns)
        return;
    columns[0] = (struct co_table_column){group, CO_CELL_TEXT};
    for (int m = 0; m < CO_TALLY_MEASURES; m++)
        if (!only_flow || about[m].what == FLOW) {
            measures[n++] = m;
            columns[n] = (struct co_table_column){
                about[m].name, about[m].kind == COUNT ? CO_CELL_INT : CO_CELL_QUANTITY};
        }
    out->columns = columns;
    out->n_columns = n + 1;
    co_table_expect(out, t->n);
    for (size_t i = 0; i < t->n; i++) {
        struct co_cell *row = co_table_row(out);
        put_name(out, row, t->groups[i].name);
        for (size_t m = 0; row && m < n; m++)
            put_value(t, i, measures[m], &row[m + 1]);
    }
}

/* What the identity lacks: orders that came from other groups less those that went to them. */
static int64_t from_others(const int64_t *v)
{
    return v[CO_TALLY_COMPLETED] + v[CO_TALLY_CANCELLED] + v[CO_TALLY_MOVED] + v[CO_TALLY_AT_END] -
           v[CO_TALLY_AT_START] - v[CO_TALLY_NEW] - v[CO_TALLY_REOPENED];
}

enum { OTHERS = -1 };

void co_tally_totals(const struct co_tally *t, const char *group, struct co_table *out)
{
    static const int measures[] = {
        CO_TALLY_AT_START,
        CO_TALLY_COMPLETED,
        CO_TALLY_CANCELLED,
        CO_TALLY_MOVED,
        CO_TALLY_NEW,
        CO_TALLY_REOPENED,
        OTHERS,
        CO_TALLY_AT_END,
        CO_TALLY_PAST_DUE,
        CO_TALLY_PIECES_COMPLETED,
        CO_TALLY_COMPLETED_SHORT,
        CO_TALLY_ORDERS_COMPLETED,
    };
    enum { N = sizeof measures / sizeof *measures };
    int64_t sum[N] = {0};
    co_table_init(out, "groups", NULL, 0);
    struct co_table_column *columns = co_arena_alloc(&out->arena, (N + 1) * sizeof *columns);
    if (!columns)
        return;
    columns[0] = (struct co_table_column){group, CO_CELL_TEXT};
    for (size_t m = 0; m < N; m++)
        columns[m + 1] = (struct co_table_column){
            measures[m] == OTHERS ? "from_others" : about[measures[m]].name,
            measures[m] == CO_TALLY_PIECES_COMPLETED ? CO_CELL_QUANTITY : CO_CELL_INT};
    out->columns = columns;
    out->n_columns = N + 1;
    for (size_t i = 0; i < t->n; i++) {
        struct co_cell *row = co_table_row(out);
        put_name(out, row, t->groups[i].name);
        for (size_t m = 0; row && m < N; m++) {
            const int64_t *v = t->groups[i].value;
            int64_t number = measures[m] == OTHERS ? from_others(v) : v[measures[m]];
            sum[m] += number;
            co_table_number(&row[m + 1], number);
        }
    }
    struct co_cell *total = t->n > 1 ? co_table_row(out) : NULL;
    for (size_t m = 0; total && m < N; m++)
        co_table_number(&total[m + 1], sum[m]);
    if (total)
        co_table_text(out, &total[0], CO_STR("total"));
    out->has_total = total != NULL;
}
