#include "crossoff/load.h"
#include "around.h"
#include "columns.h"
#include "dialect.h"
#include "crossoff/utf8.h"
#include "reader.h"
#include <string.h>

enum {
    SAMPLE_ROWS = 1000,     /* looked at to find out what the columns hold */
    LISTED = 5,             /* examples in a message; the rest is counted */
    EMPTY_KEYS_SHARE = 100, /* refuse when more than one row in so many has no key... */
    EMPTY_KEYS_FEW = 3,     /* ...and it is more than so many */
};

struct sample {
    struct co_export *x;
    struct co_evidence_of_column *evidence;
    struct co_str header; /* the header's record, which pages repeat */
    struct co_str *cells; /* distinct filled ones, n of them per column; or NULL */
    size_t n;
};

static void keep(struct sample *s, size_t column, struct co_str cell)
{
    struct co_str *kept = s->cells + column * s->n;
    cell = co_str_trim(cell);
    for (size_t i = 0; i < s->n && cell.len; i++) {
        if (co_str_eq(kept[i], cell))
            return;
        if (!kept[i].len) {
            kept[i] = co_arena_dup(&s->x->arena, cell);
            return;
        }
    }
}

static enum co_status on_sample(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                                struct co_err *err)
{
    struct sample *s = ctx;
    struct co_str record = co_export_record(s->x, at);
    size_t stated;
    (void)line;
    (void)err;
    if (co_str_eq(record, s->header) ||
        co_around_of(record, s->x->delimiter, &stated) != CO_AROUND_ROW)
        return CO_OK;
    for (size_t i = 0; i < cells->n && i < s->x->n_columns; i++) {
        co_columns_look(&s->evidence[i], cells->at[i]);
        if (s->cells)
            keep(s, i, cells->at[i]);
    }
    return CO_OK;
}

static enum co_status map_by_sample(struct co_export *x, const struct co_load_rules *rules,
                                    struct co_reader r, struct sample *s, struct co_err *doubt,
                                    struct co_notes *notes, struct co_err *err)
{
    s->x = x;
    s->header = co_export_record(x, r.header);
    s->evidence = co_arena_alloc(&x->arena, x->n_columns * sizeof *s->evidence);
    if (!s->evidence)
        return co_fail_nomem(err);
    r.limit = SAMPLE_ROWS;
    r.record = on_sample;
    r.ctx = s;
    enum co_status status = co_reader_run(&r, err);
    return status ? status : co_columns_map(x, rules, s->evidence, doubt, notes, err);
}

/* Columns that were settled before: the history's own lists. */
static void take_columns(struct co_export *x, const struct co_column *columns)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        x->columns[i].field = columns[i].field;
        x->columns[i].decimal = columns[i].decimal;
        x->columns[i].order = columns[i].order;
    }
    co_columns_index(x);
}

/* One pass over all rows with one key. */
struct pass {
    struct co_export *x;
    struct co_evidence_of_column *evidence; /* NULL: the formats are known */
    bool is_open_format[CO_COLUMNS_MAX];    /* quantity and date columns that nothing settled yet */
    bool is_wanted[CO_COLUMNS_MAX];
    struct co_cells before, now; /* for rows that look like twins */
    size_t n_ragged, n_conflicts, n_rounded;
    size_t around[CO_AROUNDS]; /* what was dropped, by kind */
    size_t stated;             /* rows that a footer says there are */
    bool has_stated, is_trusted;
    struct co_buf ragged, conflicts, twins, keyless, rounded;
    struct co_str header; /* the header's record */
    size_t at;            /* of the record being read */
    const struct co_cells *cells;
    enum co_status status;
    struct co_err *err;
};

static void list_line(struct co_buf *out, size_t n, size_t line)
{
    if (n < LISTED)
        co_buf_fmt(out, "%s%zu", n ? ", " : "", line);
    else if (n == LISTED)
        co_buf_text(out, ", ...");
}

static bool is_twin(void *ctx, size_t row)
{
    struct pass *p = ctx;
    if (!p->status)
        p->status = p->x->split(p->x, (size_t)p->x->rows.rows[row].at, &p->before, p->err);
    return !p->status && co_export_same_key(p->x, &p->before, p->x, p->cells);
}

