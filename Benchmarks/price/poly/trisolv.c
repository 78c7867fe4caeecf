/* trisolv.c - L x = b, forward. */
#include "poly.h"

NEVER_INLINE static void trisolv(int n, double L[n][n], double *x, double *b) {
    for (int i = 0; i < n; i++) {
        x[i] = b[i];
        for (int j = 0; j < i; j++)
            x[i] -= L[i][j] * x[j];
        x[i] = x[i] / L[i][i];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 400), rounds = argument(argc, argv, 2, 1600);
    MATRIX(L, n, n, 1);
    VECTOR(x, n, 2);
    VECTOR(b, n, 3);
    for (int i = 0; i < n; i++)
        L[i][i] = n;
    for (int round = 0; round < rounds; round++) {
        trisolv(n, L, x, b);
        touched(x);
    }
    digest_doubles(x, n);
}
