/*
 * Lateness of a task that sleeps 1 ms in a loop while hogs with checks keep every worker busy, against
 * the same with OS threads. The hogs' share is what they keep of their throughput without a sleeper.
 */
#include "bench.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { HOGS = 8, SAMPLES = 1500 };

static atomic_bool stop;
static _Atomic(long) work[HOGS];

static void *hog(void *slot) {
    unsigned long x = 88172645463325252ul;
    long rounds = 0;
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        for (int i = 0; i < 100; i++)
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        rounds++;
        cede_check();
    }
    work[(intptr_t)slot] = rounds + (x == 0);
    return NULL;
}

static void report(const char *what, double *late, int workers) {
    double p50 = quantile(late, SAMPLES, 0.5), p99 = quantile(late, SAMPLES, 0.99);
    printf("%-12s %d workers, %d hogs: p50 %.3f ms, p90 %.3f, p99 %.3f, max %.3f\n", what, workers, HOGS, p50,
           late[SAMPLES * 9 / 10], p99, late[SAMPLES - 1]);
}

static void sample(double *late) {
    for (int i = 0; i < SAMPLES; i++) {
        int64_t deadline = cede_now() + 1000000;
        cede_sleep_until(deadline);
        late[i] = (double)(cede_now() - deadline) / 1e6;
    }
}

static void *tasks(void *workers) {
    static double late[SAMPLES];
    cede_task *t[HOGS];
    for (intptr_t i = 0; i < HOGS; i++)
        t[i] = cede_spawn(hog, (void *)i);
    sample(late);
    stop = true;
    for (int i = 0; i < HOGS; i++)
        cede_join(t[i], NULL);
    stop = false;
    report("cede", late, (int)(intptr_t)workers);
    return NULL;
}

static void threads(int cpus) {
    static double late[SAMPLES];
    pthread_t t[HOGS];
    for (intptr_t i = 0; i < HOGS; i++)
        pthread_create(&t[i], NULL, hog, (void *)i);
    sample(late);
    stop = true;
    for (int i = 0; i < HOGS; i++)
        pthread_join(t[i], NULL);
    stop = false;
    report("OS threads", late, cpus);
}

int main(void) {
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    for (int round = 0; round < 3; round++) {
        in_task((unsigned)cpus, tasks, (void *)cpus);
        in_task(1, tasks, (void *)1);
        threads((int)cpus);
    }
    return 0;
}
