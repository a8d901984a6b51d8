#include "crossoff/ending.h"
#include "around.h"
#include "reader.h"

static struct co_str last_line_end(struct co_str text)
{
    size_t n = 0;
    if (text.len && text.at[text.len - 1] == '\n')
        n = text.len > 1 && text.at[text.len - 2] == '\r' ? 2 : 1;
    else if (text.len && text.at[text.len - 1] == '\r')
        n = 1;
    return n ? (struct co_str){text.at + text.len - n, n} : (struct co_str){"", 0};
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

bool co_ending_is_cut(struct co_ending before, struct co_ending now)
{
    return now.line_end.len < before.line_end.len && co_str_starts(before.line_end, now.line_end);
}

bool co_ending_lacks_footer(struct co_ending before, struct co_ending now)
{
    return (before.footers & ~now.footers) != 0;
}
