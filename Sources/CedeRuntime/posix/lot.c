/*
 * lot.c - the lot: tasks that wait for something that is known by its address alone.
 *
 * A pthread_mutex_t has no room for a queue of tasks, so they wait in a table: hashed by address, a list and a
 * lock a bucket. A waiter counts itself first and looks at the object once more; whoever releases the object
 * reads the count afterwards:
 *
 *     waiter                                   releaser
 *     W1 count a waiter                        W2 release the object (an atomic exchange)
 *     R1 try the object (an atomic exchange)   R2 read the count; not zero: take the bucket's lock, wake
 *
 * All four are sequentially consistent, so one sees the other; the bucket's lock is held from R1 until the
 * waiter is in the list. Releasing what nobody waits for costs one load of a line that is hardly ever written.
 *
 * Some releases are not seen: by another process, by a library that was told to find its own symbols first, by
 * pthread_cond_wait on a plain thread, of a robust mutex by the death of its owner. So cede__lot_wait() looks
 * again by itself, after 1 ms first and after 100 ms at last.
 *
 * A signal handler may release a semaphore, and may have interrupted whoever holds a bucket's lock on this very
 * thread. Then the wake is put off until that lock is released.
 *
 * Rejected: a futex in the object, as the C library's objects use theirs for their own; a wait that only polls.
 */
#include "posix.h"

#include <errno.h>
#include <string.h>

enum { BUCKETS = 256, LOOK_FIRST = 1000000, LOOK_LAST = 100000000 };

struct bucket {
    _Alignas(64) cede_waitlist list;
    _Atomic(uint32_t) waiters;
};

static struct bucket buckets[BUCKETS];
static __thread volatile bool inside;         /* this thread holds a bucket's lock */
static __thread const void *volatile put_off; /* what a handler released meanwhile */

static struct bucket *bucket_of(const void *address) {
    return &buckets[((uintptr_t)address * 0x9e3779b97f4a7c15u) >> 56];
}

static void enter(struct bucket *b) {
    inside = true;
    atomic_signal_fence(memory_order_seq_cst);
    cede__lock(&b->list.lock);
}

static void leave(struct bucket *b) {
    cede__unlock(&b->list.lock);
    atomic_signal_fence(memory_order_seq_cst);
    inside = false;
    atomic_signal_fence(memory_order_seq_cst);
    if (__builtin_expect(put_off != NULL, 0)) {
        const void *address = put_off;
        put_off = NULL;
        cede__lot_wake(address, UINT_MAX);
    }
}

/* Begins a wait; true if it need not, as `ready` said so. */
static bool begin(struct cede__lot_waiter *w, const void *address, const char *why, bool (*ready)(void *), void *of) {
    struct bucket *b = bucket_of(address);
    bool is_ready;
    w->address = address;
    w->worker = cede__self;
    atomic_fetch_add(&b->waiters, 1);
    enter(b);
    is_ready = ready && ready(of);
    if (!is_ready) {
        w->waiter = (struct cede__waiter){.parker = cede__park_prepare(why, address, false)};
        cede__list_append(&b->list, &w->waiter);
    }
    leave(b);
    if (is_ready)
        atomic_fetch_sub(&b->waiters, 1);
    return is_ready;
}

void cede__lot_begin(struct cede__lot_waiter *w, const void *address, const char *why) {
    begin(w, address, why, NULL, NULL);
}

int cede__lot_end(struct cede__lot_waiter *w, int64_t deadline) {
    struct bucket *b = bucket_of(w->address);
    int error = cede__park(w->waiter.parker, deadline);
    if (error) {
        enter(b);
        cede__list_remove(&b->list, &w->waiter);
        leave(b);
    }
    atomic_fetch_sub(&b->waiters, 1);
    return error;
}

int cede__lot_wait(const void *address, const char *why, int64_t deadline, bool (*ready)(void *), void *of) {
    struct cede__lot_waiter me;
    int saved_errno = errno;
    for (int64_t pause = LOOK_FIRST; !begin(&me, address, why, ready, of); pause *= 2) {
        int64_t now = cede_now();
        if (pause > LOOK_LAST)
            pause = LOOK_LAST;
        if (deadline <= now) {
            cede__lot_end(&me, 0);
            errno = saved_errno;
            return ready(of) ? 0 : ETIMEDOUT;
        }
        cede__lot_end(&me, deadline < now + pause ? deadline : now + pause);
    }
    errno = saved_errno;
    return 0;
}

bool cede__lot_any(const void *address) { return atomic_load(&bucket_of(address)->waiters) != 0; }

static bool wake(const void *address, unsigned most, void (*resume)(struct cede__parker *)) {
    struct bucket *b = bucket_of(address);
    struct cede__waiter *next;
    bool here = false;
    if (inside) {
        put_off = address;
        return false;
    }
    enter(b);
    for (struct cede__waiter *waiter = b->list.first; waiter && most; waiter = next) {
        struct cede__lot_waiter *w = (struct cede__lot_waiter *)waiter;
        next = waiter->next; /* not to be read when its owner goes on */
        if (w->address != address)
            continue;
        cede__list_remove(&b->list, waiter);
        if (cede__claim(waiter->parker)) {
            here |= w->worker == cede__self;
            most--;
            resume(waiter->parker);
        }
    }
    leave(b);
    return here;
}

/* Wakes those who wait on `address`, the first come first, and no more than `most`. True if one of them is a task of
 * this worker. */
bool cede__lot_wake(const void *address, unsigned most) { return wake(address, most, cede__resume); }
void cede__lot_wake_from_handler(const void *address, unsigned most) {
    wake(address, most, cede__resume_from_handler);
}

/* Who waited in the parent does not exist here. */
void cede__lot_forked(void) {
    memset(buckets, 0, sizeof buckets);
    inside = false;
}
