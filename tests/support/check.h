/* tests: assertions that say what was looked at and print both values. */
#pragma once
#include "crossoff/status.h"
#include "crossoff/str.h"
#include <stdint.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

void check_int(const char *what, int64_t got, int64_t expected);
void check_text(const char *what, struct co_str got, const char *expected);
/* The status, with the sentence in err when it is another one. */
void check_status(const char *what, enum co_status got, enum co_status expected,
                  const struct co_err *err);
/* That `part` stands in `text`. */
void check_contains(const char *what, const char *text, const char *part);
