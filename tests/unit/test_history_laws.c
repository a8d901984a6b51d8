#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "db.h"
#include "check.h"
#include "folder.h"
#include "lists.h"
#include "past.h"

/* Random sequences of days are recorded; what the views then say is foretold by a slow model: plain
 * arrays of what stood on every list, searched from the beginning for every answer. */

enum { ORDERS = 40, DAYS = 12, SEEDS = 200 };
enum { OPERATION, PART, SHOP, QTY, MADE, DUE, STATUS, NOTE, CELLS };
static const char *const headers[CELLS] = {"Operation",     "Part",     "Shop",   "Qty",
                                           "Qty Completed", "Due Date", "Status", "Note"};
static const char *const shops[] = {"", "Milling", "Turning", "Assembly, final", "Gehäuse"};

struct row {
    int shop, part, qty, made, note; /* qty and made in tenths of a piece */
    co_date due;                     /* CO_DATE_NONE: an empty cell */
    const char *status;
};
struct day {
    co_date date;
    bool has_note; /* a column that is not on every list */
    bool is_on[ORDERS];
    struct row row[ORDERS];
};
struct model {
    uint64_t seed;
    size_t n;
    struct day day[DAYS];
};

/* --- inventing ------------------------------------------------------------------------------ */

static void invent_row(struct row *r, co_date date, uint64_t *chance)
{
    static const char *const statuses[] = {"Open", "Released", "On hold",
                                           "Open", "Closed",   "Cancelled"};
    r->shop = (int)list_below(chance, COUNT(shops));
    r->part = (int)list_below(chance, 50);
    r->qty =
        list_below(chance, 4) ? (int)(list_below(chance, 20) * 10) : (int)list_below(chance, 200);
    r->made = list_below(chance, 2) ? 0 : (int)list_below(chance, 150);
    r->note = (int)list_below(chance, 9);
    r->due = list_below(chance, 8) ? date + (co_date)list_below(chance, 30) - 12 : CO_DATE_NONE;
    r->status = statuses[list_below(chance, COUNT(statuses))];
}

static void next_day(struct day *to, const struct day *from, unsigned n_orders, uint64_t *chance)
{
    size_t turnover = 1 + list_below(chance, 10); /* tenths of the orders that come or go */
    *to = *from;
    to->date = from->date + 1 + (list_below(chance, 3) ? 0 : (co_date)list_below(chance, 6));
    to->has_note = list_below(chance, 5) ? from->has_note : !from->has_note;
    for (size_t i = 0; i < n_orders; i++) {
        struct row other;
        invent_row(&other, to->date, chance);
        if (list_below(chance, 10) < turnover)
            to->is_on[i] = list_below(chance, 2);
        struct row *r = &to->row[i];
        if (list_below(chance, 12) == 0)
            r->shop = other.shop;
        if (list_below(chance, 12) == 0)
            r->due = other.due;
        if (list_below(chance, 12) == 0)
            r->qty = other.qty;
        if (list_below(chance, 8) == 0)
            r->made = other.made;
        if (list_below(chance, 8) == 0)
            r->status = other.status;
        if (list_below(chance, 12) == 0)
            r->note = other.note;
    }
}

static void invent(struct model *m, uint64_t seed, uint64_t *chance)
{
    struct day before;
    unsigned n_orders = (unsigned)list_below(chance, ORDERS + 1);
    memset(&before, 0, sizeof before);
    m->seed = seed;
    m->n = 3 + list_below(chance, DAYS - 2);
    before.date = co_date_of(2026, 11, 1) + (co_date)list_below(chance, 7);
    for (size_t i = 0; i < n_orders; i++) {
        invent_row(&before.row[i], before.date, chance);
        before.is_on[i] = list_below(chance, 2);
    }
    for (size_t d = 0; d < m->n; d++)
        next_day(&m->day[d], d ? &m->day[d - 1] : &before, n_orders, chance);
}

/* Two operations to an order, so that borders of cells matter: 100,10 and 1001,0. */
static void key_of(size_t i, char *order, char *operation)
{
    (void)snprintf(order, 32, "%s", i % 2 ? "100" : "1001");
    (void)snprintf(operation, 32, "%zu", i % 2 ? 10 + i / 2 : i / 2);
}

