#include "crossoff/publish.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/outbox.h"
#include "crossoff/page.h"
#include "crossoff/report.h"
#include "crossoff/sys.h"

#define CO_NO_NAME "none"
enum { PAGE_BYTES_MAX = 64 << 20, NAME_MOST = 40, STALE = 24 * 60 * 60 /* seconds */ };

/* A file that is written, but not under its name yet. */
struct staged {
    char *temporary;
    const char *path;
    bool is_read_only;
};

struct publisher {
    struct co_history *h;
    struct co_publication *p;
    struct co_err *err;
    struct co_arena arena;
    struct staged *staged;
    size_t n_staged, cap_staged;
    struct co_index_feed *feeds;
    size_t n_feeds;
};

/* A feed on its way into the folder. */
struct feed {
    const char *name, *folder; /* folder: its path */
    struct co_trend trend;
    const char **days; /* links of the index */
    int64_t *runs;
};

const char *co_publish_name(struct co_arena *arena, struct co_str name)
{
    struct co_buf out = {0};
    bool is_same = name.len > 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool is_hyphen = c == '-' && out.len && out.at[out.len - 1] != '-';
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        else if (!is_plain && out.len && out.at[out.len - 1] != '-')
            c = '-';
        else if (!is_plain)
            c = '\0';
        is_same = is_same && (is_plain || is_hyphen);
        if (c && out.len < NAME_MOST)
            co_buf_byte(&out, c);
    }
    while (out.len && out.at[out.len - 1] == '-') {
        out.len--;
        is_same = false;
    }
    if (!out.len)
        co_buf_text(&out, CO_NO_NAME);
    is_same = is_same && !co_str_eq(name, CO_STR(CO_NO_NAME));
    /* Which two names could share what is left of them: told apart as cells are, by a hash; its key
     * is no secret, as the name has to be the same every day. */
    if (name.len && (!is_same || out.len == NAME_MOST))
        co_buf_fmt(&out, "-%08" PRIx32, (uint32_t)co_hash((struct co_hash_key){0}, name));
    const char *kept = co_buf_ok(&out) ? co_arena_text(arena, co_buf_view(&out)) : NULL;
    co_buf_fini(&out);
    return kept;
}

static const char *join(struct publisher *b, const char *folder, const char *name,
                        const char *ending)
{
    struct co_buf path = {0};
    co_buf_fmt(&path, "%s/%s%s", folder, name, ending);
    const char *kept = co_buf_ok(&path) ? co_arena_text(&b->arena, co_buf_view(&path)) : NULL;
    co_buf_fini(&path);
    return kept;
}

/* --- staging -------------------------------------------------------------------------------- */

static enum co_status add_staged(struct publisher *b, const char *path, struct co_buf *temporary)
{
    void *list = b->staged;
    if (!co_grow(&list, &b->cap_staged, b->n_staged + 1, sizeof *b->staged)) {
        co_file_remove(temporary->at);
        return co_fail_nomem(b->err);
    }
    b->staged = list;
    b->staged[b->n_staged++] = (struct staged){temporary->at, path, false};
    *temporary = (struct co_buf){0};
    return CO_OK;
}

static bool has_bytes(const char *path, struct co_str bytes)
{
    struct co_file file = {0};
    bool is_same = co_file_exists(path) && !co_file_read(path, PAGE_BYTES_MAX, &file, NULL) &&
                   co_str_eq(co_buf_view(&file.bytes), bytes);
    co_file_fini(&file);
    return is_same;
}

static enum co_status stage(struct publisher *b, const char *path, struct co_str bytes)
{
    struct co_buf temporary = {0};
    if (!path)
        return co_fail_nomem(b->err);
    if (has_bytes(path, bytes))
        return CO_OK;
    enum co_status status = co_file_stage(path, bytes, &temporary, b->err);
    if (!status)
        status = add_staged(b, path, &temporary);
    co_buf_fini(&temporary);
    return status;
}

/* Whether the copy that is there ends as the history does: then it says the same. */
static bool is_copied(struct publisher *b, const char *path)
{
    struct co_history *copy = NULL;
    struct co_chain_end here, there;
    struct co_err why = {0}; /* a copy that cannot be read is replaced */
    bool is_new;
    bool is_same = co_file_exists(path) &&
                   !co_history_open(path, CO_HISTORY_READ, 0, &copy, &is_new, &why) &&
                   !co_history_end(copy, &there, &why) && !co_history_end(b->h, &here, &why) &&
                   here.run == there.run && strcmp(here.hash, there.hash) == 0;
    co_history_close(copy);
    return is_same;
}

