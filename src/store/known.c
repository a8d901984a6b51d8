#include "db.h"

enum co_status co_history_knows(struct co_history *h, const struct co_known *file, bool *is_day,
                                bool *was_day, struct co_err *err)
{
    struct co_bind values[] = {CO_CTEXT(file->feed), co_bind_date(file->date),
                               CO_CTEXT(file->sha256)};
    sqlite3_stmt *s;
    bool has_row;
    *is_day = *was_day = false;
    enum co_status status = co_db_bind(h, CO_SQL_KNOWN_FILE, values, 3, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (status)
        return status;
    *is_day = has_row && sqlite3_column_int(s, 0);
    *was_day = has_row && sqlite3_column_int(s, 1);
    co_db_reset(s);
    return CO_OK;
}

enum { MOVED_MAX = 256 }; /* feeds of one plant, most of them with one day */

enum co_status co_history_moved_days(struct co_history *h, const char *feed, co_date date,
                                     struct co_arena *arena, struct co_moved_day **out, size_t *n,
                                     struct co_err *err)
{
    struct co_bind values[] = {CO_CTEXT(feed), co_bind_date(date)};
    sqlite3_stmt *s;
    bool has_row;
    *n = 0;
    *out = co_arena_alloc(arena, MOVED_MAX * sizeof **out);
    if (!*out)
        return co_fail_nomem(err);
    enum co_status status = co_db_bind(h, CO_SQL_MOVED_DAYS, values, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row)
        if (*n < MOVED_MAX)
            (*out)[(*n)++] =
                (struct co_moved_day){co_arena_text(arena, co_db_text(s, 0)), co_db_date(s, 1)};
    return status || !arena->failed ? status : co_fail_nomem(err);
}
