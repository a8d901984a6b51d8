#include "cli.h"
#include "crossoff/sys.h"
#include "crossoff/utf8.h"
#include <string.h>
#include <unistd.h>

/* Without memory to make the text visible in: what is not plain becomes a question mark. */
static void write_plain(const char *text)
{
    char line[4096];
    size_t n = 0;
    for (; text[n] && n < sizeof line; n++)
        line[n] = text[n] >= ' ' && text[n] <= '~' ? text[n] : '?';
    bool gone;
    enum co_status ignored = co_stream_write(STDERR_FILENO, (struct co_str){line, n}, &gone, NULL);
    (void)ignored;
}

void co_message(const char *kind, const char *text)
{
    struct co_buf b = {0};
    bool gone;
    co_buf_fmt(&b, "crossoff: %s%s", kind, *kind ? ": " : "");
    co_utf8_visible(&b, co_str_of(text));
    co_buf_byte(&b, '\n');
    if (!co_buf_ok(&b)) {
        write_plain("crossoff: ");
        write_plain(kind);
        write_plain(*kind ? ": " : "");
        write_plain(text);
    }
    /* Nothing is left to do when standard error itself cannot be written. */
    struct co_str line = co_buf_ok(&b) ? co_buf_view(&b) : CO_STR("\n");
    enum co_status ignored = co_stream_write(STDERR_FILENO, line, &gone, NULL);
    (void)ignored;
    co_buf_fini(&b);
}

void co_message_lines(const struct co_context *c, const struct co_buf *lines)
{
    for (size_t at = 0; at < lines->len && !c->args.is_quiet;) {
        char line[4096];
        const char *end = memchr(lines->at + at, '\n', lines->len - at);
        size_t len = end ? (size_t)(end - lines->at) - at : lines->len - at;
        (void)snprintf(line, sizeof line, "%.*s", (int)len, lines->at + at);
        co_message("", line);
        at += len + (end != NULL);
    }
}

void co_message_notes(struct co_context *c)
{
    for (size_t i = 0; i < c->notes.n; i++) {
        const struct co_note *n = &c->notes.list[i];
        if (n->level == CO_NOTE_WARNING)
            co_message("warning", n->text);
        else if ((n->level == CO_NOTE_INFO && !c->args.is_quiet) || c->args.is_verbose)
            co_message("note", n->text);
    }
    if (c->notes.n_lost)
        co_message("warning", "there were more remarks than are kept");
    co_notes_fini(&c->notes);
}

enum co_status co_emit(struct co_context *c, const struct co_buf *out)
{
    bool gone;
    co_looker_end(c);
    if (!co_buf_ok(out))
        return co_fail_nomem(&c->err);
    if (co_context_writes_file(c))
        return co_file_replace(c->args.output, co_buf_view(out), &c->err);
    return co_stream_write(STDOUT_FILENO, co_buf_view(out), &gone, &c->err);
}

bool co_emit_is_read(const struct co_context *c)
{
    return c->format->list_most != 0;
}

void co_render_table(const struct co_context *c, const struct co_table *t,
                     const char *const *short_names, size_t n, struct co_buf *out)
{
    struct co_table picked = {0};
    bool is_terminal = strcmp(c->format->name, "table") == 0, is_picked = n && co_emit_is_read(c);
    co_progress(c->stages, CO_DRAWING, NULL, 0, 0);
    if (is_picked)
        co_table_pick(t, short_names, is_terminal ? n : 0, &picked);
    if (is_picked && !co_table_ok(&picked))
        out->failed = true;
    c->format->table(out, is_picked ? &picked : t, &c->view);
    co_table_fini(&picked);
}

enum co_status co_emit_table(struct co_context *c, const struct co_table *t,
                             const char *const *short_names, size_t n)
{
    struct co_buf out = {0};
    co_render_table(c, t, short_names, n, &out);
    enum co_status status = co_emit(c, &out);
    co_message_notes(c);
    co_buf_fini(&out);
    return status;
}

const char *co_message_kind(enum co_status status)
{
    return status == CO_HELD || status == CO_MISSING ? "held" : "error";
}
