#include "rowbook.h"
#include <stdlib.h>
#include <string.h>

/* --- groups --------------------------------------------------------------------------------- */

/* Where the cell that begins at `at` ends: at a comma, or with the record. */
static size_t end_of_cell(struct co_str record, size_t at)
{
    const char *quote, *end = record.at + record.len;
    if (at < record.len && record.at[at] == '"')
        for (at++; (quote = memchr(record.at + at, '"', record.len - at)); at += 2) {
            at = (size_t)(quote - record.at);
            if (quote + 1 == end || quote[1] != '"')
                break;
        }
    const char *comma = at < record.len ? memchr(record.at + at, ',', record.len - at) : NULL;
    return comma ? (size_t)(comma - record.at) : record.len;
}

/* What a cell with quotes around it says: a view, or a copy where it has some within. */
static struct co_str unquoted(struct co_str cell, struct co_buf *out)
{
    struct co_str within = {cell.at + 1, cell.len - 1};
    within.len -= within.len && within.at[within.len - 1] == '"';
    if (!within.len || !memchr(within.at, '"', within.len))
        return within;
    out->len = 0;
    for (size_t i = 0; i < within.len; i++) {
        co_buf_byte(out, within.at[i]);
        i += within.at[i] == '"';
    }
    return co_buf_view(out);
}

/* Where the cell at a place begins, by commas alone: it is there if no quote comes before it. Cells
 * are short: a look at every byte is faster than a search for each comma. *place: what is left. */
static size_t pass_plain(struct co_str record, int64_t *place)
{
    size_t at = 0;
    for (size_t i = 0; *place > 0 && i < record.len && record.at[i] != '"'; i++)
        if (record.at[i] == ',') {
            at = i + 1;
            --*place;
        }
    return at;
}

/* The cell at a place of a kept record (RFC 4180, commas); trimmed, as spreadsheets mean it. */
static struct co_str cell_at(struct co_str record, int64_t place, struct co_buf *out)
{
    size_t at = pass_plain(record, &place), end = end_of_cell(record, at);
    for (; place > 0 && end < record.len; place--) {
        at = end + 1;
        end = end_of_cell(record, at);
    }
    struct co_str cell = {record.at + at, end - at};
    if (place > 0 || !record.len)
        return (struct co_str){0};
    return co_export_cell(cell.len && *cell.at == '"' ? unquoted(cell, out) : cell);
}

/* Whether a run's list has the columns of the one asked about before, as nearly all do: then
 * nothing has to be taken apart. */
static enum co_status has_same_columns(struct co_rowbook *r, int64_t run, bool *is_same)
{
    struct co_bind value = CO_INT(run);
    sqlite3_stmt *s;
    bool has_row = false;
    *is_same = false;
    enum co_status status = co_db_bind(r->h, CO_SQL_TALLY_COLUMNS, &value, 1, &s, r->err);
    if (!status)
        status = co_db_step(r->h, s, &has_row, r->err);
    if (!has_row)
        return status;
    struct co_str columns = co_db_text(s, 0);
    *is_same = r->columns.len && co_str_eq(columns, co_buf_view(&r->columns));
    r->columns.len = 0;
    co_buf_str(&r->columns, columns);
    co_db_reset(s);
    return co_buf_ok(&r->columns) ? CO_OK : co_fail_nomem(r->err);
}

static enum co_status place_of(struct co_rowbook *r, int64_t run, int64_t *place)
{
    size_t at = (size_t)run % (sizeof r->places / sizeof *r->places);
    struct co_bind values[] = {CO_INT(run), CO_CTEXT(r->column)};
    bool is_same = false;
    enum co_status status = CO_OK;
    if (r->places[at].run != run) {
        status = has_same_columns(r, run, &is_same);
        if (!status && !is_same)
            status = co_db_number(r->h, CO_SQL_TALLY_PLACE, values, 2, -1, &r->place, r->err);
        r->places[at].place = r->place;
        r->places[at].run = status ? 0 : run;
    }
    *place = r->places[at].place;
    return status;
}

/* The number of the group that a row names, or its cells do. */
static enum co_status number_of(struct co_rowbook *r, sqlite3_stmt *s, int64_t run, uint32_t *group)
{
    struct co_str name = co_db_text(s, CO_ROWBOOK_GROUP);
    int64_t place = -1;
    if (r->grouping == CO_GROUP_CELLS) {
        enum co_status status = place_of(r, run, &place);
        if (status)
            return status;
        name = place < 0 ? (struct co_str){0} : cell_at(name, place, &r->cell);
        if (!co_buf_ok(&r->cell))
            return co_fail_nomem(r->err);
    }
    *group = co_tally_number(r->tally, name);
    return *group ? CO_OK : co_fail_nomem(r->err);
}

/* --- rows that are walked through ----------------------------------------------------------- */

enum { SPAN_MOST = 1 << 26 }; /* events; of more, in a history that lies, each is looked up */

