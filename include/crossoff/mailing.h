/* app: what the configuration says about mail: from whom, by which way, to whom, when. */
#pragma once
#include "crossoff/mail.h"
#include "crossoff/mem.h"
#include "crossoff/post.h"
#include "crossoff/secret.h"

enum { CO_MAIL_TO_MAX = 50, CO_MAIL_SHOPS_MAX = 100 };

enum co_mail_attach { CO_MAIL_ATTACH_UNSET, CO_MAIL_CSV, CO_MAIL_XLSX, CO_MAIL_NOTHING };

/* One recipient of one shop's part. */
struct co_mail_shop {
    const char *shop; /* as the list writes it; "" for rows without one */
    const char *to;
};

/* Who gets what of a feed, and when. */
struct co_mailing {
    const char *to[CO_MAIL_TO_MAX]; /* get all of it */
    size_t n_to;
    struct co_mail_shop shops[CO_MAIL_SHOPS_MAX];
    size_t n_shops;
    enum co_mail_when when;
    enum co_mail_language language;
    bool has_language;
    enum co_mail_attach attach;
};

/* Section [mail]: how mail leaves this machine, and what holds for feeds that say nothing else. */
struct co_mail_config {
    const char *from, *from_name, *reply_to; /* NULL: not set; from_name is UTF-8 */
    const char *sendmail;                    /* a command line, or NULL: a server is used */
    struct co_post_server server;            /* but for its secret */
    bool allows_plaintext;
    struct co_secret_source secret;
    struct co_mailing all;
};

/* Whether mail can be sent at all: from and a way are set. */
bool co_mail_is_configured(const struct co_mail_config *m);

/* The names of settings, of section [mail] or of a feed; *n is set. */
const char *const *co_mailing_names(bool of_feed, size_t *n);
/* Sets one of [mail] ("to") or of a feed ("mail-to", and then only `of_feed` is set). `arena` keeps
 * what is to be kept. *is_mine is false for a name that is none of them. CO_USAGE with a sentence
 * that begins with the name. */
CO_NODISCARD enum co_status co_mailing_set(struct co_mail_config *m, struct co_mailing *of_feed,
                                           const char *name, const char *value, const char *home,
                                           struct co_arena *arena, bool *is_mine,
                                           struct co_err *err);
/* What only all settings together tell. Sets what follows (port, host of netrc, credentials
 * directory). CO_USAGE. */
CO_NODISCARD enum co_status co_mail_settle(struct co_mail_config *m, const char *credentials,
                                           struct co_err *err);
/* What holds for a feed (NULL: for one that says nothing): its own, else that of [mail], else
 * always, in English, with CSV. */
void co_mailing_merge(const struct co_mail_config *m, const struct co_mailing *feed,
                      struct co_mailing *out);
