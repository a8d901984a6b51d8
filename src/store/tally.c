#include "db.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/utf8.h"

/* ?5 of the statements; the order is that of CO_SQL_GROUP. */
enum co_grouping {
    GROUP_ALL,
    GROUP_SHOP,
    GROUP_PART,
    GROUP_DESCRIPTION,
    GROUP_PLANT,
    GROUP_STATUS,
    GROUP_PRIORITY,
    GROUP_SALES_ORDER,
    GROUP_PLANNER,
    GROUP_CUSTOMER,
    GROUP_DUE_DATE,
    GROUP_START_DATE,
    GROUP_OPERATION,
    GROUP_CELLS = 99,
};

static const struct {
    enum co_field field;
    enum co_grouping grouping;
} groupings[] = {
    {CO_FIELD_SHOP, GROUP_SHOP},
    {CO_FIELD_PART, GROUP_PART},
    {CO_FIELD_DESCRIPTION, GROUP_DESCRIPTION},
    {CO_FIELD_PLANT, GROUP_PLANT},
    {CO_FIELD_STATUS, GROUP_STATUS},
    {CO_FIELD_PRIORITY, GROUP_PRIORITY},
    {CO_FIELD_SALES_ORDER, GROUP_SALES_ORDER},
    {CO_FIELD_PLANNER, GROUP_PLANNER},
    {CO_FIELD_CUSTOMER, GROUP_CUSTOMER},
    {CO_FIELD_DUE_DATE, GROUP_DUE_DATE},
    {CO_FIELD_START_DATE, GROUP_START_DATE},
    {CO_FIELD_OPERATION, GROUP_OPERATION},
};

static enum co_grouping grouping_of(enum co_field field)
{
    for (size_t i = 0; i < sizeof groupings / sizeof *groupings; i++)
        if (groupings[i].field == field)
            return groupings[i].grouping;
    return GROUP_CELLS;
}

/* --- what a word means ---------------------------------------------------------------------- */

/* "machine_group" of "Machine Group". */
static const char *name_of(struct co_str header, struct co_arena *arena)
{
    struct co_buf folded = {0};
    co_utf8_fold(&folded, header, false);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.at[i] == ' ')
            folded.at[i] = '_';
    const char *name = co_arena_text(arena, folded.len ? co_buf_view(&folded) : CO_STR("column"));
    arena->failed = arena->failed || !co_buf_ok(&folded);
    co_buf_fini(&folded);
    return name;
}

enum { FOUND_MAX = 2 * CO_COLUMNS_MAX };

struct headers {
    const char *header[CO_COLUMNS_MAX], *name[FOUND_MAX]; /* name: of fields, then of headers */
    enum co_field field[CO_COLUMNS_MAX];
    size_t n, n_names;
};

static enum co_status take_headers(struct co_history *h, const char *feed, struct co_arena *arena,
                                   struct headers *out, struct co_err *err)
{
    struct co_kept_list list = {0};
    enum co_status status = co_history_key(h, feed, &list, err);
    out->n = out->n_names = 0;
    for (size_t i = 0; !status && i < list.n_columns; i++) {
        out->header[i] = co_arena_text(arena, list.columns[i].name);
        out->field[i] = list.columns[i].field;
        if (grouping_of(out->field[i]) != GROUP_CELLS)
            out->name[out->n_names++] = co_field_name(out->field[i]);
        out->n++;
    }
    for (size_t i = 0; i < out->n; i++)
        out->name[out->n_names++] = name_of(co_str_of(out->header[i]), arena);
    co_kept_list_fini(&list);
    return status;
}

