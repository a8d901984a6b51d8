#include "columns.h"
#include "crossoff/utf8.h"
#include <stdio.h>
#include <string.h>

static bool is_taken(const struct co_export *x, size_t n, struct co_str name)
{
    for (size_t i = 0; i < n; i++)
        if (co_str_eq(x->columns[i].name, name))
            return true;
    return false;
}

/* Every column needs a name of its own: changes are recorded by it. */
static struct co_str unique_name(struct co_export *x, size_t i, struct co_str name)
{
    struct co_buf b = {0};
    co_buf_str(&b, name);
    if (!name.len)
        co_buf_fmt(&b, "column %zu", i + 1);
    size_t len = b.len;
    for (int n = 2; is_taken(x, i, co_buf_view(&b)) && co_buf_ok(&b); n++) {
        b.len = len;
        co_buf_fmt(&b, " (%d)", n);
    }
    x->arena.failed = x->arena.failed || !co_buf_ok(&b);
    struct co_str kept = co_arena_dup(&x->arena, co_buf_view(&b));
    co_buf_fini(&b);
    return kept;
}

enum co_status co_columns_header(struct co_export *x, const struct co_cells *cells,
                                 struct co_err *err)
{
    x->n_columns = cells->n;
    for (size_t i = 0; i < cells->n; i++)
        x->columns[i] = (struct co_column){
            .name = unique_name(x, i, co_str_trim(cells->at[i])),
            .field = CO_FIELD_NONE,
        };
    return x->arena.failed ? co_fail_nomem(err) : CO_OK;
}

/* How a date column without a date says "none". */
static bool is_zero(struct co_str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (cell.at[i] != '0')
            return false;
    return cell.len <= 6;
}

/* The order of a column whose filled cells are numbers that are dates in it (nine of ten: a typing
 * mistake does not cost the column), or all what Excel left of a date. */
static enum co_day_order order_of_all(const struct co_evidence_of_column *e)
{
    for (enum co_day_order o = CO_ORDER_JULIAN; o < CO_ORDER_LOST; o++)
        if (e->orders[o] && (e->orders[o] + e->zeros) * 10 >= e->filled * 9)
            return o;
    return e->orders[CO_ORDER_LOST] && e->orders[CO_ORDER_LOST] == e->filled ? CO_ORDER_LOST
                                                                             : CO_ORDER_UNDECIDED;
}

static void look_for_twins(struct co_evidence_of_column *e, struct co_str cell)
{
    uint64_t h = co_hash((struct co_hash_key){1, 1}, cell);
    uint64_t bit = UINT64_C(1) << (h & 63), *word = &e->seen[(h >> 6) % CO_SEEN_WORDS];
    e->distinct += !(*word & bit);
    *word |= bit;
}

static bool is_plain_number(struct co_str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (cell.at[i] < '0' || cell.at[i] > '9')
            return false;
    return true;
}

void co_columns_look(struct co_evidence_of_column *e, struct co_str cell)
{
    int64_t quantity;
    co_date date;
    cell = co_export_cell(cell);
    e->rows++;
    if (!cell.len)
        return;
    e->filled++;
    enum co_value q = co_value_quantity(cell, CO_DECIMAL_UNDECIDED, &quantity);
    enum co_value d = co_value_date(cell, CO_ORDER_UNDECIDED, &date);
    e->quantities += q == CO_VALUE_OK || q == CO_VALUE_UNDECIDED;
    e->dates += d != CO_VALUE_BAD;
    e->undecided += q == CO_VALUE_UNDECIDED || d == CO_VALUE_UNDECIDED;
    enum co_decimal hint = co_value_decimal_hint(cell);
    e->points += hint == CO_DECIMAL_POINT;
    e->commas += hint == CO_DECIMAL_COMMA;
    e->orders[co_value_order_hint(cell)]++;
    e->zeros += is_zero(cell);
    e->slashed += (d == CO_VALUE_OK || d == CO_VALUE_UNDECIDED) && !is_plain_number(cell);
    look_for_twins(e, cell);
}

