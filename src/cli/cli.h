/* The command line: options, commands, messages. Private to src/cli. */
#pragma once
#include "crossoff/config.h"
#include "crossoff/due.h"
#include "crossoff/history.h"
#include "crossoff/note.h"
#include "crossoff/progress.h"
#include "crossoff/report.h"
#include "crossoff/utf8.h"
#include "crossoff/run.h"
#include "crossoff/thread.h"
#include <stdio.h>

#define CO_PROGRAM "crossoff " CO_VERSION

enum { CO_SHOPS_MAX = 64 };

/* What the command line says, before anything is looked up. NULL and zero: not given. */
struct co_args {
    const char *history, *config, *feed, *format, *output, *color, *now;
    const char *date, *yesterday_date, *closed, *reason, *from, *to, *by, *last, *hot, *max_age,
        *settle, *wait, *publish, *preview;
    const char *accept, *excel;
    const char *order, *save, *max_rows, *time_limit; /* of sql */
    const char *test;                                 /* of mail */
    const char *shops[CO_SHOPS_MAX];
    size_t n_shops;
    const char *recipients[CO_MAIL_TO_MAX];
    size_t n_recipients;
    bool is_quiet, is_verbose, is_dry, show_all, is_amend, is_bridge, is_sure, is_list, is_measures,
        is_slips, is_trend, is_again, is_deep, allows_network, accepts_restored, wants_help,
        wants_version;
    struct co_reading reading;
    char **operands;
    int n_operands;
    char **words; /* all of the command line, the program first */
    int n_words;
    struct co_arena arena;
};

/* Who looks on while something takes long: one line on standard error that is rewritten. */
struct co_looker {
    struct co_progress base;
    const char *doing; /* what the line says */
    int64_t next;      /* co_clock_steady() before which nothing is shown */
    size_t width;      /* of the line that stands there now */
    bool is_waiting;   /* a thread shows `doing` when it is time, unless something else began */
    struct co_thread waiter;
    struct co_gate is_over;
};

/* Everything a command needs, looked up once by main. */
struct co_context {
    struct co_args args;
    struct co_config config;
    struct co_environment env;
    struct co_reading flags; /* what the command line says of reading, nothing else */
    struct co_notes notes;
    struct co_err err;
    const char *history;      /* the file; settled with the configuration */
    const char *hint_history; /* the same if it was named on the command line, else NULL */
    const char *feed;         /* "default" unless set */
    bool is_feed_given;
    const struct co_format *format;
    struct co_view view;
    struct co_looker looker;
    struct co_progress *stages; /* told what begins (co_looker_stages); NULL: nobody looks on */
    int64_t now;
};

/* Which commands take an option. */
enum {
    CO_FOR_RUN = 1,
    CO_FOR_REPORT = 2,
    CO_FOR_SHOW = 4,
    CO_FOR_DAYS = 8,
    CO_FOR_STATUS = 16,
    CO_FOR_COLUMNS = 32,
    CO_FOR_HELP = 64,
    CO_FOR_UNDO = 128,
    CO_FOR_CHECK = 256,
    CO_FOR_BACKUP = 512,
    CO_FOR_SQL = 1024,
    CO_FOR_MAIL = 2048,
    CO_FOR_SCHEDULE = 4096,
    CO_FOR_READING = CO_FOR_RUN | CO_FOR_COLUMNS,
    CO_FOR_WRITING = CO_FOR_RUN | CO_FOR_UNDO, /* open the history to record */
    CO_FOR_NO_HISTORY =
        CO_FOR_COLUMNS | CO_FOR_HELP | CO_FOR_SCHEDULE, /* open none, or need none */
    CO_FOR_ALL = 8191,
};

struct co_command {
    const char *name; /* NULL: the main job */
    unsigned bit;     /* of CO_FOR_... */
    const char *summary;
    const char *usage; /* one line per form, without "crossoff " */
    int min_operands, max_operands;
    bool needs_config;
    enum co_status (*run)(struct co_context *c);
};
extern const struct co_command co_cmd_run, co_cmd_report, co_cmd_show, co_cmd_days, co_cmd_status,
    co_cmd_columns, co_cmd_undo, co_cmd_check, co_cmd_backup, co_cmd_sql, co_cmd_mail,
    co_cmd_schedule, co_cmd_help;
/* The main job for a folder, or the configured inbox (NULL). `job` has what holds for every file.
 */
CO_NODISCARD enum co_status co_cmd_inbox(struct co_context *c, const char *folder,
                                         const struct co_job *job);
/* `crossoff mail --test`: one mail to that address, and what became of it. */
CO_NODISCARD enum co_status co_mail_test(struct co_context *c);
/* Sends the mails that wait in the history. CO_OUTPUT when some wait on, or will not be taken. */
CO_NODISCARD enum co_status co_mail_send(struct co_context *c);
/* The same behind a command that may have queued some, if a way to send mail is configured. Gives
 * the status of the command, or the worse one of mails that were not sent; then the command's own
 * sentence is printed. */
CO_NODISCARD enum co_status co_mail_after(struct co_context *c, enum co_status status);
/* Queues mails that say what c->err says of a feed's list of a date (CO_DATE_NONE: today's), once;
 * never a failure of its own, as the one that is mailed is told anyway. */
void co_mail_problem(struct co_context *c, const char *feed, co_date date, enum co_status status);
/* Whether a list is due by the schedule and not recorded: CO_MISSING with a sentence then, and a
 * mail that says so, once; CO_OK if it is recorded, or not due; CO_OUTPUT when that cannot be
 * looked up. */