/* Names the fields in which two rows with one key differ; false when there is none. */
static bool differ(struct pass *p, struct co_buf *out)
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

static enum co_status twin(struct pass *p, size_t row, size_t line)
{
    struct co_export *x = p->x;
    struct co_buf fields = {0};
    enum co_status status = x->split(x, p->at, &p->now, p->err);
    size_t first = co_export_line(x, (size_t)x->rows.rows[row].at);
    if (status)
        return status;
    if (!differ(p, &fields)) {
        list_line(&p->twins, x->count.duplicates++, line);
    } else {
        if (p->n_conflicts++ < LISTED) {
            co_buf_text(&p->conflicts, p->n_conflicts > 1 ? "; " : "");
            co_export_key_show(x, &p->now, &p->conflicts);
            co_buf_fmt(&p->conflicts, " in lines %zu and %zu (%.*s differ)", first, line,
                       CO_STR_ARG(co_buf_view(&fields)));
        }
    }
    co_buf_fini(&fields);
    return CO_OK;
}

/* Whether the record at `at` is no row of the list but something around it: counted then. key is
 * empty for a record that has none, or not as many cells as the header. */
static bool drop(struct pass *p, struct co_str key, size_t at)
{
    struct co_export *x = p->x;
    size_t stated;
    enum co_around kind = co_around_of(co_export_record(x, at), x->delimiter, &stated);
    if (kind == CO_AROUND_ROW || (p->is_trusted && kind != CO_AROUND_BLANK))
        return false;
    if (key.len && (kind == CO_AROUND_TOTAL || kind == CO_AROUND_PAGE) &&
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

/* Page heads repeat the header inside the list. */
static bool drop_header(struct pass *p, struct co_str key, size_t at)
{
    struct co_export *x = p->x;
    if (p->is_trusted || !co_str_eq(key, x->columns[x->key[0]].name) ||
        !co_str_eq(co_export_record(x, at), p->header))
        return false;
    p->around[CO_AROUND_HEADER]++;
    x->count.dropped++;
    return true;
}

/* The column of a key that runs over several lines, which no order number does, or -1. */
static int broken_key(const struct co_export *x, const struct co_cells *cells)
{
    for (size_t i = 0; i < x->n_key; i++) {
        struct co_str key = co_str_trim(cells->at[x->key[i]]);
        if (key.len && (memchr(key.at, '\n', key.len) || memchr(key.at, '\r', key.len)))
            return (int)x->key[i];
    }
    return -1;
}

/* The sample is the beginning of the list; what settles a column may stand at its end. */
static void look_on(struct pass *p, const struct co_cells *cells)
{
    for (size_t i = 0; p->evidence && i < cells->n; i++)
        if (p->is_open_format[i] && (memchr(cells->at[i].at, '/', cells->at[i].len) ||
                                     memchr(cells->at[i].at, '.', cells->at[i].len) ||
                                     memchr(cells->at[i].at, ',', cells->at[i].len)))
            co_columns_look(&p->evidence[i], cells->at[i]);
}

/* "1.23457E+11" or "1,23E+05": what Excel makes of a long number. */
static bool is_scientific(struct co_str key)
{
    size_t i = 0, digits = 0;
    while (i < key.len && ((key.at[i] >= '0' && key.at[i] <= '9') || strchr(".,", key.at[i])))
        i++;
    if (i == 0 || i + 2 >= key.len || key.at[i] != 'E' || key.at[i + 1] != '+')
        return false;
    for (i += 2; i < key.len && key.at[i] >= '0' && key.at[i] <= '9'; i++)
        digits++;
    return digits > 0 && i == key.len;
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

static enum co_status on_row(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                             struct co_err *err)
{
    struct pass *p = ctx;
    struct co_export *x = p->x;
    struct co_order order;
    x->count.read++;
    if (cells->n != x->n_columns) {
        if (drop(p, (struct co_str){0}, at))
            return CO_OK;
        if (p->n_ragged < LISTED)
            co_buf_fmt(&p->ragged, "%sline %zu has %zu", p->n_ragged ? ", " : "", line, cells->n);
        p->n_ragged++;
        return CO_OK;
    }
    struct co_str key = co_str_trim(cells->at[x->key[0]]);
    if (!key.len) {
        if (!drop(p, key, at))
            list_line(&p->keyless, x->count.rejected++, line);
        return CO_OK;
    }
    if (((co_around_is_suspect(key) || is_alone(x, co_export_record(x, at))) && drop(p, key, at)) ||
        drop_header(p, key, at))
        return CO_OK;
    int broken = broken_key(x, cells);
    if (broken >= 0)
        return co_fail(err, CO_INPUT,
                       "%s, line %zu: the key column \"%.*s\" runs over several lines; look for "
                       "stray quotes, mend them or export again",
                       x->name, line, CO_STR_ARG(x->columns[broken].name));
    if (is_scientific(key))
        list_line(&p->rounded, p->n_rounded++, line);
    p->at = at;
    p->cells = cells;
    p->status = CO_OK;
    p->err = err;
    look_on(p, cells);
    co_export_order(x, cells, &order);
    struct co_row row = {.key_hash = co_export_key_hash(x, cells),
                         .content_hash = co_hash(x->secret, co_export_record(x, at)),
                         .at = at & ((UINT64_C(1) << 56) - 1),
                         .class = order.class};
    size_t other = co_rowset_find(&x->rows, row.key_hash, is_twin, p);
    if (p->status)
        return p->status;
    if (other != CO_NO_ROW)
        return twin(p, other, line);
    x->count.open += order.class == CO_CLASS_OPEN;
    x->count.finished += order.class != CO_CLASS_OPEN;
    x->count.used++;
    return co_rowset_add(&x->rows, row) ? CO_OK : co_fail_nomem(err);
}

static void want(struct pass *p, int column)
{
    if (column >= 0)
        p->is_wanted[column] = true;
}

static void pass_fini(struct pass *p)
{
    co_cells_fini(&p->before);
    co_cells_fini(&p->now);
    co_buf_fini(&p->ragged);
    co_buf_fini(&p->conflicts);
    co_buf_fini(&p->twins);
    co_buf_fini(&p->keyless);
    co_buf_fini(&p->rounded);
}

static enum co_status read_rows(struct pass *p, struct co_reader r, struct co_err *err)
{
    struct co_export *x = p->x;
    memset(&x->count, 0, sizeof x->count);
    x->rows.n = 0;
    if (x->rows.slots)
        memset(x->rows.index, 0, x->rows.slots * sizeof *x->rows.index);
    for (size_t i = 0; i < x->n_key; i++)
        want(p, (int)x->key[i]);
    want(p, x->column_of[CO_FIELD_STATUS]);
    want(p, x->column_of[CO_FIELD_QUANTITY]);
    want(p, x->column_of[CO_FIELD_QUANTITY_COMPLETED]);
    want(p, x->column_of[CO_FIELD_QUANTITY_REMAINING]);
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
    r.is_wanted = p->is_wanted;
    r.record = on_row;
    r.ctx = p;
    enum co_status status = co_reader_run(&r, err);
    x->count.read += r.n_blank + r.n_titles;
    x->count.dropped += r.n_blank + r.n_titles;
    p->around[CO_AROUND_BLANK] += r.n_blank;
    p->around[CO_AROUND_TITLE] += r.n_titles;
    return status;
}

static enum co_status judge_rows(const struct pass *p, struct co_err *err)
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
    if (p->n_conflicts)
        return co_fail(
            err, CO_INPUT,
            "%s: %zu work order%s more than once with different contents: %.*s%s. Mend the "
            "export, or name the columns that tell such rows apart with --key",
            x->name, p->n_conflicts, p->n_conflicts == 1 ? " stands" : "s stand",
            CO_STR_ARG(co_buf_view(&p->conflicts)), p->n_conflicts > LISTED ? "; ..." : "");
    if (c->used + c->duplicates + c->dropped + c->rejected != c->read || c->used != x->rows.n ||
        c->open + c->finished != c->used)
        return co_fail(err, CO_BUG,
                       "%s: %zu rows read are not %zu used + %zu duplicates + %zu "
                       "dropped + %zu rejected",
                       x->name, c->read, c->used, c->duplicates, c->dropped, c->rejected);
    return CO_OK;
}

static void note_rows(const struct pass *p, struct co_notes *notes)
{
    const struct co_export *x = p->x;
    if (x->count.duplicates)
        co_note(notes, CO_NOTE_WARNING,
                "%s: %zu row%s a second time with the same contents and count%s once: line%s %.*s",
                x->name, x->count.duplicates, x->count.duplicates == 1 ? " stands" : "s stand",
                x->count.duplicates == 1 ? "s" : "", x->count.duplicates == 1 ? "" : "s",
                CO_STR_ARG(co_buf_view(&p->twins)));
    if (x->count.rejected)
        co_note(notes, CO_NOTE_WARNING,
                "%s: %zu row%s nothing in the key column \"%.*s\" and %s rejected: line%s %.*s",
                x->name, x->count.rejected, x->count.rejected == 1 ? " has" : "s have",
                CO_STR_ARG(x->columns[x->key[0]].name), x->count.rejected == 1 ? "is" : "are",
                x->count.rejected == 1 ? "" : "s", CO_STR_ARG(co_buf_view(&p->keyless)));
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

static enum co_status other_list(const struct co_export *x, const char *key, struct co_err *err)
{
    struct co_buf list = {0};
    co_columns_list(x, &list);
    enum co_status status = co_fail(
        err, CO_INPUT,
        "%s: it has no column \"%s\", which names the rows of this feed. Is it another list? "
        "Then give it a --feed of its own. The header has: %.*s",
        x->name, key, CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

static enum co_status fixed_key(struct co_export *x, const struct co_load_rules *rules,
                                struct co_err *err)
{
    x->n_key = rules->n_key;
    for (size_t i = 0; i < rules->n_key; i++) {
        int column = co_load_find(x, rules->key[i]);
        if (column < 0 && rules->key_else[i])
            column = co_load_find(x, rules->key_else[i]);
        if (column < 0 && rules->is_key_remembered)
            return other_list(x, rules->key[i], err);
        if (column < 0)
            return co_load_unknown(x, "key", rules->key[i], err);
        x->key[i] = (size_t)column;
    }
    /* The first column that names a row is the work order, whatever its header says. */
    if (x->column_of[CO_FIELD_WORK_ORDER] < 0 || !rules->header[CO_FIELD_WORK_ORDER]) {
        enum co_field f = x->columns[x->key[0]].field;
        if (f != CO_FIELD_SUFFIX && f != CO_FIELD_OPERATION && f != CO_FIELD_WORK_ORDER) {
            if (x->column_of[CO_FIELD_WORK_ORDER] >= 0)
                x->columns[x->column_of[CO_FIELD_WORK_ORDER]].field = CO_FIELD_NONE;
            x->columns[x->key[0]].field = CO_FIELD_WORK_ORDER;
            co_columns_index(x);
        }
    }
    return CO_OK;
}

/* The n-th way to name a row: the order alone, with suffix, with operation, with both. False
 * when the list has no such columns. */
static bool found_key(struct co_export *x, unsigned n)
{
    int suffix = x->column_of[CO_FIELD_SUFFIX], operation = x->column_of[CO_FIELD_OPERATION];
    if (((n & 1) && suffix < 0) || ((n & 2) && operation < 0))
        return false;
    x->n_key = 0;
    x->key[x->n_key++] = (size_t)x->column_of[CO_FIELD_WORK_ORDER];
    if (n & 1)
        x->key[x->n_key++] = (size_t)suffix;
    if (n & 2)
        x->key[x->n_key++] = (size_t)operation;
    return true;
}

static enum co_status no_order_column(const struct co_export *x, struct co_err *err)
{
    struct co_buf list = {0};
    co_columns_list(x, &list);
    enum co_status status =
        co_fail(err, CO_INPUT,
                "%s: none of its columns is known to hold the work order; name it with --key. The "
                "header has: %.*s. (`crossoff columns FILE` shows how each is understood)",
                x->name, CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

/* How the list was understood, for -v. */
static void note_columns(const struct co_export *x, struct co_notes *notes)
{
    struct co_buf b = {0};
    for (int f = 0; f < CO_FIELDS; f++)
        if (x->column_of[f] >= 0)
            co_buf_fmt(&b, "%s%s = \"%.*s\"", b.len ? ", " : "", co_field_name((enum co_field)f),
                       CO_STR_ARG(x->columns[x->column_of[f]].name));
    co_note(notes, CO_NOTE_DETAIL, "%s: delimiter '%s', %zu columns, %zu row%s; %.*s", x->name,
            x->delimiter == '\t' ? "tab" : (const char[2]){x->delimiter, '\0'}, x->n_columns,
            x->count.read, x->count.read == 1 ? "" : "s", CO_STR_ARG(co_buf_view(&b)));
    co_buf_fini(&b);
}

/* Whether the rows settled a format that the sample had left open: then they are read again. */
static bool has_settled(struct pass *p, const struct co_load_rules *rules)
{
    bool is_settled = false;
    if (!p->evidence)
        return false;
    co_columns_formats(p->x, rules, p->evidence);
    for (size_t i = 0; i < p->x->n_columns; i++) {
        const struct co_column *c = &p->x->columns[i];
        is_settled = is_settled || (p->is_open_format[i] && (c->decimal || c->order));
    }
    return is_settled;
}

static enum co_status load_with_key(struct co_export *x, const struct co_load_rules *rules,
                                    const struct co_reader *r,
                                    struct co_evidence_of_column *evidence, struct co_notes *notes,
                                    bool *has_conflicts, struct co_err *err)
{
    struct pass p = {.x = x, .evidence = evidence};
    enum co_status status = read_rows(&p, *r, err);
    if (!status && has_settled(&p, rules)) {
        pass_fini(&p);
        p = (struct pass){.x = x, .evidence = evidence};
        status = read_rows(&p, *r, err);
    }
    *has_conflicts = !status && !p.n_ragged && p.n_conflicts;
    if (!status)
        status = judge_rows(&p, err);
    if (!status) {
        if (evidence)
            co_columns_doubts(x, evidence, notes);
        note_columns(x, notes);
        note_rows(&p, notes);
    }
    pass_fini(&p);
    return status;
}

static void begin(struct co_export *x, const char *name, struct co_str text,
                  const struct co_load_rules *rules)
{
    memset(x, 0, sizeof *x);
    x->name = name;
    x->bytes = text;
    x->secret = rules->secret;
    x->split = co_reader_split;
}

enum co_status co_load(const char *name, struct co_str text, const struct co_load_rules *rules,
                       struct co_export *x, struct co_notes *notes, struct co_err *err)
{
    struct co_reader r;
    struct sample sample = {0};
    bool has_conflicts = false;
    begin(x, name, text, rules);
    enum co_status status = co_dialect_open(x, rules, &r, err);
    if (!status && rules->columns)
        take_columns(x, rules->columns);
    else if (!status)
        status = map_by_sample(x, rules, r, &sample, NULL, notes, err);
    if (status)
        return status;
    if (rules->n_key) {
        status = fixed_key(x, rules, err);
        return status ? status
                      : load_with_key(x, rules, &r, sample.evidence, notes, &has_conflicts, err);
    }
    if (x->column_of[CO_FIELD_WORK_ORDER] < 0)
        return no_order_column(x, err);
    for (unsigned n = 0; n < 4; n++) {
        if (!found_key(x, n))
            continue;
        status = load_with_key(x, rules, &r, sample.evidence, notes, &has_conflicts, err);
        if (!has_conflicts)
            return status;
    }
    return status;
}

enum co_status co_load_columns(const char *name, struct co_str text,
                               const struct co_load_rules *rules, struct co_export *x,
                               struct co_str *samples, size_t n_samples, struct co_err *doubt,
                               struct co_notes *notes, struct co_err *err)
{
    struct co_reader r;
    struct sample sample = {.cells = samples, .n = n_samples};
    doubt->text[0] = '\0';
    begin(x, name, text, rules);
    enum co_status status = co_dialect_open(x, rules, &r, err);
    if (!status)
        status = map_by_sample(x, rules, r, &sample, doubt, notes, err);
    if (!status)
        co_columns_doubts(x, sample.evidence, notes);
    return status;
}