static enum co_status no_such(const struct headers *all, const char *feed, const char *word,
                              struct co_err *err)
{
    static const char *const periods[] = {"date", "week", "month", "shop"};
    const char *names[FOUND_MAX + 4];
    struct co_buf list = {0};
    size_t n = 0;
    for (size_t i = 0; i < 4; i++)
        names[n++] = periods[i];
    for (size_t i = 0; i < all->n_names; i++) {
        bool is_there = false;
        for (size_t k = 0; k < n; k++)
            is_there = is_there || strcmp(names[k], all->name[i]) == 0;
        if (!is_there)
            names[n++] = all->name[i];
    }
    for (size_t i = 0; i < n && i < 40; i++)
        co_buf_fmt(&list, "%s%s", i ? ", " : "", names[i]);
    const char *near = co_str_nearest(word, names, n);
    enum co_status status =
        co_fail(err, CO_USAGE, "--by: '%s' is not known%s%s%s; feed %s has %.*s", word,
                near ? " (did you mean " : "", near ? near : "", near ? "?)" : "", feed,
                CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

enum co_status co_history_grouping(struct co_history *h, const char *feed, const char *word,
                                   struct co_arena *arena, struct co_by *out, struct co_err *err)
{
    struct headers *all = co_arena_alloc(arena, sizeof *all);
    const char *name = name_of(co_str_of(word), arena);
    enum co_field field = co_field_of(co_str_of(name));
    if (!all)
        return co_fail_nomem(err);
    enum co_status status = take_headers(h, feed, arena, all, err);
    if (status)
        return status;
    *out = (struct co_by){.kind = CO_BY_FIELD, .field = CO_FIELD_SHOP, .name = "shop"};
    if (field == CO_FIELD_SHOP)
        return CO_OK;
    for (size_t i = 0; i < all->n; i++)
        if (field != CO_FIELD_NONE && all->field[i] == field) {
            out->field = field;
            out->name = co_field_name(field);
            out->column = all->header[i];
            out->kind = grouping_of(field) == GROUP_CELLS ? CO_BY_COLUMN : CO_BY_FIELD;
            return CO_OK;
        }
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(name_of(co_str_of(all->header[i]), arena), name) == 0) {
            bool is_field =
                all->field[i] != CO_FIELD_NONE && grouping_of(all->field[i]) != GROUP_CELLS;
            *out = (struct co_by){.kind = is_field ? CO_BY_FIELD : CO_BY_COLUMN,
                                  .field = all->field[i],
                                  .column = all->header[i],
                                  .name = name};
            return arena->failed ? co_fail_nomem(err) : CO_OK;
        }
    return no_such(all, feed, word, err);
}

/* --- the days ------------------------------------------------------------------------------- */

struct day {
    co_date date;
    int32_t day_no, workday_no;
    bool is_workday, is_first;
};

/* A completion, or a return, which takes the one before it back. */
struct fate {
    int64_t spell, made;
    co_date date;
    bool is_whole, is_back;
};

struct asker {
    struct co_history *h;
    const struct co_question *q;
    int64_t feed, grouping;
    const struct co_by *by;
    co_period *period;
    struct day *days;
    size_t n_days, cap_days;
    const struct day *start, *first, *last; /* of the range; start: the list before */
    struct co_tally_list *lists;
    size_t n_lists;
    co_date window; /* the first day that the throughput is taken from */
    bool has_no_orders, only_totals;
    struct {
        int64_t run, place;
    } places[1024];     /* where the column stands in the lists of a run: -1 = not there */
    struct fate *fates; /* of the range; in the order of spells once all events are taken */
    size_t n_fates, cap_fates;
    struct co_buf shops, cell;
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
        a->days[a->n_days++] = (struct day){.date = co_db_date(s, 0),
                                            .day_no = sqlite3_column_int(s, 1),
                                            .workday_no = sqlite3_column_int(s, 2),
                                            .is_workday = sqlite3_column_int(s, 3) != 0,
                                            .is_first = sqlite3_column_type(s, 4) == SQLITE_NULL};
    }
    return status;
}

