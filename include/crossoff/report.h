/* report: a day's sheet or a table, written in one of the formats; bytes out, nothing else. */
#pragma once
#include "crossoff/sheet.h"
#include "crossoff/table.h"

/* How people look at it. Only the terminal table heeds it; every other format is the same
 * bytes whatever is set here. */
struct co_view {
    size_t width; /* columns; 0 = as wide as it gets (a file or a pipe: 100) */
    bool is_colored;
    bool is_ascii;         /* the terminal cannot show UTF-8 symbols */
    bool show_all;         /* long lists were not shortened */
    bool is_dry;           /* the day is not in the history: hints cannot ask it */
    struct co_str program; /* "crossoff", for hints */
};

/* For a screen, and for a page that a telephone opens or a printer prints. */
enum { CO_SHORT_LIST = 10, CO_PAGE_LIST = 200 };

/* One line per format: a new one is one renderer file and one line in formats.c. */
struct co_format {
    const char *name;      /* --format NAME */
    const char *extension; /* of -o FILE, without the dot; NULL for none */
    int64_t list_most;     /* orders per shop and verdict that a sheet shows of a long list unless
                              --all is given; 0 = every one */
    void (*sheet)(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
    void (*table)(struct co_buf *out, const struct co_table *t, const struct co_view *view);
};

/* The format of a name or of a file's ending; NULL when there is none. */
const struct co_format *co_format_named(struct co_str name);
const struct co_format *co_format_of_file(struct co_str file);
/* All names, for messages and suggestions; *n is set. */
const char *const *co_format_names(size_t *n);

/* The version of the JSON and CSV output, stated in crossoff-history(5): fields are only added. */
enum { CO_FORMAT_VERSION = 1 };

/* Renderers: sticky, check co_buf_ok(out) at the end. */
void co_term_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_term_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
void co_csv_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_csv_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
void co_tsv_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_tsv_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
void co_json_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_json_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
void co_ndjson_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_ndjson_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
void co_markdown_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_markdown_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
/* One self-contained page: no script, nothing loaded, everything else forbidden by its policy. */
void co_html_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_html_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);

/* Escaping, one function per syntax, each with its own tests. */
void co_csv_cell(struct co_buf *out, struct co_str s,
                 char delimiter);                         /* RFC 4180, formulas defused */
void co_json_string(struct co_buf *out, struct co_str s); /* RFC 8259, with its quotes */
void co_markdown_cell(struct co_buf *out, struct co_str s);
/* For an element or a quoted attribute: & < > " ' escaped, line ends and tabs as blanks, and what
 * would be obeyed shown as co_utf8_visible shows it. */
void co_html_text(struct co_buf *out, struct co_str s);

/* The sheet's orders as a flat table, which CSV, TSV, NDJSON and Markdown print. Columns: date,
 * feed, shop, verdict, evidence, work_order, suffix, operation, part, description, quantity,
 * quantity_completed, progress, due_date, past_due, first_seen, days_carried, working_days,
 * status, retracted, changes. False when memory ran out; release with co_table_fini. */
bool co_sheet_table(const struct co_sheet *s, struct co_table *out);
