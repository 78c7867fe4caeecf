/*
 * posix_io.c - blocking calls on descriptors wait without their worker: `cede cc --blocking=task`.
 *
 * A library that was written for one thread a connection is concurrent when its blocking calls park the task.
 * On a task, outside of no-yield regions, each call here first tries without blocking; if the descriptor is a
 * blocking one it then waits for it in the poller and tries again. So O_NONBLOCK, MSG_DONTWAIT, SO_RCVTIMEO and
 * SO_SNDTIMEO mean what they mean for a thread, and the descriptor's flags stay as they are, since another
 * process may share them (connect() is the exception: nothing else starts it without blocking). A write returns
 * when everything is written, as a blocking one does. Regular files, which are always ready, go to the pool when
 * their bytes are not in memory.
 *
 * What differs from a thread: a signal does not end a wait with EINTR; a cancelled task gets ECANCELED. Calls
 * inside the C library (stdio on a socket) and a no-yield region block the worker as before.
 *
 * This file and posix_pool.c are a library of their own, libcede_blocking.a, linked only if asked for.
 */
#include "posix_wait.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

const char cede_blocking_on_task = 1;

__attribute__((__used__)) static const char *const drawn = &cede__takes_over_pool; /* comes with it */

struct transfer {
    int fd;
    struct msghdr message;
    int flags;
    bool writes;
    bool plain;      /* a call that is not only for sockets */
    bool no_socket;
};

/* Trying. ----------------------------------------------------------------------------------------- */

static ssize_t try_socket(const struct transfer *t) {
    const struct msghdr *m = &t->message;
    int flags = t->flags | MSG_DONTWAIT;
    if (m->msg_iovlen == 1 && !m->msg_name && !m->msg_control)
        return t->writes ? CEDE__REAL(send)(t->fd, m->msg_iov->iov_base, m->msg_iov->iov_len, flags)
                         : CEDE__REAL(recv)(t->fd, m->msg_iov->iov_base, m->msg_iov->iov_len, flags);
    return t->writes ? CEDE__REAL(sendmsg)(t->fd, m, flags)
                     : CEDE__REAL(recvmsg)(t->fd, (struct msghdr *)m, flags);
}

static ssize_t transfer_now(const struct transfer *t) {
    int count = (int)t->message.msg_iovlen;
    return t->writes ? CEDE__REAL(writev)(t->fd, t->message.msg_iov, count)
                     : CEDE__REAL(readv)(t->fd, t->message.msg_iov, count);
}

/* Files, pipes, terminals. Where the kernel cannot try, poll(2) says whether it would block. */
static ssize_t try_plain(const struct transfer *t) {
    int count = (int)t->message.msg_iovlen;
    struct pollfd one = {.fd = t->fd, .events = t->writes ? POLLOUT : POLLIN};
    ssize_t done = t->writes ? pwritev2(t->fd, t->message.msg_iov, count, -1, RWF_NOWAIT)
                             : preadv2(t->fd, t->message.msg_iov, count, -1, RWF_NOWAIT);
    if (done >= 0 || errno != EOPNOTSUPP)
        return done;
    if (CEDE__REAL(poll)(&one, 1, 0) == 1)
        return transfer_now(t);
    errno = EAGAIN;
    return -1;
}

static ssize_t try_once(struct transfer *t) {
    if (!t->no_socket) {
        ssize_t done = try_socket(t);
        if (done >= 0 || errno != ENOTSOCK || !t->plain)
            return done;
        t->no_socket = true;
    }
    return try_plain(t);
}

static void *transfer_on_pool(void *t) {
    ssize_t done = transfer_now(t);
    return (void *)(intptr_t)(done < 0 ? -errno : done);
}

/* Waiting. ---------------------------------------------------------------------------------------- */

static bool is_blocking(int fd) {
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 || !(flags & O_NONBLOCK);
}

