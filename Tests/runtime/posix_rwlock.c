/* Read-write locks and spin locks held across yields, by tasks and plain threads. */
#include "test.h"

#include <pthread.h>

enum { READERS = 6, WRITERS = 3, ROUNDS = SANITIZED ? 60 : 200 };

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static atomic_int readers, writers;
static long written;

static void *read_often(void *unused) {
    for (int i = 0; i < ROUNDS; i++) {
        EXPECT(pthread_rwlock_rdlock(&lock) == 0);
        readers++;
        EXPECT(writers == 0);
        cede_yield();
        cede_check();
        EXPECT(writers == 0);
        readers--;
        EXPECT(pthread_rwlock_unlock(&lock) == 0);
        cede_yield();
    }
    return unused;
}

static void *write_often(void *unused) {
    for (int i = 0; i < ROUNDS; i++) {
        EXPECT(pthread_rwlock_wrlock(&lock) == 0);
        EXPECT(++writers == 1 && readers == 0);
        long seen = written;
        cede_yield();
        cede_check();
        written = seen + 1;
        EXPECT(readers == 0);
        writers--;
        EXPECT(pthread_rwlock_unlock(&lock) == 0);
        cede_yield();
    }
    return unused;
}

static void *contended(void *unused) {
    cede_task *tasks[READERS + WRITERS];
    pthread_t threads[2];
    written = 0;
    for (int i = 0; i < READERS + WRITERS; i++)
        tasks[i] = cede_spawn(i < READERS ? read_often : write_often, NULL);
    EXPECT(pthread_create(&threads[0], NULL, read_often, NULL) == 0);
    EXPECT(pthread_create(&threads[1], NULL, write_often, NULL) == 0);
    for (int i = 0; i < READERS + WRITERS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    EXPECT(written == (WRITERS + 1) * ROUNDS);
    return unused;
}

/* Readers do not exclude each other: each stays until the other is in. */
static void *meet(void *unused) {
    EXPECT(pthread_rwlock_rdlock(&lock) == 0);
    readers++;
    while (readers < 2)
        cede_yield();
    EXPECT(pthread_rwlock_unlock(&lock) == 0);
    return unused;
}

static void *together(void *unused) {
    readers = 0;
    cede_task *a = cede_spawn(meet, NULL), *b = cede_spawn(meet, NULL);
    EXPECT(cede_join(a, NULL) == 0 && cede_join(b, NULL) == 0);
    readers = 0;
    return unused;
}

static atomic_bool is_held, let_go;

static void *hold(void *unused) {
    EXPECT(pthread_rwlock_wrlock(&lock) == 0);
    is_held = true;
    while (!let_go)
        cede_sleep_for(MS);
    cede_sleep_for(5 * MS);
    EXPECT(pthread_rwlock_unlock(&lock) == 0);
    return unused;
}

static void *deadlines(void *unused) {
    struct timespec at;
    is_held = let_go = false;
    cede_task *t = cede_spawn(hold, NULL);
    while (!is_held)
        cede_sleep_for(MS);
    EXPECT(pthread_rwlock_tryrdlock(&lock) == EBUSY && pthread_rwlock_trywrlock(&lock) == EBUSY);
    clock_gettime(CLOCK_REALTIME, &at);
    EXPECT(pthread_rwlock_timedrdlock(&lock, &at) == ETIMEDOUT);
    EXPECT(pthread_rwlock_timedwrlock(&lock, &at) == ETIMEDOUT);
    let_go = true;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += 60;
    EXPECT(pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &at) == 0);
    EXPECT(pthread_rwlock_unlock(&lock) == 0);
    EXPECT(pthread_rwlock_clockrdlock(&lock, CLOCK_MONOTONIC, &at) == 0);
    EXPECT(pthread_rwlock_unlock(&lock) == 0);
    EXPECT(cede_join(t, NULL) == 0);
    return unused;
}

/* Spin locks. ------------------------------------------------------------------------------------- */

static pthread_spinlock_t spin;
static long spun;

static void *spin_often(void *unused) {
    for (int i = 0; i < ROUNDS; i++) {
        EXPECT(pthread_spin_lock(&spin) == 0);
        long seen = spun;
        cede_check();
        cede_yield();
        spun = seen + 1;
        EXPECT(pthread_spin_unlock(&spin) == 0);
    }
    return unused;
}

static void *spinning(void *unused) {
    cede_task *tasks[6];
    pthread_t thread;
    spun = 0;
    EXPECT(pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE) == 0);
    for (int i = 0; i < 6; i++)
        tasks[i] = cede_spawn(spin_often, NULL);
    EXPECT(pthread_create(&thread, NULL, spin_often, NULL) == 0);
    for (int i = 0; i < 6; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    pthread_join(thread, NULL);
    EXPECT(spun == 7 * ROUNDS);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 2; workers++) {
        run_with(workers, contended);
        run_with(workers, together);
        run_with(workers, deadlines);
        run_with(workers, spinning);
    }
    return 0;
}
