/* A million tasks, or as many as memory holds: bytes for one that never ran and for one asleep, time to make them, mappings. */
#include "bench.h"

#include <unistd.h>

enum { MOST = 1000000, NEEDED = 5000 /* bytes a task, with room to spare */ };
static int count;

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
    static cede_task *tasks[MOST];
    long rss = status_kib("VmRSS:"), pte = status_kib("VmPTE:");
    int64_t before = cede_now();
    cede_no_yield_begin();
    for (int i = 0; i < count; i++)
        tasks[i] = cede_spawn(live, NULL);
    figure("a task that never ran, memory", "cede", (double)(status_kib("VmRSS:") - rss) * 1024 / count, "bytes", "<= 256");
    printf("spawn of %d: %.0f ns each, never run: %.0f bytes resident each\n", count,
           (double)(cede_now() - before) / count, (status_kib("VmRSS:") - rss) * 1024.0 / count);
    cede_no_yield_end();
    while (alive < count)
        cede_sleep_for(1000000);
    printf("first run of all: %.2f us each (guard and first page included)\n",
           (double)(cede_now() - before) / count / 1000);
    figure("a task asleep, memory", "cede", (double)(status_kib("VmRSS:") - rss + status_kib("VmPTE:") - pte) * 1024 / count,
           "bytes", "<= 4506");
    figure("mappings, all tasks guarded", "cede", (double)mappings(), "", "<= 64");
    printf("asleep: %.0f bytes resident + %.0f of page tables each, %ld mappings in the process\n",
           (status_kib("VmRSS:") - rss) * 1024.0 / count, (status_kib("VmPTE:") - pte) * 1024.0 / count,
           mappings());
    done = true;
    for (int i = 0; i < count; i++)
        cede_join(tasks[i], NULL);
    return unused;
}

int main(void) {
    double available = (double)sysconf(_SC_AVPHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    for (count = MOST; count > 1000 && (double)count * NEEDED > available;)
        count /= 10;
    in_task(1, program, NULL);
    return 0;
}
