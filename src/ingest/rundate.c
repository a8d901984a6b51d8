#include "rundate.h"
#include "crossoff/utf8.h"
#include "reader.h"
#include <string.h>

/* Words as co_utf8_fold writes them. Adding a language is adding words.
 * SURE: anywhere in the line. SOLE: alone between a border and the date, because "date" also ends
 * "due date". BOUND: directly before the date it is the end of a range. FILTER: anywhere in the
 * line it is about the orders, not about the list. */
enum kind { SURE, SOLE, BOUND, FILTER };
static const struct {
    enum kind kind;
    const char *word;
} words[] = {
    {SURE, "run date"},
    {SURE, "run time"},
    {SURE, "run on"},
    {SURE, "report date"},
    {SURE, "report run"},
    {SURE, "print date"},
    {SURE, "printed"},
    {SURE, "created"},
    {SURE, "creation date"},
    {SURE, "generated"},
    {SURE, "produced on"},
    {SURE, "exported"},
    {SURE, "export date"},
    {SURE, "extracted"},
    {SURE, "extract date"},
    {SURE, "downloaded"},
    {SURE, "page"}, /* a page head: its date is the list's */
    {SURE, "seite"},
    {SURE, "blatt"},
    {SURE, "pagina"},
    {SURE, "as of"},
    {SURE, "as at"},
    {SURE, "druckdatum"},
    {SURE, "gedruckt"},
    {SURE, "erstellt"},
    {SURE, "erstelldatum"},
    {SURE, "erstellungsdatum"},
    {SURE, "erzeugt"},
    {SURE, "exportiert"},
    {SURE, "exportdatum"},
    {SURE, "laufdatum"},
    {SURE, "listdatum"},
    {SURE, "berichtsdatum"},
    {SURE, "auswertungsdatum"},
    {SURE, "ausgefuhrt am"},
    {SURE, "ausgefuehrt am"},
    {SURE, "impreso"},
    {SURE, "generado"},
    {SURE, "emitido"},
    {SURE, "ejecutado"},
    {SURE, "exportado"},
    {SURE, "fecha de impresion"},
    {SURE, "fecha de emision"},
    {SURE, "fecha de ejecucion"},
    {SURE, "fecha del informe"},
    {SURE, "imprime"},
    {SURE, "edite"},
    {SURE, "genere"},
    {SURE, "exporte"},
    {SURE, "extrait le"},
    {SURE, "date d edition"},
    {SURE, "date d impression"},
    {SURE, "date d extraction"},
    {SURE, "stampato"},
    {SURE, "data di stampa"},
    {SURE, "data stampa"},
    {SURE, "generato"},
    {SURE, "creato il"},
    {SURE, "esportato"},
    {SURE, "impresso"},
    {SURE, "gerado"},
    {SURE, "emissao"},
    {SURE, "data de impressao"},
    {SURE, "afgedrukt"},
    {SURE, "afdrukdatum"},
    {SURE, "printdatum"},
    {SURE, "rundatum"},
    {SURE, "gemaakt op"},
    {SURE, "aangemaakt op"},
    {SURE, "gegenereerd"},
    {SURE, "geexporteerd"},
    {SURE, "dynamic list display"}, /* SAP's own head of a printed list */
    {SURE, "dynamische listausgabe"},
    {SOLE, "run"},
    {SOLE, "date"},
    {SOLE, "date time"},
    {SOLE, "datum"},
    {SOLE, "datum uhrzeit"},
    {SOLE, "stand"},
    {SOLE, "stand vom"},
    {SOLE, "stand am"},
    {SOLE, "fecha"},
    {SOLE, "fecha hora"},
    {SOLE, "date heure"},
    {SOLE, "data"},
    {SOLE, "data ora"},
    {SOLE, "data hora"},
    {SOLE, "datum tijd"},
    {BOUND, "from"},
    {BOUND, "to"},
    {BOUND, "until"},
    {BOUND, "till"},
    {BOUND, "through"},
    {BOUND, "thru"},
    {BOUND, "before"},
    {BOUND, "after"},
    {BOUND, "since"},
    {BOUND, "than"},
    {BOUND, "von"},
    {BOUND, "bis"},
    {BOUND, "bis zum"},
    {BOUND, "ab"},
    {BOUND, "vor"},
    {BOUND, "vor dem"},
    {BOUND, "nach"},
    {BOUND, "nach dem"},
    {BOUND, "seit"},
    {BOUND, "desde"},
    {BOUND, "desde el"},
    {BOUND, "hasta"},
    {BOUND, "hasta el"},
    {BOUND, "antes del"},
    {BOUND, "a partir del"},
    {BOUND, "depuis le"},
    {BOUND, "jusqu au"},
    {BOUND, "avant le"},
    {BOUND, "apres le"},
    {BOUND, "du"},
    {BOUND, "au"},
    {BOUND, "dal"},
    {BOUND, "al"},
    {BOUND, "fino al"},
    {BOUND, "entro il"},
    {BOUND, "ate"},
    {BOUND, "a partir de"},
    {BOUND, "tot"},
    {BOUND, "t m"},
    {BOUND, "vanaf"},
    {BOUND, "voor"},
    {FILTER, "due"},
    {FILTER, "required"},
    {FILTER, "need by"},
    {FILTER, "start date"},
    {FILTER, "finish date"},
    {FILTER, "end date"},
    {FILTER, "filter"},
    {FILTER, "selection"},
    {FILTER, "where"},
    {FILTER, "range"},
    {FILTER, "fallig"},
    {FILTER, "faellig"},
    {FILTER, "termin"},
    {FILTER, "starttermin"},
    {FILTER, "endtermin"},
    {FILTER, "selektion"},
    {FILTER, "zeitraum"},
    {FILTER, "vencimiento"},
    {FILTER, "echeance"},
    {FILTER, "scadenza"},
    {FILTER, "vencimento"},
    {FILTER, "vervaldatum"},
};

