#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "crossoff/config.h"
#include "check.h"
#include "folder.h"

/* --- one setting -------------------------------------------------------------------------- */

/* What is set in a reading, "name=value " for each. */
static void describe(const struct co_reading *r, struct co_buf *out)
{
    char week[32];
    out->len = 0;
    char day[CO_DATE_TEXT];
    co_buf_text(out, "");
    for (int f = 0; f < CO_FIELDS; f++)
        if (r->header[f])
            co_buf_fmt(out, "%s=%s ", co_field_name((enum co_field)f), r->header[f]);
    for (size_t i = 0; i < r->n_key; i++)
        co_buf_fmt(out, "key=%s ", r->key[i]);
    for (size_t i = 0; i < r->n_ignore; i++)
        co_buf_fmt(out, "ignore=%.*s ", CO_STR_ARG(r->ignore[i]));
    if (r->delimiter)
        co_buf_fmt(out, "delimiter=0x%02x ", (unsigned)(unsigned char)r->delimiter);
    if (r->encoding)
        co_buf_fmt(out, "encoding=%s ", r->encoding);
    if (r->decimal)
        co_buf_text(out, r->decimal == CO_DECIMAL_POINT ? "decimal=point " : "decimal=comma ");
    if (r->order)
        co_buf_text(out, r->order == CO_ORDER_DAY_FIRST ? "order=day " : "order=month ");
    if (r->is_duplicates_set)
        co_buf_fmt(out, "duplicates=%d ", (int)r->duplicates);
    for (size_t i = 0; i < r->status_words.n; i++)
        co_buf_fmt(out, "%.*s=%d ", CO_STR_ARG(r->status_words.at[i].folded),
                   (int)r->status_words.at[i].class);
    if (r->calendar.week)
        co_buf_fmt(out, "week=%s ", co_week_text(r->calendar.week, week));
    if (r->calendar.n_holidays) {
        co_buf_text(out, "calendar=");
        co_calendar_text(&r->calendar, out);
        co_buf_byte(out, ' ');
    }
    if (r->has_day_starts)
        co_buf_fmt(out, "starts=%d ", r->day_starts);
    for (size_t i = 0; i < r->n_expect; i++)
        co_buf_fmt(out, "%s %s=%s ", co_date_text(r->expect[i].date, day), r->expect[i].rules,
                   r->expect[i].reason);
}

static void check_reading(const char *what, const struct co_reading *r, const char *expected)
{
    struct co_buf got = {0};
    describe(r, &got);
    check_text(what, co_buf_view(&got), expected);
    co_buf_fini(&got);
}

static const struct {
    const char *name, *value, *set;
} good[] = {
    {"key", "Job", "key=Job "},
    {"key", "Job,Suffix", "key=Job key=Suffix "},
    {"key", " Job , Suffix ,", "key=Job key=Suffix "},
    {"key", "a,b,c,d", "key=a key=b key=c key=d "},
    {"key", "a,b,c,d,", "key=a key=b key=c key=d "},
    {"key", "\"Order, internal\",Op", "key=Order, internal key=Op "},
    {"key", "Order\", \"internal", "key=Order, internal "},
    {"key", "\"a,b", "key=a,b "},
    {"ignore", "Printed", "ignore=Printed "},
    {"ignore", "Printed, \"Qty, open\" ,Rev", "ignore=Printed ignore=Qty, open ignore=Rev "},
    {"ignore", ",,a,,b,,", "ignore=a ignore=b "},
    {"delimiter", "comma", "delimiter=0x2c "},
    {"delimiter", ",", "delimiter=0x2c "},
    {"delimiter", "semicolon", "delimiter=0x3b "},
    {"delimiter", ";", "delimiter=0x3b "},
    {"delimiter", "tab", "delimiter=0x09 "},
    {"delimiter", "\\t", "delimiter=0x09 "},
    {"delimiter", "\t", "delimiter=0x09 "},
    {"delimiter", "pipe", "delimiter=0x7c "},
    {"delimiter", "|", "delimiter=0x7c "},
    {"delimiter", "~", "delimiter=0x7e "},
    {"encoding", "WINDOWS-1252", "encoding=WINDOWS-1252 "},
    {"decimal", "point", "decimal=point "},
    {"decimal", "comma", "decimal=comma "},
    {"date-order", "dmy", "order=day "},
    {"date-order", "mdy", "order=month "},
    {"duplicates", "refuse", "duplicates=0 "},
    {"duplicates", "first", "duplicates=1 "},
    {"duplicates", "last", "duplicates=2 "},
    {"duplicates", "sum", "duplicates=3 "},
    {"duplicates", "line", "duplicates=4 "},
    {"working-days", "mon-fri", "week=mon tue wed thu fri "},
    {"working-days", "sun-thu,sat", "week=mon tue wed thu sat sun "},
    {"holidays", "2026-12-24,2026-12-31..2027-01-01",
     "calendar=; 2026-12-24 2026-12-31..2027-01-01 "},
    {"finished-status", "C, Fertig gemeldet", "c=1 fertig gemeldet=1 "},
    {"cancelled-status", "\"gone, for good\"", "gone for good=2 "},
    {"hold-status", "H,h", "h=4 "},
    {"open-status", "S", "s=0 "},
    {"closed-status", "Prüfung", "pruefung=5 "},
    {"expect", "2026-12-24 G3 \"plant closed\"", "2026-12-24 G3=plant closed "},
    {"expect", "2026-12-24\tG2,G3b  sold", "2026-12-24 G2,G3b=sold "},
    {"expect", "2026-12-24 G2 a \"b\"", "2026-12-24 G2=a \"b\" "},
    {"day-starts", "00:00", "starts=0 "},
    {"day-starts", "06:00", "starts=360 "},
    {"day-starts", "23:59", "starts=1439 "},
    {"suffix", "Split", "suffix=Split "},
    {"operation", "Oper", "operation=Oper "},
    {"part", "Item", "part=Item "},
    {"description", "Text", "description=Text "},
    {"shop", "Work centre", "shop=Work centre "},
    {"shop", "-", "shop=- "},
    {"shop", "Dept, cell", "shop=Dept, cell "},
    {"plant", "Werk", "plant=Werk "},
    {"quantity", "Qty", "quantity=Qty "},
    {"quantity-completed", "Good", "quantity_completed=Good "},
    {"quantity-remaining", "Rest", "quantity_remaining=Rest "},
    {"quantity-scrapped", "Scrap", "quantity_scrapped=Scrap "},
    {"due-date", "Due", "due_date=Due "},
    {"start-date", "Start", "start_date=Start "},
    {"status", "State", "status=State "},
    {"priority", "Prio", "priority=Prio "},
    {"sales-order", "SO", "sales_order=SO "},
    {"planner", "Disponent", "planner=Disponent "},
    {"customer", "Kunde", "customer=Kunde "},
};

