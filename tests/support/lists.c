#include "lists.h"
#include "check.h"
#include <stdlib.h>
#include <string.h>

void list_load(struct list *l, struct co_str text, const struct co_load_rules *rules)
{
    static const struct co_load_rules none = {.secret = {7, 11}};
    memset(l, 0, sizeof *l);
    co_buf_str(&l->text, text);
    l->status = co_load("list.csv", co_buf_view(&l->text), rules ? rules : &none, &l->x, &l->notes,
                        &l->err);
}

void list_must_load(struct list *l, struct co_str text, const struct co_load_rules *rules)
{
    list_load(l, text, rules);
    check_status("list that is all right", l->status, CO_OK, &l->err);
}

void list_fini(struct list *l)
{
    co_export_fini(&l->x);
    co_notes_fini(&l->notes);
    co_buf_fini(&l->text);
}

const char *list_note(const struct list *l, const char *part)
{
    for (size_t i = 0; i < l->notes.n; i++)
        if (strstr(l->notes.list[i].text, part))
            return l->notes.list[i].text;
    return NULL;
}

size_t list_warnings(const struct list *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->notes.n; i++)
        n += l->notes.list[i].level == CO_NOTE_WARNING;
    return n;
}

struct co_str list_column(const struct list *l, enum co_field field)
{
    int column = l->x.column_of[field];
    return column < 0 ? CO_STR("-") : l->x.columns[column].name;
}

static void quoted(struct co_buf *out, const char *cell)
{
    co_buf_byte(out, '"');
    for (; *cell; cell++)
        co_buf_text(out, *cell == '"' ? "\"\"" : (char[]){*cell, '\0'});
    co_buf_byte(out, '"');
}

void list_row(struct co_buf *out, char delimiter, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            co_buf_byte(out, delimiter);
        if (strpbrk(cells[i], "\"\r\n") || strchr(cells[i], delimiter))
            quoted(out, cells[i]);
        else
            co_buf_text(out, cells[i]);
    }
    co_buf_byte(out, '\n');
}

uint64_t list_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

size_t list_below(uint64_t *state, size_t n)
{
    return (size_t)(list_random(state) % n);
}

uint64_t list_seed(uint64_t first, size_t *n)
{
    const char *wanted = getenv("CROSSOFF_SEED");
    if (!wanted)
        return first;
    *n = 1;
    return strtoull(wanted, NULL, 10);
}
