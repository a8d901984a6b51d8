#include "around.h"
#include <string.h>

enum { TEXT_MOST = 200 }; /* longer ones are remarks, not marks */

const char *co_around_name(enum co_around kind, size_t n)
{
    static const char *const names[][2] = {
#define ROW(name, one, several) {one, several},
        CO_AROUND_LIST(ROW)
#undef ROW
    };
    return names[kind][n != 1];
}

/* Words in lower case; a mark is known by the beginning of its text or anywhere in it. Adding a
 * language is adding words. */
static const char *const total_words[] = {
    "total",           "grand total",   "subtotal",       "sub total",     "sum",
    "summe",           "gesamt",        "gesamtsumme",    "zwischensumme", "suma",
    "somme",           "totale",        "totaal",         "totaux",        "totales",
    "totais",          "ergebnis",      "gesamtergebnis", "sous-total",    "sous total",
    "total général",   "total general", "subtotale",      "subtotaal",     "eindtotaal",
    "totale generale", "total geral",   "subtotal geral",
};
static const char *const end_words[] = {
    "end of report", "end of list",      "end of file",      "ende der liste",  "ende des berichts",
    "listenende",    "fin del informe",  "fin du rapport",   "fin de la liste", "fine del rapporto",
    "fine lista",    "fim do relatorio", "fim do relatório", "einde rapport",   "einde lijst",
};
static const char *const page_words[] = {"page", "seite", "pagina", "página", "blatt", "pag."};
static const char *const count_words[] = {
    "row",         "rows",         "record",    "records",         "line",
    "lines",       "order",        "orders",    "zeilen",          "datensätze",
    "datensaetze", "sätze",        "saetze",    "einträge",        "treffer",
    "registros",   "filas",        "lignes",    "enregistrements", "righe",
    "linhas",      "regels",       "selected",  "entries",         "rijen",
    "count",       "record count", "row count", "anzahl",          "nombre",
    "numero",      "aantal",
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The text of a record with a single filled cell, in lower case, without quotes and outer marks;
 * false when more than one cell is filled or it is too long. */
struct text {
    char at[TEXT_MOST + 1];
    size_t len;
};

struct co_str co_around_cell(struct co_str record, char delimiter, size_t *at)
{
    bool is_quoted = false;
    size_t start = *at;
    while (*at < record.len && (is_quoted || record.at[*at] != delimiter)) {
        is_quoted = is_quoted != (record.at[*at] == '"');
        (*at)++;
    }
    struct co_str cell = {record.at + start, *at - start};
    (*at)++;
    return cell;
}

struct co_str co_around_bare(struct co_str cell)
{
    cell = co_str_trim(cell);
    if (cell.len > 1 && cell.at[0] == '"' && cell.at[cell.len - 1] == '"')
        cell = co_str_trim((struct co_str){cell.at + 1, cell.len - 2});
    return cell;
}

static struct co_str unquoted(struct co_str cell)
{
    cell = co_around_bare(cell);
    while (cell.len && (cell.at[0] == '\f' || cell.at[0] == '*'))
        cell = co_str_trim((struct co_str){cell.at + 1, cell.len - 1});
    while (cell.len && cell.at[cell.len - 1] == '*')
        cell = co_str_trim((struct co_str){cell.at, cell.len - 1});
    return cell;
}

static bool is_rule_text(struct co_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("-=_+~", s.at[i]) && s.at[i] != ' ')
            return false;
    return s.len >= 2;
}

static bool begins_with(const struct text *t, const char *word)
{
    size_t n = strlen(word);
    return t->len >= n && memcmp(t->at, word, n) == 0 && !is_word_char(t->at[n]);
}

static bool has_word(const struct text *t, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= t->len; i++)
        if (memcmp(t->at + i, word, n) == 0 && !is_word_char(t->at[i + n]) &&
            (i == 0 || !is_word_char(t->at[i - 1])))
            return true;
    return false;
}

static bool any_begins(const struct text *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (begins_with(t, words[i]))
            return true;
    return false;
}

static bool any_within(const struct text *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (has_word(t, words[i]))
            return true;
    return false;
}

#define N(list) (sizeof(list) / sizeof *(list))

/* The only number in a text; false when there is none or more than one. */
static bool only_number(const struct text *t, size_t *out)
{
    size_t numbers = 0, value = 0;
    for (size_t i = 0; i < t->len; i++) {
        if (t->at[i] < '0' || t->at[i] > '9')
            continue;
        numbers++;
        for (value = 0; t->at[i] >= '0' && t->at[i] <= '9'; i++) {
            if ((t->at[i + 1] == ',' || t->at[i + 1] == '.') && t->at[i + 2] >= '0' &&
                t->at[i + 2] <= '9') /* "1,234 rows": not worth a guess */
                return false;
            value = value > 1000000000 ? value : value * 10 + (size_t)(t->at[i] - '0');
        }
    }
    *out = value;
    return numbers == 1;
}

/* "27 records selected", "(27 rows affected)", "Rows: 27"; not "Order 27". */
static bool is_statement(const struct text *t)
{
    size_t i = t->at[0] == '(' ? 1 : 0;
    return (t->at[i] >= '0' && t->at[i] <= '9') || strpbrk(t->at, ":=") != NULL;
}

static bool has_no_digit(const struct text *t)
{
    for (size_t i = 0; i < t->len; i++)
        if (t->at[i] >= '0' && t->at[i] <= '9')
            return false;
    return true;
}

static bool any_ends(const struct text *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);
        if (t->len > len && memcmp(t->at + t->len - len, words[i], len) == 0 &&
            !is_word_char(t->at[t->len - len - 1]))
            return true;
    }
    return false;
}

