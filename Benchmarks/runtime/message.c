/*
 * A message between two tasks, over unbuffered channels: on one worker; with two workers, as the scheduler places them; and
 * with each task on a worker of its own. Against two OS threads with a mutex and a condition. A message is one hand-over, half
 * of a round trip.
 *
 * What Go does with two processors is the second: a receiver that is woken goes to the sender's processor, so hardly a
 * message crosses, and it takes what it takes on one. A task of Cede stays where it first ran: on the worker of who spawned it,
 * if that one waits for it, and elsewhere for good if that one computes meanwhile, which the third asks for. There the peer
 * is Go with each goroutine locked to a thread (LockOSThread), which moves the message and not the receiver.
 */
#include "bench.h"

#include <pthread.h>

enum { TRIPS = 200000, THREAD_TRIPS = 5000 };

static cede_channel *there, *back;
static int trips;
static bool apart;
static const char *bar;

static void *answer(void *unused) {
    for (intptr_t i = 0, value; i < trips; i++) {
        cede_channel_receive(there, &value, CEDE_FOREVER);
        cede_channel_send(back, &value, CEDE_FOREVER);
    }
    return unused;
}

/* To be apart, the spawner's worker is busy until the task has been taken by another. */
static cede_task *partner(void) {
    cede_task *task = cede_spawn(answer, NULL);
    if (apart) {
        int64_t end = cede_now() + 5000000;
        while (cede_now() < end)
            ;
    }
    return task;
}

static double round_of(void) {
    cede_task *task = partner();
    int64_t before = cede_now();
    for (intptr_t i = 0, value; i < trips; i++) {
        cede_channel_send(there, &i, CEDE_FOREVER);
        cede_channel_receive(back, &value, CEDE_FOREVER);
    }
    double each = (double)(cede_now() - before) / (2.0 * trips);
    cede_join(task, NULL);
    return each;
}

static void *tasks(void *what) {
    double v[ROUNDS];
    there = cede_channel_new(sizeof(intptr_t), 0);
    back = cede_channel_new(sizeof(intptr_t), 0);
    trips = apart ? TRIPS / 10 : TRIPS;
    for (int i = 0; i < ROUNDS; i++)
        v[i] = round_of();
    double m = quantile(v, ROUNDS, 0.5);
    printf("%-34s %7.1f ns (%.1f ... %.1f)\n", (const char *)what, m, v[0], v[ROUNDS - 1]);
    figure(what, "cede", m, "ns", bar);
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
    figure("message, a worker each", "OS threads", m, "ns", "");
}

int main(void) {
    bar = "<= 60";
    in_task(1, tasks, "message, one worker");
    bar = "< Go";
    in_task(2, tasks, "message, two workers");
    apart = true;
    in_task(2, tasks, "message, a worker each");
    threads();
    return 0;
}
