#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "crossoff/report.h"
#include "crossoff/utf8.h"
#include "sheets.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool holds(const struct co_buf *got, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= got->len; i++)
        if (memcmp(got->at + i, part, len) == 0)
            return true;
    return false;
}

static void assert_holds(const char *what, const struct co_buf *got, const char *part)
{
    assert_true(co_buf_ok(got));
    if (!holds(got, part))
        fail_msg("%s: not found: [%s] in\n%.*s", what, part, (int)got->len, got->at);
}

static void assert_text(const char *what, const struct co_buf *got, const char *expected)
{
    assert_true(co_buf_ok(got));
    if (!co_str_eq(co_buf_view(got), co_str_of(expected)))
        fail_msg("%s: got\n%.*s\nexpected\n%s", what, (int)got->len, got->at, expected);
}

struct part_case {
    const char *what, *sheet;
    size_t width;
    const char *part;
};

static const struct part_case parts[] = {
    {"feed and key", "five_shops", 80, "feed machining · matched by WIP_ENTITY_NAME\n"},
    {"file of yesterday", "five_shops", 80,
     "  yesterday  Thu 19 Nov 2026  open-orders-2026-11-19.csv  51 rows\n"},
    {"rows that are not open", "five_shops", 140, "53 rows, 2 closed, 1 duplicate, 1 dropped\n"},
    {"counts", "five_shops", 140,
     "4 completed (642 pieces) · 1 cancelled · 1 moved · 45 carried over (4 changed) · 3 new · "
     "1 reopened · 3 past due\n"},
    {"evidence", "five_shops", 80,
     "  1 confirmed by status, 1 by quantity, 2 left the list (assumed completed)\n"},
    {"identity in one line", "one_order", 100,
     "check  yesterday 1 = 0 completed + 1 carried over · today 1 = 1 carried over + 0 new  ✔ adds "
     "up\n"},
    {"identity in two lines", "one_order", 80,
     "check  yesterday 1 = 0 completed + 1 carried over\n"
     "       today 1 = 1 carried over + 0 new  ✔ adds up\n"},
    {"zeros of the day are said", "one_order", 80, "0 completed · 1 carried over · 0 new · 0 past"},
    {"shop", "five_shops", 100,
     "\nMilling · 2 completed (1 assumed) · 1 cancelled · 4 carried over (3 changed) · 1 new"},
    {"no shop name", "five_shops", 80, "\n(no shop) · 1 new\n"},
    {"completed", "five_shops", 80, "\n  ✔ completed      MW-104202   0310704  Deckel, verz… "},
    {"how it is known, where there is room", "five_shops", 120, "2026-11-30  by status\n"},
    {"cancelled", "five_shops", 80, "\n  ✗ cancelled      MW-104170 "},
    {"moved", "five_shops", 80, "\n  → moved          MW-104203 "},
    {"carried", "five_shops", 80, "\n  ● carried    11  MW-104181 "},
    {"days in a column", "five_shops", 80, "\n              day  work order  part "},
    {"no days without anything carried", "baseline", 80, "\n            work order  part "},
    {"past due instead of the date", "five_shops", 80, "5/20  ! past due 3 d\n"},
    {"past due beside the date", "five_shops", 100, "5/20  2026-11-17  ! past due 3 d\n"},
    {"change below", "five_shops", 80,
     "2026-11-27\n                   due 2026-11-20 → 2026-11-27\n"},
    {"change beside", "five_shops", 140, "  2026-11-27  due 2026-11-20 → 2026-11-27\n"},
    {"progress", "five_shops", 80, "                   +40 made (40 of 100)\n"},
    {"shop changed", "five_shops", 80, "shop Turning → Milling\n"},
    {"filled cell", "five_shops", 80, "priority (none) → 10 · "},
    {"reopened, with its days", "five_shops", 80, "\n  ↺ reopened    1  MW-104099 "},
    {"what is taken back", "five_shops", 80,
     "                   completed 2026-11-16 taken back\n"},
    {"new", "five_shops", 80, "\n  + new            MW-104330 "},
    {"wide characters are cut by width", "five_shops", 80,
     "  油圧シリンダ…     0/2.5  2026-12-10\n"},
    {"shortened list", "five_shops", 100,
     "   … 38 more carried over: crossoff report --date 2026-11-20 --feed machining --shop Turning "
     "--all\n"},
    {"last line", "five_shops", 80,
     "\n\n… the whole list: crossoff report --date 2026-11-20 --feed machining --all\n"},
    {"suffix and operation", "no_shop", 80,
     "\n  ✔ completed      000001004774/01  0010  by status\n"},
    {"columns that nothing fills", "no_shop", 80, "\n              day  work order       op\n"},
    {"baseline", "baseline", 80,
     "This is the first list of the feed, so there is nothing to cross off yet.\n"
     "42 orders listed · 1 past due\n"},
    {"baseline shop", "baseline", 80, "\nVormontage · 30 listed\n"},
    {"listed", "baseline", 80, "\n  ● listed  1004774 "},
    {"shop name is quoted", "hostile", 80, " --shop 'it'\\''s; rm -rf <U+001B>[31m' --all\n"},
    {"history is quoted", "hostile", 80, " --history '$(reboot).db' "},
    {"hostile feed", "hostile", 80, "feed <U+001B>[1mfeed<U+0007> · matched by K<U+009B>\n"},
    {"hostile file", "hostile", 80, "=today<b><U+202E>.csv"},
};

