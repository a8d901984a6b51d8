#include "crossoff/module.h"

extern const struct co_mail_table co_mail_table;

__attribute__((visibility("default"))) const struct co_mail_table co_mail_table = {
    .version = CO_MAIL_VERSION,
    .send = co_post_smtp,
    .compose = co_mime_compose,
};
