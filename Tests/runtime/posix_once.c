/* An initialiser that yields runs once, and tasks of its worker that ask for it wait: pthread_once, call_once, and
 * C++'s static guards. */
#include "test.h"

#include <pthread.h>
#include <threads.h>

static atomic_int runs, is_done;

static void initialise(void) {
    runs++;
    cede_sleep_for(10 * MS);
    cede_yield();
    cede_check();
    is_done = 1;
}

static pthread_once_t once;
static once_flag c11_once;
static uint64_t guard;

extern int __cxa_guard_acquire(uint64_t *);
extern void __cxa_guard_release(uint64_t *);
extern void __cxa_guard_abort(uint64_t *);

static void *by_pthread(void *unused) {
    EXPECT(pthread_once(&once, initialise) == 0);
    EXPECT(is_done);
    return unused;
}

static void *by_c11(void *unused) {
    call_once(&c11_once, initialise);
    EXPECT(is_done);
    return unused;
}

/* The first attempt fails, as if the initialiser had thrown. */
static void *by_guard(void *unused) {
    static atomic_int attempts;
    if (__cxa_guard_acquire(&guard)) {
        if (attempts++ % 2 == 0) {
            cede_sleep_for(5 * MS);
            __cxa_guard_abort(&guard);
            return by_guard(unused);
        }
        initialise();
        __cxa_guard_release(&guard);
    }
    EXPECT(is_done);
    return unused;
}

static void *(*ask)(void *);

static void *everybody(void *unused) {
    cede_task *tasks[6];
    pthread_t threads[2];
    runs = is_done = 0;
    for (int i = 0; i < 6; i++)
        tasks[i] = cede_spawn(ask, NULL);
    for (int i = 0; i < 2; i++)
        EXPECT(pthread_create(&threads[i], NULL, ask, NULL) == 0);
    for (int i = 0; i < 6; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    for (int i = 0; i < 2; i++)
        EXPECT(pthread_join(threads[i], NULL) == 0);
    EXPECT(runs == 1);
    return unused;
}

/* A child process that was forked while another task initialised does so itself. */
static void *fork_in_between(void *unused) {
    int status;
    cede_task *t = cede_spawn(by_pthread, NULL);
    while (!runs)
        cede_yield();
    pid_t child = fork();
    if (child == 0) {
        by_pthread(NULL);
        _exit(runs == 2 ? 0 : 1);
    }
    EXPECT(waitpid(child, &status, 0) == child && status == 0);
    EXPECT(cede_join(t, NULL) == 0);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 2; workers++) {
        once = (pthread_once_t)PTHREAD_ONCE_INIT;
        c11_once = (once_flag)ONCE_FLAG_INIT;
        guard = 0;
        ask = by_pthread;
        run_with(workers, everybody);
        ask = by_c11;
        run_with(workers, everybody);
        ask = by_guard;
        run_with(workers, everybody);
    }
    once = (pthread_once_t)PTHREAD_ONCE_INIT;
    runs = 0;
#ifndef __SANITIZE_THREAD__ /* its own pthread_once does not know fork() */
    run_with(1, fork_in_between);
#else
    (void)fork_in_between;
#endif
    return 0;
}
