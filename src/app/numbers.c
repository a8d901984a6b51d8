#include "numbers.h"
#include <stdlib.h>
#include <string.h>
#include "crossoff/thread.h"

/* Whether a row that differs in leading zeros only from yesterday's is an order of its own: both
 * once stood on one list. Numbers are then compared as they are spelt. */
static enum co_status do_zeros_matter(struct run *r, const struct co_export *y,
                                      const struct co_export *t, const struct co_recon *recon,
                                      bool *matter)
{
    struct co_cells before = {.n = 0}, after = {.n = 0};
    struct co_buf old = {0}, now = {0};
    enum co_status status = CO_OK;
    bool is_any = false;
    *matter = false;
    for (size_t i = 0; i < t->n_key; i++)
        is_any = is_any || (y->is_number[i] && t->is_number[i]);
    for (size_t i = 0; is_any && !status && !*matter && i < recon->n_touched; i++) {
        const struct co_touched *k = &recon->touched[i];
        status = y->split(y, (size_t)y->rows.rows[k->yesterday].at, &before, r->err);
        if (!status)
            status = t->split(t, (size_t)t->rows.rows[k->today].at, &after, r->err);
        old.len = now.len = 0;
        if (!status) {
            co_export_key_text(y, &before, &old);
            co_export_key_text(t, &after, &now);
        }
        if (!status && !co_str_eq(co_buf_view(&old), co_buf_view(&now)))
            status = co_history_has_twin(r->h, r->job->feed, co_buf_view(&now), matter, r->err);
    }
    if (!status && (!co_buf_ok(&old) || !co_buf_ok(&now)))
        status = co_fail_nomem(r->err);
    co_cells_fini(&before);
    co_cells_fini(&after);
    co_buf_fini(&old);
    co_buf_fini(&now);
    return status;
}

/* Rows of both lists from which on a second thread is worth its start. */
enum { MANY_ROWS = 100000 };

static void run_both(void *(*work)(void *ctx), void *a, void *b)
{
    struct co_thread thread;
    co_thread_start(&thread, work, b);
    (void)work(a);
    co_thread_join(&thread, work, b);
}

static enum co_status subtract(const struct run *r, const struct co_export *yesterday,
                               const struct co_export *today, const struct co_str *ignore,
                               size_t n_ignore, struct co_recon *out)
{
    int threads = r->job->reading.threads;
    bool is_many = yesterday->rows.n + today->rows.n >= MANY_ROWS;
    return co_recon_subtract_halves(yesterday, today, ignore, n_ignore,
                                    threads == 2 || (!threads && is_many) ? run_both : NULL, out,
                                    r->err);
}

enum co_status co_numbers_subtract(struct run *r, const struct co_export *yesterday,
                                   struct co_export *today, const struct co_str *ignore,
                                   size_t n_ignore, struct co_recon *out)
{
    bool zeros_matter = false;
    enum co_status status = subtract(r, yesterday, today, ignore, n_ignore, out);
    if (!status)
        status = do_zeros_matter(r, yesterday, today, out, &zeros_matter);
    if (status || !zeros_matter)
        return status;
    memset(today->is_number, 0, sizeof today->is_number);
    co_recon_fini(out);
    return subtract(r, yesterday, today, ignore, n_ignore, out);
}

enum co_status co_numbers_damage(struct run *r, const struct co_export *y,
                                 const struct co_export *t, struct co_recon *recon)
{
    unsigned char *is_known = calloc(recon->n_arrived + 1, 1);
    struct co_cells cells = {.n = 0};
    struct co_buf key = {0};
    enum co_status status = is_known ? CO_OK : co_fail_nomem(r->err);
    bool asks = recon->n_gone && !r->is_outline; /* else no history knows any */
    for (size_t i = 0; !status && asks && i < recon->n_arrived; i++) {
        bool known = false;
        status = t->split(t, (size_t)t->rows.rows[recon->arrived[i]].at, &cells, r->err);
        key.len = 0;
        if (!status)
            co_export_key_text(t, &cells, &key);
        if (!status)
            status = co_history_knows_order(r->h, r->job->feed, co_buf_view(&key), &known, r->err);
        is_known[i] = known;
    }
    if (!status && !co_buf_ok(&key))
        status = co_fail_nomem(r->err);
    if (!status)
        status = co_recon_suspects(recon, y, t, is_known, r->notes, r->err);
    free(is_known);
    co_cells_fini(&cells);
    co_buf_fini(&key);
    return status;
}