static void every_setting_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct co_reading r = {0};
        struct co_arena arena = {0};
        struct co_err err = {0};
        char value[64];
        (void)snprintf(value, sizeof value, "%s", good[i].value);
        check_status(good[i].value, co_reading_set(&r, good[i].name, value, &arena, &err), CO_OK,
                     &err);
        memset(value, '?', sizeof value); /* the caller's text may go */
        check_reading(good[i].value, &r, good[i].set);
        co_arena_fini(&arena);
    }
}

static const struct {
    const char *name, *value, *said;
} bad[] = {
    {"key", "", "key: '' is not a value"},
    {"key", ",", "key: ',' is not one to four columns"},
    {"key", "\"\"", "key: '\"\"' is not one to four columns"},
    {"key", "a,b,c,d,e", "key: 'a,b,c,d,e' is not one to four columns"},
    {"duplicates", "both", "duplicates: 'both' is not refuse, first, last, sum or line"},
    {"ignore", "", "ignore: '' is not a value"},
    {"ignore", " ", "ignore: ' ' is not a list of at most 32 columns"},
    {"ignore",
     "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,"
     "31,32,33",
     "is not a list of at most 32 columns"},
    {"finished-status", ",", "finished-status: ',' is not a list of words"},
    {"hold-status", "--", "hold-status: '--' is not a status word"},
    {"delimiter", "", "delimiter: '' is not a value"},
    {"delimiter", "::", "delimiter: '::' is not comma, semicolon, tab, pipe or one other"},
    {"delimiter", "\"", "is not comma, semicolon, tab, pipe or one other"},
    {"delimiter", " ", "is not comma, semicolon, tab, pipe or one other"},
    {"delimiter", "\n", "is not comma, semicolon, tab, pipe or one other"},
    {"delimiter", "\xa7", "is not comma, semicolon, tab, pipe or one other"},
    {"delimiter", "§", "is not comma, semicolon, tab, pipe or one other"},
    {"encoding", "", "encoding: '' is not a value"},
    {"decimal", ".", "decimal: '.' is not 'point' or 'comma'"},
    {"decimal", "Point", "decimal: 'Point' is not 'point' or 'comma'"},
    {"date-order", "ymd", "date-order: 'ymd' is not 'dmy' (day first) or 'mdy' (month first)"},
    {"holidays", "2026-02-30", "holidays: '2026-02-30' is not a list of at most 128 days"},
    {"holidays", "2026-12-25..2026-12-24", "holidays: '2026-12-25..2026-12-24' is not a list of"},
    {"working-days", "weekdays", "working-days: 'weekdays' is not days of the week such as"},
    {"working-days", ",", "working-days: ',' is not days of the week such as"},
    {"day-starts", "6:00", "day-starts: '6:00' is not a time such as 06:00"},
    {"day-starts", "24:00", "day-starts: '24:00' is not a time such as 06:00"},
    {"day-starts", "06:60", "day-starts: '06:60' is not a time such as 06:00"},
    {"day-starts", "06:00:00", "day-starts: '06:00:00' is not a time such as 06:00"},
    {"day-starts", "-1:00", "day-starts: '-1:00' is not a time such as 06:00"},
    {"day-starts", "06.00", "day-starts: '06.00' is not a time such as 06:00"},
    {"expect", "2026-12-24", "expect: '2026-12-24' is not a day, rules and a reason such as"},
    {"expect", "2026-02-30 G3 closed", "is not a day, rules and a reason such as"},
    {"expect", "2026-12-24 G3 \"\"", "is not a day, rules and a reason such as"},
    {"expect", "2026-12-24 G3 ", "is not a day, rules and a reason such as"},
    {"expect", "2026-12-24 G9x closed", "expect: 'G9x' is no list of guard rails such as"},
    {"expect", "2026-12-24 G0 closed", "expect: 'G0' is no list of guard rails such as"},
    {"expect", "2026-12-24 G2,,G3 closed", "expect: 'G2,,G3' is no list of guard rails"},
    {"expect", "2026-12-24 G2, closed", "expect: 'G2,' is no list of guard rails"},
    {"shop", "", "shop: '' is not a value"},
    {"work-order", "Job", "work-order is not known"},
    {"colour", "red", "colour is not known"},
};

