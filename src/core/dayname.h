/* Names of months and days of the week in seven languages. Private to src/core. */
#pragma once
#include "crossoff/str.h"

/* The month (1 to 12) of a name or its beginning, at least three letters; 0 when it is none, or the
 * beginning of two. */
int co_dayname_month(struct co_str word);
/* Whether a word is a day of the week or its beginning, at least two letters. */
bool co_dayname_is_weekday(struct co_str word);