/* "Order quantity (GMEIN)" and "Qty [pcs]" without what is in the bracket. */
static struct co_str without_unit(struct co_str s)
{
    s = co_str_trim(s);
    if (s.len < 3 || (s.at[s.len - 1] != ')' && s.at[s.len - 1] != ']'))
        return s;
    char open = s.at[s.len - 1] == ')' ? '(' : '[';
    for (size_t i = s.len - 1; i > 0; i--)
        if (s.at[i] == open)
            return co_str_trim((struct co_str){s.at, i});
    return s;
}

/* "JobHead_PartNum" and "Work Order : Status" without the table in front. */
static struct co_str without_table(struct co_str s)
{
    for (size_t i = 1; i + 1 < s.len; i++)
        if (s.at[i] == '_' || s.at[i] == ':')
            return (struct co_str){s.at + i + 1, s.len - i - 1};
    return (struct co_str){0};
}

/* "WorkOrderNumber" with blanks between the words. */
static void split_words(struct co_str s, struct co_buf *out)
{
    for (size_t i = 0; i < s.len; i++) {
        if (i && s.at[i] >= 'A' && s.at[i] <= 'Z' && s.at[i - 1] >= 'a' && s.at[i - 1] <= 'z')
            co_buf_byte(out, ' ');
        co_buf_byte(out, s.at[i]);
    }
}

enum { CLAIMS = 3 }; /* fields that one name can mean */

/* How well a header names a field. */
struct claim {
    enum co_field field;
    int rank;
    size_t len;       /* of the name */
    bool is_indirect; /* only behind a table's name */
};

/* The claims of one header, best first; unused ones have no field. */
struct claims {
    struct claim at[CLAIMS];
};

/* Whether a line of names has this one; looked for as a text, since every header is looked for
 * among all names, at every start. */
static bool has_name(const char *names, const char *name, size_t len)
{
    for (const char *at = names; (at = strstr(at, name)); at += len)
        if ((at == names || at[-1] == '|') && (at[len] == '|' || !at[len]))
            return true;
    return false;
}

/* `folded`: with a zero behind it. */
static size_t claims_of_folded(const char *folded, size_t len, struct claims *out)
{
    size_t n = 0;
    for (size_t i = 0; i < co_aliases_n && n < CLAIMS; i++)
        if (has_name(co_aliases[i].names, folded, len))
            out->at[n++] = (struct claim){co_aliases[i].field, co_aliases[i].rank, len, false};
    /* A name that means little by itself is the last guess. */
    for (size_t i = 0; i + 1 < n; i++)
        if (out->at[i].rank < out->at[i + 1].rank) {
            struct claim last = out->at[i];
            out->at[i] = out->at[i + 1];
            out->at[i + 1] = last;
        }
    return n;
}

static size_t claims_of_name(struct co_str name, bool german, struct claims *out)
{
    struct co_buf folded = {0};
    co_utf8_fold(&folded, name, german);
    size_t len = folded.len;
    co_buf_byte(&folded, '\0');
    bool is_name = len && co_buf_ok(&folded) && strlen(folded.at) == len;
    size_t n = is_name ? claims_of_folded(folded.at, len, out) : 0;
    co_buf_fini(&folded);
    return n;
}

/* As it is, with umlauts written out, with its words apart. */
static size_t claims_of_spellings(struct co_str name, struct claims *out)
{
    struct co_buf words = {0};
    size_t n = claims_of_name(name, false, out);
    if (!n)
        n = claims_of_name(name, true, out);
    if (!n) {
        split_words(name, &words);
        n = claims_of_name(co_buf_view(&words), false, out);
    }
    co_buf_fini(&words);
    return n;
}

