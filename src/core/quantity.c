#include "crossoff/value.h"
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of a thousands mark that is never a decimal one: blank, apostrophe, U+00A0, U+2009,
 * U+202F, U+2019. */
static size_t neutral_mark(struct co_str s)
{
    static const char *const marks[] = {
        " ", "'", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf", "\xe2\x80\x99"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (co_str_starts(s, co_str_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* The number part of a cell: sign, digits and marks; units behind it are left out. */
struct number {
    bool is_negative;
    char digits[48]; /* digits, '.' and ',' only */
    size_t n;
};

static struct co_str rest(struct co_str s, size_t i)
{
    return (struct co_str){s.at + i, s.len - i};
}

/* "M2" and "m3", behind a blank: 1E5 is no unit. Any other with a digit is no unit either: in "5
 * x3" nobody knows what was meant. */
static bool is_power_unit(struct co_str s)
{
    static const char *const lengths[] = {"mm", "cm", "dm", "m", "km", "in", "ft", "yd"};
    if (s.len < 2 || (s.at[s.len - 1] != '2' && s.at[s.len - 1] != '3'))
        return false;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        if (co_str_eq_nocase((struct co_str){s.at, s.len - 1}, co_str_of(lengths[i])))
            return true;
    return false;
}

/* The length of a minus: U+2212 is typographers'. */
static size_t minus_at(struct co_str s)
{
    return co_str_starts(s, CO_STR("-")) ? 1 : co_str_starts(s, CO_STR("\xe2\x88\x92")) ? 3 : 0;
}

/* True when what follows the digits is nothing, a minus or a unit: no digits, no marks. */
static bool is_tail(struct co_str s, bool in_brackets, bool *minus)
{
    bool is_apart = s.len && s.at[0] == ' ';
    s = co_str_trim(s);
    if (is_apart && !in_brackets && is_power_unit(s))
        return true;
    if (in_brackets) {
        if (!s.len || s.at[s.len - 1] != ')')
            return false;
        s.len--;
    } else if (minus_at(s)) {
        if (*minus)
            return false; /* "-5-" */
        *minus = true;
        s = co_str_trim(rest(s, minus_at(s)));
    }
    for (size_t i = 0; i < s.len; i++)
        if (is_digit(s.at[i]) || strchr("+-.,()", s.at[i]))
            return i > 0 && s.at[i] == '.' && i + 1 == s.len; /* "Stk." */
    /* "1E5" and "1e+5" are damage, not five of unit E: exponents have digits, caught above */
    return true;
}

/* Three digits and no fourth. Else "1 2" and 12'6 would read as 12 and 126. */
static bool is_group(struct co_str s)
{
    return s.len >= 3 && is_digit(s.at[0]) && is_digit(s.at[1]) && is_digit(s.at[2]) &&
           (s.len == 3 || !is_digit(s.at[3]));
}

static enum co_value scan(struct co_str s, struct number *out)
{
    bool in_brackets = false, minus = false, has_digit = false, has_mark = false;
    size_t i = 0, mark, run = 0; /* run: digits since the last mark */
    *out = (struct number){0};
    s = co_str_trim(s);
    if (!s.len)
        return CO_VALUE_EMPTY;
    if (s.at[i] == '(')
        in_brackets = minus = true, i++;
    else if (minus_at(s))
        minus = true, i += minus_at(s);
    else if (s.at[i] == '+')
        i++;
    while (i < s.len) {
        if (is_digit(s.at[i]) || s.at[i] == '.' || s.at[i] == ',') {
            if (out->n == sizeof out->digits - 1)
                return CO_VALUE_BAD;
            run = is_digit(s.at[i]) ? run + 1 : 0;
            has_digit = has_digit || run;
            has_mark = has_mark || !run;
            out->digits[out->n++] = s.at[i++];
        } else if ((mark = neutral_mark(rest(s, i))) > 0 && run && run <= 3 && !has_mark &&
                   is_group(rest(s, i + mark))) {
            i += mark;
            run = 0;
        } else {
            break;
        }
    }
    if (!has_digit || !is_tail(rest(s, i), in_brackets, &minus))
        return CO_VALUE_BAD;
    out->is_negative = minus;
    return CO_VALUE_OK;
}

/* Whether marks stand where thousands marks stand: after 1 to 3 digits, then every 3. Not behind a
 * leading zero: 0.500 is half a piece, never five hundred. */
static bool is_grouped(const char *digits, size_t n, char mark)
{
    size_t since = 0, marks = 0;
    if (n && digits[0] == '0')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (digits[i] == mark) {
            if (since == 0 || since > 3 || (marks && since != 3))
                return false;
            marks++;
            since = 0;
        } else {
            since++;
        }
    }
    return marks && since == 3;
}

static size_t count(const struct number *num, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < num->n; i++)
        n += num->digits[i] == c;
    return n;
}