static const char *tenths(int n, char *out)
{
    const char *sign = n < 0 ? "-" : "";
    n = abs(n);
    if (n % 10)
        (void)snprintf(out, 16, "%s%d.%d", sign, n / 10, n % 10);
    else
        (void)snprintf(out, 16, "%s%d", sign, n / 10);
    return out;
}

static void cells_of(const struct day *day, size_t i, char out[CELLS][32])
{
    const struct row *r = &day->row[i];
    char order[32];
    key_of(i, order, out[OPERATION]);
    (void)snprintf(out[PART], 32, "00%d", r->part);
    (void)snprintf(out[SHOP], 32, "%s", shops[r->shop]);
    (void)tenths(r->qty, out[QTY]);
    (void)tenths(r->made, out[MADE]);
    (void)co_date_text(r->due, out[DUE]);
    (void)snprintf(out[STATUS], 32, "%s", r->status);
    out[NOTE][0] = '\0';
    if (r->note)
        (void)snprintf(out[NOTE], 32, "3/4\" pipe, %d", r->note);
}

static void write_row(struct co_buf *out, const struct day *day, size_t i)
{
    char cells[CELLS][32], order[32], operation[32];
    const char *list[CELLS + 1];
    cells_of(day, i, cells);
    key_of(i, order, operation);
    list[0] = order;
    for (size_t c = 0; c < CELLS; c++)
        list[c + 1] = cells[c];
    list_row(out, ',', list, day->has_note ? CELLS + 1 : CELLS);
}

/* The day's list, its rows shuffled by chance. A finished row of no order of ours is always on it:
 * a list without rows would be refused. */
static void write_day(struct co_buf *out, const struct day *day, uint64_t *chance)
{
    const char *list[CELLS + 1] = {"Work Order"};
    size_t rows[ORDERS];
    out->len = 0;
    memcpy(list + 1, headers, sizeof headers);
    list_row(out, ',', list, day->has_note ? CELLS + 1 : CELLS);
    co_buf_text(out,
                day->has_note ? "9,1,p,Milling,1,0,,Closed,\n" : "9,1,p,Milling,1,0,,Closed\n");
    for (size_t i = 0; i < ORDERS; i++)
        rows[i] = i;
    for (size_t i = ORDERS; i > 1; i--) {
        size_t k = list_below(chance, i), kept = rows[k];
        rows[k] = rows[i - 1];
        rows[i - 1] = kept;
    }
    for (size_t i = 0; i < ORDERS; i++)
        if (day->is_on[rows[i]])
            write_row(out, day, rows[i]);
}

/* --- the slow way ---------------------------------------------------------------------------- */

static bool is_over(const struct row *r, const char *status)
{
    return strcmp(r->status, status) == 0;
}

static bool is_made(const struct row *r)
{
    return r->qty > 0 && r->made > 0 && r->made >= r->qty;
}

static bool is_open(const struct model *m, size_t d, size_t i)
{
    const struct row *r = &m->day[d].row[i];
    return m->day[d].is_on[i] && !is_over(r, "Closed") && !is_over(r, "Cancelled") && !is_made(r);
}

enum { NEVER = DAYS };

static size_t first_day(const struct model *m, size_t i)
{
    for (size_t d = 0; d < m->n; d++)
        if (is_open(m, d, i))
            return d;
    return NEVER;
}

static size_t last_day(const struct model *m, size_t until, size_t i)
{
    for (size_t d = until + 1; d-- > 0;)
        if (is_open(m, d, i))
            return d;
    return NEVER;
}

static int days_open(const struct model *m, size_t until, size_t i)
{
    int n = 0;
    for (size_t d = 0; d <= until; d++)
        n += is_open(m, d, i);
    return n;
}

static bool is_worked(co_date date)
{
    return co_date_weekday(date) < 5;
}

/* Calendar day by calendar day: it counts when it is worked and within a stay, that is when the
 * recorded days on both sides of it (or it itself) saw the order. */
static int workdays_open(const struct model *m, size_t until, size_t i)
{
    int n = 0;
    for (size_t d = 0; d <= until; d++) {
        if (!is_open(m, d, i))
            continue;
        n += is_worked(m->day[d].date);
        if (d > 0 && is_open(m, d - 1, i))
            for (co_date c = m->day[d - 1].date + 1; c < m->day[d].date; c++)
                n += is_worked(c);
    }
    return n;
}

static bool is_gone(const struct model *m, size_t d, size_t i)
{
    return d > 0 && is_open(m, d - 1, i) && !is_open(m, d, i);
}

