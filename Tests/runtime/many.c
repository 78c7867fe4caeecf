/* 100 000 tasks alive at once, each on its own guarded stack, with default system limits. */
// not under: qemu (more stacks than its emulated address space holds comfortably)
#include "test.h"

enum { TASKS = SANITIZED ? 2000 : 100000 };

static atomic_int alive, release_them;

static void *live(void *id) {
    volatile intptr_t mine = (intptr_t)id;
    alive++;
    while (!release_them)
        cede_sleep_for(50 * MS);
    return (void *)mine;
}

static long mappings(void) {
    FILE *f = fopen("/proc/self/maps", "r");
    long lines = 0;
    for (int c; (c = getc(f)) != EOF;)
        lines += c == '\n';
    fclose(f);
    return lines;
}

static void *program(void *unused) {
    static cede_task *tasks[TASKS];
    cede_statistics s;
    (void)unused;
    for (intptr_t i = 0; i < TASKS; i++)
        EXPECT((tasks[i] = cede_spawn(live, (void *)i)));
    while (alive < TASKS)
        cede_sleep_for(5 * MS);
    cede_get_statistics(&s);
    EXPECT(s.stacks >= TASKS);
    fprintf(stderr, "%d alive, %ld mappings\n", alive, mappings());
    release_them = 1;
    for (intptr_t i = 0; i < TASKS; i++) {
        void *result;
        EXPECT(cede_join(tasks[i], &result) == 0);
        EXPECT((intptr_t)result == i);
    }
    return NULL;
}

int main(void) {
    run_with(2, program);
    return 0;
}
