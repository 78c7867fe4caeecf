/*
 * cede.h - tasks for C: blocking code on few OS threads, preempted at inserted checks.
 *
 *     static void *work(void *n) { ... }
 *
 *     static void *program(void *unused) {
 *         cede_task *t = cede_spawn(work, &n);
 *         void *result;
 *         cede_join(t, &result);
 *         return result;
 *     }
 *
 *     int main(void) { return cede_run(NULL, program, NULL, NULL); }
 *
 * Times are int64_t nanoseconds of CLOCK_MONOTONIC. Functions that return `int` return 0 or an errno
 * number and leave errno alone, as pthreads do. Every function may be called from any thread unless it
 * says otherwise; none may be called from a signal handler, except cede_check().
 *
 * A task runs for ever on the worker (OS thread) that ran it first, or that it was spawned for, so errno, thread-locals and
 * pthread_self() mean in a task what they mean in a thread, but tasks of one worker share them
 * (excepted errno and the floating-point control words: the runtime keeps them for each task).
 *
 * A task may be preempted at any check, and while it holds what belongs to its thread:
 *   - pthread and C11 mutexes, read-write locks and spin locks of every kind, conditions, semaphores, once,
 *     C++ static guards: another task that wants it waits, and its worker goes on. To recursive and
 *     error-checking mutexes each task is an owner of its own. In libraries too, if they call by name.
 *   - C++ exceptions: each task has its own that are being handled.
 *   - flockfile, and callbacks that the C library makes with a lock of its own (fopencookie,
 *     dl_iterate_phdr): there a check does not yield.
 *   - pthread_getattr_np for pthread_self() says the task's stack, which collectors and interpreters ask for.
 *   - pthread_exit ends the task. pthread_join, sem_wait, pthread_cond_wait and pthread_barrier_wait park it.
 *   - dlopen and dlclose: a library's initialisers may be preempted, and other tasks wait to enter the loader.
 *   - exit: handlers run to their end beside the other tasks, whoever returns or calls exit meanwhile.
 *   - pthread_cancel cannot end a worker; for pthread_self() it is cede_cancel(), and pthread_testcancel ends a
 *     task that was asked to end. Calls of the runtime that wait are no cancellation points of plain threads.
 * Not so: locks that are made of atomics in code without checks, fcntl() locks. Static executables have none of
 * this (posix_none.c).
 *
 * The runtime takes SIGSEGV and SIGBUS (stack overflows; others go to the handler that was there) and
 * SIGURG (the tick; others go on likewise). poll, select, epoll_wait and the sleeping calls do not end with
 * EINTR because of the tick; recv and its kin on a socket with SO_RCVTIMEO can, unless the program is linked
 * by `cede cc --blocking=task`, with which blocking calls park the task.
 */
#ifndef CEDE_H
#define CEDE_H

#include "cede_check.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CEDE_VERSION "0.1.0"

/* The version of the library that is linked, as CEDE_VERSION. */
const char *cede_version(void);

typedef struct cede_task cede_task;

/* Running. ---------------------------------------------------------------------------------------- */

/* A zeroed field means the default; a set environment variable overrides the field. */
typedef struct cede_options {
    unsigned workers;     /* CEDE_WORKERS: 1 ... 256; default: the CPUs this process may use */
    int64_t slice;        /* CEDE_SLICE, e.g. 500us, 1ms: how long a task runs while others wait; 1 ms */
    size_t stack_size;    /* CEDE_STACK, e.g. 64K, 1M: bytes of a task's stack; 64 KiB */
    size_t main_stack;    /* bytes of the first task's stack; default stack_size */
    int yield_always;     /* CEDE_YIELD=always: every check yields, for tests */
} cede_options;

/*
 * Starts the workers, runs fn(arg) as the first task and returns when it has returned; *result (may be
 * NULL) is what it returned. The calling thread is worker 0 and the first task runs on it.
 *
 * Tasks that are still alive then are abandoned: a running one at its next check or call of the
 * runtime, the others at once. Their stacks are released and not unwound, so join what matters. A
 * running task that never meets a check keeps cede_run from returning; exit() does not wait for it.
 *
 * Called by a task, it runs fn(arg) as one more task, waits for it and ignores the options otherwise than
 * main_stack; so a program that calls it can itself run on a task (CEDE_MAIN=task, see main_on_task.c).
 *
 * EBUSY: cede_run is running on another thread; EINVAL: an option or variable is out of range (the message on
 * stderr names it); ENOTSUP: a shadow stack is on; EAGAIN, ENOMEM: threads or address space are short.
 */
int cede_run(const cede_options *options, void *(*fn)(void *), void *arg, void **result);

/* Tasks. ------------------------------------------------------------------------------------------ */

typedef struct cede_attributes {
    const char *name;     /* shown in reports; must outlive the task */
    size_t stack_size;    /* bytes, rounded up to 16 KiB, 64 KiB, 256 KiB, 1 MiB or 8 MiB; 0: the default */
    const char *file;     /* where it was spawned */
    int line;
    unsigned worker;      /* CEDE_ON(n): the one worker that may run it; 0: any, whichever is free first */
} cede_attributes;

/* Worker n of 0 ... workers - 1, as cede_worker() counts them. */
#define CEDE_ON(n) ((unsigned)(n) + 1)

/*
 * Makes a task that will run fn(arg). Returns NULL and sets errno: EPERM when the runtime is not running,
 * ENOMEM, EINVAL for a stack above 8 MiB or a worker that does not exist. Each task is to be joined or detached
 * once.
 */
