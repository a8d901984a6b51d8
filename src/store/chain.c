#include "chain.h"
#include <string.h>
#include "crossoff/digest.h"

/* crossoff-history(5), THE CHAIN, tells the format: whoever can read SQL can recompute it. */

struct digest {
    struct co_digest sum;
    size_t used;
    char block[1 << 15]; /* the hash is asked in blocks: a call per cell would cost more than it */
};

static void flush(struct digest *d)
{
    co_digest_add(&d->sum, d->block, d->used);
    d->used = 0;
}

static void put(struct digest *d, const char *bytes, size_t len)
{
    if (len > sizeof d->block - d->used)
        flush(d);
    if (len > sizeof d->block) {
        co_digest_add(&d->sum, bytes, len);
        return;
    }
    memcpy(d->block + d->used, bytes, len);
    d->used += len;
}

/* Tabs and line ends part cells and rows, so inside a cell they are spelt. */
static void put_text(struct digest *d, const char *text, size_t len)
{
    static const char special[] = "\t\n\r\\", spelt[] = "tnr\\";
    size_t start = 0;
    for (size_t i = 0; i < len; i++) {
        const char *at = text[i] && ((unsigned char)text[i] < ' ' || text[i] == '\\')
                             ? strchr(special, text[i])
                             : NULL;
        if (!at)
            continue;
        char pair[2] = {'\\', spelt[at - special]};
        put(d, text + start, i - start);
        put(d, pair, 2);
        start = i + 1;
    }
    put(d, text + start, len - start);
}

/* sqlite3_column_text would turn the number of the row itself into a text. */
static void put_number(struct digest *d, int64_t n)
{
    char room[CO_INT_TEXT];
    struct co_str text = co_int_text(n, room);
    put(d, text.at, text.len);
}

static void put_cell(struct digest *d, sqlite3_stmt *s, int i)
{
    int type = sqlite3_column_type(s, i);
    if (type == SQLITE_NULL)
        put(d, "\\N", 2);
    else if (type == SQLITE_INTEGER)
        put_number(d, sqlite3_column_int64(s, i));
    else { /* a text; anything else was put there by hand, and its text differs as well */
        const char *text = (const char *)sqlite3_column_text(s, i);
        put_text(d, text ? text : "", text ? (size_t)sqlite3_column_bytes(s, i) : 0);
    }
}

static void put_row(struct digest *d, sqlite3_stmt *s)
{
    int n = sqlite3_column_count(s);
    for (int i = 0; i < n; i++) {
        put_cell(d, s, i);
        put(d, i + 1 < n ? "\t" : "\n", 1);
    }
}

static void put_head(struct digest *d, const char *table, sqlite3_stmt *s)
{
    put(d, table, strlen(table));
    for (int i = 0; i < sqlite3_column_count(s); i++) {
        const char *name = sqlite3_column_name(s, i);
        put(d, "\t", 1);
        put(d, name ? name : "", name ? strlen(name) : 0);
    }
    put(d, "\n", 1);
}

static enum co_status put_table(struct digest *d, struct co_history *h, enum co_statement id,
                                const char *table, int64_t run, struct co_err *err)
{
    struct co_bind value = CO_INT(run);
    sqlite3_stmt *s;
    bool has_row, is_first = true;
    enum co_status status = co_db_bind(h, id, &value, 1, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        if (is_first) /* only now: a statement kept over a migration learns its columns here */
            put_head(d, table, s);
        is_first = false;
        put_row(d, s);
    }
    return status;
}

/* An older schema lacks the tables that came later: no run of it has rows there. */
static enum co_status has_table(struct co_history *h, const char *table, int64_t *n,
                                struct co_err *err)
{
    struct co_bind name = CO_CTEXT(table);
    return co_db_number(h, CO_SQL_HAS_TABLE, &name, 1, 0, n, err);
}

static enum co_status link_of(struct co_history *h, int64_t run, struct co_str before,
                              char hash[65], struct co_err *err)
{
    static const struct {
        enum co_statement id;
        const char *name;
    } facts[] = {
#define ROW(name, n, sql) {CO_SQL_##name, #name},
        CO_FACT_LIST(ROW)
#undef ROW
    };
    struct digest d = {.used = 0};
    enum co_status status = CO_OK;
    co_digest_init(&d.sum);
    put(&d, before.len ? before.at : "", before.len);
    put(&d, "\n", 1);
    for (size_t i = 0; !status && i < sizeof facts / sizeof *facts; i++) {
        const char *table = facts[i].name + strlen("FACT_");
        int64_t n = 0;
        status = has_table(h, table, &n, err);
        if (!status && n)
            status = put_table(&d, h, facts[i].id, table, run, err);
    }
    flush(&d);
    co_digest_text(&d.sum, hash);
    return status;
}

static enum co_status newest(struct co_history *h, struct co_chain_end *out, struct co_err *err)
{
    sqlite3_stmt *s;
    bool has_row = false;
    memset(out, 0, sizeof *out);
    enum co_status status = co_db_bind(h, CO_SQL_LINK_NEWEST, NULL, 0, &s, err);
    if (!status)
        status = co_db_step(h, s, &has_row, err);
    if (status || !has_row)
        return status;
    out->run = sqlite3_column_int64(s, 1);
    (void)sqlite3_snprintf(sizeof out->hash, out->hash, "%s", sqlite3_column_text(s, 2));
    co_db_reset(s);
    return CO_OK;
}

