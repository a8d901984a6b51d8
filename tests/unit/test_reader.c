#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "check.h"
#include "lists.h"
#include "reader.h"
#include "scan.h"

/* What a reader gave: "line@offset:cell|cell" per record. */
struct seen {
    struct co_buf text;
    size_t n;
    struct co_reader r;
    struct co_err err;
    enum co_status status;
};

static enum co_status keep(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                           struct co_err *err)
{
    struct seen *s = ctx;
    (void)err;
    co_buf_fmt(&s->text, "%s%zu@%zu:", s->n++ ? " " : "", line, at);
    for (size_t i = 0; i < cells->n; i++) {
        co_buf_text(&s->text, i ? "|" : "");
        co_utf8_visible(&s->text, cells->at[i]);
    }
    return CO_OK;
}

static void read_text(struct seen *s, struct co_str text, char delimiter, size_t n_columns)
{
    memset(s, 0, sizeof *s);
    s->r = (struct co_reader){.name = "a.csv",
                              .text = text,
                              .line = 1,
                              .delimiter = delimiter,
                              .n_columns = n_columns,
                              .record = keep,
                              .ctx = s};
    s->status = co_reader_run(&s->r, &s->err);
}

static const struct {
    const char *what, *text;
    char delimiter;
    const char *records;
    size_t blank;
} readable[] = {
    {"two records", "a,b\nc,d\n", ',', "1@0:a|b 2@4:c|d", 0},
    {"no final line end", "a,b\nc,d", ',', "1@0:a|b 2@4:c|d", 0},
    {"CR LF", "a,b\r\nc,d\r\n", ',', "1@0:a|b 2@5:c|d", 0},
    {"CR LF, none at the end", "a,b\r\nc,d", ',', "1@0:a|b 2@5:c|d", 0},
    {"CR", "a,b\rc,d\r", ',', "1@0:a|b 2@4:c|d", 0},
    {"mixed line ends", "a,b\r\nc,d\ne,f\rg,h", ',', "1@0:a|b 2@5:c|d 3@9:e|f 4@13:g|h", 0},
    {"form feeds of pages", "\fa,b\n\f\n\f\fc,d\ne,\ff\n", ',', "1@1:a|b 3@9:c|d 4@13:e|<U+000C>f",
     1},
    {"blank lines are counted", "\n\na,b\n\n \t\nc,d\n\n", ',', "3@2:a|b 6@10:c|d", 5},
    {"blank lines with CR LF", "a,b\r\n\r\nc,d\r\n", ',', "1@0:a|b 3@7:c|d", 1},
    {"blank lines with CR", "a,b\r\rc,d\r", ',', "1@0:a|b 3@5:c|d", 1},
    {"blank last line without an end", "a,b\n  ", ',', "1@0:a|b", 1},
    {"nothing", "", ',', "", 0},
    {"only blank lines", "\n\r\n", ',', "", 2},
    {"empty cells", ",\na,\n,b", ',', "1@0:| 2@2:a| 3@5:|b", 0},
    {"semicolons", "a;b,c\n", ';', "1@0:a|b,c", 0},
    {"tabs", "a\tb c\t\n", '\t', "1@0:a|b c|", 0},
    {"bars", "a|b\n", '|', "1@0:a|b", 0},
    {"blanks are data", " a , b \n", ',', "1@0: a | b ", 0},
    {"quoted", "\"a\",\"b\"\n", ',', "1@0:a|b", 0},
    {"quoted delimiter", "\"a,b\",c\n", ',', "1@0:a,b|c", 0},
    {"doubled quote", "\"3/4\"\" pipe\",c\n", ',', "1@0:3/4\" pipe|c", 0},
    {"empty quoted cell", "\"\",\"\"\n", ',', "1@0:|", 0},
    {"quoted cell at the end", "a,\"b\"", ',', "1@0:a|b", 0},
    {"inch mark in an unquoted cell", "nipple 1/2\",5\nx,y\n", ',', "1@0:nipple 1/2\"|5 2@14:x|y",
     0},
    {"inch mark, last cell empty", "12\" pipe,\n", ',', "1@0:12\" pipe|", 0},
    {"inch mark at the end of the text", "c,d\"", ',', "1@0:c|d\"", 0},
    {"inch mark beside a quoted cell", "\"a,b\",12\"\n", ',', "1@0:a,b|12\"", 0},
    {"two inch marks", "1\" x 2\",\"\"\n", ',', "1@0:1\" x 2\"|", 0},
    {"quote behind a blank", "a, \"b\"\n", ',', "1@0:a| \"b\"", 0},
    {"only a quote in a cell", "\"\"\"\",b\n", ',', "1@0:\"|b", 0},
    {"blanks in quotes stay", "\" a \",b\n", ',', "1@0: a |b", 0},
    {"UTF-8", "Gehäuse,泵\n", ',', "1@0:Gehäuse|泵", 0},
    {"quoted line end in a remark", "a,\"one\ntwo\"\nc,d\n", ',', "1@0:a|one<U+000A>two 3@12:c|d",
     0},
    {"quoted CR LF", "a,\"one\r\ntwo\"\r\nc,d\r\n", ',', "1@0:a|one<U+000D><U+000A>two 3@14:c|d",
     0},
    {"quoted blank lines", "a,\"one\n\n\ntwo\"\nc,d\n", ',',
     "1@0:a|one<U+000A><U+000A><U+000A>two 5@14:c|d", 0},
    {"quoted cell ends in a line end", "a,\"one\n\"\nc,d\n", ',', "1@0:a|one<U+000A> 3@9:c|d", 0},
    {"two cells over several lines", "\"a\nb\",\"c\nd\"\ne,f\n", ',',
     "1@0:a<U+000A>b|c<U+000A>d 4@12:e|f", 0},
};

