#include "crossoff/page.h"
#include "crossoff/intake.h"
#include <stdlib.h>
#include <string.h>

/* --- which folders and feeds ----------------------------------------------------------------- */

static size_t folder_number(struct co_intake *t, const char *path)
{
    for (size_t i = 0; i < t->n_folders; i++)
        if (strcmp(t->folders[i], path) == 0)
            return i;
    t->folders[t->n_folders] = path;
    return t->n_folders++;
}

static enum co_status add_feed(struct co_intake *t, const char *name, const char *folder,
                               struct co_err *err)
{
    const struct co_config *c = t->job->config;
    struct co_reading *reading = co_arena_alloc(&t->arena, sizeof *reading);
    if (!reading)
        return co_fail_nomem(err);
    *reading = *t->job->flags;
    co_config_reading(c, name, reading);
    struct co_inbox_feed *f = &t->feeds[t->inbox.n_feeds++];
    *f = (struct co_inbox_feed){
        .name = name, .folder = folder_number(t, folder), .reading = reading};
    for (size_t i = 0; i < c->n_feeds; i++)
        if (strcmp(c->feeds[i].name, name) == 0) {
            f->patterns = c->feeds[i].files;
            f->n_patterns = c->feeds[i].n_files;
        }
    return CO_OK;
}

static bool has_feed(const struct co_intake *t, const char *name)
{
    for (size_t i = 0; i < t->inbox.n_feeds; i++)
        if (strcmp(t->feeds[i].name, name) == 0)
            return true;
    return false;
}

/* A folder that was named: all feeds with patterns look into it, and the one whose own it is. */
static enum co_status feeds_of_folder(struct co_intake *t, const char *folder, struct co_err *err)
{
    const struct co_config *c = t->job->config;
    enum co_status status = CO_OK;
    for (size_t i = 0; i < c->n_feeds && !status; i++) {
        const struct co_config_feed *f = &c->feeds[i];
        bool is_own = f->inbox && co_file_is_same(f->inbox, folder);
        if (is_own || (f->n_files && (t->job->folder || !f->inbox)))
            status = add_feed(t, f->name, folder, err);
    }
    bool is_asked = t->job->is_feed_given || !t->inbox.n_feeds;
    if (!status && is_asked && !has_feed(t, t->job->feed))
        status = add_feed(t, t->job->feed, folder, err);
    return status;
}

static enum co_status find_feeds(struct co_intake *t, struct co_err *err)
{
    const struct co_config *c = t->job->config;
    bool is_single = false; /* the feed that is asked for has an inbox of its own */
    enum co_status status = CO_OK;
    if (t->job->folder)
        return feeds_of_folder(t, t->job->folder, err);
    for (size_t i = 0; i < c->n_feeds; i++)
        is_single = is_single || (t->job->is_feed_given && c->feeds[i].inbox &&
                                  strcmp(c->feeds[i].name, t->job->feed) == 0);
    if (c->inbox && !is_single)
        status = feeds_of_folder(t, c->inbox, err);
    for (size_t i = 0; i < c->n_feeds && !status; i++) {
        const struct co_config_feed *f = &c->feeds[i];
        bool is_asked = !t->job->is_feed_given || strcmp(f->name, t->job->feed) == 0;
        if (f->inbox && is_asked && !has_feed(t, f->name))
            status = add_feed(t, f->name, f->inbox, err);
    }
    return status;
}

/* --- looking --------------------------------------------------------------------------------- */

/* The folders as they are at one moment. */
struct view {
    struct co_folder folders[CO_FEEDS_MAX + 1];
    size_t n;
};

static void forget(struct view *v)
{
    for (size_t i = 0; i < v->n; i++)
        co_folder_fini(&v->folders[i]);
    v->n = 0;
}

static enum co_status look(const struct co_intake *t, struct view *v, struct co_err *err)
{
    enum co_status status = CO_OK;
    v->n = 0;
    for (size_t i = 0; i < t->n_folders && !status; i++)
        status = co_folder_list(t->folders[i], &v->folders[v->n++], err);
    return status;
}

