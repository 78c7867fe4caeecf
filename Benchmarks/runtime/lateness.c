/*
 * Lateness of a task that sleeps 1 ms in a loop while hogs with checks keep every worker busy, against
 * the same with OS threads. Workers compete with other programs of the machine for its CPUs and lose
 * one for a few milliseconds at a time; so the samples in which the sleeper's worker did not have to
 * wait for its CPU are reported apart: on a quiet machine these are nearly all.
 */
#include "bench.h"

#include <fcntl.h>
#include <pthread.h>
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

/* How long this thread has been runnable without running; nanoseconds. */
static long waited_for_cpu(int schedstat) {
    char text[100] = "";
    long ran = 0, waited = 0;
    if (pread(schedstat, text, sizeof text - 1, 0) > 0)
        sscanf(text, "%ld %ld", &ran, &waited);
    return waited;
}

static void report(const char *what, double *late, size_t count, int workers) {
    if (count == 0)
        return;
    double p50 = quantile(late, count, 0.5), p99 = quantile(late, count, 0.99);
    printf("%-18s %d workers, %d hogs, %4zu samples: p50 %.3f ms, p90 %.3f, p99 %.3f, max %.3f\n", what,
           workers, HOGS, count, p50, late[count * 9 / 10], p99, late[count - 1]);
}

static double late[SAMPLES], apart[SAMPLES];

/* Fills `late`, and `apart` with those in which the thread had its CPU throughout; how many these are. */
static size_t sample(void) {
    int schedstat = open("/proc/thread-self/schedstat", O_RDONLY);
    size_t undisturbed = 0;
    for (int i = 0; i < SAMPLES; i++) {
        long waited = waited_for_cpu(schedstat);
        int64_t deadline = cede_now() + 1000000;
        cede_sleep_until(deadline);
        late[i] = (double)(cede_now() - deadline) / 1e6;
        if (waited_for_cpu(schedstat) - waited < 100000)
            apart[undisturbed++] = late[i];
    }
    close(schedstat);
    return undisturbed;
}

static void *tasks(void *workers) {
    cede_task *t[HOGS];
    for (intptr_t i = 0; i < HOGS; i++)
        t[i] = cede_spawn(hog, (void *)i);
    size_t undisturbed = sample();
    stop = true;
    for (int i = 0; i < HOGS; i++)
        cede_join(t[i], NULL);
    stop = false;
    report("cede", late, SAMPLES, (int)(intptr_t)workers);
    report("cede, undisturbed", apart, undisturbed, (int)(intptr_t)workers);
    return NULL;
}

static void threads(int cpus) {
    pthread_t t[HOGS];
    for (intptr_t i = 0; i < HOGS; i++)
        pthread_create(&t[i], NULL, hog, (void *)i);
    sample();
    stop = true;
    for (int i = 0; i < HOGS; i++)
        pthread_join(t[i], NULL);
    stop = false;
    report("OS threads", late, SAMPLES, cpus);
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
