/*
 * A message between two tasks, over unbuffered channels: on one worker, and across two. Against two OS threads with a
 * mutex and a condition. A message is one hand-over, half of a round trip.
 */
#include "bench.h"

#include <pthread.h>

enum { TRIPS = 200000, THREAD_TRIPS = 5000 };

static cede_channel *there, *back;
static int trips;

static void *answer(void *unused) {
    for (intptr_t i = 0, value; i < trips; i++) {
        cede_channel_receive(there, &value, CEDE_FOREVER);
        cede_channel_send(back, &value, CEDE_FOREVER);
    }
    return unused;
}

/* On another worker than the caller's, if there is one: the spawner's is busy until the task has been taken. */
static cede_task *partner(int workers) {
    cede_task *task = cede_spawn(answer, NULL);
    if (workers > 1) {
        int64_t end = cede_now() + 5000000;
        while (cede_now() < end)
            ;
    }
    return task;
}

static double round_of(int workers) {
    cede_task *task = partner(workers);
    int64_t before = cede_now();
    for (intptr_t i = 0, value; i < trips; i++) {
        cede_channel_send(there, &i, CEDE_FOREVER);
        cede_channel_receive(back, &value, CEDE_FOREVER);
    }
    double each = (double)(cede_now() - before) / (2.0 * trips);
    cede_join(task, NULL);
    return each;
}

static void *tasks(void *workers) {
    double v[ROUNDS];
    there = cede_channel_new(sizeof(intptr_t), 0);
    back = cede_channel_new(sizeof(intptr_t), 0);
    trips = workers == (void *)1 ? TRIPS : TRIPS / 10;
    for (int i = 0; i < ROUNDS; i++)
        v[i] = round_of((int)(intptr_t)workers);
    double m = quantile(v, ROUNDS, 0.5);
    printf("%-34s %7.1f ns (%.1f ... %.1f)%s\n",
           workers == (void *)1 ? "message, tasks on one worker" : "message, tasks on two workers", m, v[0],
           v[ROUNDS - 1], workers == (void *)1 ? "  bar 60" : "");
    if (workers == (void *)1)
        figure("message, one worker", "cede", m, "ns", "<= 60");
    else
        figure("message, two workers", "cede", m, "ns", "< Go");
    cede_channel_free(there);
    cede_channel_free(back);
    return NULL;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn;

static void *thread(void *who) {
    for (int i = 0; i < THREAD_TRIPS; i++) {
        pthread_mutex_lock(&mutex);
        while (turn != (int)(intptr_t)who)
            pthread_cond_wait(&changed, &mutex);
        turn = !turn;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void threads(void) {
    double v[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        pthread_t t;
        int64_t before = cede_now();
        pthread_create(&t, NULL, thread, (void *)1);
        thread((void *)0);
        pthread_join(t, NULL);
        v[i] = (double)(cede_now() - before) / (2.0 * THREAD_TRIPS);
    }
    double m = quantile(v, ROUNDS, 0.5);
    printf("%-34s %7.1f ns (%.1f ... %.1f)\n", "message, two OS threads", m, v[0], v[ROUNDS - 1]);
    figure("message, two workers", "OS threads", m, "ns", "");
}

int main(void) {
    in_task(1, tasks, (void *)1);
    in_task(2, tasks, (void *)2);
    threads();
    return 0;
}