cede_task *cede_spawn_with(const cede_attributes *attributes, void *(*fn)(void *), void *arg);
#define cede_spawn(fn, arg) cede_spawn_at((fn), (arg), __FILE__, __LINE__)
static inline cede_task *cede_spawn_at(void *(*fn)(void *), void *arg, const char *file, int line) {
    cede_attributes attributes = {NULL, 0, file, line, 0};
    return cede_spawn_with(&attributes, fn, arg);
}

/* Waits until the task has returned, then frees it. *result (may be NULL) is what it returned.
 * EDEADLK: a task joins itself; EINVAL: another one waits for it already, or it is detached; ECANCELED:
 * the caller was cancelled while it waited, and the task can still be joined. */
int cede_join(cede_task *task, void **result);

/* As cede_join, but ETIMEDOUT when the task has not returned by `deadline`; it can then be joined again. */
int cede_join_until(cede_task *task, void **result, int64_t deadline);

/*
 * Runs fn(arg) within the calling task on a stack of at least `size` bytes and then goes on on its own: for a
 * callee that needs more than tasks have (a parser, getaddrinfo). If the stack is large enough already, or on a
 * plain thread, it is an ordinary call. fn has to return; a jump or an exception out of it is not allowed.
 * EINVAL: above 8 MiB; ENOMEM.
 */
int cede_run_on_big_stack(void *(*fn)(void *), void *arg, size_t size, void **result);

/* The task frees itself when it returns. EINVAL: somebody waits for it, or it is detached. */
int cede_detach(cede_task *task);

/* The calling task, or NULL on a thread that is no worker. */
cede_task *cede_self(void);

/* A number that no other task of this process has or had; 1 is the first, and some are left out. */
uint64_t cede_task_id(const cede_task *task);

/* The calling worker, 0 ... workers - 1, or -1. Constant in a task. */
int cede_worker(void);

/* Waiting. ---------------------------------------------------------------------------------------- */

/* Lets others run: those that are runnable on this worker run before this task does again. */
void cede_yield(void);

/* The deadline that is never reached. */
#define CEDE_FOREVER INT64_MAX

/* Sleeps until `deadline`; others run. At once, but not without a yield, when it has passed.
 * On a plain thread these two block the thread. ECANCELED: the task was cancelled. */
int cede_sleep_until(int64_t deadline);
int cede_sleep_for(int64_t nanoseconds);

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t cede_now(void);

/* Cancelling. ------------------------------------------------------------------------------------- */

/*
 * Asks a task to end. Nothing is unwound: from now on each of its calls that would wait, and the one it is in,
 * returns ECANCELED, and the task is to clean up and return. For good; a task that computes asks
 * cede_cancelled() now and then. The task must not have been joined, nor be detached and finished.
 */
void cede_cancel(cede_task *task);

/* Whether the calling task was asked to end, outside a shield region. 0 on a plain thread. */
int cede_cancelled(void);

/* Between these, which nest, calls wait as if nobody had cancelled the task: for cleaning up. */
void cede_shield_begin(void);
void cede_shield_end(void);

/* No-yield regions. ------------------------------------------------------------------------------- */

/*
 * Between these a check does not yield, e.g. while a lock is held that belongs to the thread. They
 * nest. A request that came meanwhile is served at the end of the outermost one. Calls that block by
 * themselves (cede_yield, cede_join, cede_sleep_*) still do. No-ops on a thread that is no worker.
 */
void cede_no_yield_begin(void);
void cede_no_yield_end(void);
/* Ends one as well; a request that came meanwhile is served at the next check, when the lock has been let go. */
void cede_no_yield_leave(void);

/* Reports. ---------------------------------------------------------------------------------------- */

/*
 * Writes every task to the descriptor: number, name, where it was spawned, what it waits for and since when, and its
 * backtrace. CEDE_DUMP=QUIT (USR1, USR2, HUP) in the environment does the same on stderr at that signal.
 * When every task waits and nothing can wake one, the same is written once to stderr by itself.
 */
void cede_dump_tasks(int fd);

/*
 * Other reports, by environment variables:
 *     CEDE_STALL=50ms      a task that met no check for so long while others waited, with the place where it was
 *     CEDE_TRACE=file      what ran when, as Chrome's trace events (Perfetto), and preemptions by place
 *     CEDE_STACKS=report   at the end: how deep the tasks of each stack size went
 * and for tests:
 *     CEDE_SEED=1          the same run again: one worker, random choices from the seed, virtual time (seed.c)
 *     CEDE_FAIL=task=3     failures on purpose (fail.c)
 *     CEDE_RESERVE=1024M   fewer addresses reserved for stacks (512 GiB, which cost nothing)
 */

/* Counters. --------------------------------------------------------------------------------------- */

typedef struct cede_statistics {
    unsigned workers;
    uint64_t spawned;        /* tasks made */
    uint64_t finished;       /* tasks that returned */
    uint64_t switches;       /* to a task */
    uint64_t preemptions;    /* switches away from a task at a check */
    uint64_t slow_checks;    /* checks that found the flag raised */
    uint64_t ticks;          /* slice timer expirations */
    uint64_t stolen;         /* tasks run by another worker than the one they were spawned on */
    uint64_t parks;          /* times a worker went to sleep */
    uint64_t stacks;         /* stacks that exist, used or kept for reuse */
} cede_statistics;

/* Sums over the workers, each a little stale. All zero when the runtime is not running. */
void cede_get_statistics(cede_statistics *statistics);

#ifdef __cplusplus
}
#endif

#include "cede_sync.h"
#include "cede_channel.h"
#include "cede_group.h"
#include "cede_io.h"
#endif
