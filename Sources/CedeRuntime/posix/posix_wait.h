/* posix_wait.h - what posix_wait.c, posix_io.c and posix_pool.c share. */
#ifndef CEDE_POSIX_WAIT_H
#define CEDE_POSIX_WAIT_H

#include "posix.h"
#include "cede_io.h"

/* Defined by posix_io.c; its address is NULL in a program that was linked without --blocking=task. */
extern const char cede_blocking_on_task __attribute__((__weak__));

/* Whether a blocking call of the program is to park its task. Not in a no-yield region: the thread's lock that is
 * behind it would let another task of the worker in. */
static inline bool cede__parks(void) {
    cede_task *task = cede__current();
    return task && !task->no_yield && &cede_blocking_on_task;
}

#endif
