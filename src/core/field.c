#include "crossoff/field.h"

static const struct {
    const char *name;
    enum co_kind kind;
} fields[CO_FIELDS] = {
#define ROW(NAME, text, k) [CO_FIELD_##NAME] = {text, CO_KIND_##k},
    CO_FIELD_LIST(ROW)
#undef ROW
};

const char *co_field_name(enum co_field field)
{
    return fields[field].name;
}

const char *co_field_column(enum co_field field)
{
    static const char *const labels[CO_FIELDS] = {
#define LABEL(NAME, text, k) [CO_FIELD_##NAME] = text " (column)",
        CO_FIELD_LIST(LABEL)
#undef LABEL
    };
    return labels[field];
}

enum co_kind co_field_kind(enum co_field field)
{
    return fields[field].kind;
}

static bool is_same(struct co_str a, struct co_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if ((a.at[i] == '-' ? '_' : a.at[i]) != b.at[i])
            return false;
    return true;
}

enum co_field co_field_of(struct co_str name)
{
    for (int f = 0; f < CO_FIELDS; f++)
        if (is_same(name, co_str_of(fields[f].name)))
            return (enum co_field)f;
    return CO_FIELD_NONE;
}
