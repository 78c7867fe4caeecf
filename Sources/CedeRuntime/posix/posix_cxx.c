/*
 * posix_cxx.c - what C++ keeps for a thread and a task has to have itself: exceptions that are being handled, and
 * the guards of function-local statics.
 *
 * A task may be preempted in a catch clause. The exceptions caught and not yet ended are a list that the C++
 * library finds through __cxa_get_globals(); here every task has its own, so `throw;` and
 * std::uncaught_exceptions() mean the task's.
 *
 * A guard (Itanium C++ ABI 3.3.3): first byte: done; second: the initialiser runs; third: somebody waits on
 * libstdc++'s futex, if a library was linked with its own copy. Who has to wait does so in the lot. A task that
 * meets the guard that it runs itself waits for ever, as a thread does.
 *
 * Nothing of this needs a C++ library: the definitions come before those of one.
 */
#include "posix.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

CEDE__TAKES_OVER(cxx);

/* Exceptions. ------------------------------------------------------------------------------------- */

void *__cxa_get_globals(void);
void *__cxa_get_globals_fast(void);

_Static_assert(offsetof(cede_task, uncaught) == offsetof(cede_task, caught) + sizeof(void *), "as the C++ library has them");

static __thread struct {
    void *caught;
    unsigned uncaught;
} of_thread;

void *__cxa_get_globals(void) {
    cede_task *task = cede__current();
    return task ? &task->caught : &of_thread.caught;
}

void *__cxa_get_globals_fast(void) { return __cxa_get_globals(); }

/* Guards. ----------------------------------------------------------------------------------------- */

enum { DONE = 1, RUNS = 1 << 8, FUTEX = 1 << 16 };

void __cxa_guard_release(uint64_t *guard);
void __cxa_guard_abort(uint64_t *guard);

struct wish {
    uint32_t *word;
    int runs; /* whether the caller is to run the initialiser */
};

static bool attempt(void *argument) {
    struct wish *wish = argument;
    uint32_t idle = 0;
    wish->runs = __atomic_compare_exchange_n(wish->word, &idle, RUNS, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    return wish->runs || idle & DONE;
}

int __cxa_guard_acquire(uint64_t *guard) {
    struct wish wish = {(uint32_t *)(void *)guard, 0};
    if (!attempt(&wish))
        cede__lot_wait(guard, "static initialiser", CEDE__NEVER, attempt, &wish);
    return wish.runs;
}

static void finish(uint64_t *guard, uint32_t how) {
    uint32_t *word = (uint32_t *)(void *)guard;
    if (__atomic_exchange_n(word, how, __ATOMIC_SEQ_CST) & FUTEX)
        syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
    if (cede__lot_any(guard))
        cede__lot_wake(guard, UINT_MAX);
}

void __cxa_guard_release(uint64_t *guard) { finish(guard, DONE); }
void __cxa_guard_abort(uint64_t *guard) { finish(guard, 0); }
