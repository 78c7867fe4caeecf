/* pthread_cancel of a worker, of the thread that called cede_run, of a task by itself, and of a plain thread within a call. */
#include "test.h"

#include <fcntl.h>
#include <pthread.h>

static pthread_t worker;
static atomic_bool known, named, cancelled;
static atomic_int done;

static void *cancels(void *thread) {
    EXPECT(pthread_cancel(*(pthread_t *)thread) == 0);
    cancelled = true;
    return thread;
}

/* Ordinary code: what it does is a cancellation point, and some of it says that it may be cancelled. */
static void *works(void *unused) {
    int old, null = open("/dev/null", O_WRONLY);
    if (!atomic_exchange(&known, true)) {
        worker = pthread_self();
        named = true;
    }
    while (!cancelled)
        cede_yield();
    for (int i = 0; i < 50; i++) {
        EXPECT(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old) == 0);
        EXPECT(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL) == 0);
        EXPECT(write(null, "x", 1) == 1);
        pthread_testcancel();
        usleep(100);
        cede_sleep_for(100000);
    }
    close(null);
    done++;
    return unused;
}

static void *by_another_thread(void *unused) {
    pthread_t thread;
    cede_task *tasks[8];
    cancelled = known = named = false;
    done = 0;
    for (int i = 0; i < 8; i++)
        tasks[i] = cede_spawn(works, NULL);
    while (!named)
        cede_sleep_for(MS);
    EXPECT(pthread_create(&thread, NULL, cancels, &worker) == 0);
    for (int i = 0; i < 8; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(pthread_join(thread, NULL) == 0 && done == 8);
    return unused;
}

/* What it was before, and a request that came meanwhile, are there again after cede_run. */
static void *calls_cede_run(void *workers) {
    int state, type;
    run_with((unsigned)(uintptr_t)workers, by_another_thread);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &type);
    EXPECT(state == PTHREAD_CANCEL_ENABLE && type == PTHREAD_CANCEL_DEFERRED);
    pthread_setcancelstate(state, NULL);
    pthread_testcancel();
    return workers;
}

static void *cancels_itself(void *disabled) {
    int old = -1;
    if (disabled)
        EXPECT(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old) == 0 && old == PTHREAD_CANCEL_ENABLE);
    pthread_testcancel();
    EXPECT(pthread_cancel(pthread_self()) == 0);
    EXPECT(cede_sleep_for(1000 * MS) == ECANCELED);
    pthread_testcancel();
    return disabled;
}

static void *tests_for_it(void *unused) {
    for (;;) {
        pthread_testcancel();
        cede_yield();
    }
    return unused;
}

static void *on_tasks(void *unused) {
    void *result;
    EXPECT(cede_join(cede_spawn(cancels_itself, NULL), &result) == 0 && result == PTHREAD_CANCELED);
    EXPECT(cede_join(cede_spawn(cancels_itself, &done), &result) == 0 && result == &done);
    cede_task *task = cede_spawn(tests_for_it, NULL);
    cede_sleep_for(MS);
    cede_cancel(task);
    EXPECT(cede_join(task, &result) == 0 && result == PTHREAD_CANCELED);
    return unused;
}

/* Plain threads: the call goes on to its end, and leaves nothing behind. */

static int ends[2];
static cede_channel *channel;
static cede_task *joined;
static atomic_bool within;
static int got;

static void *reads(void *unused) {
    char byte;
    within = true;
    got = (int)cede_read(ends[0], &byte, 1, CEDE_FOREVER);
    pthread_testcancel();
    return unused;
}

static void *receives(void *unused) {
    within = true;
    EXPECT(cede_channel_receive(channel, &got, CEDE_FOREVER) == 0);
    pthread_testcancel();
    return unused;
}

static void *joins(void *unused) {
    void *result;
    within = true;
    EXPECT(cede_join(joined, &result) == 0);
    got = (int)(intptr_t)result;
    pthread_testcancel();
    return unused;
}

static pthread_t cancel_within(void *(*fn)(void *)) {
    pthread_t thread;
    within = false;
    got = 0;
    EXPECT(pthread_create(&thread, NULL, fn, NULL) == 0);
    while (!within)
        cede_sleep_for(MS);
    cede_sleep_for(20 * MS);
    EXPECT(pthread_cancel(thread) == 0);
    cede_sleep_for(20 * MS);
    return thread;
}

static void expect_cancelled(pthread_t thread, int value) {
    void *result;
    EXPECT(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED && got == value);
}

static void *sleeps(void *result) {
    cede_sleep_for(100 * MS);
    return result;
}

static void *plain_threads(void *unused) {
    int seven = 7;
    EXPECT(cede_pipe(ends) == 0);
    pthread_t thread = cancel_within(reads);
    EXPECT(cede_write(ends[1], "x", 1, CEDE_FOREVER) == 1);
    expect_cancelled(thread, 1);
    EXPECT(cede_close(ends[0]) == 0 && fcntl(ends[0], F_GETFD) == -1 && errno == EBADF);
    EXPECT(cede_close(ends[1]) == 0);

    channel = cede_channel_new(sizeof got, 0);
    thread = cancel_within(receives);
    EXPECT(cede_channel_send(channel, &seven, CEDE_FOREVER) == 0);
    expect_cancelled(thread, 7);
    cede_channel_free(channel);

    joined = cede_spawn(sleeps, (void *)5);
    thread = cancel_within(joins);
    expect_cancelled(thread, 5);
    return unused;
}

int main(void) {
    alarm(60);
    run_in_every_way(on_tasks);
    unsetenv("CEDE_YIELD");
    run_with(2, plain_threads);
    for (uintptr_t workers = 1; workers <= 2; workers++) {
        pthread_t thread;
        void *result;
        EXPECT(pthread_create(&thread, NULL, calls_cede_run, (void *)workers) == 0);
        EXPECT(pthread_join(thread, &result) == 0);
        /* With two workers it may have been the other one. */
        EXPECT(result == PTHREAD_CANCELED || (workers == 2 && result == (void *)2));
    }
    return 0;
}
