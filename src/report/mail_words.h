/* report, private: the words of the daily mail. */
#pragma once
#include "crossoff/mail.h"

/* X(NAME, English, German): a word a line; another language is another column. */
#define CO_MAIL_WORD_LIST(X)                                                                         \
    X(LIST, "Work orders", "Aufträge")                                                               \
    X(CORRECTED_FIRST, "CORRECTED", "KORRIGIERT")                                                    \
    X(TAKEN_BACK_FIRST, "TAKEN BACK", "ZURÜCKGENOMMEN")                                              \
    X(HELD_FIRST, "HELD", "ANGEHALTEN")                                                              \
    X(MISSING_FIRST, "MISSING", "FEHLT")                                                             \
    X(FAILED_FIRST, "FAILED", "FEHLER")                                                              \
    X(SUBJECT_HELD, "nothing recorded, please look", "nichts verbucht, bitte ansehen")               \
    X(SUBJECT_TAKEN_BACK, "not recorded any more", "nicht mehr verbucht")                            \
    X(SUBJECT_STANDS, "another list, not taken", "weitere Liste, nicht übernommen")                  \
    X(SUBJECT_MISSING, "no list, nothing recorded", "keine Liste, nichts verbucht")                  \
    X(SUBJECT_FAILED, "nothing recorded", "nichts verbucht")                                         \
    X(SUBJECT_FIRST, "first list", "erste Liste")                                                    \
    X(SUBJECT_NO_NEWS, "no news", "nichts Neues")                                                    \
    X(DONE, "done", "erledigt")                                                                      \
    X(CARRIED, "carried", "offen")                                                                   \
    X(LATE, "late", "überfällig")                                                                    \
    X(LISTED, "listed", "gelistet")                                                                  \
    X(COMPLETED, "completed", "erledigt")                                                            \
    X(CARRIED_OVER, "carried over", "weiter offen")                                                  \
    X(NEW, "new", "neu")                                                                             \
    X(REOPENED, "reopened", "zurück")                                                                \
    X(CANCELLED, "cancelled", "storniert")                                                           \
    X(MOVED, "moved", "verlegt")                                                                     \
    X(PAST_DUE, "past due", "überfällig")                                                            \
    X(CHANGED, "changed", "geändert")                                                                \
    X(PIECE, "piece", "Stück")                                                                       \
    X(PIECES, "pieces", "Stück")                                                                     \
    X(ORDER_ONE, "order", "Auftrag")                                                                 \
    X(ORDER_MANY, "orders", "Aufträge")                                                              \
    X(FROM_OTHER, "from another shop", "aus anderem Bereich")                                        \
    X(TO_OTHER, "to another shop", "in anderen Bereich")                                             \
    X(NO_ORDERS, "no orders", "keine Aufträge")                                                      \
    X(NO_SHOP, "(no shop)", "(ohne Bereich)")                                                        \
    X(OPERATIONS, "What is counted are operations of orders.",                                       \
      "Gezählt sind Arbeitsgänge von Aufträgen.")                                                    \
    X(YESTERDAY, "Yesterday", "Gestern")                                                             \
    X(TODAY, "Today", "Heute")                                                                       \
    X(ROW_ONE, "row", "Zeile")                                                                       \
    X(ROW_MANY, "rows", "Zeilen")                                                                    \
    X(BY_STATUS, "by status", "laut Status")                                                         \
    X(BY_QUANTITY, "by quantity", "laut Menge")                                                      \
    X(BY_TOLD, "by the list of closed orders", "laut Liste der abgeschlossenen")                     \
    X(BY_ABSENCE, "left the list (assumed)", "nicht mehr gelistet (angenommen)")                     \
    X(ORDER_COMPLETED, "order completed", "Auftrag erledigt")                                        \
    X(CLOSED, "closed, not confirmed made", "abgeschlossen, Fertigung nicht bestätigt")              \
    X(SHORT, "made short, missing", "zu wenig gefertigt, es fehlen")                                 \
    X(TO_FEED, "to feed", "in Liste")                                                                \
    X(TAKEN_BACK, "taken back: completed on", "zurückgenommen: erledigt am")                         \
    X(MADE, "made", "gefertigt")                                                                     \
    X(DAY, "day", "Tag")                                                                             \
    X(D, "d", "T")                                                                                   \
    X(DUE, "due", "fällig")                                                                          \
    X(NONE, "(none)", "(leer)")                                                                      \
    X(SHORTER_DONE, "with fewer made than ordered", "mit weniger gefertigt als bestellt")            \
    X(WARNINGS, "Warnings", "Hinweise")                                                              \
    X(WARNING, "Warning", "Warnung")                                                                 \
    X(ACCEPTED, "Accepted", "Freigegeben")                                                           \
    X(REASON, "Reason", "Grund")                                                                     \
    X(FIRST_LIST, "The first list", "Die erste Liste")                                               \
    X(FIRST_LIST_TEXT, "there is nothing to cross off yet", "es gibt noch nichts abzuhaken")         \
    X(NO_NEWS, "No news", "Nichts Neues")                                                            \
    X(NO_NEWS_TEXT,                                                                                  \
      "this list says what the list before says, order by order. That is not the same as nothing "   \
      "completed",                                                                                   \
      "diese Liste sagt Auftrag für Auftrag dasselbe wie die davor. Das heißt nicht, dass nichts " \
      "erledigt ist")                                                                                \
    X(CORRECTED, "Corrected", "Korrigiert")                                                          \
    X(CORRECTED_TEXT, "this replaces what was mailed for this day before",                           \
      "dies ersetzt, was für diesen Tag gemeldet war")                                               \
    X(LATER_LIST, "a list recorded later for", "nachträglich verbuchte Liste vom")                   \
    X(WITHDRAWN, "Taken back", "Zurückgenommen")                                                     \
    X(WITHDRAWN_TEXT, "what was mailed for this day does not hold any more",                         \
      "was für diesen Tag gemeldet war, gilt nicht mehr")                                            \
    X(STANDS_TEXT, "another list of this day came and was not taken. What is recorded stands",       \
      "eine weitere Liste dieses Tages kam und wurde nicht übernommen. Was verbucht ist, gilt "     \
      "weiter")                                                                                      \
    X(HELD, "Held", "Angehalten")                                                                    \
    X(HELD_TEXT, "today's list is not believed. Nothing is recorded, nothing is marked completed",   \
      "die heutige Liste ist nicht glaubhaft. Nichts ist verbucht, nichts gilt als erledigt")        \
    X(MISSING, "Missing", "Fehlt")                                                                   \
    X(MISSING_TEXT, "today's list is not there. Nothing is recorded, nothing is marked completed",   \
      "die heutige Liste ist nicht da. Nichts ist verbucht, nichts gilt als erledigt")               \
    X(FAILED, "Failed", "Fehlgeschlagen")                                                            \
    X(FAILED_TEXT, "there is no summary of this day. Nothing is recorded",                           \
      "für diesen Tag gibt es keine Übersicht. Nichts ist verbucht")                                 \
    X(REASONS, "Why", "Warum")                                                                       \
    X(NEXT_STEP, "What to do", "Was zu tun ist")                                                     \
    X(FURTHER, "further ones are not shown", "weitere sind nicht gezeigt")                           \
    X(MORE_ORDER, "more order", "weiterer Auftrag")                                                  \
    X(MORE_ORDERS, "more orders", "weitere Aufträge")                                                \
    X(MORE_SHOP, "more shop", "weiterer Bereich")                                                    \
    X(MORE_SHOPS, "more shops", "weitere Bereiche")                                                  \
    X(IN_ATTACHMENT, "all of them are in the attached", "alle stehen im Anhang")                     \
    X(NOT_ATTACHED, "not shown here", "hier nicht gezeigt")                                          \
    X(NEXT_MAIL, "Next mail", "Nächste Mail")                                                        \
    X(IF_CHANGED, "if something changed", "falls sich etwas geändert hat")                           \
    X(IF_PROBLEM, "if something is wrong", "falls etwas nicht stimmt")                               \
    X(STATE, "State", "Stand")                                                                       \
    X(WORK_ORDER, "Work order", "Auftrag")                                                           \
    X(DUE_QUANTITY, "Due, quantity", "Fällig, Menge")                                                \
    X(F_QUANTITY, "quantity", "Menge")                                                               \
    X(F_QUANTITY_COMPLETED, "quantity completed", "gefertigte Menge")                                \
    X(F_QUANTITY_REMAINING, "quantity remaining", "Restmenge")                                       \
    X(F_QUANTITY_SCRAPPED, "quantity scrapped", "Ausschuss")                                         \
    X(F_START_DATE, "start", "Start")                                                                \
    X(F_STATUS, "status", "Status")                                                                  \
    X(F_PRIORITY, "priority", "Priorität")                                                           \
    X(F_SHOP, "shop", "Bereich")                                                                     \
    X(F_PLANT, "plant", "Werk")                                                                      \
    X(F_PART, "part", "Teil")                                                                        \
    X(F_DESCRIPTION, "description", "Bezeichnung")                                                   \
    X(F_PLANNER, "planner", "Planer")                                                                \
    X(F_CUSTOMER, "customer", "Kunde")                                                               \
    X(F_SALES_ORDER, "sales order", "Verkaufsauftrag")

enum co_mail_word {
#define CO_MAIL_WORD_ENUM(name, en, de) CO_WORD_##name,
    CO_MAIL_WORD_LIST(CO_MAIL_WORD_ENUM)
#undef CO_MAIL_WORD_ENUM
        CO_MAIL_WORDS
};
const char *co_mail_word(enum co_mail_language language, enum co_mail_word word);

/* Dates as the language writes them: "Mon 23 Nov 2026" and "Mo 23.11.2026"; without the year for a
 * subject; without the day of the week for a column. Nothing for CO_DATE_NONE. */
void co_mail_day(struct co_buf *out, enum co_mail_language language, co_date date);
void co_mail_day_short(struct co_buf *out, enum co_mail_language language, co_date date);
void co_mail_date(struct co_buf *out, enum co_mail_language language, co_date date);
/* "2.5" and "2,5"; nothing for CO_QUANTITY_NONE. */
void co_mail_quantity(struct co_buf *out, enum co_mail_language language, int64_t quantity);