/* Short names ("no") behind a table's are not believed. */
static struct claims claims_of(struct co_str header)
{
    struct claims out;
    struct co_str name = without_unit(header);
    for (size_t i = 0; i < CLAIMS; i++)
        out.at[i] = (struct claim){.field = CO_FIELD_NONE};
    if (claims_of_spellings(name, &out))
        return out;
    size_t n = claims_of_spellings(without_table(name), &out);
    for (size_t i = 0; i < n; i++) {
        out.at[i].is_indirect = true;
        if (out.at[i].len <= 3)
            out.at[i].field = CO_FIELD_NONE;
    }
    return out;
}

/* Whether the cells can be this field at all. */
static bool fits(enum co_field field, const struct co_evidence_of_column *e)
{
    if (!e->filled)
        return true;
    if (co_field_kind(field) == CO_KIND_QUANTITY)
        return e->quantities * 2 >= e->filled;
    if (co_field_kind(field) == CO_KIND_DATE)
        return e->dates * 2 >= e->filled || order_of_all(e);
    return e->slashed * 4 < e->filled * 3; /* Excel makes dates of some order numbers */
}

/* Nearly every row has one, so that a few mistakes do not matter. */
static bool is_filled(const struct co_evidence_of_column *e)
{
    return e->filled * 100 > e->rows * 95;
}

static bool is_distinct(const struct co_evidence_of_column *e)
{
    return e->distinct * 10 >= e->filled * 9;
}

/* Whether the cells are what the field's cells are: a column that is not so is only taken for want
 * of another. In a list of operations an order stands several times. */
static bool is_typical(enum co_field field, const struct co_evidence_of_column *e, bool has_levels)
{
    if (field == CO_FIELD_WORK_ORDER)
        return is_filled(e) && (has_levels || e->distinct * 2 >= e->filled);
    if (co_field_kind(field) == CO_KIND_DATE && order_of_all(e) == CO_ORDER_LOST)
        return false;
    return e->filled > 0;
}

static bool is_same_name(struct co_str header, const char *name)
{
    struct co_buf a = {0}, b = {0};
    co_utf8_fold(&a, header, false);
    co_utf8_fold(&b, co_str_of(name), false);
    bool same = a.len && co_str_eq(co_buf_view(&a), co_buf_view(&b));
    co_buf_fini(&a);
    co_buf_fini(&b);
    return same;
}

int co_load_find(const struct co_export *x, const char *name)
{
    for (size_t i = 0; i < x->n_columns; i++)
        if (co_str_eq(x->columns[i].name, co_str_trim(co_str_of(name))))
            return (int)i;
    for (size_t i = 0; i < x->n_columns; i++)
        if (is_same_name(x->columns[i].name, name))
            return (int)i;
    enum co_field field = co_field_of(co_str_of(name));
    return field == CO_FIELD_NONE ? -1 : x->column_of[field];
}

/* A cell of a line that may be the header, without its quotes. */
static struct co_str bare(struct co_str cell)
{
    cell = co_str_trim(cell);
    if (cell.len > 1 && cell.at[0] == '"' && cell.at[cell.len - 1] == '"')
        cell = co_str_trim((struct co_str){cell.at + 1, cell.len - 2});
    return cell;
}

enum co_field co_columns_field(struct co_str header)
{
    return claims_of(bare(header)).at[0].field;
}

bool co_columns_is_named(struct co_str header, const struct co_load_rules *rules)
{
    struct co_str name = bare(header);
    if (!name.len)
        return false;
    for (int f = 0; f < CO_FIELDS; f++)
        if (rules->header[f] && is_same_name(name, rules->header[f]))
            return true;
    for (size_t i = 0; i < rules->n_key; i++)
        if (is_same_name(name, rules->key[i]))
            return true;
    for (size_t i = 0; i < rules->n_remembered; i++)
        if (co_str_eq(name, rules->remembered[i].name))
            return true;
    return false;
}

void co_columns_list(const struct co_export *x, struct co_buf *out)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        co_buf_text(out, i ? ", \"" : "\"");
        co_utf8_visible(out, x->columns[i].name);
        co_buf_byte(out, '"');
    }
}

