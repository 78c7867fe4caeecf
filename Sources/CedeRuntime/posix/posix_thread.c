/*
 * posix_thread.c - what a thread is to code on a task: pthread_exit ends the task, not the worker beneath it, and
 * pthread_getattr_np knows the stack that the task runs on.
 *
 * Interpreters and collectors ask for their stack to know how deep they may go (Ruby) and what to scan. With the worker's they
 * took themselves to be on a foreign stack, and recursion without end was the guard's to find.
 *
 * pthread_exit: as on a thread the stack is unwound, so C++ destructors run, and C's cleanup handlers where the code was compiled
 * with -fexceptions; others are left out, as the C library lists them by thread. cede_join gets the value. The first
 * task's end is cede_run's; with CEDE_MAIN=task the main thread then ends as it would have (main_on_task.c).
 *
 * The unwinder is the compiler's own library, which the C library loads for the same purpose when it is needed.
 */
#include "posix.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unwind.h>

CEDE__TAKES_OVER(threads);

static void at_end(_Unwind_Reason_Code reason, struct _Unwind_Exception *exception) { (void)reason, (void)exception; }

static _Unwind_Reason_Code on_frame(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                                    struct _Unwind_Exception *exception, struct _Unwind_Context *context, void *of) {
    (void)version, (void)class, (void)context, (void)of;
    if (actions & _UA_END_OF_STACK) {
        free(exception);
        cede__exit_to_root(cede__self);
    }
    return _URC_NO_REASON;
}

/* The frame of this function is among the first that go, so what the unwinder keeps is not in it. */
static void unwind(void) {
    struct _Unwind_Exception *exception = calloc(1, sizeof *exception);
    __typeof__(_Unwind_ForcedUnwind) *forced = (__typeof__(forced))dlsym(RTLD_DEFAULT, "_Unwind_ForcedUnwind");
    void *library = forced ? NULL : dlopen("libgcc_s.so.1", RTLD_NOW);
    if (library)
        forced = (__typeof__(forced))dlsym(library, "_Unwind_ForcedUnwind");
    if (forced && exception) {
        exception->exception_cleanup = at_end;
        forced(exception, on_frame, NULL);
    }
    free(exception);
}

void pthread_exit(void *value) {
    cede_task *task = cede__current();
    if (task) {
        task->value = value;
        unwind();
        cede__exit_to_root(cede__self);
    }
    ((void (*)(void *))cede__real("pthread_exit"))(value);
    __builtin_unreachable();
}

int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes) {
    cede_task *task = cede__current();
    int error = CEDE__REAL(pthread_getattr_np)(thread, attributes);
    if (error || !task || !pthread_equal(thread, pthread_self()))
        return error;
    pthread_attr_setstack(attributes, task->stack, cede__stack_size(task->on_class));
    pthread_attr_setguardsize(attributes, cede__stack_guard(task->on_class));
    return 0;
}
