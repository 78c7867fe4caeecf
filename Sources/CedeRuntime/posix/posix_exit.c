/*
 * posix_exit.c - exit() on a task.
 *
 * Handlers (atexit, C++'s static destructors) are the program's code, so they may yield or wait, and the other tasks
 * run meanwhile, as threads would. From then on the process has only one way to end: a second exit() waits, and when
 * the first task returns the workers go on, or they would leave the handlers half run and the status unsaid.
 *
 * The C library's own calls of exit() are not seen. So err, error and their kin are here too: its functions for the message,
 * and then our exit(). What is left are error_at_line (which at times neither writes nor ends), argp's for --help and mistakes
 * in the arguments, and the end of the last thread, which is no task.
 */
#include "posix.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

CEDE__TAKES_OVER(exit);

/* A handler may call it again. */
static void be_the_first(void) {
    cede_task *task = cede__current(), *none = NULL;
    if (task && !atomic_compare_exchange_strong(&cede__sched.exiting, &none, task) && none != task)
        cede__park(cede__park_prepare("exit", NULL, false), CEDE__NEVER);
}

void exit(int status) {
    be_the_first();
    ((void (*)(int))cede__real("exit"))(status);
    __builtin_unreachable();
}

void quick_exit(int status) {
    be_the_first();
    ((void (*)(int))cede__real("quick_exit"))(status);
    __builtin_unreachable();
}

void verr(int status, const char *format, va_list arguments) {
    vwarn(format, arguments);
    exit(status);
}

void verrx(int status, const char *format, va_list arguments) {
    vwarnx(format, arguments);
    exit(status);
}

void err(int status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    verr(status, format, arguments);
}

void errx(int status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    verrx(status, format, arguments);
}

/* Not by <error.h>, where it is inline. */
void error(int status, int number, const char *format, ...) __attribute__((__format__(__printf__, 3, 4)));
void error(int status, int number, const char *format, ...) {
    va_list arguments;
    char *text;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    CEDE__REAL(error)(0, number, "%s", text ? text : format);
    free(text);
    if (status)
        exit(status);
}
