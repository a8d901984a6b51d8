#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "check.h"
#include "lists.h"

static const struct {
    const char *what, *text;
    size_t read, used, duplicates, dropped, rejected, open, finished;
} counts[] = {
    {"two rows", "Job,Qty\nA1,5\nA2,6\n", 2, 2, 0, 0, 0, 2, 0},
    {"no final line end", "Job,Qty\nA1,5\nA2,6", 2, 2, 0, 0, 0, 2, 0},
    {"a row twice", "Job,Qty\nA1,5\nA1,5\nA2,6\n", 3, 2, 1, 0, 0, 2, 0},
    {"a row twice, quoted otherwise", "Job,Qty\nA1,5\n\"A1\", 5 \n", 2, 1, 1, 0, 0, 1, 0},
    {"blank lines", "Job,Qty\n\nA1,5\n\n", 3, 1, 0, 2, 0, 1, 0},
    {"blank rows of a spreadsheet", "Job,Qty\nA1,5\n,\n\"\",\" \"\n", 3, 1, 0, 2, 0, 1, 0},
    {"a blank row that is too short", "Job,Qty,Due\nA1,5,\n,\n", 2, 1, 0, 1, 0, 1, 0},
    {"a blank row that is too long", "Job,Qty\nA1,5\n,,,\n", 2, 1, 0, 1, 0, 1, 0},
    {"a row without a key", "Job,Qty\nA1,5\n,6\nA2,7\n", 3, 2, 0, 0, 1, 2, 0},
    {"a key of blanks", "Job,Qty\nA1,5\n \xc2\xa0,6\n", 2, 1, 0, 0, 1, 1, 0},
    {"finished by status", "Job,Status\nA1,Open\nA2,Closed\nA3,Cancelled\n", 3, 3, 0, 0, 0, 1, 2},
    {"finished by quantity", "Job,Qty,Completed\nA1,5,5\nA2,5,4\nA3,5,6\n", 3, 3, 0, 0, 0, 1, 2},
    {"nothing remains", "Job,Qty,Remaining\nA1,5,0\nA2,5,1\nA3,5,\n", 3, 3, 0, 0, 0, 2, 1},
    {"nothing ordered and nothing made", "Job,Qty,Completed\nA1,0,0\nA2,,\n", 2, 2, 0, 0, 0, 2, 0},
    {"everything at once", "Job,Qty,Status\n\nA1,5,\nA1,5,\n,,\n,7,\nA2,6,Done\nA3,1,x\n", 7, 3, 1,
     2, 1, 2, 1},
};

static void every_row_is_counted_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        struct list l;
        list_load(&l, co_str_of(counts[i].text), NULL);
        check_status(counts[i].what, l.status, CO_OK, &l.err);
        const struct co_rowcount *c = &l.x.count;
        check_int(counts[i].what, (int64_t)c->read, (int64_t)counts[i].read);
        check_int(counts[i].what, (int64_t)c->used, (int64_t)counts[i].used);
        check_int(counts[i].what, (int64_t)c->duplicates, (int64_t)counts[i].duplicates);
        check_int(counts[i].what, (int64_t)c->dropped, (int64_t)counts[i].dropped);
        check_int(counts[i].what, (int64_t)c->rejected, (int64_t)counts[i].rejected);
        check_int(counts[i].what, (int64_t)c->open, (int64_t)counts[i].open);
        check_int(counts[i].what, (int64_t)c->finished, (int64_t)counts[i].finished);
        check_int(counts[i].what, (int64_t)l.x.rows.n, (int64_t)c->used);
        list_fini(&l);
    }
}

