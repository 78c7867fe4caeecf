/*
 * cede_io.h - sockets, pipes, files and names: calls that block the task and not its worker.
 *
 * Every call that can wait takes an absolute deadline last (CEDE_FOREVER, or 0 to try only). Those that return
 * `int` return 0 or an errno number and hand out results through pointers; those that return `ssize_t` return a
 * count or a negative errno number. None sets errno, none raises SIGPIPE, none ends with EINTR. Besides the
 * system's own errors:
 *     ETIMEDOUT    the deadline passed      ECANCELED    the task was cancelled (cede_cancel)
 *     EBADF        the descriptor is not open, or was closed while this waited
 * After an error of the first two kinds nothing was transferred, except where a call says how much.
 *
 * From a plain thread they block the thread. Any descriptor will do, blocking or not, also one that Cede did not
 * make; its flags stay as they are. One that Cede made is to be closed by cede_close. Two tasks may use a
 * descriptor at once, for instance one reading and one writing; one close ends the waits of all.
 */
#ifndef CEDE_IO_H
#define CEDE_IO_H

#include "cede.h"

#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct addrinfo; /* strict C hides it in <netdb.h> */

/* Bytes. ------------------------------------------------------------------------------------------ */

/* As read(2) and write(2): at least one byte unless size is 0; a read of 0 is the end. A regular file is read on
 * the offload pool. */
ssize_t cede_read(int fd, void *buffer, size_t size, int64_t deadline);
ssize_t cede_write(int fd, const void *buffer, size_t size, int64_t deadline);
ssize_t cede_readv(int fd, const struct iovec *pieces, int count, int64_t deadline);
ssize_t cede_writev(int fd, const struct iovec *pieces, int count, int64_t deadline);

/* Reads until `size` bytes are there or the end; the count, or the error, and then what came before it is lost. */
ssize_t cede_read_all(int fd, void *buffer, size_t size, int64_t deadline);

/* Writes everything. When it fails, *written (may be NULL) says how much the system had taken. */
int cede_write_all(int fd, const void *buffer, size_t size, size_t *written, int64_t deadline);

/* As their namesakes; flags as there. */
ssize_t cede_recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *from, socklen_t *length,
                      int64_t deadline);
ssize_t cede_sendto(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *to,
                    socklen_t length, int64_t deadline);
ssize_t cede_recvmsg(int fd, struct msghdr *message, int flags, int64_t deadline);
ssize_t cede_sendmsg(int fd, const struct msghdr *message, int flags, int64_t deadline);

/* As poll(2): waits until one of the descriptors is ready; `revents` says which. 0 also then, not a count. */
int cede_poll(struct pollfd *fds, size_t count, int64_t deadline);

/* Those who wait on it return EBADF. The number is free again when they have left, which is soon. */
int cede_close(int fd);
int cede_shutdown(int fd, int how);

/* Connections. ------------------------------------------------------------------------------------ */

/* What they make is close-on-exec, and TCP has TCP_NODELAY. `address` is numeric, IPv4 or IPv6, or NULL for all
 * of both; port 0 lets the system choose (cede_local_port). */
int cede_tcp_listen(const char *address, uint16_t port, int *listener);
int cede_unix_listen(const char *path, int *listener); /* the path must not exist */
int cede_udp_bind(const char *address, uint16_t port, int *fd);
int cede_local_port(int fd, uint16_t *port);

/* EMFILE and others as accept(2): the peer stays in the backlog, so free a descriptor or sleep before the next
 * call. peer and length may be NULL. */
int cede_accept(int listener, int *connection, struct sockaddr *peer, socklen_t *length, int64_t deadline);

/* Resolves the host, then tries its addresses in turn. */
int cede_tcp_connect(const char *host, uint16_t port, int *connection, int64_t deadline);
int cede_unix_connect(const char *path, int *connection, int64_t deadline);

/* For everything else: socket(2), connect(2), pipe(2). */
int cede_socket(int domain, int type, int protocol, int *fd);
int cede_connect(int fd, const struct sockaddr *address, socklen_t length, int64_t deadline);
int cede_pipe(int ends[2]);

/*
 * A stdio stream on a socket or pipe, so that fprintf, and whatever takes a FILE *, writes straight into the
 * connection. Modes "r" and "w"; with a `k` ("wk") fclose keeps the descriptor open, so that two streams can
 * share one. *deadline is looked at in every transfer (NULL: none). A stream belongs to one task at a time: it
 * has no lock. NULL and errno as fopen. fclose and fflush return EOF and set errno when bytes were not sent.
 */
FILE *cede_fopen_socket(int fd, const char *mode, const int64_t *deadline);

/* Calls that have no other way than to block a thread. -------------------------------------------- */

/*
 * Runs fn(arg) on a thread of a pool (at most 64; idle ones end) and waits. The deadline and cancellation hold
 * until fn begins; then fn is waited for. EAGAIN: no thread can be made.
 */
int cede_offload(void *(*fn)(void *), void *arg, void **result, int64_t deadline);

/* getaddrinfo(3) on the pool. EHOSTUNREACH: it failed, *code (may be NULL) is its EAI_ number. At the deadline
 * it is abandoned. */
int cede_getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                     struct addrinfo **result, int *code, int64_t deadline);

/* waitpid(2) for one child; *status may be NULL. */
int cede_waitpid(pid_t child, int *status, int64_t deadline);

#ifdef __cplusplus
}
#endif
#endif
