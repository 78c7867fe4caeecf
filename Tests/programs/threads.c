/* A program with threads of its own, whose main may be on a task: every kind of lock and wait between them. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4, ITEMS = 500 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, nested;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t finished;
static long queue[8], table[64], sum;
static int length, prepared;

static void prepare(void) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&nested, &attributes);
    for (int i = 0; i < 64; i++)
        table[i] = i;
    prepared++;
}

static void put(long value) {
    pthread_mutex_lock(&mutex);
    while (length == 8)
        pthread_cond_wait(&changed, &mutex);
    queue[length++] = value;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static long take(void) {
    long value;
    pthread_mutex_lock(&mutex);
    while (length == 0)
        pthread_cond_wait(&changed, &mutex);
    value = queue[--length];
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return value;
}

static void add(long value, int depth) {
    pthread_mutex_lock(&nested);
    if (depth > 0)
        add(value, depth - 1);
    else
        for (long i = 0; i < value % 7; i++)
            sum += 1;
    pthread_mutex_unlock(&nested);
}

static void *consume(void *unused) {
    pthread_once(&once, prepare);
    for (int i = 0; i < ITEMS; i++) {
        long value = take();
        if (value % 16 == 0) {
            pthread_rwlock_wrlock(&table_lock);
            table[value % 64] += 64;
        } else {
            pthread_rwlock_rdlock(&table_lock);
        }
        pthread_rwlock_unlock(&table_lock);
        add(value, 3);
    }
    sem_post(&finished);
    return unused;
}

static void *last(void *unused) {
    pthread_mutex_lock(&mutex);
    printf("main has ended\n");
    exit(prepared == 1 ? 3 : 4);
    return unused;
}

int main(void) {
    pthread_t threads[THREADS], thread;
    long expected = 0, entries = 0;
    sem_init(&finished, 0, 0);
    pthread_once(&once, prepare);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, consume, NULL);
    for (long i = 0; i < THREADS * ITEMS; i++) {
        put(i);
        expected += i % 7;
    }
    for (int i = 0; i < THREADS; i++)
        sem_wait(&finished);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 64; i++)
        entries += table[i];
    printf("sum %ld of %ld, table %ld\n", sum, expected, entries);
    fflush(stdout);
    pthread_mutex_lock(&mutex);
    pthread_create(&thread, NULL, last, NULL);
    pthread_mutex_unlock(&mutex);
    pthread_exit(NULL);
}
