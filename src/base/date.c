#include "crossoff/date.h"
#include <stdio.h>
#include <string.h>

static bool is_leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[m - 1] + (m == 2 && is_leap(y));
}

/* Days from civil and back by 400-year eras that begin on 1 March, so that the leap day
 * is the last day of its year. */
co_date co_date_of(int y, int m, int d)
{
    if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
        return CO_DATE_NONE;
    int year = m > 2 ? y : y - 1;
    int era = year / 400, in_era = year % 400;
    int in_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

void co_date_split(co_date date, int *year, int *month, int *day)
{
    int z = date + 719468;
    int era = z / 146097, in_era = z % 146097;
    int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int in_year = in_era - (365 * y + y / 4 - y / 100);
    int mp = (5 * in_year + 2) / 153;
    *day = in_year - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = y + era * 400 + (*month <= 2);
}

/* Of two digits, or so far below 0 that no other two make a year of it. A report reads a date of
 * every row. */
static int two_digits(const char *at)
{
    unsigned tens = (unsigned)(unsigned char)at[0] - '0',
             ones = (unsigned)(unsigned char)at[1] - '0';
    return tens < 10 && ones < 10 ? (int)(tens * 10 + ones) : -10000;
}

co_date co_date_parse(struct co_str s)
{
    if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-')
        return CO_DATE_NONE;
    return co_date_of(two_digits(s.at) * 100 + two_digits(s.at + 2), two_digits(s.at + 5),
                      two_digits(s.at + 8));
}

static void put_digits(char *out, int number, int n)
{
    for (; n > 0; number /= 10)
        out[--n] = (char)('0' + number % 10);
}

const char *co_date_text(co_date date, char out[CO_DATE_TEXT])
{
    int y, m, d;
    out[0] = '\0';
    if (date != CO_DATE_NONE) {
        co_date_split(date, &y, &m, &d);
        put_digits(out, y % 10000, 4); /* by hand: every row recorded has three of them */
        put_digits(out + 5, m, 2);
        put_digits(out + 8, d, 2);
        out[4] = out[7] = '-';
        out[10] = '\0';
    }
    return out;
}

static const char *const day_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};

const char *co_date_day_text(co_date date, char out[CO_DAY_TEXT])
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int y, m, d;
    out[0] = '\0';
    if (date != CO_DATE_NONE) {
        co_date_split(date, &y, &m, &d);
        (void)snprintf(out, CO_DAY_TEXT, "%.3s %d %s %04d", day_names[co_date_weekday(date)],
                       d % 100, months[m - 1], y % 10000);
    }
    return out;
}

int co_date_weekday(co_date d)
{
    int w = (d + 3) % 7; /* 1970-01-01 was a Thursday */
    return w < 0 ? w + 7 : w;
}

/* "mon", "Tues", "friday"; what only begins so ("mon-wed" behind a dash) is no day. */
static int day_of_name(struct co_str word)
{
    for (int i = 0; i < 7; i++) {
        struct co_str name = co_str_of(day_names[i]);
        if (word.len >= 3 && word.len <= name.len &&
            co_str_eq_nocase(word, (struct co_str){name.at, word.len}))
            return i;
    }
    return -1;
}

/* One word: "mon" or "mon-fri"; a range may run over the weekend ("sun-thu"). */
static bool week_word(struct co_str word, co_week *week)
{
    const char *dash = memchr(word.at, '-', word.len);
    struct co_str from = word, to = word;
    if (dash) {
        from.len = (size_t)(dash - word.at);
        to = (struct co_str){dash + 1, word.len - from.len - 1};
    }
    int first = day_of_name(from), last = day_of_name(to);
    if (first < 0 || last < 0)
        return false;
    for (int day = first;; day = (day + 1) % 7) {
        *week = (co_week)(*week | 1u << day);
        if (day == last)
            return true;
    }
}

bool co_week_parse(struct co_str s, co_week *out)
{
    co_week week = 0;
    size_t i = 0;
    while (i < s.len) {
        size_t start = i;
        while (i < s.len && s.at[i] != ' ' && s.at[i] != ',')
            i++;
        if (i > start && !week_word((struct co_str){s.at + start, i - start}, &week))
            return false;
        i++;
    }
    if (week)
        *out = week;
    return week != 0;
}

const char *co_week_text(co_week week, char out[32])
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    size_t len = 0;
    out[0] = '\0';
    for (int i = 0; i < 7; i++)
        if (week >> i & 1)
            len += (size_t)snprintf(out + len, 32 - len, "%s%s", len ? " " : "", names[i]);
    return out;
}

/* --- working days ---------------------------------------------------------------------------- */

/* Puts a stretch into its place; those that it touches become one with it. */
static bool add_stretch(struct co_calendar *c, co_date from, co_date to)
{
    size_t first = 0, after;
    while (first < c->n_holidays && c->holidays[first].to < from - 1)
        first++;
    for (after = first; after < c->n_holidays && c->holidays[after].from <= to + 1; after++) {
        from = c->holidays[after].from < from ? c->holidays[after].from : from;
        to = c->holidays[after].to > to ? c->holidays[after].to : to;
    }
    if (c->n_holidays - (after - first) == CO_HOLIDAYS_MAX)
        return false;
    memmove(&c->holidays[first + 1], &c->holidays[after],
            (c->n_holidays - after) * sizeof *c->holidays);
    c->n_holidays = c->n_holidays - (after - first) + 1;
    c->holidays[first].from = from;
    c->holidays[first].to = to;
    return true;
}

