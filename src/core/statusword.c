#include "statusword.h"
#include "plain.h"

/* A new word is one line at its place. Single letters and digits mean different things in different
 * ERPs and are not here; "confirmed" is accepted in Odoo and frePPLe (SAP's CNF is a code). */
const struct co_status_entry co_status_entries[] = {
    {"01pending", CO_CLASS_OPEN, WORD},
    {"02accepted", CO_CLASS_OPEN, WORD},
    {"03inprogress", CO_CLASS_OPEN, WORD},
    {"04completed", CO_CLASS_FINISHED, WORD},
    {"05declined", CO_CLASS_CANCELLED, WORD},
    {"06interrupted", CO_CLASS_HOLD, WORD},
    {"07abandoned", CO_CLASS_CANCELLED, WORD},
    {"a produire", CO_CLASS_OPEN, WORD},
    {"aangehouden", CO_CLASS_HOLD, WORD},
    {"abandoned", CO_CLASS_CANCELLED, WORD},
    {"abandonne", CO_CLASS_CANCELLED, WORD},
    {"abandonnee", CO_CLASS_CANCELLED, WORD},
    {"aber", CO_CLASS_OPEN, CODE_CREATED},
    {"aberta", CO_CLASS_OPEN, WORD},
    {"aberto", CO_CLASS_OPEN, WORD},
    {"abgebrochen", CO_CLASS_CANCELLED, WORD},
    {"abgeschlossen", CO_CLASS_FINISHED, WORD},
    {"abgs", CO_CLASS_FINISHED, CODE_CLOSED},
    {"abie", CO_CLASS_OPEN, CODE_CREATED},
    {"abierta", CO_CLASS_OPEN, WORD},
    {"abierto", CO_CLASS_OPEN, WORD},
    {"aborted", CO_CLASS_CANCELLED, WORD},
    {"acabada", CO_CLASS_FINISHED, WORD},
    {"acabado", CO_CLASS_FINISHED, WORD},
    {"accepted", CO_CLASS_OPEN, WORD},
    {"acheve", CO_CLASS_FINISHED, WORD},
    {"achevee", CO_CLASS_FINISHED, WORD},
    {"active", CO_CLASS_OPEN, WORD},
    {"afgerond", CO_CLASS_FINISHED, WORD},
    {"afgesloten", CO_CLASS_FINISHED, WORD},
    {"aktiv", CO_CLASS_OPEN, WORD},
    {"allocated", CO_CLASS_OPEN, WORD},
    {"angefangen", CO_CLASS_OPEN, WORD},
    {"angehalten", CO_CLASS_HOLD, WORD},
    {"angelegt", CO_CLASS_OPEN, WORD},
    {"annule", CO_CLASS_CANCELLED, WORD},
    {"annulee", CO_CLASS_CANCELLED, WORD},
    {"annullata", CO_CLASS_CANCELLED, WORD},
    {"annullato", CO_CLASS_CANCELLED, WORD},
    {"annulliert", CO_CLASS_CANCELLED, WORD},
    {"anulada", CO_CLASS_CANCELLED, WORD},
    {"anulado", CO_CLASS_CANCELLED, WORD},
    {"aperta", CO_CLASS_OPEN, WORD},
    {"aperto", CO_CLASS_OPEN, WORD},
    {"approved", CO_CLASS_OPEN, WORD},
    {"arrete", CO_CLASS_HOLD, WORD},
    {"arretee", CO_CLASS_HOLD, WORD},
    {"assigned", CO_CLASS_OPEN, WORD},
    {"beendet", CO_CLASS_FINISHED, WORD},
    {"begonnen", CO_CLASS_OPEN, WORD},
    {"bestaetigt", CO_CLASS_OPEN, WORD},
    {"bezig", CO_CLASS_OPEN, WORD},
    {"bloccata", CO_CLASS_HOLD, WORD},
    {"bloccato", CO_CLASS_HOLD, WORD},
    {"blocked", CO_CLASS_HOLD, WORD},
    {"blockiert", CO_CLASS_HOLD, WORD},
    {"bloque", CO_CLASS_HOLD, WORD},
    {"bloqueada", CO_CLASS_HOLD, WORD},
    {"bloqueado", CO_CLASS_HOLD, WORD},
    {"bloquee", CO_CLASS_HOLD, WORD},
    {"borrador", CO_CLASS_OPEN, WORD},
    {"bozza", CO_CLASS_OPEN, WORD},
    {"brouillon", CO_CLASS_OPEN, WORD},
    {"built", CO_CLASS_FINISHED, WORD},
    {"cancel", CO_CLASS_CANCELLED, WORD},
    {"cancelada", CO_CLASS_CANCELLED, WORD},
    {"cancelado", CO_CLASS_CANCELLED, WORD},
    {"canceled", CO_CLASS_CANCELLED, WORD},
    {"cancellata", CO_CLASS_CANCELLED, WORD},
    {"cancellato", CO_CLASS_CANCELLED, WORD},
    {"cancelled", CO_CLASS_CANCELLED, WORD},
    {"cerrada", CO_CLASS_FINISHED, WORD},
    {"cerrada tecnicamente", CO_CLASS_CLOSED, WORD},
    {"cerrado", CO_CLASS_FINISHED, WORD},
    {"cerrado tecnicamente", CO_CLASS_CLOSED, WORD},
    {"chiusa", CO_CLASS_FINISHED, WORD},
    {"chiuso", CO_CLASS_FINISHED, WORD},
    {"cierre tecnico", CO_CLASS_CLOSED, WORD},
    {"cl", CO_CLASS_FINISHED, WORD},
    {"closed", CO_CLASS_FINISHED, WORD},
    {"closed short", CO_CLASS_CLOSED, WORD},
    {"cloture", CO_CLASS_FINISHED, WORD},
    {"cloture technique", CO_CLASS_CLOSED, WORD},
    {"cloturee", CO_CLASS_FINISHED, WORD},
    {"clsd", CO_CLASS_FINISHED, CODE_CLOSED},
    {"cncl", CO_CLASS_CANCELLED, WORD},
    {"cnf", CO_CLASS_FINISHED, CODE_CONFIRMED},
    {"completada", CO_CLASS_FINISHED, WORD},
    {"completado", CO_CLASS_FINISHED, WORD},
    {"completata", CO_CLASS_FINISHED, WORD},
    {"completato", CO_CLASS_FINISHED, WORD},
    {"complete", CO_CLASS_FINISHED, WORD},
    {"complete no charges", CO_CLASS_FINISHED, WORD},
    {"completed", CO_CLASS_FINISHED, WORD},
    {"concept", CO_CLASS_OPEN, WORD},
    {"concluida", CO_CLASS_FINISHED, WORD},
    {"concluido", CO_CLASS_FINISHED, WORD},
    {"confermata", CO_CLASS_OPEN, WORD},
    {"confermato", CO_CLASS_OPEN, WORD},
    {"confirmada", CO_CLASS_OPEN, WORD},
    {"confirmado", CO_CLASS_OPEN, WORD},
    {"confirme", CO_CLASS_OPEN, WORD},
    {"confirmed", CO_CLASS_OPEN, WORD},
    {"confirmee", CO_CLASS_OPEN, WORD},
    {"consegnata", CO_CLASS_FINISHED, WORD},
    {"consegnato", CO_CLASS_FINISHED, WORD},
    {"creada", CO_CLASS_OPEN, WORD},
    {"creado", CO_CLASS_OPEN, WORD},
    {"creata", CO_CLASS_OPEN, WORD},
    {"created", CO_CLASS_OPEN, WORD},
    {"creato", CO_CLASS_OPEN, WORD},
    {"cree", CO_CLASS_OPEN, WORD},
    {"creee", CO_CLASS_OPEN, WORD},
    {"criada", CO_CLASS_OPEN, WORD},
    {"criado", CO_CLASS_OPEN, WORD},
    {"crtd", CO_CLASS_OPEN, CODE_CREATED},
    {"ctec", CO_CLASS_CLOSED, CODE_TECHNICAL},
    {"declined", CO_CLASS_CANCELLED, WORD},
    {"deels gereed", CO_CLASS_OPEN, WORD},
    {"deleted", CO_CLASS_CANCELLED, WORD},
    {"delivered", CO_CLASS_FINISHED, WORD},
    {"demarre", CO_CLASS_OPEN, WORD},
    {"demarree", CO_CLASS_OPEN, WORD},
    {"detenida", CO_CLASS_HOLD, WORD},
    {"detenido", CO_CLASS_HOLD, WORD},
    {"dispatched", CO_CLASS_OPEN, WORD},
    {"dlfl", CO_CLASS_CANCELLED, CODE_DELETED},
    {"dlt", CO_CLASS_CANCELLED, CODE_DELETED},
    {"dlv", CO_CLASS_FINISHED, CODE_DELIVERED},
    {"done", CO_CLASS_FINISHED, WORD},
    {"dr", CO_CLASS_OPEN, WORD},
    {"draft", CO_CLASS_OPEN, WORD},
    {"eingeplant", CO_CLASS_OPEN, WORD},
    {"eliminada", CO_CLASS_CANCELLED, WORD},
    {"eliminado", CO_CLASS_CANCELLED, WORD},
    {"eliminata", CO_CLASS_CANCELLED, WORD},
    {"eliminato", CO_CLASS_CANCELLED, WORD},
    {"em andamento", CO_CLASS_OPEN, WORD},
    {"em curso", CO_CLASS_OPEN, WORD},
    {"em espera", CO_CLASS_HOLD, WORD},
    {"em processo", CO_CLASS_OPEN, WORD},
    {"em producao", CO_CLASS_OPEN, WORD},
    {"en attente", CO_CLASS_HOLD, WORD},
    {"en cours", CO_CLASS_OPEN, WORD},
    {"en curso", CO_CLASS_OPEN, WORD},
    {"en ejecucion", CO_CLASS_OPEN, WORD},
    {"en espera", CO_CLASS_HOLD, WORD},
    {"en pause", CO_CLASS_HOLD, WORD},
    {"en proceso", CO_CLASS_OPEN, WORD},
    {"en produccion", CO_CLASS_OPEN, WORD},
    {"en production", CO_CLASS_OPEN, WORD},
    {"encerrada", CO_CLASS_FINISHED, WORD},
    {"encerrada tecnicamente", CO_CLASS_CLOSED, WORD},
    {"encerrado", CO_CLASS_FINISHED, WORD},
    {"encerrado tecnicamente", CO_CLASS_CLOSED, WORD},
    {"ended", CO_CLASS_FINISHED, WORD},
    {"endrueckgemeldet", CO_CLASS_FINISHED, WORD},
    {"ente", CO_CLASS_CLOSED, CODE_TECHNICAL},
    {"entered", CO_CLASS_OPEN, WORD},
    {"entregada", CO_CLASS_FINISHED, WORD},
    {"entregado", CO_CLASS_FINISHED, WORD},
    {"entregue", CO_CLASS_FINISHED, WORD},
    {"erfasst", CO_CLASS_OPEN, WORD},
    {"erledigt", CO_CLASS_FINISHED, WORD},
    {"eroef", CO_CLASS_OPEN, CODE_CREATED},
    {"eroeffnet", CO_CLASS_OPEN, WORD},
    {"estimated", CO_CLASS_OPEN, WORD},
    {"evasa", CO_CLASS_FINISHED, WORD},
    {"evaso", CO_CLASS_FINISHED, WORD},
    {"exploded", CO_CLASS_OPEN, WORD},
    {"ferme", CO_CLASS_FINISHED, ACCENTED},
    {"fermee", CO_CLASS_FINISHED, WORD},
    {"fertig", CO_CLASS_FINISHED, WORD},
    {"fertig gemeldet", CO_CLASS_FINISHED, WORD},
    {"fertiggemeldet", CO_CLASS_FINISHED, WORD},
    {"fertiggestellt", CO_CLASS_FINISHED, WORD},
    {"fest geplant", CO_CLASS_OPEN, WORD},
    {"finalizada", CO_CLASS_FINISHED, WORD},
    {"finalizado", CO_CLASS_FINISHED, WORD},
    {"fini", CO_CLASS_FINISHED, WORD},
    {"finie", CO_CLASS_FINISHED, WORD},
    {"finished", CO_CLASS_FINISHED, WORD},
    {"finita", CO_CLASS_FINISHED, WORD},
    {"finito", CO_CLASS_FINISHED, WORD},
    {"firm", CO_CLASS_OPEN, WORD},
    {"firm planned", CO_CLASS_OPEN, WORD},
    {"firme", CO_CLASS_OPEN, WORD},
    {"firmed", CO_CLASS_OPEN, WORD},
    {"frei", CO_CLASS_OPEN, CODE_RELEASED},
    {"freigegeben", CO_CLASS_OPEN, WORD},
    {"fully built", CO_CLASS_FINISHED, WORD},
    {"geannuleerd", CO_CLASS_CANCELLED, WORD},
    {"geblokkeerd", CO_CLASS_HOLD, WORD},
    {"gedruckt", CO_CLASS_OPEN, WORD},
    {"geleverd", CO_CLASS_FINISHED, WORD},
    {"geliefert", CO_CLASS_FINISHED, WORD},
    {"geloescht", CO_CLASS_CANCELLED, WORD},
    {"gepauzeerd", CO_CLASS_HOLD, WORD},
    {"gepland", CO_CLASS_OPEN, WORD},
    {"geplant", CO_CLASS_OPEN, WORD},
    {"gereed", CO_CLASS_FINISHED, WORD},
    {"gereedgemeld", CO_CLASS_FINISHED, WORD},
    {"gesloten", CO_CLASS_FINISHED, WORD},
    {"gesperrt", CO_CLASS_HOLD, WORD},
    {"gestart", CO_CLASS_OPEN, WORD},
    {"gestartet", CO_CLASS_OPEN, WORD},
    {"gestoppt", CO_CLASS_HOLD, WORD},
    {"glft", CO_CLASS_FINISHED, CODE_DELIVERED},
    {"held", CO_CLASS_HOLD, WORD},
    {"hold", CO_CLASS_HOLD, WORD},
    {"in arbeit", CO_CLASS_OPEN, WORD},
    {"in attesa", CO_CLASS_HOLD, WORD},
    {"in bearbeitung", CO_CLASS_OPEN, WORD},
    {"in bewerking", CO_CLASS_OPEN, WORD},
    {"in corso", CO_CLASS_OPEN, WORD},
    {"in de wacht", CO_CLASS_HOLD, WORD},
    {"in fertigung", CO_CLASS_OPEN, WORD},
    {"in lavorazione", CO_CLASS_OPEN, WORD},
    {"in process", CO_CLASS_OPEN, WORD},
    {"in productie", CO_CLASS_OPEN, WORD},
    {"in production", CO_CLASS_OPEN, WORD},
    {"in produktion", CO_CLASS_OPEN, WORD},
    {"in produzione", CO_CLASS_OPEN, WORD},
    {"in progress", CO_CLASS_OPEN, WORD},
    {"in uitvoering", CO_CLASS_OPEN, WORD},
    {"in work", CO_CLASS_OPEN, WORD},
    {"iniciada", CO_CLASS_OPEN, WORD},
    {"iniciado", CO_CLASS_OPEN, WORD},
    {"iniziata", CO_CLASS_OPEN, WORD},
    {"iniziato", CO_CLASS_OPEN, WORD},
    {"interrupted", CO_CLASS_HOLD, WORD},
    {"ip", CO_CLASS_OPEN, WORD},
    {"issued", CO_CLASS_OPEN, WORD},
    {"laeuft", CO_CLASS_OPEN, WORD},
    {"lanc", CO_CLASS_OPEN, CODE_RELEASED},
    {"lance", CO_CLASS_OPEN, WORD},
    {"lancee", CO_CLASS_OPEN, WORD},
    {"lanzada", CO_CLASS_OPEN, WORD},
    {"lanzado", CO_CLASS_OPEN, WORD},
    {"laufend", CO_CLASS_OPEN, WORD},
    {"lib", CO_CLASS_OPEN, CODE_RELEASED},
    {"lib.", CO_CLASS_OPEN, CODE_RELEASED},
    {"liberada", CO_CLASS_OPEN, WORD},
    {"liberado", CO_CLASS_OPEN, WORD},
    {"livre", CO_CLASS_FINISHED, WORD},
    {"livree", CO_CLASS_FINISHED, WORD},
    {"lkd", CO_CLASS_HOLD, CODE_LOCKED},
    {"loaded", CO_CLASS_OPEN, WORD},
    {"locked", CO_CLASS_HOLD, WORD},
    {"loekz", CO_CLASS_CANCELLED, CODE_DELETED},
    {"loevm", CO_CLASS_CANCELLED, CODE_DELETED},
    {"lopend", CO_CLASS_OPEN, WORD},
    {"neu", CO_CLASS_OPEN, WORD},
    {"new", CO_CLASS_OPEN, WORD},
    {"nieuw", CO_CLASS_OPEN, WORD},
    {"not scheduled", CO_CLASS_OPEN, WORD},
    {"not started", CO_CLASS_OPEN, WORD},
    {"noti", CO_CLASS_FINISHED, CODE_CONFIRMED},
    {"notp", CO_CLASS_OPEN, CODE_PART},
    {"offen", CO_CLASS_OPEN, WORD},
    {"on hold", CO_CLASS_HOLD, WORD},
    {"open", CO_CLASS_OPEN, WORD},
    {"opgeschort", CO_CLASS_HOLD, WORD},
    {"ouvert", CO_CLASS_OPEN, WORD},
    {"ouverte", CO_CLASS_OPEN, WORD},
    {"parada", CO_CLASS_HOLD, WORD},
    {"parado", CO_CLASS_HOLD, WORD},
    {"parked", CO_CLASS_HOLD, WORD},
    {"partial", CO_CLASS_OPEN, WORD},
    {"partially built", CO_CLASS_OPEN, WORD},
    {"partially complete", CO_CLASS_OPEN, WORD},
    {"partially completed", CO_CLASS_OPEN, WORD},
    {"partially confirmed", CO_CLASS_OPEN, WORD},
    {"partially delivered", CO_CLASS_OPEN, WORD},
    {"partially finished", CO_CLASS_OPEN, WORD},
    {"pausada", CO_CLASS_HOLD, WORD},
    {"pausado", CO_CLASS_HOLD, WORD},
    {"paused", CO_CLASS_HOLD, WORD},
    {"pausiert", CO_CLASS_HOLD, WORD},
    {"pcnf", CO_CLASS_OPEN, CODE_PART},
    {"pdlv", CO_CLASS_OPEN, CODE_PART},
    {"pendente", CO_CLASS_OPEN, WORD},
    {"pendiente", CO_CLASS_OPEN, WORD},
    {"pending", CO_CLASS_OPEN, WORD},
    {"pianificata", CO_CLASS_OPEN, WORD},
    {"pianificato", CO_CLASS_OPEN, WORD},
    {"planeada", CO_CLASS_OPEN, WORD},
    {"planeado", CO_CLASS_OPEN, WORD},
    {"planejada", CO_CLASS_OPEN, WORD},
    {"planejado", CO_CLASS_OPEN, WORD},
    {"planificada", CO_CLASS_OPEN, WORD},
    {"planificado", CO_CLASS_OPEN, WORD},
    {"planifie", CO_CLASS_OPEN, WORD},
    {"planifie ferme", CO_CLASS_OPEN, WORD},
    {"planifiee", CO_CLASS_OPEN, WORD},
    {"planned", CO_CLASS_OPEN, WORD},
    {"post calculated", CO_CLASS_FINISHED, WORD},
    {"printed", CO_CLASS_OPEN, WORD},
    {"processing", CO_CLASS_OPEN, WORD},
    {"programada", CO_CLASS_OPEN, WORD},
    {"programado", CO_CLASS_OPEN, WORD},
    {"progress", CO_CLASS_OPEN, WORD},
    {"proposed", CO_CLASS_OPEN, WORD},
    {"proposta", CO_CLASS_OPEN, WORD},
    {"proposto", CO_CLASS_OPEN, WORD},
    {"queued", CO_CLASS_OPEN, WORD},
    {"rascunho", CO_CLASS_OPEN, WORD},
    {"ready", CO_CLASS_OPEN, WORD},
    {"ready to start", CO_CLASS_OPEN, WORD},
    {"registered", CO_CLASS_OPEN, WORD},
    {"rel", CO_CLASS_OPEN, CODE_RELEASED},
    {"released", CO_CLASS_OPEN, WORD},
    {"reopened", CO_CLASS_OPEN, WORD},
    {"reported as finished", CO_CLASS_FINISHED, WORD},
    {"request", CO_CLASS_OPEN, WORD},
    {"requested", CO_CLASS_OPEN, WORD},
    {"retenida", CO_CLASS_HOLD, WORD},
    {"retenido", CO_CLASS_HOLD, WORD},
    {"rilasciata", CO_CLASS_OPEN, WORD},
    {"rilasciato", CO_CLASS_OPEN, WORD},
    {"rueck", CO_CLASS_FINISHED, CODE_CONFIRMED},
    {"rueckgemeldet", CO_CLASS_FINISHED, WORD},
    {"running", CO_CLASS_OPEN, WORD},
    {"scheduled", CO_CLASS_OPEN, WORD},
    {"shipped", CO_CLASS_FINISHED, WORD},
    {"short closed", CO_CLASS_CLOSED, WORD},
    {"simulated", CO_CLASS_OPEN, WORD},
    {"solde", CO_CLASS_FINISHED, WORD},
    {"soldee", CO_CLASS_FINISHED, WORD},
    {"solicitud", CO_CLASS_OPEN, WORD},
    {"sospesa", CO_CLASS_HOLD, WORD},
    {"sospeso", CO_CLASS_HOLD, WORD},
    {"started", CO_CLASS_OPEN, WORD},
    {"stock partially reserved", CO_CLASS_OPEN, WORD},
    {"stock reserved", CO_CLASS_OPEN, WORD},
    {"stopped", CO_CLASS_HOLD, WORD},
    {"storniert", CO_CLASS_CANCELLED, WORD},
    {"submitted", CO_CLASS_OPEN, WORD},
    {"supprime", CO_CLASS_CANCELLED, WORD},
    {"supprimee", CO_CLASS_CANCELLED, WORD},
    {"suspended", CO_CLASS_HOLD, WORD},
    {"suspendida", CO_CLASS_HOLD, WORD},
    {"suspendido", CO_CLASS_HOLD, WORD},
    {"suspendu", CO_CLASS_HOLD, WORD},
    {"suspendue", CO_CLASS_HOLD, WORD},
    {"suspensa", CO_CLASS_HOLD, WORD},
    {"suspenso", CO_CLASS_HOLD, WORD},
    {"tabg", CO_CLASS_CLOSED, CODE_TECHNICAL},
    {"tclo", CO_CLASS_CLOSED, CODE_TECHNICAL},
    {"technically closed", CO_CLASS_CLOSED, WORD},
    {"technically complete", CO_CLASS_CLOSED, WORD},
    {"technically completed", CO_CLASS_CLOSED, WORD},
    {"technisch abgeschlossen", CO_CLASS_CLOSED, WORD},
    {"teco", CO_CLASS_CLOSED, CODE_TECHNICAL},
    {"teilfertig", CO_CLASS_OPEN, WORD},
    {"teilgeliefert", CO_CLASS_OPEN, WORD},
    {"teilrueckgemeldet", CO_CLASS_OPEN, WORD},
    {"teilweise fertig", CO_CLASS_OPEN, WORD},
    {"teilweise geliefert", CO_CLASS_OPEN, WORD},
    {"terminada", CO_CLASS_FINISHED, WORD},
    {"terminado", CO_CLASS_FINISHED, WORD},
    {"terminata", CO_CLASS_FINISHED, WORD},
    {"terminato", CO_CLASS_FINISHED, WORD},
    {"termine", CO_CLASS_FINISHED, WORD},
    {"terminee", CO_CLASS_FINISHED, WORD},
    {"tglf", CO_CLASS_OPEN, CODE_PART},
    {"to close", CO_CLASS_FINISHED, WORD},
    {"to do", CO_CLASS_OPEN, WORD},
    {"to produce", CO_CLASS_OPEN, WORD},
    {"truec", CO_CLASS_OPEN, CODE_PART},
    {"unreleased", CO_CLASS_OPEN, WORD},
    {"unterbrochen", CO_CLASS_HOLD, WORD},
    {"vervallen", CO_CLASS_CANCELLED, WORD},
    {"verwijderd", CO_CLASS_CANCELLED, WORD},
    {"vo", CO_CLASS_CANCELLED, WORD},
    {"void", CO_CLASS_CANCELLED, WORD},
    {"voided", CO_CLASS_CANCELLED, WORD},
    {"voltooid", CO_CLASS_FINISHED, WORD},
    {"vrijgegeven", CO_CLASS_OPEN, WORD},
    {"waiting", CO_CLASS_HOLD, WORD},
    {"wartend", CO_CLASS_HOLD, WORD},
    {"wartet", CO_CLASS_HOLD, WORD},
    {"wip", CO_CLASS_OPEN, WORD},
    {"work in progress", CO_CLASS_OPEN, WORD},
    {"zurueckgestellt", CO_CLASS_HOLD, WORD},
};
const size_t co_status_entries_n = sizeof co_status_entries / sizeof *co_status_entries;

