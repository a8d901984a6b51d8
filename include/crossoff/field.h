/* core: the fields of a work order that the product knows by name. */
#pragma once
#include "crossoff/str.h"
#include <stddef.h>

/* X(NAME, name in reports, SQL and options, kind). A column of an export that is none of
 * them is kept under its own header. */
#define CO_FIELD_LIST(X)                                  \
    X(WORK_ORDER, "work_order", TEXT)                     \
    X(SUFFIX, "suffix", TEXT)                             \
    X(OPERATION, "operation", TEXT)                       \
    X(PART, "part", TEXT)                                 \
    X(DESCRIPTION, "description", TEXT)                   \
    X(SHOP, "shop", TEXT)                                 \
    X(PLANT, "plant", TEXT)                               \
    X(QUANTITY, "quantity", QUANTITY)                     \
    X(QUANTITY_COMPLETED, "quantity_completed", QUANTITY) \
    X(QUANTITY_REMAINING, "quantity_remaining", QUANTITY) \
    X(QUANTITY_SCRAPPED, "quantity_scrapped", QUANTITY)   \
    X(DUE_DATE, "due_date", DATE)                         \
    X(START_DATE, "start_date", DATE)                     \
    X(STATUS, "status", TEXT)                             \
    X(PRIORITY, "priority", TEXT)                         \
    X(SALES_ORDER, "sales_order", TEXT)                   \
    X(PLANNER, "planner", TEXT)                           \
    X(CUSTOMER, "customer", TEXT)

enum co_field {
    CO_FIELD_NONE = -1,
#define CO_FIELD_ENUM(name, text, kind) CO_FIELD_##name,
    CO_FIELD_LIST(CO_FIELD_ENUM)
#undef CO_FIELD_ENUM
        CO_FIELDS
};

_Static_assert((int)CO_FIELDS <= 32, "sets of fields are bits of a uint32_t");

enum co_kind { CO_KIND_TEXT, CO_KIND_QUANTITY, CO_KIND_DATE };

/* "due_date" and its kind. field is a real one, not CO_FIELD_NONE. */
const char *co_field_name(enum co_field field);
/* "due_date (column)": a column with such a header that is not the field. */
const char *co_field_column(enum co_field field);
enum co_kind co_field_kind(enum co_field field);
/* The field of a name, '-' allowed for '_'; CO_FIELD_NONE when there is none. */
enum co_field co_field_of(struct co_str name);