static void bad_values_are_refused_in_a_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct co_reading r = {0};
        struct co_arena arena = {0};
        struct co_err err = {0};
        char what[128];
        (void)snprintf(what, sizeof what, "%s = %s", bad[i].name, bad[i].value);
        check_status(what, co_reading_set(&r, bad[i].name, bad[i].value, &arena, &err), CO_USAGE,
                     &err);
        check_contains(what, err.text, bad[i].said);
        assert_ptr_equal(strstr(err.text, bad[i].name), err.text);
        check_int("no key", (int64_t)r.n_key, 0);
        check_int("nothing to ignore", (int64_t)r.n_ignore, 0);
        check_int("no delimiter", r.delimiter, 0);
        co_arena_fini(&arena);
    }
}

static void every_name_is_set_by_its_name(void **state)
{
    size_t n;
    const char *const *names = co_reading_names(&n);
    (void)state;
    check_int("the settings, and every field but the work order", (int64_t)n, 16 + CO_FIELDS - 1);
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < COUNT(good); k++)
            found = found || strcmp(good[k].name, names[i]) == 0;
        if (!found)
            fail_msg("%s has no case above", names[i]);
        assert_null(strchr(names[i], '_'));
    }
}

static void the_last_value_counts_but_ignored_columns_add_up(void **state)
{
    static const char *const settings[][2] = {
        {"key", "a,b"},
        {"key", "c"},
        {"ignore", "x"},
        {"ignore", "y,z"},
        {"shop", "first"},
        {"shop", "second"},
        {"decimal", "point"},
        {"decimal", "comma"},
        {"delimiter", ","},
        {"delimiter", "tab"},
        {"encoding", "UTF-16"},
        {"encoding", "CP850"},
        {"date-order", "dmy"},
        {"date-order", "mdy"},
        {"working-days", "mon"},
        {"working-days", "sat"},
        {"holidays", "2026-12-25"},
        {"holidays", "2026-12-24,2027-01-01"},
        {"day-starts", "05:00"},
        {"day-starts", "04:00"},
    };
    struct co_reading r = {0};
    struct co_arena arena = {0};
    struct co_err err = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(settings); i++)
        check_status(settings[i][1],
                     co_reading_set(&r, settings[i][0], settings[i][1], &arena, &err), CO_OK, &err);
    check_reading("the last of each", &r,
                  "shop=second key=c ignore=x ignore=y ignore=z delimiter=0x09 encoding=CP850 "
                  "decimal=comma order=month week=sat "
                  "calendar=sat; 2026-12-24..2026-12-25 2027-01-01 starts=240 ");
    co_arena_fini(&arena);
}

static void thirty_two_columns_may_be_ignored(void **state)
{
    struct co_reading r = {0};
    struct co_arena arena = {0};
    struct co_err err = {0};
    (void)state;
    for (int i = 0; i < CO_IGNORE_MAX; i++)
        check_status("one more", co_reading_set(&r, "ignore", "x", &arena, &err), CO_OK, &err);
    check_status("too many", co_reading_set(&r, "ignore", "x", &arena, &err), CO_USAGE, &err);
    check_int("ignored", (int64_t)r.n_ignore, CO_IGNORE_MAX);
    co_arena_fini(&arena);
}

/* --- merging ------------------------------------------------------------------------------ */

static void set_all(struct co_reading *r, struct co_arena *arena, const char *const (*list)[2])
{
    struct co_err err = {0};
    for (; (*list)[0]; list++)
        check_status((*list)[0], co_reading_set(r, (*list)[0], (*list)[1], arena, &err), CO_OK,
                     &err);
}