static bool is_cancelled(const struct model *m, size_t d, size_t i)
{
    return is_gone(m, d, i) && m->day[d].is_on[i] && is_over(&m->day[d].row[i], "Cancelled");
}

static bool is_carried(const struct model *m, size_t d, size_t i)
{
    return d > 0 && is_open(m, d - 1, i) && is_open(m, d, i);
}

static bool is_arrived(const struct model *m, size_t d, size_t i)
{
    return is_open(m, d, i) && (d == 0 || !is_open(m, d - 1, i));
}

static const char *evidence_of(const struct model *m, size_t d, size_t i)
{
    const struct row *r = &m->day[d].row[i];
    if (!m->day[d].is_on[i])
        return "absence";
    return is_over(r, "Closed") || is_over(r, "Cancelled") ? "status" : "quantity";
}

/* The last row there was of an order: of the day it left, if it still stood there. */
static const struct row *last_row(const struct model *m, size_t d, size_t i)
{
    return &m->day[m->day[d].is_on[i] ? d : d - 1].row[i];
}

static bool is_changed(const struct model *m, size_t d, size_t i)
{
    const struct row *a = &m->day[d - 1].row[i], *b = &m->day[d].row[i];
    return a->shop != b->shop || a->part != b->part || a->qty != b->qty || a->made != b->made ||
           a->due != b->due || strcmp(a->status, b->status) != 0 ||
           (a->note != b->note && m->day[d - 1].has_note && m->day[d].has_note);
}

static bool is_past_due(const struct row *r, co_date date)
{
    return r->due != CO_DATE_NONE && r->due < date;
}

/* --- what every view has to say --------------------------------------------------------------- */

static void put(struct co_buf *out, const char *text)
{
    co_buf_fmt(out, "%s|", *text ? text : "~");
}

static void put_date(struct co_buf *out, co_date date)
{
    char text[CO_DATE_TEXT];
    put(out, co_date_text(date, text));
}

static void put_tenths(struct co_buf *out, int n)
{
    char text[16];
    put(out, tenths(n, text));
}

static void put_number(struct co_buf *out, long n)
{
    co_buf_fmt(out, "%ld|", n);
}

static void put_key(struct co_buf *out, size_t i)
{
    char order[32], operation[32];
    key_of(i, order, operation);
    put(out, order);
    put(out, operation);
}

static void end_line(struct co_buf *out)
{
    out->len--;
    co_buf_byte(out, '\n');
}

#define ROW_COLUMNS "date, shop, work_order, operation, quantity, quantity_completed, due_date, "
static void put_row(struct co_buf *out, const struct model *m, size_t d, size_t i,
                    const struct row *r)
{
    put_date(out, m->day[d].date);
    put(out, shops[r->shop]);
    put_key(out, i);
    put_tenths(out, r->qty);
    put_tenths(out, r->made);
    put_date(out, r->due);
}

static void gone(const struct model *m, size_t until, bool cancelled, struct co_buf *out)
{
    for (size_t d = 1; d <= until; d++)
        for (size_t i = 0; i < ORDERS; i++) {
            if (!is_gone(m, d, i) || is_cancelled(m, d, i) != cancelled)
                continue;
            size_t back = d;
            while (back <= until && !is_open(m, back, i))
                back++;
            put_row(out, m, d, i, last_row(m, d, i));
            put_date(out, m->day[first_day(m, i)].date);
            put_number(out, days_open(m, d, i));
            put_number(out, workdays_open(m, d, i));
            put(out, evidence_of(m, d, i));
            put_date(out, back <= until ? m->day[back].date : CO_DATE_NONE);
            end_line(out);
        }
}

static void completed(const struct model *m, size_t until, struct co_buf *out)
{
    gone(m, until, false, out);
}

static void cancelled(const struct model *m, size_t until, struct co_buf *out)
{
    gone(m, until, true, out);
}

static void carried_over(const struct model *m, size_t until, struct co_buf *out)
{
    for (size_t d = 1; d <= until; d++)
        for (size_t i = 0; i < ORDERS; i++) {
            const struct row *r = &m->day[d].row[i];
            if (!is_carried(m, d, i))
                continue;
            put_row(out, m, d, i, r);
            put_date(out, m->day[first_day(m, i)].date);
            put_number(out, days_open(m, d, i));
            put_number(out, workdays_open(m, d, i));
            put_number(out, is_changed(m, d, i));
            put_number(out, is_past_due(r, m->day[d].date));
            put_tenths(out, r->made - m->day[d - 1].row[i].made);
            end_line(out);
        }
}

