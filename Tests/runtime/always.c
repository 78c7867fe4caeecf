/* CEDE_YIELD=always: every check of a task lets the other one run. */
#include "test.h"

static int turns[20], count;

static void *task(void *id) {
    for (int i = 0; i < 10; i++) {
        turns[count++] = (int)(intptr_t)id;
        cede_check();
    }
    return NULL;
}

static void *program(void *unused) {
    cede_task *a = cede_spawn(task, (void *)0), *b = cede_spawn(task, (void *)1);
    cede_join(a, NULL);
    cede_join(b, NULL);
    EXPECT(count == 20);
    for (int i = 0; i < 20; i++)
        EXPECT(turns[i] == i % 2);

    int64_t deadline = cede_now() + 3 * MS;
    cede_sleep_until(deadline);
    EXPECT(cede_now() >= deadline);
    return unused;
}

static void *undisturbed(void *unused) {
    count = 0;
    cede_task *a = cede_spawn(task, (void *)0), *b = cede_spawn(task, (void *)1);
    cede_join(a, NULL);
    cede_join(b, NULL);
    for (int i = 0; i < 20; i++)
        EXPECT(turns[i] == i / 10);
    return unused;
}

int main(void) {
    setenv("CEDE_YIELD", "always", 1);
    run_with(1, program);
    EXPECT(cede_flag == 0);
    unsetenv("CEDE_YIELD");
    setenv("CEDE_SLICE", "5s", 1);
    run_with(1, undisturbed);
    return 0;
}
