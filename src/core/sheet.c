#include "crossoff/sheet.h"
#include <stdlib.h>

void co_sheet_fini(struct co_sheet *s)
{
    free(s->items);
    co_arena_fini(&s->arena);
    *s = (struct co_sheet){0};
}

void co_counts_add(struct co_counts *sum, const struct co_counts *c)
{
    sum->yesterday += c->yesterday;
    sum->completed += c->completed;
    sum->cancelled += c->cancelled;
    sum->moved += c->moved;
    sum->carried_over += c->carried_over;
    sum->fresh += c->fresh;
    sum->reopened += c->reopened;
    sum->today += c->today;
    sum->from_other += c->from_other;
    sum->to_other += c->to_other;
    sum->changed += c->changed;
    sum->past_due += c->past_due;
    sum->by_status += c->by_status;
    sum->by_quantity += c->by_quantity;
    sum->by_told += c->by_told;
    sum->by_absence += c->by_absence;
    sum->is_short += c->is_short;
    sum->closed += c->closed;
    sum->orders_completed += c->orders_completed;
    if (!co_quantity_add(&sum->pieces_completed, c->pieces_completed))
        sum->pieces_completed = INT64_MAX; /* of shops each of which could be counted */
}

void co_sheet_of_shop(const struct co_sheet *s, struct co_str shop, struct co_sheet *out)
{
    *out = *s;
    out->is_one_shop = true;
    out->shop = shop;
    out->shops = NULL;
    out->n_shops = 0;
    out->counts = (struct co_counts){0};
    out->items = NULL;
    out->arena = (struct co_arena){0};
    for (size_t i = 0; i < s->n_shops; i++)
        if (co_str_eq(s->shops[i].name, shop)) {
            out->shops = &s->shops[i];
            out->n_shops = 1;
            out->counts = s->shops[i].counts;
        }
}
