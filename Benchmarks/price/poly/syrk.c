/* syrk.c - C = alpha A A^T + beta C, the lower half. */
#include "poly.h"

NEVER_INLINE static void syrk(int n, int m, double alpha, double beta, double C[n][n], double A[n][m]) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++)
            C[i][j] *= beta;
        for (int k = 0; k < m; k++)
            for (int j = 0; j <= i; j++)
                C[i][j] += alpha * A[i][k] * A[j][k];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 180), m = argument(argc, argv, 2, 150), rounds = argument(argc, argv, 3, 48);
    MATRIX(C, n, n, 1);
    MATRIX(A, n, m, 2);
    for (int round = 0; round < rounds; round++) {
        syrk(n, m, 1.5, 0.2, C, A);
        touched(C);
    }
    digest_doubles(*C, n * n);
}