enum co_status co_load_unknown(const struct co_export *x, const char *option, const char *name,
                               struct co_err *err)
{
    const char *names[CO_COLUMNS_MAX];
    struct co_buf list = {0};
    for (size_t i = 0; i < x->n_columns; i++)
        names[i] = x->columns[i].name.at;
    const char *near = co_str_nearest(name, names, x->n_columns);
    co_columns_list(x, &list);
    enum co_status status =
        co_fail(err, CO_USAGE, "%s: there is no column \"%s\" for --%s%s%s%s; the header has: %.*s",
                x->name, name, option, near ? " (did you mean \"" : "", near ? near : "",
                near ? "\"?)" : "", CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

void co_columns_index(struct co_export *x)
{
    for (int f = 0; f < CO_FIELDS; f++)
        x->column_of[f] = -1;
    for (size_t i = 0; i < x->n_columns; i++)
        if (x->columns[i].field != CO_FIELD_NONE)
            x->column_of[x->columns[i].field] = (int)i;
}

/* "quantity-completed" for the option of a field. */
static const char *option_of(enum co_field field, char out[32])
{
    (void)snprintf(out, 32, "%s", field == CO_FIELD_WORK_ORDER ? "key" : co_field_name(field));
    for (char *c = out; *c; c++)
        if (*c == '_')
            *c = '-';
    return out;
}

static enum co_status fixed_by_option(struct co_export *x, const struct co_load_rules *rules,
                                      bool *is_fixed, struct co_err *err)
{
    char option[32];
    for (int f = 0; f < CO_FIELDS; f++) {
        if (!rules->header[f])
            continue;
        is_fixed[f] = true;
        if (strcmp(rules->header[f], "-") == 0)
            continue;
        int column = co_load_find(x, rules->header[f]);
        if (column < 0)
            return co_load_unknown(x, option_of((enum co_field)f, option), rules->header[f], err);
        if (x->columns[column].field != CO_FIELD_NONE)
            return co_fail(err, CO_USAGE,
                           "%s: --%s names column \"%.*s\", which is the %s already; "
                           "one column can be only one of them",
                           x->name, option_of((enum co_field)f, option),
                           CO_STR_ARG(x->columns[column].name),
                           co_field_name(x->columns[column].field));
        x->columns[column].field = (enum co_field)f;
    }
    return CO_OK;
}

static enum co_status two_likely(const struct co_export *x, enum co_field field, size_t a, size_t b,
                                 struct co_err *err)
{
    char option[32];
    return co_fail(err, CO_USAGE,
                   "%s: columns \"%.*s\" and \"%.*s\" could both be the %s; say which one with "
                   "--%s \"%.*s\" or --%s \"%.*s\"",
                   x->name, CO_STR_ARG(x->columns[a].name), CO_STR_ARG(x->columns[b].name),
                   co_field_name(field), option_of(field, option), CO_STR_ARG(x->columns[a].name),
                   option, CO_STR_ARG(x->columns[b].name));
}

/* What is known when the fields are given to the columns. */
struct mapping {
    struct claims claims[CO_COLUMNS_MAX];
    const struct co_evidence_of_column *evidence;
    bool is_fixed[CO_FIELDS]; /* by an option */
    bool is_suffix_like[CO_COLUMNS_MAX];
    bool has_levels; /* operations or suffixes: an order stands several times */
};

static const struct claim *claim_on(const struct mapping *m, size_t column, enum co_field field)
{
    for (size_t i = 0; i < CLAIMS; i++)
        if (m->claims[column].at[i].field == field)
            return &m->claims[column].at[i];
    return NULL;
}

/* Cells first, then what the name says, then how much of it. The first of several suffixes is the
 * suffix. */
static size_t weight_of(const struct mapping *m, size_t column, const struct claim *c)
{
    size_t len = c->field == CO_FIELD_SUFFIX ? 0 : c->len;
    return (is_typical(c->field, &m->evidence[column], m->has_levels) ? (size_t)4000 : 0) +
           (c->is_indirect ? 0 : (size_t)2000) + (size_t)(c->rank + 5) * 100 +
           (len < 100 ? len : 99);
}

/* The best claim on one field among the columns that are still free. */
static enum co_status settle(struct co_export *x, enum co_field field, const struct mapping *m,
                             struct co_err *doubt, struct co_err *err)
{
    size_t best = CO_NO_ROW, twin = CO_NO_ROW, most = 0;
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct claim *c = claim_on(m, i, field);
        size_t weight = c ? weight_of(m, i, c) : 0;
        if (!c || x->columns[i].field != CO_FIELD_NONE || weight < most)
            continue;
        twin = weight == most && field != CO_FIELD_SUFFIX ? i : CO_NO_ROW;
        best = weight > most ? i : best;
        most = weight;
    }
    if (best == CO_NO_ROW)
        return CO_OK;
    if (twin != CO_NO_ROW && !doubt)
        return two_likely(x, field, best, twin, err);
    if (twin != CO_NO_ROW)
        (void)two_likely(x, field, best, twin, doubt);
    x->columns[best].field = field;
    return CO_OK;
}

/* "ID" is a lot where orders repeat, and else a number of the database. */
static void drop_weak_suffixes(const struct co_export *x, struct mapping *m)
{
    int order = x->column_of[CO_FIELD_WORK_ORDER];
    const struct co_evidence_of_column *e = order < 0 ? NULL : &m->evidence[order];
    bool repeats = e && e->distinct * 100 < e->filled * 97;
    for (size_t i = 0; !repeats && i < x->n_columns; i++)
        for (size_t k = 0; k < CLAIMS; k++)
            if (m->claims[i].at[k].field == CO_FIELD_SUFFIX &&
                m->claims[i].at[k].rank <= CO_RANK_WEAK)
                m->claims[i].at[k].field = CO_FIELD_NONE;
}

static void mark_suffixes(struct co_export *x, const struct mapping *m)
{
    for (size_t i = 0; i < x->n_columns; i++)
        x->columns[i].is_suffix_like = x->columns[i].field == CO_FIELD_SUFFIX ||
                                       (x->columns[i].field == CO_FIELD_NONE &&
                                        (m->is_suffix_like[i] || claim_on(m, i, CO_FIELD_SUFFIX)));
}

/* Names that mean little by themselves name the orders only where nothing else does, and where the
 * cells could. */
static void drop_weak_orders(const struct co_export *x, struct mapping *m)
{
    bool has_better = false;
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct claim *c = claim_on(m, i, CO_FIELD_WORK_ORDER);
        has_better = has_better || (c && c->rank > CO_RANK_WEAK);
    }
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct co_evidence_of_column *e = &m->evidence[i];
        for (size_t k = 0; k < CLAIMS; k++) {
            struct claim *c = &m->claims[i].at[k];
            if (c->field == CO_FIELD_WORK_ORDER && c->rank <= CO_RANK_WEAK &&
                (has_better || !is_filled(e) || !is_distinct(e)))
                c->field = CO_FIELD_NONE;
        }
    }
}

