/*
 * posix_rwlock.c - pthread read-write locks and spin locks on tasks.
 *
 * As with mutexes the lock is the C library's, a task tries it, and who has to wait does so in the lot. To the
 * C library a worker is one thread, which matters in one place: asking for what this thread has locked for
 * writing is EDEADLK there, and on tasks simply a wait, as it may be another task that has it. Waiting writers
 * on tasks do not hold up new readers, which is also the C library's default.
 *
 * A spin lock cannot be waited for: a task that finds it taken lets others run, so that a holder that was
 * preempted on the same worker gets to its end. Only while spinning is likely to be short it spins.
 */
#include "posix.h"

#include <errno.h>

CEDE__TAKES_OVER(rwlocks);

struct wish {
    cede_task *task;
    pthread_rwlock_t *lock;
    int error;
};

static bool spoken(struct wish *wish, int error) {
    wish->error = error;
    if (!error)
        wish->task->locks++;
    return error != EBUSY;
}

static bool try_read(void *argument) {
    struct wish *wish = argument;
    return spoken(wish, CEDE__REAL(pthread_rwlock_tryrdlock)(wish->lock));
}

static bool try_write(void *argument) {
    struct wish *wish = argument;
    return spoken(wish, CEDE__REAL(pthread_rwlock_trywrlock)(wish->lock));
}

static int lock_on_task(cede_task *task, pthread_rwlock_t *lock, bool (*attempt)(void *), clockid_t clock,
                        const struct timespec *at) {
    struct wish wish = {task, lock, 0};
    int64_t deadline = CEDE__NEVER;
    if (attempt(&wish))
        return wish.error;
    if (at) {
        if (!cede__timespec_is_valid(at))
            return EINVAL;
        deadline = cede__deadline_of(clock, at);
    }
    return cede__lot_wait(lock, "pthread rwlock", deadline, attempt, &wish) ? ETIMEDOUT : wish.error;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *l) {
    cede_task *task = cede__current();
    return task ? lock_on_task(task, l, try_read, 0, NULL) : CEDE__REAL(pthread_rwlock_rdlock)(l);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *l) {
    cede_task *task = cede__current();
    return task ? lock_on_task(task, l, try_write, 0, NULL) : CEDE__REAL(pthread_rwlock_wrlock)(l);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *l) {
    struct wish wish = {cede__current(), l, 0};
    if (!wish.task)
        return CEDE__REAL(pthread_rwlock_tryrdlock)(l);
    try_read(&wish);
    return wish.error;
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *l) {
    struct wish wish = {cede__current(), l, 0};
    if (!wish.task)
        return CEDE__REAL(pthread_rwlock_trywrlock)(l);
    try_write(&wish);
    return wish.error;
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *l, const struct timespec *at) {
    cede_task *task = cede__current();
    return task ? lock_on_task(task, l, try_read, CLOCK_REALTIME, at) : CEDE__REAL(pthread_rwlock_timedrdlock)(l, at);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *l, const struct timespec *at) {
    cede_task *task = cede__current();
    return task ? lock_on_task(task, l, try_write, CLOCK_REALTIME, at) : CEDE__REAL(pthread_rwlock_timedwrlock)(l, at);
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t *l, clockid_t clock, const struct timespec *at) {
    cede_task *task = cede__current();
    if (!task || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
        return CEDE__REAL(pthread_rwlock_clockrdlock)(l, clock, at);
    return lock_on_task(task, l, try_read, clock, at);
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t *l, clockid_t clock, const struct timespec *at) {
    cede_task *task = cede__current();
    if (!task || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
        return CEDE__REAL(pthread_rwlock_clockwrlock)(l, clock, at);
    return lock_on_task(task, l, try_write, clock, at);
}

/* Those who wait may all be readers, so all are told. */
int pthread_rwlock_unlock(pthread_rwlock_t *l) {
    cede_task *task = cede__current();
    int error = CEDE__REAL(pthread_rwlock_unlock)(l);
    if (task && !error && task->locks)
        task->locks--;
    if (__builtin_expect(cede__lot_any(l), 0) && cede__lot_wake(l, UINT_MAX))
        cede_flag = 1;
    return error;
}

/* Spin locks. ------------------------------------------------------------------------------------- */

enum { SPINS = 200 };

static void relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

int pthread_spin_trylock(pthread_spinlock_t *l) {
    cede_task *task = cede__current();
    int error = CEDE__REAL(pthread_spin_trylock)(l);
    if (task && !error)
        task->locks++;
    return error;
}

int pthread_spin_lock(pthread_spinlock_t *l) {
    cede_task *task = cede__current();
    if (!task)
        return CEDE__REAL(pthread_spin_lock)(l);
    for (int spins = 0; pthread_spin_trylock(l) != 0;) {
        if (cede__sched.count > 1 && spins++ % SPINS != SPINS - 1)
            relax();
        else
            cede_yield();
    }
    return 0;
}

int pthread_spin_unlock(pthread_spinlock_t *l) {
    cede_task *task = cede__current();
    if (task && task->locks)
        task->locks--;
    return CEDE__REAL(pthread_spin_unlock)(l);
}