static void sheet_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct co_view view = {.width = parts[i].width, .program = CO_STR("crossoff")};
        struct co_buf out = {0};
        co_term_sheet(&out, sheet_named(parts[i].sheet), &view);
        assert_holds(parts[i].what, &out, parts[i].part);
        co_buf_fini(&out);
    }
}

static const struct part_case ascii_parts[] = {
    {"completed", "five_shops", 80, "\n  x completed      MW-104202 "},
    {"cancelled", "five_shops", 80, "\n  - cancelled      MW-104170 "},
    {"moved", "five_shops", 80, "\n  > moved          MW-104203 "},
    {"carried", "five_shops", 80, "\n  o carried    11  MW-104181 "},
    {"reopened", "five_shops", 80, "\n  < reopened    1  MW-104099 "},
    {"new", "five_shops", 80, "\n  + new            MW-104330 "},
    {"arrow", "five_shops", 80, "due 2026-11-20 -> 2026-11-27\n"},
    {"cut", "five_shops", 80, "Clamping fla~ "},
    {"counts", "one_order", 80, "0 completed, 1 carried over, 0 new, 0 past due\n"},
    {"adds up", "one_order", 80, "+ 0 new  ok, adds up\n"},
    {"more", "five_shops", 80, "   ... 38 more carried over:\n"},
};

static void sheet_says_in_ascii(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ascii_parts); i++) {
        struct co_view view = {.width = ascii_parts[i].width, .is_ascii = true};
        struct co_buf out = {0};
        co_term_sheet(&out, sheet_named(ascii_parts[i].sheet), &view);
        assert_holds(ascii_parts[i].what, &out, ascii_parts[i].part);
        co_buf_fini(&out);
    }
}

static const struct part_case color_parts[] = {
    {"crossed off", "five_shops", 80,
     "\033[32m✔ completed\033[0m      \033[2;9;32mMW-104202   0310704  Deckel, verz…     30/30  "
     "2026-11-20\033[0m\n"},
    {"past due", "five_shops", 100, "2026-11-17  \033[1;31m! past due 3 d\033[0m\n"},
    {"feed", "five_shops", 80, "\033[1mfeed machining\033[0m"},
};

static void sheet_says_in_colour(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(color_parts); i++) {
        struct co_view view = {.width = color_parts[i].width, .is_colored = true};
        struct co_buf out = {0};
        co_term_sheet(&out, sheet_named(color_parts[i].sheet), &view);
        assert_holds(color_parts[i].what, &out, color_parts[i].part);
        co_buf_fini(&out);
    }
}

/* The next line of out, without its end; false at the end. */
static bool next_line(const struct co_buf *out, size_t *at, struct co_str *line)
{
    if (*at >= out->len)
        return false;
    const char *from = out->at + *at, *end = memchr(from, '\n', out->len - *at);
    assert_non_null(end); /* every line is ended */
    *line = (struct co_str){from, (size_t)(end - from)};
    *at += line->len + 1;
    return true;
}

