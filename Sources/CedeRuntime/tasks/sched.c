/*
 * sched.c - which task runs where, and how an idle worker is woken.
 *
 * SAFETY RULE. Compilers keep the addresses of errno and of thread-locals across calls (clang -O2 calls
 * __errno_location once for two reads around a yield), and pthread mutexes, C++ static guards and
 * Swift's exclusivity list belong to the OS thread. So a task that has run once stays on its worker;
 * only tasks that never ran move, and of these not those that were spawned for one worker. It costs balance when tasks of one worker end early, and it makes
 * nearly everything here owner-only: a suspended task can be resumed by one thread alone, hence no race
 * between parking and waking, no locks in queues, and timers that only their worker touches.
 *
 *     spawn ─ fresh ring ──┬──────────────── take, first run ──┐        finish
 *             (per worker, │ steal                             v          │
 *              fresh.c)    └─> another worker              [running] ─────┘
 *                                             yield, preempt │  ^ │ sleep, join
 *                                                   runq <───┘  │ └────> waiting
 *                                                     └─────────┤          │ timer, finish of the joined
 *                                                               └─ ready <─┘ (inbox from other threads)
 *
 * ORDER. `ready` (woken) goes before `runq` (yielded), as who waited is usually short of time and not of
 * CPU, but at most READY_STREAK times in a row. A woken task that is asked to yield for others that are due goes to the end of
 * `ready`, a few times (check.c), and to `runq` when its slice is over. `runq` and the worker's own fresh tasks form one FIFO by
 * `turn`, also those that its ring had no room for.
 *
 * MANY TASKS. What one costs that is in no cache is the number of lines that it touches: about 10 ns for each of a stack that is
 * written to in order, and 30 more for its page's address (an EPYC's virtual machine; 440 where each waits for the one before,
 * at random). So a start touches five lines of a stack: what only happens at times (a ring or a cache to be filled, a guard) is a
 * function of its own, as it would make the frame that it is inlined in larger. Fetching a fresh task's stack while the one
 * before it runs saves 80 ns (of 325 for spawn and join of 100 000 alive, CPU time), and not to read a list that is in no cache
 * to find what comes next another 75: the lists of free and of fresh tasks say what comes further on (task.c, fresh.c). Stacks and
 * descriptors are given out in the order in which they lie, or its reverse, so the processor foresees the rest.
 * Tried without a gain: fetching 2 to 12 tasks ahead; descriptors on lines of their own, the first two with all that a
 * switch touches (292 to 308 ns instead of 310 to 327, before the lists were changed); slots of 16 or 256 KiB instead of 64; huge
 * pages, which need the guards left out. What is left is 60 ns over that of 300 tasks for each first run and 45 for each last: five
 * and three lines, and the page. Fewer need frames that no compiler makes so small.
 * A server's task comes back through ten lines of frames. To fetch them all and not three saves about 6 % of a request's CPU time
 * at 1000 connections, but costs the spawn and join above 35 to 70 ns, also if it ends where the stack begins: not done.
 *
 * SPREADING. A worker that has runnable tasks of its own takes a fresh one only if no other worker has
 * clearly fewer (of many an eighth: else two workers with ten thousand start them in turns, and one that has no CPU
 * just now holds up the other); otherwise it calls the lightest, by its wake word if idle and by its flag if busy. If the
 * lightest does not come within DECLINE_TICKS (stuck in a call without checks), the worker takes the task
 * after all, and all reckon without the other until it has switched to a task. A worker with no runnable task steals half of another's fresh tasks.
 *
 * SLEEP AND WAKE. Each side writes, then reads what the other writes; all four accesses are sequentially
 * consistent, so at least one sees the other:
 *
 *     waker                                   worker going idle
 *     W1 publish: ring tail, overflow, inbox  W2 set own bit in `idle`
 *     R1 read `idle`; a bit found is cleared  R2 look again: inbox, rings, overflow, stopping
 *        (who clears it wakes)                   found: clear own bit, go on
 *                                                else: sleep on `wake` until the next deadline
 *
 * The same holds for the flag of a busy worker: the waker publishes, then raises; check.c lowers, then
 * looks. Spawning wakes one worker and only while none is searching; a searcher that finds work wakes
 * the next if there is more, so a burst of spawns costs one system call and not one each. A searcher
 * that finds nothing stops being one *before* it looks again (R2), so the spawner that relied on it is
 * not let down. (A worker that sleeps without a deadline wakes once after a second to see whether everything is
 * deadlocked, dump.c.)
 *
 * SPINNING. A worker whose last sleep another one ended within BRIEFLY looks for SPIN before the next: two tasks that send
 * each other messages between workers then pay 0.56 us for one, where a futex's wake-up alone took most of 8.9 (Go, which
 * moves the receiver to the sender, 0.37; 2 CPUs of a Xeon by real-time priority, medians of interleaved runs). What is left
 * are lines that go from one CPU to the other, 55 ns each: the channel, the waiter on the receiver's stack, its parker and its
 * descriptor, the inbox. So who spins is not told otherwise (`spins`: a raised flag takes the line of the worker's
 * thread-locals away from it), looks at nothing but its inbox for the first microsecond, and what each side writes lies apart;
 * without these three it took 0.66.
 * After each time in vain it does not for twice as many sleeps, up to SPIN_PAUSE_MOST: where other programs have the CPUs
 * it is mostly in vain, and a message costs what it did (2.6 to 5.6 us instead of 5.7 beside eight of them). An idle process
 * uses no CPU, as its sleeps are long.
 *
 * A preempted task goes to the tail of its worker's `runq`: behind everybody that it could compete with, which is what a
 * global tail is to tasks that may move. A woken one goes to `ready` and not into a slot for the last one
 * woken: first come first served costs the same here, and two tasks that wake each other cannot keep a third out.
 *
 * Rejected: migrating tasks that ran (the safety rule); should some be allowed to move one day, their owner hands them
 * over when it is called (as it is for fresh ones), so that the queues stay its own; one global queue (its line is the bottleneck, and
 * order by worker is lost); spinning for longer, and always (20 us on a saturated machine: a message took 40 to 67 us
 * instead of 6 to 16, as who spun had the CPU that the sender waited for).
 */
