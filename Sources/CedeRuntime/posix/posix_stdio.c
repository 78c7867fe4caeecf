/*
 * posix_stdio.c - the program's code that runs while the C library holds a lock of its own.
 *
 * These locks belong to the thread and let it in again, so another task of the worker would not wait but get in,
 * and find a stream's buffer or the list of libraries half changed. Nothing in the C library yields, so it
 * matters only where it calls back, or where the program holds such a lock by name: there a check does not yield.
 *     flockfile ... funlockfile          streams with functions of the program (fopencookie)
 *     dl_iterate_phdr
 * Calls that wait by themselves still do; waiting with a stream locked lets other tasks of the worker use it.
 *
 * Not among them: qsort, bsearch, ftw, scandir, glob and atexit hold nothing when they call back. dlopen is in
 * posix_loader.c.
 *
 * Rejected: waiting in the lot, as for mutexes: printf takes the lock inside the C library and would not see it.
 */
#include "posix.h"

#include <link.h>
#include <stdio.h>
#include <stdlib.h>

CEDE__TAKES_OVER(stdio);

void flockfile(FILE *stream) {
    CEDE__REAL(flockfile)(stream);
    cede_no_yield_begin();
}

int ftrylockfile(FILE *stream) {
    int result = CEDE__REAL(ftrylockfile)(stream);
    if (result == 0)
        cede_no_yield_begin();
    return result;
}

void funlockfile(FILE *stream) {
    CEDE__REAL(funlockfile)(stream);
    cede_no_yield_end();
}

/* A request that came while the library's lock was held is served at the next check, when it has let go. */
static void leave(void) {
    cede_task *task = cede__current();
    if (task && --task->no_yield == 0 && cede__self->pending)
        cede_flag = 1;
}

/* Streams of the program. ------------------------------------------------------------------------- */

struct cookie {
    void *cookie;
    cookie_io_functions_t functions;
};

static ssize_t read_cookie(void *argument, char *bytes, size_t size) {
    struct cookie *c = argument;
    ssize_t result;
    cede_no_yield_begin();
    result = c->functions.read(c->cookie, bytes, size);
    leave();
    return result;
}

static ssize_t write_cookie(void *argument, const char *bytes, size_t size) {
    struct cookie *c = argument;
    ssize_t result;
    cede_no_yield_begin();
    result = c->functions.write(c->cookie, bytes, size);
    leave();
    return result;
}

static int seek_cookie(void *argument, off64_t *offset, int whence) {
    struct cookie *c = argument;
    int result;
    cede_no_yield_begin();
    result = c->functions.seek(c->cookie, offset, whence);
    leave();
    return result;
}

static int close_cookie(void *argument) {
    struct cookie *c = argument;
    int result = 0;
    cede_no_yield_begin();
    if (c->functions.close)
        result = c->functions.close(c->cookie);
    free(c);
    leave();
    return result;
}

/* Functions that the program does not give are not there for the C library either: that means something. */
FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions) {
    cookie_io_functions_t ours = {functions.read ? read_cookie : NULL, functions.write ? write_cookie : NULL,
                                  functions.seek ? seek_cookie : NULL, close_cookie};
    struct cookie *c = malloc(sizeof *c);
    FILE *stream;
    if (!c)
        return NULL;
    *c = (struct cookie){cookie, functions};
    stream = CEDE__REAL(fopencookie)(c, mode, ours);
    if (!stream)
        free(c);
    return stream;
}

/* The loader's list. ------------------------------------------------------------------------------ */

/* A sanitizer asks for the list before it can run code that it watches, such as this. */
#if !defined(CEDE__TSAN) && !defined(CEDE__ASAN)

struct visit {
    int (*fn)(struct dl_phdr_info *, size_t, void *);
    void *argument;
};

static int visit(struct dl_phdr_info *info, size_t size, void *argument) {
    struct visit *v = argument;
    int result;
    cede_no_yield_begin();
    result = v->fn(info, size, v->argument);
    leave();
    return result;
}

int dl_iterate_phdr(int (*fn)(struct dl_phdr_info *, size_t, void *), void *argument) {
    struct visit v = {fn, argument};
    return CEDE__REAL(dl_iterate_phdr)(visit, &v);
}

#endif
