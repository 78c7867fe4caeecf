/*
 * monitor.c - the time slice: a timer for each worker whose signal raises the worker's flag.
 *
 * The tick is armed only while there is something to watch: the worker runs a task, and either others
 * wait on it or one of its sleepers will fall due. The handler runs on the worker and
 *   - raises the flag and `timers_due` when a sleeper is due, at once and not at the slice's end;
 *   - raises the flag and `io_due` when a descriptor is ready that a task of the worker waits for (watcher.c does so
 *     at once);
 *   - raises the flag when the slice is over and the task is still the one that began it;
 *   - when its last request was not served (a call into code without checks) asks another worker to take
 *     the fresh tasks that wait here, and fires ever more rarely, up to 64 slices;
 *   - with CEDE_STALL=50ms, once such a request is so old, reports the place that was interrupted (dump.c);
 *   - arms the timer again if there is still something to watch, otherwise not: an idle process has no
 *     wake-ups.
 * Switches do not touch the timer: the handler sees by their count that the task is another one, and lets
 * it have a slice of its own. Only a tick and a nearer deadline cost a system call. A tick itself costs 12 to 20 us in a virtual
 * machine, nearly all for the timer's interrupt and not for the signal, so a slice ends up to an eighth earlier or later where
 * that saves one: beside a sleeper of 1 ms and an echo two hogs on one CPU had 1300 ticks a second instead of 2030, and kept
 * 0.979 of what they do beside OS threads instead of 0.966 (medians of nine interleaved rounds, a loaded machine). But a worker that switches all the
 * time looks now and then whether the tick is near, and sets it anew before it comes: that takes 1.3 us; the ticks were 2 % of
 * a server's CPU.
 *
 * Rejected by measurement: a monitor thread. On a saturated machine it waits for a CPU itself, and each of
 * its wake-ups takes one from a worker. From the deadline until a hog that polls saw its flag, hogs on
 * both of 2 CPUs, a raise a millisecond, three rounds of 1000 a hog, Linux 6.18 in a virtual machine
 * shared with other work (Benchmarks/runtime/monitor.c). Raises during which the hog had lost its CPU are
 * left out; those for which the thread had to wait are not, so other programs weigh on the threads only:
 *
 *                                         p50        p99                 p99.9
 *     timer and signal                    0.023 ms   0.065 ... 0.075     0.11 ... 0.16
 *     thread                              0.026      0.061 ... 0.131     4.0 ... 4.3
 *     thread, 100 us EEVDF slice          0.025      1.8 ... 3.2         5.7 ... 11.6
 *     thread, nice -20 (privileged)       0.026      0.055 ... 3.2       0.27 ... 15
 *     thread, SCHED_FIFO (privileged)     0.025      0.055 ... 0.079     0.08 ... 0.30
 *
 * The price of the signal: a blocking system call of the program may end with EINTR, though only while
 * others wait on that worker. SIGURG because its default is to be ignored, debuggers pass it on without
 * stopping, and programs hardly use it. ThreadSanitizer delivers signals at calls that it knows, so under
 * it a loop without any such call is not preempted.
 */
#include "cede_internal.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

enum { UNSERVED_MAX = 6, LEEWAY = 8, TICK = SIGURG };

/* How often the tick looks for I/O at least; while a task computes there is the watcher too. */
static const int64_t paces[] = {0, 1000000, 2000000};
#define NEAR 500000

static struct sigaction previous;

static void set_timer(struct cede__worker *w, int64_t at) {
    struct itimerspec when = {.it_value = {at / 1000000000, at % 1000000000}};
#ifdef CEDE__TSAN /* it keeps a signal for the fiber that ran, which may not run again for long: send more */
    when.it_interval.tv_nsec = 5000000;
#endif
    atomic_store_explicit(&w->armed, at, memory_order_relaxed);
    timer_settime(w->tick, TIMER_ABSTIME, &when, NULL);
}

static int64_t get(_Atomic(int64_t) *time) { return atomic_load_explicit(time, memory_order_relaxed); }

/* A slice's end may wait for a deadline that is near, and come with one that was. */
static int64_t leeway(void) { return cede__sched.slice / LEEWAY; }

static int64_t sooner(int64_t deadline, int64_t slice_end) {
    return slice_end + leeway() < deadline ? slice_end : deadline;
}

static void begin_slice(struct cede__worker *w, int64_t now) {
    atomic_store_explicit(&w->slice_end, now + cede__sched.slice, memory_order_relaxed);
    atomic_store_explicit(&w->slice_switches,
                          atomic_load_explicit(&w->switches, memory_order_relaxed),
                          memory_order_relaxed);
    atomic_store_explicit(&w->unserved, 0, memory_order_relaxed);
}

/* The task that was asked to yield did; the timer is armed for the end of its successor's slice. */
void cede__monitor_served(struct cede__worker *w) {
    atomic_store_explicit(&w->unserved, 0, memory_order_relaxed);
    atomic_store_explicit(&w->slice_switches,
                          atomic_load_explicit(&w->switches, memory_order_relaxed),
                          memory_order_relaxed);
}

/* Arms the tick for the next deadline, and for the end of a slice if others wait. */
void cede__monitor_arm(struct cede__worker *w) {
    int64_t at = get(&w->next_deadline);
    if (!w->has_tick)
        return;
    if (cede__contended(w)) {
        int64_t now = cede_now();
        if (get(&w->slice_end) <= now)
            begin_slice(w, now);
        at = sooner(at, get(&w->slice_end));
    }
    if (cede__io_pace(w)) {
        if (cede__io_pace(w) == CEDE__PACE_COMPUTING && !atomic_load_explicit(&w->watched, memory_order_relaxed))
            cede__watcher_arm(w);
        int64_t look = cede_now() + paces[cede__io_pace(w)];
        atomic_store_explicit(&w->io_pace, (unsigned char)cede__io_pace(w), memory_order_relaxed);
        if (look < at)
            at = look;
    }
    if (at != CEDE__NEVER && at != get(&w->armed))
        set_timer(w, at);
}

