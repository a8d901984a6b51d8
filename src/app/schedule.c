#include "crossoff/schedule.h"
#include "crossoff/sys.h"

enum { DAYS = 7, HOUR = 60, YEAR = 366 };

static bool two_digits(struct co_str s, int most, int *out)
{
    if (s.len != 2 || s.at[0] < '0' || s.at[0] > '9' || s.at[1] < '0' || s.at[1] > '9')
        return false;
    *out = (s.at[0] - '0') * 10 + s.at[1] - '0';
    return *out <= most;
}

bool co_schedule_parse(struct co_str text, struct co_schedule *out)
{
    struct co_str s = co_str_trim(text);
    int hour, minute;
    size_t space = s.len;
    while (space > 0 && s.at[space - 1] != ' ')
        space--;
    struct co_str time = {s.at + space, s.len - space};
    struct co_str days = co_str_trim((struct co_str){s.at, space});
    struct co_schedule found = {.week = 0};
    if (time.len != 5 || time.at[2] != ':' || !two_digits((struct co_str){time.at, 2}, 23, &hour) ||
        !two_digits((struct co_str){time.at + 3, 2}, 59, &minute) ||
        !co_week_parse(days, &found.week) || !found.week)
        return false;
    found.minute = hour * HOUR + minute;
    *out = found;
    return true;
}

static bool has_run(const struct co_schedule *s, const struct co_calendar *holidays, co_date date)
{
    struct co_calendar days = *holidays;
    days.week = s->week;
    return co_calendar_is_worked(&days, date);
}

bool co_schedule_next(const struct co_schedule *s, const struct co_calendar *holidays, int64_t now,
                      co_date *date)
{
    int minute;
    if (!s->week)
        return false;
    *date = co_clock_local(now, &minute);
    if (*date == CO_DATE_NONE)
        return false;
    if (minute >= s->minute)
        ++*date;
    for (co_date last = *date + YEAR; *date < last && !has_run(s, holidays, *date);)
        ++*date;
    return has_run(s, holidays, *date);
}

bool co_schedule_is_due(const struct co_schedule *s, const struct co_calendar *holidays,
                        int64_t now, co_date *date)
{
    int minute;
    *date = co_clock_local(now, &minute);
    return s->week && *date != CO_DATE_NONE && minute >= s->minute && has_run(s, holidays, *date);
}

int co_schedule_gap(const struct co_schedule *s)
{
    int most = 1;
    for (int day = 0; day < DAYS; day++) {
        int gap = 1;
        while (gap < DAYS && !(s->week >> (day + gap) % DAYS & 1))
            gap++;
        if (s->week >> day & 1 && gap > most)
            most = gap;
    }
    return most;
}

void co_schedule_systemd(const struct co_schedule *s, struct co_buf *out)
{
    static const char *const names[DAYS] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const char *between = "";
    for (int i = 0; i < DAYS; i++)
        if (s->week >> i & 1) {
            co_buf_fmt(out, "%s%s", between, names[i]);
            between = ",";
        }
    co_buf_fmt(out, " *-*-* %02d:%02d:00", s->minute / HOUR, s->minute % HOUR);
}

void co_schedule_cron(const struct co_schedule *s, struct co_buf *out)
{
    const char *between = "";
    co_buf_fmt(out, "%d %d * * ", s->minute % HOUR, s->minute / HOUR);
    for (int i = 0; i < DAYS; i++)
        if (s->week >> i & 1) {
            co_buf_fmt(out, "%s%d", between, (i + 1) % DAYS);
            between = ",";
        }
}
