/* Reader-writer lock, semaphore, wait group, once, timer: among tasks and threads, with deadlines. */
#include "test.h"

#include <pthread.h>

enum { TASKS = 12, ROUNDS = SANITIZED ? 300 : 5000 };

/* Reader-writer lock. */
static cede_rwlock lock;
static atomic_int readers, writers;
static long both[2];

static void *read_or_write(void *id) {
    for (int i = 0; i < ROUNDS; i++) {
        if ((i + (intptr_t)id) % 5 == 0) {
            EXPECT(cede_rwlock_write_lock(&lock, CEDE_FOREVER) == 0);
            EXPECT(++writers == 1 && readers == 0);
            both[0]++;
            cede_check();
            if (i % 3 == 0)
                cede_yield();
            both[1]++;
            writers--;
            EXPECT(cede_rwlock_write_unlock(&lock) == 0);
        } else {
            EXPECT(cede_rwlock_read_lock(&lock, CEDE_FOREVER) == 0);
            readers++;
            EXPECT(writers == 0 && both[0] == both[1]);
            if (i % 3 == 0)
                cede_yield();
            readers--;
            EXPECT(cede_rwlock_read_unlock(&lock) == 0);
        }
        if (i % 7 == 0 && cede_rwlock_write_lock(&lock, cede_now() + 1000) == 0)
            cede_rwlock_write_unlock(&lock); /* writers that give up must not leave readers behind */
    }
    return NULL;
}

static void *hold_for_reading(void *unused) {
    EXPECT(cede_rwlock_read_lock(&lock, CEDE_FOREVER) == 0);
    cede_rwlock_read_unlock(&lock);
    return unused;
}

static void rwlock(void) {
    cede_task *tasks[TASKS];
    pthread_t thread;
    EXPECT(pthread_create(&thread, NULL, read_or_write, (void *)3) == 0);
    for (intptr_t i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(read_or_write, (void *)i);
    for (int i = 0; i < TASKS; i++)
        cede_join(tasks[i], NULL);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(both[0] == both[1] && !lock.readers && !lock.writer && !lock.waiters.first);
    EXPECT(cede_rwlock_read_unlock(&lock) == EPERM && cede_rwlock_write_unlock(&lock) == EPERM);

    /* A reader queued behind a writer goes on when the writer gives up. */
    EXPECT(cede_rwlock_read_lock(&lock, 0) == 0);
    EXPECT(cede_rwlock_write_lock(&lock, 0) == ETIMEDOUT);
    cede_task *reader = cede_spawn(hold_for_reading, NULL);
    EXPECT(cede_rwlock_write_lock(&lock, cede_now() + 5 * MS) == ETIMEDOUT);
    EXPECT(cede_join(reader, NULL) == 0);
    EXPECT(cede_rwlock_read_unlock(&lock) == 0);
}

/* Semaphore. */
static cede_semaphore semaphore = CEDE_SEMAPHORE_INIT(3);
static atomic_int holders, most;

static void *take_permit(void *unused) {
    for (int i = 0; i < ROUNDS / 4; i++) {
        EXPECT(cede_semaphore_acquire(&semaphore, CEDE_FOREVER) == 0);
        int now = ++holders;
        if (now > most)
            most = now;
        cede_yield();
        holders--;
        cede_semaphore_release(&semaphore, 1);
    }
    return unused;
}

static void semaphores(void) {
    cede_task *tasks[TASKS];
    pthread_t thread;
    EXPECT(pthread_create(&thread, NULL, take_permit, NULL) == 0);
    for (int i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(take_permit, NULL);
    for (int i = 0; i < TASKS; i++)
        cede_join(tasks[i], NULL);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(semaphore.permits == 3 && most <= 3);
    for (int i = 0; i < 3; i++)
        EXPECT(cede_semaphore_acquire(&semaphore, 0) == 0);
    EXPECT(cede_semaphore_acquire(&semaphore, 0) == ETIMEDOUT);
    EXPECT(cede_semaphore_acquire(&semaphore, cede_now() + MS) == ETIMEDOUT);
    cede_semaphore_release(&semaphore, 3);
}

/* Wait group and once. */
static cede_wait_group group;
static cede_once once;
static atomic_int runs, done;

static void run_once(void *unused) {
    (void)unused;
    cede_sleep_for(MS);
    runs++;
}

static void *worker(void *unused) {
    EXPECT(cede_once_run(&once, run_once, NULL, CEDE_FOREVER) == 0 && runs == 1);
    done++;
    EXPECT(cede_wait_group_done(&group) == 0);
    return unused;
}

static void group_and_once(void) {
    pthread_t thread;
    runs = done = 0;
    once = (cede_once){0};
    EXPECT(cede_wait_group_done(&group) == EPERM);
    EXPECT(cede_wait_group_wait(&group, 0) == 0);
    cede_wait_group_add(&group, TASKS + 1);
    EXPECT(cede_wait_group_wait(&group, 0) == ETIMEDOUT);
    EXPECT(pthread_create(&thread, NULL, worker, NULL) == 0);
    for (int i = 0; i < TASKS; i++)
        EXPECT(cede_detach(cede_spawn(worker, NULL)) == 0);
    EXPECT(cede_wait_group_wait(&group, CEDE_FOREVER) == 0 && done == TASKS + 1);
    EXPECT(pthread_join(thread, NULL) == 0);
}

/* Timer. */
static cede_timer timer;

static void *wait_for_timer(void *when) {
    EXPECT(cede_timer_wait(&timer, CEDE_FOREVER) == 0);
    *(int64_t *)when = cede_now();
    return NULL;
}

static void timers(void) {
    int64_t first, second, when = 0;
    cede_task *waiter;
    timer = (cede_timer){0};
    EXPECT(cede_timer_wait(&timer, cede_now() + MS) == ETIMEDOUT); /* never set */
    cede_timer_set(&timer, cede_now());
    EXPECT(cede_timer_wait(&timer, CEDE_FOREVER) == 0); /* reached */

    first = cede_now() + 20 * MS; /* postponed while somebody waits for it */
    second = first + 20 * MS;
    cede_timer_set(&timer, first);
    waiter = cede_spawn(wait_for_timer, &when);
    cede_sleep_for(MS);
    cede_timer_set(&timer, second);
    if (cede_now() < first) {
        EXPECT(cede_join(waiter, NULL) == 0 && when >= second);
    } else { /* a slow machine */
        EXPECT(cede_join(waiter, NULL) == 0 && when >= first);
    }

    cede_timer_set(&timer, cede_now() + 3600000 * MS); /* brought forward */
    waiter = cede_spawn(wait_for_timer, &when);
    cede_sleep_for(MS);
    cede_timer_set(&timer, cede_now());
    EXPECT(cede_join(waiter, NULL) == 0);
    cede_timer_set(&timer, CEDE_FOREVER);
    EXPECT(cede_timer_wait(&timer, 0) == ETIMEDOUT);
}

static void *program(void *unused) {
    rwlock();
    semaphores();
    group_and_once();
    timers();
    return unused;
}

int main(void) {
    run_in_every_way(program);
    return 0;
}
