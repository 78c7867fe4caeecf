/* gramschmidt.c - A = Q R by modified Gram-Schmidt; walks down columns. */
#include "poly.h"

NEVER_INLINE static void gramschmidt(int m, int n, double A[m][n], double R[n][n], double Q[m][n]) {
    for (int k = 0; k < n; k++) {
        double norm = 0;
        for (int i = 0; i < m; i++)
            norm += A[i][k] * A[i][k];
        R[k][k] = sqrt(norm);
        for (int i = 0; i < m; i++)
            Q[i][k] = A[i][k] / R[k][k];
        for (int j = k + 1; j < n; j++) {
            R[k][j] = 0;
            for (int i = 0; i < m; i++)
                R[k][j] += Q[i][k] * A[i][j];
            for (int i = 0; i < m; i++)
                A[i][j] = A[i][j] - Q[i][k] * R[k][j];
        }
    }
}

int main(int argc, char **argv) {
    int m = argument(argc, argv, 1, 140), n = argument(argc, argv, 2, 120), rounds = argument(argc, argv, 3, 48);
    MATRIX(first, m, n, 1);
    MATRIX(A, m, n, 1);
    MATRIX(R, n, n, 2);
    MATRIX(Q, m, n, 3);
    for (int round = 0; round < rounds; round++) {
        COPY(A, first, m * n);
        gramschmidt(m, n, A, R, Q);
        touched(R);
    }
    digest_doubles(*R, n * n);
}