#include "cede_internal.h"

#include <errno.h>

enum { READY_STREAK = 32, POLL_AFTER = 128, FORESTALL = 32, DECLINE_TICKS = 10, SLIGHTLY = 8, DEADLOCK_AFTER = 1000000000 };
enum { SPIN = 5000, BRIEFLY = 100000, SPIN_PAUSE_MOST = 1023 }; /* nanoseconds, and sleeps */

struct cede__scheduler cede__sched;
__thread struct cede__worker *cede__self;

/* Queues. ----------------------------------------------------------------------------------------- */

static void push(struct cede__worker *w, struct cede__queue *q, cede_task *task) {
    task->next = NULL;
    if (q->head)
        q->tail->next = task;
    else
        q->head = task;
    q->tail = task;
    atomic_store_explicit(&w->queued, atomic_load_explicit(&w->queued, memory_order_relaxed) + 1,
                          memory_order_relaxed);
}

/* Of many tasks none is in the caches when its turn comes: its stack is fetched while the one before it runs, and its
 * descriptor, which says where that is, one earlier. More than one ahead gains nothing: a prefetch itself waits for the page's
 * address, which is what takes long. */
static cede_task *pop(struct cede__worker *w, struct cede__queue *q) {
    cede_task *task = q->head, *next = task->next;
    q->head = next;
    if (next) {
        for (unsigned line = 0; line < 3; line++)
            __builtin_prefetch(cede__line(next->context.sp, line));
        for (unsigned line = 0; line < 3; line++)
            __builtin_prefetch(cede__line(next->next, line));
    }
    atomic_store_explicit(&w->queued, atomic_load_explicit(&w->queued, memory_order_relaxed) - 1,
                          memory_order_relaxed);
    return task;
}

void cede__ready(struct cede__worker *w, cede_task *task) {
    if (task->timed)
        cede__timers_remove(w, task);
    task->reprieves = 0;
    push(w, &w->ready, task);
}

void cede__runnable(struct cede__worker *w, cede_task *task) {
    atomic_store_explicit(&task->turn, w->turn++, memory_order_relaxed);
    push(w, &w->runq, task);
}

