#include "cli.h"
#include <getopt.h>
#include <stddef.h>
#include <string.h>

/* What an option does with its argument. Those of many add up; the others are given once. */
enum action { TEXT, FLAG, READING, MANY, SHOP = MANY, RECIPIENT, READING_MANY };

struct option_entry {
    const char *name;
    char letter;          /* or 0 */
    const char *argument; /* or NULL */
    unsigned commands;
    enum action action;
    size_t field; /* offset in struct co_args */
    const char *help;
};

#define AT(member) offsetof(struct co_args, member)
#define READ_COLUMN(name, what)                                                      \
    {                                                                                \
        name, 0, "COLUMN", CO_FOR_READING, READING, 0, "the column that holds " what \
    }

#define READ_STATUS(name, what)                                                            \
    {                                                                                      \
        name, 0, "WORD[,WORD]", CO_FOR_READING, READING_MANY, 0, "status words that " what \
    }

/* The one list of options: parser, help and the check of the man page come from it. */
static const struct option_entry entries[] = {
    {"history", 0, "FILE", CO_FOR_ALL, TEXT, AT(history),
     "the history file (else CROSSOFF_HISTORY, the configuration, the user's data folder)"},
    {"config", 0, "FILE", CO_FOR_ALL, TEXT, AT(config),
     "the only configuration file to read (else CROSSOFF_CONFIG, or the site's and the user's)"},
    {"feed", 0, "NAME", CO_FOR_ALL, TEXT, AT(feed), "the list it belongs to (default: default)"},
    {"format", 0, "FORMAT", CO_FOR_ALL, TEXT, AT(format),
     "table, csv, tsv, json, ndjson, markdown, html or xlsx"},
    {"excel", 0, "MARK", CO_FOR_ALL, TEXT, AT(excel),
     "CSV for an Excel whose decimal mark is a point or a comma"},
    {"output", 'o', "FILE", CO_FOR_ALL, TEXT, AT(output),
     "write there instead of standard output; its ending chooses the format"},
    {"color", 0, "WHEN", CO_FOR_ALL, TEXT, AT(color), "auto (on a terminal), always or never"},
    {"quiet", 'q', NULL, CO_FOR_ALL, FLAG, AT(is_quiet), "say nothing on success but warnings"},
    {"verbose", 'v', NULL, CO_FOR_ALL, FLAG, AT(is_verbose), "say how things were decided"},
    {"now", 0, "TIMESTAMP", CO_FOR_ALL, TEXT, AT(now),
     "use this as the clock, such as 2026-11-23T06:30:00Z"},
    {"allow-network-history", 0, NULL, CO_FOR_ALL, FLAG, AT(allows_network),
     "use the history even on a network file system"},
    {"help", 'h', NULL, CO_FOR_ALL, FLAG, AT(wants_help), "show help and end"},
    {"version", 'V', NULL, CO_FOR_ALL, FLAG, AT(wants_version), "show the versions and end"},
    {"dry-run", 'n', NULL, CO_FOR_RUN | CO_FOR_UNDO, FLAG, AT(is_dry),
     "show what would be recorded, record nothing"},
    {"accept-restored", 0, NULL, CO_FOR_RUN, FLAG, AT(accepts_restored),
     "record into a history older than its mark: a backup that was restored on purpose"},
    {"deep", 0, NULL, CO_FOR_CHECK, FLAG, AT(is_deep),
     "every page and run, and everything that follows from the runs made again"},
    {"date", 0, "DATE", CO_FOR_RUN | CO_FOR_REPORT | CO_FOR_SQL, TEXT, AT(date),
     "the business day (of today's export)"},
    {"yesterday-date", 0, "DATE", CO_FOR_RUN, TEXT, AT(yesterday_date),
     "the business day of yesterday's export"},
    {"amend", 0, NULL, CO_FOR_RUN, FLAG, AT(is_amend),
     "replace the list recorded for that day, and derive the later days again (needs --reason)"},
    {"reason", 0, "TEXT", CO_FOR_RUN | CO_FOR_UNDO, TEXT, AT(reason), "why; kept in the history"},
    {"yes", 0, NULL, CO_FOR_UNDO, FLAG, AT(is_sure), "do not ask"},
    {"list", 0, NULL, CO_FOR_REPORT, FLAG, AT(is_list),
     "the list of --date itself, as it was read"},
    {"closed", 0, "FILE", CO_FOR_RUN, TEXT, AT(closed),
     "a list of closed or cancelled orders with their status, for those that left the list"},
    {"wait", 0, "AGE", CO_FOR_RUN, TEXT, AT(wait),
     "with a folder: look until an export is there and complete, for so long, such as 10m"},
    {"settle", 0, "SECONDS", CO_FOR_RUN, TEXT, AT(settle),
     "with a folder: seconds between two looks at a file written a moment ago (default: 2)"},
    {"accept", 0, "RULE[,RULE]", CO_FOR_RUN, TEXT, AT(accept),
     "record a list although these guard rails held it, such as G2; needs --reason"},
    {"bridge", 0, NULL, CO_FOR_RUN, FLAG, AT(is_bridge),
     "record over days that are held; needs --reason"},
    {"publish", 0, "FOLDER", CO_FOR_WRITING | CO_FOR_REPORT, TEXT, AT(publish),
     "bring the pages in FOLDER up to date: of each day, of each shop, and one above them"},
    {"all", 0, NULL, CO_FOR_RUN | CO_FOR_REPORT, FLAG, AT(show_all), "do not shorten long lists"},
    {"from", 0, "DATE", CO_FOR_REPORT | CO_FOR_SQL, TEXT, AT(from), "the first day of the range"},
    {"to", 0, "DATE", CO_FOR_REPORT | CO_FOR_SQL, TEXT, AT(to), "the last day of the range"},
    {"last", 0, "N", CO_FOR_REPORT, TEXT, AT(last), "the last N recorded days (up to --to)"},
    {"by", 0, "WHAT", CO_FOR_REPORT, TEXT, AT(by),
     "totals by date, week, month, shop, part, planner, customer or any column of the feed"},
    {"measures", 0, NULL, CO_FOR_REPORT, FLAG, AT(is_measures),
     "on time, past due, age, throughput, backlog, cycle time and so on; with --by, per group"},
    {"hot", 0, "N", CO_FOR_REPORT, TEXT, AT(hot), "the N open orders to look at first"},
    {"slips", 0, NULL, CO_FOR_REPORT, FLAG, AT(is_slips), "the orders whose due date moved"},
    {"trend", 0, NULL, CO_FOR_REPORT, FLAG, AT(is_trend),
     "the last 20 lists, or --last N: completed, new, carried over, past due"},
    {"shop", 0, "SHOP", CO_FOR_REPORT | CO_FOR_SQL, SHOP, 0,
     "only this shop (may be repeated; '' = no shop)"},
    {"order", 0, "ORDER", CO_FOR_SQL, TEXT, AT(order), "what :order in the statement stands for"},
    {"list", 0, NULL, CO_FOR_SQL, FLAG, AT(is_list),
     "explain the views, or VIEW, and list the questions that are kept"},
    {"save", 0, "NAME", CO_FOR_SQL, TEXT, AT(save),
     "keep the statement as a question, for `crossoff sql NAME`"},
    {"max-rows", 0, "N", CO_FOR_SQL, TEXT, AT(max_rows),
     "rows of an answer (default: 100000, at most 1000000)"},
    {"time-limit", 0, "SECONDS", CO_FOR_SQL, TEXT, AT(time_limit),
     "how long the statement may take (default: 10, at most 20)"},
    {"date", 0, "DATE", CO_FOR_MAIL, TEXT, AT(date), "the recorded day whose summary is mailed"},
    {"to", 0, "ADDRESS", CO_FOR_MAIL, RECIPIENT, 0,
     "to this one instead of those in the configuration (may be repeated)"},
    {"resend", 0, NULL, CO_FOR_MAIL, FLAG, AT(is_again), "also to those who have it already"},
    {"preview", 0, "FILE", CO_FOR_MAIL, TEXT, AT(preview),
     "write the mail there (-: standard output), as it would be sent, and send nothing"},
    {"shop", 0, "SHOP", CO_FOR_MAIL, SHOP, 0, "with --preview: only this shop's part"},
    {"list", 0, NULL, CO_FOR_MAIL, FLAG, AT(is_list),
     "the mails that wait, and what became of others"},
    {"test", 0, "ADDRESS", CO_FOR_MAIL, TEXT, AT(test),
     "send one mail there, as the configuration says, and tell what became of it"},
    {"max-age", 0, "AGE", CO_FOR_STATUS, TEXT, AT(max_age),
     "exit 4 when the newest list was recorded longer ago, such as 26h or 3d"},
    {"key", 0, "COLUMN[,COLUMN]", CO_FOR_READING, READING, 0, "the columns that name a row"},
    {"duplicates", 0, "RULE", CO_FOR_READING, READING, 0,
     "rows with one key and different contents: refuse them (default), or count the first or the "
     "last, sum their quantities, or take each line by itself"},
    READ_COLUMN("shop", "the shop (department, work centre, cell)"),
    READ_COLUMN("part", "the part number"),
    READ_COLUMN("description", "the description"),
    READ_COLUMN("operation", "the operation"),
    READ_COLUMN("suffix", "the suffix, release or split"),
    READ_COLUMN("plant", "the plant or site"),
    READ_COLUMN("quantity", "the quantity ordered"),
    READ_COLUMN("quantity-completed", "the quantity made so far"),
    READ_COLUMN("quantity-remaining", "the quantity still to make"),
    READ_COLUMN("quantity-scrapped", "the quantity scrapped"),
    READ_COLUMN("due-date", "the due date"),
    READ_COLUMN("start-date", "the start date"),
    READ_COLUMN("status", "the status"),
    READ_COLUMN("priority", "the priority"),
    READ_COLUMN("sales-order", "the sales order, parent or project"),
    READ_COLUMN("planner", "the planner"),
    READ_COLUMN("customer", "the customer"),
    {"ignore", 0, "COLUMN[,COLUMN]", CO_FOR_READING, READING_MANY, 0,
     "columns whose changes do not count (may be repeated)"},
    {"delimiter", 0, "CHAR", CO_FOR_READING, READING, 0,
     "comma, semicolon, tab, pipe or another character (default: found out)"},
    {"encoding", 0, "NAME", CO_FOR_READING, READING, 0,
     "the encoding, as iconv names it (default: UTF-8, UTF-16, else Windows-1252)"},
    {"decimal", 0, "MARK", CO_FOR_READING, READING, 0,
     "point or comma, where quantities do not tell"},
    {"date-order", 0, "ORDER", CO_FOR_READING, READING, 0,
     "dmy or mdy, where dates such as 03/04/2026 do not tell"},
    READ_STATUS("finished-status", "mean that an order was made"),
    READ_STATUS("cancelled-status", "mean that an order will not be made"),
    READ_STATUS("hold-status", "mean that an order is on hold, and open"),
    READ_STATUS("open-status", "mean that an order is open"),
    READ_STATUS("closed-status", "mean that an order has ended, made or not"),
    {"working-days", 0, "DAYS", CO_FOR_READING, READING, 0, "such as sun-thu (default: mon-fri)"},
    {"holidays", 0, "DATE[..DATE]", CO_FOR_RUN, READING_MANY, 0,
     "days that are not worked, with commas between them (may be repeated)"},
    {"day-starts", 0, "HH:MM", CO_FOR_RUN, READING, 0,
     "a file written before it is the list of the day before (default: 00:00)"},
};
enum { ENTRIES = sizeof entries / sizeof *entries };