static void new_orders(const struct model *m, size_t until, struct co_buf *out)
{
    for (size_t d = 1; d <= until; d++)
        for (size_t i = 0; i < ORDERS; i++)
            if (first_day(m, i) == d) {
                put_row(out, m, d, i, &m->day[d].row[i]);
                end_line(out);
            }
}

static void reopened(const struct model *m, size_t until, struct co_buf *out)
{
    for (size_t d = 1; d <= until; d++)
        for (size_t i = 0; i < ORDERS; i++) {
            if (!is_arrived(m, d, i) || first_day(m, i) == d)
                continue;
            size_t left = last_day(m, d - 1, i) + 1;
            put_row(out, m, d, i, &m->day[d].row[i]);
            put_date(out, m->day[first_day(m, i)].date);
            put_number(out, days_open(m, d, i));
            put_date(out, m->day[left].date);
            put(out, is_cancelled(m, left, i) ? "cancelled" : "completed");
            end_line(out);
        }
}

static void open_orders(const struct model *m, size_t d, struct co_buf *out)
{
    for (size_t i = 0; i < ORDERS; i++) {
        const struct row *r = &m->day[d].row[i];
        if (!is_open(m, d, i))
            continue;
        put_row(out, m, d, i, r);
        put_date(out, m->day[first_day(m, i)].date);
        put_number(out, days_open(m, d, i));
        put_number(out, is_carried(m, d, i) && is_changed(m, d, i));
        put_number(out, is_past_due(r, m->day[d].date));
        put_number(out, workdays_open(m, d, i));
        put(out, r->status);
        end_line(out);
    }
}

static void orders(const struct model *m, size_t until, struct co_buf *out)
{
    for (size_t i = 0; i < ORDERS; i++) {
        size_t first = first_day(m, i), last = last_day(m, until, i);
        if (first > until)
            continue;
        bool open = last == until;
        const struct row *r = open ? &m->day[until].row[i] : last_row(m, last + 1, i);
        put_key(out, i);
        put(out, shops[r->shop]);
        put_date(out, m->day[first].date);
        put_date(out, m->day[last].date);
        put_number(out, days_open(m, until, i));
        put_number(out, workdays_open(m, until, i));
        put(out, !open ? is_cancelled(m, last + 1, i) ? "cancelled" : "completed"
                 : is_carried(m, until, i) ? "carried over"
                 : until == 0              ? "listed"
                 : first == until          ? "new"
                                           : "reopened");
        put(out, open ? "" : evidence_of(m, last + 1, i));
        put_date(out, r->due);
        end_line(out);
    }
}

/* Counts of one day, in all or of one shop. */
struct tally {
    long yesterday, from, to, completed, cancelled, carried, changed, fresh, reopened, today, late;
    long pieces; /* in tenths */
};

static void tally(const struct model *m, size_t d, int shop, struct tally *t)
{
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < ORDERS; i++) {
        const struct row *r = &m->day[d].row[i];
        bool was_open = d > 0 && is_open(m, d - 1, i), is = is_open(m, d, i);
        const struct row *now = is ? r : was_open ? last_row(m, d, i) : NULL;
        if (!now)
            continue;
        int was_in = was_open ? m->day[d - 1].row[i].shop : now->shop;
        bool here = shop < 0 || now->shop == shop, was_here = shop < 0 || was_in == shop;
        t->yesterday += was_open && was_here;
        t->from += shop >= 0 && here && !was_here;
        t->to += shop >= 0 && was_here && !here;
        if (!here)
            continue;
        t->carried += is_carried(m, d, i);
        t->changed += is_carried(m, d, i) && is_changed(m, d, i);
        t->fresh += d > 0 && is && first_day(m, i) == d;
        t->reopened += d > 0 && is && !was_open && first_day(m, i) < d;
        t->today += is;
        t->late += is && is_past_due(r, m->day[d].date);
        t->cancelled += is_cancelled(m, d, i);
        if (is_gone(m, d, i) && !is_cancelled(m, d, i)) {
            bool is_short = !m->day[d].is_on[i] && now->made > 0 && now->made < now->qty;
            bool says_made = is_short || (m->day[d].is_on[i] && now->made > 0);
            t->completed++;
            t->pieces += says_made ? now->made : now->qty;
        }
    }
}