/* "Count" and "12" in two cells. */
static bool is_count_pair(const struct text *word, struct co_str number, size_t *stated)
{
    size_t value = 0;
    for (size_t i = 0; i < N(count_words); i++) {
        size_t len = strlen(count_words[i]);
        bool is_word = word->len >= len && memcmp(word->at, count_words[i], len) == 0 &&
                       (word->len == len || (word->len == len + 1 && word->at[len] == ':'));
        for (size_t k = 0; is_word && k < number.len; k++) {
            if (number.at[k] < '0' || number.at[k] > '9' || value > 100000000)
                return false;
            value = value * 10 + (size_t)(number.at[k] - '0');
        }
        if (is_word && number.len) {
            *stated = value;
            return true;
        }
    }
    return false;
}

static enum co_around of_sole_text(const struct text *t, size_t *stated)
{
    if (any_within(t, end_words, N(end_words)))
        return CO_AROUND_END;
    if (any_within(t, count_words, N(count_words)) && only_number(t, stated) && is_statement(t))
        return CO_AROUND_COUNT;
    if (any_begins(t, page_words, N(page_words)))
        return CO_AROUND_PAGE;
    if (any_begins(t, total_words, N(total_words)))
        return CO_AROUND_TOTAL;
    return CO_AROUND_ROW;
}

static bool take(struct text *t, struct co_str cell)
{
    if (cell.len > TEXT_MOST)
        return false;
    for (size_t i = 0; i < cell.len; i++)
        t->at[i] = lower(cell.at[i]);
    t->len = cell.len;
    t->at[t->len] = '\0';
    return true;
}

/* "*" and "**" in a cell of their own, as SAP marks its subtotals. */
static bool is_stars(struct co_str raw)
{
    struct co_str s = co_str_trim(raw);
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] != '*')
            return false;
    return s.len > 0;
}

enum co_around co_around_of(struct co_str record, char delimiter, size_t *stated)
{
    struct text first = {.len = 0};
    struct co_str second = {0};
    size_t filled = 0, rules = 0;
    bool is_long = false, has_mark = false, has_stars = false;
    for (size_t at = 0; at <= record.len;) {
        struct co_str raw = co_around_cell(record, delimiter, &at);
        struct co_str cell = unquoted(raw);
        has_mark = has_mark || (co_str_has(raw, '*') || co_str_has(raw, '\f'));
        has_stars = has_stars || is_stars(raw);
        if (!cell.len)
            continue;
        rules += is_rule_text(cell);
        second = filled == 1 ? cell : second;
        if (filled++ == 0)
            is_long = !take(&first, cell);
    }
    if (filled == 0)
        return has_mark ? CO_AROUND_PAGE : CO_AROUND_BLANK;
    if (rules == filled)
        return CO_AROUND_RULE;
    if (has_stars)
        return CO_AROUND_TOTAL;
    if (is_long)
        return CO_AROUND_ROW;
    if (filled == 1)
        return of_sole_text(&first, stated);
    if (filled == 2 && is_count_pair(&first, second, stated))
        return CO_AROUND_COUNT;
    bool is_total = any_begins(&first, total_words, N(total_words)) ||
                    (has_no_digit(&first) && any_ends(&first, total_words, N(total_words)));
    return is_total ? CO_AROUND_TOTAL : CO_AROUND_ROW;
}

/* A key that is "SUM-104" or "Total 7" may well be an order; "Total" and "Mill total" are none. */
bool co_around_is_total(struct co_str key)
{
    struct text t;
    struct co_str word = unquoted(key);
    if (!word.len)
        return is_stars(key);
    while (word.len && strchr(": ", word.at[word.len - 1]))
        word.len--;
    if (!take(&t, word))
        return false;
    for (size_t i = 0; i < N(total_words); i++)
        if (co_str_eq((struct co_str){t.at, t.len}, co_str_of(total_words[i])))
            return true;
    return has_no_digit(&t) && (any_begins(&t, total_words, N(total_words)) ||
                                any_ends(&t, total_words, N(total_words)));
}

bool co_around_is_suspect(struct co_str key)
{
    struct text t;
    bool has_digit = false;
    for (size_t i = 0; i < key.len; i++)
        has_digit = has_digit || (key.at[i] >= '0' && key.at[i] <= '9');
    if (!key.len || (has_digit && !strchr("TtGgSsZzPpBbEe*-=_+~\f", key.at[0])))
        return false;
    struct co_str word = unquoted(key);
    if (!word.len || !has_digit || is_rule_text(word)) /* an order without any digit is rare */
        return true;
    return take(&t, word) && (any_begins(&t, total_words, N(total_words)) ||
                              any_begins(&t, page_words, N(page_words)));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Passes one thing over: a number, blanks, or one byte. Gives what it was. */
static char next(struct co_str s, size_t *i)
{
    char c = s.at[*i];
    bool is_number = is_digit(c), is_blank = c == ' ' || c == '\f';
    do
        (*i)++;
    while (*i < s.len && ((is_number && is_digit(s.at[*i])) ||
                          (is_blank && (s.at[*i] == ' ' || s.at[*i] == '\f'))));
    return is_number ? '0' : is_blank ? ' ' : c;
}

bool co_around_is_again(struct co_str title, struct co_str record)
{
    size_t i = 0, k = 0, letters = 0;
    title = co_str_trim(title);
    record = co_str_trim(record);
    while (i < title.len && k < record.len) {
        char a = next(title, &i), b = next(record, &k);
        if (a != b)
            return false;
        letters += (a >= 'a' && a <= 'z') || (a >= 'A' && a <= 'Z') || (unsigned char)a >= 0x80;
    }
    return i == title.len && k == record.len && letters >= 4;
}