static const struct option_entry *find(const char *name, size_t len, unsigned bit)
{
    for (size_t i = 0; i < ENTRIES; i++)
        if ((entries[i].commands & bit) && strlen(entries[i].name) == len &&
            memcmp(entries[i].name, name, len) == 0)
            return &entries[i];
    return NULL;
}

static const struct option_entry *find_letter(char letter, unsigned bit)
{
    for (size_t i = 0; letter && i < ENTRIES; i++)
        if (entries[i].letter == letter && (entries[i].commands & bit))
            return &entries[i];
    return NULL;
}

static enum co_status unknown(const struct co_command *command, const char *word, size_t len,
                              struct co_err *err)
{
    char name[64];
    const char *names[ENTRIES], *of = command->name ? command->name : "the main job";
    size_t n = 0;
    (void)snprintf(name, sizeof name, "%.*s", len > 63 ? 63 : (int)len, word);
    if (find(name, strlen(name), CO_FOR_ALL))
        return co_fail(err, CO_USAGE, "--%s is no option of %s; see `crossoff help%s%s`", name, of,
                       command->name ? " " : "", command->name ? command->name : "");
    for (size_t i = 0; i < ENTRIES; i++)
        if (entries[i].commands & command->bit)
            names[n++] = entries[i].name;
    const char *near = co_str_nearest(name, names, n);
    return co_fail(err, CO_USAGE, "option --%s is not known%s%s%s; see `crossoff help%s%s`", name,
                   near ? " (did you mean --" : "", near ? near : "", near ? "?)" : "",
                   command->name ? " " : "", command->name ? command->name : "");
}

