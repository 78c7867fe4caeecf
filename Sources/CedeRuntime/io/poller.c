/*
 * poller.c - the epoll of each worker: idle, it sleeps there; busy, the tick looks.
 *
 * A worker has an epoll from the first wait for a descriptor on it, and descriptors are registered where they are
 * waited for first; as a task never leaves its worker, its events mostly arrive on the thread that runs it. An
 * idle worker sleeps in epoll_pwait2 instead of on its futex, and is roused through an eventfd in the set, which
 * is edge-triggered and therefore never read. So a server that does nothing but I/O makes the system calls of a
 * hand-written epoll loop and no others.
 *
 * A busy worker polls when its ready tasks are used up, i.e. when it would go idle; told that something has come (`io_due`)
 * also before one that computes, and after POLL_AFTER switches (sched.c). While a task computes, the
 * watcher (watcher.c) raises the flag when something arrives, and the tick (monitor.c) looks at times: poll(2) says in
 * the signal handler whether the epoll has something, and the worker collects it.
 *
 * What a request costs: an echo of 64 bytes over 64 connections makes one recv, one send, 0.05 to 0.07 epoll_pwait2 and 0.02
 * calls for the tick, as many context switches as the hand-written loop or fewer, and 1150 instructions outside of the kernel:
 * 8 to 9 % of its CPU time (the loop's 2). A fifth of these 8 to 9 are at three places that miss the cache: the waiter on the
 * task's stack, its task, the task's first lines after the switch. Tried without a gain (that share, by 12 000 to 20 000
 * samples each in interleaved runs on a loaded machine): descriptors of one cache line (0.092 instead of 0.089; with 1000
 * connections 0.119 instead of 0.114), fetching the waiter four events ahead (0.083 and 0.099 instead of 0.082 and 0.093), and
 * both (0.085 and 0.109 instead of 0.089 and 0.114).
 *
 * Rejected: one epoll for all workers (an event would wake a thread that must hand it on); O_ASYNC on each socket (a
 * signal for each packet, also when idle).
 */
#include "io_internal.h"

#include <errno.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BATCH = 128 };

static int open_poller(struct cede__worker *w) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.ptr = NULL};
    int set = epoll_create1(EPOLL_CLOEXEC), wake;
    if (set < 0)
        return errno;
    wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake < 0 || epoll_ctl(set, EPOLL_CTL_ADD, wake, &event) != 0) {
        int error = errno;
        close(set);
        if (wake >= 0)
            close(wake);
        return error;
    }
    w->wake_event = wake;
    atomic_store(&w->epoll, set);
    return 0;
}

static int control(struct cede__worker *w, int operation, int fd, struct cede__descriptor *d, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = d};
    int saved_errno = errno, error = 0;
    if (epoll_ctl(atomic_load_explicit(&w->epoll, memory_order_relaxed), operation, fd, &event) != 0)
        error = errno;
    errno = saved_errno;
    return error;
}

int cede__poller_add(struct cede__worker *w, int fd, struct cede__descriptor *d, uint32_t events) {
    int saved_errno = errno, error = atomic_load_explicit(&w->epoll, memory_order_relaxed) ? 0 : open_poller(w);
    errno = saved_errno;
    if (!error)
        error = control(w, EPOLL_CTL_ADD, fd, d, events);
    return error == EEXIST ? control(w, EPOLL_CTL_MOD, fd, d, events) : error;
}

int cede__poller_change(struct cede__worker *w, int fd, struct cede__descriptor *d, uint32_t events) {
    return control(w, EPOLL_CTL_MOD, fd, d, events);
}

void cede__poller_remove(struct cede__worker *w, int fd) { control(w, EPOLL_CTL_DEL, fd, NULL, 0); }

static int wait_for_events(int set, struct epoll_event *events, int64_t nanoseconds) {
    static _Atomic(bool) old_kernel; /* before Linux 5.11 */
    if (!atomic_load_explicit(&old_kernel, memory_order_relaxed)) {
        struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
        int count = (int)syscall(SYS_epoll_pwait2, set, events, BATCH, nanoseconds == CEDE__NEVER ? NULL : &time,
                                 NULL, (size_t)0);
        if (count >= 0 || errno != ENOSYS)
            return count;
        atomic_store_explicit(&old_kernel, true, memory_order_relaxed);
    }
    return epoll_wait(set, events, BATCH,
                      nanoseconds == CEDE__NEVER           ? -1
                      : nanoseconds / 1000000 < INT_MAX - 1 ? (int)((nanoseconds + 999999) / 1000000)
                                                           : INT_MAX);
}

/* Makes tasks runnable whose descriptors are ready; waits for one up to `nanoseconds`. Of many a batch at a time, as what an
 * event brings into the caches should be there still when its task runs. */
static void collect(struct cede__worker *w, int64_t nanoseconds) {
    struct epoll_event events[BATCH];
    int saved_errno = errno, count;
    atomic_store_explicit(&w->io_due, false, memory_order_relaxed);
    w->polled = atomic_load_explicit(&w->switches, memory_order_relaxed);
    count = wait_for_events(atomic_load_explicit(&w->epoll, memory_order_relaxed), events, nanoseconds);
    for (int i = 0; i < count; i++)
        if (events[i].data.ptr)
            cede__descriptor_event(events[i].data.ptr, events[i].events);
    if (count == BATCH)
        atomic_store_explicit(&w->io_due, true, memory_order_relaxed);
    errno = saved_errno;
}

void cede__poller_poll(struct cede__worker *w) { collect(w, 0); }

void cede__poller_sleep(struct cede__worker *w, int64_t deadline) {
    int64_t now = deadline == CEDE__NEVER ? 0 : cede_now();
    collect(w, deadline == CEDE__NEVER ? CEDE__NEVER : deadline > now ? deadline - now : 0);
}

void cede__poller_rouse(struct cede__worker *w) {
    uint64_t one = 1;
    int saved_errno = errno;
    /* Not write(): on a task that could be ours (posix_io.c), and here is the scheduler. */
    while (syscall(SYS_write, w->wake_event, &one, sizeof one) < 0 && errno == EINTR)
        ;
    errno = saved_errno;
}

/* In the tick's handler. */
bool cede__poller_look(struct cede__worker *w) {
    struct pollfd one = {.fd = atomic_load_explicit(&w->epoll, memory_order_relaxed), .events = POLLIN};
    struct timespec zero = {0, 0};
    return syscall(SYS_ppoll, &one, 1, &zero, NULL, (size_t)0) == 1;
}

void cede__poller_close(struct cede__worker *w) {
    int set = atomic_load(&w->epoll);
    if (!set)
        return;
    close(set);
    close(w->wake_event);
    atomic_store(&w->epoll, 0);
}
