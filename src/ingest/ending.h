/* How the text of a list ends. */
#pragma once
#include "crossoff/export.h"

/* Of an export whose rows were read. */
struct co_ending co_ending_of(const struct co_export *x);
