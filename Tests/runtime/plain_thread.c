/* Checks, yields and no-yield regions on threads that are no workers, while workers are preempted. */
#include "test.h"

#include <pthread.h>

static atomic_bool stop;

static void *plain(void *unused) {
    errno = 42;
    cede_flag = 1; /* as if somebody had raised it */
    cede_check();
    EXPECT(cede_flag == 0 && errno == 42);
    while (!stop) {
        cede_check();
        EXPECT(cede_flag == 0);
        cede_no_yield_begin();
        cede_check();
        cede_no_yield_end();
        cede_yield();
        EXPECT(cede_self() == NULL && cede_worker() == -1);
    }
    EXPECT(errno == 42);
    return unused;
}

static void *hog(void *unused) {
    spin_with_checks(100 * MS);
    return unused;
}

static void *program(void *unused) {
    pthread_t thread;
    cede_task *tasks[4];
    EXPECT(pthread_create(&thread, NULL, plain, NULL) == 0);
    for (int i = 0; i < 4; i++)
        tasks[i] = cede_spawn(hog, NULL);
    for (int i = 0; i < 4; i++)
        cede_join(tasks[i], NULL);
    stop = true;
    EXPECT(pthread_join(thread, NULL) == 0);
    return unused;
}

int main(void) {
    cede_check();
    cede_check_slow();
    run_with(2, program);
    cede_check();
    return 0;
}
