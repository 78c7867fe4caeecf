/*
 * swift_once.c - Swift's lazy initialisers (globals, static properties) on tasks.
 *
 * libswiftCore runs them under a futex that belongs to the thread. An initialiser may be preempted, and a second task
 * of the worker that asks for it would then wait for its own thread; here it waits in the lot. The token is
 * the library's: zero at first, below zero when it is done.
 *
 * Weak, as a static library may have brought the library's own.
 */
#include "posix/posix.h"

CEDE__TAKES_OVER(swift);

enum { RUNS = 1, DONE = -1 };

struct wish {
    int32_t *token;
    bool runs; /* the caller is to run the initialiser */
};

static bool attempt(void *argument) {
    struct wish *wish = argument;
    int32_t state = 0;
    wish->runs = __atomic_compare_exchange_n(wish->token, &state, RUNS, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    return wish->runs || state < 0;
}

void swift_once(int32_t *token, void (*fn)(void *), void *context) __attribute__((__weak__));

void swift_once(int32_t *token, void (*fn)(void *), void *context) {
    struct wish wish = {token, false};
    if (__builtin_expect(__atomic_load_n(token, __ATOMIC_ACQUIRE) < 0, 1))
        return;
    if (!attempt(&wish))
        cede__lot_wait(token, "lazy initialiser", CEDE__NEVER, attempt, &wish);
    if (!wish.runs)
        return;
    fn(context);
    __atomic_store_n(token, DONE, __ATOMIC_SEQ_CST);
    if (cede__lot_any(token))
        cede__lot_wake(token, UINT_MAX);
}
