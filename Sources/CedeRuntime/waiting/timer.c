/*
 * timer.c - time, and tasks that sleep until it.
 *
 * A sleeping task is a node of its worker's pairing heap. The heap is intrusive, so sleeping allocates
 * nothing and cannot fail, and owner-only, so it needs no lock. Insertion is constant time; removing
 * one, the first or (a wait that ended before its deadline) any other, is logarithmic amortised. The earliest deadline is mirrored in `next_deadline`, which the
 * tick (monitor.c) and the sleeping worker read.
 *
 * Rejected: an array heap (grows by realloc: a sleep could fail), a timer wheel (its resolution is a
 * tick, and its cheap cancel buys little here).
 */
#include "cede_internal.h"

#include <errno.h>

enum { LATE = 1000000 };

int64_t cede_now(void) {
    struct timespec t;
    if (__builtin_expect(cede__sched.seeded, 0))
        return cede__seed_now();
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static cede_task *meld(cede_task *a, cede_task *b) {
    if (!a || !b)
        return a ? a : b;
    if (b->deadline < a->deadline) {
        cede_task *t = a;
        a = b, b = t;
    }
    b->sibling = a->child;
    if (a->child)
        a->child->previous = b;
    b->previous = a;
    a->child = b;
    return a;
}

/* Melds siblings in pairs, left to right, then the pairs right to left; without recursion, as a task's
 * stack is small and the list may be long. */
static cede_task *meld_siblings(cede_task *first) {
    cede_task *pairs = NULL, *root = NULL;
    while (first) {
        cede_task *a = first, *b = a->sibling;
        first = b ? b->sibling : NULL;
        a->sibling = NULL;
        if (b)
            b->sibling = NULL;
        a = meld(a, b);
        a->sibling = pairs;
        pairs = a;
    }
    while (pairs) {
        cede_task *next = pairs->sibling;
        pairs->sibling = NULL;
        root = meld(root, pairs);
        pairs = next;
    }
    return root;
}

static void mirror(struct cede__worker *w) {
    atomic_store_explicit(&w->next_deadline, w->timers ? w->timers->deadline : CEDE__NEVER,
                          memory_order_relaxed);
}

void cede__timers_add(struct cede__worker *w, cede_task *task, int64_t deadline) {
    task->timed = true;
    task->deadline = deadline;
    task->child = task->sibling = NULL;
    w->timers = meld(w->timers, task);
    mirror(w);
}

/* `previous` is the left sibling, or the parent of a first child; the root has none. */
void cede__timers_remove(struct cede__worker *w, cede_task *task) {
    cede_task *children = meld_siblings(task->child);
    task->timed = false;
    if (task == w->timers) {
        w->timers = children;
    } else {
        if (task->previous->child == task)
            task->previous->child = task->sibling;
        else
            task->previous->sibling = task->sibling;
        if (task->sibling)
            task->sibling->previous = task->previous;
        w->timers = meld(w->timers, children);
    }
    mirror(w);
}

/* Who comes late, after a stop of the process for example, first takes what has arrived meanwhile: it counts for more than
 * the deadline that has passed. */
void cede__timers_expire(struct cede__worker *w) {
    int64_t now = cede_now();
    atomic_store_explicit(&w->timers_due, false, memory_order_relaxed);
    if (w->timers && now - w->timers->deadline > LATE && atomic_load_explicit(&w->epoll, memory_order_relaxed))
        cede__poller_poll(w);
    while (w->timers && w->timers->deadline <= now) {
        cede_task *task = w->timers;
        cede__timers_remove(w, task);
        if (cede__park_expired(task)) /* else who woke it has put it into the inbox */
            cede__ready(w, task);
    }
}

/* A deadline that has passed is one that falls due now: others that are due go first, and not each that computes, or a task
 * that wants to be woken each millisecond would never catch up beside two of these. */
int cede_sleep_until(int64_t deadline) {
    int error;
    if (cede__self && deadline <= cede_now()) {
        cede__ready_again(cede__self, cede_self());
        cede__suspend(cede__self);
        return cede_cancelled() ? ECANCELED : 0;
    }
    error = cede__park(cede__park_prepare("sleep", NULL, true), deadline);
    return error == ETIMEDOUT ? 0 : error;
}

int cede_sleep_for(int64_t nanoseconds) {
    int64_t now = cede_now();
    return cede_sleep_until(nanoseconds > CEDE__NEVER - 1 - now ? CEDE__NEVER - 1 : now + nanoseconds);
}
