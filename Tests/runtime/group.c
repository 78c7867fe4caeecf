/* Groups and cancellation: first error cancels the rest, deadlines, shields; cancels at random points of every
 * blocking call leave nothing behind. */
#include "test.h"

#include <pthread.h>

static atomic_int alive, cancelled_seen;

/* Groups. ----------------------------------------------------------------------------------------- */

static int until_cancelled(void *unused) {
    (void)unused;
    alive++;
    int error = cede_sleep_for(60000 * MS);
    EXPECT(error == ECANCELED && cede_cancelled());
    EXPECT(cede_sleep_for(0) == ECANCELED); /* for good */
    cede_shield_begin();
    EXPECT(!cede_cancelled() && cede_sleep_for(MS) == 0);
    cede_shield_end();
    cancelled_seen++;
    alive--;
    return error;
}

static int computes_until_cancelled(void *unused) {
    (void)unused;
    alive++;
    while (!cede_cancelled())
        cede_check();
    alive--;
    return ECANCELED;
}

static int fails(void *unused) {
    (void)unused;
    cede_sleep_for(2 * MS);
    return EDOM;
}

static int succeeds(void *counter) {
    ++*(atomic_int *)counter;
    return 0;
}

static int spawns_more(void *group) {
    for (int i = 0; i < 10; i++)
        EXPECT(cede_group_spawn(group, succeeds, &alive) == 0);
    return 0;
}

static void groups(void) {
    cede_group group = {0};
    int64_t before;
    alive = cancelled_seen = 0;
    EXPECT(cede_group_wait(&group, CEDE_FOREVER) == 0); /* nobody */

    for (int i = 0; i < 10; i++)
        EXPECT(cede_group_spawn(&group, spawns_more, &group) == 0);
    EXPECT(cede_group_wait(&group, CEDE_FOREVER) == 0 && alive == 100);

    alive = 0;
    for (int i = 0; i < 50; i++)
        EXPECT(cede_group_spawn(&group, i % 2 ? until_cancelled : computes_until_cancelled, NULL) == 0);
    EXPECT(cede_group_spawn(&group, fails, NULL) == 0);
    EXPECT(cede_group_wait(&group, CEDE_FOREVER) == EDOM && alive == 0);

    EXPECT(cede_group_spawn(&group, until_cancelled, NULL) == 0); /* as new */
    before = cede_now();
    EXPECT(cede_group_wait(&group, before + 5 * MS) == ETIMEDOUT && cede_now() - before >= 5 * MS);

    EXPECT(cede_group_spawn(&group, until_cancelled, NULL) == 0);
    cede_group_cancel(&group);
    EXPECT(cede_group_spawn(&group, until_cancelled, NULL) == ECANCELED);
    EXPECT(cede_group_wait(&group, CEDE_FOREVER) == 0 && alive == 0);
}

/* A cancelled parent takes its group with it. */
static void *parent(void *unused) {
    cede_group group = {0};
    for (int i = 0; i < 5; i++)
        EXPECT(cede_group_spawn(&group, until_cancelled, NULL) == 0);
    EXPECT(cede_group_wait(&group, CEDE_FOREVER) == ECANCELED);
    EXPECT(alive == 0);
    return unused;
}

static void nested(void) {
    alive = 0;
    cede_task *task = cede_spawn(parent, NULL);
    while (alive < 5)
        cede_yield();
    cede_cancel(task);
    EXPECT(cede_join(task, NULL) == 0);
}

static void *from_thread(void *unused) {
    cede_group group = {0};
    atomic_int count = 0;
    EXPECT(!cede_cancelled());
    for (int i = 0; i < 20; i++)
        EXPECT(cede_group_spawn(&group, succeeds, &count) == 0);
    EXPECT(cede_group_wait(&group, CEDE_FOREVER) == 0 && count == 20);
    return unused;
}

/* Joins with a deadline. -------------------------------------------------------------------------- */

static void *sleeper(void *time) {
    cede_sleep_for((intptr_t)time);
    return time;
}

static void *join_it(void *task) {
    int error = cede_join(task, NULL);
    EXPECT(error == 0 || error == ECANCELED);
    return (void *)(intptr_t)error;
}

static void joins(void) {
    void *result;
    cede_task *task = cede_spawn(sleeper, (void *)(300 * MS));
    EXPECT(cede_join_until(task, &result, 0) == ETIMEDOUT);
    EXPECT(cede_join_until(task, &result, cede_now() + MS) == ETIMEDOUT);
    EXPECT(cede_join(task, &result) == 0 && result == (void *)(300 * MS));
    for (int i = 0; i < (SANITIZED ? 200 : 2000); i++) { /* the deadline falls upon the end */
        int error;
        task = cede_spawn(sleeper, (void *)(intptr_t)(i * 100));
        error = cede_join_until(task, NULL, cede_now() + i * 100);
        EXPECT(error == 0 || error == ETIMEDOUT);
        if (error)
            EXPECT(cede_join(task, NULL) == 0);
    }
    for (int i = 0; i < (SANITIZED ? 100 : 1000); i++) { /* a cancellation does */
        task = cede_spawn(sleeper, (void *)(intptr_t)(i * 100));
        cede_task *joiner = cede_spawn(join_it, task);
        cede_sleep_for(i * 100);
        cede_cancel(joiner);
        cede_join(joiner, &result);
        if ((intptr_t)result == ECANCELED)
            EXPECT(cede_join(task, NULL) == 0);
    }
}

