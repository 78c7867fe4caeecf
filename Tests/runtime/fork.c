/* fork() from a task, a first task and a plain thread: checks and the runtime work in the child. */
// not under: thread (a child that was forked on a fiber loses the fibers)
#include "test.h"

#include <pthread.h>

static void *hog(void *unused) {
    spin_with_checks(10000 * MS);
    return unused;
}

static int wait_status(pid_t child) {
    int status = -1;
    EXPECT(child > 0 && waitpid(child, &status, 0) == child);
    return status;
}

static void use_runtime_in_child(void) {
    use_the_runtime(10 * MS);
    cede_sleep_for(5 * MS);
    cede_yield();
}

static void *forks_and_exits(void *unused) {
    pid_t child = fork();
    if (child == 0) {
        use_runtime_in_child();
        _exit(33);
    }
    EXPECT(WEXITSTATUS(wait_status(child)) == 33);
    child = fork();
    if (child == 0)
        return NULL; /* the last task of the child returns: the child ends with 0 */
    EXPECT(wait_status(child) == 0);
    return unused;
}

static void *forking_thread(void *unused) {
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 1000; i++)
            cede_check();
        _exit(cede_spawn(add_one, NULL) == NULL ? 34 : 1);
    }
    EXPECT(WEXITSTATUS(wait_status(child)) == 34);
    return unused;
}

static void *program(void *unused) {
    pthread_t thread;
    (void)unused;
    for (int i = 0; i < 6; i++)
        cede_detach(cede_spawn(hog, NULL));
    for (int i = 0; i < 10; i++)
        EXPECT(cede_join(cede_spawn(forks_and_exits, NULL), NULL) == 0);
    EXPECT(pthread_create(&thread, NULL, forking_thread, NULL) == 0);
    EXPECT(pthread_join(thread, NULL) == 0);
    pid_t child = fork();
    if (child == 0) {
        use_runtime_in_child();
        return (void *)35; /* the first task: cede_run returns in the child */
    }
    EXPECT(WEXITSTATUS(wait_status(child)) == 35);
    return NULL;
}

int main(void) {
    cede_options options = {.workers = 2};
    void *result;
    EXPECT(cede_run(&options, program, NULL, &result) == 0);
    return (int)(intptr_t)result;
}
