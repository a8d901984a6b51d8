#include "crossoff/value.h"
#include "dayname.h"
#include <string.h>

/* Up to three numbers of a date with what stood between them. */
struct parts {
    int number[3];
    size_t digits[3];
    int month_name; /* which of the three was a month's name, or -1 */
    char mark;      /* between first and second */
    size_t n;
};

enum {
    JULIAN_END = 2100, /* 261105 is 5 November 2026 in a hurry, no day of 2161 */
    YEAR_LEAST = 1950, /* 23.11.202 and the year 202 are mistakes, not dates */
    YEAR_MOST = 2199,
    SERIAL_LEAST = 36526, /* 2000-01-01 */
    SERIAL_MOST = 73050,  /* 2099-12-31 */
    SERIAL_DAYS = 25569,  /* from 1899-12-30, Excel's day 0, to 1970-01-01 */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static struct co_str rest(struct co_str s, size_t i)
{
    return (struct co_str){s.at + i, s.len - i};
}

static size_t digits_of(struct co_str s)
{
    size_t n = 0;
    while (n < s.len && is_digit(s.at[n]))
        n++;
    return n;
}

/* Whether what follows a date is a time: nothing, or a blank or T and then only digits, colons,
 * points, AM/PM, a zone. Oracle writes 06.30.00, ISO 8601 may write T063000. */
static bool is_time(struct co_str s)
{
    size_t marks = 0;
    if (!s.len)
        return true;
    if (s.at[0] != ' ' && s.at[0] != 'T')
        return false;
    if (s.at[0] == 'T' && (digits_of(rest(s, 1)) == 4 || digits_of(rest(s, 1)) == 6))
        marks = 2;
    for (size_t i = 1; i < s.len; i++) {
        marks += s.at[i] == ':' ? 2 : s.at[i] == '.';
        if (!is_digit(s.at[i]) && !strchr(":.+- AaPpMmZz", s.at[i]))
            return false;
    }
    return marks >= 2;
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
        p->number[p->n] = co_dayname_month((struct co_str){s.at + start, *i - start});
        p->digits[p->n] = 2;
        return p->number[p->n++] > 0;
    }
    while (*i < s.len && is_digit(s.at[*i]) && *i - start < 9)
        p->number[p->n] = p->number[p->n] * 10 + (s.at[(*i)++] - '0');
    p->digits[p->n] = *i - start;
    return p->digits[p->n++] > 0;
}

/* What stands between two parts: one mark, with "23. Nov", "Nov 23, 2026", "23-nov.-26" and "23 de
 * noviembre de 2026". */
static bool take_mark(struct co_str s, size_t *i, struct parts *p)
{
    char mark = *i < s.len ? s.at[*i] : '\0', next = *i + 1 < s.len ? s.at[*i + 1] : '\0';
    if (!mark || (!strchr("-./ ", mark) && !(mark == ',' && next == ' ')))
        return false;
    (*i)++;
    bool is_named = p->month_name == (int)p->n - 1;
    if ((mark == '.' || mark == ',') && (next == ' ' || (is_named && (next == '-' || next == '/'))))
        (*i)++;
    if (co_str_starts(rest(s, *i), CO_STR("de ")))
        *i += 3;
    if (p->n == 1)
        p->mark = mark;
    return true;
}

/* Takes "23.11.2026", "2026-11-23", "20261123" apart. False when it is no date at all. */
static bool scan(struct co_str s, struct parts *p)
{
    size_t i = 0, run = digits_of(s);
    *p = (struct parts){.month_name = -1};
    if (run == 14)
        s.len = run == s.len ? 8 : 0; /* 20261123063000 */
    if (!take(s, &i, p))
        return false;
    if (p->digits[0] == 8 && p->month_name < 0) {
        int all = p->number[0];
        *p = (struct parts){{all / 10000, all / 100 % 100, all % 100}, {4, 2, 2}, -1, '-', 3};
        return is_time(rest(s, i));
    }
    while (p->n < 3)
        if (!take_mark(s, &i, p) || !take(s, &i, p))
            return false;
    return is_time(rest(s, i));
}

