/* A worker that is stuck in a call without checks holds up the start of tasks on the others once, not for each of them. */
#include "test.h"

enum { TASKS = 300 };

static atomic_bool stuck, stop;
static atomic_int started;

static void *no_check(void *unused) {
    stuck = true;
    while (!stop)
        ;
    return unused;
}

static void *starts(void *unused) {
    started++;
    return unused;
}

/* The workers that are left always have something else to run, too. */
static void *yields(void *unused) {
    while (!stop)
        cede_yield();
    return unused;
}

static void *program(void *unused) {
    cede_task *tasks[TASKS], *others[4], *one;
    cede_statistics before, after;
    started = 0;
    stuck = stop = false;
    one = cede_spawn(no_check, NULL);
    while (!stuck) /* without a check, so that another worker takes it */
        ;
    for (int i = 0; i < 4; i++)
        others[i] = cede_spawn(yields, NULL);
    cede_sleep_for(100 * MS);
    cede_get_statistics(&before);
    for (int i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(starts, NULL);
    while (started < TASKS)
        cede_yield();
    cede_get_statistics(&after);
    fprintf(stderr, "%llu ticks until %d tasks had started\n", (unsigned long long)(after.ticks - before.ticks), TASKS);
    EXPECT(after.ticks - before.ticks < TASKS);
    stop = true;
    EXPECT(cede_join(one, NULL) == 0);
    for (int i = 0; i < 4; i++)
        EXPECT(cede_join(others[i], NULL) == 0);
    for (int i = 0; i < TASKS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    return unused;
}

int main(void) {
    run_with(2, program);
    run_with(3, program);
    return 0;
}