static const struct {
    const char *what;
    const char *over[5][2], *under[5][2];
    const char *merged;
} merges[] = {
    {"nothing and nothing", {{NULL}}, {{NULL}}, ""},
    {"nothing below", {{"shop", "A"}, {NULL}}, {{NULL}}, "shop=A "},
    {"nothing above",
     {{NULL}},
     {{"shop", "B"}, {"key", "K"}, {"delimiter", ";"}, {"encoding", "X"}, {NULL}},
     "shop=B key=K delimiter=0x3b encoding=X "},
    {"above wins",
     {{"shop", "A"}, {"decimal", "comma"}, {"date-order", "dmy"}, {"working-days", "sat"}, {NULL}},
     {{"shop", "B"}, {"decimal", "point"}, {"date-order", "mdy"}, {"working-days", "sun"}, {NULL}},
     "shop=A decimal=comma order=day week=sat "},
    {"the day starts at midnight above",
     {{"day-starts", "00:00"}, {NULL}},
     {{"day-starts", "06:00"}, {NULL}},
     "starts=0 "},
    {"the day starts below", {{NULL}}, {{"day-starts", "06:00"}, {NULL}}, "starts=360 "},
    {"each field by itself", {{"shop", "A"}, {NULL}}, {{"part", "P"}, {NULL}}, "part=P shop=A "},
    {"a key is one thing", {{"key", "a"}, {NULL}}, {{"key", "b,c"}, {NULL}}, "key=a "},
    {"\"there is none\" is a value", {{"shop", "-"}, {NULL}}, {{"shop", "B"}, {NULL}}, "shop=- "},
    {"status words add up, those above first",
     {{"hold-status", "H,W"}, {NULL}},
     {{"finished-status", "H"}, {"open-status", "O"}, {NULL}},
     "h=4 w=4 h=1 o=0 "},
    {"ignored columns add up",
     {{"ignore", "a"}, {NULL}},
     {{"ignore", "b,c"}, {NULL}},
     "ignore=a ignore=b ignore=c "},
};

static void what_is_left_open_is_taken_from_below(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(merges); i++) {
        struct co_reading over = {0}, under = {0};
        struct co_arena arena = {0};
        set_all(&over, &arena, merges[i].over);
        set_all(&under, &arena, merges[i].under);
        co_reading_merge(&over, &under);
        check_reading(merges[i].what, &over, merges[i].merged);
        co_arena_fini(&arena);
    }
}

static void merged_lists_stop_at_the_limit(void **state)
{
    struct co_reading over = {0}, under = {0};
    (void)state;
    for (; over.n_ignore < 20; over.n_ignore++)
        over.ignore[over.n_ignore] = CO_STR("a");
    for (; under.n_ignore < 20; under.n_ignore++)
        under.ignore[under.n_ignore] = CO_STR("b");
    co_reading_merge(&over, &under);
    check_int("ignored", (int64_t)over.n_ignore, CO_IGNORE_MAX);
    check_text("the first", over.ignore[0], "a");
    check_text("the last", over.ignore[CO_IGNORE_MAX - 1], "b");
}

/* --- files -------------------------------------------------------------------------------- */

static int set_up(void **state)
{
    static struct folder folder;
    folder_init(&folder);
    if (mkdir(folder_path(&folder, "xdg"), 0777) != 0 ||
        mkdir(folder_path(&folder, "xdg/crossoff"), 0777) != 0 ||
        mkdir(folder_path(&folder, ".config"), 0777) != 0 ||
        mkdir(folder_path(&folder, ".config/crossoff"), 0777) != 0)
        return 1;
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    folder_fini(*state);
    return 0;
}

static struct co_environment environment(struct folder *f)
{
    return (struct co_environment){.home = f->path,
                                   .xdg_config_home = folder_path(f, "xdg"),
                                   .site = folder_path(f, "site.ini")};
}

static void no_file_is_all_right(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f), none = {0};
    struct co_config c;
    struct co_err err = {0};
    check_status("no files", co_config_read(&c, &env, NULL, &err), CO_OK, &err);
    assert_null(c.history);
    assert_null(c.feed);
    check_reading("nothing", &c.all, "");
    check_int("feeds", (int64_t)c.n_feeds, 0);
    co_config_fini(&c);
    check_status("no environment", co_config_read(&c, &none, NULL, &err), CO_OK, &err);
    check_reading("nothing", &c.all, "");
    co_config_fini(&c);
}

static const char *const whole = "; a comment\n"
                                 "# another\n"
                                 "[crossoff]\n"
                                 "history = /srv/crossoff/h.db   ; where it is\n"
                                 "feed = machining\n"
                                 "working-days = mon-thu\n"
                                 "due_date = Fällig am\n"
                                 "\n"
                                 "[feed machining]\n"
                                 "key = Job, \"Op, internal\"\n"
                                 "ignore = Printed\n"
                                 "    Rev, Prio\n"
                                 "[feed Endmontage Halle 2]\n"
                                 "delimiter: semicolon\n"
                                 "[feed machining]\n"
                                 "shop = Work centre\n";

