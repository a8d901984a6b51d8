/* base: calendar dates as day numbers, instants as seconds, and working days. No clock. */
#pragma once
#include "crossoff/mem.h"
#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t co_date;
#define CO_DATE_NONE INT32_MIN
enum { CO_DATE_TEXT = 16, CO_TIME_TEXT = 24, CO_DAY_TEXT = 24 };

/* CO_DATE_NONE when there is no such day (2026-02-30) or the year is not 1..9999. */
co_date co_date_of(int year, int month, int day);
void co_date_split(co_date d, int *year, int *month, int *day);
/* "2026-11-23" (ISO 8601) exactly, else CO_DATE_NONE. */
co_date co_date_parse(struct co_str s);
/* ISO 8601; "" for CO_DATE_NONE. Gives out back. */
const char *co_date_text(co_date d, char out[CO_DATE_TEXT]);
/* "Mon 23 Nov 2026", English whatever the locale; "" for CO_DATE_NONE. */
const char *co_date_day_text(co_date d, char out[CO_DAY_TEXT]);
/* 0 = Monday .. 6 = Sunday (ISO 8601 order). */
int co_date_weekday(co_date d);

/* Which days of the week are worked: bit 0 = Monday .. bit 6 = Sunday. */
typedef uint8_t co_week;
#define CO_WEEK_MON_FRI ((co_week)0x1f)
/* Reads "mon-fri", "sun-thu", "mon tue wed thu fri sat", commas allowed; false if it is not that.
 */
bool co_week_parse(struct co_str s, co_week *out);
/* "mon tue wed thu fri". Gives out back. */
const char *co_week_text(co_week week, char out[32]);

enum { CO_HOLIDAYS_MAX = 128 }; /* stretches of holidays */

/* Which days are worked: those of the week that are no holidays. Start it with {0}. */
struct co_calendar {
    co_week week; /* 0: not set */
    struct {
        co_date from, to;        /* both of them and the days between */
    } holidays[CO_HOLIDAYS_MAX]; /* in order, none touching the next: one calendar, one text */
    size_t n_holidays;
};
/* Adds "2026-12-24, 2026-12-25..2027-01-01"; commas or blanks between. False, and the calendar is
 * as before, if it is not that, or more than a calendar holds. */
bool co_calendar_add(struct co_calendar *c, struct co_str holidays);
/* Adds the holidays of another; what it cannot hold is left out. */
void co_calendar_merge(struct co_calendar *c, const struct co_calendar *other);
/* "mon tue wed thu fri; 2026-12-24..2027-01-01"; without holidays only the week. */
void co_calendar_text(const struct co_calendar *c, struct co_buf *out);
/* Reads that text back; false if it is not that. */
bool co_calendar_parse(struct co_str s, struct co_calendar *out);
bool co_calendar_is_worked(const struct co_calendar *c, co_date d);
/* Working days d with after < d <= until; 0 when until <= after. Neither is CO_DATE_NONE. */
int32_t co_calendar_days(const struct co_calendar *c, co_date after, co_date until);
/* The last working day before d; d - 1 when there is none within a year. */
co_date co_calendar_before(const struct co_calendar *c, co_date d);

/* Seconds since 1970-01-01T00:00:00Z from "2026-11-23T06:30:00Z", with "+01:00" or a
 * bare date (midnight UTC) allowed. *local is the calendar date written. False if it is not that.
 */
bool co_time_parse(struct co_str s, int64_t *seconds, co_date *local);
/* "2026-11-23T06:30:00Z". Gives out back. */
const char *co_time_text(int64_t seconds, char out[CO_TIME_TEXT]);
