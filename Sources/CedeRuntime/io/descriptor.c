/*
 * descriptor.c - what the runtime knows of a file descriptor: who uses it, who waits for it, may it be ready.
 *
 * READY. A descriptor that Cede made is in one epoll from its first wait until its close, edge-triggered and for
 * both directions. An event sets bits of `ready`, then takes the waiters off. A call clears its bit, then tries;
 * on EAGAIN it enters the list under the lock, where it looks at the bit once more. So an edge between the try
 * and the wait is not lost:
 *
 *     caller                                          event (poller.c)
 *     clear bit; try: EAGAIN                          set bit
 *     lock; bit set? -> try again; enter; unlock      lock; take waiters off; unlock; resume them
 *
 * A short read from TCP has emptied it, so the bit stays clear and the next read waits without a system call of
 * its own; the sticky ENDING (the peer is done) forbids that, since the end makes one edge only.
 *
 * ADOPTED descriptors were made elsewhere and may be closed and reused without our knowing. So each wait arms
 * them anew, one-shot and level-triggered, which finds stale registrations (ENOENT); and an event wakes the
 * waiters of both directions, to arm what they still want.
 *
 * SCARCE. A worker opens its epoll when it first needs one. If there is no descriptor left for it, or no room in it, the wait
 * asks poll(2) now and then, or whoever came late to a server at its limit would be told EMFILE by a read.
 *
 * USERS. Close must not free the number while another task is about to use it: calls count themselves in `users`,
 * close marks it and wakes the waiters, and who leaves last closes. A plain thread that is a user cannot be cancelled, or
 * it would remain one. The entries are never freed, so an event that is late wakes somebody in vain at worst.
 */
#include "io_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { CLOSING = 1, FINAL = 2, USER = 4 };
enum { CLOSED = 1 }; /* a waiter's outcome */
enum { CHUNK = 256, CHUNKS = 4096, SLICE = 100000000, ASK_AGAIN = 1000000 };

#define BOTH_WAYS (EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLET)

static _Atomic(struct cede__descriptor *) chunks[CHUNKS];

/* The table. -------------------------------------------------------------------------------------- */

static struct cede__descriptor *entry_of(int fd, int *error) {
    _Atomic(struct cede__descriptor *) *chunk;
    struct cede__descriptor *entries, *none = NULL;
    if (fd < 0 || fd / CHUNK >= CHUNKS) {
        *error = fd < 0 ? EBADF : EMFILE;
        return NULL;
    }
    chunk = &chunks[fd / CHUNK];
    entries = atomic_load_explicit(chunk, memory_order_acquire);
    if (!entries) {
        entries = calloc(CHUNK, sizeof *entries);
        if (!entries) {
            *error = ENOMEM;
            return NULL;
        }
        if (!atomic_compare_exchange_strong(chunk, &none, entries)) {
            free(entries);
            entries = none;
        }
    }
    return &entries[fd % CHUNK];
}

static uint32_t *lock_of(struct cede__descriptor *d) { return &d->readers.lock; }

int cede__descriptor_made(int fd, enum cede__kind kind) {
    int error = 0;
    struct cede__descriptor *d = entry_of(fd, &error);
    if (!d)
        return error;
    cede__lock(lock_of(d));
    d->poller = NULL;
    d->kind = (uint8_t)kind;
    cede__unlock(lock_of(d));
    atomic_store(&d->ready, CEDE__READABLE | CEDE__WRITABLE);
    return 0;
}

void cede__descriptor_distrust(struct cede__descriptor *d) {
    if (d->kind == CEDE__ADOPTED)
        return;
    cede__lock(lock_of(d));
    d->kind = CEDE__ADOPTED;
    cede__unlock(lock_of(d));
}

static __thread struct {
    unsigned depth;
    int state;
} uncancellable;

void cede__uncancellable_begin(void) {
    if (!cede__self && uncancellable.depth++ == 0)
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &uncancellable.state);
}

void cede__uncancellable_end(void) {
    if (!cede__self && --uncancellable.depth == 0)
        pthread_setcancelstate(uncancellable.state, NULL);
}

struct cede__descriptor *cede__descriptor_enter(int fd, int *error) {
    struct cede__descriptor *d = entry_of(fd, error);
    if (!d)
        return NULL;
    cede__uncancellable_begin();
    if (atomic_fetch_add(&d->users, USER) & CLOSING) {
        cede__descriptor_leave(d, fd);
        *error = EBADF;
        return NULL;
    }
    return d;
}

