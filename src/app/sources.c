#include "sources.h"
#include "crossoff/decode.h"
#include "crossoff/thread.h"
#include <string.h>

#define EXPORT_BYTES_MAX ((size_t)2 << 30)

static enum co_status read_source(const struct co_job *job, struct source *s, const char *path,
                                  struct co_notes *notes, struct co_err *err)
{
    s->path = strcmp(path, "-") == 0 ? "standard input" : path;
    enum co_status status = co_file_read(path, EXPORT_BYTES_MAX, &s->file, err);
    if (status)
        return status;
    return co_decode(s->path, (struct co_str){s->file.bytes.at, s->file.bytes.len},
                     job->reading.encoding, &s->converted, &s->text, &s->encoding, notes, err);
}

enum co_status co_sources_read(struct run *r, struct source *s, const char *path)
{
    return read_source(r->job, s, path, r->notes, r->err);
}

/* Yesterday's file on its way, beside today's: nothing of it is the run's until both are read. */
struct beside {
    const struct co_job *job;
    struct source *source;
    struct co_notes notes;
    struct co_err err;
    enum co_status status;
};

static void *read_beside(void *ctx)
{
    struct beside *b = ctx;
    b->status = read_source(b->job, b->source, b->job->yesterday, &b->notes, &b->err);
    return NULL;
}

/* As if it had been read behind today's: a failure of that one comes first, and alone. */
static enum co_status take_beside(struct run *r, struct beside *b, enum co_status today)
{
    for (size_t i = 0; !today && i < b->notes.n; i++)
        co_note(r->notes, b->notes.list[i].level, "%s", b->notes.list[i].text);
    if (!today && b->status && r->err)
        *r->err = b->err;
    if (r->notes)
        r->notes->arena.failed = r->notes->arena.failed || b->notes.arena.failed;
    co_notes_fini(&b->notes);
    return today ? today : b->status;
}

enum { LARGE = 1024 * 1024 }; /* bytes: below, a thread costs what it saves */

static bool is_large(const char *path)
{
    int64_t size = co_file_size(path);
    return size >= LARGE;
}

static bool wants_thread(const struct co_job *job)
{
    if (strcmp(job->today, "-") == 0 || strcmp(job->yesterday, "-") == 0)
        return false;
    if (job->reading.threads)
        return job->reading.threads > 1;
    return is_large(job->today) && is_large(job->yesterday);
}

enum co_status co_sources_read_all(struct run *r)
{
    const struct co_job *job = r->job;
    struct beside b = {.job = job, .source = &r->yesterday};
    struct co_thread thread;
    if (!job->yesterday || !wants_thread(job)) {
        enum co_status status = co_sources_read(r, &r->today, job->today);
        return status || !job->yesterday ? status
                                         : co_sources_read(r, &r->yesterday, job->yesterday);
    }
    co_thread_start(&thread, read_beside, &b);
    enum co_status today = co_sources_read(r, &r->today, job->today);
    co_thread_join(&thread, read_beside, &b);
    return take_beside(r, &b, today);
}

static struct co_load_rules rules_of(const struct run *r)
{
    const struct co_reading *in = &r->job->reading;
    struct co_load_rules rules = {
        .delimiter = in->delimiter,
        .n_key = in->n_key,
        .decimal = in->decimal,
        .order = in->order,
        .duplicates = in->duplicates,
        .lines_used = r->kept.lines_used,
        .status_words = &in->status_words,
        .secret = r->secret,
        .scan = in->scan,
        .progress = r->job->progress,
    };
    memcpy(rules.header, in->header, sizeof rules.header);
    memcpy(rules.key, in->key, sizeof rules.key);
    return rules;
}

/* The feed's key and columns as they were understood last time, unless options say otherwise. */
static void remember(const struct run *r, struct co_load_rules *rules)
{
    rules->remembered = r->kept.columns;
    rules->n_remembered = r->kept.n_columns;
    if (rules->n_key)
        return;
    rules->n_key = r->kept.n_key;
    rules->is_key_remembered = r->kept.n_key > 0;
    for (size_t i = 0; i < r->kept.n_key; i++) {
        rules->key[i] = r->kept.key[i];
        for (size_t c = 0; c < r->kept.n_columns; c++)
            if (co_str_eq(r->kept.columns[c].name, co_str_of(r->kept.key[i])) &&
                r->kept.columns[c].field != CO_FIELD_NONE)
                rules->key_else[i] = co_field_name(r->kept.columns[c].field);
    }
}

static enum co_status load_source(struct run *r, struct source *s,
                                  const struct co_load_rules *rules)
{
    if (s->is_loaded)
        co_export_fini(&s->x);
    s->is_loaded = true;
    return co_load(s->path, s->text, rules, &s->x, r->notes, r->err);
}