static const struct {
    const char *what, *text;
    enum co_status status;
    const char *said;
} refused[] = {
    {"header only", "Job,Qty\n", CO_HELD, "has a header but no rows"},
    {"header without a line end", "Job,Qty", CO_HELD, "has a header but no rows"},
    {"header and blank rows", "Job,Qty\n\n,\n", CO_HELD, "has a header but no rows"},
    {"header and rows without a key", "Job,Qty\n,\n,5\n", CO_INPUT, "no row has anything"},
    {"nothing", "", CO_INPUT, "no header"},
    {"only blank lines", "\n\n", CO_INPUT, "no header"},
    {"only sep=", "sep=;\n", CO_INPUT, "no header"},
    {"a row with the same key and other contents", "Job,Qty,Due\nA1,5,\nA2,6,\nA1,7,\n", CO_INPUT,
     "A1 in lines 2 and 4 (Qty differ)"},
    {"which fields differ", "Job,Part,Qty,Due\nA1,p,5,2026-11-23\nA1,p,6,2026-11-24\n", CO_INPUT,
     "A1 in lines 2 and 3 (Qty, Due differ)"},
    {"how many", "Job,Qty\nA1,5\nA1,6\nA2,5\nA2,6\nA1,5\nA1,7\n", CO_INPUT,
     "3 rows name a work order again"},
    {"line numbers behind a remark of two lines",
     "Job,Remark,Qty\nA1,\"x\ny\",5\n\nA2,,1\nA1,z,5\n", CO_INPUT, "A1 in lines 2 and 6"},
    {"too few cells", "Job,Part,Qty\nA1,p,5\nA2,p\n", CO_INPUT, "line 3 has 2"},
    {"too many cells", "Job,Part,Qty\nA1,p,5,\nA2,p,6\n", CO_INPUT, "line 2 has 4"},
    {"several", "Job,Part\nA1\nA2\nA3\nA4\nA5\nA6\nA7\n", CO_INPUT,
     "7 rows do not have as many cells as the header, which has 2: line 2 has 1, line 3 has 1, "
     "line 4 "
     "has 1, line 5 has 1, line 6 has 1 and more"},
    {"no column is the order", "A,B\n1,2\n", CO_INPUT,
     "none of its columns is known to hold the work order; name it with --key. The header has: "
     "\"A\", \"B\""},
    {"no keys", "Job,Qty\n,5\n,6\n", CO_INPUT, "key column \"Job\""},
    {"too many without a key", "Job,Qty\nA1,1\n,2\n,3\n,4\n,5\nA2,6\n", CO_INPUT,
     "4 of 6 rows have an empty key column \"Job\": lines 3, 4, 5, 6"},
    {"a key over two lines", "Job,Qty\nA1,5\n\"A2\nA3\",6\n", CO_INPUT,
     "line 3: the key column \"Job\" runs over several lines"},
    {"a key over two lines with CR", "Job,Qty\r\nA1,5\r\n\"A2\rA3\",6\r\n", CO_INPUT, "line 3"},
};

static void what_is_not_believable_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct list l;
        list_load(&l, co_str_of(refused[i].text), NULL);
        check_status(refused[i].what, l.status, refused[i].status, &l.err);
        check_contains(refused[i].what, l.err.text, refused[i].said);
        check_contains(refused[i].what, l.err.text, "list.csv");
        list_fini(&l);
    }
}