static bool is_gap(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '\t' || c == ',';
}

static bool is_code_gap(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

/* Whether a word of the table is before (<0), at (0) or behind (>0) a folded text. By hand: most
 * comparisons end at the first letter. */
static int compare(const char *word, struct co_str text)
{
    size_t i = 0;
    while (i < text.len && word[i] && word[i] == text.at[i])
        i++;
    if (i == text.len)
        return word[i] != '\0';
    return (unsigned char)word[i] < (unsigned char)text.at[i] ? -1 : 1;
}

static const struct co_status_entry *find(struct co_str text)
{
    size_t low = 0, high = co_status_entries_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(co_status_entries[middle].word, text);
        if (order == 0)
            return &co_status_entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct co_status_word *find_own(const struct co_status_words *own, struct co_str text)
{
    for (size_t i = 0; own && i < own->n; i++)
        if (co_str_eq(own->at[i].folded, text))
            return &own->at[i];
    return NULL;
}

/* The next code of a folded cell; *at moves behind it. Empty at the end. */
static struct co_str next_code(const struct co_plain *f, size_t *at)
{
    while (*at < f->len && f->at[*at] == ' ')
        (*at)++;
    size_t start = *at;
    while (*at < f->len && f->at[*at] != ' ')
        (*at)++;
    return (struct co_str){f->at + start, *at - start};
}

enum { CODE_MOST = 5 }; /* letters of a code; "waiting for DLV" is none */

/* SAP writes a set of codes into one cell, as in "REL  PCNF PRC  SETC". An own word among them is a
 * user status and comes first; a single letter is too little for that. */
static enum co_class class_of_codes(const struct co_plain *f, const struct co_status_words *own,
                                    bool *is_known)
{
    const struct co_status_word *mine = NULL;
    const struct co_status_entry *worst = NULL;
    bool is_made = false;
    size_t at = 0;
    for (struct co_str code = next_code(f, &at); code.len; code = next_code(f, &at)) {
        const struct co_status_entry *e = find(code);
        if (code.len > CODE_MOST)
            return CO_CLASS_OPEN;
        if (!mine && code.len > 1)
            mine = find_own(own, code);
        if (!e || e->rank < CODE_CREATED)
            continue;
        is_made = is_made || e->rank == CODE_CONFIRMED || e->rank == CODE_DELIVERED;
        worst = !worst || e->rank > worst->rank ? e : worst;
    }
    if (!worst)
        return CO_CLASS_OPEN;
    *is_known = true;
    if (mine)
        return mine->class;
    return worst->rank == CODE_TECHNICAL && is_made ? CO_CLASS_FINISHED : worst->class;
}

enum co_class co_value_status(struct co_str cell, const struct co_status_words *own, bool *is_known)
{
    struct co_plain f;
    bool ignored, *known = is_known ? is_known : &ignored;
    cell = co_str_trim(cell);
    *known = !cell.len;
    if (!cell.len || !co_plain_fold(cell, is_gap, &f))
        return CO_CLASS_OPEN;
    struct co_str text = co_plain_view(&f);
    const struct co_status_word *mine = find_own(own, text);
    const struct co_status_entry *e = mine ? NULL : find(text);
    *known = mine || (e && (e->rank != ACCENTED || f.has_accent));
    if (*known)
        return mine ? mine->class : e->class;
    (void)co_plain_fold(cell, is_code_gap, &f);
    return class_of_codes(&f, own, known);
}

bool co_value_status_add(struct co_status_words *words, enum co_class class, struct co_str word,
                         struct co_arena *arena)
{
    struct co_plain f;
    word = co_str_trim(word);
    if (!word.len || !co_plain_fold(word, is_gap, &f))
        return false;
    struct co_str text = co_plain_view(&f);
    if (co_str_eq(text, CO_STR(" ")))
        return false;
    for (size_t i = 0; i < words->n; i++)
        if (co_str_eq(words->at[i].folded, text)) {
            words->at[i].class = class;
            return true;
        }
    if (words->n == CO_STATUS_WORDS_MAX)
        return false;
    words->at[words->n++] = (struct co_status_word){co_arena_dup(arena, text), class};
    return true;
}

bool co_class_is_open(enum co_class class)
{
    return class == CO_CLASS_OPEN || class == CO_CLASS_HOLD;
}
