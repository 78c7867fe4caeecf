/* ludcmp.c - lu, then the solution of one system by it; sums in a variable. */
#include "poly.h"

NEVER_INLINE static void ludcmp(int n, double A[n][n], double *b, double *x, double *y) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            double w = A[i][j];
            for (int k = 0; k < j; k++)
                w -= A[i][k] * A[k][j];
            A[i][j] = w / A[j][j];
        }
        for (int j = i; j < n; j++) {
            double w = A[i][j];
            for (int k = 0; k < i; k++)
                w -= A[i][k] * A[k][j];
            A[i][j] = w;
        }
    }
    for (int i = 0; i < n; i++) {
        double w = b[i];
        for (int j = 0; j < i; j++)
            w -= A[i][j] * y[j];
        y[i] = w;
    }
    for (int i = n - 1; i >= 0; i--) {
        double w = y[i];
        for (int j = i + 1; j < n; j++)
            w -= A[i][j] * x[j];
        x[i] = w / A[i][i];
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 180), rounds = argument(argc, argv, 2, 56);
    MATRIX(first, n, n, 1);
    MATRIX(A, n, n, 1);
    VECTOR(b, n, 2);
    VECTOR(x, n, 3);
    VECTOR(y, n, 4);
    for (int i = 0; i < n; i++)
        first[i][i] += n;
    for (int round = 0; round < rounds; round++) {
        COPY(A, first, n * n);
        ludcmp(n, A, b, x, y);
        touched(x);
    }
    digest_doubles(x, n);
}
