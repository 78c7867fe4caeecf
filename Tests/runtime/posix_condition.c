/* Condition variables, semaphores and pthread_join on tasks park the task and not its worker. */
#include "test.h"

#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <threads.h>

enum { ITEMS = SANITIZED ? 300 : 1500, SLOTS = 4 };

/* A bounded queue between producers and consumers of any sort. ------------------------------------ */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER, not_full = PTHREAD_COND_INITIALIZER;
static int queued, taken;

static void *produce(void *unused) {
    for (int i = 0; i < ITEMS; i++) {
        EXPECT(pthread_mutex_lock(&mutex) == 0);
        while (queued == SLOTS)
            EXPECT(pthread_cond_wait(&not_full, &mutex) == 0);
        queued++;
        cede_check();
        EXPECT(pthread_cond_signal(&not_empty) == 0);
        EXPECT(pthread_mutex_unlock(&mutex) == 0);
    }
    return unused;
}

static void *consume(void *unused) {
    for (int i = 0; i < ITEMS; i++) {
        EXPECT(pthread_mutex_lock(&mutex) == 0);
        while (queued == 0)
            EXPECT(pthread_cond_wait(&not_empty, &mutex) == 0);
        queued--;
        taken++;
        EXPECT(pthread_cond_signal(&not_full) == 0);
        EXPECT(pthread_mutex_unlock(&mutex) == 0);
    }
    return unused;
}

static void *queue_between_all(void *unused) {
    cede_task *tasks[6];
    pthread_t threads[2];
    queued = taken = 0;
    EXPECT(pthread_create(&threads[0], NULL, consume, NULL) == 0);
    for (int i = 0; i < 6; i++)
        tasks[i] = cede_spawn(i < 3 ? consume : produce, NULL);
    EXPECT(pthread_create(&threads[1], NULL, produce, NULL) == 0);
    for (int i = 0; i < 6; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(pthread_join(threads[0], NULL) == 0);
    EXPECT(pthread_join(threads[1], NULL) == 0);
    EXPECT(queued == 0 && taken == 4 * ITEMS);
    return unused;
}

/* Time-outs, and everybody at once. --------------------------------------------------------------- */

static bool go;
static int gone;

static void *wait_for_go(void *unused) {
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    while (!go)
        EXPECT(pthread_cond_wait(&not_empty, &mutex) == 0);
    gone++;
    EXPECT(pthread_mutex_unlock(&mutex) == 0);
    return unused;
}

static void *deadlines(void *unused) {
    pthread_condattr_t attributes;
    pthread_cond_t monotonic;
    struct timespec at;
    cede_task *tasks[20];
    go = false;
    gone = 0;
    for (int i = 0; i < 20; i++)
        tasks[i] = cede_spawn(wait_for_go, NULL);
    cede_sleep_for(5 * MS);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    EXPECT(pthread_cond_init(&monotonic, &attributes) == 0);
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    int64_t before = cede_now();
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += 20 * MS;
    if (at.tv_nsec >= 1000000000)
        at.tv_nsec -= 1000000000, at.tv_sec++;
    EXPECT(pthread_cond_timedwait(&monotonic, &mutex, &at) == ETIMEDOUT);
    EXPECT(cede_now() - before >= 19 * MS);
    clock_gettime(CLOCK_REALTIME, &at);
    EXPECT(pthread_cond_timedwait(&not_full, &mutex, &at) == ETIMEDOUT);
    at.tv_nsec = -1;
    EXPECT(pthread_cond_timedwait(&not_full, &mutex, &at) == EINVAL);
    EXPECT(gone == 0);
    go = true;
    EXPECT(pthread_cond_broadcast(&not_empty) == 0);
    EXPECT(pthread_mutex_unlock(&mutex) == 0);
    for (int i = 0; i < 20; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(gone == 20);
    return unused;
}

/* Shared with another process, which knows of no tasks. ------------------------------------------- */

struct common {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool said;
};

static void *across_processes(void *unused) {
    struct common *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t for_mutex;
    pthread_condattr_t for_cond;
    pthread_mutexattr_init(&for_mutex);
    pthread_mutexattr_setpshared(&for_mutex, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&for_cond);
    pthread_condattr_setpshared(&for_cond, PTHREAD_PROCESS_SHARED);
    EXPECT(pthread_mutex_init(&c->mutex, &for_mutex) == 0 && pthread_cond_init(&c->cond, &for_cond) == 0);
    EXPECT(pthread_mutex_lock(&c->mutex) == 0);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&c->mutex);
        c->said = true;
        usleep(30000);
        pthread_cond_signal(&c->cond);
        pthread_mutex_unlock(&c->mutex);
        _exit(0);
    }
    while (!c->said)
        EXPECT(pthread_cond_wait(&c->cond, &c->mutex) == 0);
    EXPECT(pthread_mutex_unlock(&c->mutex) == 0);
    EXPECT(waitpid(child, NULL, 0) == child);
    return unused;
}

/* Semaphores. ------------------------------------------------------------------------------------- */

static sem_t ping, pong;

static void on_signal(int number) {
    (void)number;
    sem_post(&ping);
}

