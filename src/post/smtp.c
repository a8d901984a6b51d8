#include "crossoff/post.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* This file is part of the module only, so that libcurl is loaded by who sends, by nobody else. */

enum { ANSWER_MAX = 600 };

/* One connection, and where the dialogue on it is. */
struct dialogue {
    CURL *curl;
    const struct co_post_server *server;
    struct co_str left; /* of the message */
    enum co_post_stage stage;
    bool is_private, offers_login, is_stopped, is_goodbye;
    int code;
    char answer[ANSWER_MAX];
    size_t answer_len;
    char problem[CURL_ERROR_SIZE];
};

/* --- memory: libcurl keeps copies of the password, and does not overwrite them ---------------- */

enum { HEAD = 16 }; /* keeps what is behind it aligned */

static void *wiped_malloc(size_t size)
{
    char *block = size < SIZE_MAX - HEAD ? malloc(size + HEAD) : NULL;
    if (!block)
        return NULL;
    memcpy(block, &size, sizeof size);
    return block + HEAD;
}

static size_t size_of(const void *at)
{
    size_t size;
    memcpy(&size, (const char *)at - HEAD, sizeof size);
    return size;
}

static void wiped_free(void *at)
{
    if (!at)
        return;
    explicit_bzero(at, size_of(at));
    free((char *)at - HEAD);
}

static void *wiped_realloc(void *at, size_t size)
{
    void *fresh = wiped_malloc(size);
    if (!fresh || !at)
        return fresh;
    size_t before = size_of(at);
    memcpy(fresh, at, before < size ? before : size);
    wiped_free(at);
    return fresh;
}

static void *wiped_calloc(size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    void *at = wiped_malloc(n * size);
    return at ? memset(at, 0, n * size) : NULL;
}

static char *wiped_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *at = wiped_malloc(size);
    return at ? memcpy(at, text, size) : NULL;
}

/* --- what goes over the wire ------------------------------------------------------------------ */

static bool begins(struct co_str s, const char *word)
{
    size_t n = strlen(word);
    return s.len >= n && strncasecmp(s.at, word, n) == 0;
}

/* What is sent tells the step. Whatever belongs to a login begins with none of these. */
static void on_sent(struct dialogue *d, struct co_str line)
{
    static const struct {
        const char *word;
        enum co_post_stage stage;
    } steps[] = {
        {"EHLO ", CO_POST_AT_HELLO},           {"HELO ", CO_POST_AT_HELLO},
        {"STARTTLS\r\n", CO_POST_AT_STARTTLS}, {"AUTH ", CO_POST_AT_AUTH},
        {"MAIL FROM:", CO_POST_AT_SENDER},     {"RCPT TO:", CO_POST_AT_RECIPIENT},
        {"DATA\r\n", CO_POST_AT_DATA},
    };
    /* What follows is about the connection, not about the letter. */
    d->is_goodbye = d->is_goodbye || begins(line, "QUIT\r\n");
    if (d->is_goodbye)
        return;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (begins(line, steps[i].word))
            d->stage = steps[i].stage;
    d->code = 0;
    d->answer_len = 0;
    if (d->stage == CO_POST_AT_HELLO)
        d->offers_login = false;
}

static int on_traffic(CURL *curl, curl_infotype type, char *data, size_t size, void *ctx)
{
    struct dialogue *d = ctx;
    (void)curl;
    if (type == CURLINFO_HEADER_OUT)
        on_sent(d, (struct co_str){data, size});
    return 0;
}

/* "250-AUTH PLAIN", "250 AUTH=LOGIN" (an old spelling that libcurl does not take) */
static void note_offer(struct dialogue *d, struct co_str line)
{
    if (d->stage == CO_POST_AT_HELLO && line.len > 4 &&
        begins((struct co_str){line.at + 4, line.len - 4}, "AUTH "))
        d->offers_login = true;
}

/* A server without AUTH is spoken to without a login by libcurl; ours was to log in. */
static bool must_stop(struct dialogue *d)
{
    bool is_private = d->is_private || d->server->security != CO_POST_STARTTLS;
    return d->stage == CO_POST_AT_HELLO && d->server->user && is_private && d->code < 400 &&
           !d->offers_login;
}

/* Three digits and no hyphen (RFC 5321, 4.2.1). */
static bool is_last_line(struct co_str line)
{
    for (size_t i = 0; i < 3; i++)
        if (line.len <= 3 || line.at[i] < '0' || line.at[i] > '9')
            return false;
    return line.at[3] != '-';
}

