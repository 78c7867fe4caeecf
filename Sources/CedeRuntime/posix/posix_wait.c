/*
 * posix_wait.c - sleeping, and waiting for one of several descriptors.
 *
 * With --blocking=task these park the task. Without it they block the worker, as every blocking call does, but
 * not its timing: the tick (monitor.c) would end them with EINTR while other tasks wait, which code that nobody
 * looked at does not expect. The kernel takes a mask of signals for the length of most of these calls, so
 * blocking the tick costs one system call more. Before the worker is gone for so long, tasks that never ran are
 * offered to the others.
 *
 * The same can't be had for recv() and its kin on a socket with SO_RCVTIMEO: those want --blocking=task.
 */
#include "posix_wait.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <threads.h>
#include <unistd.h>

CEDE__TAKES_OVER(waits);

enum { TICK = SIGURG };

static const sigset_t *without_tick(sigset_t *mask) {
    pthread_sigmask(SIG_BLOCK, NULL, mask);
    sigaddset(mask, TICK);
    if (cede__fresh_any())
        cede__call_lightest(cede__self);
    return mask;
}

static struct timespec timespec_of(int64_t nanoseconds) {
    return (struct timespec){nanoseconds / 1000000000, nanoseconds % 1000000000};
}

static int64_t deadline_in(int64_t nanoseconds) {
    int64_t now = cede_now();
    return nanoseconds < 0 || nanoseconds > CEDE__NEVER - 1 - now ? CEDE__NEVER : now + nanoseconds;
}

