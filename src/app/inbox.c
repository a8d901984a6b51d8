#include "crossoff/inbox.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* One character of UTF-8 on. */
static const char *next(const char *at)
{
    at++;
    while (((unsigned char)*at & 0xc0) == 0x80)
        at++;
    return at;
}

/* A star that fits too little is tried again one character further; only the last one can be the
 * reason, so that no name takes more than pattern times name. */
bool co_inbox_fits(const char *pattern, const char *name)
{
    const char *star = NULL, *from = NULL;
    while (*name) {
        if (*pattern == '*') {
            star = ++pattern;
            from = name;
        } else if (*pattern == '?') {
            pattern++;
            name = next(name);
        } else if (*pattern && small(*pattern) == small(*name)) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star;
            name = from = next(from);
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

static bool fits_one(const char *const *patterns, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (co_inbox_fits(patterns[i], name))
            return true;
    return false;
}

static bool is_export_name(const char *name)
{
    static const char *const usual[] = {"*.csv", "*.txt", "*.tsv", "*.csv.gz"};
    return fits_one(usual, sizeof usual / sizeof *usual, name);
}

const struct co_inbox_feed *co_inbox_feed_of(const struct co_inbox *b, const char *name,
                                             size_t folder, const struct co_inbox_feed **other)
{
    const struct co_inbox_feed *found = NULL;
    *other = NULL;
    for (int has_patterns = 1; has_patterns >= 0 && !found; has_patterns--)
        for (size_t i = 0; i < b->n_feeds; i++) {
            const struct co_inbox_feed *f = &b->feeds[i];
            if (f->folder != folder || (f->n_patterns > 0) != (has_patterns == 1))
                continue;
            if (!(has_patterns ? fits_one(f->patterns, f->n_patterns, name) : is_export_name(name)))
                continue;
            if (found)
                *other = f;
            else
                found = f;
        }
    return found;
}

struct co_inbox_file *co_inbox_add(struct co_inbox *b, const struct co_inbox_file *given)
{
    void *files = b->files;
    if (!co_grow(&files, &b->cap, b->n + 1, sizeof *b->files))
        return NULL;
    b->files = files;
    struct co_inbox_file *f = &b->files[b->n];
    *f = *given;
    f->path = co_arena_text(&b->arena, co_str_of(given->path));
    f->name = co_arena_text(&b->arena, co_str_of(given->name));
    f->date = f->recorded = CO_DATE_NONE;
    f->date_from = f->why = "";
    f->what = CO_INBOX_TAKE;
    if (b->arena.failed)
        return NULL;
    b->n++;
    return f;
}

CO_PRINTF(4, 5)
static void settle(struct co_inbox *b, struct co_inbox_file *f, enum co_inbox_what what,
                   const char *why, ...)
{
    char text[1024];
    va_list args;
    va_start(args, why);
    (void)vsnprintf(text, sizeof text, why, args);
    va_end(args);
    f->what = what;
    f->why = co_arena_text(&b->arena, co_str_of(text));
    f->status = what == CO_INBOX_WRONG ? CO_HELD : CO_OK;
}

/* Names that other programs give to what is not complete, or no file of the user's. */
static const char *not_a_whole_file(const struct co_inbox_file *f)
{
    static const char *const endings[] = {"*.tmp", "*.part", "*.partial", "*.filepart",
                                          "*.crdownload"};
    if (f->kind == CO_ENTRY_FOLDER)
        return "a folder";
    if (f->kind != CO_ENTRY_FILE)
        return "no regular file";
    if (strncmp(f->name, "~$", 2) == 0 || strncmp(f->name, "~lock", 5) == 0 ||
        strncmp(f->name, ".~lock", 6) == 0)
        return "the lock of an open document";
    if (f->name[0] == '.')
        return "a hidden file";
    if (fits_one(endings, sizeof endings / sizeof *endings, f->name))
        return "not complete, by the end of its name";
    return NULL;
}

static void find_day(struct co_inbox *b, struct co_inbox_file *f)
{
    bool is_ambiguous, is_day_before;
    f->date = co_run_date_of_name(f->name, &is_ambiguous);
    f->date_from = "its name";
    if (is_ambiguous) {
        f->date = CO_DATE_NONE;
        settle(b, f, CO_INBOX_WRONG,
               "its name has two dates; record it by itself, with --date YYYY-MM-DD");
    } else if (f->date == CO_DATE_NONE) {
        f->is_day_guessed = true;
        f->date = co_run_day_of_time(f->modified, f->feed->reading, &is_day_before);
        f->date_from = is_day_before ? "its modification time, before the day starts"
                                     : "its modification time";
    }
}

static enum co_status sort_one(struct co_inbox *b, struct co_inbox_file *f, struct co_err *err)
{
    const struct co_inbox_feed *other;
    const char *why = not_a_whole_file(f);
    if (why) {
        settle(b, f, CO_INBOX_LEFT, "%s", why);
        return CO_OK;
    }
    f->feed = co_inbox_feed_of(b, f->name, f->folder, &other);
    if (other)
        return co_fail(err, CO_USAGE,
                       "%s fits the files of two feeds, %s and %s; change `files` in the "
                       "configuration so that only one of them takes it. Nothing was recorded",
                       f->path, f->feed->name, other->name);
    if (!f->feed) {
        settle(b, f, CO_INBOX_LEFT,
               is_export_name(f->name) ? "not among the `files` of a feed"
                                       : "no export, by its name");
    } else if (b->only && strcmp(f->feed->name, b->only) != 0) {
        settle(b, f, CO_INBOX_LEFT, "of feed %s", f->feed->name);
        f->feed = NULL;
    } else {
        find_day(b, f);
    }
    return CO_OK;
}

enum co_status co_inbox_sort(struct co_inbox *b, struct co_err *err)
{
    enum co_status status = CO_OK;
    for (size_t i = 0; i < b->n && !status; i++)
        status = sort_one(b, &b->files[i], err);
    return !status && b->arena.failed ? co_fail_nomem(err) : status;
}

/* Oldest day first; what has none (CO_DATE_NONE is the smallest number) last. */
static int by_day(const void *a, const void *b)
{
    const struct co_inbox_file *x = a, *y = b;
    if (x->date != y->date)
        return (uint32_t)x->date - (uint32_t)INT32_MIN - 1 <
                       (uint32_t)y->date - (uint32_t)INT32_MIN - 1
                   ? -1
                   : 1;
    int order = strcmp(x->feed ? x->feed->name : "", y->feed ? y->feed->name : "");
    return order ? order : strcmp(x->path, y->path);
}

static bool is_same_day(const struct co_inbox_file *a, const struct co_inbox_file *b)
{
    return a->date == b->date && a->feed == b->feed;
}

static void settle_known(struct co_inbox *b, struct co_inbox_file *f)
{
    char day[CO_DATE_TEXT];
    if (f->what != CO_INBOX_TAKE)
        return;
    if (f->recorded != CO_DATE_NONE)
        settle(b, f, CO_INBOX_KNOWN, "already recorded as %s", co_date_text(f->recorded, day));
    else if (f->was_recorded)
        settle(b, f, CO_INBOX_KNOWN,
               "was recorded as %s, then replaced or taken back; to record it again, give it by "
               "itself",
               co_date_text(f->date, day));
    else if (f->is_changing) {
        settle(b, f, CO_INBOX_WRONG, "is still being written, or just arrived; look again later");
        f->status = CO_MISSING;
    }
}

/* The files of one day of one feed that are to be recorded, from `first` to before `end`. */
static void settle_day(struct co_inbox *b, size_t first, size_t end)
{
    struct co_buf names = {0};
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        struct co_inbox_file *f = &b->files[i];
        for (size_t k = first; k < i && f->what == CO_INBOX_TAKE; k++)
            if (b->files[k].what == CO_INBOX_TAKE && *f->sha256 &&
                strcmp(b->files[k].sha256, f->sha256) == 0)
                settle(b, f, CO_INBOX_LEFT, "the same bytes as %s", b->files[k].name);
        if (f->what == CO_INBOX_TAKE)
            co_buf_fmt(&names, "%s%s", n++ ? ", " : "", f->name);
    }
    for (size_t i = first; i < end && n > 1; i++)
        if (b->files[i].what == CO_INBOX_TAKE) {
            char day[CO_DATE_TEXT];
            settle(b, &b->files[i], CO_INBOX_WRONG,
                   "%zu files are of %s, which has one list: %.*s. Take away what is not of that "
                   "day, or record the right one by itself",
                   n, co_date_text(b->files[i].date, day), CO_STR_ARG(co_buf_view(&names)));
        }
    b->arena.failed = b->arena.failed || !co_buf_ok(&names);
    co_buf_fini(&names);
}

enum co_status co_inbox_plan(struct co_inbox *b, struct co_err *err)
{
    for (size_t i = 0; i < b->n; i++)
        settle_known(b, &b->files[i]);
    if (b->n)
        qsort(b->files, b->n, sizeof *b->files, by_day);
    for (size_t i = 0, end; i < b->n; i = end) {
        for (end = i + 1; end < b->n && is_same_day(&b->files[i], &b->files[end]);)
            end++;
        settle_day(b, i, end);
    }
    for (size_t i = 0; i < b->n; i++)
        if (b->files[i].what == CO_INBOX_WRONG)
            co_inbox_stop(b, &b->files[i]);
    return b->arena.failed ? co_fail_nomem(err) : CO_OK;
}

void co_inbox_stop(struct co_inbox *b, const struct co_inbox_file *file)
{
    char day[CO_DATE_TEXT];
    for (size_t i = 0; i < b->n; i++) {
        struct co_inbox_file *f = &b->files[i];
        if (f->what == CO_INBOX_TAKE && f->feed == file->feed && file->date != CO_DATE_NONE &&
            f->date > file->date)
            settle(b, f, CO_INBOX_WAITS,
                   "waits for %s, which could not be recorded: settle that one first (another "
                   "list, --accept, or --bridge over it); over a gap, orders would be completed on "
                   "the wrong day",
                   co_date_text(file->date, day));
    }
}

void co_inbox_fini(struct co_inbox *b)
{
    free(b->files);
    co_arena_fini(&b->arena);
    b->files = NULL;
    b->n = b->cap = 0;
}