/* Behind a day of the week, if there is one: "Mon 23 Nov", "lun. 23/11", "Montag, 23.". */
static struct co_str behind_weekday(struct co_str s)
{
    size_t i = 0;
    while (i < s.len && is_letter(s.at[i]))
        i++;
    if (!i || !co_dayname_is_weekday((struct co_str){s.at, i}))
        return s;
    while (i < s.len && strchr("., ", s.at[i]))
        i++;
    return rest(s, i);
}

/* "2026-11-23", which most dates are. */
static bool scan_iso(struct co_str s, struct parts *p)
{
    if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-' || digits_of(s) != 4 ||
        digits_of(rest(s, 5)) != 2 || digits_of(rest(s, 8)) != 2)
        return false;
    int year = 0;
    for (size_t i = 0; i < 4; i++)
        year = year * 10 + (s.at[i] - '0');
    int month = (s.at[5] - '0') * 10 + s.at[6] - '0', day = (s.at[8] - '0') * 10 + s.at[9] - '0';
    *p = (struct parts){{year, month, day}, {4, 2, 2}, -1, '-', 3};
    return true;
}

static bool has_digit(struct co_str s)
{
    size_t i = 0;
    while (i < s.len && !is_digit(s.at[i]))
        i++;
    return i < s.len;
}

/* "Mar 24 2026" is a date in March, "mar 24 nov 2026" a Tuesday. */
static bool scan_date(struct co_str s, struct parts *p)
{
    if (scan_iso(s, p))
        return true;
    if (!has_digit(s))
        return false;
    if (scan(s, p))
        return true;
    if (!s.len || !is_letter(s.at[0]))
        return false;
    struct co_str date = behind_weekday(s);
    return date.len < s.len && scan(date, p);
}

/* Two-digit years as Oracle's RR does: 50..99 are the last century. */
static int full_year(int year, size_t digits)
{
    if (digits > 2)
        return year;
    return year < 50 ? 2000 + year : 1900 + year;
}

/* The first day that Excel, SQL Server, .NET or Business Central can say, zeros and 9999. */
static bool is_none(int y, int m, int d)
{
    return (y == 0 && m == 0 && d == 0) || (y == 1900 && m <= 1 && d <= 1) ||
           (y == 1899 && m == 12) || (y == 1753 && m == 1 && d == 1) ||
           (y == 1 && m == 1 && d == 1) || y >= 9999;
}

static enum co_value make(int y, int m, int d, co_date *out)
{
    if (is_none(y, m, d))
        return CO_VALUE_EMPTY;
    if (y < YEAR_LEAST || y > YEAR_MOST)
        return CO_VALUE_BAD;
    *out = co_date_of(y, m, d);
    return *out == CO_DATE_NONE ? CO_VALUE_BAD : CO_VALUE_OK;
}

/* A whole number, of which zero is none, and whether only a fraction of a day follows. */
static bool is_number(struct co_str s, int *out, bool *has_fraction)
{
    size_t n = digits_of(s);
    *out = 0;
    *has_fraction = n < s.len;
    if (n == 0 || n > 6)
        return false;
    for (size_t i = 0; i < n; i++)
        *out = *out * 10 + (s.at[i] - '0');
    if (n == s.len)
        return true;
    return (s.at[n] == '.' || s.at[n] == ',') && n + 1 < s.len &&
           digits_of(rest(s, n + 1)) == s.len - n - 1;
}

static co_date of_julian(int number)
{
    int day = number % 1000, year = 1900 + number / 1000;
    if (year >= JULIAN_END)
        return CO_DATE_NONE;
    co_date first = co_date_of(year, 1, 1);
    if (first == CO_DATE_NONE || day < 1 || first + day > co_date_of(year + 1, 1, 1))
        return CO_DATE_NONE;
    return first + day - 1;
}