static void what_is_believed_all_the_same_is_noted(void **state)
{
    static const struct {
        const char *what, *text, *note;
    } cases[] = {
        {"twin", "Job,Qty\nA1,5\nA2,6\nA1,5\n",
         "1 row stands a second time with the same contents and counts once: line 4"},
        {"twins", "Job,Qty\nA1,5\nA1,5\n\nA1,5\n", "2 rows stand a second time"},
        {"their lines", "Job,Qty\nA1,5\nA1,5\n\nA1,5\n", "lines 3, 5"},
        {"no key", "Job,Qty\nA1,5\n,6\n", "1 row has nothing in the key column \"Job\""},
        {"blank", "Job,Qty\nA1,5\n\n", "dropped 1 blank row"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list l;
        list_must_load(&l, co_str_of(cases[i].text), NULL);
        if (!list_note(&l, cases[i].note))
            fail_msg("%s: no note says \"%s\"; the first of %zu: %s", cases[i].what, cases[i].note,
                     l.notes.n, l.notes.n ? l.notes.list[0].text : "");
        list_fini(&l);
    }
}

static const struct {
    const char *text, *described;
    size_t other_line; /* that a warning names */
} written[] = {
    {"Job,Qty\nA1,5\n", "delimiter comma, line ends LF, no quotes, header in line 1", 0},
    {"Job;Qty\r\nA1;5\r\n", "delimiter semicolon, line ends CR LF, no quotes, header in line 1", 0},
    {"Job\tQty\rA1\t5\r", "delimiter tab, line ends CR, no quotes, header in line 1", 0},
    {"Job,Qty", "delimiter comma, line ends none, no quotes, header in line 1", 0},
    {"sep=|\nJob|Qty\n\"A1\"|5\n",
     "delimiter pipe, line ends LF, quotes around cells, header in line 2 below a sep= line", 0},
    {"sep=;\nOpen orders\n\nJob;Qty\nA1;5\n",
     "delimiter semicolon, line ends LF, no quotes, header in line 4 below a sep= line and 2 title "
     "lines",
     0},
    {"Printed 2026-11-23\nJob,Part\n\"A1\",p\nA2,12\" pipe\n",
     "delimiter comma, line ends LF, quotes within cells are text (line 4), header in line 2 below "
     "1 title line, run date 2026-11-23",
     0},
    {"Printed 11/03/2026\nJob,Part\nA1,p\n",
     "delimiter comma, line ends LF, no quotes, header in line 2 below 1 title line, run date "
     "2026-03-11 or 2026-11-03",
     0},
    /* Line ends of two kinds; those within cells, and none at the end, are no second kind. */
    {"Job,Qty\r\nA1,5\r\nA2,5\nA3,5\r\n",
     "delimiter comma, line ends CR LF and LF, no quotes, header in line 1", 3},
    {"Job,Qty\nA1,5\n\r\nA3,5\n",
     "delimiter comma, line ends LF and CR LF, no quotes, header in line 1", 3},
    {"Job,Qty\nA1,5\rA2,5\r\n", "delimiter comma, line ends LF and CR, no quotes, header in line 1",
     2},
    {"Job,Note\r\nA1,\"one\ntwo\"\r\nA2,x",
     "delimiter comma, line ends CR LF, quotes around cells, header in line 1", 0},
};

static void how_a_list_is_written_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(written); i++) {
        struct list l;
        struct co_buf got = {0};
        char warned[64];
        list_load(&l, co_str_of(written[i].text), NULL);
        co_load_describe(&l.x, &got);
        check_text(written[i].text, co_buf_view(&got), written[i].described);
        (void)snprintf(warned, sizeof warned, "list.csv: line %zu ends in ", written[i].other_line);
        check_int(written[i].text, (int64_t)list_warnings(&l), written[i].other_line ? 1 : 0);
        check_int(written[i].text, list_note(&l, warned) != NULL, written[i].other_line > 0);
        co_buf_fini(&got);
        list_fini(&l);
    }
}

static const struct {
    const char *what, *text;
    const char *key; /* headers with + between */
    enum co_status status;
} keys[] = {
    {"the order alone", "Job,Suffix,Operation,Qty\nA1,0,10,5\nA2,0,10,5\n", "Job", CO_OK},
    {"with suffix", "Job,Suffix,Operation,Qty\nA1,0,10,5\nA1,1,10,5\n", "Job+Suffix", CO_OK},
    {"with operation", "Job,Operation,Qty\nA1,10,5\nA1,20,5\n", "Job+Operation", CO_OK},
    {"with operation although there is a suffix",
     "Job,Suffix,Operation,Qty\nA1,0,10,5\nA1,0,20,5\n", "Job+Operation", CO_OK},
    {"with both", "Job,Suffix,Operation\nA1,0,10\nA1,0,20\nA1,1,10\n", "Job+Suffix+Operation",
     CO_OK},
    {"both are not enough", "Job,Suffix,Operation,Qty\nA1,0,10,5\nA1,0,10,6\nA1,1,10,6\n", "",
     CO_INPUT},
    {"the same row twice needs no more", "Job,Operation,Qty\nA1,10,5\nA1,10,5\n", "Job", CO_OK},
    {"no such columns", "Job,Line,Qty\nA1,10,5\nA1,20,5\n", "", CO_INPUT},
};

static void key_text_of_columns(const struct list *l, struct co_buf *out)
{
    for (size_t i = 0; i < l->x.n_key; i++) {
        co_buf_text(out, i ? "+" : "");
        co_buf_str(out, l->x.columns[l->x.key[i]].name);
    }
}

