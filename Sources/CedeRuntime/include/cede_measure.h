/*
 * cede_measure.h - the check of a measuring build (`cede cc --measure`), in front of every source instead of
 * cede_check.h alone: it measures how long it is since the last one, and holds that against what was proven.
 *
 * Each site carries a record of its own in the code, so that no table has to be known before the code that uses it.
 */
#ifndef CEDE_MEASURE_H
#define CEDE_MEASURE_H

#include "cede_check.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is proven about the runs that end at a site: nanoseconds, in cache and with every load from memory. */
struct cede_measured_bound {
    double near_memory, far_memory;
    /* Something is on top that is not known: a call, a size, a level of recursion. */
    int open;
    /* Code of other files may call the function, so that a run may begin in theirs. */
    int entered;
};

struct cede_measured_site {
    const char *function, *place;
    struct cede_measured_bound bound;
    /* The rest begins as zero. */
    struct cede_measured_record *record;
};

extern void cede_measure(struct cede_measured_site *site) __attribute__((__nothrow__));
/* The longest that is proven of any function of a file. */
extern void cede_measure_file(double near_memory, double far_memory, int open) __attribute__((__nothrow__));

#ifdef __cplusplus
}
#endif
#endif