static void records_have_their_lines_and_offsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(readable); i++) {
        struct seen s;
        read_text(&s, co_str_of(readable[i].text), readable[i].delimiter, 2);
        check_status(readable[i].what, s.status, CO_OK, &s.err);
        check_text(readable[i].what, co_buf_view(&s.text), readable[i].records);
        check_int(readable[i].what, (int64_t)s.r.n_blank, (int64_t)readable[i].blank);
        check_int(readable[i].what, (int64_t)s.r.from, (int64_t)strlen(readable[i].text));
        co_buf_fini(&s.text);
    }
}

static const struct {
    const char *what, *text, *said;
} malformed[] = {
    {"open quote at the end (L1, L2)", "a,b\nc,\"d\ne,f", "line 2: a quote opened"},
    {"open quote, final line end", "a,b\nc,\"d\n", "line 2: a quote opened"},
    {"open quote, CR LF", "a,b\r\nc,\"d\r\n", "line 2: a quote opened"},
    {"open quote as the last byte", "a,b\nc,\"", "line 2: a quote opened"},
    {"open quote alone", "\"", "line 1: a quote opened"},
    {"open quote and blank lines", "a,b\nc,\"\n\n\n", "line 2: a quote opened"},
    {"text behind a closing quote (L1)", "a,b\n\"ab\"c,d\n",
     "line 2, column 5: here or just before is a quote"},
    {"text behind, second column", "a,\"b\"x\n",
     "line 1, column 6: here or just before is a quote"},
    {"blank behind a closing quote", "a,\"b\" \n",
     "line 1, column 6: here or just before is a quote"},
    {"inch mark before a cell that stays open", "a,b\n12\",\"d\n",
     "line 2, column 3: here or just"},
    {"column counts characters", "a,b\n\"Gehäuse\"x,d\n", "line 2, column 10: here or just"},
    {"line within a record", "a,\"one\ntwo\"x\n",
     "line 2, column 5: here or just before is a quote"},
    {"after an error nothing is given out (L5)", "\"a\"b,c", "line 1, column 4: here or just"},
};

static void misplaced_quotes_fail_with_line_and_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(malformed); i++) {
        struct seen s;
        read_text(&s, co_str_of(malformed[i].text), ',', 2);
        check_status(malformed[i].what, s.status, CO_INPUT, &s.err);
        check_contains(malformed[i].what, s.err.text, "a.csv");
        check_contains(malformed[i].what, s.err.text, malformed[i].said);
        check_int(malformed[i].what, s.n > 1, 0);
        co_buf_fini(&s.text);
    }
}

