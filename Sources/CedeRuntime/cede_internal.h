/*
 * cede_internal.h - what the files of the runtime share. One section a file, in reading order.
 *
 *   tasks/    who runs where: a task's life, stacks, the switch, the scheduler, start and end
 *   checks/   what makes a running task yield: the slow path of a check, the tick
 *   waiting/  park, and what is built on it: locks, channels, select, groups, timers
 *   io/       descriptors, epoll, blocking-style calls, the pool for what has no descriptor
 *   posix/    what is taken over from the C library
 *   swift/    what Swift keeps for a thread, its once, its jobs
 *   seen/     what people see: dumps, traces, reports, the witness, gdb
 *
 * Ownership is the main thing to know of a field, so structures are grouped by it:
 *   owner    only the worker's own thread touches it (its signal handler included, where it says so)
 *   shared   any thread; always atomic
 */
#ifndef CEDE_INTERNAL_H
#define CEDE_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "cede.h"
#include "tasks/switch.h"
#include "waiting/waitlist.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#pragma GCC visibility push(hidden)

#define CEDE__WORKERS_MAX 256
#define CEDE__FRESH_RING 256u
#define CEDE__STACK_CLASSES 5
#define CEDE__STACK_CACHE 32
#define CEDE__TASK_CACHE 256
#define CEDE__BUNDLE 7
#define CEDE__NEVER INT64_MAX
#define CEDE__PRESENT UINT64_MAX

struct cede__worker;

/* park.c ------------------------------------------------------------------------------------------ */

/* A waiter: part of a task, or a plain thread's own. `why` is a word for reports, e.g. "mutex". */
struct cede__parker {
    _Atomic(uint32_t) state;         /* also the futex word of a plain thread */
    _Atomic(const char *) why;
    _Atomic(const void *) object;
    _Atomic(int64_t) since;
};

struct cede__parker *cede__park_prepare(const char *why, const void *object, bool cancellable);
int cede__park(struct cede__parker *me, int64_t deadline);
bool cede__park_abandon(struct cede__parker *me);
void cede__park_settle(struct cede__parker *me);
bool cede__unpark(struct cede__parker *parker);
bool cede__claim(struct cede__parker *parker);
void cede__resume(struct cede__parker *parker);
void cede__resume_from_handler(struct cede__parker *parker);
bool cede__park_expired(cede_task *task);
bool cede__park_waiting(const struct cede__parker *parker);

/* task.c ------------------------------------------------------------------------------------------ */

/* Values of `waiter` besides 0 (nobody yet) and the address of the parker of who joins. */
enum { CEDE__DONE = 2, CEDE__DETACHED = 4 };

/* For a prefetch: the n-th cache line behind an address that may be NULL, or of nothing any more. */
static inline void *cede__line(const void *address, unsigned n) { return (void *)((uintptr_t)address + 64u * n); }

/* A million of them may wait, so the small fields stand together, and what each switch touches is in the first 128 bytes. */
struct cede_task {
    struct cede__context context;
    struct cede_task *next;          /* in the one queue or free list it is in */
    struct cede__worker *worker;     /* that it was spawned for, or that first ran it; NULL until then */
    uint64_t id;
    void *value;                     /* fn's argument, later its result */
    _Atomic(uintptr_t) waiter;
    struct cede__parker park;
    struct cede__fp fp;
    _Atomic(uint32_t) turn;          /* order among the runnable tasks of a worker */
    unsigned no_yield;
    unsigned locks;                  /* thread-owned locks that it holds; none may move to another worker */
    uint16_t shield;                 /* cancellation is put off */
    uint8_t cancel_state, cancel_type; /* posix_cancel.c */
    union {
        uint32_t stack_slot;
        uint32_t spawner;            /* before it has a stack: the worker whose `turn` it has (fresh.c) */
    };
    uint8_t stack_class : 4, on_class : 4; /* its own, and that of the stack it runs on */
    uint8_t reprieves;               /* how often it was preempted before its slice's end since it was woken (check.c) */
    bool timed;
    _Atomic(bool) cancelled;         /* asked to give up; stays */