/* A date in a line, and how often others stand there. */
struct found {
    struct co_rundate value;
    size_t at, end; /* of the first one */
    size_t n;       /* different dates */
};

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The end of a run of digits, or of letters. */
static size_t run_end(struct co_str s, size_t at)
{
    bool digits = at < s.len && is_digit(s.at[at]);
    while (at < s.len && is_word(s.at[at]) && is_digit(s.at[at]) == digits)
        at++;
    return at;
}

/* Whether what stands behind would make the text before it another thing: 10.11.12.13, 12A. */
static bool is_glued(struct co_str s, size_t end)
{
    char c = end < s.len ? s.at[end] : ' ', next = end + 1 < s.len ? s.at[end + 1] : ' ';
    if (c == 'T')
        return !is_digit(next);
    return is_word(c) || (strchr("-./", c) && is_word(next));
}

enum { DATE_MOST = 40 };

/* Appends the run of digits or letters at *at; false when it is none or too long for a date. */
static bool take_run(struct co_str s, size_t *at, char *out, size_t *n)
{
    size_t end = run_end(s, *at), len = end - *at;
    if (!len || *n + len + 3 > DATE_MOST)
        return false;
    memcpy(out + *n, s.at + *at, len);
    *n += len;
    *at = end;
    return true;
}

/* The date that begins at *at, which moves behind it: three runs with a mark between each two ("Nov
 * 23, 2026" without its comma), or eight digits. */
static enum co_value take_date(struct co_str s, size_t *at, enum co_day_order order, co_date *out)
{
    char text[DATE_MOST];
    size_t n = 0, i = *at, first;
    if (!take_run(s, &i, text, &n))
        return CO_VALUE_BAD;
    first = i;
    for (int part = 1; part < 3; part++) {
        char mark = i < s.len ? s.at[i++] : '\0';
        if (!mark || !strchr("-./ ,", mark))
            break;
        if ((mark == '.' || mark == ',') && i < s.len && s.at[i] == ' ')
            i++;
        text[n++] = mark == ',' ? ' ' : mark;
        if (!take_run(s, &i, text, &n))
            break;
        if (part == 2 && !is_glued(s, i)) {
            enum co_value v = co_value_date((struct co_str){text, n}, order, out);
            if (v == CO_VALUE_OK || v == CO_VALUE_UNDECIDED) {
                *at = i;
                return v;
            }
        }
    }
    if (first - *at != 8 || is_glued(s, first))
        return CO_VALUE_BAD;
    enum co_value v = co_value_date((struct co_str){s.at + *at, 8}, order, out);
    *at = v == CO_VALUE_OK ? first : *at;
    return v;
}

/* Reports of this century: everything else that reads as a date is a number of something. */
static bool is_plausible(co_date d)
{
    int year, month, day;
    co_date_split(d, &year, &month, &day);
    return year >= 2000 && year < 2100;
}

static bool read_date(struct co_str s, size_t *at, enum co_day_order order, struct co_rundate *out)
{
    size_t start = *at, again = start;
    out->other = CO_DATE_NONE;
    enum co_value v = take_date(s, at, order, &out->date);
    if (v == CO_VALUE_UNDECIDED) {
        *at = start;
        v = take_date(s, at, CO_ORDER_DAY_FIRST, &out->date);
        if (take_date(s, &again, CO_ORDER_MONTH_FIRST, &out->other) != CO_VALUE_OK)
            out->other = CO_DATE_NONE;
    }
    return v == CO_VALUE_OK && is_plausible(out->date);
}

