#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "crossoff/value.h"
#include "check.h"

#define OPEN CO_CLASS_OPEN
#define DONE CO_CLASS_FINISHED
#define GONE CO_CLASS_CANCELLED

static const struct {
    const char *word;
    enum co_class class;
} words[] = {
    {"", OPEN},
    {"  ", OPEN},
    {"Released", OPEN},
    {"In process", OPEN},
    {"On hold", OPEN},
    {"Partially complete", OPEN},
    {"Confirmed", OPEN}, /* accepted in Odoo, done in SAP: never taken as done */
    {"Not completed", OPEN},
    {"Completed?", OPEN},
    {"C", OPEN}, /* cancelled here, closed there */
    {"X", OPEN},
    {"4", OPEN},
    {"something new", OPEN},
    {"complet", OPEN},
    {"completeness", OPEN},
    {"Complete", DONE},
    {"COMPLETED", DONE},
    {" done ", DONE},
    {"\xc2\xa0"
     "Done\xc2\xa0",
     DONE},
    {"Complete - No Charges", DONE},
    {"complete_no_charges", DONE},
    {"Complete  No\tCharges", DONE},
    {"complete-", OPEN},
    {"Reported as finished", DONE},
    {"To close", DONE},
    {"toclose", OPEN},
    {"Closed", DONE},
    {"Delivered", DONE},
    {"Built", DONE},
    {"Ended", DONE},
    {"Finished", DONE},
    {"Cancelled", GONE},
    {"canceled", GONE},
    {"Voided", GONE},
    {"Declined", GONE},
    {"Abandoned", GONE},
    {"Aborted", GONE},
    {"Deleted", GONE},
    {"Fertig", DONE},
    {"erledigt", DONE},
    {"Abgeschlossen", DONE},
    {"geliefert", DONE},
    {"Rückgemeldet", DONE},
    {"rueckgemeldet", DONE},
    {"Storniert", GONE},
    {"Freigegeben", OPEN},
    /* SAP: several codes in one cell */
    {"REL  PCNF PRC  SETC", OPEN},
    {"CRTD", OPEN},
    {"REL CNF", DONE},
    {"REL  CNF  DLV  PRC", DONE},
    {"DLV", DONE},
    {"dlv prc", DONE},
    {"TECO", OPEN},
    {"REL TECO", OPEN},
    {"TECO DLV", DONE},
    {"CLSD", DONE},
    {"PDLV", OPEN},
    {"CNFX", OPEN},
    {"REL,CNF", DONE},
    {"DLFL", GONE},
    {"CNF DLV DLFL", GONE},
    {"DLV DLT", GONE},
    {"GLFT", DONE},
    {"FREI ABGS", DONE},
    {"FREI LÖKZ", GONE},
    {"GLFT LÖKZ", GONE},
    {"ABGS LÖVM", GONE},
    {"CNF LÖVM", GONE},
};

static void status_words_have_their_class(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++)
        check_int(words[i].word, co_value_status(co_str_of(words[i].word)), words[i].class);
    check_int("NULL", co_value_status((struct co_str){NULL, 0}), OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(status_words_have_their_class)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
