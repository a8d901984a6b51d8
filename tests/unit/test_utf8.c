#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "check.h"

static const struct {
    const char *what, *in;
    int bad; /* -1: valid */
} texts[] = {
    {"nothing", "", -1},
    {"ASCII", "MW-104152 \t\x7f", -1},
    {"two bytes", "Geh\xc3\xa4use", -1},
    {"three bytes", "\xe2\x82\xac 5", -1},
    {"four bytes", "\xf0\x9f\x94\xa9", -1},
    {"first and last of two bytes", "\xc2\x80\xdf\xbf", -1},
    {"first and last of three bytes", "\xe0\xa0\x80\xef\xbf\xbf", -1},
    {"around the surrogates", "\xed\x9f\xbf\xee\x80\x80", -1},
    {"first and last of four bytes", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", -1},
    {"byte order mark", "\xef\xbb\xbf", -1},
    {"lone continuation", "a\x80", 1},
    {"Windows-1252 umlaut", "Geh\xe4use", 3},
    {"overlong NUL", "\xc0\x80", 0},
    {"overlong slash", "ab\xc0\xaf", 2},
    {"overlong, C1", "\xc1\xbf", 0},
    {"overlong in three bytes", "\xe0\x9f\xbf", 0},
    {"overlong in four bytes", "\xf0\x8f\xbf\xbf", 0},
    {"first surrogate", "x\xed\xa0\x80", 1},
    {"last surrogate", "x\xed\xbf\xbf", 1},
    {"above U+10FFFF", "\xf4\x90\x80\x80", 0},
    {"F5", "\xf5\x80\x80\x80", 0},
    {"FE", "\xfe", 0},
    {"FF", "abc\xff", 3},
    {"two bytes, one missing", "ab\xc3", 2},
    {"three bytes, one missing", "ab\xe2\x82", 2},
    {"four bytes, one missing", "ab\xf0\x9f\x94", 2},
    {"not continued", "\xe2\x82(", 0},
    {"good, then bad", "\xc3\xa4\xc3", 2},
};

static void broken_utf8_is_found_where_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t len = strlen(texts[i].in);
        check_int(texts[i].what, (int64_t)co_utf8_check(co_str_of(texts[i].in)),
                  texts[i].bad < 0 ? (int64_t)len : texts[i].bad);
    }
    check_int("NULL", (int64_t)co_utf8_check((struct co_str){NULL, 0}), 0);
}

static size_t encode(uint32_t p, char out[4])
{
    if (p < 0x80) {
        out[0] = (char)p;
        return 1;
    }
    size_t n = p < 0x800 ? 2 : p < 0x10000 ? 3 : 4;
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n; i-- > 1; p >>= 6)
        out[i] = (char)(0x80 | (p & 0x3f));
    out[0] = (char)(first[n] | p);
    return n;
}

static void every_code_point_is_valid_or_a_surrogate(void **state)
{
    (void)state;
    for (uint32_t p = 0; p <= 0x110fff; p++) {
        char bytes[4];
        size_t len = encode(p, bytes);
        bool is_good = p <= 0x10ffff && (p < 0xd800 || p > 0xdfff);
        if (co_utf8_check((struct co_str){bytes, len}) != (is_good ? len : 0))
            fail_msg("U+%04X: valid should be %d", (unsigned)p, is_good);
    }
}

static const struct {
    const char *what, *in;
    size_t width;
} widths[] = {
    {"nothing", "", 0},
    {"ASCII", "MW-104", 6},
    {"umlauts", "Gehäuse", 7},
    {"sharp s", "groß", 4},
    {"CJK", "泵轴", 4},
    {"full-width", "＝", 2},
    {"katakana", "ポンプ", 6},
    {"half-width katakana", "ﾎﾟﾝ", 3},
    {"combining diaeresis", "a\xcc\x88", 1},
    {"ellipsis", "…", 1},
    {"euro", "€", 1},
    {"broken byte", "a\xff", 2},
    {"Cyrillic", "Вал", 3},
};

static void width_is_what_a_terminal_needs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(widths); i++)
        check_int(widths[i].what, (int64_t)co_utf8_width(co_str_of(widths[i].in)),
                  (int64_t)widths[i].width);
}

