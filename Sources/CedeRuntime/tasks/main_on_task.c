/*
 * main_on_task.c - runs a program's unchanged main() as a task, for tests.
 *
 * `cede cc` links executables with -Wl,--wrap=main, which makes the start code call __wrap_main and
 * names the program's own main __real_main. Normally the one calls the other and no runtime starts.
 * With CEDE_MAIN=task in the environment, main becomes the first task of a runtime with one worker, the
 * process's main thread, beside a background task that is always runnable. Together with
 * CEDE_YIELD=always every check of the program then switches to the other task and back, and whatever a
 * yield can break (errno, registers, stack layout) breaks in the program's own test suite.
 *
 * The default may be set when linking, and CEDE_MAIN=thread overrides that:
 *     -Wl,--defsym=cede_main_on_task=1
 *
 * This object is in libcede.a only: a shared library's reference to __real_main is not wrapped.
 */
#include "cede.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAIN_STACK = 8 << 20 };

int __wrap_main(int argc, char **argv, char **envp);
extern int __real_main(int, char **, char **) __attribute__((__weak__));
extern char cede_main_on_task[] __attribute__((__weak__));

struct call {
    int argc, status;
    bool returned; /* and did not end by pthread_exit */
    char **argv, **envp;
};

static void *background(void *unused) {
    (void)unused;
    for (;;) {
        errno = ENOTRECOVERABLE; /* a program that sees this value has lost its own */
        cede_yield();
    }
    return NULL;
}

static void *call_main(void *argument) {
    struct call *call = argument;
    cede_detach(cede_spawn(background, NULL));
    call->status = __real_main(call->argc, call->argv, call->envp);
    call->returned = true;
    return NULL;
}

int __wrap_main(int argc, char **argv, char **envp) {
    const cede_options options = {.main_stack = MAIN_STACK, .workers = 1};
    struct call call = {.argc = argc, .argv = argv, .envp = envp};
    const char *choice = getenv("CEDE_MAIN");
    int error;

    if (!choice || !*choice)
        choice = cede_main_on_task ? "task" : "thread";
    if (strcmp(choice, "thread") == 0)
        return __real_main(argc, argv, envp);
    if (strcmp(choice, "task") != 0) {
        fprintf(stderr, "cede: CEDE_MAIN=%s is not understood; write CEDE_MAIN=task\n", choice);
        return 70;
    }
    error = cede_run(&options, call_main, &call, NULL);
    if (error) {
        fprintf(stderr, "cede: main cannot run on a task: %s\n", strerror(error));
        return 70;
    }
    if (!call.returned)
        pthread_exit(NULL);
    return call.status;
}
