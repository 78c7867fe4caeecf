/*
 * mutex.c - the mutex and the condition.
 *
 * `state` is 0, LOCKED, or LOCKED|WAITED; a fast lock is 0 -> LOCKED and a fast unlock LOCKED -> 0, each one
 * compare-and-swap. WAITED sends unlock to the list; it is changed under the list's lock only, and set before
 * its setter joins the list, so an unlock that misses the waiter fails and looks again.
 *
 * Handing the mutex over at every unlock is fair but makes every lock of a contended mutex cost a switch,
 * between workers a system call even. Never handing it over starves a waiter whose worker is slow to come. So
 * the waiter says since when it waits, and is handed the mutex after PATIENCE; a waiter that was woken and
 * came too late goes back to the head of the list with its old time.
 *
 * A woken waiter that gives up (deadline, cancelled) first tries again, under the list's lock: then either it
 * has the mutex, or somebody else has and sees WAITED. So no wake-up is lost with it.
 */
#include "cede_internal.h"

#include <errno.h>

enum { LOCKED = 1, WAITED = 2 };
enum { HANDED = 1 };
#define PATIENCE 1000000

static bool swap(cede_mutex *m, uint32_t from, uint32_t to) {
    return atomic_compare_exchange_strong(CEDE__ATOMIC32(&m->state), &from, to);
}

/* Takes the mutex or marks it as waited for; the list is locked. */
static bool take_or_mark(cede_mutex *m) {
    uint32_t rest = m->waiters.first ? WAITED : 0;
    for (;;) {
        uint32_t state = atomic_load(CEDE__ATOMIC32(&m->state));
        if (!(state & LOCKED)) {
            if (swap(m, state, LOCKED | rest))
                return true;
        } else if (state & WAITED || swap(m, state, LOCKED | WAITED)) {
            return false;
        }
    }
}

/* Somebody gave up: without waiters nobody has to look at the list; it is locked. */
static void unmark_if_empty(cede_mutex *m) {
    if (!m->waiters.first)
        swap(m, LOCKED | WAITED, LOCKED);
}

static int lock_slow(cede_mutex *m, int64_t deadline) {
    struct cede__waiter me = {.outcome = 0};
    int64_t since = 0;
    for (;;) {
        int error;
        cede__lock(&m->waiters.lock);
        if (take_or_mark(m)) {
            cede__unlock(&m->waiters.lock);
            return 0;
        }
        me.parker = cede__park_prepare("mutex", m, true);
        if (since) {
            cede__list_prepend(&m->waiters, &me);
        } else {
            since = cede_now();
            me.value = &since;
            cede__list_append(&m->waiters, &me);
        }
        cede__unlock(&m->waiters.lock);
        error = cede__park(me.parker, deadline);
        if (error) {
            cede__lock(&m->waiters.lock);
            cede__list_remove(&m->waiters, &me);
            unmark_if_empty(m);
            cede__unlock(&m->waiters.lock);
            return error;
        }
        if (me.outcome == HANDED)
            return 0;
    }
}

int cede_mutex_lock(cede_mutex *m, int64_t deadline) {
    if (__builtin_expect(swap(m, 0, LOCKED), 1))
        return 0;
    return lock_slow(m, deadline);
}

int cede_mutex_try_lock(cede_mutex *m) {
    if (swap(m, 0, LOCKED))
        return 0;
    cede__lock(&m->waiters.lock);
    bool taken = !(atomic_load(CEDE__ATOMIC32(&m->state)) & LOCKED) && take_or_mark(m);
    cede__unlock(&m->waiters.lock);
    return taken ? 0 : EBUSY;
}

static void unlock_slow(cede_mutex *m) {
    struct cede__waiter *next;
    uint32_t state = 0;
    cede__lock(&m->waiters.lock);
    next = cede__list_claim(&m->waiters);
    if (next) {
        if (cede_now() - *(int64_t *)next->value > PATIENCE) {
            next->outcome = HANDED;
            state = LOCKED;
        }
        if (m->waiters.first)
            state |= WAITED;
    }
    atomic_store(CEDE__ATOMIC32(&m->state), state);
    cede__unlock(&m->waiters.lock);
    if (next)
        cede__resume(next->parker);
}

int cede_mutex_unlock(cede_mutex *m) {
    if (__builtin_expect(swap(m, LOCKED, 0), 1))
        return 0;
    if (!(atomic_load(CEDE__ATOMIC32(&m->state)) & LOCKED))
        return EPERM;
    unlock_slow(m);
    return 0;
}

/* Conditions. A waiter is in the list before it releases the mutex, so whoever signals with the mutex held, or
 * after having held it, finds it. ------------------------------------------------------------------ */

int cede_condition_wait(cede_condition *c, cede_mutex *m, int64_t deadline) {
    struct cede__waiter me = {.parker = cede__park_prepare("condition", c, true)};
    int error;
    cede__lock(&c->waiters.lock);
    cede__list_append(&c->waiters, &me);
    cede__unlock(&c->waiters.lock);
    cede_mutex_unlock(m);
    error = cede__park(me.parker, deadline);
    if (error) {
        cede__lock(&c->waiters.lock);
        cede__list_remove(&c->waiters, &me);
        cede__unlock(&c->waiters.lock);
    }
    cede_shield_begin();
    cede_mutex_lock(m, CEDE_FOREVER);
    cede_shield_end();
    return error;
}

void cede_condition_signal(cede_condition *c) {
    struct cede__waiter *one;
    cede__lock(&c->waiters.lock);
    one = cede__list_claim(&c->waiters);
    cede__unlock(&c->waiters.lock);
    if (one)
        cede__resume(one->parker);
}

void cede_condition_broadcast(cede_condition *c) {
    struct cede__waiter *all;
    cede__lock(&c->waiters.lock);
    all = cede__list_claim_all(&c->waiters);
    cede__unlock(&c->waiters.lock);
    cede__resume_all(all);
}
