#include "crossoff/ask.h"
#include "ask_bytes.h"
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { HAS_INTEGER = 1, HAS_REAL = 2, HAS_TEXT = 4, HAS_NO_DATE = 8 };

/* What is left of the bytes. They come out of a process that ran somebody's statement: no length in
 * them is believed. */
struct reading {
    struct co_str rest;
    bool is_broken;
    struct co_answer *out;
    struct co_table_column *columns;
    unsigned *seen; /* of HAS_..., per column */
    bool *is_date;  /* as declared */
    size_t n;
};

static void take(struct reading *r, void *to, size_t len)
{
    if (r->rest.len < len) {
        r->is_broken = true;
        memset(to, 0, len);
        return;
    }
    memcpy(to, r->rest.at, len);
    r->rest = (struct co_str){r->rest.at + len, r->rest.len - len};
}

static char take_byte(struct reading *r)
{
    char c;
    take(r, &c, 1);
    return c;
}

static struct co_str take_text(struct reading *r)
{
    uint64_t len;
    take(r, &len, sizeof len);
    if (len > r->rest.len) {
        r->is_broken = true;
        return (struct co_str){0};
    }
    struct co_str text = {r->rest.at, (size_t)len};
    r->rest = (struct co_str){r->rest.at + text.len, r->rest.len - text.len};
    return text;
}

/* JSON has one value per name: the second "date" is "date_2". */
static const char *name_of(struct reading *r, size_t column, struct co_str name)
{
    struct co_arena *arena = &r->out->table.arena;
    const char *text = co_arena_text(arena, name);
    for (size_t number = 2, i = 0; i < column; i++)
        if (strcmp(r->columns[i].name, text) == 0) {
            char ending[24];
            (void)snprintf(ending, sizeof ending, "_%zu", number++);
            struct co_buf b = {0};
            co_buf_str(&b, name);
            co_buf_text(&b, ending);
            text = co_arena_text(arena, co_buf_view(&b));
            co_buf_fini(&b);
            i = (size_t)-1; /* from the start, with the new name */
        }
    return text;
}

static void take_head(struct reading *r)
{
    struct co_arena *arena = &r->out->table.arena;
    int n;
    take(r, &n, sizeof n);
    if (n <= 0 || n > CO_ASK_COLUMNS || r->columns) {
        r->is_broken = true;
        return;
    }
    r->n = (size_t)n;
    r->columns = co_arena_alloc(arena, r->n * sizeof *r->columns);
    r->seen = co_arena_alloc(arena, r->n * sizeof *r->seen);
    r->is_date = co_arena_alloc(arena, r->n * sizeof *r->is_date);
    for (size_t i = 0; r->columns && r->seen && r->is_date && i < r->n; i++) {
        r->is_date[i] = take_byte(r) == 1;
        r->columns[i].name = name_of(r, i, take_text(r));
    }
    r->out->table.columns = r->columns;
    r->out->table.n_columns = r->n;
}

static void take_value(struct reading *r, size_t column, struct co_cell *cell)
{
    struct co_table *t = &r->out->table;
    char text[32];
    int64_t number;
    unsigned seen = HAS_NO_DATE;
    switch (take_byte(r)) {
    case CO_ASK_NULL:
        return;
    case CO_ASK_INTEGER:
        take(r, &number, sizeof number);
        co_table_number(cell, number);
        (void)snprintf(text, sizeof text, "%" PRId64, number);
        co_table_text(t, cell, co_str_of(text)); /* should the column turn out to be mixed */
        seen |= HAS_INTEGER;
        break;
    case CO_ASK_REAL:
        co_table_text(t, cell, take_text(r));
        /* Inf is no number in JSON. */
        seen |= cell && memchr(cell->text.at, 'I', cell->text.len) ? HAS_TEXT : HAS_REAL;
        break;
    case CO_ASK_STRING:
        co_table_text(t, cell, take_text(r));
        seen |= HAS_TEXT;
        if (cell && co_date_parse(cell->text) != CO_DATE_NONE)
            seen &= ~(unsigned)HAS_NO_DATE;
        break;
    default:
        r->is_broken = true;
        return;
    }
    r->seen[column] |= seen;
}

static void take_row(struct reading *r)
{
    struct co_cell *row = r->n ? co_table_row(&r->out->table) : NULL;
    r->is_broken = r->is_broken || !r->n;
    for (size_t i = 0; row && !r->is_broken && i < r->n; i++)
        take_value(r, i, &row[i]);
}

static enum co_cell_kind kind_of(const struct reading *r, size_t column)
{
    unsigned seen = r->seen[column];
    if (r->is_date[column] && !(seen & HAS_NO_DATE))
        return CO_CELL_DATE;
    if (!seen || seen & HAS_TEXT)
        return CO_CELL_TEXT;
    return seen & HAS_REAL ? CO_CELL_NUMBER : CO_CELL_INT;
}

static enum co_status take_failure(struct reading *r, struct co_err *err)
{
    enum co_status status;
    take(r, &status, sizeof status);
    struct co_str text = take_text(r);
    if (r->is_broken || status <= CO_OK || status > CO_BUSY)
        return co_fail(err, CO_BUG, "the answer of the statement is garbled; please report this");
    return co_fail(err, status, "%.*s", CO_STR_ARG(text));
}

enum co_status co_answer_read(struct co_str bytes, struct co_answer *out, struct co_err *err)
{
    struct reading r = {.rest = bytes, .out = out};
    bool is_ended = false;
    *out = (struct co_answer){0};
    co_table_init(&out->table, "rows", NULL, 0);
    while (!is_ended && !r.is_broken && co_table_ok(&out->table))
        switch (r.rest.len ? take_byte(&r) : 0) {
        case CO_ASK_HEAD:
            take_head(&r);
            break;
        case CO_ASK_ROW:
            take_row(&r);
            break;
        case CO_ASK_END:
            out->is_cut = take_byte(&r) != 0;
            is_ended = r.n > 0;
            r.is_broken = r.is_broken || !is_ended;
            break;
        case CO_ASK_FAIL:
            return take_failure(&r, err);
        default:
            r.is_broken = true;
        }
    if (!co_table_ok(&out->table))
        return co_fail_nomem(err);
    if (r.is_broken || r.rest.len)
        return co_fail(err, CO_BUG, "the answer of the statement is garbled; please report this");
    for (size_t i = 0; i < r.n; i++)
        r.columns[i].kind = kind_of(&r, i);
    return CO_OK;
}
