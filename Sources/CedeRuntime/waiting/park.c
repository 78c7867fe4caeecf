/*
 * park.c - the one way to wait, under everything that blocks.
 *
 * A waiter is a `cede__parker`: a task has one for life, a plain thread one in its thread-local storage.
 *
 *     me = cede__park_prepare("mutex", mutex, true);    from here on cede__unpark(me) is not lost
 *     lock; put a node with `me` where wakers look; unlock
 *     error = cede__park(me, deadline);                 0 | ETIMEDOUT | ECANCELED
 *         or cede__park_abandon(me), when there was no need to wait after all
 *
 * cede__unpark is two steps that a waker can take apart: cede__claim ends the wait, and until cede__resume the
 * waiter stays where it is, so that its stack can be written to (a value) and read (the next in a list).
 *
 * One word decides: a waker, the deadline and a cancellation each try to end the wait with a
 * compare-and-swap, and who succeeds makes the waiter runnable. cede__unpark() says whether it was the
 * one, so a value can be handed over to a waiter that is sure to get it, and a select with a node in many
 * lists is ended by one of them.
 *
 * Between prepare and park a check does not yield (the task would be in a queue already when a waker puts
 * it there), and the code in between must not block by itself.
 *
 * A wait that ended without a waker has to take its nodes back before it returns, under the lock of each
 * list. If a waker calls cede__unpark() under that lock, nothing more is needed. If it calls it later, and
 * the node was gone already, then cede__park_settle() waits for that call, which is sure to come: a parker
 * must not begin another wait while a waker of this one still holds its address.
 *
 * Cancelling: the request stays, so it is written first and then the wait is ended; the waiter becomes
 * visible first and then reads the request (all sequentially consistent), so one sees the other.
 *
 * Why, on what and since when is noted for who looks at tasks (dump.c); the clock is the coarse one, 4 ns.
 *
 * Rejected: waiting by address (a hash table of futexes inside the process): one lookup more for each
 * wait and each wake, and no way to hand a value over. A callback that unlocks after the switch: nothing
 * needs it, since a task that is woken before it has left its stack is in the inbox of its own worker.
 */
#include "cede_internal.h"

#include <errno.h>
#include <stddef.h>

enum {
    WAITING = 1,
    CANCELLABLE = 2,
    THREAD = 4,
    WOKEN = 8,
    TIMED_OUT = 16,
    CANCELLED = 32,
    LATE = 64,     /* a waker came after the end */
    RESUMED = 128, /* a thread may go on */
    ENDED = WOKEN | TIMED_OUT | CANCELLED
};

static __thread struct cede__parker of_thread;

static cede_task *task_of(struct cede__parker *p) {
    return (cede_task *)((char *)p - offsetof(cede_task, park));
}

