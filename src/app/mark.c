#include "crossoff/safety.h"
#include "crossoff/sys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_BYTES_MAX = 4096 };
#define FIRST_LINE "crossoff mark 1\n"

static const char *path_of(const char *history, struct co_buf *out)
{
    out->len = 0;
    co_buf_fmt(out, "%s.mark", history);
    co_buf_byte(out, '\0');
    return co_buf_ok(out) ? out->at : NULL;
}

/* "run 412" and "hash ..." on the lines behind the first. */
static bool parse(const char *text, struct co_chain_end *out)
{
    static const char head[] = FIRST_LINE "run ", hash[] = "hash ";
    char *end;
    if (strncmp(text, head, strlen(head)) != 0)
        return false;
    out->run = strtoll(text + strlen(head), &end, 10);
    if (out->run < 1 || *end != '\n' || strncmp(end + 1, hash, strlen(hash)) != 0)
        return false;
    const char *digits = end + 1 + strlen(hash);
    size_t n = strspn(digits, "0123456789abcdef");
    if (n != 64 || strcmp(digits + n, "\n") != 0)
        return false;
    memcpy(out->hash, digits, 64);
    out->hash[64] = '\0';
    return true;
}

/* Run 0 when there is no mark. One that cannot be read says nothing, and the next commit replaces
 * it: it must not keep a history from being used. */
static enum co_status read_mark(const char *history, struct co_chain_end *out, bool *is_garbled,
                                struct co_err *err)
{
    struct co_buf name = {0};
    struct co_file file = {0};
    const char *path = path_of(history, &name);
    enum co_status status = CO_OK;
    *out = (struct co_chain_end){.run = 0};
    *is_garbled = false;
    if (!path) {
        status = co_fail_nomem(err);
    } else if (co_file_exists(path)) {
        status = co_file_read(path, MARK_BYTES_MAX, &file, NULL);
        co_buf_byte(&file.bytes, '\0');
        *is_garbled = status || !co_buf_ok(&file.bytes) || !parse(file.bytes.at, out);
        status = status == CO_NOMEM ? co_fail_nomem(err) : CO_OK;
    }
    if (*is_garbled)
        out->run = 0;
    co_file_fini(&file);
    co_buf_fini(&name);
    return status;
}

enum co_status co_mark_compare(const char *history, struct co_history *h, struct co_buf *problem,
                               struct co_err *err)
{
    struct co_chain_end mark, end = {.run = 0};
    bool has = false, is_garbled;
    enum co_status status = read_mark(history, &mark, &is_garbled, err);
    if (status || !mark.run)
        return status;
    if (h)
        status = co_history_end(h, &end, err);
    if (h && !status)
        status = co_history_has_link(h, &mark, &has, err);
    if (status || has)
        return status;
    if (!h) {
        co_buf_fmt(problem,
                   "the history %s is not there, but was: the mark %s.mark says that it had %lld "
                   "runs",
                   history, history, (long long)mark.run);
        return co_buf_ok(problem) ? CO_OK : co_fail_nomem(err);
    }
    if (end.run < mark.run)
        co_buf_fmt(problem,
                   "the history %s is older than the last one written here: its chain ends at run "
                   "%lld, the mark %s.mark says %lld",
                   history, (long long)end.run, history, (long long)mark.run);
    else
        co_buf_fmt(problem,
                   "the history %s is not the last one written here: its run %lld is another than "
                   "the one that the mark %s.mark names",
                   history, (long long)mark.run, history);
    return co_buf_ok(problem) ? CO_OK : co_fail_nomem(err);
}

enum co_status co_mark_check(const char *history, struct co_history *h, bool accepts_restored,
                             struct co_notes *notes, struct co_err *err)
{
    struct co_buf problem = {0};
    enum co_status status = co_mark_compare(history, h, &problem, err);
    if (!status && problem.len && accepts_restored)
        co_note(notes, CO_NOTE_WARNING,
                "%.*s; accepted, days that are missing are to be recorded "
                "again",
                CO_STR_ARG(co_buf_view(&problem)));
    else if (!status && problem.len)
        status = co_fail(err, CO_HELD,
                         "%.*s. Put the newer file back; or, if a backup was restored on purpose, "
                         "run once with --accept-restored and record the missing days again",
                         CO_STR_ARG(co_buf_view(&problem)));
    co_buf_fini(&problem);
    return status;
}

void co_mark_write(const char *history, struct co_history *h, struct co_notes *notes)
{
    struct co_chain_end end;
    struct co_buf name = {0}, text = {0};
    struct co_err err = {0};
    const char *path = path_of(history, &name);
    enum co_status status = path ? co_history_end(h, &end, &err) : co_fail_nomem(&err);
    if (!status) {
        co_buf_fmt(&text, FIRST_LINE "run %lld\nhash %s\n", (long long)end.run, end.hash);
        status = co_buf_ok(&text) ? co_file_replace(path, co_buf_view(&text), &err)
                                  : co_fail_nomem(&err);
    }
    if (status)
        co_note(notes, CO_NOTE_WARNING,
                "the day is recorded, but the mark beside the history is not written: %s",
                err.text);
    co_buf_fini(&name);
    co_buf_fini(&text);
}
