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