/* SO_RCVTIMEO or SO_SNDTIMEO from now on. */
static int64_t time_limit(int fd, bool writes) {
    struct timeval limit;
    socklen_t length = sizeof limit;
    if (getsockopt(fd, SOL_SOCKET, writes ? SO_SNDTIMEO : SO_RCVTIMEO, &limit, &length) != 0 ||
        (limit.tv_sec == 0 && limit.tv_usec == 0))
        return CEDE__NEVER;
    return cede_now() + limit.tv_sec * 1000000000 + limit.tv_usec * 1000;
}

/* One transfer, which may be in part. */
static ssize_t transfer_some(struct transfer *t) {
    int saved_errno = errno;
    int64_t deadline = 0;
    for (;;) {
        ssize_t done = try_once(t);
        void *result;
        int error;
        if (done >= 0) {
            errno = saved_errno;
            return done;
        }
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN || t->flags & MSG_DONTWAIT || !is_blocking(t->fd))
            return -1;
        if (!deadline)
            deadline = t->no_socket ? CEDE__NEVER : time_limit(t->fd, t->writes);
        error = cede__fd_wait(t->fd, t->writes ? POLLOUT : POLLIN, deadline);
        if (error == EPERM) { /* a regular file */
            error = cede_offload(transfer_on_pool, t, &result, CEDE__NEVER);
            if (!error && (intptr_t)result >= 0) {
                errno = saved_errno;
                return (intptr_t)result;
            }
            error = error ? error : -(int)(intptr_t)result;
        }
        if (error) {
            errno = error == ETIMEDOUT ? EAGAIN : error;
            return -1;
        }
    }
}

/* All of it: a write, or a read with MSG_WAITALL. What is left after a part goes piece by piece. */
static ssize_t transfer_all(struct transfer *t) {
    struct msghdr whole = t->message;
    ssize_t total = transfer_some(t);
    size_t before = 0;
    if (total <= 0)
        return total;
    for (size_t i = 0; i < (size_t)whole.msg_iovlen; i++) {
        struct iovec rest = whole.msg_iov[i];
        before += rest.iov_len;
        while ((size_t)total < before) {
            ssize_t done;
            size_t left = before - (size_t)total;
            struct iovec piece = {(char *)rest.iov_base + (rest.iov_len - left), left};
            t->message = (struct msghdr){.msg_iov = &piece, .msg_iovlen = 1};
            done = transfer_some(t);
            if (done <= 0)
                return total;
            total += done;
        }
    }
    return total;
}

static bool is_datagram(int fd) {
    int type = 0;
    socklen_t length = sizeof type;
    return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type != SOCK_STREAM;
}

static ssize_t transfer(struct transfer *t) {
    struct msghdr *m = &t->message;
    ssize_t done;
    if (t->flags & MSG_WAITALL && !t->writes && !is_datagram(t->fd)) {
        t->flags &= ~MSG_WAITALL;
        return transfer_all(t);
    }
    if (!t->writes)
        return transfer_some(t);
    if (m->msg_iovlen == 1) { /* most writes are whole at once, and then nothing more is to be known */
        done = transfer_some(t);
        if (done < 0 || (size_t)done == m->msg_iov->iov_len)
            return done;
        struct iovec rest = {(char *)m->msg_iov->iov_base + done, m->msg_iov->iov_len - (size_t)done};
        ssize_t more;
        *m = (struct msghdr){.msg_iov = &rest, .msg_iovlen = 1};
        more = is_blocking(t->fd) && !(t->flags & MSG_DONTWAIT) ? transfer_all(t) : 0;
        return done + (more > 0 ? more : 0);
    }
    return is_blocking(t->fd) && !(t->flags & MSG_DONTWAIT) ? transfer_all(t) : transfer_some(t);
}

/* Bytes. ------------------------------------------------------------------------------------------ */

