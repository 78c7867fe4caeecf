/* Spawn, join, results, detach, and the errors of their misuse. */
#include "waiting.h"

#include <pthread.h>

static void *square(void *n) { return (void *)((intptr_t)n * (intptr_t)n); }

static atomic_int detached_runs;
static void *count_run(void *unused) {
    (void)unused;
    detached_runs++;
    return NULL;
}

static void *join_itself(void *unused) {
    (void)unused;
    return (void *)(intptr_t)cede_join(cede_self(), NULL);
}

static void *join_other(void *other) { return (void *)(intptr_t)cede_join(other, NULL); }

static atomic_bool may_end;

static void *stays(void *unused) {
    (void)unused;
    while (!may_end)
        cede_sleep_for(MS);
    return NULL;
}

static atomic_bool thread_done;

static void *spawning_thread(void *unused) {
    (void)unused;
    intptr_t sum = 0;
    EXPECT(cede_self() == NULL && cede_worker() == -1);
    EXPECT(cede_run(NULL, square, NULL, NULL) == EBUSY);
    for (intptr_t i = 0; i < 100; i++) {
        void *result;
        cede_task *t = cede_spawn(square, (void *)i);
        EXPECT(t);
        EXPECT(cede_join(t, &result) == 0);
        sum += (intptr_t)result;
    }
    thread_done = true;
    return (void *)sum;
}

static void *nested(void *depth) {
    void *result;
    if (!depth)
        return NULL;
    cede_task *t = cede_spawn(nested, (void *)((intptr_t)depth - 1));
    EXPECT(cede_join(t, &result) == 0);
    return (void *)((intptr_t)result + 1);
}

static void *program(void *unused) {
    cede_task *tasks[500];
    void *result;
    (void)unused;

    for (intptr_t i = 0; i < 500; i++)
        EXPECT((tasks[i] = cede_spawn(square, (void *)i)));
    for (intptr_t i = 499; i >= 0; i--) {
        EXPECT(cede_join(tasks[i], &result) == 0);
        EXPECT((intptr_t)result == i * i);
    }
    EXPECT(cede_join(cede_spawn(nested, (void *)200), &result) == 0 && (intptr_t)result == 200);

    cede_task *t = cede_spawn(join_itself, NULL);
    EXPECT(cede_join(t, &result) == 0 && (intptr_t)result == EDEADLK);

    may_end = false;
    t = cede_spawn(stays, NULL);
    cede_task *other = cede_spawn(join_other, t);
    until_waiting(other);
    EXPECT(cede_join(t, NULL) == EINVAL);
    EXPECT(cede_detach(t) == EINVAL);
    may_end = true;
    EXPECT(cede_join(other, &result) == 0 && result == NULL);

    for (int i = 0; i < 100; i++)
        EXPECT(cede_detach(cede_spawn(count_run, NULL)) == 0);
    t = cede_spawn(count_run, NULL);
    while (detached_runs < 101)
        cede_sleep_for(MS);
    EXPECT(cede_detach(t) == 0);

    uint64_t first_id = cede_task_id(cede_self());
    t = cede_spawn(stays, NULL);
    EXPECT(cede_task_id(t) != first_id && cede_task_id(t) > 0);
    EXPECT(cede_join(t, NULL) == 0);

    cede_attributes huge = {.stack_size = (8 << 20) + 1};
    errno = 0;
    EXPECT(cede_spawn_with(&huge, square, NULL) == NULL && errno == EINVAL);
    EXPECT(cede_run(NULL, square, (void *)12, &result) == 0 && (intptr_t)result == 144);

    pthread_t thread;
    thread_done = false;
    EXPECT(pthread_create(&thread, NULL, spawning_thread, NULL) == 0);
    while (!thread_done)
        cede_sleep_for(MS);
    EXPECT(pthread_join(thread, &result) == 0 && (intptr_t)result == 328350);
    return (void *)77;
}

static void *nothing(void *argument) { return argument; }

int main(void) {
    void *result = NULL;
    errno = 0;
    EXPECT(cede_spawn(square, NULL) == NULL && errno == EPERM);
    for (unsigned workers = 1; workers <= 3; workers++) {
        cede_options options = {.workers = workers};
        detached_runs = 0;
        EXPECT(cede_run(&options, program, NULL, &result) == 0);
        EXPECT((intptr_t)result == 77);
    }
    cede_options bad = {.workers = 1000};
    EXPECT(cede_run(&bad, nothing, NULL, NULL) == EINVAL);
    bad = (cede_options){.stack_size = 64 << 20};
    EXPECT(cede_run(&bad, nothing, NULL, NULL) == EINVAL);
    const char *const wrong[][2] = {{"CEDE_WORKERS", "0"}, {"CEDE_WORKERS", "two"}, {"CEDE_SLICE", "1"},
                                    {"CEDE_SLICE", "1h"}, {"CEDE_STACK", "9M"}, {"CEDE_YIELD", "on"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv(wrong[i][0], wrong[i][1], 1);
        EXPECT(cede_run(NULL, nothing, NULL, NULL) == EINVAL);
        unsetenv(wrong[i][0]);
    }
    EXPECT(strcmp(cede_version(), CEDE_VERSION) == 0);
    return 0;
}
