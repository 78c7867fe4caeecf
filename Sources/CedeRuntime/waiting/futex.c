/*
 * futex.c - one word to sleep on, with an absolute monotonic deadline.
 *
 * A condition variable would do, but costs two more system calls' worth of locking for each wake, and
 * its relative timeouts drift.
 */
#include "cede_internal.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

void cede__futex_wait(_Atomic(uint32_t) *word, uint32_t value, int64_t deadline) {
    struct timespec at = {deadline / 1000000000, deadline % 1000000000};
    syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, value, deadline == CEDE__NEVER ? NULL : &at,
            NULL, FUTEX_BITSET_MATCH_ANY);
}

void cede__futex_wake(_Atomic(uint32_t) *word) {
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}
