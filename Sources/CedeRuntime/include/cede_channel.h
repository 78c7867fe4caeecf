/*
 * cede_channel.h - values from task to task, and waiting for several things at once.
 *
 * A channel copies elements of one size. Capacity 0: sender and receiver meet. Deadlines and errors are those
 * of cede_sync.h; in addition EPIPE says that the channel is closed.
 */
#ifndef CEDE_CHANNEL_H
#define CEDE_CHANNEL_H

#include "cede_sync.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cede_channel cede_channel;

/* NULL and errno = ENOMEM or EINVAL (capacity times element_size overflows). element_size may be 0. */
cede_channel *cede_channel_new(size_t element_size, size_t capacity);

/* Nobody may use it any more. */
void cede_channel_free(cede_channel *channel);

/* Copies *element in. EPIPE: closed, before or while this waited; then nothing was sent. */
int cede_channel_send(cede_channel *channel, const void *element, int64_t deadline);

/* Copies into *element. EPIPE: closed, and every element that was sent has been received. */
int cede_channel_receive(cede_channel *channel, void *element, int64_t deadline);

/* Never wait. EAGAIN: it would have to. */
int cede_channel_try_send(cede_channel *channel, const void *element);
int cede_channel_try_receive(cede_channel *channel, void *element);

/* Wakes everybody who waits, with EPIPE. What is buffered can still be received. EPIPE: was closed before. */
int cede_channel_close(cede_channel *channel);

/* Elements in the buffer now. */
size_t cede_channel_length(cede_channel *channel);

/* Select. ----------------------------------------------------------------------------------------- */

enum cede_case_kind { CEDE_SEND = 1, CEDE_RECEIVE, CEDE_TIMER };

/* Fill `kind` and what it names; a case with kind 0 is left out. */
typedef struct cede_case {
    enum cede_case_kind kind;
    int error;               /* of the chosen case: 0, or EPIPE when its channel is closed */
    cede_channel *channel;
    void *element;           /* sent or received */
    cede_timer *timer;
    struct cede_case *next;  /* private, as the next */
    struct cede__waiter waiter;
} cede_case;

#define CEDE_CASE_SEND(channel_, element_) {CEDE_SEND, 0, (channel_), (void *)(element_), 0, 0, {0, 0, 0, 0, 0, 0, 0}}
#define CEDE_CASE_RECEIVE(channel_, element_) {CEDE_RECEIVE, 0, (channel_), (element_), 0, 0, {0, 0, 0, 0, 0, 0, 0}}
#define CEDE_CASE_TIMER(timer_) {CEDE_TIMER, 0, 0, 0, (timer_), 0, {0, 0, 0, 0, 0, 0, 0}}

/*
 * Waits until one case can go on and performs exactly that one; *chosen is its number. Among several that can,
 * each is chosen in turn. A channel may occur more than once.
 */
int cede_select(cede_case *cases, size_t count, size_t *chosen, int64_t deadline);

#ifdef __cplusplus
}
#endif
#endif
