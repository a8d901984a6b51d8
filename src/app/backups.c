#include "crossoff/safety.h"
#include "crossoff/sys.h"

void co_backup_tell(const char *history, const struct co_history *h, struct co_notes *notes)
{
    const char *kept = co_history_backup(h);
    if (!kept)
        return;
    size_t removed = co_file_prune_backups(history, CO_BACKUPS_KEPT);
    co_note(notes, CO_NOTE_INFO,
            "the history %s was brought up to schema %d; as it was before, it is kept in %s%s",
            history, CO_SCHEMA_VERSION, kept, removed ? " (older ones were removed)" : "");
}

static enum co_status check_target(const char *history, const char *file, struct co_err *err)
{
    struct co_place place;
    if (co_file_is_same(history, file))
        return co_fail(err, CO_USAGE, "%s is the history itself; name another file", file);
    co_file_place(file, &place);
    if (place.is_link || (place.is_there && !co_history_is_one(file)))
        return co_fail(err, CO_USAGE,
                       "%s is there and no history of crossoff, so it was left alone; name another "
                       "file, or remove it",
                       file);
    return CO_OK;
}

enum co_status co_backup_to(const char *history, struct co_history *h, const char *file,
                            struct co_err *err)
{
    struct co_buf temporary = {0};
    enum co_status status = check_target(history, file, err);
    if (!status)
        status = co_file_temporary(file, &temporary, err);
    if (!status) {
        status = co_history_copy(h, temporary.at, err);
        if (!status)
            status = co_file_keep(temporary.at, file, err);
        if (status)
            co_file_remove(temporary.at);
    }
    co_buf_fini(&temporary);
    return status;
}