/* The inbox is a stack, so its order is turned round. */
static void drain_inbox(struct cede__worker *w) {
    cede_task *task = atomic_exchange(&w->inbox, NULL), *in_order = NULL;
    while (task) {
        cede_task *next = task->next;
        task->next = in_order;
        in_order = task;
        task = next;
    }
    while (in_order) {
        cede_task *next = in_order->next;
        cede__ready(w, in_order);
        in_order = next;
    }
}

bool cede__contended(struct cede__worker *w) {
    uint32_t turn;
    return atomic_load_explicit(&w->queued, memory_order_relaxed) > 0 ||
           cede__fresh_peek(w, &turn) || cede__fresh_shared_any() ||
           atomic_load_explicit(&w->inbox, memory_order_relaxed) != NULL;
}

/* Waking. ----------------------------------------------------------------------------------------- */

static bool claim_idle(struct cede__worker *w) {
    uint64_t bit = 1ull << (w->index % 64);
    _Atomic(uint64_t) *word = &cede__sched.idle[w->index / 64];
    return (atomic_load(word) & bit) && (atomic_fetch_and(word, ~bit) & bit);
}

enum { AWAKE = 1, AWAKE_TO_SEARCH = 2 };

/* Only who cleared the idle bit may do this, so a sleeper is roused once for each sleep. */
static void rouse(struct cede__worker *w, uint32_t how) {
    atomic_store(&w->wake, how);
    if (atomic_load_explicit(&w->epoll, memory_order_relaxed))
        cede__poller_rouse(w);
    else
        cede__futex_wake(&w->wake);
}

void cede__wake(cede_task *task) {
    struct cede__worker *w = task->worker;
    if (w != cede__self) {
        cede__wake_by_inbox(task);
        return;
    }
    cede__ready(w, task);
    if (atomic_load_explicit(&w->current, memory_order_relaxed)) /* it may compute from now on */
        cede__monitor_watch(w);
}

/* The way that a signal handler may take too, which may have interrupted the scheduler. */
void cede__wake_by_inbox(cede_task *task) {
    struct cede__worker *w = task->worker;
    bool outside = !cede__self;
    if (outside) /* the worker must not end before this has */
        atomic_fetch_add(&cede__sched.wakers, 1);
    task->next = atomic_load_explicit(&w->inbox, memory_order_relaxed);
    while (!atomic_compare_exchange_weak(&w->inbox, &task->next, task))
        ;
    if (claim_idle(w))
        rouse(w, AWAKE);
    else if (!atomic_load(&w->spins))
        cede__set_flag(w, 1);
    if (outside)
        atomic_fetch_sub(&cede__sched.wakers, 1);
}

bool cede__wake_one(void) {
    for (unsigned i = 0; i < (cede__sched.count + 63) / 64; i++) {
        uint64_t word = atomic_load(&cede__sched.idle[i]);
        unsigned none = 0;
        if (!word)
            continue;
        if (!atomic_compare_exchange_strong(&cede__sched.searching, &none, 1))
            return true;
        while (word) {
            struct cede__worker *w = &cede__sched.workers[i * 64 + (unsigned)__builtin_ctzll(word)];
            if (claim_idle(w)) {
                rouse(w, AWAKE_TO_SEARCH);
                return true;
            }
            word &= word - 1;
        }
        atomic_store(&cede__sched.searching, 0);
    }
    return false;
}

static int load_of(struct cede__worker *w) {
    return atomic_load_explicit(&w->queued, memory_order_relaxed) +
           (atomic_load_explicit(&w->current, memory_order_relaxed) != NULL);
}

/* Stuck in a call without checks, or without a CPU, until it next switches to a task. */
static bool is_absent(struct cede__worker *w) {
    return atomic_load_explicit(&w->absent, memory_order_relaxed) ==
           atomic_load_explicit(&w->switches, memory_order_relaxed);
}

static struct cede__worker *lightest(struct cede__worker *except) {
    struct cede__worker *best = NULL;
    int best_load = INT_MAX;
    for (unsigned i = 0; i < cede__sched.count; i++) {
        struct cede__worker *w = &cede__sched.workers[i];
        int load = load_of(w);
        if (w != except && load < best_load && !is_absent(w))
            best = w, best_load = load;
    }
    return best;
}

static void call(struct cede__worker *w) {
    atomic_store(&w->called, true);
    if (claim_idle(w))
        rouse(w, AWAKE);
    else
        cede__set_flag(w, 1);
}

