/*
 * posix_condition.c - pthread condition variables, and C11's, on tasks.
 *
 * A task waits in the lot, a plain thread in the C library, so one condition may have waiters of both sorts; a
 * signal goes to one of each. POSIX allows to wake too many: every waiter asks for its condition again.
 *
 * A plain thread that waits has its mutex unlocked inside the C library, where no task that waits for the mutex
 * would be told. So if there is one, the thread unlocks here instead, lets it go first, and returns as if woken
 * for nothing, to ask again.
 *
 * A condition shared between processes can be signalled from another one, which does not know the lot: a task
 * that waits for it returns after some milliseconds at most, also as if woken for nothing.
 *
 * On a task these are no cancellation points of the thread.
 */
#include "posix.h"

#include <errno.h>
#include <threads.h>

CEDE__TAKES_OVER(conditions);

enum { SHARED = 1, MONOTONIC = 2, PAUSE = 5000000 }; /* bits of __wrefs */

static int wait_on_task(pthread_cond_t *c, pthread_mutex_t *m, int64_t deadline) {
    struct cede__lot_waiter me;
    int64_t until = deadline;
    int error, timed_out;
    if (c->__data.__wrefs & SHARED && cede_now() + PAUSE < deadline)
        until = cede_now() + PAUSE;
    cede__lot_begin(&me, c, "pthread condition");
    error = pthread_mutex_unlock(m);
    if (error) {
        cede__lot_end(&me, 0);
        return error;
    }
    timed_out = cede__lot_end(&me, until);
    error = pthread_mutex_lock(m);
    return error ? error : until == deadline ? timed_out : 0;
}

/* See the head comment. */
static bool let_others_lock(pthread_mutex_t *m) {
    if (!cede__lot_any(m))
        return false;
    pthread_testcancel();
    if (pthread_mutex_unlock(m) != 0)
        return false;
    cede_sleep_for(20000);
    pthread_mutex_lock(m);
    return true;
}

int pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m) {
    if (cede__current())
        return wait_on_task(c, m, CEDE__NEVER);
    return let_others_lock(m) ? 0 : CEDE__REAL(pthread_cond_wait)(c, m);
}

int pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *at) {
    clockid_t clock = c->__data.__wrefs & MONOTONIC ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    if (!cede__timespec_is_valid(at))
        return EINVAL;
    if (cede__current())
        return wait_on_task(c, m, cede__deadline_of(clock, at));
    return let_others_lock(m) ? 0 : CEDE__REAL(pthread_cond_timedwait)(c, m, at);
}

int pthread_cond_clockwait(pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *at) {
    if (!cede__timespec_is_valid(at) || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
        return EINVAL;
    if (cede__current())
        return wait_on_task(c, m, cede__deadline_of(clock, at));
    return let_others_lock(m) ? 0 : CEDE__REAL(pthread_cond_clockwait)(c, m, clock, at);
}

int pthread_cond_signal(pthread_cond_t *c) {
    if (__builtin_expect(cede__lot_any(c), 0))
        cede__lot_wake(c, 1);
    return CEDE__REAL(pthread_cond_signal)(c);
}

int pthread_cond_broadcast(pthread_cond_t *c) {
    if (__builtin_expect(cede__lot_any(c), 0))
        cede__lot_wake(c, UINT_MAX);
    return CEDE__REAL(pthread_cond_broadcast)(c);
}

int cnd_wait(cnd_t *c, mtx_t *m) {
    return pthread_cond_wait((pthread_cond_t *)c, (pthread_mutex_t *)m) ? thrd_error : thrd_success;
}

int cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m, const struct timespec *restrict at) {
    int error = pthread_cond_timedwait((pthread_cond_t *)c, (pthread_mutex_t *)m, at);
    return error == ETIMEDOUT ? thrd_timedout : error ? thrd_error : thrd_success;
}

int cnd_signal(cnd_t *c) { return pthread_cond_signal((pthread_cond_t *)c) ? thrd_error : thrd_success; }
int cnd_broadcast(cnd_t *c) { return pthread_cond_broadcast((pthread_cond_t *)c) ? thrd_error : thrd_success; }