static int64_t nanoseconds_of(const struct timespec *t) {
    return t->tv_sec > CEDE__NEVER / 2000000000 ? CEDE__NEVER : (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

static int fail(int error) {
    errno = error;
    return -1;
}

/* Sleeping. --------------------------------------------------------------------------------------- */

/* 0, or EINTR on the thread when a handler of the program ran. */
static int sleep_on_task(int64_t deadline) {
    int saved_errno = errno, error = 0;
    if (cede__parks()) {
        error = cede_sleep_until(deadline);
    } else {
        sigset_t mask;
        int64_t left = deadline - cede_now();
        struct timespec time = timespec_of(left > 0 ? left : 0);
        if (ppoll(NULL, 0, &time, without_tick(&mask)) < 0)
            error = errno;
    }
    errno = saved_errno;
    return error;
}

/* As clock_nanosleep: an error number. */
static int nap(int64_t deadline, struct timespec *left) {
    int error = sleep_on_task(deadline);
    if (error && left) {
        int64_t now = cede_now();
        *left = timespec_of(deadline > now ? deadline - now : 0);
    }
    return error;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left) {
    bool is_known = clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC;
    if (!cede__current() || !is_known || !cede__timespec_is_valid(time) || time->tv_sec < 0)
        return CEDE__REAL(clock_nanosleep)(clock, flags, time, left);
    if (flags & TIMER_ABSTIME)
        return nap(cede__deadline_of(clock, time), NULL);
    return nap(deadline_in(nanoseconds_of(time)), left);
}

int nanosleep(const struct timespec *time, struct timespec *left) {
    int error;
    if (!cede__current() || !cede__timespec_is_valid(time) || time->tv_sec < 0)
        return CEDE__REAL(nanosleep)(time, left);
    error = nap(deadline_in(nanoseconds_of(time)), left);
    return error ? fail(error) : 0;
}

int usleep(useconds_t microseconds) {
    struct timespec time = timespec_of((int64_t)microseconds * 1000);
    return nanosleep(&time, NULL);
}

unsigned sleep(unsigned seconds) {
    struct timespec left = {seconds, 0};
    int saved_errno = errno;
    if (!cede__current())
        return CEDE__REAL(sleep)(seconds);
    if (nanosleep(&left, &left) == 0)
        return 0;
    errno = saved_errno;
    return (unsigned)left.tv_sec;
}

int thrd_sleep(const struct timespec *time, struct timespec *left) {
    int error = clock_nanosleep(CLOCK_REALTIME, 0, time, left);
    return error == 0 ? 0 : error == EINTR ? -1 : -2;
}

/* Several descriptors. ---------------------------------------------------------------------------- */

static int count_ready(const struct pollfd *fds, nfds_t count) {
    int ready = 0;
    for (nfds_t i = 0; i < count; i++)
        ready += fds[i].revents != 0;
    return ready;
}

static int poll_on_task(struct pollfd *fds, nfds_t count, int64_t timeout) {
    struct timespec time = timespec_of(timeout);
    sigset_t mask;
    int error;
    if (!cede__parks())
        return CEDE__REAL(ppoll)(fds, count, timeout < 0 ? NULL : &time, without_tick(&mask));
    error = cede_poll(fds, count, deadline_in(timeout));
    return error == 0 ? count_ready(fds, count) : error == ETIMEDOUT ? 0 : fail(error);
}

int poll(struct pollfd *fds, nfds_t count, int timeout) {
    if (timeout == 0 || !cede__current())
        return CEDE__REAL(poll)(fds, count, timeout);
    return poll_on_task(fds, count, timeout < 0 ? -1 : (int64_t)timeout * 1000000);
}

/* With a mask of the program's own it is the program that waits for signals: on the thread. */
int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
    if (mask || !cede__current() || (timeout && (!cede__timespec_is_valid(timeout) || nanoseconds_of(timeout) <= 0)))
        return CEDE__REAL(ppoll)(fds, count, timeout, mask);
    return poll_on_task(fds, count, timeout ? nanoseconds_of(timeout) : -1);
}

/* The sets as descriptors to poll; returns their number. */
static nfds_t gather(struct pollfd *fds, int count, const fd_set *in, const fd_set *out, const fd_set *urgent) {
    nfds_t used = 0;
    for (int fd = 0; fd < count; fd++) {
        short events = (in && FD_ISSET(fd, in) ? POLLIN : 0) | (out && FD_ISSET(fd, out) ? POLLOUT : 0) |
                       (urgent && FD_ISSET(fd, urgent) ? POLLPRI : 0);
        if (events)
            fds[used++] = (struct pollfd){.fd = fd, .events = events};
    }
    return used;
}

/* Waits, then lets the system fill the sets. */
static int select_on_task(int count, fd_set *in, fd_set *out, fd_set *urgent, int64_t timeout) {
    struct timeval now = {0, 0};
    struct pollfd few[16], *fds = few;
    nfds_t used;
    int result;
    if (count > 16 && !(fds = malloc((size_t)count * sizeof *fds)))
        return fail(ENOMEM);
    used = gather(fds, count, in, out, urgent);
    result = poll_on_task(fds, used, timeout);
    if (fds != few)
        free(fds);
    return result < 0 ? result : CEDE__REAL(select)(count, in, out, urgent, &now);
}

int select(int count, fd_set *restrict in, fd_set *restrict out, fd_set *restrict urgent,
           struct timeval *restrict timeout) {
    int64_t end = CEDE__NEVER;
    int result;
    if (!cede__current() || count < 0 || count > FD_SETSIZE ||
        (timeout && (timeout->tv_sec < 0 || timeout->tv_usec < 0 || (!timeout->tv_sec && !timeout->tv_usec))))
        return CEDE__REAL(select)(count, in, out, urgent, timeout);
    if (timeout) {
        struct timespec time = {timeout->tv_sec, timeout->tv_usec * 1000};
        end = deadline_in(nanoseconds_of(&time));
    }
    result = select_on_task(count, in, out, urgent, end == CEDE__NEVER ? -1 : end - cede_now());
    if (timeout) { /* Linux leaves there what was not slept */
        int64_t now = cede_now(), left = end > now ? end - now : 0;
        *timeout = (struct timeval){left / 1000000000, left % 1000000000 / 1000};
    }
    return result;
}

int pselect(int count, fd_set *restrict in, fd_set *restrict out, fd_set *restrict urgent,
            const struct timespec *restrict timeout, const sigset_t *restrict mask) {
    if (mask || !cede__current() || count < 0 || count > FD_SETSIZE ||
        (timeout && (!cede__timespec_is_valid(timeout) || nanoseconds_of(timeout) <= 0)))
        return CEDE__REAL(pselect)(count, in, out, urgent, timeout, mask);
    return select_on_task(count, in, out, urgent, timeout ? nanoseconds_of(timeout) : -1);
}

int epoll_wait(int set, struct epoll_event *events, int most, int timeout) {
    int64_t deadline;
    int ready, error = 0;
    sigset_t mask;
    if (timeout == 0 || !cede__current())
        return CEDE__REAL(epoll_wait)(set, events, most, timeout);
    if (!cede__parks())
        return CEDE__REAL(epoll_pwait)(set, events, most, timeout, without_tick(&mask));
    deadline = deadline_in(timeout < 0 ? -1 : (int64_t)timeout * 1000000);
    while ((ready = CEDE__REAL(epoll_wait)(set, events, most, 0)) == 0 && !error)
        error = cede__fd_wait(set, POLLIN, deadline);
    return ready || error == ETIMEDOUT ? ready : fail(error);
}

int epoll_pwait(int set, struct epoll_event *events, int most, int timeout, const sigset_t *mask) {
    if (mask)
        return CEDE__REAL(epoll_pwait)(set, events, most, timeout, mask);
    return epoll_wait(set, events, most, timeout);
}

/* What <bits/poll2.h> calls instead under _FORTIFY_SOURCE. */

void __chk_fail(void) __attribute__((__noreturn__));
int __poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t room);
int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t room);

int __poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t room) {
    if (room / sizeof *fds < count)
        __chk_fail();
    return poll(fds, count, timeout);
}

int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t room) {
    if (room / sizeof *fds < count)
        __chk_fail();
    return ppoll(fds, count, timeout, mask);
}
