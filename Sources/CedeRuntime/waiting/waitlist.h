/*
 * waitlist.h - the short lock and the FIFO under everything that tasks and threads wait for.
 *
 * Who cannot go on enters the object's list, under its lock, and parks; who changes the object takes waiters
 * off, under the same lock, and claims them. One that times out or is cancelled takes itself off under the
 * lock, so a waker never meets a waiter of a wait that is over. What a waker claimed it resumes after
 * releasing the lock; until then the waiter's stack, and the links in it, stay (park.c).
 */
#ifndef CEDE_WAITLIST_H
#define CEDE_WAITLIST_H

#include "cede.h"

#include <stdatomic.h>

#pragma GCC visibility push(hidden)

/* The lock of an object. Held for a few instructions and never across a switch. ------------------- */

#define CEDE__ATOMIC32(word) ((_Atomic(uint32_t) *)(word))

void cede__lock_slow(_Atomic(uint32_t) *lock);
void cede__unlock_slow(_Atomic(uint32_t) *lock);

static inline void cede__lock(uint32_t *word) {
    uint32_t free = 0;
    if (__builtin_expect(!atomic_compare_exchange_strong_explicit(
                             CEDE__ATOMIC32(word), &free, 1, memory_order_acquire, memory_order_relaxed),
                         0))
        cede__lock_slow(CEDE__ATOMIC32(word));
}

static inline void cede__unlock(uint32_t *word) {
    if (__builtin_expect(atomic_exchange_explicit(CEDE__ATOMIC32(word), 0, memory_order_release) != 1, 0))
        cede__unlock_slow(CEDE__ATOMIC32(word));
}

/* Waiters, first come first served. Everything here is under the list's lock. --------------------- */

void cede__list_append(cede_waitlist *list, struct cede__waiter *waiter);
void cede__list_prepend(cede_waitlist *list, struct cede__waiter *waiter);
void cede__list_remove(cede_waitlist *list, struct cede__waiter *waiter);

/* Takes the first waiter that can be claimed off the list, or all that can into a chain by `next`; who
 * timed out or was cancelled meanwhile is dropped. To be resumed once the lock is released. */
struct cede__waiter *cede__list_claim(cede_waitlist *list);
struct cede__waiter *cede__list_claim_all(cede_waitlist *list);
void cede__resume_all(struct cede__waiter *chain);

/* Waits at the end of the list, whose lock is held, and releases it. The waiter has its parker from
 * cede__park_prepare; when this returns it is in no list. */
int cede__list_wait(cede_waitlist *list, struct cede__waiter *waiter, int64_t deadline);

#pragma GCC visibility pop
#endif