/* The newest recorded day up to a date; the first one when there is none. */
static const struct day *day_of(const struct asker *a, co_date date)
{
    size_t low = 0, high = a->n_days;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (a->days[mid].date <= date)
            low = mid;
        else
            high = mid;
    }
    return &a->days[low];
}

/* By its number; of a history that lies about it, the last one. */
static const struct day *day_at(const struct asker *a, int64_t no)
{
    return no > 0 && (uint64_t)no <= a->n_days ? &a->days[no - 1] : a->last;
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

/* --- groups --------------------------------------------------------------------------------- */

/* The cell at a place of a record without quotes. */
static struct co_str plain_cell_at(struct co_str record, int64_t place)
{
    const char *at = record.at, *end = record.at + record.len, *comma;
    while ((comma = memchr(at, ',', (size_t)(end - at))) && place-- > 0)
        at = comma + 1;
    return place > 0 ? (struct co_str){0}
                     : (struct co_str){at, (size_t)((comma ? comma : end) - at)};
}

/* The cell at a place of a kept record (RFC 4180, commas); trimmed, as spreadsheets mean it. */
static struct co_str cell_at(struct co_str record, int64_t place, struct co_buf *out)
{
    bool is_quoted = false;
    int64_t at = 0;
    if (record.len && !memchr(record.at, '"', record.len))
        return co_export_cell(plain_cell_at(record, place));
    out->len = 0;
    for (size_t i = 0; i < record.len && at <= place; i++) {
        char c = record.at[i];
        if (c == '"')
            is_quoted = !is_quoted;
        if (c == ',' && !is_quoted)
            at++;
        else if (at == place && (c != '"' || (is_quoted && i > 0 && record.at[i - 1] == '"')))
            co_buf_byte(out, c);
    }
    return co_export_cell(co_buf_view(out));
}

static enum co_status place_of(struct asker *a, int64_t run, int64_t *place)
{
    size_t at = (size_t)run % (sizeof a->places / sizeof *a->places);
    if (a->places[at].run != run) {
        struct co_bind values[] = {CO_INT(run), CO_CTEXT(a->by->column)};
        enum co_status status =
            co_db_number(a->h, CO_SQL_TALLY_PLACE, values, 2, -1, &a->places[at].place, a->err);
        if (status)
            return status;
        a->places[at].run = run;
    }
    *place = a->places[at].place;
    return CO_OK;
}

/* Columns of the row: the value, the run of the cells, the cells. */
static enum co_status take_group(struct asker *a, sqlite3_stmt *s, int column, struct co_str *out)
{
    int64_t place = -1;
    if (a->grouping != GROUP_CELLS) {
        *out = co_db_text(s, column);
        return CO_OK;
    }
    enum co_status status = place_of(a, sqlite3_column_int64(s, column + 1), &place);
    *out = (struct co_str){0};
    if (!status && place >= 0)
        *out = cell_at(co_db_text(s, column + 2), place, &a->cell);
    return !status && !co_buf_ok(&a->cell) ? co_fail_nomem(a->err) : status;
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

static enum co_status add_fate(struct asker *a, const struct fate *fate)
{
    void *fates = a->fates;
    if (!co_grow(&fates, &a->cap_fates, a->n_fates + 1, sizeof *a->fates))
        return co_fail_nomem(a->err);
    a->fates = fates;
    a->fates[a->n_fates++] = *fate;
    return CO_OK;
}

static int compare_fates(const void *a, const void *b)
{
    const struct fate *x = a, *y = b;
    if (x->spell != y->spell)
        return x->spell < y->spell ? -1 : 1;
    return x->is_back - y->is_back;
}

/* A return takes back the completion that it stands behind, and is taken out. */
static void sort_fates(struct asker *a)
{
    size_t n = 0;
    if (a->n_fates)
        qsort(a->fates, a->n_fates, sizeof *a->fates, compare_fates);
    for (size_t i = 0; i < a->n_fates; i++)
        if (!a->fates[i].is_back)
            a->fates[n++] = a->fates[i];
        else if (n && a->fates[n - 1].spell == a->fates[i].spell)
            n--;
    a->n_fates = n;
}

/* How a stay ended by a completion that stands, or NULL. */
static const struct fate *fate_of(const struct asker *a, int64_t spell)
{
    size_t low = 0, high = a->n_fates;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (a->fates[mid].spell < spell)
            low = mid + 1;
        else
            high = mid;
    }
    return low < a->n_fates && a->fates[low].spell == spell ? &a->fates[low] : NULL;
}

/* Columns of CO_QUERY_LISTED and CO_QUERY_EVENTS: the first ones are the group and its cells. */
enum { L_DUE = 5, L_TO_MAKE, L_STAY, L_SEEN, L_DAYS, L_WORKDAYS, L_SINCE, L_SPELL, L_MADE };
enum {
    E_DUE = 5,
    E_ORDERED,
    E_MADE,
    E_REMAINING,
    E_PROGRESS,
    E_OUTCOME,
    E_IS_ORDER,
    E_SEEN,
    E_DUE_BEFORE,
    E_DUE_AFTER,
    E_IS_MOVED,
    E_SPELL,
    E_IS_ASKED, /* of the shops asked about */
};

static void add_start(struct asker *a, sqlite3_stmt *s, struct co_fact fact)
{
    const struct fate *fate = fate_of(a, sqlite3_column_int64(s, L_SPELL));
    int64_t before = sqlite3_column_int64(s, L_MADE);
    int64_t made = fate ? fate->made - (before > 0 ? before : 0) : 0;
    bool in_time = fate && fact.due != CO_DATE_NONE && fate->date <= fact.due;
    fact.kind = CO_FACT_START;
    fact.date = a->start->date;
    fact.is_completed = fate != NULL;
    fact.attained = in_time && made > 0 ? made : 0;
    fact.is_attained = in_time && fate->is_whole;
    co_tally_add(a->tally, &fact);
}

static void add_end(struct asker *a, sqlite3_stmt *s, struct co_fact fact)
{
    const struct day *stay = day_of(a, co_db_date(s, L_STAY)),
                     *seen = day_of(a, co_db_date(s, L_SEEN));
    const struct day *since = day_of(a, co_db_date(s, L_SINCE)), *last = a->last;
    fact.kind = CO_FACT_END;
    fact.date = last->date;
    fact.open_for = last->workday_no - seen->workday_no;
    fact.age =
        sqlite3_column_int(s, L_WORKDAYS) + last->workday_no - stay->workday_no + stay->is_workday;
    fact.days_carried = sqlite3_column_int(s, L_DAYS) + last->day_no - stay->day_no + 1;
    fact.untouched = last->day_no - since->day_no;
    fact.is_cut = seen->is_first;
    fact.is_carried = stay->date <= a->start->date && a->start < last;
    co_tally_add(a->tally, &fact);
}

static enum co_status take_listed(struct asker *a, sqlite3_stmt *s)
{
    struct co_fact fact = {.due = co_db_date(s, L_DUE),
                           .pieces = sqlite3_column_int64(s, L_TO_MAKE)};
    enum co_status status = take_group(a, s, 2, &fact.group);
    if (!status && sqlite3_column_int(s, 0))
        add_start(a, s, fact);
    if (!status && sqlite3_column_int(s, 1))
        add_end(a, s, fact);
    return status;
}

static void add_rate(struct asker *a, struct co_fact fact, int64_t orders)
{
    fact.kind = CO_FACT_RATE;
    fact.orders = orders;
    if (a->grouping > GROUP_SHOP && !a->only_totals && fact.date >= a->window)
        co_tally_add(a->tally, &fact);
}

static void add_completed(struct asker *a, sqlite3_stmt *s, struct co_fact fact,
                          const struct day *day)
{
    add_rate(a, fact, 1);
    if (day < a->first)
        return;
    const struct day *seen = day_of(a, co_db_date(s, E_SEEN));
    fact.kind = CO_FACT_COMPLETED;
    fact.before = day > a->days ? day[-1].date : CO_DATE_NONE;
    fact.open_for = day->workday_no - seen->workday_no;
    fact.is_cut = seen->is_first;
    fact.is_short = co_str_eq(co_db_text(s, E_OUTCOME), CO_STR("short"));
    fact.is_order = sqlite3_column_int(s, E_IS_ORDER) != 0;
    co_tally_add(a->tally, &fact);
}

static void add_changed(struct asker *a, sqlite3_stmt *s, struct co_fact fact,
                        const struct day *day)
{
    if (a->has_no_orders && fact.pieces > 0) {
        add_rate(a, fact, 0);
        fact.kind = CO_FACT_MADE;
        if (day >= a->first)
            co_tally_add(a->tally, &fact);
    }
    if (day < a->first || sqlite3_column_type(s, E_DUE_BEFORE) == SQLITE_NULL)
        return;
    fact.kind = CO_FACT_DUE;
    fact.before = co_date_parse(co_db_text(s, E_DUE_BEFORE));
    fact.due = co_date_parse(co_db_text(s, E_DUE_AFTER));
    co_tally_add(a->tally, &fact);
}

static bool kind_of(struct co_str verdict, enum co_fact_kind *kind)
{
    static const struct {
        const char *verdict;
        enum co_fact_kind kind;
    } kinds[] = {{"completed", CO_FACT_COMPLETED}, {"new", CO_FACT_NEW},
                 {"changed", CO_FACT_DUE},         {"reopened", CO_FACT_REOPENED},
                 {"cancelled", CO_FACT_CANCELLED}, {"moved", CO_FACT_MOVED}};
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && !co_str_eq(verdict, co_str_of(kinds[i].verdict)))
        i++;
    if (i < sizeof kinds / sizeof *kinds)
        *kind = kinds[i].kind;
    return i < sizeof kinds / sizeof *kinds;
}

