/*
 * posix_pool.c - calls that cannot be tried and waited for, with `cede cc --blocking=task`: names, child processes,
 * file locks. They run on the offload pool while the task waits; a child process that is known by its number is
 * waited for through a descriptor instead.
 *
 * Not here: gethostbyname() and others that return memory of the calling thread; locks of fcntl().
 */
#include "posix_wait.h"

#include <errno.h>
#include <netdb.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

CEDE__TAKES_OVER(pool);

/* On the thread of the pool errno is another one, so each call brings its own along. */
static bool on_pool(void *(*fn)(void *), void *call) {
    int error = cede_offload(fn, call, NULL, CEDE__NEVER);
    if (error)
        errno = error;
    return error == 0;
}

/* Names. ------------------------------------------------------------------------------------------ */

struct lookup {
    const char *node, *service;
    const struct addrinfo *hints;
    struct addrinfo *found;
    int code, error;
};

static void *look_up(void *argument) {
    struct lookup *l = argument;
    l->code = CEDE__REAL(getaddrinfo)(l->node, l->service, l->hints, &l->found);
    l->error = errno;
    return NULL;
}

int getaddrinfo(const char *restrict node, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict result) {
    struct lookup l = {.node = node, .service = service, .hints = hints};
    if (!cede__parks() || (hints && hints->ai_flags & AI_NUMERICHOST))
        return CEDE__REAL(getaddrinfo)(node, service, hints, result);
    if (!on_pool(look_up, &l))
        return EAI_SYSTEM;
    if (l.code == 0)
        *result = l.found;
    else if (l.code == EAI_SYSTEM)
        errno = l.error;
    return l.code;
}

/* Child processes. -------------------------------------------------------------------------------- */

struct wait {
    pid_t child;
    int options, status;
    struct rusage usage;
    pid_t result;
    int error;
};

static void *wait_now(void *argument) {
    struct wait *w = argument;
    w->result = CEDE__REAL(wait4)(w->child, &w->status, w->options, &w->usage);
    w->error = errno;
    return NULL;
}

/* Its descriptor is readable when the process has ended; nothing tells when it was stopped. */
static int wait_for_end(pid_t child) {
    int fd = (int)syscall(SYS_pidfd_open, child, 0), error;
    if (fd < 0)
        return errno;
    error = cede__fd_wait(fd, POLLIN, CEDE__NEVER);
    close(fd);
    return error;
}

pid_t wait4(pid_t child, int *status, int options, struct rusage *usage) {
    struct wait w = {.child = child, .options = options};
    if (!cede__parks() || options & WNOHANG)
        return CEDE__REAL(wait4)(child, status, options, usage);
    if (child > 0 && !(options & ~__WALL)) {
        int error = wait_for_end(child);
        if (error == ECANCELED) {
            errno = error;
            return -1;
        }
        if (error == 0)
            return CEDE__REAL(wait4)(child, status, options, usage);
    }
    if (!on_pool(wait_now, &w))
        return -1;
    if (w.result < 0)
        errno = w.error;
    if (w.result > 0 && status)
        *status = w.status;
    if (w.result > 0 && usage)
        *usage = w.usage;
    return w.result;
}

pid_t waitpid(pid_t child, int *status, int options) {
    return cede__parks() ? wait4(child, status, options, NULL) : CEDE__REAL(waitpid)(child, status, options);
}

pid_t wait(int *status) { return cede__parks() ? wait4(-1, status, 0, NULL) : CEDE__REAL(wait)(status); }

/* File locks. ------------------------------------------------------------------------------------- */

struct lock {
    int fd, operation, result, error;
};

static void *lock_now(void *argument) {
    struct lock *l = argument;
    l->result = CEDE__REAL(flock)(l->fd, l->operation);
    l->error = errno;
    return NULL;
}

int flock(int fd, int operation) {
    struct lock l = {.fd = fd, .operation = operation};
    if (!cede__parks() || operation & (LOCK_NB | LOCK_UN))
        return CEDE__REAL(flock)(fd, operation);
    if (!on_pool(lock_now, &l))
        return -1;
    if (l.result < 0)
        errno = l.error;
    return l.result;
}