/* A line of an answer; less than its size ends the dialogue. */
static size_t on_answer(char *data, size_t size, size_t n, void *ctx)
{
    struct dialogue *d = ctx;
    struct co_str line = {data, size * n};
    if (d->is_goodbye)
        return line.len;
    size_t room = sizeof d->answer - d->answer_len, part = line.len < room ? line.len : room;
    memcpy(d->answer + d->answer_len, line.at, part);
    d->answer_len += part;
    note_offer(d, line);
    if (!is_last_line(line))
        return line.len;
    d->code = (line.at[0] - '0') * 100 + (line.at[1] - '0') * 10 + (line.at[2] - '0');
    if (d->stage == CO_POST_AT_STARTTLS && d->code == 220)
        d->is_private = true;
    d->is_stopped = must_stop(d);
    return d->is_stopped ? 0 : line.len;
}

static size_t on_want(char *to, size_t size, size_t n, void *ctx)
{
    struct dialogue *d = ctx;
    size_t part = d->left.len < size * n ? d->left.len : size * n;
    if (part)
        memcpy(to, d->left.at, part);
    d->left.at += part;
    d->left.len -= part;
    /* The last of it goes together with the final dot. */
    d->stage = d->left.len ? CO_POST_AT_MESSAGE : CO_POST_AT_END;
    d->code = 0;
    d->answer_len = 0;
    return part;
}

/* --- one letter ------------------------------------------------------------------------------- */

/* A handshake that was broken off is the network's fault, one that was turned down is somebody's.
 */
static enum co_post_trouble handshake(const char *problem)
{
    bool is_dropped = strstr(problem, "unexpected eof") || strstr(problem, "SSL_ERROR_SYSCALL") ||
                      strstr(problem, "reset");
    return is_dropped ? CO_POST_DROPPED : CO_POST_BAD_TLS;
}

static enum co_post_trouble trouble_of(const struct dialogue *d, CURLcode got)
{
    if (got == CURLE_OK)
        return d->stage == CO_POST_AT_END && d->code == 250 ? CO_POST_FINE : CO_POST_DROPPED;
    if (d->is_stopped)
        return CO_POST_NO_AUTH;
    if (d->code >= 400 && d->code < 600)
        return CO_POST_ANSWERED;
    switch (got) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return CO_POST_NO_NAME;
    case CURLE_COULDNT_CONNECT:
        return CO_POST_NO_CONNECTION;
    case CURLE_OPERATION_TIMEDOUT:
        return CO_POST_LATE;
    case CURLE_USE_SSL_FAILED:
        return CO_POST_NO_TLS;
    case CURLE_SSL_CONNECT_ERROR:
        return handshake(d->problem);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return CO_POST_BAD_CERTIFICATE;
    case CURLE_SSL_CACERT_BADFILE:
        return CO_POST_BAD_CA_FILE;
    case CURLE_LOGIN_DENIED:
        /* Before a login was tried: none that it offers may be used. */
        return d->stage == CO_POST_AT_HELLO ? CO_POST_NO_AUTH : CO_POST_DROPPED;
    case CURLE_FAILED_INIT:
    case CURLE_OUT_OF_MEMORY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_NOT_BUILT_IN:
    case CURLE_UNKNOWN_OPTION:
        return CO_POST_NO_LIBRARY;
    default:
        return CO_POST_DROPPED;
    }
}

static void judge(const struct dialogue *d, CURLcode got, const struct co_post_letter *letter,
                  struct co_post_result *out)
{
    struct co_post_end end = {
        .stage = d->stage,
        .trouble = trouble_of(d, got),
        .code = d->code,
        .answer = {d->answer, d->answer_len},
        .detail = d->problem[0] ? d->problem : curl_easy_strerror(got),
    };
    co_post_judge(&end, d->server, letter, out);
}

static CURLcode speak(struct dialogue *d, const struct co_post_letter *letter)
{
    struct curl_slist *to = curl_slist_append(NULL, letter->recipient);
    if (!to)
        return CURLE_OUT_OF_MEMORY;
    d->left = letter->message;
    d->stage = CO_POST_AT_CONNECT;
    d->code = 0;
    d->answer_len = 0;
    d->is_private = d->is_stopped = d->is_goodbye = false;
    d->problem[0] = '\0';
    CURLcode got = curl_easy_setopt(d->curl, CURLOPT_MAIL_FROM, letter->sender);
    if (!got)
        got = curl_easy_setopt(d->curl, CURLOPT_MAIL_RCPT, to);
    if (!got)
        got = curl_easy_setopt(d->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)letter->message.len);
    if (!got)
        got = curl_easy_perform(d->curl);
    (void)curl_easy_setopt(d->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(to);
    return got;
}

/* A server may have enough of a connection after some messages, and says so or just hangs up. */
static bool was_worn_out(const struct dialogue *d, CURLcode got)
{
    long made = 1;
    (void)curl_easy_getinfo(d->curl, CURLINFO_NUM_CONNECTS, &made);
    return got != CURLE_OK && got != CURLE_OPERATION_TIMEDOUT && made == 0 &&
           d->stage < CO_POST_AT_DATA && (d->code == 421 || d->code == 0);
}

