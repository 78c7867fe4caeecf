/* exit() on a task: its handlers check, yield and wait beside the tasks that are alive, and run to their end; the status is
 * that of who called first. */
#include "test.h"

#include <err.h>
#include <error.h>
#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool holds, let_go;
static int handled;
static cede_options options = {.workers = 2};

static void *holder(void *unused) {
    pthread_mutex_lock(&mutex);
    holds = true;
    while (!let_go)
        cede_yield();
    pthread_mutex_unlock(&mutex);
    return unused;
}

/* Whatever ordinary code does, with others alive that have what it needs. */
static void handler(void) {
    use_the_runtime(5 * MS);
    let_go = true;
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    EXPECT(cede_sleep_for(20 * MS) == 0);
    handled++;
    dprintf(STDOUT_FILENO, "handled\n");
}

static void *hog(void *unused) {
    for (;;)
        spin_with_checks(MS);
    return unused;
}

static void *exits(void *status) {
    exit((int)(intptr_t)status);
    return NULL;
}

static void *with_others(void *unused) {
    cede_detach(cede_spawn(hog, NULL));
    cede_detach(cede_spawn(holder, NULL));
    while (!holds)
        cede_sleep_for(MS);
    return unused;
}

static void *exits_by_err(void *status) {
    errno = ENOENT;
    err((int)(intptr_t)status, "%d", 1);
}

static void *exits_by_errx(void *status) { errx((int)(intptr_t)status, "%d", 1); }

static void *exits_by_error(void *status) {
    fputs("before ", stdout);
    error(0, 0, "goes on");
    error((int)(intptr_t)status, ENOENT, "%d", 1);
    return NULL;
}

/* The first task returns while the handler runs. */
static void *(*way_out)(void *) = exits;
static void *first_returns(void *unused) {
    with_others(NULL);
    cede_detach(cede_spawn(way_out, (void *)3));
    while (!let_go)
        cede_sleep_for(MS);
    return unused;
}

/* A second one calls while the first one's handler runs. */
static void *twice(void *unused) {
    first_returns(NULL);
    exit(4);
    return unused;
}

static void *on_first(void *unused) {
    with_others(NULL);
    exit(3);
    return unused;
}

static void *exits_on_thread(void *unused) {
    exit(3);
    return unused;
}

static void *on_thread(void *unused) {
    pthread_t thread;
    with_others(NULL);
    pthread_create(&thread, NULL, exits_on_thread, NULL);
    for (;;)
        cede_sleep_for(MS);
    return unused;
}

static void *(*program)(void *);
static void run(void) {
    atexit(handler);
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
}

/* The runtime is gone, and tasks were abandoned. */
static void checks(void) {
    spin_with_checks(5 * MS);
    EXPECT(!cede_self() && !cede_spawn(add_one, NULL));
    dprintf(STDOUT_FILENO, "handled\n");
}

static void run_then_exit(void) {
    atexit(checks);
    EXPECT(cede_run(&options, with_others, NULL, NULL) == 0);
    exit(3);
}

/* `said` has a %s for each place where the program names itself. */
static void expect_said(void (*fn)(void), const char *what, const char *said, const char *name) {
    char text[4096];
    struct outcome o = in_child(fn);
    fprintf(stderr, "%s, %u worker(s): status %x\n", what, options.workers, o.status);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 3);
    snprintf(text, sizeof text, said, name, name);
    EXPECT(strcmp(o.text, text) == 0);
}

static void expect_handled(void (*fn)(void), const char *what) { expect_said(fn, what, "handled\n", ""); }

int main(void) {
    for (options.workers = 1; options.workers <= 2; options.workers++) {
        for (options.yield_always = 0; options.yield_always <= 1; options.yield_always++) {
            program = first_returns, expect_handled(run, "the first task returns");
            program = twice, expect_handled(run, "two call");
            program = on_first, expect_handled(run, "the first task calls");
            program = on_thread, expect_handled(run, "a thread calls");
            expect_handled(run_then_exit, "after cede_run");
            program = first_returns;
            way_out = exits_by_err;
            expect_said(run, "err", "%s: 1: No such file or directory\nhandled\n", program_invocation_short_name);
            way_out = exits_by_errx;
            expect_said(run, "errx", "%s: 1\nhandled\n", program_invocation_short_name);
            way_out = exits_by_error;
            expect_said(run, "error", "before %s: goes on\n%s: 1: No such file or directory\nhandled\n",
                        program_invocation_name);
            way_out = exits;
        }
    }
    return 0;
}
