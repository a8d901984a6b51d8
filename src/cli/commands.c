#include "cli.h"
#include "crossoff/sys.h"
#include <string.h>

const struct co_command *const *co_commands(size_t *n)
{
    static const struct co_command *const all[] = {
        &co_cmd_run,   &co_cmd_report,   &co_cmd_show,   &co_cmd_days,    &co_cmd_status,
        &co_cmd_check, &co_cmd_undo,     &co_cmd_backup, &co_cmd_columns, &co_cmd_sql,
        &co_cmd_mail,  &co_cmd_schedule, &co_cmd_help,
    };
    *n = sizeof all / sizeof *all;
    return all;
}

const struct co_command *co_command_named(const char *name)
{
    size_t n;
    const struct co_command *const *all = co_commands(&n);
    for (size_t i = 0; i < n; i++)
        if (all[i]->name && strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

const char *co_command_near(const char *word)
{
    const char *names[16];
    size_t n, n_names = 0;
    const struct co_command *const *all = co_commands(&n);
    for (size_t i = 0; i < n; i++)
        if (all[i]->name)
            names[n_names++] = all[i]->name;
    return co_str_nearest(word, names, n_names);
}
