/* app: what lies around a history: the file system, its backups, and the mark of how far it was. */
#pragma once
#include "crossoff/history.h"
#include "crossoff/note.h"

/* Where a history may be. */
struct co_place_rules {
    bool writes;         /* a link of any kind is refused then */
    bool allows_network; /* a network file system is only warned about */
};
/* Looks at the file (which need not be there) and its folder. CO_STORE for a network file system, a
 * symbolic link or a file with several names; warnings for what everybody may write to. */
CO_NODISCARD enum co_status co_place_check(const char *history, const struct co_place_rules *rules,
                                           struct co_notes *notes, struct co_err *err);

/* HISTORY.mark says how the chain ended after the last commit here, so that an older copy in the
 * history's place is noticed. *problem (in the buffer) gets a sentence when the history does not
 * go as far, or is another one; none without a mark. h is NULL while there is no file. */
CO_NODISCARD enum co_status co_mark_compare(const char *history, struct co_history *h,
                                            struct co_buf *problem, struct co_err *err);
/* Before recording: CO_HELD with that sentence, unless the restored copy is accepted. */
CO_NODISCARD enum co_status co_mark_check(const char *history, struct co_history *h,
                                          bool accepts_restored, struct co_notes *notes,
                                          struct co_err *err);
/* After a commit. What fails is a warning: the day is recorded. */
void co_mark_write(const char *history, struct co_history *h, struct co_notes *notes);

enum { CO_BACKUPS_KEPT = 5 };
/* Tells of the backup that opening the history made, if any, and removes all but the newest ones of
 * that kind. */
void co_backup_tell(const char *history, const struct co_history *h, struct co_notes *notes);
/* A verified copy in `file`, which is replaced in one step, but only if it is a history. */
CO_NODISCARD enum co_status co_backup_to(const char *history, struct co_history *h,
                                         const char *file, struct co_err *err);
