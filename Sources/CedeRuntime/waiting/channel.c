/*
 * channel.c - channels, buffered and not.
 *
 * A channel is a ring under a lock and two lists, of senders and of receivers; at most one has waiters. Whoever
 * finds a partner waiting claims it and copies straight from or to its stack, so an element is copied once and
 * the partner, when it runs, is done. With a buffer: a receiver that makes room moves the first sender's
 * element in, and a sender that finds a receiver bypasses the buffer, which is empty then. So order is that of
 * the calls on both sides.
 *
 * Both lists share the one lock, the senders': `waiters` of cede_waitlist is a list with a lock, and that of
 * the receivers is not used.
 */
#include "cede_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct cede_channel {
    cede_waitlist senders, receivers;
    size_t size, capacity, count, first;
    bool closed;
    char ring[];
};

/* Outcomes of a waiter that was claimed. */
enum { DONE = 1, CLOSED };

cede_channel *cede_channel_new(size_t element_size, size_t capacity) {
    size_t bytes;
    cede_channel *c;
    if (__builtin_mul_overflow(element_size, capacity, &bytes) ||
        __builtin_add_overflow(bytes, sizeof *c, &bytes)) {
        errno = EINVAL;
        return NULL;
    }
    c = calloc(1, bytes);
    if (!c)
        return NULL;
    c->size = element_size;
    c->capacity = capacity;
    return c;
}

void cede_channel_free(cede_channel *c) { free(c); }

static uint32_t *lock_of(cede_channel *c) { return &c->senders.lock; }

/* An element is mostly a word: then no call. */
static inline void copy(cede_channel *c, void *to, const void *from) {
    if (c->size == sizeof(void *))
        memcpy(to, from, sizeof(void *));
    else if (c->size)
        memcpy(to, from, c->size);
}

static char *slot(cede_channel *c, size_t i) { return c->ring + (c->first + i) % c->capacity * c->size; }

/* The first of those that wait in the list, claimed and told how its wait ended. */
static struct cede__waiter *partner(cede_waitlist *list, uint32_t outcome) {
    struct cede__waiter *waiter = cede__list_claim(list);
    if (waiter)
        waiter->outcome = outcome;
    return waiter;
}

/* What can be done at once; the lock is held. EAGAIN: nothing. *resume is who is to be resumed then. */
static int send_now(cede_channel *c, const void *element, struct cede__waiter **resume) {
    *resume = NULL;
    if (c->closed)
        return EPIPE;
    if ((*resume = partner(&c->receivers, DONE))) {
        copy(c, (*resume)->value, element);
        return 0;
    }
    if (c->count == c->capacity)
        return EAGAIN;
    copy(c, slot(c, c->count), element);
    c->count++;
    return 0;
}

static int receive_now(cede_channel *c, void *element, struct cede__waiter **resume) {
    *resume = NULL;
    if (c->count) {
        copy(c, element, slot(c, 0));
        c->first = (c->first + 1) % c->capacity;
        c->count--;
        if ((*resume = partner(&c->senders, DONE))) {
            copy(c, slot(c, c->count), (*resume)->value);
            c->count++;
        }
        return 0;
    }
    if ((*resume = partner(&c->senders, DONE))) {
        copy(c, element, (*resume)->value);
        return 0;
    }
    return c->closed ? EPIPE : EAGAIN;
}

/* Releases the lock, after having waited or not. */
static int finish_or_wait(cede_channel *c, cede_waitlist *list, const char *why, void *element, int error,
                          struct cede__waiter *resume, int64_t deadline) {
    struct cede__waiter me;
    if (error != EAGAIN) {
        cede__unlock(lock_of(c));
        if (resume)
            cede__resume(resume->parker);
        return error;
    }
    me.parker = cede__park_prepare(why, c, true);
    me.value = element;
    me.chosen = NULL;
    me.outcome = 0;
    cede__list_append(list, &me);
    cede__unlock(lock_of(c));
    error = cede__park(me.parker, deadline);
    if (error) {
        cede__lock(lock_of(c));
        cede__list_remove(list, &me);
        cede__unlock(lock_of(c));
        return error;
    }
    return me.outcome == CLOSED ? EPIPE : 0;
}

int cede_channel_send(cede_channel *c, const void *element, int64_t deadline) {
    struct cede__waiter *resume;
    cede__lock(lock_of(c));
    int error = send_now(c, element, &resume);
    return finish_or_wait(c, &c->senders, "send", (void *)element, error, resume, deadline);
}

int cede_channel_receive(cede_channel *c, void *element, int64_t deadline) {
    struct cede__waiter *resume;
    cede__lock(lock_of(c));
    int error = receive_now(c, element, &resume);
    return finish_or_wait(c, &c->receivers, "receive", element, error, resume, deadline);
}

int cede_channel_try_send(cede_channel *c, const void *element) {
    struct cede__waiter *resume;
    cede__lock(lock_of(c));
    int error = send_now(c, element, &resume);
    cede__unlock(lock_of(c));
    if (resume)
        cede__resume(resume->parker);
    return error;
}

int cede_channel_try_receive(cede_channel *c, void *element) {
    struct cede__waiter *resume;
    cede__lock(lock_of(c));
    int error = receive_now(c, element, &resume);
    cede__unlock(lock_of(c));
    if (resume)
        cede__resume(resume->parker);
    return error;
}

int cede_channel_close(cede_channel *c) {
    struct cede__waiter *chain = NULL, **end = &chain, *next;
    cede__lock(lock_of(c));
    if (c->closed) {
        cede__unlock(lock_of(c));
        return EPIPE;
    }
    c->closed = true;
    while ((next = partner(&c->senders, CLOSED)) || (next = partner(&c->receivers, CLOSED))) {
        *end = next;
        end = &next->next;
    }
    *end = NULL;
    cede__unlock(lock_of(c));
    cede__resume_all(chain);
    return 0;
}

size_t cede_channel_length(cede_channel *c) {
    cede__lock(lock_of(c));
    size_t count = c->count;
    cede__unlock(lock_of(c));
    return count;
}

/* What select needs of a case. -------------------------------------------------------------------- */

/* The list that a case waits in, or NULL for one that is left out. */
cede_waitlist *cede__case_list(cede_case *k) {
    switch (k->kind) {
    case CEDE_SEND: return &k->channel->senders;
    case CEDE_RECEIVE: return &k->channel->receivers;
    case CEDE_TIMER: return &k->timer->waiters;
    }
    return NULL;
}

uint32_t *cede__case_lock(cede_case *k) {
    return k->kind == CEDE_TIMER ? &k->timer->waiters.lock : lock_of(k->channel);
}

/* EAGAIN, or the case's error after it was performed. */
int cede__case_try(cede_case *k, int64_t now, struct cede__waiter **resume) {
    *resume = NULL;
    switch (k->kind) {
    case CEDE_SEND: return send_now(k->channel, k->element, resume);
    case CEDE_RECEIVE: return receive_now(k->channel, k->element, resume);
    case CEDE_TIMER: return cede__timer_when(k->timer) <= now ? 0 : EAGAIN;
    }
    return EAGAIN;
}

/* How a case ended whose waiter was claimed; EAGAIN: its timer was moved. */
int cede__case_ended(const cede_case *k) {
    return k->waiter.outcome == DONE ? 0 : k->waiter.outcome == CLOSED ? EPIPE : EAGAIN;
}