enum co_status co_history_end(struct co_history *h, struct co_chain_end *out, struct co_err *err)
{
    return newest(h, out, err);
}

enum co_status co_history_has_link(struct co_history *h, const struct co_chain_end *end, bool *has,
                                   struct co_err *err)
{
    int64_t n = 0;
    struct co_bind values[] = {CO_INT(end->run), CO_CTEXT(end->hash)};
    enum co_status status = co_db_number(h, CO_SQL_LINK_OF, values, 2, 0, &n, err);
    *has = n > 0;
    return status;
}

enum co_status co_chain_extend(struct co_history *h, struct co_err *err)
{
    struct co_chain_end end;
    struct co_bind schema = CO_INT(CO_SCHEMA_VERSION);
    int64_t run = 0;
    enum co_status status = newest(h, &end, err);
    while (!status && !(status = co_db_number(h, CO_SQL_LINK_NEXT, &schema, 1, 0, &run, err)) &&
           run) {
        char hash[65] = "";
        status = link_of(h, run, co_str_of(end.hash), hash, err);
        struct co_bind values[] = {CO_INT(run), schema, CO_CTEXT(hash)};
        if (!status)
            status = co_db_run(h, CO_SQL_LINK_ADD, values, 3, err);
        memcpy(end.hash, hash, sizeof end.hash);
    }
    return status;
}

static void take_link(sqlite3_stmt *s, struct co_broken_link *out)
{
    out->run = sqlite3_column_int64(s, 0);
    (void)sqlite3_snprintf(sizeof out->date, out->date, "%s", sqlite3_column_text(s, 3));
    (void)sqlite3_snprintf(sizeof out->feed, out->feed, "%s", sqlite3_column_text(s, 4));
    out->revision = sqlite3_column_int64(s, 5);
}

struct report {
    int64_t n;
    void (*broken)(void *, const struct co_broken_link *);
    void *ctx;
};

static enum co_status verify(struct co_history *h, int64_t schema, int64_t limit, struct report *r,
                             struct co_err *err)
{
    struct co_bind values[] = {CO_INT(schema), CO_INT(limit)};
    sqlite3_stmt *s;
    bool has_row;
    enum co_status status = co_db_bind(h, CO_SQL_LINKS, values, 2, &s, err);
    while (!status && !(status = co_db_step(h, s, &has_row, err)) && has_row) {
        char hash[65];
        struct co_broken_link l;
        take_link(s, &l);
        status = link_of(h, l.run, co_db_text(s, 2), hash, err);
        if (!status && !co_str_eq(co_db_text(s, 1), co_str_of(hash)))
            r->broken(r->ctx, &l);
        r->n++;
        if (status)
            co_db_reset(s);
    }
    return status;
}

enum co_status co_chain_verify(struct co_history *h, int64_t limit, int64_t *n,
                               void (*broken)(void *, const struct co_broken_link *), void *ctx,
                               struct co_err *err)
{
    struct report r = {0, broken, ctx};
    enum co_status status = verify(h, CO_SCHEMA_VERSION, limit, &r, err);
    *n = r.n;
    return status;
}

static void take_broken(void *ctx, const struct co_broken_link *l)
{
    *(struct co_broken_link *)ctx = *l;
}

enum co_status co_chain_verify_newest(struct co_history *h, struct co_err *err)
{
    struct co_broken_link l = {0};
    int64_t n;
    enum co_status status = co_chain_verify(h, 1, &n, take_broken, &l, err);
    if (status || !l.run)
        return status;
    return co_fail(err, CO_STORE,
                   "run %lld in the history %s (%s of feed %s) is not what was recorded: the file "
                   "was changed by hand or is damaged. `crossoff check --deep` tells more; restore "
                   "a backup",
                   (long long)l.run, h->path, l.date, l.feed);
}

enum co_status co_chain_verify_old(struct co_history *h, int64_t schema, struct co_err *err)
{
    struct co_broken_link l = {0}; /* the newest are looked at first: the oldest is what stays */
    struct report r = {0, take_broken, &l};
    struct co_bind value = CO_INT(schema);
    int64_t has = 0, wrong = 0;
    enum co_status status = has_table(h, "chain", &has, err);
    if (status || !has)
        return status;
    status = verify(h, schema, -1, &r, err);
    if (!status && !l.run)
        status = co_db_number(h, CO_SQL_LINKS_WRONG, &value, 1, 0, &wrong, err);
    if (!status && l.run)
        return co_fail(err, CO_STORE,
                       "run %lld in the history %s (%s of feed %s) is not what was recorded: the "
                       "file was changed by hand or is damaged, so it was not brought up to date; "
                       "restore a backup",
                       (long long)l.run, h->path, l.date, l.feed);
    if (!status && wrong)
        return co_fail(err, CO_STORE,
                       "the chain over the runs of the history %s lacks links, or has them out of "
                       "turn, so it was not brought up to date; restore a backup",
                       h->path);
    return status;
}