static void the_key_grows_until_it_names_every_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct list l;
        struct co_buf key = {0};
        list_load(&l, co_str_of(keys[i].text), NULL);
        check_status(keys[i].what, l.status, keys[i].status, &l.err);
        if (!l.status) {
            key_text_of_columns(&l, &key);
            check_text(keys[i].what, co_buf_view(&key), keys[i].key);
            check_int(keys[i].what, (int64_t)(l.x.count.used + l.x.count.duplicates),
                      (int64_t)l.x.count.read);
        }
        co_buf_fini(&key);
        list_fini(&l);
    }
}

static const struct {
    const char *what, *text, *first, *second, *second_else;
    enum co_status status;
    const char *key; /* or the sentence */
} given[] = {
    {"a header", "Lot,Qty\nL1,5\nL2,6\n", "Lot", NULL, NULL, CO_OK, "Lot"},
    {"a field", "Job,Lot,Qty\nA1,L1,5\n", "work_order", NULL, NULL, CO_OK, "Job"},
    {"two", "Job,Lot,Qty\nA1,L1,5\nA1,L2,5\n", "Job", "Lot", NULL, CO_OK, "Job+Lot"},
    {"another name for it", "Job,Charge,Qty\nA1,L1,5\n", "Job", "Lot", "Charge", CO_OK,
     "Job+Charge"},
    {"not enough", "Job,Op,Qty\nA1,10,5\nA1,20,5\n", "Job", NULL, NULL, CO_INPUT,
     "A1 in lines 2 and 3"},
    {"none", "Job,Qty\nA1,5\n", "Jobb", NULL, NULL, CO_USAGE, "did you mean \"Job\"?"},
};

static void a_given_key_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(given); i++) {
        struct list l;
        struct co_buf key = {0};
        struct co_load_rules r = {.key = {given[i].first, given[i].second},
                                  .key_else = {NULL, given[i].second_else},
                                  .n_key = given[i].second ? 2 : 1,
                                  .secret = {1, 2}};
        list_load(&l, co_str_of(given[i].text), &r);
        check_status(given[i].what, l.status, given[i].status, &l.err);
        if (l.status) {
            check_contains(given[i].what, l.err.text, given[i].key);
        } else {
            key_text_of_columns(&l, &key);
            check_text(given[i].what, co_buf_view(&key), given[i].key);
            check_int("first is the order", l.x.column_of[CO_FIELD_WORK_ORDER], (int)l.x.key[0]);
        }
        co_buf_fini(&key);
        list_fini(&l);
    }
}

static const struct {
    const char *what, *text;
    char given, delimiter;
    const char *first; /* cell of the last row */
    size_t line;
} dialects[] = {
    {"comma", "Job,Qty\nA1,5\n", 0, ',', "A1", 2},
    {"semicolon", "Job;Qty\nA1;1,5\n", 0, ';', "A1", 2},
    {"tab", "Job\tQty\nA1\t5\n", 0, '\t', "A1", 2},
    {"bar", "Job|Qty\nA1|5\n", 0, '|', "A1", 2},
    {"commas in every cell", "Job;Qty;Done\n1,5;1,5;2,5\n1,6;2,5;3,5\n", 0, ';', "1,6", 3},
    {"more commas in texts than delimiters", "Job;Text\nA1;\"a, b, c\"\nA2;\"d, e, f\"\n", 0, ';',
     "A2", 3},
    {"delimiters in a quoted header", "\"Job\",\"a;b;c\"\nA1,5\n", 0, ',', "A1", 2},
    {"sep=", "sep=;\nJob;Qty\nA1;5\n", 0, ';', "A1", 3},
    {"SEP= and CR LF", "SEP=|\r\nJob|a,b\r\nA1|5\r\n", 0, '|', "A1", 3},
    {"sep= with a tab", "sep=\t\nJob\tQty\nA1\t5\n", 0, '\t', "A1", 3},
    {"given", "Job;a,b\nA1;1,5\n", ',', ',', "A1;1", 2},
    {"given beats sep=", "sep=;\nJob,Qty\nA1,5\n", ',', ',', "A1", 3},
    {"one column", "Job\nA1\nA2\n", 0, ',', "A2", 3},
    {"blank lines first", "\n\nJob;Qty\nA1;5\n", 0, ';', "A1", 4},
};

