/*
 * sync.c - reader-writer lock, semaphore, wait group, once, timer.
 *
 * All of one pattern: the object's state is guarded by its list's lock; who cannot go on waits in the list;
 * who changes the state takes off the list those that can go on now and *grants* them what they wait for,
 * under the lock. So a waiter that is woken has nothing left to check, and nobody overtakes.
 */
#include "cede_internal.h"

#include <errno.h>

/* Reader-writer lock. ----------------------------------------------------------------------------- */

enum { READER, WRITER };

/* Grants from the head of the list, in order: one writer, or the readers up to the next writer. */
static struct cede__waiter *grant(cede_rwlock *l) {
    struct cede__waiter *chain = NULL, **end = &chain, *first;
    while (!l->writer && (first = l->waiters.first)) {
        if (first->outcome == WRITER && l->readers)
            break;
        cede__list_remove(&l->waiters, first);
        if (!cede__claim(first->parker))
            continue;
        if (first->outcome == WRITER)
            l->writer = 1;
        else
            l->readers++;
        *end = first;
        end = &first->next;
    }
    *end = NULL;
    return chain;
}

static int rwlock_wait(cede_rwlock *l, uint32_t kind, int64_t deadline) {
    struct cede__waiter me = {.parker = cede__park_prepare("rwlock", l, true), .outcome = kind}, *freed;
    int error = cede__list_wait(&l->waiters, &me, deadline);
    if (!error || kind == READER)
        return error;
    cede__lock(&l->waiters.lock); /* readers may have waited for this writer only */
    freed = grant(l);
    cede__unlock(&l->waiters.lock);
    cede__resume_all(freed);
    return error;
}

int cede_rwlock_read_lock(cede_rwlock *l, int64_t deadline) {
    cede__lock(&l->waiters.lock);
    if (l->writer || l->waiters.first)
        return rwlock_wait(l, READER, deadline);
    l->readers++;
    cede__unlock(&l->waiters.lock);
    return 0;
}

int cede_rwlock_write_lock(cede_rwlock *l, int64_t deadline) {
    cede__lock(&l->waiters.lock);
    if (l->writer || l->readers || l->waiters.first)
        return rwlock_wait(l, WRITER, deadline);
    l->writer = 1;
    cede__unlock(&l->waiters.lock);
    return 0;
}

int cede_rwlock_read_unlock(cede_rwlock *l) {
    struct cede__waiter *next;
    cede__lock(&l->waiters.lock);
    if (!l->readers) {
        cede__unlock(&l->waiters.lock);
        return EPERM;
    }
    l->readers--;
    next = grant(l);
    cede__unlock(&l->waiters.lock);
    cede__resume_all(next);
    return 0;
}

int cede_rwlock_write_unlock(cede_rwlock *l) {
    struct cede__waiter *next;
    cede__lock(&l->waiters.lock);
    if (!l->writer) {
        cede__unlock(&l->waiters.lock);
        return EPERM;
    }
    l->writer = 0;
    next = grant(l);
    cede__unlock(&l->waiters.lock);
    cede__resume_all(next);
    return 0;
}

/* Semaphore. -------------------------------------------------------------------------------------- */

int cede_semaphore_acquire(cede_semaphore *s, int64_t deadline) {
    cede__lock(&s->waiters.lock);
    if (!s->permits) {
        struct cede__waiter me = {.parker = cede__park_prepare("semaphore", s, true)};
        return cede__list_wait(&s->waiters, &me, deadline);
    }
    s->permits--;
    cede__unlock(&s->waiters.lock);
    return 0;
}

void cede_semaphore_release(cede_semaphore *s, uint64_t permits) {
    struct cede__waiter *chain = NULL, **end = &chain, *next;
    cede__lock(&s->waiters.lock);
    for (; permits && (next = cede__list_claim(&s->waiters)); permits--) {
        *end = next;
        end = &next->next;
    }
    *end = NULL;
    s->permits += permits;
    cede__unlock(&s->waiters.lock);
    cede__resume_all(chain);
}

/* Wait group. ------------------------------------------------------------------------------------- */

void cede_wait_group_add(cede_wait_group *g, uint64_t n) {
    cede__lock(&g->waiters.lock);
    g->count += n;
    cede__unlock(&g->waiters.lock);
}

int cede_wait_group_done(cede_wait_group *g) {
    struct cede__waiter *all = NULL;
    cede__lock(&g->waiters.lock);
    if (!g->count) {
        cede__unlock(&g->waiters.lock);
        return EPERM;
    }
    if (--g->count == 0)
        all = cede__list_claim_all(&g->waiters);
    cede__unlock(&g->waiters.lock);
    cede__resume_all(all);
    return 0;
}

int cede_wait_group_wait(cede_wait_group *g, int64_t deadline) {
    cede__lock(&g->waiters.lock);
    if (g->count) {
        struct cede__waiter me = {.parker = cede__park_prepare("wait group", g, true)};
        return cede__list_wait(&g->waiters, &me, deadline);
    }
    cede__unlock(&g->waiters.lock);
    return 0;
}

/* Once. ------------------------------------------------------------------------------------------- */

enum { NEW, RUNS, HAS_RUN };

int cede_once_run(cede_once *once, void (*fn)(void *), void *arg, int64_t deadline) {
    struct cede__waiter *all;
    if (atomic_load_explicit(CEDE__ATOMIC32(&once->state), memory_order_acquire) == HAS_RUN)
        return 0;
    cede__lock(&once->waiters.lock);
    if (once->state == RUNS) {
        struct cede__waiter me = {.parker = cede__park_prepare("once", once, true)};
        return cede__list_wait(&once->waiters, &me, deadline);
    }
    if (once->state == HAS_RUN) {
        cede__unlock(&once->waiters.lock);
        return 0;
    }
    atomic_store_explicit(CEDE__ATOMIC32(&once->state), RUNS, memory_order_relaxed);
    cede__unlock(&once->waiters.lock);
    fn(arg);
    cede__lock(&once->waiters.lock);
    atomic_store_explicit(CEDE__ATOMIC32(&once->state), HAS_RUN, memory_order_release);
    all = cede__list_claim_all(&once->waiters);
    cede__unlock(&once->waiters.lock);
    cede__resume_all(all);
    return 0;
}

/* Timer: those who wait sleep until the moment they know; moving it wakes them to look again. ------ */

void cede_timer_set(cede_timer *t, int64_t when) {
    struct cede__waiter *all;
    cede__lock(&t->waiters.lock);
    t->when = when <= 0 ? 1 : when;
    all = cede__list_claim_all(&t->waiters);
    cede__unlock(&t->waiters.lock);
    cede__resume_all(all);
}

int64_t cede__timer_when(const cede_timer *t) { return t->when ? t->when : CEDE__NEVER; }

int cede_timer_wait(cede_timer *t, int64_t deadline) {
    for (;;) {
        struct cede__waiter me = {.parker = NULL};
        int64_t when;
        int error;
        cede__lock(&t->waiters.lock);
        when = cede__timer_when(t);
        if (when != CEDE__NEVER && when <= cede_now()) {
            cede__unlock(&t->waiters.lock);
            return 0;
        }
        me.parker = cede__park_prepare("timer", t, true);
        error = cede__list_wait(&t->waiters, &me, when < deadline ? when : deadline);
        if (error == ETIMEDOUT && when <= deadline)
            return 0;
        if (error)
            return error;
    }
}