enum co_status co_rowbook_walk(struct co_rowbook *r, int64_t first, int64_t behind)
{
    void *spans = r->spans, *walked = r->walked;
    size_t n = behind > first && behind - first < SPAN_MOST ? (size_t)(behind - first) : 0;
    if (!co_grow(&spans, &r->cap_spans, r->n_spans + 1, sizeof *r->spans))
        return co_fail_nomem(r->err);
    r->spans = spans;
    if (!co_grow(&walked, &r->cap_walked, r->n_walked + n + 1, sizeof *r->walked))
        return co_fail_nomem(r->err);
    r->walked = walked;
    memset(r->walked + r->n_walked, 0, n * sizeof *r->walked);
    r->spans[r->n_spans++] = (struct co_rowbook_span){first, first + (int64_t)n, r->n_walked};
    r->n_walked += n;
    return CO_OK;
}

/* Where its group is kept, or NULL. */
static uint32_t *walked_of(const struct co_rowbook *r, int64_t event)
{
    size_t low = 0, high = r->n_spans;
    if (!high)
        return NULL;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (r->spans[mid].first <= event)
            low = mid;
        else
            high = mid;
    }
    const struct co_rowbook_span *span = r->spans + low;
    return span->first <= event && event < span->behind
               ? &r->walked[span->at + (size_t)(event - span->first)]
               : NULL;
}

static enum co_status is_newest(struct co_rowbook *r, sqlite3_stmt *s, uint32_t group)
{
    if (r->grouping == CO_GROUP_CELLS)
        co_idmap_put(&r->newest_of, sqlite3_column_int64(s, CO_ROWBOOK_ORDER), group);
    return r->newest_of.failed ? co_fail_nomem(r->err) : CO_OK;
}

enum co_status co_rowbook_walked(struct co_rowbook *r, sqlite3_stmt *s, int64_t run,
                                 uint32_t *group)
{
    enum co_status status = number_of(r, s, run, group);
    uint32_t *kept = walked_of(r, sqlite3_column_int64(s, CO_ROWBOOK_EVENT));
    if (status)
        return status;
    if (kept)
        *kept = *group;
    return is_newest(r, s, *group);
}

/* It has no cells any more, and is in the group of its last row. */
enum co_status co_rowbook_gone(struct co_rowbook *r, sqlite3_stmt *s, int64_t run, uint32_t *group)
{
    bool has_none = sqlite3_column_type(s, CO_ROWBOOK_GROUP) == SQLITE_NULL;
    *group = 0;
    if (r->grouping == CO_GROUP_CELLS && has_none)
        *group = co_idmap_get(&r->newest_of, sqlite3_column_int64(s, CO_ROWBOOK_ORDER));
    return *group ? CO_OK : number_of(r, s, run, group);
}

/* --- any others ----------------------------------------------------------------------------- */

static enum co_status keep(struct co_rowbook *r, sqlite3_stmt *s, struct co_rowbook_row *out)
{
    void *rows = r->rows;
    out->made = sqlite3_column_int64(s, CO_ROWBOOK_MADE);
    enum co_status status = number_of(r, s, sqlite3_column_int64(s, CO_ROWBOOK_RUN), &out->group);
    if (status)
        return status;
    if (r->n_rows == UINT32_MAX || !co_grow(&rows, &r->cap_rows, r->n_rows + 1, sizeof *r->rows))
        return co_fail_nomem(r->err);
    r->rows = rows;
    r->rows[r->n_rows++] = *out;
    co_idmap_put(&r->row_of, sqlite3_column_int64(s, CO_ROWBOOK_EVENT), (uint32_t)r->n_rows);
    return r->row_of.failed ? co_fail_nomem(r->err) : CO_OK;
}

enum co_status co_rowbook_listed(struct co_rowbook *r, sqlite3_stmt *s)
{
    struct co_rowbook_row row = {0};
    enum co_status status = keep(r, s, &row);
    return status ? status : is_newest(r, s, row.group);
}

enum co_status co_rowbook_take(struct co_rowbook *r, int64_t event, struct co_rowbook_row *out)
{
    uint32_t known = co_idmap_get(&r->row_of, event);
    struct co_bind values[] = {CO_INT(event), CO_INT(r->grouping)};
    sqlite3_stmt *s;
    bool has_row = false;
    *out = known ? r->rows[known - 1] : (struct co_rowbook_row){0};
    if (known)
        return CO_OK;
    enum co_status status = co_db_bind(r->h, CO_SQL_TALLY_ROW, values, 2, &s, r->err);
    if (!status)
        status = co_db_step(r->h, s, &has_row, r->err);
    if (!status && has_row)
        status = keep(r, s, out);
    if (has_row)
        co_db_reset(s);
    return status;
}

enum co_status co_rowbook_group(struct co_rowbook *r, int64_t event, uint32_t *group)
{
    const uint32_t *kept = walked_of(r, event);
    struct co_rowbook_row row = {0};
    *group = kept ? *kept : 0;
    if (*group)
        return CO_OK;
    enum co_status status = co_rowbook_take(r, event, &row);
    *group = row.group;
    return status;
}

void co_rowbook_fini(struct co_rowbook *r)
{
    free(r->spans);
    free(r->walked);
    free(r->rows);
    co_idmap_fini(&r->row_of);
    co_idmap_fini(&r->newest_of);
    co_buf_fini(&r->cell);
    co_buf_fini(&r->columns);
}
