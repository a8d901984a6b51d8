#include "crossoff/value.h"
#include <string.h>

/* Up to three numbers of a date with what stood between them. */
struct parts {
    int number[3];
    size_t digits[3];
    int month_name; /* which of the three was a month's name, or -1 */
    char mark;      /* between first and second */
    size_t n;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* English names and the ones of German exports that differ (Mai, Okt, Dez, Maerz as MRZ). */
static int month_of(struct co_str word)
{
    static const struct {
        const char *name;
        int month;
    } months[] = {{"jan", 1},  {"feb", 2},  {"mar", 3},  {"mrz", 3}, {"apr", 4}, {"may", 5},
                  {"mai", 5},  {"jun", 6},  {"jul", 7},  {"aug", 8}, {"sep", 9}, {"oct", 10},
                  {"okt", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}};
    if (word.len < 3)
        return 0;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (co_str_eq_nocase((struct co_str){word.at, 3}, co_str_of(months[i].name)))
            return months[i].month;
    return 0;
}

/* Whether what follows a date is a time: nothing, or a blank or T and then only digits, colons,
 * points, AM/PM, a zone. */
static bool is_time(struct co_str s)
{
    if (!s.len)
        return true;
    if (s.at[0] != ' ' && s.at[0] != 'T')
        return false;
    bool has_colon = false;
    for (size_t i = 1; i < s.len; i++) {
        has_colon = has_colon || s.at[i] == ':';
        if (!is_digit(s.at[i]) && !strchr(":.+- AaPpMmZz", s.at[i]))
            return false;
    }
    return has_colon;
}

static bool take(struct co_str s, size_t *i, struct parts *p)
{
    size_t start = *i;
    if (start < s.len && is_letter(s.at[start])) {
        while (*i < s.len && is_letter(s.at[*i]))
            (*i)++;
        if (p->month_name >= 0)
            return false;
        p->month_name = (int)p->n;
        p->number[p->n] = month_of((struct co_str){s.at + start, *i - start});
        p->digits[p->n] = 2;
        return p->number[p->n++] > 0;
    }
    while (*i < s.len && is_digit(s.at[*i]) && *i - start < 9)
        p->number[p->n] = p->number[p->n] * 10 + (s.at[(*i)++] - '0');
    p->digits[p->n] = *i - start;
    return p->digits[p->n++] > 0;
}

/* Takes "23.11.2026", "2026-11-23", "20261123" apart. False when it is no date at all. */
static bool scan(struct co_str s, struct parts *p)
{
    size_t i = 0;
    *p = (struct parts){.month_name = -1};
    if (!take(s, &i, p))
        return false;
    if (p->digits[0] == 8 && p->month_name < 0) {
        int all = p->number[0];
        *p = (struct parts){{all / 10000, all / 100 % 100, all % 100}, {4, 2, 2}, -1, '-', 3};
        return is_time((struct co_str){s.at + i, s.len - i});
    }
    while (p->n < 3) {
        if (i >= s.len || !strchr("-./ ", s.at[i]))
            return false;
        char mark = s.at[i++];
        if (mark == '.' && i < s.len && s.at[i] == ' ')
            i++; /* "23. Nov 2026" */
        if (p->n == 1)
            p->mark = mark;
        if (!take(s, &i, p))
            return false;
    }
    return is_time((struct co_str){s.at + i, s.len - i});
}

/* Two-digit years as Oracle's RR does: 50..99 are the last century. */
static int full_year(int year, size_t digits)
{
    if (digits > 2)
        return year;
    return year < 50 ? 2000 + year : 1900 + year;
}

static bool is_none(int y, int m, int d)
{
    return (y == 0 && m == 0 && d == 0) || (y == 1900 && m == 1 && d <= 1) || y >= 9999;
}

static enum co_value make(int y, int m, int d, co_date *out)
{
    if (is_none(y, m, d))
        return CO_VALUE_EMPTY;
    *out = co_date_of(y, m, d);
    return *out == CO_DATE_NONE ? CO_VALUE_BAD : CO_VALUE_OK;
}

enum co_value co_value_date(struct co_str s, enum co_day_order order, co_date *out)
{
    struct parts p;
    *out = CO_DATE_NONE;
    s = co_str_trim(s);
    if (!s.len)
        return CO_VALUE_EMPTY;
    if (!scan(s, &p))
        return CO_VALUE_BAD;
    if (p.digits[0] == 4)
        return make(p.number[0], p.number[1], p.number[2], out);
    if (p.digits[2] != 2 && p.digits[2] != 4)
        return CO_VALUE_BAD; /* "23.11.202" is cut off, not the year 202 */
    int year = full_year(p.number[2], p.digits[2]);
    if (p.month_name == 1)
        return make(year, p.number[1], p.number[0], out);
    if (p.month_name == 0)
        return make(year, p.number[0], p.number[1], out);
    if (p.number[0] == p.number[1])
        return make(year, p.number[1], p.number[0], out);
    if (p.mark == '.' || p.number[0] > 12)
        return make(year, p.number[1], p.number[0], out);
    if (p.number[1] > 12)
        return make(year, p.number[0], p.number[1], out);
    if (order == CO_ORDER_UNDECIDED)
        return CO_VALUE_UNDECIDED;
    if (order == CO_ORDER_DAY_FIRST)
        return make(year, p.number[1], p.number[0], out);
    return make(year, p.number[0], p.number[1], out);
}

enum co_day_order co_value_order_hint(struct co_str s)
{
    struct parts p;
    if (!scan(co_str_trim(s), &p) || p.digits[0] == 4 || p.month_name >= 0 || p.mark == '.')
        return CO_ORDER_UNDECIDED;
    if (p.number[0] > 12 && p.number[1] <= 12)
        return CO_ORDER_DAY_FIRST;
    if (p.number[1] > 12 && p.number[0] <= 12)
        return CO_ORDER_MONTH_FIRST;
    return CO_ORDER_UNDECIDED;
}
