/* tests: a trend as the store hands it over, for everything that draws one. */
#pragma once
#include "crossoff/trend.h"

/* Eleven lists of two shops, one of them only from the third list on, and a first list of the feed.
 * A constant: co_trend_fini is not needed. */
const struct co_trend *trend_example(void);
