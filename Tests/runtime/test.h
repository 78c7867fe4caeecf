/* test.h - what the runtime's tests share. A test is a program that exits with 0. */
#ifndef TEST_H
#define TEST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "cede.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                          \
    __has_feature(undefined_behavior_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define MS 1000000ll

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: expected: %s\n", __FILE__, __LINE__, #condition);              \
            _exit(1);                                                                              \
        }                                                                                          \
    } while (0)

/* Runs `program` as the first task with the given number of workers. */
static inline void run_with(unsigned workers, void *(*program)(void *)) {
    cede_options options = {.workers = workers};
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
}

/* With one worker, with several, and with every check a switch. */
static inline void run_in_every_way(void *(*program)(void *)) {
    run_with(1, program);
    run_with(3, program);
    setenv("CEDE_YIELD", "always", 1);
    run_with(2, program);
}

/* The time that this thread, and so this worker, had a CPU: what tests reckon with, as on a loaded machine the whole
 * process stands still for tens of milliseconds. */
static inline int64_t cpu_time(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000ll + t.tv_nsec;
}

/* Works for `duration` of CPU time with a check in each round; how many rounds. */
static inline long spin_with_checks(int64_t duration) {
    int64_t end = cpu_time() + duration;
    long rounds = 0;
    while (cpu_time() < end) {
        rounds++;
        cede_check();
    }
    return rounds;
}

static inline void *add_one(void *n) { return (void *)((intptr_t)n + 1); }

/* Checks, spawns and joins, as ordinary code does. */
static inline void use_the_runtime(int64_t duration) {
    void *result;
    spin_with_checks(duration);
    cede_task *task = cede_spawn(add_one, (void *)4);
    EXPECT(task && cede_join(task, &result) == 0 && (intptr_t)result == 5);
}

/* For what must happen while the task computes, sooner or later. */
#define EXPECT_SOON(condition)                                                                     \
    do {                                                                                           \
        for (int64_t end = cede_now() + 30000 * MS; !(condition) && cede_now() < end;)             \
            cede_check();                                                                          \
        EXPECT(condition);                                                                         \
    } while (0)

struct outcome {
    int status;         /* as of waitpid */
    char text[8192];    /* what it wrote to stderr and stdout */
};

/* Runs fn in a child process, which exits with 0 when fn returns. To be called outside cede_run. */
static inline struct outcome in_child(void (*fn)(void)) {
    struct outcome o = {.status = 0};
    int ends[2];
    size_t length = 0;
    ssize_t got;
    EXPECT(pipe(ends) == 0);
    fflush(NULL);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        fn();
        exit(0);
    }
    close(ends[1]);
    while ((got = read(ends[0], o.text + length, sizeof o.text - 1 - length)) > 0)
        length += (size_t)got;
    close(ends[0]);
    EXPECT(waitpid(child, &o.status, 0) == child);
    fputs(o.text, stderr);
    return o;
}

static inline int compare_int64(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

#endif
