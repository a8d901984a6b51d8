#include "ending.h"
#include "around.h"
#include "reader.h"

static enum co_line_end last_line_end(struct co_str text)
{
    if (text.len && text.at[text.len - 1] == '\n')
        return text.len > 1 && text.at[text.len - 2] == '\r' ? CO_END_CRLF : CO_END_LF;
    return text.len && text.at[text.len - 1] == '\r' ? CO_END_CR : CO_END_NONE;
}

/* Page marks and blank rows come and go with the length of a list. */
static bool is_footer(enum co_around kind)
{
    return kind == CO_AROUND_RULE || kind == CO_AROUND_TOTAL || kind == CO_AROUND_COUNT ||
           kind == CO_AROUND_END;
}

struct co_ending co_ending_of(const struct co_export *x)
{
    struct co_ending out = {.line_end = last_line_end(x->bytes)};
    size_t stated, at = x->rows.n ? (size_t)x->rows.rows[x->rows.n - 1].at : x->bytes.len;
    while (at < x->bytes.len) {
        struct co_str record = co_export_record(x, at);
        enum co_around kind = co_around_of(record, x->delimiter, &stated);
        bool is_last_row = at == (size_t)x->rows.rows[x->rows.n - 1].at;
        if (is_footer(kind) && !is_last_row)
            out.footers |= 1U << kind;
        at = co_reader_next_line(x->bytes, at + record.len);
    }
    return out;
}
