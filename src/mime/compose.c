#include "crossoff/mime.h"
#include <gmime/gmime.h>
#include <string.h>

/* A header is one line, whatever the data says: RFC 5322 knows no other controls than those that
 * fold it, and folding is not for the data to do. */
static char *one_line(struct co_str s)
{
    GString *line = g_string_new(NULL);
    gchar *valid = g_utf8_make_valid(s.at ? s.at : "", (gssize)s.len);
    for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
        gunichar point = g_utf8_get_char(c);
        bool is_control = g_unichar_iscntrl(point) || point == 0x2028 || point == 0x2029;
        /* "=?" begins an encoded word (RFC 2047): a reader would decode what nobody encoded. */
        if (point == '?' && line->len && line->str[line->len - 1] == '=')
            g_string_append_c(line, ' ');
        g_string_append_unichar(line, is_control ? ' ' : point);
    }
    g_free(valid);
    return g_string_free(line, FALSE);
}

static void set_header(GMimeObject *o, const char *name, const char *value)
{
    g_mime_object_set_header(o, name, value, "utf-8");
}

static void add_mailbox(GMimeMessage *message, GMimeAddressType type, const char *name,
                        const char *address)
{
    char *shown = one_line(co_str_of(name ? name : ""));
    InternetAddressList *list = g_mime_message_get_addresses(message, type);
    InternetAddress *one = internet_address_mailbox_new(*shown ? shown : NULL, address);
    internet_address_set_charset(one, "utf-8");
    internet_address_list_add(list, one);
    g_object_unref(one);
    g_free(shown);
}

static GMimePart *part_of(const char *type, const char *subtype, struct co_str bytes,
                          GMimeContentEncoding encoding)
{
    GMimePart *part = g_mime_part_new_with_type(type, subtype);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.at ? bytes.at : "", bytes.len);
    GMimeDataWrapper *content =
        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
    return part;
}

static GMimeMultipart *multipart(const char *subtype, const struct co_mime *m)
{
    GMimeMultipart *parts = g_mime_multipart_new_with_subtype(subtype);
    /* RFC 2046, 5.1.1: at most 70 characters; "=_" stands in no quoted-printable body. */
    char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, m->message_id, -1);
    char *border = g_strdup_printf("=_%.32s_%.3s", hash, subtype);
    g_mime_multipart_set_boundary(parts, border);
    g_free(border);
    g_free(hash);
    return parts;
}

static void add(GMimeMultipart *parts, GMimeObject *part)
{
    g_mime_multipart_add(parts, part);
    g_object_unref(part);
}

static GMimeObject *text_part(const char *subtype, struct co_str text)
{
    GMimePart *part = part_of("text", subtype, text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    return GMIME_OBJECT(part);
}

static GMimeObject *attachment(const struct co_mime *m)
{
    char **type = g_strsplit(m->type, "/", 2);
    char *name = one_line(co_str_of(m->file));
    GMimePart *part =
        part_of(type[0], type[1] ? type[1] : "", m->attachment, GMIME_CONTENT_ENCODING_BASE64);
    if (strcmp(type[0], "text") == 0)
        g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(part, name);
    g_free(name);
    g_strfreev(type);
    return GMIME_OBJECT(part);
}

static GMimeObject *body_of(const struct co_mime *m)
{
    GMimeMultipart *bodies = multipart("alternative", m);
    add(bodies, text_part("plain", m->plain));
    add(bodies, text_part("html", m->html));
    if (!m->attachment.len)
        return GMIME_OBJECT(bodies);
    GMimeMultipart *all = multipart("mixed", m);
    add(all, GMIME_OBJECT(bodies));
    add(all, attachment(m));
    return GMIME_OBJECT(all);
}

static GMimeMessage *message_of(const struct co_mime *m)
{
    GMimeMessage *message = g_mime_message_new(FALSE);
    GMimeObject *o = GMIME_OBJECT(message), *body = body_of(m);
    GDateTime *date = g_date_time_new_from_unix_utc(m->date);
    char *subject = one_line(m->subject), *list = g_strdup_printf("<%s>", m->list_id);
    add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, m->from_name, m->from);
    add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, m->to);
    if (m->reply_to)
        add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, m->reply_to);
    g_mime_message_set_date(message, date);
    g_mime_message_set_message_id(message, m->message_id);
    g_mime_message_set_subject(message, subject, "utf-8");
    set_header(o, "Auto-Submitted", "auto-generated"); /* RFC 3834 */
    set_header(o, "X-Auto-Response-Suppress", "All");  /* the same for Exchange: MS-OXCMAIL */
    set_header(o, "List-Id", list);                    /* RFC 2919 */
    set_header(o, "Content-Language", m->language);    /* RFC 3282 */
    g_mime_message_set_mime_part(message, body);
    g_free(list);
    g_free(subject);
    g_date_time_unref(date);
    g_object_unref(body);
    return message;
}

static enum co_status write_message(GMimeMessage *message, struct co_buf *out, struct co_err *err)
{
    GMimeFormatOptions *format = g_mime_format_options_new();
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_format_options_set_param_encoding_method(format, GMIME_PARAM_ENCODING_METHOD_RFC2231);
    gssize n = g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    if (n > 0)
        co_buf_put(out, (const char *)bytes->data, bytes->len);
    g_object_unref(stream);
    g_mime_format_options_free(format);
    if (n <= 0)
        return co_fail(err, CO_BUG, "GMime could not write the mail");
    return co_buf_ok(out) ? CO_OK : co_fail_nomem(err);
}

enum co_status co_mime_compose(const struct co_mime *m, struct co_buf *out, struct co_err *err)
{
    g_mime_init();
    GMimeMessage *message = message_of(m);
    enum co_status status = write_message(message, out, err);
    g_object_unref(message);
    return status;
}
