/*
 * Who should raise a worker's flag? Every CPU runs a hog that polls its flag; each way of raising asks for
 * it every millisecond. Printed: how late the hog saw it, and the CPU time that raising took.
 *
 *   thread          a monitor thread that sleeps until the next deadline
 *   thread, slice   the same with a custom slice of 100 us (sched_setattr, EEVDF, Linux 6.12)
 *   thread, nice    the same at nice -20 (needs a privilege)
 *   thread, fifo    the same under SCHED_FIFO (needs a privilege)
 *   timer           a POSIX timer for each hog whose signal, delivered to it, sets the flag
 *
 * Raises during which the hog itself had lost its CPU to another program are left out.
 */
#include "bench.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* As the kernel has it; its own header clashes with glibc's. */
struct sched_attributes {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
};

enum { HOGS_MOST = 16, SAMPLES = 1000, PERIOD = 1000000 };
enum way { THREAD, SLICE, NICE, FIFO, TIMER };

static const char *const names[] = {"thread", "thread, slice", "thread, nice", "thread, fifo", "timer"};

struct hog {
    _Atomic(int64_t) asked; /* the deadline of the raise, 0: none */
    double late[SAMPLES];
    _Atomic(int) count;
    timer_t timer;
    _Atomic(int64_t) next;
};

static struct hog hogs[HOGS_MOST];
static int hog_count;
static __thread struct hog *me;
static _Atomic(bool) finished, denied;
static enum way way;
static _Atomic(long) rounds;

static void on_signal(int number) {
    (void)number;
    int64_t due = me->next;
    me->next = due + PERIOD;
    struct itimerspec at = {.it_value = {me->next / 1000000000, me->next % 1000000000}};
    timer_settime(me->timer, TIMER_ABSTIME, &at, NULL);
    if (!me->asked)
        me->asked = due;
}

/* How long this thread has been runnable without running; nanoseconds. */
static long waited_for_cpu(int schedstat) {
    char text[100] = "";
    long ran = 0, waited = 0;
    if (pread(schedstat, text, sizeof text - 1, 0) > 0)
        sscanf(text, "%ld %ld", &ran, &waited);
    return waited;
}

static void *hog_main(void *self) {
    int schedstat = open("/proc/thread-self/schedstat", O_RDONLY);
    long before = 0, waited;
    me = self;
    me->count = 0;
    me->asked = 0;
    if (way == TIMER) {
        struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGURG};
        event._sigev_un._tid = (int)syscall(SYS_gettid);
        timer_create(CLOCK_MONOTONIC, &event, &me->timer);
        me->next = cede_now();
        on_signal(0);
    }
    for (int tries = 0; me->count < SAMPLES && tries < 2 * SAMPLES && !denied;) {
        int64_t asked = atomic_load_explicit(&me->asked, memory_order_relaxed);
        if (asked) {
            me->late[me->count] = (double)(cede_now() - asked) / 1e6;
            waited = waited_for_cpu(schedstat);
            if (waited - before < 200000)
                me->count++;
            before = waited;
            tries++;
            me->asked = 0;
        }
    }
    if (way == TIMER)
        timer_delete(me->timer);
    close(schedstat);
    return NULL;
}

static bool prepare_thread(void) {
    prctl(PR_SET_TIMERSLACK, 1);
    if (way == SLICE) {
        struct sched_attributes attr = {.size = sizeof attr, .policy = SCHED_OTHER, .runtime = 100000};
        return syscall(SYS_sched_setattr, 0, &attr, 0) == 0;
    }
    if (way == NICE)
        return setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), -20) == 0;
    if (way == FIFO) {
        struct sched_param p = {.sched_priority = 1};
        return pthread_setschedparam(pthread_self(), SCHED_FIFO, &p) == 0;
    }
    return true;
}

static void *monitor_main(void *unused) {
    (void)unused;
    if (!prepare_thread()) {
        denied = true;
        return NULL;
    }
    for (int64_t next = cede_now() + PERIOD; !finished; next += PERIOD) {
        cede_sleep_until(next);
        rounds++;
        for (int i = 0; i < hog_count; i++) {
            int64_t none = 0;
            atomic_compare_exchange_strong(&hogs[i].asked, &none, next);
        }
    }
    return NULL;
}

static void measure(enum way w) {
    static double all[HOGS_MOST * SAMPLES];
    pthread_t monitor, threads[HOGS_MOST];
    struct timespec cpu = {0, 0};
    clockid_t clock;
    way = w;
    finished = denied = false;
    rounds = 1;
    for (int i = 0; i < hog_count; i++)
        pthread_create(&threads[i], NULL, hog_main, &hogs[i]);
    if (w != TIMER)
        pthread_create(&monitor, NULL, monitor_main, NULL);
    for (int i = 0; i < hog_count; i++)
        pthread_join(threads[i], NULL);
    if (w != TIMER) {
        finished = true;
        if (!denied && pthread_getcpuclockid(monitor, &clock) == 0)
            clock_gettime(clock, &cpu);
        pthread_join(monitor, NULL);
    }
    if (denied) {
        printf("%-14s not permitted here\n", names[w]);
        return;
    }
    size_t n = 0;
    for (int i = 0; i < hog_count; i++) {
        memcpy(all + n, hogs[i].late, (size_t)hogs[i].count * sizeof *all);
        n += (size_t)hogs[i].count;
    }
    if (n == 0)
        return;
    double p50 = quantile(all, n, 0.5);
    printf("%-14s p50 %.4f ms, p99 %.3f, p99.9 %.3f, max %.3f; monitor's CPU %.2f us a round\n", names[w], p50,
           all[n * 99 / 100], all[n * 999 / 1000], all[n - 1],
           ((double)cpu.tv_sec * 1e6 + (double)cpu.tv_nsec / 1e3) / (double)rounds);
}

int main(void) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigaction(SIGURG, &action, NULL);
    hog_count = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (hog_count > HOGS_MOST)
        hog_count = HOGS_MOST;
    printf("%d hogs on as many CPUs\n", hog_count);
    for (int round = 0; round < 3; round++)
        for (int w = THREAD; w <= TIMER; w++)
            measure((enum way)w);
    return 0;
}
