#include "pass.h"
#include <string.h>
#include "crossoff/utf8.h"

enum {
    LISTED = 5,             /* examples in a message; the rest is counted */
    EMPTY_KEYS_SHARE = 100, /* refuse when more than one row in so many has no key... */
    EMPTY_KEYS_FEW = 3,     /* ...and it is more than so many */
};

static void list_line(struct co_buf *out, size_t n, size_t line)
{
    if (n < LISTED)
        co_buf_fmt(out, "%s%zu", n ? ", " : "", line);
    else if (n == LISTED)
        co_buf_text(out, ", ...");
}

/* Names the fields in which two rows with one key differ; false when there is none. */
static bool differ(const struct co_pass *p, struct co_buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < p->x->n_columns; i++)
        if (!co_str_eq(co_str_trim(p->before.at[i]), co_str_trim(p->now.at[i]))) {
            co_buf_text(out, n ? ", " : "");
            co_utf8_visible(out, p->x->columns[i].name);
            n++;
        }
    return n > 0;
}

static bool is_same_plain(const struct co_pass *p)
{
    for (size_t i = 0; i < p->x->n_key; i++)
        if (!co_str_eq(co_export_plain(p->before.at[p->x->key[i]]),
                       co_export_plain(p->now.at[p->x->key[i]])))
            return false;
    return true;
}

/* Whether a row is the same once more; one with the same key and other contents is remembered. */
static bool is_twin(void *ctx, size_t row)
{
    struct co_pass *p = ctx;
    struct co_buf fields = {0};
    if (!p->status)
        p->status = p->x->split(p->x, (size_t)p->x->rows.rows[row].at, &p->before, p->err);
    if (!p->status && !p->has_now)
        p->status = p->x->split(p->x, p->at, &p->now, p->err);
    if (p->status)
        return false;
    p->has_now = true;
    if (!co_export_same_key(p->x, &p->before, p->x, &p->now)) {
        p->has_zero_twins = p->has_zero_twins || is_same_plain(p);
        return false;
    }
    bool is_other = p->keeps_twins || differ(p, &fields);
    co_buf_fini(&fields);
    if (is_other && p->other == CO_NO_ROW)
        p->other = row;
    return !is_other;
}

static enum co_status name_conflict(struct co_pass *p)
{
    struct co_export *x = p->x;
    struct co_buf fields = {0};
    size_t at = (size_t)x->rows.rows[p->other].at;
    enum co_status status = x->split(x, at, &p->before, p->err);
    if (!status && p->n_conflicts < LISTED) {
        (void)differ(p, &fields);
        co_buf_text(&p->conflicts, p->n_conflicts ? "; " : "");
        co_export_key_show(x, &p->now, &p->conflicts);
        co_buf_fmt(&p->conflicts, " in lines %zu and %zu (%.*s differ)", co_export_line(x, at),
                   co_export_line(x, p->at), CO_STR_ARG(co_buf_view(&fields)));
    }
    p->n_conflicts++;
    co_buf_fini(&fields);
    return status;
}

static void count_row(struct co_export *x, enum co_class class, int by)
{
    size_t *n = co_class_is_open(class) ? &x->count.open : &x->count.finished;
    *n = by > 0 ? *n + 1 : *n - 1;
}

/* A row whose key another row has with other contents. *keep: it is a row of its own all the same.
 */
static enum co_status conflict(struct co_pass *p, const struct co_row *row, bool *keep)
{
    struct co_export *x = p->x;
    enum co_status status = p->keeps_twins ? CO_OK : name_conflict(p);
    *keep = p->keeps_twins || p->rule == CO_DUPLICATES_SUM || p->rule == CO_DUPLICATES_LINE;
    if (status || *keep || p->rule == CO_DUPLICATES_REFUSE)
        return status;
    x->count.duplicates++;
    if (p->rule == CO_DUPLICATES_LAST) {
        struct co_row *first = &x->rows.rows[p->other];
        count_row(x, (enum co_class)first->class, -1);
        count_row(x, (enum co_class)row->class, 1);
        *first = *row;
    }
    return CO_OK;
}

/* A footer in a list whose every line is filled up with delimiters: "2 records;;;". */
static bool is_alone(const struct co_export *x, struct co_str record)
{
    size_t n = x->n_columns - 1;
    if (!n || record.len <= n)
        return false;
    for (size_t i = record.len - n; i < record.len; i++)
        if (record.at[i] != x->delimiter)
            return false;
    return true;
}

/* Whether the record at `at` is no row of the list but something around it: counted then. key is
 * empty for a record that has none, or not as many cells as the header. */
