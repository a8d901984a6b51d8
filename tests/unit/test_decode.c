#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/decode.h"
#include "check.h"

/* A literal that may contain NUL. */
#define B(literal)                   \
    {                                \
        literal, sizeof(literal) - 1 \
    }
#define BOM "\xef\xbb\xbf"

struct decoded {
    struct co_buf converted;
    struct co_str text;
    const char *used;
    struct co_notes notes;
    struct co_err err;
    enum co_status status;
};

static void decode(struct decoded *d, struct co_str bytes, const char *encoding)
{
    memset(d, 0, sizeof *d);
    d->status =
        co_decode("a.csv", bytes, encoding, &d->converted, &d->text, &d->used, &d->notes, &d->err);
}

static void decoded_fini(struct decoded *d)
{
    co_buf_fini(&d->converted);
    co_notes_fini(&d->notes);
}

static const struct {
    const char *what;
    struct co_str in;
    const char *encoding, *out, *used;
    const char *note; /* NULL: none */
} good[] = {
    {"ASCII", B("WO,Qty\nA1,5\n"), NULL, "WO,Qty\nA1,5\n", "UTF-8", NULL},
    {"UTF-8", B("WO\nGeh\xc3\xa4use\n"), NULL, "WO\nGehäuse\n", "UTF-8", NULL},
    {"UTF-8 with BOM", B(BOM "WO\nGeh\xc3\xa4use\n"), NULL, "WO\nGehäuse\n", "UTF-8", NULL},
    {"BOM and a quoted header", B(BOM "\"WO,x\",b\n"), NULL, "\"WO,x\",b\n", "UTF-8", NULL},
    {"the BOM decides against --encoding", B(BOM "Geh\xc3\xa4use"), "ISO-8859-1", "Gehäuse",
     "UTF-8", NULL},
    {"UTF-16LE", B("\xff\xfeW\0O\0\n\0\xe4\0"), NULL, "WO\nä", "UTF-16LE", NULL},
    {"UTF-16BE", B("\xfe\xff\0W\0O\0\n\0\xe4"), NULL, "WO\nä", "UTF-16BE", NULL},
    {"UTF-16LE, surrogate pair", B("\xff\xfe\x3d\xd8\x29\xdd"), NULL, "\xf0\x9f\x94\xa9",
     "UTF-16LE", NULL},
    {"Windows-1252", B("WO\nA1\nGeh\xe4use \x80\n"), NULL, "WO\nA1\nGehäuse €\n", "WINDOWS-1252",
     "line 3 "},
    {"Windows-1252 in the first line",
     B("St\xfc"
       "ck\n"),
     NULL, "Stück\n", "WINDOWS-1252", "line 1 "},
    {"Windows-1252, lines ended by CR", B("WO\rA1\rGeh\xe4use\r"), NULL, "WO\rA1\rGehäuse\r",
     "WINDOWS-1252", "line 3 "},
    {"Windows-1252, lines ended by CR LF", B("WO\r\nA1\r\nGeh\xe4use\r\n"), NULL,
     "WO\r\nA1\r\nGehäuse\r\n", "WINDOWS-1252", "line 3 "},
    {"overlong UTF-8 is no UTF-8",
     B("a\xc0\xaf"
       "b"),
     NULL, "aÀ¯b", "WINDOWS-1252", "line 1 "},
    {"--encoding latin1", B("Geh\xe4use"), "ISO-8859-1", "Gehäuse", "ISO-8859-1", NULL},
    {"--encoding cp850", B("Geh\x84use"), "CP850", "Gehäuse", "CP850", NULL},
    {"--encoding UTF-8", B("Geh\xc3\xa4use"), "UTF-8", "Gehäuse", "UTF-8", NULL},
    {"--encoding utf-8", B("Geh\xc3\xa4use"), "utf-8", "Gehäuse", "utf-8", NULL},
    {"an end mark of DOS", B("WO\nA1\n\x1a"), NULL, "WO\nA1\n", "UTF-8", NULL},
    {"the same in Windows-1252", B("WO\n\xe4\n\x1a"), NULL, "WO\nä\n", "WINDOWS-1252", "line 2"},
    {"0x1A for a letter that is lacking", B("WO\nA\x1a\n"), NULL, "WO\nA\x1a\n", "UTF-8", NULL},
    {"--encoding UTF-16LE with its BOM", B("\xff\xfeW\0O\0"), "UTF-16LE", "WO", "UTF-16LE", NULL},
    {"--encoding UTF-16LE without BOM", B("W\0O\0"), "UTF-16LE", "WO", "UTF-16LE", NULL},
    {"--encoding UTF-16 with a BOM", B("\xfe\xff\0W\0O"), "UTF-16", "WO", "UTF-16", NULL},
    {"an order that begins like an archive", B("PK-104,5\n"), NULL, "PK-104,5\n", "UTF-8", NULL},
    {"html as a word", B("html,qty\n"), NULL, "html,qty\n", "UTF-8", NULL},
};

static void text_arrives_as_utf8(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct decoded d;
        decode(&d, good[i].in, good[i].encoding);
        check_status(good[i].what, d.status, CO_OK, &d.err);
        check_text(good[i].what, d.text, good[i].out);
        check_text(good[i].what, co_str_of(d.used), good[i].used);
        check_int(good[i].what, (int64_t)d.notes.n, good[i].note ? 2 : 1);
        if (good[i].note)
            check_contains(good[i].what, d.notes.list[0].text, good[i].note);
        check_contains(good[i].what, d.notes.list[d.notes.n - 1].text, good[i].used);
        check_int(good[i].what, d.notes.list[d.notes.n - 1].level, CO_NOTE_DETAIL);
        decoded_fini(&d);
    }
}

