/* Sends a file to each address, as a configuration says, and tells of each in one line:
 * letters CONFIG MESSAGE [--stay] ADDRESS... gives "OUTCOME CODE FLAGS TEXT"; flags are a (for
 * all), t (may arrive twice) or -. With --stay it then says "done" and stays until a line comes in.
 * It ends with 1 when nothing could be tried. */
#include "crossoff/config.h"
#include "crossoff/postman.h"
#include "crossoff/sys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS_MAX = 50, MESSAGE_MAX = 64 << 20 };

static void tell(void *ctx, size_t i, const struct co_post_result *r)
{
    static const char *const words[] = {"sent", "queued", "refused", "misconfigured"};
    (void)ctx;
    (void)i;
    printf("%s %d %s%s%s %s\n", words[r->outcome], r->code, r->is_for_all ? "a" : "",
           r->may_be_there ? "t" : "", r->is_for_all || r->may_be_there ? "" : "-", r->text);
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    static struct co_config config;
    struct co_post_letter letters[LETTERS_MAX];
    struct co_environment env = {.home = getenv("HOME"),
                                 .credentials = getenv("CREDENTIALS_DIRECTORY")};
    struct co_err err = {.text = ""};
    struct co_file message = {0};
    size_t n = 0;
    co_process_start();
    bool stays = argc > 3 && strcmp(argv[3], "--stay") == 0;
    char **to = argv + (stays ? 4 : 3);
    if (argc < 4 || argc > LETTERS_MAX)
        return 2;
    enum co_status status = co_config_read(&config, &env, argv[1], &err);
    if (!status)
        status = co_file_read(argv[2], MESSAGE_MAX, &message, &err);
    for (; to[n]; n++)
        letters[n] = (struct co_post_letter){co_buf_view(&message.bytes), config.mail.from, to[n]};
    if (!status)
        status = co_postman_send(&config.mail, letters, n, tell, NULL, &err);
    if (stays) {
        (void)puts("done");
        (void)fflush(stdout);
        (void)getchar();
    }
    if (status)
        (void)fprintf(stderr, "%s\n", err.text);
    co_file_fini(&message);
    co_config_fini(&config);
    return status ? 1 : 0;
}