static void put_happened(struct co_buf *out, size_t d, long n)
{
    if (d > 0)
        put_number(out, n);
    else
        put(out, "");
}

static void put_tally(struct co_buf *out, size_t d, const struct tally *t)
{
    put_happened(out, d, t->yesterday);
    put_happened(out, d, t->completed);
    put_happened(out, d, t->cancelled);
    put_happened(out, d, 0);
    put_happened(out, d, t->carried);
    put_happened(out, d, t->fresh);
    put_happened(out, d, t->reopened);
    put_number(out, t->today);
    put_number(out, t->late);
    if (d > 0)
        put_tenths(out, (int)t->pieces);
    else
        put(out, "");
    put_happened(out, d, t->changed);
}

static void daily(const struct model *m, size_t until, struct co_buf *out)
{
    for (size_t d = 0; d <= until; d++) {
        struct tally t;
        tally(m, d, -1, &t);
        put_date(out, m->day[d].date);
        put_tally(out, d, &t);
        end_line(out);
    }
}

static void daily_shop(const struct model *m, size_t until, struct co_buf *out)
{
    for (size_t d = 0; d <= until; d++)
        for (int shop = 0; shop < (int)COUNT(shops); shop++) {
            struct tally t;
            tally(m, d, shop, &t);
            if (!t.yesterday && !t.today && !t.from && !t.to)
                continue;
            put_date(out, m->day[d].date);
            put(out, shops[shop]);
            put_tally(out, d, &t);
            put_happened(out, d, t.from);
            put_happened(out, d, t.to);
            end_line(out);
        }
}

static void changes(const struct model *m, size_t until, struct co_buf *out)
{
    static const char *const fields[CELLS] = {
        "operation",          "part",     "shop",   "quantity",
        "quantity_completed", "due_date", "status", "Note"};
    for (size_t d = 1; d <= until; d++)
        for (size_t i = 0; i < ORDERS; i++) {
            char before[CELLS][32], after[CELLS][32];
            bool has_note = m->day[d - 1].has_note && m->day[d].has_note;
            cells_of(&m->day[d - 1], i, before);
            cells_of(&m->day[d], i, after);
            for (size_t c = 0; is_carried(m, d, i) && c < (has_note ? CELLS : NOTE); c++)
                if (strcmp(before[c], after[c]) != 0) {
                    put_date(out, m->day[d].date);
                    put_key(out, i);
                    co_buf_fmt(out, "%s|%s|%s\n", fields[c], before[c], after[c]);
                }
        }
}

/* --- comparing -------------------------------------------------------------------------------- */

