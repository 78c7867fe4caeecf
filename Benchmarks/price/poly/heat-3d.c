/* heat-3d.c - heat in a cube, seven points. */
#include "poly.h"

NEVER_INLINE static void step(int n, double A[n][n][n], double B[n][n][n]) {
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            for (int k = 1; k < n - 1; k++)
                B[i][j][k] = 0.125 * (A[i + 1][j][k] - 2 * A[i][j][k] + A[i - 1][j][k]) +
                             0.125 * (A[i][j + 1][k] - 2 * A[i][j][k] + A[i][j - 1][k]) +
                             0.125 * (A[i][j][k + 1] - 2 * A[i][j][k] + A[i][j][k - 1]) + A[i][j][k];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 40), steps = argument(argc, argv, 2, 1200);
    double(*A)[n][n] = (double(*)[n][n])random_doubles((size_t)(n * n * n), 1);
    double(*B)[n][n] = (double(*)[n][n])random_doubles((size_t)(n * n * n), 1);
    for (int t = 0; t < steps; t++) {
        step(n, A, B);
        step(n, B, A);
    }
    digest_doubles(**A, n * n * n);
}
