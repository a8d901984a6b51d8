#include "crossoff/run.h"
#include "crossoff/sys.h"
#include <stdio.h>
#include <string.h>

/* The clock on the wall decides, not a number of seconds taken off the instant: on the two nights
 * of a year in which the clocks are changed midnight is not as many hours before 06:00 as usual,
 * and a file of 00:30 would land on the wrong side of it. Only a day that starts within the hour
 * that the clocks show twice starts twice, too. */
co_date co_run_day_of_time(int64_t seconds, const struct co_reading *in, bool *is_day_before)
{
    int minute;
    co_date day = co_clock_local(seconds, &minute);
    *is_day_before = day != CO_DATE_NONE && in->has_day_starts && minute < in->day_starts;
    return *is_day_before ? day - 1 : day;
}

void co_run_note_gap(const struct co_job *job, co_date before, co_date day, struct co_notes *notes)
{
    char a[CO_DATE_TEXT], b[CO_DATE_TEXT];
    if (before == CO_DATE_NONE)
        return;
    int32_t n = co_calendar_days(&job->reading.calendar, before, day - 1);
    char many[32];
    (void)snprintf(many, sizeof many, "%d working days", (int)n);
    if (n > 0)
        co_note(notes, CO_NOTE_INFO,
                "feed %s has no list of the %s between %s and %s: what left the list in that time "
                "counts on %s",
                job->feed, n == 1 ? "working day" : many, co_date_text(before, a),
                co_date_text(day, b), b);
}

/* A list is made on its day, or in the night behind it. */
static bool is_of_day(co_date made, co_date day)
{
    return made != CO_DATE_NONE && (made == day || made == day + 1);
}

co_date co_run_date_made(const struct co_export *x, co_date day)
{
    if (x->run_date_else == CO_DATE_NONE || is_of_day(x->run_date, day))
        return x->run_date;
    return is_of_day(x->run_date_else, day) ? x->run_date_else : CO_DATE_NONE;
}

static void advise(const struct co_list_day *day, bool is_old, struct co_buf *out)
{
    bool is_said = strcmp(day->from, day->option) == 0; /* it is no use to ask for it again */
    co_buf_text(out, "");
    if (day->is_guessed)
        co_buf_fmt(out, "; give its day with %s", day->option);
    else if (is_old)
        co_buf_text(out, ": an old file?");
    if (!day->is_guessed && !is_said)
        co_buf_fmt(out, "%s If its day is another, say so with %s", is_old ? "" : ".", day->option);
}

void co_run_check_made(const struct co_export *x, const struct co_list_day *day,
                       struct co_notes *notes)
{
    char made[CO_DATE_TEXT], other[CO_DATE_TEXT], own[CO_DATE_TEXT];
    co_date a = x->run_date, b = x->run_date_else;
    struct co_buf advice = {0};
    if (a == CO_DATE_NONE || is_of_day(a, day->date) || is_of_day(b, day->date))
        return;
    advise(day, a < day->date && b < day->date, &advice);
    co_note(notes, CO_NOTE_WARNING,
            "%s: the export says it was made on %s%s%s, but counts as the list of %s (from "
            "%s)%.*s",
            x->name, co_date_text(a, made), b == CO_DATE_NONE ? "" : " or ", co_date_text(b, other),
            co_date_text(day->date, own), day->from, CO_STR_ARG(co_buf_view(&advice)));
    co_buf_fini(&advice);
}
