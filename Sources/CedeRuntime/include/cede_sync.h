/*
 * cede_sync.h - locks and other things to wait for, between tasks, plain threads, or both.
 *
 * Zero bytes are a valid object (`= {0}`, calloc): nothing to initialise or destroy, nothing to free. An
 * object must stay where it is while anybody uses it.
 *
 * Every call that can wait takes an absolute deadline as its last argument: CEDE_FOREVER for none, one that
 * has passed (0) to try only. It returns
 *     0
 *     ETIMEDOUT    the deadline passed; what can be had at once is had even then
 *     ECANCELED    the task was cancelled (cede_cancel), outside a shield region; it may not have waited at all
 * and for both errors nothing was acquired or transferred. Waiters are served first come, first served.
 */
#ifndef CEDE_SYNC_H
#define CEDE_SYNC_H

#include "cede.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Private: those who wait for an object. */
struct cede__parker;
struct cede__waiter {
    struct cede__waiter *next, *previous;
    struct cede__parker *parker;
    void *value;
    struct cede__waiter **chosen;
    uint32_t listed, outcome;
};
typedef struct cede_waitlist {
    uint32_t lock, spare;
    struct cede__waiter *first, *last;
} cede_waitlist;

/* Mutex. ------------------------------------------------------------------------------------------ */

/*
 * Not recursive, and not owned: who unlocks need not be who locked. Hand-off: normally an unlock only wakes
 * the first waiter, and whoever runs may take the mutex before it (a task that locks in a loop does not pay
 * a switch each time); once the first waiter has waited a millisecond, the mutex is handed to it.
 */
typedef struct cede_mutex {
    uint32_t state, spare;
    cede_waitlist waiters;
} cede_mutex;

int cede_mutex_lock(cede_mutex *mutex, int64_t deadline);
int cede_mutex_try_lock(cede_mutex *mutex); /* EBUSY */
int cede_mutex_unlock(cede_mutex *mutex);   /* EPERM: it is not locked */

/* Condition. -------------------------------------------------------------------------------------- */

/* The mutex is released while waiting and always held when wait returns, also with an error; taking it again
 * heeds neither the deadline nor a cancellation. There are no spurious wake-ups. */
typedef struct cede_condition {
    cede_waitlist waiters;
} cede_condition;

int cede_condition_wait(cede_condition *condition, cede_mutex *mutex, int64_t deadline);
void cede_condition_signal(cede_condition *condition);
void cede_condition_broadcast(cede_condition *condition);

/* Reader-writer lock. ----------------------------------------------------------------------------- */

/* Strictly in order: a reader that comes after a waiting writer waits for it, so neither side starves. Hence a
 * task that holds it for reading must not take it again. */
typedef struct cede_rwlock {
    uint32_t readers, writer;
    cede_waitlist waiters;
} cede_rwlock;

int cede_rwlock_read_lock(cede_rwlock *lock, int64_t deadline);
int cede_rwlock_write_lock(cede_rwlock *lock, int64_t deadline);
int cede_rwlock_read_unlock(cede_rwlock *lock);  /* EPERM: not held for reading */
int cede_rwlock_write_unlock(cede_rwlock *lock); /* EPERM: not held for writing */

/* Semaphore. -------------------------------------------------------------------------------------- */

/* A permit is handed to the first waiter: one that acquires in a loop cannot overtake. */
typedef struct cede_semaphore {
    uint64_t permits;
    cede_waitlist waiters;
} cede_semaphore;
#define CEDE_SEMAPHORE_INIT(n) {(n), {0, 0, 0, 0}}

int cede_semaphore_acquire(cede_semaphore *semaphore, int64_t deadline);
void cede_semaphore_release(cede_semaphore *semaphore, uint64_t permits);

/* Wait group. ------------------------------------------------------------------------------------- */

/* A count of things outstanding; wait returns when it is 0. */
typedef struct cede_wait_group {
    uint64_t count;
    cede_waitlist waiters;
} cede_wait_group;

void cede_wait_group_add(cede_wait_group *group, uint64_t n);
int cede_wait_group_done(cede_wait_group *group); /* EPERM: the count is 0 */
int cede_wait_group_wait(cede_wait_group *group, int64_t deadline);

/* Once. ------------------------------------------------------------------------------------------- */

/* The first call runs fn(arg); calls that come meanwhile wait until it has returned. fn must not call
 * cede_once_run on the same object. */
typedef struct cede_once {
    uint32_t state, spare;
    cede_waitlist waiters;
} cede_once;

int cede_once_run(cede_once *once, void (*fn)(void *), void *arg, int64_t deadline);

/* Timer. ------------------------------------------------------------------------------------------ */

/* A moment that can be moved while others wait for it, as an idle timeout that each message postpones.
 * Never set, it is never reached. Also a case of cede_select. */
typedef struct cede_timer {
    int64_t when;        /* 0: never */
    cede_waitlist waiters;
} cede_timer;

void cede_timer_set(cede_timer *timer, int64_t when); /* CEDE_FOREVER stops it */
int cede_timer_wait(cede_timer *timer, int64_t deadline);

#ifdef __cplusplus
}
#endif
#endif
