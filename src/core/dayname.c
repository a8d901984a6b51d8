#include "dayname.h"
#include "plain.h"

/* A language per line, as co_plain_fold writes it; a new one is one line. The last two lines are
 * abbreviations that are no beginnings. */
static const char *const months[][12] = {
    {"january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december"},
    {"januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober",
     "november", "dezember"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
     "octubre", "noviembre", "diciembre"},
    {"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
     "octobre", "novembre", "decembre"},
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
     "ottobre", "novembre", "dicembre"},
    {"janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro",
     "outubro", "novembro", "dezembro"},
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
     "oktober", "november", "december"},
    {"jaenner", "feber", "mrz", "", "", "", "", "", "setiembre", "", "", ""},
    {"", "", "mrt", "", "", "", "", "", "", "", "", ""},
};

static const char *const weekdays[][7] = {
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
    {"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"},
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    {"lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"},
    {"segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo"},
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
};

static bool is_gap(char c)
{
    return c == ' ';
}

static bool is_beginning(const char *name, struct co_str word)
{
    return name[0] == word.at[0] && co_str_starts(co_str_of(name), word); /* hardly any does */
}

int co_dayname_month(struct co_str word)
{
    struct co_plain p;
    int found = 0;
    if (word.len < 3 || !co_plain_fold(word, is_gap, &p))
        return 0;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        for (int m = 0; m < 12; m++)
            if (is_beginning(months[i][m], co_plain_view(&p))) {
                if (found && found != m + 1)
                    return 0; /* "jui" is June or July */
                found = m + 1;
            }
    return found;
}

bool co_dayname_is_weekday(struct co_str word)
{
    struct co_plain p;
    if (word.len < 2 || !co_plain_fold(word, is_gap, &p))
        return false;
    for (size_t i = 0; i < sizeof weekdays / sizeof *weekdays; i++)
        for (size_t d = 0; d < 7; d++)
            if (is_beginning(weekdays[i][d], co_plain_view(&p)))
                return true;
    return false;
}