/* Claims that the cells contradict are none. */
static void weigh(const struct co_export *x, struct mapping *m)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        m->claims[i] = claims_of(x->columns[i].name);
        for (size_t k = 0; k < CLAIMS; k++) {
            struct claim *c = &m->claims[i].at[k];
            if (c->field != CO_FIELD_NONE && !fits(c->field, &m->evidence[i]))
                c->field = CO_FIELD_NONE;
            bool is_suffix = c->field == CO_FIELD_SUFFIX && c->rank > CO_RANK_WEAK;
            m->is_suffix_like[i] = m->is_suffix_like[i] || is_suffix;
            m->has_levels = m->has_levels || is_suffix || c->field == CO_FIELD_OPERATION;
        }
    }
    drop_weak_orders(x, m);
}

/* A column that the feed's last list had is understood as it was then, unless an option says
 * otherwise: a guess must not change overnight because the cells did. */
static void take_remembered(struct co_export *x, const struct co_load_rules *rules,
                            struct mapping *m)
{
    bool is_given[CO_FIELDS] = {false};
    for (size_t i = 0; i < x->n_columns; i++)
        if (x->columns[i].field != CO_FIELD_NONE)
            is_given[x->columns[i].field] = true;
    for (size_t i = 0; i < x->n_columns; i++)
        for (size_t k = 0; k < rules->n_remembered; k++) {
            const struct co_column *old = &rules->remembered[k];
            if (!co_str_eq(x->columns[i].name, old->name))
                continue;
            bool is_free = old->field != CO_FIELD_NONE && !m->is_fixed[old->field] &&
                           !is_given[old->field] && x->columns[i].field == CO_FIELD_NONE;
            if (is_free) {
                x->columns[i].field = old->field;
                is_given[old->field] = true;
            }
            for (size_t c = 0; c < CLAIMS; c++)
                m->claims[i].at[c].field = CO_FIELD_NONE;
        }
}