ssize_t read(int fd, void *bytes, size_t size) {
    struct iovec piece = {bytes, size};
    struct transfer t = {.fd = fd, .message = {.msg_iov = &piece, .msg_iovlen = 1}, .plain = true};
    return cede__parks() && size ? transfer(&t) : CEDE__REAL(read)(fd, bytes, size);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    struct iovec piece = {(void *)bytes, size};
    struct transfer t = {.fd = fd, .message = {.msg_iov = &piece, .msg_iovlen = 1}, .plain = true, .writes = true};
    return cede__parks() && size ? transfer(&t) : CEDE__REAL(write)(fd, bytes, size);
}

static bool is_sensible(const struct iovec *pieces, int count) {
    return pieces && count > 0 && count <= IOV_MAX && cede__parks();
}

ssize_t readv(int fd, const struct iovec *pieces, int count) {
    struct transfer t = {.fd = fd, .plain = true};
    t.message = (struct msghdr){.msg_iov = (struct iovec *)pieces, .msg_iovlen = (size_t)count};
    return is_sensible(pieces, count) ? transfer(&t) : CEDE__REAL(readv)(fd, pieces, count);
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
    struct transfer t = {.fd = fd, .plain = true, .writes = true};
    t.message = (struct msghdr){.msg_iov = (struct iovec *)pieces, .msg_iovlen = (size_t)count};
    return is_sensible(pieces, count) ? transfer(&t) : CEDE__REAL(writev)(fd, pieces, count);
}

/* Messages. --------------------------------------------------------------------------------------- */

static bool waits(int flags) { return !(flags & (MSG_DONTWAIT | MSG_ERRQUEUE)) && cede__parks(); }

ssize_t recv(int fd, void *bytes, size_t size, int flags) {
    struct iovec piece = {bytes, size};
    struct transfer t = {.fd = fd, .flags = flags, .message = {.msg_iov = &piece, .msg_iovlen = 1}};
    return waits(flags) ? transfer(&t) : CEDE__REAL(recv)(fd, bytes, size, flags);
}

ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    struct iovec piece = {(void *)bytes, size};
    struct transfer t = {.fd = fd, .flags = flags, .message = {.msg_iov = &piece, .msg_iovlen = 1}, .writes = true};
    return waits(flags) ? transfer(&t) : CEDE__REAL(send)(fd, bytes, size, flags);
}

ssize_t recvfrom(int fd, void *restrict bytes, size_t size, int flags, struct sockaddr *restrict from,
                 socklen_t *restrict length) {
    struct iovec piece = {bytes, size};
    struct transfer t = {.fd = fd, .flags = flags, .message = {.msg_iov = &piece, .msg_iovlen = 1}};
    ssize_t done;
    if (!waits(flags))
        return CEDE__REAL(recvfrom)(fd, bytes, size, flags, from, length);
    if (from && length)
        t.message.msg_name = from, t.message.msg_namelen = *length;
    done = transfer(&t);
    if (done >= 0 && from && length)
        *length = t.message.msg_namelen;
    return done;
}

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    struct iovec piece = {(void *)bytes, size};
    struct transfer t = {.fd = fd, .flags = flags, .message = {.msg_iov = &piece, .msg_iovlen = 1}, .writes = true};
    if (!waits(flags))
        return CEDE__REAL(sendto)(fd, bytes, size, flags, to, length);
    t.message.msg_name = (void *)to;
    t.message.msg_namelen = to ? length : 0;
    return transfer(&t);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    struct transfer t = {.fd = fd, .flags = flags, .message = *message};
    ssize_t done;
    if (!waits(flags) || flags & MSG_WAITALL)
        return CEDE__REAL(recvmsg)(fd, message, flags);
    done = transfer(&t);
    if (done >= 0)
        *message = t.message;
    return done;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    struct transfer t = {.fd = fd, .flags = flags, .message = *message, .writes = true};
    return waits(flags) ? transfer(&t) : CEDE__REAL(sendmsg)(fd, message, flags);
}

/* Connections. ------------------------------------------------------------------------------------ */

