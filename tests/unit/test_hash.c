#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include "crossoff/hash.h"
#include "check.h"

/* Bytes 0, 1, 2, ... under the key 00 01 .. 0f, from another implementation (Python) that also
 * gives the published vector of SipHash-2-4. */
static const struct {
    size_t len;
    uint64_t hash;
} vectors[] = {
    {0, UINT64_C(0xabac0158050fc4dc)},   {1, UINT64_C(0xc9f49bf37d57ca93)},
    {2, UINT64_C(0x82cb9b024dc7d44d)},   {3, UINT64_C(0x8bf80ab8e7ddf7fb)},
    {4, UINT64_C(0xcf75576088d38328)},   {5, UINT64_C(0xdef9d52f49533b67)},
    {6, UINT64_C(0xc50d2b50c59f22a7)},   {7, UINT64_C(0xd3927d989bb11140)},
    {8, UINT64_C(0x369095118d299a8e)},   {9, UINT64_C(0x25a48eb36c063de4)},
    {10, UINT64_C(0x79de85ee92ff097f)},  {11, UINT64_C(0x70c118c1f94dc352)},
    {12, UINT64_C(0x78a384b157b4d9a2)},  {13, UINT64_C(0x306f760c1229ffa7)},
    {14, UINT64_C(0x605aa111c0f95d34)},  {15, UINT64_C(0xd320d86d2a519956)},
    {16, UINT64_C(0xcc4fdd1a7d908b66)},  {17, UINT64_C(0x9cf2689063dbd80c)},
    {63, UINT64_C(0x9d199062b7bbb3a8)},  {64, UINT64_C(0xf17997ec4b4a6065)},
    {255, UINT64_C(0xf76214e3153c4a15)}, {256, UINT64_C(0x75b3e64e167de370)},
    {257, UINT64_C(0x5d8ffca6213c73b8)}, {1000, UINT64_C(0x2cf8d9d4f270cadf)},
};

static void hash_is_siphash_1_3(void **state)
{
    const struct co_hash_key key = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
    char bytes[1000];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(unsigned char)i;
    for (size_t i = 0; i < COUNT(vectors); i++) {
        uint64_t got = co_hash(key, (struct co_str){bytes, vectors[i].len});
        if (got != vectors[i].hash)
            fail_msg("%zu bytes: got %016llx, expected %016llx", vectors[i].len,
                     (unsigned long long)got, (unsigned long long)vectors[i].hash);
    }
    assert_true(co_hash((struct co_hash_key){0, 0}, CO_STR("WO-104152")) ==
                UINT64_C(0xd43e0242b1c21081));
    assert_true(co_hash(key, (struct co_str){NULL, 0}) == vectors[0].hash);
}

static uint64_t of_cells(const char *const *cells, size_t n, struct co_hash_key key)
{
    uint64_t h = 0;
    for (size_t i = 0; i < n; i++)
        h = co_hash_cell(key, h, co_str_of(cells[i]));
    return h;
}

static void borders_of_cells_count(void **state)
{
    static const char *const cells[][3] = {{"100", "10", ""}, {"1001", "0", ""}, {"10010", "", ""},
                                           {"", "10010", ""}, {"10", "010", ""}, {"100", "", "10"},
                                           {"", "100", "10"}, {"10", "100", ""}, {"10", "0", "10"},
                                           {"1", "0", "010"}};
    const struct co_hash_key key = {3, 4}, other = {3, 5};
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++)
        for (size_t j = 0; j < COUNT(cells); j++) {
            bool is_equal = of_cells(cells[i], 3, key) == of_cells(cells[j], 3, key);
            if (is_equal != (i == j))
                fail_msg("cells %zu and %zu: equal %d", i, j, is_equal);
        }
    assert_true(of_cells(cells[0], 3, key) != of_cells(cells[0], 3, other));
    assert_true(of_cells(cells[0], 2, key) != of_cells(cells[0], 3, key));
}

static void key_and_every_byte_count(void **state)
{
    char text[] = "MW-104152,0031842,60";
    const struct co_hash_key key = {1, 2}, other = {2, 1};
    uint64_t whole = co_hash(key, co_str_of(text));
    (void)state;
    assert_true(whole != co_hash(other, co_str_of(text)));
    for (size_t i = 0; text[i]; i++) {
        text[i] ^= 1;
        assert_true(whole != co_hash(key, co_str_of(text)));
        text[i] ^= 1;
    }
    assert_true(whole == co_hash(key, co_str_of(text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_is_siphash_1_3),
        cmocka_unit_test(borders_of_cells_count),
        cmocka_unit_test(key_and_every_byte_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