/* The last one out closes. Everything is as new before the number can be given to another. */
static int finish_close(struct cede__descriptor *d, int fd) {
    int error, saved_errno = errno;
    cede__lock(lock_of(d));
    if (d->poller)
        cede__poller_remove(d->poller, fd);
    d->poller = NULL;
    d->kind = CEDE__ADOPTED;
    cede__unlock(lock_of(d));
    atomic_store(&d->ready, CEDE__READABLE | CEDE__WRITABLE);
    atomic_fetch_and(&d->users, ~(uint32_t)(CLOSING | FINAL));
    error = close(fd) == 0 || errno == EINTR ? 0 : errno;
    errno = saved_errno;
    return error;
}

static int leave(struct cede__descriptor *d, int fd) {
    uint32_t left = atomic_fetch_sub(&d->users, USER) - USER;
    int error = 0;
    if (left == CLOSING && atomic_compare_exchange_strong(&d->users, &left, CLOSING | FINAL))
        error = finish_close(d, fd);
    cede__uncancellable_end();
    return error;
}

void cede__descriptor_leave(struct cede__descriptor *d, int fd) { leave(d, fd); }

static struct cede__waiter *claim_closed(cede_waitlist *list, struct cede__waiter **end) {
    struct cede__waiter *all = cede__list_claim_all(list);
    *end = NULL;
    for (struct cede__waiter *w = all; w; w = w->next) {
        w->outcome = CLOSED;
        *end = w;
    }
    return all;
}

int cede_close(int fd) {
    struct cede__waiter *readers, *writers, *end;
    int error = 0;
    struct cede__descriptor *d = cede__descriptor_enter(fd, &error);
    if (!d)
        return error;
    if (atomic_fetch_or(&d->users, CLOSING) & CLOSING) {
        leave(d, fd);
        return EBADF;
    }
    cede__lock(lock_of(d));
    readers = claim_closed(&d->readers, &end);
    writers = claim_closed(&d->writers, &end);
    cede__unlock(lock_of(d));
    cede__resume_all(readers);
    cede__resume_all(writers);
    return leave(d, fd);
}

/* Waiting. ---------------------------------------------------------------------------------------- */

static uint32_t wanted(struct cede__descriptor *d) {
    return EPOLLONESHOT | (d->readers.first ? EPOLLIN | EPOLLPRI | EPOLLRDHUP : 0u) |
           (d->writers.first ? EPOLLOUT : 0u);
}

/* Sees to it that the descriptor is in an epoll, of the worker that waits for it first; it is locked. */
static int arm(struct cede__descriptor *d, int fd) {
    uint32_t events = d->kind == CEDE__ADOPTED ? wanted(d) : BOTH_WAYS;
    int error;
    if (d->poller) {
        if (d->kind != CEDE__ADOPTED)
            return 0;
        error = cede__poller_change(d->poller, fd, d, events);
        if (error != ENOENT)
            return error;
    }
    d->poller = NULL;
    error = cede__poller_add(cede__self, fd, d, events);
    if (!error)
        d->poller = cede__self;
    return error;
}

static cede_waitlist *list_for(struct cede__descriptor *d, uint32_t ready) {
    return ready & CEDE__WRITABLE ? &d->writers : &d->readers;
}

/* The descriptor is locked. */
static int enter_list(struct cede__descriptor *d, int fd, uint32_t ready, struct cede__waiter *waiter) {
    int error;
    if (atomic_load(&d->users) & CLOSING)
        return EBADF;
    cede__list_append(list_for(d, ready), waiter);
    error = arm(d, fd);
    if (error)
        cede__list_remove(list_for(d, ready), waiter);
    return error;
}

int cede__descriptor_watch(struct cede__descriptor *d, int fd, uint32_t ready, struct cede__waiter *waiter) {
    int error;
    cede__lock(lock_of(d));
    error = enter_list(d, fd, ready, waiter);
    cede__unlock(lock_of(d));
    return error;
}

void cede__descriptor_unwatch(struct cede__descriptor *d, uint32_t ready, struct cede__waiter *waiter) {
    cede__lock(lock_of(d));
    cede__list_remove(list_for(d, ready), waiter);
    cede__unlock(lock_of(d));
}

