/* What reading the files costs with libcsv alone: every cell is parsed, nothing is done with it.
 * With --threads first, a thread for each file. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

enum { FILES = 16, BLOCK = 1 << 16 };

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
    char block[BLOCK];
    size_t length;

    while ((length = fread(block, 1, sizeof block, file)) > 0) {
        if (csv_parse(parser, block, length, on_cell, on_row, NULL) != length)
            return -1;
    }
    return ferror(file) ? -1 : csv_fini(parser, on_cell, on_row, NULL);
}

/* Gives NULL, or the name back if the file could not be read to its end. */
static void *read_file(void *name)
{
    struct csv_parser parser;
    FILE *file = fopen(name, "rb");
    int failed;

    if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        perror(name);
        return name;
    }
    failed = parse(&parser, file);
    if (failed)
        fprintf(stderr, "%s: %s\n", (const char *)name, csv_strerror(csv_error(&parser)));
    csv_free(&parser);
    fclose(file);
    return failed ? name : NULL;
}

static int read_together(int count, char **names)
{
    pthread_t threads[FILES];
    int failed = 0;

    for (int i = 0; i < count; i++) {
        if (pthread_create(&threads[i], NULL, read_file, names[i]) != 0)
            abort();
    }
    for (int i = 0; i < count; i++) {
        void *result;

        pthread_join(threads[i], &result);
        failed |= result != NULL;
    }
    return failed;
}

int main(int argc, char **argv)
{
    int failed = 0;

    if (argc > 1 && strcmp(argv[1], "--threads") == 0)
        return argc - 2 > FILES || read_together(argc - 2, argv + 2);
    for (int i = 1; i < argc; i++)
        failed |= read_file(argv[i]) != NULL;
    return failed;
}
