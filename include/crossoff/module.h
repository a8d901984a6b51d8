/* module: the part of crossoff that deals with mail, loaded only when it is used. */
#pragma once
#include "crossoff/mime.h"
#include "crossoff/post.h"

#define CO_MAIL_MODULE "crossoff-mail.so"
#define CO_MAIL_TABLE "co_mail_table"
enum { CO_MAIL_VERSION = 1 };

/* What it offers, under that symbol. */
struct co_mail_table {
    unsigned version; /* CO_MAIL_VERSION of the headers it was built with */
    void (*send)(const struct co_post_server *server, const struct co_post_letter *letters,
                 size_t n, co_post_told *told, void *ctx); /* co_post_smtp */
    enum co_status (*compose)(const struct co_mime *m, struct co_buf *out,
                              struct co_err *err); /* co_mime_compose */
};