/* Pieces that a completion counts: what is known to be made; all that were ordered where the order
 * only left the list and nothing says otherwise. */
static int64_t pieces_completed(sqlite3_stmt *s)
{
    struct co_str outcome = co_db_text(s, E_OUTCOME);
    int64_t made = sqlite3_column_int64(s, E_MADE);
    bool is_told = outcome.len && !co_str_eq(outcome, CO_STR("assumed"));
    if (co_str_eq(outcome, CO_STR("closed")) || (is_told && made > 0))
        return made;
    return sqlite3_column_int64(s, E_ORDERED);
}

static int64_t pieces_of(sqlite3_stmt *s, enum co_fact_kind kind)
{
    if (kind == CO_FACT_COMPLETED)
        return pieces_completed(s);
    if (kind == CO_FACT_DUE)
        return sqlite3_column_int64(s, E_PROGRESS);
    return co_db_to_make(co_db_quantity(s, E_ORDERED), co_db_quantity(s, E_MADE),
                         co_db_quantity(s, E_REMAINING));
}

/* Remembers how a stay ended; periods have no list that asks for it. */
static enum co_status take_fate(struct asker *a, sqlite3_stmt *s, const struct co_fact *fact)
{
    struct co_str outcome = co_db_text(s, E_OUTCOME);
    struct fate fate = {.spell = sqlite3_column_int64(s, E_SPELL),
                        .made = fact->pieces,
                        .date = fact->date,
                        .is_whole = !co_str_eq(outcome, CO_STR("short")) &&
                                    !co_str_eq(outcome, CO_STR("closed")),
                        .is_back = fact->kind == CO_FACT_REOPENED};
    bool is_fate = fact->kind == CO_FACT_COMPLETED || fact->kind == CO_FACT_REOPENED;
    return is_fate && !a->period && !a->only_totals && fact->date >= a->first->date
               ? add_fate(a, &fate)
               : CO_OK;
}

