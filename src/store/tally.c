#include "db.h"
#include "grouping.h"
#include "rowbook.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/idmap.h"
#include "crossoff/verdict.h"

/* --- the days ------------------------------------------------------------------------------- */

struct day {
    co_date date;
    int32_t day_no, workday_no;
    int64_t run;
    bool is_workday, is_first;
};

/* How a stay ended by a completion; is_back: a return took it back. */
struct fate {
    int64_t made;
    co_date date;
    bool is_whole, is_back;
};

/* An order on the list at the start. */
struct listed {
    int64_t event, spell, to_make;
    co_date due;
};

/* A statement whose rows have events in the order in which they are walked through. */
struct beside {
    sqlite3_stmt *s;
    bool has_row, is_there; /* is_there: it stands on the event asked for */
};

struct asker {
    struct co_history *h;
    const struct co_question *q;
    int64_t feed;
    enum co_grouping grouping;
    const struct co_by *by;
    co_period *period;
    struct day *days;
    size_t n_days, cap_days;
    const struct day *start, *first, *last; /* of the range; start: the list before */
    const struct day *near;                 /* the one found last: rows come by their dates */
    struct co_tally_list *lists;
    size_t n_lists;
    co_date window; /* the first day that the throughput is taken from */
    bool has_no_orders, only_totals;
    bool is_by_row;          /* only the row of an event tells the group, not the list */
    const struct day *today; /* whose events are taken */
    uint32_t todays_group;   /* of a period */
    struct beside ended, moved_due, moved;
    struct {
        int64_t run, event;
    } border;            /* the first event of a run, asked last: it is the end of the run before */
    struct listed *kept; /* the list at the start, where it was read already */
    size_t n_kept, cap_kept;
    struct fate *fates;
    size_t n_fates, cap_fates;
    struct co_idmap fate_of; /* by stay: its place in `fates` + 1 */
    struct co_rowbook book;
    struct co_buf shops;
    struct co_tally *tally;
    struct co_err *err;
};

static enum co_status take_days(struct asker *a)
{
    struct co_bind feed = CO_INT(a->feed);
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(a->h, CO_SQL_TALLY_DAYS, &feed, 1, &s, a->err);
    while (!status && !(status = co_db_step(a->h, s, &has_row, a->err)) && has_row) {
        void *days = a->days;
        if (!co_grow(&days, &a->cap_days, a->n_days + 1, sizeof *a->days)) {
            co_db_reset(s);
            return co_fail_nomem(a->err);
        }
        a->days = days;
        bool is_first = a->n_days == 0;
        a->days[a->n_days++] = (struct day){.date = co_db_date(s, 0),
                                            .day_no = sqlite3_column_int(s, 1),
                                            .workday_no = sqlite3_column_int(s, 2),
                                            .run = sqlite3_column_int64(s, 4),
                                            .is_workday = sqlite3_column_int(s, 3) != 0,
                                            .is_first = is_first};
    }
    return status;
}

/* The newest recorded day up to a date; the first one when there is none. */
static const struct day *day_of(struct asker *a, co_date date)
{
    const struct day *near = a->near, *end = a->days + a->n_days;
    if (near && near->date <= date && (near + 1 == end || near[1].date > date))
        return near;
    size_t low = 0, high = a->n_days;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (a->days[mid].date <= date)
            low = mid;
        else
            high = mid;
    }
    return a->near = &a->days[low];
}

static enum co_status take_range(struct asker *a)
{
    if (!a->n_days)
        return co_fail(a->err, CO_USAGE, "no list of feed %s is recorded yet", a->q->feed);
    a->last = day_of(a, a->q->to);
    a->first = day_of(a, a->q->from);
    if (a->first->date < a->q->from && a->first < a->last)
        a->first++;
    a->start = a->first == a->days ? a->first : a->first - 1;
    const struct day *d = a->last;
    while (d > a->days && d[-1].workday_no > a->last->workday_no - CO_TALLY_WINDOW)
        d--;
    if (d->is_first && d < a->last)
        d++; /* nothing is completed by the first list of a feed */
    a->window = d->date;
    a->lists = calloc((size_t)(a->last - d) + 1, sizeof *a->lists);
    if (!a->lists)
        return co_fail_nomem(a->err);
    for (; d <= a->last && !d->is_first; d++)
        a->lists[a->n_lists++] =
            (struct co_tally_list){d->date, d->workday_no, d->workday_no - d[-1].workday_no};
    return CO_OK;
}