/* Who gets which mail is nobody's business who asks about work orders. */
static enum co_status empty_outbox(struct publisher *b, const char *path)
{
    struct co_history *copy = NULL;
    bool is_new;
    enum co_status status = co_history_open(path, CO_HISTORY_WRITE, 0, &copy, &is_new, b->err);
    if (!status)
        status = co_outbox_forget(copy, b->err);
    co_history_close(copy);
    return status;
}

static enum co_status stage_history(struct publisher *b, const char *path)
{
    struct co_buf temporary = {0};
    if (!path)
        return co_fail_nomem(b->err);
    if (is_copied(b, path))
        return CO_OK;
    co_progress(b->p->progress, "copying", path, 0, 0);
    enum co_status status = co_file_stage(path, (struct co_str){0}, &temporary, b->err);
    if (status) {
        co_buf_fini(&temporary);
        return status;
    }
    status = co_history_copy(b->h, temporary.at, b->err);
    if (!status)
        status = empty_outbox(b, temporary.at);
    if (status)
        co_file_remove(temporary.at);
    else
        status = add_staged(b, path, &temporary);
    if (!status)
        b->staged[b->n_staged - 1].is_read_only = true;
    co_buf_fini(&temporary);
    return status;
}

/* Whether the page that is there shows this state already. */
static bool is_current(const char *path, const char *stamp)
{
    struct co_file file;
    struct co_buf wanted = {0};
    bool is_same = false;
    if (!path || !co_file_exists(path))
        return false;
    co_buf_fmt(&wanted, CO_HTML_STAMP "%s\"", stamp);
    if (!co_file_read(path, PAGE_BYTES_MAX, &file, NULL) && co_buf_ok(&wanted)) {
        co_buf_byte(&file.bytes, '\0');
        co_buf_byte(&wanted, '\0');
        is_same = co_buf_ok(&file.bytes) && co_buf_ok(&wanted) &&
                  strstr(file.bytes.at, wanted.at) != NULL;
    }
    co_file_fini(&file);
    co_buf_fini(&wanted);
    return is_same;
}

/* What lies where the copy goes may be replaced only if it is one. */
static enum co_status check_history(struct publisher *b)
{
    const char *path = join(b, b->p->folder, "history", ".db");
    if (!path)
        return co_fail_nomem(b->err);
    if (co_file_is_same(path, b->p->history))
        return co_fail(b->err, CO_USAGE,
                       "%s is the history itself, and would be replaced by a copy that nobody may "
                       "write; publish into another folder",
                       path);
    if (co_file_exists(path) && !co_history_is_one(path))
        return co_fail(b->err, CO_OUTPUT,
                       "%s is there and no history of crossoff, so it was left alone; publish into "
                       "another folder, or remove it",
                       path);
    return CO_OK;
}

/* --- the pages of a feed -------------------------------------------------------------------- */

static void add_number(struct co_buf *text, int64_t n)
{
    co_buf_fmt(text, "%" PRId64 ",", n);
}

/* What a page of the i-th list is made of: the program, the run that recorded it, and the counts of
 * the lists it draws, which also follow what other feeds and corrections did to them. */
static enum co_status stamp_of(struct publisher *b, const struct feed *f, size_t i,
                               const char *shop, char stamp[20])
{
    struct co_buf text = {0};
    size_t from = i >= CO_TREND_LISTS ? i - CO_TREND_LISTS : 0;
    co_buf_fmt(&text, "%s\n%s\n", b->p->program, shop ? shop : "");
    add_number(&text, f->runs[i]);
    for (size_t k = 0; k <= f->trend.n_shops; k++)
        for (size_t d = from; d <= i; d++) {
            const struct co_trend_line *line = k ? &f->trend.shops[k - 1] : &f->trend.all;
            const struct co_counts *c = &line->points[d].counts;
            const int64_t counts[] = {c->yesterday,    c->completed, c->cancelled,       c->moved,
                                      c->carried_over, c->fresh,     c->reopened,        c->today,
                                      c->past_due,     c->changed,   c->pieces_completed};
            for (size_t n = 0; n < sizeof counts / sizeof *counts; n++)
                add_number(&text, counts[n]);
        }
    enum co_status status = co_buf_ok(&text) ? CO_OK : co_fail_nomem(b->err);
    uint64_t hash = status ? 0 : co_hash((struct co_hash_key){0}, co_buf_view(&text));
    (void)snprintf(stamp, 20, "%016" PRIx64, hash);
    co_buf_fini(&text);
    return status;
}

