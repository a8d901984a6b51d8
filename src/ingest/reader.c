#include "reader.h"
#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include "scan.h"

enum { TOLD_LINES = 1024 }; /* whoever looks on is told of every so many */

/* What the void callbacks of libcsv leave behind for the driver. */
struct state {
    struct co_cells *cells;
    const bool *is_wanted;
    size_t lens[CO_COLUMNS_MAX];
    bool is_complete; /* a record has ended in this line */
    bool is_spanning; /* this is not the record's first line */
    bool is_too_wide, is_too_long;
    struct co_buf rewritten; /* a line with inch marks, as CSV means it */
};

static void on_cell(void *bytes, size_t len, void *ctx)
{
    struct state *s = ctx;
    size_t i = s->cells->n;
    if (s->is_too_wide || s->is_too_long)
        return;
    if (i == CO_COLUMNS_MAX) {
        s->is_too_wide = true;
        return;
    }
    if (len > CO_FIELD_BYTES_MAX) {
        s->is_too_long = true;
        return;
    }
    /* Every cell that may run over several lines is kept: has_swallowed looks at it. */
    s->lens[i] = !s->is_wanted || s->is_wanted[i] || s->is_spanning ? len : 0;
    co_buf_put(&s->cells->buf, bytes, s->lens[i]);
    s->cells->n++;
}

static void on_record(int ended_by, void *ctx)
{
    struct state *s = ctx;
    size_t at = 0;
    (void)ended_by;
    for (size_t i = 0; i < s->cells->n; i++) {
        s->cells->at[i] = (struct co_str){s->lens[i] ? s->cells->buf.at + at : "", s->lens[i]};
        at += s->lens[i];
    }
    s->is_complete = true;
}

/* No byte is space: blanks are data here, trimmed by our own rule where that is wanted. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* libcsv grows its cell without limit: one stray quote and it holds the file. */
static void *capped_realloc(void *block, size_t size)
{
    return size > CO_FIELD_BYTES_MAX + 4096 ? NULL : realloc(block, size);
}

static bool start(struct csv_parser *p, char delimiter)
{
    /* Without CSV_STRICT a misplaced quote is swallowed with the rows behind it; STRICT_FINI
     * works only together with it. */
    if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return false;
    csv_set_delim(p, (unsigned char)delimiter);
    csv_set_space_func(p, no_space);
    csv_set_realloc_func(p, capped_realloc);
    csv_set_blk_size(p, 4096);
    return true;
}

size_t co_reader_line_end(struct co_str text, size_t at)
{
    if (at >= text.len)
        return text.len;
    return (size_t)(co_export_line_end(text.at + at, text.at + text.len) - text.at);
}

size_t co_reader_next_line(struct co_str text, size_t end)
{
    if (end >= text.len)
        return text.len;
    if (text.at[end] == '\r' && end + 1 < text.len && text.at[end + 1] == '\n')
        return end + 2;
    return end + 1;
}

size_t co_reader_behind_feeds(struct co_str text, size_t at)
{
    while (at < text.len && text.at[at] == '\f')
        at++;
    return at;
}

/* The end of the cell that begins at `at`, in a line whose quotes are closed or literal. */
static size_t cell_end(struct co_str line, size_t at, char delimiter)
{
    bool is_quoted = at < line.len && line.at[at] == '"', is_in = false;
    for (; at < line.len && (is_in || line.at[at] != delimiter); at++)
        is_in = is_quoted && is_in != (line.at[at] == '"');
    return at;
}

size_t co_reader_cells(struct co_str record, char delimiter)
{
    size_t n = 0;
    for (size_t at = 0; at <= record.len; n++)
        at = cell_end(record, at, delimiter) + 1;
    return n;
}

size_t co_reader_delimiters(struct co_str line, char delimiter, bool anywhere)
{
    size_t n = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] == '"' && !anywhere)
            is_quoted = !is_quoted;
        else if (line.at[i] == delimiter && !is_quoted)
            n++;
    }
    return n;
}

/* Where the reader stands. */
struct place {
    size_t at, line;            /* of the physical line being read */
    size_t end, next;           /* its end, and the start of the one behind it */
    size_t record, record_line; /* where the current record began */
    bool is_between;            /* no record is open */
};

/* One run: both ways to find a record, and what they share. */
struct reading {
    struct csv_parser csv;
    struct co_scan scan;
    struct place place;
    struct state state;
};

/* Whether the j-th cell may be the end of one record and the beginning of another, with or without
 * whole ones between: two stray quotes leave a rectangle only when both stand in the j-th cell, and
 * then somewhere a line ends with `wanted - j` delimiters before it and j behind. */
