#include "crossoff/warnings.h"
#include "db.h"

enum co_status co_warnings_keep(struct co_history *h, int64_t run, const struct co_notes *notes,
                                struct co_err *err)
{
    enum co_status status = CO_OK;
    int64_t n = 0;
    for (size_t i = 0; !status && i < notes->n; i++) {
        if (notes->list[i].level != CO_NOTE_WARNING)
            continue;
        struct co_bind values[] = {CO_INT(run), CO_INT(++n), CO_CTEXT(notes->list[i].text)};
        status = co_db_run(h, CO_SQL_WARNING_ADD, values, 3, err);
    }
    return status;
}

enum co_status co_warnings_of(struct co_history *h, int64_t run, struct co_notes *out,
                              struct co_err *err)
{
    struct co_bind values[] = {CO_INT(run)};
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_WARNING_LIST, values, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        struct co_str text = co_db_text(s, 0);
        co_note(out, CO_NOTE_WARNING, "%.*s", CO_STR_ARG(text));
    }
    return status;
}
