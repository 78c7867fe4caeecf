/*
 * posix_mutex.c - pthread mutexes, and C11's, on tasks.
 *
 * A task that holds a mutex may be preempted or wait: another one that wants the mutex waits in the lot, so its
 * worker goes on and the holder gets to its unlock. The mutex belongs to the worker's thread, on which a task
 * stays while it holds one, so the C library always sees the unlock come from the thread that locked.
 *
 * To the C library tasks of one worker are one owner. That matters to the kinds that ask who owns: a recursive
 * mutex would let a second task of the worker in, an error-checking one would call its wait a deadlock and
 * accept its unlock. So for these kinds the owning task is noted in the mutex, where the C library keeps its
 * spin count for other kinds; the note says something only while the mutex's owner is this thread.
 *
 * A robust mutex is told EOWNERDEAD when the thread died, not when the task ended: a task that returns with a
 * mutex in its hand keeps it, as a thread's function that calls others does.
 *
 * An unlock that wakes a task of this worker also asks the running one to yield at its next check; without it,
 * a loop that holds the lock nearly all the time would win it again and again.
 */
#include "posix.h"

#include <errno.h>
#include <threads.h>
#include <unistd.h>

CEDE__TAKES_OVER(mutexes);

_Static_assert(sizeof(((pthread_mutex_t *)0)->__data.__owner) == 4, "glibc's mutex");

enum { KIND = 3 }; /* bits of the kind that say who may lock again */

static __thread pid_t thread_id;

void cede__mutex_forked(void) { thread_id = 0; }

static bool is_mine(const pthread_mutex_t *m) {
    if (!thread_id)
        thread_id = gettid();
    return __atomic_load_n(&m->__data.__owner, __ATOMIC_RELAXED) == thread_id;
}

static bool asks_who(const pthread_mutex_t *m) {
    int kind = m->__data.__kind & KIND;
    return kind == PTHREAD_MUTEX_RECURSIVE || kind == PTHREAD_MUTEX_ERRORCHECK;
}

/* A running task's stack is its alone. */
static uint32_t tag_of(const cede_task *task) {
    return ((uint32_t)task->stack_class << 28 | task->stack_slot) + 1;
}

static uint32_t *note(pthread_mutex_t *m) { return (uint32_t *)(void *)&m->__data.__spins; }

struct wish {
    cede_task *task;
    pthread_mutex_t *mutex;
    int error;
};

/* True when the C library has spoken: it is locked, or there is an error. */
static bool try_lock(void *argument) {
    struct wish *wish = argument;
    pthread_mutex_t *m = wish->mutex;
    bool asks = asks_who(m);
    if (asks && is_mine(m)) {
        if (*note(m) != tag_of(wish->task)) {
            wish->error = EBUSY;
            return false;
        }
        if ((m->__data.__kind & KIND) == PTHREAD_MUTEX_ERRORCHECK) {
            wish->error = EDEADLK;
            return true;
        }
    }
    wish->error = CEDE__REAL(pthread_mutex_trylock)(m);
    if (wish->error == EBUSY)
        return false;
    if (wish->error == 0 || wish->error == EOWNERDEAD) {
        wish->task->locks++;
        if (asks)
            *note(m) = tag_of(wish->task);
    }
    return true;
}

static int lock_on_task(cede_task *task, pthread_mutex_t *m, clockid_t clock, const struct timespec *at) {
    struct wish wish = {task, m, 0};
    int64_t deadline = CEDE__NEVER;
    if (try_lock(&wish))
        return wish.error;
    if (at) {
        if (!cede__timespec_is_valid(at))
            return EINVAL;
        deadline = cede__deadline_of(clock, at);
    }
    return cede__lot_wait(m, "pthread mutex", deadline, try_lock, &wish) ? ETIMEDOUT : wish.error;
}

int pthread_mutex_lock(pthread_mutex_t *m) {
    cede_task *task = cede__current();
    return task ? lock_on_task(task, m, 0, NULL) : CEDE__REAL(pthread_mutex_lock)(m);
}

int pthread_mutex_trylock(pthread_mutex_t *m) {
    struct wish wish = {cede__current(), m, 0};
    if (!wish.task)
        return CEDE__REAL(pthread_mutex_trylock)(m);
    try_lock(&wish);
    return wish.error == EDEADLK ? EBUSY : wish.error;
}

int pthread_mutex_timedlock(pthread_mutex_t *m, const struct timespec *at) {
    cede_task *task = cede__current();
    return task ? lock_on_task(task, m, CLOCK_REALTIME, at) : CEDE__REAL(pthread_mutex_timedlock)(m, at);
}

int pthread_mutex_clocklock(pthread_mutex_t *m, clockid_t clock, const struct timespec *at) {
    cede_task *task = cede__current();
    if (!task || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
        return CEDE__REAL(pthread_mutex_clocklock)(m, clock, at);
    return lock_on_task(task, m, clock, at);
}

static int unlock_on_task(cede_task *task, pthread_mutex_t *m) {
    int error;
    if (asks_who(m)) {
        if (!is_mine(m) || *note(m) != tag_of(task))
            return EPERM;
        if (m->__data.__count <= 1)
            *note(m) = 0;
    }
    error = CEDE__REAL(pthread_mutex_unlock)(m);
    if (!error && task->locks)
        task->locks--;
    return error;
}

int pthread_mutex_unlock(pthread_mutex_t *m) {
    cede_task *task = cede__current();
    int error = task ? unlock_on_task(task, m) : CEDE__REAL(pthread_mutex_unlock)(m);
    if (__builtin_expect(cede__lot_any(m), 0) && cede__lot_wake(m, 1))
        cede_flag = 1;
    return error;
}

/* C11's are the same objects; its functions call those above under names that cannot be taken over. */

static int as_c11(int error) {
    return error == 0           ? thrd_success
           : error == EBUSY     ? thrd_busy
           : error == ETIMEDOUT ? thrd_timedout
           : error == ENOMEM    ? thrd_nomem
                                : thrd_error;
}

int mtx_lock(mtx_t *m) { return as_c11(pthread_mutex_lock((pthread_mutex_t *)m)); }
int mtx_trylock(mtx_t *m) { return as_c11(pthread_mutex_trylock((pthread_mutex_t *)m)); }
int mtx_unlock(mtx_t *m) { return as_c11(pthread_mutex_unlock((pthread_mutex_t *)m)); }
int mtx_timedlock(mtx_t *restrict m, const struct timespec *restrict at) {
    return as_c11(pthread_mutex_timedlock((pthread_mutex_t *)m, at));
}