/* How many words an option takes, itself included; 0 for a word that is no option. */
static int words_of(const char *word)
{
    const struct option_entry *e;
    if (word[0] != '-' || !word[1])
        return 0;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        size_t len = equals ? (size_t)(equals - word) - 2 : strlen(word) - 2;
        e = find(word + 2, len, CO_FOR_ALL);
        return e && e->argument && !equals ? 2 : 1;
    }
    for (const char *c = word + 1; *c; c++) {
        e = find_letter(*c, CO_FOR_ALL);
        if (e && e->argument)
            return c[1] ? 1 : 2;
    }
    return 1;
}

/* The first word that is no option is the command, if it is the name of one; it is taken out. */
static const struct co_command *take_command(int *argc, char **argv)
{
    for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0;) {
        int words = words_of(argv[i]);
        if (words) {
            i += words;
            continue;
        }
        const struct co_command *found = co_command_named(argv[i]);
        if (!found)
            return NULL;
        for (int j = i; j < *argc; j++)
            argv[j] = argv[j + 1];
        (*argc)--;
        return found;
    }
    return NULL;
}

static enum co_status apply(const struct option_entry *e, const char *value, struct co_args *a,
                            struct co_err *err)
{
    char *base = (char *)a;
    if (e->action == FLAG)
        *(bool *)(void *)(base + e->field) = true;
    else if (e->action == TEXT)
        *(const char **)(void *)(base + e->field) = value;
    else if (e->action == READING || e->action == READING_MANY) {
        enum co_status status = co_reading_set(&a->reading, e->name, value, &a->arena, err);
        if (status && err) { /* the sentence begins with the name: make it the option's */
            struct co_err copy = *err;
            return co_fail(err, status, "--%s", copy.text);
        }
        return status;
    } else if (e->action == RECIPIENT && a->n_recipients == CO_MAIL_TO_MAX)
        return co_fail(err, CO_USAGE, "--to was given more than %d times", CO_MAIL_TO_MAX);
    else if (e->action == RECIPIENT)
        a->recipients[a->n_recipients++] = value;
    else if (a->n_shops == CO_SHOPS_MAX)
        return co_fail(err, CO_USAGE, "--shop was given more than %d times", CO_SHOPS_MAX);
    else
        a->shops[a->n_shops++] = value;
    return CO_OK;
}

