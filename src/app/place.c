#include "crossoff/safety.h"
#include "crossoff/sys.h"

static enum co_status network(const char *history, const char *kind, bool is_allowed,
                              struct co_notes *notes, struct co_err *err)
{
    if (is_allowed) {
        co_note(
            notes, CO_NOTE_WARNING,
            "the history %s is on a network file system (%s): a recorded day may be lost there, "
            "or the file damaged. Let nobody else have it open, and look with `crossoff check`",
            history, kind);
        return CO_OK;
    }
    return co_fail(
        err, CO_STORE,
        "the history %s is on a network file system (%s). Locks and flushed writes cannot "
        "be relied on there: a recorded day could be lost, or the file damaged. There are "
        "two good ways: run crossoff on the machine that has the disk; or keep the history "
        "on a local disk and give readers a copy on the share (`crossoff backup FILE`). "
        "Exports may be on the share as they are. --allow-network-history uses it all the "
        "same",
        history, kind);
}

static enum co_status links(const char *history, const struct co_place *place, struct co_err *err)
{
    if (place->is_link)
        return co_fail(err, CO_STORE,
                       "the history %s is a symbolic link: whoever uses the other name would keep "
                       "another journal, and two journals damage a file. Name the file itself with "
                       "--history",
                       history);
    if (place->links > 1)
        return co_fail(err, CO_STORE,
                       "the history %s has %lld names (hard links): whoever uses another one would "
                       "keep another journal, and two journals damage a file. Remove the other "
                       "names; for a copy there is `crossoff backup FILE`",
                       history, (long long)place->links);
    return CO_OK;
}

enum co_status co_place_check(const char *history, const struct co_place_rules *rules,
                              struct co_notes *notes, struct co_err *err)
{
    struct co_place place;
    enum co_status status = CO_OK;
    co_file_place(history, &place);
    if (place.network)
        status = network(history, place.network, rules->allows_network, notes, err);
    if (!status && rules->writes)
        status = links(history, &place, err);
    if (place.is_there && place.is_world_writable)
        co_note(
            notes, CO_NOTE_WARNING,
            "everybody on this machine may write to the history %s; take that right away (chmod "
            "o-w)",
            history);
    if (place.is_there && place.is_folder_world_writable)
        co_note(
            notes, CO_NOTE_WARNING,
            "everybody on this machine may put files beside the history %s, also a journal that "
            "changes it; keep it in a folder of its own",
            history);
    return status;
}