static bool is_date(const struct co_column *c)
{
    return c->field != CO_FIELD_NONE && co_field_kind(c->field) == CO_KIND_DATE;
}

/* What one column leaves open, the others of the file may settle: an ERP writes one way. */
void co_columns_formats(struct co_export *x, const struct co_load_rules *rules,
                        const struct co_evidence_of_column *e)
{
    size_t points = 0, commas = 0, day = 0, month = 0;
    for (size_t i = 0; i < x->n_columns; i++) {
        points += e[i].points;
        commas += e[i].commas;
        day += e[i].orders[CO_ORDER_DAY_FIRST];
        month += e[i].orders[CO_ORDER_MONTH_FIRST];
    }
    for (size_t i = 0; i < x->n_columns; i++) {
        struct co_column *c = &x->columns[i];
        size_t own_day = e[i].orders[CO_ORDER_DAY_FIRST],
               own_month = e[i].orders[CO_ORDER_MONTH_FIRST];
        bool own_decimal = e[i].points || e[i].commas, own_order = own_day || own_month;
        size_t p = own_decimal ? e[i].points : points, m = own_decimal ? e[i].commas : commas;
        size_t df = own_order ? own_day : day, mf = own_order ? own_month : month;
        c->decimal = p && !m ? CO_DECIMAL_POINT : m && !p ? CO_DECIMAL_COMMA : rules->decimal;
        c->order = df && !mf ? CO_ORDER_DAY_FIRST : mf && !df ? CO_ORDER_MONTH_FIRST : rules->order;
        for (size_t k = 0; k < rules->n_remembered; k++) {
            const struct co_column *old = &rules->remembered[k];
            if (co_str_eq(c->name, old->name)) {
                c->decimal = c->decimal ? c->decimal : old->decimal;
                if (!c->order && old->order != CO_ORDER_LOST)
                    c->order = old->order;
            }
        }
        if (rules->decimal)
            c->decimal = rules->decimal;
        if (rules->order)
            c->order = rules->order;
        if (is_date(c) && order_of_all(&e[i]))
            c->order = order_of_all(&e[i]);
    }
}

/* What a column of quantities leaves open. */
static void doubt_quantities(const struct co_export *x, const struct co_column *c,
                             const struct co_evidence_of_column *e, struct co_notes *notes)
{
    if (e->points && e->commas)
        co_note(
            notes, CO_NOTE_WARNING,
            "%s: column \"%.*s\" has quantities with a decimal point and quantities with a "
            "decimal comma, so 1.234 is left out unless --decimal point or --decimal comma says "
            "what it is; take the export as the ERP wrote it",
            x->name, CO_STR_ARG(c->name));
    else if (e->undecided && !c->decimal)
        co_note(notes, CO_NOTE_WARNING,
                "%s: quantities such as 1.234 in column \"%.*s\" could mean a thousand or one "
                "and a bit, so they are left out; --decimal point or --decimal comma settles it",
                x->name, CO_STR_ARG(c->name));
}

