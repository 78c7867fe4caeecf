/* A program in which 100 000 tasks wait (asleep, at a channel, at a lock, for a descriptor): what it costs to do
 * nothing. Counted for the whole process over some seconds: CPU time, and how often its threads were switched to. */
#include "bench.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>

enum { TASKS = 100000, SECONDS = 3 };

static cede_channel *channel;
static cede_mutex mutex;
static int ends[2];

static void *waits(void *kind) {
    char byte;
    switch ((intptr_t)kind % 4) {
    case 0: cede_sleep_for(3600ll * 1000000000); break;
    case 1: cede_channel_receive(channel, NULL, CEDE_FOREVER); break;
    case 2: cede_mutex_lock(&mutex, CEDE_FOREVER); break;
    case 3: cede_read(ends[0], &byte, 1, cede_now() + 3600ll * 1000000000); break;
    }
    return NULL;
}

/* Voluntary and other switches of all threads. */
static long switches(void) {
    DIR *tasks = opendir("/proc/self/task");
    struct dirent *entry;
    long sum = 0;
    while ((entry = readdir(tasks))) {
        char path[300], line[200];
        long count;
        snprintf(path, sizeof path, "/proc/self/task/%s/status", entry->d_name);
        FILE *status = fopen(path, "r");
        while (status && fgets(line, sizeof line, status))
            if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1)
                sum += count;
        if (status)
            fclose(status);
    }
    closedir(tasks);
    return sum;
}

static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *program(void *unused) {
    channel = cede_channel_new(0, 0);
    cede_mutex_lock(&mutex, CEDE_FOREVER);
    cede_pipe(ends);
    for (intptr_t i = 0; i < TASKS; i++)
        cede_detach(cede_spawn(waits, (void *)i));
    cede_sleep_for(2000000000); /* until all wait */
    long before = switches();
    double cpu = cpu_seconds();
    cede_sleep_for((int64_t)SECONDS * 1000000000);
    cpu = cpu_seconds() - cpu;
    long woken = switches() - before;
    printf("idle, %d tasks wait: %.6f s of CPU and %ld wake-ups in %d s (one of each is this program's own)\n", TASKS,
           cpu, woken, SECONDS);
    figure("idle with 100 000 tasks, 3 s", "cede", cpu * 1e6, "us of CPU", "0");
    return unused;
}

int main(void) {
    in_task(2, program, NULL);
    return 0;
}
