/* Sweeps: an export cut off, or with one quote too many or too few, at every byte. Such a file is
 * refused, or has all its orders, or a warning says that something is off. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/decode.h"
#include "check.h"
#include "lists.h"
#include "losses.h"

enum { ORDERS = 60, SHOWN = 10 };

/* How the export is written. */
struct shape {
    const char *what, *line_end, *footer;
    bool is_sorted;    /* by number; else by shop */
    bool lacks_end;    /* no line end behind the last line */
    bool is_turned;    /* the day between the lists was an ordinary one: 6 left, 4 arrived */
    bool from_history; /* yesterday's list is not a file: how it ended is not known */
};

static const struct shape shapes[] = {
    {"by number", "\n", "", true, false, false, false},
    {"by shop, CR LF", "\r\n", "", false, false, false, false},
    {"by shop, no final line end", "\r\n", "", false, true, false, false},
    {"by shop, with an end mark", "\n", "*** End of report ***\n", false, false, false, false},
    {"by number, with a record count", "\n", "60 records\n", true, false, false, false},
    {"by number, out of the history", "\n", "", true, false, false, true},
    {"by number, ordinary day", "\n", "", true, false, true, false},
    {"by shop, ordinary day", "\r\n", "", false, false, true, false},
    {"by number, ordinary day, out of the history", "\n", "", true, false, true, true},
};

/* Quoted cells, commas and doubled quotes in them, and inch marks without quotes. */
static void add_row(struct co_buf *out, const struct shape *shape, size_t i)
{
    static const char *const parts[] = {"Housing",   "\"Flange, 3 holes\"",
                                        "12\" pipe", "\"Nipple 1/2\"\" long\"",
                                        "\"Shaft\"", "1\" x 2\" bar"};
    co_buf_fmt(out, "WO-%zu,Shop %c,%s,%zu,2026-12-%02zu,\"Müller, %c\"%s",
               1000 + (shape->is_sorted ? i * 3 : i * 37 % 101), (char)('A' + i / 15),
               parts[i % COUNT(parts)], 5 + i % 7, 1 + i % 28, (char)('a' + i % 26),
               shape->line_end);
}

static bool has_left(const struct shape *shape, size_t i)
{
    return shape->is_turned && i % 10 == 4;
}

static void add_rows(struct co_buf *out, const struct shape *shape, bool is_today)
{
    co_buf_fmt(out, "Work Order,Shop,Part,Qty,Due Date,Customer%s", shape->line_end);
    for (size_t i = 0; i < ORDERS; i++) {
        if (!is_today || !has_left(shape, i))
            add_row(out, shape, i);
        if (is_today && shape->is_turned && !shape->is_sorted && i % 15 == 7)
            add_row(out, shape, 100 - i / 15);
    }
    for (size_t i = 0; is_today && shape->is_turned && shape->is_sorted && i < 4; i++)
        add_row(out, shape, ORDERS + i);
    co_buf_text(out, shape->footer);
    if (shape->lacks_end)
        out->len -= strlen(shape->line_end);
}

/* Yesterday's list as the history gives it back: the order of the file is not kept, nor how it
 * ended. Only a list that is sorted by its key can then be seen to be cut off. */
static void add_rows_kept(struct co_buf *out, const struct shape *shape)
{
    co_buf_text(out, "Work Order,Shop,Part,Qty,Due Date,Customer\n");
    for (size_t i = ORDERS; i > 0; i--)
        add_row(out, shape, i - 1);
}

/* --- one morning in memory: what the program does with today's bytes ------------------------- */

struct day {
    struct co_loss found;
    const struct shape *shape;
    struct list yesterday;
    struct co_buf converted;
    struct co_export today;
    struct co_recon recon;
    struct co_notes notes;
    struct co_err err;
    struct co_tail tail;
    enum co_status status;
};

static void day_begin(struct day *d, const struct shape *shape)
{
    struct co_buf text = {0};
    memset(d, 0, sizeof *d);
    d->shape = shape;
    if (shape->from_history)
        add_rows_kept(&text, shape);
    else
        add_rows(&text, shape, false);
    list_must_load(&d->yesterday, co_buf_view(&text), NULL);
    check_int(shape->what, (int64_t)d->yesterday.x.rows.n, ORDERS);
    check_status(shape->what, co_export_tail(&d->yesterday.x, &d->tail, &d->err), CO_OK, &d->err);
    co_buf_fini(&text);
}

static void day_forget(struct day *d)
{
    co_recon_fini(&d->recon);
    co_export_fini(&d->today);
    co_buf_fini(&d->converted);
    co_notes_fini(&d->notes);
    memset(&d->recon, 0, sizeof d->recon);
    memset(&d->notes, 0, sizeof d->notes);
}

