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
    const char *term = getenv("TERM");
    bool is_dumb = term && strcmp(term, "dumb") == 0;
    if (strcmp(when, "always") == 0)
        c->view.is_colored = true;
    else if (strcmp(when, "auto") == 0) /* https://no-color.org: any non-empty value counts */
        c->view.is_colored = to_terminal && !is_dumb && !is_set(getenv("NO_COLOR"));
    else if (strcmp(when, "never") != 0)
        return co_fail(&c->err, CO_USAGE, "--color: '%s' is not auto, always or never", when);
    return CO_OK;
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

static enum co_status choose_view(struct co_context *c)
{
    bool to_file = is_set(c->args.output) && strcmp(c->args.output, "-") != 0;
    bool to_terminal = !to_file && co_tty_is(STDOUT_FILENO);
    const char *columns = getenv("COLUMNS");
    size_t width = to_terminal ? co_tty_width(STDOUT_FILENO) : 0;
    if (!width && !to_file && is_set(columns))
        width = (size_t)strtoul(columns, NULL, 10);
    c->view.width = width < 60 || width > 1000 ? (width > 1000 ? 1000 : width ? 60 : 80) : width;
    c->view.is_ascii = to_terminal && is_ascii_terminal();
    c->view.show_all = c->args.show_all;
    c->view.program = CO_STR("crossoff");
    return choose_color(c, to_terminal);
}

static enum co_status choose_format(struct co_context *c)
{
    const char *name = c->args.format;
    if (!name && is_set(c->args.output) && strcmp(c->args.output, "-") != 0) {
        c->format = co_format_of_file(co_str_of(c->args.output));
        if (c->format)
            return CO_OK;
        return co_fail(
            &c->err, CO_USAGE,
            "%s: its ending names no format; add --format, or end it in .csv, .tsv, .json, "
            ".ndjson, .md or .html",
            c->args.output);
    }
    c->format = co_format_named(co_str_of(name ? name : "table"));
    if (c->format)
        return CO_OK;
    size_t n;
    const char *const *names = co_format_names(&n);
    const char *near = co_str_nearest(name, names, n);
    return co_fail(&c->err, CO_USAGE,
                   "--format: '%s' is not known%s%s%s; there are table, csv, tsv, json, ndjson, "
                   "markdown and html",
                   name, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
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
    c->flags = c->args.reading;
    if (!status && command->needs_config)
        co_config_reading(&c->config, c->feed, &c->args.reading);
    return status;
}

enum co_status co_context_place(struct co_context *c, const struct co_command *command)
{
    struct co_place_rules rules = {
        .writes = command->bit & CO_FOR_WRITING && !c->args.is_dry,
        .allows_network = c->args.allows_network || c->config.allows_network,
    };
    if (!command->needs_config || command->bit & CO_FOR_NO_HISTORY)
        return CO_OK;
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

enum co_status co_context_date(struct co_context *c, const char *option, const char *text,
                               co_date *out)
{
    *out = CO_DATE_NONE;
    if (!text || co_value_date(co_str_of(text), CO_ORDER_UNDECIDED, out) == CO_VALUE_OK)
        return CO_OK;
    return co_fail(&c->err, CO_USAGE, "%s: '%s' is no date; write it as 2026-11-23", option, text);
}
