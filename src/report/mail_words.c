#include "mail_words.h"

static const char *const codes[] = {
#define CODE(name, code) code,
    CO_MAIL_LANGUAGE_LIST(CODE)
#undef CODE
};

static const char *const words[CO_MAIL_WORDS][CO_MAIL_LANGUAGES] = {
#define WORD(name, en, de) {en, de},
    CO_MAIL_WORD_LIST(WORD)
#undef WORD
};

static const char *const weekdays[CO_MAIL_LANGUAGES][7] = {
    {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}, {"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"}};
static const char *const months[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char *const *co_mail_languages(size_t *n)
{
    *n = CO_MAIL_LANGUAGES;
    return codes;
}

bool co_mail_language_of(struct co_str code, enum co_mail_language *out)
{
    for (int i = 0; i < CO_MAIL_LANGUAGES; i++)
        if (co_str_eq(code, co_str_of(codes[i]))) {
            *out = (enum co_mail_language)i;
            return true;
        }
    return false;
}

const char *co_mail_word(enum co_mail_language language, enum co_mail_word word)
{
    return words[word][language];
}

/* Day and month, and the year if it is wanted. */
static void put_date(struct co_buf *out, enum co_mail_language language, co_date date,
                     bool has_year)
{
    int y, m, d;
    co_date_split(date, &y, &m, &d);
    if (language == CO_MAIL_DE) {
        co_buf_fmt(out, "%02d.%02d.", d, m);
        if (has_year)
            co_buf_fmt(out, "%04d", y);
        return;
    }
    co_buf_fmt(out, "%d %s", d, months[m - 1]);
    if (has_year)
        co_buf_fmt(out, " %04d", y);
}

static void put_day(struct co_buf *out, enum co_mail_language language, co_date date, bool has_year)
{
    if (date == CO_DATE_NONE)
        return;
    co_buf_fmt(out, "%s ", weekdays[language][co_date_weekday(date)]);
    put_date(out, language, date, has_year);
}

void co_mail_day(struct co_buf *out, enum co_mail_language language, co_date date)
{
    put_day(out, language, date, true);
}

void co_mail_day_short(struct co_buf *out, enum co_mail_language language, co_date date)
{
    put_day(out, language, date, false);
}

void co_mail_date(struct co_buf *out, enum co_mail_language language, co_date date)
{
    if (date != CO_DATE_NONE)
        put_date(out, language, date, true);
}

void co_mail_quantity(struct co_buf *out, enum co_mail_language language, int64_t quantity)
{
    char text[CO_QUANTITY_TEXT];
    for (const char *c = co_value_quantity_text(quantity, text); *c; c++)
        co_buf_byte(out, *c == '.' && language == CO_MAIL_DE ? ',' : *c);
}

void co_mail_due(struct co_buf *out, enum co_mail_language language, enum co_mail_when when,
                 co_date date, int minute)
{
    co_mail_day_short(out, language, date);
    co_buf_fmt(out, ", %02d:%02d", minute / 60, minute % 60);
    if (when == CO_MAIL_CHANGES || when == CO_MAIL_PROBLEMS)
        co_buf_fmt(out, ", %s",
                   co_mail_word(language,
                                when == CO_MAIL_CHANGES ? CO_WORD_IF_CHANGED : CO_WORD_IF_PROBLEM));
}
