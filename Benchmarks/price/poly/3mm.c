/* 3mm.c - G = (A B) (C D). */
#include "poly.h"

NEVER_INLINE static void product(int n, double R[n][n], double X[n][n], double Y[n][n]) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            R[i][j] = 0;
            for (int k = 0; k < n; k++)
                R[i][j] += X[i][k] * Y[k][j];
        }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 130), rounds = argument(argc, argv, 2, 32);
    MATRIX(A, n, n, 1);
    MATRIX(B, n, n, 2);
    MATRIX(C, n, n, 3);
    MATRIX(D, n, n, 4);
    MATRIX(E, n, n, 5);
    MATRIX(F, n, n, 6);
    MATRIX(G, n, n, 7);
    for (int round = 0; round < rounds; round++) {
        product(n, E, A, B);
        product(n, F, C, D);
        product(n, G, E, F);
        touched(G);
    }
    digest_doubles(*G, n * n);
}
