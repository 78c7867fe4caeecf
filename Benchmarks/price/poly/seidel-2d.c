/* seidel-2d.c - nine points in place: every turn waits for the one before. */
#include "poly.h"

NEVER_INLINE static void seidel(int steps, int n, double A[n][n]) {
    for (int t = 0; t < steps; t++)
        for (int i = 1; i <= n - 2; i++)
            for (int j = 1; j <= n - 2; j++)
                A[i][j] = (A[i - 1][j - 1] + A[i - 1][j] + A[i - 1][j + 1] + A[i][j - 1] + A[i][j] + A[i][j + 1] +
                           A[i + 1][j - 1] + A[i + 1][j] + A[i + 1][j + 1]) /
                          9.0;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 200), steps = argument(argc, argv, 2, 480);
    MATRIX(A, n, n, 1);
    seidel(steps, n, A);
    digest_doubles(*A, n * n);
}
