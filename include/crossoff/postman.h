/* app: takes composed messages to the way out that is configured, and tells what became of each. */
#pragma once
#include "crossoff/mailing.h"

/* Sends letters, one after the other, each to its one recipient; `told` hears of each as soon as it
 * is known, in order, and of all of them, also where the password or libcurl cannot be had. Fails
 * with nothing sent and nothing told: CO_BUG for letters that are none (co_post_check), CO_NOMEM.
 */
CO_NODISCARD enum co_status co_postman_send(const struct co_mail_config *m,
                                            const struct co_post_letter *letters, size_t n,
                                            co_post_told *told, void *ctx, struct co_err *err);
