#include "cli.h"
#include "crossoff/ask.h"
#include "crossoff/safety.h"
#include "crossoff/saved.h"
#include "crossoff/sys.h"
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 1000 }; /* offered at once of feeds, shops or days */

/* A command line that somebody is writing. */
struct line {
    struct co_context *c;
    const struct co_command *command; /* the main job until another is named */
    bool has_word;                    /* something that is no option */
    bool are_words;                   /* behind "--": no more options */
    bool is_list;                     /* --list was given */
    int n_operands;
    struct co_option wanted; /* whose value is being written; its name NULL: none */
    struct co_str before;    /* what every possibility begins with: "--format=" */
    struct co_str begun;     /* what is written of it */
    struct co_buf out;
};

/* --- what is offered ------------------------------------------------------------------------- */

static bool has_control(struct co_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f)
            return true;
    return false;
}

/* Case does not matter here: the shell puts the right one in its place. */
static void offer(struct line *l, const char *word, const char *what)
{
    struct co_str name = co_str_of(word);
    if (name.len < l->begun.len || !name.len || name.at[0] == ':' || has_control(name) ||
        !co_str_eq_nocase((struct co_str){name.at, l->begun.len}, l->begun))
        return;
    co_buf_str(&l->out, l->before);
    co_buf_str(&l->out, name);
    co_buf_byte(&l->out, '\t');
    co_utf8_visible(&l->out, co_str_of(what));
    co_buf_byte(&l->out, '\n');
}

static void offer_commands(struct line *l)
{
    size_t n;
    const struct co_command *const *all = co_commands(&n);
    for (size_t i = 0; i < n; i++)
        if (all[i]->name)
            offer(l, all[i]->name, all[i]->summary);
}

static void offer_options(struct line *l)
{
    struct co_option o;
    char name[64];
    for (size_t i = 0; co_args_option(i, &o); i++) {
        (void)snprintf(name, sizeof name, "--%s", o.name);
        if (o.commands & l->command->bit)
            offer(l, name, o.help);
    }
}

/* --- what the history knows ------------------------------------------------------------------ */

/* Opens it as a report would, but waits for nobody and says nothing. */
static struct co_history *open_history(struct line *l)
{
    struct co_context *c = l->c;
    struct co_history *h = NULL;
    bool created;
    if (co_context_open(c, &co_cmd_days) != CO_OK)
        return NULL;
    struct co_place_rules rules = {.allows_network = c->config.allows_network};
    if (co_place_check(c->history, &rules, &c->notes, &c->err) != CO_OK ||
        co_history_open(c->history, CO_HISTORY_READ, 0, &h, &created, &c->err) != CO_OK)
        return NULL;
    return h;
}

/* The feed of the command line or of the configuration, else every one. Gives how many. */
static size_t feeds_of(struct line *l, struct co_history *h, const char ***names)
{
    size_t n = 0;
    if (l->c->is_feed_given) {
        *names = &l->c->feed;
        return 1;
    }
    return co_history_feeds(h, &l->c->args.arena, names, &n, &l->c->err) == CO_OK ? n : 0;
}

static void offer_feeds(struct line *l)
{
    struct co_history *h = open_history(l);
    const char **names = NULL;
    size_t n = 0;
    if (h && co_history_feeds(h, &l->c->args.arena, &names, &n, &l->c->err) == CO_OK)
        for (size_t i = 0; i < n; i++)
            offer(l, names[i], "recorded");
    for (size_t i = 0; i < l->c->config.n_feeds; i++) {
        bool is_offered = false;
        for (size_t k = 0; k < n; k++)
            is_offered = is_offered || strcmp(names[k], l->c->config.feeds[i].name) == 0;
        if (!is_offered)
            offer(l, l->c->config.feeds[i].name, "configured");
    }
    co_history_close(h);
}