static void a_file_is_read_by_sections(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_config c;
    struct co_err err = {0};
    (void)folder_write(f, "xdg/crossoff/config.ini", co_str_of(whole));
    check_status("read", co_config_read(&c, &env, NULL, &err), CO_OK, &err);
    check_text("history", co_str_of(c.history), "/srv/crossoff/h.db");
    check_text("feed", co_str_of(c.feed), "machining");
    check_reading("for all", &c.all, "due_date=Fällig am week=mon tue wed thu ");
    check_int("feeds", (int64_t)c.n_feeds, 2);
    check_text("first", co_str_of(c.feeds[0].name), "machining");
    check_reading(
        "first", &c.feeds[0].reading,
        "shop=Work centre key=Job key=Op, internal ignore=Printed ignore=Rev ignore=Prio ");
    check_text("second", co_str_of(c.feeds[1].name), "Endmontage Halle 2");
    check_reading("second", &c.feeds[1].reading, "delimiter=0x3b ");
    co_config_fini(&c);
}

static const struct {
    const char *what, *site, *user, *file; /* NULL: there is none */
    const char *feed, *history, *reading;  /* of feed "a" under no flags; "" is not set */
} layers[] = {
    {"the site's alone", "[crossoff]\nfeed=s\nshop=S\n", NULL, NULL, "s", "", "shop=S "},
    {"the user's alone", NULL, "[crossoff]\nfeed=u\nshop=U\n", NULL, "u", "", "shop=U "},
    {"the user's over the site's", "[crossoff]\nfeed=s\nhistory=/s\nshop=S\npart=P\n",
     "[crossoff]\nfeed=u\nhistory=/u\nshop=U\n", NULL, "u", "/u", "part=P shop=U "},
    {"the user's leaves things open", "[crossoff]\nfeed=s\nhistory=/s\n", "[crossoff]\nshop=U\n",
     NULL, "s", "/s", "shop=U "},
    {"the file instead of both", "[crossoff]\nfeed=s\nshop=S\n", "[crossoff]\nfeed=u\npart=U\n",
     "[crossoff]\nhistory=/f\n", "", "/f", ""},
    {"a section of the site over [crossoff] of the user", "[feed a]\nshop=S\n",
     "[crossoff]\nshop=U\n", NULL, "", "", "shop=S "},
    {"both sections of a feed", "[feed a]\nshop=S\npart=S\n", "[feed a]\nshop=U\n", NULL, "", "",
     "part=S shop=U "},
    {"the section of another feed", NULL, "[feed b]\nshop=U\n", NULL, "", "", ""},
    {"ignored columns of all", "[crossoff]\nignore=1\n[feed a]\nignore=2\n",
     "[crossoff]\nignore=3\n[feed a]\nignore=4\n", NULL, "", "",
     "ignore=2 ignore=4 ignore=1 ignore=3 "},
    {"an empty file", "[crossoff]\nshop=S\n", NULL, "", "", "", ""},
};

static void one_file_goes_before_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(layers); i++) {
        void *own = NULL;
        assert_int_equal(set_up(&own), 0);
        struct folder *f = own;
        struct co_environment env = environment(f);
        struct co_config c;
        struct co_reading flags = {.calendar = {.week = 1}};
        struct co_err err = {0};
        struct co_buf expected = {0};
        const char *file = NULL;
        if (layers[i].site)
            (void)folder_write(f, "site.ini", co_str_of(layers[i].site));
        if (layers[i].user)
            (void)folder_write(f, "xdg/crossoff/config.ini", co_str_of(layers[i].user));
        if (layers[i].file)
            file = folder_write(f, "given.ini", co_str_of(layers[i].file));
        check_status(layers[i].what, co_config_read(&c, &env, file, &err), CO_OK, &err);
        check_text(layers[i].what, co_str_of(c.feed), layers[i].feed);
        check_text(layers[i].what, co_str_of(c.history), layers[i].history);
        co_config_reading(&c, "a", &flags);
        co_buf_fmt(&expected, "%sweek=mon ", layers[i].reading);
        co_buf_byte(&expected, '\0');
        check_reading(layers[i].what, &flags, expected.at);
        co_buf_fini(&expected);
        co_config_fini(&c);
        (void)tear_down(&own);
    }
}

static void flags_go_before_sections(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_config c;
    struct co_reading flags = {0}, other = {0};
    struct co_err err = {0};
    flags.header[CO_FIELD_SHOP] = "Flag";
    flags.ignore[flags.n_ignore++] = CO_STR("flag");
    (void)folder_write(f, "xdg/crossoff/config.ini",
                       CO_STR("[crossoff]\nshop=All\npart=All\nstatus=All\nignore=all\n"
                              "[feed a]\nshop=Feed\npart=Feed\ndecimal=comma\n"));
    check_status("read", co_config_read(&c, &env, NULL, &err), CO_OK, &err);
    co_config_reading(&c, "a", &flags);
    check_reading("feed a", &flags,
                  "part=Feed shop=Flag status=All ignore=flag ignore=all decimal=comma "
                  "week=mon tue wed thu fri ");
    co_config_reading(&c, "A", &other);
    check_reading("feed A is another one", &other,
                  "part=All shop=All status=All ignore=all week=mon tue wed thu fri ");
    co_config_fini(&c);
}