static const struct {
    const char *what, *in, *out;
} visibles[] = {
    {"plain", "Gehäuse 3/4\"", "Gehäuse 3/4\""},
    {"nothing", "", ""},
    {"escape", "\033[2J", "<U+001B>[2J"},
    {"bell, tab, line end", "\a\t\r\n", "<U+0007><U+0009><U+000D><U+000A>"},
    {"DEL", "\x7f", "<U+007F>"},
    {"C1 CSI",
     "\xc2\x9b"
     "2J",
     "<U+009B>2J"},
    {"first and last C1", "\xc2\x80\xc2\x9f", "<U+0080><U+009F>"},
    {"behind C1", "\xc2\xa0", "\xc2\xa0"},
    {"right-to-left override",
     "a\xe2\x80\xae"
     "b",
     "a<U+202E>b"},
    {"bidi embedding and isolates", "\xe2\x80\xaa\xe2\x81\xa6\xe2\x81\xa9",
     "<U+202A><U+2066><U+2069>"},
    {"marks of direction", "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "<U+200E><U+200F><U+061C>"},
    {"zero width", "\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbf", "<U+200B><U+200D><U+FEFF>"},
    {"line separators", "\xe2\x80\xa8\xe2\x80\xa9", "<U+2028><U+2029>"},
    {"broken", "a\xff\xc3", "a<FF><C3>"},
    {"overlong escape", "\xc0\x9b", "<C0><9B>"},
    {"surrogate", "\xed\xa0\x80", "<ED><A0><80>"},
    {"CJK stays", "泵轴", "泵轴"},
    {"combining stays", "a\xcc\x88", "a\xcc\x88"},
};

static void nothing_visible_is_obeyed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(visibles); i++) {
        struct co_buf out = {0};
        co_utf8_visible(&out, co_str_of(visibles[i].in));
        check_text(visibles[i].what, co_buf_view(&out), visibles[i].out);
        co_buf_fini(&out);
    }
    struct co_buf out = {0};
    co_utf8_visible(&out, (struct co_str){"a\0b", 3});
    check_text("NUL", co_buf_view(&out), "a<U+0000>b");
    co_buf_fini(&out);
}

static void visible_text_is_valid_and_stays_so(void **state)
{
    (void)state;
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++) {
            char bytes[3] = {(char)a, (char)b, 'x'};
            struct co_buf once = {0}, twice = {0};
            co_utf8_visible(&once, (struct co_str){bytes, 3});
            co_utf8_visible(&twice, co_buf_view(&once));
            if (co_utf8_check(co_buf_view(&once)) != once.len ||
                !co_str_eq(co_buf_view(&once), co_buf_view(&twice)))
                fail_msg("bytes %02x %02x: shown as [%.*s]", a, b, (int)once.len, once.at);
            co_buf_fini(&once);
            co_buf_fini(&twice);
        }
}

static const struct {
    const char *what, *in;
    size_t width;
    bool right, ascii;
    const char *out;
} fits[] = {
    {"filled", "ab", 4, false, false, "ab  "},
    {"filled left", "ab", 4, true, false, "  ab"},
    {"exact", "abcd", 4, false, false, "abcd"},
    {"cut", "abcdef", 4, false, false, "abc…"},
    {"cut in ASCII", "abcdef", 4, false, true, "abc~"},
    {"cut, right", "abcdef", 4, true, false, "abc…"},
    {"one column", "abc", 1, false, false, "…"},
    {"no column", "abc", 0, false, false, ""},
    {"nothing", "", 3, false, false, "   "},
    {"half a wide character does not fit", "泵轴a", 4, false, false, "泵… "},
    {"wide, exact", "泵轴", 4, false, false, "泵轴"},
    {"a mark stays with its letter",
     "abc\xcc\x88"
     "de",
     4, false, false, "abc\xcc\x88…"},
};

static void fit_gives_exactly_that_many_columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(fits); i++) {
        struct co_buf out = {0};
        co_utf8_fit(&out, co_str_of(fits[i].in), fits[i].width, fits[i].right, fits[i].ascii);
        check_text(fits[i].what, co_buf_view(&out), fits[i].out);
        co_buf_fini(&out);
    }
}

static void fit_is_exact_for_every_width(void **state)
{
    static const char *const in[] = {
        "",           "Pump shaft 32 h6", "Gehäuse, groß",
        "泵轴泵轴泵", "a泵b轴c",          "a\xcc\x88o\xcc\x88u\xcc\x88",
        "ポ…ンプ",    "<U+001B>x"};
    (void)state;
    for (size_t i = 0; i < COUNT(in); i++)
        for (size_t width = 0; width < 24; width++)
            for (int mode = 0; mode < 4; mode++) {
                struct co_buf out = {0};
                co_utf8_fit(&out, co_str_of(in[i]), width, mode & 1, mode & 2);
                check_int(in[i], (int64_t)co_utf8_width(co_buf_view(&out)), (int64_t)width);
                check_int(in[i], (int64_t)co_utf8_check(co_buf_view(&out)), (int64_t)out.len);
                co_buf_fini(&out);
            }
}