static void send_one(struct dialogue *d, const struct co_post_letter *letter,
                     struct co_post_result *out)
{
    CURLcode got = speak(d, letter);
    if (was_worn_out(d, got))
        got = speak(d, letter);
    judge(d, got, letter, out);
}

/* --- the connection --------------------------------------------------------------------------- */

#define SET(option, value)                                      \
    do {                                                        \
        if (!got)                                               \
            got = curl_easy_setopt(d->curl, (option), (value)); \
    } while (0)

static CURLcode set_security(struct dialogue *d)
{
    const struct co_post_server *s = d->server;
    CURLcode got = CURLE_OK;
    SET(CURLOPT_USE_SSL,
        s->security == CO_POST_NONE ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (s->ca_file) { /* instead of what the machine trusts, not beside it */
        SET(CURLOPT_CAINFO, s->ca_file);
        SET(CURLOPT_CAPATH, NULL);
    }
    return got;
}

static CURLcode set_login(struct dialogue *d)
{
    static const char *const ways[] = {
        [CO_POST_AUTH_UNSET] = "AUTH=PLAIN;AUTH=LOGIN",
        [CO_POST_AUTH_PLAIN] = "AUTH=PLAIN",
        [CO_POST_AUTH_LOGIN] = "AUTH=LOGIN",
        [CO_POST_AUTH_XOAUTH2] = "AUTH=XOAUTH2",
    };
    const struct co_post_server *s = d->server;
    CURLcode got = CURLE_OK;
    if (!s->user)
        return got;
    SET(CURLOPT_USERNAME, s->user);
    SET(CURLOPT_LOGIN_OPTIONS, ways[s->auth]);
    SET(s->auth == CO_POST_AUTH_XOAUTH2 ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, s->secret);
    return got;
}

static CURLcode set_limits(struct dialogue *d)
{
    long answer = d->server->connect_seconds, total = d->server->total_seconds;
    CURLcode got = CURLE_OK;
    SET(CURLOPT_CONNECTTIMEOUT, answer);
    SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, answer);
    SET(CURLOPT_LOW_SPEED_TIME, answer);
    SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
    SET(CURLOPT_TIMEOUT, total);
    return got;
}

/* What the environment says (a proxy, a file of passwords) is not asked. */
static CURLcode set_place(struct dialogue *d)
{
    const struct co_post_server *s = d->server;
    char url[320];
    bool is_v6 = strchr(s->host, ':') && s->host[0] != '[';
    CURLcode got = CURLE_OK;
    (void)snprintf(url, sizeof url, "%s://%s%s%s:%d", s->security == CO_POST_TLS ? "smtps" : "smtp",
                   is_v6 ? "[" : "", s->host, is_v6 ? "]" : "", s->port);
    SET(CURLOPT_URL, url);
    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_NOSIGNAL, 1L);
    return got;
}

static CURLcode set_ears(struct dialogue *d)
{
    CURLcode got = CURLE_OK;
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, on_want);
    SET(CURLOPT_READDATA, d);
    SET(CURLOPT_HEADERFUNCTION, on_answer);
    SET(CURLOPT_HEADERDATA, d);
    SET(CURLOPT_ERRORBUFFER, d->problem);
    SET(CURLOPT_VERBOSE, 1L); /* which is told to nobody but on_traffic */
    SET(CURLOPT_DEBUGFUNCTION, on_traffic);
    SET(CURLOPT_DEBUGDATA, d);
    return got;
}

static CURLcode begin(struct dialogue *d)
{
    d->curl = curl_easy_init();
    CURLcode got = d->curl ? set_place(d) : CURLE_FAILED_INIT;
    if (!got)
        got = set_security(d);
    if (!got)
        got = set_login(d);
    if (!got)
        got = set_limits(d);
    return got ? got : set_ears(d);
}

void co_post_smtp(const struct co_post_server *server, const struct co_post_letter *letters,
                  size_t n, co_post_told *told, void *ctx)
{
    struct co_post_result result = {0};
    struct dialogue d = {.server = server};
    CURLcode got = curl_global_init_mem(CURL_GLOBAL_DEFAULT, wiped_malloc, wiped_free,
                                        wiped_realloc, wiped_strdup, wiped_calloc);
    bool is_begun = got == CURLE_OK;
    if (!got)
        got = begin(&d);
    for (size_t i = 0; i < n; i++) {
        if (got)
            judge(&d, got, &letters[i], &result);
        else if (!result.is_for_all)
            send_one(&d, &letters[i], &result);
        told(ctx, i, &result);
    }
    if (d.curl) /* says goodbye, and waits no longer for an answer to that than for others */
        curl_easy_cleanup(d.curl);
    if (is_begun)
        curl_global_cleanup();
    explicit_bzero(&d, sizeof d);
}