static void *answer(void *unused) {
    for (int i = 0; i < ITEMS; i++) {
        EXPECT(sem_wait(&ping) == 0);
        EXPECT(sem_post(&pong) == 0);
    }
    return unused;
}

static void *ask(void *unused) {
    for (int i = 0; i < ITEMS; i++) {
        EXPECT(sem_post(&ping) == 0);
        EXPECT(sem_wait(&pong) == 0);
    }
    return unused;
}

static void *post_from_a_handler(void *unused) {
    for (int i = 0; i < ITEMS; i++) {
        raise(SIGUSR1);
        EXPECT(sem_wait(&pong) == 0);
    }
    return unused;
}

static void *semaphores(void *unused) {
    struct timespec at;
    pthread_t thread;
    sem_init(&ping, 0, 0);
    sem_init(&pong, 0, 0);
    cede_task *a = cede_spawn(answer, NULL), *b = cede_spawn(ask, NULL);
    cede_join(a, NULL);
    cede_join(b, NULL);

    EXPECT(pthread_create(&thread, NULL, answer, NULL) == 0);
    b = cede_spawn(ask, NULL);
    cede_join(b, NULL);
    EXPECT(pthread_join(thread, NULL) == 0);

    signal(SIGUSR1, on_signal);
    a = cede_spawn(answer, NULL), b = cede_spawn(post_from_a_handler, NULL);
    cede_join(a, NULL);
    cede_join(b, NULL);

    clock_gettime(CLOCK_REALTIME, &at);
    EXPECT(sem_timedwait(&ping, &at) == -1 && errno == ETIMEDOUT);
    at.tv_nsec = -1;
    EXPECT(sem_timedwait(&ping, &at) == -1 && errno == EINVAL);
    return unused;
}

/* Joining a thread that waits for a task of this worker. ------------------------------------------ */

static void *waits_for_ping(void *unused) {
    EXPECT(sem_wait(&ping) == 0);
    return unused;
}

static void *posts_later(void *unused) {
    cede_sleep_for(10 * MS);
    EXPECT(sem_post(&ping) == 0);
    return unused;
}

static void *joins(void *unused) {
    pthread_t thread;
    void *result;
    cede_task *t = cede_spawn(posts_later, NULL);
    EXPECT(pthread_create(&thread, NULL, waits_for_ping, t) == 0);
    EXPECT(pthread_join(thread, &result) == 0 && result == t);
    cede_join(t, NULL);
    return unused;
}

/* A barrier of tasks and threads; who comes out first may end it. ---------------------------------- */

enum { MEMBERS = 5, TURNS = 50 };
static atomic_int arrived;
static atomic_long firsts;

static void *meet(void *argument) {
    pthread_barrier_t *barrier = argument;
    for (int turn = 1; turn <= TURNS; turn++) {
        arrived++;
        if (pthread_barrier_wait(barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
            firsts++;
        EXPECT(arrived >= turn * MEMBERS);
        pthread_barrier_wait(barrier);
    }
    return NULL;
}

static void *barriers(void *unused) {
    pthread_barrier_t *barrier = malloc(sizeof *barrier);
    cede_task *tasks[MEMBERS - 1];
    pthread_t thread;
    arrived = firsts = 0;
    EXPECT(pthread_barrier_init(barrier, NULL, MEMBERS) == 0);
    EXPECT(pthread_create(&thread, NULL, meet, barrier) == 0);
    for (int i = 0; i < MEMBERS - 1; i++)
        tasks[i] = cede_spawn(meet, barrier);
    for (int i = 0; i < MEMBERS - 1; i++)
        cede_join(tasks[i], NULL);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(firsts == TURNS && pthread_barrier_destroy(barrier) == 0);
    free(barrier);
    return unused;
}

/* C11. -------------------------------------------------------------------------------------------- */

static mtx_t c11_mutex;
static cnd_t c11_cond;
static bool c11_said;

static void *c11_say(void *unused) {
    mtx_lock(&c11_mutex);
    c11_said = true;
    EXPECT(cnd_signal(&c11_cond) == thrd_success && cnd_broadcast(&c11_cond) == thrd_success);
    mtx_unlock(&c11_mutex);
    return unused;
}

static void *c11(void *unused) {
    struct timespec now;
    EXPECT(mtx_init(&c11_mutex, mtx_plain) == thrd_success && cnd_init(&c11_cond) == thrd_success);
    c11_said = false;
    cede_task *t = cede_spawn(c11_say, NULL);
    mtx_lock(&c11_mutex);
    while (!c11_said)
        EXPECT(cnd_wait(&c11_cond, &c11_mutex) == thrd_success);
    timespec_get(&now, TIME_UTC);
    EXPECT(cnd_timedwait(&c11_cond, &c11_mutex, &now) == thrd_timedout);
    mtx_unlock(&c11_mutex);
    cede_join(t, NULL);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 2; workers++) {
        run_with(workers, queue_between_all);
        run_with(workers, deadlines);
        run_with(workers, semaphores);
        run_with(workers, joins);
        run_with(workers, barriers);
        run_with(workers, c11);
    }
    run_with(1, across_processes);
    return 0;
}
