/*
 * poly.h - what the loop nests of this folder share: they are the kernels that polyhedral compilers are measured
 * by, written here from their definitions, with sizes that the compiler does not know.
 */
#ifndef POLY_H
#define POLY_H

#include "../../kernels/kernel.h"

#include <math.h>
#include <string.h>

static inline double *random_doubles(size_t count, uint32_t seed) {
    double *out = memory(count * sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = (double)(random_number(&seed) % 2000) / 1000.0 - 1.0;
    return out;
}

#define MATRIX(name, rows, columns, seed)                                                              \
    double(*name)[columns] = (double(*)[columns])random_doubles((size_t)(rows) * (size_t)(columns), seed)
#define VECTOR(name, count, seed) double *name = random_doubles((size_t)(count), seed)

/* For kernels that work in place: each round begins with the same data. */
#define COPY(to, from, count) memcpy(to, from, (size_t)(count) * sizeof(double))

static inline void digest_doubles(const double *values, int count) {
    print_digest(values, (size_t)count * sizeof *values);
}

#endif
