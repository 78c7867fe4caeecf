/* bicg.c - s = A^T r and q = A p, in one pass over A. */
#include "poly.h"

NEVER_INLINE static void bicg(int m, int n, double A[m][n], double *s, double *q, double *p, double *r) {
    for (int j = 0; j < n; j++)
        s[j] = 0;
    for (int i = 0; i < m; i++) {
        q[i] = 0;
        for (int j = 0; j < n; j++) {
            s[j] += r[i] * A[i][j];
            q[i] += A[i][j] * p[j];
        }
    }
}

int main(int argc, char **argv) {
    int m = argument(argc, argv, 1, 400), n = argument(argc, argv, 2, 420), rounds = argument(argc, argv, 3, 240);
    MATRIX(A, m, n, 1);
    VECTOR(s, n, 2);
    VECTOR(q, m, 3);
    VECTOR(p, n, 4);
    VECTOR(r, m, 5);
    for (int round = 0; round < rounds; round++) {
        bicg(m, n, A, s, q, p, r);
        touched(s);
    }
    digest_doubles(s, n);
    digest_doubles(q, m);
}
