/* Mutex and condition: exclusion among tasks and plain threads, order, hand-off, deadlines, no lost wake-up. */
#include "test.h"

#include <pthread.h>

enum { TASKS = 20, ROUNDS = SANITIZED ? 300 : 5000 };

static cede_mutex mutex;
static long counter;
static int inside;

static void *increment(void *unused) {
    for (int i = 0; i < ROUNDS; i++) {
        EXPECT(cede_mutex_lock(&mutex, CEDE_FOREVER) == 0);
        EXPECT(inside++ == 0);
        long value = counter;
        cede_check();
        if (i % 16 == 0)
            cede_yield();
        counter = value + 1;
        inside--;
        EXPECT(cede_mutex_unlock(&mutex) == 0);
    }
    return unused;
}

static void exclusion(void) {
    cede_task *tasks[TASKS];
    pthread_t threads[2];
    counter = 0;
    for (int i = 0; i < 2; i++)
        EXPECT(pthread_create(&threads[i], NULL, increment, NULL) == 0);
    for (int i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(increment, NULL);
    for (int i = 0; i < TASKS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    for (int i = 0; i < 2; i++) /* they may wait for a task of this worker, but all are done */
        EXPECT(pthread_join(threads[i], NULL) == 0);
    EXPECT(counter == (TASKS + 2) * (long)ROUNDS);
    EXPECT(cede_mutex_unlock(&mutex) == EPERM);
}

/* On one worker, where who has arrived also waits. Waiters that wait long are handed the mutex in order, though the holder tries to take it again at once. */
static int order[TASKS], position;
static atomic_int arrived;

static void *queue_up(void *id) {
    arrived++;
    EXPECT(cede_mutex_lock(&mutex, CEDE_FOREVER) == 0);
    order[position++] = (int)(intptr_t)id;
    cede_mutex_unlock(&mutex);
    return NULL;
}

static void handed_over(void) {
    cede_task *tasks[TASKS];
    cede_statistics s;
    cede_get_statistics(&s);
    if (s.workers != 1)
        return;
    position = arrived = 0;
    EXPECT(cede_mutex_try_lock(&mutex) == 0 && cede_mutex_try_lock(&mutex) == EBUSY);
    for (intptr_t i = 0; i < TASKS; i++) {
        tasks[i] = cede_spawn(queue_up, (void *)i);
        while (arrived <= i)
            cede_yield();
    }
    cede_sleep_for(2 * MS);
    cede_mutex_unlock(&mutex);
    EXPECT(cede_mutex_lock(&mutex, CEDE_FOREVER) == 0);
    EXPECT(position == TASKS); /* all of them were before us */
    cede_mutex_unlock(&mutex);
    for (int i = 0; i < TASKS; i++) {
        cede_join(tasks[i], NULL);
        EXPECT(order[i] == i);
    }
}

static void deadlines(void) {
    int64_t before = cede_now();
    errno = 77;
    EXPECT(cede_mutex_lock(&mutex, 0) == 0);
    EXPECT(cede_mutex_lock(&mutex, 0) == ETIMEDOUT);
    EXPECT(cede_mutex_lock(&mutex, before + 10 * MS) == ETIMEDOUT);
    EXPECT(cede_now() - before >= 10 * MS);
    EXPECT(cede_mutex_unlock(&mutex) == 0); /* and nobody is left in the list */
    EXPECT(mutex.state == 0 && mutex.waiters.first == NULL && errno == 77);
}

/* A bounded buffer with two conditions: every item comes through, in order for one producer. */
static cede_condition not_full, not_empty;
static int buffer[4], filled, taken, produced;
enum { ITEMS = SANITIZED ? 2000 : 20000 };

static void *produce(void *unused) {
    for (;;) {
        EXPECT(cede_mutex_lock(&mutex, CEDE_FOREVER) == 0);
        while (filled == 4)
            EXPECT(cede_condition_wait(&not_full, &mutex, CEDE_FOREVER) == 0);
        if (produced < ITEMS)
            buffer[filled++] = ++produced;
        bool done = produced == ITEMS;
        cede_condition_signal(&not_empty);
        cede_mutex_unlock(&mutex);
        if (done)
            return unused;
    }
}

static void *consume(void *sum) {
    for (;;) {
        EXPECT(cede_mutex_lock(&mutex, CEDE_FOREVER) == 0);
        while (!filled && taken < ITEMS)
            EXPECT(cede_condition_wait(&not_empty, &mutex, CEDE_FOREVER) == 0);
        if (filled) {
            *(long *)sum += buffer[--filled];
            taken++;
        }
        bool done = taken == ITEMS;
        cede_condition_signal(&not_full);
        if (done)
            cede_condition_broadcast(&not_empty);
        cede_mutex_unlock(&mutex);
        if (done)
            return NULL;
    }
}

static void conditions(void) {
    long sums[4] = {0};
    cede_task *tasks[5];
    pthread_t thread;
    filled = taken = produced = 0;
    EXPECT(pthread_create(&thread, NULL, consume, &sums[3]) == 0);
    for (int i = 0; i < 3; i++)
        tasks[i] = cede_spawn(consume, &sums[i]);
    for (int i = 3; i < 5; i++)
        tasks[i] = cede_spawn(produce, NULL);
    for (int i = 0; i < 5; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(sums[0] + sums[1] + sums[2] + sums[3] == ITEMS * (ITEMS + 1l) / 2);

    cede_mutex_lock(&mutex, CEDE_FOREVER);
    EXPECT(cede_condition_wait(&not_empty, &mutex, cede_now() + MS) == ETIMEDOUT);
    EXPECT(cede_mutex_try_lock(&mutex) == EBUSY); /* held again after a failed wait */
    cede_mutex_unlock(&mutex);
    EXPECT(!not_empty.waiters.first);
}

static void *program(void *unused) {
    exclusion();
    handed_over();
    deadlines();
    conditions();
    return unused;
}

int main(void) {
    deadlines(); /* on a plain thread, without a runtime */
    run_with(1, program);
    run_with(3, program);
    setenv("CEDE_YIELD", "always", 1);
    run_with(2, program);
    return 0;
}