static bool is_command(struct co_str line)
{
    return co_str_starts(co_str_trim(line), CO_STR("crossoff report "));
}

static void assert_fits(const char *name, size_t width, const struct co_buf *out)
{
    struct co_str line;
    size_t at = 0;
    while (next_line(out, &at, &line)) {
        if (co_utf8_width(line) > width && !is_command(line))
            fail_msg("%s: wider than %zu: [%.*s]", name, width, CO_STR_ARG(line));
        if (line.len && line.at[line.len - 1] == ' ')
            fail_msg("%s: blanks at the end at %zu: [%.*s]", name, width, CO_STR_ARG(line));
        struct co_buf shown = {0};
        co_utf8_visible(&shown, line);
        assert_true(co_str_eq(co_buf_view(&shown), line)); /* nothing is obeyed */
        co_buf_fini(&shown);
    }
}

static void every_width_fits(void **state)
{
    size_t n;
    const struct sheet_case *cases = sheet_cases(&n);
    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t width = 60; width <= 200; width++) {
            struct co_view view = {.width = width, .is_ascii = width % 2};
            struct co_buf out = {0};
            co_term_sheet(&out, &cases[i].sheet, &view);
            assert_true(co_buf_ok(&out));
            assert_fits(cases[i].name, width, &out);
            co_buf_fini(&out);
        }
}

static void unknown_width_is_100(void **state)
{
    struct co_view none = {0}, hundred = {.width = 100};
    struct co_buf a = {0}, b = {0};
    (void)state;
    co_term_sheet(&a, sheet_named("five_shops"), &none);
    co_term_sheet(&b, sheet_named("five_shops"), &hundred);
    assert_true(co_str_eq(co_buf_view(&a), co_buf_view(&b)));
    co_buf_fini(&a);
    co_buf_fini(&b);
}

static void whole_list_has_no_hints(void **state)
{
    struct co_view view = {.width = 80, .show_all = true};
    struct co_buf out = {0};
    (void)state;
    co_term_sheet(&out, sheet_named("five_shops"), &view);
    assert_false(holds(&out, "--all"));
    assert_false(holds(&out, " more "));
    co_buf_fini(&out);
}

static void wrong_sums_are_said(void **state)
{
    struct co_view view = {.width = 80};
    struct co_sheet sheet = *sheet_named("one_order");
    struct co_buf out = {0};
    (void)state;
    sheet.counts.today++;
    co_term_sheet(&out, &sheet, &view);
    assert_holds("wrong sum", &out, "✗ does not add up\n");
    co_buf_fini(&out);
}

static void days_need_a_carried_order(void **state)
{
    struct co_view view = {.width = 80};
    struct co_sheet sheet = *sheet_named("one_order");
    struct co_sheet_shop shop = sheet.shops[0];
    struct co_sheet_item item = shop.items[0];
    struct co_buf out = {0};
    (void)state;
    item.verdict = CO_VERDICT_REOPENED;
    shop.items = &item;
    sheet.shops = &shop;
    co_term_sheet(&out, &sheet, &view);
    assert_holds("only reopened", &out, "\n  ↺ reopened  4711        P-1 ");
    co_buf_fini(&out);
}

static void other_shops_are_in_the_sum(void **state)
{
    struct co_view view = {.width = 80};
    struct co_sheet sheet = *sheet_named("one_order");
    struct co_buf out = {0};
    (void)state;
    sheet.counts = sheet_named("five_shops")->shops[2].counts;
    sheet.shops_all = 5;
    co_term_sheet(&out, &sheet, &view);
    assert_holds("of five", &out, "feed default · 1 of 5 shops · matched by Order\n");
    assert_holds("sum", &out,
                 "check  yesterday 6 + 1 from another shop = 2 completed + 1 cancelled\n"
                 "       + 4 carried over\n"
                 "       today 6 = 4 carried over + 1 new + 1 reopened  ✔ adds up\n");
    co_buf_fini(&out);
}

