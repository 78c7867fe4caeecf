/* pthread and C11 mutexes held across yields: tasks of one worker, of two, and plain threads exclude each other. */
#include "test.h"

#include <pthread.h>
#include <threads.h>

enum { TASKS = 8, THREADS = 2, ROUNDS = SANITIZED ? 60 : 200 };

static pthread_mutex_t mutex;
static long count;
static bool is_recursive;

/* A lost update shows that two were in at once. */
static void once_inside(void) {
    long seen = count;
    cede_yield();
    for (int i = 0; i < 20; i++)
        cede_check();
    count = seen + 1;
}

/* A hand-over between a thread and a worker takes milliseconds on a loaded machine, so fewer rounds do there. */
static int64_t enough;
static atomic_long entered;

static void *contend(void *unused) {
    for (int i = 0; i < ROUNDS && (i < ROUNDS / 20 || cede_now() < enough); i++) {
        entered++;
        EXPECT(pthread_mutex_lock(&mutex) == 0);
        if (is_recursive) {
            EXPECT(pthread_mutex_lock(&mutex) == 0);
            once_inside();
            EXPECT(pthread_mutex_unlock(&mutex) == 0);
            cede_yield();
        } else {
            once_inside();
        }
        EXPECT(pthread_mutex_unlock(&mutex) == 0);
    }
    return unused;
}

static void *contended(void *unused) {
    cede_task *tasks[TASKS];
    pthread_t threads[THREADS];
    count = entered = 0;
    enough = cede_now() + 500 * MS;
    for (int i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(contend, NULL);
    for (int i = 0; i < THREADS; i++)
        EXPECT(pthread_create(&threads[i], NULL, contend, NULL) == 0);
    for (int i = 0; i < TASKS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    for (int i = 0; i < THREADS; i++)
        EXPECT(pthread_join(threads[i], NULL) == 0);
    EXPECT(count == entered && count >= (long)ROUNDS / 20 * (TASKS + THREADS));
    return unused;
}

static void make(int type, int robust) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutexattr_setrobust(&attributes, robust);
    EXPECT(pthread_mutex_init(&mutex, &attributes) == 0);
    is_recursive = type == PTHREAD_MUTEX_RECURSIVE;
}

static void all_kinds(unsigned workers, int always) {
    static const int types[] = {PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_ERRORCHECK,
                                PTHREAD_MUTEX_ADAPTIVE_NP};
    cede_options options = {.workers = workers, .yield_always = always};
    for (int type = 0; type < 4; type++)
        for (int robust = 0; robust < 2; robust++) {
            if (robust && types[type] == PTHREAD_MUTEX_ADAPTIVE_NP)
                continue;
            make(types[type], robust ? PTHREAD_MUTEX_ROBUST : PTHREAD_MUTEX_STALLED);
            EXPECT(cede_run(&options, contended, NULL, NULL) == 0);
            EXPECT(pthread_mutex_destroy(&mutex) == 0);
        }
}

/* Who may lock and unlock. ------------------------------------------------------------------------ */

static atomic_bool is_held, let_go;

static void *hold_until_told(void *unused) {
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    is_held = true;
    while (!let_go)
        cede_sleep_for(MS);
    cede_sleep_for(5 * MS);
    EXPECT(pthread_mutex_unlock(&mutex) == 0);
    return unused;
}

static struct timespec in_future(clockid_t clock, int64_t nanoseconds) {
    struct timespec t;
    clock_gettime(clock, &t);
    nanoseconds += t.tv_nsec;
    return (struct timespec){t.tv_sec + nanoseconds / 1000000000, nanoseconds % 1000000000};
}

static void *owners(void *unused) {
    struct timespec at;
    make(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    EXPECT(pthread_mutex_lock(&mutex) == EDEADLK);
    EXPECT(pthread_mutex_trylock(&mutex) == EBUSY);
    EXPECT(pthread_mutex_unlock(&mutex) == 0);
    EXPECT(pthread_mutex_unlock(&mutex) == EPERM);

    for (int i = 0; i < 2; i++) {
        make(i ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
        is_held = let_go = false;
        cede_task *t = cede_spawn(hold_until_told, NULL);
        while (!is_held)
            cede_sleep_for(MS);
        EXPECT(pthread_mutex_trylock(&mutex) == EBUSY);
        EXPECT(pthread_mutex_unlock(&mutex) == EPERM);
        at = in_future(CLOCK_REALTIME, 5 * MS);
        EXPECT(pthread_mutex_timedlock(&mutex, &at) == ETIMEDOUT);
        at = in_future(CLOCK_MONOTONIC, 5 * MS);
        EXPECT(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at) == ETIMEDOUT);
        at.tv_nsec = 1000000000;
        EXPECT(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at) == EINVAL);
        let_go = true;
        at = in_future(CLOCK_MONOTONIC, 60000 * MS);
        EXPECT(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at) == 0);
        EXPECT(pthread_mutex_unlock(&mutex) == 0);
        EXPECT(cede_join(t, NULL) == 0);
    }
    return unused;
}