void cede__call_lightest(struct cede__worker *except) {
    struct cede__worker *w = lightest(except);
    if (w)
        call(w);
}

/* Choosing. --------------------------------------------------------------------------------------- */

/* Whether this worker, which has runnable tasks of its own, should start a fresh one now. */
static bool may_take_fresh(struct cede__worker *w) {
    struct cede__worker *other = lightest(w);
    uint64_t tick = atomic_load_explicit(&w->ticks, memory_order_relaxed);
    int mine = atomic_load_explicit(&w->queued, memory_order_relaxed);
    if (!other || load_of(other) >= mine - mine / SLIGHTLY) {
        w->declining = false;
        return true;
    }
    if (!w->declining) {
        w->declining = true;
        w->declining_since = tick;
    } else if (tick - w->declining_since >= DECLINE_TICKS) {
        w->declining = false;
        atomic_store_explicit(&other->absent, atomic_load_explicit(&other->switches, memory_order_relaxed),
                              memory_order_relaxed);
        return true;
    }
    call(other);
    return false;
}

static cede_task *pick_bound_or_own(struct cede__worker *w) {
    uint32_t turn;
    if (!w->runq.head)
        return cede__fresh_take(w);
    if (cede__fresh_peek(w, &turn)) {
        uint32_t bound = atomic_load_explicit(&w->runq.head->turn, memory_order_relaxed);
        if ((int32_t)(turn - bound) < 0 && may_take_fresh(w)) {
            cede_task *task = cede__fresh_take(w);
            if (task)
                return task;
        }
    } else if (cede__fresh_shared_any() && may_take_fresh(w)) {
        cede_task *task = cede__fresh_take(w);
        if (task)
            return task;
    }
    if (atomic_load_explicit(&w->called, memory_order_relaxed) && atomic_exchange(&w->called, false)) {
        cede_task *task = cede__fresh_steal(w, false);
        if (task)
            return task;
    }
    return pop(w, &w->runq);
}

/* Makes ready what has become so: by a descriptor (of which it asks now, or when it would be no loss), a deadline, another
 * thread. */
static void gather(struct cede__worker *w, bool now) {
    if (__builtin_expect(cede__sched.rest, 0)) { /* no tick would say so */
        if (w->timers)
            atomic_store_explicit(&w->timers_due, true, memory_order_relaxed);
        if (atomic_load_explicit(&w->epoll, memory_order_relaxed) && !w->ready.head)
            atomic_store_explicit(&w->io_due, true, memory_order_relaxed);
    }
    if (__builtin_expect(atomic_load_explicit(&w->io_due, memory_order_relaxed), 0) &&
        (now || !w->ready.head || (w->runq.head && w->ready_streak >= READY_STREAK) ||
         atomic_load_explicit(&w->switches, memory_order_relaxed) - w->polled >= POLL_AFTER))
        cede__poller_poll(w);
    if (__builtin_expect(atomic_load_explicit(&w->timers_due, memory_order_relaxed), 0))
        cede__timers_expire(w);
    if (__builtin_expect(atomic_load(&w->inbox) != NULL, 0)) /* after `spins`, if it was set */
        drain_inbox(w);
}

/* A woken task that was asked to yield goes behind those it was asked for. */
void cede__ready_again(struct cede__worker *w, cede_task *task) {
    cede__set_flag(w, cede__sched.rest);
    atomic_signal_fence(memory_order_seq_cst);
    gather(w, true);
    push(w, &w->ready, task);
}

/* The next task to run here, or NULL; what it returns is bound to this worker. */
static cede_task *pick(struct cede__worker *w) {
    cede_task *task;
    gather(w, false);
    atomic_store_explicit(&w->computes, false, memory_order_relaxed);
    if (__builtin_expect(cede__sched.seeded, 0)) {
        cede__seed_shuffle(&w->ready);
        cede__seed_shuffle(&w->runq);
    }
    if (w->ready.head && w->ready_streak++ < READY_STREAK) {
        task = pop(w, &w->ready);
    } else {
        w->ready_streak = 0;
        task = pick_bound_or_own(w);
        if (task && !cede__task_never_ran(task))
            atomic_store_explicit(&w->computes, true, memory_order_relaxed);
        if (!task && w->ready.head)
            task = pop(w, &w->ready);
    }
    if (task && cede__task_never_ran(task))
        cede__stack_bind(w, task);
    return task;
}

