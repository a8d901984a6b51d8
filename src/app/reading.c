#include "crossoff/config.h"
#include "crossoff/guard.h"
#include "crossoff/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The options that are no fields. Field names follow, as they are written on the command line. */
#define OTHERS                                                                           \
    "key", "duplicates", "ignore", "delimiter", "encoding", "decimal", "date-order",     \
        "working-days", "holidays", "day-starts", "finished-status", "cancelled-status", \
        "hold-status", "open-status", "closed-status", "expect"

const char *const *co_reading_names(size_t *n)
{
    static const char *const names[] = {
        OTHERS,
        "suffix",
        "operation",
        "part",
        "description",
        "shop",
        "plant",
        "quantity",
        "quantity-completed",
        "quantity-remaining",
        "quantity-scrapped",
        "due-date",
        "start-date",
        "status",
        "priority",
        "sales-order",
        "planner",
        "customer",
    };
    *n = sizeof names / sizeof *names;
    return names;
}

static enum co_status bad(const char *name, const char *value, const char *wanted,
                          struct co_err *err)
{
    return co_fail(err, CO_USAGE, "%s: '%s' is not %s", name, value, wanted);
}

/* The options whose values are one of a few words, as enums count them. */
static const struct {
    const char *option, *words[8];
} choices[] = {
#define WORD(name, text) text,
    {"duplicates", {CO_DUPLICATES_LIST(WORD)}},
#undef WORD
    {"decimal", {[CO_DECIMAL_POINT - 1] = "point", [CO_DECIMAL_COMMA - 1] = "comma"}},
    {"date-order", {[CO_ORDER_DAY_FIRST - 1] = "dmy", [CO_ORDER_MONTH_FIRST - 1] = "mdy"}},
    {"delimiter", {"comma", "semicolon", "tab", "pipe"}},
};

const char *const *co_reading_words(const char *name, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        if (strcmp(name, choices[i].option) != 0)
            continue;
        while (choices[i].words[*n])
            ++*n;
        return choices[i].words;
    }
    return NULL;
}

