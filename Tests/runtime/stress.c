/* Random trees of spawn, join, detach, yield, sleep and work on several workers; every result is right. */
#include "test.h"

#include <pthread.h>

static atomic_long leaves, detached;

struct node {
    int depth;
    unsigned seed;
};

static unsigned next(unsigned *seed) { return *seed = *seed * 1664525u + 1013904223u, *seed >> 8; }

static void *leaf(void *unused) {
    detached++;
    return unused;
}

static void *tree(void *argument) {
    struct node me = *(struct node *)argument, children[4];
    cede_task *tasks[4];
    intptr_t sum = 1;
    unsigned count = next(&me.seed) % 4 + 1;
    if (me.depth == 0) {
        leaves++;
        return (void *)1;
    }
    for (unsigned i = 0; i < count; i++) {
        children[i] = (struct node){me.depth - 1, next(&me.seed)};
        tasks[i] = cede_spawn(tree, &children[i]);
        EXPECT(tasks[i]);
        switch (next(&me.seed) % 8) {
        case 0: cede_yield(); break;
        case 1: cede_sleep_for(next(&me.seed) % 200000); break;
        case 2: spin_with_checks(next(&me.seed) % 20000); break;
        case 3: cede_detach(cede_spawn(leaf, NULL)); break;
        default: cede_check();
        }
    }
    for (unsigned i = 0; i < count; i++) {
        void *result;
        EXPECT(cede_join(tasks[i], &result) == 0);
        sum += (intptr_t)result;
    }
    return (void *)sum;
}

/* The same tree, counted without tasks. */
static long expected(struct node me) {
    unsigned count = next(&me.seed) % 4 + 1;
    long sum = 1;
    if (me.depth == 0)
        return 1;
    for (unsigned i = 0; i < count; i++) {
        struct node child = {me.depth - 1, next(&me.seed)};
        unsigned kind = next(&me.seed) % 8;
        if (kind == 1 || kind == 2)
            next(&me.seed);
        sum += expected(child);
    }
    return sum;
}

static void *outside(void *seed) {
    for (unsigned i = 0; i < (SANITIZED ? 10 : 50); i++) {
        struct node root = {4, (unsigned)(uintptr_t)seed + i};
        void *result;
        EXPECT(cede_join(cede_spawn(tree, &root), &result) == 0);
        EXPECT((intptr_t)result == expected(root));
    }
    return NULL;
}

static atomic_int threads_done;
static void *outside_thread(void *seed) {
    outside(seed);
    threads_done++;
    return NULL;
}

static void *program(void *unused) {
    pthread_t thread;
    cede_statistics s;
    threads_done = 0;
    EXPECT(pthread_create(&thread, NULL, outside_thread, (void *)1000) == 0);
    for (unsigned i = 0; i < (SANITIZED ? 2 : 40); i++) {
        struct node root = {7, i * 7919};
        void *result;
        EXPECT(cede_join(cede_spawn(tree, &root), &result) == 0);
        EXPECT((intptr_t)result == expected(root));
    }
    while (!threads_done)
        cede_sleep_for(MS);
    EXPECT(pthread_join(thread, NULL) == 0);
    cede_get_statistics(&s);
    fprintf(stderr, "%llu spawned, %llu switches, %llu stolen, %llu parks\n",
            (unsigned long long)s.spawned, (unsigned long long)s.switches,
            (unsigned long long)s.stolen, (unsigned long long)s.parks);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 8; workers *= 2)
        run_with(workers, program);
    cede_options options = {.workers = 3, .yield_always = 1};
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    return 0;
}
