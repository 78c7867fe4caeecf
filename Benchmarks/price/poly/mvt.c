/* mvt.c - x1 += A y1 and x2 += A^T y2. */
#include "poly.h"

NEVER_INLINE static void mvt(int n, double *x1, double *x2, double *y1, double *y2, double A[n][n]) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            x1[i] += A[i][j] * y1[j];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            x2[i] += A[j][i] * y2[j];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 400), rounds = argument(argc, argv, 2, 400);
    MATRIX(A, n, n, 1);
    VECTOR(x1, n, 2);
    VECTOR(x2, n, 3);
    VECTOR(y1, n, 4);
    VECTOR(y2, n, 5);
    for (int round = 0; round < rounds; round++) {
        mvt(n, x1, x2, y1, y2, A);
        touched(x1);
    }
    digest_doubles(x1, n);
    digest_doubles(x2, n);
}
