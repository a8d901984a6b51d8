#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/header.h"
#include "check.h"

/* "Job=work_order,Note": headers with their fields, which texts have none of. */
static void columns_of(const char *text, struct co_column *out, size_t *n)
{
    *n = 0;
    while (*text) {
        struct co_str name = {text, strcspn(text, "=,")}, field = {NULL, 0};
        text += name.len;
        if (*text == '=') {
            field = (struct co_str){text + 1, strcspn(text + 1, ",")};
            text += field.len + 1;
        }
        text += *text == ',';
        out[(*n)++] = (struct co_column){.name = name,
                                         .field = field.len ? co_field_of(field) : CO_FIELD_NONE};
    }
}

/* The program's column names end in a NUL byte; these have to as well. */
static void end_names(struct co_column *columns, size_t n, struct co_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        columns[i].name = co_arena_dup(arena, columns[i].name);
}

static void check_sentence(const char *was, const char *now, enum co_note_level level,
                           const char *expected)
{
    static struct co_column before[CO_COLUMNS_MAX];
    static struct co_export x;
    struct co_header header = {before, NULL, 0};
    struct co_notes notes = {.n = 0};
    char wanted[512] = "", what[512];
    memset(&x, 0, sizeof x);
    x.name = "x.csv";
    columns_of(was, before, &header.n);
    columns_of(now, x.columns, &x.n_columns);
    end_names(before, header.n, &x.arena);
    end_names(x.columns, x.n_columns, &x.arena);
    for (int f = 0; f < CO_FIELDS; f++)
        x.column_of[f] = -1;
    for (size_t i = 0; i < x.n_columns; i++)
        if (x.columns[i].field != CO_FIELD_NONE)
            x.column_of[x.columns[i].field] = (int)i;
    co_header_compare(&header, &x, &notes);
    (void)snprintf(what, sizeof what, "%s -> %s", was, now);
    if (*expected)
        (void)snprintf(wanted, sizeof wanted,
                       "x.csv: its header is not that of the list before; %s", expected);
    check_text(what, co_str_of(notes.n ? notes.list[0].text : ""), wanted);
    check_int(what, (int64_t)notes.n, *expected ? 1 : 0);
    if (notes.n)
        check_int(what, notes.list[0].level, level);
    co_notes_fini(&notes);
    co_export_fini(&x);
}

