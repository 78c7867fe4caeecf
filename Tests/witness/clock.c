/*
 * clock.c - the witness with a clock: the time between two checks of a thread, as it really passes.
 *
 * Needs no instrumentation but the check's own, so the program runs nearly as fast as it will, and
 * sees what `edges.c` cannot: memcpy of a megabyte, a system call, a library that was not
 * rewritten. In exchange it is as noisy as the machine. A gap in which the kernel switched the
 * thread away is left out (getrusage counts the switches; it is asked only when a gap is long);
 * caches that others emptied and a hypervisor's own pauses stay in.
 */
#define _GNU_SOURCE
#include "log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <x86intrin.h>

enum { most_gaps = 1 << 14 };

/* A gap by the two checks it lies between. */
static struct gap {
    uintptr_t from, to;
    uint64_t count, longest;
} gaps[most_gaps];

struct thread {
    uint64_t then, checks;
    uintptr_t from;
    long switches;
    bool known;
};

static __thread struct thread self __attribute__((tls_model("initial-exec")));
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic uint64_t all_checks, switched;
static uint64_t budget, first_tick, first_time, longest, longest_to;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_RAW, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Of this thread, so far. */
static long switches(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw + usage.ru_nivcsw;
}

static __attribute__((constructor)) void begin(void) {
    budget = witness_setting("WITNESS_BUDGET_NS", 20000);
    first_time = now();
    first_tick = __rdtsc();
}

static void say(const struct gap *gap) {
    char words[200];
    snprintf(words, sizeof words, "gap %d %lu 0 %lu", getpid(), gap->count, gap->longest);
    witness_log(words, gap->to, gap->from);
}

static void note(uintptr_t from, uintptr_t to, uint64_t time) {
    struct gap *gap = &gaps[(from * 31 + to) % most_gaps];
    pthread_mutex_lock(&lock);
    if (time > longest) {
        longest = time;
        longest_to = to;
    }
    for (int tries = 0; tries < most_gaps; tries++) {
        if (!gap->count || (gap->from == from && gap->to == to))
            break;
        gap = gap + 1 < gaps + most_gaps ? gap + 1 : gaps;
    }
    gap->from = from;
    gap->to = to;
    gap->longest = time > gap->longest ? time : gap->longest;
    if (!(++gap->count & (gap->count - 1)))
        say(gap);
    pthread_mutex_unlock(&lock);
}

static __attribute__((noinline)) void long_gap(struct thread *t, uint64_t ticks, uintptr_t to) {
    uint64_t passed = __rdtsc() - first_tick;
    uint64_t time = (uint64_t)((double)ticks * (double)(now() - first_time) / (double)passed);
    long seen = switches();
    if (seen != t->switches)
        switched++;
    else if (t->known && time > budget)
        note(t->from, to, time);
    t->switches = seen;
    t->known = true;
}

void cede_witness_check(void) {
    struct thread *t = &self;
    uintptr_t to = (uintptr_t)__builtin_return_address(0);
    uint64_t tick = __rdtsc();
    /* No machine ticks slower than once a nanosecond. */
    if (tick - t->then > budget)
        long_gap(t, tick - t->then, to);
    if (!(++t->checks & 1023))
        all_checks += 1024;
    t->from = to;
    t->then = __rdtsc();
}

static __attribute__((destructor)) void finish(void) {
    char words[200];
    for (struct gap *gap = gaps; gap < gaps + most_gaps; gap++)
        if (gap->count & (gap->count - 1))
            say(gap);
    snprintf(words, sizeof words, "total %d %lu 0 %lu %lu", getpid(), (unsigned long)switched,
             (unsigned long)(all_checks + self.checks % 1024), longest);
    witness_log(words, longest_to, 0);
}