enum co_status co_sources_kept_list(const struct run *r, const struct co_kept_list *kept,
                                    enum co_duplicates duplicates, struct co_export *out)
{
    struct co_load_rules rules = {.delimiter = ',',
                                  .secret = r->secret,
                                  .scan = r->job->reading.scan,
                                  .progress = r->job->progress,
                                  .columns = kept->columns,
                                  .duplicates = duplicates,
                                  .n_key = kept->n_key};
    struct co_err err;
    memcpy(rules.key, kept->key, sizeof rules.key);
    enum co_status status =
        co_load("the history", co_buf_view(&kept->text), &rules, out, NULL, &err);
    /* A recorded list without rows is no error: everything was completed that day. */
    if (status == CO_HELD)
        return CO_OK;
    if (status && r->err)
        *r->err = err;
    out->is_widened = out->is_reshaped;
    /* They are what they were when they were recorded, whatever this program thinks of their status
     * now. */
    out->count.open = out->count.finished = 0;
    for (size_t i = 0; i < out->rows.n; i++) {
        enum co_class class =
            i < kept->n_open ? CO_CLASS_OPEN : (enum co_class)kept->ended.at[i - kept->n_open];
        out->rows.rows[i].class = class;
        out->count.open += co_class_is_open(class);
        out->count.finished += !co_class_is_open(class);
    }
    return status;
}

/* The newest list out of the history, as if it were a file. */
enum co_status co_sources_kept(struct run *r)
{
    co_export_fini(&r->kept_x);
    co_kept_list_fini(&r->kept);
    enum co_status status = co_history_list(r->h, r->job->feed, &r->kept, r->err);
    return status ? status
                  : co_sources_kept_list(r, &r->kept, r->job->reading.duplicates, &r->kept_x);
}

/* The exports of a pair must be told apart by the same columns. */
enum co_status co_sources_load(struct run *r, struct source *s, const struct co_export *other)
{
    struct co_load_rules rules = rules_of(r);
    remember(r, &rules);
    rules.yesterday = other;
    if (!rules.n_remembered && other) {
        rules.remembered = other->columns;
        rules.n_remembered = other->n_columns;
    }
    if (!rules.n_key && other) {
        rules.is_key_remembered = true;
        rules.n_key = other->n_key;
        for (size_t i = 0; i < other->n_key; i++) {
            const struct co_column *c = &other->columns[other->key[i]];
            rules.key[i] = c->name.at;
            rules.key_else[i] = c->field == CO_FIELD_NONE ? NULL : co_field_name(c->field);
        }
    }
    return load_source(r, s, &rules);
}

/* The first pair of a feed decides its key: it has to tell the rows of both lists apart. */
enum co_status co_sources_first_pair(struct run *r)
{
    struct source *y = &r->yesterday, *t = &r->today;
    struct co_load_rules rules = rules_of(r);
    if (y->is_loaded && t->is_loaded)
        return CO_OK;
    enum co_status status = co_sources_load(r, y, NULL);
    if (status)
        return status;
    status = co_sources_load(r, t, &y->x);
    if (!status || rules.n_key)
        return status;
    struct co_err first = r->err ? *r->err : (struct co_err){.status = status};
    status = load_source(r, t, &rules);
    if (status)
        return status; /* wrong by itself, whatever yesterday's key is */
    if (t->x.n_key > y->x.n_key)
        return co_sources_load(r, y, &t->x);
    if (r->err)
        *r->err = first;
    return first.status;
}

/* The list of closed orders names them as the feed does: by operation too, where the feed's rows
 * are operations and that list has them, else by the order alone. */
enum co_status co_sources_closed(struct run *r, const struct co_export *yesterday)
{
    struct co_load_rules rules = rules_of(r);
    enum co_status status = CO_INPUT;
    memset(rules.header, 0, sizeof rules.header); /* another list: other columns */
    rules.duplicates = CO_DUPLICATES_LAST;
    rules.is_closed_list = true;
    for (rules.n_key = 0; rules.n_key < yesterday->n_key; rules.n_key++) {
        const struct co_column *c = &yesterday->columns[yesterday->key[rules.n_key]];
        if (co_str_eq(c->name, co_str_of(CO_LINE_COLUMN)))
            break;
        rules.key[rules.n_key] = c->name.at;
        rules.key_else[rules.n_key] = c->field == CO_FIELD_NONE ? NULL : co_field_name(c->field);
    }
    rules.key_else[0] = co_field_name(CO_FIELD_WORK_ORDER);
    for (size_t n = rules.n_key; n > 0 && status == CO_INPUT; n = n > 1 ? 1 : 0) {
        rules.n_key = n;
        struct co_notes *notes = r->notes;
        r->notes = n > 1 ? NULL : notes; /* what fails is tried again with less */
        status = load_source(r, &r->closed, &rules);
        r->notes = notes;
    }
    /* Nothing was closed: no reason to doubt anything. */
    return status == CO_HELD && !r->closed.x.rows.n ? CO_OK : status;
}

void co_sources_fini(struct run *r)
{
    struct source *const all[] = {&r->today, &r->yesterday, &r->closed};
    for (size_t i = 0; i < 3; i++) {
        co_export_fini(&all[i]->x);
        co_buf_fini(&all[i]->converted);
        co_file_fini(&all[i]->file);
    }
    co_export_fini(&r->kept_x);
    co_kept_list_fini(&r->kept);
}
