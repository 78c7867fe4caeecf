/* Hogs that pass checks share their worker and let a sleeper in; hogs without checks do neither. */
#include "test.h"

enum { HOGS = 8, SAMPLES = 300 };

static atomic_bool stop;
static long progress[HOGS];
static int on_worker[HOGS];

static void *hog(void *id) {
    intptr_t i = (intptr_t)id;
    on_worker[i] = cede_worker();
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        progress[i]++;
        cede_check();
    }
    return NULL;
}

/* How long the worker computes until it wakes a sleeper of a millisecond. */
static void *late_sleeper(void *unused) {
    static int64_t late[SAMPLES];
    (void)unused;
    for (int i = 0; i < SAMPLES; i++) {
        int64_t before = cpu_time();
        cede_sleep_for(MS);
        late[i] = cpu_time() - before - MS;
    }
    qsort(late, SAMPLES, sizeof *late, compare_int64);
    fprintf(stderr, "late: p50 %lld us, p90 %lld us\n", (long long)late[SAMPLES / 2] / 1000,
            (long long)late[SAMPLES * 9 / 10] / 1000);
    return (void *)(intptr_t)late[SAMPLES / 2];
}

static void *program(void *unused) {
    cede_task *hogs[HOGS];
    cede_statistics s;
    void *median;
    int first = 0;
    (void)unused;
    stop = false;
    memset(progress, 0, sizeof progress);
    for (intptr_t i = 0; i < HOGS; i++)
        hogs[i] = cede_spawn(hog, (void *)i);
    EXPECT(cede_join(cede_spawn(late_sleeper, NULL), &median) == 0);
    EXPECT((intptr_t)median < 2 * MS);
    cede_get_statistics(&s);
    stop = true;
    for (int i = 0; i < HOGS; i++) {
        EXPECT(cede_join(hogs[i], NULL) == 0);
        EXPECT(progress[i] > 1000);
        first += on_worker[i] == 0;
    }
    fprintf(stderr, "%llu preemptions, %d of %d hogs on worker 0 of %u\n",
            (unsigned long long)s.preemptions, first, HOGS, s.workers);
    EXPECT(s.preemptions >= 100);
    return (void *)(intptr_t)first;
}

/* Hogs of one task spread over the workers before they run. A worker that gets no CPU for a while is left out, rightly,
 * so on a loaded machine a few attempts are due. */
static void spreads(void) {
    cede_options two = {.workers = 2};
    void *first = NULL;
    for (int i = 0; i < 5; i++) {
        EXPECT(cede_run(&two, program, NULL, &first) == 0);
        if ((intptr_t)first >= HOGS / 2 - 1 && (intptr_t)first <= HOGS / 2 + 1)
            return;
    }
    EXPECT(!"hogs are not spread over two workers");
}

static void *deaf(void *unused) {
    int64_t end = cede_now() + 60 * MS;
    (void)unused;
    while (cede_now() < end)
        ;
    return NULL;
}

/* The same without a check: the sleeper has to wait for the end. If not, the tests above prove nothing. */
static void *starved(void *unused) {
    cede_task *t = cede_spawn(deaf, NULL);
    int64_t deadline = cede_now() + 5 * MS;
    (void)unused;
    cede_sleep_until(deadline);
    EXPECT(cede_now() - deadline > 40 * MS);
    cede_join(t, NULL);
    return NULL;
}

/* A worker deaf to its flag does not keep the tasks it spawned: another one takes them. */
static void *nop(void *unused) { return unused; }

static void *deaf_spawner(void *unused) {
    (void)unused;
    cede_task *busy = cede_spawn(hog, (void *)0);
    cede_sleep_for(5 * MS); /* the other worker is running the hog now, or this one is, if the other gets no CPU */
    cede_statistics before, after;
    cede_get_statistics(&before);
    cede_task *t = cede_spawn(nop, NULL);
    int64_t end = cede_now() + 30000 * MS;
    do
        cede_get_statistics(&after);
    while (after.finished == before.finished && cede_now() < end);
    EXPECT(after.finished == before.finished + 1);
    stop = true;
    cede_join(t, NULL);
    cede_join(busy, NULL);
    return NULL;
}

int main(void) {
    run_with(1, program);
    spreads();
    run_with(1, starved);
    stop = false;
    run_with(2, deaf_spawner);
    return 0;
}
