/* Prints what the reader makes of texts: on standard input "LENGTH DELIMITER-AS-NUMBER" in a line
 * and so many bytes, again and again; on standard output one line of JSON for each, either
 * {"refused": SENTENCE} or {"records": [[line, offset, [cell, ...]], ...]}. A byte of a cell is a
 * character of the same number, so that text which is no UTF-8 can be compared too. */
#include <stdio.h>
#include <stdlib.h>
#include "crossoff/mem.h"
#include "reader.h"

static void put_text(struct co_buf *out, struct co_str s)
{
    co_buf_byte(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c < 0x20 || c > 0x7e || c == '"' || c == '\\')
            co_buf_fmt(out, "\\u%04x", c);
        else
            co_buf_byte(out, (char)c);
    }
    co_buf_byte(out, '"');
}

struct records {
    struct co_buf json;
    size_t n, n_columns;
};

static enum co_status on_record(void *ctx, size_t at, size_t line, const struct co_cells *cells,
                                struct co_err *err)
{
    struct records *all = ctx;
    (void)err;
    co_buf_fmt(&all->json, "%s[%zu, %zu, [", all->n++ ? ", " : "", line, at);
    for (size_t i = 0; i < cells->n; i++) {
        co_buf_text(&all->json, i ? ", " : "");
        put_text(&all->json, cells->at[i]);
    }
    co_buf_text(&all->json, "]]");
    if (all->n == 1)
        all->n_columns = cells->n;
    return CO_OK;
}

/* The header first, then the rest by its number of columns: as an export is read. */
static void print_records(struct co_str text, char delimiter)
{
    struct records all = {.n = 0};
    struct co_err err;
    struct co_reader r = {.name = "text",
                          .text = text,
                          .line = 1,
                          .limit = 1,
                          .delimiter = delimiter,
                          .record = on_record,
                          .ctx = &all};
    co_buf_text(&all.json, "{\"records\": [");
    enum co_status status = co_reader_run(&r, &err);
    r.n_columns = all.n_columns;
    r.limit = 0;
    if (!status)
        status = co_reader_run(&r, &err);
    co_buf_text(&all.json, "]}");
    if (status) {
        all.json.len = 0;
        co_buf_text(&all.json, "{\"refused\": ");
        put_text(&all.json, co_str_of(err.text));
        co_buf_byte(&all.json, '}');
    }
    printf("%.*s\n", (int)all.json.len, all.json.at);
    (void)fflush(stdout);
    co_buf_fini(&all.json);
}

int main(void)
{
    size_t len;
    int delimiter;
    while (scanf("%zu %d", &len, &delimiter) == 2) {
        char *text = malloc(len + 1); /* not terminated: sanitizers see where it ends */
        char *exact = text ? realloc(text, len ? len : 1) : NULL;
        if (!exact || getchar() != '\n' || fread(exact, 1, len, stdin) != len)
            return EXIT_FAILURE;
        print_records((struct co_str){exact, len}, (char)delimiter);
        free(exact);
    }
    return EXIT_SUCCESS;
}
