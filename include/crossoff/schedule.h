/* app: when the daily run is due: for the mail that says so, and for timers. */
#pragma once
#include "crossoff/date.h"

/* "mon-fri 06:30", local time. */
struct co_schedule {
    co_week week; /* 0: not set */
    int minute;   /* after 00:00 */
};
/* False if the text is not that. */
bool co_schedule_parse(struct co_str text, struct co_schedule *out);
/* The local date of the next run after an instant that is no holiday of the calendar; false when no
 * schedule is set. (Its working days do not matter: the schedule has its own.) */
bool co_schedule_next(const struct co_schedule *s, const struct co_calendar *holidays, int64_t now,
                      co_date *date);
/* Whether the run of that instant's local date, which is set, should have begun by then. */
bool co_schedule_is_due(const struct co_schedule *s, const struct co_calendar *holidays,
                        int64_t now, co_date *date);
/* The most days from one run to the next, 1 to 7; of a schedule that is set. */
int co_schedule_gap(const struct co_schedule *s);
/* As systemd.time(7) writes it: "Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00"; and the first five fields of
 * a line for cron: "30 6 * * 1,2,3,4,5". */
void co_schedule_systemd(const struct co_schedule *s, struct co_buf *out);
void co_schedule_cron(const struct co_schedule *s, struct co_buf *out);