static enum co_status stage_sheet(struct publisher *b, const struct co_sheet *s, const char *path,
                                  const char *stamp)
{
    const struct co_view view = {.home = "../index.html", .stamp = stamp};
    struct co_buf out = {0};
    co_html_sheet(&out, s, &view);
    enum co_status status =
        co_buf_ok(&out) ? stage(b, path, co_buf_view(&out)) : co_fail_nomem(b->err);
    co_buf_fini(&out);
    return status;
}

static enum co_status stage_shop(struct publisher *b, const struct feed *f,
                                 const struct co_sheet *s, struct co_index_link *shop)
{
    struct co_sheet only;
    char stamp[20];
    const char *name = co_publish_name(&b->arena, shop->name), *path = NULL;
    struct co_buf file = {0};
    enum co_status status = stamp_of(b, f, f->trend.n - 1, shop->name.at, stamp);
    co_buf_fmt(&file, "shop-%s.html", name ? name : "");
    co_buf_byte(&file, '\0');
    if (name && co_buf_ok(&file))
        path = join(b, f->folder, file.at, "");
    if (path)
        shop->href = join(b, co_str_file_name(f->folder), file.at, "");
    co_buf_fini(&file);
    if (status || !path || !shop->href)
        return status ? status : co_fail_nomem(b->err);
    if (is_current(path, stamp))
        return CO_OK;
    co_sheet_of_shop(s, shop->name, &only);
    return stage_sheet(b, &only, path, stamp);
}

/* The sheet of the i-th list with the lists that its page draws. */
static enum co_status ask(struct publisher *b, const struct feed *f, size_t i,
                          struct co_sheet *sheet, struct co_trend *trend)
{
    const struct co_format *html = co_format_named(CO_STR("html"));
    const struct co_question q = {.feed = f->name,
                                  .from = f->trend.dates[i],
                                  .to = f->trend.dates[i],
                                  .limit = html->list_most,
                                  .limit_above = html->list_most};
    return co_page_ask(b->h, &q, html->trend_lists, sheet, trend, b->err);
}

static enum co_status stage_day(struct publisher *b, struct feed *f, size_t i)
{
    struct co_sheet sheet = {0};
    struct co_trend trend = {0};
    char stamp[20], date[CO_DATE_TEXT];
    const char *path = join(b, f->folder, co_date_text(f->trend.dates[i], date), ".html");
    f->days[i] = join(b, co_str_file_name(f->folder), date, ".html");
    enum co_status status =
        path && f->days[i] ? stamp_of(b, f, i, NULL, stamp) : co_fail_nomem(b->err);
    if (status || is_current(path, stamp))
        return status;
    status = ask(b, f, i, &sheet, &trend);
    if (!status)
        status = stage_sheet(b, &sheet, path, stamp);
    co_trend_fini(&trend);
    co_sheet_fini(&sheet);
    return status;
}

/* The newest list under a name that stays, and each shop of it. */
static enum co_status stage_newest(struct publisher *b, struct feed *f, struct co_index_feed *index)
{
    struct co_sheet sheet = {0};
    struct co_trend trend = {0};
    char stamp[20];
    const char **shops, *path = join(b, f->folder, "today", ".html");
    size_t n = 0;
    index->today = join(b, co_str_file_name(f->folder), "today", ".html");
    enum co_status status = stamp_of(b, f, f->trend.n - 1, NULL, stamp);
    if (!status)
        status = co_history_shops(b->h, f->name, &b->arena, &shops, &n, b->err);
    if (!status && n == 1 && !*shops[0])
        n = 0; /* a list without shops: its page would be the same once more */
    struct co_index_link *links = co_arena_alloc(&b->arena, (n + 1) * sizeof *links);
    if (!status && (!path || !index->today || !links))
        status = co_fail_nomem(b->err);
    if (!status)
        status = ask(b, f, f->trend.n - 1, &sheet, &trend);
    if (!status && !is_current(path, stamp))
        status = stage_sheet(b, &sheet, path, stamp);
    for (size_t i = 0; !status && i < n; i++) {
        links[i] = (struct co_index_link){.name = co_str_of(shops[i])};
        status = stage_shop(b, f, &sheet, &links[i]);
    }
    index->shops = links;
    index->n_shops = n;
    co_trend_fini(&trend);
    co_sheet_fini(&sheet);
    return status;
}

