#include "grouping.h"
#include "db.h"
#include <string.h>
#include "crossoff/utf8.h"

static const struct {
    enum co_field field;
    enum co_grouping grouping;
} groupings[] = {
    {CO_FIELD_SHOP, CO_GROUP_SHOP},
    {CO_FIELD_PART, CO_GROUP_PART},
    {CO_FIELD_DESCRIPTION, CO_GROUP_DESCRIPTION},
    {CO_FIELD_PLANT, CO_GROUP_PLANT},
    {CO_FIELD_STATUS, CO_GROUP_STATUS},
    {CO_FIELD_PRIORITY, CO_GROUP_PRIORITY},
    {CO_FIELD_SALES_ORDER, CO_GROUP_SALES_ORDER},
    {CO_FIELD_PLANNER, CO_GROUP_PLANNER},
    {CO_FIELD_CUSTOMER, CO_GROUP_CUSTOMER},
    {CO_FIELD_DUE_DATE, CO_GROUP_DUE_DATE},
    {CO_FIELD_START_DATE, CO_GROUP_START_DATE},
    {CO_FIELD_OPERATION, CO_GROUP_OPERATION},
};

enum co_grouping co_grouping_of(enum co_field field)
{
    for (size_t i = 0; i < sizeof groupings / sizeof *groupings; i++)
        if (groupings[i].field == field)
            return groupings[i].grouping;
    return CO_GROUP_CELLS;
}

/* --- what a word means ---------------------------------------------------------------------- */

/* "machine_group" of "Machine Group". */
static const char *name_of(struct co_str header, struct co_arena *arena)
{
    struct co_buf folded = {0};
    co_utf8_fold(&folded, header, false);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.at[i] == ' ')
            folded.at[i] = '_';
    const char *name = co_arena_text(arena, folded.len ? co_buf_view(&folded) : CO_STR("column"));
    arena->failed = arena->failed || !co_buf_ok(&folded);
    co_buf_fini(&folded);
    return name;
}

enum { FOUND_MAX = 2 * CO_COLUMNS_MAX };

struct headers {
    const char *header[CO_COLUMNS_MAX], *name[FOUND_MAX]; /* name: of fields, then of headers */
    enum co_field field[CO_COLUMNS_MAX];
    size_t n, n_names;
};

static enum co_status take_headers(struct co_history *h, const char *feed, struct co_arena *arena,
                                   struct headers *out, struct co_err *err)
{
    struct co_kept_list list = {0};
    enum co_status status = co_history_key(h, feed, &list, err);
    out->n = out->n_names = 0;
    for (size_t i = 0; !status && i < list.n_columns; i++) {
        out->header[i] = co_arena_text(arena, list.columns[i].name);
        out->field[i] = list.columns[i].field;
        if (co_grouping_of(out->field[i]) != CO_GROUP_CELLS)
            out->name[out->n_names++] = co_field_name(out->field[i]);
        out->n++;
    }
    for (size_t i = 0; i < out->n; i++)
        out->name[out->n_names++] = name_of(co_str_of(out->header[i]), arena);
    co_kept_list_fini(&list);
    return status;
}

static enum co_status no_such(const struct headers *all, const char *feed, const char *word,
                              struct co_err *err)
{
    static const char *const periods[] = {"date", "week", "month", "shop"};
    const char *names[FOUND_MAX + 4];
    struct co_buf list = {0};
    size_t n = 0;
    for (size_t i = 0; i < 4; i++)
        names[n++] = periods[i];
    for (size_t i = 0; i < all->n_names; i++) {
        bool is_there = false;
        for (size_t k = 0; k < n; k++)
            is_there = is_there || strcmp(names[k], all->name[i]) == 0;
        if (!is_there)
            names[n++] = all->name[i];
    }
    for (size_t i = 0; i < n && i < 40; i++)
        co_buf_fmt(&list, "%s%s", i ? ", " : "", names[i]);
    const char *near = co_str_nearest(word, names, n);
    enum co_status status =
        co_fail(err, CO_USAGE, "--by: '%s' is not known%s%s%s; feed %s has %.*s", word,
                near ? " (did you mean " : "", near ? near : "", near ? "?)" : "", feed,
                CO_STR_ARG(co_buf_view(&list)));
    co_buf_fini(&list);
    return status;
}

enum co_status co_history_grouping(struct co_history *h, const char *feed, const char *word,
                                   struct co_arena *arena, struct co_by *out, struct co_err *err)
{
    struct headers *all = co_arena_alloc(arena, sizeof *all);
    const char *name = name_of(co_str_of(word), arena);
    enum co_field field = co_field_of(co_str_of(name));
    if (!all)
        return co_fail_nomem(err);
    enum co_status status = take_headers(h, feed, arena, all, err);
    if (status)
        return status;
    *out = (struct co_by){.kind = CO_BY_FIELD, .field = CO_FIELD_SHOP, .name = "shop"};
    if (field == CO_FIELD_SHOP)
        return CO_OK;
    for (size_t i = 0; i < all->n; i++)
        if (field != CO_FIELD_NONE && all->field[i] == field) {
            out->field = field;
            out->name = co_field_name(field);
            out->column = all->header[i];
            out->kind = co_grouping_of(field) == CO_GROUP_CELLS ? CO_BY_COLUMN : CO_BY_FIELD;
            return CO_OK;
        }
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(name_of(co_str_of(all->header[i]), arena), name) == 0) {
            bool is_field =
                all->field[i] != CO_FIELD_NONE && co_grouping_of(all->field[i]) != CO_GROUP_CELLS;
            *out = (struct co_by){.kind = is_field ? CO_BY_FIELD : CO_BY_COLUMN,
                                  .field = all->field[i],
                                  .column = all->header[i],
                                  .name = name};
            return arena->failed ? co_fail_nomem(err) : CO_OK;
        }
    return no_such(all, feed, word, err);
}
