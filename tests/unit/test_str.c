#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/str.h"
#include "check.h"

static const struct {
    const char *what, *in, *out;
} trims[] = {
    {"nothing", "", ""},
    {"plain", "A1", "A1"},
    {"blanks", "  A1  ", "A1"},
    {"tab, CR, LF", "\t\r\nA1\n\r\t", "A1"},
    {"U+00A0 before",
     "\xc2\xa0"
     "A1",
     "A1"},
    {"U+00A0 behind", "A1\xc2\xa0", "A1"},
    {"all mixed", " \xc2\xa0\t\xc2\xa0 A1 \xc2\xa0\t\xc2\xa0", "A1"},
    {"blanks inside stay", " A  1 ", "A  1"},
    {"U+00A0 inside stays",
     "A\xc2\xa0"
     "1",
     "A\xc2\xa0"
     "1"},
    {"only blanks", " \t\r\n ", ""},
    {"only U+00A0", "\xc2\xa0\xc2\xa0", ""},
    {"half a U+00A0 in front", "\xc2", "\xc2"},
    {"half a U+00A0 behind stays", "A\xa0", "A\xa0"},
    {"another character that begins with C2", "\xc2\xb5m", "\xc2\xb5m"},
    {"a character that ends in A0 (U+0160)", "\xc5\xa0", "\xc5\xa0"},
    {"form feed is no blank", "\fA", "\fA"},
};

static void trim_takes_blanks_from_both_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(trims); i++)
        check_text(trims[i].what, co_str_trim(co_str_of(trims[i].in)), trims[i].out);
    check_int("NULL view", (int64_t)co_str_trim((struct co_str){NULL, 0}).len, 0);
}

static const struct {
    const char *what, *a, *b;
    int order;
} orders[] = {
    {"equal", "abc", "abc", 0},    {"both empty", "", "", 0},
    {"less", "abc", "abd", -1},    {"more", "b", "abc", 1},
    {"prefix", "ab", "abc", -1},   {"longer", "abc", "ab", 1},
    {"empty", "", "a", -1},        {"bytes are unsigned", "z", "\xc3\xa4", -1},
    {"case counts", "A", "a", -1}, {"codes stay text", "10", "9", -1},
};

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void compare_is_bytewise(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(orders); i++) {
        struct co_str a = co_str_of(orders[i].a), b = co_str_of(orders[i].b);
        check_int(orders[i].what, sign(co_str_cmp(a, b)), orders[i].order);
        check_int(orders[i].what, sign(co_str_cmp(b, a)), -orders[i].order);
        check_int(orders[i].what, co_str_eq(a, b), orders[i].order == 0);
    }
    struct co_str null = {NULL, 0};
    check_int("NULL = empty", co_str_eq(null, CO_STR("")), 1);
    check_int("NULL = empty in order", co_str_cmp(null, CO_STR("")), 0);
    check_int("of NULL", (int64_t)co_str_of(NULL).len, 0);
    check_int("NUL counts", co_str_eq((struct co_str){"a\0b", 3}, (struct co_str){"a\0c", 3}), 0);
}

static void case_and_prefix(void **state)
{
    (void)state;
    check_int("case ignored", co_str_eq_nocase(CO_STR("Work Order"), CO_STR("WORK oRDER")), 1);
    check_int("length counts", co_str_eq_nocase(CO_STR("a"), CO_STR("ab")), 0);
    check_int("only ASCII", co_str_eq_nocase(CO_STR("\xc3\x84"), CO_STR("\xc3\xa4")), 0);
    check_int("@ is not `", co_str_eq_nocase(CO_STR("@"), CO_STR("`")), 0);
    check_int("[ is not {", co_str_eq_nocase(CO_STR("["), CO_STR("{")), 0);
    check_int("starts", co_str_starts(CO_STR("MW-104"), CO_STR("MW-")), 1);
    check_int("starts with nothing", co_str_starts(CO_STR("a"), CO_STR("")), 1);
    check_int("starts with more", co_str_starts(CO_STR("a"), CO_STR("ab")), 0);
    check_int("starts otherwise", co_str_starts(CO_STR("ab"), CO_STR("b")), 0);
}

static const char *const names[] = {"Work Order", "Due Date", NULL, "Quantity", "Shop", ""};

static const struct {
    const char *what, *word, *nearest;
} words[] = {
    {"itself", "Shop", "Shop"},
    {"case", "quantity", "Quantity"},
    {"one letter", "Shp", "Shop"},
    {"swapped letters", "Quantiyt", "Quantity"},
    {"several letters of a long word", "Wrok-Ordre", "Work Order"},
    {"another word", "Customer", NULL},
    {"a far word of the same length", "Location", NULL},
    {"short and far", "xy", NULL},
    {"nothing", "", NULL},
    {"too long to be meant",
     "Work Order Work Order Work Order Work Order Work Order Work Order Work Order", NULL},
};

static void nearest_suggests_only_what_may_be_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *got = co_str_nearest(words[i].word, names, COUNT(names));
        check_text(words[i].what, co_str_of(got ? got : "none"),
                   words[i].nearest ? words[i].nearest : "none");
    }
    assert_null(co_str_nearest("Shop", NULL, 0));
}

static void nearest_takes_the_nearer_and_then_the_first(void **state)
{
    static const char *const close[] = {"planned", "planner", "plannet"};
    char longest[64], longer[65];
    const char *one;
    (void)state;
    check_text("nearest", co_str_of(co_str_nearest("planner", close, 3)), "planner");
    check_text("first of equals", co_str_of(co_str_nearest("plannex", close, 3)), "planned");
    memset(longest, 'a', 63);
    longest[63] = '\0';
    memset(longer, 'a', 64);
    longer[64] = '\0';
    one = longest;
    assert_non_null(co_str_nearest(longest, &one, 1));
    assert_null(co_str_nearest(longer, &one, 1));
    one = longer;
    assert_null(co_str_nearest(longest, &one, 1));
}

static void a_file_name_is_behind_the_last_slash(void **state)
{
    (void)state;
    check_text("alone", co_str_of(co_str_file_name("a.csv")), "a.csv");
    check_text("in folders", co_str_of(co_str_file_name("/x/y/a.csv")), "a.csv");
    check_text("a folder", co_str_of(co_str_file_name("x/")), "");
    check_text("nothing", co_str_of(co_str_file_name("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trim_takes_blanks_from_both_ends),
        cmocka_unit_test(compare_is_bytewise),
        cmocka_unit_test(case_and_prefix),
        cmocka_unit_test(nearest_suggests_only_what_may_be_meant),
        cmocka_unit_test(nearest_takes_the_nearer_and_then_the_first),
        cmocka_unit_test(a_file_name_is_behind_the_last_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
