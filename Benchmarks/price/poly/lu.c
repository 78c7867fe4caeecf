/* lu.c - a matrix into its lower and upper triangle, in place. */
#include "poly.h"

NEVER_INLINE static void lu(int n, double A[n][n]) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++)
                A[i][j] -= A[i][k] * A[k][j];
            A[i][j] /= A[j][j];
        }
        for (int j = i; j < n; j++)
            for (int k = 0; k < i; k++)
                A[i][j] -= A[i][k] * A[k][j];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 200), rounds = argument(argc, argv, 2, 48);
    MATRIX(first, n, n, 1);
    MATRIX(A, n, n, 1);
    for (int i = 0; i < n; i++)
        first[i][i] += n;
    for (int round = 0; round < rounds; round++) {
        COPY(A, first, n * n);
        lu(n, A);
        touched(A);
    }
    digest_doubles(*A, n * n);
}
