/*
 * posix.h - what the posix_*.c files share: the C library's functions behind those that the runtime takes over.
 *
 * The runtime defines pthread_mutex_lock and its kin itself. A definition in the executable (or in libcede.so.0,
 * which comes before the C library) is found first by every library of the process, so code that nobody
 * rewrote - SQLite, libstdc++, a database client - gets it too, the way a sanitizer's interceptors work.
 * Calls inside the C library do not come here, and nothing yields there.
 *
 * Each takes the C library's way on a plain thread, and on a task the C library's try form first, so that the
 * objects stay the C library's own and plain threads and tasks can share them. Only a task that has to wait
 * does it here, in the lot (lot.c).
 *
 * Rejected: ld's --wrap, which reaches only the objects of one link and no library; a no-yield region for as
 * long as a lock is held, which ends the bound on how long others wait, and does not help a task that waits
 * for a descriptor with a lock in its hand; locks of our own inside pthread_mutex_t, which would have to be
 * right for every kind (robust, priority ceiling, shared between processes) and known to every sanitizer.
 */
#ifndef CEDE_POSIX_H
#define CEDE_POSIX_H

#include "cede_internal.h"

/* The function of this name that comes after ours. Under a sanitizer its interceptor, which in an executable
 * stands before the C library's but not after us. */
#define CEDE__REAL(name)                                                                            \
    ({                                                                                              \
        static __typeof__(&name) real_;                                                             \
        extern __typeof__(name) __interceptor_##name __attribute__((__weak__));                     \
        __typeof__(&name) function_ = __atomic_load_n(&real_, __ATOMIC_RELAXED);                    \
        if (__builtin_expect(!function_, 0)) {                                                      \
            function_ = __interceptor_##name;                                                       \
            if (!function_)                                                                         \
                function_ = (__typeof__(&name))cede__real(#name);                                   \
            __atomic_store_n(&real_, function_, __ATOMIC_RELAXED);                                  \
        }                                                                                           \
        function_;                                                                                  \
    })

/* Names a file whose functions take over the C library's; posix.c draws all of them out of the archive, whether or
 * not the program itself calls one, as its libraries may. */
#define CEDE__TAKES_OVER(what) const char cede__takes_over_##what = 1

#pragma GCC visibility push(hidden)

extern const char cede__takes_over_mutexes, cede__takes_over_rwlocks, cede__takes_over_conditions,
    cede__takes_over_once, cede__takes_over_semaphores, cede__takes_over_cxx, cede__takes_over_stdio,
    cede__takes_over_waits, cede__takes_over_pool, cede__takes_over_threads, cede__takes_over_exit, cede__takes_over_cancellation,
    cede__takes_over_loader, cede__takes_over_swift;

void *cede__real(const char *name);

/* lot.c ------------------------------------------------------------------------------------------- */

struct cede__lot_waiter {
    struct cede__waiter waiter;
    const void *address;
    struct cede__worker *worker;
};

/* Waits on an address until cede__lot_wake, or until the deadline: 0 or ETIMEDOUT. What is released between the two
 * calls is not missed. */
void cede__lot_begin(struct cede__lot_waiter *waiter, const void *address, const char *why);
int cede__lot_end(struct cede__lot_waiter *waiter, int64_t deadline);

/* Waits until ready(of) is true, which is asked at each wake and now and then. It must not block. */
int cede__lot_wait(const void *address, const char *why, int64_t deadline, bool (*ready)(void *), void *of);
bool cede__lot_any(const void *address);
bool cede__lot_wake(const void *address, unsigned most);
void cede__lot_wake_from_handler(const void *address, unsigned most);

/* posix.c ----------------------------------------------------------------------------------------- */

/* Absolute times of the C library's calls as the runtime's deadlines. */
int64_t cede__deadline_of(clockid_t clock, const struct timespec *at);
bool cede__timespec_is_valid(const struct timespec *at);

void cede__posix_forked(void);

void cede__lot_forked(void);
void cede__mutex_forked(void);
void cede__once_forked(void);
void cede__loader_forked(void);

#pragma GCC visibility pop

int __cxa_guard_acquire(uint64_t *guard);

static inline cede_task *cede__current(void) {
    struct cede__worker *w = cede__self;
    return w ? atomic_load_explicit(&w->current, memory_order_relaxed) : NULL;
}

#endif
