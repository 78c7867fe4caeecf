/* 2mm.c - D = alpha A B C + beta D. */
#include "poly.h"

NEVER_INLINE static void two_products(int n, double alpha, double beta, double T[n][n], double A[n][n],
                                      double B[n][n], double C[n][n], double D[n][n]) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            T[i][j] = 0;
            for (int k = 0; k < n; k++)
                T[i][j] += alpha * A[i][k] * B[k][j];
        }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            D[i][j] *= beta;
            for (int k = 0; k < n; k++)
                D[i][j] += T[i][k] * C[k][j];
        }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 140), rounds = argument(argc, argv, 2, 32);
    MATRIX(T, n, n, 1);
    MATRIX(A, n, n, 2);
    MATRIX(B, n, n, 3);
    MATRIX(C, n, n, 4);
    MATRIX(D, n, n, 5);
    for (int round = 0; round < rounds; round++) {
        two_products(n, 1.5, 0.1, T, A, B, C, D);
        touched(D);
    }
    digest_doubles(*D, n * n);
}