static void day_end(struct day *d)
{
    day_forget(d);
    co_arena_fini(&d->tail.arena);
    list_fini(&d->yesterday);
}

static void day_read(struct day *d, struct co_str bytes)
{
    const struct co_export *y = &d->yesterday.x;
    struct co_load_rules rules = {.secret = y->secret,
                                  .remembered = y->columns,
                                  .n_remembered = y->n_columns,
                                  .key = {y->columns[y->key[0]].name.at},
                                  .n_key = 1,
                                  .is_key_remembered = true};
    struct co_losses losses = {.path = "today.csv",
                               .yesterday = y,
                               .today = &d->today,
                               .recon = &d->recon,
                               .ending = d->shape->from_history ? NULL : &y->ending,
                               .tail = d->shape->from_history ? NULL : &d->tail,
                               .found = &d->found};
    struct co_str text;
    const char *used;
    day_forget(d);
    d->status =
        co_decode("today.csv", bytes, NULL, &d->converted, &text, &used, &d->notes, &d->err);
    if (!d->status)
        d->status = co_load("today.csv", text, &rules, &d->today, &d->notes, &d->err);
    if (!d->status)
        d->status = co_recon_subtract(y, &d->today, NULL, 0, &d->recon, &d->err);
    if (!d->status)
        d->status = co_losses_check(&losses, &d->notes, &d->err);
}

static bool has_warning(const struct day *d)
{
    for (size_t i = 0; i < d->notes.n; i++)
        if (d->notes.list[i].level == CO_NOTE_WARNING)
            return true;
    return false;
}

/* Orders that this list makes completed without a word, which the undamaged one does not. */
static size_t silent_losses(const struct day *d, size_t n_gone)
{
    if (d->status || has_warning(d) || d->recon.n_gone <= n_gone)
        return 0;
    return d->recon.n_gone - n_gone;
}

/* --- cuts ------------------------------------------------------------------------------------ */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Undecidable: on a day on which others were completed, the last order alone, when the cut is
 * exactly behind a line, or in the last cell of one and nobody knows how the list before ended. */
static bool is_undecidable(const struct day *d, struct co_str cut, size_t lost)
{
    bool is_whole = cut.len && is_line_end(cut.at[cut.len - 1]);
    return d->shape->is_turned && lost == 1 && (is_whole || d->shape->from_history);
}

static void cut_everywhere(const struct shape *shape)
{
    struct day d;
    struct co_buf text = {0};
    size_t wrong = 0;
    day_begin(&d, shape);
    add_rows(&text, shape, true);
    day_read(&d, co_buf_view(&text));
    check_status(shape->what, d.status, CO_OK, &d.err);
    if (has_warning(&d))
        fail_msg("%s: a whole list warns: %s", shape->what, d.notes.list[0].text);
    size_t whole = d.recon.n_gone, accepted = 0;
    for (size_t n = 0; n < text.len; n++) {
        struct co_str cut = {text.at, n};
        day_read(&d, cut);
        accepted += d.status == CO_OK;
        size_t lost = silent_losses(&d, whole);
        if (lost && !is_undecidable(&d, cut, lost) && wrong++ < SHOWN)
            print_error("%s: cut at byte %zu of %zu: %zu orders are gone without a warning; the "
                        "file ends in [%.*s]\n",
                        shape->what, n, text.len, lost, n > 40 ? 40 : (int)n,
                        text.at + (n > 40 ? n - 40 : 0));
    }
    if (accepted < ORDERS) /* every cut behind a line without a count, or the sweep swept nothing */
        fail_msg("%s: only %zu cuts gave a list", shape->what, accepted);
    if (wrong)
        fail_msg("%s: %zu cuts lose orders without a warning", shape->what, wrong);
    day_end(&d);
    co_buf_fini(&text);
}

static void no_cut_loses_orders_without_a_warning(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(shapes); i++)
        cut_everywhere(&shapes[i]);
}

/* --- quotes ---------------------------------------------------------------------------------- */

enum damage { DELETED, DOUBLED, INSERTED, DAMAGES };
static const char *const damages[] = {"deleted", "doubled", "inserted"};

/* False when there is no such damage at this byte. */
static bool damage(struct co_str text, enum damage kind, size_t at, struct co_buf *out)
{
    bool is_quote = at < text.len && text.at[at] == '"';
    if (kind != INSERTED && !is_quote)
        return false;
    out->len = 0;
    co_buf_put(out, text.at, at);
    if (kind != DELETED)
        co_buf_byte(out, '"');
    co_buf_put(out, text.at + at + (kind == DELETED), text.len - at - (kind == DELETED));
    return true;
}

