#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "rundate.h"
#include "check.h"
#include "lists.h"

/* "sure 2026-11-23", "sole 2026-11-03 or 2026-03-11", "" for none. */
static void describe(struct co_rundate d, bool is_found, struct co_buf *out)
{
    char text[CO_DATE_TEXT];
    co_buf_text(out, "");
    if (!is_found)
        return;
    co_buf_fmt(out, "%s %s", d.is_sure ? "sure" : "sole", co_date_text(d.date, text));
    if (d.other != CO_DATE_NONE)
        co_buf_fmt(out, " or %s", co_date_text(d.other, text));
}

static const struct {
    const char *line, *found;
} lines[] = {
    /* seven languages */
    {"Run date: 2026-11-23", "sure 2026-11-23"},
    {"Printed 11/23/2026 6:02 AM by SMITH", "sure 2026-11-23"},
    {"Report date 23-NOV-2026 06:02:11", "sure 2026-11-23"},
    {"Open orders as of November 23, 2026", "sure 2026-11-23"},
    {"Druckdatum: 23.11.2026", "sure 2026-11-23"},
    {"Erstellt von MEIER am 23.11.2026 um 06:02", "sure 2026-11-23"},
    {"Ausgeführt am 23.11.26", "sure 2026-11-23"},
    {"Stand: 23.11.2026", "sole 2026-11-23"},
    {"Fecha de impresión: 23/11/2026", "sure 2026-11-23"},
    {"Impreso el 23/11/2026", "sure 2026-11-23"},
    {"Édité le 23/11/2026", "sure 2026-11-23"},
    {"Date d'édition : 23/11/2026", "sure 2026-11-23"},
    {"Stampato il 23/11/2026", "sure 2026-11-23"},
    {"Data emissão: 23/11/2026", "sure 2026-11-23"},
    {"Afgedrukt op 23-11-2026", "sure 2026-11-23"},
    {"23.11.2026      Dynamische Listausgabe      1", "sure 2026-11-23"},
    /* forms and places */
    {"Generated 2026-11-23T06:02:11", "sure 2026-11-23"},
    {"Generated 20261123 060211", "sure 2026-11-23"},
    {";;Printed;;23.11.2026;;", "sure 2026-11-23"},
    {"\"Printed\";\"23.11.2026 06:02\"", "sure 2026-11-23"},
    {"Open orders   Plant 1000   Date: 23.11.2026", "sole 2026-11-23"},
    {"Open orders;Date;23.11.2026", "sole 2026-11-23"},
    {"Page 1 of 3   Printed 23.11.2026   06:02", "sure 2026-11-23"},
    {"Printed 23.11.2026 (23.11.2026)", "sure 2026-11-23"},
    /* two readings */
    {"Printed 11/03/2026", "sure 2026-03-11 or 2026-11-03"},
    {"Printed 11/11/2026", "sure 2026-11-11"},
    /* no run dates */
    {"Due from 01.11.2026 to 30.11.2026", ""},
    {"Created from 01.11.2026 to 30.11.2026", ""},
    {"Created from 01.11.2026", ""},
    {"Erstellt ab: 01.11.2026", ""},
    {"Erstellt bis;01.11.2026", ""},
    {"Created <= 30.11.2026", ""},
    {"Due date as of 30.11.2026", ""},
    {"Due date: 30.11.2026", ""},
    {"Order date 30.11.2026", ""},
    {"Start date: 30.11.2026", ""},
    {"Fällig zum Stand: 30.11.2026", ""},
    {"Open orders 23.11.2026", ""},
    {"Printed", ""},
    {"Printed 31.02.2026", ""},
    {"Printed 23.11.2026, orders of 20.11.2026", ""},
    {"Printed on server 10.11.12.13", ""},
    {"Printed list 2026-11-23A", ""},
    {"Printed part 1-2-55", ""},
    {"Printed part 23.11.2026-7", ""},
    {"Reprinted 23.11.2026", ""},
    {"", ""},
};

static void a_line_tells_when_the_list_was_made(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct co_rundate d = {CO_DATE_NONE, CO_DATE_NONE, false};
        struct co_buf got = {0};
        bool is_found = co_rundate_of_line(co_str_of(lines[i].line), ';', CO_ORDER_UNDECIDED, &d);
        describe(d, is_found, &got);
        check_text(lines[i].line, co_buf_view(&got), lines[i].found);
        co_buf_fini(&got);
    }
}

static void the_date_order_option_decides(void **state)
{
    (void)state;
    struct co_rundate d;
    char text[CO_DATE_TEXT];
    assert_true(co_rundate_of_line(CO_STR("Run: 11/03/2026"), ';', CO_ORDER_MONTH_FIRST, &d));
    check_text("month first", co_str_of(co_date_text(d.date, text)), "2026-11-03");
    check_int("one reading", d.other, CO_DATE_NONE);
}

static const struct {
    const char *text, *date;
} lists[] = {
    {"Job,Qty\nA1,5\n", ""},
    {"Run date: 2026-11-23\nJob,Qty\nA1,5\n", "2026-11-23"},
    {"Date: 2026-11-20\nPrinted: 2026-11-23\nJob,Qty\nA1,5\n", "2026-11-23"},
    {"Printed: 2026-11-23\nCreated: 2026-11-20\nJob,Qty\nA1,5\n", "2026-11-23"},
    {"Date: 2026-11-20\nDatum: 2026-11-23\nJob,Qty\nA1,5\n", "2026-11-20"},
    {"sep=,\nPrinted: 2026-11-23\n\nJob,Qty\nA1,5\n", "2026-11-23"},
    {"\fPrinted: 2026-11-23\r\n\r\nJob,Qty\r\nA1,5\r\n", "2026-11-23"},
    {"Job,Qty,Printed\nA1,5,2026-11-23\n", ""}, /* a row is no title */
};

static void the_titles_of_a_list_are_looked_at(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct list l;
        char text[CO_DATE_TEXT];
        list_must_load(&l, co_str_of(lists[i].text), NULL);
        check_text(lists[i].text, co_str_of(co_date_text(l.x.run_date, text)), lists[i].date);
        check_int(lists[i].text, l.x.run_date_else, CO_DATE_NONE);
        list_fini(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_tells_when_the_list_was_made),
        cmocka_unit_test(the_date_order_option_decides),
        cmocka_unit_test(the_titles_of_a_list_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
