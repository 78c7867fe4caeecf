/* gesummv.c - y = alpha A x + beta B x. */
#include "poly.h"

NEVER_INLINE static void gesummv(int n, double alpha, double beta, double A[n][n], double B[n][n], double *t,
                                 double *x, double *y) {
    for (int i = 0; i < n; i++) {
        t[i] = 0;
        y[i] = 0;
        for (int j = 0; j < n; j++) {
            t[i] = A[i][j] * x[j] + t[i];
            y[i] = B[i][j] * x[j] + y[i];
        }
        y[i] = alpha * t[i] + beta * y[i];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 300), rounds = argument(argc, argv, 2, 400);
    MATRIX(A, n, n, 1);
    MATRIX(B, n, n, 2);
    VECTOR(t, n, 3);
    VECTOR(x, n, 4);
    VECTOR(y, n, 5);
    for (int round = 0; round < rounds; round++) {
        gesummv(n, 1.5, 1.2, A, B, t, x, y);
        touched(y);
    }
    digest_doubles(y, n);
}
