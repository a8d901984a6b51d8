#include "crossoff/load.h"
#include "dialect.h"
#include <string.h>

static const char *end_name(enum co_line_end end)
{
    static const char *const names[] = {"none", "LF", "CR LF", "CR"};
    return names[end];
}

static void describe_delimiter(const struct co_export *x, struct co_buf *out)
{
    static const struct {
        char mark;
        const char *name;
    } known[] = {{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "pipe"}};
    co_buf_text(out, "delimiter ");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (x->delimiter == known[i].mark) {
            co_buf_text(out, known[i].name);
            return;
        }
    co_buf_byte(out, x->delimiter);
}

static void describe_header(const struct co_dialect *d, struct co_buf *out)
{
    co_buf_fmt(out, ", header in line %zu", d->header_line);
    if (d->has_sep_line || d->n_titles)
        co_buf_text(out, " below ");
    if (d->has_sep_line)
        co_buf_fmt(out, "a sep= line%s", d->n_titles ? " and " : "");
    if (d->n_titles)
        co_buf_fmt(out, "%zu title line%s", d->n_titles, d->n_titles == 1 ? "" : "s");
}

void co_load_describe(const struct co_export *x, struct co_buf *out)
{
    const struct co_dialect *d = &x->dialect;
    char date[CO_DATE_TEXT];
    describe_delimiter(x, out);
    co_buf_fmt(out, ", line ends %s%s%s", end_name(d->end), d->other_line ? " and " : "",
               d->other_line ? end_name(d->other_end) : "");
    if (d->literal_line)
        co_buf_fmt(out, ", quotes within cells are text (line %zu)", d->literal_line);
    else
        co_buf_text(out, d->has_quotes ? ", quotes around cells" : ", no quotes");
    describe_header(d, out);
    if (x->run_date != CO_DATE_NONE)
        co_buf_fmt(out, ", run date %s", co_date_text(x->run_date, date));
    if (x->run_date_else != CO_DATE_NONE)
        co_buf_fmt(out, " or %s", co_date_text(x->run_date_else, date));
}

const char *co_dialect_doubt(const struct co_export *x)
{
    static const struct {
        char mark;
        const char *said;
    } marks[] = {{';', ". It seems to be delimited by semicolons"},
                 {'\t', ". It seems to be delimited by tabs"},
                 {'|', ". It seems to be delimited by pipes"},
                 {',', ". It seems to be delimited by commas"}};
    struct co_str name = x->n_columns == 1 ? x->columns[0].name : (struct co_str){NULL, 0};
    for (size_t i = 0; name.len && i < sizeof marks / sizeof *marks; i++)
        if (marks[i].mark != x->delimiter && co_str_has(name, marks[i].mark))
            return marks[i].said;
    return "";
}

void co_dialect_tell(const struct co_export *x, struct co_notes *notes)
{
    const struct co_dialect *d = &x->dialect;
    struct co_buf b = {0};
    co_load_describe(x, &b);
    co_note(notes, CO_NOTE_DETAIL, "%s: %.*s", x->name, CO_STR_ARG(co_buf_view(&b)));
    co_buf_fini(&b);
    if (d->other_line)
        co_note(
            notes, CO_NOTE_WARNING,
            "%s: line %zu ends in %s, the first ones in %s; were two files put together, or was "
            "it mended by hand? See that no row is missing",
            x->name, d->other_line, end_name(d->other_end), end_name(d->end));
}
