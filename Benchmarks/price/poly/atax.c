/* atax.c - y = A^T (A x). */
#include "poly.h"

NEVER_INLINE static void atax(int m, int n, double A[m][n], double *x, double *y) {
    for (int j = 0; j < n; j++)
        y[j] = 0;
    for (int i = 0; i < m; i++) {
        double t = 0;
        for (int j = 0; j < n; j++)
            t += A[i][j] * x[j];
        for (int j = 0; j < n; j++)
            y[j] += A[i][j] * t;
    }
}

int main(int argc, char **argv) {
    int m = argument(argc, argv, 1, 400), n = argument(argc, argv, 2, 420), rounds = argument(argc, argv, 3, 1000);
    MATRIX(A, m, n, 1);
    VECTOR(x, n, 2);
    VECTOR(y, n, 3);
    for (int round = 0; round < rounds; round++) {
        atax(m, n, A, x, y);
        touched(y);
    }
    digest_doubles(y, n);
}