static const struct {
    const char *view, *columns;
    void (*foretell)(const struct model *m, size_t until, struct co_buf *out);
    bool is_newest; /* asked after every day, else only after the last one */
} views[] = {
    {"completed", ROW_COLUMNS "first_seen, days_carried, working_days, evidence, retracted",
     completed, false},
    {"cancelled", ROW_COLUMNS "first_seen, days_carried, working_days, evidence, retracted",
     cancelled, false},
    {"carried_over",
     ROW_COLUMNS "first_seen, days_carried, working_days, changed, past_due, progress",
     carried_over, false},
    {"new_orders", "date, shop, work_order, operation, quantity, quantity_completed, due_date",
     new_orders, false},
    {"reopened", ROW_COLUMNS "first_seen, days_carried, completed_on, was", reopened, false},
    {"changes", "date, work_order, operation, field, before, after", changes, false},
    {"daily",
     "date, yesterday, completed, cancelled, moved, carried_over, new, reopened, today, "
     "past_due, pieces_completed, changed",
     daily, false},
    {"daily_shop",
     "date, shop, yesterday, completed, cancelled, moved, carried_over, new, reopened, "
     "today, past_due, pieces_completed, changed, from_other_shop, to_other_shop",
     daily_shop, false},
    {"open_orders", ROW_COLUMNS "first_seen, days_carried, changed, past_due, age, status",
     open_orders, true},
    {"orders",
     "work_order, operation, shop, first_seen, last_seen, days_carried, working_days, "
     "verdict, evidence, due_date",
     orders, true},
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_lines(struct co_buf *in)
{
    char *lines[ORDERS * DAYS * CELLS];
    size_t n = 0;
    struct co_buf out = {0};
    co_buf_byte(in, '\0');
    for (char *at = in->at, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        *end = '\0';
        assert_true(n < COUNT(lines));
        lines[n++] = at;
    }
    qsort(lines, n, sizeof *lines, by_text);
    co_buf_text(&out, "");
    for (size_t i = 0; i < n; i++)
        co_buf_fmt(&out, "%s\n", lines[i]);
    co_buf_fini(in);
    *in = out;
}

static void law(bool holds, uint64_t seed, const char *what, struct co_str got,
                struct co_str expected)
{
    if (!holds)
        fail_msg("CROSSOFF_SEED=%llu breaks: %s\n--- got\n%.*s--- expected\n%.*s",
                 (unsigned long long)seed, what, CO_STR_ARG(got), CO_STR_ARG(expected));
}

static void compare_view(sqlite3 *db, const struct model *m, size_t until, size_t v)
{
    struct co_buf got = {0}, expected = {0};
    char sql[512];
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM %s", views[v].columns, views[v].view);
    past_query(db, sql, &got);
    views[v].foretell(m, until, &expected);
    sort_lines(&got);
    sort_lines(&expected);
    law(co_str_eq(co_buf_view(&got), co_buf_view(&expected)), m->seed, views[v].view,
        co_buf_view(&got), co_buf_view(&expected));
    co_buf_fini(&got);
    co_buf_fini(&expected);
}

/* --- recording -------------------------------------------------------------------------------- */

static const struct co_load_rules by_operation = {
    .key = {"Work Order", "Operation"}, .n_key = 2, .decimal = CO_DECIMAL_POINT, .secret = {7, 11}};

/* A copy of nothing: a temporary database that no disk waits for. */
static struct co_history *open_nowhere(void)
{
    struct co_history *h = NULL;
    struct co_err err = {0};
    bool created;
    check_status(
        "temporary history",
        co_history_open("/nonexistent/crossoff.db", CO_HISTORY_COPY, 0, &h, &created, &err), CO_OK,
        &err);
    assert_true(created);
    return h;
}

typedef void after_day(struct co_history *h, const struct model *m, size_t d);

/* Yesterday's rows come from its list or out of the history, by chance. */
static void record(struct co_history *h, const struct model *m, uint64_t *chance, after_day *check)
{
    struct list lists[DAYS];
    for (size_t d = 0; d < m->n; d++) {
        struct co_buf csv = {0};
        char date[CO_DATE_TEXT];
        bool from_list = d > 0 && list_below(chance, 2);
        write_day(&csv, &m->day[d], chance);
        past_record(h, &(struct past_day){.date = co_date_text(m->day[d].date, date),
                                          .csv = co_buf_view(&csv),
                                          .rules = &by_operation,
                                          .yesterday = from_list ? &lists[d - 1] : NULL,
                                          .today = &lists[d]});
        co_buf_fini(&csv);
        if (check)
            check(h, m, d);
    }
    for (size_t d = 0; d < m->n; d++)
        list_fini(&lists[d]);
}

/* Open rows as lines of "header=cell|", in the order of the columns' names. */
static void expected_list(const struct model *m, size_t d, struct co_buf *out)
{
    for (size_t i = 0; i < ORDERS; i++) {
        char c[CELLS][32], order[32], operation[32];
        if (!is_open(m, d, i))
            continue;
        cells_of(&m->day[d], i, c);
        key_of(i, order, operation);
        co_buf_fmt(out, "Due Date=%s|", c[DUE]);
        if (m->day[d].has_note)
            co_buf_fmt(out, "Note=%s|", c[NOTE]);
        co_buf_fmt(
            out, "Operation=%s|Part=%s|Qty=%s|Qty Completed=%s|Shop=%s|Status=%s|Work Order=%s|\n",
            c[OPERATION], c[PART], c[QTY], c[MADE], c[SHOP], c[STATUS], order);
    }
}

static void given_list(const struct list *l, struct co_buf *out)
{
    struct co_cells cells = {0};
    struct co_err err = {0};
    for (size_t r = 0; r < l->x.rows.n; r++) {
        check_status("split", l->x.split(&l->x, (size_t)l->x.rows.rows[r].at, &cells, &err), CO_OK,
                     &err);
        for (size_t c = 0; c < l->x.n_columns; c++)
            co_buf_fmt(out, "%.*s=%.*s|", CO_STR_ARG(l->x.columns[c].name),
                       CO_STR_ARG(cells.at[c]));
        co_buf_byte(out, '\n');
    }
    co_cells_fini(&cells);
}

static void check_day(struct co_history *h, const struct model *m, size_t d)
{
    struct co_kept_list *kept = test_calloc(1, sizeof *kept);
    struct list given;
    struct co_buf got = {0}, expected = {0};
    for (size_t v = 0; v < COUNT(views); v++)
        if (views[v].is_newest)
            compare_view(h->db, m, d, v);
    past_list(h, "default", kept, &given);
    given_list(&given, &got);
    expected_list(m, d, &expected);
    sort_lines(&got);
    sort_lines(&expected);
    law(co_str_eq(co_buf_view(&got), co_buf_view(&expected)), m->seed,
        "the newest list is given back with all its cells", co_buf_view(&got),
        co_buf_view(&expected));
    co_buf_fini(&got);
    co_buf_fini(&expected);
    list_fini(&given);
    co_kept_list_fini(kept);
    test_free(kept);
}

static void the_views_say_what_a_slow_model_foretells(void **state)
{
    size_t n = SEEDS;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        static struct model m;
        struct co_history *h = open_nowhere();
        invent(&m, seed, &chance);
        record(h, &m, &chance, check_day);
        for (size_t v = 0; v < COUNT(views); v++)
            compare_view(h->db, &m, m.n - 1, v);
        co_history_close(h);
    }
}

