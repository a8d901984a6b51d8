#include "crossoff/load.h"
#include "around.h"
#include "columns.h"
#include "dialect.h"
#include "doubts.h"
#include "ending.h"
#include "keys.h"
#include "pass.h"
#include "reshape.h"
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_ROWS = 1000 }; /* looked at to find out what the columns hold */

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

/* Whether a record is a row, and not what stands around the list. */
static bool is_sample(const struct sample *s, size_t at)
{
    struct co_str record = co_export_record(s->x, at);
    size_t stated;
    return !co_str_eq(record, s->header) &&
           co_around_of(record, s->x->delimiter, &stated) == CO_AROUND_ROW;
}

static enum co_status on_sample(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                                struct co_err *err)
{
    struct sample *s = ctx;
    (void)line;
    (void)err;
    if (!is_sample(s, at))
        return CO_OK;
    for (size_t i = 0; i < cells->n && i < s->x->n_columns; i++) {
        co_columns_look(&s->evidence[i], cells->at[i]);
        if (s->cells)
            keep(s, i, cells->at[i]);
    }
    return CO_OK;
}

/* A row of the sample once the columns are known: what in it nobody understands. */
struct second_look {
    struct sample *s;
    struct co_doubts doubts;
};

static enum co_status on_second_look(void *ctx, size_t at, size_t line,
                                     const struct co_cells *cells, struct co_err *err)
{
    struct second_look *l = ctx;
    struct co_order order;
    (void)err;
    if (cells->n != l->s->x->n_columns || !is_sample(l->s, at))
        return CO_OK;
    co_export_order(l->s->x, cells, &order);
    co_doubts_look(&l->doubts, &order, line);
    return CO_OK;
}

static enum co_status map_by_sample(struct co_export *x, const struct co_load_rules *rules,
                                    struct co_reader r, struct sample *s, struct co_err *doubt,
                                    struct co_err *err)
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
    return status ? status : co_columns_map(x, rules, s->evidence, doubt, err);
}

/* Columns that were settled before: the history's own lists. */
static void take_columns(struct co_export *x, const struct co_column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct co_str name = x->columns[i].name;
        x->columns[i] = columns[i];
        x->columns[i].name = name;
    }
}

/* How the list was understood, for -v. */
static void note_columns(const struct co_export *x, struct co_notes *notes)
{
    struct co_buf b = {0};
    for (int f = 0; f < CO_FIELDS; f++)
        if (x->column_of[f] >= 0)
            co_buf_fmt(&b, "%s%s = \"%.*s\"", b.len ? ", " : "", co_field_name((enum co_field)f),
                       CO_STR_ARG(x->columns[x->column_of[f]].name));
    co_note(notes, CO_NOTE_DETAIL, "%s: %zu columns, %zu row%s; %.*s", x->name, x->n_columns,
            x->count.read, x->count.read == 1 ? "" : "s", CO_STR_ARG(co_buf_view(&b)));
    co_buf_fini(&b);
}

/* Whether the rows settled a format that the sample had left open: then they are read again. */
static bool has_settled(struct co_pass *p, const struct co_load_rules *rules)
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

static void begin(struct co_export *x, const char *name, struct co_str text,
                  const struct co_load_rules *rules)
{
    memset(x, 0, sizeof *x);
    x->name = name;
    x->bytes = text;
    x->secret = rules->secret;
    x->scan = rules->scan;
    x->status_words = rules->status_words;
    x->split = co_reader_split;
}

/* One list on its way in. */
struct load {
    struct co_export *x;
    const struct co_load_rules *rules;
    struct co_reader reader;
    struct co_evidence_of_column *evidence;
    struct co_notes *notes;
    struct co_err *err;
    enum co_duplicates rule; /* while the key is looked for, CO_DUPLICATES_REFUSE */
    bool is_multiset;        /* rows without a work order: two equal ones are two */
    size_t n_conflicts;      /* of the last try */
};

static struct co_pass start_pass(const struct load *l)
{
    return (struct co_pass){.x = l->x,
                            .evidence = l->evidence,
                            .rule = l->rule,
                            .keeps_twins = l->is_multiset,
                            .other = CO_NO_ROW};
}

static enum co_status load_with_key(struct load *l);

/* A list in which rows were numbered or added up, in place of the one that was read. */
static enum co_status read_reshaped(struct load *l, struct co_str text, bool is_numbered)
{
    struct co_export *old = l->x;
    struct co_export *x = calloc(1, sizeof *x);
    struct co_load_rules rules = {.delimiter = ',',
                                  .scan = l->rules->scan,
                                  .columns = old->columns,
                                  .status_words = l->rules->status_words,
                                  .secret = l->rules->secret};
    if (!x)
        return co_fail_nomem(l->err);
    begin(x, old->name, text, &rules);
    x->bytes = co_arena_dup(&x->arena, text);
    struct load again = {.x = x, .rules = &rules, .err = l->err};
    enum co_status status =
        x->arena.failed ? co_fail_nomem(l->err) : co_dialect_open(x, &rules, &again.reader, l->err);
    if (!status) {
        size_t line = x->n_columns - 1; /* numbers come last */
        take_columns(x, old->columns, is_numbered ? line : x->n_columns);
        if (is_numbered && old->column_of[CO_FIELD_SUFFIX] < 0)
            x->columns[line].field = CO_FIELD_SUFFIX;
        co_columns_index(x);
        memcpy(x->key, old->key, sizeof x->key);
        x->n_key = old->n_key;
        if (is_numbered)
            x->key[x->n_key++] = line;
        status = load_with_key(&again);
    }
    if (!status) {
        struct co_rowcount count = old->count;
        count.duplicates += count.used - x->count.used;
        count.used = x->count.used;
        count.open = x->count.open;
        count.finished = x->count.finished;
        x->count = count;
        x->dialect = old->dialect;
        x->ending = old->ending;
        x->is_reshaped = true;
        x->run_date = old->run_date;
        x->run_date_else = old->run_date_else;
        co_export_fini(old);
        *old = *x;
    } else {
        co_export_fini(x);
    }
    free(x);
    return status;
}