/* Switching. -------------------------------------------------------------------------------------- */

static void set_current(struct cede__worker *w, cede_task *task) {
    atomic_store_explicit(&w->current, task, memory_order_relaxed);
}

static void count_switch(struct cede__worker *w) {
    cede__count(&w->switches);
    if (__builtin_expect(atomic_load_explicit(&w->switches, memory_order_relaxed) % FORESTALL == 0, 0))
        cede__monitor_forestall(w);
}

/* Leaves the running task, which the caller has put where it will be found, until it is picked. False
 * if it was picked at once. The next one begins a slice; the tick need not be set anew for that. */
bool cede__suspend(struct cede__worker *w) {
    cede_task *self = atomic_load_explicit(&w->current, memory_order_relaxed), *next;
    struct cede__context *to = &w->root;
    uintptr_t swift[CEDE__SWIFT_SLOTS];
    int saved_errno = errno;

    w->pending = false;
    atomic_store_explicit(&w->slice_over, false, memory_order_relaxed);
    cede__set_flag(w, cede__sched.rest);
    atomic_signal_fence(memory_order_seq_cst);
    next = atomic_load_explicit(&cede__sched.stopping, memory_order_relaxed) ? NULL : pick(w);
    set_current(w, next);
    if (__builtin_expect(w->trace != NULL, 0))
        cede__trace_switch(w, self);
    if (next) {
        count_switch(w);
        if (atomic_load_explicit(&w->unserved, memory_order_relaxed))
            cede__monitor_served(w);
        cede__monitor_watch(w);
        if (next == self)
            return false;
        to = &next->context;
    }
    cede__fp_save(&self->fp);
    w->fp = &self->fp;
    if (__builtin_expect(w->swift.present, 0))
        cede__swift_leave(w, swift);
    cede__context_switch(&self->context, to);
    if (__builtin_expect(w->swift.present, 0))
        cede__swift_enter(w, swift);
    if (__builtin_expect(!cede__fp_same(w->fp, &self->fp), 0))
        cede__fp_load(&self->fp);
    errno = saved_errno;
    return true;
}

void cede__exit_to_root(struct cede__worker *w) {
    uintptr_t swift[CEDE__SWIFT_SLOTS];
    w->finished = atomic_load_explicit(&w->current, memory_order_relaxed);
    cede__fp_save(&w->left_fp);
    w->fp = &w->left_fp;
    set_current(w, NULL);
    if (__builtin_expect(w->swift.present, 0)) /* something is left of a task that ended by pthread_exit */
        cede__swift_leave(w, swift);
    cede__context_leave(&w->root);
}

static void run(struct cede__worker *w, cede_task *task) {
    w->pending = false;
    atomic_store_explicit(&w->slice_over, false, memory_order_relaxed);
    set_current(w, task);
    count_switch(w);
    cede__monitor_watch(w);
    if (__builtin_expect(w->trace != NULL, 0))
        cede__trace_switch(w, NULL);
    cede__context_switch(&w->root, &task->context);
    if (w->finished) {
        task = w->finished;
        if (__builtin_expect(w->trace != NULL, 0))
            cede__trace_switch(w, task);
        w->finished = NULL;
        cede__task_finish(task);
    }
}

/* The worker's own stack: it buries the finished, searches and sleeps. ---------------------------- */

static bool something_for(struct cede__worker *w) {
    return atomic_load(&w->inbox) || cede__fresh_any() || atomic_load(&cede__sched.stopping);
}

/* Until it is roused, a descriptor is ready, or the deadline. */
static void doze(struct cede__worker *w, int64_t deadline) {
    if (atomic_load_explicit(&w->epoll, memory_order_relaxed))
        cede__poller_sleep(w, deadline);
    else
        cede__futex_wait(&w->wake, 0, deadline);
}

static inline void relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/* Looks for a few microseconds; true if something came. After a while as the searcher, which it then still is, if nobody else
 * is one. Who wakes a task here writes the inbox and then reads `spins`; it is taken back before the inbox is read again. */