static bool is_swallowing(struct co_str cell, size_t j, size_t wanted, char delimiter)
{
    size_t before = 0, end;
    for (size_t at = 0; (end = co_reader_line_end(cell, at)) < cell.len;) {
        before += co_reader_delimiters((struct co_str){cell.at + at, end - at}, delimiter, true);
        at = co_reader_next_line(cell, end);
        if (before + j >= wanted)
            return co_reader_delimiters((struct co_str){cell.at + at, cell.len - at}, delimiter,
                                        true) >= j;
    }
    return false;
}

/* A quoted line end is fine in a remark, but two stray quotes look the same and make the rows
 * between them disappear. */
static bool has_swallowed(const struct co_reader *r, const struct co_cells *cells)
{
    size_t wanted = (r->n_columns ? r->n_columns : cells->n) - 1;
    for (size_t i = 0; i < cells->n; i++)
        if (is_swallowing(cells->at[i], i, wanted, r->delimiter))
            return true;
    return false;
}

static enum co_status check_span(const struct co_reader *r, const struct place *p,
                                 struct co_err *err)
{
    size_t lines = p->line - p->record_line + 1;
    if (p->end - p->record > CO_RECORD_BYTES_MAX)
        return co_fail(
            err, CO_INPUT,
            "%s, line %zu: the record that begins here is longer than %d bytes, probably "
            "because of a quote that is never closed; mend the line or export again",
            r->name, p->record_line, CO_RECORD_BYTES_MAX);
    if (lines > CO_RECORD_LINES_MAX)
        return co_fail(
            err, CO_INPUT,
            "%s, line %zu: a quoted cell that begins here runs over more than %d lines; a "
            "stray quote may have swallowed rows. Mend the line or export again",
            r->name, p->record_line, CO_RECORD_LINES_MAX);
    return CO_OK;
}

static enum co_status explain(const struct co_reader *r, const struct place *p, int code,
                              size_t column, struct co_err *err)
{
    if (code == CSV_EPARSE)
        return co_fail(
            err, CO_INPUT,
            "%s, line %zu, column %zu: here or just before is a quote that may not be there (a "
            "cell that "
            "contains quotes is written in quotes, with each one doubled); mend the line "
            "or export again",
            r->name, p->line, column);
    return co_fail(
        err, CO_INPUT,
        "%s, line %zu: a cell that begins here or before is longer than %d bytes, "
        "probably because of a quote that is never closed; mend the line or export again",
        r->name, p->record_line, CO_FIELD_BYTES_MAX);
}

/* A byte of the record at which libcsv stopped, as a column people can count: characters, 1-based.
 */
static size_t column_of(struct co_str text, size_t line_at_offset, size_t byte)
{
    size_t n = 1;
    for (size_t i = line_at_offset; i < byte && i < text.len; i++)
        n += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return n;
}

static void forget(struct state *s)
{
    s->cells->n = 0;
    s->cells->buf.len = 0;
    s->is_complete = false;
}

/* A whole record, however it was found. */
static enum co_status give_out(struct co_reader *r, const struct place *p, struct state *s,
                               struct co_err *err)
{
    if (s->is_spanning && !r->is_trusted && has_swallowed(r, s->cells))
        return co_fail(
            err, CO_INPUT,
            "%s, lines %zu to %zu: a quoted cell runs over these lines and looks as if it "
            "had swallowed rows; look for stray quotes in them, mend them or export again",
            r->name, p->record_line, p->line);
    enum co_status status = r->record(r->ctx, p->record, p->record_line, s->cells, err);
    forget(s);
    return status;
}

static enum co_status deliver(struct co_reader *r, struct place *p, struct state *s,
                              struct co_err *err)
{
    if (s->is_too_wide)
        return co_fail(err, CO_INPUT,
                       "%s, line %zu: more than %d columns; that is no list of work orders, or the "
                       "delimiter is another one (--delimiter)",
                       r->name, p->record_line, CO_COLUMNS_MAX);
    if (s->is_too_long)
        return explain(r, p, CSV_ENOMEM, 0, err);
    if (!co_buf_ok(&s->cells->buf))
        return co_fail_nomem(err);
    enum co_status status = check_span(r, p, err);
    p->is_between = s->is_complete;
    if (status || !s->is_complete)
        return status;
    s->cells->record = (struct co_str){r->text.at + p->record, p->end - p->record};
    return give_out(r, p, s, err);
}

/* Writes a line with inch marks in unquoted cells as CSV means it: those cells quoted, their quotes
 * doubled. No quote of such a line can cross its end, so nothing can be swallowed. */
