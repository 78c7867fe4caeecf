/*
 * watcher.c - the thread that sees a descriptor become ready while the worker computes that waits for it.
 *
 * It sleeps in an epoll of the workers' epolls, each entered one-shot. A worker arms its entry when it goes on with
 * a task that computes (one that yielded or was preempted) and the entry is not armed; when something arrives, the
 * watcher wakes once, raises that worker's flag, and is disarmed. A server whose tasks only wait never arms it, so
 * such a server pays nothing; a program without descriptors has no watcher. On a saturated machine the thread may
 * have to wait for a CPU itself: then the tick (monitor.c), which looks too, comes first. It asks the kernel for a short
 * slice, which no thread is refused: who has one goes before a hog whose turn ends later. Woken on a hog's CPU it then came
 * later than 1 ms in 0.1 to 2.3 % of 1500 times, median 0.3, and without in 0.3 to 4.9, median 1.5 (five rounds each,
 * interleaved, Linux 6.18, a loaded machine).
 *
 * Rejected: the tick alone, every 0.2 ms. A tick costs a virtual machine several microseconds (two exits and a
 * signal), and hogs beside which nearly nothing arrived lost 3 to 9 % of their work to it, at 0.5 ms 2 to 5 %, against
 * 1 to 2.5 % at 1 ms (Benchmarks/runtime/starvation.c; a loaded machine). Armed for ever: then the thread wakes for
 * each event of a server that is idle in between, beside its worker.
 */
#include "io_internal.h"

#include <errno.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BATCH = 16, STACK = 256 << 10, SLICE = 200000 };

static struct {
    uint32_t lock;
    _Atomic(bool) runs;
    bool failed;                     /* no thread or no descriptor for it: the tick must do */
    int set, stop;
    pthread_t thread;
} watcher;

/* Before Linux 6.12 nothing comes of it. */
static void ask_for_short_slice(void) {
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t slice, deadline, period;
    } a = {.size = sizeof a};
    if (syscall(SYS_sched_getattr, 0, &a, sizeof a, 0) == 0 && a.policy == SCHED_OTHER) {
        a.slice = SLICE;
        syscall(SYS_sched_setattr, 0, &a, 0);
    }
}

static void *watch(void *unused) {
    struct epoll_event events[BATCH];
    pthread_setname_np(pthread_self(), "cede-watcher");
    ask_for_short_slice();
    for (;;) {
        int count = epoll_wait(watcher.set, events, BATCH, -1);
        for (int i = 0; i < count; i++) {
            struct cede__worker *w = events[i].data.ptr;
            if (!w)
                return unused;
            atomic_store(&w->watched, false);
            atomic_store(&w->io_due, true);
            cede__set_flag(w, 1);
        }
    }
}

static bool start_thread(void) {
    pthread_attr_t attributes;
    sigset_t all, old;
    bool started;
    if (pthread_attr_init(&attributes) != 0)
        return false;
    pthread_attr_setstacksize(&attributes, STACK);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    started = pthread_create(&watcher.thread, &attributes, watch, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    return started;
}

static bool start(void) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    watcher.set = epoll_create1(EPOLL_CLOEXEC);
    watcher.stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watcher.set >= 0 && watcher.stop >= 0 &&
        epoll_ctl(watcher.set, EPOLL_CTL_ADD, watcher.stop, &event) == 0 && start_thread())
        return true;
    if (watcher.set >= 0)
        close(watcher.set);
    if (watcher.stop >= 0)
        close(watcher.stop);
    return false;
}

static bool runs(void) {
    if (atomic_load_explicit(&watcher.runs, memory_order_acquire))
        return true;
    cede__lock(&watcher.lock);
    if (!atomic_load_explicit(&watcher.runs, memory_order_relaxed) && !watcher.failed) {
        if (start())
            atomic_store_explicit(&watcher.runs, true, memory_order_release);
        else
            watcher.failed = true;
    }
    cede__unlock(&watcher.lock);
    return !watcher.failed;
}

/* By the worker itself, whose epoll is open. */
void cede__watcher_arm(struct cede__worker *w) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.ptr = w};
    int set = atomic_load_explicit(&w->epoll, memory_order_relaxed), saved_errno = errno;
    atomic_store(&w->watched, true);
    if (runs() && epoll_ctl(watcher.set, EPOLL_CTL_MOD, set, &event) != 0 && errno == ENOENT)
        epoll_ctl(watcher.set, EPOLL_CTL_ADD, set, &event);
    errno = saved_errno;
}

/* The workers have ended; their structures are still there. */
void cede__watcher_stop(void) {
    uint64_t one = 1;
    watcher.failed = false;
    if (!atomic_load(&watcher.runs))
        return;
    while (write(watcher.stop, &one, sizeof one) < 0 && errno == EINTR)
        ;
    pthread_join(watcher.thread, NULL);
    close(watcher.set);
    close(watcher.stop);
    atomic_store(&watcher.runs, false);
}

/* In a child process, which has no such thread. */
void cede__watcher_forget(void) {
    watcher.lock = 0;
    if (!atomic_exchange(&watcher.runs, false))
        return;
    close(watcher.set);
    close(watcher.stop);
}