static struct co_bind shops_of(const struct asker *a)
{
    return a->shops.len ? CO_TEXT(co_buf_view(&a->shops)) : CO_NULL;
}

/* --- facts ---------------------------------------------------------------------------------- */

static enum co_status every(struct asker *a, enum co_statement id, struct co_bind *values, size_t n,
                            enum co_status (*take)(struct asker *a, sqlite3_stmt *s))
{
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(a->h, id, values, n, &s, a->err);
    while (!status && !(status = co_db_step(a->h, s, &has_row, a->err)) && has_row) {
        status = take(a, s);
        if (status)
            co_db_reset(s);
    }
    return status;
}

static enum co_status add_fate(struct asker *a, int64_t spell, const struct fate *fate)
{
    void *fates = a->fates;
    if (a->n_fates == UINT32_MAX ||
        !co_grow(&fates, &a->cap_fates, a->n_fates + 1, sizeof *a->fates))
        return co_fail_nomem(a->err);
    a->fates = fates;
    a->fates[a->n_fates++] = *fate;
    co_idmap_put(&a->fate_of, spell, (uint32_t)a->n_fates);
    return a->fate_of.failed ? co_fail_nomem(a->err) : CO_OK;
}

/* How a stay ended by a completion, or NULL. */
static struct fate *fate_of(const struct asker *a, int64_t spell)
{
    uint32_t at = co_idmap_get(&a->fate_of, spell);
    return at ? &a->fates[at - 1] : NULL;
}

/* Columns of TALLY_END; TALLY_START has those of a row before the first four, and the stay. */
enum { L_EVENT, L_SHOP, L_DUE, L_TO_MAKE, END_STAY, END_SEEN, END_DAYS, END_WORKDAYS, END_SINCE };
enum { START = CO_ROWBOOK_COLUMNS + 1, START_SPELL = START + L_TO_MAKE + 1 };
/* Columns of TALLY_EVENTS behind those of a row, and of what is walked beside it. */
enum {
    E_VERDICT = CO_ROWBOOK_COLUMNS,
    E_DUE,
    E_ORDERED,
    E_REMAINING,
    E_PROGRESS,
    E_OUTCOME,
    E_IS_ORDER,
    E_IS_ASKED, /* of the shops asked about */
};
enum { ENDED_SPELL = 1, ENDED_SEEN };
enum { DUE_BEFORE = 1, DUE_AFTER };

/* The group of an order on a list, which asks for its row only where the list cannot tell;
 * `column`: the first of the list's. */
static enum co_status listed_in(struct asker *a, sqlite3_stmt *s, int column, uint32_t *number)
{
    struct co_str name = {0};
    if (a->is_by_row)
        return co_rowbook_group(&a->book, sqlite3_column_int64(s, column + L_EVENT), number);
    if (a->grouping != CO_GROUP_ALL)
        name = co_db_text(s, column + (a->grouping == CO_GROUP_SHOP ? L_SHOP : L_DUE));
    *number = co_tally_number(a->tally, name);
    return *number ? CO_OK : co_fail_nomem(a->err);
}

/* The list at the start brings the rows of its events, each looked up once; those that only cells
 * can tell of are taken before anything happens. */
static bool starts_with_rows(const struct asker *a)
{
    return a->is_by_row && a->grouping != CO_GROUP_CELLS;
}

static enum co_status take_root(struct asker *a, sqlite3_stmt *s)
{
    return co_rowbook_listed(&a->book, s);
}

