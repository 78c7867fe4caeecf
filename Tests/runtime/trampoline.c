/* An unwinder that starts behind a check walks into the function that holds the check, at the check's place, and on.
 * The runtime is not linked: this program is what stands behind the trampoline, with a processor that has no XSAVE. */
// not under: thread unwinds through a program without the runtime
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
static int count;

void cede__check_slow(void);
void cede__check_slow(void) {
    count = backtrace(frames, 32);
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
    /* The slow path, the trampoline, six calls of the holder of which five are alike, this function, libc. */
    char *place = frames[2], *first = (char *)holder;
    return count >= 9 && place > first && place < first + 200 && frames[3] != frames[2] &&
                   frames[4] == frames[3] && frames[7] == frames[3] && frames[8] != frames[3]
               ? 0
               : 1;
}
#else
int main(void) { return 0; }
#endif