    void *(*fn)(void *);
    char *stack;                     /* lowest usable byte; NULL until the first run */
    void *caught;                    /* these two as the C++ library lays them out (posix_cxx.c) */
    unsigned uncaught;
    int line;
    const char *file, *name;
    union {
        struct {
            cede_group *group;       /* group.c; the links are under the group's lock */
            struct cede_task *group_next, *group_previous;
            int (*group_fn)(void *);
            union {
                int64_t deadline;    /* timer.c: a node of its worker's pairing heap, if `timed` */
                struct cede_task *ahead; /* fresh.c: some places behind it in the shared list */
            };
            struct cede_task *child, *sibling, *previous;
        };
        struct {                     /* of a free one (task.c) */
            unsigned bundled;
            struct cede_task *bundle[CEDE__BUNDLE];
        };
    };
};

cede_task *cede__task_new(const cede_attributes *attributes, void *(*fn)(void *), void *arg);
int cede__task_prepare(const cede_attributes *attributes, void *(*fn)(void *), void *arg, cede_task **task);
void cede__task_launch(cede_task *task);
static inline bool cede__task_never_ran(const cede_task *task) { return !task->context.sp; }
void cede__task_free(cede_task *task);
void cede__task_finish(cede_task *task);
void cede__task_main(void) __attribute__((__noreturn__));
void cede__tasks_release(void);
void cede__tasks_each(void (*fn)(cede_task *task, void *argument), void *argument);

/* stack.c ----------------------------------------------------------------------------------------- */

struct cede__stack_cache {
    unsigned count;
    uint32_t slots[CEDE__STACK_CACHE];
};

int cede__stacks_reserve(size_t most);
void cede__stacks_release(void);
int cede__stack_class(size_t size);
size_t cede__stack_size(int stack_class);
size_t cede__stack_guard(int stack_class);
void cede__stack_bind(struct cede__worker *worker, cede_task *task);
void cede__stack_unbind(struct cede__worker *worker, cede_task *task);
uint64_t cede__stacks_carved(void);
void cede__stacks_trim(void);
void cede__stacks_report(void);

/* fresh.c: tasks that never ran ------------------------------------------------------------------- */

struct cede__fresh {
    _Atomic(uint32_t) head;          /* shared: advanced by whoever takes */
    _Atomic(uint32_t) tail;          /* advanced by the owner */
    _Atomic(cede_task *) slots[CEDE__FRESH_RING];
};

void cede__fresh_put(struct cede__worker *worker, cede_task *task);
void cede__fresh_put_shared(cede_task *task);
cede_task *cede__fresh_take(struct cede__worker *worker);
bool cede__fresh_peek(struct cede__worker *worker, uint32_t *turn);
cede_task *cede__fresh_steal(struct cede__worker *worker, bool half);
bool cede__fresh_any(void);
bool cede__fresh_shared_any(void);
void cede__fresh_clear(void);

/* timer.c ----------------------------------------------------------------------------------------- */

void cede__timers_add(struct cede__worker *worker, cede_task *task, int64_t deadline);
void cede__timers_remove(struct cede__worker *worker, cede_task *task);
void cede__timers_expire(struct cede__worker *worker);

/* channel.c: the parts of select.c that know channels --------------------------------------------- */

cede_waitlist *cede__case_list(cede_case *one);
uint32_t *cede__case_lock(cede_case *one);
int cede__case_try(cede_case *one, int64_t now, struct cede__waiter **resume);
int cede__case_ended(const cede_case *one);

/* sync.c, group.c --------------------------------------------------------------------------------- */

int64_t cede__timer_when(const cede_timer *timer);
void cede__group_left(cede_task *task);

/* descriptor.c, poller.c, watcher.c: what the scheduler needs of the I/O part (io_internal.h has the rest) ------ */

enum { CEDE__PACE_NONE, CEDE__PACE_SERVING, CEDE__PACE_COMPUTING };

/* A plain thread's pthread_cancel waits from the one to the other; they nest. */
void cede__uncancellable_begin(void);
void cede__uncancellable_end(void);
void cede__descriptors_forget(void);
void cede__offload_drain(void);
void cede__offload_forget(void);
void cede__poller_poll(struct cede__worker *worker);
void cede__poller_sleep(struct cede__worker *worker, int64_t deadline);
void cede__poller_rouse(struct cede__worker *worker);
bool cede__poller_look(struct cede__worker *worker);
void cede__poller_close(struct cede__worker *worker);
void cede__watcher_arm(struct cede__worker *worker);
void cede__watcher_stop(void);
void cede__watcher_forget(void);

