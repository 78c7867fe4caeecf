/*
 * posix.c - finds the C library's functions, and turns its times into deadlines.
 */
#include "posix.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

void *cede__real(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (!function) {
        fprintf(stderr, "cede: this C library has no %s\n", name);
        abort();
    }
    return function;
}

/* A change of the wall clock while somebody waits is not seen. */
int64_t cede__deadline_of(clockid_t clock, const struct timespec *at) {
    struct timespec now;
    int64_t left;
    clock_gettime(clock, &now);
    if (at->tv_sec - now.tv_sec > CEDE__NEVER / 4000000000)
        return CEDE__NEVER;
    left = (int64_t)(at->tv_sec - now.tv_sec) * 1000000000 + (at->tv_nsec - now.tv_nsec);
    return left <= 0 ? 0 : cede_now() + left;
}

bool cede__timespec_is_valid(const struct timespec *at) {
    return at->tv_nsec >= 0 && at->tv_nsec < 1000000000;
}

__attribute__((__used__)) static const char *const drawn[] = {
    &cede__takes_over_mutexes, &cede__takes_over_rwlocks,    &cede__takes_over_conditions,
    &cede__takes_over_once,    &cede__takes_over_semaphores, &cede__takes_over_cxx,
    &cede__takes_over_stdio,   &cede__takes_over_waits,      &cede__takes_over_threads,
    &cede__takes_over_exit,    &cede__takes_over_cancellation, &cede__takes_over_loader,
    &cede__takes_over_swift,
};

void cede__posix_forked(void) {
    cede__lot_forked();
    cede__mutex_forked();
    cede__once_forked();
    cede__loader_forked();
}
