#include "crossoff/report.h"

/* X(name, ending of a file, orders of a long list that it shows, prefix of its two functions, its
 * drawing of a trend, how many lists of one a day has). */
#define FORMAT_LIST(X)                                                   \
    X("table", NULL, CO_SHORT_LIST, term, co_term_trend, 0)              \
    X("csv", "csv", 0, csv, NULL, 0)                                     \
    X("tsv", "tsv", 0, tsv, NULL, 0)                                     \
    X("json", "json", 0, json, NULL, 0)                                  \
    X("ndjson", "ndjson", 0, ndjson, NULL, 0)                            \
    X("markdown", "md", 0, markdown, NULL, 0)                            \
    X("html", "html", CO_PAGE_LIST, html, co_html_trend, CO_TREND_LISTS) \
    X("xlsx", "xlsx", 0, xlsx, NULL, 0)

static const struct co_format formats[] = {
#define FORMAT_ENTRY(name, ending, most, prefix, trend, lists) \
    {name, ending, most, co_##prefix##_sheet, co_##prefix##_table, trend, lists},
    FORMAT_LIST(FORMAT_ENTRY)
#undef FORMAT_ENTRY
};

static const char *const names[] = {
#define FORMAT_NAME(name, ending, most, prefix, trend, lists) name,
    FORMAT_LIST(FORMAT_NAME)
#undef FORMAT_NAME
};

/* The first, the table, is for looking at and has none. */
static const char *const endings[] = {
#define FORMAT_ENDING(name, ending, most, prefix, trend, lists) ending,
    FORMAT_LIST(FORMAT_ENDING)
#undef FORMAT_ENDING
};

enum { FORMATS = sizeof formats / sizeof formats[0] };

const struct co_format *co_format_named(struct co_str name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (co_str_eq_nocase(name, co_str_of(formats[i].name)))
            return &formats[i];
    return NULL;
}

/* What follows the last dot of the last part of a path. */
static struct co_str ending_of(struct co_str file)
{
    for (size_t i = file.len; i > 0 && file.at[i - 1] != '/' && file.at[i - 1] != '\\'; i--)
        if (file.at[i - 1] == '.')
            return (struct co_str){file.at + i, file.len - i};
    return (struct co_str){0};
}

const struct co_format *co_format_of_file(struct co_str file)
{
    struct co_str ending = ending_of(file);
    for (size_t i = 0; i < FORMATS; i++)
        if (formats[i].extension && co_str_eq_nocase(ending, co_str_of(formats[i].extension)))
            return &formats[i];
    return NULL;
}

bool co_format_is_binary(const struct co_format *format)
{
    return format->sheet == co_xlsx_sheet;
}

const char *const *co_format_names(size_t *n)
{
    *n = FORMATS;
    return names;
}

const char *const *co_format_endings(size_t *n)
{
    *n = FORMATS - 1;
    return endings + 1;
}
