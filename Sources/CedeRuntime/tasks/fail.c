/*
 * fail.c - failures on purpose, for tests: CEDE_FAIL=guard,task=100
 *
 *     guard      the kernel has no MADV_GUARD_INSTALL
 *     reserve    the first reservation of addresses fails, so a smaller one is tried
 *     task=N     no memory for tasks, from the Nth time that it is asked for (128 tasks each)
 *     swift      none of Swift's thread-locals are found
 *     stack=N    cede_run_on_big_stack finds no stack, from the Nth time
 *
 * Always compiled in: the places that ask are all on slow paths.
 */
#include "cede_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Atomic(uint64_t) left[CEDE__FAILURES]; /* calls that still succeed, plus 1; 0: all */

bool cede__failures_read(void) {
    static const char *const names[] = {"guard", "stack", "task", "reserve", "swift"};
    const char *at = getenv("CEDE_FAIL");
    memset((void *)left, 0, sizeof left);
    while (at && *at) {
        int which = CEDE__FAILURES - 1;
        size_t length = strcspn(at, "=,");
        while (which >= 0 && (strlen(names[which]) != length || strncmp(names[which], at, length) != 0))
            which--;
        if (which < 0) {
            fprintf(stderr, "cede: CEDE_FAIL=%s is not understood; write for example CEDE_FAIL=guard,task=100\n", at);
            return false;
        }
        atomic_store(&left[which], at[length] == '=' ? strtoull(at + length + 1, NULL, 10) : 1);
        at += strcspn(at, ",");
        at += *at == ',';
    }
    return true;
}

bool cede__fails(enum cede__failure what) {
    uint64_t count = atomic_load(&left[what]);
    while (count > 1)
        if (atomic_compare_exchange_weak(&left[what], &count, count - 1))
            return false;
    return count == 1;
}
