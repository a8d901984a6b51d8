/* libFuzzer: any bytes as an export. No crash, no leak, bounded memory; and however the text is
 * taken apart, the records are the same:
 *   in one run; on from every record; one by one at their offsets; by libcsv alone, in chunks;
 *   with borders found by libcsv line by line, by the portable scanner, by the vector scanner. */
#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/decode.h"
#include "crossoff/load.h"
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void claim(bool holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "claim does not hold: %s\n", what);
    abort();
}

/* --- records as one reading gives them ------------------------------------------------------- */

/* Every record as "offset line" and its cells, each with its length: equal texts, equal records. */
struct seen {
    struct co_buf places, cells;
    size_t *at, *n_cells, n, cap_at, cap_cells;
    size_t n_columns; /* of the first record */
    enum co_status status;
    struct co_err err;
};

static void see_cell(struct seen *s, struct co_str cell)
{
    co_buf_fmt(&s->cells, "%zu:", cell.len);
    co_buf_str(&s->cells, cell);
}

static enum co_status see(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                          struct co_err *err)
{
    struct seen *s = ctx;
    void *ats = s->at, *ns = s->n_cells;
    (void)err;
    claim(co_grow(&ats, &s->cap_at, s->n + 1, sizeof *s->at), "memory");
    s->at = ats;
    claim(co_grow(&ns, &s->cap_cells, s->n + 1, sizeof *s->n_cells), "memory");
    s->n_cells = ns;
    s->at[s->n] = at;
    s->n_cells[s->n++] = cells->n;
    co_buf_fmt(&s->places, "%zu %zu\n", at, line);
    for (size_t i = 0; i < cells->n; i++)
        see_cell(s, cells->at[i]);
    co_buf_byte(&s->cells, '\n');
    if (s->n == 1)
        s->n_columns = cells->n;
    return CO_OK;
}

static void seen_fini(struct seen *s)
{
    co_buf_fini(&s->places);
    co_buf_fini(&s->cells);
    free(s->at);
    free(s->n_cells);
}

/* The header, then `limit` records at a time (0: all). */
static void read_records(struct co_str text, char delimiter, enum co_scan_way way, size_t limit,
                         struct seen *s)
{
    struct co_dialect dialect = {.delimiter = delimiter};
    struct co_reader r = {.name = "fuzzed",
                          .text = text,
                          .line = 1,
                          .limit = 1,
                          .delimiter = delimiter,
                          .scan = way,
                          .dialect = &dialect,
                          .record = see,
                          .ctx = s};
    s->status = co_reader_run(&r, &s->err);
    r.n_columns = s->n_columns;
    r.limit = limit;
    while (!s->status && r.from < text.len) {
        size_t from = r.from;
        s->status = co_reader_run(&r, &s->err);
        claim(s->status || r.from > from, "a reading that succeeds moves on");
    }
    co_buf_fmt(&s->places, "%zu %zu %zu, %d %d %zu %d %zu\n", r.from, r.line, r.n_blank,
               (int)dialect.end, (int)dialect.other_end, dialect.other_line, dialect.has_quotes,
               dialect.literal_line);
}

static void claim_same(const struct seen *a, const struct seen *b)
{
    claim(a->status == b->status, "another reading ends with the same status");
    claim(!a->status || strcmp(a->err.text, b->err.text) == 0, "and says the same");
    claim(co_str_eq(co_buf_view(&a->places), co_buf_view(&b->places)),
          "another reading gives the same offsets and lines");
    claim(co_str_eq(co_buf_view(&a->cells), co_buf_view(&b->cells)),
          "another reading gives the same cells");
}

/* --- libcsv by itself ------------------------------------------------------------------------ */

static void csv_cell(void *bytes, size_t len, void *ctx)
{
    see_cell(ctx, (struct co_str){bytes, len});
}

static void csv_record(int ended_by, void *ctx)
{
    struct seen *s = ctx;
    (void)ended_by;
    co_buf_byte(&s->cells, '\n');
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void feed_libcsv(struct co_str text, char delimiter, size_t chunk, struct seen *s)
{
    struct csv_parser csv;
    claim(csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI) == 0, "memory");
    csv_set_delim(&csv, (unsigned char)delimiter);
    csv_set_space_func(&csv, no_space);
    for (size_t at = 0; at < text.len; at += chunk) {
        size_t len = text.len - at < chunk ? text.len - at : chunk;
        claim(csv_parse(&csv, text.at + at, len, csv_cell, csv_record, s) == len,
              "libcsv accepts what the reader accepts");
    }
    claim(csv_fini(&csv, csv_cell, csv_record, s) == 0, "libcsv accepts the end");
    csv_free(&csv);
}

/* The records with one line end behind each; false when a line has inch marks, which are no CSV. */
static bool plain_text(const struct co_export *x, const struct seen *s, struct co_buf *out)
{
    for (size_t i = 0; i < s->n; i++) {
        struct co_str record = co_export_record(x, s->at[i]);
        if (co_export_quotes(record, x->delimiter) == CO_QUOTES_LITERAL)
            return false;
        co_buf_str(out, record);
        co_buf_byte(out, '\n');
    }
    return true;
}