/* Of two values one would silently not count. The same once more, as a script may add it, is no
 * other. */
static enum co_status check_once(const struct option_entry *e, const char *value,
                                 const char **before, struct co_err *err)
{
    const char *first = *before;
    *before = value;
    if (e->action == FLAG || e->action >= MANY || !first || strcmp(first, value) == 0)
        return CO_OK;
    return co_fail(err, CO_USAGE, "--%s is given twice, as '%s' and as '%s': give %s", e->name,
                   first, value, strchr(e->argument, ',') ? "one, with commas" : "one");
}

/* "-by" for "--by"; read as letters, "-output" would write a file called "utput". */
static enum co_status check_dash(const char *word, const struct co_command *command,
                                 struct co_err *err)
{
    int len = (int)strcspn(word + 1, "=");
    if (len < 2 || !find(word + 1, (size_t)len, command->bit))
        return CO_OK;
    return co_fail(err, CO_USAGE, "option -%.*s is not known (did you mean --%.*s?)", len, word + 1,
                   len, word + 1);
}

/* getopt_long takes a unique beginning for the whole ("--verb"), which a new option would break. */
static enum co_status check_exact(int argc, char **argv, const struct co_command *command,
                                  struct co_err *err)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0;) {
        int words = words_of(argv[i]);
        if (words && argv[i][1] == '-') {
            size_t len = strcspn(argv[i] + 2, "=");
            if (!find(argv[i] + 2, len, command->bit))
                return unknown(command, argv[i] + 2, len, err);
        }
        enum co_status status = words ? check_dash(argv[i], command, err) : CO_OK;
        if (status)
            return status;
        i += words ? words : 1;
    }
    return CO_OK;
}

