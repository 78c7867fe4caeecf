/* cholesky.c - a positive definite matrix into its lower triangle, in place. */
#include "poly.h"

NEVER_INLINE static void cholesky(int n, double A[n][n]) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++)
                A[i][j] -= A[i][k] * A[j][k];
            A[i][j] /= A[j][j];
        }
        for (int k = 0; k < i; k++)
            A[i][i] -= A[i][k] * A[i][k];
        A[i][i] = sqrt(A[i][i]);
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 240), rounds = argument(argc, argv, 2, 56);
    MATRIX(first, n, n, 1);
    MATRIX(A, n, n, 1);
    for (int i = 0; i < n; i++)
        first[i][i] += 2 * n;
    for (int round = 0; round < rounds; round++) {
        COPY(A, first, n * n);
        cholesky(n, A);
        touched(A);
    }
    digest_doubles(*A, n * n);
}