/* The place of a value among the words of its option, -1 with a sentence when it is none. */
static int choose(const char *name, const char *value, const char *wanted, struct co_err *err)
{
    size_t n;
    const char *const *words = co_reading_words(name, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0)
            return (int)i;
    const char *near = co_str_nearest(value, words, n);
    (void)co_fail(err, CO_USAGE, "%s: '%s' is not %s%s%s%s", name, value, wanted,
                  near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    return -1;
}

size_t co_reading_list(const char *value, struct co_arena *arena, const char **out, size_t max)
{
    size_t n = 0;
    while (*value && n < max) {
        bool is_quoted = false;
        struct co_buf part = {0};
        for (; *value && (is_quoted || *value != ','); value++) {
            if (*value == '"')
                is_quoted = !is_quoted;
            else
                co_buf_byte(&part, *value);
        }
        if (*value)
            value++;
        struct co_str trimmed = co_str_trim(co_buf_view(&part));
        if (trimmed.len)
            out[n++] = co_arena_text(arena, trimmed);
        co_buf_fini(&part);
    }
    return *value ? max + 1 : n;
}

bool co_reading_seconds(const char *text, int64_t unit, int64_t *out)
{
    char *end;
    long n = strtol(text, &end, 10);
    bool has_digit = end > text && end[-1] >= '0' && end[-1] <= '9';
    if (*end)
        unit = *end == 's' ? 1 : *end == 'm' ? 60 : *end == 'h' ? 3600 : *end == 'd' ? 86400 : 0;
    if (!has_digit || n < 0 || n > 100000 || !unit || (*end && end[1]))
        return false;
    *out = (int64_t)n * unit;
    return true;
}

static enum co_status set_delimiter(struct co_reading *r, const char *value, struct co_err *err)
{
    static const struct {
        const char *word;
        char c;
    } words[] = {{"comma", ','}, {",", ','},   {"semicolon", ';'}, {";", ';'}, {"tab", '\t'},
                 {"\\t", '\t'},  {"\t", '\t'}, {"pipe", '|'},      {"|", '|'}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(value, words[i].word) == 0) {
            r->delimiter = words[i].c;
            return CO_OK;
        }
    if (strlen(value) != 1 || strchr(" \r\n\"", value[0]) || (unsigned char)value[0] >= 0x80) {
        (void)choose("delimiter", value, "comma, semicolon, tab, pipe or one other character", err);
        return CO_USAGE;
    }
    r->delimiter = value[0];
    return CO_OK;
}

static enum co_status set_key(struct co_reading *r, const char *value, struct co_arena *arena,
                              struct co_err *err)
{
    size_t n = co_reading_list(value, arena, r->key, CO_KEY_MAX);
    if (n == 0 || n > CO_KEY_MAX)
        return bad("key", value, "one to four columns with commas between them", err);
    r->n_key = n;
    return CO_OK;
}

/* May be given more than once: the columns add up. */
static enum co_status set_ignore(struct co_reading *r, const char *value, struct co_arena *arena,
                                 struct co_err *err)
{
    const char *names[CO_IGNORE_MAX];
    size_t n = co_reading_list(value, arena, names, CO_IGNORE_MAX - r->n_ignore);
    if (n == 0 || n > CO_IGNORE_MAX - r->n_ignore)
        return bad("ignore", value, "a list of at most 32 columns", err);
    for (size_t i = 0; i < n; i++)
        r->ignore[r->n_ignore++] = co_str_of(names[i]);
    return CO_OK;
}

static enum co_status set_duplicates(struct co_reading *r, const char *value, struct co_err *err)
{
    int chosen = choose("duplicates", value, "refuse, first, last, sum or line", err);
    if (chosen < 0)
        return CO_USAGE;
    r->duplicates = (enum co_duplicates)chosen;
    r->is_duplicates_set = true;
    return CO_OK;
}

/* Behind "undecided", which is 0 and nobody's word. */
static enum co_status set_decimal(struct co_reading *r, const char *value, struct co_err *err)
{
    int chosen = choose("decimal", value, "'point' or 'comma'", err);
    if (chosen < 0)
        return CO_USAGE;
    r->decimal = (enum co_decimal)(chosen + 1);
    return CO_OK;
}

static enum co_status set_order(struct co_reading *r, const char *value, struct co_err *err)
{
    int chosen = choose("date-order", value, "'dmy' (day first) or 'mdy' (month first)", err);
    if (chosen < 0)
        return CO_USAGE;
    r->order = (enum co_day_order)(chosen + 1);
    return CO_OK;
}

/* The class that an option's words mean; false for another option. */
static bool is_status_option(const char *name, enum co_class *class)
{
    static const struct {
        const char *name;
        enum co_class class;
    } options[] = {{"finished-status", CO_CLASS_FINISHED},
                   {"cancelled-status", CO_CLASS_CANCELLED},
                   {"hold-status", CO_CLASS_HOLD},
                   {"open-status", CO_CLASS_OPEN},
                   {"closed-status", CO_CLASS_CLOSED}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(name, options[i].name) == 0) {
            *class = options[i].class;
            return true;
        }
    return false;
}

/* May be given more than once: the words add up. */
static enum co_status set_status_words(struct co_reading *r, const char *name, const char *value,
                                       enum co_class class, struct co_arena *arena,
                                       struct co_err *err)
{
    const char *words[CO_STATUS_WORDS_MAX];
    struct co_status_words *kept = &r->status_words;
    size_t n = co_reading_list(value, arena, words, CO_STATUS_WORDS_MAX - kept->n);
    if (n == 0 || n > CO_STATUS_WORDS_MAX - kept->n)
        return bad(name, value, "a list of words; all lists together may have 64", err);
    for (size_t i = 0; i < n; i++)
        if (!co_value_status_add(kept, class, co_str_of(words[i]), arena))
            return bad(name, words[i], "a status word", err);
    return CO_OK;
}

static enum co_status set_day_starts(struct co_reading *r, const char *value, struct co_err *err)
{
    bool is_time = strlen(value) == 5 && value[2] == ':';
    for (int i = 0; is_time && i < 5; i++)
        is_time = i == 2 || (value[i] >= '0' && value[i] <= '9');
    int hour = is_time ? (value[0] - '0') * 10 + value[1] - '0' : 24;
    int minute = is_time ? (value[3] - '0') * 10 + value[4] - '0' : 60;
    if (hour > 23 || minute > 59)
        return bad("day-starts", value, "a time such as 06:00", err);
    r->day_starts = hour * 60 + minute;
    r->has_day_starts = true;
    return CO_OK;
}

/* Whether every part of "G2,G3" is a rule that may be accepted. */
static bool are_rules(const char *list)
{
    bool ok = *list != '\0';
    for (const char *at = list; ok && *at; at += *at == ',') {
        size_t len = strcspn(at, ",");
        ok = len && co_guard_is_rule((struct co_str){at, len}) &&
             !(len == 2 && memcmp(at, "G0", 2) == 0);
        at += len;
    }
    return ok && list[strlen(list) - 1] != ',';
}

/* 2026-12-24 G3,G2 "plant closed". May be given more than once: the days add up. */
static enum co_status set_expect(struct co_reading *r, const char *value, struct co_arena *arena,
                                 struct co_err *err)
{
    static const char wanted[] = "a day, rules and a reason such as 2026-12-24 G3 \"plant closed\"";
    struct co_expectation *e = &r->expect[r->n_expect];
    size_t day = strcspn(value, " \t"), gap = day + strspn(value + day, " \t");
    size_t len = strcspn(value + gap, " \t");
    struct co_str reason = co_str_trim(co_str_of(value + gap + len));
    if (reason.len >= 2 && reason.at[0] == '"' && reason.at[reason.len - 1] == '"')
        reason = co_str_trim((struct co_str){reason.at + 1, reason.len - 2});
    if (r->n_expect == CO_EXPECT_MAX)
        return co_fail(err, CO_USAGE, "expect: there are more than %d of them", CO_EXPECT_MAX);
    e->date = co_date_parse((struct co_str){value, day});
    e->rules = co_arena_text(arena, (struct co_str){value + gap, len});
    e->reason = co_arena_text(arena, reason);
    if (e->date == CO_DATE_NONE || !reason.len)
        return bad("expect", value, wanted, err);
    if (!are_rules(e->rules))
        return co_fail(err, CO_USAGE,
                       "expect: '%s' is no list of guard rails such as G2 or G2,G3; crossoff(1) "
                       "has their table",
                       e->rules);
    r->n_expect++;
    return CO_OK;
}

enum co_status co_reading_set(struct co_reading *r, const char *name, const char *value,
                              struct co_arena *arena, struct co_err *err)
{
    if (!*value)
        return bad(name, value,
                   strcmp(name, "delimiter") == 0
                       ? "a value; if a ';' is meant write semicolon, as it begins a comment"
                       : "a value",
                   err);
    enum co_class class;
    if (is_status_option(name, &class))
        return set_status_words(r, name, value, class, arena, err);
    if (strcmp(name, "key") == 0)
        return set_key(r, value, arena, err);
    if (strcmp(name, "duplicates") == 0)
        return set_duplicates(r, value, err);
    if (strcmp(name, "ignore") == 0)
        return set_ignore(r, value, arena, err);
    if (strcmp(name, "delimiter") == 0)
        return set_delimiter(r, value, err);
    if (strcmp(name, "decimal") == 0)
        return set_decimal(r, value, err);
    if (strcmp(name, "date-order") == 0)
        return set_order(r, value, err);
    if (strcmp(name, "working-days") == 0)
        return co_week_parse(co_str_of(value), &r->calendar.week)
                   ? CO_OK
                   : bad(name, value, "days of the week such as mon-fri or sun-thu,sat", err);
    if (strcmp(name, "holidays") == 0) /* may be given more than once: they add up */
        return co_calendar_add(&r->calendar, co_str_of(value))
                   ? CO_OK
                   : bad(name, value,
                         "a list of at most 128 days such as 2026-12-24,2026-12-31..2027-01-01",
                         err);
    if (strcmp(name, "day-starts") == 0)
        return set_day_starts(r, value, err);
    if (strcmp(name, "expect") == 0)
        return set_expect(r, value, arena, err);
    const char *kept = co_arena_text(arena, co_str_of(value));
    if (strcmp(name, "encoding") == 0) {
        r->encoding = kept;
        return CO_OK;
    }
    enum co_field field = co_field_of(co_str_of(name));
    if (field == CO_FIELD_NONE || field == CO_FIELD_WORK_ORDER)
        return co_fail(err, CO_USAGE, "%s is not known", name);
    r->header[field] = kept;
    return CO_OK;
}

enum co_status co_reading_scan(struct co_reading *r, const char *word, struct co_err *err)
{
    static const char *const words[] = {
        [CO_SCAN_CSV] = "csv", [CO_SCAN_PORTABLE] = "portable", [CO_SCAN_AVX2] = "avx2"};
    r->scan = CO_SCAN_BEST;
    if (!word || !*word)
        return CO_OK;
    for (int way = CO_SCAN_CSV; way <= CO_SCAN_AVX2; way++)
        if (strcmp(word, words[way]) == 0)
            r->scan = (enum co_scan_way)way;
    if (!r->scan)
        return co_fail(err, CO_USAGE, "CROSSOFF_SCAN: '%s' is none of csv, portable, avx2", word);
    if (co_scan_settle(r->scan) != r->scan)
        return co_fail(err, CO_USAGE, "CROSSOFF_SCAN: this processor has no AVX2");
    return CO_OK;
}

enum co_status co_reading_threads(struct co_reading *r, const char *word, struct co_err *err)
{
    r->threads = 0;
    if (!word || !*word)
        return CO_OK;
    if (strcmp(word, "1") != 0 && strcmp(word, "2") != 0)
        return co_fail(err, CO_USAGE, "CROSSOFF_THREADS: '%s' is neither 1 nor 2", word);
    r->threads = word[0] - '0';
    return CO_OK;
}

void co_reading_merge(struct co_reading *over, const struct co_reading *under)
{
    for (int f = 0; f < CO_FIELDS; f++)
        if (!over->header[f])
            over->header[f] = under->header[f];
    if (!over->n_key) {
        memcpy(over->key, under->key, sizeof over->key);
        over->n_key = under->n_key;
    }
    for (size_t i = 0; i < under->n_ignore && over->n_ignore < CO_IGNORE_MAX; i++)
        over->ignore[over->n_ignore++] = under->ignore[i];
    for (size_t i = 0; i < under->status_words.n; i++) /* behind over's, which come first */
        if (over->status_words.n < CO_STATUS_WORDS_MAX)
            over->status_words.at[over->status_words.n++] = under->status_words.at[i];
    for (size_t i = 0; i < under->n_expect && over->n_expect < CO_EXPECT_MAX; i++)
        over->expect[over->n_expect++] = under->expect[i];
    if (!over->delimiter)
        over->delimiter = under->delimiter;
    if (!over->encoding)
        over->encoding = under->encoding;
    if (!over->decimal)
        over->decimal = under->decimal;
    if (!over->order)
        over->order = under->order;
    if (!over->is_duplicates_set)
        over->duplicates = under->duplicates;
    over->is_duplicates_set = over->is_duplicates_set || under->is_duplicates_set;
    if (!over->calendar.week)
        over->calendar.week = under->calendar.week;
    co_calendar_merge(&over->calendar, &under->calendar);
    if (!over->has_day_starts) {
        over->day_starts = under->day_starts;
        over->has_day_starts = under->has_day_starts;
    }
}