/* For posix_io.c: waits until poll(2) would say one of `events`, on any descriptor, also one that was closed and
 * reused without the runtime's knowledge. 0, ETIMEDOUT, ECANCELED, or EPERM for what is always ready (files). */
int cede__fd_wait(int fd, short events, int64_t deadline);

/* swift_tls.c: Swift's thread-locals that belong to a task; swift_jobs.c ----------------------------------- */

enum { CEDE__SWIFT_ACCESSES, CEDE__SWIFT_TASK, CEDE__SWIFT_EXECUTOR, CEDE__SWIFT_LOCALS, CEDE__SWIFT_SLOTS };

struct cede__swift {
    bool present;                    /* Swift's runtime is in the process */
    bool pins_tasks;                 /* but not what a Swift task needs */
    uintptr_t *slots[CEDE__SWIFT_SLOTS];
    uintptr_t none;                  /* where slots point that do not exist */
    uintptr_t of_thread[CEDE__SWIFT_SLOTS]; /* what was there when the thread became a worker */
};

void cede__swift_start(struct cede__worker *worker);
void cede__swift_stop(struct cede__worker *worker);
bool cede__swift_pinned(const struct cede__worker *worker);
void cede__swift_jobs_end(void);

/* sched.c ----------------------------------------------------------------------------------------- */

struct cede__queue {
    cede_task *head, *tail;
};

/* dump.c: how long the running task has met no check, and the clocks at the last look. */
struct cede__stall {
    int64_t time, now, cpu;
    bool told;
};

struct cede__worker {
    /* owner; the fields that the tick's handler reads too are atomic */
    cede_task *_Atomic current;      /* NULL while the worker schedules or sleeps */
    struct cede__context root;
    struct cede__queue ready;        /* woken: by a timer, by a join */
    struct cede__queue runq;         /* yielded or preempted */
    unsigned ready_streak;
    uint32_t turn;
    cede_task *finished;             /* returned, to be buried by the root */
    const struct cede__fp *fp;       /* what the control words are when no task runs: of one that left them, or these */
    struct cede__fp left_fp, thread_fp;
    cede_task *timers;               /* the pairing heap's root */
    struct cede__stack_cache stacks[CEDE__STACK_CLASSES];
    unsigned free_task_count;
    uint64_t last_id, ids_end;       /* numbers of tasks set aside for it */
    bool pending;                    /* a request that a no-yield region put off */
    uint64_t blocked_signals;        /* when the worker started */
    bool slept_briefly;              /* another worker ended the last sleep soon, so this one may spin */
    unsigned spin_pause, spin_wait;  /* for how many sleeps not to, after it was in vain; and how many are left */
    bool declining;
    uint64_t declining_since;

    _Atomic(int64_t) next_deadline;  /* of the heap's root, or CEDE__NEVER */
    _Atomic(bool) timers_due;
    _Atomic(int64_t) armed;          /* when the tick will fire, or CEDE__NEVER */
    _Atomic(int64_t) slice_end;
    _Atomic(bool) slice_over;        /* of the running task; it is asked to yield for that and not for another alone */
    _Atomic(uint64_t) slice_switches;
    _Atomic(unsigned) unserved;      /* ticks that found the last request unserved */
    timer_t tick;
    bool has_tick;

    _Atomic(int) epoll;              /* poller.c; 0: none yet. Opened by the owner, read by all */
    int wake_event;
    uint64_t polled;                 /* `switches` when it was asked last */
    _Atomic(bool) io_due;            /* the tick saw that the epoll has something */
    _Atomic(unsigned char) io_pace;  /* at which the tick is armed to look: CEDE__PACE_... */
    _Atomic(uint64_t) look_switches; /* `switches` when the tick looked last */
    _Atomic(bool) computes;          /* the running task was not woken: it yielded or was preempted */
    _Atomic(bool) watched;           /* its epoll is armed in the watcher's */

