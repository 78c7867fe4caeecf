/* bench.h - rounds, medians and quantiles. */
#ifndef BENCH_H
#define BENCH_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "cede.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 9 };

static inline int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts. */
static inline double quantile(double *values, size_t count, double q) {
    qsort(values, count, sizeof *values, compare_doubles);
    return values[(size_t)((double)(count - 1) * q)];
}

/*
 * One result for the table and the chart (`chart` makes both): `who` did `what` in `value` units; `bar` is what Cede must
 * reach, or "". The median of several rounds, if there were any.
 */
static inline void figure(const char *what, const char *who, double value, const char *unit, const char *bar) {
    const char *path = getenv("BENCH_FIGURES");
    FILE *file = path ? fopen(path, "a") : NULL;
    if (!file)
        return;
    fprintf(file, "%s\t%s\t%g\t%s\t%s\n", what, who, value, unit, bar);
    fclose(file);
}

static inline void in_task(unsigned workers, void *(*program)(void *), void *argument) {
    cede_options options = {.workers = workers};
    int error = cede_run(&options, program, argument, NULL);
    if (error) {
        fprintf(stderr, "cede_run: %s\n", strerror(error));
        exit(1);
    }
}

#endif