/* "2026-12-24" or "2026-12-25..2027-01-01". */
static bool add_word(struct co_calendar *c, struct co_str word)
{
    co_date from, to;
    if (word.len != 10 && (word.len != 22 || word.at[10] != '.' || word.at[11] != '.'))
        return false;
    from = co_date_parse((struct co_str){word.at, 10});
    to = co_date_parse((struct co_str){word.at + word.len - 10, 10});
    return from != CO_DATE_NONE && to != CO_DATE_NONE && from <= to && add_stretch(c, from, to);
}

bool co_calendar_add(struct co_calendar *c, struct co_str holidays)
{
    struct co_calendar with = *c;
    size_t i = 0, n = 0;
    while (i < holidays.len) {
        size_t start = i;
        while (i < holidays.len && holidays.at[i] != ' ' && holidays.at[i] != ',')
            i++;
        if (i > start && !add_word(&with, (struct co_str){holidays.at + start, i - start}))
            return false;
        n += i > start;
        i++;
    }
    if (n)
        *c = with;
    return n > 0;
}

void co_calendar_merge(struct co_calendar *c, const struct co_calendar *other)
{
    for (size_t i = 0; i < other->n_holidays; i++)
        (void)add_stretch(c, other->holidays[i].from, other->holidays[i].to);
}

void co_calendar_text(const struct co_calendar *c, struct co_buf *out)
{
    char week[32], from[CO_DATE_TEXT], to[CO_DATE_TEXT];
    co_buf_text(out, co_week_text(c->week, week));
    for (size_t i = 0; i < c->n_holidays; i++) {
        co_buf_fmt(out, "%s%s", i ? " " : "; ", co_date_text(c->holidays[i].from, from));
        if (c->holidays[i].to > c->holidays[i].from)
            co_buf_fmt(out, "..%s", co_date_text(c->holidays[i].to, to));
    }
}

bool co_calendar_parse(struct co_str s, struct co_calendar *out)
{
    struct co_calendar c = {0};
    const char *semicolon = s.len ? memchr(s.at, ';', s.len) : NULL;
    struct co_str week = s, holidays = {0};
    if (semicolon) {
        week.len = (size_t)(semicolon - s.at);
        holidays = (struct co_str){semicolon + 1, s.len - week.len - 1};
    }
    if (!co_week_parse(week, &c.week) || (semicolon && !co_calendar_add(&c, holidays)))
        return false;
    *out = c;
    return true;
}

/* Days of the week worked, d with after < d <= until, holidays or not. */
static int32_t week_days(co_week week, co_date after, co_date until)
{
    if (until <= after)
        return 0;
    int32_t per_week = 0, count, span = until - after;
    for (int i = 0; i < 7; i++)
        per_week += week >> i & 1;
    count = span / 7 * per_week;
    for (co_date d = until; d > until - span % 7; d--)
        count += week >> co_date_weekday(d) & 1;
    return count;
}

bool co_calendar_is_worked(const struct co_calendar *c, co_date d)
{
    for (size_t i = 0; i < c->n_holidays; i++)
        if (d >= c->holidays[i].from && d <= c->holidays[i].to)
            return false;
    return c->week >> co_date_weekday(d) & 1;
}

int32_t co_calendar_days(const struct co_calendar *c, co_date after, co_date until)
{
    int32_t count = week_days(c->week, after, until);
    for (size_t i = 0; i < c->n_holidays; i++) {
        co_date from = c->holidays[i].from - 1, to = c->holidays[i].to;
        count -= week_days(c->week, from > after ? from : after, to < until ? to : until);
    }
    return count;
}

co_date co_calendar_before(const struct co_calendar *c, co_date d)
{
    for (co_date before = d - 1; before > d - 366; before--)
        if (co_calendar_is_worked(c, before))
            return before;
    return d - 1;
}

/* --- instants -------------------------------------------------------------------------------- */

bool co_time_parse(struct co_str s, int64_t *seconds, co_date *local)
{
    int sign = 0, oh = 0, om = 0;
    if (s.len < 10)
        return false;
    co_date day = co_date_parse((struct co_str){s.at, 10});
    if (day == CO_DATE_NONE)
        return false;
    *local = day;
    *seconds = (int64_t)day * 86400;
    if (s.len == 10)
        return true;
    if (s.len < 20 || (s.at[10] != 'T' && s.at[10] != ' ') || s.at[13] != ':' || s.at[16] != ':')
        return false;
    int h = two_digits(s.at + 11), m = two_digits(s.at + 14), sec = two_digits(s.at + 17);
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60)
        return false;
    if (s.len == 25 && (s.at[19] == '+' || s.at[19] == '-') && s.at[22] == ':') {
        oh = two_digits(s.at + 20);
        om = two_digits(s.at + 23);
        if (oh < 0 || oh > 23 || om < 0 || om > 59)
            return false;
        sign = s.at[19] == '+' ? 1 : -1;
    } else if (s.len != 20 || s.at[19] != 'Z') {
        return false;
    }
    *seconds += h * 3600 + m * 60 + sec - sign * (oh * 3600 + om * 60);
    return true;
}

const char *co_time_text(int64_t seconds, char out[CO_TIME_TEXT])
{
    int64_t day = seconds / 86400, rest = seconds % 86400;
    int y, m, d;
    if (rest < 0) {
        rest += 86400;
        day--;
    }
    co_date_split((co_date)day, &y, &m, &d);
    (void)snprintf(out, CO_TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02dZ", y % 10000, m % 100, d % 100,
                   (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
    return out;
}