    _Atomic(uint64_t) spawned, switches, preemptions, slow_checks, ticks, stolen, parks, finishes;

    /* shared: what others write, and what the owner writes and others read, on lines of their own */
    _Alignas(64) _Atomic(cede_task *) inbox;     /* woken by other threads */
    _Atomic(uint32_t) wake;          /* futex: 1 = go and look */
    _Atomic(bool) called;            /* asked by another worker to come and take fresh tasks */
    _Atomic(bool) spins;             /* it looks at the inbox all the time: no need to tell it */
    _Alignas(64) _Atomic(int) queued; /* length of ready and runq; written by the owner */
    _Atomic(uint64_t) absent;        /* what `switches` was when it did not come though it was called */
    _Alignas(64) struct cede__fresh fresh;
    volatile unsigned char *_Atomic flag; /* its cede_flag */

    struct cede__trace *trace;       /* NULL: off */
    struct cede__swift swift;
    struct cede__stall stall;        /* the tick's handler */
    _Atomic(struct cede__dump_request *) dump; /* asked to write its tasks */
    _Atomic(int) thread_id;          /* 0 until its thread runs */
    pthread_t thread;
    int index;
    void *alternate;                 /* the signal stack */
    stack_t old_alternate;
    cede_task *free_tasks[CEDE__TASK_CACHE];
    int old_slack;                   /* of the calling thread's timers */
    int old_cancel_state;
};

struct cede__scheduler {
    struct cede__worker *workers;
    unsigned count;
    void *mapping;                   /* what to unmap; `workers` points into it after a fork */
    size_t mapped;
    int64_t slice;
    int stack_class, main_class;
    bool stack_report, seeded;
    int64_t stall;                   /* report a task that meets no check for so long; 0: do not */
    size_t reserve;                  /* bytes of addresses for stacks; 0: the default */
    unsigned char rest;              /* what a lowered flag is: 1 when every check yields */
    cede_task *first;
    cede_task *survivor;             /* in a child process: the task that forked, if not the first */
    cede_task *_Atomic exiting;      /* in exit() */
    _Atomic(bool) running, stopping;
    _Alignas(64) _Atomic(unsigned) searching;
    _Alignas(64) _Atomic(uint64_t) idle[CEDE__WORKERS_MAX / 64];
    _Alignas(64) _Atomic(unsigned) wakers; /* plain threads that wake a task just now */
    _Atomic(uint64_t) task_ids, spawned_outside;
};

/* Takes Swift's words off the thread, and puts them back. */
static inline void cede__swift_leave(const struct cede__worker *worker, uintptr_t *kept) {
    for (int i = 0; i < CEDE__SWIFT_SLOTS; i++) {
        kept[i] = *worker->swift.slots[i];
        *worker->swift.slots[i] = 0;
    }
}

static inline void cede__swift_enter(const struct cede__worker *worker, const uintptr_t *kept) {
    for (int i = 0; i < CEDE__SWIFT_SLOTS; i++)
        *worker->swift.slots[i] = kept[i];
}

extern struct cede__scheduler cede__sched;
extern __thread struct cede__worker *cede__self __attribute__((__tls_model__("initial-exec")));

void cede__worker_loop(struct cede__worker *worker);
void cede__workers_stop(void);
bool cede__suspend(struct cede__worker *worker);
void cede__exit_to_root(struct cede__worker *worker) __attribute__((__noreturn__));
void cede__ready(struct cede__worker *worker, cede_task *task);
void cede__runnable(struct cede__worker *worker, cede_task *task);
void cede__ready_again(struct cede__worker *worker, cede_task *task);
void cede__wake(cede_task *task);
void cede__wake_by_inbox(cede_task *task);
bool cede__wake_one(void);
void cede__call_lightest(struct cede__worker *except);
bool cede__contended(struct cede__worker *worker);

/* A byte that one thread polls and others set needs no ordering of its own: whoever raises has published
 * before, by a locked instruction. Hidden from ThreadSanitizer, as the poll in user code is a plain load. */
static inline __attribute__((__no_sanitize__("thread"))) void
cede__set_flag(struct cede__worker *worker, unsigned char value) {
    *atomic_load_explicit(&worker->flag, memory_order_relaxed) = value;
}