static void show_damage(const struct day *d, const char *what, struct co_str damaged, size_t at)
{
    size_t from = at > 20 ? at - 20 : 0, to = at + 20 < damaged.len ? at + 20 : damaged.len;
    print_error("%s: a quote %s at byte %zu [%.*s]: %zu orders are gone without a warning\n",
                d->shape->what, what, at, (int)(to - from), damaged.at + from, d->recon.n_gone);
}

static void damage_everywhere(const struct shape *shape)
{
    struct day d;
    struct co_buf text = {0}, damaged = {0};
    size_t wrong = 0, tried[DAMAGES] = {0};
    day_begin(&d, shape);
    add_rows(&text, shape, true);
    for (int kind = 0; kind < DAMAGES; kind++)
        for (size_t at = 0; at <= text.len; at++) {
            if (!damage(co_buf_view(&text), (enum damage)kind, at, &damaged))
                continue;
            tried[kind]++;
            day_read(&d, co_buf_view(&damaged));
            if (silent_losses(&d, 0) && wrong++ < SHOWN)
                show_damage(&d, damages[kind], co_buf_view(&damaged), at);
        }
    if (tried[DELETED] < ORDERS || tried[DOUBLED] < ORDERS || tried[INSERTED] <= text.len - 1)
        fail_msg("%s: the export has too few quotes to be swept", shape->what);
    if (wrong)
        fail_msg("%s: %zu damaged files lose orders without a warning", shape->what, wrong);
    day_end(&d);
    co_buf_fini(&text);
    co_buf_fini(&damaged);
}

static void no_quote_loses_orders_without_a_warning(void **state)
{
    (void)state;
    damage_everywhere(&shapes[1]);
}

/* --- what is told ---------------------------------------------------------------------------- */

static void check_told(struct day *d, struct co_str bytes, const char *part)
{
    day_read(d, bytes);
    check_status(part, d->status, CO_OK, &d->err);
    for (size_t i = 0; i < d->notes.n; i++)
        if (strstr(d->notes.list[i].text, part))
            return;
    fail_msg("not told: %s (the first of %zu notes: %s)", part, d->notes.n,
             d->notes.n ? d->notes.list[0].text : "none");
}

static size_t behind_lines(struct co_str text, size_t lines)
{
    size_t at = 0;
    for (; lines && at < text.len; at++)
        lines -= text.at[at] == '\n';
    return at;
}

static void the_warning_says_what_is_missing(void **state)
{
    struct day d;
    struct co_buf text = {0};
    (void)state;
    day_begin(&d, &shapes[0]);
    add_rows(&text, &shapes[0], true);
    size_t last = behind_lines(co_buf_view(&text), ORDERS);
    check_told(&d, (struct co_str){text.at, last},
               "today.csv ends with WO-1174, and the last order of the list before, WO-1177, is "
               "not on it: was it cut off?");
    check_told(&d, (struct co_str){text.at, behind_lines(co_buf_view(&text), 51)},
               "ends with WO-1147, and the last 10 orders of the list before, from WO-1150 on, are "
               "not on it");
    check_told(&d, (struct co_str){text.at, behind_lines(co_buf_view(&text), 31)},
               "today.csv has 30 rows, the list before had 60 open orders");
    check_told(&d, (struct co_str){text.at, text.len - 1},
               "today.csv ends without a line end, but the list before ended with one");
    day_end(&d);
    text.len = 0;
    day_begin(&d, &shapes[1]);
    add_rows(&text, &shapes[1], true);
    check_told(&d, (struct co_str){text.at, text.len - 1}, "ends with half a line end");
    day_end(&d);
    text.len = 0;
    day_begin(&d, &shapes[3]);
    add_rows(&text, &shapes[3], true);
    check_told(&d, (struct co_str){text.at, behind_lines(co_buf_view(&text), 61)},
               "lacks the total, record count or end mark");
    day_end(&d);
    text.len = 0;
    day_begin(&d, &shapes[0]);
    co_buf_text(&text, "Work Order,Shop\nWO-1003,A\nWO-10\"00,A\nWO-1\"001,B\n");
    day_read(&d, co_buf_view(&text));
    check_status("a stray quote in a key", d.status, CO_INPUT, &d.err);
    check_contains(
        "a stray quote in a key", d.err.text,
        "today.csv, line 3: a stray quote in the key column \"Work Order\" makes another "
        "order of WO-1000;");
    day_end(&d);
    co_buf_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_cut_loses_orders_without_a_warning),
        cmocka_unit_test(no_quote_loses_orders_without_a_warning),
        cmocka_unit_test(the_warning_says_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
