/* On one worker: tasks start in spawn order, yield is a round robin, and nobody is left out. */
#include "test.h"

enum { TASKS = 5, ROUNDS = 4, MANY = 2000 };

static int seen[TASKS * ROUNDS], count;

static void *note(void *id) {
    for (int i = 0; i < ROUNDS; i++) {
        seen[count++] = (int)(intptr_t)id;
        cede_yield();
    }
    return NULL;
}

static atomic_int done;
static int rounds[MANY];

static void *worker(void *id) {
    while (!done) {
        rounds[(intptr_t)id]++;
        cede_yield();
    }
    return NULL;
}

static void *program(void *unused) {
    cede_task *tasks[MANY];
    (void)unused;
    for (intptr_t i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(note, (void *)i);
    EXPECT(count == 0);
    cede_yield();
    EXPECT(count == TASKS);
    for (int i = 0; i < TASKS; i++)
        cede_join(tasks[i], NULL);
    for (int i = 0; i < TASKS * ROUNDS; i++)
        EXPECT(seen[i] == i % TASKS);

    for (intptr_t i = 0; i < MANY; i++)
        tasks[i] = cede_spawn(worker, (void *)i);
    cede_yield();
    for (int i = 0; i < MANY; i++)
        EXPECT(rounds[i] == 1); /* all were there before those that yield, more of them than a worker's ring holds */
    for (int i = 1; i < 100; i++)
        cede_yield();
    int least = rounds[0], most = rounds[0];
    for (int i = 0; i < MANY; i++) {
        least = rounds[i] < least ? rounds[i] : least;
        most = rounds[i] > most ? rounds[i] : most;
    }
    fprintf(stderr, "rounds of %d tasks: %d ... %d\n", MANY, least, most);
    EXPECT(least >= 20);
    EXPECT(most - least <= 80);
    done = 1;
    for (int i = 0; i < MANY; i++)
        cede_join(tasks[i], NULL);
    return NULL;
}

int main(void) {
    run_with(1, program);
    return 0;
}