static bool drop(struct co_pass *p, struct co_str key, size_t at)
{
    struct co_export *x = p->x;
    size_t stated;
    enum co_around kind = co_around_of(co_export_record(x, at), x->delimiter, &stated);
    if (kind == CO_AROUND_ROW || (p->is_trusted && kind != CO_AROUND_BLANK))
        return false;
    bool is_sole = x->n_columns > 2 && is_alone(x, co_export_record(x, at)) && co_str_has(key, ':');
    if (key.len && (kind == CO_AROUND_TOTAL || kind == CO_AROUND_PAGE) && !is_sole &&
        (x->n_columns == 1 || (kind == CO_AROUND_TOTAL && !co_around_is_total(key))))
        return false;
    if (kind == CO_AROUND_COUNT) {
        p->has_stated = true;
        p->stated = stated;
    }
    p->around[kind]++;
    x->count.dropped++;
    return true;
}

/* The header's cells once more, quoted or not, in whatever case. */
static bool is_header_again(struct co_pass *p, size_t at)
{
    struct co_str record = co_export_record(p->x, at), header = p->header;
    size_t i = 0, k = 0;
    while (i <= record.len && k <= header.len) {
        struct co_str a = co_around_bare(co_around_cell(record, p->x->delimiter, &i));
        struct co_str b = co_around_bare(co_around_cell(header, p->x->delimiter, &k));
        if (!co_str_eq_nocase(a, b))
            return false;
    }
    return i > record.len && k > header.len;
}

/* Page heads repeat the header inside the list. */
static bool drop_header(struct co_pass *p, struct co_str key, size_t at)
{
    struct co_export *x = p->x;
    if (p->is_trusted || !co_str_eq_nocase(key, x->columns[x->key[0]].name) ||
        !is_header_again(p, at))
        return false;
    p->around[CO_AROUND_HEADER]++;
    x->count.dropped++;
    return true;
}

/* A line of text that a spreadsheet filled up with delimiters: "Department: Mill,,". */
static bool drop_text(struct co_pass *p, struct co_str key, size_t at)
{
    const struct co_export *x = p->x;
    bool has_digit = false;
    for (size_t i = 0; i < key.len; i++)
        has_digit = has_digit || (key.at[i] >= '0' && key.at[i] <= '9');
    if (p->is_trusted || has_digit || x->n_columns < 3 || !is_alone(x, co_export_record(x, at)))
        return false;
    p->around[CO_AROUND_TEXT]++;
    p->x->count.dropped++;
    return true;
}

/* ...and the title lines above it. */
static bool drop_title(struct co_pass *p, size_t at)
{
    for (size_t i = 0; i < p->n_titles; i++)
        if (co_around_is_again(p->titles[i], co_export_record(p->x, at))) {
            p->around[CO_AROUND_PAGE]++;
            p->x->count.dropped++;
            return true;
        }
    return false;
}

/* The lines above the header, which pages may repeat. */
static void take_titles(struct co_pass *p, size_t header)
{
    struct co_str text = p->x->bytes;
    p->n_titles = 0;
    for (size_t at = 0; !p->is_trusted && at < header && p->n_titles < CO_PASS_TITLES;) {
        size_t end = co_reader_line_end(text, at);
        if (end > at)
            p->titles[p->n_titles++] = (struct co_str){text.at + at, end - at};
        at = co_reader_next_line(text, end);
    }
}

/* The column of a key that runs over several lines, or has what parts the cells of a key, which no
 * order number does, or -1. */
static int broken_key(const struct co_export *x, const struct co_cells *cells)
{
    for (size_t i = 0; i < x->n_key; i++) {
        struct co_str key = co_str_trim(cells->at[x->key[i]]);
        for (size_t k = 0; k < key.len; k++)
            if (key.at[k] == '\n' || key.at[k] == '\r' || key.at[k] == '\x1f')
                return (int)x->key[i];
    }
    return -1;
}

static bool is_mark(char c)
{
    return c == '.' || c == ',';
}

static bool may_settle(struct co_str cell)
{
    if (cell.len == 5 || cell.len == 6) /* numbers that are dates */
        return true;
    for (size_t i = 0; i < cell.len; i++)
        if (cell.at[i] == '/' || is_mark(cell.at[i]))
            return true;
    return false;
}

/* The sample is the beginning of the list; what settles a column may stand at its end. */
static void look_on(struct co_pass *p, const struct co_cells *cells)
{
    for (size_t i = 0; p->evidence && i < cells->n; i++)
        if (p->is_open_format[i] && may_settle(cells->at[i]))
            co_columns_look(&p->evidence[i], cells->at[i]);
}