static void find_dates(struct co_str line, enum co_day_order order, struct found *f)
{
    *f = (struct found){.n = 0};
    for (size_t at = 0; at < line.len;) {
        size_t end = at;
        struct co_rundate d;
        bool is_inside = at > 1 && strchr("-./", line.at[at - 1]) && is_word(line.at[at - 2]);
        if (!is_word(line.at[at])) {
            at++;
        } else if (!is_inside && read_date(line, &end, order, &d)) {
            if (f->n == 0)
                *f = (struct found){.value = d, .at = at, .end = end};
            f->n += f->n == 0 || d.date != f->value.date;
            at = end;
        } else {
            while (at < line.len && is_word(line.at[at]))
                at++;
        }
    }
}

static bool has_word(struct co_str text, struct co_str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (memcmp(text.at + i, word.at, word.len) == 0 && (i == 0 || text.at[i - 1] == ' ') &&
            (i + word.len == text.len || text.at[i + word.len] == ' '))
            return true;
    return false;
}

static bool ends_with(struct co_str text, struct co_str word)
{
    if (text.len < word.len)
        return false;
    size_t at = text.len - word.len;
    return memcmp(text.at + at, word.at, word.len) == 0 && (at == 0 || text.at[at - 1] == ' ');
}

/* What stands directly before an offset, back to a border: a delimiter, a tab, two blanks. */
static struct co_str label(struct co_str line, size_t at, char delimiter)
{
    while (at && (line.at[at - 1] == ' ' || line.at[at - 1] == '\t' || line.at[at - 1] == '"' ||
                  line.at[at - 1] == delimiter))
        at--;
    size_t start = at;
    while (start && line.at[start - 1] != delimiter && line.at[start - 1] != '\t' &&
           !(start > 1 && line.at[start - 1] == ' ' && line.at[start - 2] == ' '))
        start--;
    return (struct co_str){line.at + start, at - start};
}

/* The three folded views of a line in which words are looked for. */
struct context {
    struct co_buf line, before, label;
};

static bool has_kind(const struct context *c, enum kind kind)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct co_str word = co_str_of(words[i].word);
        if (words[i].kind != kind)
            continue;
        if (kind == SOLE    ? co_str_eq(co_buf_view(&c->label), word)
            : kind == BOUND ? ends_with(co_buf_view(&c->before), word)
                            : has_word(co_buf_view(&c->line), word))
            return true;
    }
    return false;
}

bool co_rundate_of_line(struct co_str line, char delimiter, enum co_day_order order,
                        struct co_rundate *out)
{
    struct found f;
    struct context c = {{0}, {0}, {0}};
    find_dates(line, order, &f);
    if (f.n != 1 || memchr(line.at, '<', f.at) || memchr(line.at, '>', f.at))
        return false;
    struct co_str before = {line.at, f.at}, after = {line.at + f.end, line.len - f.end};
    co_utf8_fold(&c.before, before, false);
    co_buf_str(&c.line, co_buf_view(&c.before));
    co_buf_byte(&c.line, ' ');
    co_utf8_fold(&c.line, after, false);
    co_utf8_fold(&c.label, label(line, f.at, delimiter), false);
    *out = f.value;
    out->is_sure = has_kind(&c, SURE);
    bool is_found = co_buf_ok(&c.line) && (out->is_sure || has_kind(&c, SOLE)) &&
                    !has_kind(&c, BOUND) && !has_kind(&c, FILTER);
    co_buf_fini(&c.before);
    co_buf_fini(&c.line);
    co_buf_fini(&c.label);
    return is_found;
}

void co_rundate_find(struct co_export *x, size_t from, size_t to, enum co_day_order order)
{
    bool is_found = false;
    x->run_date = x->run_date_else = CO_DATE_NONE;
    for (size_t at = from; at < to;) {
        size_t end = co_reader_line_end(x->bytes, at);
        struct co_str line = {x->bytes.at + at, end - at};
        struct co_rundate d;
        at = co_reader_next_line(x->bytes, end);
        if (!co_rundate_of_line(line, x->delimiter, order, &d) || (is_found && !d.is_sure))
            continue;
        x->run_date = d.date;
        x->run_date_else = d.other;
        is_found = true;
        if (d.is_sure)
            return;
    }
}
