/*
 * io.c - reading, writing, and waiting for several descriptors.
 *
 * All transfers are one loop: try without blocking; on EAGAIN wait for the descriptor (descriptor.c); again.
 * What "without blocking" means depends on the descriptor: MSG_DONTWAIT for sockets, nothing for pipes made here
 * (they are non-blocking), and for anything else a poll(2) before, with writes of at most PIPE_BUF bytes, which
 * fit when a pipe says that it is writable. So the descriptor's own flags, which it may share with another
 * process, are never changed.
 */
#include "io_internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct transfer {
    int fd;
    struct msghdr message;
    int flags;
    bool writes, datagram;           /* datagram: a call that only sockets know */
};

static size_t size_of(const struct iovec *pieces, size_t count) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pieces[i].iov_len;
    return size;
}

/* Trying. ----------------------------------------------------------------------------------------- */

static ssize_t try_socket(struct transfer *t) {
    struct iovec *one = t->message.msg_iov;
    int flags = t->flags | MSG_DONTWAIT | (t->writes ? MSG_NOSIGNAL : 0);
    if (!t->datagram && t->message.msg_iovlen == 1) /* the usual case, cheaper in the kernel */
        return t->writes ? send(t->fd, one->iov_base, one->iov_len, flags)
                         : recv(t->fd, one->iov_base, one->iov_len, flags);
    return t->writes ? sendmsg(t->fd, &t->message, flags) : recvmsg(t->fd, &t->message, flags);
}

/* A pipe without readers raises SIGPIPE: kept from the program, and taken back. */
static ssize_t write_quietly(struct transfer *t, const struct iovec *pieces, int count) {
    sigset_t pipe_signal, old, pending;
    ssize_t written;
    int error;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &old);
    written = writev(t->fd, pieces, count);
    error = errno;
    if (written < 0 && error == EPIPE && !sigismember(&pending, SIGPIPE)) {
        struct timespec zero = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &zero) < 0 && errno == EINTR)
            ;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return written;
}

static ssize_t try_plain(struct transfer *t) {
    struct iovec *pieces = t->message.msg_iov;
    int count = (int)t->message.msg_iovlen;
    return t->writes ? write_quietly(t, pieces, count) : readv(t->fd, pieces, count);
}

/* The descriptor is locked: what poll(2) saw is still there. */
static ssize_t try_after_poll(struct transfer *t) {
    struct pollfd one = {.fd = t->fd, .events = t->writes ? POLLOUT : POLLIN};
    struct iovec piece;
    if (poll(&one, 1, 0) != 1) {
        errno = EAGAIN;
        return -1;
    }
    if (!t->writes || size_of(t->message.msg_iov, t->message.msg_iovlen) <= PIPE_BUF)
        return try_plain(t);
    piece = t->message.msg_iov[0];
    for (size_t i = 0; !piece.iov_len; i++)
        piece = t->message.msg_iov[i];
    if (piece.iov_len > PIPE_BUF)
        piece.iov_len = PIPE_BUF;
    return write_quietly(t, &piece, 1);
}

static void *try_on_pool(void *argument) {
    struct transfer *t = argument;
    ssize_t count = try_plain(t);
    return (void *)(intptr_t)(count < 0 ? -errno : count);
}

static ssize_t transfer_file(struct transfer *t, int64_t deadline) {
    void *count;
    int error = cede_offload(try_on_pool, t, &count, deadline);
    return error ? -error : (intptr_t)count;
}

static bool is_file(int fd) {
    struct stat s;
    return fstat(fd, &s) == 0 && (S_ISREG(s.st_mode) || S_ISBLK(s.st_mode));
}

static ssize_t attempt(struct transfer *t, struct cede__descriptor *d) {
    ssize_t count;
    if (d->kind == CEDE__PIPE)
        return try_plain(t);
    count = try_socket(t);
    if (count < 0 && errno == ENOTSOCK && !t->datagram) {
        cede__descriptor_lock(d);
        count = try_after_poll(t);
        cede__descriptor_unlock(d);
    }
    return count;
}

/* The loop. --------------------------------------------------------------------------------------- */

/* Whether the descriptor may have more at once, after `count` of `size` bytes. */
static bool may_have_more(struct cede__descriptor *d, struct transfer *t, ssize_t count, size_t size) {
    return d->kind != CEDE__STREAM || t->writes || count == 0 || (size_t)count == size || t->flags & MSG_PEEK;
}

