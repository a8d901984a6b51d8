#include "crossoff/hot.h"
#include <string.h>

enum { URGENT = 0, HIGH = 3, UNSAID = 1000, LOW = 2000, DIGITS_MOST = 9 };

static bool is_number(struct co_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.len > 0 && s.len <= DIGITS_MOST;
}

int64_t co_hot_priority(struct co_str priority)
{
    static const struct {
        const char *word;
        int64_t place;
    } words[] = {
        {"urgent", URGENT},   {"critical", URGENT},  {"hot", URGENT},      {"rush", URGENT},
        {"expedite", URGENT}, {"emergency", URGENT}, {"dringend", URGENT}, {"high", HIGH},
        {"hoch", HIGH},       {"haut", HIGH},        {"alta", HIGH},       {"hoog", HIGH},
        {"low", LOW},         {"niedrig", LOW},      {"bas", LOW},         {"baja", LOW},
        {"bassa", LOW},       {"baixa", LOW},        {"laag", LOW},
    };
    struct co_str s = co_str_trim(priority);
    int64_t number = 0;
    if (is_number(s)) {
        for (size_t i = 0; i < s.len; i++)
            number = number * 10 + (s.at[i] - '0');
        return number < UNSAID ? number : UNSAID - 1;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (co_str_eq_nocase(s, co_str_of(words[i].word)))
            return words[i].place;
    return UNSAID;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int64_t days_late(const struct co_heat *h, co_date day)
{
    return h->due != CO_DATE_NONE && h->due < day ? (int64_t)day - h->due : 0;
}

int co_hot_compare(const struct co_heat *a, const struct co_heat *b, co_date day)
{
    int order = compare(days_late(b, day), days_late(a, day));
    if (!order)
        order = compare(co_hot_priority(a->urgent), co_hot_priority(b->urgent));
    if (!order)
        order = compare(b->untouched, a->untouched);
    if (!order) /* CO_DATE_NONE is the smallest date, and stands last here */
        order = compare(a->due == CO_DATE_NONE ? INT64_MAX : a->due,
                        b->due == CO_DATE_NONE ? INT64_MAX : b->due);
    return order ? order : co_str_cmp(a->key, b->key);
}
