/*
 * A task that sleeps 1 ms and one that echoes over TCP, while hogs compute without a call: two on one CPU, four on two.
 * Against OS threads under the kernel's scheduler. This file is built through `cede cc` (see `run`), so the hogs have
 * the checks that everybody's loops get. Then the hogs alone: what they lose to the others.
 *
 * The client of the echo is a process of its own; beside hogs on one CPU it has the other, beside hogs on all CPUs
 * it has to share, and its own waiting counts.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HOGS_MOST = 4, SAMPLES = 2000, PING = 64 };

/* Shared with the client's process. */
struct shared {
    double sleeper[SAMPLES], echo[SAMPLES];
    size_t woken, echoed;
    double work;                     /* of all hogs, per second of CPU they had */
    atomic_bool done;
};

static struct shared *shared;
static int listener;
static volatile unsigned sink;
static _Atomic(long) rounds[HOGS_MOST];

static void *hog(void *slot) {
    unsigned long x = 88172645463325252ul + (unsigned long)slot;
    while (!atomic_load_explicit(&shared->done, memory_order_relaxed)) {
        for (long i = 0; i < 100000000; i++) { /* about 200 ms */
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            if ((i & 0xffff) == 0) {
                rounds[(intptr_t)slot]++;
                if (atomic_load_explicit(&shared->done, memory_order_relaxed))
                    break;
            }
        }
        sink = (unsigned)x;
    }
    return NULL;
}

static void *sleeper(void *unused) {
    for (shared->woken = 0; shared->woken < SAMPLES && !shared->done; shared->woken++) {
        int64_t deadline = cede_now() + 1000000;
        cede_sleep_until(deadline);
        shared->sleeper[shared->woken] = (double)(cede_now() - deadline) / 1e6;
    }
    return unused;
}

static void *echo(void *unused) {
    char buffer[PING];
    int fd;
    ssize_t got;
    if (cede_accept(listener, &fd, NULL, NULL, CEDE_FOREVER) != 0)
        return NULL;
    while ((got = cede_read(fd, buffer, sizeof buffer, CEDE_FOREVER)) > 0)
        cede_write_all(fd, buffer, (size_t)got, NULL, CEDE_FOREVER);
    cede_close(fd);
    return unused;
}

static void client(uint16_t port, int64_t duration) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    char buffer[PING] = "ping";
    int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    int64_t end = cede_now() + duration;
    unsigned seed = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        _exit(1);
    for (shared->echoed = 0; shared->echoed < SAMPLES && cede_now() < end; shared->echoed++) {
        cede_sleep_for((seed = seed * 1664525u + 1013904223u) % 2000000);
        int64_t before = cede_now();
        if (write(fd, buffer, PING) != PING || recv(fd, buffer, PING, MSG_WAITALL) != PING)
            _exit(1);
        shared->echo[shared->echoed] = (double)(cede_now() - before) / 1e6;
    }
    shared->done = true;
    _exit(0);
}

static void use_cpus(int first, int count) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int i = 0; i < count; i++)
        CPU_SET(first + i, &set);
    sched_setaffinity(0, sizeof set, &set);
}

static int hogs;
static bool alone;

static void *wait_done(void *unused) {
    while (!shared->done)
        cede_sleep_for(20000000);
    return unused;
}

static void *on_tasks(void *unused) {
    cede_task *t[HOGS_MOST + 2];
    int count = 0;
    if (!alone) {
        t[count++] = cede_spawn(sleeper, NULL);
        t[count++] = cede_spawn(echo, NULL);
    }
    for (intptr_t i = 0; i < hogs; i++)
        t[count++] = cede_spawn(hog, (void *)i);
    if (alone)
        wait_done(NULL);
    while (count)
        cede_join(t[--count], NULL);
    return unused;
}

static void on_threads(void) {
    pthread_t t[HOGS_MOST + 2];
    int count = 0;
    if (!alone) {
        pthread_create(&t[count++], NULL, sleeper, NULL);
        pthread_create(&t[count++], NULL, echo, NULL);
    }
    for (intptr_t i = 0; i < hogs; i++)
        pthread_create(&t[count++], NULL, hog, (void *)i);
    while (count)
        pthread_join(t[--count], NULL);
}

/* In a process of its own; the work of its hogs for each second of its CPU time. */
static void round_of(bool tasks, int cpus, int64_t duration) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    pid_t server, peer;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&address, length);
    listen(listener, 16);
    getsockname(listener, (struct sockaddr *)&address, &length);
    shared->done = false;
    hogs = 2 * cpus;
    fflush(NULL);
    if ((server = fork()) == 0) {
        struct timespec cpu;
        long sum = 0;
        use_cpus(0, cpus);
        if (tasks)
            in_task((unsigned)cpus, on_tasks, NULL);
        else
            on_threads();
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
        for (int i = 0; i < hogs; i++)
            sum += rounds[i];
        shared->work = (double)sum / ((double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9);
        _exit(0);
    }
    if ((peer = fork()) == 0) {
        if (cpus == 1)
            use_cpus(1, 1);
        if (!alone)
            client(ntohs(address.sin_port), duration);
        cede_sleep_for(duration);
        shared->done = true;
        _exit(0);
    }
    waitpid(peer, NULL, 0);
    waitpid(server, NULL, 0);
    close(listener);
}

static void print(const char *what, double *late, size_t count) {
    double p50 = quantile(late, count, 0.5);
    printf("  %s p50 %7.3f  p99 %7.3f  p99.9 %7.3f", what, p50, late[count * 99 / 100], late[count * 999 / 1000]);
}

static void note(int cpus, bool tasks, const char *what, double *late, size_t count, const char *bar) {
    char name[64];
    snprintf(name, sizeof name, "%d hogs on %d CPU, %s p99", 2 * cpus, cpus, what);
    quantile(late, count, 0.5); /* sorts */
    figure(name, tasks ? "cede" : "OS threads", late[count * 99 / 100], "ms", bar);
}

int main(int argc, char **argv) {
    int64_t duration = (argc > 1 ? atoll(argv[1]) : 2000) * 1000000;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int cpus = 1; cpus <= 2; cpus++)
        for (int round = 0; round < 3; round++) {
            double work[2], beside[2];
            for (int tasks = 1; tasks >= 0; tasks--) {
                alone = true;
                round_of(tasks, cpus, duration / 2);
                work[tasks] = shared->work;
                alone = false;
                round_of(tasks, cpus, duration);
                beside[tasks] = shared->work;
                note(cpus, tasks, "sleeper", shared->sleeper, shared->woken, "<= 1 ms");
                note(cpus, tasks, "echo", shared->echo, shared->echoed, "<= 2 ms");
                printf("%d CPU(s), %d hogs, %-10s ms:", cpus, hogs, tasks ? "cede" : "OS threads");
                print("sleeper", shared->sleeper, shared->woken);
                print(" echo", shared->echo, shared->echoed);
                printf("\n");
            }
            printf("%d CPU(s), %d hogs, work for a second of CPU: cede beside sleeper and echo / alone %.3f, cede / OS "
                   "threads %.3f\n",
                   cpus, hogs, beside[1] / work[1], beside[1] / beside[0]);
        }
    return 0;
}