static void doubt_dates(const struct co_export *x, const struct co_column *c,
                        const struct co_evidence_of_column *e, struct co_notes *notes)
{
    if (c->order == CO_ORDER_LOST)
        co_note(notes, CO_NOTE_WARNING,
                "%s: all dates in column \"%.*s\" read like 00:00.0, which is what Excel "
                "leaves of a date with a time, so they count as missing; take the export as "
                "the ERP wrote it",
                x->name, CO_STR_ARG(c->name));
    else if (e->orders[CO_ORDER_DAY_FIRST] && e->orders[CO_ORDER_MONTH_FIRST])
        co_note(notes, CO_NOTE_WARNING,
                "%s: column \"%.*s\" has dates with the day first and dates with the month "
                "first, as a file looks that Excel saved with another country's settings, so "
                "03/04/2026 is left out unless --date-order dmy or --date-order mdy says what it "
                "is; take the export as the ERP wrote it",
                x->name, CO_STR_ARG(c->name));
    else if (e->undecided && !c->order)
        co_note(notes, CO_NOTE_WARNING,
                "%s: dates such as 03/04/2026 in column \"%.*s\" could mean 3 April or March 4, "
                "so they are left out; --date-order dmy or --date-order mdy settles it",
                x->name, CO_STR_ARG(c->name));
}

/* A column that is named like dates or quantities and holds neither. */
static void doubt_name(const struct co_export *x, const struct co_column *c,
                       const struct co_evidence_of_column *e, struct co_notes *notes)
{
    struct claim claim = claims_of(c->name).at[0];
    if (claim.field == CO_FIELD_NONE || claim.is_indirect || claim.rank < 0 ||
        co_field_kind(claim.field) == CO_KIND_TEXT || x->column_of[claim.field] >= 0 ||
        e->zeros == e->filled || fits(claim.field, e))
        return;
    bool is_date = co_field_kind(claim.field) == CO_KIND_DATE;
    co_note(notes, CO_NOTE_WARNING,
            "%s: column \"%.*s\" is named like %s, but most of its cells are none, so it is not "
            "used; %s",
            x->name, CO_STR_ARG(c->name), is_date ? "dates" : "quantities",
            is_date ? "take the export with dates like 2026-11-24" : "look at the export");
}

void co_columns_doubts(const struct co_export *x, const struct co_evidence_of_column *e,
                       struct co_notes *notes)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct co_column *c = &x->columns[i];
        if (c->field == CO_FIELD_NONE)
            doubt_name(x, c, &e[i], notes);
        else if (co_field_kind(c->field) == CO_KIND_QUANTITY)
            doubt_quantities(x, c, &e[i], notes);
        else if (co_field_kind(c->field) == CO_KIND_DATE)
            doubt_dates(x, c, &e[i], notes);
    }
}

enum co_status co_columns_map(struct co_export *x, const struct co_load_rules *rules,
                              const struct co_evidence_of_column *evidence, struct co_err *doubt,
                              struct co_err *err)
{
    struct mapping m = {.evidence = evidence};
    weigh(x, &m);
    co_columns_index(x);
    enum co_status status = fixed_by_option(x, rules, m.is_fixed, err);
    if (!status)
        take_remembered(x, rules, &m);
    for (int f = 0; !status && f < CO_FIELDS; f++) {
        co_columns_index(x);
        if (f == CO_FIELD_SUFFIX)
            drop_weak_suffixes(x, &m);
        if (!m.is_fixed[f] && x->column_of[f] < 0)
            status = settle(x, (enum co_field)f, &m, doubt, err);
    }
    if (status)
        return status;
    co_columns_index(x);
    mark_suffixes(x, &m);
    co_columns_formats(x, rules, evidence);
    return CO_OK;
}