static ssize_t loop(struct transfer *t, struct cede__descriptor *d, int64_t deadline) {
    uint32_t ready = t->writes ? CEDE__WRITABLE : CEDE__READABLE;
    size_t size = size_of(t->message.msg_iov, t->message.msg_iovlen);
    bool clear = !t->writes; /* a write mostly finds room, so it tries with the bit set first: two locked instructions less */
    for (;;) {
        int error;
        uint32_t now = atomic_load_explicit(&d->ready, memory_order_acquire);
        if (now & (ready | CEDE__ENDING)) {
            ssize_t count;
            if (now & ready && clear)
                atomic_fetch_and(&d->ready, ~ready);
            count = attempt(t, d);
            if (count < 0 && errno == EAGAIN && !clear) {
                clear = true;
                continue;
            }
            if (clear && (count >= 0 ? may_have_more(d, t, count, size) : errno != EAGAIN))
                atomic_fetch_or(&d->ready, ready);
            if (count >= 0)
                return count;
            if (errno == EINTR)
                continue;
            if (errno != EAGAIN)
                return -errno;
        }
        error = cede__descriptor_wait(d, t->fd, ready, t->writes ? "write" : "read", deadline);
        if (error)
            return -error;
    }
}

static ssize_t transfer(struct transfer *t, int64_t deadline) {
    int error = 0, saved_errno = errno;
    ssize_t count;
    struct cede__descriptor *d;
    if (cede_cancelled())
        return -ECANCELED;
    d = cede__descriptor_enter(t->fd, &error);
    if (!d)
        return -error;
    if (d->kind == CEDE__ADOPTED && !t->datagram && is_file(t->fd)) {
        count = transfer_file(t, deadline);
    } else {
        if (d->kind == CEDE__ADOPTED)
            atomic_fetch_or(&d->ready, CEDE__READABLE | CEDE__WRITABLE);
        count = loop(t, d, deadline);
    }
    cede__descriptor_leave(d, t->fd);
    errno = saved_errno;
    return count;
}

static ssize_t transfer_pieces(int fd, const struct iovec *pieces, int count, bool writes, int64_t deadline) {
    struct transfer t = {.fd = fd,
                         .message = {.msg_iov = (struct iovec *)pieces, .msg_iovlen = (size_t)count},
                         .writes = writes};
    return count < 0 || count > IOV_MAX ? -EINVAL : transfer(&t, deadline);
}

ssize_t cede_readv(int fd, const struct iovec *pieces, int count, int64_t deadline) {
    return transfer_pieces(fd, pieces, count, false, deadline);
}

ssize_t cede_writev(int fd, const struct iovec *pieces, int count, int64_t deadline) {
    return transfer_pieces(fd, pieces, count, true, deadline);
}

ssize_t cede_read(int fd, void *buffer, size_t size, int64_t deadline) {
    struct iovec piece = {buffer, size};
    return transfer_pieces(fd, &piece, 1, false, deadline);
}

ssize_t cede_write(int fd, const void *buffer, size_t size, int64_t deadline) {
    struct iovec piece = {(void *)buffer, size};
    return transfer_pieces(fd, &piece, 1, true, deadline);
}

ssize_t cede_recvmsg(int fd, struct msghdr *message, int flags, int64_t deadline) {
    struct transfer t = {.fd = fd, .message = *message, .flags = flags, .datagram = true};
    ssize_t count = transfer(&t, deadline);
    message->msg_namelen = t.message.msg_namelen;
    message->msg_controllen = t.message.msg_controllen;
    message->msg_flags = t.message.msg_flags;
    return count;
}

ssize_t cede_sendmsg(int fd, const struct msghdr *message, int flags, int64_t deadline) {
    struct transfer t = {.fd = fd, .message = *message, .flags = flags, .writes = true, .datagram = true};
    return transfer(&t, deadline);
}

ssize_t cede_recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *from, socklen_t *length,
                      int64_t deadline) {
    struct iovec piece = {buffer, size};
    struct msghdr message = {
        .msg_name = from, .msg_namelen = from && length ? *length : 0, .msg_iov = &piece, .msg_iovlen = 1};
    ssize_t count = cede_recvmsg(fd, &message, flags, deadline);
    if (count >= 0 && from && length)
        *length = message.msg_namelen;
    return count;
}

ssize_t cede_sendto(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *to,
                    socklen_t length, int64_t deadline) {
    struct iovec piece = {(void *)buffer, size};
    struct msghdr message = {
        .msg_name = (void *)to, .msg_namelen = to ? length : 0, .msg_iov = &piece, .msg_iovlen = 1};
    return cede_sendmsg(fd, &message, flags, deadline);
}

ssize_t cede_read_all(int fd, void *buffer, size_t size, int64_t deadline) {
    size_t have = 0;
    while (have < size) {
        ssize_t count = cede_read(fd, (char *)buffer + have, size - have, deadline);
        if (count < 0)
            return count;
        if (count == 0)
            break;
        have += (size_t)count;
    }
    return (ssize_t)have;
}

int cede_write_all(int fd, const void *buffer, size_t size, size_t *written, int64_t deadline) {
    size_t done = 0;
    int error = 0;
    while (done < size && !error) {
        ssize_t count = cede_write(fd, (const char *)buffer + done, size - done, deadline);
        if (count < 0)
            error = (int)-count;
        else
            done += (size_t)count;
    }
    if (written)
        *written = done;
    return error;
}