/* In slices, as nobody can end a poll(2) of another thread: so a close is seen. */
static int wait_on_thread(struct cede__descriptor *d, int fd, uint32_t ready, int64_t deadline) {
    struct pollfd one = {.fd = fd, .events = ready & CEDE__WRITABLE ? POLLOUT : POLLIN | POLLPRI | POLLRDHUP};
    int saved_errno = errno, count;
    for (;;) {
        int64_t left = deadline == CEDE__NEVER ? SLICE : deadline <= 0 ? 0 : deadline - cede_now();
        struct timespec time = {0, left < 0 ? 0 : left < SLICE ? left : SLICE};
        count = ppoll(&one, 1, &time, NULL);
        if (atomic_load(&d->users) & CLOSING || (count == 1 && one.revents & POLLNVAL))
            return EBADF;
        if (count < 0 && errno != EINTR)
            return errno;
        if (count == 1 || left <= 0)
            break;
    }
    errno = saved_errno;
    if (count != 1)
        return ETIMEDOUT;
    atomic_fetch_or(&d->ready, ready);
    return 0;
}

bool cede__descriptors_scarce(int error) { return error == EMFILE || error == ENFILE || error == ENOSPC; }

int cede__descriptor_pause(int64_t deadline) {
    int64_t now = cede_now();
    return deadline <= now ? ETIMEDOUT : cede_sleep_until(deadline < now + ASK_AGAIN ? deadline : now + ASK_AGAIN);
}

static int wait_by_asking(struct cede__descriptor *d, int fd, uint32_t ready, int64_t deadline) {
    struct pollfd one = {.fd = fd, .events = ready & CEDE__WRITABLE ? POLLOUT : POLLIN | POLLPRI | POLLRDHUP};
    int error = 0;
    while (!error && poll(&one, 1, 0) == 0)
        error = cede__descriptor_pause(deadline);
    if (atomic_load(&d->users) & CLOSING)
        return EBADF;
    atomic_fetch_or(&d->ready, ready);
    return error;
}

int cede__descriptor_wait(struct cede__descriptor *d, int fd, uint32_t ready, const char *why, int64_t deadline) {
    struct cede__waiter me = {.parker = NULL};
    int error;
    if (!cede__self)
        return wait_on_thread(d, fd, ready, deadline);
    me.parker = cede__park_prepare(why, d, true);
    cede__lock(lock_of(d));
    if (d->kind != CEDE__ADOPTED && atomic_load(&d->ready) & ready) {
        cede__unlock(lock_of(d));
        cede__park_abandon(me.parker);
        return 0;
    }
    error = enter_list(d, fd, ready, &me);
    cede__unlock(lock_of(d));
    if (error) {
        cede__park_abandon(me.parker);
        return cede__descriptors_scarce(error) ? wait_by_asking(d, fd, ready, deadline) : error;
    }
    error = cede__park(me.parker, deadline);
    if (error) {
        cede__descriptor_unwatch(d, ready, &me);
        return error;
    }
    if (d->kind == CEDE__ADOPTED)
        atomic_fetch_or(&d->ready, ready);
    return me.outcome == CLOSED ? EBADF : 0;
}

void cede__descriptor_event(struct cede__descriptor *d, uint32_t events) {
    struct cede__waiter *readers = NULL, *writers = NULL;
    uint32_t ready = 0;
    if (events & (EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        ready |= CEDE__READABLE;
    if (events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
        ready |= CEDE__WRITABLE;
    if (events & (EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        ready |= CEDE__ENDING;
    atomic_fetch_or(&d->ready, ready);
    cede__lock(lock_of(d));
    if (d->kind == CEDE__ADOPTED)
        ready = CEDE__READABLE | CEDE__WRITABLE;
    if (ready & CEDE__READABLE)
        readers = cede__list_claim_all(&d->readers);
    if (ready & CEDE__WRITABLE)
        writers = cede__list_claim_all(&d->writers);
    cede__unlock(lock_of(d));
    cede__resume_all(readers);
    cede__resume_all(writers);
}

/* The runtime has ended, or this is a child process: no waiter and no epoll exists any more. */
void cede__descriptors_forget(void) {
    for (int i = 0; i < CHUNKS; i++) {
        struct cede__descriptor *entries = atomic_load(&chunks[i]);
        for (int k = 0; entries && k < CHUNK; k++) {
            struct cede__descriptor *d = &entries[k];
            d->readers = d->writers = (cede_waitlist){0, 0, NULL, NULL};
            d->poller = NULL;
            atomic_store(&d->users, 0);
            atomic_store(&d->ready, CEDE__READABLE | CEDE__WRITABLE);
        }
    }
}
