/*
 * One flag for each worker, or one for all? N threads poll as workers do; each is asked to yield once a
 * millisecond of its own phase. A worker's own flag is lowered by it. A global flag is lowered when no
 * request is open any more, so all others take the slow path meanwhile: also while the asked one waits
 * for a CPU. Printed: checks, slow paths, the share of them in vain, and time with the flag raised.
 */
#include "bench.h"

#include <pthread.h>
#include <sys/prctl.h>

enum { MOST = 16, DURATION = 1500, PERIOD = 1000000 };

struct worker {
    _Alignas(64) _Atomic(bool) own;
    _Atomic(bool) asked;
    long checks, slow, vain;
    int64_t next;
};

static struct worker workers[MOST];
static _Alignas(64) _Atomic(bool) global;
static _Atomic(int) open_requests;
static _Atomic(bool) stop;
static bool use_global;

static __attribute__((__noinline__)) void slow(struct worker *w) {
    w->slow++;
    if (!atomic_exchange(&w->asked, false)) {
        w->vain++;
        return;
    }
    if (!use_global)
        w->own = false;
    else if (atomic_fetch_sub(&open_requests, 1) == 1)
        global = false;
}

static void *poll_flag(void *self) {
    struct worker *w = self;
    _Atomic(bool) *flag = use_global ? &global : &w->own;
    unsigned long x = 1;
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        for (int i = 0; i < 50; i++)
            x ^= x << 13, x ^= x >> 7;
        w->checks += 1 + (x == 0);
        if (__builtin_expect(atomic_load_explicit(flag, memory_order_relaxed), 0))
            slow(w);
    }
    return NULL;
}

static void ask(struct worker *w) {
    if (atomic_exchange(&w->asked, true))
        return;
    if (!use_global) {
        w->own = true;
        return;
    }
    atomic_fetch_add(&open_requests, 1);
    global = true;
}

static void measure(int n, bool is_global) {
    pthread_t threads[MOST];
    int64_t start = cede_now(), end = start + DURATION * 1000000ll, raised = 0, last = start;
    long checks = 0, slow_paths = 0, vain = 0;
    use_global = is_global;
    stop = global = false;
    open_requests = 0;
    memset(workers, 0, sizeof workers);
    for (int i = 0; i < n; i++) {
        workers[i].next = start + PERIOD + PERIOD * i / n;
        pthread_create(&threads[i], NULL, poll_flag, &workers[i]);
    }
    prctl(PR_SET_TIMERSLACK, 1);
    for (int64_t now = start; now < end; now = cede_now()) {
        int64_t next = end;
        if (is_global ? global : (bool)workers[0].own)
            raised += now - last;
        last = now;
        for (int i = 0; i < n; i++) {
            if (workers[i].next <= now) {
                ask(&workers[i]);
                workers[i].next += PERIOD;
            }
            next = workers[i].next < next ? workers[i].next : next;
        }
        cede_sleep_until(next < now + 20000 ? next : now + 20000);
    }
    stop = true;
    for (int i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
        checks += workers[i].checks, slow_paths += workers[i].slow, vain += workers[i].vain;
    }
    printf("%2d workers, %-10s %9.1f M checks, %9ld slow paths, %5.1f %% in vain, raised %4.1f %% of the time\n", n,
           is_global ? "one flag" : "flag each", (double)checks / 1e6, slow_paths,
           slow_paths ? 100.0 * (double)vain / (double)slow_paths : 0, 100.0 * (double)raised / (double)(end - start));
}

int main(void) {
    for (int round = 0; round < 3; round++)
        for (int n = 2; n <= 16; n += 14) {
            measure(n, false);
            measure(n, true);
        }
    return 0;
}