static enum co_status take_runs(struct publisher *b, struct feed *f, struct co_index_feed *index)
{
    struct co_recorded day;
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < f->trend.n; i++) {
        status = co_history_day(b->h, f->name, f->trend.dates[i], &day, b->err);
        f->runs[i] = day.run;
        f->days[i] = NULL;
    }
    index->recorded_at = co_arena_text(&b->arena, co_str_of(status ? "" : day.recorded_at));
    return status;
}

/* Older pages stay as they are; the index leads to them as long as they are there. */
static void find_old(struct publisher *b, struct feed *f, size_t until)
{
    char date[CO_DATE_TEXT];
    for (size_t i = 0; i < until; i++) {
        const char *path = join(b, f->folder, co_date_text(f->trend.dates[i], date), ".html");
        if (path && co_file_exists(path))
            f->days[i] = join(b, co_str_file_name(f->folder), date, ".html");
    }
}

static enum co_status stage_feed(struct publisher *b, struct feed *f, struct co_index_feed *index)
{
    const struct co_question q = {.feed = f->name, .from = CO_DATE_NONE, .to = CO_DATE_NONE};
    const char *slug = co_publish_name(&b->arena, co_str_of(f->name));
    f->folder = slug ? join(b, b->p->folder, slug, "") : NULL;
    const char *inside = f->folder ? join(b, f->folder, "", "") : NULL;
    enum co_status status = inside ? co_file_make_folder_of(inside, b->err) : co_fail_nomem(b->err);
    if (!status)
        status = co_history_trend(b->h, &q, CO_PUBLISH_DAYS, &f->trend, b->err);
    if (status || !f->trend.n)
        return status;
    f->days = co_arena_alloc(&b->arena, f->trend.n * sizeof *f->days);
    f->runs = co_arena_alloc(&b->arena, f->trend.n * sizeof *f->runs);
    if (!f->days || !f->runs)
        return co_fail_nomem(b->err);
    size_t from = f->trend.n > CO_PUBLISH_PAGES ? f->trend.n - CO_PUBLISH_PAGES : 0;
    status = take_runs(b, f, index);
    for (size_t i = from; !status && i < f->trend.n; i++) {
        co_progress(b->p->progress, "publishing", f->name, i - from, f->trend.n - from);
        status = stage_day(b, f, i);
    }
    if (!status)
        status = stage_newest(b, f, index);
    if (!status)
        find_old(b, f, from);
    index->trend = &f->trend;
    index->days = f->days;
    b->n_feeds += !status;
    return status;
}

/* --- the folder ----------------------------------------------------------------------------- */

/* "2026-11-23.html", a page of ours, of a day that is not recorded any more: taken back. */
static bool is_orphan(const struct feed *f, const struct co_entry *e, const char *path)
{
    struct co_file file;
    struct co_str name = co_str_of(e->name);
    bool is_ours = false;
    if (e->kind != CO_ENTRY_FILE || name.len != 15 || strcmp(e->name + 10, ".html") != 0)
        return false;
    co_date date = co_date_parse((struct co_str){name.at, 10});
    if (date == CO_DATE_NONE || (f->trend.n && date < f->trend.dates[0]))
        return false;
    for (size_t i = 0; i < f->trend.n; i++)
        if (f->trend.dates[i] == date)
            return false;
    if (!co_file_read(path, PAGE_BYTES_MAX, &file, NULL)) {
        co_buf_byte(&file.bytes, '\0');
        is_ours = co_buf_ok(&file.bytes) && strstr(file.bytes.at, CO_HTML_STAMP);
    }
    co_file_fini(&file);
    return is_ours;
}

