#include "crossoff/letters.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "crossoff/composer.h"
#include "crossoff/publish.h"
#include "crossoff/report.h"
#include "crossoff/schedule.h"
#include "crossoff/sys.h"
#include "crossoff/warnings.h"

enum { NAME_ROOM = 128, ID_ROOM = 256 };

/* What a mail tells, and who is told. */
struct telling {
    const struct co_letters *l;
    struct co_mailing who;
    struct co_mail mail;
    const char *topic;
    int64_t run;
    char sha256[65]; /* of the list */
    struct co_arena arena;
};

static void find_who(const struct co_letters *l, struct co_mailing *out)
{
    const struct co_config *c = l->config;
    const struct co_mailing *of_feed = NULL;
    for (size_t i = 0; i < c->n_feeds; i++)
        if (strcmp(c->feeds[i].name, l->feed) == 0)
            of_feed = &c->feeds[i].mailing;
    co_mailing_merge(&c->mail, of_feed, out);
}

enum co_status co_letters_check_shops(struct co_history *h, const struct co_letters *l,
                                      struct co_notes *notes, struct co_err *err)
{
    struct co_mailing who;
    struct co_arena arena = {0};
    const char **names = NULL, *near;
    size_t n = 0;
    enum co_status status = CO_OK;
    find_who(l, &who);
    if (who.n_shops)
        status = co_history_shops(h, l->feed, &arena, &names, &n, err);
    for (size_t i = 0; !status && i < who.n_shops; i++) {
        const char *shop = who.shops[i].shop;
        bool is_known = i > 0 && strcmp(shop, who.shops[i - 1].shop) == 0; /* told already */
        for (size_t k = 0; k < n && !is_known; k++)
            is_known = strcmp(names[k], shop) == 0;
        if (is_known)
            continue;
        near = co_str_nearest(shop, names, n);
        co_note(
            notes, CO_NOTE_WARNING,
            "somebody is to get the mail of shop '%s', but no list of feed %s ever had one%s%s%s; "
            "write it in the configuration as the list does",
            shop, l->feed, near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
    }
    co_arena_fini(&arena);
    return status;
}

bool co_letters_is_news(co_date date, int64_t now)
{
    co_date today = co_clock_local_date(now);
    return date == CO_DATE_NONE || today == CO_DATE_NONE || today - date <= CO_LETTERS_DAYS;
}

bool co_letters_wanted(const struct co_config *config, const char *feed)
{
    const struct co_letters l = {.config = config, .feed = feed};
    struct co_mailing who;
    find_who(&l, &who);
    return co_mail_is_configured(&config->mail) && who.n_to + who.n_shops > 0;
}

/* --- one mail ------------------------------------------------------------------------------- */

/* RFC 5322, 3.6.4: unique, and the same for every try. What it tells and whom makes it so; the list
 * and the machine, because another plant's history counts its runs alike. */
static const char *message_id(struct telling *t, const struct co_letter *letter)
{
    char id[ID_ROOM], date[CO_DATE_TEXT];
    char who[CO_USER_TEXT];
    const struct co_str cells[] = {co_str_of(t->l->feed),
                                   co_str_of(letter->topic),
                                   co_str_of(letter->recipient),
                                   co_str_of(letter->shop ? letter->shop : ""),
                                   letter->shop ? CO_STR("shop") : CO_STR("all"),
                                   co_str_of(t->sha256),
                                   co_str_of(co_machine_user(who))};
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        hash = co_hash_cell((struct co_hash_key){0}, hash, cells[i]);
    const char *slug = co_publish_name(&t->arena, co_str_of(t->l->feed));
    const char *host = strchr(t->l->config->mail.from, '@');
    (void)snprintf(id, sizeof id, "%s.%s.%016" PRIx64 "%s", slug ? slug : "",
                   letter->date == CO_DATE_NONE ? "problem" : co_date_text(letter->date, date),
                   hash, host ? host : "@localhost");
    return co_arena_text(&t->arena, co_str_of(id));
}

static const char *list_id(struct telling *t)
{
    char id[ID_ROOM];
    const char *slug = co_publish_name(&t->arena, co_str_of(t->l->feed));
    const char *host = strchr(t->l->config->mail.from, '@');
    (void)snprintf(id, sizeof id, "%s.crossoff.%s", slug ? slug : "",
                   host ? host + 1 : "localhost");
    return co_arena_text(&t->arena, co_str_of(id));
}

/* The whole list of the part, and its name: "machining-2026-11-20.csv". */
static void attach(struct telling *t, struct co_buf *bytes, struct co_mime *mime)
{
    static const struct {
        const char *format, *type;
    } kinds[] = {
        [CO_MAIL_CSV] = {"csv", "text/csv"},
        [CO_MAIL_XLSX] = {"xlsx",
                          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    };
    char name[NAME_ROOM], date[CO_DATE_TEXT];
    const struct co_view view = {.show_all = true};
    if (!t->mail.sheet || t->who.attach == CO_MAIL_NOTHING)
        return;
    const struct co_format *f = co_format_named(co_str_of(kinds[t->who.attach].format));
    const char *slug = co_publish_name(&t->arena, co_str_of(t->l->feed));
    f->sheet(bytes, t->mail.sheet, &view);
    (void)snprintf(name, sizeof name, "%s-%s.%s", slug ? slug : "",
                   co_date_text(t->mail.date, date), f->extension);
    mime->file = co_arena_text(&t->arena, co_str_of(name));
    mime->type = kinds[t->who.attach].type;
    mime->attachment = co_buf_view(bytes);
    t->mail.attachment = co_str_of(mime->file);
}

static void set_next_mail(struct telling *t, struct co_buf *text)
{
    co_date date;
    const struct co_schedule *s = &t->l->config->schedule;
    struct co_reading reading = {0};
    co_config_reading(t->l->config, t->l->feed, &reading);
    if (!co_schedule_next(s, &reading.calendar, t->l->now, &date))
        return;
    co_mail_due(text, t->mail.language, t->who.when, date, s->minute);
    t->mail.next_mail = co_buf_view(text);
}

static enum co_status compose(struct telling *t, const struct co_letter *letter,
                              struct co_buf *subject, struct co_buf *out, struct co_err *err)
{
    const struct co_mail_config *config = &t->l->config->mail;
    const char *const *codes;
    size_t n;
    struct co_buf plain = {0}, html = {0}, bytes = {0}, next = {0};
    struct co_mime mime = {
        .from = config->from,
        .from_name = config->from_name,
        .to = letter->recipient,
        .reply_to = config->reply_to,
        .message_id = letter->message_id,
        .list_id = list_id(t),
        .date = t->l->now,
    };
    codes = co_mail_languages(&n);
    mime.language = codes[t->mail.language];
    set_next_mail(t, &next);
    attach(t, &bytes, &mime);
    co_mail_subject(subject, &t->mail);
    co_mail_bodies(&t->mail, &plain, &html);
    mime.subject = co_buf_view(subject);
    mime.plain = co_buf_view(&plain);
    mime.html = co_buf_view(&html);
    bool is_made = co_buf_ok(subject) && co_buf_ok(&plain) && co_buf_ok(&html) &&
                   co_buf_ok(&bytes) && co_buf_ok(&next) && !t->arena.failed;
    enum co_status status = is_made ? co_composer_run(&mime, out, err) : co_fail_nomem(err);
    co_buf_fini(&plain);
    co_buf_fini(&html);
    co_buf_fini(&bytes);
    co_buf_fini(&next);
    return status;
}

/* --- to everybody --------------------------------------------------------------------------- */

static bool has_warning(const struct co_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        if (notes->list[i].level == CO_NOTE_WARNING)
            return true;
    return false;
}

/* Whether whoever was not told of the day before wants to hear of it, or of this part of it. */
static bool is_wanted(const struct telling *t)
{
    const struct co_sheet *s = t->mail.sheet;
    if (t->mail.kind != CO_MAIL_DAY || t->l->is_asked || t->who.when == CO_MAIL_ALWAYS)
        return true;
    const struct co_counts *c = &s->counts;
    /* No news may be an export that is stuck: silence would read as nothing to say. */
    bool is_problem = has_warning(t->mail.notes) || s->n_accepted || s->is_no_news || t->l->reason;
    bool is_change = s->is_baseline || c->completed || c->cancelled || c->moved || c->fresh ||
                     c->reopened || c->changed;
    return is_problem || (t->who.when == CO_MAIL_CHANGES && is_change);
}

/* Whoever had the day would otherwise keep what is no longer so; and whoever was told that it is
 * held waits to hear that it is not. */
static enum co_status look_back(struct co_history *h, struct telling *t, struct co_letter *letter,
                                bool *is_wanted, struct co_err *err)
{
    struct co_knowledge known = {.has = false};
    struct co_letter of_run = *letter;
    if (t->mail.kind != CO_MAIL_DAY)
        return CO_OK;
    if (t->l->cause) /* another run's list changed it: also this run's own mail is past */
        of_run.run = 0;
    enum co_status status = co_outbox_knows_day(h, &of_run, &known, err);
    if (known.has) {
        t->mail.kind = CO_MAIL_CORRECTED;
        t->mail.sentence = co_str_of(t->l->reason ? t->l->reason : "");
        letter->kind = CO_LETTER_CORRECTED;
    }
    *is_wanted =
        known.has || known.waits || (!t->l->is_only_again && (*is_wanted || known.is_alarmed));
    return status;
}

static enum co_status queue(struct co_history *h, struct telling *t, struct co_letter letter,
                            size_t *n_queued, struct co_err *err)
{
    struct co_buf subject = {0}, message = {0};
    enum co_mail_kind kind = t->mail.kind;
    struct co_str sentence = t->mail.sentence;
    bool is_new = false, is_asked = is_wanted(t);
    letter.topic = t->topic;
    letter.message_id = message_id(t, &letter);
    enum co_status status = look_back(h, t, &letter, &is_asked, err);
    if (!status && is_asked)
        status = compose(t, &letter, &subject, &message, err);
    co_buf_byte(&subject, '\0');
    letter.subject = subject.at;
    letter.message = co_buf_view(&message);
    if (!status && !co_buf_ok(&subject))
        status = co_fail_nomem(err);
    if (!status && is_asked)
        status = co_outbox_add(h, &letter, &is_new, err);
    t->mail.kind = kind;
    t->mail.sentence = sentence;
    *n_queued += is_new;
    co_buf_fini(&subject);
    co_buf_fini(&message);
    return status;
}

static enum co_status tell_one(struct co_history *h, struct telling *t, struct co_letter letter,
                               size_t *n_queued, struct co_err *err)
{
    const struct co_sheet *whole = t->mail.sheet;
    struct co_sheet part;
    struct co_str label = t->mail.label;
    if (letter.shop && whole) {
        co_sheet_of_shop(whole, co_str_of(letter.shop), &part);
        t->mail.sheet = &part;
    }
    if (letter.shop && *letter.shop)
        t->mail.label = co_str_of(letter.shop);
    enum co_status status = queue(h, t, letter, n_queued, err);
    t->mail.sheet = whole;
    t->mail.label = label;
    return status;
}

static enum co_status tell_all(struct co_history *h, struct co_letters *l, struct telling *t,
                               struct co_letter letter, struct co_err *err)
{
    const char *const *to = l->n_to ? l->to : t->who.to;
    size_t n_to = l->n_to ? l->n_to : t->who.n_to;
    enum co_status status = CO_OK;
    for (size_t i = 0; !status && i < n_to; i++) {
        letter.recipient = to[i];
        status = tell_one(h, t, letter, &l->n_queued, err);
    }
    for (size_t i = 0; !status && !l->n_to && i < t->who.n_shops; i++) {
        letter.recipient = t->who.shops[i].to;
        letter.shop = t->who.shops[i].shop;
        status = tell_one(h, t, letter, &l->n_queued, err);
    }
    return status;
}

static void begin(struct telling *t, const struct co_letters *l)
{
    *t = (struct telling){.l = l};
    find_who(l, &t->who);
    t->mail.language = t->who.language;
    t->mail.because = l->because;
    /* A feed that nobody named is called what it is a list of. */
    t->mail.label = strcmp(l->feed, "default") == 0 ? (struct co_str){0} : co_str_of(l->feed);
}

/* --- a day ---------------------------------------------------------------------------------- */

/* A run is told once; again, or changed by another one, is a topic of its own. */
static const char *topic_of(struct telling *t)
{
    struct co_buf text = {0};
    char at[CO_TIME_TEXT];
    co_buf_fmt(&text, "run %" PRId64, t->run);
    if (t->l->cause)
        co_buf_fmt(&text, " after run %" PRId64, t->l->cause);
    if (t->l->is_again)
        co_buf_fmt(&text, " again %s", co_time_text(t->l->now, at));
    const char *topic = co_arena_text(&t->arena, co_buf_view(&text));
    t->arena.failed = t->arena.failed || !co_buf_ok(&text);
    co_buf_fini(&text);
    return topic;
}

/* A recorded day, and what was warned of when it was. */
struct day {
    struct co_recorded recorded;
    struct co_sheet sheet;
    struct co_notes warnings;
};

static enum co_status ask(struct co_history *h, struct telling *t, co_date date, struct day *out,
                          struct co_err *err)
{
    char text[CO_DATE_TEXT];
    const char *feed = t->l->feed;
    const struct co_question q = {.feed = feed, .from = date, .to = date};
    enum co_status status = co_history_freeze(h, err);
    if (status)
        return status;
    status = co_history_day(h, feed, date, &out->recorded, err);
    if (!status && out->recorded.date == CO_DATE_NONE)
        status = co_fail(err, CO_USAGE, "no list of feed %s is recorded for %s", feed,
                         co_date_text(date, text));
    if (!status)
        status = co_history_sheet(h, &q, &out->sheet, err);
    if (!status)
        status = co_warnings_of(h, out->recorded.run, &out->warnings, err);
    co_history_thaw(h);
    t->run = out->recorded.run;
    (void)snprintf(t->sha256, sizeof t->sha256, "%s", out->recorded.sha256);
    t->topic = topic_of(t);
    t->mail.date = date;
    t->mail.sheet = &out->sheet;
    t->mail.notes = &out->warnings;
    return status;
}

static void day_fini(struct day *d)
{
    co_sheet_fini(&d->sheet);
    co_notes_fini(&d->warnings);
}

enum co_status co_letters_day(struct co_history *h, struct co_letters *l, co_date date,
                              struct co_err *err)
{
    struct telling t;
    struct day *day = calloc(1, sizeof *day); /* its warnings are too much for a stack */
    if (!day)
        return co_fail_nomem(err);
    begin(&t, l);
    enum co_status status = ask(h, &t, date, day, err);
    if (!status) {
        const struct co_letter letter = {
            .feed = l->feed, .date = date, .run = t.run, .queued_at = l->now};
        status = tell_all(h, l, &t, letter, err);
    }
    day_fini(day);
    free(day);
    co_arena_fini(&t.arena);
    return status;
}

/* --- a problem ------------------------------------------------------------------------------ */

static const struct {
    enum co_mail_kind mail;
    const char *word;
} problems[] = {
    [CO_LETTER_HELD] = {CO_MAIL_HELD, "held"},
    [CO_LETTER_MISSING] = {CO_MAIL_MISSING, "missing"},
    [CO_LETTER_FAILED] = {CO_MAIL_FAILED, "failed"},
};

enum co_status co_letters_problem(struct co_history *h, struct co_letters *l,
                                  const struct co_letters_problem *problem, struct co_err *err)
{
    struct telling t;
    struct co_recorded day;
    char topic[CO_DATE_TEXT + 16], date[CO_DATE_TEXT];
    begin(&t, l);
    (void)snprintf(topic, sizeof topic, "%s %s", problems[problem->kind].word,
                   co_date_text(problem->date, date));
    t.topic = topic;
    t.mail.kind = problems[problem->kind].mail;
    t.mail.date = problem->date;
    t.mail.next_step = co_str_of(problem->sentence);
    const struct co_letter letter = {
        .feed = l->feed, .date = problem->date, .kind = problem->kind, .queued_at = l->now};
    enum co_status status = co_history_day(h, l->feed, problem->date, &day, err);
    t.mail.is_recorded = !status && day.date != CO_DATE_NONE;
    bool is_news = !t.mail.is_recorded || problem->kind != CO_LETTER_MISSING;
    if (!status && is_news)
        status = tell_all(h, l, &t, letter, err);
    co_arena_fini(&t.arena);
    return status;
}

/* --- what was taken back, and what could not be made ----------------------------------------- */

enum co_status co_letters_taken_back(struct co_history *h, struct co_letters *l, co_date date,
                                     int64_t run, struct co_err *err)
{
    struct telling t;
    struct co_letter *readers;
    size_t n;
    char topic[64];
    begin(&t, l);
    (void)snprintf(topic, sizeof topic, "undo of run %" PRId64, run);
    t.topic = topic;
    t.mail.kind = CO_MAIL_TAKEN_BACK;
    t.mail.date = date;
    t.mail.sentence = co_str_of(l->reason ? l->reason : "");
    enum co_status status = co_outbox_readers(h, l->feed, date, &t.arena, &readers, &n, err);
    if (!status)
        status = co_outbox_drop_day(h, l->feed, date, err);
    for (size_t i = 0; !status && i < n; i++) {
        readers[i].kind = CO_LETTER_TAKEN_BACK;
        readers[i].queued_at = l->now;
        status = tell_one(h, &t, readers[i], &l->n_queued, err);
    }
    co_arena_fini(&t.arena);
    return status;
}

static enum co_status make_owed(struct co_history *h, struct co_letters *l, co_date date,
                                struct co_err *err)
{
    enum co_status status = co_history_begin(h, err);
    if (status)
        return status;
    status = co_outbox_pay(h, l->feed, date, err);
    if (!status)
        status = co_letters_day(h, l, date, err);
    if (!status)
        return co_history_commit(h, err);
    co_history_rollback(h);
    return status;
}

enum co_status co_letters_owed(struct co_history *h, const struct co_config *config, int64_t now,
                               struct co_err *err)
{
    struct co_arena arena = {0};
    struct co_letters l = {.config = config, .now = now};
    co_date date;
    enum co_status status = co_outbox_owed(h, &arena, &l.feed, &date, err);
    while (!status && l.feed) {
        status = make_owed(h, &l, date, err);
        if (!status)
            status = co_outbox_owed(h, &arena, &l.feed, &date, err);
    }
    co_arena_fini(&arena);
    return status;
}

/* --- a preview ------------------------------------------------------------------------------ */

enum co_status co_letters_show(struct co_history *h, const struct co_letters *l,
                               const struct co_letters_preview *what, struct co_buf *out,
                               struct co_err *err)
{
    struct telling t;
    struct day *day = calloc(1, sizeof *day);
    struct co_sheet part;
    struct co_buf subject = {0};
    if (!day)
        return co_fail_nomem(err);
    begin(&t, l);
    enum co_status status = ask(h, &t, what->date, day, err);
    if (!status) {
        if (what->shop) {
            co_sheet_of_shop(&day->sheet, co_str_of(what->shop), &part);
            t.mail.sheet = &part;
            t.mail.label = co_str_of(what->shop);
        }
        struct co_letter letter = {.feed = l->feed,
                                   .date = what->date,
                                   .recipient = what->to,
                                   .shop = what->shop,
                                   .topic = t.topic};
        letter.message_id = message_id(&t, &letter);
        status = compose(&t, &letter, &subject, out, err);
    }
    co_buf_fini(&subject);
    day_fini(day);
    free(day);
    co_arena_fini(&t.arena);
    return status;
}
