/* trmm.c - B = alpha A^T B, A a unit lower triangle. */
#include "poly.h"

NEVER_INLINE static void trmm(int m, int n, double alpha, double A[m][m], double B[m][n]) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            for (int k = i + 1; k < m; k++)
                B[i][j] += A[k][i] * B[k][j];
            B[i][j] = alpha * B[i][j];
        }
}

int main(int argc, char **argv) {
    int m = argument(argc, argv, 1, 160), n = argument(argc, argv, 2, 170), rounds = argument(argc, argv, 3, 48);
    MATRIX(first, m, n, 1);
    MATRIX(B, m, n, 1);
    MATRIX(A, m, m, 2);
    for (int round = 0; round < rounds; round++) {
        COPY(B, first, m * n);
        trmm(m, n, 0.5, A, B);
        touched(B);
    }
    digest_doubles(*B, m * n);
}