static struct listed listed_of(sqlite3_stmt *s)
{
    return (struct listed){.event = sqlite3_column_int64(s, START + L_EVENT),
                           .spell = sqlite3_column_int64(s, START_SPELL),
                           .to_make = sqlite3_column_int64(s, START + L_TO_MAKE),
                           .due = co_db_date(s, START + L_DUE)};
}

static enum co_status keep_root(struct asker *a, sqlite3_stmt *s)
{
    void *kept = a->kept;
    if (!co_grow(&kept, &a->cap_kept, a->n_kept + 1, sizeof *a->kept))
        return co_fail_nomem(a->err);
    a->kept = kept;
    a->kept[a->n_kept++] = listed_of(s);
    return take_root(a, s);
}

/* What was made before is asked only of orders that may count as made in time. */
static enum co_status add_start(struct asker *a, const struct listed *l, uint32_t number)
{
    struct co_fact fact = {.kind = CO_FACT_START,
                           .date = a->start->date,
                           .due = l->due,
                           .pieces = l->to_make,
                           .number = number};
    const struct fate *fate = fate_of(a, l->spell);
    struct co_rowbook_row row = {0};
    enum co_status status = CO_OK;
    if (fate && !fate->is_back) {
        bool in_time = fact.due != CO_DATE_NONE && fate->date <= fact.due;
        if (in_time && fact.due <= a->last->date)
            status = co_rowbook_take(&a->book, l->event, &row);
        int64_t made = fate->made - (row.made > 0 ? row.made : 0);
        fact.is_completed = true;
        fact.attained = in_time && made > 0 ? made : 0;
        fact.is_attained = in_time && fate->is_whole;
    }
    if (!status)
        co_tally_add(a->tally, &fact);
    return status;
}

static enum co_status take_start(struct asker *a, sqlite3_stmt *s)
{
    struct listed l = listed_of(s);
    uint32_t number = 0;
    enum co_status status = starts_with_rows(a) ? take_root(a, s) : CO_OK;
    if (!status)
        status = listed_in(a, s, START, &number);
    return status ? status : add_start(a, &l, number);
}

static enum co_status add_kept(struct asker *a)
{
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < a->n_kept; i++) {
        uint32_t number = 0;
        status = co_rowbook_group(&a->book, a->kept[i].event, &number);
        if (!status)
            status = add_start(a, &a->kept[i], number);
    }
    return status;
}

static enum co_status take_end(struct asker *a, sqlite3_stmt *s)
{
    const struct day *stay = day_of(a, co_db_date(s, END_STAY)),
                     *seen = day_of(a, co_db_date(s, END_SEEN)),
                     *since = day_of(a, co_db_date(s, END_SINCE)), *last = a->last;
    struct co_fact fact = {.kind = CO_FACT_END,
                           .date = last->date,
                           .due = co_db_date(s, L_DUE),
                           .pieces = sqlite3_column_int64(s, L_TO_MAKE),
                           .open_for = last->workday_no - seen->workday_no,
                           .age = sqlite3_column_int(s, END_WORKDAYS) + last->workday_no -
                                  stay->workday_no + stay->is_workday,
                           .days_carried =
                               sqlite3_column_int(s, END_DAYS) + last->day_no - stay->day_no + 1,
                           .untouched = last->day_no - since->day_no,
                           .is_cut = seen->is_first,
                           .is_carried = stay->date <= a->start->date && a->start < last};
    enum co_status status = listed_in(a, s, 0, &fact.number);
    if (!status)
        co_tally_add(a->tally, &fact);
    return status;
}

static void add_rate(struct asker *a, struct co_fact fact, int64_t orders)
{
    fact.kind = CO_FACT_RATE;
    fact.orders = orders;
    if (a->grouping > CO_GROUP_SHOP && !a->only_totals && fact.date >= a->window)
        co_tally_add(a->tally, &fact);
}

