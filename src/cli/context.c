#include "cli.h"
#include "crossoff/safety.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *value)
{
    return value && *value;
}

static enum co_status choose_color(struct co_context *c, bool to_terminal)
{
    const char *when = c->args.color ? c->args.color : "auto";
    c->view.is_colored = strcmp(when, "always") == 0;
    if (strcmp(when, "auto") == 0) /* https://no-color.org: any non-empty value counts */
        c->view.is_colored = to_terminal && !co_context_is_dumb() && !is_set(getenv("NO_COLOR"));
    return co_values_check("color", when, &c->err);
}

/* A terminal that does not speak UTF-8 gets symbols it can show; files and pipes are UTF-8. */
static bool is_ascii_terminal(void)
{
    const char *locale = getenv("LC_ALL");
    if (!is_set(locale))
        locale = getenv("LC_CTYPE");
    if (!is_set(locale))
        locale = getenv("LANG");
    return !is_set(locale) || !(strstr(locale, "UTF-8") || strstr(locale, "utf8") ||
                                strstr(locale, "UTF8") || strstr(locale, "utf-8"));
}

bool co_context_writes_file(const struct co_context *c)
{
    return c->args.output && strcmp(c->args.output, "-") != 0;
}

bool co_context_to_terminal(const struct co_context *c)
{
    return !co_context_writes_file(c) && co_tty_is(STDOUT_FILENO);
}

bool co_context_is_dumb(void)
{
    const char *term = getenv("TERM");
    return !is_set(term) || strcmp(term, "dumb") == 0;
}

static enum co_status choose_view(struct co_context *c)
{
    bool to_file = co_context_writes_file(c);
    bool to_terminal = co_context_to_terminal(c);
    const char *columns = getenv("COLUMNS");
    size_t width = to_terminal ? co_tty_width(STDOUT_FILENO) : 0;
    if (!width && !to_file && is_set(columns))
        width = (size_t)strtoul(columns, NULL, 10);
    c->view.width = width < 60 || width > 1000 ? (width > 1000 ? 1000 : width ? 60 : 80) : width;
    /* Files and pipes are read by somebody else. */
    c->view.is_whole = !to_terminal && (to_file || !is_set(columns));
    c->view.is_ascii = to_terminal && is_ascii_terminal();
    c->view.show_all = c->args.show_all;
    c->view.program = CO_STR("crossoff");
    c->view.notes = &c->notes;
    return choose_color(c, to_terminal);
}