static void check_libcsv(const struct co_export *x, const struct seen *s, size_t chance)
{
    const size_t chunks[] = {1, 2 + chance % 13, x->bytes.len + 1};
    struct co_buf text = {0};
    if (plain_text(x, s, &text))
        for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
            struct seen alone = {.n = 0};
            feed_libcsv(co_buf_view(&text), x->delimiter, chunks[i], &alone);
            claim(co_str_eq(co_buf_view(&alone.cells), co_buf_view(&s->cells)),
                  "libcsv in chunks gives the same cells");
            seen_fini(&alone);
        }
    co_buf_fini(&text);
}

/* --- at their offsets ------------------------------------------------------------------------ */

static bool is_blank(struct co_str s)
{
    while ((s = co_str_trim(s)).len && s.at[0] == '\f')
        s = (struct co_str){s.at + 1, s.len - 1};
    return s.len == 0;
}

static void check_splits(struct co_export *x, const struct seen *s)
{
    struct seen again = {.n = 0};
    struct co_cells cells = {.n = 0};
    size_t behind = 0;
    for (size_t i = 0; i < s->n; i++) {
        x->n_columns = s->n_cells[i];
        claim(co_reader_split(x, s->at[i], &cells, &again.err) == CO_OK,
              "an accepted record can be taken apart again");
        (void)see(&again, s->at[i], 0, &cells, NULL);
        claim(s->at[i] >= behind, "records do not overlap");
        claim(is_blank((struct co_str){x->bytes.at + behind, s->at[i] - behind}),
              "only blank lines and form feeds are passed over");
        behind = s->at[i] + co_export_record(x, s->at[i]).len;
    }
    claim(is_blank((struct co_str){x->bytes.at + behind, x->bytes.len - behind}),
          "only blank lines and form feeds are left behind the last record");
    claim(co_str_eq(co_buf_view(&again.cells), co_buf_view(&s->cells)),
          "a record at its offset has the same cells");
    co_cells_fini(&cells);
    seen_fini(&again);
}

static void check_records(struct co_str text, char delimiter)
{
    struct co_export x = {.name = "fuzzed", .bytes = text, .delimiter = delimiter};
    struct seen whole = {.n = 0}, single = {.n = 0}, some = {.n = 0};
    size_t chance = text.len;
    for (size_t i = 0; i < text.len; i++)
        chance = chance * 31 + (unsigned char)text.at[i];
    read_records(text, delimiter, CO_SCAN_CSV, 0, &whole);
    read_records(text, delimiter, chance % 2 ? CO_SCAN_AVX2 : CO_SCAN_CSV, 1, &single);
    read_records(text, delimiter, CO_SCAN_PORTABLE, 2 + chance % 5, &some);
    claim_same(&whole, &single);
    claim_same(&whole, &some);
    for (int way = CO_SCAN_PORTABLE; way <= CO_SCAN_AVX2; way++) {
        struct seen other = {.n = 0};
        read_records(text, delimiter, (enum co_scan_way)way, 0, &other);
        claim_same(&whole, &other);
        seen_fini(&other);
    }
    for (int way = CO_SCAN_CSV; !whole.status && way <= CO_SCAN_AVX2; way++) {
        x.scan = (enum co_scan_way)way;
        check_splits(&x, &whole);
    }
    if (!whole.status)
        check_libcsv(&x, &whole, chance);
    seen_fini(&whole);
    seen_fini(&single);
    seen_fini(&some);
}

/* --- as an export ---------------------------------------------------------------------------- */

static void check_counts(const struct co_export *x)
{
    const struct co_rowcount *c = &x->count;
    claim(c->read == c->used + c->duplicates + c->dropped + c->rejected,
          "rows read = used + duplicates + dropped + rejected");
    claim(c->used == c->open + c->finished && c->used == x->rows.n, "used = open + finished");
    claim(c->used > 0, "an accepted list has rows");
}

static char load(struct co_str text)
{
    const struct co_load_rules rules = {.secret = {.k0 = 1, .k1 = 2}};
    struct co_export x;
    struct co_notes notes = {.n = 0};
    struct co_err err = {.text = ""};
    enum co_status status = co_load("fuzzed", text, &rules, &x, &notes, &err);
    claim(status != CO_BUG, "the program does not contradict itself");
    claim(!status || err.text[0], "a refusal has its sentence");
    if (!status)
        check_counts(&x);
    char delimiter = x.delimiter;
    co_export_fini(&x);
    co_notes_fini(&notes);
    return delimiter;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct co_buf converted = {0};
    struct co_notes notes = {.n = 0};
    struct co_err err = {.text = ""};
    struct co_str text;
    const char *encoding;
    char *bytes = malloc(size ? size : 1);
    claim(bytes != NULL, "memory");
    if (size)
        memcpy(bytes, data, size);
    enum co_status status = co_decode("fuzzed", (struct co_str){bytes, size}, NULL, &converted,
                                      &text, &encoding, &notes, &err);
    claim(status != CO_BUG, "the program does not contradict itself");
    claim(!status || err.text[0], "a refusal has its sentence");
    if (!status)
        check_records(text, load(text));
    co_buf_fini(&converted);
    co_notes_fini(&notes);
    free(bytes);
    return 0;
}