static void offer_shops(struct line *l)
{
    struct co_history *h = open_history(l);
    const char **feeds, **shops, *offered[NAMES_MAX];
    size_t n_feeds = h ? feeds_of(l, h, &feeds) : 0, n, n_offered = 0;
    for (size_t f = 0; f < n_feeds; f++) {
        if (co_history_shops(h, feeds[f], &l->c->args.arena, &shops, &n, &l->c->err) != CO_OK)
            break;
        for (size_t i = 0; i < n && n_offered < NAMES_MAX; i++) {
            bool is_offered = false;
            for (size_t k = 0; k < n_offered; k++)
                is_offered = is_offered || strcmp(offered[k], shops[i]) == 0;
            if (is_offered)
                continue;
            offer(l, shops[i], feeds[f]);
            offered[n_offered++] = shops[i];
        }
    }
    co_history_close(h);
}

/* The newest first, each once. */
static void offer_dates(struct line *l)
{
    enum { DATE };
    struct co_history *h = open_history(l);
    struct co_table days = {0};
    char words[CO_DAY_TEXT], iso[CO_DATE_TEXT];
    co_date last = CO_DATE_NONE;
    const char *feed = l->c->is_feed_given ? l->c->feed : NULL;
    if (h && co_history_days(h, feed, &days, &l->c->err) == CO_OK)
        for (size_t r = days.n_rows, n = 0; r-- > 0 && n < NAMES_MAX;) {
            co_date day = co_date_parse(days.cells[r * days.n_columns + DATE].text);
            if (day == CO_DATE_NONE || day == last)
                continue;
            offer(l, co_date_text(day, iso), co_date_day_text(day, words));
            last = day;
            n++;
        }
    co_table_fini(&days);
    co_history_close(h);
}

/* --- what can be asked ----------------------------------------------------------------------- */

static void offer_questions(struct line *l)
{
    struct co_context *c = l->c;
    const char **names;
    size_t n;
    if (co_context_open(c, &co_cmd_sql) == CO_OK &&
        co_saved_names(&c->env, &c->args.arena, &names, &n, &c->err) == CO_OK)
        for (size_t i = 0; i < n; i++)
            offer(l, names[i], "a question that is kept");
}

static void offer_views(struct line *l)
{
    enum { VIEW, ROWS };
    struct co_table views = {0};
    if (co_views_table(NULL, &views, &l->c->err) == CO_OK)
        for (size_t r = 0; r < views.n_rows; r++) {
            const struct co_cell *row = &views.cells[r * views.n_columns];
            offer(l, co_arena_text(&l->c->args.arena, row[VIEW].text),
                  co_arena_text(&l->c->args.arena, row[ROWS].text));
        }
    co_table_fini(&views);
}

/* --- the line -------------------------------------------------------------------------------- */

static void offer_values(struct line *l, const struct co_option *o)
{
    size_t n;
    const char *const *words = co_values_of(o->name, &n);
    for (size_t i = 0; i < n; i++)
        offer(l, words[i], "");
    if (strcmp(o->name, "feed") == 0)
        offer_feeds(l);
    else if (strcmp(o->argument, "SHOP") == 0)
        offer_shops(l);
    else if (strcmp(o->argument, "DATE") == 0)
        offer_dates(l);
    else if (strcmp(o->argument, "FILE") == 0 || strcmp(o->argument, "FOLDER") == 0)
        co_buf_text(&l->out, ":files\n");
}

/* Whether the usage names such a word that is no option's value, nor behind an "@", which no shell
 * takes for the name of a file. */
static bool takes(const struct co_command *command, const char *kind)
{
    bool is_value = false;
    for (const char *at = command->usage; *at; at += *at == ' ' || *at == '\n') {
        size_t len = strcspn(at, " \n"), skipped = strspn(at, "[");
        struct co_str word = {at + skipped, len - skipped};
        while (word.len && strchr("].", word.at[word.len - 1]))
            word.len--;
        bool is_option = word.len && word.at[0] == '-';
        size_t n = strlen(kind);
        if (!is_value && !is_option && word.len >= n && word.at[0] != '@' &&
            memcmp(word.at + word.len - n, kind, n) == 0)
            return true;
        is_value = is_option && at[len - 1] != ']';
        at += len;
    }
    return false;
}

