/* mime: a mail put together to the bytes that go over the wire. In the module only. */
#pragma once
#include "crossoff/mem.h"
#include "crossoff/status.h"
#include <stdint.h>

/* What a mail is made of. Texts are UTF-8 and borrowed; names, subject and bodies may hold
 * anything, the addresses are ones that co_post_is_address takes. */
struct co_mime {
    const char *from, *from_name; /* name: NULL or "" for none */
    const char *to, *reply_to;    /* reply_to: NULL for none */
    const char *message_id;       /* without <>, in ASCII without blanks */
    const char *list_id;          /* the same, such as "machining.crossoff.plant.example" */
    const char *language;         /* of the labels: "en" */
    struct co_str subject;
    int64_t date; /* seconds since 1970-01-01T00:00:00Z */
    struct co_str plain, html;
    struct co_str attachment; /* bytes; empty: none */
    const char *file, *type;  /* its name, and "text/csv" */
};

/* mixed(alternative(plain, html), attachment): headers by RFC 5322 with RFC 2047 and RFC 2231 for
 * what is not ASCII, bodies quoted-printable or base64 (RFC 2045), so that all of it is ASCII in
 * lines that end in CR LF. The same parts give the same bytes: the borders follow from the
 * Message-ID. Control characters in the subject and in names become blanks. CO_BUG for what cannot
 * be. Not to be called where running out of memory must not end the process: GLib ends it. */
CO_NODISCARD enum co_status co_mime_compose(const struct co_mime *m, struct co_buf *out,
                                            struct co_err *err);