static void *dies_with_it(void *unused) {
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    return unused;
}

static void *holds_until_it_dies(void *unused) {
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    is_held = true;
    usleep(20000);
    return unused;
}

/* qemu's user emulation does not. */
static bool system_tells_of_deaths(void) {
    pthread_t thread;
    make(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST);
    EXPECT(pthread_create(&thread, NULL, dies_with_it, NULL) == 0 && pthread_join(thread, NULL) == 0);
    if (pthread_mutex_trylock(&mutex) != EOWNERDEAD)
        return false;
    /* To set it up again while this thread holds it would break the thread's list of robust mutexes. */
    EXPECT(pthread_mutex_consistent(&mutex) == 0 && pthread_mutex_unlock(&mutex) == 0);
    return true;
}

static void *robust(void *unused) {
    pthread_t thread;
    for (int i = 0; i < 2; i++) { /* dead already, and while a task waits */
        make(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST);
        is_held = false;
        EXPECT(pthread_create(&thread, NULL, i ? holds_until_it_dies : dies_with_it, NULL) == 0);
        if (i == 0)
            EXPECT(pthread_join(thread, NULL) == 0);
        else
            while (!is_held)
                cede_sleep_for(MS);
        EXPECT(pthread_mutex_lock(&mutex) == EOWNERDEAD);
        cede_yield();
        EXPECT(pthread_mutex_consistent(&mutex) == 0);
        EXPECT(pthread_mutex_unlock(&mutex) == 0);
        if (i == 1)
            EXPECT(pthread_join(thread, NULL) == 0);
    }
    return unused;
}

/* Nobody starves beside a task that nearly always holds the lock. ---------------------------------- */

static atomic_bool stop;

static void *greedy(void *unused) {
    while (!stop) {
        pthread_mutex_lock(&mutex);
        spin_with_checks(3 * MS);
        pthread_mutex_unlock(&mutex);
        cede_check();
    }
    return unused;
}

static void *beside_a_greedy_one(void *unused) {
    make(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
    stop = false;
    cede_task *t = cede_spawn(greedy, NULL);
    cede_yield();
    for (int i = 0; i < 10; i++) {
        EXPECT(pthread_mutex_lock(&mutex) == 0);
        EXPECT(pthread_mutex_unlock(&mutex) == 0);
    }
    stop = true;
    EXPECT(cede_join(t, NULL) == 0);
    return unused;
}

/* C11. -------------------------------------------------------------------------------------------- */

static mtx_t c11;

static void *c11_contend(void *unused) {
    for (int i = 0; i < ROUNDS; i++) {
        EXPECT(mtx_lock(&c11) == thrd_success);
        once_inside();
        EXPECT(mtx_unlock(&c11) == thrd_success);
    }
    return unused;
}

static void *c11_contended(void *unused) {
    count = 0;
    cede_task *a = cede_spawn(c11_contend, NULL), *b = cede_spawn(c11_contend, NULL);
    cede_join(a, NULL);
    cede_join(b, NULL);
    EXPECT(count == 2 * ROUNDS);
    EXPECT(mtx_lock(&c11) == thrd_success && mtx_trylock(&c11) == thrd_busy);
    struct timespec at = in_future(CLOCK_REALTIME, MS);
    EXPECT(mtx_timedlock(&c11, &at) == thrd_timedout);
    EXPECT(mtx_unlock(&c11) == thrd_success);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 2; workers++) {
        all_kinds(workers, 0);
        run_with(workers, owners);
        if (system_tells_of_deaths())
            run_with(workers, robust);
        run_with(workers, beside_a_greedy_one);
        EXPECT(mtx_init(&c11, mtx_timed) == thrd_success);
        run_with(workers, c11_contended);
    }
    all_kinds(1, 1);
    return 0;
}
