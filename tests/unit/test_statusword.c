#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "check.h"
#include "statusword.h"

#define OPEN CO_CLASS_OPEN
#define DONE CO_CLASS_FINISHED
#define GONE CO_CLASS_CANCELLED
#define HOLD CO_CLASS_HOLD
#define ENDED CO_CLASS_CLOSED
#define NOBODY (-1) /* unknown, and so open */

static const struct {
    const char *word;
    int class;
} words[] = {
    {"", OPEN},
    {"  ", OPEN},
    {"Released", OPEN},
    {"In process", OPEN},
    {"On hold", HOLD},
    {"Partially complete", OPEN},
    {"Confirmed", OPEN}, /* accepted in Odoo, done in SAP: never taken as done */
    {"Not completed", NOBODY},
    {"Completed?", NOBODY},
    {"C", NOBODY}, /* cancelled here, closed there */
    {"X", NOBODY},
    {"4", NOBODY},
    {"something new", NOBODY},
    {"complet", NOBODY},
    {"completeness", NOBODY},
    {"Complete", DONE},
    {"COMPLETED", DONE},
    {" done ", DONE},
    {"\xc2\xa0"
     "Done\xc2\xa0",
     DONE},
    {"Complete - No Charges", DONE},
    {"complete_no_charges", DONE},
    {"Complete  No\tCharges", DONE},
    {"complete-", NOBODY},
    {"Reported as finished", DONE},
    {"To close", DONE},
    {"toclose", NOBODY},
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
    {"TECO", ENDED},
    {"REL TECO", ENDED},
    {"TECO DLV", DONE},
    {"CLSD", DONE},
    {"PDLV", OPEN},
    {"CNFX", NOBODY},
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
    {"TECO CNF PRC", DONE},
    {"TABG GLFT", DONE},
    {"TABG PDLV", ENDED},
    {"CLSD TECO", DONE},
    {"TECO DLFL", GONE},
    {"REL LKD", HOLD},
    {"REL LKD CNF", DONE},
    {"LIB. NOTI", DONE},
    {"CTEC", ENDED},
    {"FREI TRÜC", OPEN},
    {"PRC SETC", NOBODY}, /* none of them says how far it is */
    {"Waiting for DLV", NOBODY},
    {"non-CNF", NOBODY},
    /* one word, however it is written */
    {"IN\xc2\xa0"
     "PROGRESS",
     OPEN},
    {"RÜCKGEMELDET", DONE},
    {"Ru\xcc\x88"
     "ckgemeldet",
     DONE},
    {"Termine\xcc\x81", DONE},
    {"TERMINÉE", DONE},
    {"terminee", DONE},
    {"GELÖSCHT", GONE},
    {"Geloescht", GONE},
    {"Fermé", DONE},
    {"Ferme", NOBODY}, /* firm or closed */
    {"Concluído", DONE},
    {"Em produção", OPEN},
    {"Planifié ferme", OPEN},
    /* the rest of what ERPs say */
    {"Stopped", HOLD},
    {"In Wait", NOBODY},
    {"Gesperrt", HOLD},
    {"En espera", HOLD},
    {"En attente", HOLD},
    {"Sospeso", HOLD},
    {"Geblokkeerd", HOLD},
    {"Partially complete", OPEN},
    {"confirmado", OPEN},
    {"Technically completed", ENDED},
    {"Technisch abgeschlossen", ENDED},
    {"Cierre técnico", ENDED},
    {"03inProgress", OPEN},
    {"to_close", DONE},
    {"CNCL", GONE},
    {"VO", GONE},
    {"CO", NOBODY}, /* iDempiere: the document is complete, not the goods */
};

static void check_word(const char *word, const struct co_status_words *own, int class)
{
    bool is_known;
    check_int(word, co_value_status(co_str_of(word), own, &is_known),
              class == NOBODY ? OPEN : class);
    check_int(word, is_known, class != NOBODY);
}

static void status_words_have_their_class(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++)
        check_word(words[i].word, NULL, words[i].class);
    check_int("NULL", co_value_status((struct co_str){NULL, 0}, NULL, NULL), OPEN);
}

static void the_table_is_in_order_and_folded(void **state)
{
    (void)state;
    for (size_t i = 0; i < co_status_entries_n; i++) {
        const struct co_status_entry *e = &co_status_entries[i];
        if (i && strcmp(co_status_entries[i - 1].word, e->word) >= 0)
            fail_msg("\"%s\" is not behind \"%s\"", e->word, co_status_entries[i - 1].word);
        if (strlen(e->word) < 2)
            fail_msg("\"%s\": single letters are not known by themselves", e->word);
        check_word(e->word, NULL, e->rank == ACCENTED ? NOBODY : (int)e->class);
    }
}

static const struct {
    const char *word;
    int class;
} own_words[] = {
    {"C", GONE}, /* a single letter, only from there */
    {"c", GONE},          {"S", HOLD},           {"4", DONE},
    {"Closed", GONE},                                            /* against the table */
    {"In prüfung", OPEN}, {"IN PRUEFUNG", OPEN}, {"Done", DONE}, /* the table goes on */
    {"REL  QSOK", DONE}, /* a user status among SAP's codes */
    {"REL C", OPEN},     /* a letter there is too little */
    {"QSOK", DONE},       {"my QSOK", NOBODY},   {"D", NOBODY},
};

static void own_words_come_first(void **state)
{
    static const struct {
        const char *word;
        enum co_class class;
    } added[] = {{"C", DONE},      {"S", HOLD},    {"4", DONE}, {" In Prüfung ", OPEN},
                 {"closed", GONE}, {"qsok", DONE}, {"C", GONE}};
    struct co_status_words own = {.n = 0};
    struct co_arena arena = {0};
    char word[16];
    (void)state;
    for (size_t i = 0; i < COUNT(added); i++)
        check_int(added[i].word,
                  co_value_status_add(&own, added[i].class, co_str_of(added[i].word), &arena),
                  true);
    check_int("the second C replaced the first", (int64_t)own.n, 6);
    for (size_t i = 0; i < COUNT(own_words); i++)
        check_word(own_words[i].word, &own, own_words[i].class);
    check_int("blank", co_value_status_add(&own, DONE, CO_STR("  "), &arena), false);
    for (int i = 0; own.n < CO_STATUS_WORDS_MAX; i++) {
        (void)snprintf(word, sizeof word, "w%d", i);
        check_int(word, co_value_status_add(&own, DONE, co_str_of(word), &arena), true);
    }
    check_int("full", co_value_status_add(&own, DONE, CO_STR("one more"), &arena), false);
    co_arena_fini(&arena);
}

static void long_cells_are_no_status(void **state)
{
    char text[2000];
    bool is_known;
    (void)state;
    for (size_t n = 500; n < sizeof text; n += 7) {
        memset(text, n % 2 ? 'x' : '\xc3', n);
        check_int("long", co_value_status((struct co_str){text, n}, NULL, &is_known), OPEN);
        check_int("long", is_known, false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_words_have_their_class),
        cmocka_unit_test(the_table_is_in_order_and_folded),
        cmocka_unit_test(own_words_come_first),
        cmocka_unit_test(long_cells_are_no_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