/* Now and then on a worker that switches: what the tick would do, as it is near and would find another task than the one that
 * it was armed for. */
void cede__monitor_forestall(struct cede__worker *w) {
    int64_t now = cede_now();
    if (get(&w->armed) > now + NEAR)
        return;
    begin_slice(w, now);
    if (cede__io_pace(w)) {
        atomic_store_explicit(&w->look_switches, atomic_load_explicit(&w->switches, memory_order_relaxed),
                              memory_order_relaxed);
        atomic_store_explicit(&w->io_due, true, memory_order_relaxed);
    }
    cede__monitor_arm(w);
}

/* Urgent data on a socket of the program. */
static void pass_on(int number, siginfo_t *info, void *context) {
    if (previous.sa_flags & SA_SIGINFO)
        previous.sa_sigaction(number, info, context);
    else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN)
        previous.sa_handler(number);
}

static void on_tick(int number, siginfo_t *info, void *context) {
    struct cede__worker *w = cede__self;
    int64_t due;
    int saved_errno = errno;
    if (w && info->si_code == SI_TKILL && atomic_load(&w->dump)) {
        cede__dump_serve(w, context);
        errno = saved_errno;
        return;
    }
    if (info->si_code != SI_TIMER) {
        pass_on(number, info, context);
        return;
    }
    if (!w)
        return;
    due = get(&w->armed);
    atomic_store_explicit(&w->armed, CEDE__NEVER, memory_order_relaxed);
    atomic_store_explicit(&w->io_pace, CEDE__PACE_NONE, memory_order_relaxed);
    if (atomic_load_explicit(&w->current, memory_order_relaxed)) {
        int64_t now = cede_now(), deadline = get(&w->next_deadline), next = CEDE__NEVER;
        bool contended = cede__contended(w), sleeper = deadline <= now;
        cede__count(&w->ticks);
        if (sleeper) {
            atomic_store_explicit(&w->timers_due, true, memory_order_relaxed);
            cede_flag = 1;
        } else {
            next = deadline;
        }
        if (contended && get(&w->slice_end) - (sleeper ? leeway() : 0) <= now) {
            if (atomic_load_explicit(&w->switches, memory_order_relaxed) !=
                atomic_load_explicit(&w->slice_switches, memory_order_relaxed)) {
                begin_slice(w, now);
            } else {
                unsigned unserved = atomic_load_explicit(&w->unserved, memory_order_relaxed);
                atomic_store_explicit(&w->slice_over, true, memory_order_relaxed);
                cede_flag = 1;
                if (unserved > 0)
                    cede__call_lightest(w);
                if (cede__sched.stall)
                    cede__stall_look(w, unserved, now, now - due, context);
                if (unserved < UNSERVED_MAX)
                    atomic_store_explicit(&w->unserved, unserved + 1, memory_order_relaxed);
                atomic_store_explicit(&w->slice_end, cede__stall_next(w, now, now + (cede__sched.slice << unserved)),
                                      memory_order_relaxed);
            }
        }
        if (contended) /* the sleeper may sleep again, for a time like a slice */
            next = sooner(next, get(&w->slice_end) + (sleeper ? leeway() : 0));
        if (cede__io_pace(w)) {
            uint64_t switches = atomic_load_explicit(&w->switches, memory_order_relaxed);
            bool computes = switches == atomic_exchange_explicit(&w->look_switches, switches, memory_order_relaxed);
            if (computes && !atomic_load_explicit(&w->computes, memory_order_relaxed))
                cede_flag = 1; /* once: it yields, goes on as one that computes, and arms the watcher */
            if (cede__poller_look(w)) {
                atomic_store_explicit(&w->io_due, true, memory_order_relaxed);
                cede_flag = 1;
            }
            atomic_store_explicit(&w->io_pace, (unsigned char)cede__io_pace(w), memory_order_relaxed);
            if (now + paces[cede__io_pace(w)] < next)
                next = now + paces[cede__io_pace(w)];
        }
        if (next != CEDE__NEVER)
            set_timer(w, next);
    }
    errno = saved_errno;
}

int cede__monitor_install(void) {
    struct sigaction action = {.sa_sigaction = on_tick, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
    sigfillset(&action.sa_mask);
    return sigaction(TICK, &action, &previous) == 0 ? 0 : errno;
}

/* Leaves alone what the program installed meanwhile. */
void cede__monitor_uninstall(void) {
    struct sigaction now;
    if (sigaction(TICK, NULL, &now) == 0 && now.sa_sigaction == on_tick)
        sigaction(TICK, &previous, NULL);
}

int cede__monitor_start(struct cede__worker *w) {
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = TICK};
    atomic_store(&w->armed, CEDE__NEVER);
    atomic_store(&w->thread_id, (int)syscall(SYS_gettid));
    if (cede__sched.rest) /* every check yields, so there is nothing to raise */
        return 0;
    event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
    if (timer_create(CLOCK_MONOTONIC, &event, &w->tick) != 0)
        return errno;
    w->has_tick = true;
    return 0;
}

void cede__monitor_stop(struct cede__worker *w) {
    if (w->has_tick)
        timer_delete(w->tick);
    w->has_tick = false;
}