static const struct {
    const char *what;
    struct co_str in;
    const char *encoding;
    enum co_status status;
    const char *said;
} bad[] = {
    {"nothing", {NULL, 0}, NULL, CO_INPUT, "is empty"},
    {"only a BOM", B(BOM), NULL, CO_INPUT, "is empty"},
    {"only blanks", B(" \r\n\t\n"), NULL, CO_INPUT, "is empty"},
    {"only U+00A0", B("\xc2\xa0\n"), NULL, CO_INPUT, "is empty"},
    {"BOM and blanks", B(BOM "\r\n"), NULL, CO_INPUT, "is empty"},
    {"only a UTF-16 BOM", B("\xff\xfe"), NULL, CO_INPUT, "is empty"},
    {"xlsx", B("PK\003\004\x14\0"), NULL, CO_INPUT, "Excel workbook (xlsx)"},
    {"xls", B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), NULL, CO_INPUT, "old Excel workbook"},
    {"PDF", B("%PDF-1.7\n"), NULL, CO_INPUT, "PDF"},
    {"gzip", B("\x1f\x8b\x08\0"), NULL, CO_INPUT, "gzip"},
    {"HTML", B("<html><body>Login"), NULL, CO_INPUT, "web page"},
    {"HTML behind blanks", B("\r\n  <HTML>"), NULL, CO_INPUT, "web page"},
    {"HTML with a doctype", B("<!DOCTYPE html>"), NULL, CO_INPUT, "web page"},
    {"HTML behind a BOM", B(BOM "<!DOCTYPE html>"), NULL, CO_INPUT, "web page"},
    {"XML", B("<?xml version=\"1.0\"?>"), NULL, CO_INPUT, "XML"},
    {"xlsx with --encoding", B("PK\003\004\x14\0"), "CP850", CO_INPUT, "Excel workbook (xlsx)"},
    {"NUL", B("WO\nA1\nA\0002\n"), NULL, CO_INPUT, "line 3: a NUL"},
    {"padded with NUL", B("WO\nA1\n\0\0\0"), NULL, CO_INPUT, "line 3: a NUL"},
    {"padded with 0x1A", B("WO\nA1\n\x1a\x1a\x1a"), NULL, CO_INPUT, "line 3: filled up with 3"},
    {"padded in UTF-16", B("\xff\xfeW\0\n\0\x1a\0\x1a\0"), NULL, CO_INPUT, "filled up with 2"},
    {"only an end mark", B("\x1a"), NULL, CO_INPUT, "is empty"},
    {"UTF-16LE without BOM", B("W\0O\0\n\0"), NULL, CO_INPUT, "--encoding UTF-16LE"},
    {"UTF-16BE without BOM", B("\0W\0O\0\n"), NULL, CO_INPUT, "--encoding UTF-16BE"},
    {"NUL in Windows-1252", B("\xe4\n\0"), NULL, CO_INPUT, "line 2: a NUL"},
    {"BOM, but no UTF-8", B(BOM "WO\nGeh\xe4use"), NULL, CO_INPUT, "line 2: not valid UTF-8"},
    {"--encoding UTF-8, but none", B("WO\nGeh\xe4use"), "UTF-8", CO_INPUT, "line 2"},
    {"--encoding utf-8, but none", B("WO\nGeh\xe4use"), "utf-8", CO_INPUT, "line 2: byte 7"},
    {"half a UTF-16 character", B("\xff\xfeW\0O"), NULL, CO_INPUT, "byte 3 of"},
    {"lone surrogate",
     B("\xff\xfe\n\0\x3d\xd8"
       "a\0"),
     NULL, CO_INPUT, "line 2"},
    {"no Windows-1252 either", B("WO\n\x81\n"), NULL, CO_INPUT, "line 2: byte 4"},
    {"unknown encoding", B("WO\n"), "klingon", CO_USAGE, "'klingon' is not known"},
};

static void what_is_no_list_is_refused_with_a_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct decoded d;
        decode(&d, bad[i].in, bad[i].encoding);
        check_status(bad[i].what, d.status, bad[i].status, &d.err);
        check_contains(bad[i].what, d.err.text, bad[i].said);
        if (d.status == CO_INPUT)
            check_contains(bad[i].what, d.err.text, "a.csv");
        decoded_fini(&d);
    }
}

/* Longer than the block that is converted at a time, with a character across every border. */
static void long_texts_are_converted_whole(void **state)
{
    (void)state;
    for (size_t len = 16380; len < 16390; len++) {
        struct co_buf in = {0};
        struct decoded d;
        co_buf_fill(&in, 'x', len);
        co_buf_fill(&in, '\x80', 20000);
        decode(&d, co_buf_view(&in), NULL);
        check_status("long", d.status, CO_OK, &d.err);
        check_int("length", (int64_t)d.text.len, (int64_t)(len + 60000));
        check_text("end", (struct co_str){d.text.at + d.text.len - 3, 3}, "€");
        decoded_fini(&d);
        co_buf_fini(&in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_arrives_as_utf8),
        cmocka_unit_test(what_is_no_list_is_refused_with_a_sentence),
        cmocka_unit_test(long_texts_are_converted_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
