/*
 * waitlist.c - the short lock and the FIFO of waiters; waitlist.h says how they are used.
 *
 * The lock is held for a few instructions, by a thread and never across a switch, so it spins a little; but
 * its holder can lose its CPU, so then it sleeps. Rejected: a spin lock (on a saturated machine the spinner
 * uses up the CPU that the holder waits for).
 */
#include "cede_internal.h"

#include <errno.h>

/* The lock: 0 free, 1 held, 2 held and somebody may sleep. ---------------------------------------- */

enum { SPINS = 64 };

void cede__lock_slow(_Atomic(uint32_t) *lock) {
    int saved_errno = errno;
    for (int i = 0; i < SPINS; i++) {
        uint32_t free = 0;
        if (atomic_load_explicit(lock, memory_order_relaxed) == 0 &&
            atomic_compare_exchange_strong_explicit(lock, &free, 1, memory_order_acquire,
                                                    memory_order_relaxed))
            return;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    while (atomic_exchange_explicit(lock, 2, memory_order_acquire) != 0)
        cede__futex_wait(lock, 2, CEDE__NEVER);
    errno = saved_errno;
}

void cede__unlock_slow(_Atomic(uint32_t) *lock) {
    int saved_errno = errno;
    cede__futex_wake(lock);
    errno = saved_errno;
}

/* Lists. ------------------------------------------------------------------------------------------ */

void cede__list_append(cede_waitlist *list, struct cede__waiter *waiter) {
    waiter->listed = 1;
    waiter->next = NULL;
    waiter->previous = list->last;
    if (list->last)
        list->last->next = waiter;
    else
        list->first = waiter;
    list->last = waiter;
}

void cede__list_prepend(cede_waitlist *list, struct cede__waiter *waiter) {
    waiter->listed = 1;
    waiter->previous = NULL;
    waiter->next = list->first;
    if (list->first)
        list->first->previous = waiter;
    else
        list->last = waiter;
    list->first = waiter;
}

void cede__list_remove(cede_waitlist *list, struct cede__waiter *waiter) {
    if (!waiter->listed)
        return;
    waiter->listed = 0;
    if (waiter->previous)
        waiter->previous->next = waiter->next;
    else
        list->first = waiter->next;
    if (waiter->next)
        waiter->next->previous = waiter->previous;
    else
        list->last = waiter->previous;
}

struct cede__waiter *cede__list_claim(cede_waitlist *list) {
    struct cede__waiter *waiter;
    while ((waiter = list->first)) {
        cede__list_remove(list, waiter);
        if (cede__claim(waiter->parker)) {
            if (waiter->chosen)
                *waiter->chosen = waiter;
            return waiter;
        }
    }
    return NULL;
}

struct cede__waiter *cede__list_claim_all(cede_waitlist *list) {
    struct cede__waiter *chain = NULL, **end = &chain, *waiter;
    while ((waiter = cede__list_claim(list))) {
        *end = waiter;
        end = &waiter->next;
    }
    *end = NULL;
    return chain;
}

void cede__resume_all(struct cede__waiter *chain) {
    while (chain) {
        struct cede__waiter *next = chain->next; /* it is on the stack of whom this resumes */
        cede__resume(chain->parker);
        chain = next;
    }
}

int cede__list_wait(cede_waitlist *list, struct cede__waiter *waiter, int64_t deadline) {
    int error;
    cede__list_append(list, waiter);
    cede__unlock(&list->lock);
    error = cede__park(waiter->parker, deadline);
    if (error) {
        cede__lock(&list->lock);
        cede__list_remove(list, waiter);
        cede__unlock(&list->lock);
    }
    return error;
}