static int64_t coarse_now(void) {
    struct timespec t;
    if (__builtin_expect(cede__sched.seeded, 0))
        return cede_now();
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct cede__parker *cede__park_prepare(const char *why, const void *object, bool cancellable) {
    cede_task *task = cede_self();
    struct cede__parker *me = task ? &task->park : &of_thread;
    atomic_store_explicit(&me->why, why, memory_order_relaxed);
    atomic_store_explicit(&me->object, object, memory_order_relaxed);
    atomic_store_explicit(&me->since, coarse_now(), memory_order_relaxed);
    cede_no_yield_begin();
    cancellable = cancellable && task && !task->shield;
    atomic_store(&me->state, WAITING | (cancellable ? CANCELLABLE : 0u) | (task ? 0u : THREAD));
    return me;
}

/* Ends the wait, unless it has ended. Returns the state before; the waiter is not runnable yet. */
static uint32_t try_end(struct cede__parker *p, uint32_t how) {
    uint32_t state = atomic_load(&p->state), next;
    do {
        if (how == CANCELLED && !(state & CANCELLABLE))
            return state | ENDED;
        next = !(state & ENDED) ? state | how : how & WOKEN ? state | LATE : state;
    } while (!atomic_compare_exchange_weak(&p->state, &state, next));
    return state;
}

static bool end(struct cede__parker *p, uint32_t how) { return !(try_end(p, how) & ENDED); }

bool cede__claim(struct cede__parker *p) { return end(p, WOKEN); }

/* A thread goes on when it sees RESUMED, and may be gone at the wake: a futex that is nowhere is no harm. */
void cede__resume(struct cede__parker *p) {
    if (atomic_load_explicit(&p->state, memory_order_relaxed) & THREAD) {
        atomic_fetch_or(&p->state, RESUMED);
        cede__futex_wake(&p->state);
    } else {
        cede__wake(task_of(p));
    }
}

void cede__resume_from_handler(struct cede__parker *p) {
    if (atomic_load_explicit(&p->state, memory_order_relaxed) & THREAD)
        cede__resume(p);
    else
        cede__wake_by_inbox(task_of(p));
}

bool cede__unpark(struct cede__parker *p) {
    bool won = cede__claim(p);
    if (won)
        cede__resume(p);
    return won;
}

bool cede__park_expired(cede_task *task) { return end(&task->park, TIMED_OUT); }

static int outcome(struct cede__parker *me) {
    uint32_t state = atomic_load(&me->state);
    return state & WOKEN ? 0 : state & TIMED_OUT ? ETIMEDOUT : ECANCELED;
}

static void wait_on_thread(struct cede__parker *me, int64_t deadline) {
    uint32_t state;
    while (!((state = atomic_load(&me->state)) & RESUMED)) {
        if (deadline != CEDE__NEVER && cede_now() >= deadline) {
            if (end(me, TIMED_OUT))
                return;
            deadline = CEDE__NEVER;
        }
        cede__futex_wait(&me->state, state, deadline);
    }
}

/* Leaves until who ended, or ends, the wait makes us runnable. */
static int leave(struct cede__parker *me, cede_task *task) {
    task->no_yield--;
    cede__suspend(cede__self);
    return outcome(me);
}

int cede__park(struct cede__parker *me, int64_t deadline) {
    cede_task *task = cede_self();
    if (!task) {
        int saved_errno = errno;
        wait_on_thread(me, deadline);
        errno = saved_errno;
        return outcome(me);
    }
    if ((atomic_load(&task->cancelled) && end(me, CANCELLED)) ||
        (deadline != CEDE__NEVER && deadline <= cede_now() && end(me, TIMED_OUT))) {
        cede_no_yield_end();
        return outcome(me);
    }
    if (deadline != CEDE__NEVER)
        cede__timers_add(cede__self, task, deadline);
    return leave(me, task);
}

/* Instead of cede__park(), when the wait turned out to be needless. Whether a waker was faster. */
bool cede__park_abandon(struct cede__parker *me) {
    cede_task *task = cede_self();
    bool ended = end(me, TIMED_OUT);
    if (!ended && task)
        return leave(me, task) == 0;
    if (!ended)
        wait_on_thread(me, CEDE__NEVER);
    cede_no_yield_end();
    return !ended && outcome(me) == 0;
}

/* After ETIMEDOUT or ECANCELED: returns when the waker that has taken us off its list has come. */
void cede__park_settle(struct cede__parker *me) {
    cede_task *task = cede_self();
    uint32_t state = atomic_load(&me->state);
    do {
        if (state & LATE)
            return;
    } while (!atomic_compare_exchange_weak(&me->state, &state, state & (WAITING | THREAD)));
    if (!task) {
        wait_on_thread(me, CEDE__NEVER);
    } else {
        task->no_yield++;
        leave(me, task);
    }
}

/* Whether the parker's wait is neither over nor ended; for reports. */
bool cede__park_waiting(const struct cede__parker *p) {
    return (atomic_load(&p->state) & (WAITING | ENDED)) == WAITING;
}

/* Cancelling. ------------------------------------------------------------------------------------- */

void cede_cancel(cede_task *task) {
    atomic_store(&task->cancelled, true);
    if (cede__park_waiting(&task->park) && end(&task->park, CANCELLED))
        cede__resume(&task->park);
}

int cede_cancelled(void) {
    cede_task *task = cede_self();
    return task && !task->shield && atomic_load_explicit(&task->cancelled, memory_order_relaxed);
}

void cede_shield_begin(void) {
    cede_task *task = cede_self();
    if (task)
        task->shield++;
}

void cede_shield_end(void) {
    cede_task *task = cede_self();
    if (task && task->shield)
        task->shield--;
}