/* --- identities, asked of the views alone ---------------------------------------------------- */

static const struct {
    const char *what, *broken; /* a query for the rows that break it */
} identities[] = {
    {"yesterday = completed + cancelled + moved + carried over",
     "SELECT * FROM daily WHERE yesterday <> completed + cancelled + moved + carried_over"},
    {"today = carried over + new + reopened",
     "SELECT * FROM daily WHERE today <> carried_over + new + reopened"},
    {"yesterday is what today was on the day before",
     "SELECT a.date, a.today, b.date, b.yesterday FROM daily AS a JOIN daily AS b"
     " ON b.date = (SELECT min(date) FROM daily WHERE date > a.date) WHERE a.today <> b.yesterday"},
    {"the same per shop, with those that changed shop",
     "SELECT * FROM daily_shop WHERE yesterday + from_other_shop <> completed + cancelled + moved +"
     " carried_over + to_other_shop OR today <> carried_over + new + reopened"},
    {"as many went to other shops as came from others",
     "SELECT date FROM daily_shop GROUP BY date HAVING sum(from_other_shop) <> sum(to_other_shop)"},
    {"the shops add up to the day",
     "SELECT d.*, s.* FROM daily AS d LEFT JOIN (SELECT date, sum(yesterday) AS y, sum(completed) "
     "AS c,"
     " sum(cancelled) AS x, sum(carried_over) AS k, sum(new) AS n, sum(reopened) AS r, sum(today) "
     "AS t,"
     " sum(past_due) AS l, sum(changed) AS g, round(sum(pieces_completed), 3) AS p FROM daily_shop"
     " GROUP BY date) AS s ON s.date = d.date WHERE d.yesterday IS NOT NULL AND"
     " (d.yesterday, d.completed, d.cancelled, d.carried_over, d.new, d.reopened, d.today, "
     "d.past_due,"
     "  d.changed, round(d.pieces_completed, 3)) IS NOT (ifnull(y, 0), ifnull(c, 0), ifnull(x, 0),"
     "  ifnull(k, 0), ifnull(n, 0), ifnull(r, 0), ifnull(t, 0), ifnull(l, 0), ifnull(g, 0),"
     "  ifnull(p, 0))"},
    {"each count is that of its view's rows",
     "SELECT * FROM daily AS d WHERE yesterday IS NOT NULL AND (completed, cancelled, carried_over,"
     " new, reopened, changed, past_due) IS NOT ("
     " (SELECT count(*) FROM completed WHERE date = d.date),"
     " (SELECT count(*) FROM cancelled WHERE date = d.date),"
     " (SELECT count(*) FROM carried_over WHERE date = d.date),"
     " (SELECT count(*) FROM new_orders WHERE date = d.date),"
     " (SELECT count(*) FROM reopened WHERE date = d.date),"
     " (SELECT sum(changed) FROM (SELECT 0 AS changed UNION ALL SELECT changed FROM carried_over"
     "  WHERE date = d.date)),"
     " (SELECT sum(past_due) FROM (SELECT past_due FROM carried_over WHERE date = d.date"
     "  UNION ALL SELECT ifnull(due_date < date, 0) FROM new_orders WHERE date = d.date"
     "  UNION ALL SELECT ifnull(due_date < date, 0) FROM reopened WHERE date = d.date"
     "  UNION ALL SELECT 0)))"},
    {"the newest day is the open orders",
     "SELECT today FROM daily WHERE date = (SELECT max(date) FROM daily)"
     " AND today <> (SELECT count(*) FROM open_orders)"},
    {"a completion is taken back by a return, and a return takes one back",
     "SELECT feed, work_order, operation, retracted FROM (SELECT * FROM departure WHERE verdict IN"
     " ('completed', 'cancelled')) WHERE retracted IS NOT NULL EXCEPT SELECT feed, work_order, "
     "operation, date"
     " FROM reopened"},
    {"a return names a completion",
     "SELECT work_order, operation, completed_on FROM reopened EXCEPT SELECT work_order, operation,"
     " date FROM departure WHERE verdict IN ('completed', 'cancelled')"},
    {"rows read = rows used + duplicates + dropped + rejected",
     "SELECT * FROM runs WHERE rows <> rows_used + duplicates + dropped + rejected"},
    {"nothing moves", "SELECT * FROM moved"},
    {"no reference leads nowhere", "PRAGMA foreign_key_check"},
};

