/*
 * posix_cancel.c - pthread_cancel, where it meets tasks.
 *
 * A worker cannot be cancelled: other tasks would be lost with it. So it is not cancellable for as long as it is one
 * (run.c), and what code on a task says of state and type is the task's own. A request for the thread that called
 * cede_run is acted on after that has returned.
 *
 * To code on a task pthread_self() is itself: a request for that one asks the task to end, and pthread_testcancel ends a
 * task that was asked to, by cede_cancel() too. Other calls return ECANCELED, as without threads (park.c).
 */
#include "posix.h"

#include <errno.h>

CEDE__TAKES_OVER(cancellation);

int pthread_cancel(pthread_t thread) {
    cede_task *task = cede__current();
    if (!task || !pthread_equal(thread, pthread_self()))
        return CEDE__REAL(pthread_cancel)(thread);
    cede_cancel(task);
    return 0;
}

void pthread_testcancel(void) {
    cede_task *task = cede__current();
    if (!task)
        CEDE__REAL(pthread_testcancel)();
    else if (task->cancel_state == PTHREAD_CANCEL_ENABLE && cede_cancelled())
        pthread_exit(PTHREAD_CANCELED);
}

/* The numbers of both are 0 and 1. */
static int exchange(uint8_t *kept, int value, int *old) {
    if (value != 0 && value != 1)
        return EINVAL;
    if (old)
        *old = *kept;
    *kept = (uint8_t)value;
    return 0;
}

int pthread_setcancelstate(int state, int *old) {
    cede_task *task = cede__current();
    return task ? exchange(&task->cancel_state, state, old) : CEDE__REAL(pthread_setcancelstate)(state, old);
}

int pthread_setcanceltype(int type, int *old) {
    cede_task *task = cede__current();
    return task ? exchange(&task->cancel_type, type, old) : CEDE__REAL(pthread_setcanceltype)(type, old);
}
