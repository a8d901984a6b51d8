#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>
#include "crossoff/digest.h"
#include "check.h"

/* Bytes 0, 1, 2, ... 255, 0, ... around the borders of a block, from another implementation
 * (Python's hashlib). */
static const struct {
    size_t len;
    const char *text;
} vectors[] = {
    {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
    {55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"},
    {56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"},
    {63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"},
    {64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"},
    {65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"},
    {1000, "a8af099bf2e878609558dbf69d8f88f4a31040a8cf84b549a0cfa912f12ffc3f"},
};

static void expect(const char *got, const char *right, size_t len, size_t step)
{
    if (strcmp(got, right) != 0)
        fail_msg("%zu bytes, %zu at a time: got %s, expected %s", len, step, got, right);
}

static void digest_is_sha_256_in_whatever_pieces(void **state)
{
    unsigned char bytes[1000];
    char text[CO_DIGEST_TEXT];
    struct co_digest d;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    co_digest_init(&d);
    for (size_t v = 0; v < COUNT(vectors); v++)
        for (size_t step = 1; step < 1100; step += 37) {
            for (size_t at = 0; at < vectors[v].len; at += step)
                co_digest_add(&d, bytes + at,
                              vectors[v].len - at < step ? vectors[v].len - at : step);
            co_digest_text(&d, text); /* which begins anew */
            expect(text, vectors[v].text, vectors[v].len, step);
        }
}

static void nothing_added_is_nothing_read(void **state)
{
    char text[CO_DIGEST_TEXT];
    struct co_digest d;
    (void)state;
    co_digest_init(&d);
    co_digest_add(&d, "", 0);
    co_digest_text(&d, text);
    expect(text, vectors[0].text, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digest_is_sha_256_in_whatever_pieces),
        cmocka_unit_test(nothing_added_is_nothing_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