static void the_delimiter_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(dialects); i++) {
        struct list l;
        struct co_cells cells = {0};
        struct co_load_rules r = {.delimiter = dialects[i].given, .secret = {1, 2}};
        if (dialects[i].given == ',' && dialects[i].text[3] == ';') {
            r.key[0] = "Job;a"; /* read with the wrong one, as wanted */
            r.n_key = 1;
        }
        list_load(&l, co_str_of(dialects[i].text), &r);
        check_status(dialects[i].what, l.status, CO_OK, &l.err);
        check_int(dialects[i].what, l.x.delimiter, dialects[i].delimiter);
        size_t at = (size_t)l.x.rows.rows[l.x.rows.n - 1].at;
        check_status("split", l.x.split(&l.x, at, &cells, &l.err), CO_OK, &l.err);
        check_text(dialects[i].what, cells.at[0], dialects[i].first);
        check_int(dialects[i].what, (int64_t)co_export_line(&l.x, at), (int64_t)dialects[i].line);
        co_cells_fini(&cells);
        list_fini(&l);
    }
}

static void codes_stay_text(void **state)
{
    struct list l;
    struct co_cells cells = {0};
    struct co_order order;
    (void)state;
    list_must_load(&l,
                   CO_STR("Job,Part,Qty,Due,Operation\n000001,0031842, 1.50 ,23.11.2026,0010\n"
                          "1,31842,,,10\n"),
                   NULL);
    check_int("leading zeros make two orders", (int64_t)l.x.rows.n, 2);
    check_status("split", l.x.split(&l.x, (size_t)l.x.rows.rows[0].at, &cells, &l.err), CO_OK,
                 &l.err);
    co_export_order(&l.x, &cells, &order);
    check_text("order", order.text[CO_FIELD_WORK_ORDER], "000001");
    check_text("part", order.text[CO_FIELD_PART], "0031842");
    check_text("operation", order.text[CO_FIELD_OPERATION], "0010");
    check_text("quantity as written", order.text[CO_FIELD_QUANTITY], "1.50");
    check_int("quantity", order.quantity, 1500);
    check_int("due", order.due, co_date_of(2026, 11, 23));
    check_int("no start", order.start, CO_DATE_NONE);
    check_int("none made", order.completed, CO_QUANTITY_NONE);
    check_text("no shop", order.text[CO_FIELD_SHOP], "");
    co_cells_fini(&cells);
    list_fini(&l);
}

static void columns_that_are_known_are_not_guessed(void **state)
{
    struct list l;
    static const struct co_column known[] = {
        {.field = CO_FIELD_PART},
        {.field = CO_FIELD_WORK_ORDER},
        {.field = CO_FIELD_QUANTITY, .decimal = CO_DECIMAL_COMMA}};
    struct co_load_rules r = {.columns = known, .secret = {1, 2}};
    (void)state;
    list_must_load(&l, CO_STR("Job,Part,Completed\n1,2,\"1,234\"\n"), &r);
    check_text("order", list_column(&l, CO_FIELD_WORK_ORDER), "Part");
    check_text("part", list_column(&l, CO_FIELD_PART), "Job");
    check_text("quantity", list_column(&l, CO_FIELD_QUANTITY), "Completed");
    check_int("warnings", (int64_t)list_warnings(&l), 0);
    list_fini(&l);
}

static void a_failed_list_can_be_released(void **state)
{
    struct list l;
    (void)state;
    list_load(&l, CO_STR("Job,Qty\nA1,5\nA1,\"6\n"), NULL);
    check_status("open quote", l.status, CO_INPUT, &l.err);
    list_fini(&l);
    co_export_fini(&l.x);
    co_export_fini(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_a_list_is_written_is_told),
        cmocka_unit_test(every_row_is_counted_once),
        cmocka_unit_test(what_is_not_believable_is_refused),
        cmocka_unit_test(what_is_believed_all_the_same_is_noted),
        cmocka_unit_test(the_key_grows_until_it_names_every_row),
        cmocka_unit_test(a_given_key_holds),
        cmocka_unit_test(the_delimiter_is_found),
        cmocka_unit_test(codes_stay_text),
        cmocka_unit_test(columns_that_are_known_are_not_guessed),
        cmocka_unit_test(a_failed_list_can_be_released),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