static const struct {
    const char *what, *text;
    size_t n_columns;
    bool is_refused;
} spans[] = {
    {"first to first cell", "\"A1,p,5\nA2\",p,5\n", 3, true},
    {"last to last cell", "A1,p,\"5\nA2,p,5\"\n", 3, true},
    {"middle to middle cell", "A1,\"p,5\nA2,p\",5\n", 3, true},
    {"over a whole record", "A1,p,\"5\nA2,p,5\nA3,p,5\"\n", 3, true},
    {"over a blank line", "A1,p,\"5\n\nA2,p,5\"\n", 3, true},
    {"behind a remark of several lines", "A1,\"re\nmark\",\"5\nA2,p,5\"\n", 3, true},
    {"up to a remark of several lines", "\"A1,p,5\nA2\",\"re\nmark\",5\n", 3, true},
    {"between two such remarks", "A1,\"re\nmark\",\"5\nA2,x,5\"\n", 3, true},
    {"CR LF", "A1,p,\"5\r\nA2,p,5\"\r\n", 3, true},
    {"CR", "A1,p,\"5\rA2,p,5\"\r", 3, true},
    {"no line end behind", "A1,p,\"5\nA2,p,5\"", 3, true},
    {"a list of one column", "\"A1\nA2\"\n", 1, true},
    {"the header takes a row in", "Order,Part,\"Qty\nA1,P1,5\"\nA2,P2,5\n", 0, true},
    {"a wrapped header", "Order,\"Due\nDate\",Qty\n", 0, false},
    {"a wrapped last header", "Order,Due,\"Qty\n(pcs)\"\n", 0, false},
    {"a remark in the last cell", "A1,p,\"one\ntwo\nthree\"\n", 3, false},
    {"a remark in the middle", "A1,\"one\ntwo\",5\n", 3, false},
    {"a remark in the first cell", "\"one\ntwo\",p,5\n", 3, false},
    {"a remark with a delimiter", "A1,p,\"bolts, nuts\nwashers\"\n", 3, false},
};

static void quotes_that_swallow_rows_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(spans); i++) {
        struct seen s;
        read_text(&s, co_str_of(spans[i].text), ',', spans[i].n_columns);
        check_status(spans[i].what, s.status, spans[i].is_refused ? CO_INPUT : CO_OK, &s.err);
        if (s.status)
            check_contains(spans[i].what, s.err.text, "swallowed");
        co_buf_fini(&s.text);
    }
}

/* One cell of `bytes` x in quotes, over `lines` lines. */
static void long_cell(struct co_buf *b, size_t bytes, size_t lines)
{
    co_buf_text(b, "a,b\nk,\"");
    for (size_t i = 1; i < lines; i++)
        co_buf_text(b, "\n");
    co_buf_fill(b, 'x', bytes - (lines - 1));
    co_buf_text(b, "\"\nc,d\n");
}

