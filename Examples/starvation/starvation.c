/*
 * starvation.c - two hogs for each worker and one task that wants to wake every millisecond.
 *
 *     starvation [seconds [first hog]]
 *
 * The same source is built plain and through `cede cc`. Plain, the hogs hold their workers for ever
 * and the sleeper is not woken once; so an ordinary OS thread ends the run and reports. It prints
 * lines of `name key=value ...`, for a program to read:
 *
 *     run seconds=3.000 workers=2
 *     hog kind=matrix units=4711
 *     sleeper woken=2345 overdue_us=0.0
 *     wake at_us=1049.2 late_us=49.2
 *
 * overdue_us is how long the sleeper had been waiting at the end for a wake-up that was due.
 */
#include "hogs.h"

#include <cede.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    const char *name;
    void *(*body)(void *);
} kinds[] = {
    {"matrix", multiply_for_ever},
    {"regex", match_for_ever},
    {"queens", search_for_ever},
};
enum { KINDS = sizeof kinds / sizeof kinds[0], WAKES = 1 << 17, HOGS = 512 };

static const int64_t MILLISECOND = 1000000;

static double seconds = 3;
static int first_kind;
static int hog_count;
static int64_t started;

static struct {
    counter units;
    char padding[128 - sizeof(counter)]; /* hogs on two workers share no cache line */
} hogs[HOGS];

static struct wake {
    int64_t at, late;
} wakes[WAKES];
static _Atomic int woken;
static _Atomic int64_t due;

static void *sleeper(void *unused) {
    (void)unused;
    for (int i = 0; i < WAKES; i++) {
        int64_t deadline = cede_now() + MILLISECOND;
        atomic_store(&due, deadline);
        cede_sleep_until(deadline);
        int64_t now = cede_now();
        wakes[i] = (struct wake){now - started, now - deadline};
        atomic_store(&woken, i + 1);
    }
    return NULL;
}

static const char *kind_of(int hog) {
    return kinds[(hog + first_kind) % KINDS].name;
}

static void *program(void *unused) {
    (void)unused;
    cede_statistics statistics;
    cede_get_statistics(&statistics);
    hog_count = 2 * (int)statistics.workers < HOGS ? 2 * (int)statistics.workers : HOGS;
    atomic_store(&due, cede_now() + MILLISECOND);
    cede_task *task = NULL;
    for (int i = 0; i < hog_count; i++)
        task = cede_spawn(kinds[(i + first_kind) % KINDS].body, &hogs[i].units);
    cede_spawn(sleeper, NULL);
    cede_join(task, NULL);
    return NULL;
}

static void report(double elapsed) {
    cede_statistics statistics;
    cede_get_statistics(&statistics);
    int64_t overdue = cede_now() - atomic_load(&due);
    printf("run seconds=%.3f workers=%u\n", elapsed, statistics.workers);
    for (int i = 0; i < hog_count; i++)
        printf("hog kind=%s units=%" PRIu64 "\n", kind_of(i), atomic_load(&hogs[i].units));
    int count = atomic_load(&woken);
    printf("sleeper woken=%d overdue_us=%.1f\n", count, overdue > 0 ? overdue / 1e3 : 0.0);
    for (int i = 0; i < count; i++)
        printf("wake at_us=%.1f late_us=%.1f\n", wakes[i].at / 1e3, wakes[i].late / 1e3);
}

static void *ender(void *unused) {
    struct timespec rest = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    nanosleep(&rest, NULL);
    report((cede_now() - started) / 1e9);
    exit(0);
    return unused;
}

int main(int argc, char **argv) {
    if (argc > 1)
        seconds = strtod(argv[1], NULL);
    if (argc > 2)
        first_kind = abs(atoi(argv[2])) % KINDS;
    if (seconds <= 0 || seconds > 100) {
        fputs("usage: starvation [seconds, up to 100 [first hog, 0 to 2]]\n", stderr);
        return 64;
    }
    started = cede_now();
    pthread_t thread;
    int error = pthread_create(&thread, NULL, ender, NULL);
    if (!error)
        error = cede_run(NULL, program, NULL, NULL);
    fprintf(stderr, "starvation: %s\n", strerror(error));
    return 70;
}