/* "today.html.Ab3dE9" of a run that was killed; a young one may be of a run that goes on. */
static bool is_left_over(const struct co_entry *e)
{
    const char *dot = strrchr(e->name, '.');
    bool is_temporary = dot && strlen(dot) >= 7 && (!dot[7] || strcmp(dot + 7, "-journal") == 0);
    size_t len = is_temporary ? (size_t)(dot - e->name) : 0;
    bool is_page = len > 5 && strncmp(dot - 5, ".html", 5) == 0;
    bool is_history = len == 10 && strncmp(e->name, "history.db", 10) == 0;
    return e->kind == CO_ENTRY_FILE && (is_page || is_history) &&
           co_clock_now() - e->modified > STALE;
}

/* What cannot be tidied up now is tidied up the next time. */
static void tidy(struct publisher *b, const char *path, const struct feed *f)
{
    struct co_folder folder = {0};
    if (!co_folder_list(path, &folder, NULL))
        for (size_t i = 0; i < folder.n; i++) {
            const char *file = join(b, path, folder.entries[i].name, "");
            if (file &&
                (is_left_over(&folder.entries[i]) || (f && is_orphan(f, &folder.entries[i], file))))
                co_file_remove(file);
        }
    co_folder_fini(&folder);
}

static enum co_status stage_all(struct publisher *b, struct feed *feeds, const char **names,
                                size_t n)
{
    struct co_buf out = {0};
    const struct co_view view = {.width = 0};
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < n; i++) {
        feeds[i].name = names[i];
        status = stage_feed(b, &feeds[i], &b->feeds[b->n_feeds]);
    }
    if (!status)
        status = stage_history(b, join(b, b->p->folder, "history", ".db"));
    if (status)
        return status;
    /* Last, so that it never leads to a page that is not there yet. */
    co_html_index(&out, b->feeds, b->n_feeds, "history.db", &view);
    status = co_buf_ok(&out) ? stage(b, join(b, b->p->folder, "index", ".html"), co_buf_view(&out))
                             : co_fail_nomem(b->err);
    co_buf_fini(&out);
    return status;
}

/* In the order of staging. What cannot be renamed is reported; what was renamed is whole. */
static enum co_status keep_all(struct publisher *b)
{
    enum co_status status = CO_OK;
    for (size_t i = 0; i < b->n_staged; i++) {
        if (!status)
            status = co_file_keep(b->staged[i].temporary, b->staged[i].path, b->err);
        if (!status && b->staged[i].is_read_only)
            status = co_file_make_read_only(b->staged[i].path, b->err);
        if (!status)
            b->p->written++;
        else
            co_file_remove(b->staged[i].temporary);
    }
    return status;
}

enum co_status co_publish(struct co_history *h, struct co_publication *p, struct co_err *err)
{
    struct publisher b = {.h = h, .p = p, .err = err};
    struct feed *feeds = NULL;
    const char **names;
    size_t n = 0;
    p->written = 0;
    if (!co_folder_is(p->folder))
        return co_fail(err, CO_OUTPUT,
                       "the pages cannot be published: the folder %s is not there; make it, or "
                       "mount it",
                       p->folder);
    enum co_status status = check_history(&b);
    if (!status)
        status = co_history_feeds(h, &b.arena, &names, &n, err);
    if (!status) {
        feeds = co_arena_alloc(&b.arena, (n + 1) * sizeof *feeds);
        b.feeds = co_arena_alloc(&b.arena, (n + 1) * sizeof *b.feeds);
        status = feeds && b.feeds ? CO_OK : co_fail_nomem(err);
    }
    if (!status) {
        memset(feeds, 0, (n + 1) * sizeof *feeds);
        memset(b.feeds, 0, (n + 1) * sizeof *b.feeds);
        status = stage_all(&b, feeds, names, n);
    }
    if (!status)
        status = keep_all(&b);
    else
        for (size_t i = 0; i < b.n_staged; i++)
            co_file_remove(b.staged[i].temporary);
    if (!status) {
        tidy(&b, p->folder, NULL);
        for (size_t i = 0; i < n; i++)
            tidy(&b, feeds[i].folder, &feeds[i]);
    }
    for (size_t i = 0; feeds && i < n; i++)
        co_trend_fini(&feeds[i].trend);
    for (size_t i = 0; i < b.n_staged; i++)
        free(b.staged[i].temporary);
    free(b.staged);
    co_arena_fini(&b.arena);
    return status;
}