static enum co_status no_such_ending(struct co_context *c)
{
    struct co_buf list = {0};
    size_t n;
    const char *const *endings = co_format_endings(&n);
    for (size_t i = 0; i < n; i++)
        co_buf_fmt(&list, "%s.%s", i ? i + 1 == n ? " or " : ", " : "", endings[i]);
    enum co_status status = co_fail(
        &c->err, CO_USAGE, "%s: its ending names no format; add --format, or end it in %.*s",
        c->args.output, CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

/* --excel MARK: CSV, unless something else was asked for. */
static enum co_status choose_excel(struct co_context *c)
{
    const char *mark = c->args.excel;
    if (!mark)
        return CO_OK;
    if (strcmp(mark, "point") != 0 && strcmp(mark, "comma") != 0)
        return co_fail(&c->err, CO_USAGE,
                       "--excel: '%s' is not point or comma; it is the decimal mark of the Excel "
                       "that opens the CSV",
                       mark);
    if (strcmp(c->format->name, "csv") != 0)
        return co_fail(&c->err, CO_USAGE,
                       "--excel is a way to write CSV, and the format is %s; a workbook (-o "
                       "FILE.xlsx) needs no --excel",
                       c->format->name);
    c->view.excel = *mark == 'c' ? CO_EXCEL_COMMA : CO_EXCEL_POINT;
    return CO_OK;
}

static enum co_status choose_format(struct co_context *c)
{
    const char *name = c->args.format;
    if (name)
        c->format = co_format_named(co_str_of(name));
    else if (co_context_writes_file(c))
        c->format = co_format_of_file(co_str_of(c->args.output));
    else
        c->format = co_format_named(c->args.excel ? CO_STR("csv") : CO_STR("table"));
    if (!c->format)
        return name ? co_values_check("format", name, &c->err) : no_such_ending(c);
    if (co_format_is_binary(c->format) && co_context_to_terminal(c))
        return co_fail(&c->err, CO_USAGE,
                       "%s is no text for a terminal; name a file with -o FILE.%s, or redirect it",
                       c->format->name, c->format->extension);
    return choose_excel(c);
}

enum co_status co_context_text(struct co_context *c, const char *what)
{
    if (!c->format || strcmp(c->format->name, "table") == 0)
        return CO_OK;
    return co_fail(&c->err, CO_USAGE, "%s is text: it is written with --format table, not as %s",
                   what, c->format->name);
}

static enum co_status choose_now(struct co_context *c)
{
    co_date day;
    if (!c->args.now) {
        c->now = co_clock_now();
        return CO_OK;
    }
    if (co_time_parse(co_str_of(c->args.now), &c->now, &day))
        return CO_OK;
    return co_fail(&c->err, CO_USAGE,
                   "--now: '%s' is no timestamp such as 2026-11-23T06:30:00Z or "
                   "2026-11-23T07:30:00+01:00",
                   c->args.now);
}

enum co_status co_context_open(struct co_context *c, const struct co_command *command)
{
    c->env = (struct co_environment){
        .home = getenv("HOME"),
        .xdg_config_home = getenv("XDG_CONFIG_HOME"),
        .xdg_data_home = getenv("XDG_DATA_HOME"),
        .history = getenv("CROSSOFF_HISTORY"),
        .config = getenv("CROSSOFF_CONFIG"),
        .site = CO_SITE_CONFIG,
        .credentials = getenv("CREDENTIALS_DIRECTORY"),
    };
    enum co_status status = choose_view(c);
    if (!status)
        status = choose_format(c);
    if (!status)
        status = choose_now(c);
    if (!status && command->needs_config)
        status = co_config_read(&c->config, &c->env, c->args.config, &c->err);
    if (!status && command->needs_config)
        status = co_config_history(&c->config, &c->env, c->args.history, &c->args.arena,
                                   &c->history, &c->err);
    /* A configuration named on this command line would not be read by the hinted one. */
    c->hint_history = c->args.config ? c->history : c->args.history;
    c->is_feed_given = c->args.feed || c->config.feed;
    c->feed = c->args.feed ? c->args.feed : c->config.feed ? c->config.feed : "default";
    if (!status && !*c->feed)
        status = co_fail(&c->err, CO_USAGE, "--feed: a feed needs a name");
    if (!status)
        status = co_reading_scan(&c->args.reading, getenv("CROSSOFF_SCAN"), &c->err);
    if (!status)
        status = co_reading_threads(&c->args.reading, getenv("CROSSOFF_THREADS"), &c->err);
    c->flags = c->args.reading;
    if (!status && command->needs_config)
        co_config_reading(&c->config, c->feed, &c->args.reading);
    return status;
}

static const char *history_from(const struct co_context *c)
{
    return c->args.history          ? "--history"
           : is_set(c->env.history) ? "CROSSOFF_HISTORY"
           : c->config.history      ? "the configuration"
                                    : "the user's data folder";
}

enum co_status co_context_place(struct co_context *c, const struct co_command *command)
{
    struct co_place_rules rules = {
        .writes = command->bit & CO_FOR_WRITING && !c->args.is_dry,
        .allows_network = c->args.allows_network || c->config.allows_network,
    };
    if (!command->needs_config || command->bit & CO_FOR_NO_HISTORY)
        return CO_OK;
    co_note(&c->notes, CO_NOTE_DETAIL, "the history is %s (from %s)", c->history, history_from(c));
    enum co_status status = co_place_check(c->history, &rules, &c->notes, &c->err);
    if (!status) /* whatever becomes of the command */
        co_message_notes(c);
    return status;
}

void co_context_close(struct co_context *c)
{
    co_config_fini(&c->config);
    co_notes_fini(&c->notes);
    co_arena_fini(&c->args.arena);
}

static enum co_status no_such_feed(struct co_context *c, const char **names, size_t n)
{
    struct co_buf list = {0};
    const char *near = co_str_nearest(c->feed, names, n);
    for (size_t i = 0; i < n; i++)
        co_buf_fmt(&list, "%s%s", i ? ", " : "", names[i]);
    enum co_status status =
        n ? co_fail(&c->err, CO_USAGE,
                    "the history %s has no feed '%s'%s%s%s; name one with --feed: %.*s", c->history,
                    c->feed, near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "",
                    CO_STR_ARG(co_buf_view(&list)))
          : co_fail(&c->err, CO_STORE, "nothing is recorded in the history %s yet", c->history);
    co_buf_fini(&list);
    return status;
}

enum co_status co_context_history(struct co_context *c, struct co_history **out)
{
    const char **names;
    size_t n;
    bool created;
    enum co_status status =
        co_history_open(c->history, CO_HISTORY_READ, 10000, out, &created, &c->err);
    if (!status)
        status = co_history_feeds(*out, &c->args.arena, &names, &n, &c->err);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], c->feed) == 0)
            return CO_OK;
    if (n == 1 && !c->is_feed_given) {
        c->feed = names[0];
        return CO_OK;
    }
    return no_such_feed(c, names, n);
}

enum co_status co_context_shops(struct co_context *c, struct co_history *h)
{
    const char **names;
    size_t n;
    if (!c->args.n_shops)
        return CO_OK;
    enum co_status status = co_history_shops(h, c->feed, &c->args.arena, &names, &n, &c->err);
    for (size_t i = 0; !status && i < c->args.n_shops; i++) {
        const char *wanted = c->args.shops[i];
        bool is_there = false;
        for (size_t k = 0; k < n; k++)
            is_there = is_there || strcmp(names[k], wanted) == 0;
        if (is_there)
            continue;
        const char *near = co_str_nearest(wanted, names, n);
        struct co_buf list = {0};
        for (size_t k = 0; k < n && k < 30; k++)
            co_buf_fmt(&list, "%s%s", k ? ", " : "", *names[k] ? names[k] : "'' (no shop)");
        status = co_fail(&c->err, CO_USAGE, "feed %s has no shop '%s'%s%s%s; it has: %.*s", c->feed,
                         wanted, near ? " (did you mean '" : "", near ? near : "",
                         near ? "'?)" : "", CO_STR_ARG(co_buf_view(&list)));
        co_buf_fini(&list);
    }
    return status;
}

enum co_status co_context_date(struct co_context *c, const char *option, const char *text,
                               co_date *out)
{
    *out = CO_DATE_NONE;
    if (!text || co_value_date(co_str_of(text), CO_ORDER_UNDECIDED, out) == CO_VALUE_OK)
        return CO_OK;
    return co_fail(&c->err, CO_USAGE, "%s: '%s' is no date; write it as 2026-11-23", option, text);
}
