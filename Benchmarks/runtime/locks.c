/*
 * locks.c - what it costs that the runtime takes over pthread_mutex_lock and its kin (posix_mutex.c): lock and
 * unlock, nobody else wanting it, through the C library's functions and through ours, on a plain thread and on a task.
 * The other thread of the process is asleep; it is there since glibc leaves out atomic instructions without one.
 */
#include "bench.h"

#include <dlfcn.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { PAIRS = 2000000 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int (*plain_lock)(pthread_mutex_t *), (*plain_unlock)(pthread_mutex_t *);

static double cpu_time(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void *measure(void *where) {
    double plain[ROUNDS], ours[ROUNDS], ratio[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double begun = cpu_time(), between;
        for (int i = 0; i < PAIRS; i++) {
            plain_lock(&mutex);
            plain_unlock(&mutex);
        }
        between = cpu_time();
        for (int i = 0; i < PAIRS; i++) {
            pthread_mutex_lock(&mutex);
            pthread_mutex_unlock(&mutex);
        }
        plain[round] = (between - begun) / PAIRS;
        ours[round] = (cpu_time() - between) / PAIRS;
        ratio[round] = ours[round] / plain[round];
    }
    printf("%-12s lock and unlock: %5.1f ns, the C library's %5.1f, ratio %.2f\n", (const char *)where,
           quantile(ours, ROUNDS, 0.5), quantile(plain, ROUNDS, 0.5), quantile(ratio, ROUNDS, 0.5));
    return NULL;
}

static void *asleep(void *unused) {
    for (;;)
        pause();
    return unused;
}

int main(void) {
    pthread_t thread;
    plain_lock = (int (*)(pthread_mutex_t *))dlsym(RTLD_NEXT, "pthread_mutex_lock");
    plain_unlock = (int (*)(pthread_mutex_t *))dlsym(RTLD_NEXT, "pthread_mutex_unlock");
    if (!plain_lock || !plain_unlock || pthread_create(&thread, NULL, asleep, NULL) != 0)
        return 1;
    measure("plain thread");
    in_task(1, measure, (void *)"task");
    return 0;
}