/* "1.23457E+11", "1,23e05": what a spreadsheet makes of a long number; 22E1 may be an order. */
static bool is_scientific(struct co_str key)
{
    size_t i = 0, digits = 0;
    bool has_mark = false, has_sign;
    for (; i < key.len && ((key.at[i] >= '0' && key.at[i] <= '9') || is_mark(key.at[i])); i++)
        has_mark = has_mark || is_mark(key.at[i]);
    if (i == 0 || i + 1 >= key.len || (key.at[i] != 'E' && key.at[i] != 'e'))
        return false;
    has_sign = key.at[i + 1] == '+';
    for (i += has_sign ? 2 : 1; i < key.len && key.at[i] >= '0' && key.at[i] <= '9'; i++)
        digits++;
    return (has_sign || has_mark) && digits > 0 && i == key.len;
}

/* A column is one of numbers only if every key in it is. */
static void look_at_key(struct co_pass *p, const struct co_cells *cells)
{
    for (size_t i = 0; i < p->x->n_key; i++) {
        struct co_str cell = p->is_text[i] ? CO_STR("") : co_export_cell(cells->at[p->x->key[i]]);
        for (size_t k = 0; k < cell.len; k++)
            p->is_text[i] = p->is_text[i] || cell.at[k] < '0' || cell.at[k] > '9';
    }
}

static enum co_status on_row(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                             struct co_err *err)
{
    struct co_pass *p = ctx;
    struct co_export *x = p->x;
    struct co_order order;
    x->count.read++;
    if (cells->n != x->n_columns) {
        if (drop(p, (struct co_str){0}, at) || drop_title(p, at))
            return CO_OK;
        if (p->n_ragged < LISTED)
            co_buf_fmt(&p->ragged, "%sline %zu has %zu", p->n_ragged ? ", " : "", line, cells->n);
        p->n_ragged++;
        return CO_OK;
    }
    struct co_str key = co_str_trim(cells->at[x->key[0]]);
    if (!key.len) {
        if (!drop(p, key, at) && !drop_title(p, at))
            list_line(&p->keyless, x->count.rejected++, line);
        return CO_OK;
    }
    if (((co_around_is_suspect(key) || is_alone(x, cells->record)) && drop(p, key, at)) ||
        drop_header(p, key, at) || drop_title(p, at) || drop_text(p, key, at))
        return CO_OK;
    int broken = broken_key(x, cells);
    if (broken >= 0)
        return co_fail(err, CO_INPUT,
                       "%s, line %zu: the key column \"%.*s\" runs over several lines or has a "
                       "control character; look for stray quotes, mend them or export again",
                       x->name, line, CO_STR_ARG(x->columns[broken].name));
    if (is_scientific(key))
        list_line(&p->rounded, p->n_rounded++, line);
    look_on(p, cells);
    look_at_key(p, cells);
    co_export_values(x, cells, &order);
    co_doubts_look(&p->doubts, &order, line);
    struct co_row row = {.key_hash = co_export_key_hash(x, cells),
                         .at = at & ((UINT64_C(1) << CO_AT_BITS) - 1),
                         .len = cells->record.len & ((UINT64_C(1) << CO_LEN_BITS) - 1),
                         .class = order.class & 0x7f};
    return co_rowset_collect(&x->rows, row) ? CO_OK : co_fail_nomem(err);
}

/* Whether the row is one of the set, and another than those that are there. */
static enum co_status settle(struct co_pass *p, struct co_row row)
{
    struct co_export *x = p->x;
    bool keep = true;
    p->at = (size_t)row.at;
    p->has_now = false;
    p->other = CO_NO_ROW;
    size_t twin = co_rowset_find(&x->rows, row.key_hash, is_twin, p);
    if (p->status)
        return p->status;
    if (twin != CO_NO_ROW) {
        size_t line = p->n_twins < LISTED ? co_export_line(x, p->at) : 0;
        list_line(&p->twins, p->n_twins++, line);
        x->count.duplicates++;
        return CO_OK;
    }
    if (p->other != CO_NO_ROW) {
        enum co_status status = conflict(p, &row, &keep);
        if (status || !keep)
            return status;
    }
    count_row(x, (enum co_class)row.class, 1);
    x->count.used++;
    return co_rowset_add(&x->rows, row) ? CO_OK : co_fail_nomem(p->err);
}

enum { AHEAD = 16 }; /* rows: memory is asked for so early */

/* The rows become a set only now: while they are read nobody knows which slot will be asked for
 * next, and each would have to be waited for. */