CO_NODISCARD enum co_status co_mail_due_list(struct co_context *c, const struct co_due *due);
/* All of them, the main job first; *n is set. */
const struct co_command *const *co_commands(size_t *n);
const struct co_command *co_command_named(const char *name);
/* The command whose name is nearest to a word, or NULL. */
const char *co_command_near(const char *word);

/* Finds the command among the words and takes the options apart. CO_USAGE with a sentence. */
CO_NODISCARD enum co_status co_args_parse(int argc, char **argv, const struct co_command **command,
                                          struct co_args *args, struct co_err *err);
/* An option as others see it. */
struct co_option {
    const char *name;
    char letter;          /* or 0 */
    const char *argument; /* or NULL: it takes no value */
    unsigned commands;    /* of CO_FOR_... */
    const char *help;
};
/* The i-th of the table; false behind the last. */
bool co_args_option(size_t i, struct co_option *out);
/* The words that an option takes, such as formats; NULL and *n 0 when it takes others. */
const char *const *co_values_of(const char *option, size_t *n);
/* Whether a value is one of them; CO_USAGE with what was probably meant. */
CO_NODISCARD enum co_status co_values_check(const char *option, const char *value,
                                            struct co_err *err);
/* The first word of a command line that asks what may stand there; the words behind it are the
 * line so far, the last one being written. Prints a line per possibility, "WORD<tab>WHAT IT IS",
 * and ":files" where a file may stand; nothing when something is wrong, as nobody asked. */
#define CO_COMPLETE "__complete"
void co_complete(struct co_context *c, int n, char **words);

/* The options of a command (0: of all), one per paragraph, as help and the man page list them. */
void co_args_describe(struct co_buf *out, unsigned bit);

/* Looks up configuration, history, feed, format, view and clock. */
CO_NODISCARD enum co_status co_context_open(struct co_context *c, const struct co_command *command);
/* Whether -o names a file, so that nothing is printed. */
bool co_context_writes_file(const struct co_context *c);
/* Whether what is printed is seen on a terminal. */
bool co_context_to_terminal(const struct co_context *c);
/* Whether a terminal, if there is one, cannot rewrite a line or show colours. */
bool co_context_is_dumb(void);
/* Where the history is: refused or warned about, as co_place_check says. */
CO_NODISCARD enum co_status co_context_place(struct co_context *c,
                                             const struct co_command *command);
/* Of a command that has no tables: CO_USAGE when another format than text was asked for. */
CO_NODISCARD enum co_status co_context_text(struct co_context *c, const char *what);
void co_context_close(struct co_context *c);
/* Opens the history for reading; the feed is then one that it has (the only one, when none was
 * given). */
CO_NODISCARD enum co_status co_context_history(struct co_context *c, struct co_history **out);
/* The shops asked for must be in the feed's history: a typing error is no empty report. CO_USAGE.
 */
CO_NODISCARD enum co_status co_context_shops(struct co_context *c, struct co_history *h);
/* A date of the command line. */
CO_NODISCARD enum co_status co_context_date(struct co_context *c, const char *option,
                                            const char *text, co_date *out);

/* Brings the folder of --publish up to date. */
CO_NODISCARD enum co_status co_publish_now(struct co_context *c);
/* The same behind a command that may have recorded, for the folder of --publish or of the
 * configuration, if there is one. Gives the status of the command, or the worse one of what could
 * not be published; then the command's own sentence is printed. */
CO_NODISCARD enum co_status co_publish_after(struct co_context *c, enum co_status status);

/* Takes over --accept, --bridge and --reason, and the command line for hints. */
CO_NODISCARD enum co_status co_accept_options(struct co_context *c, struct co_job *job);

/* Writes to -o or standard output. */
CO_NODISCARD enum co_status co_emit(struct co_context *c, const struct co_buf *out);
/* People read the format: what is empty is left out, or has a word. */
bool co_emit_is_read(const struct co_context *c);
/* A table in the format; on a terminal only the columns that are named. If some are named, the
 * table is no answer to a statement of somebody's own, and is read without its empty columns. */
void co_render_table(const struct co_context *c, const struct co_table *t,
                     const char *const *short_names, size_t n, struct co_buf *out);
/* The same, and writes it. */
CO_NODISCARD enum co_status co_emit_table(struct co_context *c, const struct co_table *t,
                                          const char *const *short_names, size_t n);
/* What is handed on to long work, so that a terminal tells how far it is; NULL when nobody looks:
 * no terminal, or --quiet. */
struct co_progress *co_looker_begin(struct co_context *c);
/* For work that tells only what it begins, through c->stages: what it is at is shown although
 * nothing is told meanwhile. The first stage is that the history is asked. */
void co_looker_stages(struct co_context *c);
/* Erases the line; to be called before anything is printed, as co_emit does. */
void co_looker_end(struct co_context *c);

/* Prints to standard error with the program's name before it; what a terminal would obey is shown.
 */
void co_message(const char *kind, const char *text);
/* The word before the sentence of a command that failed: "held" or "error". */
const char *co_message_kind(enum co_status status);
/* Prints what was done, a message per line, unless nobody wants to know (--quiet). */
void co_message_lines(const struct co_context *c, const struct co_buf *lines);
/* Prints the notes that the options ask for, and forgets them. */
void co_message_notes(struct co_context *c);
