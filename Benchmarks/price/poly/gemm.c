/* gemm.c - C = beta C + alpha A B. */
#include "poly.h"

NEVER_INLINE static void gemm(int n, double alpha, double beta, double C[n][n], double A[n][n], double B[n][n]) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            C[i][j] *= beta;
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++)
                C[i][j] += alpha * A[i][k] * B[k][j];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 220), rounds = argument(argc, argv, 2, 48);
    MATRIX(C, n, n, 1);
    MATRIX(A, n, n, 2);
    MATRIX(B, n, n, 3);
    for (int round = 0; round < rounds; round++) {
        gemm(n, 1.5, 0.1, C, A, B);
        touched(C);
    }
    digest_doubles(*C, n * n);
}