static const struct {
    const char *was, *now;
    enum co_note_level level;
    const char *said;
} cases[] = {
    {"Job=work_order,Qty=quantity", "Job=work_order,Qty=quantity", CO_NOTE_INFO, ""},
    {"", "Job=work_order", CO_NOTE_INFO, ""},
    /* gone */
    {"Job=work_order,Note,Qty=quantity", "Job=work_order,Qty=quantity", CO_NOTE_INFO,
     "gone: \"Note\""},
    {"Job=work_order,Qty=quantity,Note", "Job=work_order,Note", CO_NOTE_WARNING,
     "gone: \"Qty\" (quantity)"},
    {"Job=work_order,a,b,c,d,e,f,Qty=quantity", "Job=work_order", CO_NOTE_WARNING,
     "gone: \"a\", \"b\", \"c\", \"d\", \"e\" and 2 more"},
    /* new */
    {"Job=work_order", "Colour,Job=work_order", CO_NOTE_INFO, "new: \"Colour\""},
    {"Job=work_order", "Job=work_order,Due=due_date", CO_NOTE_INFO, "new: \"Due\""},
    /* renamed */
    {"Job=work_order,Dept=shop", "Job=work_order,Shop=shop", CO_NOTE_WARNING,
     "renamed: \"Dept\" -> \"Shop\""},
    {"Job=work_order,Dept=shop,Qty=quantity", "Qty=quantity,Area=shop,WO=work_order",
     CO_NOTE_WARNING, "renamed: \"Job\" -> \"WO\", \"Dept\" -> \"Area\"; moved: \"Area\", \"WO\""},
    {"Job=work_order,Remark,Qty=quantity", "Job=work_order,Remarks,Qty=quantity", CO_NOTE_INFO,
     "renamed: \"Remark\" -> \"Remarks\""},
    {"Job=work_order,Remark", "Job=work_order,Remarks", CO_NOTE_INFO,
     "renamed: \"Remark\" -> \"Remarks\""},
    /* not likely enough to be the same column */
    {"Job=work_order,Colour,Qty=quantity", "Job=work_order,Weight,Qty=quantity", CO_NOTE_INFO,
     "gone: \"Colour\"; new: \"Weight\""},
    {"Job=work_order,Remark,Qty=quantity", "Job=work_order,Qty=quantity,Remarks", CO_NOTE_INFO,
     "gone: \"Remark\"; new: \"Remarks\""},
    {"Job=work_order,Remark", "Job=work_order,Remarks=status", CO_NOTE_INFO,
     "gone: \"Remark\"; new: \"Remarks\""},
    /* another meaning */
    {"Job=work_order,Date=due_date", "Job=work_order,Date=start_date", CO_NOTE_WARNING,
     "understood otherwise: \"Date\" (was due_date, is start_date)"},
    {"Job=work_order,Date=due_date", "Job=work_order,Date", CO_NOTE_WARNING,
     "understood otherwise: \"Date\" (was due_date, is text)"},
    {"Job=work_order,Date", "Job=work_order,Date=due_date", CO_NOTE_INFO,
     "understood otherwise: \"Date\" (was text, is due_date)"},
    /* moved: only what has to move */
    {"a,b,c,d,e", "e,a,b,c,d", CO_NOTE_INFO, "moved: \"e\""},
    {"a,b,c,d,e", "b,c,d,e,a", CO_NOTE_INFO, "moved: \"a\""},
    {"a,b,c,d,e", "a,d,b,c,e", CO_NOTE_INFO, "moved: \"d\""},
    {"a,b,c,d", "x,a,b,y,c,d", CO_NOTE_INFO, "new: \"x\", \"y\""},
    {"a,b,c,d,e,f,g", "g,f,e,d,c,b,a", CO_NOTE_INFO,
     "moved: \"f\", \"e\", \"d\", \"c\", \"b\" and 1 more"},
};

static void one_sentence_tells_what_became_of_the_header(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check_sentence(cases[i].was, cases[i].now, cases[i].level, cases[i].said);
}

static void columns_sorted_otherwise_are_compared_by_their_places(void **state)
{
    (void)state;
    static struct co_export x;
    struct co_column sorted[] = {{.name = CO_STR("a"), .field = CO_FIELD_NONE},
                                 {.name = CO_STR("b"), .field = CO_FIELD_NONE},
                                 {.name = CO_STR("c"), .field = CO_FIELD_NONE}};
    const size_t place[] = {2, 0, 1}; /* the file had b,c,a */
    struct co_notes notes = {.n = 0};
    x = (struct co_export){.name = "x.csv", .n_columns = 3};
    memcpy(x.columns, (struct co_column[]){sorted[1], sorted[2], sorted[0]}, sizeof sorted);
    co_header_compare(&(struct co_header){sorted, place, 3}, &x, &notes);
    check_int("the same order", (int64_t)notes.n, 0);
    memcpy(x.columns, sorted, sizeof sorted);
    co_header_compare(&(struct co_header){sorted, place, 3}, &x, &notes);
    check_int("another order", (int64_t)notes.n, 1);
    check_contains("another order", notes.list[0].text, "moved: \"a\"");
    co_notes_fini(&notes);
}

static void a_header_cannot_write_to_the_terminal(void **state)
{
    (void)state;
    check_sentence("a,b\033[2J", "a", CO_NOTE_INFO, "gone: \"b<U+001B>[2J\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_sentence_tells_what_became_of_the_header),
        cmocka_unit_test(columns_sorted_otherwise_are_compared_by_their_places),
        cmocka_unit_test(a_header_cannot_write_to_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
