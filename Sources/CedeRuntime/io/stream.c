/*
 * stream.c - a FILE * on a connection.
 *
 * fopencookie puts cede_read and cede_write_all under stdio, so a serialiser that takes a FILE * writes into the
 * connection and its task waits when the peer is slow. The stream has no lock (__fsetlocking): stdio's lock
 * belongs to the OS thread, and a task that waits in a write would leave it to the other tasks of its worker,
 * for which it is recursive.
 */
#include "io_internal.h"

#include <errno.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

struct stream {
    int fd;
    bool keep;
    const int64_t *deadline;
};

static int64_t deadline_of(const struct stream *s) { return s->deadline ? *s->deadline : CEDE__NEVER; }

static ssize_t stream_read(void *cookie, char *buffer, size_t size) {
    struct stream *s = cookie;
    ssize_t count = cede_read(s->fd, buffer, size, deadline_of(s));
    if (count >= 0)
        return count;
    errno = (int)-count;
    return -1;
}

/* stdio takes 0 for a failure. */
static ssize_t stream_write(void *cookie, const char *buffer, size_t size) {
    struct stream *s = cookie;
    int error = cede_write_all(s->fd, buffer, size, NULL, deadline_of(s));
    if (!error)
        return (ssize_t)size;
    errno = error;
    return 0;
}

static int stream_close(void *cookie) {
    struct stream *s = cookie;
    int error = s->keep ? 0 : cede_close(s->fd);
    free(s);
    if (!error)
        return 0;
    errno = error;
    return -1;
}

FILE *cede_fopen_socket(int fd, const char *mode, const int64_t *deadline) {
    cookie_io_functions_t calls = {.read = stream_read, .write = stream_write, .close = stream_close};
    bool keep = mode[0] && mode[1] == 'k';
    const char pure[2] = {mode[0], '\0'};
    struct stream *s;
    FILE *file;
    if ((mode[0] != 'r' && mode[0] != 'w') || (mode[1] && strcmp(mode + 1, "k") != 0)) {
        errno = EINVAL;
        return NULL;
    }
    s = malloc(sizeof *s);
    if (!s)
        return NULL;
    *s = (struct stream){fd, keep, deadline};
    file = fopencookie(s, pure, calls);
    if (file)
        __fsetlocking(file, FSETLOCKING_BYCALLER);
    else
        free(s);
    return file;
}