static void add_event(struct asker *a, sqlite3_stmt *s, struct co_fact fact, const struct day *day)
{
    if (fact.kind == CO_FACT_COMPLETED)
        add_completed(a, s, fact, day);
    else if (fact.kind == CO_FACT_DUE)
        add_changed(a, s, fact, day);
    else if (day >= a->first)
        co_tally_add(a->tally, &fact);
}

static enum co_status take_event(struct asker *a, sqlite3_stmt *s)
{
    char text[CO_DATE_TEXT];
    const struct day *day = day_at(a, sqlite3_column_int64(s, 1));
    struct co_fact fact = {.date = day->date, .due = co_db_date(s, E_DUE)};
    if (!kind_of(co_db_text(s, 0), &fact.kind))
        return CO_OK;
    if (fact.kind == CO_FACT_COMPLETED && sqlite3_column_int(s, E_IS_MOVED))
        fact.kind = CO_FACT_MOVED;
    fact.pieces = pieces_of(s, fact.kind);
    enum co_status status = take_fate(a, s, &fact);
    if (status || !sqlite3_column_int(s, E_IS_ASKED))
        return status;
    status = take_group(a, s, 2, &fact.group);
    if (a->period)
        fact.group = co_str_of(a->period(fact.date, text));
    if (!status)
        add_event(a, s, fact, day);
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
    struct co_bind shops = a->shops.len ? CO_TEXT(co_buf_view(&a->shops)) : CO_NULL;
    co_date events = a->first->date, last = a->last->date;
    if (a->grouping > GROUP_SHOP && !a->only_totals && a->window < events)
        events = a->window; /* the totals have the throughput of shops only */
    struct co_bind listed[] = {CO_INT(a->feed),     co_bind_date(a->start->date),
                               co_bind_date(last),  shops,
                               CO_INT(a->grouping), CO_INT(!a->only_totals)};
    struct co_bind happened[] = {CO_INT(a->feed),          co_bind_date(events),
                                 co_bind_date(last),       shops,
                                 CO_INT(a->grouping),      co_bind_date(a->first->date),
                                 CO_INT(a->has_no_orders), CO_INT(!a->only_totals)};
    struct co_bind rates[] = {CO_INT(a->feed), co_bind_date(a->window), co_bind_date(last), shops,
                              CO_INT(a->grouping)};
    enum co_statement of_events =
        a->grouping == GROUP_CELLS ? CO_SQL_TALLY_EVENT_CELLS : CO_SQL_TALLY_EVENTS;
    enum co_status status = every(a, of_events, happened, 8, take_event);
    sort_fates(a);
    if (!status && !a->period)
        status = every(a, CO_SQL_TALLY_LISTED, listed, 6, take_listed);
    if (!status && !a->period && !a->only_totals && a->grouping <= GROUP_SHOP)
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
    co_buf_fini(&a->shops);
    co_buf_fini(&a->cell);
    return status;
}

enum co_status co_history_tally(struct co_history *h, const struct co_question *q,
                                const struct co_by *by, struct co_tally **out, struct co_err *err)
{
    struct asker a = {.h = h, .q = q, .by = by, .only_totals = by->only_totals, .err = err};
    if (by->kind == CO_BY_FIELD)
        a.grouping = (int64_t)grouping_of(by->field);
    else
        a.grouping = by->kind == CO_BY_COLUMN ? GROUP_CELLS : GROUP_ALL;
    return ask_and_close(&a, out);
}

enum co_status co_history_tally_periods(struct co_history *h, const struct co_question *q,
                                        const char *(*period)(co_date, char *),
                                        struct co_tally **out, struct co_err *err)
{
    struct asker a = {.h = h, .q = q, .period = period, .err = err};
    return ask_and_close(&a, out);
}
