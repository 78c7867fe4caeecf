/* covariance.c - of the columns of a table. */
#include "poly.h"

NEVER_INLINE static void covariance(int n, int m, double D[n][m], double V[m][m], double *mean) {
    for (int j = 0; j < m; j++) {
        mean[j] = 0;
        for (int i = 0; i < n; i++)
            mean[j] += D[i][j];
        mean[j] /= n;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            D[i][j] -= mean[j];
    for (int i = 0; i < m; i++)
        for (int j = i; j < m; j++) {
            V[i][j] = 0;
            for (int k = 0; k < n; k++)
                V[i][j] += D[k][i] * D[k][j];
            V[i][j] /= n - 1;
            V[j][i] = V[i][j];
        }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 160), m = argument(argc, argv, 2, 140), rounds = argument(argc, argv, 3, 40);
    MATRIX(first, n, m, 1);
    MATRIX(D, n, m, 1);
    MATRIX(V, m, m, 2);
    VECTOR(mean, m, 3);
    for (int round = 0; round < rounds; round++) {
        COPY(D, first, n * m);
        covariance(n, m, D, V, mean);
        touched(V);
    }
    digest_doubles(*V, m * m);
}
