#include "trends.h"

enum { LISTS = 11, FIRST = 20763 /* 2026-11-06, a Friday */ };

static const co_date dates[LISTS] = {FIRST,      FIRST + 3,  FIRST + 4,  FIRST + 5,
                                     FIRST + 6,  FIRST + 7,  FIRST + 10, FIRST + 11,
                                     FIRST + 12, FIRST + 13, FIRST + 14};

#define POINT(mark, before, done, came, late, after)                                         \
    {                                                                                        \
        .is_there = true, .has_due_dates = true, .delivery = CO_DELIVERY_##mark, .counts = { \
            .yesterday = (before),                                                           \
            .completed = (done),                                                             \
            .carried_over = (before) - (done),                                               \
            .fresh = (came),                                                                 \
            .past_due = (late),                                                              \
            .today = (after)                                                                 \
        }                                                                                    \
    }
#define BASELINE(late, after)                                                     \
    {                                                                             \
        .is_there = true, .is_baseline = true, .has_due_dates = true, .counts = { \
            .fresh = (after),                                                     \
            .today = (after),                                                     \
            .past_due = (late)                                                    \
        }                                                                         \
    }
#define NOTHING                                  \
    {                                            \
        .is_there = false, .has_due_dates = true \
    }

static const struct co_trend_point all[LISTS] = {BASELINE(2, 40),
                                                 POINT(GREEN, 40, 5, 3, 2, 38),
                                                 POINT(RED, 38, 0, 12, 3, 50),
                                                 POINT(RED, 50, 12, 0, 4, 38),
                                                 POINT(GREEN, 38, 1, 1, 4, 38),
                                                 POINT(GREEN, 38, 4, 2, 0, 36),
                                                 POINT(GREEN, 36, 0, 0, 0, 36),
                                                 POINT(RED, 36, 3, 9, 1, 42),
                                                 POINT(GREEN, 42, 6, 6, 1, 42),
                                                 POINT(RED, 42, 2, 108, 7, 148),
                                                 POINT(GREEN, 148, 104, 1, 5, 45)};
static const struct co_trend_point mill[LISTS] = {BASELINE(2, 40),
                                                  POINT(GREEN, 40, 5, 3, 2, 38),
                                                  POINT(GREEN, 38, 0, 2, 2, 40),
                                                  POINT(RED, 40, 10, 0, 3, 30),
                                                  POINT(GREEN, 30, 1, 1, 3, 30),
                                                  POINT(GREEN, 30, 4, 2, 0, 28),
                                                  POINT(GREEN, 28, 0, 0, 0, 28),
                                                  POINT(RED, 28, 3, 5, 1, 30),
                                                  POINT(GREEN, 30, 6, 6, 1, 30),
                                                  POINT(RED, 30, 0, 101, 7, 131),
                                                  POINT(GREEN, 131, 100, 0, 5, 31)};
static const struct co_trend_point weld[LISTS] = {NOTHING,
                                                  NOTHING,
                                                  POINT(UNKNOWN, 0, 0, 10, 1, 10),
                                                  POINT(GREEN, 10, 2, 0, 1, 8),
                                                  POINT(GREEN, 8, 0, 0, 1, 8),
                                                  POINT(GREEN, 8, 0, 0, 0, 8),
                                                  POINT(GREEN, 8, 0, 0, 0, 8),
                                                  POINT(GREEN, 8, 0, 4, 0, 12),
                                                  POINT(GREEN, 12, 0, 0, 0, 12),
                                                  POINT(GREEN, 12, 2, 7, 0, 17),
                                                  POINT(GREEN, 17, 4, 1, 0, 14)};

static const struct co_trend_line shops[] = {
    {.shop = {"Fräsen <3>", 11}, .points = mill, .ages = {0, 2, 9, 15, 5, 0}},
    {.shop = {"", 0}, .points = weld, .ages = {1, 0, 4, 9, 0, 0}},
};
static const struct co_trend example = {
    .feed = {"machining", 9},
    .dates = dates,
    .n = LISTS,
    .all = {.points = all, .ages = {1, 2, 13, 24, 5, 0}},
    .shops = shops,
    .n_shops = 2,
};

const struct co_trend *trend_example(void)
{
    return &example;
}