int cede_shutdown(int fd, int how) {
    int error = 0, saved_errno = errno;
    struct cede__descriptor *d = cede__descriptor_enter(fd, &error);
    if (!d)
        return error;
    if (shutdown(fd, how) != 0)
        error = errno;
    cede__descriptor_leave(d, fd);
    errno = saved_errno;
    return error;
}

/* Several descriptors: a waiter in the list of each, all with one parker. poll(2) is asked once more after all
 * are entered, so an event between its first answer and the wait is not lost. -------------------------- */

struct watch {
    struct cede__descriptor *d;
    struct cede__waiter waiter[2];   /* reading, writing */
};

static void unwatch(struct watch *watches, struct pollfd *fds, size_t count) {
    while (count--) {
        if (!watches[count].d)
            continue;
        cede__descriptor_unwatch(watches[count].d, CEDE__READABLE, &watches[count].waiter[0]);
        cede__descriptor_unwatch(watches[count].d, CEDE__WRITABLE, &watches[count].waiter[1]);
        cede__descriptor_leave(watches[count].d, fds[count].fd);
    }
}

static int watch_one(struct watch *w, struct pollfd *p, struct cede__parker *me) {
    int error = 0;
    *w = (struct watch){.d = NULL};
    if (p->fd < 0)
        return 0;
    w->d = cede__descriptor_enter(p->fd, &error);
    if (!w->d)
        return error;
    w->waiter[0].parker = w->waiter[1].parker = me;
    if (p->events & (POLLIN | POLLPRI | POLLRDHUP) || !(p->events & POLLOUT))
        error = cede__descriptor_watch(w->d, p->fd, CEDE__READABLE, &w->waiter[0]);
    if (!error && p->events & POLLOUT)
        error = cede__descriptor_watch(w->d, p->fd, CEDE__WRITABLE, &w->waiter[1]);
    return error;
}

/* How many are ready now, or a negative error. A signal ends poll(2) though it does not wait, the tick's too. */
static int look(struct pollfd *fds, size_t count) {
    int ready;
    do
        ready = poll(fds, count, 0);
    while (ready < 0 && errno == EINTR);
    return ready < 0 ? -errno : ready;
}

/* Waits once; whether anything is ready is the caller's to see. */
static int wait_once(struct watch *watches, struct pollfd *fds, size_t count, int64_t deadline) {
    struct cede__parker *me = cede__park_prepare("poll", fds, true);
    int error = 0;
    size_t entered = 0;
    while (entered < count && !error)
        error = watch_one(&watches[entered], &fds[entered], me), entered++;
    if (error || look(fds, count) != 0)
        cede__park_abandon(me);
    else
        error = cede__park(me, deadline);
    unwatch(watches, fds, entered);
    return cede__descriptors_scarce(error) ? cede__descriptor_pause(deadline) : error;
}

int cede__fd_wait(int fd, short events, int64_t deadline) {
    struct pollfd one = {.fd = fd, .events = events};
    struct watch watch;
    int error = 0, saved_errno = errno;
    struct cede__descriptor *d = cede__descriptor_enter(fd, &error);
    if (!d)
        return error;
    cede__descriptor_distrust(d);
    error = wait_once(&watch, &one, 1, deadline);
    cede__descriptor_leave(d, fd);
    errno = saved_errno;
    return error;
}

static int poll_on_thread(struct pollfd *fds, size_t count, int64_t deadline) {
    int ready;
    do {
        int64_t left = deadline == CEDE__NEVER ? 0 : deadline <= 0 ? 0 : deadline - cede_now();
        struct timespec time = {left > 0 ? left / 1000000000 : 0, left > 0 ? left % 1000000000 : 0};
        ready = ppoll(fds, count, deadline == CEDE__NEVER ? NULL : &time, NULL);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 ? 0 : ready < 0 ? errno : ETIMEDOUT;
}

int cede_poll(struct pollfd *fds, size_t count, int64_t deadline) {
    struct watch few[4], *watches = few;
    int error = 0, ready, saved_errno = errno;
    if (cede_cancelled())
        return ECANCELED;
    if (!cede__self) {
        error = poll_on_thread(fds, count, deadline);
        errno = saved_errno;
        return error;
    }
    ready = look(fds, count);
    if (ready == 0) {
        if (count > sizeof few / sizeof *few && !(watches = malloc(count * sizeof *watches)))
            return ENOMEM;
        do
            error = wait_once(watches, fds, count, deadline);
        while (!error && (ready = look(fds, count)) == 0);
        if (error == ETIMEDOUT && (ready = look(fds, count)) > 0)
            error = 0;
        if (watches != few)
            free(watches);
    }
    errno = saved_errno;
    return error ? error : ready < 0 ? -ready : 0;
}
