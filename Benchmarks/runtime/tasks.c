/* Through the scheduler: yield in rings of 2 and 1000, spawn and join, one and many at a time, on 1 and on 2 workers. */
#include "bench.h"

enum { MOST = 1000, YIELDS = 2000000, PAIRS = 300000, BATCH = 10000, ALIVE = 100000 };

static long each;

static void *yielder(void *unused) {
    for (long i = 0; i < each; i++)
        cede_yield();
    return unused;
}

static double yields(int ring) {
    static cede_task *tasks[MOST];
    each = YIELDS / ring;
    for (int i = 0; i < ring; i++)
        tasks[i] = cede_spawn(yielder, NULL);
    cede_yield();
    int64_t before = cede_now();
    for (int i = 0; i < ring; i++)
        cede_join(tasks[i], NULL);
    return (double)(cede_now() - before) / YIELDS;
}

static void *nop(void *argument) { return argument; }

static double pairs(void) {
    int64_t before = cede_now();
    for (int i = 0; i < PAIRS; i++)
        cede_join(cede_spawn(nop, NULL), NULL);
    return (double)(cede_now() - before) / PAIRS;
}

static double batches(void) {
    static cede_task *tasks[BATCH];
    int64_t before = cede_now();
    for (int k = 0; k < PAIRS / BATCH; k++) {
        for (int i = 0; i < BATCH; i++)
            tasks[i] = cede_spawn(nop, NULL);
        for (int i = 0; i < BATCH; i++)
            cede_join(tasks[i], NULL);
    }
    return (double)(cede_now() - before) / PAIRS;
}

/* All alive at once, each on its stack; the first round, which makes the stacks, is not counted. */
static atomic_bool released;
static atomic_int waiting;
static void *waits(void *unused) {
    waiting++;
    while (!released)
        cede_yield();
    return unused;
}

static double alive(void) {
    static cede_task *tasks[ALIVE];
    waiting = 0;
    released = false;
    int64_t before = cede_now();
    for (int i = 0; i < ALIVE; i++)
        tasks[i] = cede_spawn(waits, NULL);
    while (waiting < ALIVE)
        cede_yield();
    released = true;
    for (int i = 0; i < ALIVE; i++)
        cede_join(tasks[i], NULL);
    return (double)(cede_now() - before) / ALIVE;
}

static void *program(void *workers) {
    double v[5][ROUNDS];
    static const char *const what[] = {"yield, ring of 2", "yield, ring of 1000", "spawn+join, one at a time",
                                       "spawn+join, 10 000 at a time", "spawn+join, 100 000 alive"};
    static const char *const bars[] = {"", "<= 25", "<= 100", "", "<= 250"};
    alive();
    for (int i = 0; i < ROUNDS; i++) {
        v[0][i] = yields(2);
        v[1][i] = yields(1000);
        v[2][i] = pairs();
        v[3][i] = batches();
        v[4][i] = alive();
    }
    for (int k = 0; k < 5; k++) {
        double m = quantile(v[k], ROUNDS, 0.5);
        if (workers == (void *)1)
            figure(what[k], "cede", m, "ns", bars[k]);
        printf("%d worker(s)  %-30s %7.1f ns (%.1f ... %.1f)\n", (int)(intptr_t)workers, what[k], m, v[k][0],
               v[k][ROUNDS - 1]);
    }
    return NULL;
}

int main(void) {
    in_task(1, program, (void *)1);
    in_task(2, program, (void *)2);
    return 0;
}
