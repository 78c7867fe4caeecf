/*
 * posix_semaphore.c - POSIX semaphores and barriers, and pthread_join, on tasks: what is waited for and owned by
 * nobody. A task waits in the lot.
 *
 * sem_post() may be called by a signal handler that has interrupted anything, so the lot's wake goes a way that
 * handlers may go.
 *
 * The C library says of a thread only whether it has ended, not when, so a task that joins one asks again and again,
 * ever more rarely. As with a thread, what a task sees in errno after a wait that failed is the wait's.
 */
#include "posix.h"

#include <errno.h>
#include <semaphore.h>
#include <threads.h>

CEDE__TAKES_OVER(semaphores);

static bool try_wait(void *semaphore) {
    int saved_errno = errno;
    bool taken = CEDE__REAL(sem_trywait)(semaphore) == 0;
    errno = saved_errno;
    return taken;
}

static int wait_on_task(sem_t *s, clockid_t clock, const struct timespec *at) {
    int64_t deadline = CEDE__NEVER;
    if (try_wait(s))
        return 0;
    if (at) {
        if (!cede__timespec_is_valid(at)) {
            errno = EINVAL;
            return -1;
        }
        deadline = cede__deadline_of(clock, at);
    }
    if (cede__lot_wait(s, "semaphore", deadline, try_wait, s) == 0)
        return 0;
    errno = ETIMEDOUT;
    return -1;
}

int sem_wait(sem_t *s) { return cede__current() ? wait_on_task(s, 0, NULL) : CEDE__REAL(sem_wait)(s); }

int sem_timedwait(sem_t *restrict s, const struct timespec *restrict at) {
    return cede__current() ? wait_on_task(s, CLOCK_REALTIME, at) : CEDE__REAL(sem_timedwait)(s, at);
}

int sem_clockwait(sem_t *s, clockid_t clock, const struct timespec *at) {
    if (!cede__current() || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
        return CEDE__REAL(sem_clockwait)(s, clock, at);
    return wait_on_task(s, clock, at);
}

int sem_post(sem_t *s) {
    int result = CEDE__REAL(sem_post)(s);
    if (__builtin_expect(cede__lot_any(s), 0))
        cede__lot_wake_from_handler(s, 1);
    return result;
}

/* Barriers. --------------------------------------------------------------------------------------- */

/* There is no way to try a barrier, so one that is not shared between processes is ours from its first wait on, for
 * threads too, in the fields of the C library's. Who was woken does not look at it again: it may be gone. */
struct barrier {
    uint32_t lock, spare, count;
    int shared;
    uint32_t arrived;
};

_Static_assert(sizeof(struct barrier) <= sizeof(pthread_barrier_t), "glibc's barrier");

int pthread_barrier_wait(pthread_barrier_t *argument) {
    struct barrier *b = (struct barrier *)argument;
    struct cede__lot_waiter me;
    if (b->shared)
        return CEDE__REAL(pthread_barrier_wait)(argument);
    cede__lock(&b->lock);
    if (++b->arrived == b->count) {
        b->arrived = 0;
        cede__unlock(&b->lock);
        cede__lot_wake(b, UINT_MAX);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    cede__lot_begin(&me, b, "barrier");
    cede__unlock(&b->lock);
    cede__lot_end(&me, CEDE__NEVER);
    return 0;
}

/* Threads. ---------------------------------------------------------------------------------------- */

enum { PAUSE_FIRST = 20000, PAUSE_LAST = 5000000 };

static int join_on_task(pthread_t thread, void **result, int64_t deadline) {
    for (int64_t pause = PAUSE_FIRST;; pause = pause < PAUSE_LAST / 2 ? pause * 2 : PAUSE_LAST) {
        int error = CEDE__REAL(pthread_tryjoin_np)(thread, result);
        int64_t now = cede_now();
        if (error != EBUSY)
            return error;
        if (deadline <= now)
            return ETIMEDOUT;
        cede_sleep_until(deadline < now + pause ? deadline : now + pause);
    }
}

int pthread_join(pthread_t thread, void **result) {
    return cede__current() ? join_on_task(thread, result, CEDE__NEVER) : CEDE__REAL(pthread_join)(thread, result);
}

int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *at) {
    if (!cede__current())
        return CEDE__REAL(pthread_timedjoin_np)(thread, result, at);
    if (at && !cede__timespec_is_valid(at))
        return EINVAL;
    return join_on_task(thread, result, at ? cede__deadline_of(CLOCK_REALTIME, at) : CEDE__NEVER);
}

int thrd_join(thrd_t thread, int *result) {
    void *value;
    int error = pthread_join(thread, &value);
    if (!error && result)
        *result = (int)(intptr_t)value;
    return error ? thrd_error : thrd_success;
}
