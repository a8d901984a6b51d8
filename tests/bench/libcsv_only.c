/* What reading the files costs with libcsv alone: every cell is parsed, nothing is done with it. */
#include <stdio.h>
#include <stdlib.h>

#include <csv.h>

static void on_cell(void *cell, size_t length, void *context)
{
    (void)cell;
    (void)length;
    (void)context;
}

static void on_row(int end, void *context)
{
    (void)end;
    (void)context;
}

static int parse(struct csv_parser *parser, FILE *file)
{
    static char block[1 << 16];
    size_t length;

    while ((length = fread(block, 1, sizeof block, file)) > 0) {
        if (csv_parse(parser, block, length, on_cell, on_row, NULL) != length)
            return -1;
    }
    return ferror(file) ? -1 : csv_fini(parser, on_cell, on_row, NULL);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct csv_parser parser;
        FILE *file = fopen(argv[i], "rb");

        if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
            perror(argv[i]);
            return EXIT_FAILURE;
        }
        if (parse(&parser, file) != 0) {
            fprintf(stderr, "%s: %s\n", argv[i], csv_strerror(csv_error(&parser)));
            return EXIT_FAILURE;
        }
        csv_free(&parser);
        fclose(file);
    }
    return EXIT_SUCCESS;
}
