#include "cli.h"
#include "crossoff/sandbox.h"
#include "crossoff/saved.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum co_status run(struct co_context *c);
const struct co_command co_cmd_sql = {
    "sql",
    CO_FOR_SQL,
    "one SELECT of your own on the documented views",
    "sql [OPTION]... STATEMENT\n"
    "sql [OPTION]... - | @FILE | NAME\n"
    "sql --save NAME STATEMENT\n"
    "sql --list [VIEW]",
    0,
    1,
    true,
    run,
};

/* --- --list ---------------------------------------------------------------------------------- */

enum { WIDTH = 79, INDENT = 2, READ_MOST = 1 << 20 };

/* Indented and wrapped between words. */
static void put_wrapped(struct co_buf *out, struct co_str text)
{
    size_t used = 0;
    while (text.len) {
        const char *blank = memchr(text.at, ' ', text.len);
        size_t len = blank ? (size_t)(blank - text.at) : text.len;
        bool is_full = used && used + 1 + len > WIDTH - INDENT;
        if (!used || is_full) {
            co_buf_text(out, used ? "\n" : "");
            co_buf_fill(out, ' ', INDENT);
            used = 0;
        } else {
            co_buf_byte(out, ' ');
            used++;
        }
        co_buf_put(out, text.at, len);
        used += len;
        len += len < text.len;
        text = (struct co_str){text.at + len, text.len - len};
    }
    co_buf_byte(out, '\n');
}

static enum co_status put_saved(struct co_context *c, struct co_buf *out)
{
    const char **names;
    size_t n;
    if (!c->env.home && !c->env.xdg_config_home)
        return CO_OK;
    enum co_status status = co_saved_names(&c->env, &c->args.arena, &names, &n, &c->err);
    if (!status && n)
        co_buf_text(out, "Questions that are kept, to be run with `crossoff sql NAME`:\n");
    for (size_t i = 0; !status && i < n; i++)
        co_buf_fmt(out, "  %s\n", names[i]);
    return status;
}

static enum co_status list(struct co_context *c)
{
    const char *only = c->args.n_operands ? c->args.operands[0] : NULL;
    struct co_table views = {0};
    struct co_buf out = {0};
    enum co_status status = co_views_table(only, &views, &c->err);
    views.title = "views of the history";
    bool is_prose = strcmp(c->format->name, "table") == 0;
    for (size_t r = 0; !status && is_prose && r < views.n_rows; r++) {
        const struct co_cell *row = &views.cells[r * views.n_columns];
        co_buf_fmt(&out, "%.*s: a row is %.*s\n", CO_STR_ARG(row[0].text), CO_STR_ARG(row[1].text));
        put_wrapped(&out, row[2].text);
        put_wrapped(&out, row[3].text);
        co_buf_byte(&out, '\n');
    }
    if (!status && is_prose && !only)
        status = put_saved(c, &out);
    if (!status)
        status = is_prose ? co_emit(c, &out) : co_emit_table(c, &views, NULL, 0);
    co_buf_fini(&out);
    co_table_fini(&views);
    return status;
}

/* --- the statement --------------------------------------------------------------------------- */

static enum co_status read_file(struct co_context *c, const char *path, struct co_buf *out)
{
    struct co_file file = {0};
    struct co_err why = {0};
    if (strcmp(path, "-") != 0 && !co_file_exists(path))
        return co_fail(&c->err, CO_USAGE, "there is no file %s with a statement", path);
    enum co_status status = co_file_read(path, READ_MOST, &file, &why);
    if (status)
        status = co_fail(&c->err, CO_USAGE, "the statement cannot be read: %s", why.text);
    else
        co_buf_str(out, co_buf_view(&file.bytes));
    co_file_fini(&file);
    return status;
}

/* Without the mark that Windows editors put before UTF-8. */
static struct co_str without_bom(struct co_str s)
{
    return co_str_starts(s, CO_STR("\xef\xbb\xbf")) ? (struct co_str){s.at + 3, s.len - 3} : s;
}

static enum co_status statement(struct co_context *c, struct co_buf *out)
{
    const char *word = c->args.n_operands ? c->args.operands[0] : NULL;
    enum co_status status = CO_OK;
    if (!word)
        return co_fail(&c->err, CO_USAGE,
                       "a statement is missing: crossoff sql \"SELECT * FROM daily\"; `crossoff "
                       "sql --list` explains the views");
    if (strcmp(word, "-") == 0)
        status = read_file(c, word, out);
    else if (word[0] == '@')
        status = read_file(c, word + 1, out);
    else if (co_saved_is_name(word))
        status = co_saved_read(&c->env, word, out, &c->err);
    else
        co_buf_text(out, word);
    return !status && !co_buf_ok(out) ? co_fail_nomem(&c->err) : status;
}

