/* symm.c - C = alpha A B + beta C, A symmetric and half of it stored. */
#include "poly.h"

NEVER_INLINE static void symm(int m, int n, double alpha, double beta, double C[m][n], double A[m][m],
                              double B[m][n]) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            double t = 0;
            for (int k = 0; k < i; k++) {
                C[k][j] += alpha * B[i][j] * A[i][k];
                t += B[k][j] * A[i][k];
            }
            C[i][j] = beta * C[i][j] + alpha * B[i][j] * A[i][i] + alpha * t;
        }
}

int main(int argc, char **argv) {
    int m = argument(argc, argv, 1, 160), n = argument(argc, argv, 2, 180), rounds = argument(argc, argv, 3, 32);
    MATRIX(first, m, n, 1);
    MATRIX(C, m, n, 1);
    MATRIX(A, m, m, 2);
    MATRIX(B, m, n, 3);
    for (int round = 0; round < rounds; round++) {
        COPY(C, first, m * n);
        symm(m, n, 1.5, 1.2, C, A, B);
        touched(C);
    }
    digest_doubles(*C, m * n);
}