/* Counters have one writer, so they need no locked instruction. */
static inline void cede__count(_Atomic(uint64_t) *counter) {
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + 1,
                          memory_order_relaxed);
}

/* monitor.c --------------------------------------------------------------------------------------- */

int cede__monitor_install(void);
void cede__monitor_uninstall(void);
int cede__monitor_start(struct cede__worker *worker);
void cede__monitor_stop(struct cede__worker *worker);
void cede__monitor_arm(struct cede__worker *worker);
void cede__monitor_served(struct cede__worker *worker);
void cede__monitor_forestall(struct cede__worker *worker);

/* How often the tick is to look for I/O while the task runs that was just picked. */
static inline unsigned cede__io_pace(struct cede__worker *worker) {
    return !atomic_load_explicit(&worker->epoll, memory_order_relaxed)     ? CEDE__PACE_NONE
           : atomic_load_explicit(&worker->computes, memory_order_relaxed) ? CEDE__PACE_COMPUTING
                                                                           : CEDE__PACE_SERVING;
}

/* Called before a task gets to run; nearly always a few loads and no call. */
static inline void cede__monitor_watch(struct cede__worker *worker) {
    int64_t armed = atomic_load_explicit(&worker->armed, memory_order_relaxed);
    if (__builtin_expect(
            atomic_load_explicit(&worker->next_deadline, memory_order_relaxed) < armed ||
                (armed == CEDE__NEVER && cede__contended(worker)) ||
                atomic_load_explicit(&worker->io_pace, memory_order_relaxed) < cede__io_pace(worker) ||
                (cede__io_pace(worker) == CEDE__PACE_COMPUTING &&
                 !atomic_load_explicit(&worker->watched, memory_order_relaxed)),
            0))
        cede__monitor_arm(worker);
}

/* overflow.c -------------------------------------------------------------------------------------- */

int cede__overflow_install(void);
void cede__overflow_uninstall(void);
int cede__overflow_worker_start(struct cede__worker *worker);
void cede__overflow_worker_stop(struct cede__worker *worker);

/* dump.c ------------------------------------------------------------------------------------------ */

int cede__dump_install(void);
void cede__dump_uninstall(void);
void cede__dump_serve(struct cede__worker *worker, const void *interrupted);
void cede__deadlock_look(void);
void cede__stall_look(struct cede__worker *worker, unsigned unserved, int64_t now, int64_t late, const void *interrupted);
int64_t cede__stall_next(struct cede__worker *worker, int64_t now, int64_t otherwise);

/* fail.c: failures on purpose ---------------------------------------------------------------------- */

enum cede__failure { CEDE__FAIL_GUARD, CEDE__FAIL_STACK, CEDE__FAIL_TASK, CEDE__FAIL_RESERVE, CEDE__FAIL_SWIFT,
                    CEDE__FAILURES };

bool cede__failures_read(void);
bool cede__fails(enum cede__failure what);

/* cpus.c, trace.c, seed.c -------------------------------------------------------------------------- */

unsigned cede__usable_cpus(void);
unsigned cede__cgroup_cpus(const char *list, const char *mount);

int cede__trace_start(void);
void cede__trace_finish(void);
void cede__trace_switch(struct cede__worker *worker, cede_task *from);
void cede__trace_preemption(struct cede__worker *worker, void *entry);

bool cede__seed_read(void);
int64_t cede__seed_now(void);
void cede__seed_jump(int64_t time);
bool cede__seed_yields(void);
void cede__seed_shuffle(struct cede__queue *queue);

/* check.c ----------------------------------------------------------------------------------------- */

void cede__check_slow(void);
void cede__blocked_signals_note(struct cede__worker *worker);
void cede__vector_state_learn(void);

/* fork.c, futex.c ------------------------------------------------------------------------ */

void cede__fork_install(void);
void cede__tasks_lock(void);
void cede__tasks_unlock(void);
void cede__stacks_lock(void);
void cede__stacks_unlock(void);
void cede__fresh_lock(void);
void cede__fresh_unlock(void);

void cede__futex_wait(_Atomic(uint32_t) *word, uint32_t value, int64_t deadline);
void cede__futex_wake(_Atomic(uint32_t) *word);

#pragma GCC visibility pop
#endif