static const struct co_table_column columns[] = {
    {"work_order", CO_CELL_TEXT}, {"description", CO_CELL_TEXT}, {"pieces", CO_CELL_QUANTITY},
    {"due_date", CO_CELL_DATE},   {"days", CO_CELL_INT},         {"past_due", CO_CELL_BOOL}};

static void fill(struct co_table *t)
{
    co_table_init(t, "orders", columns, COUNT(columns));
    t->title = "What is late";
    t->has_total = true;
    struct co_cell *row = co_table_row(t);
    co_table_text(t, &row[0], CO_STR("MW-1"));
    co_table_text(t, &row[1], CO_STR("Gehäuse, groß, with a very long description behind it"));
    co_table_number(&row[2], 12500);
    co_table_text(t, &row[3], CO_STR("2026-11-20"));
    co_table_number(&row[4], 4);
    co_table_number(&row[5], 1);
    row = co_table_row(t);
    co_table_text(t, &row[0], CO_STR("MW-\033[1m"));
    co_table_text(t, &row[1], CO_STR("油圧"));
    co_table_number(&row[5], 0);
    row = co_table_row(t);
    co_table_text(t, &row[0], CO_STR("total"));
    co_table_number(&row[2], 12500);
    assert_true(co_table_ok(t));
}

static void table_is_aligned(void **state)
{
    struct co_view view = {.width = 80};
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill(&t);
    co_term_table(&out, &t, &view);
    assert_text("80 columns", &out,
                "What is late\n"
                "                                                                            past\n"
                "work order      description                       pieces  due date    days  due\n"
                "MW-1            Gehäuse, groß, with a very long…    12.5  2026-11-20     4  yes\n"
                "MW-<U+001B>[1m  油圧\n"
                "────────────────────────────────────────────────────────────────────────────────\n"
                "total                                               12.5\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void table_fits(void **state)
{
    struct co_table t;
    (void)state;
    fill(&t);
    for (size_t width = 60; width < 130; width++) {
        struct co_view view = {.width = width, .is_ascii = width % 2};
        struct co_buf out = {0};
        co_term_table(&out, &t, &view);
        assert_fits("table", width, &out);
        co_buf_fini(&out);
    }
    co_table_fini(&t);
}

static const struct co_table_column life_columns[] = {{"date", CO_CELL_DATE},
                                                      {"file", CO_CELL_TEXT},
                                                      {"verdict", CO_CELL_TEXT},
                                                      {"quantity_completed", CO_CELL_QUANTITY},
                                                      {"changes", CO_CELL_TEXT}};

static void live(struct co_table *t, const char *date, const char *verdict, int64_t quantity,
                 struct co_str changes)
{
    struct co_cell *row = co_table_row(t);
    co_table_text(t, &row[0], co_str_of(date));
    co_table_text(t, &row[1], CO_STR("open-orders-of-the-day.csv"));
    co_table_text(t, &row[2], co_str_of(verdict));
    co_table_number(&row[3], quantity);
    if (changes.len)
        co_table_text(t, &row[4], changes);
}

static void fill_life(struct co_table *t)
{
    co_table_init(t, "events", life_columns, COUNT(life_columns));
    t->title = "work order MW-1";
    t->has_remarks = true;
    live(t, "2026-11-19", "listed", 0, (struct co_str){0});
    live(t, "2026-11-20", "carried over", 40000, CO_STR("quantity_completed 0 → 40; status REL"));
}

static void remarks_stand_beside(void **state)
{
    struct co_view view = {.width = 104};
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill_life(&t);
    co_term_table(&out, &t, &view);
    assert_text(
        "104 columns", &out,
        "work order MW-1\n"
        "                                                       quantity\n"
        "date        file                        verdict       completed  changes\n"
        "2026-11-19  open-orders-of-the-day.csv  listed                0\n"
        "2026-11-20  open-orders-of-the-day.csv  carried over         40  quantity_completed 0 → "
        "40; status REL\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void remarks_stand_below(void **state)
{
    struct co_view view = {.width = 80};
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill_life(&t);
    live(&t, "2026-11-21", "changed", 40000,
         CO_STR("due_date 2026-11-20 → 2026-11-27; part 0063019 → 0063020; shop A → B; "
                "description a text that is by itself  longer than the terminal is wide → "
                "another one"));
    co_term_table(&out, &t, &view);
    assert_text("80 columns", &out,
                "work order MW-1\n"
                "date        file                        verdict       quantity completed\n"
                "2026-11-19  open-orders-of-the-day.csv  listed                         0\n"
                "2026-11-20  open-orders-of-the-day.csv  carried over                  40\n"
                "  quantity_completed 0 → 40; status REL\n"
                "2026-11-21  open-orders-of-the-day.csv  changed                       40\n"
                "  due_date 2026-11-20 → 2026-11-27; part 0063019 → 0063020; shop A → B;\n"
                "  description a text that is by itself  longer than the terminal is wide →\n"
                "  another one\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void long_texts_give_way_first(void **state)
{
    struct co_view view = {.width = 60};
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill_life(&t);
    co_term_table(&out, &t, &view);
    assert_text("60 columns", &out,
                "work order MW-1\n"
                "                                                    quantity\n"
                "date        file                     verdict       completed\n"
                "2026-11-19  open-orders-of-the-day…  listed                0\n"
                "2026-11-20  open-orders-of-the-day…  carried over         40\n"
                "  quantity_completed 0 → 40; status REL\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

static void remarks_fit(void **state)
{
    struct co_table t;
    (void)state;
    fill_life(&t);
    t.title = "a title that is longer than the terminal is wide, so that it has to be wrapped, too";
    live(&t, "2026-11-21", "changed", 40000, CO_STR("  a;b; \033[1m ;  ; long: "));
    for (size_t i = 0; i < 6; i++)
        live(&t, "2026-11-22", "changed", INT64_C(1234567890123456789),
             (struct co_str){"-----------------------------------------------------------------"
                             "-----------------------------------------------------------------",
                             100 + i});
    for (size_t width = 60; width < 250; width++) {
        struct co_view view = {.width = width, .is_ascii = width % 2};
        struct co_buf out = {0};
        co_term_table(&out, &t, &view);
        assert_fits("remarks", width, &out);
        co_buf_fini(&out);
    }
    co_table_fini(&t);
}

static void fill_codes(struct co_table *t)
{
    static const struct co_table_column codes[] = {
        {"shop", CO_CELL_TEXT},        {"work_order", CO_CELL_TEXT}, {"suffix", CO_CELL_TEXT},
        {"description", CO_CELL_TEXT}, {"part", CO_CELL_TEXT},       {"due_date", CO_CELL_DATE},
        {"planner", CO_CELL_TEXT},     {"quantity", CO_CELL_INT}};
    co_table_init(t, "orders", codes, COUNT(codes));
    for (int i = 0; i < 2; i++) {
        struct co_cell *row = co_table_row(t);
        co_table_text(t, &row[0], CO_STR("Grinding"));
        co_table_text(t, &row[1], i ? CO_STR("MFG-2026-000124") : CO_STR("MFG-2026-000123"));
        co_table_text(t, &row[3], CO_STR("A shaft that is longer than others"));
        co_table_text(t, &row[4], CO_STR("00205-15"));
        co_table_text(t, &row[5], CO_STR("2026-11-20"));
        co_table_text(t, &row[6], CO_STR("EK"));
        co_table_number(&row[7], 1250 * (i + 1));
    }
    assert_true(co_table_ok(t));
}

/* Half an order number is another one, or none: what does not fit is left out as a whole. */
static void codes_numbers_and_dates_are_never_cut(void **state)
{
    struct co_view view = {.width = 60};
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    fill_codes(&t);
    co_term_table(&out, &t, &view);
    assert_text("60 columns", &out,
                "shop     work order      desc… part     due date   pla… qua…\n"
                "Grinding MFG-2026-000123 A sh… 00205-15 2026-11-20 EK   1250\n"
                "Grinding MFG-2026-000124 A sh… 00205-15 2026-11-20 EK   2500\n"
                "left out for want of room: suffix;\n"
                "a wider window or another --format has them\n");
    co_buf_fini(&out);
    view.is_whole = true;
    co_term_table(&out, &t, &view);
    assert_text("a file", &out,
                "shop     work order      suffix description                        part     "
                "due date   planner quantity\n"
                "Grinding MFG-2026-000123        A shaft that is longer than others 00205-15 "
                "2026-11-20 EK          1250\n"
                "Grinding MFG-2026-000124        A shaft that is longer than others 00205-15 "
                "2026-11-20 EK          2500\n");
    co_buf_fini(&out);
    view.is_whole = false;
    for (view.width = 60; view.width < 130; view.width++) {
        co_term_table(&out, &t, &view);
        assert_fits("codes", view.width, &out);
        assert_holds("order", &out, "MFG-2026-000124");
        assert_holds("the other", &out, "MFG-2026-000123");
        co_buf_fini(&out);
    }
    co_table_fini(&t);
}

/* The heads of a list that is given back come from the export. */
static void heads_are_shown_not_obeyed(void **state)
{
    static const struct co_table_column odd[] = {{"Work Order", CO_CELL_TEXT},
                                                 {"a\033[31mb", CO_CELL_TEXT},
                                                 {"c\xe2\x80\xae"
                                                  "d",
                                                  CO_CELL_TEXT}};
    struct co_table t;
    (void)state;
    co_table_init(&t, "list", odd, COUNT(odd));
    struct co_cell *row = co_table_row(&t);
    for (size_t c = 0; c < COUNT(odd); c++)
        co_table_text(&t, &row[c], CO_STR("a code of its own, as long as a head or longer"));
    for (size_t width = 60; width < 250; width += 10) {
        struct co_view view = {.width = width};
        struct co_buf out = {0};
        co_term_table(&out, &t, &view);
        assert_fits("heads", width, &out);
        assert_null(memchr(out.at, '\033', out.len));
        co_buf_byte(&out, '\0');
        assert_null(strstr(out.at, "\xe2\x80\xae"));
        co_buf_fini(&out);
    }
    co_table_fini(&t);
}

/* Far too many columns for any line: what is left out is told. */
static void many_columns_fit(void **state)
{
    struct co_table_column many[16];
    struct co_table t;
    (void)state;
    for (size_t c = 0; c < COUNT(many); c++)
        many[c] = (struct co_table_column){"quantity_remaining", CO_CELL_QUANTITY};
    co_table_init(&t, "days", many, COUNT(many));
    struct co_cell *row = co_table_row(&t);
    for (size_t c = 0; c < COUNT(many); c++)
        co_table_number(&row[c], 1234567000);
    for (size_t width = 60; width < 250; width++) {
        struct co_view view = {.width = width, .is_ascii = width % 2};
        struct co_buf out = {0};
        co_term_table(&out, &t, &view);
        assert_fits("many", width, &out);
        co_buf_fini(&out);
    }
    co_table_fini(&t);
}

static void empty_table_says_so(void **state)
{
    struct co_view view = {.width = 80};
    struct co_table t;
    struct co_buf out = {0};
    (void)state;
    co_table_init(&t, "orders", columns, COUNT(columns));
    t.has_total = true;
    co_term_table(&out, &t, &view);
    assert_text("no row", &out,
                "work order  description  pieces  due date  days  past due\n(none)\n");
    co_buf_fini(&out);
    co_table_fini(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheet_says),
        cmocka_unit_test(sheet_says_in_ascii),
        cmocka_unit_test(sheet_says_in_colour),
        cmocka_unit_test(every_width_fits),
        cmocka_unit_test(unknown_width_is_100),
        cmocka_unit_test(whole_list_has_no_hints),
        cmocka_unit_test(wrong_sums_are_said),
        cmocka_unit_test(days_need_a_carried_order),
        cmocka_unit_test(other_shops_are_in_the_sum),
        cmocka_unit_test(table_is_aligned),
        cmocka_unit_test(table_fits),
        cmocka_unit_test(remarks_stand_beside),
        cmocka_unit_test(remarks_stand_below),
        cmocka_unit_test(long_texts_give_way_first),
        cmocka_unit_test(remarks_fit),
        cmocka_unit_test(codes_numbers_and_dates_are_never_cut),
        cmocka_unit_test(heads_are_shown_not_obeyed),
        cmocka_unit_test(many_columns_fit),
        cmocka_unit_test(empty_table_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