/* The projection made again from the events, by other SQL. */
static void check_deep(struct co_history *h, uint64_t seed)
{
    struct co_check check;
    struct co_err err = {0};
    check_status("check", co_history_check(h, true, &check, NULL, &err), CO_OK, &err);
    law(check.n_problems == 0, seed, "the projection follows from the events",
        co_str_of(check.n_problems ? check.problems.list[0].text : ""), (struct co_str){0});
    co_check_fini(&check);
}

static void the_days_add_up(void **state)
{
    size_t n = SEEDS / 4;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        static struct model m;
        struct co_history *h = open_nowhere();
        invent(&m, seed, &chance);
        record(h, &m, &chance, NULL);
        for (size_t i = 0; i < COUNT(identities); i++) {
            struct co_buf broken = {0};
            past_query(h->db, identities[i].broken, &broken);
            law(broken.len == 0, seed, identities[i].what, co_buf_view(&broken),
                (struct co_str){0});
            co_buf_fini(&broken);
        }
        check_deep(h, seed);
        co_history_close(h);
    }
}

/* --- the order of rows ----------------------------------------------------------------------- */

/* Every table; of a run without how its file ended, which depends on the order of the rows;
 * the chain is made from that too. */
static void dump(sqlite3 *db, struct co_buf *out)
{
    struct co_buf names = {0}, rows = {0};
    past_query(
        db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'chain' ORDER BY name",
        &names);
    co_buf_byte(&names, '\0');
    for (char *at = names.at, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        char sql[128];
        *end = '\0';
        (void)snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2",
                       strcmp(at, "run") == 0 ? "runs" : at);
        past_query(db, sql, &rows);
        co_buf_fmt(out, "-- %s\n", at);
        co_buf_str(out, co_buf_view(&rows));
    }
    co_buf_fini(&names);
    co_buf_fini(&rows);
}

static void the_order_of_rows_leaves_no_trace(void **state)
{
    size_t n = SEEDS / 4;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (uint64_t seed = first; seed < first + n; seed++) {
        uint64_t chance = seed;
        static struct model m;
        struct co_buf dumps[2] = {{0}, {0}};
        invent(&m, seed, &chance);
        for (size_t i = 0; i < 2; i++) {
            struct co_history *h = open_nowhere();
            record(h, &m, &chance,
                   NULL); /* chance goes on: other shuffles, other ways to yesterday */
            dump(h->db, &dumps[i]);
            co_history_close(h);
        }
        law(co_str_eq(co_buf_view(&dumps[0]), co_buf_view(&dumps[1])), seed,
            "shuffled rows give the same tables", co_buf_view(&dumps[0]), co_buf_view(&dumps[1]));
        co_buf_fini(&dumps[0]);
        co_buf_fini(&dumps[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_views_say_what_a_slow_model_foretells),
        cmocka_unit_test(the_days_add_up),
        cmocka_unit_test(the_order_of_rows_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
