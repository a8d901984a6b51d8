/* Runs the fuzz target on files, with any compiler: what was found once is a test for ever. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20 }; /* bytes of an input */

static bool replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(MOST);
    size_t len = file && bytes ? fread(bytes, 1, MOST, file) : 0;
    bool ok = file && bytes && !ferror(file) && len < MOST;
    printf("%s%s\n", path, ok ? "" : ": cannot be read");
    (void)fflush(stdout); /* so that a crash is known by its file */
    if (ok)
        (void)LLVMFuzzerTestOneInput(bytes, len);
    if (file)
        (void)fclose(file);
    free(bytes);
    return ok;
}

int main(int argc, char **argv)
{
    bool ok = argc > 1;
    for (int i = 1; i < argc; i++)
        ok = replay(argv[i]) && ok;
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