static const struct {
    const char *what, *text, *said;
} wrong[] = {
    {"unknown setting", "[crossoff]\nshop = A\nshpo = B\n",
     ", line 3: 'shpo' is no setting of section [crossoff] (did you mean 'shop'?)"},
    {"unknown, like none", "[crossoff]\nzzzzzz = B\n",
     ", line 2: 'zzzzzz' is no setting of section [crossoff]"},
    {"a misspelt place", "[crossoff]\nhistroy = /x\n", "did you mean 'history'?"},
    {"the history of a feed", "[feed a]\nhistory = /x\n",
     ", line 2: 'history' is no setting of section [feed a]"},
    {"a feed of a feed", "[feed a]\nfeed = b\n",
     ", line 2: 'feed' is no setting of section [feed a]"},
    {"the files of all feeds", "[crossoff]\nfiles = *.csv\n",
     ", line 2: 'files' is no setting of section [crossoff]"},
    {"no pattern", "[feed a]\nfiles = ,\n", ", line 2: files: ',' is not a list of at most 32"},
    {"a pattern of folders", "[feed a]\nfiles = in/*.csv\n",
     ", line 2: files: 'in/*.csv' has a '/': patterns are of names, folders are set with inbox"},
    {"a relative inbox", "[feed a]\ninbox = in\n", ", line 2: inbox: 'in' is no absolute path"},
    {"a relative inbox of all", "[crossoff]\ninbox = ./in\n", ", line 2: inbox: './in' is no"},
    {"settling of one feed", "[feed a]\nsettle = 2\n", ", line 2: 'settle' is no setting of"},
    {"no number", "[crossoff]\nsettle = soon\n", ", line 2: settle: 'soon' is not a number of"},
    {"too long", "[crossoff]\nsettle = 2h\n", ", line 2: settle: '2h' is not a number of seconds"},
    {"no word", "[crossoff]\nempty-inbox = ok\n", ", line 2: empty-inbox: 'ok' is not held or"},
    {"the work order has the key", "[crossoff]\nwork-order = Job\n",
     ", line 2: 'work-order' is no setting of section [crossoff]"},
    {"unknown section", "[crossof]\nshop = A\n",
     ", line 2: section [crossof] is not known; there are [crossoff], [mail] and [feed NAME]"},
    {"a feed without a name", "[feed ]\nshop = A\n", "section [feed"},
    {"no section", "shop = A\n", ", line 1: a setting before any section; begin with [crossoff]"},
    {"bad value", "[crossoff]\n\n\ndecimal = .\n",
     ", line 4: decimal: '.' is not 'point' or 'comma'"},
    {"no value", "[crossoff]\nshop =\n", ", line 2: shop: '' is not a value"},
    {"no feed", "[crossoff]\nfeed =\n", ", line 2: feed"},
    {"no history", "[crossoff]\nhistory =\n", ", line 2: history: '' is no absolute path"},
    {"a relative history", "[crossoff]\nhistory = x.db\n",
     ", line 2: history: 'x.db' is no absolute path; write one that begins with / or ~/"},
    {"a relative history with a dot", "[crossoff]\nhistory = ./x.db\n", "is no absolute path"},
    {"the home of somebody", "[crossoff]\nhistory = ~joe/x.db\n", "is no absolute path"},
    {"no setting", "[crossoff]\nshop = A\njust words\n",
     ", line 3: this is no 'name = value' and no [section]"},
    {"an open bracket", "[crossoff\n", ", line 1: this is no 'name = value' and no [section]"},
    {"the first mistake is told", "[crossoff]\nkey = ,\ndecimal = .\n", ", line 2: key: ','"},
};

static void a_mistake_is_told_with_file_and_line(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    static const char *const places[] = {"site.ini", "xdg/crossoff/config.ini", "given.ini"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct co_config c;
        struct co_err err = {0};
        const char *name = places[i % COUNT(places)];
        const char *path = folder_write(f, name, co_str_of(wrong[i].text));
        check_status(wrong[i].what,
                     co_config_read(&c, &env, i % COUNT(places) == 2 ? path : NULL, &err), CO_USAGE,
                     &err);
        check_contains(wrong[i].what, err.text, path);
        check_contains(wrong[i].what, err.text, wrong[i].said);
        assert_int_equal(err.status, CO_USAGE);
        co_config_fini(&c);
        (void)remove(path);
    }
}

static void a_line_that_is_too_long_is_a_mistake(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_buf text = {0};
    struct co_config c;
    struct co_err err = {0};
    co_buf_text(&text, "[crossoff]\nshop = ");
    co_buf_fill(&text, 'x', 300);
    co_buf_text(&text, "\n");
    const char *path = folder_write(f, "given.ini", co_buf_view(&text));
    check_status("too long", co_config_read(&c, &env, path, &err), CO_USAGE, &err);
    check_contains("line", err.text, ", line ");
    co_config_fini(&c);
    co_buf_fini(&text);
}

