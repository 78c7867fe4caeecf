/* Tasks that were spawned for one worker run there and nowhere else, whoever spawns them and however idle the others are. */
#include "test.h"

#include <pthread.h>

enum { WORKERS = 3, TASKS = 300 };

static atomic_int there[WORKERS], elsewhere, alive;
static atomic_bool released;

static void *note(void *worker) {
    for (int i = 0; i < 3; i++) {
        if (cede_worker() == (int)(intptr_t)worker)
            there[(intptr_t)worker]++;
        else
            elsewhere++;
        cede_yield();
        if (i == 1)
            cede_sleep_for(MS / 10);
    }
    alive--;
    return NULL;
}

static void spawn_some(void) {
    for (int i = 0; i < TASKS; i++) {
        cede_attributes attributes = {.name = "pinned", .worker = CEDE_ON(i % WORKERS)};
        cede_task *task = cede_spawn_with(&attributes, note, (void *)(intptr_t)(i % WORKERS));
        EXPECT(task && cede_detach(task) == 0);
    }
}

static void *spawner(void *unused) {
    spawn_some();
    return unused;
}

static void *hog(void *unused) {
    while (!released)
        cede_check();
    return unused;
}

static void *program(void *unused) {
    pthread_t thread;
    cede_attributes none = {.worker = CEDE_ON(WORKERS)};
    cede_task *hogs[WORKERS], *task;
    (void)unused;
    errno = 0;
    EXPECT(!cede_spawn_with(&none, note, NULL) && errno == EINVAL);

    alive = 3 * TASKS;
    spawn_some();
    for (int i = 0; i < WORKERS; i++) { /* a pinned one that spawns, beside a hog on each worker */
        cede_attributes attributes = {.worker = CEDE_ON(i)};
        hogs[i] = cede_spawn_with(&attributes, hog, NULL);
        EXPECT(hogs[i]);
    }
    cede_attributes last = {.worker = CEDE_ON(WORKERS - 1)};
    task = cede_spawn_with(&last, spawner, NULL);
    EXPECT(task && cede_join(task, NULL) == 0);
    EXPECT(pthread_create(&thread, NULL, spawner, NULL) == 0);
    EXPECT(pthread_join(thread, NULL) == 0);
    while (alive)
        cede_sleep_for(MS);
    released = true;
    for (int i = 0; i < WORKERS; i++)
        cede_join(hogs[i], NULL);
    EXPECT(elsewhere == 0);
    for (int i = 0; i < WORKERS; i++)
        EXPECT(there[i] == 3 * 3 * TASKS / WORKERS);

    /* One that has not run yet says so. */
    static char dump[1 << 16];
    int ends[2];
    EXPECT(pipe(ends) == 0);
    cede_attributes here = {.name = "not yet", .worker = CEDE_ON(cede_worker())};
    task = cede_spawn_with(&here, note, (void *)(intptr_t)cede_worker());
    EXPECT(task);
    alive = 1;
    cede_dump_tasks(ends[1]);
    ssize_t length = read(ends[0], dump, sizeof dump - 1);
    EXPECT(length > 0);
    dump[length] = 0;
    EXPECT(strstr(dump, "not yet") && strstr(strstr(dump, "not yet"), "never ran"));
    EXPECT(cede_join(task, NULL) == 0);
    return NULL;
}

int main(void) {
    run_with(WORKERS, program);
    for (int i = 0; i < WORKERS; i++)
        there[i] = 0;
    released = false;
    setenv("CEDE_YIELD", "always", 1);
    run_with(WORKERS, program);
    return 0;
}