/* 10 000 cancels at random points of random blocking calls. --------------------------------------- */

enum { VICTIMS = 50, CANCELS = SANITIZED ? 1000 : 10000 };

static cede_mutex mutex;
static cede_condition condition;
static cede_rwlock rwlock;
static cede_semaphore semaphore = CEDE_SEMAPHORE_INIT(1);
static cede_channel *channel;
static atomic_int held, reading, writing, permits;
static atomic_long sent, received;

static unsigned next(unsigned *seed) { return *seed = *seed * 1664525u + 1013904223u, *seed >> 8; }

static int one_call(unsigned *seed) {
    int error, value = 1;
    switch (next(seed) % 8) {
    case 0:
        if ((error = cede_mutex_lock(&mutex, CEDE_FOREVER)))
            return error;
        EXPECT(++held == 1);
        cede_yield();
        held--;
        return cede_mutex_unlock(&mutex);
    case 1:
        if ((error = cede_mutex_lock(&mutex, cede_now() + 10000)))
            return error == ETIMEDOUT ? 0 : error;
        error = cede_condition_wait(&condition, &mutex, cede_now() + 20000);
        EXPECT(++held == 1);
        held--;
        cede_condition_signal(&condition);
        cede_mutex_unlock(&mutex);
        return error == ETIMEDOUT ? 0 : error;
    case 2:
        if ((error = cede_rwlock_read_lock(&rwlock, CEDE_FOREVER)))
            return error;
        reading++;
        EXPECT(!writing);
        cede_yield();
        reading--;
        return cede_rwlock_read_unlock(&rwlock);
    case 3:
        if ((error = cede_rwlock_write_lock(&rwlock, CEDE_FOREVER)))
            return error;
        EXPECT(++writing == 1 && !reading);
        cede_yield();
        writing--;
        return cede_rwlock_write_unlock(&rwlock);
    case 4:
        if ((error = cede_semaphore_acquire(&semaphore, CEDE_FOREVER)))
            return error;
        EXPECT(++permits == 1);
        cede_yield();
        permits--;
        cede_semaphore_release(&semaphore, 1);
        return 0;
    case 5:
        if (!(error = cede_channel_send(channel, &value, cede_now() + 50000)))
            sent++;
        return error == ETIMEDOUT ? 0 : error;
    case 6: {
        size_t chosen;
        cede_timer timer = {.when = cede_now() + 30000};
        cede_case cases[] = {CEDE_CASE_RECEIVE(channel, &value), CEDE_CASE_TIMER(&timer)};
        if (!(error = cede_select(cases, 2, &chosen, CEDE_FOREVER)) && chosen == 0)
            received++;
        return error;
    }
    default:
        if (!(error = cede_channel_receive(channel, &value, cede_now() + 50000)))
            received++;
        return error == ETIMEDOUT ? 0 : error;
    }
}

static void *victim(void *seed) {
    unsigned s = (unsigned)(uintptr_t)seed;
    int error;
    while (!(error = one_call(&s)))
        ;
    EXPECT(error == ECANCELED);
    return NULL;
}

static void random_cancels(void) {
    cede_task *victims[VICTIMS] = {NULL};
    unsigned seed = 42;
    int value;
    channel = cede_channel_new(sizeof(int), 2);
    sent = received = 0;
    for (int i = 0; i < CANCELS + VICTIMS; i++) {
        cede_task **v = &victims[i % VICTIMS];
        if (*v) {
            cede_cancel(*v);
            EXPECT(cede_join(*v, NULL) == 0);
        }
        *v = i < CANCELS ? cede_spawn(victim, (void *)(uintptr_t)next(&seed)) : NULL;
        if (next(&seed) % 4 == 0)
            cede_sleep_for(next(&seed) % 50000);
    }
    while (cede_channel_try_receive(channel, &value) == 0)
        received++;
    EXPECT(sent == received);
    EXPECT(mutex.state == 0 && !mutex.waiters.first && !condition.waiters.first);
    EXPECT(!rwlock.readers && !rwlock.writer && !rwlock.waiters.first);
    EXPECT(semaphore.permits == 1 && !semaphore.waiters.first);
    cede_channel_free(channel);
}

static atomic_int thread_done;
static void *thread_main(void *unused) {
    from_thread(NULL);
    thread_done = 1;
    return unused;
}

static void *program(void *unused) {
    pthread_t thread;
    groups();
    nested();
    joins();
    random_cancels();
    thread_done = 0;
    EXPECT(pthread_create(&thread, NULL, thread_main, NULL) == 0);
    while (!thread_done)
        cede_sleep_for(MS);
    EXPECT(pthread_join(thread, NULL) == 0);
    return unused;
}

int main(void) {
    run_in_every_way(program);
    return 0;
}
