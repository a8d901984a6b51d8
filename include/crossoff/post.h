/* post: a composed message on its way to one recipient, and what became of it. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/status.h"
#include <stdint.h>

enum co_post_security {
    CO_POST_SECURITY_UNSET, /* is STARTTLS */
    CO_POST_STARTTLS,       /* plain at first, but nothing goes out before it is encrypted */
    CO_POST_TLS,            /* encrypted from the first byte */
    CO_POST_NONE,
};
enum co_post_auth {
    CO_POST_AUTH_UNSET, /* is plain, else login, whichever the server offers */
    CO_POST_AUTH_PLAIN,
    CO_POST_AUTH_LOGIN,
    CO_POST_AUTH_XOAUTH2, /* the secret is a bearer token */
};

/* A mail server. All texts are borrowed. */
struct co_post_server {
    const char *host;
    int port;
    enum co_post_security security;
    enum co_post_auth auth;
    const char *ca_file; /* or NULL: what the machine trusts */
    const char *user;    /* or NULL: no login */
    const char *secret;  /* password or token of the user */
    int connect_seconds; /* until the login is done, and for every answer */
    int total_seconds;   /* for one message */
};

/* A message as it goes over the wire, and its envelope. One recipient each, so that each is told by
 * itself what became of it. */
struct co_post_letter {
    struct co_str message; /* lines end in CR LF, all of them */
    const char *sender, *recipient;
};

enum co_post_outcome {
    CO_POST_SENT,
    CO_POST_QUEUED,        /* may work later, as it is: try again */
    CO_POST_REFUSED,       /* this message or recipient will not be taken: do not try for ever */
    CO_POST_MISCONFIGURED, /* will not work until somebody changes something; nothing went out */
};
enum { CO_POST_TEXT = 1536 };
struct co_post_result {
    enum co_post_outcome outcome;
    bool is_for_all;         /* every other message would fare the same: do not try them now */
    bool may_be_there;       /* not known to have been taken: the next try may be a second one */
    int code;                /* of SMTP, or the exit status of a program; 0: there was none */
    char text[CO_POST_TEXT]; /* a sentence for people: what, where, what next. No controls */
};
/* Hears of each letter when it is done with, in order. */
typedef void co_post_told(void *ctx, size_t letter, const struct co_post_result *r);

/* What is wrong with letters that cannot have been meant: an address that is none, or a message
 * with bare CR or LF, which servers disagree about. CO_BUG. */
CO_NODISCARD enum co_status co_post_check(const struct co_post_letter *letters, size_t n,
                                          struct co_err *err);
/* "local@domain" in ASCII without quotes, comments and controls, at most 254 bytes. */
bool co_post_is_address(struct co_str s);
/* A host name, an IPv4 or, in brackets or not, an IPv6 address. */
bool co_post_is_host(struct co_str s);
/* A host that is this machine itself, by its name or number. */
bool co_post_is_loopback(struct co_str host);

/* Hands letters to a server, over one connection where it lets us. In the module only. The result
 * of each goes to `told`; what is_for_all ends the dialogue, and the others get the same. */
void co_post_smtp(const struct co_post_server *server, const struct co_post_letter *letters,
                  size_t n, co_post_told *told, void *ctx);

/* --- judging: how a dialogue ended, and what that means ------------------------------------- */

/* How far it was: what was sent last. */
enum co_post_stage {
    CO_POST_AT_CONNECT,
    CO_POST_AT_HELLO,
    CO_POST_AT_STARTTLS,
    CO_POST_AT_AUTH,
    CO_POST_AT_SENDER,
    CO_POST_AT_RECIPIENT,
    CO_POST_AT_DATA,
    CO_POST_AT_MESSAGE, /* begun, not at its end */
    CO_POST_AT_END,     /* all of it, and the final dot */
};
enum co_post_trouble {
    CO_POST_FINE,
    CO_POST_ANSWERED,      /* the server said no */
    CO_POST_NO_NAME,       /* its name has no address */
    CO_POST_NO_CONNECTION, /* nobody listens there, or no way leads there */
    CO_POST_LATE,          /* it did not answer in time */
    CO_POST_DROPPED,       /* it hung up, or said what is no SMTP */
    CO_POST_NO_TLS,        /* it does not offer STARTTLS */
    CO_POST_BAD_TLS,       /* no encryption that both know */
    CO_POST_BAD_CERTIFICATE,
    CO_POST_BAD_CA_FILE,
    CO_POST_NO_AUTH,    /* it does not offer a login that we may use */
    CO_POST_NO_LIBRARY, /* libcurl could not begin */
};
struct co_post_end {
    enum co_post_stage stage;
    enum co_post_trouble trouble;
    int code;             /* of the last answer to what was sent last; 0: none */
    struct co_str answer; /* the answer, as it came; or NULL */
    const char *detail;   /* what a library says, or NULL */
};
void co_post_judge(const struct co_post_end *end, const struct co_post_server *server,
                   const struct co_post_letter *letter, struct co_post_result *out);

/* How a program that was to take a letter ended. */
struct co_post_exit {
    const char *program;
    bool is_late, is_dead; /* killed as too slow; ended by a signal */
    int never;             /* errno: it could not be started */
    int exit, seconds;
    struct co_str said; /* on standard error */
};
void co_post_judge_exit(const struct co_post_exit *end, const struct co_post_letter *letter,
                        struct co_post_result *out);

/* Appends at most 200 characters of what somebody else said: on one line, nothing in it is obeyed,
 * and nothing of it is the secret (or NULL) or could be it in disguise. */
void co_post_quote(struct co_buf *out, struct co_str said, const char *secret);