static void offer_operands(struct line *l)
{
    const struct co_command *command = l->command;
    if (!l->has_word && !l->are_words)
        offer_commands(l);
    if (l->n_operands >= command->max_operands)
        return;
    if (l->is_list) {
        if (command == &co_cmd_sql)
            offer_views(l);
        return;
    }
    if (takes(command, "NAME"))
        offer_questions(l);
    if (takes(command, "COMMAND"))
        offer_commands(l);
    if (takes(command, "DATE"))
        offer_dates(l);
    if (takes(command, "FILE") || takes(command, "FOLDER") || takes(command, ".csv"))
        co_buf_text(&l->out, ":files\n");
}

static bool find_option(struct co_str name, char letter, struct co_option *out)
{
    for (size_t i = 0; co_args_option(i, out); i++)
        if (letter ? out->letter == letter : co_str_eq(co_str_of(out->name), name))
            return true;
    return false;
}

/* The shell has not looked at it yet. */
static const char *without_tilde(struct line *l, const char *path)
{
    const char *home = getenv("HOME");
    struct co_buf b = {0};
    if (strncmp(path, "~/", 2) != 0 || !home)
        return path;
    co_buf_fmt(&b, "%s%s", home, path + 1);
    const char *kept = co_arena_text(&l->c->args.arena, co_buf_view(&b));
    co_buf_fini(&b);
    return kept;
}

/* Which history, and what of it. */
static void keep_value(struct line *l, const struct co_option *o, const char *value)
{
    struct co_args *a = &l->c->args;
    if (strcmp(o->name, "history") == 0)
        a->history = without_tilde(l, value);
    else if (strcmp(o->name, "config") == 0)
        a->config = without_tilde(l, value);
    else if (strcmp(o->name, "feed") == 0)
        a->feed = value;
}

/* The option of a word, and its value if that stands in the same word. Of several letters the
 * first that takes a value has all that follows. */
static bool split(const char *word, struct co_option *o, const char **value)
{
    *value = NULL;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        *value = equals ? equals + 1 : NULL;
        return find_option((struct co_str){word + 2, strcspn(word + 2, "=")}, 0, o);
    }
    for (const char *c = word + 1; *c; c++) {
        if (!find_option(CO_STR(""), *c, o))
            return false;
        if (!o->argument)
            continue;
        *value = c[1] ? c + 1 : NULL;
        return true;
    }
    return true;
}

static void take_word(struct line *l, const char *word)
{
    const struct co_command *named = l->has_word ? NULL : co_command_named(word);
    if (named && !l->are_words)
        l->command = named;
    else
        l->n_operands++;
    l->has_word = true;
}

static void take(struct line *l, const char *word)
{
    struct co_option o;
    const char *value;
    if (l->wanted.name) {
        keep_value(l, &l->wanted, word);
        l->wanted.name = NULL;
    } else if (l->are_words || word[0] != '-' || !word[1]) {
        take_word(l, word);
    } else if (strcmp(word, "--") == 0) {
        l->are_words = true;
    } else if (split(word, &o, &value)) {
        l->is_list = l->is_list || strcmp(o.name, "list") == 0;
        if (value)
            keep_value(l, &o, value);
        else if (o.argument)
            l->wanted = o;
    }
}

static void finish(struct line *l, const char *word)
{
    struct co_option o;
    const char *value;
    bool is_option = !l->are_words && word[0] == '-';
    l->begun = co_str_of(word);
    if (l->wanted.name) {
        offer_values(l, &l->wanted);
    } else if (is_option && split(word, &o, &value) && value && o.argument) {
        l->before = (struct co_str){word, (size_t)(value - word)};
        l->begun = co_str_of(value);
        offer_values(l, &o);
    } else if (is_option) {
        offer_options(l);
    } else {
        offer_operands(l);
    }
}

void co_complete(struct co_context *c, int n, char **words)
{
    struct line l = {.c = c, .command = &co_cmd_run};
    bool gone;
    for (int i = 0; i + 1 < n; i++)
        take(&l, words[i]);
    finish(&l, n > 0 ? words[n - 1] : "");
    if (co_buf_ok(&l.out)) {
        enum co_status ignored = co_stream_write(1, co_buf_view(&l.out), &gone, NULL);
        (void)ignored;
    }
    co_buf_fini(&l.out);
}