static bool spin(struct cede__worker *w, int64_t deadline, bool *searching) {
    int64_t until = cede_now() + SPIN;
    atomic_store(&w->spins, true);
    for (int i = 1; i % 16 || cede_now() < (until < deadline ? until : deadline); i++) {
        unsigned none = 0;
        if (i > 16 && !*searching && atomic_load(&cede__sched.searching) == 0)
            *searching = atomic_compare_exchange_strong(&cede__sched.searching, &none, 1);
        if (*searching ? something_for(w) : atomic_load(&w->inbox) != NULL) {
            w->spin_pause = 0;
            atomic_store(&w->spins, false);
            return true;
        }
        relax();
    }
    atomic_store(&w->spins, false);
    if (*searching)
        atomic_store(&cede__sched.searching, 0);
    *searching = false;
    w->spin_pause = w->spin_pause < SPIN_PAUSE_MOST ? 2 * w->spin_pause + 1 : SPIN_PAUSE_MOST;
    w->spin_wait = w->spin_pause;
    return false;
}

/* Returns whether it is to search. */
static bool sleep_until_woken(struct cede__worker *w) {
    _Atomic(uint64_t) *word = &cede__sched.idle[w->index / 64];
    uint64_t bit = 1ull << (w->index % 64);
    int64_t deadline = atomic_load_explicit(&w->next_deadline, memory_order_relaxed), began;
    bool searching = false;
    uint32_t how;

    if (__builtin_expect(cede__sched.seeded, 0) && deadline != CEDE__NEVER) {
        if (atomic_load_explicit(&w->epoll, memory_order_relaxed))
            cede__poller_poll(w);
        if (!w->ready.head && !something_for(w)) {
            cede__seed_jump(deadline);
            atomic_store_explicit(&w->timers_due, true, memory_order_relaxed);
        }
        return false;
    }
    if (w->slept_briefly && (w->spin_wait ? w->spin_wait-- : 0) == 0 && spin(w, deadline, &searching))
        return searching;
    began = cede_now();
    atomic_store_explicit(&w->absent, CEDE__PRESENT, memory_order_relaxed);
    atomic_fetch_or(word, bit);
    if (!something_for(w)) {
        cede__count(&w->parks);
        cede__stacks_trim();
        if (deadline == CEDE__NEVER && !atomic_load_explicit(&w->epoll, memory_order_relaxed)) {
            int64_t until = cede_now() + DEADLOCK_AFTER;
            doze(w, until);
            if (!atomic_load(&w->wake) && cede_now() >= until)
                cede__deadlock_look();
        }
        while (!atomic_load(&w->wake) && !w->ready.head && cede_now() < deadline)
            doze(w, deadline);
    }
    if (!(atomic_fetch_and(word, ~bit) & bit)) /* claimed: the wake is on its way */
        while (!atomic_load(&w->wake))
            doze(w, CEDE__NEVER);
    if (deadline != CEDE__NEVER && cede_now() >= deadline)
        atomic_store_explicit(&w->timers_due, true, memory_order_relaxed);
    how = atomic_exchange(&w->wake, 0);
    w->slept_briefly = how && cede__sched.count > 1 && cede_now() - began < BRIEFLY;
    return how == AWAKE_TO_SEARCH;
}

static cede_task *search(struct cede__worker *w) {
    cede_task *task = cede__fresh_steal(w, true);
    if (task)
        cede__stack_bind(w, task);
    return task;
}

void cede__worker_loop(struct cede__worker *w) {
    bool searching = false;
    while (!atomic_load(&cede__sched.stopping)) {
        cede__set_flag(w, cede__sched.rest); /* before it looks, as in cede__suspend */
        atomic_signal_fence(memory_order_seq_cst);
        cede_task *task = pick(w);
        if (!task)
            task = search(w);
        if (searching) {
            searching = false;
            atomic_store(&cede__sched.searching, 0);
            if (task && cede__fresh_any())
                cede__wake_one();
        }
        if (task)
            run(w, task);
        else
            searching = sleep_until_woken(w);
    }
}

/* Every worker leaves its loop: the idle at once, the busy when their task meets a check. */
void cede__workers_stop(void) {
    atomic_store(&cede__sched.stopping, true);
    for (unsigned i = 0; i < cede__sched.count; i++) {
        struct cede__worker *w = &cede__sched.workers[i];
        if (claim_idle(w))
            rouse(w, AWAKE);
        else
            cede__set_flag(w, 1);
    }
}
