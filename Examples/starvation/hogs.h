/*
 * hogs.h - endless computations that never call the runtime. Each is a task's body; its argument
 * counts the units of work done, so that two builds of the same source can be compared.
 */
#ifndef HOGS_H
#define HOGS_H

#include <stdatomic.h>
#include <stdint.h>

typedef _Atomic uint64_t counter;

/* A unit is one product of two 96 x 96 matrices. */
void *multiply_for_ever(void *units);

/* A unit is one failing match that tries every way to cut the subject into pieces. */
void *match_for_ever(void *units);

/* A unit is one board of nine queens, all solutions counted. */
void *search_for_ever(void *units);

static inline void count_unit(counter *units) {
    atomic_fetch_add_explicit(units, 1, memory_order_relaxed);
}

#endif