static void rewrite(struct co_buf *out, struct co_str line, char delimiter)
{
    out->len = 0;
    for (size_t at = 0; at <= line.len; at++) {
        size_t end = cell_end(line, at, delimiter);
        bool is_quoted = at < line.len && line.at[at] == '"';
        co_buf_text(out, is_quoted ? "" : "\"");
        for (; at < end; at++) {
            if (!is_quoted && line.at[at] == '"')
                co_buf_byte(out, '"');
            co_buf_byte(out, line.at[at]);
        }
        co_buf_text(out, is_quoted ? "" : "\"");
        if (end < line.len)
            co_buf_byte(out, delimiter);
    }
    co_buf_byte(out, '\n');
}

static enum co_status feed_literal(struct co_reader *r, struct csv_parser *csv, struct place *p,
                                   struct state *s, struct co_str line, struct co_err *err)
{
    rewrite(&s->rewritten, line, r->delimiter);
    s->is_spanning = false;
    if (!co_buf_ok(&s->rewritten))
        return co_fail_nomem(err);
    size_t done = csv_parse(csv, s->rewritten.at, s->rewritten.len, on_cell, on_record, s);
    if (done != s->rewritten.len)
        return explain(r, p, csv_error(csv), 1, err);
    return deliver(r, p, s, err);
}

static void see_quotes(struct co_dialect *d, enum co_quotes quotes, size_t line)
{
    if (!d || quotes == CO_QUOTES_NONE)
        return;
    if (quotes != CO_QUOTES_LITERAL)
        d->has_quotes = true;
    else if (!d->literal_line)
        d->literal_line = line;
}

/* The end of a record, not of a line: cells may hold line ends of their own. */
static void see_end(struct co_dialect *d, const struct place *p, struct co_str text)
{
    enum co_line_end end = p->next - p->end == 2     ? CO_END_CRLF
                           : p->next == p->end       ? CO_END_NONE
                           : text.at[p->end] == '\n' ? CO_END_LF
                                                     : CO_END_CR;
    if (!d || end == CO_END_NONE || end == d->end || d->other_line)
        return;
    if (d->end == CO_END_NONE) {
        d->end = end;
        return;
    }
    d->other_end = end;
    d->other_line = p->line;
}

static enum co_status feed(struct co_reader *r, struct csv_parser *csv, struct place *p,
                           struct state *s, struct co_err *err)
{
    size_t len = p->next - p->at;
    struct co_str line = {r->text.at + p->at, p->end - p->at};
    s->is_spanning = p->line > p->record_line;
    enum co_quotes quotes = s->is_spanning ? CO_QUOTES_NONE : co_export_quotes(line, r->delimiter);
    see_quotes(r->dialect, quotes, p->line);
    if (quotes == CO_QUOTES_LITERAL)
        return feed_literal(r, csv, p, s, line, err);
    size_t done = csv_parse(csv, r->text.at + p->at, len, on_cell, on_record, s);
    if (done != len) /* csv_fini would emit the half row and clear the error: never call it now */
        return explain(r, p, csv_error(csv), column_of(r->text, p->at, p->at + done), err);
    if (p->next == r->text.len && p->end == p->next && /* no line end behind the last record */
        csv_fini(csv, on_cell, on_record, s) != 0)
        return co_fail(
            err, CO_INPUT,
            "%s, line %zu: a quote opened in the record that begins here is never closed; "
            "the file looks cut off. Export it again",
            r->name, p->record_line);
    return deliver(r, p, s, err);
}

static void drop_unwanted(struct state *s)
{
    for (size_t i = 0; s->is_wanted && !s->is_spanning && i < s->cells->n; i++)
        if (!s->is_wanted[i])
            s->cells->at[i] = CO_STR("");
}

/* The one place that decides: whether the scanner is sure of the record at p->at. Else libcsv reads
 * it, line by line. */
static bool is_scanned(struct co_reader *r, struct co_scan *scan, struct place *p, struct state *s)
{
    struct co_scanned found;
    if (!co_scan_record(scan, p->at, s->cells, &found)) {
        forget(s);
        return false;
    }
    p->line += found.n_within;
    p->end = found.end;
    p->next = co_reader_next_line(r->text, p->end);
    s->is_spanning = found.n_within > 0;
    drop_unwanted(s);
    if (found.has_quotes)
        see_quotes(r->dialect, CO_QUOTES_CLOSED, p->record_line);
    return true;
}

/* A byte that no blank line begins with. */
static bool is_filling(struct co_str text, size_t at)
{
    return at < text.len && (unsigned char)text.at[at] > ' ' && (unsigned char)text.at[at] < 0x80;
}

static void find_line_end(const struct co_reader *r, struct place *p)
{
    p->end = co_reader_line_end(r->text, p->at);
    p->next = co_reader_next_line(r->text, p->end);
}

static bool is_blank(const struct co_reader *r, struct place *p)
{
    if (is_filling(r->text, p->at))
        return false;
    find_line_end(r, p);
    return co_str_trim((struct co_str){r->text.at + p->at, p->end - p->at}).len == 0;
}