static const struct {
    const char *what, *in;
    bool german;
    const char *out;
} folds[] = {
    {"case", "Work ORDER", false, "work order"},
    {"marks are blanks", "Work_Order-No./#:x", false, "work order no x"},
    {"double blanks", "Work Order  Qty", false, "work order qty"},
    {"blanks at the ends", "  Qty  ", false, "qty"},
    {"U+00A0", "\xc2\xa0Work\xc2\xa0\xc2\xa0Order\xc2\xa0", false, "work order"},
    {"narrow blank", "Work\xe2\x80\xafOrder", false, "work order"},
    {"accents", "Número de Pièce Ångström", false, "numero de piece angstrom"},
    {"decomposed accents", "Nu\xcc\x81mero", false, "numero"},
    {"sharp s", "Größe", false, "grosse"},
    {"sharp s, German", "Größe", true, "groesse"},
    {"umlauts", "ÄÖÜ äöü", false, "aou aou"},
    {"umlauts, German", "ÄÖÜ äöü", true, "aeoeue aeoeue"},
    {"decomposed umlaut, German", "Fa\xcc\x88llig", true, "faellig"},
    {"other diaeresis, German", "Citroën", true, "citroen"},
    {"ordinal", "Nº do material", false, "no do material"},
    {"digits", "2nd Item", false, "2nd item"},
    {"full-width", "ＱＴＹ１", false, "qty1"},
    {"ligature", "ﬁnish", false, "finish"},
    {"only marks", "-- / #", false, ""},
    {"nothing", "", false, ""},
    {"zero width is ignored", "Qty\xe2\x80\x8b", false, "qty"},
    {"soft hyphen is ignored", "Quan\xc2\xadtity", false, "quantity"},
    {"byte order mark is ignored", "\xef\xbb\xbfOrder", false, "order"},
    {"Cyrillic", "ЗАКАЗ", false, "заказ"},
};

static void fold_compares_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(folds); i++) {
        struct co_buf out = {0};
        co_utf8_fold(&out, co_str_of(folds[i].in), folds[i].german);
        check_text(folds[i].what, co_buf_view(&out), folds[i].out);
        co_buf_fini(&out);
    }
}

static void compose_writes_accents_with_their_letters(void **state)
{
    static const struct {
        const char *in, *out;
    } table[] = {
        {"", ""},
        {"WO-1", "WO-1"},
        {"Nu\xcc\x81m", "N\xc3\xbam"},
        {"N\xc3\xbam", "N\xc3\xbam"},
        {"x\xcc\x81", "x\xcc\x81"}, /* has no character of its own */
        {"a\xff", "a\xff"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct co_buf out = {0};
        co_buf_text(&out, ">");
        co_utf8_compose(&out, co_str_of(table[i].in));
        assert_int_equal(out.at[0], '>');
        check_text(table[i].in, (struct co_str){out.at + 1, out.len - 1}, table[i].out);
        co_buf_fini(&out);
    }
}

static void fold_appends_and_keeps_what_is_broken(void **state)
{
    struct co_buf out = {0};
    (void)state;
    co_buf_text(&out, "x ");
    co_utf8_fold(&out, CO_STR("-Due"), false);
    check_text("appended", co_buf_view(&out), "x due");
    out.len = 0;
    co_utf8_fold(&out, CO_STR("Geh\xe4use"), false);
    check_text("broken", co_buf_view(&out), "Geh\xe4use");
    assert_true(co_buf_ok(&out));
    out.len = 0;
    co_utf8_fold(&out, (struct co_str){NULL, 0}, true);
    check_int("NULL", (int64_t)out.len, 0);
    co_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_utf8_is_found_where_it_is),
        cmocka_unit_test(every_code_point_is_valid_or_a_surrogate),
        cmocka_unit_test(width_is_what_a_terminal_needs),
        cmocka_unit_test(nothing_visible_is_obeyed),
        cmocka_unit_test(visible_text_is_valid_and_stays_so),
        cmocka_unit_test(fit_gives_exactly_that_many_columns),
        cmocka_unit_test(fit_is_exact_for_every_width),
        cmocka_unit_test(compose_writes_accents_with_their_letters),
        cmocka_unit_test(fold_compares_names),
        cmocka_unit_test(fold_appends_and_keeps_what_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