/* A whole number from 1 to most; `fallback` when the option is not given. */
static enum co_status number(struct co_context *c, const char *option, const char *text,
                             const int64_t fallback_and_most[2], int64_t *out)
{
    char *end = NULL;
    *out = fallback_and_most[0];
    if (!text)
        return CO_OK;
    *out = strtol(text, &end, 10);
    if (*text >= '0' && *text <= '9' && !*end && *out >= 1 && *out <= fallback_and_most[1])
        return CO_OK;
    return co_fail(&c->err, CO_USAGE, "%s: '%s' is no number from 1 to %d", option, text,
                   (int)fallback_and_most[1]);
}

enum { VALUES = 6 };

/* The text of a date option, as the history writes dates. */
static enum co_status date(struct co_context *c, const char *option, const char *given,
                           char iso[CO_DATE_TEXT], struct co_ask_value *v)
{
    co_date d;
    enum co_status status = co_context_date(c, option, given, &d);
    if (!status && given)
        v->text = co_date_text(d, iso);
    v->must_be_used = given != NULL;
    return status;
}

static enum co_status values(struct co_context *c, char iso[3][CO_DATE_TEXT],
                             struct co_ask_value v[VALUES])
{
    const struct co_args *a = &c->args;
    const struct co_ask_value all[VALUES] = {
        {"date", NULL, false},
        {"from", NULL, false},
        {"to", NULL, false},
        {"shop", a->n_shops ? a->shops[0] : NULL, true},
        {"feed", c->is_feed_given ? c->feed : NULL, a->feed != NULL},
        {"order", a->order, true},
    };
    memcpy(v, all, sizeof all);
    if (a->n_shops > 1)
        return co_fail(&c->err, CO_USAGE, "--shop is given %zu times; :shop is one", a->n_shops);
    enum co_status status = date(c, "--date", a->date, iso[0], &v[0]);
    if (!status)
        status = date(c, "--from", a->from, iso[1], &v[1]);
    return status ? status : date(c, "--to", a->to, iso[2], &v[2]);
}

static enum co_status cut_off(struct co_context *c, int64_t rows)
{
    if (c->args.max_rows) {
        co_note(&c->notes, CO_NOTE_INFO, "--max-rows: the first %lld rows; there are more",
                (long long)rows);
        co_message_notes(c);
        return CO_OK;
    }
    return co_fail(&c->err, CO_OUTPUT,
                   "only the first %lld rows were written; ask for less, or for more with "
                   "--max-rows (at most %d)",
                   (long long)rows, CO_ASK_ROWS_MOST);
}

static enum co_status save(struct co_context *c, struct co_str sql)
{
    struct co_buf said = {0};
    const char *path = NULL;
    enum co_status status = co_saved_write(&c->env, c->args.save, sql, &c->err);
    if (!status)
        status = co_saved_path(&c->env, c->args.save, &c->args.arena, &path, &c->err);
    if (!status)
        co_buf_fmt(&said, "kept as %s: run it with `crossoff sql %s`", path, c->args.save);
    co_message_lines(c, &said);
    co_buf_fini(&said);
    return status;
}

static enum co_status ask(struct co_context *c, struct co_str sql)
{
    static const int64_t rows[] = {CO_ASK_ROWS, CO_ASK_ROWS_MOST},
                         seconds[] = {CO_ASK_SECONDS, CO_ASK_SECONDS_MOST};
    struct co_ask_value v[VALUES];
    char iso[3][CO_DATE_TEXT];
    struct co_answer answer = {0};
    struct co_ask q = {.history = c->history, .sql = sql, .values = v, .n_values = VALUES};
    enum co_status status = values(c, iso, v);
    if (!status)
        status = number(c, "--max-rows", c->args.max_rows, rows, &q.rows);
    if (!status)
        status = number(c, "--time-limit", c->args.time_limit, seconds, &q.seconds);
    if (!status && c->args.save)
        status = co_saved_check(&c->env, c->args.save, sql, &c->err);
    if (!status) {
        co_looker_stages(c);
        status = co_sandbox_ask(&q, &answer, &c->err);
    }
    if (!status)
        status = co_emit_table(c, &answer.table, NULL, 0);
    if (!status && c->args.save)
        status = save(c, sql);
    if (!status && answer.is_cut)
        status = cut_off(c, q.rows);
    co_table_fini(&answer.table);
    return status;
}

static enum co_status run(struct co_context *c)
{
    struct co_buf text = {0};
    if (c->args.is_list)
        return list(c);
    enum co_status status = statement(c, &text);
    if (!status)
        status = ask(c, without_bom(co_buf_view(&text)));
    co_buf_fini(&text);
    return status;
}
