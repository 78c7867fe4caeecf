/* Unwinding a task's stack ends at its root, also while it is suspended in the middle of others. */
#include "test.h"

#include <execinfo.h>

static __attribute__((__noinline__)) int frames(int depth) {
    static void *addresses[200];
    volatile int result;
    cede_yield();
    result = depth ? frames(depth - 1) : backtrace(addresses, 200);
    return result;
}

static void *shallow(void *unused) {
    (void)unused;
    return (void *)(intptr_t)frames(0);
}

static void *deeper(void *unused) {
    (void)unused;
    return (void *)(intptr_t)frames(50);
}

static void *program(void *unused) {
    void *a, *b;
    cede_task *first = cede_spawn(shallow, NULL), *second = cede_spawn(deeper, NULL);
    cede_join(first, &a);
    cede_join(second, &b);
    fprintf(stderr, "%d frames, and %d with 50 more\n", (int)(intptr_t)a, (int)(intptr_t)b);
    EXPECT((intptr_t)a >= 3 && (intptr_t)a <= 6);
    EXPECT((intptr_t)b - (intptr_t)a == 50);
    return unused;
}

int main(void) {
    run_with(1, program);
    return 0;
}
