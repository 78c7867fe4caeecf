/* 100 000 tasks: bytes for one that never ran and for one asleep, time to make them, mappings. */
#include "bench.h"

enum { TASKS = 100000 };

static atomic_long alive;
static atomic_bool done;

static void *live(void *unused) {
    alive++;
    while (!done)
        cede_sleep_for(4000000000);
    return unused;
}

static long status_kib(const char *field) {
    char line[256];
    long value = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, f))
        if (strncmp(line, field, strlen(field)) == 0)
            value = atol(line + strlen(field) + 1);
    fclose(f);
    return value;
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
    long rss = status_kib("VmRSS:"), pte = status_kib("VmPTE:");
    int64_t before = cede_now();
    cede_no_yield_begin();
    for (int i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn(live, NULL);
    printf("spawn of %d: %.0f ns each, never run: %.0f bytes resident each\n", TASKS,
           (double)(cede_now() - before) / TASKS, (status_kib("VmRSS:") - rss) * 1024.0 / TASKS);
    cede_no_yield_end();
    while (alive < TASKS)
        cede_sleep_for(1000000);
    printf("first run of all: %.2f us each (guard and first page included)\n",
           (double)(cede_now() - before) / TASKS / 1000);
    printf("asleep: %.0f bytes resident + %.0f of page tables each, %ld mappings in the process\n",
           (status_kib("VmRSS:") - rss) * 1024.0 / TASKS, (status_kib("VmPTE:") - pte) * 1024.0 / TASKS,
           mappings());
    done = true;
    for (int i = 0; i < TASKS; i++)
        cede_join(tasks[i], NULL);
    return unused;
}

int main(void) {
    in_task(1, program, NULL);
    return 0;
}
