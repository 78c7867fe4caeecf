/*
 * balance.c - what it costs that a task stays on the worker that ran it first: eight hogs spawned by one task, on 2 and
 * on 16 workers, equally long and from short to long. Told in work and not in time, which other programs would decide:
 * what the fullest worker had to do, against the best that any distribution allows. With a CPU for each worker that is
 * how much longer the whole takes than it need; a task that moved would make it 1.
 */
#include "bench.h"

enum { HOGS = 8, MOST = 16, UNIT = 5000000 };

static _Atomic(int64_t) on_worker[MOST];

static void *hog(void *argument) {
    volatile int64_t sum = 0;
    int64_t turns = (intptr_t)argument;
    on_worker[cede_worker()] += turns;
    for (int64_t i = 0; i < turns; i++) {
        sum += i;
        cede_check();
    }
    return NULL;
}

static int64_t turns_of(int i, bool is_even) { return is_even ? UNIT : (int64_t)UNIT * (i + 1) * 2 / (HOGS + 1); }

static void *all(void *is_even) {
    cede_task *tasks[HOGS];
    for (int i = 0; i < HOGS; i++)
        tasks[i] = cede_spawn(hog, (void *)(intptr_t)turns_of(i, is_even != NULL));
    for (int i = 0; i < HOGS; i++)
        cede_join(tasks[i], NULL);
    return NULL;
}

static void measure(unsigned workers, bool is_even) {
    double ratio[ROUNDS];
    unsigned used = workers < HOGS ? workers : HOGS;
    int64_t total = 0, best;
    for (int i = 0; i < HOGS; i++)
        total += turns_of(i, is_even);
    best = total / used > turns_of(HOGS - 1, is_even) ? total / used : turns_of(HOGS - 1, is_even);
    for (int round = 0; round < ROUNDS; round++) {
        int64_t fullest = 0;
        for (int i = 0; i < MOST; i++)
            on_worker[i] = 0;
        in_task(workers, all, is_even ? (void *)1 : NULL);
        for (int i = 0; i < MOST; i++)
            if (on_worker[i] > fullest)
                fullest = on_worker[i];
        ratio[round] = (double)fullest / (double)best;
    }
    printf("%d hogs %s, %2u workers: the fullest has %.2f of the best distribution's (worst round %.2f)\n", HOGS,
           is_even ? "equally long " : "short to long", workers, quantile(ratio, ROUNDS, 0.5),
           quantile(ratio, ROUNDS, 1));
}

int main(void) {
    for (int is_even = 1; is_even >= 0; is_even--)
        for (unsigned workers = 2; workers <= MOST; workers += MOST - 2)
            measure(workers, is_even);
    return 0;
}