static void sixty_four_feeds_are_enough(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_buf text = {0};
    struct co_config c;
    struct co_err err = {0};
    for (int i = 0; i < CO_FEEDS_MAX; i++)
        co_buf_fmt(&text, "[feed %d]\nshop = S%d\n", i, i);
    const char *path = folder_write(f, "given.ini", co_buf_view(&text));
    check_status("all of them", co_config_read(&c, &env, path, &err), CO_OK, &err);
    check_reading("the last", &c.feeds[CO_FEEDS_MAX - 1].reading, "shop=S63 ");
    co_config_fini(&c);
    co_buf_text(&text, "[feed more]\nshop = S\n");
    path = folder_write(f, "given.ini", co_buf_view(&text));
    check_status("one more", co_config_read(&c, &env, path, &err), CO_USAGE, &err);
    check_contains("one more", err.text, ", line 130: there are more than 64 feeds");
    co_config_fini(&c);
    co_buf_fini(&text);
}

static void a_file_that_was_named_must_be_there(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_config c;
    struct co_err err = {0};
    const char *path = folder_path(f, "none.ini");
    check_status("--config", co_config_read(&c, &env, path, &err), CO_USAGE, &err);
    check_contains("which", err.text, "none.ini is not there");
    co_config_fini(&c);
    env.config = path;
    check_status("the environment", co_config_read(&c, &env, NULL, &err), CO_USAGE, &err);
    check_contains("which", err.text, "none.ini is not there");
    co_config_fini(&c);
    check_status("a folder", co_config_read(&c, &env, f->path, &err), CO_USAGE, &err);
    check_contains("what", err.text, "is a folder");
    co_config_fini(&c);
    const char *given = folder_write(f, "given.ini", CO_STR("[crossoff]\nfeed = g\n"));
    check_status("--config before the environment", co_config_read(&c, &env, given, &err), CO_OK,
                 &err);
    check_text("feed", co_str_of(c.feed), "g");
    co_config_fini(&c);
    env.config = "";
    check_status("an empty variable is none", co_config_read(&c, &env, NULL, &err), CO_OK, &err);
    co_config_fini(&c);
}

static const struct {
    const char *what, *home, *xdg; /* "~": the test's folder; "~/x" below it */
    const char *file;              /* which is then read, or NULL */
} homes[] = {
    {"XDG", "~", "~/xdg", "xdg/crossoff/config.ini"},
    {"XDG without a home", NULL, "~/xdg", "xdg/crossoff/config.ini"},
    {"no XDG", "~", NULL, ".config/crossoff/config.ini"},
    {"an empty XDG", "~", "", ".config/crossoff/config.ini"},
    {"a relative XDG is passed over", "~", "xdg", ".config/crossoff/config.ini"},
    {"nothing", NULL, NULL, NULL},
    {"an empty home", "", NULL, NULL},
};

static const char *place(struct folder *f, const char *name)
{
    return !name || name[0] != '~' ? name : name[1] ? folder_path(f, name + 2) : f->path;
}

static void the_users_file_is_where_xdg_says(void **state)
{
    struct folder *f = *state;
    (void)folder_write(f, "xdg/crossoff/config.ini",
                       CO_STR("[crossoff]\nfeed = xdg/crossoff/config.ini\n"));
    (void)folder_write(f, ".config/crossoff/config.ini",
                       CO_STR("[crossoff]\nfeed = .config/crossoff/config.ini\n"));
    for (size_t i = 0; i < COUNT(homes); i++) {
        struct co_environment env = {.home = place(f, homes[i].home),
                                     .xdg_config_home = place(f, homes[i].xdg)};
        struct co_config c;
        struct co_err err = {0};
        check_status(homes[i].what, co_config_read(&c, &env, NULL, &err), CO_OK, &err);
        check_text(homes[i].what, co_str_of(c.feed), homes[i].file ? homes[i].file : "");
        co_config_fini(&c);
    }
}

/* --- the place of the history ------------------------------------------------------------- */

static const struct {
    const char *what, *flag, *variable, *configured, *xdg, *home, *place;
} histories[] = {
    {"the flag", "f.db", "/v.db", "/c.db", "/x", "/h", "f.db"},
    {"the variable", NULL, "v.db", "/c.db", "/x", "/h", "v.db"},
    {"an empty variable is none", NULL, "", "/c.db", "/x", "/h", "/c.db"},
    {"the configuration", NULL, NULL, "/c.db", "/x", "/h", "/c.db"},
    {"XDG", NULL, NULL, NULL, "/x", "/h", "/x/crossoff/history.db"},
    {"XDG without a home", NULL, NULL, NULL, "/x", NULL, "/x/crossoff/history.db"},
    {"a relative XDG is passed over", NULL, NULL, NULL, "x", "/h",
     "/h/.local/share/crossoff/history.db"},
    {"home", NULL, NULL, NULL, NULL, "/h", "/h/.local/share/crossoff/history.db"},
    {"nowhere", NULL, NULL, NULL, NULL, NULL, NULL},
    {"an empty home", NULL, NULL, NULL, "", "", NULL},
    {"an empty flag", "", NULL, NULL, NULL, "/h", NULL},
};

