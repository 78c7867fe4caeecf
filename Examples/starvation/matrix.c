/* matrix.c - loops: dense products of floating-point matrices, one after the other. */
#include "hogs.h"

#include <stdlib.h>

enum { N = 96 };

static void multiply(double *restrict out, const double *a, const double *b) {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++)
            out[i * N + j] = 0;
        for (int k = 0; k < N; k++)
            for (int j = 0; j < N; j++)
                out[i * N + j] += a[i * N + k] * b[k * N + j];
    }
}

void *multiply_for_ever(void *units) {
    double *a = malloc(3 * N * N * sizeof *a);
    if (!a)
        abort();
    double *b = a + N * N, *out = b + N * N;
    for (int i = 0; i < N * N; i++) {
        a[i] = i % 7 - 3;
        b[i] = i % N == (i / N + 1) % N; /* turns the columns round: numbers stay small for ever */
    }
    for (;;) {
        multiply(out, a, b);
        double *swap = a;
        a = out;
        out = swap;
        count_unit(units);
    }
}
