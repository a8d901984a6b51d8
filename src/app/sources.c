#include "sources.h"
#include "crossoff/decode.h"
#include "crossoff/thread.h"
#include <stdlib.h>
#include <string.h>

#define EXPORT_BYTES_MAX ((size_t)2 << 30)

static enum co_status read_source(const struct co_job *job, struct source *s, const char *path,
                                  struct co_notes *notes, struct co_err *err)
{
    s->path = strcmp(path, "-") == 0 ? "standard input" : path;
    enum co_status status = co_file_read(path, EXPORT_BYTES_MAX, &s->file, err);
    if (status)
        return status;
    status = co_decode(s->path, (struct co_str){s->file.bytes.at, s->file.bytes.len},
                       job->reading.encoding, &s->converted, &s->text, &s->encoding, notes, err);
    s->bytes = (int64_t)s->file.bytes.len;
    if (s->converted.len) /* or unpacked: the bytes of the file are of no use from here on */
        co_buf_fini(&s->file.bytes);
    return status;
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
static struct co_load_rules rules_beside(const struct run *r, const struct co_export *other)
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
    return rules;
}

enum co_status co_sources_load(struct run *r, struct source *s, const struct co_export *other)
{
    const struct co_load_rules rules = rules_beside(r, other);
    return load_source(r, s, &rules);
}

/* --- both lists at once ---------------------------------------------------------------------- */

/* Today's list is read beside yesterday's as soon as it is known how that one is understood. That
 * may turn out otherwise when its last row is read: then today's is read again. What is noted about
 * today's comes behind, as if one had been read after the other. */
struct ahead {
    struct run *r;
    struct co_export guess; /* yesterday's columns and key, as they were when its rows began... */
    struct co_arena arena;  /* ...with header names of its own: a list may be replaced as a whole */
    struct co_load_rules rules;
    struct co_export x;
    struct co_err err;
    enum co_status status;
    struct co_thread thread;
    struct co_gate gate;
    bool is_begun;
};

static void *load_ahead(void *ctx)
{
    struct ahead *a = ctx;
    const struct source *t = &a->r->today;
    a->status = co_load(t->path, t->text, &a->rules, &a->x, a->r->notes, &a->err);
    return NULL;
}

static bool wait_for_yesterday(void *ctx)
{
    return co_gate_wait(&((struct ahead *)ctx)->gate);
}

/* Only the first time: a list that is read once more has been misunderstood. */
static void begin_ahead(void *ctx, const struct co_export *yesterday)
{
    struct ahead *a = ctx;
    if (a->is_begun || yesterday->column_of[CO_FIELD_WORK_ORDER] < 0)
        return;
    a->guess = *yesterday;
    for (size_t i = 0; i < yesterday->n_columns; i++)
        a->guess.columns[i].name = co_arena_dup(&a->arena, yesterday->columns[i].name);
    if (a->arena.failed)
        return;
    a->rules = rules_beside(a->r, &a->guess);
    a->rules.yesterday = &a->r->yesterday.x;
    a->rules.progress = NULL; /* who looks on is told of one list at a time */
    a->rules.is_wanted = wait_for_yesterday;
    a->rules.ctx = a;
    a->is_begun = true;
    co_thread_start(&a->thread, load_ahead, a);
}

static bool is_same_column(const struct co_column *a, const struct co_column *b)
{
    return co_str_eq(a->name, b->name) && a->field == b->field &&
           a->is_suffix_like == b->is_suffix_like && a->decimal == b->decimal &&
           a->order == b->order;
}

static bool is_as_guessed(const struct co_export *guess, const struct co_export *x)
{
    bool same = guess->n_columns == x->n_columns && guess->n_key == x->n_key;
    for (size_t i = 0; same && i < x->n_columns; i++)
        same = is_same_column(&guess->columns[i], &x->columns[i]);
    for (size_t i = 0; same && i < x->n_key; i++)
        same = guess->key[i] == x->key[i];
    return same;
}

static enum co_status take_ahead(struct ahead *a, enum co_status yesterday)
{
    struct run *r = a->r;
    struct source *t = &r->today;
    bool is_right = !yesterday && is_as_guessed(&a->guess, &r->yesterday.x);
    co_gate_open(&a->gate, is_right);
    co_thread_join(&a->thread, load_ahead, a);
    if (!is_right) {
        co_export_fini(&a->x);
        return yesterday ? yesterday : co_sources_load(r, t, &r->yesterday.x);
    }
    if (t->is_loaded)
        co_export_fini(&t->x);
    t->x = a->x;
    t->is_loaded = true;
    if (a->status && r->err)
        *r->err = a->err;
    return a->status;
}

/* Lists whose rows are written anew need the one before as a whole. */
static bool may_load_ahead(const struct run *r)
{
    const struct co_reading *in = &r->job->reading;
    for (size_t i = 0; i < in->n_key; i++)
        if (strcmp(in->key[i], CO_LINE_COLUMN) == 0)
            return false;
    return wants_thread(r->job) && in->duplicates != CO_DUPLICATES_SUM &&
           in->duplicates != CO_DUPLICATES_LINE;
}

static enum co_status load_pair(struct run *r)
{
    struct co_load_rules rules = rules_beside(r, NULL);
    struct ahead *a = may_load_ahead(r) ? calloc(1, sizeof *a) : NULL;
    if (a) {
        a->r = r;
        co_gate_init(&a->gate);
        rules.understood = begin_ahead;
        rules.ctx = a;
    }
    enum co_status status = load_source(r, &r->yesterday, &rules);
    if (a && a->is_begun)
        status = take_ahead(a, status);
    else if (!status)
        status = co_sources_load(r, &r->today, &r->yesterday.x);
    if (a) {
        co_gate_fini(&a->gate);
        co_arena_fini(&a->arena);
    }
    free(a);
    return status;
}

/* The first pair of a feed decides its key: it has to tell the rows of both lists apart. */
enum co_status co_sources_first_pair(struct run *r)
{
    struct source *y = &r->yesterday, *t = &r->today;
    struct co_load_rules rules = rules_of(r);
    if (y->is_loaded && t->is_loaded)
        return CO_OK;
    enum co_status status = load_pair(r);
    if (!status || !t->is_loaded || rules.n_key)
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
