#include "dialect.h"
#include "around.h"
#include "columns.h"
#include "rundate.h"

enum { TITLE_LINES = 50 }; /* lines above the header at most */

/* "sep=;" as Excel writes and reads it. Gives the delimiter and passes the line over. */
static char take_sep_line(struct co_str text, size_t *from, size_t *line)
{
    struct co_str first = {text.at, co_reader_line_end(text, 0)};
    if (first.len != 5 || !co_str_eq_nocase((struct co_str){first.at, 4}, CO_STR("sep=")))
        return 0;
    *from = co_reader_next_line(text, first.len);
    *line = 2;
    return first.at[4];
}

/* Whether a line can be the header: it names an order or a part and one more field, or a column
 * that an option or the feed's last list names. */
static bool is_header(struct co_str line, const struct co_export *x,
                      const struct co_load_rules *rules)
{
    enum co_field seen[CO_COLUMNS_MAX];
    size_t n = 0, known = 0, fields = 0;
    bool has_key = false;
    for (size_t at = 0; at <= line.len && n < CO_COLUMNS_MAX; n++) {
        struct co_str name = co_around_cell(line, x->delimiter, &at);
        known += co_columns_is_named(name, rules);
        seen[n] = co_columns_field(name);
        bool is_new = seen[n] != CO_FIELD_NONE;
        for (size_t i = 0; i < n; i++)
            is_new = is_new && seen[i] != seen[n];
        fields += is_new;
        has_key = has_key || seen[n] == CO_FIELD_WORK_ORDER || seen[n] == CO_FIELD_PART;
    }
    return known >= 2 || (rules->n_key && known) || (has_key && fields >= 2);
}

/* Passes the title lines over: *r stands at the header. Without any line that looks like one the
 * first is taken, and what is wrong with it is said later. */
static bool finds_header(const struct co_export *x, const struct co_load_rules *rules,
                         struct co_reader *r)
{
    size_t at = r->from, line = r->line, titles = 0;
    for (size_t n = 0; n < TITLE_LINES && at < x->bytes.len; n++, line++) {
        struct co_str text = {x->bytes.at + at, co_reader_line_end(x->bytes, at) - at};
        if (is_header(text, x, rules)) {
            r->from = at;
            r->line = line;
            r->n_titles = titles;
            return true;
        }
        titles++;
        at = co_reader_next_line(x->bytes, at + text.len);
    }
    return false;
}

/* How many of the first records have the delimiter equally often (1000 a record), and how often.
 * Title lines above the table have it never, or some other number of times. */
static size_t consistency(const struct co_export *x, size_t from)
{
    size_t counts[TITLE_LINES], n = 0, best = 0;
    for (size_t at = from; n < TITLE_LINES && at < x->bytes.len;) {
        struct co_str record = co_export_record(x, at);
        at = co_reader_next_line(x->bytes, at + record.len);
        if (co_str_trim(record).len)
            counts[n++] = co_reader_cells(record, x->delimiter) - 1;
    }
    for (size_t i = 0; i < n; i++) {
        size_t agree = 0;
        for (size_t k = 0; k < n; k++)
            agree += counts[k] == counts[i];
        if (counts[i] && agree * 1000 + counts[i] > best)
            best = agree * 1000 + counts[i];
    }
    return best;
}

/* The delimiter that gives a header we know, and that most of the first records have equally often.
 */
static char detect_delimiter(struct co_export *x, const struct co_load_rules *rules, size_t from)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    enum { HEADER_IS_KNOWN = 1000000 };
    char best = ',';
    size_t best_score = 0;
    for (size_t c = 0; c < sizeof candidates; c++) {
        struct co_reader r = {.text = x->bytes, .from = from, .line = 1};
        x->delimiter = candidates[c];
        size_t score = consistency(x, from);
        if (score && finds_header(x, rules, &r))
            score += HEADER_IS_KNOWN;
        if (score > best_score) {
            best_score = score;
            best = candidates[c];
        }
    }
    return best;
}

/* Header and dialect; *r is ready to read on behind the header. */
static enum co_status on_header(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                                struct co_err *err)
{
    (void)at;
    (void)line;
    return co_columns_header(ctx, cells, err);
}

static bool is_filled_line(struct co_str text, size_t at)
{
    return co_str_trim((struct co_str){text.at + at, co_reader_line_end(text, at) - at}).len > 0;
}

enum co_status co_dialect_open(struct co_export *x, const struct co_load_rules *rules,
                               struct co_reader *r, struct co_err *err)
{
    *r = (struct co_reader){
        .name = x->name, .text = x->bytes, .line = 1, .limit = 1, .scan = x->scan};
    char sep = take_sep_line(x->bytes, &r->from, &r->line);
    size_t titles = r->from;
    x->delimiter = rules->delimiter ? rules->delimiter
                   : sep            ? sep
                                    : detect_delimiter(x, rules, r->from);
    if (!rules->columns)
        (void)finds_header(x, rules, r);
    r->delimiter = x->delimiter;
    r->record = on_header;
    r->ctx = x;
    while (r->from < x->bytes.len &&
           !is_filled_line(x->bytes, r->from)) { /* blank lines above it */
        r->from = co_reader_next_line(x->bytes, co_reader_line_end(x->bytes, r->from));
        r->line++;
        r->n_titles++;
    }
    x->dialect.delimiter = x->delimiter;
    size_t header = co_reader_behind_feeds(x->bytes, r->from);
    x->run_date = x->run_date_else = CO_DATE_NONE;
    if (!rules->columns) {
        x->dialect = (struct co_dialect){.delimiter = x->delimiter,
                                         .has_sep_line = sep != 0,
                                         .n_titles = r->n_titles,
                                         .header_line = r->line};
        r->dialect = &x->dialect;
        co_rundate_find(x, titles, r->from, rules->order);
    }
    enum co_status status = co_reader_run(r, err);
    r->n_columns = x->n_columns;
    r->limit = 0;
    r->n_blank = 0;
    r->header = header;
    r->is_trusted = rules->columns != NULL;
    if (!status && !x->n_columns)
        return co_fail(err, CO_INPUT, "%s has no header line", x->name);
    return status;
}