static void caps_hold_to_the_byte(void **state)
{
    static const struct {
        const char *what;
        size_t bytes, lines;
        enum co_status status;
        const char *said;
    } cases[] = {
        {"64 KiB", CO_FIELD_BYTES_MAX, 1, CO_OK, ""},
        {"64 KiB and a byte", CO_FIELD_BYTES_MAX + 1, 1, CO_INPUT, "longer than 65536 bytes"},
        {"more than the parser may hold", CO_FIELD_BYTES_MAX + 9000, 1, CO_INPUT,
         "line 2: a cell that begins here"},
        {"20 lines", 100, CO_RECORD_LINES_MAX, CO_OK, ""},
        {"21 lines", 100, CO_RECORD_LINES_MAX + 1, CO_INPUT, "more than 20 lines"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct co_buf b = {0};
        struct seen s;
        long_cell(&b, cases[i].bytes, cases[i].lines);
        read_text(&s, co_buf_view(&b), ',', 2);
        check_status(cases[i].what, s.status, cases[i].status, &s.err);
        if (s.status)
            check_contains(cases[i].what, s.err.text, cases[i].said);
        check_int(cases[i].what, (int64_t)s.n, s.status ? 1 : 3);
        co_buf_fini(&s.text);
        co_buf_fini(&b);
    }
}

/* A record of `cells` cells with `bytes` bytes each, behind "a,b". */
static enum co_status read_wide(size_t cells, size_t bytes, struct co_err *err)
{
    struct co_buf b = {0};
    struct seen s;
    co_buf_text(&b, "a,b\n");
    for (size_t i = 0; i < cells; i++) {
        co_buf_text(&b, i ? "," : "");
        co_buf_fill(&b, 'x', bytes);
    }
    co_buf_text(&b, "\n");
    read_text(&s, co_buf_view(&b), ',', 2);
    *err = s.err;
    co_buf_fini(&s.text);
    co_buf_fini(&b);
    return s.status;
}

static void wide_and_long_records_are_refused(void **state)
{
    struct co_err err;
    (void)state;
    check_status("256 columns", read_wide(256, 3, &err), CO_OK, &err);
    check_status("257 columns", read_wide(257, 3, &err), CO_INPUT, &err);
    check_contains("257 columns", err.text, "line 2: more than 256 columns");
    check_status("under 1 MiB", read_wide(20, 50000, &err), CO_OK, &err);
    check_status("over 1 MiB", read_wide(22, 50000, &err), CO_INPUT, &err);
    check_contains("over 1 MiB", err.text, "line 2: the record that begins here is longer than");
}

static void an_endless_quote_stops_early(void **state)
{
    struct co_buf b = {0};
    struct seen s;
    (void)state;
    co_buf_text(&b, "a,b\nc,\"d\n");
    for (int i = 0; i < 100000; i++)
        co_buf_text(&b, "e,f\n");
    read_text(&s, co_buf_view(&b), ',', 2);
    check_status("endless quote", s.status, CO_INPUT, &s.err);
    check_contains("endless quote", s.err.text, "line 2");
    check_int("stopped after lines", s.r.line < 30, 1);
    co_buf_fini(&s.text);
    co_buf_fini(&b);
}

static void reading_goes_on_where_it_stopped(void **state)
{
    static const char text[] = "h,i\n\na,\"b\nb\"\r\nc,d\n";
    struct seen s = {.r = {.name = "a.csv",
                           .text = {text, sizeof text - 1},
                           .line = 1,
                           .limit = 1,
                           .delimiter = ',',
                           .record = keep}};
    (void)state;
    s.r.ctx = &s;
    for (int i = 0; i < 4; i++) {
        check_status("one record", co_reader_run(&s.r, &s.err), CO_OK, &s.err);
        co_buf_byte(&s.text, ';');
        s.r.n_columns = 2;
    }
    check_text("records", co_buf_view(&s.text), "1@0:h|i; 3@5:a|b<U+000A>b; 5@14:c|d;;");
    check_int("blank", (int64_t)s.r.n_blank, 1);
    co_buf_fini(&s.text);
}

static void unwanted_cells_are_counted_but_not_kept(void **state)
{
    static const bool wanted[CO_COLUMNS_MAX] = {true, false, true};
    struct seen s = {.r = {.name = "a.csv",
                           .text = CO_STR("a,b,c\nd,\"e,e\",f\n"),
                           .line = 1,
                           .delimiter = ',',
                           .n_columns = 3,
                           .record = keep,
                           .is_wanted = wanted}};
    (void)state;
    s.r.ctx = &s;
    check_status("read", co_reader_run(&s.r, &s.err), CO_OK, &s.err);
    check_text("records", co_buf_view(&s.text), "1@0:a||c 2@6:d||f");
    co_buf_fini(&s.text);
}

static void delimiters_are_counted_outside_quotes(void **state)
{
    struct co_str line = CO_STR("a,\"b,c\",d;\"\"\"e,f\"");
    (void)state;
    check_int("outside", (int64_t)co_reader_delimiters(line, ',', false), 2);
    check_int("anywhere", (int64_t)co_reader_delimiters(line, ',', true), 4);
    check_int("other", (int64_t)co_reader_delimiters(line, ';', false), 1);
}

/* What `split` gives a second time is what was read the first time. */
static void records_split_again_as_they_were_read(void **state)
{
    static const char text[] =
        "Order,Remark,Qty\r\nA1,\"one, two\",5\r\nA2,\"3/4\"\" pipe\r\nlong\",6"
        "\r\n\r\nA3,,\"7\"\r\nA4,\"\",8";
    static const char *const expected[][3] = {{"A1", "one, two", "5"},
                                              {"A2", "3/4\" pipe\r\nlong", "6"},
                                              {"A3", "", "7"},
                                              {"A4", "", "8"}};
    struct list l;
    struct co_cells cells = {0};
    (void)state;
    list_must_load(&l, co_str_of(text), NULL);
    check_int("rows", (int64_t)l.x.rows.n, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        check_status("split", l.x.split(&l.x, (size_t)l.x.rows.rows[i].at, &cells, &l.err), CO_OK,
                     &l.err);
        for (size_t c = 0; c < 3; c++)
            check_text(expected[i][0], cells.at[c], expected[i][c]);
    }
    check_int("line of A4", (int64_t)co_export_line(&l.x, (size_t)l.x.rows.rows[3].at), 7);
    co_cells_fini(&cells);
    list_fini(&l);
}

/* --- whole lists with damage ------------------------------------------------------------ */

/* `rows` orders; every `wrapped`-th (0: none) has a remark of two lines. */
static void make_list(struct co_buf *b, size_t rows, size_t wrapped)
{
    co_buf_text(b, "Work Order,Part,Remark,Qty,Due\n");
    for (size_t i = 0; i < rows; i++) {
        char order[32], quantity[32], due[32];
        const char *remark = wrapped && i % wrapped == 0 ? "see\nsheet" : i % 3 ? "plain" : "a, b";
        (void)snprintf(order, sizeof order, "MW-%03zu", i);
        (void)snprintf(quantity, sizeof quantity, "%zu", 10 + i * 7 % 90);
        (void)snprintf(due, sizeof due, "2026-12-%02zu", 1 + i % 28);
        list_row(b, ',', (const char *const[]){order, "0031842", remark, quantity, due}, 5);
    }
}

static bool is_record_end(struct co_str text, size_t cut)
{
    return cut == text.len || text.at[cut] == '\n';
}

/* Cut at every byte: nothing but a cut at the end of a record or in its last cell goes through. */
static void a_list_cut_anywhere_is_refused(void **state)
{
    struct co_buf b = {0};
    size_t accepted = 0, borders = 0;
    (void)state;
    make_list(&b, 60, 7);
    struct co_str text = co_buf_view(&b);
    for (size_t cut = 0; cut < text.len; cut++) {
        struct list l;
        struct co_str part = {text.at, cut};
        size_t comma = cut, end = cut;
        while (comma > 0 && text.at[comma - 1] != ',')
            comma--;
        while (end > 0 && text.at[end - 1] != '\n')
            end--;
        list_load(&l, part, NULL);
        if (l.status) {
            assert_true(l.status == CO_INPUT || l.status == CO_HELD);
            assert_true(strlen(l.err.text) > 0);
        } else {
            accepted++;
            borders += is_record_end(text, cut);
            size_t first_line = l.x.rows.n ? (size_t)l.x.rows.rows[l.x.rows.n - 1].at : 0;
            struct co_str last = co_export_record(&l.x, first_line);
            size_t cells = co_reader_delimiters(last, ',', false) + 1;
            bool is_tail = cut == end || comma > end; /* nothing, or part of the last cell */
            if (l.x.rows.n > 60 || cells != 5 || !is_tail)
                fail_msg("cut at byte %zu: %zu rows, %zu cells in the last: [%.*s]", cut,
                         l.x.rows.n, cells, CO_STR_ARG(last));
            check_int("used", (int64_t)l.x.count.used, (int64_t)l.x.rows.n);
        }
        list_fini(&l);
    }
    /* Per record: its end, behind its line end, and the cuts inside "2026-12-01". */
    check_int("cuts at the end of a record", (int64_t)borders, 60);
    check_int("accepted cuts", (int64_t)accepted, 60 * 12 - 1);
    co_buf_fini(&b);
}

static void check_damaged(const struct co_buf *b, size_t rows, const char *what, size_t i, size_t j,
                          size_t *accepted)
{
    struct list l;
    list_load(&l, co_buf_view(b), NULL);
    if (!l.status && l.x.count.used != rows)
        fail_msg("%s at %zu and %zu: accepted with %zu rows of %zu:\n%.*s", what, i, j,
                 l.x.count.used, rows, (int)b->len, b->at);
    *accepted += !l.status;
    list_fini(&l);
}

static void with_quotes(struct co_buf *out, struct co_str text, size_t i, size_t j)
{
    out->len = 0;
    co_buf_put(out, text.at, i);
    co_buf_byte(out, '"');
    co_buf_put(out, text.at + i, j - i);
    co_buf_byte(out, '"');
    co_buf_put(out, text.at + j, text.len - j);
}

/* One quote too many or too few is refused, or is an inch mark inside one cell: no row is lost. */
static void one_quote_off_never_loses_a_row(void **state)
{
    struct co_buf b = {0}, damaged = {0};
    size_t accepted = 0;
    (void)state;
    make_list(&b, 8, 4);
    for (size_t i = 0; i <= b.len; i++) {
        damaged.len = 0;
        co_buf_put(&damaged, b.at, i);
        co_buf_byte(&damaged, '"');
        co_buf_put(&damaged, b.at + i, b.len - i);
        check_damaged(&damaged, 8, "quote inserted", i, i, &accepted);
        if (i == b.len || b.at[i] != '"')
            continue;
        damaged.len = 0;
        co_buf_put(&damaged, b.at, i);
        co_buf_put(&damaged, b.at + i + 1, b.len - i - 1);
        check_damaged(&damaged, 8, "quote deleted", i, i, &accepted);
    }
    check_int("some are inch marks", accepted > 100, 1);
    co_buf_fini(&b);
    co_buf_fini(&damaged);
}

/* Every pair of two stray quotes in a small list, with and without remarks of two lines. Pairs that
 * quote one cell, or stand inside one that is quoted already, leave the rows as they are. */
static void no_two_quotes_make_rows_disappear(void **state)
{
    (void)state;
    for (size_t wrapped = 0; wrapped < 3; wrapped++) {
        struct co_buf b = {0}, damaged = {0};
        size_t accepted = 0;
        make_list(&b, 4, wrapped);
        for (size_t i = 0; i <= b.len; i++)
            for (size_t j = i; j <= b.len; j++) {
                with_quotes(&damaged, co_buf_view(&b), i, j);
                check_damaged(&damaged, 4, "quotes", i, j, &accepted);
            }
        check_int("some pairs only quote a cell", accepted > 10, 1);
        co_buf_fini(&b);
        co_buf_fini(&damaged);
    }
}

/* The two-quote cell borders that make a rectangle, at random in a longer list (L4). */
static void two_stray_quotes_are_seen_in_a_longer_list(void **state)
{
    size_t n = 800, accepted = 0;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (size_t round = 0; round < n; round++) {
        uint64_t seed = first + round;
        struct co_buf b = {0}, damaged = {0};
        make_list(&b, 30, round % 3 * 5);
        size_t column = list_below(&seed, 5), row = 1 + list_below(&seed, 29);
        size_t behind = row + 1 + list_below(&seed, 30 - row);
        size_t at[2] = {0, 0};
        for (size_t i = 0, line = 0, cell = 0; i < b.len; i++) {
            /* a cell of these lists begins behind a comma or at a line's start */
            if (line == row && cell == column && !at[0])
                at[0] = i;
            if (line == behind && cell == column)
                at[1] = i;
            if (b.at[i] == '\n') {
                line++;
                cell = 0;
            } else if (b.at[i] == ',') {
                cell++;
            }
        }
        if (round % 2 || at[1] < at[0]) { /* anywhere at all */
            at[0] = list_below(&seed, b.len);
            at[1] = at[0] + list_below(&seed, b.len - at[0]);
        }
        with_quotes(&damaged, co_buf_view(&b), at[0], at[1]);
        check_damaged(&damaged, 30, "CROSSOFF_SEED and quote", first + round, at[0], &accepted);
        co_buf_fini(&b);
        co_buf_fini(&damaged);
    }
}

/* --- the ways to find borders -------------------------------------------------------------- */

static const enum co_scan_way ways[] = {CO_SCAN_CSV, CO_SCAN_PORTABLE, CO_SCAN_AVX2};

/* Everything that one way of reading gives, in one text. */
static void read_in(enum co_scan_way way, struct co_str text, bool is_trusted, struct co_buf *out)
{
    struct co_dialect dialect = {.delimiter = ','};
    struct seen s = {.r = {.name = "a.csv",
                           .text = text,
                           .line = 1,
                           .delimiter = ',',
                           .n_columns = 3,
                           .scan = way,
                           .dialect = &dialect,
                           .is_trusted = is_trusted,
                           .record = keep}};
    s.r.ctx = &s;
    s.status = co_reader_run(&s.r, &s.err);
    co_buf_str(out, co_buf_view(&s.text));
    co_buf_fmt(out, "\nstatus %d %s\n%zu blank, on from %zu, line %zu\n", (int)s.status,
               s.status ? s.err.text : "", s.r.n_blank, s.r.from, s.r.line);
    co_buf_fmt(out, "ends %d %d %zu, quotes %d %zu\n", (int)dialect.end, (int)dialect.other_end,
               dialect.other_line, dialect.has_quotes, dialect.literal_line);
    co_buf_fini(&s.text);
}

/* Texts near the border of what is CSV, from cells that are whole and cells that are not. */
static void make_text(struct co_buf *out, uint64_t *seed)
{
    static const char *const parts[] = {"a",
                                        "12",
                                        "",
                                        "7 pieces of something rather long, no, wider than a block",
                                        "\"a,b\"",
                                        "\"\"",
                                        "\"3/4\"\" pipe\"",
                                        "\"one\ntwo\"",
                                        "\"\r\n\"",
                                        "\"\r\"",
                                        "1/2\"",
                                        "\"open",
                                        "\"a\"x",
                                        "\f",
                                        " ",
                                        "\xc2\xa0",
                                        "\"\"\"\"",
                                        "\"\n\r\"",
                                        "泵",
                                        "\"x\"\""};
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n", "\n \t\n", ""};
    size_t rows = list_below(seed, 9), sane = list_below(seed, 3) ? 10 : COUNT(parts);
    for (size_t row = 0; row < rows; row++) {
        size_t cells = list_below(seed, 8) ? 3 : list_below(seed, 5);
        for (size_t i = 0; i < cells; i++) {
            co_buf_text(out, i ? "," : "");
            co_buf_text(out, parts[list_below(seed, sane)]);
        }
        co_buf_text(out, ends[list_below(seed, list_below(seed, 4) ? 2 : COUNT(ends))]);
    }
    if (out->len && !list_below(seed, 4)) /* any byte at any place */
        out->at[list_below(seed, out->len)] = "\"\",\n\rx\f\0"[list_below(seed, 8)];
}

static void all_ways_give_the_same_records_and_errors(void **state)
{
    size_t n = 40000, accepted = 0;
    uint64_t first = list_seed(1, &n);
    (void)state;
    for (size_t round = 0; round < n; round++) {
        uint64_t seed = first + round;
        struct co_buf text = {0}, expected = {0};
        make_text(&text, &seed);
        char *exact = malloc(text.len + 1);
        memcpy(exact, text.len ? text.at : "", text.len);
        char *whole = realloc(exact, text.len ? text.len : 1); /* sanitizers see its end */
        struct co_str view = {whole, text.len};
        read_in(CO_SCAN_CSV, view, round % 5 == 0, &expected);
        accepted += strstr(expected.at, "status 0") != NULL;
        for (size_t w = 1; w < COUNT(ways); w++) {
            struct co_buf got = {0};
            read_in(ways[w], view, round % 5 == 0, &got);
            if (!co_str_eq(co_buf_view(&got), co_buf_view(&expected)))
                print_message("CROSSOFF_SEED=%zu, way %zu\n", (size_t)first + round, w);
            check_text("another way", co_buf_view(&got), expected.at);
            co_buf_fini(&got);
        }
        free(whole);
        co_buf_fini(&text);
        co_buf_fini(&expected);
    }
    check_int("some are accepted", accepted > n / 4, 1);
    check_int("and some are not", accepted < n || n == 1, 1);
}

/* In a text whose line ends are all CR the nearest LF is its end: looking for it from every line
 * would take time by the square. Borders of the windows it is looked for in. */
static void line_ends_are_found_wherever_they_stand(void **state)
{
    char text[1030];
    (void)state;
    for (size_t at = 0; at <= sizeof text; at++)
        for (int other = -1; other <= 1; other++) {
            size_t next = at + (size_t)(other + 1) * 255;
            memset(text, 'x', sizeof text);
            if (at < sizeof text)
                text[at] = at % 2 ? '\r' : '\n';
            if (other >= 0 && next < sizeof text && next > at)
                text[next] = '\n';
            check_int("line end",
                      (int64_t)co_reader_line_end((struct co_str){text, sizeof text}, 0),
                      (int64_t)at);
        }
}

/* Else everything above would compare libcsv with itself. */
static void the_scanner_is_sure_of_what_is_plain_or_quoted_well(void **state)
{
    static const struct {
        const char *text;
        bool is_sure;
        size_t end;
    } records[] = {
        {"a,b,c\nd", true, 5},        {"\"a\",,\"c\"\r\n", true, 8}, {"a,\"x\"\"y\"", true, 8},
        {"a,\"b\nc\",d\ne", true, 9}, {"12\" pipe,a\n", false, 0},   {"\"a\"b,c\n", false, 0},
        {"a,\"open\n", false, 0},     {"a, \"b\"\n", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(records); i++)
        for (size_t w = 0; w < COUNT(ways); w++) {
            struct co_scan scan;
            struct co_cells cells = {.n = 0};
            struct co_scanned found;
            bool expected = records[i].is_sure && ways[w] != CO_SCAN_CSV;
            co_scan_init(&scan, co_str_of(records[i].text), ',', ways[w]);
            check_int(records[i].text, co_scan_record(&scan, 0, &cells, &found), expected);
            check_int("end", (int64_t)(expected ? found.end : 0),
                      (int64_t)(expected ? records[i].end : 0));
            co_cells_fini(&cells);
        }
}

/* A cell, a number of cells, of lines, and a record at their limits and one above. */
static void all_ways_have_the_same_limits(void **state)
{
    (void)state;
    for (int over = 0; over <= 1; over++)
        for (int what = 0; what < 5; what++) {
            struct co_buf text = {0}, expected = {0};
            size_t cell = CO_FIELD_BYTES_MAX + (size_t)over;
            co_buf_text(&text, what == 1 ? "\"" : "");
            co_buf_fill(&text, what == 2 ? ',' : 'x',
                        what == 2  ? CO_COLUMNS_MAX - 1 + (size_t)over
                        : what < 2 ? cell
                                   : 1);
            co_buf_text(&text, what == 1 ? "\"" : what == 3 ? ",\"" : "");
            if (what == 3)
                co_buf_fill(&text, '\n', CO_RECORD_LINES_MAX - 1 + (size_t)over);
            co_buf_text(&text, what == 3 ? "\"" : "");
            for (size_t left = CO_RECORD_BYTES_MAX - 1 + (size_t)over; what == 4 && left;) {
                size_t len = left < 60000 ? left : 60000;
                co_buf_byte(&text, ',');
                co_buf_fill(&text, 'y', len - 1);
                left -= len;
            }
            co_buf_text(&text, "\nc,d,e\n");
            read_in(CO_SCAN_CSV, co_buf_view(&text), true, &expected);
            check_int("refused above", strstr(expected.at, "status 0") == NULL, over);
            for (size_t w = 1; w < COUNT(ways); w++) {
                struct co_buf got = {0};
                read_in(ways[w], co_buf_view(&text), true, &got);
                check_int("another way at a limit",
                          co_str_eq(co_buf_view(&got), co_buf_view(&expected)), 1);
                co_buf_fini(&got);
            }
            co_buf_fini(&text);
            co_buf_fini(&expected);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_have_their_lines_and_offsets),
        cmocka_unit_test(misplaced_quotes_fail_with_line_and_column),
        cmocka_unit_test(quotes_that_swallow_rows_are_refused),
        cmocka_unit_test(caps_hold_to_the_byte),
        cmocka_unit_test(wide_and_long_records_are_refused),
        cmocka_unit_test(an_endless_quote_stops_early),
        cmocka_unit_test(reading_goes_on_where_it_stopped),
        cmocka_unit_test(unwanted_cells_are_counted_but_not_kept),
        cmocka_unit_test(delimiters_are_counted_outside_quotes),
        cmocka_unit_test(records_split_again_as_they_were_read),
        cmocka_unit_test(a_list_cut_anywhere_is_refused),
        cmocka_unit_test(one_quote_off_never_loses_a_row),
        cmocka_unit_test(no_two_quotes_make_rows_disappear),
        cmocka_unit_test(two_stray_quotes_are_seen_in_a_longer_list),
        cmocka_unit_test(all_ways_give_the_same_records_and_errors),
        cmocka_unit_test(line_ends_are_found_wherever_they_stand),
        cmocka_unit_test(the_scanner_is_sure_of_what_is_plain_or_quoted_well),
        cmocka_unit_test(all_ways_have_the_same_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
