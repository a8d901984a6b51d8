/* store: what orders can be grouped by. Private to the store. */
#pragma once
#include "crossoff/field.h"

/* The numbers of CO_SQL_GROUP. */
enum co_grouping {
    CO_GROUP_ALL,
    CO_GROUP_SHOP,
    CO_GROUP_PART,
    CO_GROUP_DESCRIPTION,
    CO_GROUP_PLANT,
    CO_GROUP_STATUS,
    CO_GROUP_PRIORITY,
    CO_GROUP_SALES_ORDER,
    CO_GROUP_PLANNER,
    CO_GROUP_CUSTOMER,
    CO_GROUP_DUE_DATE,
    CO_GROUP_START_DATE,
    CO_GROUP_OPERATION,
    CO_GROUP_CELLS = 99,
};

/* Of a field; CO_GROUP_CELLS where only the kept cells have it. */
enum co_grouping co_grouping_of(enum co_field field);
