/* gemver.c - two rank-one updates of a matrix, then two products with vectors. */
#include "poly.h"

NEVER_INLINE static void gemver(int n, double A[n][n], double *u1, double *v1, double *u2, double *v2, double *w,
                                double *x, double *y, double *z) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            A[i][j] = A[i][j] + u1[i] * v1[j] + u2[i] * v2[j];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            x[i] = x[i] + 0.5 * A[j][i] * y[j];
    for (int i = 0; i < n; i++)
        x[i] = x[i] + z[i];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            w[i] = w[i] + 1.5 * A[i][j] * x[j];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 400), rounds = argument(argc, argv, 2, 240);
    MATRIX(first, n, n, 1);
    MATRIX(A, n, n, 1);
    VECTOR(u1, n, 2);
    VECTOR(v1, n, 3);
    VECTOR(u2, n, 4);
    VECTOR(v2, n, 5);
    VECTOR(w, n, 6);
    VECTOR(x, n, 7);
    VECTOR(y, n, 8);
    VECTOR(z, n, 9);
    for (int round = 0; round < rounds; round++) {
        COPY(A, first, n * n);
        memset(x, 0, (size_t)n * sizeof *x);
        memset(w, 0, (size_t)n * sizeof *w);
        gemver(n, A, u1, v1, u2, v2, w, x, y, z);
        touched(w);
    }
    digest_doubles(w, n);
}
