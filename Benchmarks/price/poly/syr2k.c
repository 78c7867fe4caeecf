/* syr2k.c - C = alpha (A B^T + B A^T) + beta C, the lower half. */
#include "poly.h"

NEVER_INLINE static void syr2k(int n, int m, double alpha, double beta, double C[n][n], double A[n][m],
                               double B[n][m]) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++)
            C[i][j] *= beta;
        for (int k = 0; k < m; k++)
            for (int j = 0; j <= i; j++)
                C[i][j] += A[j][k] * alpha * B[i][k] + B[j][k] * alpha * A[i][k];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 160), m = argument(argc, argv, 2, 130), rounds = argument(argc, argv, 3, 40);
    MATRIX(C, n, n, 1);
    MATRIX(A, n, m, 2);
    MATRIX(B, n, m, 3);
    for (int round = 0; round < rounds; round++) {
        syr2k(n, m, 1.5, 0.2, C, A, B);
        touched(C);
    }
    digest_doubles(*C, n * n);
}
