/* Sleepers wake in the order of their deadlines, never early, and soon after. */
#include "test.h"

enum { SLEEPERS = SANITIZED ? 300 : 3000 };

static int64_t deadlines[SLEEPERS], woken[SLEEPERS];
static atomic_int position;
static int order[SLEEPERS];

static atomic_int too_late;

static void *sleeper(void *id) {
    intptr_t i = (intptr_t)id;
    too_late += cede_now() >= deadlines[i];
    cede_sleep_until(deadlines[i]);
    woken[i] = cede_now();
    order[position++] = (int)i;
    return NULL;
}

/* How late this machine lets a thread sleep, now. */
static int64_t plain_lateness(void) {
    int64_t deadline = cede_now() + MS;
    struct timespec at = {deadline / 1000000000, deadline % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
    return cede_now() - deadline;
}

/* False if the machine was too slow to put them all to sleep before the first was due. */
static bool in_order(int64_t ahead) {
    static cede_task *tasks[SLEEPERS];
    int64_t base = cede_now() + ahead;
    unsigned seed = 1;
    position = too_late = 0;
    for (intptr_t i = 0; i < SLEEPERS; i++) {
        seed = seed * 1103515245 + 12345;
        deadlines[i] = base + (seed >> 8) % 1000 * 100000;
        tasks[i] = cede_spawn(sleeper, (void *)i);
    }
    for (int i = 0; i < SLEEPERS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    for (int i = 0; i < SLEEPERS; i++) {
        EXPECT(woken[i] >= deadlines[i]);
        if (i > 0 && !too_late)
            EXPECT(deadlines[order[i - 1]] <= deadlines[order[i]]);
    }
    return !too_late;
}

static void *program(void *unused) {
    int64_t ahead = 200 * MS, before, late[200], plain[200];
    (void)unused;
    while (!in_order(ahead))
        ahead *= 2;

    before = cede_now();
    cede_sleep_until(1);
    cede_sleep_for(0);
    cede_sleep_for(-5);
    EXPECT(cede_now() - before < 5000 * MS);

    for (int i = 0; i < 200; i++) {
        int64_t deadline = cede_now() + MS;
        cede_sleep_until(deadline);
        late[i] = cede_now() - deadline;
        EXPECT(late[i] >= 0);
        plain[i] = plain_lateness();
    }
    qsort(late, 200, sizeof *late, compare_int64);
    qsort(plain, 200, sizeof *plain, compare_int64);
    fprintf(stderr, "late: p50 %lld us, max %lld us; a plain thread's p50 %lld us\n", (long long)late[100] / 1000,
            (long long)late[199] / 1000, (long long)plain[100] / 1000);
    EXPECT(late[100] < 1 * MS + 2 * plain[100]);
    return NULL;
}

int main(void) {
    int64_t before = cede_now();
    cede_sleep_for(5 * MS);
    EXPECT(cede_now() - before >= 5 * MS);
    run_with(1, program);
    return 0;
}
