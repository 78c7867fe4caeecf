/*
 * posix_exit.c - exit() on a task.
 *
 * Handlers (atexit, C++'s static destructors) are the program's code, so they may yield or wait, and the other tasks
 * run meanwhile, as threads would. From then on the process has only one way to end: a second exit() waits, and when
 * the first task returns the workers go on, or they would leave the handlers half run and the status unsaid.
 *
 * Not seen are calls of exit() within the C library (err, error).
 */
#include "posix.h"

#include <stdlib.h>

CEDE__TAKES_OVER(exit);

/* A handler may call it again. */
static void be_the_first(void) {
    cede_task *task = cede__current(), *none = NULL;
    if (task && !atomic_compare_exchange_strong(&cede__sched.exiting, &none, task) && none != task)
        cede__park(cede__park_prepare("exit", NULL, false), CEDE__NEVER);
}

void exit(int status) {
    be_the_first();
    ((void (*)(int))cede__real("exit"))(status);
    __builtin_unreachable();
}

void quick_exit(int status) {
    be_the_first();
    ((void (*)(int))cede__real("quick_exit"))(status);
    __builtin_unreachable();
}