static void add_completed(struct asker *a, sqlite3_stmt *s, struct co_fact fact)
{
    const struct day *day = a->today;
    add_rate(a, fact, 1);
    if (day < a->first)
        return;
    co_date first_seen = a->ended.is_there ? co_db_date(a->ended.s, ENDED_SEEN) : CO_DATE_NONE;
    const struct day *seen = day_of(a, first_seen);
    fact.kind = CO_FACT_COMPLETED;
    fact.due = co_db_date(s, E_DUE);
    fact.before = day > a->days ? day[-1].date : CO_DATE_NONE;
    fact.open_for = day->workday_no - seen->workday_no;
    fact.is_cut = seen->is_first;
    fact.is_order = sqlite3_column_int(s, E_IS_ORDER) != 0;
    co_tally_add(a->tally, &fact);
}

static void add_changed(struct asker *a, struct co_fact fact)
{
    const struct day *day = a->today;
    if (a->has_no_orders && fact.pieces > 0) {
        add_rate(a, fact, 0);
        fact.kind = CO_FACT_MADE;
        if (day >= a->first)
            co_tally_add(a->tally, &fact);
    }
    if (day < a->first || !a->moved_due.is_there)
        return;
    fact.kind = CO_FACT_DUE;
    fact.before = co_date_parse(co_db_text(a->moved_due.s, DUE_BEFORE));
    fact.due = co_date_parse(co_db_text(a->moved_due.s, DUE_AFTER));
    co_tally_add(a->tally, &fact);
}