/* The newest modification time that needs no second look. A time in the future is that of another
 * machine, whose clock is before ours: it needs one. */
static int64_t still_before(const struct co_intake *t)
{
    return t->job->job.now + t->waited / 1000 - CO_SETTLE_RECENT;
}

static bool has_recent(const struct co_intake *t, const struct view *v)
{
    const struct co_inbox_feed *other;
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < v->folders[i].n; k++) {
            const struct co_entry *e = &v->folders[i].entries[k];
            if (e->modified > still_before(t) && e->kind == CO_ENTRY_FILE &&
                co_inbox_feed_of(&t->inbox, e->name, i, &other))
                return true;
        }
    return false;
}

static int by_name(const void *name, const void *entry)
{
    return strcmp(name, ((const struct co_entry *)entry)->name);
}

static bool was_so(const struct co_folder *before, const struct co_entry *e)
{
    const struct co_entry *was =
        before->n ? bsearch(e->name, before->entries, before->n, sizeof *before->entries, by_name)
                  : NULL;
    return was && was->bytes == e->bytes && was->modified == e->modified &&
           was->nanoseconds == e->nanoseconds;
}

static const char *path_of(struct co_intake *t, const char *folder, const char *name)
{
    struct co_buf path = {0};
    size_t len = strlen(folder);
    co_buf_fmt(&path, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", name);
    const char *kept = co_arena_text(&t->inbox.arena, co_buf_view(&path));
    co_buf_fini(&path);
    return kept;
}

static enum co_status take_entries(struct co_intake *t, const struct view *before,
                                   const struct view *now, struct co_err *err)
{
    for (size_t i = 0; i < now->n; i++)
        for (size_t k = 0; k < now->folders[i].n; k++) {
            const struct co_entry *e = &now->folders[i].entries[k];
            struct co_inbox_file given = {
                .path = path_of(t, t->folders[i], e->name),
                .name = e->name,
                .folder = i,
                .kind = e->kind,
                .bytes = e->bytes,
                .modified = e->modified,
                .nanoseconds = e->nanoseconds,
                .is_changing = e->modified > still_before(t) && !was_so(&before->folders[i], e),
            };
            if (!co_inbox_add(&t->inbox, &given))
                return co_fail_nomem(err);
        }
    return CO_OK;
}

/* Two looks, if any file was written a moment ago: one that is being written changes. */
static enum co_status look_twice(struct co_intake *t, struct co_err *err)
{
    struct view *views = calloc(2, sizeof *views);
    const struct co_config *c = t->job->config;
    int64_t settle = t->job->settle >= 0 ? t->job->settle : c->has_settle ? c->settle : CO_SETTLE;
    if (!views)
        return co_fail_nomem(err);
    struct view *first = &views[0], *second = &views[0];
    enum co_status status = look(t, first, err);
    if (!status && settle > 0 && has_recent(t, first)) {
        second = &views[1];
        co_clock_sleep(settle * 1000);
        t->waited += settle * 1000;
        status = look(t, second, err);
    }
    if (!status)
        status = take_entries(t, first, second, err);
    forget(&views[0]);
    forget(&views[1]);
    free(views);
    return status;
}

/* --- what is recorded already ---------------------------------------------------------------- */

/* To be asked, not written. One of an older schema is brought up to date by the next recording, and
 * one that is empty (a first run was killed) gets a schema; until then a copy in memory answers. */
static enum co_status open_history(const char *path, struct co_history **h, struct co_err *err)
{
    bool created;
    enum co_status status =
        co_history_open(path, CO_HISTORY_READ, CO_HISTORY_WAIT, h, &created, err);
    if (status == CO_STORE) {
        co_history_close(*h);
        *h = NULL;
        status = co_history_open(path, CO_HISTORY_COPY, CO_HISTORY_WAIT, h, &created, err);
    }
    return status;
}

/* Of a file whose day only its time tells, any recorded day counts that is not before it: a copy of
 * an old list lies around. A later day is for the run to judge: no news, or a stale list. */
static enum co_status ask(struct co_history *h, struct co_inbox_file *f, struct co_err *err)
{
    const struct co_known known = {f->feed->name, f->sha256, f->date};
    struct co_recorded twin = {.date = CO_DATE_NONE}, newest = {.date = CO_DATE_NONE};
    bool is_day;
    enum co_status status = co_history_knows(h, &known, &is_day, &f->was_recorded, err);
    if (is_day)
        f->recorded = f->date;
    if (status || is_day || !f->is_day_guessed)
        return status;
    status = co_history_file(h, f->feed->name, f->sha256, &twin, err);
    if (!status)
        status = co_history_day(h, f->feed->name, CO_DATE_NONE, &newest, err);
    if (!status && twin.date != CO_DATE_NONE && f->date <= newest.date)
        f->recorded = twin.date;
    return status;
}

/* A run that waits looks every second: what it read once, it need not read again. */
static bool has_digest(const struct co_intake *t, struct co_inbox_file *f)
{
    for (size_t i = 0; i < t->before.n; i++) {
        const struct co_inbox_file *was = &t->before.files[i];
        if (was->bytes == f->bytes && was->modified == f->modified &&
            was->nanoseconds == f->nanoseconds && strcmp(was->path, f->path) == 0) {
            memcpy(f->sha256, was->sha256, sizeof f->sha256);
            return *f->sha256 != '\0';
        }
    }
    return false;
}

static void read_digest(struct co_inbox_file *f)
{
    enum { BYTES_MAX = 1 << 30 };
    struct co_file file;
    if (co_file_read(f->path, BYTES_MAX, &file, NULL) == CO_OK) /* else the run says why */
        memcpy(f->sha256, file.sha256, sizeof f->sha256);
    co_file_fini(&file);
}

static enum co_status ask_all(struct co_intake *t, struct co_err *err)
{
    struct co_history *h = NULL;
    enum co_status status = CO_OK;
    const char *history = t->job->job.history;
    if (co_file_exists(history))
        status = open_history(history, &h, err);
    for (size_t i = 0; i < t->inbox.n && !status; i++) {
        struct co_inbox_file *f = &t->inbox.files[i];
        if (f->what != CO_INBOX_TAKE || f->is_changing)
            continue;
        if (!has_digest(t, f))
            read_digest(f);
        if (h && *f->sha256)
            status = ask(h, f, err);
    }
    co_history_close(h);
    return status;
}

/* --- planning -------------------------------------------------------------------------------- */

static enum co_status plan(struct co_intake *t, struct co_err *err)
{
    co_inbox_fini(&t->before);
    t->before = t->inbox;
    t->inbox.files = NULL;
    t->inbox.n = t->inbox.cap = 0;
    t->inbox.arena = (struct co_arena){0};
    enum co_status status = look_twice(t, err);
    if (!status)
        status = co_inbox_sort(&t->inbox, err);
    if (!status)
        status = ask_all(t, err);
    return status ? status : co_inbox_plan(&t->inbox, err);
}

/* Something to record, and nothing that would be there a moment later. */
static bool is_ready(const struct co_intake *t)
{
    bool has_one = false;
    for (size_t i = 0; i < t->inbox.n; i++) {
        const struct co_inbox_file *f = &t->inbox.files[i];
        if (f->what == CO_INBOX_WRONG && f->status == CO_MISSING)
            return false;
        has_one = has_one || f->what == CO_INBOX_TAKE;
    }
    return has_one;
}

enum { LOOK_AGAIN = 1000 }; /* milliseconds between two looks of a run that waits */

enum co_status co_intake_open(struct co_intake *t, const struct co_intake_job *job,
                              struct co_err *err)
{
    memset(t, 0, sizeof *t);
    t->job = job;
    t->inbox.feeds = t->feeds;
    t->inbox.only = job->is_feed_given ? job->feed : NULL;
    enum co_status status = find_feeds(t, err);
    if (!status && !t->n_folders)
        return co_fail(err, CO_USAGE, "no folder: name one, or set `inbox` in the configuration");
    for (int64_t start = co_clock_steady(); !status;) {
        status = plan(t, err);
        t->waited = co_clock_steady() - start;
        bool may_come = status == CO_OK ? !is_ready(t) : status == CO_MISSING;
        if (!may_come || job->wait < 0 || t->waited >= job->wait * 1000)
            break;
        status = CO_OK;
        co_clock_sleep(LOOK_AGAIN);
    }
    return status;
}

void co_intake_close(struct co_intake *t)
{
    co_inbox_fini(&t->inbox);
    co_inbox_fini(&t->before);
    co_arena_fini(&t->arena);
}

/* --- recording ------------------------------------------------------------------------------- */

const struct co_inbox_file *co_intake_next(struct co_intake *t, struct co_outcome *out,
                                           struct co_notes *notes, struct co_err *err)
{
    memset(out, 0, sizeof *out);
    if (t->next == t->inbox.n)
        return NULL;
    struct co_inbox_file *f = &t->inbox.files[t->next++];
    struct co_job job = t->job->job;
    if (f->what != CO_INBOX_TAKE || job.is_dry)
        return f;
    job.today = f->path;
    job.feed = f->feed->name;
    job.reading = *f->feed->reading;
    job.format = NULL; /* only the newest list is shown, at the end */
    if (!job.is_clock_told)
        job.now += t->waited / 1000;
    f->status = co_run(&job, out, notes, err);
    if (f->status)
        co_inbox_stop(&t->inbox, f);
    return f;
}

static int by_feed_name(const void *a, const void *b)
{
    const struct co_inbox_feed *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

const struct co_inbox_feed **co_intake_feeds(struct co_intake *t, size_t *n)
{
    const struct co_inbox_feed **list =
        co_arena_alloc(&t->arena, (CO_FEEDS_MAX + 1) * sizeof(struct co_inbox_feed *));
    *n = 0;
    for (size_t i = 0; list && i < t->inbox.n_feeds; i++)
        for (size_t k = 0; k < t->inbox.n; k++)
            if (t->inbox.files[k].feed == &t->feeds[i]) {
                list[(*n)++] = &t->feeds[i];
                break;
            }
    if (*n)
        qsort((void *)list, *n, sizeof *list, by_feed_name);
    return list;
}

enum co_status co_intake_sheet(const struct co_intake *t, const struct co_inbox_feed *feed,
                               struct co_buf *out, struct co_err *err)
{
    const struct co_job *job = &t->job->job;
    struct co_history *h = NULL;
    struct co_recorded newest = {.date = CO_DATE_NONE};
    if (!co_file_exists(job->history))
        return CO_OK;
    enum co_status status = open_history(job->history, &h, err);
    if (!status)
        status = co_history_day(h, feed->name, CO_DATE_NONE, &newest, err);
    const struct co_page page = {
        .format = job->format, .view = &job->view, .hint_history = job->hint_history};
    const struct co_question q = {.feed = feed->name, .to = newest.date};
    if (!status && newest.date != CO_DATE_NONE)
        status = co_page_render(h, &page, q, out, err);
    co_history_close(h);
    return status;
}

bool co_intake_would_take(const struct co_intake *t, const char *path)
{
    const struct co_inbox_feed *other;
    const char *name = co_str_file_name(path);
    struct co_buf folder = {0};
    bool is_taken = false;
    bool is_named = co_file_folder_of(path, &folder);
    for (size_t i = 0; is_named && i < t->n_folders; i++)
        if (co_file_is_same(folder.at, t->folders[i]) &&
            co_inbox_feed_of(&t->inbox, name, i, &other))
            is_taken = true;
    co_buf_fini(&folder);
    return is_taken;
}