/* Between records: what begins here, by the scanner if it is sure; *is_done says so. Blank lines
 * are no records. */
static enum co_status begin(struct co_reader *r, struct reading *in, size_t *n, bool *is_done,
                            struct co_err *err)
{
    struct place *p = &in->place;
    struct state *s = &in->state;
    p->at = r->is_trusted ? p->at : co_reader_behind_feeds(r->text, p->at);
    p->record = p->at;
    p->record_line = p->line;
    *is_done = true;
    if (is_blank(r, p)) {
        r->n_blank++;
        return CO_OK;
    }
    *is_done = is_scanned(r, &in->scan, p, s);
    *n += *is_done;
    if (!*is_done)
        return CO_OK;
    return co_buf_ok(&s->cells->buf) ? give_out(r, p, s, err) : co_fail_nomem(err);
}

/* The next record, or the next line of one that libcsv has open. */
static enum co_status read_on(struct co_reader *r, struct reading *in, size_t *n,
                              struct co_err *err)
{
    struct place *p = &in->place;
    enum co_status status = CO_OK;
    bool is_done = false;
    if (p->is_between)
        status = begin(r, in, n, &is_done, err);
    if (!is_done) {
        find_line_end(r, p);
        status = feed(r, &in->csv, p, &in->state, err);
        *n += p->is_between;
    }
    if (p->is_between)
        see_end(r->dialect, p, r->text);
    return status;
}

static void tell(const struct co_reader *r, const struct place *p, size_t *told)
{
    if (p->line / TOLD_LINES == *told)
        return;
    *told = p->line / TOLD_LINES;
    co_progress(r->progress, "reading", r->name, p->at, r->text.len);
}

enum co_status co_reader_run(struct co_reader *r, struct co_err *err)
{
    struct co_cells cells = {.n = 0};
    struct reading in = {.state = {.cells = &cells, .is_wanted = r->is_wanted},
                         .place = {.next = r->from, .line = r->line - 1, .is_between = true}};
    struct place *p = &in.place;
    enum co_status status = CO_OK;
    size_t n = 0, told = r->line / TOLD_LINES;
    if (!start(&in.csv, r->delimiter))
        return co_fail_nomem(err);
    co_scan_init(&in.scan, r->text, r->delimiter, r->scan);
    while (!status && p->next < r->text.len && (!r->limit || n < r->limit)) {
        p->at = p->next;
        p->line++;
        tell(r, p, &told);
        status = read_on(r, &in, &n, err);
    }
    if (!status && !p->is_between)
        status = co_fail(err, CO_INPUT,
                         "%s, line %zu: a quote opened in the record that begins here is never "
                         "closed; the file looks cut off. Export it again",
                         r->name, p->record_line);
    r->from = p->next;
    r->line = p->line + 1;
    co_buf_fini(&in.state.rewritten);
    csv_free(&in.csv);
    co_cells_fini(&cells);
    return status;
}

static enum co_status differs(const struct co_export *x, size_t at, struct co_err *err)
{
    return co_fail(err, CO_BUG, "%s, line %zu: a record read differently the second time", x->name,
                   co_export_line(x, at));
}

static enum co_status split_by_csv(const struct co_export *x, size_t at, struct co_cells *cells,
                                   struct co_err *err)
{
    struct co_str record = co_export_record(x, at);
    struct state s = {.cells = cells};
    struct csv_parser csv;
    cells->n = 0;
    cells->buf.len = 0;
    cells->record = record;
    if (co_export_quotes(record, x->delimiter) == CO_QUOTES_LITERAL) {
        rewrite(&s.rewritten, record, x->delimiter);
        record = co_buf_view(&s.rewritten);
    }
    if (s.rewritten.failed || !start(&csv, x->delimiter)) {
        co_buf_fini(&s.rewritten);
        return co_fail_nomem(err);
    }
    bool ok = csv_parse(&csv, record.at, record.len, on_cell, on_record, &s) == record.len &&
              csv_fini(&csv, on_cell, on_record, &s) == 0;
    csv_free(&csv);
    co_buf_fini(&s.rewritten);
    if (!co_buf_ok(&cells->buf))
        return co_fail_nomem(err);
    return ok && cells->n == x->n_columns ? CO_OK : differs(x, at, err);
}

enum co_status co_reader_split(const struct co_export *x, size_t at, struct co_cells *cells,
                               struct co_err *err)
{
    struct co_scan scan;
    struct co_scanned found;
    co_scan_init(&scan, x->bytes, x->delimiter, x->scan);
    if (!co_scan_record(&scan, at, cells, &found))
        return split_by_csv(x, at, cells, err);
    if (!co_buf_ok(&cells->buf))
        return co_fail_nomem(err);
    return cells->n == x->n_columns ? CO_OK : differs(x, at, err);
}
