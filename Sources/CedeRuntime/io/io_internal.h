/*
 * io_internal.h - what the files of the I/O part share: descriptor.c, poller.c, io.c, net.c, offload.c, stream.c.
 */
#ifndef CEDE_IO_INTERNAL_H
#define CEDE_IO_INTERNAL_H

#include "cede_internal.h"
#include "cede_io.h"

#pragma GCC visibility push(hidden)

/* descriptor.c ------------------------------------------------------------------------------------ */

enum cede__kind {
    CEDE__ADOPTED,                   /* not made here: nothing is known that may not have changed */
    CEDE__SOCKET,
    CEDE__STREAM,                    /* TCP: a read that is short has emptied it */
    CEDE__PIPE                       /* made non-blocking */
};

enum { CEDE__READABLE = 1, CEDE__WRITABLE = 2, CEDE__ENDING = 4 };

struct cede__descriptor {
    _Atomic(uint32_t) users;         /* four times their number, and CLOSING, FINAL */
    _Atomic(uint32_t) ready;         /* CEDE__READABLE ...: an attempt may succeed */
    cede_waitlist readers, writers;  /* both under the readers' lock */
    struct cede__worker *poller;     /* whose epoll it is in, or NULL; under the lock */
    _Atomic(uint8_t) kind;
};

/* For a call on a descriptor that may be blocking: between looking and calling nobody else may take what was seen. */
static inline void cede__descriptor_lock(struct cede__descriptor *d) { cede__lock(&d->readers.lock); }
static inline void cede__descriptor_unlock(struct cede__descriptor *d) { cede__unlock(&d->readers.lock); }

/* Begins and ends a use. NULL and *error: EBADF, EMFILE (the number is beyond the table), ENOMEM. */
struct cede__descriptor *cede__descriptor_enter(int fd, int *error);
void cede__descriptor_leave(struct cede__descriptor *d, int fd);
int cede__descriptor_made(int fd, enum cede__kind kind);

/* From now on every wait verifies that this is the descriptor that was registered. */
void cede__descriptor_distrust(struct cede__descriptor *d);

/* Waits until an attempt may succeed. */
int cede__descriptor_wait(struct cede__descriptor *d, int fd, uint32_t ready, const char *why, int64_t deadline);

/* There was none for an epoll: who waits has to ask, and pauses in between. */
bool cede__descriptors_scarce(int error);
int cede__descriptor_pause(int64_t deadline);
void cede__descriptor_event(struct cede__descriptor *d, uint32_t events);

/* Enters a waiter for one of several descriptors, and takes it off. */
int cede__descriptor_watch(struct cede__descriptor *d, int fd, uint32_t ready, struct cede__waiter *waiter);
void cede__descriptor_unwatch(struct cede__descriptor *d, uint32_t ready, struct cede__waiter *waiter);

/* poller.c ---------------------------------------------------------------------------------------- */

int cede__poller_add(struct cede__worker *worker, int fd, struct cede__descriptor *d, uint32_t events);
int cede__poller_change(struct cede__worker *worker, int fd, struct cede__descriptor *d, uint32_t events);
void cede__poller_remove(struct cede__worker *worker, int fd);

/* offload.c --------------------------------------------------------------------------------------- */

int cede__offload_abandonable(void (*fn)(void *), void *arg, void (*release)(void *), int64_t deadline);

#pragma GCC visibility pop
#endif
