/* jacobi-2d.c - five points, back and forth between two matrices. */
#include "poly.h"

NEVER_INLINE static void jacobi(int steps, int n, double A[n][n], double B[n][n]) {
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                B[i][j] = 0.2 * (A[i][j] + A[i][j - 1] + A[i][1 + j] + A[1 + i][j] + A[i - 1][j]);
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                A[i][j] = 0.2 * (B[i][j] + B[i][j - 1] + B[i][1 + j] + B[1 + i][j] + B[i - 1][j]);
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 160), steps = argument(argc, argv, 2, 4800);
    MATRIX(A, n, n, 1);
    MATRIX(B, n, n, 2);
    jacobi(steps, n, A, B);
    digest_doubles(*A, n * n);
}
