/*
 * check.c - the flag, the slow path behind it, and regions in which it does not yield.
 *
 * The flag is lowered before the worker looks for other tasks (cede__suspend), and raised after they were
 * published, so a request is never lost. It is only a hint: raised without need, the task goes on.
 *
 * A check does not yield
 *   - on a thread that is no worker;
 *   - in a no-yield region: the request moves to `pending`, the flag is lowered, so the region's next
 *     check is fast again; the end of the region serves it;
 *   - within a Swift task whose thread-locals were not found (swift_tls.c);
 *   - off the task's own stack: a handler on an alternate stack, or a coroutine of the program's own;
 *   - in a signal handler on the task's stack: it may have interrupted malloc, and another task of this
 *     thread would meet malloc's lock. It is recognised by the blocked signals, which a handler adds to,
 *     and then, to tell it from a task that called sigprocmask, by the return address of a signal frame
 *     on the stack. A handler installed with SA_NODEFER and an empty mask cannot be recognised.
 * In the last two cases the request is put off until the next tick raises the flag again.
 *
 * The slow path allocates nothing and takes no lock.
 *
 * One flag for each worker and not one for all: a global flag has no cached address to fear, but while one
 * worker is asked, every check of every other takes the slow path, the longer the more workers there are
 * than CPUs. Measured on 2 CPUs, each worker asked once a millisecond for 1.5 s (Benchmarks/runtime/flag.c):
 *      2 workers: 600 to 1 000 slow paths with a flag each, 4.2 to 6.4 million with one
 *     16 workers: 400 to 470 slow paths with a flag each, 24 million with one: every check
 * The address that a compiler caches stays right since a task never leaves its worker.
 */
#include "cede_internal.h"

#include <errno.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif
#include <sys/syscall.h>
#include <unistd.h>

enum { REPRIEVES = 4 };

__thread volatile unsigned char cede_flag;

/* The kernel's own layouts, since glibc's sigaction() hides the restorer and its masks are longer. */
struct kernel_sigaction {
    void *handler;
    unsigned long flags;
    void *restorer;
    uint64_t mask;
};

static uint64_t blocked_signals(void) {
    uint64_t mask = 0;
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, sizeof mask);
    return mask;
}

/* Handlers return to the restorer that the C library passed, the same for all of them. */
static __attribute__((__no_sanitize__("address", "thread"))) bool
signal_frame_above(const char *sp, const char *top) {
    struct kernel_sigaction action;
    if (syscall(SYS_rt_sigaction, SIGSEGV, NULL, &action, sizeof action.mask) != 0 || !action.restorer)
        return true;
    for (void *const *word = (void *const *)sp; word < (void *const *)top; word++)
        if (*word == action.restorer)
            return true;
    return false;
}

static __attribute__((__no_sanitize__("address", "thread"), __noinline__)) bool
may_yield_here(struct cede__worker *w, cede_task *task) {
    char *sp = __builtin_frame_address(0);
    char *top = task->stack + cede__stack_size(task->on_class);
    if (sp < task->stack || sp >= top || cede__swift_pinned(w))
        return false;
    return blocked_signals() == w->blocked_signals || !signal_frame_above(sp, top);
}

/* Asked to yield for others that are due, and not because its slice is over, a task that was woken itself waits behind these
 * and not behind those that compute, each of which has a slice: an echo's answer was late by a slice of each hog. But not
 * always: who is woken and then computes belongs to them. */
static bool keeps_its_place(struct cede__worker *w, cede_task *task) {
    return !atomic_load_explicit(&w->computes, memory_order_relaxed) &&
           !atomic_load_explicit(&w->slice_over, memory_order_relaxed) && !cede__sched.rest && task->reprieves < REPRIEVES;
}

static void preempt(struct cede__worker *w, cede_task *task) {
    if (keeps_its_place(w, task)) {
        task->reprieves++;
        cede__ready_again(w, task);
    } else {
        cede__runnable(w, task);
    }
    if (cede__suspend(w))
        cede__count(&w->preemptions);
}

/* Behind the ways that keep every register (check_x86_64.S, check_aarch64.S). */
void cede__check_slow(void) {
    struct cede__worker *w = cede__self;
    cede_task *task;
    int saved_errno = errno;

    if (!w || !(task = atomic_load_explicit(&w->current, memory_order_relaxed))) {
        cede_flag = 0;
        return;
    }
    cede__count(&w->slow_checks);
    if (task->no_yield) {
        cede_flag = 0;
        w->pending = true;
    } else if (!may_yield_here(w, task) || (cede__sched.seeded && !cede__seed_yields())) {
        cede_flag = cede__sched.rest;
    } else {
        if (__builtin_expect(w->trace != NULL, 0))
            cede__trace_preemption(w, __builtin_return_address(0));
        preempt(w, task);
    }
    errno = saved_errno;
}

#ifndef __aarch64__ /* there it is check_aarch64.S, which keeps registers */
void cede_check_slow(void) { cede__check_slow(); }
#endif

#if defined(__x86_64__)
/* In every program that has the slow path, for a plugin may be the first to need it. */
extern void cede_check_trampoline(void), cede_check_call(void);
static __attribute__((__used__)) const void *const ways[] = {(void *)cede_check_trampoline, (void *)cede_check_call};

/* What they save of the vector state: bytes, and components as XSAVE numbers them. All that compilers use
 * for ordinary code: x87, SSE, AVX, AVX-512, the second sixteen general registers; no tiles (8 KiB, and functions that
 * use them save them). No components: there is no XSAVE, and FXSAVE does. */
struct {
    uint32_t size, components;
} cede__vector_state = {512, 0};

void cede__vector_state_learn(void) {
    enum { WANTED = 0x7 | 0xe0 | 1 << 19, OSXSAVE = 1 << 27 };
    uint32_t a, b, c, d, size = 576;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & OSXSAVE) || !__get_cpuid_count(0xd, 0, &a, &b, &c, &d))
        return;
    uint32_t components = a & WANTED;
    for (unsigned i = 2; i < 32; i++)
        if (components & 1u << i && __get_cpuid_count(0xd, i, &a, &b, &c, &d) && a + b > size)
            size = a + b;
    cede__vector_state.size = size;
    cede__vector_state.components = components;
}
#else
void cede__vector_state_learn(void) {}
#endif

void cede_no_yield_begin(void) {
    cede_task *task = cede_self();
    if (task)
        task->no_yield++;
}

void cede_no_yield_end(void) {
    cede_task *task = cede_self();
    if (task && task->no_yield && --task->no_yield == 0 && (cede_flag || cede__self->pending))
        cede_check_slow();
}

void cede_no_yield_leave(void) {
    cede_task *task = cede_self();
    if (task && task->no_yield && --task->no_yield == 0 && cede__self->pending)
        cede_flag = 1;
}

void cede__blocked_signals_note(struct cede__worker *w) { w->blocked_signals = blocked_signals(); }
