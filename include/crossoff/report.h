/* report: a day's sheet or a table, written in one of the formats; bytes out, nothing else. */
#pragma once
#include "crossoff/lifeline.h"
#include "crossoff/note.h"
#include "crossoff/sheet.h"
#include "crossoff/table.h"
#include "crossoff/trend.h"

/* CSV for a spreadsheet that is told nothing: what its lists and its decimals are separated by. */
enum co_excel {
    CO_EXCEL_NO,    /* RFC 4180 */
    CO_EXCEL_POINT, /* BOM, commas, 2.5 */
    CO_EXCEL_COMMA, /* BOM, semicolons, 2,5 */
};

/* How people look at it. Only the terminal table heeds it; every other format is the same
 * bytes whatever is set here, but for `excel`. */
struct co_view {
    size_t width;  /* columns; 0 = as wide as it gets (a file or a pipe: 100) */
    bool is_whole; /* a table may be wider than that rather than cut anything or leave it out */
    bool is_colored;
    bool is_ascii;         /* the terminal cannot show UTF-8 symbols */
    bool show_all;         /* long lists were not shortened */
    bool is_dry;           /* the day is not in the history: hints cannot ask it */
    struct co_str program; /* "crossoff", for hints */
    enum co_excel excel;   /* only of CSV */
    /* Only of HTML, for a page among others: where the page above all of them is, as a relative
     * link, and what tells this state of the page from another one. NULL: stands alone. */
    const char *home, *stamp;
    /* Where a renderer says what its format could not hold; may be NULL. */
    struct co_notes *notes;
};

/* For a screen, and for a page that a telephone opens or a printer prints. */
enum { CO_SHORT_LIST = 10, CO_PAGE_LIST = 200 };
/* A strip of marks on the page of a day: two weeks of working days. */
enum { CO_TREND_LISTS = 10 };

/* One line per format: a new one is one renderer file and one line in formats.c. */
struct co_format {
    const char *name;      /* --format NAME */
    const char *extension; /* of -o FILE, without the dot; NULL for none */
    int64_t list_most;     /* orders per shop and verdict that a sheet shows of a long list unless
                              --all is given; 0 = every one */
    void (*sheet)(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
    void (*table)(struct co_buf *out, const struct co_table *t, const struct co_view *view);
    /* Draws a trend; NULL: as the table that co_trend_table makes of it. */
    void (*trend)(struct co_buf *out, const struct co_trend *t, const char *title,
                  const struct co_view *view);
    size_t trend_lists; /* how many lists of its trend a sheet is drawn with; 0: none */
};

/* The format of a name or of a file's ending; NULL when there is none. */
const struct co_format *co_format_named(struct co_str name);
const struct co_format *co_format_of_file(struct co_str file);
/* No text: it is no use to a terminal, and two of them do not follow each other. */
bool co_format_is_binary(const struct co_format *format);
/* All names, for messages and suggestions; *n is set. */
const char *const *co_format_names(size_t *n);
/* The endings of files that choose a format, without the dot; *n is set. */
const char *const *co_format_endings(size_t *n);

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
/* A workbook: text, numbers and dates in cells of their kind, no formula. A day has an overview and
 * a sheet per shop. The same report is the same bytes. */
void co_xlsx_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_xlsx_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);
/* One self-contained page: no script, nothing loaded, everything else forbidden by its policy. */
void co_html_sheet(struct co_buf *out, const struct co_sheet *s, const struct co_view *view);
void co_html_table(struct co_buf *out, const struct co_table *t, const struct co_view *view);

/* The last lists: a line per list with bars of what was completed, what came and what was carried
 * over, a strip of marks and a line of what was carried over per shop, and how old what is open is.
 */
void co_term_trend(struct co_buf *out, const struct co_trend *t, const char *title,
                   const struct co_view *view);
/* The same as a page. */
void co_html_trend(struct co_buf *out, const struct co_trend *t, const char *title,
                   const struct co_view *view);

/* What stands before the stamp of a page, which a quote ends. */
#define CO_HTML_STAMP "<meta name=\"crossoff-state\" content=\""

/* A feed in the index of published pages. Links are relative; NULL: there is no such page. */
struct co_index_link {
    struct co_str name;
    const char *href;
};
struct co_index_feed {
    const struct co_trend *trend; /* of all days in the index */
    const char *const *days;      /* a link per list of the trend */
    const char *today;            /* the newest */
    const char *recorded_at;      /* of the newest */
    const struct co_index_link *shops;
    size_t n_shops;
};
/* The page above all published ones: a section per feed with its trend, its shops, its days. */
void co_html_index(struct co_buf *out, const struct co_index_feed *feeds, size_t n,
                   const char *history, const struct co_view *view);

/* A line of its own, wrapped, as the one above a table. */
void co_term_title(struct co_buf *out, struct co_str title, const struct co_view *view);
/* The life of an order for the terminal: a line per month, a mark per recorded day in the column of
 * its day of the month, and what each mark says. title may be empty. */
void co_term_life(struct co_buf *out, struct co_str title, const struct co_life_day *days, size_t n,
                  const struct co_view *view);

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
