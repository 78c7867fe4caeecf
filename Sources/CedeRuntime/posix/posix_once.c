/*
 * posix_once.c - pthread_once and C11's call_once on tasks.
 *
 * An initialiser is a piece of the program like any other, so it may be preempted, and a second task of the
 * worker that asks for it must wait without blocking the thread.
 *
 * The C library runs the initialiser, as it knows about exceptions, cancellation and fork(). A task enters it only
 * when nobody else is in, so it never blocks there: what the control word holds while an initialiser runs is
 * noted when one begins (in a child process it is another value than in its parent). From the look until the
 * initialiser has begun a lock is held, for a few instructions. After an exception nobody wakes the others: they
 * look again.
 *
 * Rejected: a no-yield region while the initialiser runs, which may compute for long or wait; a pthread_once of
 * our own, which would need C++'s personality routine to see exceptions pass.
 */
#include "posix.h"

#include <errno.h>
#include <threads.h>

CEDE__TAKES_OVER(once);

enum { STATE = 3, DONE = 2, THREAD_WAITS = 1 << 17 }; /* glibc's; ThreadSanitizer's own pthread_once */

struct call {
    pthread_once_t *control;
    void (*fn)(void);
    bool entering; /* the lock is held for it */
};

static uint32_t lock;
static _Atomic(int) running; /* what the control word of one that runs holds */
static __thread struct call *calling;

void cede__once_forked(void) {
    atomic_store(&running, 0);
    lock = 0;
}

static int progress(const pthread_once_t *control) { return __atomic_load_n(control, __ATOMIC_ACQUIRE); }

/* True, with the lock held, when the C library will not block. */
static bool may_enter(void *argument) {
    const struct call *call = argument;
    int word;
    cede__lock(&lock);
    word = progress(call->control);
    if (word == 0 || (word & ~THREAD_WAITS) != atomic_load(&running))
        return true;
    cede__unlock(&lock);
    return false;
}

static void enter(void) {
    struct call *call = calling;
    atomic_store(&running, progress(call->control));
    call->entering = false;
    cede__unlock(&lock);
    call->fn();
}

int pthread_once(pthread_once_t *control, void (*fn)(void)) {
    struct call call = {control, fn, true};
    int error;
    if (__builtin_expect((progress(control) & STATE) == DONE, 1))
        return 0;
    cede__lot_wait(control, "pthread_once", CEDE__NEVER, may_enter, &call);
    calling = &call;
    error = CEDE__REAL(pthread_once)(control, enter);
    if (call.entering)
        cede__unlock(&lock);
    if (cede__lot_any(control))
        cede__lot_wake(control, UINT_MAX);
    return error;
}

void call_once(once_flag *flag, void (*fn)(void)) { pthread_once((pthread_once_t *)flag, fn); }