static enum co_status settle_all(struct co_pass *p, struct co_err *err)
{
    struct co_rowset *set = &p->x->rows;
    size_t n = set->n;
    p->status = CO_OK;
    p->err = err;
    enum co_status status = co_rowset_empty(set, n) ? CO_OK : co_fail_nomem(err);
    for (size_t i = 0; !status && i < n; i++) {
        if (i + AHEAD < n)
            co_rowset_soon(set, set->rows[i + AHEAD].key_hash);
        status = settle(p, set->rows[i]);
    }
    return status;
}

static void want(struct co_pass *p, int column)
{
    if (column >= 0)
        p->is_wanted[column] = true;
}

void co_pass_fini(struct co_pass *p)
{
    co_cells_fini(&p->before);
    co_cells_fini(&p->now);
    co_buf_fini(&p->ragged);
    co_buf_fini(&p->conflicts);
    co_buf_fini(&p->twins);
    co_buf_fini(&p->keyless);
    co_buf_fini(&p->rounded);
}

enum co_status co_pass_read(struct co_pass *p, struct co_reader r, struct co_err *err)
{
    struct co_export *x = p->x;
    memset(&x->count, 0, sizeof x->count);
    memset(x->is_number, 0, sizeof x->is_number);
    x->rows.n = 0;
    for (size_t i = 0; i < x->n_key; i++)
        want(p, (int)x->key[i]);
    want(p, x->column_of[CO_FIELD_STATUS]);
    for (int f = 0; f < CO_FIELDS; f++)
        if (co_field_kind((enum co_field)f) != CO_KIND_TEXT)
            want(p, x->column_of[f]);
    for (size_t i = 0; p->evidence && i < x->n_columns; i++) {
        const struct co_column *c = &x->columns[i];
        enum co_kind kind = c->field == CO_FIELD_NONE ? CO_KIND_TEXT : co_field_kind(c->field);
        p->is_open_format[i] =
            (kind == CO_KIND_QUANTITY && !c->decimal) || (kind == CO_KIND_DATE && !c->order);
        if (p->is_open_format[i])
            want(p, (int)i);
    }
    p->is_trusted = r.is_trusted;
    p->header = co_export_record(x, r.header);
    take_titles(p, r.header);
    r.is_wanted = p->is_wanted;
    r.record = on_row;
    r.ctx = p;
    p->statuses.n = 0;
    x->statuses = &p->statuses;
    enum co_status status = co_reader_run(&r, err);
    x->statuses = NULL;
    if (!status)
        status = settle_all(p, err);
    x->count.read += r.n_blank + r.n_titles;
    x->count.dropped += r.n_blank + r.n_titles;
    p->around[CO_AROUND_BLANK] += r.n_blank;
    p->around[CO_AROUND_TITLE] += r.n_titles;
    for (size_t i = 0; i < x->n_key; i++)
        x->is_number[i] = !p->is_text[i] && !p->has_zero_twins;
    return status;
}

