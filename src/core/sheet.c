#include "crossoff/sheet.h"

void co_sheet_fini(struct co_sheet *s)
{
    co_arena_fini(&s->arena);
    *s = (struct co_sheet){0};
}