/* Position of the decimal mark in num->digits, or num->n when there is none. */
static enum co_value decimal_at(const struct number *num, enum co_decimal decimal, size_t *at)
{
    size_t points = count(num, '.'), commas = count(num, ',');
    const char *last = NULL;
    *at = num->n;
    if (points == 0 && commas == 0)
        return CO_VALUE_OK;
    if (points && commas) {
        const char *p = memchr(num->digits, '.', num->n), *c = memchr(num->digits, ',', num->n);
        char mark = p > c ? '.' : ',', other = p > c ? ',' : '.';
        last = p > c ? p : c;
        size_t len = (size_t)(last - num->digits);
        if (count(num, mark) > 1 || memchr(last, other, num->n - len) ||
            !is_grouped(num->digits, len, other))
            return CO_VALUE_BAD;
        *at = len;
        return CO_VALUE_OK;
    }
    char mark = points ? '.' : ',';
    bool fits_group = is_grouped(num->digits, num->n, mark);
    if (points + commas > 1)
        return fits_group ? CO_VALUE_OK : CO_VALUE_BAD;
    last = memchr(num->digits, mark, num->n);
    bool is_decimal = !fits_group;
    if (fits_group) {
        if (decimal == CO_DECIMAL_UNDECIDED)
            return CO_VALUE_UNDECIDED;
        is_decimal = (decimal == CO_DECIMAL_POINT) == (mark == '.');
    }
    if (is_decimal)
        *at = (size_t)(last - num->digits);
    return CO_VALUE_OK;
}

enum { SHORT_MOST = 8 }; /* digits: far from the greatest quantity */

/* "240", which most quantities are. */
static bool is_short(struct co_str s, int64_t *out)
{
    int64_t value = 0;
    if (!s.len || s.len > SHORT_MOST)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.at[i]))
            return false;
        value = value * 10 + (s.at[i] - '0');
    }
    *out = value * 1000;
    return true;
}

enum co_value co_value_quantity(struct co_str s, enum co_decimal decimal, int64_t *out)
{
    struct number num;
    size_t point;
    int64_t value = 0;
    int decimals = 0;
    if (is_short(s, out))
        return CO_VALUE_OK;
    *out = CO_QUANTITY_NONE;
    enum co_value got = scan(s, &num);
    if (got == CO_VALUE_OK)
        got = decimal_at(&num, decimal, &point);
    if (got != CO_VALUE_OK)
        return got;
    for (size_t i = 0; i < num.n; i++) {
        if (!is_digit(num.digits[i]))
            continue;
        if (i > point && ++decimals > 3) {
            if (num.digits[i] != '0') /* finer than a thousandth: not ours to round */
                return CO_VALUE_BAD;
            continue;
        }
        if (value > CO_QUANTITY_MAX / 10)
            return CO_VALUE_BAD;
        value = value * 10 + (num.digits[i] - '0');
    }
    for (; decimals < 3; decimals++) {
        if (value > CO_QUANTITY_MAX / 10)
            return CO_VALUE_BAD;
        value *= 10;
    }
    if (value > CO_QUANTITY_MAX)
        return CO_VALUE_BAD;
    *out = num.is_negative ? -value : value;
    return CO_VALUE_OK;
}

enum co_decimal co_value_decimal_hint(struct co_str s)
{
    struct number num;
    size_t at;
    if (scan(s, &num) != CO_VALUE_OK)
        return CO_DECIMAL_UNDECIDED;
    size_t points = count(&num, '.'), commas = count(&num, ',');
    if (decimal_at(&num, CO_DECIMAL_UNDECIDED, &at) != CO_VALUE_OK)
        return CO_DECIMAL_UNDECIDED;
    if (at < num.n)
        return num.digits[at] == '.' ? CO_DECIMAL_POINT : CO_DECIMAL_COMMA;
    if (points > 1)
        return CO_DECIMAL_COMMA; /* 1.234.567: the point groups */
    return commas > 1 ? CO_DECIMAL_POINT : CO_DECIMAL_UNDECIDED;
}

bool co_quantity_add(int64_t *sum, int64_t quantity)
{
    if (quantity > 0 ? *sum > INT64_MAX - quantity : *sum < INT64_MIN - quantity)
        return false;
    *sum += quantity;
    return true;
}

const char *co_value_quantity_text(int64_t quantity, char out[CO_QUANTITY_TEXT])
{
    char *end = out + CO_QUANTITY_TEXT, *at = end;
    out[0] = '\0';
    if (quantity == CO_QUANTITY_NONE)
        return out;
    uint64_t size = quantity < 0 ? (uint64_t)0 - (uint64_t)quantity : (uint64_t)quantity;
    uint64_t part = size % 1000;
    int places = part ? 3 : 0;
    for (; places && part % 10 == 0; places--)
        part /= 10;
    *--at = '\0';
    for (; places; part /= 10, places--)
        *--at = (char)('0' + part % 10);
    if (end - at > 1)
        *--at = '.';
    for (size /= 1000; size > 9; size /= 10)
        *--at = (char)('0' + size % 10);
    *--at = (char)('0' + size);
    if (quantity < 0)
        *--at = '-';
    memmove(out, at, (size_t)(end - at));
    return out;
}