/* Every row walked through is asked: a look at a letter comes before the comparison. */
static bool kind_of(const char *verdict, enum co_fact_kind *kind)
{
    static const struct {
        const char *verdict;
        enum co_fact_kind kind;
    } kinds[] = {{"completed", CO_FACT_COMPLETED}, {"new", CO_FACT_NEW},
                 {"changed", CO_FACT_DUE},         {"reopened", CO_FACT_REOPENED},
                 {"cancelled", CO_FACT_CANCELLED}, {"moved", CO_FACT_MOVED}};
    for (size_t i = 0; verdict && i < sizeof kinds / sizeof *kinds; i++)
        if (verdict[0] == kinds[i].verdict[0] && strcmp(verdict, kinds[i].verdict) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static int64_t pieces_of(sqlite3_stmt *s, enum co_fact_kind kind, struct co_str outcome)
{
    if (kind == CO_FACT_COMPLETED)
        return co_verdict_pieces(outcome, sqlite3_column_int64(s, E_ORDERED),
                                 sqlite3_column_int64(s, CO_ROWBOOK_MADE));
    if (kind == CO_FACT_DUE)
        return sqlite3_column_int64(s, E_PROGRESS);
    /* Nothing told and nothing at all are the same of both but what remains. */
    return co_db_to_make(sqlite3_column_int64(s, E_ORDERED),
                         sqlite3_column_int64(s, CO_ROWBOOK_MADE), co_db_quantity(s, E_REMAINING));
}

/* A return takes back the completion that it stands behind. */
static enum co_status take_back(struct asker *a, sqlite3_stmt *s)
{
    struct co_bind values[] = {CO_INT(sqlite3_column_int64(s, CO_ROWBOOK_ORDER)),
                               CO_INT(sqlite3_column_int64(s, CO_ROWBOOK_EVENT))};
    int64_t spell = 0;
    enum co_status status =
        co_db_number(a->h, CO_SQL_TALLY_STAY_BEFORE, values, 2, 0, &spell, a->err);
    struct fate *before = fate_of(a, spell);
    if (before)
        before->is_back = true;
    return status;
}

/* Remembers how a stay ended; periods have no list that asks for it. */
static enum co_status take_fate(struct asker *a, sqlite3_stmt *s, const struct co_fact *fact,
                                struct co_str outcome)
{
    if (a->period || a->only_totals || a->today < a->first)
        return CO_OK;
    if (fact->kind == CO_FACT_REOPENED)
        return take_back(a, s);
    if (fact->kind != CO_FACT_COMPLETED || !a->ended.is_there)
        return CO_OK;
    struct fate fate = {.made = fact->pieces,
                        .date = fact->date,
                        .is_whole = !fact->is_short && !co_str_eq(outcome, CO_STR("closed"))};
    return add_fate(a, sqlite3_column_int64(a->ended.s, ENDED_SPELL), &fate);
}

static enum co_status open_beside(struct asker *a, enum co_statement id, struct co_bind *events,
                                  struct beside *b)
{
    *b = (struct beside){0};
    enum co_status status = co_db_bind(a->h, id, events, 2, &b->s, a->err);
    return status ? status : co_db_step(a->h, b->s, &b->has_row, a->err);
}

static void close_beside(struct beside *b)
{
    if (b->has_row)
        co_db_reset(b->s);
    *b = (struct beside){0};
}

static enum co_status walk_to(struct asker *a, struct beside *b, int64_t event)
{
    enum co_status status = CO_OK;
    while (!status && b->has_row && sqlite3_column_int64(b->s, 0) < event)
        status = co_db_step(a->h, b->s, &b->has_row, a->err);
    b->is_there = !status && b->has_row && sqlite3_column_int64(b->s, 0) == event;
    return status;
}

static enum co_status happened_in(struct asker *a, sqlite3_stmt *s, enum co_fact_kind kind,
                                  uint32_t *number)
{
    bool is_gone = kind == CO_FACT_COMPLETED || kind == CO_FACT_CANCELLED || kind == CO_FACT_MOVED;
    *number = a->todays_group;
    if (a->period)
        return CO_OK;
    return is_gone ? co_rowbook_gone(&a->book, s, a->today->run, number)
                   : co_rowbook_walked(&a->book, s, a->today->run, number);
}

static void add_event(struct asker *a, sqlite3_stmt *s, struct co_fact fact)
{
    if (fact.kind == CO_FACT_COMPLETED)
        add_completed(a, s, fact);
    else if (fact.kind == CO_FACT_DUE)
        add_changed(a, fact);
    else if (a->today >= a->first)
        co_tally_add(a->tally, &fact);
}

static enum co_status take_event(struct asker *a, sqlite3_stmt *s)
{
    struct co_fact fact = {.kind = CO_FACT_START, .date = a->today->date};
    int64_t event = sqlite3_column_int64(s, CO_ROWBOOK_EVENT);
    bool has_fact = kind_of((const char *)sqlite3_column_text(s, E_VERDICT), &fact.kind);
    enum co_status status = CO_OK;
    if (fact.kind == CO_FACT_COMPLETED) {
        status = walk_to(a, &a->ended, event);
        if (!status)
            status = walk_to(a, &a->moved, event);
        fact.kind = a->moved.is_there ? CO_FACT_MOVED : CO_FACT_COMPLETED;
    } else if (fact.kind == CO_FACT_DUE) {
        status = walk_to(a, &a->moved_due, event);
    }
    struct co_str outcome = {0};
    if (fact.kind == CO_FACT_COMPLETED)
        outcome = co_db_text(s, E_OUTCOME);
    fact.pieces = pieces_of(s, fact.kind, outcome);
    fact.is_short = co_str_eq(outcome, CO_STR("short"));
    if (!status && has_fact)
        status = take_fate(a, s, &fact, outcome);
    bool is_asked = !a->shops.len || sqlite3_column_int(s, E_IS_ASKED);
    if (status || (!is_asked && a->grouping != CO_GROUP_CELLS))
        return status;
    status = happened_in(a, s, fact.kind, &fact.number);
    if (!status && has_fact && is_asked)
        add_event(a, s, fact);
    return status;
}

/* --- the days, one after the other ---------------------------------------------------------- */

static enum co_status first_event(struct asker *a, int64_t run, int64_t *event)
{
    int64_t from = a->border.run && a->border.run < run ? a->border.event - 1 : 0;
    struct co_bind values[] = {CO_INT(run), CO_INT(from)};
    enum co_status status = CO_OK;
    if (a->border.run != run)
        status =
            co_db_number(a->h, CO_SQL_TALLY_FIRST_EVENT, values, 2, 0, &a->border.event, a->err);
    a->border.run = run;
    *event = a->border.event;
    return status;
}

/* Of what is asked for most; the others have one that asks for every row. */
static enum co_statement events_by(enum co_grouping grouping)
{
    switch (grouping) {
    case CO_GROUP_ALL:
        return CO_SQL_TALLY_EVENTS_BY_NOTHING;
    case CO_GROUP_SHOP:
        return CO_SQL_TALLY_EVENTS_BY_SHOP;
    case CO_GROUP_PART:
        return CO_SQL_TALLY_EVENTS_BY_PART;
    case CO_GROUP_CELLS:
        return CO_SQL_TALLY_EVENTS_BY_CELLS;
    default:
        return CO_SQL_TALLY_EVENTS_ALL;
    }
}

static enum co_status take_day(struct asker *a, const struct day *day)
{
    char text[CO_DATE_TEXT];
    int64_t event = 0, behind = 0;
    enum co_status status = first_event(a, day->run, &event);
    if (!status)
        status = first_event(a, day->run + 1, &behind);
    /* By a column that only cells have, every row counts: the next ones may have to tell it. */
    bool is_rate_only = day < a->first && a->grouping != CO_GROUP_CELLS;
    struct co_bind values[] = {CO_INT(event), CO_INT(behind),      CO_INT(a->has_no_orders),
                               shops_of(a),   CO_INT(a->grouping), CO_INT(is_rate_only)};
    struct co_bind all[] = {values[0], values[1], values[2], values[4]};
    enum co_statement events = events_by(a->grouping);
    a->today = day;
    if (a->period)
        a->todays_group = co_tally_number(a->tally, co_str_of(a->period(day->date, text)));
    if (!status && a->is_by_row)
        status = co_rowbook_walk(&a->book, event, behind);
    if (!status)
        status = open_beside(a, CO_SQL_TALLY_MOVED, values, &a->moved);
    if (!status && day >= a->first && !a->only_totals) {
        status = open_beside(a, CO_SQL_TALLY_ENDED, values, &a->ended);
        if (!status)
            status = open_beside(a, CO_SQL_TALLY_DUE, values, &a->moved_due);
    }
    if (!status)
        status = a->shops.len || is_rate_only
                     ? every(a, CO_SQL_TALLY_EVENTS, values, 6, take_event)
                     : every(a, events, all, events == CO_SQL_TALLY_EVENTS_ALL ? 4 : 3, take_event);
    close_beside(&a->ended);
    close_beside(&a->moved_due);
    close_beside(&a->moved);
    return status;
}

/* What left has no cells: from the list before on, each order's newest row has to be known; in
 * every shop, since it may have left in another one. Often that list is the one at the start. */
static enum co_status take_roots(struct asker *a, const struct day *first)
{
    const struct day *before = first->is_first ? first : first - 1;
    bool is_start = before == a->start && !a->shops.len;
    struct co_bind values[] = {CO_INT(a->feed), co_bind_date(before->date), CO_NULL,
                               CO_INT(a->grouping)};
    return a->grouping == CO_GROUP_CELLS
               ? every(a, CO_SQL_TALLY_START, values, 4, is_start ? keep_root : take_root)
               : CO_OK;
}

static enum co_status take_events(struct asker *a)
{
    const struct day *first = a->first;
    if (a->grouping > CO_GROUP_SHOP && !a->only_totals && a->window < first->date)
        first = day_of(a, a->window); /* the totals have the throughput of shops only */
    enum co_status status = take_roots(a, first);
    for (const struct day *d = first; !status && d <= a->last; d++)
        if (!d->is_first)
            status = take_day(a, d);
    return status;
}

static enum co_status take_rate(struct asker *a, sqlite3_stmt *s)
{
    struct co_fact rate = {.kind = CO_FACT_RATE,
                           .date = co_db_date(s, 0),
                           .group = co_db_text(s, 1),
                           .orders = sqlite3_column_int64(s, 2),
                           .pieces = sqlite3_column_int64(s, 3)};
    co_tally_add(a->tally, &rate);
    return CO_OK;
}

static enum co_status take_facts(struct asker *a)
{
    co_date last = a->last->date;
    struct co_bind start[] = {CO_INT(a->feed), co_bind_date(a->start->date), shops_of(a),
                              CO_INT(a->grouping)};
    struct co_bind end[] = {CO_INT(a->feed), co_bind_date(last), shops_of(a)};
    struct co_bind rates[] = {CO_INT(a->feed), co_bind_date(a->window), co_bind_date(last),
                              shops_of(a), CO_INT(a->grouping)};
    enum co_status status = take_events(a);
    if (!status && a->kept)
        status = add_kept(a);
    else if (!status && !a->period)
        status = starts_with_rows(a) ? every(a, CO_SQL_TALLY_START, start, 4, take_start)
                                     : every(a, CO_SQL_TALLY_START_LIST, start, 3, take_start);
    if (!status && !a->period)
        status = every(a, CO_SQL_TALLY_END, end, 3, take_end);
    if (!status && !a->period && !a->only_totals && a->grouping <= CO_GROUP_SHOP)
        status = every(a, CO_SQL_TALLY_RATES, rates, 5, take_rate);
    return status;
}

static enum co_status ask(struct asker *a, struct co_tally **out)
{
    struct co_bind name = CO_CTEXT(a->q->feed);
    int64_t has_none = 0;
    size_t n;
    co_db_shops_json(&a->shops, a->q);
    enum co_status status = co_db_number(a->h, CO_SQL_FEED_ID, &name, 1, 0, &a->feed, a->err);
    struct co_bind feed = CO_INT(status ? 0 : a->feed);
    if (!status)
        status = co_db_number(a->h, CO_SQL_TALLY_NO_ORDERS, &feed, 1, 0, &has_none, a->err);
    if (!status)
        status = take_days(a);
    if (!status)
        status = take_range(a);
    if (!status && !co_buf_ok(&a->shops))
        status = co_fail_nomem(a->err);
    if (status)
        return status;
    a->has_no_orders = has_none != 0;
    struct co_tally_range range = {.start = a->start->date,
                                   .from = a->first->date,
                                   .to = a->last->date,
                                   .lists = a->lists,
                                   .n_lists = a->only_totals ? 0 : a->n_lists,
                                   .secret = a->q->secret,
                                   .only_totals = a->only_totals};
    *out = a->tally = co_tally_open(&range);
    a->book = (struct co_rowbook){.h = a->h,
                                  .tally = a->tally,
                                  .err = a->err,
                                  .grouping = a->grouping,
                                  .column = a->by ? a->by->column : NULL};
    status = a->tally ? take_facts(a) : CO_OK;
    return status ? status : co_tally_end(a->tally, &n, a->err);
}

static enum co_status ask_and_close(struct asker *a, struct co_tally **out)
{
    *out = NULL;
    enum co_status status = ask(a, out);
    if (status) {
        co_tally_close(*out);
        *out = NULL;
    }
    free(a->days);
    free(a->lists);
    free(a->fates);
    free(a->kept);
    co_idmap_fini(&a->fate_of);
    co_rowbook_fini(&a->book);
    co_buf_fini(&a->shops);
    return status;
}

enum co_status co_history_tally(struct co_history *h, const struct co_question *q,
                                const struct co_by *by, struct co_tally **out, struct co_err *err)
{
    struct asker a = {.h = h, .q = q, .by = by, .only_totals = by->only_totals, .err = err};
    if (by->kind == CO_BY_FIELD)
        a.grouping = co_grouping_of(by->field);
    else
        a.grouping = by->kind == CO_BY_COLUMN ? CO_GROUP_CELLS : CO_GROUP_ALL;
    a.is_by_row = a.grouping > CO_GROUP_SHOP && a.grouping != CO_GROUP_DUE_DATE;
    return ask_and_close(&a, out);
}

enum co_status co_history_tally_periods(struct co_history *h, const struct co_question *q,
                                        const char *(*period)(co_date, char *),
                                        struct co_tally **out, struct co_err *err)
{
    struct asker a = {.h = h, .q = q, .period = period, .err = err};
    return ask_and_close(&a, out);
}
