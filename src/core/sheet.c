#include "crossoff/sheet.h"
#include <stdlib.h>

void co_sheet_fini(struct co_sheet *s)
{
    free(s->items);
    co_arena_fini(&s->arena);
    *s = (struct co_sheet){0};
}
