#include "crossoff/sys.h"
#ifdef __GLIBC__
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 2 << 20, HEAP = 32 << 20, ALONE = 4 << 20 };

static char *below; /* so that no tool takes it for lost */
#endif

/* Glibc's heap is one piece that grows upwards. What lies before its first whole large page is kept
 * and never touched, and that page too, since its end was written to before it was asked for: so
 * all that follows is in large pages. Another allocator has its memory elsewhere: nothing is known
 * about it. */
void co_memory_prepare(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_TOP_PAD, HEAP);        /* the heap grows by so much at once ... */
    (void)mallopt(M_TRIM_THRESHOLD, HEAP); /* ... and gives no less back */
    (void)mallopt(M_MMAP_THRESHOLD, ALONE);
    char *first = malloc(LARGE_PAGE), *end = sbrk(0);
    size_t before = LARGE_PAGE - (uintptr_t)first % LARGE_PAGE;
    if (first && first < end && end - first <= 2 * (ptrdiff_t)HEAP) {
        (void)madvise(first + before, (size_t)(end - first) - before, MADV_HUGEPAGE);
        below = realloc(first, before + LARGE_PAGE);
    } else {
        free(first);
    }
#endif
}