static void the_history_has_one_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(histories); i++) {
        struct co_config c = {.history = histories[i].configured};
        struct co_environment env = {.home = histories[i].home,
                                     .xdg_data_home = histories[i].xdg,
                                     .history = histories[i].variable};
        struct co_arena arena = {0};
        struct co_err err = {0};
        const char *got = "?";
        enum co_status status = co_config_history(&c, &env, histories[i].flag, &arena, &got, &err);
        check_status(histories[i].what, status, histories[i].place ? CO_OK : CO_USAGE, &err);
        if (histories[i].place)
            check_text(histories[i].what, co_str_of(got), histories[i].place);
        else
            check_contains(histories[i].what, err.text, "no place for the history");
        co_arena_fini(&arena);
    }
}

static void a_tilde_is_the_home(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_config c;
    struct co_err err = {0};
    const char *path = folder_write(f, "given.ini", CO_STR("[crossoff]\nhistory = ~/my/h.db\n"));
    check_status("home", co_config_read(&c, &env, path, &err), CO_OK, &err);
    check_text("expanded", co_str_of(c.history), folder_path(f, "my/h.db"));
    co_config_fini(&c);
    env.home = NULL;
    check_status("no home", co_config_read(&c, &env, path, &err), CO_USAGE, &err);
    check_contains("no home", err.text, ", line 2: history: '~/my/h.db' is no absolute path");
    co_config_fini(&c);
}

static void inboxes_and_their_files_are_taken(void **state)
{
    struct folder *f = *state;
    struct co_environment env = environment(f);
    struct co_config c;
    struct co_err err = {0};
    const char *path = folder_write(f, "given.ini",
                                    CO_STR("[crossoff]\ninbox = /srv/in\nsettle = 5\n"
                                           "empty_inbox = quiet\n[feed a]\n"
                                           "files = a*.csv, \"b,c*\"\n    d*.csv\ninbox = ~/a\n"
                                           "[feed b]\nshop = X\n"));
    check_status("read", co_config_read(&c, &env, path, &err), CO_OK, &err);
    check_text("inbox", co_str_of(c.inbox), "/srv/in");
    check_int("settle", c.settle, 5);
    assert_true(c.has_settle && c.is_empty_ok);
    check_text("own inbox", co_str_of(c.feeds[0].inbox), folder_path(f, "a"));
    check_int("patterns", (int64_t)c.feeds[0].n_files, 3);
    check_text("first", co_str_of(c.feeds[0].files[0]), "a*.csv");
    check_text("second", co_str_of(c.feeds[0].files[1]), "b,c*");
    check_text("third", co_str_of(c.feeds[0].files[2]), "d*.csv");
    assert_null(c.feeds[1].inbox);
    check_int("none", (int64_t)c.feeds[1].n_files, 0);
    co_config_fini(&c);
}

static const struct {
    const char *text;
    int64_t unit, seconds; /* -1: no */
} times[] = {
    {"0", 1, 0},       {"90", 1, 90},     {"90", 0, -1},  {"90s", 0, 90},    {"10m", 0, 600},
    {"26h", 0, 93600}, {"3d", 1, 259200}, {"", 1, -1},    {"m", 1, -1},      {"-1", 1, -1},
    {"1x", 1, -1},     {"1ms", 1, -1},    {"1 m", 1, -1}, {"100001", 1, -1},
};

static void times_have_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(times); i++) {
        int64_t got = -1;
        bool is_time = co_reading_seconds(times[i].text, times[i].unit, &got);
        check_int(times[i].text, is_time ? got : -1, times[i].seconds);
    }
}

int main(void)
{
#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_setting_is_taken),
        cmocka_unit_test(bad_values_are_refused_in_a_sentence),
        cmocka_unit_test(every_name_is_set_by_its_name),
        cmocka_unit_test(the_last_value_counts_but_ignored_columns_add_up),
        cmocka_unit_test(thirty_two_columns_may_be_ignored),
        cmocka_unit_test(what_is_left_open_is_taken_from_below),
        cmocka_unit_test(merged_lists_stop_at_the_limit),
        IN_FOLDER(no_file_is_all_right),
        IN_FOLDER(a_file_is_read_by_sections),
        cmocka_unit_test(one_file_goes_before_another),
        IN_FOLDER(flags_go_before_sections),
        IN_FOLDER(a_mistake_is_told_with_file_and_line),
        IN_FOLDER(a_line_that_is_too_long_is_a_mistake),
        IN_FOLDER(sixty_four_feeds_are_enough),
        IN_FOLDER(a_file_that_was_named_must_be_there),
        IN_FOLDER(the_users_file_is_where_xdg_says),
        cmocka_unit_test(the_history_has_one_place),
        IN_FOLDER(a_tilde_is_the_home),
        IN_FOLDER(inboxes_and_their_files_are_taken),
        cmocka_unit_test(times_have_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
