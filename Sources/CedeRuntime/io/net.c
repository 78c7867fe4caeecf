/*
 * net.c - sockets made, connected, accepted; pipes; names.
 *
 * Whatever is made here is non-blocking and close-on-exec from birth and known to descriptor.c, which may then
 * trust its registration until cede_close.
 */
#include "io_internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
};

/* Making. ----------------------------------------------------------------------------------------- */

static int made(int fd, enum cede__kind kind, int *out) {
    int error = cede__descriptor_made(fd, kind);
    if (error)
        close(fd);
    else
        *out = fd;
    return error;
}

int cede_socket(int domain, int type, int protocol, int *fd) {
    int saved_errno = errno, error;
    bool tcp = (domain == AF_INET || domain == AF_INET6) && (type & 0xf) == SOCK_STREAM &&
               (protocol == 0 || protocol == IPPROTO_TCP);
    int made_fd = socket(domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    error = made_fd < 0 ? errno : made(made_fd, tcp ? CEDE__STREAM : CEDE__SOCKET, fd);
    errno = saved_errno;
    return error;
}

int cede_pipe(int ends[2]) {
    int saved_errno = errno, both[2], error;
    if (pipe2(both, O_NONBLOCK | O_CLOEXEC) != 0) {
        error = errno;
        errno = saved_errno;
        return error;
    }
    error = made(both[0], CEDE__PIPE, &ends[0]);
    if (error) {
        close(both[1]);
        return error;
    }
    error = made(both[1], CEDE__PIPE, &ends[1]);
    if (error)
        cede_close(both[0]);
    return error;
}

/* A numeric address, or any. */
static int parse(const char *text, uint16_t port, union address *address, socklen_t *length) {
    memset(address, 0, sizeof *address);
    if (text && inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = htons(port);
        *length = sizeof address->v4;
        return 0;
    }
    address->v6.sin6_family = AF_INET6;
    address->v6.sin6_port = htons(port);
    *length = sizeof address->v6;
    return !text || inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1 ? 0 : EINVAL;
}

static int parse_path(const char *path, union address *address, socklen_t *length) {
    size_t size = strlen(path);
    memset(address, 0, sizeof *address);
    if (size >= sizeof address->local.sun_path)
        return ENAMETOOLONG;
    address->local.sun_family = AF_UNIX;
    memcpy(address->local.sun_path, path, size);
    *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size + 1);
    return 0;
}

/* A socket bound to the address; on failure nothing is left. An address for all of IPv6 serves IPv4 too, and
 * where there is no IPv6 it is that of IPv4. */
