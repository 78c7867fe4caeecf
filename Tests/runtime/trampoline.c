/* An unwinder that starts behind a check walks into the function that holds the check, at the check's place, and on.
 * The runtime is not linked: this program is what stands behind the trampoline, with a processor that has no XSAVE. */
// not under: thread (it unwinds through a program without the runtime)
// not under: undefined (its own runtime asks for dl_iterate_phdr, and so brings in all of Cede's)
#define _GNU_SOURCE
#include "cede_check.h"

#include <execinfo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

__thread volatile unsigned char cede_flag;
struct {
    uint32_t size, components;
} cede__vector_state = {512, 0};

static void *frames[32];
static int count, trampoline;

void cede__check_slow(void);
void cede__check_slow(void) {
    count = backtrace(frames, 32);
    /* A sanitizer's backtrace tells of itself first. */
    while (trampoline < count && frames[trampoline] != __builtin_return_address(0))
        trampoline++;
    cede_flag = 0;
}

#if defined(__x86_64__)
static __attribute__((__noinline__)) int holder(int depth) {
    volatile int below = depth;
    if (depth > 0)
        return holder(depth - 1) + below;
    cede_flag = 1;
    cede_check();
    return below;
}

int main(void) {
    holder(5);
    for (int i = 0; i < count; i++)
        fprintf(stderr, "%2d %p\n", i, frames[i]);
    /* The trampoline, six calls of the holder of which five are alike, this function, libc. */
    void **call = frames + trampoline + 1;
    char *place = call[0], *first = (char *)holder;
    return count >= trampoline + 8 && place > first && place < first + 200 && call[1] != call[0] &&
                   call[2] == call[1] && call[5] == call[1] && call[6] != call[1]
               ? 0
               : 1;
}
#else
int main(void) { return 0; }
#endif