/* A plain number in the order that its column was found to have. */
static enum co_value number_date(int number, bool has_fraction, enum co_day_order order,
                                 co_date *out)
{
    if (number == 0)
        return CO_VALUE_EMPTY;
    if (order == CO_ORDER_SERIAL && number >= SERIAL_LEAST && number <= SERIAL_MOST)
        *out = number - SERIAL_DAYS;
    else if (order == CO_ORDER_JULIAN && !has_fraction && number > 50000)
        *out = of_julian(number);
    return *out == CO_DATE_NONE ? CO_VALUE_BAD : CO_VALUE_OK;
}

/* "00:00.0": minutes and seconds of a time whose date and hour are gone. */
static bool is_lost(struct co_str s)
{
    size_t n = digits_of(s);
    return n >= 1 && n <= 2 && s.len == n + 5 && s.at[n] == ':' && s.at[n + 3] == '.' &&
           digits_of(rest(s, n + 1)) == 2 && is_digit(s.at[n + 4]);
}

enum co_value co_value_date(struct co_str s, enum co_day_order order, co_date *out)
{
    struct parts p;
    int number;
    bool has_fraction;
    *out = CO_DATE_NONE;
    s = co_str_trim(s);
    if (!s.len || (order == CO_ORDER_LOST && is_lost(s)))
        return CO_VALUE_EMPTY;
    if ((order == CO_ORDER_JULIAN || order == CO_ORDER_SERIAL) &&
        is_number(s, &number, &has_fraction))
        return number_date(number, has_fraction, order, out);
    if (!scan_date(s, &p))
        return CO_VALUE_BAD;
    if (p.digits[0] == 4)
        return make(p.number[0], p.number[1], p.number[2], out);
    if (p.digits[2] != 2 && p.digits[2] != 4)
        return CO_VALUE_BAD; /* "23.11.202" is cut off, not the year 202 */
    int year = full_year(p.number[2], p.digits[2]);
    bool is_day_first =
        p.month_name == 1 || p.number[0] == p.number[1] || p.mark == '.' || p.number[0] > 12;
    bool is_month_first = p.month_name == 0 || p.number[1] > 12;
    if (p.month_name == 0 || (is_month_first && !is_day_first))
        return make(year, p.number[0], p.number[1], out);
    if (is_day_first || order == CO_ORDER_DAY_FIRST)
        return make(year, p.number[1], p.number[0], out);
    if (is_none(year, p.number[0], p.number[1]) && is_none(year, p.number[1], p.number[0]))
        return CO_VALUE_EMPTY; /* 1/0/1900 */
    if (order != CO_ORDER_MONTH_FIRST)
        return CO_VALUE_UNDECIDED;
    return make(year, p.number[0], p.number[1], out);
}

static enum co_day_order number_hint(int number, bool has_fraction)
{
    if (number >= SERIAL_LEAST && number <= SERIAL_MOST)
        return CO_ORDER_SERIAL;
    if (!has_fraction && number > 100000 && of_julian(number) != CO_DATE_NONE)
        return CO_ORDER_JULIAN;
    return CO_ORDER_UNDECIDED;
}

enum co_day_order co_value_order_hint(struct co_str s)
{
    struct parts p;
    int number;
    bool has_fraction;
    s = co_str_trim(s);
    if (is_number(s, &number, &has_fraction))
        return number_hint(number, has_fraction);
    if (is_lost(s))
        return CO_ORDER_LOST;
    if (!scan_date(s, &p) || p.digits[0] == 4 || p.month_name >= 0 || p.mark == '.')
        return CO_ORDER_UNDECIDED;
    if (p.number[0] > 12 && p.number[1] <= 12)
        return CO_ORDER_DAY_FIRST;
    if (p.number[1] > 12 && p.number[0] <= 12)
        return CO_ORDER_MONTH_FIRST;
    return CO_ORDER_UNDECIDED;
}