static int bound(union address *address, socklen_t length, int type, int *fd) {
    int on = 1, off = 0, made_fd = -1, saved_errno = errno;
    int error = cede_socket(address->any.sa_family, type, 0, &made_fd);
    if (error == EAFNOSUPPORT && address->any.sa_family == AF_INET6 &&
        IN6_IS_ADDR_UNSPECIFIED(&address->v6.sin6_addr)) {
        in_port_t port = address->v6.sin6_port;
        memset(address, 0, sizeof *address);
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = port;
        length = sizeof address->v4;
        error = cede_socket(AF_INET, type, 0, &made_fd);
    }
    if (error)
        return error;
    if (address->any.sa_family == AF_INET6)
        setsockopt(made_fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (type == SOCK_STREAM && address->any.sa_family != AF_UNIX) {
        setsockopt(made_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        setsockopt(made_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* what it accepts inherits this */
    }
    if (bind(made_fd, &address->any, length) != 0 ||
        (type == SOCK_STREAM && listen(made_fd, BACKLOG) != 0)) {
        error = errno;
        cede_close(made_fd);
    } else {
        *fd = made_fd;
    }
    errno = saved_errno;
    return error;
}

int cede_tcp_listen(const char *text, uint16_t port, int *listener) {
    union address address;
    socklen_t length;
    int error = parse(text, port, &address, &length);
    return error ? error : bound(&address, length, SOCK_STREAM, listener);
}

int cede_udp_bind(const char *text, uint16_t port, int *fd) {
    union address address;
    socklen_t length;
    int error = parse(text, port, &address, &length);
    return error ? error : bound(&address, length, SOCK_DGRAM, fd);
}

int cede_unix_listen(const char *path, int *listener) {
    union address address;
    socklen_t length;
    int error = parse_path(path, &address, &length);
    return error ? error : bound(&address, length, SOCK_STREAM, listener);
}

int cede_local_port(int fd, uint16_t *port) {
    union address address;
    socklen_t length = sizeof address;
    int saved_errno = errno, error = 0;
    if (getsockname(fd, &address.any, &length) != 0)
        error = errno;
    else if (address.any.sa_family == AF_INET)
        *port = ntohs(address.v4.sin_port);
    else if (address.any.sa_family == AF_INET6)
        *port = ntohs(address.v6.sin6_port);
    else
        error = EAFNOSUPPORT;
    errno = saved_errno;
    return error;
}

/* What accepted sockets are, from their listener. */
static enum cede__kind kind_of_accepted(struct cede__descriptor *d, int listener) {
    int protocol = 0;
    socklen_t length = sizeof protocol;
    if (d->kind == CEDE__STREAM)
        return CEDE__STREAM;
    if (d->kind == CEDE__ADOPTED && getsockopt(listener, SOL_SOCKET, SO_PROTOCOL, &protocol, &length) == 0 &&
        protocol == IPPROTO_TCP)
        return CEDE__STREAM;
    return CEDE__SOCKET;
}

/* Accepting and connecting. ----------------------------------------------------------------------- */

/* accept(2) and connect(2) have no MSG_DONTWAIT: a blocking descriptor is made non-blocking for the call. */
static int begin_without_blocking(struct cede__descriptor *d, int fd) {
    int flags;
    if (d->kind != CEDE__ADOPTED)
        return O_NONBLOCK;
    cede__descriptor_lock(d);
    flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && !(flags & O_NONBLOCK))
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    return flags;
}

static void end_without_blocking(struct cede__descriptor *d, int fd, bool adopted, int flags) {
    int saved_errno = errno;
    if (flags >= 0 && !(flags & O_NONBLOCK))
        fcntl(fd, F_SETFL, flags);
    if (adopted)
        cede__descriptor_unlock(d);
    errno = saved_errno;
}

static int accept_once(struct cede__descriptor *d, int listener, struct sockaddr *peer, socklen_t *length) {
    bool adopted = d->kind == CEDE__ADOPTED;
    int flags = begin_without_blocking(d, listener);
    int fd = accept4(listener, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    end_without_blocking(d, listener, adopted, flags);
    return fd;
}

static int connect_once(struct cede__descriptor *d, int fd, const struct sockaddr *address, socklen_t length) {
    bool adopted = d->kind == CEDE__ADOPTED;
    int flags = begin_without_blocking(d, fd);
    int result = connect(fd, address, length);
    end_without_blocking(d, fd, adopted, flags);
    return result;
}

static int accept_on(struct cede__descriptor *d, int listener, int *connection, struct sockaddr *peer,
                     socklen_t *length, int64_t deadline) {
    for (;;) {
        int error, fd;
        atomic_fetch_and(&d->ready, ~(uint32_t)CEDE__READABLE);
        fd = accept_once(d, listener, peer, length);
        if (fd >= 0 || errno != EAGAIN)
            atomic_fetch_or(&d->ready, CEDE__READABLE);
        if (fd >= 0)
            return made(fd, kind_of_accepted(d, listener), connection);
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno != EAGAIN)
            return errno;
        error = cede__descriptor_wait(d, listener, CEDE__READABLE, "accept", deadline);
        if (error)
            return error;
    }
}

int cede_accept(int listener, int *connection, struct sockaddr *peer, socklen_t *length, int64_t deadline) {
    int saved_errno = errno, error = 0;
    struct cede__descriptor *d;
    if (cede_cancelled())
        return ECANCELED;
    d = cede__descriptor_enter(listener, &error);
    if (!d)
        return error;
    error = accept_on(d, listener, connection, peer, length, deadline);
    cede__descriptor_leave(d, listener);
    errno = saved_errno;
    return error;
}

static int pending_error(int fd) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

/* A connect that waits is over when the socket is writable, with an error or not. */
static int connect_on(struct cede__descriptor *d, int fd, const struct sockaddr *address, socklen_t length,
                      int64_t deadline) {
    int error;
    atomic_fetch_and(&d->ready, ~(uint32_t)CEDE__WRITABLE);
    if (connect_once(d, fd, address, length) == 0) {
        atomic_fetch_or(&d->ready, CEDE__WRITABLE);
        return 0;
    }
    if (errno != EINPROGRESS && errno != EINTR)
        return errno;
    error = cede__descriptor_wait(d, fd, CEDE__WRITABLE, "connect", deadline);
    return error ? error : pending_error(fd);
}

/* The backlog of a Unix socket is full: nothing tells when it no longer is. */
static int connect_again(struct cede__descriptor *d, int fd, const struct sockaddr *address, socklen_t length,
                         int64_t deadline) {
    int64_t pause = 100000;
    for (;;) {
        int error = connect_on(d, fd, address, length, deadline);
        if (error != EAGAIN || address->sa_family != AF_UNIX)
            return error;
        if (deadline != CEDE__NEVER && cede_now() >= deadline)
            return ETIMEDOUT;
        error = cede_sleep_for(pause);
        if (error)
            return error;
        if (pause < 10000000)
            pause *= 2;
    }
}

int cede_connect(int fd, const struct sockaddr *address, socklen_t length, int64_t deadline) {
    int saved_errno = errno, error = 0;
    struct cede__descriptor *d;
    if (cede_cancelled())
        return ECANCELED;
    d = cede__descriptor_enter(fd, &error);
    if (!d)
        return error;
    error = connect_again(d, fd, address, length, deadline);
    cede__descriptor_leave(d, fd);
    errno = saved_errno;
    return error;
}

static int connected(const struct sockaddr *address, socklen_t length, int64_t deadline, int *connection) {
    int fd, on = 1, saved_errno = errno;
    int error = cede_socket(address->sa_family, SOCK_STREAM, 0, &fd);
    if (error)
        return error;
    if (address->sa_family != AF_UNIX)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    errno = saved_errno;
    error = cede_connect(fd, address, length, deadline);
    if (error)
        cede_close(fd);
    else
        *connection = fd;
    return error;
}

int cede_tcp_connect(const char *host, uint16_t port, int *connection, int64_t deadline) {
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *all;
    union address address;
    socklen_t length;
    int error;
    if (host && parse(host, port, &address, &length) == 0)
        return connected(&address.any, length, deadline, connection);
    error = cede_getaddrinfo(host, NULL, &hints, &all, NULL, deadline);
    if (error)
        return error;
    error = EHOSTUNREACH;
    for (struct addrinfo *one = all; one; one = one->ai_next) {
        if (one->ai_family == AF_INET)
            ((struct sockaddr_in *)(void *)one->ai_addr)->sin_port = htons(port);
        else if (one->ai_family == AF_INET6)
            ((struct sockaddr_in6 *)(void *)one->ai_addr)->sin6_port = htons(port);
        else
            continue;
        error = connected(one->ai_addr, one->ai_addrlen, deadline, connection);
        if (!error || error == ETIMEDOUT || error == ECANCELED)
            break;
    }
    freeaddrinfo(all);
    return error;
}

int cede_unix_connect(const char *path, int *connection, int64_t deadline) {
    union address address;
    socklen_t length;
    int error = parse_path(path, &address, &length);
    return error ? error : connected(&address.any, length, deadline, connection);
}

/* Names and children. ----------------------------------------------------------------------------- */

/* Shared between the call and the pool: who comes last frees it. */
struct lookup {
    _Atomic(int) holders;
    char *node, *service;
    struct addrinfo hints, *result;
    bool has_hints;
    int code;
};

static void release(struct lookup *l) {
    if (atomic_fetch_sub(&l->holders, 1) > 1)
        return;
    if (l->result)
        freeaddrinfo(l->result);
    free(l->node);
    free(l->service);
    free(l);
}

static void look_up(void *argument) {
    struct lookup *l = argument;
    l->code = getaddrinfo(l->node, l->service, l->has_hints ? &l->hints : NULL, &l->result);
    if (l->code)
        l->result = NULL;
}

static void release_lookup(void *argument) { release(argument); }

int cede_getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                     struct addrinfo **result, int *code, int64_t deadline) {
    struct lookup *l = calloc(1, sizeof *l);
    int error = ENOMEM, saved_errno = errno;
    if (!l)
        return ENOMEM;
    atomic_store(&l->holders, 2);
    l->node = node ? strdup(node) : NULL;
    l->service = service ? strdup(service) : NULL;
    if (hints) {
        l->hints = *hints;
        l->has_hints = true;
    }
    cede__uncancellable_begin();
    if ((!node || l->node) && (!service || l->service))
        error = cede__offload_abandonable(look_up, l, release_lookup, deadline);
    else
        release(l);
    cede__uncancellable_end();
    if (!error) {
        if (code)
            *code = l->code;
        if (l->code)
            error = EHOSTUNREACH;
        else
            *result = l->result, l->result = NULL;
    }
    release(l);
    errno = saved_errno;
    return error;
}

/* Before Linux 5.3 nothing tells that a child has ended but the signal, which is the program's. */
static int wait_by_asking(pid_t child, int *status, int64_t deadline) {
    for (int64_t pause = 100000;; pause = pause < 10000000 ? 2 * pause : pause) {
        int64_t now = cede_now(), until = deadline - now < pause ? deadline : now + pause;
        pid_t ended = waitpid(child, status, WNOHANG);
        int error = ended == child ? 0 : ended < 0 ? errno : now >= deadline ? ETIMEDOUT : cede_sleep_until(until);
        if (ended || error)
            return error;
    }
}

/* A pidfd becomes readable when the child ends. */
int cede_waitpid(pid_t child, int *status, int64_t deadline) {
    int saved_errno = errno, error = 0, ignored;
    struct pollfd one = {.events = POLLIN};
    if (child <= 0)
        return EINVAL;
    if (!status)
        status = &ignored;
    cede__uncancellable_begin();
    one.fd = (int)syscall(SYS_pidfd_open, child, 0);
    if (one.fd >= 0) {
        error = cede_poll(&one, 1, deadline);
        if (!error && waitpid(child, status, WNOHANG) != child)
            error = errno;
        close(one.fd);
    } else if (errno == ENOSYS) {
        error = wait_by_asking(child, status, deadline);
    } else {
        error = errno == ESRCH ? ECHILD : errno;
    }
    cede__uncancellable_end();
    errno = saved_errno;
    return error;
}
