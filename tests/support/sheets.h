/* tests: sheets as the store hands them over, for everything that prints one. */
#pragma once
#include "crossoff/sheet.h"

struct sheet_case {
    const char *name; /* its folder in tests/golden */
    struct co_sheet sheet;
};
/* The sheets are constants: co_sheet_fini is not needed. */
const struct sheet_case *sheet_cases(size_t *n);
/* The sheet of a name; ends the program when there is none. */
const struct co_sheet *sheet_named(const char *name);