/* The command's options in getopt's form; val counts from 256 so that letters stay apart. */
static void build(unsigned bit, char *letters, struct option *longs)
{
    size_t n = 0;
    *letters++ = ':';
    for (int i = 0; i < ENTRIES; i++) {
        if (!(entries[i].commands & bit))
            continue;
        longs[n++] = (struct option){entries[i].name, entries[i].argument ? 1 : 0, NULL, 256 + i};
        if (entries[i].letter) {
            *letters++ = entries[i].letter;
            if (entries[i].argument)
                *letters++ = ':';
        }
    }
    *letters = '\0';
    longs[n] = (struct option){0};
}

enum co_status co_args_parse(int argc, char **argv, const struct co_command **command,
                             struct co_args *args, struct co_err *err)
{
    char letters[2 * ENTRIES + 2];
    struct option longs[ENTRIES + 1];
    const char *values[ENTRIES] = {0};
    int got;
    memset(args, 0, sizeof *args);
    *command = take_command(&argc, argv);
    if (!*command)
        *command = &co_cmd_run;
    enum co_status status = check_exact(argc, argv, *command, err);
    build((*command)->bit, letters, longs);
    opterr = 0;
    while (!status && (got = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        if (got == '?' && optopt >= 256)
            status =
                co_fail(err, CO_USAGE, "option --%s takes no value", entries[optopt - 256].name);
        else if (got == '?')
            status = co_fail(err, CO_USAGE, "option -%c %s; see `crossoff help%s%s`", optopt,
                             find_letter((char)optopt, CO_FOR_ALL) ? "is for other commands"
                                                                   : "is not known",
                             (*command)->name ? " " : "", (*command)->name ? (*command)->name : "");
        else if (got == ':')
            status = co_fail(err, CO_USAGE, "option %s needs a value; see `crossoff help`",
                             argv[optind - 1]);
        else {
            const struct option_entry *e =
                got >= 256 ? &entries[got - 256] : find_letter((char)got, (*command)->bit);
            status = check_once(e, optarg, &values[e - entries], err);
            if (!status)
                status = apply(e, optarg, args, err);
        }
    }
    args->words = argv;
    args->n_words = argc;
    args->operands = argv + optind;
    args->n_operands = argc - optind;
    return status;
}

bool co_args_option(size_t i, struct co_option *out)
{
    if (i >= ENTRIES)
        return false;
    const struct option_entry *e = &entries[i];
    *out = (struct co_option){e->name, e->letter, e->argument, e->commands, e->help};
    return true;
}

enum { HELP_INDENT = 30, HELP_WIDTH = 79 };

/* The help of one option, wrapped between words behind the indentation. */
static void put_help(struct co_buf *out, const char *text)
{
    size_t used = HELP_INDENT;
    while (*text) {
        size_t len = strcspn(text, " ");
        if (used > HELP_INDENT && used + 1 + len > HELP_WIDTH) {
            co_buf_byte(out, '\n');
            co_buf_fill(out, ' ', HELP_INDENT);
            used = HELP_INDENT;
        } else if (used > HELP_INDENT) {
            co_buf_byte(out, ' ');
            used++;
        }
        co_buf_put(out, text, len);
        used += len;
        text += len + (text[len] == ' ');
    }
    co_buf_byte(out, '\n');
}

void co_args_describe(struct co_buf *out, unsigned bit)
{
    for (size_t i = 0; i < ENTRIES; i++) {
        const struct option_entry *e = &entries[i];
        if (!(e->commands & bit))
            continue;
        size_t start = out->len;
        if (e->letter)
            co_buf_fmt(out, "  -%c, ", e->letter);
        else
            co_buf_text(out, "      ");
        co_buf_fmt(out, "--%s%s%s", e->name, e->argument ? " " : "",
                   e->argument ? e->argument : "");
        size_t used = out->len - start;
        if (used > HELP_INDENT - 2) {
            co_buf_byte(out, '\n');
            used = 0;
        }
        co_buf_fill(out, ' ', HELP_INDENT - used);
        put_help(out, e->help);
    }
}
