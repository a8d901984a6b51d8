#include "crossoff/value.h"
#include <string.h>

/* Status words and codes that end an order; every other word leaves it open. Single letters
 * and digits mean different things in different ERPs and are not here. A line per word:
 * easy to add to. Compared without case; blanks, hyphens and underscores alike. */
static const struct {
    const char *word;
    enum co_class class;
} words[] = {
    /* English */
    {"complete", CO_CLASS_FINISHED},
    {"completed", CO_CLASS_FINISHED},
    {"complete no charges", CO_CLASS_FINISHED},
    {"done", CO_CLASS_FINISHED},
    {"finished", CO_CLASS_FINISHED},
    {"built", CO_CLASS_FINISHED},
    {"reported as finished", CO_CLASS_FINISHED},
    {"ended", CO_CLASS_FINISHED},
    {"delivered", CO_CLASS_FINISHED},
    {"to close", CO_CLASS_FINISHED},
    {"closed", CO_CLASS_FINISHED},
    {"cancelled", CO_CLASS_CANCELLED},
    {"canceled", CO_CLASS_CANCELLED},
    {"cncl", CO_CLASS_CANCELLED},
    {"voided", CO_CLASS_CANCELLED},
    {"void", CO_CLASS_CANCELLED},
    {"declined", CO_CLASS_CANCELLED},
    {"abandoned", CO_CLASS_CANCELLED},
    {"aborted", CO_CLASS_CANCELLED},
    {"deleted", CO_CLASS_CANCELLED},
    /* German */
    {"fertig", CO_CLASS_FINISHED},
    {"erledigt", CO_CLASS_FINISHED},
    {"abgeschlossen", CO_CLASS_FINISHED},
    {"geliefert", CO_CLASS_FINISHED},
    {"rückgemeldet", CO_CLASS_FINISHED},
    {"rueckgemeldet", CO_CLASS_FINISHED},
    {"storniert", CO_CLASS_CANCELLED},
    {"gelöscht", CO_CLASS_CANCELLED},
    {"geloescht", CO_CLASS_CANCELLED},
    /* Spanish */
    {"finalizada", CO_CLASS_FINISHED},
    {"finalizado", CO_CLASS_FINISHED},
    {"completada", CO_CLASS_FINISHED},
    {"completado", CO_CLASS_FINISHED},
    {"terminada", CO_CLASS_FINISHED},
    {"terminado", CO_CLASS_FINISHED},
    {"cerrada", CO_CLASS_FINISHED},
    {"cerrado", CO_CLASS_FINISHED},
    {"cancelada", CO_CLASS_CANCELLED},
    {"cancelado", CO_CLASS_CANCELLED},
    {"anulada", CO_CLASS_CANCELLED},
    {"anulado", CO_CLASS_CANCELLED},
    /* French */
    {"terminé", CO_CLASS_FINISHED},
    {"terminée", CO_CLASS_FINISHED},
    {"termine", CO_CLASS_FINISHED},
    {"terminee", CO_CLASS_FINISHED},
    {"clôturé", CO_CLASS_FINISHED},
    {"clôturée", CO_CLASS_FINISHED},
    {"cloture", CO_CLASS_FINISHED},
    {"cloturee", CO_CLASS_FINISHED},
    {"fermé", CO_CLASS_FINISHED},
    {"fermée", CO_CLASS_FINISHED},
    {"ferme", CO_CLASS_FINISHED},
    {"fermee", CO_CLASS_FINISHED},
    {"annulé", CO_CLASS_CANCELLED},
    {"annulée", CO_CLASS_CANCELLED},
    {"annule", CO_CLASS_CANCELLED},
    {"annulee", CO_CLASS_CANCELLED},
    /* Italian */
    {"completato", CO_CLASS_FINISHED},
    {"completata", CO_CLASS_FINISHED},
    {"chiuso", CO_CLASS_FINISHED},
    {"chiusa", CO_CLASS_FINISHED},
    {"terminato", CO_CLASS_FINISHED},
    {"terminata", CO_CLASS_FINISHED},
    {"annullato", CO_CLASS_CANCELLED},
    {"annullata", CO_CLASS_CANCELLED},
    /* Portuguese */
    {"concluído", CO_CLASS_FINISHED},
    {"concluída", CO_CLASS_FINISHED},
    {"concluido", CO_CLASS_FINISHED},
    {"concluida", CO_CLASS_FINISHED},
    {"encerrado", CO_CLASS_FINISHED},
    {"encerrada", CO_CLASS_FINISHED},
    /* Dutch */
    {"gereed", CO_CLASS_FINISHED},
    {"afgesloten", CO_CLASS_FINISHED},
    {"voltooid", CO_CLASS_FINISHED},
    {"geannuleerd", CO_CLASS_CANCELLED},
};

/* SAP writes a set of codes into one cell, as in "REL  PCNF PRC  SETC". Worst first. TECO alone
 * says closed, not made, and stays open here. */
static const struct {
    const char *code;
    enum co_class class;
} codes[] = {
    {"DLFL", CO_CLASS_CANCELLED}, {"DLT", CO_CLASS_CANCELLED},  {"LÖKZ", CO_CLASS_CANCELLED},
    {"LÖVM", CO_CLASS_CANCELLED}, {"CLSD", CO_CLASS_FINISHED},  {"ABGS", CO_CLASS_FINISHED},
    {"DLV", CO_CLASS_FINISHED},   {"GLFT", CO_CLASS_FINISHED},  {"CNF", CO_CLASS_FINISHED},
    {"RÜCK", CO_CLASS_FINISHED},  {"RUECK", CO_CLASS_FINISHED},
};

static bool is_gap(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '\t';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "Complete - No Charges" is "complete no charges". */
static bool is_word(struct co_str s, const char *word)
{
    size_t i = 0;
    while (i < s.len && *word) {
        if (is_gap(s.at[i])) {
            while (i < s.len && is_gap(s.at[i]))
                i++;
            if (*word++ != ' ')
                return false;
        } else if (lower(s.at[i++]) != *word++) {
            return false;
        }
    }
    return i == s.len && !*word;
}

static bool has_code(struct co_str s, const char *code)
{
    size_t len = strlen(code);
    for (size_t i = 0; i < s.len;) {
        size_t start = i;
        while (i < s.len && s.at[i] != ' ' && s.at[i] != ',')
            i++;
        if (i - start == len &&
            co_str_eq_nocase((struct co_str){s.at + start, len}, (struct co_str){code, len}))
            return true;
        i++;
    }
    return false;
}

enum co_class co_value_status(struct co_str s)
{
    s = co_str_trim(s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(s, words[i].word))
            return words[i].class;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (has_code(s, codes[i].code))
            return codes[i].class;
    return CO_CLASS_OPEN;
}