static enum co_status reshape(struct load *l)
{
    struct co_buf text = {0};
    bool is_numbered = l->is_multiset || co_keys_is_numbered(l->rules);
    struct co_reshape how = {.yesterday = l->rules->yesterday,
                             .is_sum = l->rule == CO_DUPLICATES_SUM && !l->is_multiset,
                             .has_numbers = is_numbered,
                             .is_multiset = l->is_multiset,
                             .lines_used = l->rules->lines_used};
    enum co_status status = co_reshape(l->x, &how, &text, l->err);
    if (!status)
        status = read_reshaped(l, co_buf_view(&text), is_numbered);
    co_buf_fini(&text);
    return status;
}

static enum co_status load_with_key(struct load *l)
{
    struct co_pass p = start_pass(l);
    if (l->rules->understood)
        l->rules->understood(l->rules->ctx, l->x);
    enum co_status status = co_pass_read(&p, l->reader, l->err);
    if (!status && has_settled(&p, l->rules)) {
        co_pass_fini(&p);
        p = start_pass(l);
        status = co_pass_read(&p, l->reader, l->err);
    }
    l->n_conflicts = status || p.n_ragged ? 0 : p.n_conflicts;
    if (!status)
        status = co_pass_judge(&p, l->err);
    if (!status && l->rules->is_wanted && !l->rules->is_wanted(l->rules->ctx))
        status = co_fail(l->err, CO_BUSY, "%s: read for nothing", l->x->name);
    if (!status) {
        if (l->evidence)
            co_columns_doubts(l->x, l->evidence, l->notes);
        co_dialect_tell(l->x, l->notes);
        note_columns(l->x, l->notes);
        co_pass_note(&p, l->notes);
    }
    bool sums = p.n_conflicts && l->rule == CO_DUPLICATES_SUM;
    co_pass_fini(&p);
    if (!status)
        l->x->ending = co_ending_of(l->x);
    if (!status && (sums || l->is_multiset || co_keys_is_numbered(l->rules)))
        return reshape(l);
    return status;
}

/* Tries the ways to name a row; the first that tells all rows apart is it. With a rule for
 * duplicates the way that leaves fewest. */
static enum co_status find_key(struct load *l)
{
    enum co_status status = CO_OK;
    size_t fewest = SIZE_MAX;
    unsigned best = 0;
    l->rule = CO_DUPLICATES_REFUSE;
    for (unsigned n = 0; n < CO_KEYS_WAYS; n++) {
        if (!co_keys_found(l->x, n))
            continue;
        status = load_with_key(l);
        if (!l->n_conflicts)
            return status;
        if (l->n_conflicts < fewest) {
            fewest = l->n_conflicts;
            best = n;
        }
    }
    l->rule = l->rules->duplicates;
    (void)co_keys_found(l->x, best);
    return load_with_key(l); /* for the sentence too, if duplicates are refused */
}

/* Rows without work orders are counted by part. */
static enum co_status load_parts(struct load *l)
{
    int part = l->x->column_of[CO_FIELD_PART];
    l->is_multiset = true;
    l->x->key[0] = (size_t)part;
    l->x->n_key = 1;
    enum co_status status = co_keys_unnamed(l->x, l->reader, l->err);
    if (!status)
        co_note(
            l->notes, l->rules->yesterday ? CO_NOTE_DETAIL : CO_NOTE_INFO,
            "%s has no column of work orders: its rows are counted by part (\"%.*s\"), and paired "
            "with the list before by due date",
            l->x->name, CO_STR_ARG(l->x->columns[part].name));
    return status ? status : load_with_key(l);
}

enum co_status co_load(const char *name, struct co_str text, const struct co_load_rules *rules,
                       struct co_export *x, struct co_notes *notes, struct co_err *err)
{
    struct load l = {.x = x, .rules = rules, .notes = notes, .err = err, .rule = rules->duplicates};
    struct sample sample = {0};
    begin(x, name, text, rules);
    enum co_status status = co_dialect_open(x, rules, &l.reader, err);
    l.reader.progress = rules->progress;
    if (!status && rules->columns) {
        take_columns(x, rules->columns, x->n_columns);
        co_columns_index(x);
    } else if (!status) {
        status = map_by_sample(x, rules, l.reader, &sample, NULL, err);
    }
    l.evidence = sample.evidence;
    if (!status && rules->n_key) {
        status = co_keys_fixed(x, rules, err);
        l.is_multiset = !rules->columns && co_keys_is_numbered(rules) &&
                        x->columns[x->key[0]].field == CO_FIELD_PART;
        return status ? status : load_with_key(&l);
    }
    if (status)
        return status;
    if (x->column_of[CO_FIELD_WORK_ORDER] >= 0)
        return find_key(&l);
    return x->column_of[CO_FIELD_PART] >= 0 ? load_parts(&l) : co_keys_none(x, err);
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
        status = map_by_sample(x, rules, r, &sample, doubt, err);
    if (status)
        return status;
    co_columns_doubts(x, sample.evidence, notes);
    struct second_look look = {.s = &sample};
    r.limit = SAMPLE_ROWS;
    r.record = on_second_look;
    r.ctx = &look;
    status = co_reader_run(&r, err);
    if (!status)
        co_dialect_tell(x, notes);
    if (!status)
        co_doubts_note(&look.doubts, x, notes);
    return status;
}