enum co_status co_pass_judge(const struct co_pass *p, struct co_err *err)
{
    const struct co_export *x = p->x;
    const struct co_rowcount *c = &x->count;
    if (p->n_ragged)
        return co_fail(
            err, CO_INPUT,
            "%s: %zu row%s not have as many cells as the header, which has %zu: %.*s%s. The file "
            "is cut off or a cell contains the delimiter unquoted; mend the lines or export "
            "again",
            x->name, p->n_ragged, p->n_ragged == 1 ? " does" : "s do", x->n_columns,
            CO_STR_ARG(co_buf_view(&p->ragged)), p->n_ragged > LISTED ? " and more" : "");
    if (p->has_stated && p->stated != c->read - c->dropped)
        return co_fail(
            err, CO_INPUT,
            "%s: its footer says %zu rows, but it has %zu; the file is cut off or was changed by "
            "hand. Export it again",
            x->name, p->stated, c->read - c->dropped);
    if (c->read == c->dropped)
        return co_fail(
            err, CO_HELD,
            "%s has a header but no rows. An empty list would mean that every order was "
            "completed, so it is not believed; look at the ERP's export job and export it "
            "again",
            x->name);
    if (c->rejected && c->rejected == c->read - c->dropped)
        return co_fail(
            err, CO_INPUT,
            "%s: no row has anything in the key column \"%.*s\"; choose another with --key",
            x->name, CO_STR_ARG(x->columns[x->key[0]].name));
    if (c->rejected > EMPTY_KEYS_FEW && c->rejected > c->read / EMPTY_KEYS_SHARE)
        return co_fail(
            err, CO_INPUT,
            "%s: %zu of %zu rows have an empty key column \"%.*s\": lines %.*s. Export it "
            "again or choose another key with --key",
            x->name, c->rejected, c->read, CO_STR_ARG(x->columns[x->key[0]].name),
            CO_STR_ARG(co_buf_view(&p->keyless)));
    if (p->n_rounded)
        return co_fail(
            err, CO_INPUT,
            "%s: Excel has rounded the numbers in the key column \"%.*s\" (1.23457E+11 and the "
            "like): line%s %.*s. Different orders may have become one; take the export as the "
            "ERP wrote it, without opening it in Excel",
            x->name, CO_STR_ARG(x->columns[x->key[0]].name), p->n_rounded == 1 ? "" : "s",
            CO_STR_ARG(co_buf_view(&p->rounded)));
    if (p->n_conflicts && p->rule == CO_DUPLICATES_REFUSE)
        return co_fail(err, CO_INPUT,
                       "%s: %zu row%s a work order again with different contents: %.*s%s. Mend the "
                       "export, name "
                       "the columns that tell such rows apart with --key, or say which counts with "
                       "--duplicates "
                       "first, last, sum or line",
                       x->name, p->n_conflicts, p->n_conflicts == 1 ? " names" : "s name",
                       CO_STR_ARG(co_buf_view(&p->conflicts)),
                       p->n_conflicts > LISTED ? "; ..." : "");
    if (c->used + c->duplicates + c->dropped + c->rejected != c->read || c->used != x->rows.n ||
        c->open + c->finished != c->used)
        return co_fail(err, CO_BUG,
                       "%s: %zu rows read are not %zu used + %zu duplicates + %zu "
                       "dropped + %zu rejected",
                       x->name, c->read, c->used, c->duplicates, c->dropped, c->rejected);
    return CO_OK;
}

static const char *what_rule_does(enum co_duplicates rule)
{
    static const char *const does[] = {
        [CO_DUPLICATES_REFUSE] = "is refused",
        [CO_DUPLICATES_FIRST] = "the first counts",
        [CO_DUPLICATES_LAST] = "the last counts",
        [CO_DUPLICATES_SUM] = "their quantities are added up",
        [CO_DUPLICATES_LINE] = "each counts by itself",
    };
    return does[rule];
}

void co_pass_note(const struct co_pass *p, struct co_notes *notes)
{
    const struct co_export *x = p->x;
    if (p->n_twins)
        co_note(notes, CO_NOTE_WARNING,
                "%s: %zu row%s a second time with the same contents and count%s once: line%s %.*s",
                x->name, p->n_twins, p->n_twins == 1 ? " stands" : "s stand",
                p->n_twins == 1 ? "s" : "", p->n_twins == 1 ? "" : "s",
                CO_STR_ARG(co_buf_view(&p->twins)));
    if (p->has_zero_twins)
        co_note(
            notes, CO_NOTE_WARNING,
            "%s: some order numbers differ only in leading zeros; they count as different orders",
            x->name);
    if (p->n_conflicts)
        co_note(notes, CO_NOTE_WARNING, "%s: %zu row%s a work order again, and %s: %.*s%s", x->name,
                p->n_conflicts, p->n_conflicts == 1 ? " names" : "s name", what_rule_does(p->rule),
                CO_STR_ARG(co_buf_view(&p->conflicts)), p->n_conflicts > LISTED ? "; ..." : "");
    if (x->count.rejected)
        co_note(notes, CO_NOTE_WARNING,
                "%s: %zu row%s nothing in the key column \"%.*s\" and %s rejected: line%s %.*s",
                x->name, x->count.rejected, x->count.rejected == 1 ? " has" : "s have",
                CO_STR_ARG(x->columns[x->key[0]].name), x->count.rejected == 1 ? "is" : "are",
                x->count.rejected == 1 ? "" : "s", CO_STR_ARG(co_buf_view(&p->keyless)));
    co_doubts_note(&p->doubts, x, notes);
    struct co_buf kinds = {0};
    for (int k = CO_AROUND_BLANK; k < CO_AROUNDS; k++)
        if (p->around[k])
            co_buf_fmt(&kinds, "%s%zu %s", kinds.len ? ", " : "", p->around[k],
                       co_around_name((enum co_around)k, p->around[k]));
    if (x->count.dropped)
        co_note(notes,
                x->count.dropped == p->around[CO_AROUND_BLANK] ? CO_NOTE_DETAIL : CO_NOTE_INFO,
                "%s: dropped %.*s", x->name, CO_STR_ARG(co_buf_view(&kinds)));
    co_buf_fini(&kinds);
}