/* Between the look and the accept another task must not take the connection. */
static int accept_if_any(int fd, struct sockaddr *peer, socklen_t *length, int flags) {
    static uint32_t lock;
    struct pollfd one = {.fd = fd, .events = POLLIN};
    int connection = -1, error = EAGAIN;
    cede__lock(&lock);
    if (CEDE__REAL(poll)(&one, 1, 0) == 1) {
        connection = CEDE__REAL(accept4)(fd, peer, length, flags);
        error = errno;
    }
    cede__unlock(&lock);
    errno = error;
    return connection;
}

int accept4(int fd, struct sockaddr *restrict peer, socklen_t *restrict length, int flags) {
    int64_t deadline = 0;
    int saved_errno = errno;
    if (!cede__parks() || !is_blocking(fd))
        return CEDE__REAL(accept4)(fd, peer, length, flags);
    for (;;) {
        int error, connection = accept_if_any(fd, peer, length, flags);
        if (connection >= 0) {
            errno = saved_errno;
            return connection;
        }
        if (errno != EAGAIN)
            return -1;
        if (!deadline)
            deadline = time_limit(fd, false);
        error = cede__fd_wait(fd, POLLIN, deadline);
        if (error) {
            errno = error == ETIMEDOUT ? EAGAIN : error;
            return -1;
        }
    }
}

int accept(int fd, struct sockaddr *restrict peer, socklen_t *restrict length) {
    return cede__parks() ? accept4(fd, peer, length, 0) : CEDE__REAL(accept)(fd, peer, length);
}

/* The connection's outcome, once the descriptor is writable. EINPROGRESS at the time limit, as the kernel says. */
static int finish_connect(int fd, int64_t deadline) {
    socklen_t length = sizeof(int);
    int outcome = 0, error = cede__fd_wait(fd, POLLOUT, deadline);
    if (error)
        return error == ETIMEDOUT ? EINPROGRESS : error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &outcome, &length) == 0 ? outcome : errno;
}

int connect(int fd, const struct sockaddr *address, socklen_t size) {
    int saved_errno = errno, error, flags;
    int64_t deadline;
    if (!cede__parks() || (flags = fcntl(fd, F_GETFL)) < 0 || flags & O_NONBLOCK)
        return CEDE__REAL(connect)(fd, address, size);
    deadline = time_limit(fd, true);
    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    for (int64_t pause = 100000;; pause *= 2) {
        error = CEDE__REAL(connect)(fd, address, size) == 0 ? 0 : errno;
        if (error != EAGAIN || cede_now() >= deadline)
            break;
        cede_sleep_for(pause < 10000000 ? pause : 10000000); /* the backlog of a Unix socket is full */
    }
    if (error == EINPROGRESS)
        error = finish_connect(fd, deadline);
    fcntl(fd, F_SETFL, flags);
    errno = error ? error : saved_errno;
    return error ? -1 : 0;
}

/* What <bits/socket2.h> and <bits/unistd.h> call instead under _FORTIFY_SOURCE. ------------------- */

void __chk_fail(void) __attribute__((__noreturn__));
ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room);
ssize_t __recv_chk(int fd, void *bytes, size_t size, size_t room, int flags);
ssize_t __recvfrom_chk(int fd, void *restrict bytes, size_t size, size_t room, int flags,
                       struct sockaddr *restrict from, socklen_t *restrict length);

ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room) {
    if (size > room)
        __chk_fail();
    return read(fd, bytes, size);
}

ssize_t __recv_chk(int fd, void *bytes, size_t size, size_t room, int flags) {
    if (size > room)
        __chk_fail();
    return recv(fd, bytes, size, flags);
}

ssize_t __recvfrom_chk(int fd, void *restrict bytes, size_t size, size_t room, int flags,
                       struct sockaddr *restrict from, socklen_t *restrict length) {
    if (size > room)
        __chk_fail();
    return recvfrom(fd, bytes, size, flags, from, length);
}
